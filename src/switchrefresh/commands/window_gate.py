"""Go or no-go: everything that must be true before a window begins, each item with a code of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from switchrefresh.calendars.model import Calendars
from switchrefresh.commands.gates import CODES, GO, LATER, LOOK, NEVER, NO, Gate
from switchrefresh.commands.gates_replacement import port_gates, staged_gates
from switchrefresh.commands.opening import Opened, as_of_date, horizon_of, read_days
from switchrefresh.commands.promises import standing_promise
from switchrefresh.commands.staleness import stale_promises
from switchrefresh.commands.targets import endpoint
from switchrefresh.commands.waiting import waits_of_window
from switchrefresh.commands.windows import Meant, left_tasks
from switchrefresh.documents.steps import backout_point
from switchrefresh.errors import SwitchrefreshError, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.topology import buildings_behind
from switchrefresh.journal.records import History
from switchrefresh.planning.model import Window
from switchrefresh.platforms.registry import find_platform
from switchrefresh.storage.snapshot_store import SnapshotStore

EARLY = timedelta(minutes=90)


def check_accepted(codes: Iterable[str], because: str) -> None:
    """Only codes of this gate, each for a reason, and never those that nobody can answer for."""
    for code in codes:
        if code not in CODES:
            raise UsageError(f'"{code}" is no code of the gate', suggest(code, CODES, "codes"))
        if code in NEVER:
            message = f"{code} cannot be accepted"
            raise UsageError(message, "find out why it changed: switchrefresh trust SWITCH", code="never-accepted")
    if list(codes) and not because.strip():
        raise UsageError("--accept needs a reason", 'as in --because "the principal agreed on the phone"')


def gate_of(
    opened: Opened, meant: Meant, history: History, moment: datetime, parts_at_hand: bool = False
) -> tuple[Gate, ...]:
    """Every item that can be known without contacting a switch."""
    found = [
        *_promise(opened, meant, history),
        *_calendar(opened, meant.window),
        *_time(opened, meant, history, moment),
    ]
    found += _delivered(opened.inventory, meant.window, history)
    for task in left_tasks(meant.window, history):
        found += _switch(opened, task.switch)
    return (*found, *_parts(opened.inventory, meant, history, parts_at_hand), *_waiting(opened, meant.window, history))


def _promise(opened: Opened, meant: Meant, history: History) -> Iterator[Gate]:
    name = meant.window.id
    if not meant.promised:
        yield Gate("not-approved", NO, f"{name} is not promised to anybody", hint=f"switchrefresh approve {name}")
        return
    yield Gate("not-approved", GO, f"{name} is promised")
    promise = standing_promise(opened, history)
    mine = [w for w in promise.plan.windows if w.id == name] if promise else []
    stale = stale_promises(opened, promise, mine) if promise else []
    for problem in stale:
        yield Gate("stale-promise", NO, problem.message, hint=problem.hint or "")
    if not stale:
        yield Gate("stale-promise", GO, "nothing it rests on has changed")


def _calendar(opened: Opened, window: Window) -> Iterator[Gate]:
    try:
        calendars = read_days(opened, horizon_of(opened.inventory), as_of_date(None, opened.inventory))
    except SwitchrefreshError as error:
        yield Gate("calendar-closed", NO, f"the calendar cannot be read: {error.message}", hint=error.hint or "")
        return
    yield from _open_there(calendars, window, window.building)
    behind = {b for task in window.tasks for b in _behind(opened.inventory, task.switch)}
    for building in sorted(behind):
        yield from _open_there(calendars, window, building)


def _behind(inventory: Inventory, switch: str) -> tuple[str, ...]:
    return buildings_behind(inventory.switches, switch) if switch in inventory.switches else ()


def _open_there(calendars: Calendars, window: Window, building: str) -> Iterator[Gate]:
    """The whole window in its own building; a building behind it while it works."""
    day = calendars.day(building, window.start.date())
    start, end = (window.start, window.end) if building == window.building else (window.start, window.tasks[-1].end)
    if day is not None and any(span.start <= start and end <= span.end for span in day.open):
        yield Gate("calendar-closed", GO, f"{building} is open for the work ({day.kind})")
        return
    hours = ", ".join(f"{i.start:%H:%M}-{i.end:%H:%M}" for i in day.open) if day else ""
    what = f"{day.kind}, open {hours}" if day and hours else f"{day.kind}, closed" if day else "not in the calendar"
    hint = f"switchrefresh calendar {building}; switchrefresh window postpone {window.id}"
    yield Gate("calendar-closed", NO, f"{building} on {window.start.date()}: {what}", hint=hint)


def _time(opened: Opened, meant: Meant, history: History, moment: datetime) -> Iterator[Gate]:
    window = meant.window
    if moment.date() != window.start.date() or moment < window.start - EARLY:
        when = f"{window.start:%a %Y-%m-%d %H:%M}"
        yield Gate("not-now", NO, f"it begins {when}; now is {moment:%a %Y-%m-%d %H:%M}", hint="come back then")
        return
    left = left_tasks(window, history)
    minutes = sum((task.end - task.start for task in left), timedelta(0))
    minutes += timedelta(minutes=opened.inventory.district.work.setup)
    ends, point = max(moment, window.start) + minutes, backout_point(window, opened.inventory)
    if ends > point:
        message = f"{len(left)} switches would be done at {ends:%H:%M}, the backout point is {point:%H:%M}"
        hint = f"begin with fewer, or give it back: switchrefresh window postpone {window.id}"
        yield Gate("no-time-left", NO, message, hint=hint)
    else:
        yield Gate("no-time-left", GO, f"done by {ends:%H:%M}, backout point {point:%H:%M}")


def _delivered(inventory: Inventory, window: Window, history: History) -> Iterator[Gate]:
    if not inventory.district.deliveries:
        return
    need, used = _units(inventory, [t.switch for t in left_tasks(window, history)]), _used(inventory, window, history)
    for model, units in sorted(need.items()):
        day = window.start.date()
        came = sum(d.models.get(model, 0) for d in inventory.district.deliveries if d.arrives <= day)
        free = came - used.get(model, 0)
        if free < units:
            hint = "correct `deliveries:` when they are here; else: switchrefresh window postpone"
            yield Gate("not-delivered", NO, f"{model}: {units} needed, {max(free, 0)} in the store room", hint=hint)
        else:
            yield Gate("not-delivered", GO, f"{model}: {units} needed, {free} in the store room")


def _used(inventory: Inventory, window: Window, history: History) -> dict[str, int]:
    """Units that are in racks, or in the hands of a crew in another open window."""
    others = {s for w in history.open_windows if w.window != window.id for s in w.switches}
    mine = {t.switch for t in left_tasks(window, history)}
    return _units(inventory, (others | history.done().keys()) - mine)


def _units(inventory: Inventory, names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        switch = inventory.switches.get(name)
        if switch is not None and switch.replacement is not None:
            found[switch.replacement.model] = found.get(switch.replacement.model, 0) + switch.members
    return found


def _switch(opened: Opened, name: str) -> Iterator[Gate]:
    """Baseline, before and staging of one switch."""
    switch = opened.inventory.switches.get(name)
    if switch is None:
        yield Gate("not-approved", NO, f"{name} is not in switches.yaml any more", name, "switchrefresh plan")
        return
    store = SnapshotStore(opened.project.snapshots)
    host, _, why = endpoint(opened.inventory, name, "before")
    if host is None or find_platform(switch.platform) is None:
        what = why or f"there is no recipe for {switch.platform}"
        yield Gate("no-baseline", LOOK, f"{name} cannot be looked at: {what}", name)
    else:
        has = bool(store.ids(name, "baseline"))
        hint = f"by day, while everybody is there: switchrefresh backup {name}"
        told = "has a baseline" if has else "has no baseline: what is off at night cannot be missed"
        yield Gate("no-baseline", GO if has else NO, f"{name} {told}", name, "" if has else hint)
        yield Gate("no-before", LATER, f"{name}: the before is pulled at the start", name)
    if switch.replacement is not None:
        yield from staged_gates(opened, name, switch.replacement)
        yield from port_gates(opened, name)


def _parts(inventory: Inventory, meant: Meant, history: History, at_hand: bool) -> Iterator[Gate]:
    wanted: list[str] = []
    for task in left_tasks(meant.window, history):
        switch = inventory.switches.get(task.switch)
        if switch is not None and switch.replacement is not None:
            wanted += [f"{task.switch}: {', '.join(switch.replacement.parts)}"] if switch.replacement.parts else []
    if not wanted:
        return
    hint = "go and look, then say --parts"
    message = f"to take along: {'; '.join(wanted)}"
    yield Gate("parts", GO if at_hand else NO, message, hint="" if at_hand else hint)


def _waiting(opened: Opened, window: Window, history: History) -> Iterator[Gate]:
    for on, since in waits_of_window(history, window, opened.inventory):
        hint = "switchrefresh note TARGET --over, when it has come"
        yield Gate("waiting", NO, f"waiting on {on} since {since}", hint=hint)


def gate_of_pulls(rows: Iterable[Mapping[str, Any]], phase: str) -> tuple[Gate, ...]:
    """What the pulls at the start or the end of a window say."""
    found = []
    for row in rows:
        name, reason = str(row["switch"]), str(row["reason"] or "")
        if reason.startswith("host-key-changed"):
            hint = f"not the old switch? switchrefresh trust {name}, and compare with its console"
            found.append(Gate("host-key-changed", NO, f"{name}: {reason}", name, hint))
        elif row["outcome"] in {"failed", "quarantined"}:
            message = f"{name} has no proven {phase}: {reason}"
            found.append(Gate(f"no-{phase}", NO, message, name, str(row.get("next") or "")))
        elif row["outcome"] == "proven" or row.get("resumed"):
            found.append(Gate(f"no-{phase}", GO, f"{name} has a proven {phase}", name))
        if row.get("saved") == "differs":
            message = f"{name}: the running config is not saved; a power cut would undo the difference"
            found.append(Gate("unsaved-config", NO, message, name, _save_hint(row)))
    return tuple(found)


def _save_hint(row: Mapping[str, Any]) -> str:
    platform = find_platform(str(row.get("platform") or ""))
    return f"on the switch: {platform.save_hint}" if platform and platform.save_hint else "save it on the switch"
