"""plan on the screen: waves, windows, what could not be placed, how good it is."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

import typer

from switchrefresh.cli.charts import show_chart
from switchrefresh.cli.plan_estimates import show_estimates
from switchrefresh.cli.plan_goals import show_goals
from switchrefresh.cli.plan_moves import show_moves
from switchrefresh.cli.plan_watching import Watching
from switchrefresh.cli.plan_what_if import show_what_if
from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.cli.words import moment_range, some
from switchrefresh.commands import plan, plan_request, plan_whatif
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError

TRY = "Try something; nothing is written"
FAR = 1.0  # a gap of all that the placed windows cost


def act(
    shared: Shared,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="plan as if today were this day")] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="another seed may find another equally good plan")] = 0,
    fresh: Annotated[bool, typer.Option("--fresh", help="forget what was promised")] = False,
    because: Annotated[str, typer.Option(metavar="TEXT", help="why you plan again; goes into the journal")] = "",
    prefer: Annotated[
        str, typer.Option(metavar="PRESET", help="fewest-visits, earliest-finish or least-disruption")
    ] = "fewest-visits",
    explain_goals: Annotated[
        bool, typer.Option("--explain-goals", help="what each goal costs here, and what one more evening would buy")
    ] = False,
    chart: Annotated[str | None, typer.Option(metavar="CHART", help="draw it: building, crew or load")] = None,
    workers: Annotated[int, typer.Option(metavar="N", help="processes that share the work of a large district")] = 1,
    cluster: Annotated[str | None, typer.Option(metavar="ADDRESS", help="a Dask cluster: tcp://HOST:PORT")] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(metavar="CHANGE", help='try "vendor 2027-06-07..2027-06-18"; writes nothing', rich_help_panel=TRY),
    ] = None,
    without_crew: Annotated[
        list[str] | None, typer.Option(metavar="CREW", help="try it without them", rich_help_panel=TRY)
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="try another deadline", rich_help_panel=TRY)] = None,
    max_buildings_per_day: Annotated[
        str | None, typer.Option(metavar="N", help="try another limit", rich_help_panel=TRY)
    ] = None,
    max_switches_per_window: Annotated[
        str | None, typer.Option(metavar="N", help="try another limit", rich_help_panel=TRY)
    ] = None,
) -> Result:
    """Propose waves and maintenance windows; nothing is promised until you approve.

    switchrefresh plan

    switchrefresh plan --because "snow day"

    switchrefresh plan --what-if "freeze 2027-05-10..2027-05-14"
    """

    def ready() -> None:
        if not shared.json:
            shared.screen.note("planning...", "dim")

    phrases = [*(what_if or ()), *(f"without {crew}" for crew in without_crew or ())]
    phrases += [f"until {until}"] if until is not None else []
    phrases += [f"buildings-per-day {max_buildings_per_day}"] if max_buildings_per_day is not None else []
    phrases += [f"switches-per-window {max_switches_per_window}"] if max_switches_per_window is not None else []
    if not phrases:
        with Watching(shared.screen) as watch:
            return plan.run(
                shared.directory,
                as_of,
                seed,
                fresh,
                because,
                prefer,
                explain_goals,
                chart,
                watch.on_progress,
                watch.should_stop,
                workers,
                cluster,
                ready,
            )
    if because or explain_goals or chart:
        message = "--because, --explain-goals and --chart belong to a plan that is written; a what-if writes nothing"
        raise UsageError(message)
    return plan_whatif.run(
        shared.directory, phrases, plan_request.PlanOptions(as_of, seed, fresh, prefer=prefer), ready
    )


def show(result: Result, screen: Screen) -> None:
    """Waves with their windows, then the sums; or two plans side by side."""
    data = result.data
    if "what_if" in data:
        show_what_if(data["what_if"], screen)
        return
    windows = {window["id"]: window for window in data["windows"]}
    names = data["names"]
    if "chart" in data:
        show_chart(data["chart"], screen)
    elif screen.is_terminal:
        for wave in data["waves"]:
            screen.say(f"{wave['name']}  ({wave['id']}, {_count(len(wave['windows']), 'window')})", "bold")
            screen.table(("", "when", "building", "crew", "sw"), [_row(windows[key], names) for key in wave["windows"]])
            screen.say()
    else:
        screen.table((), [(*_row(w, names), w["wave"], w["start"], w["end"]) for w in data["windows"]])
    _left_out(data["unplaced"], screen)
    _sums(data, screen)
    if data.get("estimates"):
        show_estimates(data["estimates"], screen)
    if "goals" in data:
        show_goals(data["goals"], screen)


def _row(window: dict[str, Any], names: dict[str, str]) -> tuple[str, str, str, str, str]:
    mark = "" if window["state"] == "proposed" else f" {window['state']}"
    when = moment_range(window["start"], window["end"])
    return window["id"], when + mark, names.get(window["building"], ""), window["crew"], str(len(window["tasks"]))


def _left_out(unplaced: list[dict[str, Any]], screen: Screen) -> None:
    """Switches without a place, those with the same reason together."""
    groups: dict[str, list[tuple[str, str]]] = {}
    waiting = [item["switch"] for item in unplaced if _only_waits(item["reasons"])]
    for item in unplaced:
        if item["switch"] in waiting:
            continue
        told = "; ".join(f"{r['code']} {r['message']}" for r in item["reasons"])
        groups.setdefault(_of_each(told, item["switch"]), []).append((item["switch"], told))
    for alike, found in groups.items():
        screen.say(f"no place for {some([name for name, _ in found], 6)}", "warn")
        screen.say(f"  {alike if len(found) > 1 else found[0][1]}")
    if waiting:
        screen.say(f"no place for {some(waiting, 6)}", "warn")
        screen.say("  C7 by the order along the uplinks they come after others that have no place")


def _of_each(told: str, switch: str) -> str:
    """A reason as it reads where several switches have it."""
    return re.sub(rf"(?<![\w.-]){re.escape(switch)}(?![\w-]|\.\w)", "each of them", told)


def _only_waits(reasons: list[dict[str, str]]) -> bool:
    """Whether a switch would have a place if the one that must come first had one."""
    return all(one["code"] == "C7" and one["message"].endswith("which cannot be placed") for one in reasons)


def _sums(data: Any, screen: Screen) -> None:
    totals, solver, changes = data["totals"], data["solver"], data["changes"]
    placed = f"{totals['placed']} of {totals['planned']} switches placed in {_count(len(data['windows']), 'window')}"
    screen.say(placed, "good" if totals["placed"] == totals["planned"] else "warn")
    if changes["kept"] or changes["moved"] or changes["removed"]:
        show_moves(data, screen)
    screen.say(f"plan {solver['status']}: {_how_good(solver)}; {solver.get('seconds', 0)} s", "dim")
    if 0 < solver["floor"] < solver["bound"] and solver["floor_gap"] < FAR:
        screen.say(f"no plan of any kind is more than {_percent(solver['floor_gap'])} better", "dim")


def _how_good(solver: Any) -> str:
    if solver["bound"] <= 0 < solver["objective"]:
        return "how far from the best is not known"
    if not solver["gap"]:
        return f"proven {solver['scope'].removeprefix('the ')}"
    if solver["placed_gap"] >= FAR:  # the bound is below by a switch or more, whatever the windows cost
        return "whether more switches could have a place is not proven"
    return f"at most {solver['placed_gap'] * 100:.1f} % from {solver['scope']}"


def _percent(part: float) -> str:
    """Rounded up, so that what is said stays true."""
    places = 2 if part < 0.01 else 1
    return f"{max(math.ceil(part * 10 ** (places + 2)), 1) / 10**places:.{places}f} %"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number != 1 else ''}"


APP = verb_app("plan", act, show)
