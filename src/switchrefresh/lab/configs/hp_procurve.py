"""An ArubaOS-Switch (2530, 2920, 5400R) running configuration: ports are listed under their VLANs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from switchrefresh.lab.facts import MANAGEMENT, VOICE, Facts, Port, layout, on_switch
from switchrefresh.lab.hardware import Hardware


def hp_procurve_config(facts: Facts, hardware: Hardware) -> str:
    """From the editor line to the last line; this OS writes no end mark."""
    plan = layout(facts, hardware)
    lines = [*_head(facts, hardware), *_ports(plan), *_services(facts), *_vlans(plan, facts), *_tail()]
    return "\n".join(lines) + "\n"


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


def _ports(plan: dict[str, Port]) -> Iterator[str]:
    for name, port in plan.items():
        if not port.used:
            yield from (f"interface {name}", "   disable", "   exit")
        elif port.description:
            yield from (f"interface {name}", f'   name "{port.description}"', "   exit")


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


def _vlans(plan: dict[str, Port], facts: Facts) -> Iterator[str]:
    for number, name in {1: "DEFAULT_VLAN", **facts.vlans}.items():
        untagged = [key for key, port in plan.items() if port.native == number]
        tagged = [key for key, port in plan.items() if number in on_switch(port, facts)]
        yield from (f"vlan {number}", f'   name "{name}"')
        if number == 1 and len(untagged) < len(plan):
            yield f"   no untagged {ranges(key for key in plan if key not in untagged)}"
        if untagged:
            yield f"   untagged {ranges(untagged)}"
        if tagged:
            yield f"   tagged {ranges(tagged)}"
        if number == MANAGEMENT:
            yield f"   ip address {facts.address.ip} {facts.address.netmask}"
        else:
            yield "   no ip address"
        if number == VOICE:
            yield "   voice"
        yield "   exit"


def _tail() -> Iterator[str]:
    yield from (
        "spanning-tree",
        "spanning-tree mode rapid-pvst",
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
