"""What `critical` costs: the open hours of weekends that switches with critical services may not use (C14)."""

from __future__ import annotations

from datetime import date
from typing import Any

from switchrefresh.calendars.model import Calendars
from switchrefresh.inventory.model import Inventory


def critical_costs(inventory: Inventory, calendars: Calendars, day: date) -> list[dict[str, Any]]:
    """By building: its switches with critical services, the hours open from `day` on, and those lost to weekends."""
    found = []
    for building, days in calendars.buildings.items():
        names = [k for k, s in inventory.planned().items() if s.building == building and s.critical]
        if not names:
            continue
        ahead = [view for view in days if view.date >= day]
        lost = sum(view.open_minutes for view in ahead if view.date.weekday() >= 5)
        open_minutes = sum(view.open_minutes for view in ahead)
        found.append(
            {
                "building": building,
                "switches": names,
                "open_hours": round(open_minutes / 60, 1),
                "lost_hours": round(lost / 60, 1),
            }
        )
    return found
