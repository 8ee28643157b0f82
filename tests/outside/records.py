"""The tiny case as records of the product, for tests of the checker that need no folder."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tiny import Case

from switchrefresh.calendars.model import Calendars, DayView, Interval
from switchrefresh.inventory.model import DayKind, Inventory
from switchrefresh.inventory.schema import read_buildings, read_district, read_switches
from switchrefresh.journal.pilot import pilot_held
from switchrefresh.planning.model import (
    Changes,
    Plan,
    PlanRequest,
    Reason,
    SolverReport,
    State,
    Task,
    Unplaced,
    Wave,
    Window,
)


def request_of(case: Case) -> PlanRequest:
    """What the checker is asked about."""
    inventory = inventory_of(case)
    views = {
        key: tuple(
            view(inventory.zone(key), d, kind, [] if out(inventory, key, d) else v) for d, (kind, v) in days.items()
        )
        for key, days in case.days.items()
    }
    promised = tuple(window_of(item) for item in case.promised)
    as_of = date.fromisoformat(case.plan["as_of"])
    held = pilot_held(inventory.district.policy.pilot, promised, (), as_of)
    return PlanRequest(inventory, Calendars(views), as_of, promised, pilot_held=held)


def out(inventory: Inventory, building: str, day: date) -> bool:
    """Frozen dates have no open interval."""
    freezes = inventory.district.freezes
    return any(day in f.dates and (f.buildings is None or building in f.buildings) for f in freezes)


def inventory_of(case: Case) -> Inventory:
    district, wrong = read_district(case.district)
    buildings, more = read_buildings(case.buildings)
    switches, most = read_switches(case.switches)
    assert district is not None
    assert not [*wrong, *more, *most]
    return Inventory(district, buildings, switches)


def view(zone: str, day: date, kind: str, ranges: list[str]) -> DayView:
    def moment(text: str) -> datetime:
        hour, minute = (int(part) for part in text.split(":"))
        wall = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)
        return wall.replace(tzinfo=ZoneInfo(zone))

    spans = [text.split("..") for text in ranges]
    return DayView(day, DayKind(kind), tuple(Interval(moment(a), moment(b)) for a, b in spans))


def plan_of(case: Case) -> Plan:
    """The plan as records."""
    plan = case.plan
    unplaced = tuple(Unplaced(u["switch"], tuple(Reason(**r) for r in u["reasons"])) for u in plan["unplaced"])
    changes = plan["changes"]
    return Plan(
        tuple(Wave(w["id"], w["name"], tuple(w["windows"])) for w in plan["waves"]),
        tuple(window_of(w) for w in plan["windows"]),
        unplaced,
        SolverReport("optimal", 1.0, 1.0, 0.0),
        Changes(tuple(changes["added"]), tuple(changes["moved"]), changes["kept"], tuple(changes["removed"])),
    )


def window_of(item: dict[str, Any]) -> Window:
    tasks = tuple(Task(t["switch"], stamp(t["start"]), stamp(t["end"])) for t in item["tasks"])
    where = (item["id"], item["wave"], item["building"], item["crew"])
    return Window(*where, stamp(item["start"]), stamp(item["end"]), tasks, tuple(item["why"]), State(item["state"]))


def stamp(text: str) -> datetime:
    return datetime.fromisoformat(text)
