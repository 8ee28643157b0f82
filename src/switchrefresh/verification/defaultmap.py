"""The port map that people mean when they write none: device ports in order, uplinks in order, member by member."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from switchrefresh.verification.panel import SIZES, Member, members_of
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portrules import Rule, make_rule
from switchrefresh.verification.sockets import spot_of


def default_map(
    old: Iterable[str],
    new: Iterable[str],
    used: Collection[str] = (),
    old_edge: int | None = None,
    new_edge: int | None = None,
) -> PortMap:
    """A guess, marked as one. `used` are the old ports that are in use: their uplinks are given places first.

    As many members as before: each keeps its numbers. Fewer: they are counted through, so that 2 x 24 becomes 1 x 48.
    """
    before, after = members_of(old, old_edge), members_of(new, new_edge)
    if not before or not after:
        return PortMap(guessed=True)
    pairs: list[tuple[str, str]] = []
    if len(before) <= len(after):
        for box, place in zip(before, after, strict=False):
            pairs += _edge_pairs(_numbered([box]), _numbered([place]))
            pairs += _uplink_pairs(_uplinks(box, used), place.uplinks)
    else:
        uplinks = list(chain.from_iterable(_uplinks(box, used) for box in before))
        uplinks.sort(key=lambda name: name not in used)
        pairs = [*_edge_pairs(_numbered(before), _numbered(after)), *_uplink_pairs(uplinks, _by_turns(after))]
    return PortMap(tuple(as_rules(pairs)), guessed=True)


def _numbered(boxes: Sequence[Member]) -> dict[int, str]:
    """Device ports by their number, counted through all boxes from 0; a config may leave ports out."""
    found: dict[int, str] = {}
    start = 0
    for box in boxes:
        spots = [spot for name in box.edge if (spot := spot_of(name)) is not None]
        if any(spot.member.isalpha() for spot in spots):  # line cards count from 1 each
            places = dict(enumerate(box.edge))
        else:
            places = {spot.number - (0 if spot.word.endswith("-") else 1): spot.name for spot in spots}
        found.update({start + place: name for place, name in places.items()})
        count = max(places, default=-1) + 1
        start += next((size for size in reversed(SIZES) if size >= count), count)
    return found


def _edge_pairs(old: Mapping[int, str], new: Mapping[int, str]) -> list[tuple[str, str]]:
    return [(name, new[place]) for place, name in sorted(old.items()) if place in new]


def _uplink_pairs(uplinks: Sequence[str], uplink_places: Sequence[str]) -> list[tuple[str, str]]:
    """An uplink that keeps its name keeps its place, the others take what is left."""
    same = [name for name in uplinks if name in uplink_places]
    rest = zip(
        (name for name in uplinks if name not in same),
        (place for place in uplink_places if place not in same),
        strict=False,
    )
    return [*((name, name) for name in same), *rest]


def _uplinks(box: Member, used: Collection[str]) -> list[str]:
    """In their order; a row of uplinks none of which is used comes last (two copper sockets beside four SFP+ cages)."""
    rows: dict[tuple[str, int], list[str]] = {}
    for name in box.uplinks:
        spot = spot_of(name)
        rows.setdefault((spot.word, spot.module) if spot else ("", 0), []).append(name)
    ordered = sorted(rows.values(), key=lambda row: not any(name in used for name in row)) if used else rows.values()
    return list(chain.from_iterable(ordered))


def _by_turns(boxes: Sequence[Member]) -> list[str]:
    """The first uplink of every member, then the second: partners of a LAG do not end on one box."""
    longest = max(len(box.uplinks) for box in boxes)
    return [box.uplinks[n] for n in range(longest) for box in boxes if n < len(box.uplinks)]


def as_rules(pairs: Iterable[tuple[str, str]]) -> list[Rule]:
    """Pairs as few lines as a person would write: runs of consecutive numbers become ranges."""
    runs: list[list[tuple[str, int, str, int]]] = []
    for old, new in pairs:
        left, right = _split(old), _split(new)
        last = runs[-1][-1] if runs else None
        if last is not None and (last[0], last[1] + 1, last[2], last[3] + 1) == (*left, *right):
            runs[-1].append((*left, *right))
        else:
            runs.append([(*left, *right)])
    return [make_rule(*_sides(run)) for run in runs]


def _sides(run: list[tuple[str, int, str, int]]) -> tuple[str, str]:
    (old, first, new, start), (_, last, _, end) = run[0], run[-1]
    if first == last:
        return f"{old}{first}", f"{new}{start}"
    return f"{old}{{{first}-{last}}}", f"{new}{{{start}-{end}}}"


def _split(name: str) -> tuple[str, int]:
    head = name.rstrip("0123456789")
    return head, int(name[len(head) :] or 0)
