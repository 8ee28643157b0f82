"""From the text of the YAML files to typed records, with every mistake named; the only module that knows pydantic."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from switchrefresh.inventory.findings import Finding, Path, finding, suggest
from switchrefresh.inventory.model import Building, District, Switch
from switchrefresh.inventory.values import ID_PATTERN

T = TypeVar("T")
SUPPORTED_FORMAT = 1
_SECRET_KEY = re.compile(r"(password|passwd|secret|community|enable|pass|pw|psk|token|api_?key)", re.IGNORECASE)
# Names that Windows gives to devices: a file of that name cannot exist there.
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})


def read_district(data: Any) -> tuple[District | None, list[Finding]]:
    """district.yaml."""
    if isinstance(data, Mapping) and (newer := _newer_format(data)) is not None:
        return None, [newer]
    return _validate(District, data, ("district",))


def read_buildings(data: Any) -> tuple[dict[str, Building], list[Finding]]:
    """The mapping under `buildings:`."""
    return _each(Building, data, "buildings", lambda entry: entry)


def read_switches(data: Any) -> tuple[dict[str, Switch], list[Finding]]:
    """The mapping under `switches:`; `replacement: none` means that the switch stays."""
    return _each(Switch, data, "switches", _with_replacement)


def record_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of the record that a file holds: district, buildings or switches."""
    record = {"district": District, "buildings": Building, "switches": Switch}[kind]
    schema: dict[str, Any] = _adapter(record).json_schema()
    return schema


def _with_replacement(entry: Any) -> Any:
    if isinstance(entry, dict) and entry.get("replacement") == "none":
        return {**entry, "replacement": None}
    return entry


def _newer_format(data: Mapping[str, Any]) -> Finding | None:
    text = data.get("format", "1")
    if isinstance(text, str) and text.isdigit() and int(text) > SUPPORTED_FORMAT:
        message = f"format {text} is newer than this program, which reads up to {SUPPORTED_FORMAT}"
        return finding(("district", "format"), "newer-format", message, "update switchrefresh")
    return None


def _each(record: type[T], data: Any, root: str, prepare: Callable[[Any], Any]) -> tuple[dict[str, T], list[Finding]]:
    if not isinstance(data, Mapping):
        message = f"`{root}:` must hold a mapping of ids, like `hs:`"
        return {}, [finding((root,), "wrong-type", message, f"indent the ids below `{root}:`")]
    found: dict[str, T] = {}
    findings: list[Finding] = []
    for key, entry in data.items():
        findings.extend(_bad_id(key, (root, key)))
        value, wrong = _validate(record, prepare(entry), (root, key))
        findings.extend(wrong)
        if value is not None:
            found[key] = value
    return found, findings


def _bad_id(key: str, path: Path) -> list[Finding]:
    if ID_PATTERN.fullmatch(key) and key.split(".", maxsplit=1)[0] not in _RESERVED:
        return []
    hint = "an id is 1 to 63 of a-z 0-9 . _ - and begins with a letter or digit"
    better = re.sub(r"[^a-z0-9._-]+", "-", key.lower()).strip("-._")
    hint += f'; for example "{better}"' if better and better != key and ID_PATTERN.fullmatch(better) else ""
    return [finding(path, "bad-id", f'"{key}" is not a usable id', hint, on_key=True)]


@cache
def _adapter(record: type[Any]) -> Any:
    """The validator of a record; building one costs more than a hundred validations."""
    from pydantic import TypeAdapter

    return TypeAdapter(record)


def _validate(record: type[T], data: Any, root: Path) -> tuple[T | None, list[Finding]]:
    from pydantic import ValidationError

    if not isinstance(data, Mapping):
        what = "empty" if data is None else "not a mapping"
        return None, [finding(root, "wrong-type", f"{_words(root)} is {what}", "write `key: value` lines below it")]
    try:
        value: T = _adapter(record).validate_python(data)  # type: ignore[arg-type]  # a class is hashable
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_translate(record, detail, root) for detail in details]
    return value, []


def _translate(record: type[Any], detail: Any, root: Path) -> Finding:
    loc = tuple(part for part in detail["loc"] if part != "[key]")
    path = (*root, *loc)
    kind = detail["type"]
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return _unknown_key(record, loc, path)
    if kind in {"missing", "missing_argument"}:
        message = f'"{loc[-1]}" is missing from {_words(path[:-1])}'
        return finding(path[:-1], "missing-key", message, f"add `{loc[-1]}:`", on_key=True)
    if "[key]" in detail["loc"]:
        hint = _choices(detail)
        return finding(path, "unknown-key", f'"{loc[-1]}" is not known in {_words(path[:-1])}', hint, on_key=True)
    return finding(path, *_wrong_value(detail, path))


def _unknown_key(record: type[Any], loc: Path, path: Path) -> Finding:
    key = str(loc[-1])
    known = _keys_at(record, loc[:-1])
    if _SECRET_KEY.fullmatch(key) and key not in known:
        hint = "use the prompt, --password-file, $SWITCHREFRESH_PASSWORD, a keyring or an SSH key; delete it here"
        return finding(path, "secret-in-file", f'"{key}": secrets never live in these files', hint, on_key=True)
    hint = suggest(key, known, "keys here")
    return finding(path, "unknown-key", f'"{key}" is not a key of {_words(path[:-1])}', hint, on_key=True)


def _wrong_value(detail: Any, path: Path) -> tuple[str, str, str | None]:
    kind, given = detail["type"], detail["input"]
    name = _words(path)
    if kind == "value_error":
        message = str(detail["ctx"]["error"])
        before, semicolon, hint = message.partition("; ")
        return "bad-value", f"{name}: {before}", hint if semicolon else None
    if kind in {"enum", "literal_error"}:
        return "bad-value", f'{name}: "{given}" is not one of the words used here', _choices(detail)
    if given is None:
        return "wrong-type", f"{name} is empty", "write a value, or delete the key"
    wanted = {
        "string_type": "one word or text",
        "tuple_type": "a list",
        "list_type": "a list",
        "dict_type": "a mapping",
        "mapping_type": "a mapping",
        "dataclass_type": "a mapping",
        "float_parsing": "a number",
        "float_type": "a number",
        "int_parsing": "a whole number",
    }.get(kind)
    if wanted:
        return "wrong-type", f"{name} must be {wanted}", _example(kind)
    return "bad-value", f"{name}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", None


def _example(kind: str) -> str | None:
    return {"tuple_type": "write it in brackets: [a, b]", "list_type": "write it in brackets: [a, b]"}.get(kind)


def _choices(detail: Any) -> str:
    expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
    names = [name.strip() for name in expected.split(",") if name.strip()]
    return suggest(str(detail["input"]), names, "possible")


def _words(path: Path) -> str:
    """A path as people would say it: `crews.tech.hours`."""
    parts = [str(part) for part in path]
    if parts[:1] == ["district"]:
        return ".".join(parts[1:]) or "district.yaml"
    if parts[:1] in (["buildings"], ["switches"]) and len(parts) > 1:
        what = "building" if parts[0] == "buildings" else "switch"
        return f"{what} {parts[1]}" + (f", {'.'.join(parts[2:])}" if parts[2:] else "")
    return ".".join(parts)


def _keys_at(record: Any, loc: Path) -> list[str]:
    """The keys that a record has at a place inside it."""
    for step in loc:
        record = _inside(record, step)
    record = _dataclass_in(record)
    return [f.name for f in fields(record)] if record is not None else []


def _inside(record: Any, step: str | int) -> Any:
    if get_origin(record) in {Mapping, dict}:
        return get_args(record)[1]
    known = _dataclass_in(record)
    if known is not None and isinstance(step, str):
        return get_type_hints(known).get(step)
    return record


def _dataclass_in(hint: Any) -> Any:
    """The dataclass inside `X | None`, `tuple[X, ...]` or `Mapping[str, X]`."""
    if is_dataclass(hint):
        return hint
    if get_origin(hint) is None:
        return None
    return next((found for arg in get_args(hint) if (found := _dataclass_in(arg)) is not None), None)
