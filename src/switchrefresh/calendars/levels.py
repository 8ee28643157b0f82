"""Which buildings a title speaks of: levels ("Elem only"), grades ("6-12"), and schools by name, id or initials."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from switchrefresh.calendars.places import Places
from switchrefresh.calendars.titles import matchable
from switchrefresh.inventory.model import Building

_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_WORDS: tuple[tuple[str, re.Pattern[str], range], ...] = tuple(
    (name, re.compile(pattern), grades)
    for name, pattern, grades in (
        ("elementary", r"\b(?:elem(?:entary|entaries|\.)?|primary school|grade schools?)\b(?! election)", range(6)),
        ("middle", r"\b(?:middle(?: schools?)?|ms|jr\.? high|junior high|intermediate)\b(?! of)", range(6, 9)),
        ("high", r"\b(?:(?<!jr )(?<!jr. )(?<!junior )high schools?|hs)\b", range(9, 13)),
        ("secondary", r"\bsecondary\b", range(6, 13)),
        ("prek", r"\b(?:pre-? ?k(?:indergarten)?|preschool|pk|headstart|head start|early childhood)\b", range(0)),
        ("kindergarten", r"\b(?:kindergarten|kinder)\b", range(1)),
        ("freshmen", r"\b(?:freshm[ae]n)\b", range(9, 10)),
        ("sophomores", r"\bsophomores?\b", range(10, 11)),
        ("juniors", r"\bjuniors?\b(?! high)", range(11, 12)),
        ("seniors", r"\bseniors?\b(?! high)", range(12, 13)),
    )
)
_RANGE = re.compile(
    r"\b(?:grades?|gr\.?)? ?(pk|k|\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|through|thru|&"
    r"|and) ?(\d{1,2})(?:st|nd|rd|th)?(?: ?(?:grades?|graders?|only))?"
)
_SINGLE = re.compile(
    r"\b(?:grades? (\d{1,2})|(\d{1,2})(?:st|nd|rd|th)[ -]grade(?:rs?)?|(first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth) grade(?:rs?)?)\b"
)
# The grades that make a school of this kind: all of them must be meant before it counts as closed.
_CORE: dict[str, frozenset[int]] = {
    "elementary": frozenset(range(1, 5)),
    "middle": frozenset(range(7, 9)),
    "high": frozenset(range(9, 13)),
    "k8": frozenset(range(1, 9)),
    "k12": frozenset(range(1, 13)),
    "office": frozenset(),
    "support": frozenset(),
}
# "Roosevelt Elementary", "at Roosevelt", "Hess only": one school, maybe none that the inventory knows by this name.
_PROPER = re.compile(
    r"([a-z][a-z'.-]+)\.? (?:elem(?:entary)?|middle|intermediate|junior high|jr\.? high|high|primary|academy"
    r"|school(?! (?:district|system|board|corporation|community|year|days?|holiday|improvement|bus)))\b"
    r"|\bat ([a-z][a-z'.-]+)\b|([a-z][a-z0-9'.-]+) only\b"
)
# Words that stand before a level, "at" or "only" without being a school's name.
_PLAIN_WORDS = """
a all an and any at both by day days district district-wide districtwide each either every for from full grade
grades half in is its no non not of on only or our public county city area local the this to with until through
closed open cancelled canceled early late release dismissal start starts delay delayed opening out off holiday
holidays school schools break recess vacation classes class students student staff teacher teachers parent
parents conference conferences ptc pd development professional workday work in-service inservice institute
planning records record grading testing test exam exams finals quarter semester trimester term end begins ends
begin elem elementary middle high junior senior jr sr secondary primary intermediate lower upper hs ms es jh pk
pre-k prek interm interm. attend attends report least k kindergarten preschool seniors freshmen juniors
sophomores graders after before during noon home lunch morning afternoon evening am pm midnight dismiss
dismissed released minimum short regular normal modified virtual remote learning digital new first last back
return summer winter spring fall thanksgiving christmas easter labor memorial veterans columbus presidents mlk
observed election makeup make-up snow weather emergency their hour hours minute minutes hr hrs min mins one two
three time times bell year week weeks month dates date faculty employees employee administrators office offices
buildings building campus campuses system monday tuesday wednesday thursday friday mon tue tues wed thu thur
thurs fri saturday sunday sat sun january february march april may june july august september october november
december jan feb mar apr jun jul aug sept sep oct nov dec
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a title speaks of: all (`grades` None, no `names`), some grades, or some schools by name."""

    grades: frozenset[int] | None = None
    names: frozenset[str] = frozenset()
    strangers: bool = False

    def closes(self, key: str, building: Building) -> bool:
        """Whether a day without students in the title is one for the whole of this building."""
        if self.names or self.strangers:
            return key in self.names
        core = _CORE[building.kind]
        return self.grades is None or (bool(core) and core <= self.grades)

    def touches(self, key: str, building: Building) -> bool:
        """Whether any part of this building may be meant; doubt counts as yes."""
        if self.names:
            return key in self.names
        core = _CORE[building.kind]
        return self.grades is None or not self.grades or bool(core & self.grades)


EVERYONE = Audience()


@lru_cache(maxsize=20_000)
def level_words(text: str) -> frozenset[str]:
    """The levels named in a matchable title."""
    return frozenset(name for name, pattern, _ in _WORDS if pattern.search(text))


@lru_cache(maxsize=20_000)
def grades_in(text: str) -> frozenset[int] | None:
    """The grades a matchable title names, 0 is kindergarten; None when it names none."""
    found: set[int] = set()
    named = False
    for _, pattern, grades in _WORDS:
        if pattern.search(text):
            named = True
            found.update(grades)
    for low, high in _RANGE.findall(text):
        first, last = 0 if low in {"k", "pk"} else int(low), int(high)
        if first < last <= 12 and (low in {"k", "pk"} or re.search(r"grade|only|\dth|\drd|\dnd|\dst", text)):
            named = True
            found.update(range(first, last + 1))
    for parts in _SINGLE.findall(text):
        number = next(part for part in parts if part)
        named = True
        found.add(_ORDINAL.get(number) or int(number))
    return frozenset(found) if named else None


@lru_cache(maxsize=20_000)
def proper_names(text: str) -> frozenset[str]:
    """The words of a matchable title that can only be the name of one school: then it closes no other one."""
    found = (next(word for word in match.groups() if word) for match in _PROPER.finditer(text))
    return frozenset(name for word in found if (name := word.rpartition("-")[2].strip("'.")) and name not in _PLAIN)


@dataclass(frozen=True)
class Register:
    """The district's buildings as titles call them: full name, id, initials or a word of the name."""

    places: Places
    codes: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]

    def audience(self, title: str) -> Audience:
        """Whom the title speaks of."""
        text = matchable(title)
        named = set(self.places.in_title(title))
        words = set(re.findall(r"\b[A-Z0-9][A-Z0-9-]{1,9}\b", title))
        for code, keys in self.codes.items():
            if code in words:
                named |= keys
        proper = frozenset() if named else proper_names(text)
        for word in proper:
            named |= self.words.get(word, frozenset())
        return Audience(grades_in(text), frozenset(named), bool(proper) and not named)


def register(buildings: Mapping[str, Building], places: Places) -> Register:
    """The names of all buildings, ready to be looked for."""
    codes: dict[str, set[str]] = {}
    for key, building in buildings.items():
        for code in {
            *initials(building.name),
            *([key.upper()] if not key.isdigit() and key not in {"do", "it"} else []),
        }:
            codes.setdefault(code, set()).add(key)
    return Register(places, _frozen(codes), _frozen(_words_of(buildings)))


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(keys) for word, keys in sets.items()}


def _words_of(buildings: Mapping[str, Building]) -> dict[str, set[str]]:
    """`roosevelt` for Theodore Roosevelt Elementary School: the words of a name that not all schools share."""
    found: dict[str, set[str]] = {}
    for key, building in buildings.items():
        for word in {*re.findall(r"[a-z0-9'.-]{2,}", matchable(building.name)), key.casefold()} - _PLAIN:
            found.setdefault(word, set()).add(key)
    return found


def initials(name: str) -> set[str]:
    """`LHS` for Livingston High School; at least three letters, fewer could be anything."""
    letters = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word.casefold() not in {"of", "the", "and"})
    found = {letters.upper()}
    if re.search(r"(?:elementary|middle|high)$", name.strip(), re.IGNORECASE):
        found.add(letters.upper() + "S")
    return {code for code in found if len(code) >= 3}
