"""Which ports a switch model has, of which media and speed, its power for devices, and its firmware's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Media(StrEnum):
    """What a port is made for."""

    COPPER = "copper"
    SFP = "sfp"  # a cage for 1 Gb/s
    SFP_PLUS = "sfp+"  # a cage for 10 Gb/s and more


@dataclass(frozen=True, slots=True)
class Socket:
    """One port on the front: the stack member it belongs to, its number there, and what fits in."""

    name: str
    member: int
    number: int
    media: Media
    speed: int  # Mb/s, at most
    poe: bool


@dataclass(frozen=True, slots=True)
class Hardware:
    """One model in `members` units: names of its access ports and of its uplink ports, in front-panel order."""

    model: str
    title: str
    firmware: str
    access: tuple[str, ...]
    uplinks: tuple[str, ...]
    sockets: tuple[Socket, ...] = ()
    poe_watts: float = 0.0  # of one member

    @property
    def members(self) -> int:
        """How many units there are."""
        return max((socket.member for socket in self.sockets), default=1)


@dataclass(frozen=True, slots=True)
class _Kind:
    title: str
    firmware: str
    access: int
    uplinks: int
    access_name: str  # {m} member and {p} port, counted from 1; {k} and {q} the same from 0
    uplink_name: str
    uplinks_from: int = 0  # number of the first uplink port; 0: counted on after the access ports
    watts: float = 370.0
    uplink_speed: int = 10_000
    access_media: Media = Media.COPPER


_AOS_S, _AOS_S_CHASSIS = "{p}", "A{p}"
_CX = "{m}/1/{p}"
_GIGA, _TEN = "GigabitEthernet{m}/0/{p}", "TenGigabitEthernet{m}/0/{p}"
_EX, _EX_UPLINK, _ICX, _SG = "ge-{k}/0/{q}", "xe-{k}/1/{q}", "{m}/1/{p}", "gigabitethernet{p}"
_NINE = "TenGigabitEthernet{m}/1/{p}"
_FIBRE = Media.SFP_PLUS
_KINDS = {
    "J9772A": _Kind("2530-48G-PoEP", "YA.16.11.0012", 48, 4, _AOS_S, _AOS_S, watts=382, uplink_speed=1000),
    "J9773A": _Kind("2530-24G-PoEP", "YA.16.11.0012", 24, 4, _AOS_S, _AOS_S, watts=195, uplink_speed=1000),
    "J9729A": _Kind("2920-48G-POE+", "WB.16.11.0012", 48, 4, _AOS_S, _AOS_S, uplink_speed=1000),
    "J9850A": _Kind("5406Rzl2", "KB.16.11.0012", 24, 24, _AOS_S_CHASSIS, "B{p}", 1, watts=700),
    "JL675A": _Kind("6100 48G CL4 4SFP+", "PL.10.13.1040", 48, 4, _CX, _CX),
    "JL677A": _Kind("6100 24G CL4 4SFP+", "PL.10.13.1040", 24, 4, _CX, _CX),
    "JL679A": _Kind("6100 12G CL4 2SFP+", "PL.10.13.1040", 12, 4, _CX, _CX, watts=139),
    "JL728A": _Kind("6200F 48G CL4 4SFP+", "ML.10.13.1040", 48, 4, _CX, _CX, watts=740),
    "JL725A": _Kind("6200F 24G CL4 4SFP+", "ML.10.13.1040", 24, 4, _CX, _CX, watts=370),
    "JL658A": _Kind("6300M 24SFP+ 4SFP56", "FL.10.13.1040", 24, 4, _CX, _CX, 0, 0, 25_000, _FIBRE),
    "JL661A": _Kind("6300M 48G CL4 PoE 4SFP56", "FL.10.13.1040", 48, 4, _CX, _CX, 0, 740, 25_000),
    "WS-C2960X-48FPD-L": _Kind("C2960X", "15.2", 48, 2, _GIGA, _TEN, 1, 740),
    "WS-C2960X-24PS-L": _Kind("C2960X", "15.2", 24, 4, _GIGA, _GIGA, 0, 370, 1000),
    "WS-C3560CX-12PC-S": _Kind("C3560CX", "15.2", 12, 4, _GIGA, _GIGA, 0, 240, 1000),
    "WS-C3850-24XS": _Kind("CAT3K_CAA", "16.12", 24, 2, _TEN, "FortyGigabitEthernet{m}/1/{p}", 1, 0, 40_000, _FIBRE),
    "WS-C4507R+E": _Kind("cat4500e", "03.11.08.E", 48, 4, "GigabitEthernet1/{p}", "TenGigabitEthernet3/{p}", 1, 1300),
    "C9200L-48P-4X": _Kind("CAT9K_LITE", "17.12", 48, 4, _GIGA, _NINE, 1, 740),
    "C9200L-24P-4X": _Kind("CAT9K_LITE", "17.12", 24, 4, _GIGA, _NINE, 1, 370),
    "C9200CX-12P-2X2G": _Kind("CAT9K_LITE", "17.12", 12, 2, _GIGA, _NINE, 3, 240),
    "EX2300-48P": _Kind("ex2300-48p", "21.4R3-S5.4", 48, 4, _EX, _EX_UPLINK, 1, 740),
    "EX2300-24P": _Kind("ex2300-24p", "21.4R3-S5.4", 24, 4, _EX, _EX_UPLINK, 1, 370),
    "EX3400-48P": _Kind("ex3400-48p", "21.4R3-S5.4", 48, 4, _EX, "xe-{k}/2/{q}", 1, 740),
    "ICX7150-48P": _Kind("ICX7150-48P", "08.0.95jT211", 48, 4, _ICX, "{m}/3/{p}", 1, 370),
    "ICX7150-48PF": _Kind("ICX7150-48PF", "08.0.95jT211", 48, 4, _ICX, "{m}/3/{p}", 1, 740),
    "ICX7150-24P": _Kind("ICX7150-24P", "08.0.95jT211", 24, 4, _ICX, "{m}/3/{p}", 1, 370),
    "X440-G2-48p-10G4": _Kind("X440G2-48p-10G4", "30.7.1.1", 48, 4, "{p}", "{p}", watts=740),
    "X440-G2-24p-10GE4": _Kind("X440G2-24p-10G4", "30.7.1.1", 24, 4, "{p}", "{p}", watts=380),
    "SG350-52P": _Kind("SG350-52P", "1.4.11.5", 48, 4, _SG, _SG, 0, 375, 1000),
    "C9500-24Y4C": _Kind("CAT9K", "17.12", 24, 4, "TwentyFiveGigE{m}/0/{p}", "HundredGigE{m}/0/{p}", 25, 0, 100_000),
}


@lru_cache(maxsize=256)
def hardware(model: str | None, platform: str, members: int = 1) -> Hardware:
    """What is known of a model; an unknown one gets the ports that its name suggests."""
    kind = _KINDS.get(model or "") or _guess(model or "", platform)
    units = range(1, max(members, 1) + 1) if ("{m}" in kind.access_name or "{k}" in kind.access_name) else range(1, 2)
    first = kind.uplinks_from or kind.access + 1
    access = [_access(kind, m, p) for m in units for p in range(1, kind.access + 1)]
    uplinks = [_uplink(kind, m, p) for m in units for p in range(first, first + kind.uplinks)]
    return Hardware(
        model=model or "unknown",
        title=kind.title,
        firmware=kind.firmware,
        access=tuple(socket.name for socket in access),
        uplinks=tuple(socket.name for socket in uplinks),
        sockets=(*access, *uplinks),
        poe_watts=kind.watts,
    )


def _access(kind: _Kind, m: int, p: int) -> Socket:
    name = kind.access_name.format(m=m, p=p, k=m - 1, q=p - 1)
    copper = kind.access_media is Media.COPPER
    return Socket(name, m, p, kind.access_media, 1000 if copper else 10_000, copper and kind.watts > 0)


def _uplink(kind: _Kind, m: int, p: int) -> Socket:
    name = kind.uplink_name.format(m=m, p=p, k=m - 1, q=p - 1)
    media = Media.SFP if kind.uplink_speed == 1000 else Media.SFP_PLUS
    return Socket(name, m, p, media, kind.uplink_speed, poe=False)


def _guess(model: str, platform: str) -> _Kind:
    found = re.search(r"(?<![0-9])(8|12|16|24|48)(?![0-9])", model)
    ports = int(found[1]) if found else 24
    if platform in {"hp_procurve", "aruba_osswitch"}:
        return _Kind("2530", "YA.16.11.0012", ports, 4, _AOS_S, _AOS_S, uplink_speed=1000)
    if platform == "aruba_aoscx":
        return _Kind("6200F", "ML.10.13.1040", ports, 4, _CX, _CX)
    if platform == "juniper_junos":
        return _Kind("ex2300", "21.4R3-S5.4", ports, 4, _EX, _EX_UPLINK, 1)
    if platform == "ruckus_fastiron":
        return _Kind("ICX7150", "08.0.95jT211", ports, 4, _ICX, "{m}/3/{p}", 1)
    if platform == "extreme_exos":
        return _Kind("X440G2", "30.7.1.1", ports, 4, "{p}", "{p}")
    if platform == "cisco_s300":
        return _Kind("SG350", "1.4.11.5", ports, 4, _SG, _SG, uplink_speed=1000)
    return _Kind("C2960", "15.2", ports, 4, _GIGA, _GIGA, uplink_speed=1000)
