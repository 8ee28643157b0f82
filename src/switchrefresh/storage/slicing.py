"""A part of a district folder that a visiting crew can work with: only what its windows need, nothing private."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from switchrefresh.storage.entries import read_entries
from switchrefresh.storage.project import DISTRICT_FILE, Project, read_bytes
from switchrefresh.storage.strict_yaml import MAX_BYTES, read_yaml

_HEAD = "# A slice of the district's folder for a visiting crew. Corrections belong into the folder it came from.\n"
_LEFT_OUT = {"notes"}  # remarks of people: where passwords are found first
_DISTRICT_LEFT_OUT = {"calendars", "freezes"}  # the slice has its own feed; whose closure it is, is nobody's business


@dataclass(frozen=True)
class Slice:
    """What belongs into the slice; `days` are feed rows by building: {dates, title, kind} and {dates, start, end}."""

    switches: frozenset[str]
    buildings: frozenset[str]
    crews: frozenset[str]
    days: Mapping[str, tuple[Mapping[str, str], ...]]


def sliced_folder(project: Project, part: Slice) -> dict[str, bytes]:
    """The files of the slice by their name; comments of the originals are not taken along."""
    switches = _entries(project, "switches", part.switches)
    buildings = _entries(project, "buildings", part.buildings)
    for key, entry in buildings.items():
        entry.pop("calendars", None)
        if part.days.get(key):
            entry["calendars"] = [{"path": f"calendars/{key}.yaml", "role": "school"}]
    for entry in switches.values():
        for name in ("uplink", "redundant_with"):
            if entry.get(name) not in part.switches:
                entry.pop(name, None)
    files = {
        DISTRICT_FILE: _dump(_district(project, part)),
        "buildings.yaml": _dump({"buildings": buildings}),
        "switches.yaml": _dump({"switches": switches}),
    }
    files |= {f"calendars/{key}.yaml": _dump([dict(row) for row in rows]) for key, rows in part.days.items() if rows}
    return files | _portmaps(project, switches.values())


def _entries(project: Project, root: str, wanted: Iterable[str]) -> dict[str, dict[str, Any]]:
    found = {key: entry for file in read_entries(project, root) for key, entry in file.entries.items()}
    return {key: {k: v for k, v in found[key].items() if k not in _LEFT_OUT} for key in found if key in set(wanted)}


def _district(project: Project, part: Slice) -> dict[str, Any]:
    raw = read_bytes(project.root / DISTRICT_FILE, DISTRICT_FILE, MAX_BYTES)
    data = {k: v for k, v in read_yaml(DISTRICT_FILE, raw).data.items() if k not in _DISTRICT_LEFT_OUT}
    crews = data.get("crews")
    if isinstance(crews, Mapping):
        data["crews"] = {key: crew for key, crew in crews.items() if key in part.crews}
    policy = data.get("policy")
    if isinstance(policy, Mapping):
        data["policy"] = {k: v for k, v in policy.items() if k != "pilot"}  # whether it has rested was decided before
    return data


def _portmaps(project: Project, switches: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    found = {}
    for switch in switches:
        new = switch.get("replacement")
        name = new.get("portmap") if isinstance(new, Mapping) else None
        path = project.inside(name) if isinstance(name, str) else None
        if name and path is not None and path.is_file():
            found[name] = read_bytes(path, name, MAX_BYTES)
    return found


def _dump(data: Any) -> bytes:
    import yaml

    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)
    return (_HEAD + text).encode()
