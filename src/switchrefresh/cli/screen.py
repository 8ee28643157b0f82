"""The one place that prints: safe text, colour where it is wanted, tables on a terminal and lines in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from switchrefresh.hidden import HIDDEN_BUT_BLANKS

_COLOURS = {"good": "32", "bad": "31", "warn": "33", "dim": "2", "bold": "1", "link": "36"}


def safe_text(text: object) -> str:
    """Text from a file, a feed or a switch with everything taken out that a terminal would obey."""
    return HIDDEN_BUT_BLANKS.sub("\N{REPLACEMENT CHARACTER}", str(text))


def _one_line(text: object) -> str:
    return safe_text(text).replace("\n", " ").replace("\t", " ")


def wants_colour(stream: TextIO, allowed: bool) -> bool:
    """Colour only on a terminal that can show it and for people who want it (no-color.org)."""
    if not allowed or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


class Screen:
    """Standard output for answers, standard error for everything else."""

    def __init__(self, colour: bool = True, quiet: bool = False, verbose: int = 0) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self._colour = {id(s): wants_colour(s, colour) for s in (sys.stdout, sys.stderr)}

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at standard output."""
        return sys.stdout.isatty()

    @property
    def width(self) -> int:
        """Columns of the terminal; a pipe is never cut."""
        return _columns(sys.stdout)

    def paint(self, text: object, style: str, stream: TextIO | None = None) -> str:
        """Safe text in a colour, where the stream shows colours."""
        shown = safe_text(text)
        if not self._colour.get(id(stream or sys.stdout)) or style not in _COLOURS:
            return shown
        return f"\x1b[{_COLOURS[style]}m{shown}\x1b[0m"

    def say(self, text: object = "", style: str = "") -> None:
        """A line of the answer; on a terminal a long one is broken between words, and what follows is set in."""
        self._lines(text, style, sys.stdout)

    def _lines(self, text: object, style: str, stream: TextIO) -> None:
        """One line, whatever stands in a name: nobody else may begin a line of his own."""
        for line in _broken(_one_line(text), _columns(stream)):
            _write(stream, self.paint(line, style, stream))

    def say_painted(self, text: str) -> None:
        """A line put together from `paint`ed parts."""
        _write(sys.stdout, text)

    def note(self, text: object, style: str = "") -> None:
        """A line beside the answer; silent with -q."""
        if not self.quiet:
            self._lines(text, style, sys.stderr)

    def complain(self, text: object, style: str = "") -> None:
        """A line that -q does not silence."""
        self._lines(text, style, sys.stderr)

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table that fits the terminal; in a pipe one record a line, tab-separated and uncut."""
        cells = [[safe_text("" if cell is None else cell) for cell in row] for row in rows]
        if self.is_terminal:
            self._rich_table(headers, cells)
            return
        for row in cells:
            _write(sys.stdout, "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row))

    def _rich_table(self, headers: Sequence[str], rows: list[list[str]]) -> None:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        for header in headers:
            table.add_column(Text(header), overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        colour: Any = None if self._colour.get(id(sys.stdout)) else True
        Console(file=sys.stdout, width=self.width, no_color=colour, highlight=False).print(table)


def _columns(stream: TextIO) -> int:
    """The width of a terminal; a pipe is never cut."""
    if not stream.isatty():
        return 10_000
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return 80


def _broken(text: str, width: int) -> list[str]:
    """A line as many as fit, broken between words; what follows the first is set in."""
    if len(text) <= width:
        return [text]
    import textwrap

    indent = " " * (len(text) - len(text.lstrip(" ")) + 2)
    found = textwrap.wrap(text, width, subsequent_indent=indent, drop_whitespace=True, break_on_hyphens=False)
    return found or [text]


def _write(stream: TextIO, line: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "replace").decode(encoding) + "\n")
