"""The front of a switch out of its port names alone: sockets for devices and for uplinks, member by member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from switchrefresh.snapshots.portnames import port_key
from switchrefresh.verification.sockets import Spot, in_front_order, is_front_port, spot_of

SIZES = (48, 24, 16, 12, 8)  # how many device ports a box has; what a name counts beyond is an uplink
_MOST_UPLINKS = 8
_FIRST_ROW = 24  # a row that begins above this number is one of its own (25-28 beside 1-24 under another word)


@dataclass(frozen=True)
class Member:
    """One box of a stack, or a whole switch that does not stack; names in front-panel order."""

    edge: tuple[str, ...]
    uplinks: tuple[str, ...]


def members_of(names: Iterable[str], edge_ports: int | None = None) -> tuple[Member, ...]:
    """The boxes of a switch, first member first; `edge_ports` is how many device ports a box has, where known."""
    boxes: dict[str, list[Spot]] = defaultdict(list)
    chassis = False
    for name in in_front_order(names):
        spot = spot_of(name) if is_front_port(name) else None
        if spot is None:
            continue
        chassis |= spot.member.isalpha()
        boxes["" if spot.member.isalpha() else spot.member].append(spot)
    if chassis:  # line cards A, B, ...: one box, every socket may hold a device
        return tuple(Member(tuple(s.name for s in spots), ()) for spots in boxes.values())
    return tuple(_member(spots, edge_ports) for spots in boxes.values())


def _member(spots: list[Spot], edge_ports: int | None) -> Member:
    rows = _rows(spots)
    edge = max(rows, key=len)
    lowest = min(edge[0].number, 1) if edge[0].number < _FIRST_ROW else edge[0].number
    size = edge_ports or _size(len(edge), edge[-1].number - lowest + 1)
    devices = [spot for spot in edge if spot.number < lowest + size]
    others = [spot for spot in edge if spot.number >= lowest + size]
    others += [spot for row in rows if row is not edge for spot in row]
    return Member(tuple(s.name for s in devices), tuple(s.name for s in others))


def _size(listed: int, counted: int) -> int:
    """How many device ports a row has. A config may leave out ports, so that fewer are listed than are counted."""
    if listed == counted:
        return next((size for size in SIZES if size <= listed <= size + _MOST_UPLINKS), listed)
    if (full := next((size for size in SIZES if size < counted <= size + 4 and size >= _FIRST_ROW), None)) is not None:
        return full
    return next((size for size in reversed(SIZES) if size >= counted), counted)


def _rows(spots: list[Spot]) -> list[list[Spot]]:
    """Sockets that are counted together: one module, and one word where two words count the same numbers."""
    words: dict[tuple[int, str], list[Spot]] = defaultdict(list)
    for spot in spots:
        words[spot.module, spot.word].append(spot)
    rows: list[list[Spot]] = []
    for (module, _), found in sorted(words.items(), key=lambda item: (item[0][0], -len(item[1]))):
        numbers = {spot.number for spot in found}
        beside = [row for row in rows if row[0].module == module]
        row = next((r for r in beside if not numbers & {spot.number for spot in r}), None)
        if row is None:
            rows.append(found)
        else:
            row.extend(found)
    return [sorted(row, key=lambda spot: spot.number) for row in rows]


class Sockets:
    """Finds the port that a name means among the ports that a switch has.

    An uplink socket has two names on many OSes: a 1 G optic in Te1/1/1 makes it Gi1/1/1, in xe-0/1/0 ge-0/1/0.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key: dict[str, str] = {}
        self._by_spot: dict[tuple[str, int, int], list[str]] = defaultdict(list)
        for name in names:
            self._by_key[port_key(name)] = name
            spot = spot_of(name)
            if spot is not None and spot.member and is_front_port(name):
                self._by_spot[spot.member, spot.module, spot.number].append(name)

    def find(self, name: str | None) -> str | None:
        """The switch's own name for a port; None when it has none such."""
        if name is None:
            return None
        if (found := self._by_key.get(port_key(name))) is not None:
            return found
        spot = spot_of(name)
        if spot is None or not spot.word or not (spot.module or spot.word.endswith("-")):
            return None
        same = self._by_spot.get((spot.member, spot.module, spot.number), [])
        return same[0] if len(same) == 1 else None


def per_member(names: Iterable[str], edge_ports: int | None = None) -> Mapping[str, int]:
    """Which member (from 1, as they are counted) each front port belongs to."""
    return {
        name: number
        for number, member in enumerate(members_of(names, edge_ports), 1)
        for name in (*member.edge, *member.uplinks)
    }
