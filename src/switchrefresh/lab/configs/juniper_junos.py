"""A Juniper EX access switch's configuration, as `show configuration` shows it below its first comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from switchrefresh.lab.facts import MANAGEMENT, Facts, Port, layout, on_switch
from switchrefresh.lab.hardware import Hardware

Tree = Iterable["str | tuple[str, Tree]"]


def juniper_junos_config(facts: Facts, hardware: Hardware) -> str:
    """From the version line to the brace that closes the last block."""
    ports = [(name, list(_port(port, facts))) for name, port in layout(facts, hardware).items()]
    address = ("family inet", [f"address {facts.address}"])
    tree: Tree = [
        f"version {hardware.firmware}",
        ("system", _system(facts)),
        ("interfaces", [*ports, ("irb", [(f"unit {MANAGEMENT}", [address])])]),
        ("snmp", [f'location "{facts.location}"', (f"community {facts.community}", ["authorization read-only"])]),
        ("routing-options", [("static", [f"route 0.0.0.0/0 next-hop {facts.gateway}"])]),
        ("protocols", [("lldp", [("interface all", [])]), ("rstp", [("interface all", ["no-root-port"])])]),
        ("vlans", list(_vlans(facts))),
    ]
    return "\n".join(_lines(tree, 0)) + "\n"


def _lines(tree: Tree, depth: int) -> Iterator[str]:
    for item in tree:
        if isinstance(item, str):
            yield f"{' ' * depth}{item};"
        elif not (inside := list(item[1])):
            yield f"{' ' * depth}{item[0]};"
        else:
            yield f"{' ' * depth}{item[0]} {{"
            yield from _lines(inside, depth + 4)
            yield f"{' ' * depth}}}"


def _block(name: str, *inside: str | tuple[str, Tree]) -> tuple[str, Tree]:
    return name, inside


def _system(facts: Facts) -> Tree:
    secret = f'encrypted-password "$6${facts.admin_hash}"'
    user = _block("user netadmin", "uid 2001", "class super-user", _block("authentication", secret))
    return [
        f"host-name {facts.hostname}",
        _block("root-authentication", secret),
        _block("login", user),
        _block("services", _block("ssh", "root-login deny")),
        "time-zone America/Chicago",
        _block("radius-server", _block("10.10.0.21", f'secret "$9${facts.radius_key}"')),
        _block("syslog", _block("host 10.10.0.20", "any notice")),
        _block("ntp", "server 10.10.0.22"),
    ]


def _port(port: Port, facts: Facts) -> Iterator[str | tuple[str, Tree]]:
    if port.description:
        yield f'description "{port.description}"'
    if not port.used:
        yield "disable"
        return
    members = sorted({port.native, *on_switch(port, facts)}) if port.trunk else [port.native]
    named = " ".join(facts.vlans.get(vlan, "default") for vlan in members)
    if port.trunk:
        yield f"native-vlan-id {port.native}"
    mode = "trunk" if port.trunk else "access"
    listed = f"[ {named} ]" if len(members) > 1 else named
    switching = _block("family ethernet-switching", f"interface-mode {mode}", _block("vlan", f"members {listed}"))
    yield _block("unit 0", switching)


def _vlans(facts: Facts) -> Iterator[tuple[str, Tree]]:
    for number, name in facts.vlans.items():
        routed = [f"l3-interface irb.{number}"] if number == MANAGEMENT else []
        yield name, [f"vlan-id {number}", *routed]
    yield "default", ["vlan-id 1"]
