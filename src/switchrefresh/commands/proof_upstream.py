"""Proof of switches that cannot be asked, from the pulls of the switch above them and the ARP tables of the cores."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from switchrefresh.commands.opening import Opened
from switchrefresh.commands.proof_rows import After, Proof, Standards, judged, not_proven
from switchrefresh.commands.proof_states import Read, as_looks, before_still_counts, read_snapshot
from switchrefresh.inventory.model import Role
from switchrefresh.storage.portmap_file import portmap_for
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore
from switchrefresh.verification.upstream import Above, compare_upstream

_MOST = 6


def prove_from_above(
    opened: Opened, switch: str, store: SnapshotStore, standards: Standards, live: After | None
) -> Proof:
    """What the switch above saw before the swap and sees now; `live` is how it is seen at this moment."""
    parent = opened.inventory.switches[switch].uplink
    if parent is None:
        return not_proven(
            switch, "it cannot be asked, and no `uplink:` says which switch is above it", "upstream", standards
        )
    reads = _reads(store, parent)
    after = live or (After(reads[-1].state, reads[-1].at, reads[-1].snapshot) if len(reads) > 1 else None)
    earlier = [read for read in reads if after is None or read.at < after.at]
    if after is None or not earlier:
        what = f"it cannot be asked, and {parent} above it has no pull from before and after the swap"
        return not_proven(switch, what, "upstream", standards)
    same = [read for read in earlier if read.state.platform == after.state.platform]
    entry = opened.inventory.switches[parent]
    shared = entry.replacement.portmap if entry.replacement else None
    looks = same or earlier
    portmap = None if same else portmap_for(opened.project, parent, shared).portmap
    if not before_still_counts(opened, switch, looks, after.at):
        looks = [read for read in looks if read.phase != "before"] or looks
    names = {opened.inventory.switches[switch].hostname or switch}
    above = Above(parent, as_looks(looks), after.state, portmap, _known_by_cores(opened, store, parent, after.at))
    comparison = compare_upstream(switch, names, above)
    return judged(switch, comparison, standards, tuple(read.snapshot for read in looks), after)


def _reads(store: SnapshotStore, switch: str) -> list[Read]:
    found = []
    for snapshot_id in store.ids(switch)[-_MOST:]:
        with suppress(SnapshotDamagedError):
            found.append(read_snapshot(store, snapshot_id))
    return sorted((read for read in found if read.phase != "staged"), key=lambda read: read.at)


def _known_by_cores(opened: Opened, store: SnapshotStore, parent: str, since: datetime) -> frozenset[str]:
    """MACs in the ARP tables that cores and the switch above told since the swap."""
    cores = [key for key, entry in opened.inventory.switches.items() if entry.role is Role.CORE]
    found: set[str] = set()
    for name in dict.fromkeys((parent, *cores)):
        for snapshot_id in store.ids(name)[-1:]:
            with suppress(SnapshotDamagedError):
                read = read_snapshot(store, snapshot_id)
                found |= set(read.state.arp.values()) if read.at >= since else set()
    return frozenset(found)
