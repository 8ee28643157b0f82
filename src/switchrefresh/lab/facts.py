"""What a simulated switch is configured to do, before any OS puts it into words: VLANs, ports, addresses, secrets."""

from __future__ import annotations

import hashlib
import ipaddress
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from switchrefresh.inventory.model import Inventory, Switch
from switchrefresh.inventory.topology import children
from switchrefresh.lab.hardware import Hardware, hardware

UNPLAYED = frozenset({"unmanaged", "cloud"})  # nothing to log in to: no LAG can be set up there
SPARES = 2  # ports that are switched on and free
STAFF, STUDENTS, VOICE, CAMERAS, DOORS, APS, MANAGEMENT = 10, 20, 30, 40, 50, 60, 99
NAMES = {
    STAFF: "STAFF",
    STUDENTS: "STUDENT",
    VOICE: "VOICE",
    CAMERAS: "CAMERAS",
    DOORS: "DOORS",
    APS: "WIFI-AP",
    MANAGEMENT: "MGMT",
}


@dataclass(frozen=True, slots=True)
class Port:
    """One port: the untagged VLAN, the tagged ones, whether a powered device belongs there, whether it is in use."""

    description: str = ""
    native: int = 1
    tagged: tuple[int, ...] = ()
    trunk: bool = False
    poe: bool = False
    used: bool = True
    lag: int | None = None
    power: bool = True  # PoE is not switched off


UNUSED = Port(used=False)
SPARE = Port("", STUDENTS)  # switched on, with nothing plugged in


@dataclass(frozen=True, slots=True)
class Facts:
    """One switch. The secrets are invented: the same for the same switch, and of no use anywhere."""

    hostname: str
    location: str
    contact: str
    address: ipaddress.IPv4Interface
    vlans: Mapping[int, str]
    edge: tuple[Port, ...]
    trunks: tuple[Port, ...]
    community: str
    radius_key: str
    admin_hash: str
    svis: Mapping[int, ipaddress.IPv4Interface] = field(default_factory=dict)  # besides the management address
    stp_priority: int = 32768

    @property
    def gateway(self) -> ipaddress.IPv4Address:
        """The first address of the management network."""
        return self.address.network.network_address + 1


def facts_of(inventory: Inventory, name: str) -> Facts:
    """What the inventory says about a switch, filled up with what such a switch usually carries."""
    switch = inventory.switches[name]
    building = inventory.buildings.get(switch.building or "")
    closet = building.closets.get(switch.closet or "") if building else None
    place = " ".join(part for part in (closet.name if closet else None, closet.room if closet else None) if part)
    trunks = _trunks(inventory, name)
    edge = _edge_ports(switch, _room(switch, len(trunks)))
    return Facts(
        hostname=switch.hostname or name,
        location=f"{building.name if building else 'Unknown'} {place}".strip().replace('"', "'"),
        contact="IT help desk x4357",
        address=_address(switch.host, name),
        vlans=_vlans(edge),
        edge=edge,
        trunks=trunks,
        community=f"ro-{_invented(name, 'snmp')[:12]}",
        radius_key=_invented(name, "radius")[:20],
        admin_hash=_invented(name, "admin"),
    )


def _invented(name: str, what: str) -> str:
    return hashlib.sha256(f"lab:{name}:{what}".encode()).hexdigest()[:43]


def _address(host: str | None, name: str) -> ipaddress.IPv4Interface:
    number = zlib.crc32(name.encode())
    try:
        found = ipaddress.IPv4Address(host or "")
    except ValueError:
        found = ipaddress.IPv4Address("127.0.0.1")
    if found.is_loopback:
        found = ipaddress.IPv4Address(f"10.{200 + number % 50}.{number // 50 % 256}.{10 + number // 12800 % 240}")
    return ipaddress.IPv4Interface(f"{found}/24")


def _room(switch: Switch, trunks: int) -> int:
    """Edge ports that both the old hardware and the new have to spare."""
    return min(len(box.access) - max(trunks - len(box.uplinks), 0) for box in _boxes(switch))


def _boxes(switch: Switch) -> list[Hardware]:
    """The hardware today, and that of the replacement."""
    boxes = [hardware(switch.model, switch.platform, switch.members)]
    if switch.replacement is not None:
        boxes.append(hardware(switch.replacement.model, switch.replacement.platform, switch.members))
    return boxes


def _edge_ports(switch: Switch, room: int) -> tuple[Port, ...]:
    """What hangs on the switch, at most `room`: where the feeds are more, the most numerous kind is cut."""
    count = dict(switch.feeds)
    door = 100 + zlib.crc32((switch.closet or "").encode()) % 100
    kinds = [
        [Port(f"AP {door + n}", APS, (STAFF, STUDENTS), True, True) for n in range(count.get("aps", 0))],
        [Port(f"Phone Rm {door + n}", STAFF, (VOICE,), False, True) for n in range(count.get("phones", 0))],
        [Port(f"Camera {n + 1}", CAMERAS, (), False, True) for n in range(count.get("cameras", 0))],
        [Port(f"Door controller {n + 1}", DOORS, (), False, True) for n in range(count.get("doors", 0))],
        [Port(f"Rm {door + n} PC", STUDENTS if n % 3 else STAFF) for n in range(6)],
    ]
    while sum(map(len, kinds)) > max(room, 0):
        max(kinds, key=len).pop()
    spare = min(SPARES, max(room, 0) - sum(map(len, kinds)))
    return (*(port for kind in kinds for port in kind), *(SPARE for _ in range(spare)))


def _vlans(edge: tuple[Port, ...]) -> dict[int, str]:
    seen = {STAFF, STUDENTS, MANAGEMENT} | {vlan for port in edge for vlan in (port.native, *port.tagged)}
    return {number: name for number, name in NAMES.items() if number in seen}


def _trunks(inventory: Inventory, name: str) -> tuple[Port, ...]:
    """The uplink and the downlinks; a link of two cables is a LAG on both of its ends."""
    tagged = tuple(number for number in NAMES if number != 1)
    uplink = inventory.switches[name].uplink
    links = [(f"Uplink to {uplink or 'firewall'}", cables(inventory, name))]
    links += [(f"Downlink to {child}", cables(inventory, child)) for child in children(inventory.switches)[name]]
    found: list[Port] = []
    lags = 0
    for label, count in links:
        lag = (lags := lags + 1) if count > 1 else None
        found += [Port(label, 1, tagged, True, lag=lag)] * count
    return tuple(found)


def cables(inventory: Inventory, name: str) -> int:
    """How many cables an uplink has: two, in a LAG, for stacks and every third switch, where the parent has room."""
    switch = inventory.switches[name]
    parent = inventory.switches.get(switch.uplink or "")
    if parent is None or switch.platform in UNPLAYED:
        return 1
    links = 1 + 2 * len(children(inventory.switches)[switch.uplink or ""])
    roomy = all(3 * links <= len(box.access) + len(box.uplinks) for box in _boxes(parent))
    return 2 if roomy and (switch.members > 1 or zlib.crc32(name.encode()) % 3 == 0) else 1
