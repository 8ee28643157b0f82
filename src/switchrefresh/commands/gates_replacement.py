"""Gate items of the new switch: seen on the bench with the right firmware and serial, and a home for every cable."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.commands.gates import GO, LOOK, NO, Gate
from switchrefresh.commands.opening import Opened
from switchrefresh.commands.port_rows import port_table
from switchrefresh.commands.proof_states import read_snapshot
from switchrefresh.inventory.checks import NEVER_CONTACTED
from switchrefresh.inventory.model import Replacement
from switchrefresh.snapshots.state import State
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore
from switchrefresh.verification.cabling import UNMAPPED

SHOWN = 6


def staged_gates(opened: Opened, name: str, new: Replacement) -> Iterator[Gate]:
    """Staged at all, and what it said of itself there."""
    if new.platform in NEVER_CONTACTED:
        return
    if not new.bench_host:
        message = f"{name}: its replacement has no bench_host, so firmware and serial cannot be looked at"
        yield Gate("not-staged", LOOK, message, name)
        return
    state = _staged_state(opened, name)
    if state is None:
        hint = f"on the bench: switchrefresh backup {name} --phase staged"
        yield Gate("not-staged", NO, f"{name}: its replacement was never seen on the bench", name, hint)
        return
    yield Gate("not-staged", GO, f"{name}: its replacement was staged", name)
    yield from _firmware(name, new, state)
    yield from _serial(name, new, state)


def _staged_state(opened: Opened, name: str) -> State | None:
    store = SnapshotStore(opened.project.snapshots)
    ids = store.ids(name, "staged")
    try:
        return read_snapshot(store, ids[-1]).state if ids else None
    except SnapshotDamagedError:
        return None


def _firmware(name: str, new: Replacement, state: State) -> Iterator[Gate]:
    if not new.firmware:
        return
    if not state.version:
        yield Gate("other-firmware", LOOK, f"{name}: the bench pull does not tell its firmware", name)
    elif _same_version(new.firmware, state.version):
        yield Gate("other-firmware", GO, f"{name}: firmware {state.version}", name)
    else:
        message = f"{name}: firmware {state.version} on the bench, {new.firmware} is wanted"
        yield Gate("other-firmware", NO, message, name, f"upgrade it, then: switchrefresh backup {name} --phase staged")


def _same_version(wanted: str, found: str) -> bool:
    """FL.10.13.1040 is 10.13.1040 to some commands."""
    first, second = wanted.strip().casefold(), found.strip().casefold()
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _serial(name: str, new: Replacement, state: State) -> Iterator[Gate]:
    if not new.serial:
        return
    if not state.serials:
        yield Gate("other-serial", LOOK, f"{name}: the bench pull does not tell its serial number", name)
    elif new.serial.casefold() in {serial.casefold() for serial in state.serials}:
        yield Gate("other-serial", GO, f"{name}: serial {new.serial}", name)
    else:
        message = f"{name}: serial {', '.join(state.serials)} on the bench, {new.serial} is meant for this place"
        yield Gate("other-serial", NO, message, name, "is it the box of another closet? or correct `serial:`")


def port_gates(opened: Opened, name: str) -> Iterator[Gate]:
    """A new port for every cable that was in use in any look at the old switch."""
    table = port_table(opened, name)
    homeless = [cable.old for cable in table.cables if cable.why == UNMAPPED]
    if not table.cables:
        if "mistakes" in table.why:
            yield Gate("no-port-map", NO, f"{name}: {table.why}", name, "switchrefresh check")
    elif table.why:
        message = f"{name}: no port map, so the cables are taken to go number for number"
        yield Gate("no-port-map", LOOK, message, name, f"write portmaps/{name}.yaml where they do not")
    elif homeless:
        shown = ", ".join(homeless[:SHOWN]) + (f" and {len(homeless) - SHOWN} more" if homeless[SHOWN:] else "")
        message = f"{name}: no new port for {shown}"
        yield Gate("no-port-map", NO, message, name, f"name a port for each, or why not, in portmaps/{name}.yaml")
    else:
        yield Gate("no-port-map", GO, f"{name}: a new port for each of {len(table.cables)} cables", name)
