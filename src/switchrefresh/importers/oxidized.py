"""router.db of Oxidized or RANCID: name, address and OS of each line; every other field is dropped unread."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from switchrefresh.importers.foreign import Device, Foreign, our_platform
from switchrefresh.importers.proposal import Odd

DELIMITERS = ":;,"
MAX_LINES = 100_000


def read_router_db(text: str, known: Iterable[str]) -> Foreign:
    """One switch a line; a line that names no OS is named, and so are the fields that may be secrets."""
    platforms = tuple(known)
    devices, odd, dropped = [], [], 0
    for number, line in enumerate(text.splitlines()[:MAX_LINES], 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        fields = [part.strip() for part in bare.split(_delimiter(bare))]
        device, used = _device(f"line {number}", fields, platforms)
        if device is None:
            odd.append(Odd(f"line {number}", fields[0][:60], "it names no OS that is known", taken=False))
            continue
        dropped += len([part for part in fields if part]) - used
        devices.append(device)
    told = f"{dropped} fields that may be logins were dropped: only name, address and OS are read"
    return Foreign(tuple(devices), tuple(odd), (told,) if dropped else ())


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=lambda mark: (line.count(mark), -DELIMITERS.index(mark)))


def _device(where: str, fields: list[str], known: tuple[str, ...]) -> tuple[Device | None, int]:
    """The device of a line, and how many of its fields that took.

    The first field is its name or address, the OS and an address may stand in any of the next two: whatever stands
    behind them is a login.
    """
    name, heads = fields[0], fields[1:4]
    platform = next((found for part in heads if (found := our_platform(part, known))), "")
    if not name or not platform:
        return None, 0
    address = name if _is_address(name) else next((part for part in heads if _is_address(part)), "")
    own = f"sw-{name.replace('.', '-')}" if _is_address(name) else name
    used = 2 + (1 if address and address != name else 0)
    return Device(where, own, address=address, platform=platform), used


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
