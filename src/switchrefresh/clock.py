"""The only place that knows what time it is, so that nothing else depends on today."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """Today's date in a district's time zone."""
    return now().astimezone(ZoneInfo(zone)).date()
