"""A closet of switches that are FRR: at each address an old unit and, once swapped, a new one with another key."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import frr_network
from frr_network import PASSWORD, STATICD, ZEBRA, run


@dataclass
class Unit:
    """One FRR with a running config and an SSH host key of its own."""

    space: str
    key: Path

    def configure(self, *lines: str) -> None:
        """Change the running configuration, as at its console."""
        run("vtysh", "-N", self.space, "-c", "configure terminal", *(w for line in lines for w in ("-c", line)))

    def running(self) -> bytes:
        """The running configuration as the OS itself writes it."""
        return run("vtysh", "-N", self.space, "-c", "show running-config")


@dataclass
class Place:
    """An address in the rack: what a person unplugs and plugs in there."""

    name: str
    port: int
    folder: Path
    user: str
    old: Unit
    new: Unit
    _sshd: list = field(default_factory=list)

    def plug(self, unit: Unit) -> None:
        """This unit answers from now on; the other one is off the network."""
        self.unplug()
        (self.folder / f"{self.name}.space").write_text(unit.space)
        lines = [
            f"Port {self.port}",
            "ListenAddress 127.0.0.1",
            f"HostKey {unit.key}",
            f"PidFile {self.folder}/{self.name}.pid",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication yes",
            "KbdInteractiveAuthentication no",
            "PrintMotd no",
            f"AllowUsers {self.user}",
            f"ForceCommand {self.folder}/{self.name}.shell",
        ]
        path = self.folder / f"{self.name}.conf"
        path.write_text("\n".join(lines) + "\n")
        words = [str(frr_network.SSHD), "-D", "-f", str(path), "-E", f"{self.folder}/{self.name}.log"]
        self._sshd.append(subprocess.Popen(words, stdin=subprocess.DEVNULL))
        frr_network._wait_until(lambda: frr_network._answers(self.port), self._sshd)

    def unplug(self) -> None:
        """Nothing answers there."""
        while self._sshd:
            frr_network._stop(self._sshd.pop())


@contextlib.contextmanager
def rack_of(configs: dict[str, tuple[str, str]]):
    """Name of a switch -> the config of its old and of its new unit. The old units are plugged in."""
    user = f"swk{os.getpid()}"
    folder = Path(tempfile.mkdtemp(prefix="frr-rack-"))
    folder.chmod(0o755)
    processes: list[subprocess.Popen[bytes]] = []
    places: dict[str, Place] = {}
    spaces: list[str] = []
    try:
        frr_network._add_user(user, folder)
        subprocess.run(["usermod", "-s", "/bin/sh", user], check=True, timeout=30)
        for name, port in zip(configs, frr_network._free_ports(len(configs)), strict=True):
            units = []
            for age, config in zip(("old", "new"), configs[name], strict=True):
                spaces.append(f"{user}{len(spaces)}")
                units.append(_unit(spaces[-1], folder, f"{name}-{age}", name, config, processes))
            shell = folder / f"{name}.shell"
            shell.write_text(f'#!/bin/sh\nexec vtysh -N "$(cat {folder}/{name}.space)"\n')
            shell.chmod(0o755)
            places[name] = Place(name, port, folder, user, *units)
            places[name].plug(places[name].old)
        yield places
    finally:
        for place in places.values():
            place.unplug()
        for process in reversed(processes):
            frr_network._stop(process)
        subprocess.run(["userdel", user], capture_output=True, timeout=30, check=False)
        shutil.rmtree(folder, ignore_errors=True)
        for space in spaces:
            for path in (Path("/etc/frr") / space, Path("/var/run/frr") / space):
                shutil.rmtree(path, ignore_errors=True)


def _unit(space: str, folder: Path, label: str, hostname: str, config: str, processes: list) -> Unit:
    etc, state = Path("/etc/frr") / space, Path("/var/run/frr") / space
    frr_network._write_config(etc, state)
    (etc / "vtysh.conf").write_text(f"service integrated-vtysh-config\nhostname {hostname}\n")
    (etc / "frr.conf").write_text(config)
    logs = folder / label
    logs.mkdir()
    mine = [frr_network._daemon(program, space, logs) for program in (ZEBRA, STATICD)]
    processes += mine
    frr_network._wait_until(lambda: all((state / f"{n}.vty").exists() for n in ("zebra", "staticd")), mine)
    run("vtysh", "-N", space, "-b")
    key = folder / f"{label}.key"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key))
    return Unit(space, key)


__all__ = ["PASSWORD", "Place", "Unit", "rack_of"]
