"""Reads the details of journal lines, which anybody may have edited: what has a wrong type is absent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

Details = Mapping[str, Any]
LARGEST = 1e6
LONGEST = 2000  # characters of a text that anybody will read


def text(details: Details, key: str) -> str:
    """A text, or nothing."""
    value = details.get(key)
    return value[:LONGEST] if isinstance(value, str) else ""


def names(details: Details, key: str) -> tuple[str, ...]:
    """A list of texts; what is none in it is left out."""
    value = details.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def targets(details: Details) -> tuple[str, ...]:
    """The switches of an event that names one or several."""
    one = text(details, "switch")
    return (one,) if one else names(details, "switches")


def day(details: Details, key: str) -> date | None:
    """A date, or None."""
    try:
        return date.fromisoformat(text(details, key))
    except ValueError:
        return None


def moment(details: Details, key: str) -> datetime | None:
    """A moment with offset, or None."""
    try:
        found = datetime.fromisoformat(text(details, key))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def records(details: Details, key: str) -> tuple[Details, ...]:
    """A list of mappings."""
    value = details.get(key)
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def number(details: Details, key: str) -> float:
    """A positive number, or 0."""
    value = details.get(key)
    return float(value) if isinstance(value, int | float) and 0 < value < LARGEST else 0.0
