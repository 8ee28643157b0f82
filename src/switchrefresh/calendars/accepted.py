"""The last accepted copy of a feed, as a few numbers: a copy that is suddenly much smaller is not believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from switchrefresh.calendars.events import Event
from switchrefresh.inventory.values import DateRange

# Less than this part of what it held, and at least so many fewer, is "suddenly much smaller".
SHRUNK_TO = 0.5
SHRUNK_BY = 3


@dataclass(frozen=True, slots=True)
class AcceptedFeed:
    """What a feed was when it was last accepted: its sum, its events in all and by month of the horizon, and when."""

    sha256: str
    events: int
    accepted: date
    months: Mapping[str, int] = field(default_factory=dict)


def events_by_month(events: Iterable[Event], zone: ZoneInfo, horizon: DateRange | None) -> dict[str, int]:
    """How many events begin, or reach into, each month of the horizon: `2026-12` to a number."""
    if horizon is None:
        return {}
    counts: Counter[str] = Counter()
    for event in events:
        first = next(iter(event.dates(zone, horizon.first, horizon.last)), None)
        if first is not None:
            counts[f"{first:%Y-%m}"] += 1
    return dict(sorted(counts.items()))


def shrunk(accepted: AcceptedFeed, total: int, months: Mapping[str, int], as_of: date | None) -> str | None:
    """What makes this copy much smaller than the accepted one, as a sentence; None when it is not.

    Past months do not count where the months are known: many publishers drop what is over, and that is no loss.
    """
    if not _much_less(total, accepted.events):
        return None
    since = f"{as_of:%Y-%m}" if as_of else ""
    before = sum(count for month, count in accepted.months.items() if month >= since)
    now = sum(count for month, count in months.items() if month >= since)
    if before and months and not _much_less(now, before):
        return None
    return f"it holds {total} events; the copy accepted on {accepted.accepted} held {accepted.events}"


def _much_less(now: int, before: int) -> bool:
    return now < before * SHRUNK_TO and before - now >= SHRUNK_BY
