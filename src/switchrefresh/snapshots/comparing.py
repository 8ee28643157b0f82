"""What changed between two configs: line by line on one OS, in plain sentences from one OS to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.blocks import Block, indent_blocks, read_blocks
from switchrefresh.snapshots.cleaning import comparable_lines
from switchrefresh.snapshots.intent.extracting import read_intent
from switchrefresh.snapshots.summary import ConfigSummary, summarise_state

_NAMED_AT_MOST = 8


def compare_configs(platform: Platform, before: bytes, after: bytes) -> tuple[str, ...]:
    """The changes between two configs of one OS, as the JSON's `config_diff` (design, section 7).

    Each parent line once, then its removed (`-`) and added (`+`) lines with their indentation; no unchanged
    neighbours, no volatile lines, no blank lines or bare comment marks. Order counts, because it does in access
    lists. An empty tuple means that nothing but volatile lines differs.
    """
    old, new = (_tree(platform, raw) for raw in (before, after))
    return tuple(_changes(old, new))


def _tree(platform: Platform, raw: bytes) -> Block:
    lines = indent_blocks(comparable_lines(platform, raw), platform.opener, platform.closers)
    return read_blocks(lines, platform.closers)


def summarise(platform: Platform, raw: bytes) -> ConfigSummary:
    """VLANs, ports and addresses of a config, for comparing across OSes."""
    return summarise_state(read_intent(platform, raw))


def compare_summaries(before: ConfigSummary, after: ConfigSummary) -> tuple[str, ...]:
    """What an old switch had and the new one of another OS has not, or has otherwise, in sentences; then totals."""
    return (
        *_vlan_sentences(before, after),
        *_port_sentences(before, after),
        *_address_sentences(before, after),
    )


def _changes(old: Block, new: Block) -> Iterator[str]:
    """Differences below two blocks that have the same line."""
    for tag, low, high, start, stop in _alignment(old.children, new.children):
        if tag == "equal":
            for left, right in zip(old.children[low:high], new.children[start:stop], strict=True):
                inner = _changes(left, right)
                if (first := next(inner, None)) is not None:
                    yield left.text
                    yield first
                    yield from inner
        else:
            yield from (f"-{line}" for block in old.children[low:high] for line in block.walk())
            yield from (f"+{line}" for block in new.children[start:stop] for line in block.walk())


def _alignment(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[str, int, int, int, int]]:
    """Which lines correspond. Equal ends are cut off first: a big config with one change stays quick."""
    left, right = [block.text for block in old], [block.text for block in new]
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < min(len(left), len(right)) - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    yield "equal", 0, head, 0, head
    inner = SequenceMatcher(None, left[head : len(left) - tail], right[head : len(right) - tail], autojunk=False)
    for tag, low, high, start, stop in inner.get_opcodes():
        yield tag, low + head, high + head, start + head, stop + head
    yield "equal", len(left) - tail, len(left), len(right) - tail, len(right)


def _vlan_sentences(before: ConfigSummary, after: ConfigSummary) -> Iterator[str]:
    lost = [_vlan(before, vlan) for vlan in before.vlans if vlan not in after.vlans]
    gained = [_vlan(after, vlan) for vlan in after.vlans if vlan not in before.vlans and vlan != 1]
    if lost:
        yield f"Only before: {_list('VLAN', lost)}."
    if gained:
        yield f"Only after: {_list('VLAN', gained)}."
    for vlan, name in before.vlans.items():
        other = after.vlans.get(vlan, "")
        if name and other and name.casefold() != other.casefold():
            yield f'VLAN {vlan} was named "{name}" and is now named "{other}".'
    yield f"VLANs: {len(before.vlans)} before, {len(after.vlans)} after."


def _port_sentences(before: ConfigSummary, after: ConfigSummary) -> Iterator[str]:
    yield f"Physical ports in the config: {len(before.ports)} before, {len(after.ports)} after."
    yield f"Ports with an untagged VLAN: {len(before.access)} before, {len(after.access)} after."
    yield f"Ports with tagged VLANs: {len(before.tagged)} before, {len(after.tagged)} after."
    old, new = list(before.access.values()), list(after.access.values())
    for vlan in sorted({*old, *new}):
        if (was := old.count(vlan)) != (now := new.count(vlan)):
            yield f"Untagged in VLAN {vlan}: {was} {_ports(was)} before, {now} after."


def _address_sentences(before: ConfigSummary, after: ConfigSummary) -> Iterator[str]:
    old = {address: where for where, found in before.addresses.items() for address in found}
    new = {address: where for where, found in after.addresses.items() for address in found}
    for address, where in old.items():
        if address not in new:
            yield f"Address {address} ({where}) is only in the config before."
        elif new[address] != where:
            yield f"Address {address} moved from {where} to {new[address]}."
    for address, where in new.items():
        if address not in old:
            yield f"Address {address} ({where}) is only in the config after."
    if before.gateway and after.gateway and before.gateway != after.gateway:
        yield f"The default gateway was {before.gateway} and is now {after.gateway}."
    elif before.gateway and not after.gateway:
        yield f"The default gateway {before.gateway} is only in the config before."
    if old and old.keys() == new.keys():
        yield f"All {len(old)} addresses are the same." if len(old) > 1 else "The address is the same."


def _vlan(summary: ConfigSummary, vlan: int) -> str:
    return f"{vlan} ({name})" if (name := summary.vlans[vlan]) else str(vlan)


def _list(word: str, items: list[str]) -> str:
    shown = ", ".join(items[:_NAMED_AT_MOST])
    more = f" and {len(items) - _NAMED_AT_MOST} more" if len(items) > _NAMED_AT_MOST else ""
    return f"{word}{'s' if len(items) > 1 else ''} {shown}{more}"


def _ports(count: int) -> str:
    return "port" if count == 1 else "ports"
