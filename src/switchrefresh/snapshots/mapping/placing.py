"""Puts a port into its VLANs, and an address where it sits, whatever the row looked like that told it."""

from __future__ import annotations

import re

from switchrefresh.snapshots.mapping.sketch import ALL_VLANS, Sketch
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ids


def tag_trunk(sketch: Sketch, written: str, allowed: frozenset[int] | None, native: int | None) -> None:
    """Note a trunk; `allowed` None is all. An untagged VLAN that is not allowed carries nothing."""
    known = sketch.port(written, mode=PortMode.TRUNK)
    if known is None:
        return
    known.pop("access_vlan", None)
    if allowed is None:
        known["allowed_vlans"] = ALL_VLANS
        known["native_vlan"] = native
    else:
        known["allowed_vlans"] = allowed - {native}
        known["native_vlan"] = native if native in allowed else None


def place(sketch: Sketch, written: str, number: int | None, untagged: bool) -> None:
    """Put a port in a VLAN: one untagged alone is access, anything tagged makes a trunk."""
    known = sketch.port(written)
    if known is None or number is None:
        return
    tagged = known.get("allowed_vlans") or frozenset()
    bare = number if untagged else known.get("native_vlan") or known.get("access_vlan")
    tagged = tagged if untagged else tagged | {number}
    if tagged:
        known.pop("access_vlan", None)
        tag_trunk(sketch, written, tagged | {bare} if bare else tagged, bare)
    else:
        known.update(mode=PortMode.ACCESS, access_vlan=bare)


def address_place(name: str) -> str:
    """Where an address sits: `vlan 10` for every OS's name of that SVI, `management`, or the port's name."""
    match = re.fullmatch(r"(?:vlan|vlan-interface|vl|ve|bdi|irb\.|vlan\.)[ -]?(\d+)", name, re.IGNORECASE)
    if match:
        return f"vlan {int(match[1])}"
    management = re.fullmatch(
        r"(?:mgmt|management|me|vme|em|fxp|oob|m-gigabitethernet)[\d/. -]*\w*", name, re.IGNORECASE
    )
    return "management" if management else name


def see_svi(sketch: Sketch, where: str) -> None:
    """Note the VLAN of an SVI, named as `address_place` names it; other places have none."""
    if where.startswith("vlan "):
        for vlan in split_ids(where[5:]):
            sketch.see_vlan(vlan)


def fastiron_ports(text: str) -> list[str]:
    """`ethe 1/1/3 to 1/1/5 ethe 1/2/1` as single ports."""
    found: list[str] = []
    words = text.split()
    for at, word in enumerate(words):
        if not re.fullmatch(r"\d+(?:/\d+){0,2}", word):
            continue
        if at and words[at - 1] == "to" and found:
            head, _, last = word.rpartition("/")
            other, _, start = found[-1].rpartition("/")
            if head == other and start.isdecimal() and last.isdecimal():
                middle = range(int(start) + 1, min(int(last), int(start) + 1024))
                found += [f"{head}/{number}" if head else str(number) for number in middle]
        found.append(word)
    return found
