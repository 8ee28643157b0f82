"""Pasted text, made into logical lines: cells split, ranges over a line break joined, decoration dropped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from switchrefresh.importers.date_words import dates_at, find_dates, month_heading
from switchrefresh.importers.month_names import WEEKDAY

MAX_BYTES = 4 << 20
MAX_LINE = 2000
MOST_CELLS = 5
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc`\u00b4"), "'") | dict.fromkeys(map(ord, "\u201c\u201d"), '"')
_BULLET = re.compile(
    r"^[\s>]*(?:[*\u2022\u25e6\u25aa\u25cf\u25cb\u25a0\u2023\u2043\u00b7o]|\d{1,3}\)|-{1,2}|#+)\s+(?=\S)"
)
_RULE = re.compile(r"[\s|:=_+*.~-]*")
_CELLS = re.compile(r"\s*(?:\t+|\|)\s*|\s+>+\s+|\s*\.{4,}\s*|\s{3,}")
_TAG = re.compile(r"<[^<>]{0,300}>")
_OPEN_END = re.compile(r"(?:-|\bto|\bthrough|\bthru)\s*\|?\s*$", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:[,&/(]|\b(?:and|for|of|or|the|with))\s*$", re.IGNORECASE)
_LEVELS = re.compile(
    r"\(?(?:(?:elementary|elem|middle|high|secondary|schools?|students?|grades?|gr|k|pk|pre-?k|[emh]s|and|&|only|\d{1,2})"
    r"[\s.,/()-]*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A logical line: the number of its first line in the file, its text, its cells, whether a blank line is above.

    `columns` are the cells of a table's row as they stand, the empty ones kept; `places` are the pieces of a line that
    stand at least two blanks apart, each with the column of its first letter.
    """

    number: int
    text: str
    cells: tuple[str, ...]
    gap: bool = False
    columns: tuple[str, ...] = ()
    places: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class _Raw:
    """A line of the file: without decoration, whether it had a bullet, and its pieces with their places."""

    number: int
    text: str
    bullet: bool = False
    places: tuple[tuple[int, str], ...] = ()


def decode(raw: bytes) -> str:
    """The text of a pasted file: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def text_lines(text: str) -> list[TextLine]:
    """The logical lines of a pasted text, empty ones and ruled ones left out."""
    plain = [_raw(n, line) for n, line in enumerate(text.splitlines(), 1)]
    blank = [one.number for one in plain if not one.text]
    kept = _whole_rows([one for one in plain if one.text and (one.text == "|" or not _RULE.fullmatch(one.text))])
    found: list[TextLine] = []
    at = previous = 0
    while at < len(kept):
        one = kept[at]
        number, line, places = one.number, one.text, one.places
        while at + 1 < len(kept) and (joint := _joint(line, kept[at + 1], blank, kept[at].number)) is not None:
            at += 1
            line, places = f"{line.rstrip(' |')}{joint}{kept[at].text}", ()
        gap = bool(found) and any(previous < n < number for n in blank)
        cells = _cells(line)
        found.append(TextLine(number, " | ".join(cells), tuple(cells), gap, _columns(line), places))
        previous = kept[at].number
        at += 1
    return found


def _raw(number: int, line: str) -> _Raw:
    text = _plain(line)
    bare = _BULLET.sub("", text.strip(" \u00a0")).strip()
    pieces = () if "|" in text or "\t" in text else re.finditer(r"\S+(?: \S+)*", text)
    places = tuple((match.start(), match[0]) for match in pieces)
    return _Raw(number, bare, bare != text.strip(), places if len(places) > 1 or text[:1].isspace() else ())


def _plain(line: str) -> str:
    """One line without tags and characters that a terminal would obey; tabs stay, they part cells."""
    line = unescape(_TAG.sub("\t", line[:MAX_LINE])) if "<" in line or "&" in line else line[:MAX_LINE]
    line = unicodedata.normalize("NFKC", line).translate(_DASHES).translate(_QUOTES)
    line = "".join(c if c == "\t" or unicodedata.category(c)[0] != "C" else " " for c in line)
    return re.sub(r"(?<!\*)\*\*(?!\*)|__|(?<=\w)\*+(?=\s|$)", "", line)


def _whole_rows(lines: list[_Raw]) -> list[_Raw]:
    """Rows of a table with every cell on a line of its own, made whole: "| October 14 |", "Monday", "|", "..."."""
    found: list[_Raw] = []
    at = 0
    while at < len(lines):
        one = lines[at]
        at += 1
        if one.text == "|":
            continue
        row = one.text
        while "|" in one.text and _is_bare_date(row) and at < len(lines):
            cells = _cells_below(lines, at)
            if not cells:
                break
            row = " | ".join(part for part in (row.strip(" |"), *(cell.text.strip(" |") for cell in cells)) if part)
            at += len(cells)
        found.append(one if row == one.text else _Raw(one.number, row))
    return found


def _cells_below(lines: list[_Raw], at: int) -> list[_Raw]:
    """The other cells of a row: up to the stroke that ends it or the next row; only the first where nothing ends it."""
    end = at + 1 if lines[at].text == "|" else at
    while end < len(lines) and end - at < MOST_CELLS and lines[end].text != "|":
        if re.match(r"\|\s*[^\s|]", lines[end].text) or find_dates(lines[end].text):
            break
        end += 1
    closed = end < len(lines) and end - at < MOST_CELLS
    return lines[at : end if closed else min(end, at + 1)]


def _is_bare_date(row: str) -> bool:
    found = find_dates(row)
    rest = row[: found.start] + row[found.end :] if found is not None else "-"
    return found is not None and not re.sub(rf"[\W_]|{WEEKDAY}\b", "", rest, flags=re.IGNORECASE)


def _joint(line: str, following: _Raw, blank: list[int], number: int) -> str | None:
    """What joins the next line to this one; None when it stands by itself."""
    if _is_open(line, following.text):
        return " "
    begin = find_dates(line)
    if begin is None or following.bullet or "|" in following.text or "\t" in following.text:
        return None
    if any(number < n < following.number for n in blank) or find_dates(following.text) or month_heading(following.text):
        return None
    if not (line[: begin.start] + line[begin.end :]).strip(" -:|"):
        return None
    goes_on = re.match(r"[a-z(&]", following.text) and not re.match(r"[a-z]\b", following.text)
    limits = _LEVELS.fullmatch(following.text) and re.search(r"\bonly\b|\bgrades?\b", following.text, re.IGNORECASE)
    return " " if goes_on or limits or _UNFINISHED.search(line) else None


def _is_open(line: str, following: str) -> bool:
    """A range whose end stands on the next line: "DEC 21-" and then "JAN 1 | ..."."""
    if not _OPEN_END.search(line):
        return False
    begin = find_dates(line)
    rest = line[begin.end :].strip(" |") if begin else ""
    return begin is not None and _OPEN_END.fullmatch(rest) is not None and dates_at(following, 0, 1) is not None


def _columns(line: str) -> tuple[str, ...]:
    """Every cell between pipes or tabs; a pipe at the edge of the table parts nothing."""
    return tuple(cell.strip() for cell in re.split(r"[|\t]", line.strip().removeprefix("|").removesuffix("|")))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip("|\t ")) if cell.strip()] or [line.strip()]
