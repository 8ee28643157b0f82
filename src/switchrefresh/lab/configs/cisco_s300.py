"""A Cisco Small Business switch's running configuration, with the file header that it begins with."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.lab.facts import MANAGEMENT, Facts, Port
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup


def cisco_s300_config(setup: Setup, hardware: Hardware) -> str:
    """From the file header to the default gateway; this OS writes no end mark."""
    lines = [*_head(setup.facts, hardware), *_vlans(setup)]
    for name, port in setup.ports.items():
        inside = _port(port, setup) if port.lag is None else _member(port)
        lines += [f"interface {name}", *(f" {line}" for line in inside), "!"]
    for number in setup.lags:
        lines += [f"interface Port-Channel{number}", *(f" {x}" for x in _port(setup.lag_port(number), setup)), "!"]
    return "\n".join([*lines, "exit", f"ip default-gateway {setup.facts.gateway}"]) + "\n"


def _head(facts: Facts, hardware: Hardware) -> Iterator[str]:
    yield from (
        "config-file-header",
        facts.hostname,
        f"v{hardware.firmware} / R800_NIK_1_4_220_026",
        "CLI v1.0",
        "set system mode switch ",
        "",
        "file SSD indicator encrypted",
        "@",
        "ssd-control-start ",
        "ssd config ",
        "ssd file passphrase control unrestricted ",
        "ssd-control-end cb0a3fdb1f3a1af4e4430033719968c0 ",
        "!",
        "vlan database",
        f"vlan {','.join(map(str, facts.vlans))}",
        "exit",
        f"hostname {facts.hostname}",
        "logging host 10.10.0.20",
        f"encrypted radius-server host 10.10.0.21 key {facts.radius_key} priority 1",
        f"username netadmin password encrypted {facts.admin_hash} privilege 15",
        "ip ssh server",
        f"snmp-server location {facts.location}",
        f"snmp-server contact {facts.contact}",
        f"encrypted snmp-server community {facts.community} ro view Default",
        "sntp server 10.10.0.22 poll",
        "!",
    )


def _vlans(setup: Setup) -> Iterator[str]:
    for number, name in setup.vlans.items():
        yield from (f"interface vlan {number}", f" name {name}")
        if address := setup.svis.get(number):
            yield f" ip address {address.ip} {address.netmask}"
        if number == MANAGEMENT:
            yield " no ip address dhcp"
        yield "!"


def _port(port: Port, setup: Setup) -> Iterator[str]:
    if port.description:
        yield f'description "{port.description}"'
    if not port.used:
        yield "shutdown"
        return
    if not port.power:
        yield "power inline never"
    tagged = setup.tagged(port)
    if port.trunk or tagged:
        yield "switchport mode trunk"
        if tagged:
            yield f"switchport trunk allowed vlan add {','.join(map(str, tagged))}"
        if port.native != 1:
            yield f"switchport trunk native vlan {port.native}"
        return
    yield from ("switchport mode access", f"switchport access vlan {port.native}")


def _member(port: Port) -> Iterator[str]:
    if port.description:
        yield f'description "{port.description}"'
    yield f"channel-group {port.lag} mode auto"
