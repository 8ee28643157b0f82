"""Calendars of letter days ("A DAY", "B DAY"): a weekday that has none is a hint that there is no school."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from switchrefresh.calendars.effects import Effect
from switchrefresh.calendars.events import Event
from switchrefresh.calendars.meanings import Meaning, Reading, read_decision
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.titles import matchable, title_key

IMPLIED = "Weekday without a letter day"
LETTER_DAY = re.compile(r"^\W*(?:[a-h][- ]day|day [a-h1-8]|[a-h]/[a-h] day)\W*$")
# Fewer are no rotation; a longer hole is a summer, or a feed that was not kept up, and no hint of anything.
ENOUGH = 20
LONGEST_HOLE = 21  # dates


def implied_days(effects: Sequence[Effect], decisions: Mapping[str, str]) -> list[Effect]:
    """For each feed with a rotation of letter days: one effect a weekday inside it that has none.

    It is asked and not applied until a person says yes. In one measured year of such a feed 31 weekdays had none.
    """
    said = Reading(Meaning.NO_STUDENTS, Tier.MEDIUM, implied=True)
    word = decisions.get(title_key(IMPLIED))
    decided = read_decision(word, said) if word is not None else None
    reading = said if decided is None else replace(decided, implied=True)
    if reading.meaning is Meaning.IGNORE:
        return []
    days: dict[str, dict[date, Effect]] = defaultdict(dict)
    for effect in effects:
        first, last = effect.event.first, effect.event.last
        if first is not None and first == last and LETTER_DAY.match(matchable(effect.event.title)):
            days[effect.path].setdefault(first, effect)
    return [
        Effect(Event(IMPLIED, first=day, last=day), reading, path, day_for=before.day_for, decided=decided is not None)
        for path, found in days.items()
        for day, before in _holes(found)
    ]


def _holes(found: dict[date, Effect]) -> Iterable[tuple[date, Effect]]:
    """Weekdays without a letter between two that have one, with the effect before them."""
    if len(found) < ENOUGH:
        return
    for before, after in pairwise(sorted(found)):
        inside = [before + timedelta(days=n) for n in range(1, (after - before).days)]
        if len(inside) > LONGEST_HOLE:
            continue
        for day in inside:
            if day.weekday() < 5:
                yield day, found[before]
