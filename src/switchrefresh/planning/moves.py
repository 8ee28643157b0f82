"""What a new plan changes for people who were told of the last one: each window that is new, moved or gone, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from switchrefresh.planning.model import Plan, PlanRequest, Window


@dataclass(frozen=True)
class Move:
    """`+` a new window, `~` one that moved, `-` one that is gone; `why` is the rule that forbids the promise."""

    sign: str
    window: str
    was: Window | None
    now: Window | None
    why: str

    @property
    def building(self) -> str:
        one = self.now or self.was
        return one.building if one else ""


def moves(request: PlanRequest, plan: Plan) -> tuple[Move, ...]:
    """The differences from the promise in time order; nothing when nobody was told anything."""
    if not request.promised:
        return ()
    was, now, why = {w.id: w for w in request.promised}, {w.id: w for w in plan.windows}, dict(plan.changes.why)
    found = [Move("~", key, was[key], now[key], why.get(key, "")) for key in plan.changes.moved]
    found += [Move("-", key, was[key], None, why.get(key, "")) for key in plan.changes.removed]
    found += [Move("+", key, None, now[key], _heir_of(now[key], found)) for key in plan.changes.added]
    return tuple(sorted(found, key=_in_time))


def _heir_of(window: Window, found: list[Move]) -> str:
    """A new window that takes switches of a promised one says whose."""
    mine = {task.switch for task in window.tasks}
    lost = [m.window for m in found if m.was is not None and mine & {task.switch for task in m.was.tasks}]
    return f"takes switches of {' and '.join(lost)}" if lost else ""


def _in_time(move: Move) -> tuple[Any, ...]:
    first = [w.start for w in (move.was, move.now) if w is not None]
    return min(first), move.window


def moves_data(found: tuple[Move, ...]) -> list[dict[str, Any]]:
    """The same for JSON and the screen."""
    return [
        {
            "sign": move.sign,
            "window": move.window,
            "building": move.building,
            "was": _when(move.was),
            "now": _when(move.now),
            "why": move.why,
        }
        for move in found
    ]


def _when(window: Window | None) -> dict[str, Any] | None:
    if window is None:
        return None
    return {
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "crew": window.crew,
        "switches": [task.switch for task in window.tasks],
    }
