"""Sockets on the front of a switch: which names are one, and where it sits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from switchrefresh.snapshots.portnames import is_lag, name_parts

# What is no socket on the front: virtual ones, consoles, management ports, stack cables.
_NOT_FRONT = re.compile(
    r"(?:vlan|vl|loopback|lo|null|nu|tunnel|tu|irb|me|vme|fxp|em|mgmt|management|oobm|cpu|inband|bluetooth|bme|jsrv|dsc"
    r"|gre|ipip|lsi|mtun|pim[de]|tap|pp|bridge|stackport|stacksub\S*|app\w*gig\w*|ap|inloopback|register-tunnel|sit)"
    r"[ \d/.:-]*|fastethernet0|gigabitethernet0/0|fa0|gi0/0|.*\.[1-9]\d*",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_front_port(name: str) -> bool:
    """Whether a name is a socket that a cable goes into."""
    return bool(name) and not is_lag(name) and _NOT_FRONT.fullmatch(name.strip()) is None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a port sits: member or slot, module, number, and the word before the numbers."""

    word: str
    member: str
    module: int
    number: int
    name: str = ""


@lru_cache(maxsize=8192)
def spot_of(name: str) -> Spot | None:
    """`GigabitEthernet2/0/12` is member 2, module 0, number 12; `A7` is slot a, number 7; None without a number."""
    named = name_parts(name)
    if named is None:
        return None
    word, numbers = named
    parts = re.split(r"[/:]", numbers)
    letters = re.match(r"([a-z]?)(\d+)", parts[-1])
    if letters is None:
        return None
    number = int(letters[2])
    if len(parts) == 1 and len(word) == 1 and not letters[1]:  # A7 of a chassis: the letter is the slot
        return Spot("", word, 0, number, name)
    module = int(re.sub(r"\D", "", parts[-2])) if len(parts) > 2 else 0
    if letters[1]:  # 1/A2: a flexible module beside the fixed ports
        module = 10 + ord(letters[1])
    return Spot(word, parts[0] if len(parts) > 1 else "", module, number, name)


def in_front_order(names: Iterable[str]) -> list[str]:
    """Names by member, module and number, as a person counts them."""

    def order(name: str) -> tuple[object, ...]:
        spot = spot_of(name)
        if spot is None:
            return (1, "", 0, 0, name)
        member = spot.member.zfill(4) if spot.member.isdecimal() else spot.member
        return (0, member, spot.module, spot.number, name)

    return sorted(names, key=order)
