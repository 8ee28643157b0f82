"""A Ruckus ICX access switch's running configuration: VLANs list their ports, the last line is `end`."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.lab.facts import MANAGEMENT, Facts, Port, layout, on_switch
from switchrefresh.lab.hardware import Hardware


def ruckus_fastiron_config(facts: Facts, hardware: Hardware) -> str:
    """From the first comment mark to `end`, as `show running-config` has it below its header."""
    plan = layout(facts, hardware)
    lines = ["!", f"ver {hardware.firmware}", "!", "stack unit 1", *_modules(hardware), "!", *_vlans(facts, plan)]
    return "\n".join([*lines, *_services(facts), *_ports(plan), *_tail(facts)]) + "\n"


def _modules(hardware: Hardware) -> Iterator[str]:
    yield f"  module 1 {hardware.model.lower()}-port-management-module"
    yield "  module 3 icx7150-4-sfp-plus-port-40g-module"


def _vlans(facts: Facts, plan: dict[str, Port]) -> Iterator[str]:
    for number, name in {1: "DEFAULT-VLAN", **facts.vlans}.items():
        yield f"vlan {number} name {name} by port"
        tagged = [port for port, facts_of in plan.items() if number in on_switch(facts_of, facts)]
        untagged = [port for port, one in plan.items() if one.native == number and not one.trunk and one.used]
        if tagged:
            yield f" tagged {' '.join(f'ethe {port}' for port in tagged)} "
        if untagged and number != 1:
            yield f" untagged {' '.join(f'ethe {port}' for port in untagged)} "
        if number == MANAGEMENT:
            yield f" router-interface ve {number}"
        yield from (" spanning-tree 802-1w", "!")


def _services(facts: Facts) -> Iterator[str]:
    yield from (
        "aaa authentication login default radius local",
        "enable aaa console",
        f"hostname {facts.hostname}",
        f"ip route 0.0.0.0/0 {facts.gateway}",
        f"username netadmin password 8 $1${facts.admin_hash}",
        f"radius-server host 10.10.0.21 auth-port 1812 acct-port 1813 default key 2 ${facts.radius_key}",
        f"snmp-server community 2 ${facts.community} ro",
        f"snmp-server contact {facts.contact}",
        f"snmp-server location {facts.location}",
        "clock timezone gmt GMT-06",
        "ntp",
        " server 10.10.0.22",
        "!",
    )


def _ports(plan: dict[str, Port]) -> Iterator[str]:
    for name, port in plan.items():
        if port.used and not port.description:
            continue
        yield f"interface ethernet {name}"
        yield f" port-name {port.description}" if port.used else " disable"
        if port.trunk and port.native != 1:
            yield f" dual-mode {port.native}"
        if port.poe:
            yield " inline power"
        yield "!"


def _tail(facts: Facts) -> Iterator[str]:
    address = facts.address
    yield from (f"interface ve {MANAGEMENT}", f" ip address {address.ip} {address.netmask}", "!", "!", "!", "end")
