"""A config's lines as the extractors read them, with a mark on each line whose meaning is in the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its outer blanks, and where it stands."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A line at the margin with the lines that belong to it."""

    head: Line
    children: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The line at the margin."""
        return self.head.text


@dataclass(slots=True)
class ConfigLines:
    """A config while it is being read; `used` are the numbers of the lines that the model holds or needs not hold."""

    lines: Sequence[str]
    used: set[int] = field(default_factory=set)

    def use(self, line: Line | Block) -> None:
        """This line's meaning is in the model."""
        self.used.add(line.head.number if isinstance(line, Block) else line.number)

    def flat(self) -> Iterator[Line]:
        """Every line that is not blank."""
        for number, text in enumerate(self.lines):
            if text.strip():
                yield Line(number, text.strip())

    def blocks(self, nested: Iterable[str] = ()) -> Iterator[Block]:
        """Lines at the margin with what is indented below; `nested` begin a block on an OS that does not indent."""
        openers = tuple(nested)
        head: Line | None = None
        children: list[Line] = []
        inside = False
        for number, text in enumerate(self.lines):
            line = Line(number, text.strip())
            if not line.text:
                continue
            if openers and not text[:1].isspace():
                ends = line.text in {"exit", "!"}
                belongs = inside and not ends and not line.text.startswith(openers)
                inside = not ends and (belongs or line.text.startswith(openers))
            else:
                belongs = text[:1].isspace()
            if belongs:
                children.append(line)
                continue
            if head is not None:
                yield Block(head, tuple(children))
            head, children = line, []
        if head is not None:
            yield Block(head, tuple(children))
