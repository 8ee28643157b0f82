"""A copy of a district to rehearse in: the same folder, with every address on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from switchrefresh.commands.demo_lab import Kept, hosts_of, keep
from switchrefresh.commands.opening import open_folder
from switchrefresh.commands.result import Result
from switchrefresh.errors import InputError, RefusedError
from switchrefresh.inventory.model import Inventory
from switchrefresh.lab.dialects import plays
from switchrefresh.lab.district import playable
from switchrefresh.lab.network import free_ports
from switchrefresh.lab.rehearsal import BENCH, Rehearsal, bench_names
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.folder import folder_exists_empty
from switchrefresh.storage.strict_yaml import positions_of
from switchrefresh.storage.yaml_edit import with_endpoints, with_values

LOOPBACK = "127.0.0.1"
MOST = 700  # switches that one lab serves
# Ports on which hardly any machine listens: 1 to 199 without the well-known services.
CLOSED_PORTS = tuple(
    n for n in range(1, 200) if n not in {20, 21, 22, 23, 25, 53, 67, 68, 69, 80, 88, 110, 111, 123, 143}
)
NOTE = "# A copy to rehearse in: simulated switches on 127.0.0.1, every other address on closed ports there.\n"
COPIED = {".yaml", ".ics", ".csv", ".txt"}
LEFT = {"snapshots", "out", ".git", "known_hosts"}


def run(folder: str, district: str) -> Result:
    """Copy the district and say how to go on."""
    root, opened = Path(folder), open_folder(district)
    if not folder_exists_empty(root):
        raise RefusedError(f"{root} is not empty", "name a new folder, or remove that one first", code="not-empty")
    names = lab_names(opened.inventory)
    if not names:
        raise InputError("the lab can play none of these switches", code="lab-platform")
    _copy(opened.project.root, root)
    ports = free_ports((*names, *bench_names(opened.inventory, names)))
    point_at_lab(root, opened.inventory, ports)
    rehearsal = Rehearsal(opened.inventory, ports, "")
    rehearsal.make_keys()
    keep(root, Kept(rehearsal.kept(), hosts_of(opened.inventory)))
    others = len(opened.inventory.switches) - len(names)
    next_steps = (
        f"switchrefresh demo {folder} --serve   (in a terminal of its own)",
        f"switchrefresh trust {names[0]} -C {folder}",
        f"switchrefresh backup --phase baseline -C {folder}",
        f'switchrefresh demo {folder} --say "help"',
    )
    return Result("demo", {"folder": str(root), "switches": list(names), "not_played": others}, next=next_steps)


def lab_names(inventory: Inventory) -> tuple[str, ...]:
    """The switches that can be played today and after their swap; InputError when they are too many for one machine."""
    found = tuple(
        name
        for name in playable(inventory, inventory.switches)
        if (new := inventory.switches[name].replacement) is None or plays(new.platform)
    )
    if len(found) > MOST:
        raise InputError(f"{len(found)} switches are too many for one lab", f"it serves {MOST}", code="lab-platform")
    return found


def point_at_lab(root: Path, inventory: Inventory, ports: Mapping[str, int]) -> None:
    """Write addresses into the copy's files: the product reaches the lab like any switch.

    All other switches get closed ports of this machine: whatever is typed in the copy later, nothing outside this
    machine is ever contacted.
    """
    numbers = {name: number for number, name in enumerate(inventory.switches)}
    for path in (root / "switches.yaml", *sorted((root / "switches").glob("*.yaml"))):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            write_atomic(path, _pointed(text, ports, numbers).encode())


def _pointed(text: str, ports: Mapping[str, int], numbers: Mapping[str, int]) -> str:
    values = positions_of(text).values
    endpoints: dict[tuple[str | int, ...], tuple[str, int]] = {}
    benches: dict[tuple[str | int, ...], str] = {}
    for path in values:
        name = str(path[1]) if len(path) > 2 and path[0] == "switches" else ""
        if name not in numbers:
            continue
        closed = CLOSED_PORTS[numbers[name] % len(CLOSED_PORTS)]
        if path[2:] in {("host",), ("replacement", "host")}:
            endpoints[path] = (LOOPBACK, ports.get(name, closed))
        elif path[2:] == ("replacement", "bench_host"):
            benches[path] = f"{LOOPBACK}:{ports.get(name + BENCH, closed)}"
    with_benches = with_values(text, {path: f'"{place}"' for path, place in benches.items()})
    return NOTE + with_endpoints(with_benches, endpoints)


def _copy(source: Path, target: Path) -> None:
    """Inventory, calendars, port maps, plan and promise; no snapshots, no journal, no keys."""
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if not path.is_file() or LEFT & set(relative.parts):
            continue
        if path.suffix in COPIED or relative.as_posix() in {"plan.json", "approved.json"}:
            (target / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / relative)
