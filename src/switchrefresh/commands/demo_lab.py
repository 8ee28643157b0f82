"""The demo's simulated switches, kept with their ports and host keys so that they can answer again later."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from switchrefresh.commands.result import Result
from switchrefresh.errors import InputError, RefusedError
from switchrefresh.lab.district import replacement_for
from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project
from switchrefresh.storage.samples import sample_folder

SAMPLE = "cedar-fork"
LAB_FILE = "lab.json"
# What the swap in the demo gets wrong on purpose, so that compare has something to find: one camera's VLAN.
RIGHT, WRONG = b"vlan access 40\n", b"vlan access 1\n"


def with_fault(config: bytes) -> bytes:
    """The config of a new switch on which one port was forgotten."""
    return config.replace(RIGHT, WRONG, 1)


def keep_lab(root: Path, lab: LabNetwork) -> None:
    """Remember ports and host keys of the switches as they stand after the night; no password."""
    kept = {name: {"port": lab.address(name)[1], "keys": lab.private_keys(name)} for name in lab.names}
    write_atomic(root / LAB_FILE, (json.dumps({"switches": kept}, indent=1) + "\n").encode())


def serve(folder: str, tell: Callable[[str], None], stop: threading.Event) -> Result:
    """Let the demo's new switches answer again until `stop` is set; the password is new each time."""
    kept = _kept(Path(folder))
    inventory = read_folder(Project(sample_folder(SAMPLE))).require(without_checks=True)
    password = secrets.token_urlsafe(9)
    switches = []
    for name, (_, keys) in kept.items():
        switches.append(replace(replacement_for(inventory, name, password), private_keys=keys))
    switches[-1] = replace(switches[-1], config=with_fault(switches[-1].config))
    with _listening(LabNetwork(switches, ports={name: port for name, (port, _) in kept.items()})):
        names = " ".join(kept)
        tell(f"{names} answer on 127.0.0.1 as they stood after the night; Ctrl-C ends them. In another terminal:")
        tell(f"  export SWITCHREFRESH_PASSWORD={password}")
        tell(f"  switchrefresh backup {names} --phase after -C {folder}")
        stop.wait()
    return Result("demo", {"folder": folder, "served": list(kept)})


def _listening(lab: LabNetwork) -> LabNetwork:
    try:
        lab.open()
    except OSError as error:
        message = f"the demo's switches cannot answer: {error.strerror}"
        raise RefusedError(message, "end what uses their ports: lab.json names them", code="lab-busy") from None
    return lab


def _kept(root: Path) -> dict[str, tuple[int, tuple[str, ...]]]:
    try:
        found = json.loads((root / LAB_FILE).read_text(encoding="utf-8"))["switches"]
        return {str(name): (int(one["port"]), tuple(map(str, one["keys"]))) for name, one in found.items()}
    except (OSError, ValueError, KeyError, TypeError):
        hint = "make one with: switchrefresh demo DIR"
        raise InputError(f"{root} is not a folder that the demo left behind", hint, code="no-project") from None
