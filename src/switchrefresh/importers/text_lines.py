"""Pasted text, made into logical lines: cells split, ranges over a line break joined, decoration dropped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from html import unescape

from switchrefresh.importers.date_words import dates_at, find_dates, month_heading

MAX_BYTES = 4 << 20
MAX_LINE = 2000
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc`\u00b4"), "'") | dict.fromkeys(map(ord, "\u201c\u201d"), '"')
_BULLET = re.compile(
    r"^[\s>]*(?:[*\u2022\u25e6\u25aa\u25cf\u25cb\u25a0\u2023\u2043\u00b7o]|\d{1,3}\)|-{1,2}|#+)\s+(?=\S)"
)
_RULE = re.compile(r"[\s|:=_+*.~-]*")
_CELLS = re.compile(r"\s*(?:\t+|\|)\s*|\s+>+\s+|\s*\.{4,}\s*|\s{3,}")
_TAG = re.compile(r"<[^<>]{0,300}>")
_HEADING = re.compile(r"\b(?:calendar|dates|schedule|holidays|year|month)\b|20\d\d|:$|^\w+$", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:-|\bto|\bthrough|\bthru)\s*\|?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A logical line: the number of its first line in the file, its text, its cells, whether a blank line is above.

    `columns` are the cells of a table's row as they stand, the empty ones kept.
    """

    number: int
    text: str
    cells: tuple[str, ...]
    gap: bool = False
    columns: tuple[str, ...] = ()


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
    plain = [(n, _plain(line)) for n, line in enumerate(text.splitlines(), 1)]
    kept = [(n, line) for n, line in plain if line and not _RULE.fullmatch(line)]
    found: list[TextLine] = []
    at = previous = 0
    while at < len(kept):
        number, line = kept[at]
        while at + 1 < len(kept) and _is_open(line, kept[at + 1][1]):
            at += 1
            line = f"{line.rstrip(' |')} {kept[at][1]}"
        gap = bool(found) and any(not text for n, text in plain if previous < n < number)
        found.append(TextLine(number, " | ".join(cells := _cells(line)), tuple(cells), gap, _columns(line)))
        previous = kept[at][0]
        at += 1
    return _paired(found)


def _paired(lines: list[TextLine]) -> list[TextLine]:
    """Dates on lines of their own, joined to the words that stand beside them, where it is plain which are meant."""
    found: list[TextLine] = []
    run: list[tuple[bool, TextLine]] = []
    for line in lines:
        dated = _only_a_date(line.text)
        if dated or (find_dates(line.text) is None and month_heading(line.text) is None):
            run.append((dated, line))
            continue
        found += [*_joined(run), line]
        run = []
    return [*found, *_joined(run)]


def _joined(run: list[tuple[bool, TextLine]]) -> list[TextLine]:
    """One stretch of lines that are each only a date or only words.

    Blank lines tell which belong together; without them a strict change of dates and words does. In a list that has
    words above and below every date nobody can tell, so nothing is joined.
    """
    if not any(dated for dated, _ in run):
        return [line for _, line in run]
    tight = any(not line.gap and run[n][0] != dated for n, (dated, line) in enumerate(run[1:]))
    if not tight:
        return _alternating(run)
    found: list[TextLine] = []
    at = 0
    while at < len(run):
        dated, line = run[at]
        after = at + 1 < len(run) and run[at + 1][0] != dated and not run[at + 1][1].gap
        further = after and at + 2 < len(run) and run[at + 2][0] == dated and not run[at + 2][1].gap
        loose = not _words_above(run, at) if dated else not (further or _date_above(run, at) or _is_heading(line))
        if after and loose:
            found.append(_both(line, run[at + 1][1]))
            at += 2
        else:
            found.append(line)
            at += 1
    return found


def _words_above(run: list[tuple[bool, TextLine]], at: int) -> bool:
    """Whether words that are no heading stand right above this date."""
    return at > 0 and not run[at - 1][0] and not run[at][1].gap and not _is_heading(run[at - 1][1])


def _date_above(run: list[tuple[bool, TextLine]], at: int) -> bool:
    return at > 0 and run[at - 1][0] and not run[at][1].gap


def _is_heading(line: TextLine) -> bool:
    return _HEADING.search(line.text) is not None


def _alternating(run: list[tuple[bool, TextLine]]) -> list[TextLine]:
    """All lines equally far apart: joined when dates and words take turns, a date first and words last."""
    lines = [line for _, line in run]
    head = 0 if run[0][0] or not _is_heading(run[0][1]) else 1
    kinds = [dated for dated, _ in run[head:]]
    if len(kinds) % 2 or not kinds[0] or any(kinds[n] == kinds[n + 1] for n in range(len(kinds) - 1)):
        return lines
    return [*lines[:head], *(_both(lines[n], lines[n + 1]) for n in range(head, len(lines), 2))]


def _both(first: TextLine, second: TextLine) -> TextLine:
    cells = (*first.cells, *second.cells)
    return replace(first, text=f"{first.text} | {second.text}", cells=cells, columns=())


def _only_a_date(text: str) -> bool:
    """Whether nothing but a date, and maybe its weekday, stands here."""
    found = find_dates(text)
    rest = text[: found.start] + text[found.end :] if found is not None else "-"
    return found is not None and not re.sub(r"[\W_]|(?:mon|tues|wednes|thurs|fri|satur|sun)day", "", rest, flags=re.I)


def _plain(line: str) -> str:
    """One line without tags, bullets and characters that a terminal would obey; tabs stay, they part cells."""
    line = unescape(_TAG.sub("\t", line[:MAX_LINE])) if "<" in line or "&" in line else line[:MAX_LINE]
    line = unicodedata.normalize("NFKC", line).translate(_DASHES).translate(_QUOTES)
    line = "".join(c if c == "\t" or unicodedata.category(c)[0] != "C" else " " for c in line)
    line = re.sub(r"(?<!\*)\*\*(?!\*)|__", "", line)
    return _BULLET.sub("", line.strip(" \u00a0")).strip()


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
