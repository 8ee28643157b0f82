"""Short words for times and numbers that several screens share."""

from __future__ import annotations

import re
from datetime import datetime

from switchrefresh.errors import UsageError

_TIME = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s)?")
LONGEST_WAIT = 8 * 3600.0


def moment_range(start: str, end: str) -> str:
    """Mon 2026-12-21 07:10-15:40, without the zone: it is the building's own."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return f"{first:%a %Y-%m-%d %H:%M}-{last:%H:%M}"


def some(names: list[str], most: int = 8) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def seconds(option: str, text: str) -> float:
    """A time to wait, as in 3m, 90s or 0s."""
    found = _TIME.fullmatch(text)
    if not text or found is None:
        raise UsageError(f'{option}: "{text}" is not a time', "write it like 3m, 90s or 0s")
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return min(hours * 3600.0 + minutes * 60 + rest, LONGEST_WAIT)
