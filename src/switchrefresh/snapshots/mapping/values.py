"""Single values in one spelling: MAC addresses, speeds, VLAN lists, and which column of a row holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from switchrefresh.snapshots.words import split_ids

Row = Mapping[str, Any]
_NOT_HEX = re.compile(r"[^0-9A-Fa-f]")
_MAC_TEXT = re.compile(r"[0-9A-Fa-f]{1,6}(?:[ :.-][0-9A-Fa-f]{1,6}){1,5}|[0-9A-Fa-f]{12}")
_SPEED = re.compile(r"(\d+(?:\.\d+)?) ?(t|g|m|k|gig)?", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "--", "---", "n/a", "na", "none", "unknown", "unassigned", "not advertised", "null"})


class UnmappedError(Exception):
    """A row that has no place in the model, and why."""


def first(row: Row, *columns: str) -> str:
    """The first column that says something, as one text."""
    for column in columns:
        value = row.get(column, "")
        text = " ".join(str(part) for part in value) if isinstance(value, list) else str(value)
        if (text := text.strip()) and text.casefold() not in _NOTHING:
            return text
    return ""


def texts(row: Row, *columns: str) -> list[str]:
    """The first column that says something, as a list."""
    for column in columns:
        value = row.get(column)
        if isinstance(value, list) and value:
            return [str(part).strip() for part in value if str(part).strip()]
        if isinstance(value, str) and value.strip():
            return [value.strip()]
    return []


def mac(text: str) -> str:
    """`0015b2-a45078`, `0015.b2a4.5078`, `00-15-B2-A4-50-78` as 00:15:b2:a4:50:78; "" when it is no MAC address."""
    text = text.strip()
    if not _MAC_TEXT.fullmatch(text):
        return ""
    parts = re.split(r"[ :.-]", text)
    if len(parts) == 6:
        digits = "".join(part.zfill(2) for part in parts)
    elif len(parts) == 3:
        digits = "".join(part.zfill(4) for part in parts)
    elif len(parts) < 3:
        digits = _NOT_HEX.sub("", text)
    else:  # an IPv4 address has twelve digits too
        return ""
    digits = digits.casefold()
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2)) if len(digits) == 12 else ""


def speed(text: str) -> int | None:
    """Mb/s of `a-1000`, `10GigFD`, `1Gbit`, `1000Mbps-speed`; None for `auto` and for 0."""
    word = text.strip().casefold().removeprefix("a-").removeprefix("a -")
    match = _SPEED.match(word)
    if match is None:
        return None
    factor = {"t": 1_000_000, "g": 1000, "gig": 1000, "k": 0.001}.get(match[2] or "m", 1)
    return int(float(match[1]) * factor) or None


def duplex(text: str) -> str | None:
    """full or half."""
    word = text.casefold()
    if "half" in word or re.search(r"hd(?:x|$)", word) or word == "h":
        return "half"
    return "full" if "full" in word or re.search(r"fd(?:x|$)", word) or word in {"f", "a-f", "f(a)"} else None


def vlan(text: str) -> int | None:
    """A VLAN id in a cell such as `10`, `VLAN0010` or `100(default)`."""
    match = re.search(r"\d+", text)
    ids = split_ids(match[0]) if match else ()
    return ids[0] if ids else None


def vlans(parts: list[str]) -> frozenset[int] | None:
    """The ids of `1-10, 20 30`; None stands for all."""
    text = " ".join(parts)
    if re.search(r"\ball\b", text, re.IGNORECASE):
        return None
    words = re.sub(r"\([^)]*\)", "", text.replace(",", " ")).replace(" to ", "-").split()
    return frozenset(vid for word in words for vid in split_ids(word))


def watts(text: str) -> float | None:
    """Watts in `15.4`, `15.4 W`, `6300 mW`."""
    match = re.search(r"(\d+(?:\.\d+)?)\s*(m?w)?", text, re.IGNORECASE)
    if match is None:
        return None
    return float(match[1]) / 1000 if (match[2] or "").casefold() == "mw" else float(match[1])
