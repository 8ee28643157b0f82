"""Time zone names as calendar programs write them, brought to the names of the IANA database."""

from __future__ import annotations

import re
from datetime import timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

# Names of Ruby on Rails, which one large producer of school sites passes on.
_RAILS = {
    "eastern time (us & canada)": "America/New_York",
    "central time (us & canada)": "America/Chicago",
    "mountain time (us & canada)": "America/Denver",
    "pacific time (us & canada)": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "indiana (east)": "America/Indiana/Indianapolis",
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
}

# "(UTC-06:00) Central Time (US & Canada)", as Outlook shows its zones.
_PREFIX = re.compile(r"^\((?:UTC|GMT)[^()]*\) *(?=\S)")
_OFFSET = re.compile(r"(?:UTC|GMT)? ?([+-])(\d\d?):?(\d\d)?", re.IGNORECASE)


def fixed_offset(text: str) -> timezone | None:
    """The zone of `GMT-0500`, `UTC+1` or `-05:00`: an offset that knows no summer time."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(ahead if match[1] == "+" else -ahead)


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@lru_cache(maxsize=256)
def iana_name(tzid: str) -> str | None:
    """The IANA name for a TZID: itself, a Windows or Rails name, or the tail of a path; None when nobody knows it."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    name = _PREFIX.sub("", tzid.strip().strip('"'))
    parts = name.strip("/").split("/")
    for tail in ("/".join(parts[n:]) for n in range(len(parts))):
        if (found := _by_folded_name().get(tail.casefold())) is not None:
            return found
    windows = {key.casefold(): value for key, value in WINDOWS_TO_OLSON.items()}
    return windows.get(name.casefold()) or _RAILS.get(name.casefold())


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an inventory's name; the schema has checked that it exists."""
    return ZoneInfo(name)
