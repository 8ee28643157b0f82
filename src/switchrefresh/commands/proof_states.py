"""What the stored pulls of a switch say: looks at the old one, the new one after its swap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.commands.opening import Opened
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.snapshots.state import State
from switchrefresh.storage.snapshot_store import Snapshot, SnapshotDamagedError, SnapshotStore
from switchrefresh.verification.baseline import BEFORE, Look

MOST_LOOKS = 8  # the newest ones; each costs a fraction of a second to read
_DAY_STARTS, _DAY_ENDS = 7, 17  # hours on Monday to Friday in which people work with their computers
_LONG_BEFORE = timedelta(hours=1)


@dataclass(frozen=True)
class Read:
    """A snapshot and the state that it tells."""

    snapshot: str
    state: State
    at: datetime
    phase: str


def state_of(platform: str, outputs: Sequence[CommandOutput], config: bytes) -> State:
    """The state that one pull tells; a platform without a recipe tells nothing."""
    from switchrefresh.snapshots.reading import read_state

    recipe = find_platform(platform)
    return read_state(recipe, outputs, config) if recipe is not None else State(platform)


def read_snapshot(store: SnapshotStore, snapshot_id: str) -> Read:
    """One stored pull; damaged outputs count as none, so that what they held is not known."""
    snapshot, config = store.read(snapshot_id)
    try:
        outputs = store.outputs(snapshot_id)
    except SnapshotDamagedError:
        outputs = ()
    facts = snapshot.facts
    return Read(snapshot_id, state_of(facts.platform, outputs, config), facts.started, facts.phase)


def looks_at(store: SnapshotStore, switch: str, until: datetime | None = None) -> list[Read]:
    """The looks at the old switch: baselines and the newest `before`, oldest first, damaged ones left out."""
    ids = [*store.ids(switch, "baseline")[-MOST_LOOKS:], *store.ids(switch, BEFORE)[-1:]]
    found = []
    for snapshot_id in ids:
        try:
            look = read_snapshot(store, snapshot_id)
        except SnapshotDamagedError:
            continue
        if until is None or look.at <= until:
            found.append(look)
    return sorted(found, key=lambda look: look.at)


def newest_after(store: SnapshotStore, switch: str) -> Snapshot | None:
    """The newest pull of the new switch."""
    return store.latest(switch, "after")


def as_looks(reads: Sequence[Read]) -> list[Look]:
    """For the room that unites them."""
    return [Look(read.state, read.phase, read.at) for read in reads]


def before_still_counts(opened: Opened, switch: str, reads: Sequence[Read], after: datetime) -> bool:
    """Whether the look just before the swap tells who is there by night.

    Taken in working hours, with the swap finished after them, it tells of people who have gone home since.
    """
    before = next((read for read in reversed(reads) if read.phase == BEFORE), None)
    if before is None:
        return True
    building = opened.inventory.switches[switch].building or ""
    zone = ZoneInfo(opened.inventory.zone(building))
    by_day = _in_working_hours(before.at.astimezone(zone))
    return not (by_day and not _in_working_hours(after.astimezone(zone)) and after - before.at >= _LONG_BEFORE)


def _in_working_hours(moment: datetime) -> bool:
    return moment.weekday() < 5 and _DAY_STARTS <= moment.hour < _DAY_ENDS
