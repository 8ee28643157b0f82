"""Changes single values in a YAML file by their position, so that comments and layout stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.storage.strict_yaml import Path, positions_of

_PLAIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.:-_")


def with_endpoints(text: str, endpoints: Mapping[Path, tuple[str, int]]) -> str:
    """The text with other addresses: each path leads to a `host:` value; its `port:` is changed, or added beside it."""
    positions = positions_of(text)
    edits: list[tuple[int, int, int | None, str]] = []  # line, column of the value, column of the key for a new port
    for path, (host, port) in endpoints.items():
        line, column = positions.values[path]
        beside = (*path[:-1], "port")
        if beside in positions.values:
            edits += [(line, column, None, host), (*positions.values[beside], None, str(port))]
        else:
            edits.append((line, column, positions.keys[path][1], f"{host} {port}"))
    return _edited(text, edits)


def with_values(text: str, values: Mapping[Path, str]) -> str:
    """The text with other values: each path leads to a scalar."""
    positions = positions_of(text)
    return _edited(text, [(*positions.values[path], None, value) for path, value in values.items()])


def _edited(text: str, edits: list[tuple[int, int, int | None, str]]) -> str:
    lines = text.split("\n")
    for line, column, key, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):  # from the end, so that
        lines[line - 1] = _line(lines[line - 1], column - 1, key, new)  # earlier positions stay true
    return "\n".join(lines)


def _line(line: str, at: int, key: int | None, new: str) -> str:
    """A block mapping gets a line of its own for a new port, a flow mapping one more entry."""
    rest = line[at + _length(line[at:]) :]
    if key is None:
        return line[:at] + new + rest
    host, port = new.split(" ")
    is_block = line[: key - 1].strip() == ""
    extra = f"\n{' ' * (key - 1)}port: {port}" if is_block else f", port: {port}"
    return line[:at] + host + extra + rest


def _length(rest: str) -> int:
    """How long the scalar at the start of the rest of a line is."""
    if rest[:1] in {'"', "'"}:
        return rest.index(rest[0], 1) + 1
    return next((number for number, letter in enumerate(rest) if letter not in _PLAIN), len(rest))
