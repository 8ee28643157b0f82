"""The way in: an inventory and its feeds become every building's days, each with its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from switchrefresh.calendars.accepted import AcceptedFeed
from switchrefresh.calendars.days import BuildingSheet, DayRules, day_views, fill_sheet
from switchrefresh.calendars.effects import Effect, Readers, effects_of
from switchrefresh.calendars.feeds import Known, parse_feed
from switchrefresh.calendars.keeping import FeedKeeper
from switchrefresh.calendars.kinds import KindRules
from switchrefresh.calendars.letterdays import implied_days
from switchrefresh.calendars.levels import register
from switchrefresh.calendars.meanings import UNDECIDED, WHOLE_DAY_BLOCKS, Meaning
from switchrefresh.calendars.model import Calendars, FeedText, Tier
from switchrefresh.calendars.places import places
from switchrefresh.calendars.publicdays import public_days
from switchrefresh.calendars.review import open_questions
from switchrefresh.calendars.sanity import doubts
from switchrefresh.calendars.titles import title_key
from switchrefresh.calendars.zones import zone_of
from switchrefresh.inventory.model import Inventory

__all__ = ["read_calendars", "title_key"]
_EVENT = Meaning.EVENT
_DAY = timedelta(days=1)


def read_calendars(
    inventory: Inventory,
    feeds: Sequence[FeedText],
    first: date,
    last: date,
    as_of: date | None = None,
    decisions: Mapping[str, str] | None = None,
    accepted: Mapping[str, AcceptedFeed] | None = None,
    keeper: FeedKeeper | None = None,
) -> Calendars:
    """Every building's days from `first` to `last`, both included, in the building's own zone (design, section 4).

    `feeds` are the files of the inventory's feeds; one that is listed there and not given counts as missing, and so as
    unknown. `as_of` is the day against which `max_age` is measured. `decisions` are a person's answers: `title_key` of
    a title to a meaning (`closed`, `no_students`, `early_release`, `late_start`, `in_session`, `event`, `blackout`,
    `freeze`, `ignore`, `yes`, `no`), and `feed:PATH` to `ok` for a feed that counts although it is not well. `accepted`
    are the last accepted copies by path, `keeper` remembers readings. Nothing that a feed holds makes this raise.
    """
    decided = by_key(decisions or {})
    known = Known(decided, accepted or {}, keeper)
    parsed = [parse_feed(feed, inventory, first, last, as_of, known) for feed in with_missing(inventory, feeds)]
    where = places(inventory.buildings)
    readers = Readers(inventory, register(inventory.buildings, where), where, decided)
    effects = [effect for feed in parsed for effect in effects_of(feed, readers)]
    effects += implied_days(effects, decided)
    by_building: dict[str, list[Effect]] = defaultdict(list)
    for effect in effects:
        for key in effect.day_for | effect.blocks_day | effect.blocks_time:
            by_building[key].append(effect)
    kinds = KindRules(inventory.district.school_years, public_days(inventory.district.holidays, first - _DAY, last))
    rules = DayRules(inventory.district, kinds, first, last)
    sheets = []
    for key, building in inventory.buildings.items():
        sheet = BuildingSheet(key, building, zone_of(inventory.zone(key)))
        fill_sheet(sheet, by_building, parsed, rules)
        sheets.append(sheet)
    views = {sheet.key: day_views(sheet, rules) for sheet in sheets}
    unsure = [e for e in effects if e.reading.tier is Tier.MEDIUM and e.reading.meaning in WHOLE_DAY_BLOCKS | {_EVENT}]
    questions = open_questions(sheets, unsure, rules)
    return Calendars(views, tuple(feed.report for feed in parsed), questions, doubts(effects, parsed, views, inventory))


def by_key(decisions: Mapping[str, str]) -> dict[str, str]:
    """Decisions under normalised titles, however a person wrote them; two that contradict each other decide nothing."""
    found: dict[str, str] = {}
    for title, word in decisions.items():
        key = title if title.startswith("feed:") else title_key(title)
        found[key] = word if found.get(key, word) == word else UNDECIDED
    return found


def with_missing(inventory: Inventory, feeds: Sequence[FeedText]) -> list[FeedText]:
    """The feeds given, and those that the inventory lists and nobody gave, as missing files."""
    given = {feed.path for feed in feeds}
    missing = [
        FeedText(feed.path, feed.role, scope, None) for feed, scope in inventory.feeds() if feed.path not in given
    ]
    return [*feeds, *missing]
