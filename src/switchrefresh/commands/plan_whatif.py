"""plan --what-if: another district beside this one, planned and compared; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from switchrefresh.commands.plan_request import PlanOptions, ask, checked_plan, current_plan, other_district, sums_of
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit
from switchrefresh.planning.comparing import better_of, side_by_side
from switchrefresh.planning.serial import plan_data, unplaced_data, window_data
from switchrefresh.planning.whatif import read_what_if


def run(
    directory: str | None, phrases: Sequence[str], options: PlanOptions, on_ready: Callable[[], None] | None = None
) -> Result:
    """The current plan and the one of the changed district side by side; 1 when that one leaves a switch out.

    `on_ready` is called when everything was read and the work begins.
    """
    asked = ask(directory, options)
    what_if = read_what_if(phrases, asked.inventory)
    if on_ready is not None:
        on_ready()
    now = current_plan(asked, options.fresh)
    changed = other_district(asked, what_if.inventory)
    then = better_of(now, checked_plan(changed), changed)
    told = {
        **side_by_side(what_if, now, asked.request, then, changed),
        "names": {key: building.name for key, building in asked.inventory.buildings.items()},
        "windows": [window_data(window) for window in then.windows],
        "unplaced": [unplaced_data(one) for one in then.unplaced],
    }
    data = {**plan_data(now, asked.day, str(asked.span), sums_of(asked)), "what_if": told}
    return Result("plan", data, (), Exit.NO if then.unplaced else Exit.OK)
