"""What a planner must know of what has happened: promised windows as they stand, and a district without what is done.

A window that was opened is running, one that was closed is done; neither ever moves (C15). A switch that failed or went
back leaves its window and is planned again. A switch that was replaced outside any window is planned no more, its unit
is out of the store room, and a building has no window on a date that was given back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from switchrefresh.inventory.model import Delivery, Freeze, Inventory, Pilot
from switchrefresh.inventory.values import DateRange
from switchrefresh.journal.records import History, Phase, Stage, WindowRecord
from switchrefresh.planning.model import State, Task, Window

_NEVER_MOVES = (State.RUNNING, State.DONE)
_STATES = {Phase.OPEN: State.RUNNING, Phase.CLOSED: State.DONE}
GONE = (Stage.FAILED, Stage.BACKED_OUT)


def standing_windows(promised: Iterable[Window], history: History) -> tuple[Window, ...]:
    """The promised windows with the state that the journal knows and the switches that are still theirs."""
    found = []
    for window in promised:
        record = history.windows.get(window.id)
        state = _STATES.get(record.phase, window.state) if record is not None else window.state
        tasks = tuple(_as_worked(t, window, history) for t in window.tasks if _belongs(t, window, state, history))
        if tasks:
            stays = _last_known(window, record, history) if record is not None and state in _NEVER_MOVES else window.end
            found.append(replace(window, state=state, tasks=tasks, end=max(window.end, stays)))
    return tuple(found)


def _as_worked(task: Task, window: Window, history: History) -> Task:
    """A task that took longer than planned ends when it really ended, so that what waits for it waits."""
    for worked in history.measured:
        if (worked.window, worked.switch) == (window.id, task.switch) and _same_day(worked.end, window):
            return replace(task, end=max(task.end, worked.end.astimezone(window.end.tzinfo)))
    return task


def _last_known(window: Window, record: WindowRecord, history: History) -> datetime:
    """Until when a crew was kept: closed, or the last that was said of a switch in it; on that date only.

    A window that is closed days later did not keep a crew for days.
    """
    said = [one.at for one in history.switches.values() if one.window == window.id]
    moments = [record.closed] if record.closed is not None else [record.at, *said]
    kept = [at for at in moments if _same_day(at, window)]
    return max((at.astimezone(window.end.tzinfo) for at in kept), default=window.end)


def _same_day(moment: datetime, window: Window) -> bool:
    return moment.astimezone(window.start.tzinfo).date() == window.start.date()


def with_states(windows: Iterable[Window], history: History) -> tuple[Window, ...]:
    """The windows of a proposal with the state that the journal knows; their tasks are left as they were planned."""
    found = []
    for window in windows:
        record = history.windows.get(window.id)
        state = _STATES.get(record.phase, window.state) if record is not None else window.state
        if state is State.APPROVED and is_given_back(window, history):
            state = State.PROPOSED
        found.append(window if state is window.state else replace(window, state=state))
    return tuple(found)


def is_given_back(window: Window, history: History) -> bool:
    """Whether a promised window was postponed and is still where it was."""
    record = history.windows.get(window.id)
    if record is None or record.phase is not Phase.POSTPONED:
        return False
    return (window.building, window.start.date()) in {(one.building, one.on) for one in history.given_back}


def _belongs(task: Task, window: Window, state: State, history: History) -> bool:
    """Whether a task is still its window's: not done elsewhere, and not failed in it."""
    record, known = history.switches.get(task.switch), window.id in history.windows
    if state is State.DONE:
        if not known:  # the promise itself says so: there is no journal of that night
            return record is None or record.stage is Stage.DONE
        return record is not None and record.stage is Stage.DONE and record.window == window.id
    if record is not None and record.stage is Stage.DONE:
        return state is State.RUNNING and record.window == window.id
    if state is State.RUNNING:
        return history.stage(task.switch) not in GONE
    return history.open_window(task.switch) is None


def still_to_do(inventory: Inventory, windows: Collection[Window], history: History, fresh: bool = False) -> Inventory:
    """The district that is left to plan; `fresh` forgets which dates were given back."""
    held = {task.switch for window in windows for task in window.tasks}
    done = {key: record.on for key, record in history.done().items() if key not in held and key in inventory.planned()}
    switches = {
        key: replace(switch, replacement=None) if key in done else switch for key, switch in inventory.switches.items()
    }
    district = inventory.district
    if done:
        district = replace(district, deliveries=_left_in_stock(inventory, done))
    if not fresh:
        district = replace(district, freezes=(*district.freezes, *_frozen(inventory, history)))
    left = replace(inventory, switches=switches, district=district)
    finished = {str(inventory.switches[key].building) for key in done}
    pilot = _pilot(left, finished - {window.building for window in windows})
    return replace(left, district=replace(district, policy=replace(district.policy, pilot=pilot)))


def _left_in_stock(inventory: Inventory, done: Mapping[str, date | None]) -> tuple[Delivery, ...]:
    """Deliveries without the units that went into racks, the earliest deliveries first."""
    used: dict[str, int] = {}
    for key in done:
        switch = inventory.switches[key]
        if switch.replacement is not None:
            used[switch.replacement.model] = used.get(switch.replacement.model, 0) + switch.members
    left = {}
    for number, delivery in sorted(enumerate(inventory.district.deliveries), key=lambda one: one[1].arrives):
        models = {}
        for model, units in delivery.models.items():
            taken = min(units, used.get(model, 0))
            used[model] = used.get(model, 0) - taken
            models[model] = units - taken
        left[number] = replace(delivery, models=models)
    return tuple(left[number] for number in sorted(left))


def _frozen(inventory: Inventory, history: History) -> tuple[Freeze, ...]:
    return tuple(
        Freeze(DateRange(one.on, one.on), f"{one.window} was postponed: {one.because or 'given back'}", (one.building,))
        for one in history.given_back
        if one.building in inventory.buildings
    )


def _pilot(left: Inventory, finished: Collection[str]) -> Pilot | None:
    """A pilot building that was finished outside any window holds nobody."""
    pilot = left.district.policy.pilot
    if pilot is None:
        return None
    to_do = {switch.building for switch in left.planned().values()}
    needed = tuple(key for key in pilot.buildings if key in to_do or key not in finished)
    if needed == pilot.buildings:
        return pilot
    return replace(pilot, buildings=needed) if needed else None
