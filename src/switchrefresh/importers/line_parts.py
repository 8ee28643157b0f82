"""A line that holds several entries, cut into them: each part with a date and words of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from switchrefresh.importers.date_words import find_dates, spoken_dates
from switchrefresh.importers.row_titles import only_a_date, says_nothing
from switchrefresh.importers.text_lines import TextLine
from switchrefresh.importers.weekly_rows import EXCEPT

ENOUGH_DATES = 3
_UNENDED = re.compile(r"(?:-|\bto|\band|&|\bthr\w+|,)$")


def line_parts(line: TextLine) -> list[TextLine]:
    """The line, or its parts where each stands alone ("...; students return January 4", two columns side by side)."""
    pieces = (
        _cells_apart(line)
        or _all_alone(spoken_dates(line.text), with_date_first=True)
        or _all_alone(_dates_with_separators(line.text), with_date_first=True)
        or _below_a_heading(_dates_with_separators(line.text))
        or _all_alone([] if re.search(r"[^\W\d_]{4}\. ", line.text) else line.text.split(";"))
        or _in_brackets(line.text)
    )
    if pieces is None:
        return [line]
    return [replace(line, text=piece, cells=tuple(c.strip() for c in piece.split("|"))) for piece in pieces]


def _cells_apart(line: TextLine) -> list[str] | None:
    """Two lists side by side: "Aug 12 | First day | Jan 5 | Classes resume", or cells that each say it all."""
    pieces: list[str] = []
    at, cells = 0, line.cells
    while at < len(cells):
        if _stands_alone(cells[at]):
            pieces.append(cells[at])
            at += 1
        elif at + 1 < len(cells) and only_a_date(cells[at]) != only_a_date(cells[at + 1]):
            pieces.append(f"{cells[at]} | {cells[at + 1]}")
            at += 2
        else:
            return None
    return pieces if len(pieces) > 1 and all(find_dates(piece) for piece in pieces) else None


def _dates_with_separators(text: str) -> list[str]:
    """Cut in front of every date that has a colon or a row of dots behind it, or begins a sentence."""
    cuts, at = [0], 0
    while (found := find_dates(text[at:])) is not None:
        begin, end = at + found.start, at + found.end
        apart = re.match(r"\s*(?::(?!\d)|\|)", text[end:]) or re.search(r"[^\W\d_]{2}[.;!]\s+$", text[:begin])
        if begin and apart and not _UNENDED.search(text[:begin].rstrip(" ,")):
            cuts.append(begin)
        at = max(end, at + 1)
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _below_a_heading(pieces: list[str]) -> list[str] | None:
    """The same with words in front of all dates: a heading that ran into the first of them."""
    if len(pieces) <= ENOUGH_DATES or find_dates(pieces[0]) is not None:
        return None
    alone = _all_alone(pieces[1:], with_date_first=True)
    return [pieces[0].strip(), *alone] if alone is not None else None


def _all_alone(pieces: list[str] | tuple[str, ...], with_date_first: bool = False) -> list[str] | None:
    found = [piece.strip(" |,") for piece in pieces]
    if len(found) < 2 or not all(_stands_alone(piece) for piece in found):
        return None
    return None if with_date_first and not all(_begins_with_a_date(piece) for piece in found) else found


def _in_brackets(text: str) -> list[str] | None:
    inner = next((m for m in re.finditer(r"\(([^()]*)\)", text) if _stands_alone(m[1])), None)
    if inner is None or EXCEPT.match(inner[1]):
        return None
    rest = text[: inner.start()] + text[inner.end() :]
    return [rest.strip(), inner[1].strip()] if _stands_alone(rest) else None


def _begins_with_a_date(text: str) -> bool:
    found = find_dates(text)
    return found is not None and found.start == 0 and not _UNENDED.search(text)


def _stands_alone(text: str) -> bool:
    found = find_dates(text)
    rest = text[: found.start] + text[found.end :] if found is not None else ""
    return found is not None and not says_nothing(rest) and re.search(r"[^\W\d_]{3}", rest) is not None
