"""Dates on lines of their own, joined to the words that belong to them, where it is plain which are meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from switchrefresh.importers.date_words import find_dates, month_heading
from switchrefresh.importers.row_titles import only_a_date
from switchrefresh.importers.text_lines import TextLine

_HEADING = re.compile(r"\b(?:calendar|dates|schedule|holidays|year|month)\b|20\d\d|:$|^\w+$", re.IGNORECASE)
# Over several dates each of these says what they are; "Important Dates" does not.
_PLURAL = re.compile(
    r"\b(?:days|dates|holidays|breaks|dismissals|releases|starts|closures|journ\w+s)\b|:$", re.IGNORECASE
)
_ALL_DATES = re.compile(r"\b(?:calendar|schedule|important|key|20\d\d)\b", re.IGNORECASE)
ENOUGH_LINES = 5
MOST_LINES = 4
Run = list[tuple[bool, TextLine]]


def paired(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with each lone date beside its words; what is not plain stays as it is and will be named."""
    dates_first = _dates_come_first(lines)
    found: list[TextLine] = []
    run: Run = []
    for line in lines:
        dated = only_a_date(line.text)
        if dated or (find_dates(line.text) is None and month_heading(line.text) is None):
            run.append((dated, line))
            continue
        found += [*_joined(run, dates_first, alone=not found), line]
        run = []
    return [*found, *_joined(run, dates_first, alone=not found)]


def _dates_come_first(lines: Sequence[TextLine]) -> bool:
    """Whether the other lines of the text begin with their date, so that words below a date belong to it."""
    first = last = 0
    for line in lines:
        found = find_dates(line.text)
        if found is not None and not only_a_date(line.text):
            first += found.start == 0
            last += found.end == len(line.text)
    return first >= ENOUGH_LINES and first >= 4 * last


def _joined(run: Run, dates_first: bool, alone: bool) -> list[TextLine]:
    """One stretch of lines that are each only a date or only words: blank lines tell which belong together."""
    if not any(dated for dated, _ in run):
        return [line for _, line in run]
    gaps = {line.gap for _, line in run[1:]}
    if len(gaps) < 2:
        return _pairs(run, dates_first, alone) or [line for _, line in run]
    blocks: list[Run] = []
    for dated, line in run:
        if not blocks or line.gap:
            blocks.append([])
        blocks[-1].append((dated, line))
    solved = [_whole_block(block) or _pairs(block, dates_first, alone or n > 0) for n, block in enumerate(blocks)]
    left = [block for block, found in zip(blocks, solved, strict=True) if found is None and any(d for d, _ in block)]
    if left and (whole := _pairs(run, dates_first, alone)) is not None:
        return whole
    return [
        line
        for block, found in zip(blocks, solved, strict=True)
        for line in (found if found is not None else [line for _, line in block])
    ]


def _whole_block(run: Run) -> list[TextLine] | None:
    """A date and a few lines of words between blank lines: all of them are about it."""
    shape = [dated for dated, _ in run]
    if not shape[0] or any(shape[1:]) or not 2 <= len(shape) <= MOST_LINES:
        return None
    words = " - ".join(line.text for _, line in run[1:])
    first = run[0][1]
    return [replace(first, text=f"{first.text} | {words}", cells=(*first.cells, words), columns=())]


def _pairs(run: Run, dates_first: bool, alone: bool) -> list[TextLine] | None:
    """The lines joined, or None where dates and words can be paired in more than one way."""
    shape = "".join("d" if dated else "w" for dated, _ in run)
    lines = [line for _, line in run]
    if re.fullmatch(r"(?:dw+)+", shape):
        return _with_first_words(lines, shape)
    starts_fresh = alone or lines[0].gap
    if shape == "wd" and starts_fresh and not _is_heading(lines[0]):
        return [_both(lines[0], lines[1])]
    if "dd" in shape and (headed := _below_headings(run, shape)) is not None:
        return headed
    heads = 0
    while shape[heads : heads + 1] == "w" and (_is_heading(lines[heads]) or dates_first):
        heads += 1
    rest, below = lines[heads:], shape[heads:]
    if heads and re.fullmatch(r"(?:dw+)+", below):
        return [*lines[:heads], *_with_first_words(rest, below)]
    if re.fullmatch(r"(?:dwd)+", below) and all(_same_day(rest[n], rest[n + 2]) for n in range(0, len(rest), 3)):
        triples = ([_both(rest[n], rest[n + 1]), rest[n + 2]] for n in range(0, len(rest), 3))
        return [*lines[:heads], *(line for triple in triples for line in triple)]
    return None


def _same_day(one: TextLine, other: TextLine) -> bool:
    """Whether two dates begin alike: web agendas write the day above an entry and its length below."""
    found = [find_dates(line.text) for line in (one, other)]
    points = [date.spans[0].first for date in found if date is not None]
    return len(points) == 2 and (points[0].month, points[0].day) == (points[1].month, points[1].day)


def _with_first_words(lines: list[TextLine], shape: str) -> list[TextLine]:
    """Every date has words below it and none has any above: the first line of them is its own."""
    found: list[TextLine] = []
    for n, line in enumerate(lines):
        if shape[n] == "d":
            found.append(_both(line, lines[n + 1]))
        elif shape[n - 1] != "d":
            found.append(line)
    return found


def _below_headings(run: Run, shape: str) -> list[TextLine] | None:
    """Headings with several dates below each: a heading in the plural says what its dates are.

    Only where the words after the dates are such a heading too: else the last date could be theirs.
    """
    found: list[TextLine] = []
    joined = False
    for group in re.finditer(r"wd*|d+", shape):
        lines = [line for _, line in run[group.start() : group.end()]]
        head, dates = lines[0], lines[1:]
        ends = group.end() == len(run) or _PLURAL.search(run[group.end()][1].text)
        names = _PLURAL.search(head.text) and not _ALL_DATES.search(head.text)
        if len(dates) >= 2 and names and ends and not find_dates(head.text):
            words = head.text.rstrip(": ")
            dates = [replace(d, text=f"{d.text} | {words}", cells=(*d.cells, words), columns=()) for d in dates]
            joined = True
        found += [head, *dates]
    return found if joined else None


def _is_heading(line: TextLine) -> bool:
    return _HEADING.search(line.text) is not None


def _both(first: TextLine, second: TextLine) -> TextLine:
    cells = (*first.cells, *second.cells)
    return replace(first, text=f"{first.text} | {second.text}", cells=cells, columns=())
