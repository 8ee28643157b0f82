"""Asks new switches until what they say is stable or a deadline has passed: LLDP and MAC tables take their time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from switchrefresh.commands.backup import Asked, pull_targets
from switchrefresh.commands.backup_keeping import keep_pull
from switchrefresh.commands.backup_pulls import start_pulls
from switchrefresh.commands.opening import Opened
from switchrefresh.commands.phases import refuse_contradiction, stands_new
from switchrefresh.commands.proof_rows import After, Standards, cannot_be_asked, could_not_be_asked, prove
from switchrefresh.commands.proof_states import Read, looks_at, state_of
from switchrefresh.devices.targets import Credentials, PullResult, Target
from switchrefresh.storage.journal_file import load_history
from switchrefresh.storage.snapshot_store import SnapshotStore
from switchrefresh.verification.verdict import Verdict

# A failure for which a person has to do something first; the others may pass while a switch boots.
_FINAL = frozenset({"auth", "enable", "host-key-changed", "host-key-unknown", "wrong-device", "crypto"})
_QUIET_TIME = 45.0  # seconds without a change; LLDP speaks every 30


@dataclass(frozen=True)
class Pacing:
    """`wait` is the deadline and `every` the pause between two looks, in seconds."""

    wait: float = 180.0
    every: float = 10.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass
class Live:
    """The last look at one switch, and since when it says the same; `after` is None when it could not be asked."""

    switch: str
    phase: str = "after"
    after: After | None = None
    result: PullResult | None = None
    reason: str = ""
    next_step: str = ""
    said: object = None
    since: float = 0.0
    settled: bool = False
    row: dict[str, Any] = field(default_factory=dict)  # as `backup` tells it
    reads: list[Read] = field(default_factory=list)


def pull_until_stable(
    opened: Opened,
    names: Sequence[str],
    login: Credentials | Callable[[str], Credentials],
    pacing: Pacing,
    standards: Standards,
    morning: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Mapping[str, Live]:
    """Every switch that can be asked, and what is above those that cannot; the last look at each is stored."""
    began = pacing.clock()
    watched = watched_switches(opened, names)
    while True:
        waiting = [name for name, live in watched.items() if not live.settled]
        look_once(opened, {name: watched[name] for name in waiting}, login)
        for name in waiting:
            _settle(opened, watched[name], pacing, standards, morning)
        left = [name for name, live in watched.items() if not live.settled]
        over = pacing.clock() - began
        if progress is not None:
            progress(f"{len(watched) - len(left)} of {len(watched)} stable after {over:.0f} s")
        if not left or over + pacing.every > pacing.wait:
            break
        pacing.sleep(pacing.every)
    for live in watched.values():
        store_last(opened, live)
    return watched


def watched_switches(opened: Opened, names: Sequence[str]) -> dict[str, Live]:
    """The new switches themselves; for one that cannot be asked, the switch above it, old or new as it stands there.

    Refused when the journal knows that a switch has not been replaced yet: the old one would be taken for the new.
    """
    history, store = load_history(opened.project), SnapshotStore(opened.project.snapshots)
    own = [name for name in names if not cannot_be_asked(opened, name)]
    refuse_contradiction(opened, own, "after", history)
    found = {name: Live(name) for name in own}
    for name in names:
        above = opened.inventory.switches[name].uplink
        seen_itself = name in own and not could_not_be_asked(opened, name)
        if seen_itself or above is None or above in found or above not in opened.inventory.switches:
            continue
        if not cannot_be_asked(opened, above):
            entry = opened.inventory.switches[above]
            is_new = entry.replacement is None or stands_new(opened, above, history)
            found[above] = Live(above, "after" if is_new else "baseline")
    for live in found.values():
        live.reads = looks_at(store, live.switch)
    return found


def look_once(opened: Opened, watched: Mapping[str, Live], login: Credentials | Callable[[str], Credentials]) -> None:
    """One pull of each switch; what fails is kept with its reason."""
    targets: list[Target] = []
    unreachable: list[dict[str, Any]] = []
    for phase in ("after", "baseline"):
        found, missed = pull_targets(opened, [name for name, live in watched.items() if live.phase == phase], phase)
        targets, unreachable = [*targets, *found], [*unreachable, *missed]
    for row in unreachable:
        watched[row["switch"]].reason = row["reason"] or "it is not contacted"
        watched[row["switch"]].settled = True
    for result in start_pulls(opened, targets, login, Asked(tuple(watched), "after")) if targets else ():
        live = watched[result.switch]
        live.reason, live.next_step = result.explained or "", result.next_step
        if result.outcome == "proven" and result.raw is not None:
            live.result = result
            live.after = After(state_of(result.platform, result.outputs, result.raw), result.ended, None, live=True)
        else:
            live.after = None
            live.settled = (result.reason or "") in _FINAL


def _settle(opened: Opened, live: Live, pacing: Pacing, standards: Standards, morning: bool) -> None:
    """A switch is done when nothing is lost, or when it has said the same for longer than a round of LLDP."""
    if live.after is None:
        return
    proof = prove(opened, live.switch, live.reads, live.after, standards, morning)
    said = frozenset((f.code, f.before_port, f.after_port, f.about) for f in proof.comparison.findings if f.counts)
    moment = pacing.clock()
    if said != live.said:
        live.said, live.since = said, moment
    live.settled = proof.verdict is Verdict.NOTHING_LOST or moment - live.since >= _QUIET_TIME


def store_last(opened: Opened, live: Live) -> None:
    """Keep the last good look; the verdict rests on it."""
    if live.result is None or live.after is None:
        return
    live.row = keep_pull(opened, live.result, live.phase)
    live.after = After(live.after.state, live.after.at, live.row["snapshot"], live=True)
