"""The words of a line that are left when its dates are taken out."""

from __future__ import annotations

import re

from switchrefresh.calendars.titles import clean
from switchrefresh.importers.date_words import LETTERS, find_dates
from switchrefresh.importers.month_names import WEEKDAY

EDGES = " \t|:;,.->*\u2026"
WEEKDAY_CELL = re.compile(rf"\(?{WEEKDAY}\.?(?: ?(?:-|&|to|and) ?{WEEKDAY}\.?)?\)?", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:on|from|begins?|starts?|the week of|week of|del?|d[ue]s?|le|el|los?|desde(?: el)?|au)$", re.IGNORECASE
)
_TAIL = re.compile(r"\(\s*\)|\[\s*\]|(?:\s+|(?<=\)))(?:on|from|le|du|del|el|desde el|is|are)$", re.IGNORECASE)
_NOTHING_SAID = re.compile(
    r"\(?(?:inclusi(?:ve|f|fs|vo)|inclus|all[- ]day|\d+ (?:school |student )?days?)\)?", re.IGNORECASE
)
# What is left of a date that was read only in part: "/2/3", "Monday 22nd", "13Testing".
_PIECE = re.compile(
    r"^[/.]\d|^\d{1,2}(?!st|nd|rd|th|hrs?\b|min(?:ute)?s?\b|[ap]m\b)[A-Za-z]{2}|^\d{1,2} de\b"
    rf"|(?<![^\W\d_]){WEEKDAY}\b\.?,? +\d{{1,2}}(?:st|nd|rd|th)?(?![\d:/]| ?[ap]\.?m)",
    re.IGNORECASE,
)


def title_of(before: str, after: str) -> str:
    """The words around the dates, without separators, lone weekdays and empty brackets."""
    parts = [part.strip(EDGES) for part in re.split(r"\|", f"{before}|{after}")]
    parts = [_LEAD.sub("", part) for part in parts]
    kept = [part for part in parts if part and not WEEKDAY_CELL.fullmatch(part) and not says_nothing(part)]
    title = clean(" - ".join(kept))
    if (weekday := LETTERS.match(title)) is not None:
        title = title[weekday.end() :]
    title = _TAIL.sub("", title.strip(EDGES)).strip(EDGES)
    if title.endswith("(") or title.startswith(")"):
        title = title.strip("() ")
    if title.count(")") > title.count("(") and title.endswith(")"):
        title = title[:-1].rstrip(EDGES)
    if title.count("(") > title.count(")"):
        title = title.rstrip("(").rstrip(EDGES) if title.endswith("(") else f"{title})"
    return title


def holds_part_of_a_date(title: str) -> bool:
    """Whether something of a date was left over, so that the date that was read is not the whole of it."""
    return _PIECE.search(title) is not None


def says_nothing(text: str) -> bool:
    """Whether the words beside a date tell nothing about it: weekdays, "(inclusive)", "(5 days)", "all day"."""
    rest = re.sub(WEEKDAY + r"\b", "", _NOTHING_SAID.sub("", text), flags=re.IGNORECASE)
    return re.search(r"[^\W\d_]", rest) is None


def only_a_date(text: str) -> bool:
    """Whether nothing but a date, and maybe its weekday, stands here."""
    found = find_dates(text)
    return found is not None and says_nothing(text[: found.start] + text[found.end :])
