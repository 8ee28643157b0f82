"""status: where the refresh stands on one screen: burn-down, next, late, at risk, who waits, what to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from switchrefresh import clock
from switchrefresh.commands.note import waiting_data
from switchrefresh.commands.opening import Opened, as_of_date, open_folder
from switchrefresh.commands.promises import Stored, standing_promise, stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.status_counts import burn_down, count_switches, wave_rows
from switchrefresh.commands.status_risks import Risky, find_risks
from switchrefresh.errors import UsageError
from switchrefresh.journal.records import History, Stage
from switchrefresh.journal.state import fold
from switchrefresh.planning.model import State, Window
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.journal_file import load_journal

NEXT = 5  # windows shown
LATE_AFTER = timedelta(hours=1)  # a window may begin a little later without being called late


@dataclass(frozen=True)
class View:
    """Everything that status looks at, read once."""

    opened: Opened
    history: History
    plan: Stored | None
    promised: tuple[Window, ...]
    moment: datetime

    @property
    def windows(self) -> tuple[Window, ...]:
        """What is promised as it stands, and what is only proposed."""
        held = {window.id for window in self.promised}
        mine = {task.switch for window in self.promised for task in window.tasks}
        done = self.history.done()
        found = list(self.promised)
        for window in self.plan.plan.windows if self.plan else ():
            tasks = tuple(t for t in window.tasks if t.switch not in mine and t.switch not in done)
            if window.id not in held and window.state is State.PROPOSED and tasks:
                found.append(window)
        return tuple(sorted(found, key=lambda w: (w.start, w.id)))


def run(directory: str | None, as_of: str | None = None) -> Result:
    """Read only: nothing is contacted and nothing is written."""
    opened = open_folder(directory, without_checks=True)
    journal = load_journal(opened.project)
    history = fold(journal.events)
    promise = standing_promise(opened, history)
    moment = _moment(opened, as_of)
    view = View(opened, history, stored_plan(opened), promise.plan.windows if promise else (), moment)
    risky = find_risks(opened, history, promise, view.windows, moment)
    late = _late(view)
    data = _data(view, late, risky)
    problems = (*(p for p in journal.problems if p.is_error), *_warnings(late, risky))
    data["warnings"] = [p.as_json() for p in problems]
    return Result("status", data, (), next=_next(view, late, risky))


def _moment(opened: Opened, as_of: str | None) -> datetime:
    """Now, or the noon of the day that was named."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(opened.inventory.district.timezone)
    if as_of is None:
        return clock.now().astimezone(zone)
    if "T" in as_of:
        try:
            found = datetime.fromisoformat(as_of)
        except ValueError:
            raise UsageError(f'--as-of: "{as_of}" is no moment', "write it like 2026-12-23T17:30") from None
        return found if found.tzinfo else found.replace(tzinfo=zone)
    day = as_of_date(as_of, opened.inventory)
    return datetime(day.year, day.month, day.day, 6, tzinfo=zone)


def _data(view: View, late: Sequence[tuple[Window, str]], risky: Risky) -> dict[str, Any]:
    inventory, history = view.opened.inventory, view.history
    names = {key: building.name for key, building in inventory.buildings.items()}
    counts = count_switches(inventory, history, view.promised, view.plan)
    return {
        "district": inventory.district.district,
        "as_of": view.moment.isoformat(timespec="minutes"),
        "switches": counts,
        "burn_down": burn_down(inventory, history, view.windows, view.moment.date(), counts["total"]),
        "open": [_open_data(view, window, names) for window in view.promised if window.state is State.RUNNING],
        "next": [_window_data(w, names, view.moment) for w in _upcoming(view)[:NEXT]],
        "late": [{**_window_data(w, names, view.moment), "why": why} for w, why in late],
        "at_risk": [one.as_json(names) for one in risky.windows],
        "waiting": [waiting_data(one) for one in history.waiting],
        "failed": [
            {"switch": key, "stage": str(record.stage), "because": record.because, "window": record.window}
            for key, record in history.switches.items()
            if record.stage in (Stage.FAILED, Stage.BACKED_OUT)
        ],
        "feeds": risky.feeds,
        "baselines": risky.baselines,
        "units": _units(history),
        "waves": wave_rows(view.plan, view.promised, history),
        "warnings": [],
    }


def _upcoming(view: View) -> list[Window]:
    """What is still to begin: promises first where two begin together."""
    coming = [w for w in view.windows if w.state in (State.PROPOSED, State.APPROVED) and w.end >= view.moment]
    return sorted(coming, key=lambda w: (w.start, w.state is State.PROPOSED, w.id))


def _late(view: View) -> list[tuple[Window, str]]:
    found = []
    for window in view.promised:
        if window.state is State.APPROVED and window.start + LATE_AFTER < view.moment:
            found.append((window, "it was promised, and nobody opened it"))
        if window.state is State.RUNNING and window.end < view.moment:
            left = [t.switch for t in window.tasks if view.history.stage(t.switch) is Stage.IN_WORK]
            found.append((window, f"it is still open, with {len(left)} switches in work"))
    return found


def _window_data(window: Window, names: dict[str, str], moment: datetime) -> dict[str, Any]:
    return {
        "window": window.id,
        "building": window.building,
        "building_name": names.get(window.building, window.building),
        "crew": window.crew,
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "state": str(window.state),
        "switches": len(window.tasks),
        "days": (window.start.date() - moment.astimezone(window.start.tzinfo).date()).days,
    }


def _open_data(view: View, window: Window, names: dict[str, str]) -> dict[str, Any]:
    record = view.history.windows.get(window.id)
    stages = {task.switch: view.history.stage(task.switch) for task in window.tasks}
    point = record.backout_point if record else None
    return {
        **_window_data(window, names, view.moment),
        "opened": record.opened.isoformat() if record and record.opened else None,
        "who": record.who if record else "",
        "machine": record.machine if record else "",
        "done": [key for key, stage in stages.items() if stage is Stage.DONE],
        "proven": [key for key in stages if _is_proven(view.history, key, window.id)],
        "in_work": [key for key, stage in stages.items() if stage is Stage.IN_WORK],
        "backout_point": point.isoformat() if point else None,
    }


def _is_proven(history: History, switch: str, window: str) -> bool:
    proof = history.proofs.get(switch)
    return proof is not None and proof.window == window and proof.verdict == "nothing-lost"


def _units(history: History) -> dict[str, int]:
    """How many old units are removed, wiped and disposed, and how many of those that are out are not wiped."""
    by_word: dict[str, set[str]] = {}
    for unit in history.units:
        by_word.setdefault(unit.what, set()).add(unit.switch)
    gone = by_word.get("removed", set()) | by_word.get("disposed", set())
    counts = {word: len(by_word.get(word, ())) for word in ("installed", "removed", "wiped", "disposed")}
    return {**counts, "not_wiped": len(gone - by_word.get("wiped", set()))}


def _warnings(late: Sequence[tuple[Window, str]], risky: Risky) -> list[Problem]:
    found = [warning("late", f"{window.id}: {why}") for window, why in late]
    found += [warning("at-risk", f"{one.window.id}: {'; '.join(one.why)}") for one in risky.windows]
    return found + list(risky.problems)


def _next(view: View, late: Sequence[tuple[Window, str]], risky: Risky) -> tuple[str, ...]:
    """What to type: first what is open, then what is late, then what comes."""
    if view.plan is None and not view.promised:
        return ("switchrefresh check", "switchrefresh plan")
    steps = [step for w in view.promised if w.state is State.RUNNING for step in _inside(view, w)]
    missed = [window for window, _ in late if window.state is State.APPROVED]
    if missed:
        steps.append(f'switchrefresh window postpone {missed[0].id} --because "..."')
    steps += risky.steps
    coming = _upcoming(view)
    promised = [w for w in coming if w.state is State.APPROVED]
    if promised:
        steps.append(f"switchrefresh window start {promised[0].id} --dry-run")
    elif coming:
        steps.append("switchrefresh approve")
    again = {key for key, one in view.history.switches.items() if one.stage in (Stage.FAILED, Stage.BACKED_OUT)}
    if again - {task.switch for window in coming for task in window.tasks}:
        steps.append("switchrefresh plan")
    return tuple(dict.fromkeys(steps))[:4]


def _inside(view: View, window: Window) -> list[str]:
    """The next command inside an open window."""
    left = [t.switch for t in window.tasks if view.history.stage(t.switch) is Stage.IN_WORK]
    unproven = [key for key in left if not _is_proven(view.history, key, window.id)]
    if not unproven:
        return [f"switchrefresh window finish {window.id}"]
    record = view.history.windows.get(window.id)
    at = view.history.keys_replaced.get(unproven[0])
    if record is not None and record.opened is not None and at is not None and at >= record.opened:
        return [f"switchrefresh verify {unproven[0]}"]
    return [f"switchrefresh trust {unproven[0]} --replaced"]
