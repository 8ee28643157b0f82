"""The steps of a window night with clock times, for the eighty columns of a terminal in a closet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.topology import goes_dark
from switchrefresh.planning.model import Task, Window


@dataclass(frozen=True)
class Step:
    """What is to be done when; `lines` are what to know, `commands` what to type."""

    at: datetime
    title: str
    switch: str = ""
    lines: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


def steps_of(window: Window, inventory: Inventory, left: Collection[Task], begin: datetime) -> tuple[Step, ...]:
    """Setup, each switch that is left, the backout point, and the end; later when the night begins later."""
    work = inventory.district.work
    late = max(timedelta(0), begin - window.start) if begin.date() == window.start.date() else timedelta(0)
    crew = window.crew
    found = [Step(window.start + late, f"Set up in {_name(inventory, window.building)} ({crew})")]
    tasks = sorted((task for task in window.tasks if task in left), key=lambda task: task.start)
    at = window.start + late + timedelta(minutes=work.setup)
    for number, task in enumerate(tasks):
        length = task.end - task.start
        before = tasks[number - 1] if number else None
        gap = task.start - before.end if before is not None else timedelta(0)
        at = max(at + max(gap, timedelta(0)) if before is not None else at, task.start if not late else at)
        found.append(_swap(task, inventory, at))
        at += length
    point = backout_point(window, inventory)
    lines = ("What is not working by now goes back: the old switch returns.",)
    command = (f'switchrefresh window backout {window.id} SWITCH --because "..."',)
    found.append(Step(point, "BACKOUT POINT", lines=lines, commands=command))
    found.append(Step(window.end, "End of the window", commands=(f"switchrefresh window finish {window.id}",)))
    return tuple(sorted(found, key=lambda step: step.at))


def backout_point(window: Window, inventory: Inventory) -> datetime:
    """The last moment from which the old switch can go back before the window ends."""
    return window.end - timedelta(minutes=inventory.district.work.backout)


def steps_text(steps: Collection[Step], title: str) -> str:
    """The same as plain text."""
    lines = [title, "=" * min(79, len(title)), ""]
    for step in steps:
        lines.append(f"{step.at:%H:%M}  {step.title}")
        lines += [f"       {line}" for line in step.lines]
        lines += [f"       $ {command}" for command in step.commands]
        lines.append("")
    return "\n".join(lines)


def _swap(task: Task, inventory: Inventory, at: datetime) -> Step:
    switch = inventory.switches.get(task.switch)
    if switch is None:
        return Step(at, task.switch, task.switch)
    new = switch.replacement
    lines = [f"{switch.model or 'old switch'} -> {new.model if new else '?'}"]
    if new is not None and (labels := [f"serial {new.serial}" if new.serial else "", new.asset_tag or ""]):
        lines[0] += "".join(f", {label}" for label in labels if label)
    dark = goes_dark(inventory.switches, task.switch)
    services: dict[str, int] = {}
    for key in dark:
        for name, count in inventory.switches[key].feeds.items():
            services[name] = services.get(name, 0) + count
    if any(services.values()):
        lines.append("dark: " + ", ".join(f"{count} {name}" for name, count in sorted(services.items()) if count))
    if len(dark) > 1:
        lines.append(f"also dark: {', '.join(dark[1:4])}" + (f" and {len(dark) - 4} more" if len(dark) > 4 else ""))
    if new is not None and new.parts:
        lines.append(f"parts: {', '.join(new.parts)}")
    commands = (f"switchrefresh trust {task.switch} --replaced", f"switchrefresh verify {task.switch}")
    place = _place(inventory, switch.building, switch.closet)
    contacted = new is None or new.platform not in {"unmanaged", "cloud"}
    said = commands if contacted else (f"switchrefresh log {task.switch} done",)
    return Step(at, f"{task.switch} in {place}", task.switch, tuple(lines), said)


def _name(inventory: Inventory, building: str) -> str:
    found = inventory.buildings.get(building)
    return found.name if found else building


def _place(inventory: Inventory, building: str | None, closet: str | None) -> str:
    there = inventory.buildings.get(building or "")
    found = there.closets.get(closet or "") if there else None
    if found is None:
        return closet or "?"
    return f"{found.name or closet}" + (f", {found.room}" if found.room else "")
