"""Which building and which closet a row means, when one school goes by two names and a closet by its room."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from switchrefresh.importers.proposal import make_id, unique_id

_KINDS = (
    ("elementary", r"\belem\w*|\bprimary\b|\bintermediate\b|\bearly (?:childhood|learning)\b|\bes\b"),
    ("middle", r"\bmiddle\b|\bjunior high\b|\bjr\.? high\b|\bjhs\b|\bms\b"),
    ("high", r"\bhigh\b|\bhs\b|\bsenior\b"),
    ("office", r"\boffice\b|\badmin\w*|\bcentral\b|\bboard\b|\bdistrict\b"),
    ("support", r"\bbus\b|\bbarn\b|\btransport\w*|\bmaintenance\b|\bwarehouse\b|\bstadium\b|\bkitchen\b|\bgarage\b"),
)
_CLOSET = re.compile(r"\b(mdf|idf)[ _-]*([0-9]*[a-z]?)\b", re.IGNORECASE)
_ROOM_WORD = re.compile(r"^(?:rm|room)\b[ .#]*", re.IGNORECASE)
_SHORT = 6  # letters up to which a name is taken for an abbreviation


@dataclass
class Places:
    """Buildings and closets as they are found, row by row."""

    buildings: dict[str, dict[str, object]] = field(default_factory=dict)
    rooms: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)


def name_buildings(pairs: Sequence[tuple[str, str]], known: Mapping[str, str]) -> dict[str, str]:
    """Each building name of a list -> an id. `pairs` are (building, switch name) of all rows, `known` id -> name.

    Two names are one building when one is short and the switches of both are named alike (`HS` and `Cedar Fork High
    School` both hold `hs-...`), or when one is made of the other's initials.
    """
    names = list(dict.fromkeys(building for building, _ in pairs if building))
    prefixes = {name: _prefix([switch for building, switch in pairs if building == name]) for name in names}
    found: dict[str, str] = {}
    by_name = {name.casefold(): key for key, name in known.items()} | {key: key for key in known}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        own = by_name.get(name.casefold()) or by_name.get(make_id(name))
        twin = own or _twin(name, prefixes, found)
        if twin is None:
            wanted = prefixes[name] or (make_id(name) if len(name) <= _SHORT else _short_id(name))
            twin = unique_id(wanted or "building", [*found.values(), *known])
        found[name] = twin
    return found


def _twin(name: str, prefixes: Mapping[str, str], found: Mapping[str, str]) -> str | None:
    """The building that a short name stands for among the longer ones."""
    for other, key in found.items():
        alike = prefixes[name] and prefixes[name] == prefixes[other]
        if make_id(name) == make_id(other) or (len(name) <= _SHORT and (alike or _initials(other) == name.casefold())):
            return key
    return None


def _prefix(switches: Iterable[str]) -> str:
    """What most switch names of a building begin with, up to the first dash."""
    heads = Counter(make_id(name).split("-")[0] for name in switches if "-" in make_id(name))
    if not heads:
        return ""
    head, count = heads.most_common(1)[0]
    return head if count * 2 > sum(heads.values()) and head not in {"sw", "switch", "mdf", "idf"} else ""


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", name)).casefold()


def _short_id(name: str) -> str:
    words = [w for w in re.findall(r"[a-z0-9]+", name.casefold()) if w not in {"the", "of", "and", "school"}]
    return make_id("-".join(words[:2]))


def kind_of(name: str) -> tuple[str, bool]:
    """The kind of a building by its name, and whether that is only assumed."""
    for kind, pattern in _KINDS:
        if re.search(pattern, name, re.IGNORECASE):
            return kind, False
    return "k12", True


def closet_of(text: str, switch: str) -> tuple[str, str]:
    """A closet's id and the room that the cell names; the switch's own name decides where the cell holds a room."""
    said, named = _CLOSET.search(text), _CLOSET.search(switch.replace("-", " ").replace("_", " "))
    if said is not None:
        return _closet_id(said), _ROOM_WORD.sub("", (text[: said.start()] + text[said.end() :]).strip(" ,;:/()-"))
    if named is not None:
        return _closet_id(named), text
    return (make_id(text), "") if text else ("", "")


def _closet_id(match: re.Match[str]) -> str:
    word, number = match[1].casefold(), match[2].casefold()
    return f"{word}-{number.lstrip('0') or number}" if number else word
