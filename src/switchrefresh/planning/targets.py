"""One grammar for what a person means: a switch, a closet, a building, a wave or a window."""

from __future__ import annotations

from collections.abc import Sequence

from switchrefresh.errors import UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.model import Plan, Window


def switches_of(targets: Sequence[str], inventory: Inventory, plan: Plan | None) -> tuple[str, ...]:
    """The switches meant, each once, in the order of the words; an unknown word is a usage error."""
    found = [switch for target in targets for switch in _switches(target, inventory, plan)]
    return tuple(dict.fromkeys(found))


def windows_of(targets: Sequence[str], inventory: Inventory, plan: Plan) -> tuple[Window, ...]:
    """The windows meant, in time order; an unknown word is a usage error."""
    wanted: set[str] = set()
    for target in targets:
        wave = next((w for w in plan.waves if w.id == target), None)
        if wave is not None:
            wanted.update(wave.windows)
        elif any(w.id == target for w in plan.windows):
            wanted.add(target)
        else:
            inside = set(_switches(target, inventory, plan))
            wanted.update(w.id for w in plan.windows if any(task.switch in inside for task in w.tasks))
    return tuple(w for w in plan.windows if w.id in wanted)


def _switches(target: str, inventory: Inventory, plan: Plan | None) -> list[str]:
    if target in inventory.switches:
        return [target]
    building, slash, closet = target.partition("/")
    if building in inventory.buildings:
        inside = [k for k, s in inventory.switches.items() if s.building == building]
        if not slash:
            return inside
        if closet in inventory.buildings[building].closets:
            return [k for k in inside if inventory.switches[k].closet == closet]
        hint = suggest(closet, inventory.buildings[building].closets, f"closets of {building}")
        raise UsageError(f'{building} has no closet "{closet}"', hint, code="unknown-target")
    windows = {w.id: w for w in plan.windows} if plan else {}
    waves = {w.id: w for w in plan.waves} if plan else {}
    if target in windows:
        return [task.switch for task in windows[target].tasks]
    if target in waves:
        return [task.switch for key in waves[target].windows if key in windows for task in windows[key].tasks]
    known = [*inventory.buildings, *waves, *windows, *inventory.switches]
    message = f'"{target}" is no switch, closet, building, wave or window'
    raise UsageError(message, suggest(target, known, "targets"), code="unknown-target")
