"""import netbox|oxidized|nornir|lldp: what another program or the network itself knows, as entries of ours."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from switchrefresh.commands.import_list import Found, known_buildings, merge
from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.proof_states import read_snapshot
from switchrefresh.commands.result import Result
from switchrefresh.errors import InputError, UsageError
from switchrefresh.importers.foreign import Foreign, as_sheet, with_words
from switchrefresh.importers.lldp import Standing, read_neighbors
from switchrefresh.importers.netbox import fetch_devices, read_export
from switchrefresh.importers.nornir import read_nornir
from switchrefresh.importers.oxidized import read_router_db
from switchrefresh.importers.sheets import read_csv_sheet
from switchrefresh.importers.switch_list import Remembered, read_switch_list
from switchrefresh.platforms.registry import known_platforms
from switchrefresh.snapshots.state import Neighbor
from switchrefresh.storage.import_memory import load_answers
from switchrefresh.storage.project import Project, find_project, read_bytes
from switchrefresh.storage.snapshot_store import SnapshotStore
from switchrefresh.storage.strict_yaml import MAX_BYTES, read_yaml

LONGEST = 64 * 1024 * 1024
TOKEN = "NETBOX_TOKEN"  # noqa: S105 - the name of an environment variable
EXAMPLES = {
    "netbox": "switchrefresh import netbox devices.csv --dry-run",
    "oxidized": "switchrefresh import oxidized router.db --dry-run",
    "nornir": "switchrefresh import nornir inventory/ --dry-run",
    "lldp": "switchrefresh import lldp hs-mdf-core1 --dry-run",
}


def run(directory: str | None, kind: str, source: str | None, only_say: bool) -> Result:
    """Read it, show what it means, and write what it adds or changes; hand edits stand."""
    if source is None:
        raise UsageError(f"import {kind} needs to know from where", EXAMPLES[kind])
    if kind == "lldp":
        return _from_neighbors(directory, source, only_say)
    project = find_project(directory)
    read = {"netbox": _netbox, "oxidized": _oxidized, "nornir": _nornir}[kind]
    return _merged(project, kind, source, read(source), only_say)


def _merged(
    project: Project, kind: str, source: str, found: Foreign, only_say: bool, uplinks: Mapping[str, str] | None = None
) -> Result:
    known = known_buildings(project)
    ids = {key: key for key in known}
    answers = load_answers(project, kind)
    proposal = read_switch_list((as_sheet(found, ids),), known, Remembered(aliases=answers.get("buildings", {})))
    proposal = with_words(proposal, found)
    if uplinks:
        entries = {key: {**entry, **_uplink(key, uplinks)} for key, entry in proposal.switches.items()}
        entries |= {key: {"uplink": parent} for key, parent in uplinks.items() if key not in entries}
        proposal = replace(proposal, switches=entries)
    return merge(project, kind, source, Found(proposal, {}), only_say, memory=kind)


def _uplink(key: str, uplinks: Mapping[str, str]) -> dict[str, str]:
    return {"uplink": uplinks[key]} if key in uplinks else {}


def _netbox(source: str) -> Foreign:
    if source.startswith(("http://", "https://")):
        return fetch_devices(source, os.environ.get(TOKEN), known_platforms())
    raw = read_bytes(Path(source), source, LONGEST)
    [sheet] = read_csv_sheet(raw, lambda cells: len({c.strip().casefold() for c in cells} & _HEADINGS))
    return read_export(sheet, known_platforms())


_HEADINGS = {"name", "site", "role", "device role", "device_role", "type", "device type", "device_type", "status"}


def _oxidized(source: str) -> Foreign:
    text = read_bytes(Path(source), source, LONGEST).decode("utf-8", errors="replace")
    return read_router_db(text, known_platforms())


def _nornir(source: str) -> Foreign:
    folder = Path(source)
    if not folder.is_dir():
        raise UsageError(f"{source} is no folder", "name the folder with hosts.yaml")
    inside = folder if (folder / "hosts.yaml").exists() else folder / "inventory"
    trees = [
        _tree(inside / name, needed=name == "hosts.yaml") for name in ("hosts.yaml", "groups.yaml", "defaults.yaml")
    ]
    return read_nornir(trees[0], trees[1], trees[2], known_platforms())


def _tree(path: Path, needed: bool) -> Mapping[str, Any]:
    if not needed and not path.exists():
        return {}
    document = read_yaml(path.name, read_bytes(path, path.name, MAX_BYTES))
    if any(problem.is_error for problem in document.problems):
        raise InputError(f"{path.name} cannot be read", "correct it", problems=document.problems)
    return document.data if isinstance(document.data, Mapping) else {}


def _from_neighbors(directory: str | None, core: str, only_say: bool) -> Result:
    """Walk outwards from a switch over all that have been pulled; nobody is contacted."""
    opened = open_folder(directory, without_checks=True)
    switches = opened.inventory.switches
    if core not in switches:
        raise UsageError(f'there is no switch "{core}"', "name one switch; import lldp walks outwards from it")
    known = {key: Standing(s.hostname or key, s.host or "", s.uplink or "") for key, s in switches.items()}
    tree = list(_walk(opened, core))
    if not tree:
        hint = f"pull it first: switchrefresh backup {core}"
        raise UsageError(f"{core} has not said yet whom it hears", hint, code="no-neighbors")
    seen = read_neighbors(tree, known)
    return _merged(opened.project, "lldp", core, seen.foreign, only_say, seen.uplinks)


def _walk(opened: Opened, core: str) -> Iterator[tuple[str, tuple[Neighbor, ...]]]:
    """Switches with a stored pull, from the core outwards, each with its neighbors."""
    store = SnapshotStore(opened.project.snapshots)
    names = {(s.hostname or key).casefold(): key for key, s in opened.inventory.switches.items()}
    waiting, seen = [core], {core}
    while waiting:
        key = waiting.pop(0)
        ids = store.ids(key)
        neighbors = read_snapshot(store, ids[-1]).state.neighbors if ids else ()
        if neighbors:
            yield key, neighbors
        for neighbor in neighbors:
            other = names.get(neighbor.system.split(".")[0].casefold(), "")
            if other and other not in seen:
                seen.add(other)
                waiting.append(other)
