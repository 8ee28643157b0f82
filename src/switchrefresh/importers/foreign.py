"""Switches of another program's inventory as a table of ours, so that one reader judges every list alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from switchrefresh.importers.model_names import read_model
from switchrefresh.importers.proposal import Odd, Proposal, make_id
from switchrefresh.importers.sheets import Row, Sheet

NO_BUILDING = "unsorted"
HEADINGS = ("building", "closet", "switch", "ip", "model", "serial", "assettag", "role", "platform", "members", "notes")
# What Oxidized, NAPALM, Nornir and NetBox call an OS -> ours; without punctuation and case.
PLATFORMS: Mapping[str, str] = {
    "ios": "cisco_ios",
    "iosxe": "cisco_xe",
    "ciscoiosxe": "cisco_xe",
    "nxos": "cisco_nxos",
    "nxosssh": "cisco_nxos",
    "ciscosmb": "cisco_s300",
    "eos": "arista_eos",
    "arubaoscx": "aruba_aoscx",
    "aoscx": "aruba_aoscx",
    "arubacx": "aruba_aoscx",
    "procurve": "hp_procurve",
    "arubaosswitch": "aruba_osswitch",
    "arubaos": "aruba_osswitch",
    "junos": "juniper_junos",
    "ironware": "ruckus_fastiron",
    "fastiron": "ruckus_fastiron",
    "icx": "ruckus_fastiron",
    "xos": "extreme_exos",
    "exos": "extreme_exos",
    "powerconnect": "dell_os6",
    "dnos": "dell_os6",
    "ftos": "dell_os9",
    "os10": "dell_os10",
    "comware": "hp_comware",
    "fortios": "fortinet",
    "fortiswitch": "fortinet",
    "edgeswitch": "ubiquiti_edgeswitch",
    "routeros": "mikrotik_routeros",
    "netgear": "netgear_prosafe",
    "tplink": "tplink_jetstream",
}
UNMANAGED_WORDS = ("unmanaged", "cloud")


@dataclass(frozen=True, slots=True)
class Device:
    """One switch as another program knows it; what it does not know is empty."""

    where: str
    name: str
    building: str = ""
    closet: str = ""
    address: str = ""
    model: str = ""
    serial: str = ""
    asset_tag: str = ""
    role: str = ""
    platform: str = ""
    members: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Foreign:
    """All that was read of it, and what a person should know: rows that are no switches, secrets that were dropped."""

    devices: tuple[Device, ...]
    odd: tuple[Odd, ...] = ()
    assumed: tuple[str, ...] = field(default=())


def our_platform(name: str, known: Iterable[str]) -> str:
    """Another program's word for an OS as ours; nothing when it is not known."""
    ours = make_id(name).replace("-", "_").replace(".", "_")
    if ours in {*known, *UNMANAGED_WORDS}:
        return ours
    plain = "".join(letter for letter in name.casefold() if letter.isalnum())
    for word in (plain, plain.removeprefix("cisco"), plain.removeprefix("hpe").removeprefix("hp")):
        if word in PLATFORMS:
            return PLATFORMS[word]
    return ""


def building_of(name: str, known: Mapping[str, str]) -> str:
    """The building that a switch's name begins with (`hs-idf1-sw1`); `known` are ids and names of buildings."""
    head = make_id(name).split("-")[0]
    if head in known:
        return known[head]
    return head if "-" in make_id(name) and head not in {"sw", "switch", "mdf", "idf", "core"} else NO_BUILDING


def as_sheet(found: Foreign, known: Mapping[str, str]) -> Sheet:
    """The devices as a table with our own headings."""
    rows = []
    for device in found.devices:
        cells = {
            "building": device.building or building_of(device.name, known),
            "closet": device.closet,
            "switch": device.name,
            "ip": device.address,
            "model": device.model,
            "serial": device.serial,
            "assettag": device.asset_tag,
            "role": device.role,
            "platform": device.platform or read_model(device.model).platform,
            "members": device.members,
            "notes": device.notes,
        }
        rows.append(Row(device.where, cells))
    return Sheet("", HEADINGS, tuple(rows))


def with_words(proposal: Proposal, found: Foreign) -> Proposal:
    """The proposal with what was said on the way; a switch may wait for its replacement, so there are no questions."""
    unsorted = [key for key, entry in proposal.switches.items() if entry.get("building") == NO_BUILDING]
    told = [f"{len(unsorted)} switches name no building: they stand in {NO_BUILDING}"] if unsorted else []
    return replace(
        proposal,
        columns={},
        unused_columns=(),
        odd=(*found.odd, *proposal.odd),
        assumed=(*found.assumed, *told, *proposal.assumed),
    )
