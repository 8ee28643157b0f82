"""What a switch said about itself, in one vendor-neutral model; each fact says whether it was really collected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from switchrefresh.platforms.facts import Fact

__all__ = ["Fact", "FactStatus", "Interface", "Neighbor", "PortMode", "SeenMac", "Skipped", "State"]


class FactStatus(StrEnum):
    """How a fact came about. Only `collected`, `empty` and `configured` may be compared."""

    COLLECTED = "collected"
    EMPTY = "empty"  # the switch answered, and there is nothing
    CONFIGURED = "configured"  # taken from the running config: what shall be, not what is
    UNSUPPORTED = "unsupported"  # no command or no parser for it on this OS
    PARSE_FAILED = "parse_failed"  # the switch answered with something we do not understand
    REFUSED = "refused"  # the switch refused the command, or it was cut short


class PortMode(StrEnum):
    """What a port does with VLAN tags. A routed port has no VLANs."""

    ACCESS = "access"
    TRUNK = "trunk"
    ROUTED = "routed"


@dataclass(frozen=True, slots=True)
class Interface:
    """One port or LAG. None means not known; `name` is its OS's long name (`GigabitEthernet1/0/1`, `1/1/1`).

    `speed` is in Mb/s (the speed in use; None when down or not told), `poe_watts` what is drawn now;
    `allowed_vlans` are the tagged VLANs of a trunk, with "all" already limited to VLANs that exist; `native_vlan` is
    its untagged one, and None where no untagged frame gets through. A port with one untagged and one tagged VLAN that
    is a voice VLAN is an access port with that `voice_vlan`, whatever the OS calls it.
    """

    name: str
    description: str = ""
    admin_up: bool | None = None
    oper_up: bool | None = None
    err_disabled: bool = False
    speed: int | None = None
    duplex: str | None = None  # full | half
    media: str = ""  # as the switch words it: 10/100/1000BaseTX, SFP-SX ...
    mode: PortMode | None = None
    access_vlan: int | None = None
    native_vlan: int | None = None
    allowed_vlans: frozenset[int] | None = None
    voice_vlan: int | None = None
    lag: str | None = None
    poe_admin: bool | None = None
    poe_on: bool | None = None
    poe_watts: float | None = None
    poe_class: str | None = None
    stp_role: str | None = None  # root | designated | alternate | backup | disabled
    stp_state: str | None = None  # forwarding | blocking | ...


@dataclass(frozen=True, slots=True)
class Neighbor:
    """Who is at the other end of a cable, by LLDP or CDP. `port` is ours, "" where the OS does not tell."""

    port: str
    system: str = ""
    chassis: str = ""
    remote_port: str = ""
    platform: str = ""
    capabilities: frozenset[str] = frozenset()  # bridge, router, wlan, phone, station ...
    address: str = ""
    protocol: str = "lldp"

    @property
    def key(self) -> str:
        """The same device under two protocols has one key: short system name, else chassis, else port id."""
        short = self.system.split(".")[0].casefold()
        return short or self.chassis.casefold() or self.remote_port.casefold()


@dataclass(frozen=True, slots=True)
class SeenMac:
    """Where a host was seen; `mac` is aa:bb:cc:dd:ee:ff."""

    mac: str
    vlan: int | None
    port: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be taken into the model, and why; a skip is never silent."""

    fact: Fact
    command: str
    why: str
    row: str = ""


@dataclass(frozen=True)
class State:
    """Everything known of one switch at one time. Ports are keyed by canonical name."""

    platform: str
    hostname: str = ""
    models: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()  # one per stack member, in member order
    version: str = ""
    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    neighbors: tuple[Neighbor, ...] = ()
    macs: tuple[SeenMac, ...] = ()
    vlans: Mapping[int, str] = field(default_factory=dict)
    voice: frozenset[int] = frozenset()  # the VLANs that the switch itself calls voice VLANs
    lags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # LAG name -> member ports
    svis: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "vlan 10" -> addresses with prefix
    arp: Mapping[str, str] = field(default_factory=dict)  # address -> mac
    transceivers: Mapping[str, str] = field(default_factory=dict)  # port -> kind
    gateway: str | None = None
    facts: Mapping[Fact, FactStatus] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[str, ...] = ()  # where the answers and the config contradict each other

    def knows(self, fact: Fact) -> bool:
        """Whether a fact may be compared: the switch was asked, answered, and was understood."""
        return self.facts.get(fact) in {FactStatus.COLLECTED, FactStatus.EMPTY, FactStatus.CONFIGURED}
