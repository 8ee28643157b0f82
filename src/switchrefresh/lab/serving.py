"""The lab in a process of its own, so that the program under test shares neither its interpreter nor its lock."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.switch import LabSwitch, Record

START_LIMIT = 30.0  # seconds
ASKED = frozenset({"address", "record", "switch", "swap", "configure", "behave", "host_keys", "known_hosts"})


def serve(switches: list[LabSwitch], port: int, pipe: Connection) -> None:
    """Run a network and do what the other end of the pipe asks for, until the pipe closes."""
    with LabNetwork(switches, port) as network:
        pipe.send(None)
        with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
            while True:
                method, arguments = pipe.recv()
                pipe.send(_do(network, method, arguments))


def _do(network: LabNetwork, method: str, arguments: tuple[Any, ...]) -> Any:
    if method not in ASKED:
        return ValueError(method)
    try:
        return getattr(network, method)(*arguments)
    except (KeyError, OSError) as error:
        return error


class LabProcess:
    """The same switches and methods as `LabNetwork`, in a child process that ends with the `with` block."""

    def __init__(self, switches: Iterable[LabSwitch], port: int = 0) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(list(switches), port, theirs), daemon=True)
        self._theirs = theirs

    def __enter__(self) -> LabProcess:
        self._process.start()
        self._theirs.close()
        if not self._pipe.poll(START_LIMIT):
            self.close()
            raise TimeoutError("the lab did not start")
        self._pipe.recv()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the pipe, which ends the child; a child that does not end is stopped."""
        self._pipe.close()
        if self._process.pid is None:
            return
        self._process.join(5)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(5)

    def _ask(self, method: str, *arguments: Any) -> Any:
        self._pipe.send((method, arguments))
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def address(self, name: str) -> tuple[str, int]:
        """Host and port of a switch."""
        host, port = self._ask("address", name)
        return str(host), int(port)

    def record(self, name: str) -> Record:
        """What the switch has received so far (a copy)."""
        found: Record = self._ask("record", name)
        return found

    def known_hosts(self, name: str) -> str:
        """The lines for a `known_hosts` file."""
        return str(self._ask("known_hosts", name))

    def swap(self, name: str, new: LabSwitch) -> None:
        """Take the switch out and put another in."""
        self._ask("swap", name, new)

    def configure(self, name: str, config: bytes, saved: bool = True) -> None:
        """Change the running configuration, and with `saved` the startup configuration too."""
        self._ask("configure", name, config, saved)

    def behave(self, name: str, behaviour: Behaviour) -> None:
        """From now on the switch behaves like this."""
        self._ask("behave", name, behaviour)
