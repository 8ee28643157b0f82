"""What each event does to which building: a kind of day, a whole-day block, or a stretch of time taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from switchrefresh.calendars.classify import classify
from switchrefresh.calendars.events import Event
from switchrefresh.calendars.feeds import ParsedFeed
from switchrefresh.calendars.levels import EVERYONE, Audience, Register
from switchrefresh.calendars.meanings import DAY_MEANINGS, OPENING, WHOLE_DAY_BLOCKS, Meaning, Reading, read_decision
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.places import Places
from switchrefresh.calendars.titles import title_key
from switchrefresh.inventory.model import FeedRole, Inventory

# A timed event shorter than this cannot empty a school: a workday from 15:30 to 17:00 is an afternoon.
SCHOOL_DAY_MINUTES = 240
_NONE: frozenset[str] = frozenset()
# A closure that covers more dates of a school year than this is asked before it counts.
LONGEST = 35
LONG_CLOSURES = frozenset({Meaning.CLOSED, Meaning.HOLIDAY, Meaning.NO_STUDENTS, Meaning.SUMMER})


@dataclass(frozen=True)
class Effect:
    """One event, read: the buildings whose kind of day it may change, and those it blocks whole days or by the hour.

    `narrow` is 2 for a title that names schools, 1 for one that names levels or grades, 0 for one that means everybody.
    `stranger` marks a closure of a school that the inventory does not know by that name.
    """

    event: Event
    reading: Reading
    path: str
    day_for: frozenset[str] = _NONE
    blocks_day: frozenset[str] = _NONE
    blocks_time: frozenset[str] = _NONE
    decided: bool = False
    narrow: int = 0
    stranger: bool = False

    @property
    def named(self) -> str:
        """The event as reasons name it."""
        return f"{self.event.title} ({self.path})"


@dataclass(frozen=True)
class Readers:
    """What is needed to read an event: the inventory, its names and places, and a person's decisions."""

    inventory: Inventory
    register: Register
    places: Places
    decisions: Mapping[str, str]


def effects_of(feed: ParsedFeed, readers: Readers) -> Iterator[Effect]:
    """The effects of a feed's events; events without any are left out."""
    for event in feed.events:
        effect = _effect(event, feed, readers)
        if effect.day_for or effect.blocks_day or effect.blocks_time or effect.stranger:
            yield effect


def _effect(event: Event, feed: ParsedFeed, readers: Readers) -> Effect:
    reading, decided = _read(event, readers)
    effect = Effect(event, reading, feed.source.path, decided=decided)
    ignored = decided and reading.meaning in {Meaning.IGNORE, Meaning.CANCELLED}
    if event.cancelled or reading.meaning is Meaning.CANCELLED or ignored:
        return effect
    if feed.source.role is FeedRole.FACILITY:
        return _booking(effect, feed, readers)
    here = readers.places.in_location(event.location) if feed.district_wide else _NONE
    audience = readers.register.audience(event.title) if reading.meaning else EVERYONE
    day_for, blocks_day = _NONE, _NONE
    if reading.meaning in DAY_MEANINGS and feed.source.role in {FeedRole.DISTRICT, FeedRole.SCHOOL}:
        day_for = _day_for(reading, feed, readers, audience, here)
    if reading.also & WHOLE_DAY_BLOCKS or (reading.meaning in WHOLE_DAY_BLOCKS and reading.tier is Tier.MEDIUM):
        blocks_day = _blocked_all_day(reading, feed, readers, audience, here)
    narrow = 2 if audience.names else 1 if audience.grades else 0
    held = _held(event, reading, feed, readers, here)
    effect = replace(effect, day_for=day_for, blocks_day=blocks_day, blocks_time=held, narrow=narrow)
    closes = reading.meaning in OPENING and feed.source.role in {FeedRole.DISTRICT, FeedRole.SCHOOL}
    return replace(effect, stranger=closes and audience.strangers and not day_for)


def _read(event: Event, readers: Readers) -> tuple[Reading, bool]:
    """A person's decision on the title, else the feed's own kind, else what the title says."""
    said = classify(event.title)
    word = readers.decisions.get(title_key(event.title))
    if word is not None and (decided := read_decision(word, said)) is not None:
        return decided, True
    if event.kind is not None:
        return read_decision(str(event.kind), said) or said, False
    short = event.timed and 0 < event.minutes < SCHOOL_DAY_MINUTES
    if short and said.meaning in {Meaning.CLOSED, Meaning.NO_STUDENTS} and said.tier is Tier.STRONG:
        said = replace(said, tier=Tier.MEDIUM)
    if said.meaning in LONG_CLOSURES and said.tier is Tier.STRONG and school_days(event, readers.inventory) > LONGEST:
        # No break is that long: the year of its end is a slip of the pen, or the school is closed for good. Asked.
        said = replace(said, tier=Tier.MEDIUM)
    return said, False


def school_days(event: Event, inventory: Inventory) -> int:
    """How many dates of a school year a whole-day event covers at a stretch."""
    if event.first is None or event.last is None:
        return 0
    years = inventory.district.school_years
    inside = (min(event.last, year.last_day) - max(event.first, year.first_day) for year in years)
    return max((days.days + 1 for days in inside), default=0)


def _booking(effect: Effect, feed: ParsedFeed, readers: Readers) -> Effect:
    """A facility booking takes its time; a polling place or another team's work takes the date, as anywhere else."""
    event, where = effect.event, _booked(effect.event, feed, readers)
    reading = replace(effect.reading, also=effect.reading.also & {Meaning.POLLING, Meaning.IT_WINDOW})
    if not reading.also:
        return replace(effect, blocks_time=where)
    here = readers.places.in_location(event.location) if feed.district_wide else _NONE
    whole = _blocked_all_day(reading, feed, readers, EVERYONE, here)
    return replace(effect, reading=reading, blocks_time=where, blocks_day=whole)


def _booked(event: Event, feed: ParsedFeed, readers: Readers) -> frozenset[str]:
    """Every booking of a facility feed blocks its buildings; a district-wide one the building that it names."""
    if not feed.district_wide:
        return feed.scope
    return readers.places.in_location(event.location) or readers.places.in_title(event.title)


def _day_for(
    reading: Reading, feed: ParsedFeed, readers: Readers, audience: Audience, here: frozenset[str]
) -> frozenset[str]:
    buildings = readers.inventory.buildings
    if reading.meaning in OPENING:
        scope = feed.scope & here if here else feed.scope
        return frozenset(key for key in scope if audience.closes(key, buildings[key]))
    return frozenset(key for key in feed.scope if audience.touches(key, buildings[key]))


def _blocked_all_day(
    reading: Reading, feed: ParsedFeed, readers: Readers, audience: Audience, here: frozenset[str]
) -> frozenset[str]:
    buildings = readers.inventory.buildings
    found = {key for key in feed.scope if audience.touches(key, buildings[key])}
    if reading.also == {Meaning.POLLING} or reading.meaning is Meaning.POLLING:
        # A school's own calendar speaks of its own gym.
        own = feed.scope if not feed.district_wide and len(feed.scope) == 1 else _NONE
        found &= {key for key in feed.scope if buildings[key].polling_place} | here | own
    return frozenset(found)


def _held(event: Event, reading: Reading, feed: ParsedFeed, readers: Readers, here: frozenset[str]) -> frozenset[str]:
    """The buildings in which it is held. An empty school is not an event in it, however the closure is written."""
    if reading.meaning in {Meaning.CLOSED, Meaning.HOLIDAY, Meaning.SUMMER} and reading.tier is Tier.STRONG:
        return _NONE
    if not event.timed and reading.meaning is not Meaning.EVENT:
        return _NONE
    if readers.places.is_away(event.title, event.location):
        return _NONE
    if not feed.district_wide or feed.source.role is FeedRole.BOARD:
        return feed.scope
    return here or (_NONE if event.location else readers.places.in_title(event.title))
