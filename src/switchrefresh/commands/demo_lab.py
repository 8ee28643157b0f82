"""The lab that belongs to a demo or rehearsal folder: kept in lab.json, served again, and poked from elsewhere."""

from __future__ import annotations

import json
import os
import secrets
import shlex
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from switchrefresh.commands.opening import open_folder
from switchrefresh.commands.result import Result
from switchrefresh.errors import InputError, RefusedError
from switchrefresh.inventory.model import Inventory, Switch
from switchrefresh.lab.control import Hand, obey, tell
from switchrefresh.lab.dialects import plays
from switchrefresh.lab.district import old_scene
from switchrefresh.lab.following import follow
from switchrefresh.lab.hardware import hardware
from switchrefresh.lab.installing import PortMap, fitting_map
from switchrefresh.lab.rehearsal import BENCH, Rehearsal
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.project import Project
from switchrefresh.storage.strict_yaml import read_yaml

LAB_FILE = "lab.json"
PASSWORD = "SWITCHREFRESH_PASSWORD"  # noqa: S105  (the name of a variable)


@dataclass(frozen=True)
class Kept:
    """What lab.json holds: the rehearsal's state, the real addresses, and while it is served, how to talk to it."""

    state: Mapping[str, Any]
    hosts: Mapping[str, tuple[str | None, str | None]]
    control: Mapping[str, Any] | None = None


def keep(root: Path, kept: Kept) -> None:
    """Write lab.json, for the owner alone: it holds host keys. No password."""
    data = {**kept.state, "hosts": kept.hosts, "control": kept.control}
    write_atomic(root / LAB_FILE, (json.dumps(data, indent=1) + "\n").encode())


def load(root: Path) -> Kept:
    """What lab.json holds; InputError when this is no such folder."""
    try:
        found = json.loads((root / LAB_FILE).read_text(encoding="utf-8"))
        hosts = {str(name): (one[0], one[1]) for name, one in found["hosts"].items()}
        return Kept(
            {key: found[key] for key in ("night", "day", "lldp_delay", "switches")}, hosts, found.get("control")
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        hint = "make one with: switchrefresh demo DIR, or: switchrefresh demo DIR --of DISTRICT"
        raise InputError(f"{root} has no lab", hint, code="no-lab") from None


def hosts_of(inventory: Inventory) -> dict[str, tuple[str | None, str | None]]:
    """The real addresses, for the configs of the simulated switches."""
    return {
        name: (switch.host, switch.replacement.host if switch.replacement else None)
        for name, switch in inventory.switches.items()
    }


def with_hosts(inventory: Inventory, hosts: Mapping[str, tuple[str | None, str | None]]) -> Inventory:
    """The copy's inventory with the real addresses again."""

    def real(name: str, switch: Switch) -> Switch:
        host, new_host = hosts.get(name, (switch.host, None))
        new = switch.replacement
        return replace(switch, host=host, replacement=replace(new, host=new_host) if new else None)

    return replace(inventory, switches={name: real(name, one) for name, one in inventory.switches.items()})


def ports_of(state: Mapping[str, Any]) -> dict[str, int]:
    """The ports of all places, benches too."""
    ports = {name: int(one["port"]) for name, one in state["switches"].items()}
    ports.update({name + BENCH: int(one["bench"]) for name, one in state["switches"].items() if one.get("bench")})
    return ports


def serve(folder: str, say: Callable[[str], None], stop: threading.Event, lldp_delay: float | None = None) -> Result:
    """Let the folder's switches answer until `stop` is set; every change is kept, so that a stopped lab goes on."""
    root = Path(folder)
    kept = load(root)
    opened = open_folder(folder, without_checks=True)
    inventory = with_hosts(opened.inventory, kept.hosts)
    password = os.environ.get(PASSWORD) or secrets.token_urlsafe(9)
    rehearsal = Rehearsal(inventory, ports_of(kept.state), password, _maps(opened.project, inventory))
    rehearsal.resume(kept.state)
    rehearsal.lldp_delay = rehearsal.lldp_delay if lldp_delay is None else lldp_delay
    token = secrets.token_urlsafe(24)

    def do(words: Sequence[str]) -> list[str]:
        lines = obey(rehearsal, words)
        keep(root, Kept(rehearsal.kept(), kept.hosts, control))
        return lines

    hand = Hand(do, token)
    control = {"port": hand.port, "token": token}
    try:
        _open(rehearsal)
        hand.open()
        keep(root, Kept(rehearsal.kept(), kept.hosts, control))
        _greet(folder, rehearsal, password, say)
        stop.wait()
    finally:
        hand.close()
        rehearsal.close()
        keep(root, Kept(rehearsal.kept(), kept.hosts))
    return Result("demo", {"folder": folder, "served": list(rehearsal.names)})


def say(folder: str, text: str) -> Result:
    """Tell a lab that is being served in another terminal to do something."""
    control = load(Path(folder)).control
    if control is None:
        raise RefusedError("the lab is not being served", f"switchrefresh demo {folder} --serve", code="lab-silent")
    try:
        lines = tell(int(control["port"]), str(control["token"]), shlex.split(text))
    except (OSError, ValueError):
        hint = f"serve it again: switchrefresh demo {folder} --serve"
        raise RefusedError("the lab does not answer", hint, code="lab-silent") from None
    return Result("demo", {"folder": folder, "said": text, "lines": lines})


def _greet(folder: str, rehearsal: Rehearsal, password: str, say: Callable[[str], None]) -> None:
    names = " ".join(rehearsal.names[:6]) + (
        f" and {len(rehearsal.names) - 6} more" if len(rehearsal.names) > 6 else ""
    )
    say(f"{names} answer on 127.0.0.1; Ctrl-C ends them. In another terminal:")
    say(f"  export {PASSWORD}={'(as it is set here)' if os.environ.get(PASSWORD) else password}")
    say(f"  switchrefresh backup {rehearsal.names[0]} -C {folder}")
    say(f'  switchrefresh demo {folder} --say "status"   (help: what can be said)')


def _open(rehearsal: Rehearsal) -> None:
    try:
        rehearsal.open()
    except OSError as error:
        message = f"the lab's switches cannot answer: {error.strerror}"
        raise RefusedError(message, "end what uses their ports: lab.json names them", code="lab-busy") from None


def _maps(project: Project, inventory: Inventory) -> dict[str, PortMap]:
    """The port maps of the folder, as a technician follows them."""
    found: dict[str, PortMap] = {}
    for name, switch in inventory.switches.items():
        new = switch.replacement
        files = [f"portmaps/{name}.yaml", new.portmap if new else None]
        documents = [read for file in files if file and (read := _document(project.root / file, file)) is not None]
        if new is not None and documents and plays(switch.platform):
            old = old_scene(inventory, name)
            said: dict[str, str | None] = {}
            for document in reversed(documents):
                said.update({port: home for port, home in follow(document, old.setup.ports).items() if home})
            spare = fitting_map(old, hardware(new.model, new.platform, switch.members))
            taken = set(said.values())
            found[name] = {
                port: said.get(port) or (home if home not in taken else None) for port, home in spare.items()
            }
    return found


def _document(path: Path, shown: str) -> Mapping[str, Any] | None:
    if not path.is_file():
        return None
    data = read_yaml(shown, path.read_bytes()).data
    return data if isinstance(data, Mapping) else None
