"""The round trip: a draft is read again like any config and must say, port by port, what the old config said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from switchrefresh.documents.drafts.plan import NewSwitch
from switchrefresh.documents.drafts.writers.common import plain_text
from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.reading import read_intent
from switchrefresh.snapshots.state import FactStatus, Interface, PortMode, State

_HELD = ("mode", "access_vlan", "native_vlan", "allowed_vlans", "voice_vlan")


def differences(old: State, new: NewSwitch, platform: Platform, draft: str) -> tuple[str, ...]:
    """What the draft says otherwise than the old config, in sentences; none is the proof.

    The old state is asked port by port, not the plan that the draft was written from.
    """
    read = read_intent(platform, draft.encode())
    if any(status is FactStatus.PARSE_FAILED for status in read.facts.values()):
        return ("The draft cannot be read again.",)
    return (
        *_switch(old, new, read),
        *(line for place, was in new.came_from.items() for line in _port(old, read, place, was)),
        *_lags(old, new, read),
    )


def _switch(old: State, new: NewSwitch, read: State) -> Iterator[str]:
    if old.hostname and read.hostname.casefold() != old.hostname.casefold():
        yield f"The name is {read.hostname or 'missing'} and was {old.hostname}."
    for vlan, name in new.vlans.items():
        if vlan not in read.vlans and vlan != 1:
            yield f"VLAN {vlan} is missing."
        elif name and vlan != 1 and _squeezed(name)[:20] not in _squeezed(read.vlans.get(vlan, "")):
            yield f'VLAN {vlan} is called "{read.vlans.get(vlan, "")}" and was called "{name}".'
    for vlan in read.vlans.keys() - old.vlans.keys() - {1}:
        yield f"VLAN {vlan} is new."
    for place, addresses in new.svis.items():
        for address in addresses:
            if address not in read.svis.get(place, ()):
                yield f"The address {address} of {place} is missing."
    if old.gateway and read.gateway != old.gateway:
        yield f"The gateway is {read.gateway or 'missing'} and was {old.gateway}."


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.casefold())


def _port(old: State, read: State, place: str, was: str) -> Iterator[str]:
    before, after = old.interfaces[was], read.interfaces.get(place)
    if after is None:
        yield f"{place} ({was} before) is missing."
        return
    if not before.lag:
        yield from _vlans(old, before, after, f"{place} ({was} before)")
    if (before.admin_up is False) != (after.admin_up is False):
        yield f"{place} ({was} before) is switched {'on' if before.admin_up is False else 'off'}."
    if before.poe_admin is False and after.poe_admin is not False and was not in old.lags:
        yield f"{place} ({was} before) gives power again."
    if plain_text(before.description)[:60] != plain_text(after.description)[:60]:
        yield f'{place} ({was} before) is described as "{after.description}".'
    if bool(before.lag) != bool(after.lag):
        yield f"{place} ({was} before) is {'not ' if before.lag else ''}in a LAG."


def _vlans(old: State, before: Interface, after: Interface, where: str) -> Iterator[str]:
    if before.mode is None:
        return
    before, after = _plain(old, before), _plain(old, after)
    for name in _HELD:
        left, right = getattr(before, name), getattr(after, name)
        if left != right:
            yield f"{where}: {name} is {_shown(right)} and was {_shown(left)}."


def _plain(old: State, port: Interface) -> Interface:
    """One form for what means the same: a trunk without a tagged VLAN is an access port; all are those that exist."""
    if port.mode is not PortMode.TRUNK:
        return port
    allowed = frozenset(old.vlans) - {port.native_vlan} if port.allowed_vlans is None else port.allowed_vlans
    if allowed or port.native_vlan is None:
        return replace(port, allowed_vlans=allowed)
    return replace(port, mode=PortMode.ACCESS, access_vlan=port.native_vlan, native_vlan=None, allowed_vlans=None)


def _shown(value: object) -> str:
    if isinstance(value, frozenset):
        return ",".join(str(vlan) for vlan in sorted(value)) or "none"
    return "none" if value is None else str(value)


def _lags(old: State, new: NewSwitch, read: State) -> Iterator[str]:
    for lag, members in new.lags.items():
        told = read.lags.get(lag, ())
        if set(told) != set(members):
            yield f"{lag} has the members {', '.join(told) or 'none'} and shall have {', '.join(members)}."
    if len(read.lags) > len(old.lags):
        yield "The draft has more LAGs than the old switch."
