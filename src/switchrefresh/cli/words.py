"""Short words for times and numbers that several screens share."""

from __future__ import annotations

from datetime import datetime


def moment_range(start: str, end: str) -> str:
    """Mon 2026-12-21 07:10-15:40, without the zone: it is the building's own."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return f"{first:%a %Y-%m-%d %H:%M}-{last:%H:%M}"


def some(names: list[str], most: int = 8) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
