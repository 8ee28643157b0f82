"""What changed in a config: line by line for one OS, port by port across two, and said so where it cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.comparing import compare_configs, compare_summaries, summarise
from switchrefresh.snapshots.reading import read_intent
from switchrefresh.snapshots.state import Fact, State
from switchrefresh.verification.baseline import Look, unite
from switchrefresh.verification.findings import Notes
from switchrefresh.verification.pairing import pair_up
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.rules_links import check_bundles
from switchrefresh.verification.rules_vlans import check_addresses, check_vlans

# One OS under two names: netmiko's word for the software train makes no other language of it.
_SAME_LANGUAGE = ({"cisco_ios", "cisco_xe"},)


@dataclass(frozen=True)
class ConfigComparison:
    """`kind` says how the two could be compared; `same` is never true when they could not be."""

    kind: Literal["lines", "intent", "sums", "not-comparable"]
    same: bool
    lines: tuple[str, ...]


def compare_snapshots(
    old: Platform | None,
    before: bytes,
    new: Platform | None,
    after: bytes,
    portmap: PortMap | None = None,
    moved_addresses: Mapping[str, str] | None = None,
) -> ConfigComparison:
    """Compare a config before with one after; volatile lines never count. Across OSes port by port through the map."""
    if old is None or new is None:
        return ConfigComparison("not-comparable", False, ("there is no recipe for one of the platforms",))
    if old.name == new.name or any({old.name, new.name} <= group for group in _SAME_LANGUAGE):
        lines = compare_configs(new, before, after)
        return ConfigComparison("lines", not lines, lines)
    sums = compare_summaries(summarise(old, before), summarise(new, after))
    first, last = read_intent(old, before), read_intent(new, after)
    if not all(state.knows(fact) for state in (first, last) for fact in (Fact.SWITCHPORT, Fact.VLANS)):
        return ConfigComparison("sums", False, sums)
    differences = intent_differences(first, last, portmap, moved_addresses or {})
    only = any(line.startswith("Only before") for line in sums)
    return ConfigComparison("intent", not differences and not only, (*differences, *sums))


def intent_differences(
    before: State, after: State, portmap: PortMap | None, moved_addresses: Mapping[str, str]
) -> tuple[str, ...]:
    """What two configs mean otherwise: VLANs, what each port and LAG carries, who is in a LAG, addresses."""
    pairs = pair_up(unite([Look(before)]), after, portmap)
    notes = Notes()
    check_vlans(pairs, notes)
    check_bundles(pairs, notes, idle_too=True)
    check_addresses(pairs, notes, moved_addresses)
    return tuple(found.message for found in notes.found)
