"""Dates that people type for what has happened: not to come, and not before the refresh can have begun."""

from __future__ import annotations

from datetime import date, timedelta

from switchrefresh.commands.opening import as_of_date, date_option
from switchrefresh.errors import UsageError
from switchrefresh.inventory.model import Inventory

EARLIER_WORK = timedelta(days=366)  # vendors may have begun long before the dates that are planned


def past_date(option: str, text: str | None, inventory: Inventory, as_of: str | None) -> date:
    """The date meant, today without one; an error that says why when nothing can have happened then."""
    today = as_of_date(as_of, inventory)
    if text is None:
        return today
    day = date_option(option, text)
    if day > today:
        hint = "write down what has happened; for what is to come: switchrefresh plan"
        raise UsageError(f"{option}: {day} is in the future (today is {today})", hint, code="future-date")
    first = earliest(inventory)
    if first is not None and day < first:
        hint = "check the year; the horizon and the funding year stand in district.yaml"
        raise UsageError(f"{option}: {day} is before this refresh, which cannot begin before {first}", hint, "old-date")
    return day


def earliest(inventory: Inventory) -> date | None:
    """The first day on which a new switch may be in a rack: with funding 1 April of its year, else a year before."""
    funding, horizon = inventory.district.funding, inventory.district.horizon
    if funding is not None:
        return date(funding.funding_year, 4, 1)
    return horizon.first - EARLIER_WORK if horizon is not None else None
