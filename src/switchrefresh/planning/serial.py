"""A plan as JSON and back: the one shape that plan.json, approved.json and `--json` share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.model import (
    Changes,
    Plan,
    Reason,
    SolverReport,
    State,
    Task,
    Unplaced,
    Wave,
    Window,
)


def plan_data(plan: Plan, as_of: date, horizon: str, inputs: Mapping[str, str]) -> dict[str, Any]:
    """The keys fixed by the JSON contract; times are ISO 8601 with offset."""
    return {
        "as_of": as_of.isoformat(),
        "horizon": horizon,
        "inputs": dict(sorted(inputs.items())),
        "solver": solver_data(plan.solver),
        "waves": [{"id": w.id, "name": w.name, "windows": list(w.windows)} for w in plan.waves],
        "windows": [window_data(window) for window in plan.windows],
        "unplaced": [unplaced_data(unplaced) for unplaced in plan.unplaced],
        "changes": {
            "added": list(plan.changes.added),
            "moved": list(plan.changes.moved),
            "kept": plan.changes.kept,
            "removed": list(plan.changes.removed),
            "why": dict(plan.changes.why),
            "shortened": list(plan.changes.shortened),
        },
        "prefer": plan.prefer,
    }


def solver_data(report: SolverReport) -> dict[str, Any]:
    """How good the plan is; `seconds` is left out of files, so that equal plans are equal files."""
    return {
        "status": report.status,
        "objective": report.objective,
        "bound": report.bound,
        "gap": report.gap,
        "placed_gap": report.placed_gap,
        "scope": report.scope,
        "floor": report.floor,
        "floor_gap": report.floor_gap,
    }


def window_data(window: Window) -> dict[str, Any]:
    """One window with its tasks."""
    tasks = [{"switch": t.switch, "start": t.start.isoformat(), "end": t.end.isoformat()} for t in window.tasks]
    return {
        "id": window.id,
        "wave": window.wave,
        "building": window.building,
        "crew": window.crew,
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "why": list(window.why),
        "tasks": tasks,
        "state": str(window.state),
    }


def unplaced_data(unplaced: Unplaced) -> dict[str, Any]:
    """A switch without a place, and why."""
    reasons = [{"code": r.code, "message": r.message} for r in unplaced.reasons]
    return {"switch": unplaced.switch, "reasons": reasons}


def plan_from(data: Mapping[str, Any], inventory: Inventory) -> Plan:
    """The plan that a file holds. Raises KeyError, TypeError or ValueError when it is not a plan."""
    solver = data["solver"]
    changes = data["changes"]
    return Plan(
        waves=tuple(Wave(w["id"], w["name"], tuple(w["windows"])) for w in data["waves"]),
        windows=tuple(window_from(w, inventory) for w in data["windows"]),
        unplaced=tuple(
            Unplaced(u["switch"], tuple(Reason(r["code"], r["message"]) for r in u["reasons"]))
            for u in data["unplaced"]
        ),
        solver=SolverReport(
            solver["status"],
            solver["objective"],
            solver["bound"],
            solver["gap"],
            scope=str(solver.get("scope", "")),
            placed_gap=float(solver.get("placed_gap", solver["gap"])),
            floor=float(solver.get("floor", 0.0)),
            floor_gap=float(solver.get("floor_gap", 0.0)),
        ),
        changes=Changes(
            tuple(changes["added"]),
            tuple(changes["moved"]),
            changes["kept"],
            tuple(changes["removed"]),
            tuple((str(key), str(why)) for key, why in dict(changes.get("why", {})).items()),
            tuple(str(key) for key in changes.get("shortened", ())),
        ),
        prefer=str(data.get("prefer", "fewest-visits")),
    )


def window_from(data: Mapping[str, Any], inventory: Inventory) -> Window:
    """One window; its times get the building's zone back, so that they can be compared over DST."""
    zone = ZoneInfo(inventory.zone(data["building"]))
    return Window(
        id=data["id"],
        wave=data["wave"],
        building=data["building"],
        crew=data["crew"],
        start=_moment(data["start"], zone),
        end=_moment(data["end"], zone),
        tasks=tuple(Task(t["switch"], _moment(t["start"], zone), _moment(t["end"], zone)) for t in data["tasks"]),
        why=tuple(data["why"]),
        state=State(data["state"]),
    )


def _moment(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)
