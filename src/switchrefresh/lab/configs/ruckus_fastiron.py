"""A Ruckus ICX access switch's running configuration: VLANs list their ports, the last line is `end`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from switchrefresh.lab.facts import Facts, Port
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup


def ruckus_fastiron_config(setup: Setup, hardware: Hardware) -> str:
    """From the first comment mark to `end`, as `show running-config` has it below its header."""
    lines = ["!", f"ver {hardware.firmware}", "!", *_units(hardware), "!", *_lags(setup), *_vlans(setup)]
    return "\n".join([*lines, *_services(setup.facts), *_ports(setup), *_tail(setup)]) + "\n"


def _units(hardware: Hardware) -> Iterator[str]:
    for unit in range(1, hardware.members + 1):
        yield f"stack unit {unit}"
        yield f"  module 1 {hardware.model.lower()}-port-management-module"
        yield "  module 3 icx7150-4-sfp-plus-port-40g-module"


def _lags(setup: Setup) -> Iterator[str]:
    for number, names in setup.lags.items():
        yield from (f"lag link-{number} dynamic id {number}", f" ports {_listed(names, 'ethe')} ", "!")


def _vlans(setup: Setup) -> Iterator[str]:
    plan = {name: port for name, port in setup.ports.items() if port.lag is None}
    lags = {f"lag {number}": setup.lag_port(number) for number in setup.lags}
    for number, name in {1: "DEFAULT-VLAN", **setup.vlans}.items():
        yield f"vlan {number} name {name} by port"
        tagged = [key for key, port in plan.items() if number in _carried(port, setup)]
        untagged = [key for key, port in plan.items() if port.native == number and port.used and not _dual(port)]
        marked = [key for key, port in lags.items() if number in _carried(port, setup)]
        if tagged or marked:
            yield f" tagged {' '.join([*([_listed(tagged, 'ethe')] if tagged else []), *marked])} "
        if untagged and number != 1:
            yield f" untagged {_listed(untagged, 'ethe')} "
        if number in setup.svis:
            yield f" router-interface ve {number}"
        yield " spanning-tree 802-1w"
        if setup.stp_priority != 32768:
            yield f" spanning-tree 802-1w priority {setup.stp_priority}"
        yield "!"


def _dual(port: Port) -> bool:
    """Tagged and untagged at once, which this OS calls dual mode."""
    return port.trunk or bool(port.tagged)


def _carried(port: Port, setup: Setup) -> set[int]:
    """The VLANs that list a port as tagged: those of a dual-mode port, its untagged one included."""
    own = {port.native} if _dual(port) and port.native != 1 else set()
    return {*setup.tagged(port), *own} if port.used else set()


def _listed(names: Iterable[str], word: str) -> str:
    """Ports as the switch lists them: `ethe 1/1/1 to 1/1/4 ethe 1/1/7`."""

    def place(name: str) -> tuple[int, ...]:
        return tuple(int(part) for part in name.split("/"))

    found = []
    numbered = enumerate(sorted(map(place, names)))
    for _, run in groupby(numbered, lambda item: (item[1][:-1], item[1][-1] - item[0])):
        ports = ["/".join(map(str, one)) for _, one in run]
        found.append(f"{word} {ports[0]}" if len(ports) == 1 else f"{word} {ports[0]} to {ports[-1]}")
    return " ".join(found)


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


def _ports(setup: Setup) -> Iterator[str]:
    for name, port in setup.ports.items():
        if lines := list(_port(port, setup)):
            yield from (f"interface ethernet {name}", *(f" {line}" for line in lines), "!")
    for number in setup.lags:
        port = setup.lag_port(number)
        lines = [f"port-name {port.description}"] if port.description else []
        lines.append("dual-mode" if port.native == 1 else f"dual-mode {port.native}")
        yield from (f"interface lag {number}", *(f" {line}" for line in lines), "!")


def _port(port: Port, setup: Setup) -> Iterator[str]:
    if not port.used:
        yield "disable"
        return
    if port.description:
        yield f"port-name {port.description}"
    if _dual(port) and port.lag is None:
        yield "dual-mode" if port.native == 1 else f"dual-mode {port.native}"
    if voice := setup.voice(port):
        yield f"voice-vlan {voice}"
    if port.poe or not port.power:
        yield "inline power" if port.power else "no inline power"


def _tail(setup: Setup) -> Iterator[str]:
    for vlan, address in sorted(setup.svis.items()):
        yield from (f"interface ve {vlan}", f" ip address {address.ip} {address.netmask}", "!")
    yield from ("!", "!", "end")
