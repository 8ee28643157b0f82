"""Plans of random districts, promised in part and spoilt at random: in tasks, times, crews, dates, states and lists."""

from __future__ import annotations

import copy
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from changes import shift, shift_window

from switchrefresh.calendars.reading import read_calendars
from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.model import PlanRequest
from switchrefresh.storage.feeds import read_decisions, read_feeds
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project

PLATFORMS = ("aruba_aoscx", "cisco_ios", "hp_procurve")
STATES = ("approved", "running", "done", "proposed")
STEPS = (-1, 1, -20, 45, 60, 300, -600, 1440, -1440, 7 * 1440, -7 * 1440, 60 * 24 * 30)


def request_of(folder: Path, as_of: date) -> PlanRequest:
    """The folder as the program reads it."""
    project = Project(folder)
    inventory = read_folder(project, PLATFORMS).inventory
    assert inventory is not None
    assert inventory.district.horizon is not None
    span = inventory.district.horizon
    feeds, decided = read_feeds(project, inventory), read_decisions(project)
    return PlanRequest(inventory, read_calendars(inventory, feeds, span.first, span.last, as_of, decided), as_of)


def promise_some(plan: dict[str, Any], dice: random.Random) -> list[dict[str, Any]]:
    """Some windows become firm; what was promised is given back as it was."""
    chosen = [w for w in plan["windows"] if dice.random() < 0.6]
    for window in chosen:
        window["state"] = dice.choice(("approved", *STATES[:3]))
    return copy.deepcopy(chosen)


def spoil(plan: dict[str, Any], inventory: Inventory, dice: random.Random) -> None:
    """One thing changes in one window."""
    windows = plan["windows"]
    if not windows:
        return
    window, other = dice.choice(windows), dice.choice(windows)
    tasks, minutes = window["tasks"], dice.choice(STEPS)
    match dice.randrange(11):
        case 0:
            shift_window(window, minutes)
        case 1:
            shift(window, minutes, dice.choice(["start", "end"]))
        case 2 if tasks:
            shift(dice.choice(tasks), minutes)
        case 3:
            window["crew"] = dice.choice(list(inventory.district.crews))
        case 4 if tasks:
            _leave_out(plan, window, dice)
        case 5 if tasks:
            other["tasks"].append(tasks.pop())
        case 6 if len(tasks) > 1:
            one, two = dice.sample(tasks, 2)
            one["switch"], two["switch"] = two["switch"], one["switch"]
        case 7:
            shift_window(window, 1440 * (_moment(other["start"]).date() - _moment(window["start"]).date()).days)
        case 8:
            way = _moment(other["end"]) - _moment(window["start"])
            shift_window(window, way // timedelta(minutes=1) + dice.choice([0, 9, 10, 11, 30]))
        case 9 if plan["unplaced"]:
            left = plan["unplaced"].pop(dice.randrange(len(plan["unplaced"])))
            at = tasks[-1]["end"] if tasks else window["start"]
            tasks.append({"switch": left["switch"], "start": at, "end": at})
            shift(tasks[-1], 45, "end")
        case _:
            tasks.reverse()
    _in_zone(window, inventory)


def _leave_out(plan: dict[str, Any], window: dict[str, Any], dice: random.Random) -> None:
    task = window["tasks"].pop(dice.randrange(len(window["tasks"])))
    plan["unplaced"].append({"switch": task["switch"], "reasons": [{"code": "C2", "message": "There is no time."}]})
    if not window["tasks"] and dice.random() < 0.8:
        plan["windows"].remove(window)
        for wave in plan["waves"]:
            wave["windows"] = [key for key in wave["windows"] if key != window["id"]]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _in_zone(window: dict[str, Any], inventory: Inventory) -> None:
    zone = ZoneInfo(inventory.zone(window["building"]))
    for part in (window, *window["tasks"]):
        for key in ("start", "end"):
            part[key] = _moment(part[key]).astimezone(zone).isoformat()


def own_up(plan: dict[str, Any], promised: list[dict[str, Any]], dice: random.Random) -> None:
    """The changes are listed, mostly with a rule and as proposals, as an honest plan would."""
    now = {w["id"]: w for w in plan["windows"]}
    for promise in promised:
        key = promise["id"]
        if key not in now:
            plan["changes"]["removed"].append(key)
        elif any(now[key][name] != promise[name] for name in ("building", "crew", "start", "end", "tasks")):
            plan["changes"]["moved"].append(key)
            if dice.random() < 0.7:
                now[key]["why"].insert(0, "Moved because of C11: snow.")
            if dice.random() < 0.7:
                now[key]["state"] = "proposed"


def muddle(plan: dict[str, Any], dice: random.Random) -> None:
    """Now and then: a state, an id, a wave or a zone that is wrong."""
    if not plan["windows"]:
        return
    window = dice.choice(plan["windows"])
    if dice.random() < 0.15:
        window["state"] = dice.choice(STATES)
    if dice.random() < 0.1:
        ids = [w["id"] for w in (*plan["windows"], *plan["waves"])]
        window["id"] = dice.choice([*ids, "w999", "do", "DO"])
    if dice.random() < 0.05:
        dice.choice(plan["waves"])["windows"].append(window["id"])


def edit_district(folder: Path, dice: random.Random, days: list[str]) -> None:
    """One rule of the folder changes under the plan; `days` are dates on which it has windows."""
    path = folder / "district.yaml"
    page = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    policy, crew, day = page["policy"], page["crews"][dice.choice(list(page["crews"]))], dice.choice(days)
    match dice.randrange(10):
        case 0:
            page["freezes"] = [*(page.get("freezes") or []), {"dates": day, "why": "snow"}]
        case 1:
            crew["away"] = [*(crew.get("away") or []), day]
        case 2:
            crew["max_days_per_week"] = str(dice.randint(0, 2))
        case 3:
            crew["max_evenings_per_week"] = str(dice.randint(0, 1))
        case 4:
            crew["max_weekend_days_per_month"] = "0"
        case 5:
            policy["max_buildings_per_day"] = str(dice.randint(1, 2))
        case 6:
            policy["deadline"] = day
        case 7:
            policy["notice"] = f"{dice.randint(5, 30)}d"
        case 8 if page.get("deliveries"):
            page["deliveries"][-1]["arrives"] = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
        case _:
            policy["core_on"] = [dice.choice(["break", "weekend", "summer"])]
    path.write_text(yaml.safe_dump(page, sort_keys=False), encoding="utf-8")
