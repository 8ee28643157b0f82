"""A paper as Markdown that reads well in a terminal too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from switchrefresh.documents.paper.blocks import (
    Blanks,
    Block,
    Commands,
    Heading,
    Labels,
    Listing,
    Paper,
    Paragraph,
    Table,
    Warn,
    one_line,
)

# Everything that could become markup, a link, a table cell or an HTML tag in some reader.
# An underscore inside a word is text.
_SPECIAL = re.compile(r"([\\`*\[\]<>#|~&$]|(?<![^\W_])_|_(?![^\W_]))")
_OPENING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=:])")


def to_markdown(paper: Paper) -> str:
    """The text; whatever came from outside is escaped."""
    parts = [f"# {escape(paper.title)}", *(part for block in paper.blocks for part in _block(block))]
    return "\n\n".join(parts) + "\n"


def escape(text: object) -> str:
    """One line of text that no Markdown reader takes for anything but text."""
    safe = _SPECIAL.sub(r"\\\1", one_line(text))
    safe = safe.replace("://", ":\\//")  # bare addresses are not made into links
    return _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", safe)


def _block(block: Block) -> Iterable[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {escape(text)}"
        case Paragraph(text):
            yield escape(text)
        case Warn(text):
            yield f"> **{escape(text)}**"
        case Listing(items, kind):
            yield "\n".join(f"{_mark(kind, n)} {escape(item)}" for n, item in enumerate(items, 1))
        case Table(columns, rows):
            yield "\n".join(_table(columns, rows))
        case Commands(lines):
            yield "\n".join(["    " + one_line(line) for line in lines])
        case Labels(labels):
            yield "\n".join(f"- {escape(label.text)} ({_code(label.code)})" for label in labels)
        case Blanks(fields):
            yield "\n".join(f"{escape(name)}: {'_' * 30}  " for name in fields)


def _mark(kind: str, number: int) -> str:
    return {"numbers": f"{number}.", "boxes": "- [ ]"}.get(kind, "-")


def _code(text: str) -> str:
    return f"`{one_line(text).replace('`', ' ')}`"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Columns as wide as their widest cell, so that it is a table for eyes too."""
    head = columns or tuple("" for _ in (rows or ((),))[0])
    cells = [[escape(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    for number, row in enumerate(cells):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"
