"""What a switch sees at one moment: links, power, spanning tree, neighbours and addresses, all from one scene."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from switchrefresh.lab.devices import Device, Kind
from switchrefresh.lab.facts import MANAGEMENT, Port
from switchrefresh.lab.hardware import Socket
from switchrefresh.lab.scene import Cable, Scene

ROOT, DESIGNATED, ALTERNATE, DISABLED = "root", "designated", "alternate", "disabled"


@dataclass(frozen=True, slots=True)
class PortView:
    """One port as it is now. `bundled` means that it really carries traffic of its LAG."""

    index: int  # from 1, over all members
    socket: Socket
    port: Port
    cable: Cable | None
    up: bool
    speed: int
    half: bool
    powered: bool
    bundled: bool
    role: str
    mac: str

    @property
    def name(self) -> str:
        """As the config calls it."""
        return self.socket.name

    @property
    def device(self) -> Device | None:
        """What is plugged in, whether it works or not."""
        return self.cable.device if self.cable else None

    @property
    def forwards(self) -> bool:
        """Whether the spanning tree lets traffic through."""
        return self.role in {ROOT, DESIGNATED}


@dataclass(frozen=True, slots=True)
class Learned:
    """A row of the MAC table; `place` is a port's name or a LAG's number."""

    mac: str
    vlan: int
    place: str | int


@dataclass(frozen=True)
class View:
    """The scene, and what follows from it."""

    scene: Scene
    ports: tuple[PortView, ...]
    macs: tuple[Learned, ...]
    neighbors: tuple[tuple[PortView, Device], ...]  # as far as LLDP has told them yet
    arp: tuple[tuple[str, str, int, str | int], ...]  # address, mac, vlan, place
    root: tuple[int, str]  # priority and address of the root bridge
    root_place: str | int | None  # None: this switch is the root
    lag_up: dict[int, tuple[PortView, ...]] = field(default_factory=dict)  # the members that carry traffic

    def of(self, name: str) -> PortView:
        """A port by name."""
        return next(view for view in self.ports if view.name == name)

    def lag_role(self, number: int) -> str:
        """The spanning tree role of a LAG."""
        members = self.lag_up.get(number)
        return members[0].role if members else DISABLED

    @property
    def bridge(self) -> tuple[int, str]:
        """This switch's own bridge identifier."""
        return self.scene.setup.stp_priority, self.scene.mac()


def observe(scene: Scene, quiet: frozenset[str] = frozenset()) -> View:
    """Work everything out; the neighbours on the ports `quiet` have not been heard by LLDP yet."""
    links = {socket.name: _link(scene, socket) for socket in scene.hardware.sockets}
    bundles = _bundles(scene, links)
    root, place = _root(scene, links, bundles)
    roles = _roles(scene, links, bundles, place)
    ports = tuple(
        _port_view(scene, socket, index, links[socket.name], roles[socket.name], bundles)
        for index, socket in enumerate(scene.hardware.sockets, 1)
    )
    macs = tuple(_learned(scene, ports))
    heard = tuple((view, one) for view in ports if view.name not in quiet for one in _heard(view))
    members = {number: tuple(v for v in ports if v.bundled and v.port.lag == number) for number in scene.setup.lags}
    return View(scene, ports, macs, heard, tuple(_arp(scene, macs)), root, place, members)


def _link(scene: Scene, socket: Socket) -> int:
    """The speed of the link in Mb/s; 0 is down."""
    cable, port = scene.cables.get(socket.name), scene.setup.ports[socket.name]
    if cable is None or cable.dead or not port.used or not (cable.device.at_night or not scene.night):
        return 0
    if cable.device.poe_class is not None and not (socket.poe and port.power):
        return 0
    return min(socket.speed, cable.device.speed, cable.limit or socket.speed)


def _bundles(scene: Scene, links: dict[str, int]) -> dict[str, int]:
    """The ports that carry traffic of their LAG: both ends agree, and the peer is the one of the first member."""
    found: dict[str, int] = {}
    for number, names in scene.setup.lags.items():
        peer: tuple[str, int | None] | None = None
        for name in names:
            cable = scene.cables.get(name)
            if not links[name] or cable is None or cable.far_lag is None:
                continue
            peer = peer or (cable.device.mac, cable.far_lag)
            if (cable.device.mac, cable.far_lag) == peer:
                found[name] = number
    return found


def _root(scene: Scene, links: dict[str, int], bundles: dict[str, int]) -> tuple[tuple[int, str], str | int | None]:
    best, place = (scene.setup.stp_priority, scene.mac()), None
    for name, cable in scene.cables.items():
        device = cable.device
        if links[name] and device.kind is Kind.SWITCH and (device.priority, device.mac) < best:
            best, place = (device.priority, device.mac), name
    return best, bundles.get(place, place) if place is not None else None


def _roles(scene: Scene, links: dict[str, int], bundles: dict[str, int], root: str | int | None) -> dict[str, str]:
    """Designated is the rule; more links to the root switch than one are alternates."""
    first = next((name for name in links if bundles.get(name, name) == root), None) if root is not None else None
    peer = scene.cables[first].device.mac if first is not None else None
    roles = {}
    for name, speed in links.items():
        cable = scene.cables.get(name)
        if not speed or cable is None:
            roles[name] = DISABLED
        elif root is not None and bundles.get(name, name) == root:
            roles[name] = ROOT
        else:
            loop = cable.device.kind is Kind.SWITCH and cable.device.mac == peer
            roles[name] = ALTERNATE if loop else DESIGNATED
    return roles


def _port_view(scene: Scene, socket: Socket, index: int, speed: int, role: str, bundles: dict[str, int]) -> PortView:
    cable, port = scene.cables.get(socket.name), scene.setup.ports[socket.name]
    wants = cable is not None and not cable.dead and cable.device.poe_class is not None
    return PortView(
        index=index,
        socket=socket,
        port=port,
        cable=cable,
        up=speed > 0,
        speed=speed,
        half=bool(cable and cable.half),
        powered=wants and socket.poe and port.power and port.used,
        bundled=socket.name in bundles,
        role=role,
        mac=scene.mac(index),
    )


def _heard(view: PortView) -> Iterator[Device]:
    if not view.up or view.cable is None:
        return
    device, far = view.cable.device, view.cable.far_port
    if device.lldp:
        yield replace(device, port_id=far, port_description=far) if far else device


def _learned(scene: Scene, ports: tuple[PortView, ...]) -> Iterator[Learned]:
    setup, seen = scene.setup, set()
    exist = {1, *setup.vlans}
    for view in ports:
        if not view.forwards or view.cable is None:
            continue
        place = view.port.lag if view.bundled and view.port.lag is not None else view.name
        carried = set(setup.tagged(view.port))
        for device in (view.cable.device, view.cable.behind):
            for frames in device.frames if device else ():
                if scene.night and not frames.at_night:
                    continue
                vlan = view.port.native if frames.tag is None else frames.tag
                known = vlan in exist and (frames.tag is None or vlan in carried)
                if known and (frames.mac, vlan) not in seen:
                    seen.add((frames.mac, vlan))
                    yield Learned(frames.mac, vlan, place)


def _arp(scene: Scene, macs: tuple[Learned, ...]) -> Iterator[tuple[str, str, int, str | int]]:
    """The neighbours in the switch's own networks that it has talked to: the gateway, and where it routes, hosts."""
    last = {
        frames.mac: frames.address
        for cable in scene.cables.values()
        for device in (cable.device, cable.behind)
        for frames in (device.frames if device else ())
        if frames.address is not None
    }
    used = set()
    for row in macs:
        own, number = scene.setup.svis.get(row.vlan), last.get(row.mac)
        if own is None or number is None:
            continue
        address = own.network.network_address + number
        if address in own.network and address != own.ip and address not in used:
            used.add(address)
            yield str(ipaddress.IPv4Address(address)), row.mac, row.vlan, row.place


def manageable(view: View) -> bool:
    """Whether anybody can log in: the management address exists, and its VLAN reaches the network."""
    setup = view.scene.setup
    if not view.scene.answers or MANAGEMENT not in setup.svis or MANAGEMENT not in setup.vlans:
        return False
    return any(
        one.forwards and one.device is not None and one.device.kind is Kind.SWITCH and MANAGEMENT in one.port.tagged
        for one in view.ports
    )
