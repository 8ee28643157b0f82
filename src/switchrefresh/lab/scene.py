"""One switch in its rack: the hardware, what it is set up to do, and what hangs on every cable."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from switchrefresh.lab.devices import Device
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup


@dataclass(frozen=True, slots=True)
class Cable:
    """A cable in a port: the device at its other end, and one behind that (a computer behind a phone).

    `limit` is the most that the cable can carry (a bad pair: 100), `optic` the transceiver at our end, `far_lag` tells
    the cables of one LAG of the switch at the other end from single ones, `far_port` is the port there, and `dead`
    means that the device gives no sign of life.
    """

    device: Device
    behind: Device | None = None
    limit: int = 0
    half: bool = False
    optic: str = ""
    far_lag: int | None = None
    far_port: str = ""
    dead: bool = False


@dataclass(frozen=True)
class Scene:
    """Everything that decides what a switch answers; a change is a new scene."""

    hardware: Hardware
    platform: str
    setup: Setup
    cables: Mapping[str, Cable] = field(default_factory=dict)
    serials: tuple[str, ...] = ()
    firmware: str = ""  # empty: what the hardware comes with
    night: bool = False
    moment: int = 0  # counters and uptime grow with it
    saved: bool = True  # the startup configuration is the running one
    answers: bool = True  # the switch can be reached at all

    @property
    def hostname(self) -> str:
        """The name in the prompt."""
        return self.setup.facts.hostname

    @property
    def version(self) -> str:
        """The firmware that runs."""
        return self.firmware or self.hardware.firmware

    def mac(self, number: int = 0) -> str:
        """The switch's own addresses, counted from its base address; they follow from the serial number."""
        base = int(hashlib.sha256(f"lab mac {self.serials[0]}".encode()).hexdigest()[:5], 16) << 7
        value = 0x9020C2000000 + base % 0xFFFF80 + number
        text = f"{value:012x}"
        return ":".join(text[at : at + 2] for at in range(0, 12, 2))

    def with_cable(self, port: str, cable: Cable | None) -> Scene:
        """The same with another cable in a port, or none."""
        cables = {name: one for name, one in self.cables.items() if name != port}
        return replace(self, cables=cables if cable is None else {**cables, port: cable})


def serial_for(model: str, name: str, member: int = 1) -> str:
    """An invented serial number: the same for the same unit, of no use anywhere."""
    digest = hashlib.sha256(f"lab serial {model} {name} {member}".encode()).hexdigest().upper()
    if model.startswith("X4"):
        return f"{1700 + int(digest[:2], 16) % 24}N-{int(digest[2:7], 16) % 100_000:05}"
    return f"{'SG' if model.startswith('J') else 'FOC'}{digest[:8]}"
