"""A made-up closet for the tests of verification: what hangs on which port, told by an old and by a new switch."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from switchrefresh.snapshots.state import Fact, FactStatus, Interface, Neighbor, PortMode, SeenMac, State

VLANS = {1: "default", 10: "STAFF", 20: "STUDENT", 30: "VOICE", 40: "CAMERAS", 60: "WIFI-AP", 99: "MGMT"}
PORTMAP = """\
portmap:
  rules:
    - "GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}"
    - "TenGigabitEthernet1/0/{1-2} -> 1/1/{49-50}"
    - "Port-channel{n} -> lag{n}"
"""
ALL_FACTS = dict.fromkeys(Fact, FactStatus.COLLECTED)
DAY = datetime.fromisoformat("2026-12-01T10:00:00-06:00")
NIGHT = datetime.fromisoformat("2026-12-02T19:00:00-06:00")


@dataclass(frozen=True)
class Thing:
    """One device on socket `at` (counted from 1)."""

    at: int
    kind: str  # ap | phone | camera | student | staff
    name: str
    mac: str
    speed: int = 1000


def things():
    """44 devices of a usual closet; the others of 48 sockets are free."""
    found = []
    for at in range(1, 45):
        kind = "ap" if at <= 6 else "phone" if at <= 14 else "camera" if at <= 20 else "student" if at % 3 else "staff"
        speed = 100 if kind == "camera" else 1000
        found.append(Thing(at, kind, f"{kind}-{at}", f"00:1b:21:00:00:{at:02x}", speed))
    return found


VLAN_OF = {"ap": 60, "phone": 10, "camera": 40, "student": 20, "staff": 10}
CAPABILITIES = {"ap": frozenset({"bridge", "wlan"}), "phone": frozenset({"bridge", "phone"})}
POWERED = {"ap", "phone", "camera"}


@dataclass(frozen=True)
class Family:
    """How a switch OS names things, and how it words a phone's port and a trunk."""

    platform: str
    edge: object
    uplinks: tuple
    lag: str
    hybrid: bool = False  # a phone's port is a trunk with an untagged VLAN
    lag_has_vlans: bool = True


CATALYST = Family(
    "cisco_ios",
    lambda n: f"GigabitEthernet1/0/{n}",
    ("TenGigabitEthernet1/0/1", "TenGigabitEthernet1/0/2"),
    "Port-channel1",
)
CX = Family("aruba_aoscx", lambda n: f"1/1/{n}", ("1/1/49", "1/1/50"), "lag1", hybrid=True)
EX = Family("juniper_junos", lambda n: f"ge-0/0/{n - 1}", ("xe-0/1/0", "xe-0/1/1"), "ae0", hybrid=True)
PROCURVE = Family("hp_procurve", lambda n: f"{n}", ("49", "50"), "Trk1", hybrid=True)
TAGGED = frozenset({10, 20, 30, 40, 60, 99})


def state(family, present=None, *, hostname="closet-sw1", all_things=None):
    """The switch of a closet; devices not in `present` are switched off."""
    all_things = all_things or things()
    present = {thing.at for thing in all_things} if present is None else present
    ports, macs, neighbors = {}, [], []
    for n in range(1, 49):
        name = family.edge(n)
        ports[name] = Interface(name, admin_up=True, oper_up=False, mode=PortMode.ACCESS, access_vlan=1, poe_on=False)
    for thing in all_things:
        name = family.edge(thing.at)
        on = thing.at in present
        ports[name] = _port(family, thing, name, on)
        if on:
            macs.append(SeenMac(thing.mac, VLAN_OF[thing.kind], name))
            if thing.kind in CAPABILITIES:
                caps = CAPABILITIES[thing.kind]
                neighbors.append(Neighbor(name, thing.name, thing.mac, "eth0", capabilities=caps))
    for n, name in enumerate(family.uplinks):
        ports[name] = replace(_trunk(family, name), lag=family.lag, speed=10000, stp_role="root" if n == 0 else None)
        caps = frozenset({"bridge", "router"})
        neighbors.append(Neighbor(name, "mdf-core", "00:0a:00:00:00:01", f"1/1/{n + 1}", capabilities=caps))
    ports[family.lag] = _trunk(family, family.lag)
    macs += [SeenMac(f"00:1c:c4:00:{n:02x}:01", 10, family.lag) for n in range(40)]
    return State(
        platform=family.platform,
        hostname=hostname,
        interfaces=ports,
        neighbors=tuple(neighbors),
        macs=tuple(macs),
        vlans=VLANS,
        lags={family.lag: family.uplinks},
        svis={"vlan 99": ("10.0.99.5/24",)},
        facts=ALL_FACTS,
    )


def _port(family, thing, name, on):
    vlan = VLAN_OF[thing.kind]
    port = Interface(
        name,
        description=f"{thing.kind} {thing.name} B-{100 + thing.at}",
        admin_up=True,
        oper_up=on,
        speed=thing.speed if on else None,
        duplex="full" if on else None,
        mode=PortMode.ACCESS,
        access_vlan=vlan,
        poe_on=on and thing.kind in POWERED,
        poe_class="3" if thing.kind in POWERED else None,
    )
    if thing.kind == "phone" and family.hybrid:
        return replace(port, mode=PortMode.TRUNK, access_vlan=None, native_vlan=vlan, allowed_vlans=frozenset({30}))
    if thing.kind == "phone":
        return replace(port, voice_vlan=30)
    if thing.kind == "ap":
        return replace(port, mode=PortMode.TRUNK, access_vlan=None, native_vlan=vlan, allowed_vlans=frozenset({10, 20}))
    return port


def _trunk(family, name):
    allowed = TAGGED | {1} if family.platform == "cisco_ios" else TAGGED
    return Interface(
        name, admin_up=True, oper_up=True, duplex="full", mode=PortMode.TRUNK, native_vlan=1, allowed_vlans=allowed
    )


def with_port(found, name, **changes):
    """The state with one port otherwise."""
    return replace(found, interfaces={**found.interfaces, name: replace(found.interfaces[name], **changes)})


def without(found, name):
    """Nothing on a port any more: no link, no power, no neighbor, no host."""
    dark = with_port(found, name, oper_up=False, speed=None, duplex=None, poe_on=False)
    return replace(
        dark,
        macs=tuple(m for m in found.macs if m.port != name),
        neighbors=tuple(n for n in found.neighbors if n.port != name),
    )


def replugged(found, old, new):
    """The cable of one port in another: the settings stay where they are."""
    source, free = found.interfaces[old], found.interfaces[new]
    live = ("oper_up", "speed", "duplex", "poe_on", "poe_class")
    ports = dict(found.interfaces)
    ports[new] = replace(free, **{key: getattr(source, key) for key in live})
    ports[old] = replace(source, oper_up=False, speed=None, duplex=None, poe_on=False)
    vlan = free.access_vlan or free.native_vlan
    return replace(
        found,
        interfaces=ports,
        macs=tuple(replace(m, port=new, vlan=vlan) if m.port == old else m for m in found.macs),
        neighbors=tuple(replace(n, port=new) if n.port == old else n for n in found.neighbors),
    )


def hours_later(hours):
    """A moment after the day's look."""
    return DAY + timedelta(hours=hours)
