"""A list of switches, messy as it is kept, as entries of ours: what was taken, what was assumed, what was not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from switchrefresh.importers import cells
from switchrefresh.importers.columns import recognise
from switchrefresh.importers.model_names import UNMANAGED, read_model, size_of
from switchrefresh.importers.places import closet_of, kind_of, name_buildings
from switchrefresh.importers.proposal import Gap, Odd, Proposal, make_id, without_empty
from switchrefresh.importers.sheets import Row, Sheet

_FEEDS = ("aps", "phones", "cameras", "doors")
_ROLES = {"core": "core", "dist": "distribution", "distribution": "distribution", "access": "access", "edge": "access"}
_TOLD = ("building", "closet", "switch", "host", "model", "serial")
_SIZES = (8, 12, 16, 24, 48)


@dataclass(frozen=True)
class Remembered:
    """What a person said the last time: headings, names of buildings, and replacements by kind of switch."""

    columns: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    replacements: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # key -> (model, platform); "none" stays


@dataclass
class _Reading:
    """The list while it is read."""

    aliases: Mapping[str, str]
    names: dict[str, str] = field(default_factory=dict)  # any spelling, folded -> switch id
    switches: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # switch id -> where it was read
    hosts: dict[str, str] = field(default_factory=dict)
    rooms: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    sizes: dict[str, int | None] = field(default_factory=dict)
    odd: list[Odd] = field(default_factory=list)
    guesses: dict[str, Counter[str]] = field(default_factory=dict)


def read_switch_list(sheets: Sequence[Sheet], known: Mapping[str, str], remembered: Remembered) -> Proposal:
    """Everything the list says. `known` are the buildings that the folder has already, id -> name."""
    columns: dict[str, str] = {}
    rows: list[tuple[Row, dict[str, str]]] = []
    unused: list[str] = []
    for sheet in sheets:
        own = recognise(sheet.headings, remembered.columns)
        columns |= own
        unused += [h for h in sheet.headings if h not in own]
        for row in sheet.rows:
            values = {word: row.cells.get(heading, "") for heading, word in own.items()}
            values.setdefault("building", sheet.title)  # a sheet a campus
            rows.append((replace(row, text=_told(values)), values))
    pairs = [(cells.said(v["building"]), v["switch"]) for _, v in rows if cells.said(v.get("switch", ""))]
    aliases = {**name_buildings(pairs, known), **{k: v for k, v in remembered.aliases.items() if v}}
    reading = _Reading(aliases)
    for row, values in rows:
        _take(reading, row, values)
    _link(reading)
    gaps = _replace(reading, remembered.replacements)
    return Proposal(
        buildings=_buildings(reading),
        switches={key: without_empty(entry) for key, entry in reading.switches.items()},
        columns=columns,
        unused_columns=tuple(dict.fromkeys(unused)),
        aliases=aliases,
        odd=tuple(reading.odd),
        assumed=tuple(_assumed(reading)),
        gaps=gaps,
    )


def _told(values: Mapping[str, str]) -> str:
    """A row as a person would know it again, without its note: that may hold a password."""
    return ", ".join(values[word] for word in _TOLD if values.get(word))[:100]


def _take(reading: _Reading, row: Row, values: Mapping[str, str]) -> None:
    """One row becomes one switch, or is named as odd."""
    name, building = cells.said(values.get("switch", "")), cells.said(values["building"])
    key = make_id(name)
    if not key:
        reading.odd.append(Odd(row.where, row.text, "there is no switch name in it", taken=False))
        return
    if key in reading.switches:
        _twice(reading, row, key)
        return
    if not building:
        reading.odd.append(Odd(row.where, row.text, "it names no building", taken=False))
        return
    closet, room = closet_of(cells.said(values.get("closet", "")), name)
    room = room or cells.said(values.get("room", ""))
    key_of_building = reading.aliases[building]
    if closet:
        reading.rooms.setdefault((key_of_building, closet), Counter()).update([room] if room else [])
    reading.switches[key] = _entry(reading, row, values, key, key_of_building, closet)
    reading.places[key] = row.where
    reading.names[name.casefold()] = key


def _entry(
    reading: _Reading, row: Row, values: Mapping[str, str], key: str, building: str, closet: str
) -> dict[str, Any]:
    ports = cells.whole(values.get("ports", ""))
    text = " ".join(part for part in (cells.said(values.get("vendor", "")), values.get("model", "")) if part)
    model = read_model(text, ports, cells.is_yes(values.get("poe", "")))
    platform = make_id(values.get("platform", "")).replace("-", "_") or model.platform or UNMANAGED
    if model.guessed and model.model:
        reading.guesses.setdefault(f'"{" ".join(text.split())}"', Counter())[model.model] += 1
    if not (model.platform or values.get("platform")):
        why = f'nothing says which OS "{text}" runs: taken as unmanaged, never contacted'
        reading.odd.append(Odd(row.where, row.text, why))
    reading.sizes[key] = ports or size_of(text, model.model)
    return {
        "building": building,
        "closet": closet,
        "host": _host(reading, row, values, key, platform),
        "platform": platform,
        "model": model.model,
        "serial": _serial(reading, row, values),
        "asset_tag": cells.said(values.get("asset_tag", "")),
        "role": _role(values.get("role", ""), key),
        "members": _members(values),
        "uplink": cells.said(values.get("uplink", "")),
        "feeds": {f: str(n) for f in _FEEDS if (n := cells.whole(values.get(f, "")))},
        "priority": _priority(values),
        "notes": _note(reading, row, values),
        "replacement": _named_replacement(values),
    }


def _host(reading: _Reading, row: Row, values: Mapping[str, str], key: str, platform: str) -> str:
    text = cells.said(values.get("host", ""))
    found = cells.address(text)
    if text and not found:
        reading.odd.append(Odd(row.where, row.text, f'"{text}" is no IP address: left out'))
    if not found and platform not in {UNMANAGED, "cloud"}:
        reading.odd.append(Odd(row.where, row.text, "it has no address: it is planned, but cannot be backed up"))
    if found and found in reading.hosts:
        why = f"{found} is also the address of {reading.hosts[found]}: left out"
        reading.odd.append(Odd(row.where, row.text, why))
        return ""
    if found:
        reading.hosts[found] = key
    return found


def _serial(reading: _Reading, row: Row, values: Mapping[str, str]) -> str:
    text = cells.said(values.get("serial", ""))
    if cells.is_rounded(text):
        reading.odd.append(Odd(row.where, row.text, f"the spreadsheet has rounded the serial ({text}): left out"))
        return ""
    return text


def _note(reading: _Reading, row: Row, values: Mapping[str, str]) -> str:
    text = cells.said(values.get("notes", ""))
    if text and cells.may_hold_secret(text):
        reading.odd.append(Odd(row.where, row.text, "its note speaks of a login: the note was dropped"))
        return ""
    return text


def _role(text: str, key: str) -> str:
    for word, role in _ROLES.items():
        if word in text.casefold():
            return role
    parts = key.replace("_", "-").replace(".", "-").split("-")
    return next((role for word, role in _ROLES.items() if any(p.startswith(word) for p in parts)), "access")


def _members(values: Mapping[str, str]) -> str:
    count = cells.whole(values.get("members", "")) or 1
    return str(count) if 1 < count < 99 else ""


def _priority(values: Mapping[str, str]) -> str:
    number = cells.whole(values.get("priority", ""))
    return str(number) if number is not None and 1 <= number <= 9 else ""


def _named_replacement(values: Mapping[str, str]) -> dict[str, str] | str:
    text = cells.said(values.get("new_model", ""))
    if not text:
        return ""
    if text.casefold() in {"keep", "stays", "no", "none"}:
        return "none"
    new = read_model(text, cells.whole(values.get("ports", "")), cells.is_yes(values.get("poe", "")))
    found = {"model": new.model, "platform": new.platform or UNMANAGED}
    found["serial"] = cells.said(values.get("new_serial", ""))
    found["asset_tag"] = cells.said(values.get("new_asset_tag", ""))
    return without_empty(found)


def _twice(reading: _Reading, row: Row, key: str) -> None:
    why = f"{key} stands already in {reading.places[key]} (names differ in case only at most): this row was not taken"
    reading.odd.append(Odd(row.where, row.text, why, taken=False))


def _link(reading: _Reading) -> None:
    """Uplinks by any spelling; one that names nothing here is left out."""
    for key, entry in reading.switches.items():
        text = entry["uplink"]
        if not text:
            continue
        parent = reading.names.get(text.casefold()) or make_id(text)
        if parent not in reading.switches or parent == key:
            reading.odd.append(Odd(reading.places[key], key, f'its uplink "{text}" is no switch of the list: left out'))
            parent = ""
        entry["uplink"] = parent


def kind_key(entry: Mapping[str, Any], ports: int | None) -> str:
    """Under which key a replacement is asked for: `core` (`core-48` where 24 ports would not do), else the size."""
    if entry.get("role") == "core":
        return "core-48" if ports is not None and ports > 28 else "core"
    if ports is None:
        return "other"
    return str(next((size for size in _SIZES if ports <= size + 4), 48))


def _replace(reading: _Reading, answers: Mapping[str, tuple[str, str]]) -> tuple[Gap, ...]:
    """Replacements that a person named by kind; the kinds without one are questions."""
    gaps: dict[str, list[str]] = {}
    for key, entry in reading.switches.items():
        if entry["replacement"]:
            continue
        kind = kind_key(entry, reading.sizes[key])
        found = answers.get(kind) or answers.get(kind.partition("-")[0])  # `core` answers for every core
        if found is not None:
            model, platform = found
            entry["replacement"] = "none" if model == "none" else {"model": model, "platform": platform}
        else:
            gaps.setdefault(kind, []).append(key)
        if isinstance(entry["replacement"], dict) and entry["host"]:
            entry["replacement"] = {**entry["replacement"], "host": entry["host"]}
    return tuple(Gap(kind, tuple(names)) for kind, names in sorted(gaps.items()))


def _buildings(reading: _Reading) -> dict[str, dict[str, Any]]:
    """The buildings with their closets; the longest of a building's names is its name."""
    names: dict[str, list[str]] = {}
    for name, key in reading.aliases.items():
        names.setdefault(key, []).append(name)
    used = dict.fromkeys(entry["building"] for entry in reading.switches.values())
    found = {}
    for key in used:
        name = max(names.get(key, [key]), key=lambda n: (len(n), n))
        closets = {}
        for (building, closet), rooms in sorted(reading.rooms.items()):
            if building == key:
                room = rooms.most_common(1)[0][0] if rooms else ""
                closets[closet] = without_empty({"name": closet.upper(), "room": room})
        found[key] = without_empty({"name": name, "kind": kind_of(name)[0], "closets": closets})
    return found


def _assumed(reading: _Reading) -> Iterable[str]:
    """Sentences to read once."""
    by_key: dict[str, list[str]] = {}
    for name, key in reading.aliases.items():
        by_key.setdefault(key, []).append(name)
    for key, names in by_key.items():
        if len(names) > 1:
            yield f"{' and '.join(sorted(names, key=len))} are one building: {key}"
        name = max(names, key=len)
        if kind_of(name)[1]:
            yield f"{name}: nothing in its name says what kind of school it is; taken as k12"
    for text, found in sorted(reading.guesses.items()):
        yield f"{text} is taken as {', '.join(f'{model} ({count} x)' for model, count in found.most_common())}"
