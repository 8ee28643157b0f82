"""A config as the tree its indentation shows: every line, with the lines that belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from re import Pattern

DEEPEST = 60  # columns; deeper text is laid side by side, so that no config can exhaust the stack


@dataclass(slots=True, eq=False)
class Block:
    """One line and what is indented below it; the root has depth -1 and no text."""

    text: str = ""
    depth: int = -1
    children: list[Block] = field(default_factory=list)

    def walk(self) -> Iterator[str]:
        """The line and all below it, from top to bottom, without recursion."""
        pending = [self]
        while pending:
            block = pending.pop()
            yield block.text
            pending.extend(reversed(block.children))


def indent_blocks(lines: Iterable[str], opener: Pattern[str] | None, closers: frozenset[str]) -> Iterator[str]:
    """The lines of an OS that does not indent, as one that does: what follows an opener belongs to it."""
    inside = False
    for line in lines:
        if opener is None:
            yield line
        elif opener.search(line):
            inside = True
            yield line
        elif line.strip() in closers:
            inside = False
            yield line
        else:
            yield f" {line}" if inside else line


def read_blocks(lines: Iterable[str], closers: frozenset[str]) -> Block:
    """The tree of a config. A closer (`exit`) belongs to the block above it, although it is not indented."""
    root = Block()
    path = [root]
    for line in lines:
        depth = min(len(line) - len(line.lstrip()), DEEPEST)
        while path[-1].depth >= depth:
            path.pop()
        parent = path[-1]
        if line.strip() in closers and parent.children:
            parent.children[-1].children.append(Block(line, depth))
            continue
        block = Block(line, depth)
        parent.children.append(block)
        path.append(block)
    return root
