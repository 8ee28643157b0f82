"""JSON Schemas for editors: what may stand in the files of a district, from the records that read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

DIALECT = "http://json-schema.org/draft-07/schema#"
# A scalar is written as people write it (`45m`, `1`, `true`) and typed by the program; an editor sees YAML's own types.
SCALAR = ["string", "number", "boolean"]
_DROPPED = ("title", "default")


def file_schema(kind: str, record: Mapping[str, Any], platforms: Sequence[str]) -> dict[str, Any]:
    """The schema of one file, from the schema of its record (a district, one building, one switch)."""
    own = {key: value for key, value in record.items() if key != "$defs"}
    inside = _plain(own, platforms)
    if kind == "switches":
        replaced = inside["properties"]["replacement"]
        inside["properties"]["replacement"] = {"anyOf": [{"const": "none"}, replaced]}
    head: dict[str, Any] = {"$schema": DIALECT, "title": f"switchrefresh {kind}.yaml"}
    if kind != "district":
        entries = {"type": "object", "additionalProperties": inside}
        inside = {"type": "object", "properties": {kind: entries}, "additionalProperties": False}
    definitions = {name: _plain(value, platforms) for name, value in record.get("$defs", {}).items()}
    return {**head, **inside, "definitions": definitions}


def _plain(node: Any, platforms: Sequence[str]) -> Any:
    """Draft 7, which both VS Code and JetBrains understand whole: loose scalars, keys of mappings to complete."""
    if isinstance(node, list):
        return [_plain(item, platforms) for item in node]
    if not isinstance(node, Mapping):
        return node.replace("#/$defs/", "#/definitions/") if isinstance(node, str) else node
    found: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            found[key] = {name: _property(name, inner, platforms) for name, inner in value.items()}
        elif key == "prefixItems":
            found["items"] = _plain(value, platforms)
        elif key not in _DROPPED:
            found[key] = _plain(value, platforms)
    if found.get("type") == "string" and not {"enum", "const"} & found.keys():
        found["type"] = list(SCALAR)
    return found


def _property(name: str, node: Any, platforms: Sequence[str]) -> Any:
    if name == "platform":  # offered, not demanded: a recipe may come from another package
        return {"anyOf": [{"enum": [*platforms, "unmanaged", "cloud"]}, {"type": "string"}]}
    return _plain(node, platforms)
