"""Where an event takes place: which of our buildings its location names, and whether a game is away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from switchrefresh.calendars.titles import matchable
from switchrefresh.inventory.model import Building

_AT = re.compile(r"(?:^|\s)@\s*(.+)$")
_HERE = re.compile(
    r"^(?:home\b|\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b|$|[\s,;)&-])"
    r"|noon|tbd|tba|(?:the |our |main |new |old )*"
    r"(?:gym\w*|auditorium|cafeteria|cafetorium|commons|library|stadium|field|track|theat(?:er|re)|room|mpr|campus"
    r"|media center|lobby|pac|school|courts?|pool|stage|lab|office|playground|parking|hs|ms|es)\b)"
)
_AWAY = re.compile(r"\((?:away|a)\)|(?:^|[-:,|] ?)away(?:$|[ :,-])|\baway (?:game|match|meet)s?\b")
_SPORT = re.compile(
    r"\b(?:varsity|jv|freshman|boys|girls|game|games|match|meet|scrimmage|football|basketball|baseball|softball"
    r"|volleyball"
    r"|soccer|wrestling|swim\w*|tennis|golf|lacrosse|hockey|track|cross country|bowling|cheer\w*|gymnastics|polo|rugby"
    r"|tournament|invitational|regionals?|districts|sectionals?|conference|state|playoffs?)\b"
)


@dataclass(frozen=True)
class Places:
    """Our buildings as locations name them: by full name or by id, as whole words (design, section 4)."""

    patterns: Mapping[str, re.Pattern[str]]
    names: Mapping[str, re.Pattern[str]]
    any_pattern: re.Pattern[str]
    found: dict[tuple[str, bool], frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def in_location(self, location: str) -> frozenset[str]:
        """The buildings that a location names."""
        return self._named(location, in_full=False)

    def in_title(self, title: str) -> frozenset[str]:
        """The buildings that a title names in full."""
        return self._named(title, in_full=True)

    def _named(self, words: str, in_full: bool) -> frozenset[str]:
        text = matchable(words)
        if (text, in_full) not in self.found:
            # One look for any name first: most texts name no building at all.
            patterns = (self.names if in_full else self.patterns) if text and self.any_pattern.search(text) else {}
            self.found[text, in_full] = frozenset(key for key, one in patterns.items() if one.search(text))
        return self.found[text, in_full]

    def is_away(self, title: str, location: str) -> bool:
        """Whether an event is held elsewhere: "... @ Eastmont", "(away)"; any sign of our own house means no."""
        if self.in_location(location):
            return False
        text = matchable(title)
        if _AWAY.search(text) and "home" not in text:
            return True
        at = _AT.search(text)
        if at is None or _HERE.match(at[1]) or self.in_location(at[1]):
            return False
        return _SPORT.search(text) is not None or bool(location)


def places(buildings: Mapping[str, Building]) -> Places:
    """The district's buildings, ready to be looked for."""
    names = {key: _whole(matchable(building.name)) for key, building in buildings.items()}
    both = {key: _whole(matchable(b.name), key.casefold()) for key, b in buildings.items()}
    words = [word for key, b in buildings.items() for word in (matchable(b.name), key.casefold())]
    return Places(both, names, _whole(*words) if words else re.compile(r"(?!)"))


@lru_cache(maxsize=1024)
def _whole(*words: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)")
