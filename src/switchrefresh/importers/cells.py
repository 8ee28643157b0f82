"""What people put into a cell: yes in ten spellings, no address in eight, and passwords in the notes."""

from __future__ import annotations

import ipaddress
import re

_NOTHING = {
    "",
    "-",
    "--",
    "---",
    "n/a",
    "na",
    "n.a.",
    "none",
    "null",
    "nil",
    "tbd",
    "tba",
    "unknown",
    "unk",
    "?",
    "??",
    "x.x.x.x",
}
_YES = {"y", "yes", "x", "true", "t", "1", "poe", "poe+", "ja", "si", "sí", "✓", "✔", "full", "all"}
# Words behind which people write what must not be in a file.
_SECRET = re.compile(
    r"\b(?:pw|pwd|pass|passw\w*|passphrase|login|logon|user(?:name)?|cred\w*|community|secret|snmp)\b", re.IGNORECASE
)
_WHOLE = re.compile(r"\d{1,4}")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)


def said(text: str) -> str:
    """The cell, or nothing where it only says that there is nothing."""
    words = " ".join(text.split())
    return "" if words.casefold() in _NOTHING else words


def is_yes(text: str) -> bool:
    """Whether a cell means yes; a number of ports or watts does."""
    words = text.strip().casefold()
    number = _WHOLE.match(words)
    return words in _YES or (number is not None and int(number[0]) > 0)


def whole(text: str) -> int | None:
    """The first whole number of a cell such as `48 ports`."""
    found = _WHOLE.search(text)
    return int(found[0]) if found else None


def address(text: str) -> str:
    """An IP address without mask or port; nothing when the cell holds none."""
    words = said(text).split("/")[0].strip()
    try:
        return str(ipaddress.ip_address(words))
    except ValueError:
        return ""


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet made a number of a serial (`1.23457E+11`): its digits are lost."""
    return _SCIENTIFIC.fullmatch(text.strip()) is not None


def may_hold_secret(text: str) -> bool:
    """Whether a note speaks of logins; such notes are not taken over."""
    return _SECRET.search(text) is not None
