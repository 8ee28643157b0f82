"""A feed once read can be kept as plain data, so that the next reading of the same bytes takes no time."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from switchrefresh.calendars.events import Event
from switchrefresh.calendars.ics import IcsContent, read_ics
from switchrefresh.calendars.repair import Tally

WORTH_KEEPING = 16 * 1024  # bytes; smaller feeds are read faster than looked up


class FeedKeeper(Protocol):
    """Where readings are kept; it may forget at any time, and must when the rules of reading change."""

    def get(self, key: str) -> Any:
        """The data kept under a key, or None."""

    def put(self, key: str, data: Any) -> None:
        """Keep JSON-ready data under a key; failing to is no error."""


def read_kept(
    raw: bytes, home: ZoneInfo, dtend: str | None, first: date, last: date, tally: Tally, keeper: FeedKeeper | None
) -> IcsContent:
    """As `read_ics`, from what the keeper holds where the same bytes were read under the same rules before."""
    if keeper is None or len(raw) < WORTH_KEEPING:
        return read_ics(raw, home, dtend, first, last, tally)
    key = sha256(b"|".join((f"{home.key} {dtend} {first} {last}".encode(), raw))).hexdigest()
    data = keeper.get(key)
    if data is not None:
        try:
            return _restored(data, tally)
        except (KeyError, TypeError, ValueError, OverflowError, OSError):
            tally.counts.clear()
            tally.details.clear()
    content = read_ics(raw, home, dtend, first, last, tally)
    keeper.put(key, _data(content, tally))
    return content


def _data(content: IcsContent, tally: Tally) -> dict[str, Any]:
    return {
        "events": [_event_data(event) for event in content.events],
        "total": content.total,
        "newest": content.newest.isoformat() if content.newest else None,
        "repairs": [[code, count, tally.details[code]] for code, count in tally.counts.items()],
    }


def _event_data(event: Event) -> list[Any]:
    if event.start is not None and event.end is not None:
        return [event.title, event.location, event.cancelled, 1, event.start.timestamp(), event.end.timestamp()]
    first, last = event.first or date.min, event.last or date.min
    return [event.title, event.location, event.cancelled, 0, first.toordinal(), last.toordinal()]


def _restored(data: Any, tally: Tally) -> IcsContent:
    events = tuple(_event(*one) for one in data["events"])
    newest = date.fromisoformat(data["newest"]) if data["newest"] else None
    content = IcsContent(events, int(data["total"]), newest)
    tally.counts.update(Counter({str(code): int(count) for code, count, _ in data["repairs"]}))
    tally.details.update({str(code): str(detail) for code, _, detail in data["repairs"]})
    return content


def _event(title: str, place: str, cancelled: bool, timed: int, begin: float, end: float) -> Event:
    if timed:
        return Event(
            title,
            place,
            start=datetime.fromtimestamp(begin, UTC),
            end=datetime.fromtimestamp(end, UTC),
            cancelled=cancelled,
        )
    return Event(title, place, date.fromordinal(int(begin)), date.fromordinal(int(end)), cancelled=cancelled)
