"""An ArubaOS-Switch (2530, 2920, 5400R) running configuration: ports are listed under their VLANs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from switchrefresh.lab.facts import VOICE, Facts, Port
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup


def hp_procurve_config(setup: Setup, hardware: Hardware) -> str:
    """From the editor line to the last line; this OS writes no end mark."""
    lines = [*_head(setup.facts, hardware), *_trunks(setup), *_ports(setup.ports), *_services(setup.facts)]
    return "\n".join([*lines, *_vlans(setup), *_tail(setup)]) + "\n"


def _head(facts: Facts, hardware: Hardware) -> Iterator[str]:
    yield from (
        f"; {hardware.model} Configuration Editor; Created on release #{hardware.firmware}",
        "; Ver #14:41.6f.f8.1d.9b.3f.bf.bb.ef.7c.59.fc.6b.fb.9f.fc.ff.ff.37.ef:04",
        f'hostname "{facts.hostname}"',
    )
    letters = sorted({name[0] for name in (*hardware.access, *hardware.uplinks) if name[0].isalpha()})
    if letters:
        yield from (f"module {letter} type j9987a" for letter in letters)
    else:
        yield f"module 1 type {hardware.model.lower()}"


def _trunks(setup: Setup) -> Iterator[str]:
    for number, names in setup.lags.items():
        yield f"trunk {ranges(names)} trk{number} lacp"


def _ports(plan: Mapping[str, Port]) -> Iterator[str]:
    for name, port in plan.items():
        lines = [] if port.used else ["   disable"]
        if port.used and port.description:
            lines.append(f'   name "{port.description}"')
        if not port.power:
            lines.append("   no power-over-ethernet")
        if lines:
            yield from (f"interface {name}", *lines, "   exit")


def _services(facts: Facts) -> Iterator[str]:
    yield from (
        "console idle-timeout 900",
        "logging 10.10.0.20",
        f'radius-server host 10.10.0.21 key "{facts.radius_key}"',
        "timesync sntp",
        "sntp unicast",
        "sntp server priority 1 10.10.0.22",
        "no telnet-server",
        "time daylight-time-rule continental-us-and-canada",
        "time timezone -360",
        f"ip default-gateway {facts.gateway}",
        f'snmp-server community "{facts.community}" operator',
        f'snmp-server contact "{facts.contact}" location "{facts.location}"',
        "aaa authentication ssh login radius local",
    )


def _vlans(setup: Setup) -> Iterator[str]:
    plan = {name: port for name, port in setup.ports.items() if port.lag is None}
    lags = {f"Trk{number}": setup.lag_port(number) for number in setup.lags}
    for number, name in {1: "DEFAULT_VLAN", **setup.vlans}.items():
        untagged = [key for key, port in plan.items() if port.native == number]
        tagged = [key for key, port in plan.items() if number in setup.tagged(port)]
        bare = [key for key, port in lags.items() if port.native == number]
        marked = [key for key, port in lags.items() if number in setup.tagged(port)]
        yield from (f"vlan {number}", f'   name "{name}"')
        if number == 1 and len(untagged) < len(plan):
            yield f"   no untagged {ranges(key for key in plan if key not in untagged)}"
        if untagged or bare:
            yield f"   untagged {_listed(untagged, bare)}"
        if tagged or marked:
            yield f"   tagged {_listed(tagged, marked)}"
        address = setup.svis.get(number)
        yield f"   ip address {address.ip} {address.netmask}" if address else "   no ip address"
        if number == VOICE:
            yield "   voice"
        yield "   exit"


def _listed(ports: list[str], lags: list[str]) -> str:
    return ",".join(part for part in (ranges(ports), *lags) if part)


def _tail(setup: Setup) -> Iterator[str]:
    yield "spanning-tree"
    if setup.stp_priority != 32768:
        yield f"spanning-tree priority {setup.stp_priority // 4096}"
    for number in setup.lags:
        yield f"spanning-tree Trk{number} priority 4"
    yield from (
        "no tftp server",
        "no autorun",
        "no dhcp config-file-update",
        "no dhcp image-file-update",
        "password manager",
        "password operator",
    )


def ranges(names: Iterable[str]) -> str:
    """Port names as the switch lists them: `1-12,14,A1-A4`."""

    def split(name: str) -> tuple[str, int]:
        letter = name[0] if name[0].isalpha() else ""
        return letter, int(name[len(letter) :])

    found = []
    for (letter, _), run in groupby(
        enumerate(sorted(map(split, names))), lambda item: (item[1][0], item[1][1] - item[0])
    ):
        numbers = [number for _, (_, number) in run]
        first, last = f"{letter}{numbers[0]}", f"{letter}{numbers[-1]}"
        found.append(first if first == last else f"{first}-{last}")
    return ",".join(found)
