"""show --draft-config: a first configuration for each replacement, from the newest config of the old switch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from switchrefresh.commands.opening import Opened
from switchrefresh.commands.proof_states import read_snapshot
from switchrefresh.documents.drafts.draft import Draft, can_write_for, draft_config, writable
from switchrefresh.documents.drafts.plan import HomeOf
from switchrefresh.inventory.model import Replacement, Switch
from switchrefresh.inventory.models import model_facts
from switchrefresh.platforms.recipe import Platform
from switchrefresh.platforms.registry import find_platform
from switchrefresh.problems import Problem
from switchrefresh.snapshots.reading import read_intent
from switchrefresh.snapshots.redacting.redactor import gate, redact
from switchrefresh.storage.portmap_file import portmap_for
from switchrefresh.storage.redaction_key import redaction_key
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore
from switchrefresh.verification.defaultmap import default_map
from switchrefresh.verification.newfront import expected_front
from switchrefresh.verification.portmap import PortMap


def drafts_of(opened: Opened, switches: Sequence[str]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """A draft for each switch that is replaced, and why there is none for the others. Nothing is ever sent."""
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for name in switches:
        found = _draft(opened, name)
        if isinstance(found, dict):
            rows.append(found)
        else:
            problems += found
    return rows, problems


def _draft(opened: Opened, name: str) -> dict[str, Any] | list[Problem]:
    switch = opened.inventory.switches[name]
    new = switch.replacement
    if new is None:
        return [
            Problem(
                "draft-platform", f"{name} stays: there is nothing to draft", hint="name a switch with a replacement"
            )
        ]
    recipe = find_platform(new.platform or switch.platform)
    if recipe is None or not can_write_for(recipe.name):
        known = ", ".join(writable())
        return [
            Problem(
                "draft-platform",
                f"{name}: no drafts are written for {new.platform}",
                hint=f"drafts are written for {known}",
            )
        ]
    store = SnapshotStore(opened.project.snapshots)
    newest = _newest(store, name)
    old = find_platform(switch.platform)
    if newest is None or old is None:
        return [
            Problem(
                "draft-no-config",
                f"{name}: there is no config of the old switch",
                hint=f"switchrefresh backup {name} --phase baseline",
            )
        ]
    file = portmap_for(opened.project, name, new.portmap)
    if file.problems:
        return list(file.problems)
    _, config = store.read(newest)
    portmap = file.portmap or _usual_map(store, name, switch, new, recipe, old, config)
    if portmap is None:
        return [
            Problem(
                "draft-no-places",
                f"{name}: the ports of a {new.model} are not known",
                hint="write a port map, or pull the staged switch first",
            )
        ]
    return _row(opened, name, newest, old, config, recipe, portmap)


def doubts_of(opened: Opened, name: str) -> list[str]:
    """Where the newest answers of the old switch and its own config contradict each other."""
    store = SnapshotStore(opened.project.snapshots)
    newest = _newest(store, name)
    try:
        return list(read_snapshot(store, newest).state.doubts) if newest else []
    except SnapshotDamagedError:
        return []  # `doctor` names damaged snapshots


def _newest(store: SnapshotStore, name: str) -> str | None:
    """The newest config of the old switch: just before the swap, else of a school day."""
    for phase in ("before", "baseline"):
        if ids := store.ids(name, phase):
            return ids[-1]
    return None


def _usual_map(
    store: SnapshotStore, name: str, switch: Switch, new: Replacement, recipe: Platform, old: Platform, config: bytes
) -> PortMap | None:
    """The map that people mean when they write none; the new front is the staged switch's, else the model's."""
    staged = store.ids(name, "staged")
    facts = model_facts(new.model)
    if staged:
        front = tuple(read_snapshot(store, staged[-1]).state.interfaces)
    else:
        front = expected_front(recipe.name, facts, switch.members) if facts else ()
    if not front:
        return None
    before = model_facts(switch.model)
    ports = read_intent(old, config).interfaces
    return default_map(ports, front, (), before.ports if before else None, facts.ports if facts else None)


def _row(
    opened: Opened, name: str, snapshot: str, old: Platform, config: bytes, new: Platform, portmap: PortMap
) -> dict[str, Any]:
    redacted = redact(config, redaction_key(opened.project))
    guessed = "Ports in order, as nobody wrote a port map: look at the uplinks."
    places = guessed if portmap.guessed else f"Ports by {portmap.name}."
    draft = draft_config(name, old, config, new, _home(portmap), redacted.text.encode(), places)
    secrets = gate(draft.text, redacted.learned)
    findings = (*draft.findings, *(f"The draft must not leave: {why}." for why in secrets))
    return {
        "switch": name,
        "from": snapshot,
        "platform": new.name,
        "portmap": portmap.name,
        "guessed": portmap.guessed,
        "proven": not findings,
        "findings": list(findings),
        "config": draft.text if not findings else None,
        **_left(draft),
    }


def _left(draft: Draft) -> dict[str, Any]:
    return {
        "left_out": [{"what": left.what, "why": left.why} for left in draft.left_out],
        "not_translated": [{"in": head, "line": line} for head, line in draft.not_translated],
    }


def _home(portmap: PortMap) -> HomeOf:
    def home(port: str) -> tuple[str | None, str]:
        found = portmap.home(port)
        return found.to, found.why

    return home
