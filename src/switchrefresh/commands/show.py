"""show: one switch, closet, building, wave or window, and with --why the reasons for its place or its absence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from switchrefresh.calendars.model import Calendars
from switchrefresh.commands.fit import fit_row, fitting
from switchrefresh.commands.opening import Opened, date_option, horizon_of, open_folder, read_days
from switchrefresh.commands.plan_chart import chart_of, check_chart
from switchrefresh.commands.promises import Stored, stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.show_why import MOST_WINDOWS, Weighed, choices_of, reasons_against, risk_of, weigh
from switchrefresh.errors import Exit, RefusedError, UsageError
from switchrefresh.inventory.model import Switch
from switchrefresh.inventory.topology import goes_dark
from switchrefresh.planning.facts import changed_facts, facts_of
from switchrefresh.planning.model import Window
from switchrefresh.planning.serial import unplaced_data, window_data
from switchrefresh.planning.targets import switches_of, windows_of
from switchrefresh.problems import Problem, Severity

MOST_FITS = 12  # switches whose looks are read to show their fit; `check` reads them all


def run(
    directory: str | None,
    targets: Sequence[str] = (),
    why: bool = False,
    on: str | None = None,
    chart: str | None = None,
    risk: bool = False,
    draft: bool = False,
) -> Result:
    """What the folder and the plan say about the targets; everything in short when there is none.

    `on` is a date: why the windows are not on it. `chart` is a picture of the windows.
    """
    check_chart(chart)
    opened = open_folder(directory, without_checks=True)
    stored = stored_plan(opened)
    plan = stored.plan if stored else None
    switches = switches_of(targets, opened.inventory, plan)
    if draft:
        return _drafts(opened, switches if targets else ())
    windows = (windows_of(targets, opened.inventory, plan) if targets else plan.windows) if plan else ()
    left = set(switches)
    data: dict[str, Any] = {
        "targets": list(targets),
        "windows": [_window(opened, window) for window in windows],
        "waves": [
            {"id": w.id, "name": w.name, "windows": list(w.windows)}
            for w in (plan.waves if plan else ())
            if not targets or any(x.wave == w.id for x in windows)
        ],
        "switches": [_switch(key, opened, windows) for key in switches] if targets else [],
        "fit": [fit_row(fitting(opened, key)) for key in switches] if len(switches) <= MOST_FITS and targets else [],
        "unplaced": [unplaced_data(u) for u in (plan.unplaced if plan else ()) if not targets or u.switch in left],
    }
    if data["fit"]:
        _add_doubts(opened, data["switches"])
    problems: list[Problem] = []
    if stored is None or not (why or chart or risk):
        return Result("show", data, next=_next(stored, windows, targets, why))
    calendars = read_days(opened, horizon_of(opened.inventory), date.fromisoformat(str(stored.data["as_of"])))
    if chart:
        data["chart"] = _chart(opened, calendars, stored, windows, chart)
    if risk:
        data["risk"] = _risk(opened, calendars, stored, windows)
    if why:
        data["why"] = [_why(opened, calendars, window) for window in windows]
        problems += _stale(opened, stored, calendars, windows)
        _weigh(opened, calendars, stored, windows, data, date_option("--on", on) if on else None)
    return Result("show", data, tuple(problems), next=_next(stored, windows, targets, why))


def _add_doubts(opened: Opened, rows: list[dict[str, Any]]) -> None:
    from switchrefresh.commands.show_draft import doubts_of

    for row in rows:
        row["doubts"] = doubts_of(opened, row["switch"])


def _drafts(opened: Opened, switches: Sequence[str]) -> Result:
    from switchrefresh.commands.show_draft import drafts_of

    if not switches:
        raise UsageError(
            "--draft-config needs a switch, closet or building", "switchrefresh show SWITCH --draft-config"
        )
    rows, problems = drafts_of(opened, switches)
    proven = sum(row["proven"] for row in rows)
    exit_code = Exit.OK if proven == len(switches) else Exit.PARTIAL if proven else Exit.NO
    return Result("show", {"drafts": rows}, tuple(problems), exit_code)


def _chart(
    opened: Opened, calendars: Calendars, stored: Stored, windows: Sequence[Window], kind: str
) -> dict[str, Any]:
    return chart_of(_needed(opened, calendars, stored).request, stored.plan, windows, kind)


def _risk(opened: Opened, calendars: Calendars, stored: Stored, windows: Sequence[Window]) -> dict[str, Any]:
    """The whole plan is simulated; of the windows those that were asked for are told."""
    found, wanted = risk_of(opened, _needed(opened, calendars, stored)), {window.id for window in windows}
    return {**found, "windows": [one for one in found["windows"] if one["window"] in wanted]}


def _needed(opened: Opened, calendars: Calendars, stored: Stored) -> Weighed:
    weighed = weigh(opened, calendars, stored)
    if weighed is None:
        raise RefusedError("the plan is older than what it was made from", "switchrefresh plan", code="stale-plan")
    return weighed


def _weigh(
    opened: Opened,
    calendars: Calendars,
    stored: Stored,
    windows: Sequence[Window],
    data: dict[str, Any],
    on: date | None,
) -> None:
    """Add what else could be: the next best dates of a few windows, and what would place what has no place."""
    left = [one["switch"] for one in data["unplaced"]]
    few = windows if len(windows) <= MOST_WINDOWS else ()
    weighed = weigh(opened, calendars, stored) if few or left else None
    if weighed is None:
        return
    chances = {one["window"]: one for one in risk_of(opened, weighed)["windows"]} if few else {}
    for window, why in zip(few, data["why"], strict=False):
        why.update(choices_of(weighed, window, on))
        why["risk"] = chances.get(window.id)
    data["why_not"] = reasons_against(weighed, left)


def _window(opened: Opened, window: Window) -> dict[str, Any]:
    building = opened.inventory.buildings.get(window.building)
    return {**window_data(window), "building_name": building.name if building else window.building}


def _switch(key: str, opened: Opened, windows: Sequence[Window]) -> dict[str, Any]:
    switch: Switch = opened.inventory.switches[key]
    new = switch.replacement
    task = next(((w, t) for w in windows for t in w.tasks if t.switch == key), None)
    dark = goes_dark(opened.inventory.switches, key)
    return {
        "switch": key,
        "building": switch.building,
        "closet": switch.closet,
        "role": str(switch.role),
        "host": switch.host,
        "platform": switch.platform,
        "model": switch.model,
        "serial": switch.serial,
        "members": switch.members,
        "uplink": switch.uplink,
        "replacement": {"model": new.model, "platform": new.platform, "host": new.host} if new else None,
        "window": task[0].id if task else None,
        "start": task[1].start.isoformat() if task else None,
        "end": task[1].end.isoformat() if task else None,
        "goes_dark": list(dark),
        "services": _services(opened, dark),
        "critical": list(switch.critical),
    }


def _services(opened: Opened, dark: Sequence[str]) -> dict[str, int]:
    """What stops while the switch is out: the services behind it, added up."""
    total: dict[str, int] = {}
    for key in dark:
        for service, count in opened.inventory.switches[key].feeds.items():
            total[service] = total.get(service, 0) + count
    return {service: count for service, count in sorted(total.items()) if count}


def _why(opened: Opened, calendars: Calendars, window: Window) -> dict[str, Any]:
    day = calendars.day(window.building, window.start.date())
    return {
        "window": window.id,
        "why": list(window.why),
        "kind": str(day.kind) if day else None,
        "reasons": list(day.reasons) if day else [],
        "open": [f"{i.start:%H:%M}-{i.end:%H:%M}" for i in day.open] if day else [],
        "blocked": [f"{b.start:%H:%M}-{b.end:%H:%M} {b.reason}" for b in day.blocked] if day else [],
        "facts": facts_of(window, opened.inventory, calendars),
    }


def _stale(opened: Opened, stored: Stored, calendars: Calendars, windows: Sequence[Window]) -> list[Problem]:
    found = []
    for window in windows:
        now = facts_of(window, opened.inventory, calendars)
        for change in changed_facts(stored.facts.get(window.id, {}), now):
            message = f"{window.id} is stale: {change}"
            found.append(Problem("stale-plan", message, Severity.WARNING, hint="switchrefresh plan"))
    return found


def _next(stored: Stored | None, windows: Sequence[Window], targets: Sequence[str], why: bool) -> tuple[str, ...]:
    if stored is None:
        return ("switchrefresh plan",)
    if windows and not why:
        return (f"switchrefresh show {targets[0] if targets else windows[0].id} --why",)
    return ()
