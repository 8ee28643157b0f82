"""What a printed document is made of, before anybody decides how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from switchrefresh.hidden import HIDDEN

_BLANKS = re.compile(r"\s+")


def one_line(text: object) -> str:
    """Text from a file or a switch as one harmless line."""
    return _BLANKS.sub(" ", HIDDEN.sub(" ", str(text))).strip()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title. `breaks` asks for a new page before it."""

    text: str
    level: int = 2
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Warn:
    """A sentence that nobody may overlook."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Points in a row; `kind` is bullets, numbers or boxes to tick."""

    items: tuple[str, ...]
    kind: str = "bullets"  # bullets | numbers | boxes


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; without headings the first cell of each row is the row's own."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Commands:
    """Lines that are typed exactly as they stand."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A sticker with a code to scan: `code` is what the scanner reads, `text` what people read."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Stickers side by side."""

    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to fill in by hand, for a sign-off."""

    fields: tuple[str, ...]


Block = Heading | Paragraph | Warn | Listing | Table | Commands | Labels | Blanks


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document."""

    title: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    language: str = "en"
