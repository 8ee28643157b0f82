"""Many simulated switches at once, each at an address of its own, and the swap of one for another."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import TracebackType

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.keys import private_text, public_line
from switchrefresh.lab.server import Stand
from switchrefresh.lab.switch import LabSwitch, Record

LOOPBACK = "127.0.0.1"
BACKLOG = 128
MAX_CONNECTIONS = 2_000  # open at once, over all switches
LOWEST_PORT, HIGHEST_PORT = 20_001, 32_700  # below those that Linux lends to programs (32768 and up)
STRIDE = 101  # ports between the first choices of two processes that started one after the other


class LabNetwork:
    """Switches that answer while the `with` block lasts.

    Every switch listens on 127.0.0.1 at a port that the system chooses. With a `port` every switch has an address of
    its own instead (127.50.0.1 and up, Linux) and listens there on that port, as real switches do. `ports` names the
    ports of single switches on 127.0.0.1.
    """

    def __init__(self, switches: Iterable[LabSwitch], port: int = 0, ports: Mapping[str, int] | None = None) -> None:
        self._closing = threading.Event()
        self._stands = {switch.name: Stand(switch, self._closing) for switch in switches}
        self._port = port
        self._ports = ports or {}
        self._listeners: dict[str, socket.socket] = {}
        self._wake, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._accept, daemon=True, name="lab network")

    def __enter__(self) -> LabNetwork:
        if self._thread.ident is None:
            self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Make host keys, listen, answer."""
        try:
            for number, (name, stand) in enumerate(self._stands.items()):
                if stand.switch.ssh != "legacy":
                    stand.host_keys()
                self._listeners[name] = _listen(number, self._port, self._ports.get(name, 0))
        except OSError:
            self._closing.set()  # nothing is left to be closed, and the reason must not be lost in closing it twice
            self._close_listeners()
            raise
        self._thread.start()

    def close(self) -> None:
        """Hang up on everybody and stop; a second call does nothing."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._wake.send(b"x")
        if self._thread.ident is not None:
            self._thread.join(5)
        for stand in self._stands.values():
            stand.hang_up()
        self._close_listeners()

    def _close_listeners(self) -> None:
        for sock in (*self._listeners.values(), self._wake, self._woken):
            sock.close()

    def address(self, name: str) -> tuple[str, int]:
        """Host and port of a switch; KeyError for an unknown name."""
        host, port = self._listeners[name].getsockname()[:2]
        return str(host), int(port)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all switches, as given."""
        return tuple(self._stands)

    def switch(self, name: str) -> LabSwitch:
        """The switch that stands there now."""
        return self._stands[name].switch

    def record(self, name: str) -> Record:
        """What the switch that stands there now has received."""
        return self._stands[name].record

    def host_keys(self, name: str) -> tuple[str, ...]:
        """Public host keys, each as type and base64."""
        return tuple(public_line(key) for key in self._stands[name].host_keys())

    def private_keys(self, name: str) -> tuple[str, ...]:
        """Private host keys as text, for `LabSwitch.private_keys` of a later run."""
        return tuple(private_text(key) for key in self._stands[name].host_keys())

    def known_hosts(self, name: str) -> str:
        """The lines for a `known_hosts` file."""
        host, port = self.address(name)
        where = host if port == 22 else f"[{host}]:{port}"
        return "".join(f"{where} {key}\n" for key in self.host_keys(name))

    def swap(self, name: str, new: LabSwitch) -> None:
        """Take the switch out and put another in: same address and port, other host key, nobody logged in."""
        old = self._stands[name]
        self._stands[name] = Stand(new, self._closing)
        self._stands[name].host_keys()
        old.hang_up()

    def configure(self, name: str, config: bytes, saved: bool = True) -> None:
        """Change the running configuration, and with `saved` the startup configuration too."""
        stand = self._stands[name]
        startup = config if saved else stand.switch.saved
        stand.switch = replace(stand.switch, config=config, startup=startup)

    def behave(self, name: str, behaviour: Behaviour) -> None:
        """From now on the switch behaves like this."""
        stand = self._stands[name]
        stand.switch = replace(stand.switch, behaviour=behaviour)

    def become(self, name: str, switch: LabSwitch) -> None:
        """The same unit in another state: keys and open sessions stay."""
        self._stands[name].switch = switch

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            for name, listener in self._listeners.items():
                selector.register(listener, selectors.EVENT_READ, name)
            while not self._closing.is_set():
                for key, _ in selector.select():
                    if key.data is not None:
                        self._welcome(key.data)

    def _welcome(self, name: str) -> None:
        with contextlib.suppress(OSError):
            sock, _ = self._listeners[name].accept()
            sock.setblocking(True)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if sum(len(stand.sockets) for stand in self._stands.values()) >= MAX_CONNECTIONS:
                sock.close()
            else:
                self._stands[name].welcome(sock)


def free_ports(names: Iterable[str], first: int | None = None) -> dict[str, int]:
    """A port of this machine for each name, below those that the system lends to others, so that it stays free.

    Each process begins elsewhere: two labs that choose at the same moment would else choose the same ports.
    """
    found: dict[str, int] = {}
    port = LOWEST_PORT + os.getpid() * STRIDE % (HIGHEST_PORT - LOWEST_PORT) if first is None else first
    for name in names:
        while not _is_free(port):
            port = _next_port(port)
        found[name] = port
        port = _next_port(port)
    return found


def _next_port(port: int) -> int:
    return port + 1 if port < HIGHEST_PORT else LOWEST_PORT


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _listen(number: int, port: int, own_port: int) -> socket.socket:
    host = f"127.50.{number // 250}.{number % 250 + 1}" if port else LOOPBACK
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if port or own_port:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port or own_port))
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener
