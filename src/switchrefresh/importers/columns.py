"""Which column holds what: the headings that people give their lists of switches, and ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

# Ours, and what others call it; compared without case, blanks and punctuation. The first column that fits wins.
NAMES: Mapping[str, tuple[str, ...]] = {
    "building": (
        "building",
        "bldg",
        "school",
        "site",
        "campus",
        "location",
        "facility",
        "sitename",
        "buildingname",
    ),
    "closet": ("closet", "idf", "mdfidf", "idfmdf", "closetroom", "wiringcloset", "closetname", "telecomroom", "tr"),
    "room": ("room", "roomnumber", "roomno", "rm", "area"),
    "switch": (
        *("switch", "switchname", "hostname", "host", "name", "device", "devicename", "systemname", "sysname"),
        *("equipment", "asset", "assetname", "nodename", "switchhostname"),
    ),
    "host": (
        "ip",
        "ipaddress",
        "ipaddr",
        "address",
        "managementip",
        "mgmtip",
        "managementaddress",
        "primaryip",
        "ipv4",
        *("mgmtipaddress", "managementipaddress", "mgmtaddress", "mgmt", "mgtip", "hostip", "switchip", "ipv4address"),
    ),
    "model": ("model", "modelnumber", "currentmodel", "oldmodel", "devicetype", "type", "switchmodel", "makemodel"),
    "vendor": ("vendor", "make", "manufacturer", "brand"),
    "serial": ("serial", "sn", "serno", "serialnum", "serialnumber", "serialno", "currentserial", "oldserial"),
    "asset_tag": ("assettag", "tag", "inventorytag", "inventorynumber", "assetnumber", "assetid", "propertytag"),
    "ports": ("ports", "portcount", "noofports", "numberofports", "portsno", "totalports"),
    "poe": ("poe", "poeports", "haspoe", "poew", "poeyn", "portspoew"),
    "uplink": (
        "uplink",
        "uplinkto",
        "uplinkswitch",
        "parent",
        "connectedto",
        "upstream",
        "feedsfrom",
        "uplinkport",
        "connectsto",
        "fedfrom",
        "fedby",
        "goesto",
    ),
    "role": ("role", "function", "layer", "tier", "devicerole"),
    "platform": ("platform", "os", "nos", "netmikotype", "driver"),
    "members": (
        "members",
        "stack",
        "stackmembers",
        "stacksize",
        "stackof",
        "stackcount",
        "switchesinstack",
        "units",
        "unitsinstack",
        "qty",
        "quantity",
    ),
    "new_model": ("newmodel", "replacement", "replacementmodel", "replacewith", "targetmodel", "futuremodel"),
    "new_serial": ("newserial", "replacementserial", "newsn", "newserialnumber"),
    "new_asset_tag": ("newassettag", "newtag"),
    "aps": ("aps", "ap", "accesspoints", "wap", "waps", "wirelessaps", "wifi"),
    "phones": ("phones", "phone", "voip", "voipphones", "ipphones"),
    "cameras": ("cameras", "camera", "cams", "ipcameras"),
    "doors": ("doors", "door", "doorcontrollers", "accesscontrol"),
    "priority": ("priority", "prio"),
    "notes": ("notes", "note", "comment", "comments", "remarks", "remark", "description"),
}
_PLAIN = re.compile(r"[^a-z0-9]+")
_BY_NAME = {name: field for field, names in NAMES.items() for name in names}


def recognise(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[str, str]:
    """Heading -> our word. What a person has said before wins; each word of ours is used once."""
    found = {h: w for h, w in (remembered or {}).items() if h in headings and w in NAMES}
    taken = set(found.values())
    for heading in headings:
        field = _BY_NAME.get(_plain(heading)) or _BY_NAME.get(_plain(re.sub(r"\(.*?\)", "", heading)))
        if heading not in found and field is not None and field not in taken:
            found[heading] = field
            taken.add(field)
    return found


def count_known(cells: Iterable[str]) -> int:
    """How many cells of a line are headings that we know."""
    return len({field for cell in cells if (field := _BY_NAME.get(_plain(cell)))})


def _plain(text: str) -> str:
    return _PLAIN.sub("", text.casefold())
