"""The smallest words of a switch's config: VLAN lists, port ranges, addresses with a mask, quoted names."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

HIGHEST_VLAN = 4094
_HEAD = r"(?:[A-Za-z]*\d+/)*[A-Za-z]*"
_RANGE = re.compile(rf"(?P<head>{_HEAD})(?P<first>\d+)-(?P<again>{_HEAD})(?P<last>\d+)")
_LONGEST_RANGE = 1024


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


def _expand(part: str) -> Iterator[str]:
    match = _RANGE.fullmatch(part)
    if match is None or match["again"] not in {"", match["head"]}:
        yield part
        return
    first, last = int(match["first"]), int(match["last"])
    for number in range(first, min(last, first + _LONGEST_RANGE) + 1):
        yield f"{match['head']}{number}"
