"""A Cisco IOS or IOS-XE access switch's running configuration."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.lab.facts import Facts, Port
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup


def cisco_ios_config(setup: Setup, hardware: Hardware) -> str:
    """From the version line to `end`, as `show running-config` has it below its header."""
    lines = [*_head(setup.facts, hardware), *_stp(setup), *_vlans(setup.facts)]
    for number in setup.lags:
        lines += [f"interface Port-channel{number}", *(f" {x}" for x in _port(setup.lag_port(number), setup)), "!"]
    for name, port in setup.ports.items():
        lines += [f"interface {name}", *(f" {line}" for line in (*_port(port, setup), *_member(port))), "!"]
    return "\n".join([*lines, *_svis(setup), *_tail(setup.facts)]) + "\n"


def _head(facts: Facts, hardware: Hardware) -> Iterator[str]:
    yield from (
        "!",
        "! Last configuration change at 15:42:10 CST Tue Nov 10 2026 by netadmin",
        "! NVRAM config last updated at 15:44:31 CST Tue Nov 10 2026 by netadmin",
        "!",
        f"version {hardware.firmware}",
        "no service pad",
        "service timestamps debug datetime msec",
        "service timestamps log datetime msec",
        "service password-encryption",
        "!",
        f"hostname {facts.hostname}",
        "!",
        "boot-start-marker",
        "boot-end-marker",
        "!",
        f"enable secret 9 $9${facts.admin_hash[:14]}${facts.admin_hash}",
        "!",
        f"username netadmin privilege 15 secret 9 $9${facts.admin_hash[14:28]}${facts.admin_hash[::-1]}",
        "aaa new-model",
        "!",
        "clock timezone CST -6 0",
        "clock summer-time CDT recurring",
        "vtp mode transparent",
        "!",
        "ip domain-name district.example",
        "!",
    )


def _stp(setup: Setup) -> Iterator[str]:
    yield from ("spanning-tree mode rapid-pvst", "spanning-tree extend system-id")
    if setup.stp_priority != 32768:
        yield f"spanning-tree vlan 1-4094 priority {setup.stp_priority}"
    yield "!"


def _vlans(facts: Facts) -> Iterator[str]:
    for number, name in facts.vlans.items():
        yield from (f"vlan {number}", f" name {name}", "!")


def _port(port: Port, setup: Setup) -> Iterator[str]:
    if not port.used:
        yield from ("switchport mode access", "shutdown")
        return
    if port.description:
        yield f"description {port.description}"
    if port.trunk:
        native = () if port.native == 1 else (f"switchport trunk native vlan {port.native}",)
        allowed = ",".join(str(vlan) for vlan in sorted({port.native, *setup.tagged(port)}))
        yield from (*native, f"switchport trunk allowed vlan {allowed}", "switchport mode trunk")
    else:
        yield from (f"switchport access vlan {port.native}", "switchport mode access")
        if voice := setup.voice(port):
            yield f"switchport voice vlan {voice}"
    if not port.power:
        yield "power inline never"
    if not port.trunk:
        yield from ("spanning-tree portfast", "spanning-tree bpduguard enable")


def _member(port: Port) -> Iterator[str]:
    if port.lag is not None:
        yield f"channel-group {port.lag} mode active"


def _svis(setup: Setup) -> Iterator[str]:
    yield from ("interface Vlan1", " no ip address", " shutdown", "!")
    for vlan, address in sorted(setup.svis.items()):
        yield from (f"interface Vlan{vlan}", f" ip address {address.ip} {address.netmask}", "!")


def _tail(facts: Facts) -> Iterator[str]:
    yield from (
        f"ip default-gateway {facts.gateway}",
        "ip ssh version 2",
        "no ip http server",
        "!",
        "logging host 10.10.0.20",
        f"snmp-server community {facts.community} RO",
        f"snmp-server location {facts.location}",
        f"snmp-server contact {facts.contact}",
        "!",
        "radius server NPS1",
        " address ipv4 10.10.0.21 auth-port 1812 acct-port 1813",
        f" key 7 {facts.radius_key.upper()}",
        "!",
        "banner motd ^C",
        "Property of the school district. Authorized use only.",
        "^C",
        "!",
        "line con 0",
        "line vty 0 4",
        " transport input ssh",
        "line vty 5 15",
        " transport input ssh",
        "!",
        "ntp server 10.10.0.22",
        "end",
    )
