"""What a config says about VLANs, ports and addresses, in words that every switch OS shares."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

HIGHEST_VLAN = 4094
_HEAD = r"(?:[A-Za-z]*\d+/)*[A-Za-z]*"
_RANGE = re.compile(rf"(?P<head>{_HEAD})(?P<first>\d+)-(?P<again>{_HEAD})(?P<last>\d+)")
_LONGEST_RANGE = 1024


@dataclass(frozen=True, slots=True)
class ConfigSummary:
    """The facts that must survive a change of the switch OS.

    `vlans` maps the VLAN ids that the config defines or uses to their names ("" when it gives none); `access` maps
    each physical port with an untagged VLAN to it; `tagged` are the physical ports that carry tagged VLANs;
    `ports` are all physical ports that the config mentions; `addresses` maps where ("vlan 10", "management") to
    addresses with prefix length.
    """

    hostname: str | None = None
    vlans: dict[int, str] = field(default_factory=dict)
    ports: frozenset[str] = frozenset()
    access: dict[str, int] = field(default_factory=dict)
    tagged: frozenset[str] = frozenset()
    addresses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gateway: str | None = None


@dataclass(slots=True)
class Gathering:
    """A summary while a platform file collects it line by line."""

    hostname: str | None = None
    vlans: dict[int, str] = field(default_factory=dict)
    ports: set[str] = field(default_factory=set)
    access: dict[str, int] = field(default_factory=dict)
    tagged: set[str] = field(default_factory=set)
    addresses: dict[str, list[str]] = field(default_factory=dict)
    gateway: str | None = None

    def see_vlans(self, ids: Iterable[int], name: str = "") -> None:
        """Note VLANs; a name is kept once given."""
        for vlan in ids:
            self.vlans[vlan] = name or self.vlans.get(vlan, "")

    def see_address(self, where: str, address: str, mask: str | None = None) -> None:
        """Note an address; "dhcp" and anything unreadable are kept as they stand."""
        found = self.addresses.setdefault(where, [])
        if (text := with_prefix(address, mask)) not in found:
            found.append(text)

    def finish(self) -> ConfigSummary:
        """The frozen summary."""
        return ConfigSummary(
            hostname=self.hostname,
            vlans=dict(sorted(self.vlans.items())),
            ports=frozenset(self.ports),
            access=dict(sorted(self.access.items())),
            tagged=frozenset(self.tagged),
            addresses={where: tuple(found) for where, found in sorted(self.addresses.items())},
            gateway=self.gateway,
        )


def split_ids(text: str) -> tuple[int, ...]:
    """`10,20,30-32` as VLAN ids; anything that is not one is left out."""
    found: list[int] = []
    for part in text.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if first.isdecimal() and (last.isdecimal() or not dash) and len(first) < 6 and len(last) < 6:
            low, high = int(first), int(last or first)
            found.extend(range(max(low, 1), min(high, HIGHEST_VLAN) + 1))
    return tuple(found)


def split_ports(text: str) -> tuple[str, ...]:
    """`1-3,A1,1/5-1/6,Trk1` as single ports."""
    return tuple(port for part in text.replace(" ", "").split(",") if part for port in _expand(part))


def with_prefix(address: str, mask: str | None) -> str:
    """`10.1.1.2 255.255.255.0` as `10.1.1.2/24`; text that is no address stays text."""
    try:
        return str(ipaddress.ip_interface(f"{address}/{mask}" if mask else address))
    except ValueError:
        return f"{address} {mask}" if mask else address


def unquote(text: str) -> str:
    """A name without the quotation marks around it."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def blocks(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each line that starts at the margin, with the stripped lines indented below it."""
    parent: str | None = None
    children: list[str] = []
    for line in lines:
        if line[:1].isspace():
            children.append(line.strip())
            continue
        if parent is not None:
            yield parent, children
        parent, children = line.rstrip(), []
    if parent is not None:
        yield parent, children


def _expand(part: str) -> Iterator[str]:
    match = _RANGE.fullmatch(part)
    if match is None or match["again"] not in {"", match["head"]}:
        yield part
        return
    first, last = int(match["first"]), int(match["last"])
    for number in range(first, min(last, first + _LONGEST_RANGE) + 1):
        yield f"{match['head']}{number}"
