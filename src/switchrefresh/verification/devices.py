"""What stands at the other end of a cable: switch, access point, phone, computer; and which MACs say nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from switchrefresh.snapshots.state import Interface, Neighbor, PortMode, State

_MAC = re.compile(
    r"[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}|[0-9a-f]{6}-[0-9a-f]{6}|[0-9a-f]{12}"
)
_SEP = re.compile(r"sep([0-9a-f]{12})")
_VIRTUAL = ("00:00:5e:00:01:", "00:00:5e:00:02:", "00:00:0c:07:ac:", "00:00:0c:9f:f", "00:07:b4:00:", "00:05:73:a0:")
_AP_WORDS = re.compile(
    r"\bair-|\bap\b|\bap[-_ ]?\d|access point|wireless|\bwlan\b|\biap\b|\buap\b|unifi|mist ap|\bmr\d\d", re.I
)
_PHONE_WORDS = re.compile(r"phone|^sep[0-9a-f]{12}$|polycom|yealink|grandstream|mitel|\bcp-\d{4}|snom|\bvvx", re.I)
_SWITCH_WORDS = re.compile(r"switch|catalyst|procurve|\bws-c|\bicx|\bex\d{4}|firewall|router|fortigate|palo", re.I)
# Names of VLANs and ports behind which something works day and night.
_ALWAYS_ON = re.compile(
    r"\bcam(?:era)?s?\b|cctv|\bnvr|\bdoors?\b|access.?control|\bbell|intercom|\bpaging|clock|print|copier|server|\bnas\b"
    r"|hvac|\bbms\b|\bups\b|phone|voice|voip|\bwi-?fi\b|wlan|\baps?\b|\bap[-_ ]?\d|alarm|badge|elevator|\biot\b"
    r"|uplink|trunk",
    re.I,
)
_WLAN = {"wlan", "wlan-ap", "w", "access-point", "wlan access point", "trans-bridge"}
_PHONE = {"phone", "telephone", "t", "voip-phone"}
_SWITCH = {"bridge", "router", "switch", "b", "r", "repeater"}
_STATION = {"station", "station-only", "host", "s", "h"}
CROWD = 8  # MACs behind one port; more than that is a switch, whatever it calls itself


class Kind(StrEnum):
    """Who answers to LLDP or CDP on a port."""

    SWITCH = "switch"
    AP = "access point"
    PHONE = "phone"
    STATION = "host"
    DEVICE = "device"

    @property
    def always_on(self) -> bool:
        """Whether it works at night too."""
        return self is not Kind.STATION


@lru_cache(maxsize=8192)
def kind_of(neighbor: Neighbor, known_switches: frozenset[str] = frozenset()) -> Kind:
    """What a neighbor is. Phones and access points call themselves bridges too, so they are asked first."""
    words = {word.strip().casefold() for word in neighbor.capabilities}
    text = f"{neighbor.platform} {neighbor.system}"
    if neighbor.system.split(".")[0].casefold() in known_switches:
        return Kind.SWITCH
    if words & _PHONE or _PHONE_WORDS.search(text) or _PHONE_WORDS.search(neighbor.system):
        return Kind.PHONE
    if words & _WLAN or (_AP_WORDS.search(text) and not _SWITCH_WORDS.search(neighbor.platform)):
        return Kind.AP
    if words & _SWITCH or (not words and _SWITCH_WORDS.search(text)):
        return Kind.SWITCH
    return Kind.STATION if words & _STATION else Kind.DEVICE


@lru_cache(maxsize=8192)
def as_mac(text: str) -> str | None:
    """A MAC address in the one spelling aa:bb:cc:dd:ee:ff, or None."""
    if _MAC.fullmatch(text.strip().casefold()) is None:
        return None
    digits = re.sub(r"[^0-9a-f]", "", text.casefold())
    return ":".join(digits[n : n + 2] for n in range(0, 12, 2))


def is_telling(mac: str) -> bool:
    """Whether a MAC names one device for good: not made up by a phone, not a group, not a virtual router."""
    try:
        first = int(mac[:2], 16)
    except ValueError:
        return False
    return not first & 0b11 and not mac.startswith(_VIRTUAL) and mac != "00:00:00:00:00:00"


@lru_cache(maxsize=8192)
def aliases(neighbor: Neighbor) -> frozenset[str]:
    """Every name one device may go by under two protocols."""
    found = {neighbor.system.split(".")[0].casefold()} if neighbor.system else set()
    if (mac := as_mac(neighbor.chassis)) is not None:
        found.add(mac)
    elif neighbor.chassis:
        found.add(neighbor.chassis.split(".")[0].casefold())
    if (sep := _SEP.fullmatch(neighbor.system.split(".")[0].casefold())) is not None:
        found.add(as_mac(sep[1]) or "")
    if not found and neighbor.remote_port:
        found.add(as_mac(neighbor.remote_port) or neighbor.remote_port.casefold())
    return frozenset(found - {""})


def identities(neighbors: Iterable[Neighbor]) -> dict[Neighbor, frozenset[str]]:
    """The aliases of neighbors without the names that several devices share (twenty phones called `Polycom`)."""
    listed = [(neighbor, aliases(neighbor)) for neighbor in neighbors]
    boxes: dict[str, set[str]] = defaultdict(set)
    for neighbor, names in listed:
        for name in names:
            boxes[name].add(as_mac(neighbor.chassis) or "")
    shared = {name for name, chassis in boxes.items() if len(chassis - {""}) > 1 and as_mac(name) is None}
    return {neighbor: (names - shared) or names for neighbor, names in listed}


def switch_links(state: State, known_switches: frozenset[str] = frozenset()) -> frozenset[str]:
    """Ports and LAGs that lead to other switches; hosts seen through them live elsewhere."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for neighbor in state.neighbors:
        kinds[neighbor.port].add(kind_of(neighbor, known_switches))
    links = {port for port, found in kinds.items() if port and Kind.SWITCH in found}
    links |= {name for name, port in state.interfaces.items() if port.stp_role in {"root", "alternate"}}
    crowds: dict[str, set[str]] = defaultdict(set)
    for seen in state.macs:
        crowds[seen.port].add(seen.mac)
    for port, macs in crowds.items():
        interface = state.interfaces.get(port)
        tagged = interface is not None and interface.mode is PortMode.TRUNK
        if Kind.AP not in kinds[port] and tagged and len(macs) > CROWD:
            links.add(port)
    for lag, members in state.lags.items():
        group = {lag, *members}
        if links & group or (not any(kinds[m] for m in members) and len(crowds[lag]) > 1):
            links |= group
    return frozenset(links)


def lag_of(state: State) -> dict[str, str]:
    """The LAG of each member port, from the LAGs and from the ports themselves."""
    found = {name: port.lag for name, port in state.interfaces.items() if port.lag}
    return {**found, **{member: lag for lag, members in state.lags.items() for member in members}}


def works_always(interface: Interface | None, kinds: Iterable[Kind], vlan_name: str, gave_power: bool) -> bool:
    """Whether what hangs on a port should be there at night: not a computer of students or staff."""
    if gave_power or any(kind.always_on for kind in kinds):
        return True
    description = interface.description if interface is not None else ""
    return _ALWAYS_ON.search(f"{description} | {vlan_name}") is not None


def vlan_names(state: State, vlans: Iterable[int | None]) -> str:
    """Names of VLANs in one text, to look for words in."""
    names: Mapping[int, str] = state.vlans
    return " ".join(names.get(vlan, "") for vlan in vlans if vlan is not None)
