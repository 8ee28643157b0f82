"""YAML read as text only, with every trap of YAML refused by file, line and column, and positions on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from switchrefresh.problems import Problem, Where

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 30
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# C0 (but tab and line ends), DEL, C1, bidirectional marks and line separators: they lie to whoever reads the screen.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Positions:
    """Where each key and each value of a document stands, as (line, column) from 1."""

    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def of(self, path: Path, on_key: bool) -> tuple[int, int]:
        """The place of a path, or of the nearest thing around it that exists."""
        first, second = (self.keys, self.values) if on_key else (self.values, self.keys)
        while path:
            if (place := first.get(path) or second.get(path)) is not None:
                return place
            path, first, second = path[:-1], self.keys, self.values
        return self.values.get((), (1, 1))


@dataclass(frozen=True)
class Document:
    """What a file says: mappings, lists, text and None. `data` is None when a problem made it unusable."""

    file: str
    text: str
    data: Any
    problems: tuple[Problem, ...] = ()

    def locate(self, path: Path, on_key: bool = False) -> Where:
        """The file, line and column of a path; reads the text once more, so only mistakes pay for it."""
        return Where(self.file, *positions_of(self.text).of(path, on_key))


class _GuardError(Exception):
    """Raised inside the builder when going on would be unsafe."""


def read_yaml(file: str, raw: bytes) -> Document:
    """Read one file; all its problems are in the document, each with its place."""
    if len(raw) > MAX_BYTES:
        return _refused(
            file, "", "file-too-large", f"{file} is larger than 16 MiB", "split switches over switches/*.yaml"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _refused(file, "", "not-utf8", "this is not UTF-8 text", "save the file as UTF-8", line, 1)
    if (hostile := _HOSTILE.search(text)) is not None:
        line, column = _place(text, hostile.start())
        message = f"a control or direction character (U+{ord(hostile[0]):04X}) hides here"
        return _refused(file, text, "bad-character", message, "delete it and type the text again", line, column)
    return _build(file, text)


def _build(file: str, text: str) -> Document:
    import yaml

    builder = _Builder(file, text)
    try:
        data = builder.document(_events(text))
    except _GuardError:
        data = None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = str(getattr(error, "problem", None) or error).splitlines()[0]
        hint = "check the indentation, quotes and brackets around this line"
        return _refused(file, text, "yaml-syntax", f"this is not valid YAML: {what}", hint, line, column)
    return Document(file, text, None if builder.fatal else data, tuple(builder.problems))


def _events(text: str) -> Iterator[Any]:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return iter(yaml.parse(text, Loader=loader))


@lru_cache(maxsize=512)
def positions_of(text: str) -> Positions:
    """Line and column of every key and value; the text is known to parse."""
    import yaml

    builder = _Builder("", text, with_positions=True)
    try:
        builder.document(_events(text))
    except (_GuardError, yaml.YAMLError):
        return builder.positions
    return builder.positions


class _Builder:
    """Builds plain data out of parser events, so that nesting, aliases and tags are judged before they cost a thing."""

    def __init__(self, file: str, text: str, with_positions: bool = False) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.fatal = False
        self.positions = Positions()
        self._keep = with_positions

    def document(self, events: Iterator[Any]) -> Any:
        import yaml

        data: Any = None
        seen = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self._stop(
                        "yaml-documents", event, "a second YAML document begins here", "keep one document a file"
                    )
            elif isinstance(event, yaml.NodeEvent):
                data = self._node(event, events, (), 0)
        return data

    def _node(self, event: Any, events: Iterator[Any], path: Path, depth: int) -> Any:
        import yaml

        self._guard(event, depth)
        if self._keep:
            self.positions.values.setdefault(path, _mark(event))  # of duplicates the first counts
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path, depth)
        return self._mapping(events, path, depth)

    def _scalar(self, event: Any) -> str | None:
        if not event.style and event.value in _NULLS:  # the C parser says '' where the Python one says None
            return None
        if (found := _HOSTILE.search(event.value)) is not None:
            message = f"a control or direction character (U+{ord(found[0]):04X}) hides here"
            self._note("bad-character", event, message, "delete it and type the text again")
        return str(event.value)

    def _sequence(self, events: Iterator[Any], path: Path, depth: int) -> list[Any]:
        import yaml

        found: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._node(event, events, (*path, len(found)), depth + 1))
        return found

    def _mapping(self, events: Iterator[Any], path: Path, depth: int) -> dict[str, Any]:
        import yaml

        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, lines)
            if self._keep:
                self.positions.keys.setdefault((*path, key), _mark(event))
            value = self._node(next(events), events, (*path, key), depth + 1)
            found.setdefault(key, value)
        return found

    def _key(self, event: Any, lines: dict[str, int]) -> str:
        import yaml

        if not isinstance(event, yaml.ScalarEvent):
            self._stop("yaml-key", event, "a key must be plain text", "write one word before the colon")
        self._guard(event, 0)
        if event.value == "<<" and not event.style:
            self._stop("yaml-merge-key", event, "merge keys (<<) are not read here", "write the values out")
        line = event.start_mark.line + 1
        if event.value in lines:
            first = lines[event.value]
            self._note(
                "duplicate-key",
                event,
                f'"{event.value}" stands here and in line {first}; only one can be meant',
                f"delete one of the lines {first} and {line}",
            )
        lines.setdefault(event.value, line)
        self._scalar(event)
        return str(event.value)

    def _guard(self, event: Any, depth: int) -> None:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            self._stop("yaml-alias", event, f"aliases (*{event.anchor}) are not read here", "write the value out")
        if event.anchor is not None:
            self._stop("yaml-alias", event, f"anchors (&{event.anchor}) are not read here", "write the value out")
        if getattr(event, "tag", None) not in {None, "!"}:
            self._stop(
                "yaml-tag", event, f"tags ({event.tag}) are not read here", "delete the tag; all values are text"
            )
        if depth > MAX_DEPTH:
            self._stop("yaml-depth", event, f"nested deeper than {MAX_DEPTH} levels", "this is not an inventory")

    def _note(self, code: str, event: Any, message: str, hint: str) -> None:
        line, column = _mark(event)
        where = Where(self.file, line, column)
        self.problems.append(Problem(code, message, hint=hint, where=where, frame=frame(self.text, line, column)))

    def _stop(self, code: str, event: Any, message: str, hint: str) -> None:
        self._note(code, event, message, hint)
        self.fatal = True
        raise _GuardError


def frame(text: str, line: int, column: int) -> tuple[str, ...]:
    """The line before, the line, and a caret under the place."""
    lines = text.splitlines()
    if not 1 <= line <= len(lines):
        return ()
    width = len(str(line))
    shown = [f"{n:>{width}} | {lines[n - 1][:160]}" for n in (line - 1, line) if n >= 1]
    marked = re.match(r"[\w./+-]+(?::\w+)*", lines[line - 1][column - 1 :])
    caret = "^" * max(1, len(marked[0]) if marked else 1)
    return (*shown, f"{'':>{width}} | {' ' * (column - 1)}{caret}") if column <= 160 else tuple(shown)


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _refused(file: str, text: str, code: str, message: str, hint: str, line: int = 0, column: int = 0) -> Document:
    shown = frame(text, line, column) if code not in {"bad-character"} else ()
    return Document(
        file, text, None, (Problem(code, message, hint=hint, where=Where(file, line, column), frame=shown),)
    )
