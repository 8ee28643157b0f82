"""A Cisco IOS or IOS-XE access switch's running configuration."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.lab.facts import MANAGEMENT, VOICE, Facts, Port, layout, on_switch
from switchrefresh.lab.hardware import Hardware


def cisco_ios_config(facts: Facts, hardware: Hardware) -> str:
    """From the version line to `end`, as `show running-config` has it below its header."""
    lines = [*_head(facts, hardware), *_vlans(facts)]
    for name, port in layout(facts, hardware).items():
        lines += [f"interface {name}", *(f" {line}" for line in _port(port, facts)), "!"]
    return "\n".join([*lines, *_tail(facts)]) + "\n"


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
        "spanning-tree mode rapid-pvst",
        "spanning-tree extend system-id",
        "!",
    )


def _vlans(facts: Facts) -> Iterator[str]:
    for number, name in facts.vlans.items():
        yield from (f"vlan {number}", f" name {name}", "!")


def _port(port: Port, facts: Facts) -> Iterator[str]:
    if not port.used:
        yield from ("switchport mode access", "shutdown")
        return
    yield f"description {port.description}"
    tagged = on_switch(port, facts)
    if port.trunk:
        native = () if port.native == 1 else (f"switchport trunk native vlan {port.native}",)
        allowed = ",".join(str(vlan) for vlan in sorted({port.native, *tagged}))
        yield from (*native, f"switchport trunk allowed vlan {allowed}", "switchport mode trunk")
        return
    yield from (f"switchport access vlan {port.native}", "switchport mode access")
    if VOICE in tagged:
        yield f"switchport voice vlan {VOICE}"
    yield from ("spanning-tree portfast", "spanning-tree bpduguard enable")


def _tail(facts: Facts) -> Iterator[str]:
    yield from (
        "interface Vlan1",
        " no ip address",
        " shutdown",
        "!",
        f"interface Vlan{MANAGEMENT}",
        f" ip address {facts.address.ip} {facts.address.netmask}",
        "!",
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
