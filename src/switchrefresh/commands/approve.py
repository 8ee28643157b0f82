"""approve: promise windows to people, or take a promise back; refused when the plan is not what it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from switchrefresh.commands.opening import Opened, date_option, open_folder
from switchrefresh.commands.promises import Stored, needed_plan, standing_promise
from switchrefresh.commands.result import Result
from switchrefresh.commands.staleness import facts_now, renewable
from switchrefresh.errors import RefusedError, UsageError
from switchrefresh.journal.records import Stage
from switchrefresh.planning.facts import changed_facts
from switchrefresh.planning.model import Changes, Plan, State, Wave, Window
from switchrefresh.planning.serial import plan_data
from switchrefresh.planning.targets import windows_of
from switchrefresh.problems import Problem
from switchrefresh.storage.folder import file_sums
from switchrefresh.storage.journal_file import append_event, load_history
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.plan_file import save_plan

Facts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Grounds:
    """What a promise is made on: what was promised before, what its rules read now, and whose facts had changed."""

    earlier: Stored | None
    now: Facts
    old: frozenset[str]


def run(
    directory: str | None,
    targets: Sequence[str] = (),
    until: str | None = None,
    everything: bool = False,
    withdraw: bool = False,
    accept: bool = False,
) -> Result:
    """Promise the next wave, or what is named; `withdraw` takes promises back.

    `accept` agrees that an earlier promise for the same switches is taken back with it.
    """
    if everything and (targets or until):
        raise UsageError("--all goes with no target and no --until", "name windows, or say --all")
    opened = open_folder(directory)
    with hold_lock(opened.project.plan_lock, "approve"):
        if withdraw:
            return _withdraw(opened, targets, everything)
        stored, earlier = needed_plan(opened), standing_promise(opened)
        last = date_option("--until", until) if until else None
        old = renewable(opened, stored, earlier)
        open_windows = tuple(w for w in stored.plan.windows if w.state is State.PROPOSED or w.id in old)
        chosen = _choose(opened, stored.plan, open_windows, targets, last, everything)
        chosen = _with_givers(chosen, [w for w in stored.plan.windows if w.id in old], earlier)
        _refuse_done(opened, chosen)
        now = facts_now(opened, stored, chosen)
        _refuse_stale(stored, chosen, now)
        return _promise(opened, stored, chosen, Grounds(earlier, now, old), accept)


def _choose(
    opened: Opened,
    plan: Plan,
    open_windows: tuple[Window, ...],
    targets: Sequence[str],
    until: date | None,
    everything: bool,
) -> tuple[Window, ...]:
    if targets:
        wanted = {w.id for w in windows_of(targets, opened.inventory, plan)}
        open_windows = tuple(w for w in open_windows if w.id in wanted)
    elif not everything and until is None:
        wave = next((wave for wave in plan.waves if any(w.wave == wave.id for w in open_windows)), None)
        open_windows = tuple(w for w in open_windows if wave is not None and w.wave == wave.id)
    if until is not None:
        open_windows = tuple(w for w in open_windows if w.end.date() <= until)
    return open_windows


def _with_givers(chosen: tuple[Window, ...], renewed: list[Window], earlier: Stored | None) -> tuple[Window, ...]:
    """Who agrees to a window that takes switches from a promise agrees to what stays of that promise, too."""
    givers = {w.id for w in _in_the_way(earlier, chosen)}
    more = [w for w in renewed if w.id in givers and w not in chosen]
    return tuple(sorted((*chosen, *more), key=lambda w: (w.start, w.id)))


def _refuse_done(opened: Opened, windows: Sequence[Window]) -> None:
    """A plan that was made before a switch was replaced is not promised to anybody."""
    history = load_history(opened.project)
    problems = []
    for window, task in ((w, t) for w in windows for t in w.tasks):
        stage = history.stage(task.switch)
        if stage in (Stage.DONE, Stage.IN_WORK):
            message = f"{window.id}: {task.switch} is {stage} since the plan was made"
            problems.append(Problem("stale-plan", message, hint="switchrefresh plan"))
    if problems:
        message = "the plan is older than what has happened"
        raise RefusedError(message, "make a new one with: switchrefresh plan", "stale-plan", tuple(problems[:40]))


def _refuse_stale(stored: Stored, windows: Sequence[Window], now: Facts) -> None:
    problems = []
    for window in windows:
        for change in changed_facts(stored.facts.get(window.id, {}), now[window.id]):
            problems.append(Problem("stale-plan", f"{window.id}: {change}", hint="switchrefresh plan"))
    if problems:
        message = "the plan is older than what it was made from"
        raise RefusedError(message, "make a new one with: switchrefresh plan", "stale-plan", tuple(problems[:40]))


def _promise(opened: Opened, stored: Stored, chosen: Sequence[Window], grounds: Grounds, accept: bool) -> Result:
    ids, earlier = {w.id for w in chosen}, grounds.earlier
    dropped = _in_the_way(earlier, chosen)
    if dropped and not accept:
        names = ", ".join(w.id for w in dropped)
        message = f"this would take back what was promised: {names} holds switches of the windows named"
        both = " ".join(dict.fromkeys(w.id for w in (*dropped, *chosen)))
        again = {w.id for w in dropped} <= {w.id for w in stored.plan.windows}
        first = (
            f"name it too: switchrefresh approve {both}"
            if again
            else f"switchrefresh approve {dropped[0].id} --withdraw"
        )
        hint = f"{first}; or say --yes to take it back with this"
        raise RefusedError(message, hint, code="promise-in-the-way")
    gone = ids | {w.id for w in dropped}
    kept = tuple(w for w in (earlier.plan.windows if earlier else ()) if w.id not in gone)
    plan = replace(
        stored.plan,
        windows=tuple(replace(w, state=State.APPROVED) if w.id in ids else w for w in stored.plan.windows),
    )
    promised = (w for w in plan.windows if w.id in ids)
    windows = tuple(sorted((*kept, *promised), key=lambda w: (w.start, w.id)))
    if chosen:
        facts = {**(earlier.facts if earlier else {}), **grounds.now}
        _save(opened, stored, plan, windows, facts)
        if dropped:
            append_event(opened.project, "withdrawn", {"windows": sorted(w.id for w in dropped)})
        append_event(opened.project, "approved", {"windows": sorted(ids)})
    data = _answer(opened, plan, windows, approved=sorted(ids), withdrawn=sorted(w.id for w in dropped))
    data["renewed"] = sorted(ids & grounds.old)
    steps = ("switchrefresh export ics", f"switchrefresh backup {_first(chosen)} --phase before --dry-run")
    return Result("approve", data, () if chosen else _nothing_left(stored), next=steps if chosen else ())


def _in_the_way(earlier: Stored | None, chosen: Sequence[Window]) -> tuple[Window, ...]:
    """Earlier promises, other than the chosen windows themselves, for switches that are promised anew."""
    ids = {w.id for w in chosen}
    switches = {task.switch for w in chosen for task in w.tasks}
    windows = earlier.plan.windows if earlier else ()
    return tuple(w for w in windows if w.id not in ids and any(task.switch in switches for task in w.tasks))


def _save(opened: Opened, stored: Stored, plan: Plan, windows: tuple[Window, ...], facts: Facts) -> None:
    """The promise first: after a crash between the two, the plan is only behind, never ahead."""
    sums = file_sums(opened.project, opened.inventory, opened.folder)
    day, horizon = date.fromisoformat(str(stored.data["as_of"])), str(stored.data["horizon"])
    promise = replace(plan, windows=windows, waves=_waves(plan, windows), unplaced=(), changes=Changes())
    kept_facts = {w.id: dict(facts.get(w.id, {})) for w in windows}
    save_plan(opened.project.approved_file, {**plan_data(promise, day, horizon, sums), "facts": kept_facts})
    proposal = {**plan_data(plan, day, horizon, stored.data["inputs"]), "facts": stored.facts}
    save_plan(opened.project.plan_file, proposal)


def _withdraw(opened: Opened, targets: Sequence[str], everything: bool) -> Result:
    if not targets and not everything:
        raise UsageError("--withdraw needs to know what", "name windows, waves or buildings, or say --all")
    stored, earlier = needed_plan(opened), standing_promise(opened)
    promised = earlier.plan.windows if earlier else ()
    wanted = {w.id for w in (windows_of(targets, opened.inventory, earlier.plan) if targets and earlier else promised)}
    gone = {w.id for w in promised if w.id in wanted and w.state is State.APPROVED}
    left = tuple(w for w in promised if w.id not in gone)
    windows = tuple(replace(w, state=State.PROPOSED) if w.id in gone else w for w in stored.plan.windows)
    plan = replace(stored.plan, windows=windows)
    if gone:
        _save(opened, stored, plan, left, earlier.facts if earlier else {})
        append_event(opened.project, "withdrawn", {"windows": sorted(gone)})
    return Result("approve", _answer(opened, plan, left, [], sorted(gone)), next=("switchrefresh plan",))


def _waves(plan: Plan, windows: Sequence[Window]) -> tuple[Wave, ...]:
    ids = {w.id for w in windows}
    waves = (replace(wave, windows=tuple(key for key in wave.windows if key in ids)) for wave in plan.waves)
    return tuple(wave for wave in waves if wave.windows)


def _answer(
    opened: Opened, plan: Plan, promised: Sequence[Window], approved: list[str], withdrawn: list[str]
) -> dict[str, Any]:
    by_id = {w.id: w for w in (*promised, *plan.windows)}
    names = {key: building.name for key, building in opened.inventory.buildings.items()}
    changed = [by_id[key] for key in (*approved, *withdrawn) if key in by_id]
    return {
        "approved": approved,
        "withdrawn": withdrawn,
        "renewed": [],
        "promised": [w.id for w in promised],
        "open": [w.id for w in plan.windows if w.state is State.PROPOSED],
        "windows": [
            {
                "id": w.id,
                "building": w.building,
                "building_name": names.get(w.building, w.building),
                "crew": w.crew,
                "start": w.start.isoformat(),
                "end": w.end.isoformat(),
                "switches": len(w.tasks),
            }
            for w in sorted(changed, key=lambda w: (w.start, w.id))
        ],
    }


def _nothing_left(stored: Stored) -> tuple[Problem, ...]:
    from switchrefresh.problems import warning

    if not stored.plan.windows:
        why = "the plan holds no window"
    elif all(w.state is not State.PROPOSED for w in stored.plan.windows):
        why = "every window is promised already"
    else:
        why = "none of the windows that are still open was named, or --until is before them"
    return (warning("nothing-to-approve", f"nothing was promised: {why}", "switchrefresh show"),)


def _first(windows: Sequence[Window]) -> str:
    return windows[0].id if windows else ""
