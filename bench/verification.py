"""How well a swap is judged: simulated swaps with the noise of a night, clean, and with every fault of the lab."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from statistics import median
from typing import Any

from deepdiff import DeepDiff

from switchrefresh.lab.capture import Capture
from switchrefresh.lab.faults import Fault, Planted
from switchrefresh.lab.pairs import FAMILIES, SwapPair, swap_pair
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.reading import read_state
from switchrefresh.snapshots.state import State
from switchrefresh.verification.baseline import Look, unite
from switchrefresh.verification.findings import Finding
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portrules import make_rule
from switchrefresh.verification.verdict import Comparison, Verdict, compare

DAY = datetime.fromisoformat("2026-12-01T10:00:00-06:00")
NIGHT = datetime.fromisoformat("2026-12-02T19:00:00-06:00")
# What shows in other places than in a state: the saved config, the planned firmware, a switch that does not answer.
ELSEWHERE = frozenset({Fault.NOT_SAVED, Fault.FIRMWARE, Fault.UNREACHABLE})
STACKS_ONLY = frozenset({Fault.WRONG_MEMBER})


def state_of(capture: Capture) -> State:
    """What a moment of the lab tells, read as any pull is read."""
    platform = find_platform(capture.platform)
    return read_state(platform, capture.outputs, capture.config) if platform else State(capture.platform)


@dataclass(frozen=True)
class Read:
    """A swap whose answers have been read; reading is not what is measured here."""

    pair: SwapPair
    looks: tuple[Look, ...]
    after: State

    @staticmethod
    def of(pair: SwapPair) -> Read:
        """Two looks by day, one in the night before the swap, one after it."""
        looks = [Look(state_of(one), "baseline", DAY + timedelta(hours=n)) for n, one in enumerate(pair.baselines)]
        looks.append(Look(state_of(pair.before), "before", NIGHT))
        return Read(pair, tuple(looks), state_of(pair.after))

    def judge(self, with_map: bool = True) -> tuple[Comparison, float]:
        """One comparison and its milliseconds of CPU."""
        rules = tuple(make_rule(old, new) for old, new in self.pair.portmap.items())
        began = time.process_time()
        found = compare(unite(self.looks), self.after, PortMap(rules, name="lab") if with_map else None)
        return found, (time.process_time() - began) * 1000


def belongs(found: Finding, planted: Planted) -> bool:
    """Whether a finding speaks of a planted fault: its port, its VLAN, or the switch as a whole."""
    if planted.fault is Fault.NO_SVI:
        return found.code == "SVI_LOST"
    if planted.fault is Fault.STP_ROOT:
        return "STP_ROOT_PORT" in (found.code, *found.also)
    if planted.port and found.after_port in {planted.port, planted.other}:
        return True
    named = planted.vlan is not None and (
        found.about == f"VLAN {planted.vlan}" or f"VLAN {planted.vlan}" in found.message
    )
    return bool(named and found.code in {"VLAN_MISSING", "TRUNK_VLANS_LOST"}) or (
        planted.fault is Fault.NATIVE_VLAN and found.code == "NATIVE_VLAN"
    )


@dataclass
class Clean:
    """What was said of clean swaps."""

    verdicts: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    false: list[str] = field(default_factory=list)


def clean_swaps(count: int) -> dict[bool, Clean]:
    """Clean night swaps with absent students, with the lab's port map and with the assumed one."""
    told = {True: Clean(), False: Clean()}
    for seed, family in zip(range(count), cycle(FAMILIES), strict=False):
        read = Read.of(swap_pair(5000 + seed, family))
        for with_map, clean in told.items():
            found, took = read.judge(with_map)
            clean.verdicts[str(found.verdict)] += 1
            clean.times.append(took)
            clean.false += [f"{family} {5000 + seed}: {f.code} {f.message}" for f in found.findings if f.counts]
    return told


def faulty_swaps(rounds: int) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Planted, found, found as major or worse; and what else was said as major or worse."""
    planted: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    serious: Counter[str] = Counter()
    strays: list[str] = []
    for fault in Fault:
        if fault in ELSEWHERE:
            continue
        families = [f for f in FAMILIES if f.endswith("-stack")] if fault in STACKS_ONLY else FAMILIES
        for seed, family in zip(range(rounds), cycle(families), strict=False):
            pair = swap_pair(9000 + seed, family, [fault])
            found, _ = Read.of(pair).judge()
            [truth] = pair.truth
            hits = [f for f in found.findings if belongs(f, truth)]
            planted[fault.value] += 1
            seen[fault.value] += bool(hits)
            serious[fault.value] += any(f.counts for f in hits)
            strays += [
                f"{family} {9000 + seed} {fault.value}: {f.code} {f.message}"
                for f in found.findings
                if f.counts and f not in hits
            ]
            if not hits:
                strays.append(f"{family} {9000 + seed}: {truth.words} was not found")
    return planted, seen, serious, strays


def yardsticks(seed: int, family: str) -> dict[str, int]:
    """What other ways of comparing say of one clean swap: changed lines of sorted JSON, items of DeepDiff."""
    pair = swap_pair(seed, family)
    old, new = _plain(state_of(pair.before)), _plain(state_of(pair.after))
    moved = {name: port for old_name, port in old["interfaces"].items() if (name := pair.portmap.get(old_name))}
    mapped = {**old, "interfaces": {name: {**port, "name": name} for name, port in moved.items()}}
    texts = [json.dumps(one, indent=1, sort_keys=True, default=str).splitlines() for one in (old, new)]
    lines = sum(line[:1] in "+-" and line[:3] not in {"+++", "---"} for line in difflib.unified_diff(*texts, n=0))
    difference = DeepDiff(mapped, new, ignore_order=True)
    return {"lines of a text diff": lines, "items of DeepDiff through the map": sum(map(len, difference.values()))}


def _plain(state: State) -> dict[str, Any]:
    plain = asdict(state)
    plain["interfaces"] = {name: asdict(port) for name, port in state.interfaces.items()}
    for port in plain["interfaces"].values():
        port["allowed_vlans"] = sorted(port["allowed_vlans"] or ())
    plain["neighbors"] = [{**asdict(n), "capabilities": sorted(n.capabilities)} for n in state.neighbors]
    plain["voice"] = sorted(state.voice)
    return plain


def say(line: str) -> None:
    """A line as soon as it is known."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Print the figures; 1 when a clean swap has a finding or a planted fault has none."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--swaps", type=int, default=100, help="clean swaps")
    options.add_argument("--rounds", type=int, default=6, help="swaps for each fault")
    asked = options.parse_args()
    bad = []
    for with_map, clean in clean_swaps(asked.swaps).items():
        words = "with the lab's port map" if with_map else "with the usual map, assumed"
        say(f"{asked.swaps} clean night swaps, {len(FAMILIES)} families, {words}: {dict(clean.verdicts)}")
        say(f"  major or critical findings: {len(clean.false)}")
        say(f"  CPU ms for one comparison: median {median(clean.times):.1f}, longest {max(clean.times):.1f}")
        bad += clean.false + [f"a clean swap was {v}" for v in clean.verdicts if v != Verdict.NOTHING_LOST]
    planted, seen, serious, strays = faulty_swaps(asked.rounds)
    say(f"{sum(planted.values())} planted faults: {sum(seen.values())} found, {sum(serious.values())} major or worse")
    for fault, count in planted.items():
        say(f"  {fault:<16} {count:>3} planted {seen[fault]:>3} found {serious[fault]:>3} major or worse")
    say(f"  findings beside the planted ones: {len(strays)}")
    for family in ("2960x-cx6200", "procurve-cx", "icx-ex"):
        scale = ", ".join(f"{count} {what}" for what, count in yardsticks(77, family).items())
        say(f"for scale, one clean swap {family}: {scale}; ours 0")
    for line in (*bad, *strays)[:40]:
        say(f"! {line}")
    return 1 if bad or strays else 0


if __name__ == "__main__":
    sys.exit(main())
