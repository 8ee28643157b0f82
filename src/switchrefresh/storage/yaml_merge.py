"""Writes values into a YAML file by their places, so that comments, order and layout of all else stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Path = tuple[str, ...]
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/()&+-]*[A-Za-z0-9)+]|[A-Za-z]|\d+(?:\.\d+){3}")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_INLINE = {"replacement", "feeds", "bells"}  # groups that read best on one line
STEP = 2


def with_values(text: str, root: str, values: Iterable[tuple[Path, Any]]) -> str:
    """The text with these values below its `root` key; a path that is not there is added where its parent ends.

    Raises KeyError when a parent is missing, ValueError when the file's root is not a mapping.
    """
    import yaml

    node = yaml.compose(text, Loader=yaml.SafeLoader)
    top = _children(node).get(root) if isinstance(node, yaml.MappingNode) else None
    if node is None or top is None or not isinstance(top[1], yaml.MappingNode) or not top[1].value:
        return _fresh(text, root, top is not None, values)
    edits: dict[tuple[int, int], list[str]] = {}
    for path, value in values:
        start, end, new = _edit(text, top[1], path, value)
        pieces = edits.setdefault((start, end), [])
        pieces.append(f", {new}" if pieces and not new.startswith((", ", "\n", " ")) else new)
    for (start, end), pieces in sorted(edits.items(), reverse=True):
        text = text[:start] + "".join(pieces) + text[end:]
    return text


def entry_text(key: str, value: Any, indent: int) -> str:
    """One key with its value as lines, block style outside and one line inside."""
    pad = " " * indent
    if not isinstance(value, Mapping):
        return f"{pad}{scalar(key)}: {scalar(value)}\n"
    is_deep = indent >= 3 * STEP and not any(isinstance(v, Mapping) for v in value.values())
    if key in _INLINE or is_deep or not value:
        return f"{pad}{scalar(key)}: {_flow(value)}\n"
    inside = "".join(entry_text(k, v, indent + STEP) for k, v in value.items())
    return f"{pad}{scalar(key)}:\n{inside}"


def scalar(value: Any) -> str:
    """A text that every YAML reader takes for that text: never a number, a date or a yes."""
    text = str(value)
    if _PLAIN.fullmatch(text) and text.casefold() not in _RESERVED:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _flow(value: Mapping[str, Any]) -> str:
    parts = [f"{scalar(k)}: {_flow(v) if isinstance(v, Mapping) else scalar(v)}" for k, v in value.items()]
    return "{" + ", ".join(parts) + "}"


def _fresh(text: str, root: str, has_key: bool, values: Iterable[tuple[Path, Any]]) -> str:
    """A file without entries yet."""
    entries = "".join(entry_text(path[0], value, STEP) for path, value in values if len(path) == 1)
    if has_key:
        head = re.sub(rf"(?m)^{re.escape(root)}:[ \t]*(?:\{{\}}|null|~)?[ \t]*$", f"{root}:", text, count=1)
        return head.rstrip("\n") + f"\n{entries}"
    return f"{text.rstrip()}\n{root}:\n{entries}".lstrip("\n")


def _children(node: Any) -> dict[str, tuple[Any, Any]]:
    return {key.value: (key, value) for key, value in node.value}


def _edit(text: str, top: Any, path: Path, value: Any) -> tuple[int, int, str]:
    """Start, end and replacement of the one stretch of text that changes."""
    parent = top
    for key in path[:-1]:
        parent = _children(parent)[key][1]
    found = _children(parent).get(path[-1])
    if found is not None:
        start, end = found[1].start_mark.index, found[1].end_mark.index
        new = _flow(value) if isinstance(value, Mapping) else scalar(value)
        return (start, end, new) if end > start else (start, end, f" {new}" if text[start - 1 : start] == ":" else new)
    return _addition(text, parent, path[-1], value)


def _addition(text: str, parent: Any, key: str, value: Any) -> tuple[int, int, str]:
    last = _end(parent)
    if parent.flow_style:
        shown = _flow(value) if isinstance(value, Mapping) else scalar(value)
        return last, last, f"{', ' if parent.value else ''}{scalar(key)}: {shown}"
    indent = parent.value[0][0].start_mark.column
    line_end = text.find("\n", last)
    at = len(text) if line_end < 0 else line_end + 1
    lead = "" if at == 0 or text[at - 1 : at] == "\n" else "\n"
    return at, at, lead + entry_text(key, value, indent)


def _end(node: Any) -> int:
    """Where the last thing inside a node ends; a block's own mark stands after the comments that follow it."""
    children: Sequence[Any] = getattr(node, "value", ())
    if isinstance(children, list):
        if node.flow_style:
            last = children[-1] if children else None
            tail = last[1] if isinstance(last, tuple) else last
            return int(tail.end_mark.index) if tail is not None else int(node.end_mark.index) - 1
        if children:
            last = children[-1]
            return _whole_end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _whole_end(node: Any) -> int:
    """The same for a node inside a block: a flow group ends behind its bracket."""
    if isinstance(getattr(node, "value", None), list) and not node.flow_style:
        return _end(node)
    return int(node.end_mark.index)
