"""Windows on public holidays that the calendars do not close: said aloud, because the doors may be locked that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from switchrefresh.calendars.model import Calendars
from switchrefresh.calendars.publicdays import public_days
from switchrefresh.inventory.model import DayKind, Inventory
from switchrefresh.planning.model import Plan, State, Window
from switchrefresh.problems import Problem, warning

_AHEAD = (State.PROPOSED, State.APPROVED)


def on_public_holidays(plan: Plan, inventory: Inventory, calendars: Calendars) -> tuple[Problem, ...]:
    """One warning that names every window to come on a public holiday of the country in `holidays`.

    "No School" says that students are out, not that the staff are (design, section 4), and in summer a feed may be
    silent about a holiday; so the hours stand, and a person has to know. Windows on days of the kind holiday are
    asked for with hours of their own, and are not named.
    """
    ahead = [window for window in plan.windows if window.state in _AHEAD]
    if inventory.district.holidays is None or not ahead:
        return ()
    dates = [day for window in ahead for day in (window.start.date(), window.end.date())]
    names = public_days(inventory.district.holidays, min(dates), max(dates)).country
    found = [(window, day) for window in ahead if (day := _holiday_of(window, names, calendars)) is not None]
    if not found:
        return ()
    told = "; ".join(f"{window.id} on {day} ({names[day]})" for window, day in found)
    first = found[0][1]
    return (
        warning(
            "window-on-holiday",
            f"planned on a public holiday, because the calendars leave the building open then: {told}",
            f"if nobody is there: freezes: - {{dates: {first}, why: {names[first]}}} in district.yaml, then plan again",
        ),
    )


def _holiday_of(window: Window, names: Mapping[date, str], calendars: Calendars) -> date | None:
    for day in (window.start.date(), window.end.date()):
        view = calendars.day(window.building, day)
        if day in names and (view is None or view.kind is not DayKind.HOLIDAY):
            return day
    return None
