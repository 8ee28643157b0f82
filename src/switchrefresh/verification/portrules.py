"""One line of a port map: a pattern of old names and the new name it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from re import Pattern

from switchrefresh.snapshots.portnames import port_key

_PIECE = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d{1,4})-(\d{1,4})")
_NAME = re.compile(r"([a-z][a-z_]{0,15})(?:([+-])(\d{1,4}))?")
MEMBER = "m"


class RuleError(ValueError):
    """A line of a port map that cannot mean anything; the text is for people, with the cure after `; `."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A number in a pattern: a name that is carried over (`{m}`, `{p+24}`), or a range (`{1-48}`)."""

    name: str
    first: int = 0
    last: int = 0
    add: int = 0

    @property
    def is_range(self) -> bool:
        """Whether the piece is `{1-48}`."""
        return self.name.startswith("#")


@dataclass(frozen=True)
class Rule:
    """`old -> new`; `new` None means that these ports have no home."""

    text: str
    old: Pattern[str]
    pieces: tuple[Piece, ...]
    new: tuple[str | Piece, ...] | None
    left: tuple[str | Piece, ...] = ()

    def match(self, port: str) -> dict[str, int] | None:
        """The numbers of a port that the rule is about, by piece; None when it is about others."""
        found = self.old.fullmatch(port_key(port))
        if found is None:
            return None
        numbers = {piece.name: int(found[n]) for n, piece in enumerate(self.pieces, 1)}
        wrong = any(piece.is_range and not piece.first <= numbers[piece.name] <= piece.last for piece in self.pieces)
        return None if wrong else numbers

    def examples(self, members: Iterable[int], others: Iterable[int] = range(1, 9)) -> Iterator[str]:
        """Old names that the rule is about: every number of its ranges, the given members, a few of everything else."""
        choices = [
            range(piece.first, piece.last + 1)
            if piece.is_range
            else tuple(members)
            if piece.name == MEMBER
            else tuple(others)
            for piece in self.pieces
        ]
        for picked in product(*choices):
            numbers = iter(picked)
            yield "".join(part if isinstance(part, str) else str(next(numbers)) for part in self.left)

    def write(self, numbers: Mapping[str, int], members: Mapping[int, int | None]) -> str | None:
        """The new name of a port that matched; members are renumbered first."""
        if self.new is None:
            return None
        firsts = {piece.name: piece.first for piece in self.pieces if piece.is_range}
        shown = []
        for part in self.new:
            if isinstance(part, str):
                shown.append(part)
            elif part.is_range:
                shown.append(str(part.first + numbers[part.name] - firsts[part.name]))
            else:
                value = numbers[part.name]
                renumbered = members.get(value) if part.name == MEMBER else None
                shown.append(str((value if renumbered is None else renumbered) + part.add))
        return "".join(shown)


def read_rule(text: str) -> Rule:
    """`GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}`; RuleError says what is wrong and what to write."""
    old, arrow, new = text.partition("->")
    if not arrow:
        raise RuleError(f'"{text}" has no arrow; write it like GigabitEthernet{{m}}/0/{{1-48}} -> {{m}}/1/{{1-48}}')
    return make_rule(old.strip(), new.strip())


def make_rule(old: str, new: str | None) -> Rule:
    """A rule out of its two sides."""
    text = f"{old} -> {new if new is not None else 'null'}"
    if not old or new == "":
        raise RuleError(f'"{text}" lacks a side; write the old name, an arrow and the new name')
    left = _pieces(old, text)
    pieces = tuple(part for part in left if isinstance(part, Piece))
    if any(piece.add for piece in pieces):
        raise RuleError(f'"{text}": sums like {{p+24}} belong on the right side; write plain {{p}} on the left')
    names = [piece.name for piece in pieces]
    if len(set(names)) < len(names):
        raise RuleError(f'"{text}" has one name twice on the left; give each number its own name')
    pattern = re.compile("".join(r"(\d{1,5})" if isinstance(p, Piece) else re.escape(p) for p in _keyed(left)))
    right = None if new is None else tuple(_pieces(new, text))
    _check_right(text, pieces, right or ())
    return Rule(text, pattern, pieces, right, tuple(left))


def _pieces(side: str, text: str) -> list[str | Piece]:
    if side.count("{") != side.count("}") or len(_PIECE.findall(side)) != side.count("{"):
        raise RuleError(f'"{text}" has a brace without its partner; write numbers like {{m}} or {{1-48}}')
    found: list[str | Piece] = []
    at = ranges = 0
    for match in _PIECE.finditer(side):
        if match.start() > at:
            found.append(side[at : match.start()])
        piece = _piece(match[1], ranges, text)
        ranges += piece.is_range
        found.append(piece)
        at = match.end()
    if at < len(side):
        found.append(side[at:])
    return found


def _piece(inner: str, ranges: int, text: str) -> Piece:
    if match := _RANGE.fullmatch(inner):
        first, last = int(match[1]), int(match[2])
        if last < first:
            raise RuleError(f'"{text}": {{{inner}}} ends before it begins; write {{{last}-{first}}}')
        return Piece(f"#{ranges}", first, last)
    if inner.isdecimal() and len(inner) < 5:
        return Piece(f"#{ranges}", int(inner), int(inner))
    if match := _NAME.fullmatch(inner):
        return Piece(match[1], add=int(f"{match[2]}{match[3]}") if match[2] else 0)
    raise RuleError(f'"{text}": {{{inner}}} is neither a name nor a range; write {{m}}, {{p+24}} or {{1-48}}')


def _keyed(left: list[str | Piece]) -> list[str | Piece]:
    """The left side in the one spelling that ports are compared by: the word before the first number is spelled out."""
    marked = "".join(part if isinstance(part, str) else "0" for part in left)
    key = port_key(marked)
    first = left[0]
    if not isinstance(first, str) or key == marked.casefold():
        return [part.casefold() if isinstance(part, str) else part for part in left]
    rest = [part.casefold() if isinstance(part, str) else part for part in left[1:]]
    tail = "".join(part if isinstance(part, str) else "0" for part in rest)
    return [key[: len(key) - len(tail)] if tail else key, *rest]


def _check_right(text: str, pieces: tuple[Piece, ...], right: tuple[str | Piece, ...]) -> None:
    known = {piece.name: piece for piece in pieces}
    for part in right:
        if isinstance(part, str):
            continue
        if part.name not in known:
            what = "a range" if part.is_range else f"{{{part.name}}}"
            raise RuleError(f'"{text}" has {what} on the right that is not on the left; name it on both sides')
        other = known[part.name]
        if part.is_range and part.last - part.first != other.last - other.first:
            have, want = other.last - other.first + 1, part.last - part.first + 1
            raise RuleError(f'"{text}": {have} old ports cannot become {want} new ones; make both ranges equally long')
    if right and any(p.is_range and p.last > p.first for p in pieces):
        carried = {part.name for part in right if isinstance(part, Piece)}
        lost = [p for p in pieces if p.is_range and p.last > p.first and p.name not in carried]
        if lost:
            raise RuleError(f'"{text}" puts many ports on one; write a range on the right too')
