"""Writes the draft for a Ruckus ICX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from switchrefresh.documents.drafts.plan import NewSwitch
from switchrefresh.documents.drafts.writers.common import (
    comes_from,
    front_ports,
    in_port_order,
    plain_name,
    plain_text,
    tagged_of,
    untagged_of,
)
from switchrefresh.snapshots.state import Interface, PortMode

COMMENT = "!"
_PER_LINE = 6


def write(new: NewSwitch) -> Iterator[str]:
    """The lines of the draft, below its heading."""
    for lag, members in new.lags.items():
        number = lag.removeprefix("lag ")
        yield f"lag lag-{number} dynamic id {number}"
        yield f" ports {_listed(members)}"
    for vlan, name in new.vlans.items():
        yield from _vlan(new, vlan, name)
    if new.hostname:
        yield f"hostname {plain_name(new.hostname, 32)}"
    if new.gateway:
        yield f"ip route 0.0.0.0/0 {new.gateway}"
    for lag in new.lags:
        yield f"interface {lag}"
        yield from _port(new, lag)
    for name in front_ports(new):
        yield f"interface ethernet {name}"
        yield from _port(new, name)
    for place, addresses in new.svis.items():
        yield "interface management 1" if place == "management" else f"interface ve {place.removeprefix('vlan ')}"
        yield from (f" ip address {address}" for address in addresses)
    yield "end"


def _vlan(new: NewSwitch, vlan: int, name: str) -> Iterator[str]:
    """Ports stand in their VLANs; one that is tagged too is tagged in its untagged VLAN and says so by `dual-mode`."""
    yield f"vlan {vlan} name {plain_name(name)} by port" if plain_name(name) else f"vlan {vlan} by port"
    members = {name: port for name, port in new.ports.items() if not port.lag}
    tagged = [
        name
        for name, port in members.items()
        if vlan in tagged_of(port) or (_is_dual(port) and untagged_of(port) == vlan != 1)
    ]
    untagged = [name for name, port in members.items() if untagged_of(port) == vlan != 1 and not _is_dual(port)]
    yield from (f" tagged {line}" for line in _lines(tagged))
    yield from (f" untagged {line}" for line in _lines(untagged))
    if f"vlan {vlan}" in new.svis:
        yield f" router-interface ve {vlan}"


def _is_dual(port: Interface) -> bool:
    return bool(tagged_of(port)) and untagged_of(port) is not None


def _listed(names: Iterable[str]) -> str:
    return " ".join(name if name.startswith("lag ") else f"ethe {name}" for name in in_port_order(names))


def _lines(names: Iterable[str]) -> Iterator[str]:
    """Runs as `ethe 1/1/1 to 1/1/24`, a few to a line."""
    runs: list[str] = []
    ordered = in_port_order(names)
    at = 0
    while at < len(ordered):
        last = at
        while last + 1 < len(ordered) and _next_of(ordered[last]) == ordered[last + 1]:
            last += 1
        first = ordered[at] if ordered[at].startswith("lag ") else f"ethe {ordered[at]}"
        runs.append(first if last == at else f"{first} to {ordered[last].removeprefix('lag ')}")
        at = last + 1
    for start in range(0, len(runs), _PER_LINE):
        yield " ".join(runs[start : start + _PER_LINE])


def _next_of(name: str) -> str:
    return re.sub(r"\d+$", lambda match: str(int(match[0]) + 1), name)


def _port(new: NewSwitch, name: str) -> Iterator[str]:
    port = new.ports.get(name, Interface(name))
    yield f" ! {comes_from(new, name)}"
    if description := plain_text(port.description):
        yield f" port-name {description}"
    if port.mode is not PortMode.ROUTED and not port.lag and _is_dual(port):
        untagged = untagged_of(port)
        yield " dual-mode" if untagged == 1 else f" dual-mode {untagged}"
    if port.mode is PortMode.ACCESS and port.voice_vlan:
        yield f" voice-vlan {port.voice_vlan}"
    if port.poe_admin is not None and name not in new.lags:
        yield " inline power" if port.poe_admin else " no inline power"
    if port.admin_up is False:
        yield " disable"
