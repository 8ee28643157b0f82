"""Switch OSes that no public capture covers: answers in the form of their manuals, and what must be read from them.

answers/PLATFORM.txt: `>>> command`, then `=== what is told` line by line, then the answer itself.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.snapshots.reading import read_state

FOLDER = Path(__file__).parent / "answers"


def cases():
    for path in sorted(FOLDER.glob("*.txt")):
        for section in path.read_text(encoding="utf-8").split(">>> ")[1:]:
            command, _, rest = section.partition("\n")
            expected = re.findall(r"(?m)^=== (.+)$", rest)
            answer = re.sub(r"(?m)^=== .+\n", "", rest)
            yield path.stem, command, expected, answer


CASES = list(cases())


def told(state):
    """A state in a few plain lines."""
    lines = [_port(port) for port in state.interfaces.values()]
    lines += [f"lag {name}: {' '.join(members)}" for name, members in state.lags.items()]
    lines += [f"mac {seen.mac} vlan {seen.vlan} on {seen.port}" for seen in state.macs]
    lines += [
        " ".join(("neighbor", seen.port, seen.system or "-", seen.chassis or "-", *sorted(seen.capabilities)))
        for seen in state.neighbors
    ]
    lines += [f"vlan {vlan} {name}".strip() for vlan, name in state.vlans.items()]
    lines += [f"address {address} in {where}" for where, found in state.svis.items() for address in found]
    lines += [f"arp {address} {mac}" for address, mac in state.arp.items()]
    if state.version or state.serials:
        lines.append(
            f"switch {state.version} {' '.join(state.models)} {' '.join(state.serials)} {state.hostname}".strip()
        )
    return lines


def _port(port):
    link = {True: "up", False: "down", None: ""}[port.oper_up]
    words = ["port", port.name, link, "off" if port.admin_up is False else "", port.speed or "", port.duplex or ""]
    words += [f"mode {port.mode}" if port.mode else "", f"access {port.access_vlan}" if port.access_vlan else ""]
    words += [f"native {port.native_vlan}" if port.native_vlan else ""]
    words += [f"tagged {','.join(map(str, sorted(port.allowed_vlans)))}" if port.allowed_vlans else ""]
    if port.poe_on is not None:
        words += [
            "power" if port.poe_on else "no power",
            f"{port.poe_watts} W" if port.poe_on and port.poe_watts else "",
        ]
        words += [f"class {port.poe_class}" if port.poe_class else "", "never" if port.poe_admin is False else ""]
    words += [port.stp_role or "", port.stp_state or "", f'"{port.description}"' if port.description else ""]
    return " ".join(str(word) for word in words if word)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_an_answer_tells(case):
    name, command, expected, answer = case
    assert command in find_platform(name).state_commands
    state = read_state(find_platform(name), [CommandOutput(command, answer.encode())])
    assert not state.skipped, state.skipped
    found = [line for line in told(state) if not (state.lags and line.startswith("port "))]
    assert found == expected


def test_there_are_answers():
    assert len(CASES) >= 36 and len({case[0] for case in CASES}) >= 9
