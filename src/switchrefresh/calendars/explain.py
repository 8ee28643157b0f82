"""Why a building is open or not at one moment, in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from switchrefresh.calendars.model import Calendars, DayView
from switchrefresh.calendars.zones import zone_of
from switchrefresh.inventory.model import Inventory


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer for one building and one moment: open or not, and every reason for it."""

    building: str
    moment: datetime
    open: bool
    reasons: tuple[str, ...]


def explain(calendars: Calendars, inventory: Inventory, building: str, moment: datetime) -> Explanation | None:
    """Why work may or may not happen at an aware moment; None for dates outside the range and unknown buildings."""
    if building not in inventory.buildings:
        return None
    local = moment.astimezone(zone_of(inventory.zone(building)))
    view = calendars.day(building, local.date())
    if view is None:
        return None
    at = moment.timestamp()
    is_open = any(i.start.timestamp() <= at < i.end.timestamp() for i in view.open)
    return Explanation(building, local, is_open, view.reasons[:2] if is_open else _why_not(view, at))


def _why_not(view: DayView, at: float) -> tuple[str, ...]:
    """What blocks this moment; when nothing does, it lies outside the hours of the day."""
    blocking = [b.reason for b in view.blocked if b.start.timestamp() <= at < b.end.timestamp()]
    if blocking:
        return (view.reasons[0], *blocking)
    hours = view.reasons[1] if view.reasons[1].startswith("hours: none") else f"outside the {view.reasons[1]}"
    return (view.reasons[0], hours, *view.reasons[2:])
