"""show on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from switchrefresh.cli.charts import show_chart
from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.cli.show_draft import show_drafts
from switchrefresh.cli.show_fit import show_fit
from switchrefresh.cli.show_risk import show_risk, window_risk
from switchrefresh.cli.show_why import show_choices, show_why_not
from switchrefresh.cli.words import moment_range
from switchrefresh.commands import show as command
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    targets: Targets = None,
    why: Annotated[
        bool, typer.Option("--why", help="the reasons: calendar, rules, other dates, what would do")
    ] = False,
    chart: Annotated[str | None, typer.Option(metavar="CHART", help="draw it: building, crew or load")] = None,
    risk: Annotated[
        bool, typer.Option("--risk", help="how likely windows end in time, and by when all is done")
    ] = False,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="with --why: why not on this date")] = None,
    draft: Annotated[
        bool, typer.Option("--draft-config", help="a first config for the replacement, from the old one's; never sent")
    ] = False,
) -> Result:
    """One switch, building, wave or window, and why it is when it is.

    switchrefresh show hs --why

    switchrefresh show w003 --why --on 2027-01-04

    switchrefresh show --chart building

    switchrefresh show hs-idf1-sw2

    switchrefresh show hs-idf1-sw2 --draft-config > new.cfg
    """
    return command.run(shared.directory, targets or (), why or on is not None, on, chart, risk, draft)


def show(result: Result, screen: Screen) -> None:
    """Windows first, then switches, then what has no place."""
    data = result.data
    if "drafts" in data:
        show_drafts(data["drafts"], screen)
        return
    if "chart" in data:
        show_chart(data["chart"], screen)
    if "risk" in data:
        show_risk(data["risk"], screen)
    if "chart" not in data and "risk" not in data:
        _show_all(data, screen)


def _show_all(data: Mapping[str, Any], screen: Screen) -> None:
    for wave in data["waves"]:
        screen.say(f"{wave['id']}: {wave['name']}", "bold")
    rows = [
        (w["id"], moment_range(w["start"], w["end"]), w["building_name"], w["crew"], len(w["tasks"]), w["state"])
        for w in data["windows"]
    ]
    if rows:
        screen.table(("", "when", "building", "crew", "sw", "state"), rows)
    for why in data.get("why", ()):
        _why(why, screen, with_facts=len(data["why"]) == 1)
    fits = {row["switch"]: row for row in data.get("fit", ())}
    for switch in data["switches"]:
        _switch(switch, screen)
        if (fit := fits.get(switch["switch"])) is not None:
            show_fit(fit, screen)
    _left_out(data, screen)
    if not (rows or data["switches"] or data["unplaced"]):
        screen.say("there is no plan yet" if not data["targets"] else "nothing is planned there")


def _left_out(data: Mapping[str, Any], screen: Screen) -> None:
    """Switches without a place; those that were looked into building by building."""
    explained = {switch for group in data.get("why_not", ()) for switch in group["switches"]}
    for unplaced in data["unplaced"]:
        if unplaced["switch"] in explained:
            continue
        screen.say(f"{unplaced['switch']} has no place:", "warn")
        for reason in unplaced["reasons"]:
            screen.say(f"  {reason['code']}: {reason['message']}")
    for group in data.get("why_not", ()):
        show_why_not(group, screen)


def _why(why: dict[str, Any], screen: Screen, with_facts: bool) -> None:
    """One window; the facts that its promise rests on only where it is the only one."""
    screen.say(f"why {why['window']} is when it is", "bold")
    told = " ".join(why["why"])
    for line in (*why["why"], *(reason for reason in why["reasons"] if reason not in told)):
        screen.say(f"  {line}")
    if why["open"]:
        screen.say(f"  open {', '.join(why['open'])}", "good")
    for line in why["blocked"]:
        screen.say(f"  blocked {line}", "dim")
    show_choices(why, screen)
    if why.get("risk"):
        screen.say(f"  {window_risk(why['risk'])}")
    if not with_facts:
        return
    screen.say("  its promise rests on", "dim")
    for name, value in why["facts"].items():
        screen.say(f"    {name}: {value}", "dim")


def _switch(switch: dict[str, Any], screen: Screen) -> None:
    new = switch["replacement"]
    when = f"{switch['window']}: {moment_range(switch['start'], switch['end'])}" if switch["window"] else "no window"
    screen.say(f"{switch['switch']}  {switch['role']} in {switch['building']}/{switch['closet']}", "bold")
    screen.say(f"  {switch['model'] or '?'} ({switch['platform']}) at {switch['host'] or 'no address'}")
    screen.say(f"  becomes {new['model']} ({new['platform']}), {when}" if new else "  stays")
    if len(switch["goes_dark"]) > 1:
        screen.say(f"  takes {len(switch['goes_dark']) - 1} more down: {', '.join(switch['goes_dark'][1:])}")
    if switch["services"]:
        screen.say("  goes dark: " + ", ".join(f"{count} {name}" for name, count in switch["services"].items()))
    if switch["critical"]:
        screen.say(f"  must not go dark in an empty building: {', '.join(switch['critical'])}", "warn")
    doubts = switch.get("doubts", ())
    for line in doubts[:_DOUBTS]:
        screen.say(f"  switch and config disagree: {line}", "warn")
    if len(doubts) > _DOUBTS:
        screen.say(f"  and {len(doubts) - _DOUBTS} more such lines; --json has all", "warn")


_DOUBTS = 5
APP = verb_app("show", act, show)
