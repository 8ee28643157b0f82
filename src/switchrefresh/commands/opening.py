"""Opens a district folder for a verb: the project, its inventory, its calendars."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from switchrefresh.calendars.model import Calendars, FeedText
from switchrefresh.errors import InputError, UsageError
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.values import DateRange, read_date
from switchrefresh.platforms.registry import known_platforms
from switchrefresh.problems import Problem, Where
from switchrefresh.storage.folder import Folder, read_folder
from switchrefresh.storage.project import Project, find_project


@dataclass(frozen=True)
class Opened:
    """A folder that was read and may be worked with."""

    project: Project
    folder: Folder
    inventory: Inventory


def open_folder(directory: str | None, without_checks: bool = False) -> Opened:
    """Find and read the folder; every mistake that stands in the way is in the error.

    `without_checks` is for verbs that only need the entries they touch: they go on over cross-check mistakes.
    """
    project = find_project(directory)
    folder = read_folder(project, known_platforms())
    return Opened(project, folder, folder.require(without_checks))


def read_days(opened: Opened, span: DateRange, as_of: date) -> Calendars:
    """The calendars of every building over a range of dates."""
    from switchrefresh.storage.feeds import read_feeds

    return read_days_from(opened, read_feeds(opened.project, opened.inventory), span, as_of)


def read_days_from(opened: Opened, feeds: Sequence[FeedText], span: DateRange, as_of: date) -> Calendars:
    """The same with these feeds in the place of the folder's; what was worked out before is not worked out again."""
    from switchrefresh.calendars.serial import calendars_data, calendars_from
    from switchrefresh.storage.accepted_feeds import load_accepted
    from switchrefresh.storage.feed_cache import FeedCache
    from switchrefresh.storage.feeds import read_decisions

    decisions, accepted = read_decisions(opened.project), load_accepted(opened.project)
    cache, inventory = FeedCache(), opened.inventory
    feeds = [_understood(feed, inventory) for feed in feeds]
    facts = (inventory.district, inventory.buildings, span, as_of, decisions, accepted)
    sums = [(replace(feed, raw=None), sha256(feed.raw or b"").hexdigest(), feed.raw is None) for feed in feeds]
    key = sha256(repr((facts, sums)).encode("utf-8", "surrogatepass")).hexdigest()
    with suppress(KeyError, TypeError, ValueError, IndexError, OverflowError):
        if (kept := cache.get(key)) is not None:
            return calendars_from(kept, inventory)
    from switchrefresh.calendars.reading import read_calendars

    found = read_calendars(inventory, feeds, span.first, span.last, as_of, decisions, accepted, cache)
    cache.put(key, calendars_data(found))
    return found


def _understood(feed: FeedText, inventory: Inventory) -> FeedText:
    """The feed; one that is pasted text (`.txt`) is read as far as it can be understood."""
    if feed.raw is None or not feed.path.casefold().endswith(".txt"):
        return feed
    from switchrefresh.importers.pasted_feed import read_pasted

    horizon = inventory.district.horizon
    return read_pasted(feed, inventory.district.school_years, horizon.first if horizon else None)


def horizon_of(inventory: Inventory) -> DateRange:
    """The dates that may be planned; an error when the district names none."""
    if inventory.district.horizon is None:
        message, hint = "district.yaml has no horizon", "add a line like: horizon: 2026-12-01..2027-08-13"
        where = Where("district.yaml")
        raise InputError(message, hint, problems=(Problem("no-horizon", message, hint=hint, where=where),))
    return inventory.district.horizon


def as_of_date(text: str | None, inventory: Inventory) -> date:
    """`--as-of DATE`, else today in the district's time zone."""
    if text is not None:
        return date_option("--as-of", text)
    from switchrefresh.clock import today

    return today(inventory.district.timezone)


def date_option(option: str, text: str) -> date:
    """A date given on the command line."""
    try:
        return read_date(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def find_buildings(inventory: Inventory, targets: Sequence[str]) -> tuple[str, ...]:
    """The buildings meant by targets that are buildings, switches or closets; all when there is no target."""
    from switchrefresh.inventory.findings import suggest

    found: list[str] = []
    for target in targets:
        building = target.partition("/")[0]
        if target in inventory.switches:
            building = inventory.switches[target].building or ""
        if building not in inventory.buildings:
            hint = suggest(target, [*inventory.buildings, *inventory.switches], "buildings")
            raise UsageError(f'there is no building "{target}"', hint, code="unknown-target")
        found.append(building)
    return tuple(dict.fromkeys(found)) or tuple(inventory.buildings)
