"""Changes single values in a YAML file by their position, so that comments and layout stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.storage.strict_yaml import Path, positions_of


def with_endpoints(text: str, endpoints: Mapping[Path, tuple[str, int]]) -> str:
    """The text with other addresses: each path leads to a `host:` value, which gets a `port:` beside it."""
    lines = text.split("\n")
    positions = positions_of(text)
    places = sorted(((positions.values[path], path) for path in endpoints), reverse=True)  # from the end, so that
    for (line, column), path in places:  # earlier positions stay true
        host, port = endpoints[path]
        lines[line - 1] = _edited(lines[line - 1], column - 1, positions.keys[path][1] - 1, host, port)
    return "\n".join(lines)


def _edited(line: str, at: int, key_at: int, host: str, port: int) -> str:
    """A block mapping gets a line of its own for the port, a flow mapping one more entry."""
    rest = line[at:]
    length = len(rest) - len(rest.lstrip("0123456789abcdefABCDEF.:-_ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ"))
    is_block = line[:key_at].strip() == ""
    extra = f"\n{' ' * key_at}port: {port}" if is_block else f", port: {port}"
    return line[:at] + host + extra + rest[length:]
