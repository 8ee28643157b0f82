"""A Juniper EX access switch's configuration, as `show configuration` shows it below its first comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from switchrefresh.lab.facts import Facts, Port
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup

Tree = Iterable["str | tuple[str, Tree]"]


def juniper_junos_config(setup: Setup, hardware: Hardware) -> str:
    """From the version line to the brace that closes the last block."""
    facts = setup.facts
    routed = [
        (f"unit {vlan}", [("family inet", [f"address {address}"])]) for vlan, address in sorted(setup.svis.items())
    ]
    tree: Tree = [
        f"version {hardware.firmware}",
        ("system", _system(facts)),
        *_chassis(setup),
        ("interfaces", [*_ports(setup), ("irb", routed)]),
        ("snmp", [f'location "{facts.location}"', (f"community {facts.community}", ["authorization read-only"])]),
        ("routing-options", [("static", [f"route 0.0.0.0/0 next-hop {facts.gateway}"])]),
        ("protocols", [("lldp", [("interface all", [])]), ("rstp", _rstp(setup))]),
        *_switch_options(setup),
        ("poe", _power(setup)),
        ("vlans", list(_vlans(setup))),
    ]
    return "\n".join(_lines(tree, 0)) + "\n"


def _chassis(setup: Setup) -> Iterator[tuple[str, Tree]]:
    if setup.lags:
        yield _block("chassis", _block("aggregated-devices", _block("ethernet", f"device-count {max(setup.lags) + 1}")))


def _rstp(setup: Setup) -> list[str | tuple[str, Tree]]:
    own = [] if setup.stp_priority == 32768 else [f"bridge-priority {setup.stp_priority}"]
    return [*own, "interface all"]


def _switch_options(setup: Setup) -> Iterator[tuple[str, Tree]]:
    voip = [
        _block(f"interface {name}.0", f"vlan {setup.vlans[voice]}", "forwarding-class voice")
        for name, port in setup.ports.items()
        if port.used and (voice := setup.voice(port))
    ]
    if voip:
        yield "switch-options", [("voip", voip)]


def _power(setup: Setup) -> Iterator[str | tuple[str, Tree]]:
    yield "interface all"
    for name, port in setup.ports.items():
        if not port.power:
            yield _block(f"interface {name}", "disable")


def _ports(setup: Setup) -> Iterator[tuple[str, Tree]]:
    for name, port in setup.ports.items():
        if port.lag is None:
            yield name, list(_port(port, setup))
        else:
            yield (
                name,
                [f'description "{port.description}"', _block("ether-options", _block("802.3ad", f"ae{port.lag}"))],
            )
    for number in setup.lags:
        port = setup.lag_port(number)
        lacp = _block("aggregated-ether-options", _block("lacp", "active"))
        head, *rest = _port(port, setup)
        yield f"ae{number}", [head, lacp, *rest]


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


def _port(port: Port, setup: Setup) -> Iterator[str | tuple[str, Tree]]:
    if port.description:
        yield f'description "{port.description}"'
    if not port.used:
        yield "disable"
        return
    members = sorted({port.native, *setup.tagged(port)}) if port.trunk else [port.native]
    named = " ".join(_vlan_name(vlan, setup) for vlan in members)
    if port.trunk:
        yield f"native-vlan-id {port.native}"
    mode = "trunk" if port.trunk else "access"
    listed = f"[ {named} ]" if len(members) > 1 else named
    switching = _block("family ethernet-switching", f"interface-mode {mode}", _block("vlan", f"members {listed}"))
    yield _block("unit 0", switching)


def _vlan_name(vlan: int, setup: Setup) -> str:
    return "default" if vlan == 1 else setup.vlans.get(vlan, str(vlan))


def _vlans(setup: Setup) -> Iterator[tuple[str, Tree]]:
    for number, name in setup.vlans.items():
        routed = [f"l3-interface irb.{number}"] if number in setup.svis else []
        yield name, [f"vlan-id {number}", *routed]
    yield "default", ["vlan-id 1"]
