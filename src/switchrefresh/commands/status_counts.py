"""Counts for status: how many switches are where, how the number that is left goes down, and each wave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from switchrefresh.commands.promises import Stored
from switchrefresh.inventory.model import Inventory
from switchrefresh.journal.records import History, Stage
from switchrefresh.planning.model import State, Window

WEEK = timedelta(days=7)
MOST_WEEKS = 120


def count_switches(
    inventory: Inventory, history: History, promised: Sequence[Window], plan: Stored | None
) -> dict[str, int]:
    """Every switch that is to be replaced, or was, in exactly one of the words; `total` is their sum."""
    done = {key for key in history.done() if key in inventory.switches}
    total = set(inventory.planned()) | done
    working = {k for w in history.open_windows for k in w.switches if history.stage(k) is Stage.IN_WORK} & total
    held = {t.switch for w in promised for t in w.tasks if w.state is State.APPROVED} & total
    placed = {t.switch for w in (plan.plan.windows if plan else ()) for t in w.tasks if w.state is State.PROPOSED}
    failed = {k for k, r in history.switches.items() if r.stage in (Stage.FAILED, Stage.BACKED_OUT)} & total
    left = total - done - working
    return {
        "total": len(total),
        "done": len(done),
        "in_work": len(working),
        "promised": len(left & held),
        "proposed": len((left - held) & placed),
        "unplaced": len(left - held - placed),
        "failed": len(failed - done - working),
    }


def burn_down(
    inventory: Inventory, history: History, windows: Sequence[Window], today: date, total: int
) -> dict[str, Any]:
    """How many are left at the end of each week: as it was, and as it is planned; and the pace that is needed."""
    done = [r.on for k, r in history.done().items() if k in inventory.switches and r.on is not None]
    coming = [w.start.date() for w in windows if w.state is not State.DONE for _ in w.tasks]
    coming = [max(day, today) for day in coming]
    days = [*done, *coming, today]
    weeks: list[dict[str, Any]] = []
    monday = min(days) - timedelta(days=min(days).weekday())
    by_week = Counter(day - timedelta(days=day.weekday()) for day in done)
    planned = Counter(day - timedelta(days=day.weekday()) for day in coming)
    left = expected = total
    while monday <= max(days) and len(weeks) < MOST_WEEKS:
        left -= by_week[monday]
        expected -= by_week[monday] + planned[monday]
        past = monday <= today
        weeks.append({"week": monday.isoformat(), "left": left if past else None, "planned": expected})
        monday += WEEK
    return {"weeks": weeks, **_pace(inventory, done, coming, today, total)}


def _pace(
    inventory: Inventory, done: Sequence[date], coming: Sequence[date], today: date, total: int
) -> dict[str, Any]:
    district = inventory.district
    limits = [day for day in (district.policy.deadline, district.horizon.last if district.horizon else None) if day]
    deadline = min(limits, default=None)
    left, recent = total - len(done), sum(today - 4 * WEEK < day <= today for day in done)
    weeks = max((deadline - today).days / 7, 0.0) if deadline else 0.0
    return {
        "left": left,
        "last_planned": max(coming).isoformat() if coming else None,
        "deadline": deadline.isoformat() if deadline else None,
        "needed_per_week": round(left / weeks, 1) if weeks else None,
        "done_per_week": round(recent / 4, 1),
    }


def wave_rows(plan: Stored | None, promised: Sequence[Window], history: History) -> list[dict[str, Any]]:
    """Each wave with its windows and switches by how far they are."""
    states = {w.id: w.state for w in promised}
    rows = []
    for wave in plan.plan.waves if plan else ():
        mine = [w for w in plan.plan.windows if w.id in set(wave.windows)] if plan else []
        switches = [task.switch for w in mine for task in w.tasks]
        rows.append(
            {
                "id": wave.id,
                "name": wave.name,
                "windows": list(wave.windows),
                "switches": len(switches),
                "done": sum(history.stage(key) is Stage.DONE for key in switches),
                "promised": sum(states.get(w.id, State.PROPOSED) is not State.PROPOSED for w in mine),
                "start": min(w.start for w in mine).isoformat() if mine else None,
                "end": max(w.end for w in mine).isoformat() if mine else None,
            }
        )
    return rows
