"""handoff: a bundle with which a visiting crew can do its windows, redacted, gated, and sealed where wanted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from switchrefresh.commands import runbook
from switchrefresh.commands.handoff_days import feed_rows
from switchrefresh.commands.handoff_facts import renewed_promise
from switchrefresh.commands.opening import Opened, as_of_date, horizon_of, open_folder, read_days
from switchrefresh.commands.promises import Stored, standing_promise
from switchrefresh.commands.result import Result
from switchrefresh.documents.handoff_readme import readme
from switchrefresh.documents.site.facts import Audience, SiteFacts
from switchrefresh.documents.site.pages import make_site
from switchrefresh.errors import InputError, RefusedError, UsageError
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.topology import goes_dark
from switchrefresh.planning.model import Plan, State, Window
from switchrefresh.planning.targets import windows_of
from switchrefresh.problems import Problem, warning
from switchrefresh.snapshots.redacting.redactor import Redacted, gate, redact
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.bundle import pack, seal
from switchrefresh.storage.journal_file import load_history
from switchrefresh.storage.redaction_key import redaction_key
from switchrefresh.storage.slicing import Slice, sliced_folder
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore

FOLDER = "folder"


@dataclass(frozen=True)
class Asked:
    """What goes into the bundle and who may open it; no recipient means that anybody may."""

    targets: tuple[str, ...]
    output: str | None
    recipients: tuple[str, ...] = ()
    as_of: str | None = None
    known: tuple[str, ...] = ()  # passwords of this run, which must not be in it


def run(directory: str | None, asked: Asked) -> Result:
    """Write the bundle, or refuse and say which file would have carried what."""
    opened = open_folder(directory, without_checks=True)
    promise = _promise(opened)
    windows = _windows(opened, promise, asked.targets)
    configs, missing = _configs(opened, windows, asked.known)
    files = {**_texts(opened, promise.plan, windows, asked), **{name: c.text.encode() for name, c in configs.items()}}
    learned = {value for config in configs.values() for value in config.learned}
    _pass_gate(files, learned, asked.known)
    about = {"district": opened.inventory.district.district, "windows": " ".join(w.id for w in windows)}
    body = pack(files, about)
    path = Path(asked.output) if asked.output else opened.project.root / f"handoff-{windows[0].id}.zip"
    if asked.recipients:
        body = seal(body, asked.recipients)
        path = path if asked.output else path.with_suffix(".zip.age")
    if not path.parent.is_dir():
        raise UsageError(f"the folder {path.parent} does not exist", "make it, or name another file with -o")
    write_atomic(path, body)
    data: dict[str, Any] = {
        "path": str(path),
        "windows": [w.id for w in windows],
        "files": len(files),
        "bytes": len(body),
        "sealed_for": len(asked.recipients),
        "without_config": missing,
    }
    return Result("handoff", data, _warnings(missing, asked))


def _promise(opened: Opened) -> Stored:
    found = standing_promise(opened)
    if found is None:
        raise InputError("nothing is promised yet, so there is nothing to hand off", "switchrefresh approve", "no-plan")
    return found


def _windows(opened: Opened, promise: Stored, targets: Sequence[str]) -> tuple[Window, ...]:
    found = windows_of(targets, opened.inventory, promise.plan) if targets else promise.plan.windows
    open_ones = tuple(w for w in found if w.state is not State.DONE)
    if not open_ones:
        what = " ".join(targets) or "the promise"
        raise UsageError(f"no promised window that is still to be done belongs to {what}", "see: switchrefresh status")
    return open_ones


def _texts(opened: Opened, plan: Plan, windows: tuple[Window, ...], asked: Asked) -> dict[str, bytes]:
    """Everything but the configs."""
    day = as_of_date(asked.as_of, opened.inventory)
    files = {"README.txt": readme(opened.inventory, windows).encode()}
    for window in windows:
        paper = runbook.make(opened, window)
        for form in ("md", "html"):
            files[f"runbooks/{window.id}.{form}"] = runbook.render(paper, form)
    files |= {f"site/{name}": body for name, body in _site(opened, plan, windows, day).items()}
    files |= {f"{FOLDER}/{name}": body for name, body in _folder(opened, plan, windows, day).items()}
    return files


def _folder(opened: Opened, plan: Plan, windows: tuple[Window, ...], day: date) -> dict[str, bytes]:
    """A district folder of its own, in which every verb of the night works."""
    inventory = opened.inventory
    switches = _near(inventory, [task.switch for window in windows for task in window.tasks])
    crews = {window.crew for window in windows} & set(inventory.district.crews)
    buildings = {inventory.switches[name].building for name in switches} | {w.building for w in windows}
    buildings |= {inventory.district.crews[key].base for key in crews}
    dates = sorted({w.start.date() for w in windows})
    calendars = read_days(opened, horizon_of(inventory), day)
    days = {key: feed_rows(calendars, key, dates, inventory) for key in buildings if key}
    part = Slice(frozenset(switches), frozenset(b for b in buildings if b), frozenset(crews), days)
    files = sliced_folder(opened.project, part)
    with suppress(FileNotFoundError):
        files["known_hosts"] = opened.project.known_hosts.read_bytes()
    return {**files, **renewed_promise(files, plan, windows, day)}


def _near(inventory: Inventory, names: Sequence[str]) -> set[str]:
    """The switches of the windows, what hangs on them, and the way up from each."""
    found: set[str] = set()
    for name in names:
        if name in inventory.switches:
            found |= set(goes_dark(inventory.switches, name))
            up = inventory.switches[name].uplink
            while up is not None and up in inventory.switches and up not in found:
                found.add(up)
                up = inventory.switches[up].uplink
    return found


def _site(opened: Opened, plan: Plan, windows: tuple[Window, ...], day: date) -> dict[str, bytes]:
    span = horizon_of(opened.inventory)
    first = max(span.first, min(w.start.date() for w in windows) - timedelta(days=7))
    facts = SiteFacts(
        inventory=opened.inventory,
        calendars=read_days(opened, type(span)(first, span.last), day),
        windows=windows,
        as_of=day,
        audience=Audience.STAFF,
        done=frozenset(load_history(opened.project).done()),
        wave_names={wave.id: wave.name for wave in plan.waves},
    )
    touched = {f"building/{w.building}.html" for w in windows}
    touched |= {f"calendars/building-{w.building}.ics" for w in windows}
    general = {"index.html", "calendars/all.ics", *(f"calendars/crew-{w.crew}.ics" for w in windows)}
    return {name: body for name, body in make_site(facts).items() if name in touched | general}


def _configs(
    opened: Opened, windows: tuple[Window, ...], known: tuple[str, ...]
) -> tuple[dict[str, Redacted], list[str]]:
    """The newest config before the swap of each switch, redacted; and the switches that have none."""
    store, key = SnapshotStore(opened.project.snapshots), redaction_key(opened.project)
    found, missing = {}, []
    for name in (task.switch for window in windows for task in window.tasks):
        raw = _newest(store, name)
        if raw is None:
            missing.append(name)
        else:
            found[f"configs/{name}.txt"] = redact(raw, key, known)
    return found, missing


def _newest(store: SnapshotStore, name: str) -> bytes | None:
    for phase in ("before", "baseline"):
        with suppress(SnapshotDamagedError):
            if (snapshot := store.latest(name, phase)) is not None:
                return store.read(snapshot.id)[1]
    return None


def _pass_gate(files: dict[str, bytes], learned: set[str], known: tuple[str, ...]) -> None:
    """Nothing is written when one file would carry a secret."""
    problems = []
    for name, body in sorted(files.items()):
        if name.endswith("known_hosts"):
            continue  # public keys of switches: not secret, and shaped like one
        own = () if name.startswith("configs/") else learned
        for why in gate(body.decode("utf-8", "replace"), own, known):
            problems.append(Problem("handoff-secret", f"{name}: {why}", hint="take it out of the folder's files"))
    if problems:
        message = "the bundle would carry a secret; nothing was written"
        raise RefusedError(message, "see each file", "handoff-secret", tuple(problems[:40]))


def _warnings(missing: Sequence[str], asked: Asked) -> tuple[Problem, ...]:
    found = []
    if missing:
        message = f"{len(missing)} switches have no proven config to take along: {', '.join(missing[:6])}"
        found.append(warning("no-snapshot", message, "switchrefresh backup SWITCH --phase baseline"))
    if not asked.recipients:
        message = "anybody who gets the file can read entry, contacts and addresses in it"
        found.append(warning("handoff-open", message, "seal it for the crew's key: --to age1..."))
    return tuple(found)
