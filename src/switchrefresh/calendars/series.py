"""Recurring events: rules made safe, then expanded inside the asked range and nowhere else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from switchrefresh.calendars.moments import Moment, RawEvent, ZoneBook, read_moment
from switchrefresh.calendars.repair import Tally

_DAY = timedelta(days=1)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PARTS = frozenset(
    [
        "FREQ",
        "UNTIL",
        "COUNT",
        "INTERVAL",
        "BYDAY",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYMONTH",
        "BYSETPOS",
        "BYHOUR",
        "BYMINUTE",
        "WKST",
    ]
)


def is_recurring(event: RawEvent) -> bool:
    return bool(event.rule or event.also_on or event.instance_of)


def expand(events: list[RawEvent], first: date, last: date, tally: Tally) -> Iterator[tuple[RawEvent, Moment, Moment]]:
    """Every occurrence between the dates with its start and end; a series that cannot be read happens once."""
    groups: dict[str, list[RawEvent]] = defaultdict(list)
    masters: Counter[str] = Counter()
    for event in events:
        uid = event.uid or f"{event.title}/{event.start}/{event.end}"
        if event.instance_of is None:
            # Two series under one UID would hide each other.
            masters[uid] += 1
            uid = f"{uid}#{masters[uid]}" if masters[uid] > 1 else uid
        groups[uid].append(event)
    for uid, group in groups.items():
        yield from _expand_group(uid, group, first, last, tally)


def _expand_group(
    uid: str, group: list[RawEvent], first: date, last: date, tally: Tally
) -> Iterator[tuple[RawEvent, Moment, Moment]]:
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar()
    master = next((event for event in group if event.instance_of is None), None)
    for number, event in enumerate(group):
        calendar.add_component(_component(event, uid, number, last, tally, master))
    try:
        found = recurring_ical_events.of(calendar).between(first - _DAY, last + 2 * _DAY)
    except Exception:  # noqa: BLE001 - the libraries raise whatever the rule provokes: it cannot be used
        tally.note("bad-rule", "series whose rule cannot be read were taken to happen once", len(group))
        found = []
        yield from ((event, event.start, _end_of(event)) for event in group)
    for component in found:
        event = group[int(component.get("X-SOURCE-NUMBER", 0))]
        if not _is_after_until(event, component["DTSTART"].dt):
            yield event, component["DTSTART"].dt, component["DTEND"].dt


def _is_after_until(event: RawEvent, start: Moment) -> bool:
    """Whether a series that counts and has a last date as well, which no rule may, is over by that date."""
    parts = _parts_of(event.rule)
    if "UNTIL" not in parts or "COUNT" not in parts or event.instance_of is not None:
        return False
    until = read_moment(parts["UNTIL"], {"VALUE": "DATE"}, ZoneBook(ZoneInfo("UTC")), Tally())
    day = start.astimezone(UTC).date() if isinstance(start, datetime) and isinstance(until, datetime) else start
    day = day.date() if isinstance(day, datetime) else day
    last = until.date() if isinstance(until, datetime) else until
    return last is not None and day > last


def _end_of(event: RawEvent) -> Moment:
    return event.end if event.end is not None else event.start


def _component(event: RawEvent, uid: str, number: int, last: date, tally: Tally, master: RawEvent | None) -> Any:
    import icalendar

    component = icalendar.Event()
    component.add("uid", uid)
    component.add("x-source-number", str(number))
    component.add("dtstart", event.start)
    component.add("dtend", _end_of(event))
    if event.rule:
        rule = _safe_rule(event, last, tally)
        if rule:
            component.add("rrule", rule)
    for moment in event.also_on:
        component.add("rdate", [_like(event.start, moment)])
    for moment in event.except_on:
        component.add("exdate", [_like(event.start, moment)])
    if event.instance_of is not None:
        # The changed occurrence is found by the time at which the series would have had it.
        original = _like(master.start if master is not None else event.start, event.instance_of)
        component.add("recurrence-id", original, parameters={"RANGE": "THISANDFUTURE"} if event.onwards else {})
    return component


def _like(start: Moment, moment: Moment) -> Moment:
    """The same day as `start` writes its days: an exception given as a date means the occurrence on that date."""
    if not isinstance(start, datetime):
        return moment.date() if isinstance(moment, datetime) else moment
    if isinstance(moment, datetime):
        return moment.astimezone(start.tzinfo)
    return datetime.combine(moment, start.time(), start.tzinfo)


def _safe_rule(event: RawEvent, last: date, tally: Tally) -> dict[str, Any]:
    """The rule without what could run for ever, ending with the asked range at the latest."""
    import icalendar

    parts = _parts_of(event.rule)
    if parts.get("FREQ") in _TOO_OFTEN:
        tally.note("rule-too-often", "series by the hour or minute were read as daily")
        parts["FREQ"] = "DAILY"
    parts = {name: value for name, value in parts.items() if name in _PARTS}
    if parts.get("FREQ") not in _FREQUENCIES or not _can_happen(parts):
        tally.note("bad-rule", "series whose rule cannot be read were taken to happen once")
        return {}
    if not parts.get("INTERVAL", "1").isdigit() or int(parts.get("INTERVAL", "1")) == 0:
        parts["INTERVAL"] = "1"
    if "UNTIL" not in parts and "COUNT" not in parts:
        tally.note("endless-series", f"series without an end were read up to {last}")
    if "UNTIL" in parts and "COUNT" in parts:
        tally.note("count-and-until", "series with both a number and a last date were read up to the earlier of both")
    if _ends_before_it_begins(parts.get("UNTIL", ""), event):
        tally.note("until-before-start", "series that end before they begin were taken to happen once")
        return {}
    until = _until(parts.pop("UNTIL", ""), event, last, tally)
    if "COUNT" not in parts:
        parts["UNTIL"] = until
    try:
        return dict(icalendar.vRecur.from_ical(";".join(f"{name}={value}" for name, value in parts.items())))
    except ValueError:
        tally.note("bad-rule", "series whose rule cannot be read were taken to happen once")
        return {}


def _parts_of(rule: str) -> dict[str, str]:
    pairs = ("".join(part.split()).partition("=") for part in rule.upper().split(";") if "=" in part)
    return {name: value for name, _, value in pairs}


def _can_happen(parts: dict[str, str]) -> bool:
    """Whether some date can match: the library would look for 30 February until the year 9999."""
    if parts.keys() & {"BYYEARDAY", "BYWEEKNO"}:
        return not parts.keys() & {"BYMONTH", "BYMONTHDAY"}
    try:
        months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
        days = [abs(int(day)) for day in parts.get("BYMONTHDAY", "1").split(",")]
    except ValueError:
        return False
    longest = max((_LONGEST[month] for month in months if 1 <= month <= 12), default=0)
    return any(1 <= day <= longest for day in days)


def _until(text: str, event: RawEvent, last: date, tally: Tally) -> str:
    """UNTIL in the form of the start (RFC 5545, 3.3.10): a date for whole days, else UTC; never after the range."""
    stop = last + 2 * _DAY
    digits = text.replace("-", "").replace(":", "")
    if digits[:8].isdigit() and len(digits) >= 8:
        try:
            given = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        except ValueError:
            given = stop
        if isinstance(event.start, datetime) and len(digits) >= 15 and given <= stop:
            return digits[:15] + "Z" if digits.endswith("Z") else _utc(given, _clock(digits), event.start)
        if isinstance(event.start, datetime) and len(digits) == 8:
            tally.note("until-date", "series that end on a date were read up to the end of that date")
        stop = min(stop, given)
    if not isinstance(event.start, datetime):
        return f"{stop:%Y%m%d}"
    return _utc(stop, time(23, 59, 59), event.start)


def _ends_before_it_begins(text: str, event: RawEvent) -> bool:
    digits = text.replace("-", "")[:8]
    day = event.start.astimezone(UTC) if isinstance(event.start, datetime) else event.start
    return len(digits) == 8 and digits.isdecimal() and digits < f"{day - _DAY:%Y%m%d}"


def _clock(digits: str) -> time:
    try:
        return time(int(digits[9:11]), int(digits[11:13]), int(digits[13:15]))
    except ValueError:
        return time(23, 59, 59)


def _utc(day: date, clock: time, start: datetime) -> str:
    return f"{datetime.combine(day, clock, start.tzinfo).astimezone(UTC):%Y%m%dT%H%M%SZ}"
