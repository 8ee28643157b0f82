"""An ArubaOS-CX (6100, 6200, 6300) running configuration."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.lab.facts import VOICE, Facts, Port
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup


def aruba_aoscx_config(setup: Setup, hardware: Hardware) -> str:
    """From the version line to the web server's; this OS writes no end mark."""
    lines = [*_head(setup.facts, hardware), *_vlans(setup.facts), "spanning-tree", "spanning-tree mode rpvst"]
    if setup.stp_priority != 32768:
        lines.append(f"spanning-tree vlan 1-4094 priority {setup.stp_priority // 4096}")
    lines += ["interface mgmt", "    no shutdown", "    ip dhcp"]
    for number in setup.lags:
        port = setup.lag_port(number)
        lines += [f"interface lag {number}", *(f"    {line}" for line in _port(port, setup)), "    lacp mode active"]
    for name, port in setup.ports.items():
        inside = _port(port, setup) if port.lag is None else _member(port)
        lines += [f"interface {name}", *(f"    {line}" for line in inside)]
    return "\n".join([*lines, *_tail(setup)]) + "\n"


def _head(facts: Facts, hardware: Hardware) -> Iterator[str]:
    yield from (
        "!",
        f"!Version ArubaOS-CX {hardware.firmware}",
        "!export-password: default",
        f"hostname {facts.hostname}",
        f"user netadmin group administrators password ciphertext AQBap{facts.admin_hash}",
        "clock timezone america/chicago",
        "ntp server 10.10.0.22 iburst",
        "ntp enable",
        "!",
        "!",
        "logging 10.10.0.20",
        f"radius-server host 10.10.0.21 key ciphertext AQBap{facts.radius_key}",
        f"snmp-server system-location {facts.location}",
        f"snmp-server system-contact {facts.contact}",
        f"snmp-server community {facts.community}",
        "!",
        "!",
        "ssh server vrf default",
        "ssh server vrf mgmt",
    )
    if not hardware.model.startswith(("JL67", "S0M")):  # the 6100 series cannot be stacked
        members = sorted({name.split("/")[0] for name in hardware.access})
        for member in members:
            yield from (f"vsf member {member}", f"    type {hardware.model.lower()}")


def _vlans(facts: Facts) -> Iterator[str]:
    yield "vlan 1"
    for number, name in facts.vlans.items():
        yield from (f"vlan {number}", f"    name {name}")
        if number == VOICE:
            yield "    voice"


def _port(port: Port, setup: Setup) -> Iterator[str]:
    yield "no shutdown" if port.used else "shutdown"
    if port.description:
        yield f"description {port.description}"
    yield "no routing"
    if not port.power:
        yield "no power-over-ethernet"
    tagged = setup.tagged(port)
    if not (port.trunk or tagged):
        yield f"vlan access {port.native}"
        return
    yield f"vlan trunk native {port.native}"
    yield f"vlan trunk allowed {','.join(str(vlan) for vlan in sorted({port.native, *tagged}))}"


def _member(port: Port) -> Iterator[str]:
    yield "no shutdown"
    if port.description:
        yield f"description {port.description}"
    yield f"lag {port.lag}"


def _tail(setup: Setup) -> Iterator[str]:
    yield from ("interface vlan 1", "    no ip dhcp")
    for vlan, address in sorted(setup.svis.items()):
        yield from (f"interface vlan {vlan}", f"    ip address {address}")
    yield from (
        f"ip route 0.0.0.0/0 {setup.facts.gateway}",
        "!",
        "!",
        "!",
        "!",
        "!",
        "https-server vrf default",
        "https-server vrf mgmt",
    )
