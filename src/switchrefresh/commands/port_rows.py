"""Old port to new port for a switch, from every look at it that is stored and from its port map."""

from __future__ import annotations

from dataclasses import dataclass, replace

from switchrefresh.commands.opening import Opened
from switchrefresh.commands.proof_rows import baseline_of
from switchrefresh.commands.proof_states import looks_at
from switchrefresh.snapshots.redacting.redactor import redact_words
from switchrefresh.storage.portmap_file import portmap_for
from switchrefresh.storage.redaction_key import redaction_key
from switchrefresh.storage.snapshot_store import SnapshotStore
from switchrefresh.verification.cabling import Cable, cables_of


@dataclass(frozen=True)
class PortTable:
    """The cables, or why there is no table; a table without a map has empty new ports."""

    cables: tuple[Cable, ...]
    why: str = ""


def port_table(opened: Opened, switch: str) -> PortTable:
    """What a runbook, a label and a hand-off say of the cables of a switch."""
    store = SnapshotStore(opened.project.snapshots)
    reads = looks_at(store, switch)
    if not reads:
        return PortTable((), f"nobody has looked at it yet (switchrefresh backup {switch})")
    entry = opened.inventory.switches[switch]
    new = entry.replacement
    file = portmap_for(opened.project, switch, new.portmap if new else None)
    if file.problems:
        return PortTable((), f"its port map has mistakes: {file.problems[0].message}")
    key = redaction_key(opened.project)  # people write passwords into descriptions, and papers are handed around
    cables = tuple(
        replace(cable, what=redact_words(cable.what, key).text)
        for cable in cables_of(baseline_of(opened, switch, reads, None), file.portmap)
    )
    if not cables:
        return PortTable((), "no port was in use in any look at it")
    return PortTable(cables, "" if file.portmap else "there is no port map for it yet: write the new port beside each")
