"""One feed as a whole: read, repaired, and judged whether it can be believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from zoneinfo import ZoneInfo

from switchrefresh.calendars.accepted import AcceptedFeed, events_by_month, shrunk
from switchrefresh.calendars.events import Event
from switchrefresh.calendars.keeping import FeedKeeper, read_kept
from switchrefresh.calendars.model import FeedReport, FeedText, Health
from switchrefresh.calendars.repair import Tally, UnreadableFeedError
from switchrefresh.calendars.rows import read_rows
from switchrefresh.calendars.table import read_csv
from switchrefresh.calendars.zones import zone_of
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.values import DateRange

_FETCH = "fetch the calendar again and put it there"
_HINTS = {
    Health.EMPTY: f"{_FETCH}; if it is meant to hold no events, take it out of calendars: in the YAML",
    Health.UNREADABLE: f"{_FETCH}; open its address in a browser first: it must show BEGIN:VCALENDAR",
    Health.STALE: f"{_FETCH}, or raise its max_age",
    Health.SHRUNK: f"{_FETCH}; if it really shrank, say so: switchrefresh calendar --accept",
}
_TABLE = "give it a line of headings such as `dates,title` or `Subject,Start Date,End Date`, or fetch it again as .ics"
_PASTED = "correct the text, or make it a list that can be looked over: switchrefresh import calendar FILE.txt"
_CURES = {".txt": _PASTED, ".csv": _TABLE}
# A person's answers that let a feed count although it is not well; the key in the decisions is feed:PATH.
ACCEPTED = frozenset({"ok", "accept", "accepted", "ignore", "yes"})


@dataclass(frozen=True)
class Known:
    """What is known beside a feed's bytes: a person's decisions, accepted copies by path, and kept readings."""

    decisions: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, AcceptedFeed] = field(default_factory=dict)
    keeper: FeedKeeper | None = None


@dataclass(frozen=True)
class ParsedFeed:
    """The events of a feed inside the range, the buildings it speaks for, and its report."""

    source: FeedText
    report: FeedReport
    events: tuple[Event, ...]
    scope: frozenset[str]
    accepted: bool = False

    @property
    def district_wide(self) -> bool:
        return self.source.buildings is None

    @property
    def unknown(self) -> bool:
        """Whether nothing may be planned on its buildings: unknown is never free (design, section 4)."""
        return self.report.health is not Health.OK and not self.accepted

    @property
    def unknown_reason(self) -> str:
        return f"unknown: {self.report.path} is {self.report.health}: {self.report.message}; {self.report.hint}"


def parse_feed(
    source: FeedText,
    inventory: Inventory,
    first: date,
    last: date,
    as_of: date | None,
    known: Known,
) -> ParsedFeed:
    """Read one feed inside the range. Never raises for what the feed holds: that is told in its report."""
    scope = frozenset(inventory.buildings) & frozenset(
        source.buildings if source.buildings is not None else inventory.buildings
    )
    tally = Tally()
    report = FeedReport(source.path, source.role, Health.OK, 0)
    events: tuple[Event, ...] = ()
    try:
        horizon = inventory.district.horizon or DateRange(first, last)
        home = _home(inventory, scope)
        span = DateRange(min(first, horizon.first), max(last, horizon.last))
        events, total, newest = _read(source, home, span, tally, known.keeper)
        months = events_by_month(events, home, inventory.district.horizon)
        report = replace(report, events=total, newest=newest, months=tuple(months.items()))
        near = inventory.district.horizon is None or bool(months)
        report = _judge(report, source, as_of, None if near else horizon)
    except UnreadableFeedError as error:
        hint = _CURES.get(source.path.casefold()[-4:], "") if source.raw is not None else ""
        hint = hint or _HINTS[Health.UNREADABLE]
        report = replace(report, health=Health.UNREADABLE, message=str(error), hint=hint)
    report = replace(report, repairs=(*tally.listed(), *source.notes))
    report = _compared(report, source, known.accepted.get(source.path), as_of)
    accepted = str(known.decisions.get(f"feed:{source.path}", "")).casefold() in ACCEPTED
    return ParsedFeed(source, report, events, scope, accepted)


def _compared(report: FeedReport, source: FeedText, accepted: AcceptedFeed | None, as_of: date | None) -> FeedReport:
    """The report beside the last accepted copy: a much smaller one is not believed, a bad one names the good one."""
    digest = sha256(source.raw).hexdigest() if source.raw is not None else ""
    if accepted is None:
        return replace(report, sha256=digest)
    report = replace(report, sha256=digest, accepted=accepted.accepted, changed=digest != accepted.sha256)
    if not report.changed:
        return report
    why = shrunk(accepted, report.events, dict(report.months), as_of)
    if report.health is Health.OK and why is not None:
        return replace(report, health=Health.SHRUNK, message=why, hint=f"{_HINTS[Health.SHRUNK]} {source.path}")
    if report.health in {Health.EMPTY, Health.UNREADABLE}:
        last = f"the last good copy was accepted on {accepted.accepted} and held {accepted.events} events"
        return replace(report, message=f"{report.message}; {last}")
    return report


def _home(inventory: Inventory, scope: frozenset[str]) -> ZoneInfo:
    """Where times without a zone are at home: with the feed's buildings if these agree, else with the district."""
    zones = {inventory.zone(key) for key in scope}
    return zone_of(zones.pop() if len(zones) == 1 else inventory.district.timezone)


def _read(
    source: FeedText, home: ZoneInfo, span: DateRange, tally: Tally, keeper: FeedKeeper | None
) -> tuple[tuple[Event, ...], int, date | None]:
    if source.trouble:
        raise UnreadableFeedError(source.trouble)
    if source.rows is not None:
        events = read_rows(source.rows, home, tally)
        return events, len(events), None
    if source.raw is None:
        raise UnreadableFeedError("the file is not there")
    if source.path.casefold().endswith(".csv"):
        events = read_csv(source.raw, home, tally)
        return events, len(events), None
    content = read_kept(source.raw, home, source.dtend, span.first, span.last, tally, keeper)
    return content.events, content.total, content.newest


def _judge(report: FeedReport, source: FeedText, as_of: date | None, missed: DateRange | None) -> FeedReport:
    if report.events == 0 or missed is not None:
        # Last year's calendar says nothing about this one.
        message = (
            f"none of its {report.events} events lies in the horizon {missed}"
            if report.events
            else "it holds no events"
        )
        return replace(report, health=Health.EMPTY, message=message, hint=_HINTS[Health.EMPTY])
    if source.max_age_days is None or as_of is None:
        return report
    if report.newest is None:
        if source.raw is None or source.rows is not None or source.path.casefold().endswith(".csv"):
            return report
        message = "it carries no date that would tell its age"
        return replace(report, health=Health.STALE, message=message, hint=_HINTS[Health.STALE])
    age = (as_of - report.newest).days
    if age <= source.max_age_days:
        return report
    message = f"its newest entry is of {report.newest}, {age} days before {as_of}; {source.max_age_days} are allowed"
    return replace(report, health=Health.STALE, message=message, hint=_HINTS[Health.STALE])
