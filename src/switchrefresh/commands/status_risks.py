"""What may go wrong with the windows to come: too little time, stock, a stale promise, a feed, a missing baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from switchrefresh.calendars.model import Calendars, Health
from switchrefresh.commands.opening import Opened, horizon_of, read_days
from switchrefresh.commands.promises import Stored
from switchrefresh.commands.waiting import waits_of_window
from switchrefresh.errors import SwitchrefreshError
from switchrefresh.inventory.checks import NEVER_CONTACTED
from switchrefresh.inventory.model import Inventory
from switchrefresh.journal.records import History, Stage
from switchrefresh.planning.durations import Durations, measured_factors
from switchrefresh.planning.facts import changed_facts, facts_of
from switchrefresh.planning.model import State, Window
from switchrefresh.planning.risk import SURE, chance_of
from switchrefresh.platforms.registry import find_platform
from switchrefresh.problems import Problem, warning

SOON = timedelta(days=42)  # windows that are looked at closely
MOST = 24
MARGIN = timedelta(days=14)  # a delivery is late by so much before anybody wonders
OLD = timedelta(days=60)  # a baseline that old shows another school


@dataclass(frozen=True)
class RiskyWindow:
    """A window to come and why it may not hold."""

    window: Window
    why: tuple[str, ...]
    codes: tuple[str, ...]

    def as_json(self, names: Mapping[str, str]) -> dict[str, Any]:
        """For the JSON answer."""
        return {
            "window": self.window.id,
            "building": self.window.building,
            "building_name": names.get(self.window.building, self.window.building),
            "start": self.window.start.isoformat(),
            "codes": list(self.codes),
            "why": list(self.why),
        }


@dataclass(frozen=True)
class Risky:
    """All that was found, and what to type about it."""

    windows: tuple[RiskyWindow, ...] = ()
    feeds: list[dict[str, Any]] = field(default_factory=list)
    baselines: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    steps: tuple[str, ...] = ()


def find_risks(
    opened: Opened, history: History, promise: Stored | None, windows: Sequence[Window], moment: datetime
) -> Risky:
    """Look at the promised windows of the next six weeks, or the first few that are only proposed."""
    soon = [w for w in windows if w.state is State.APPROVED and moment <= w.end and w.start <= moment + SOON]
    soon = soon[:MOST] or [w for w in windows if w.state is State.PROPOSED and moment <= w.end][:NEXT_PROPOSED]
    calendars, told = _calendars(opened, promise)
    without, old = _baselines(opened, soon, history, moment)
    durations = Durations(measured_factors(history.measured))
    shortages = _shortages(opened.inventory, history, windows, moment.date())
    found = []
    for window in soon:
        pairs = [*_time(opened, window, durations), *_stale(opened, promise, window, calendars)]
        pairs += [("not-delivered", text) for text in shortages.get(window.id, ())]
        pairs += _waits(opened, history, window)
        missing = [t.switch for t in window.tasks if t.switch in without]
        if missing:
            word = "switch" if len(missing) == 1 else "switches"
            pairs.append(("no-baseline", f"{len(missing)} {word} without a baseline"))
        if pairs:
            texts, codes = tuple(text for _, text in pairs), tuple(dict.fromkeys(code for code, _ in pairs))
            found.append(RiskyWindow(window, texts, codes))
    feeds = _feeds(calendars)
    baselines = {"looked_at": sum(len(w.tasks) for w in soon), "missing": sorted(without), "old": sorted(old)}
    return Risky(tuple(found), feeds, baselines, tuple(told), _steps(found, feeds))


NEXT_PROPOSED = 5


def _steps(found: Sequence[RiskyWindow], feeds: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    codes = {code: one.window for one in reversed(found) for code in one.codes}
    steps = []
    if "stale-promise" in codes:
        steps.append('switchrefresh plan --because "..."')
    if feeds:
        steps.append("switchrefresh check")
    if "no-baseline" in codes:
        steps.append(f"switchrefresh backup {codes['no-baseline'].id}")
    return tuple(steps)


def _time(opened: Opened, window: Window, durations: Durations) -> list[tuple[str, str]]:
    chance = chance_of(window, opened.inventory, durations)
    if chance is None or chance >= SURE:
        return []
    return [("time", f"ends before its backout point in {chance * 100:.0f} % of nights")]


def _calendars(opened: Opened, promise: Stored | None) -> tuple[Calendars | None, list[Problem]]:
    """The calendars as of the day of planning, so that what was worked out then is found again."""
    if promise is None and opened.inventory.district.horizon is None:
        return None, []
    try:
        from switchrefresh.clock import today

        day = date.fromisoformat(str(promise.data["as_of"])) if promise else today(opened.inventory.district.timezone)
        return read_days(opened, horizon_of(opened.inventory), day), []
    except SwitchrefreshError as error:
        return None, [warning(error.code, f"the calendars cannot be read: {error.message}", error.hint)]


def _stale(
    opened: Opened, promise: Stored | None, window: Window, calendars: Calendars | None
) -> list[tuple[str, str]]:
    facts = promise.facts.get(window.id) if promise else None
    if not facts or calendars is None or window.state is not State.APPROVED:
        return []
    changes = changed_facts(facts, facts_of(window, opened.inventory, calendars))
    return [("stale-promise", f"its promise is stale: {changes[0]}")] if changes else []


def _waits(opened: Opened, history: History, window: Window) -> list[tuple[str, str]]:
    found = waits_of_window(history, window, opened.inventory)
    return [("waiting", f"waiting on {on} since {since}") for on, since in found]


def _shortages(inventory: Inventory, history: History, windows: Sequence[Window], today: date) -> dict[str, list[str]]:
    """Windows whose units would come less than two weeks before them, or are not here although they are near."""
    if not inventory.district.deliveries:
        return {}
    used: dict[str, int] = {}
    for key in history.done():
        _count(inventory, used, key)
    found: dict[str, list[str]] = {}
    for window in windows:
        short: dict[str, int] = {}
        day = max(today, window.start.date() - MARGIN)
        for task in window.tasks if window.state is not State.DONE else ():
            if history.stage(task.switch) is Stage.DONE:
                continue
            model = _count(inventory, used, task.switch)
            if model is not None and used[model] > _delivered(inventory, model, day):
                short[model] = short.get(model, 0) + 1
        if short:
            due = {model: _due(inventory, model, day) for model in short}
            found[window.id] = [f"{count} x {model} not here yet{due[model]}" for model, count in short.items()]
    return found


def _count(inventory: Inventory, used: dict[str, int], name: str) -> str | None:
    """Add the units of a switch to what is used, and say which model."""
    switch = inventory.switches.get(name)
    if switch is None or switch.replacement is None:
        return None
    model = switch.replacement.model
    used[model] = used.get(model, 0) + switch.members
    return model


def _delivered(inventory: Inventory, model: str, day: date) -> int:
    return sum(d.models.get(model, 0) for d in inventory.district.deliveries if d.arrives <= day)


def _due(inventory: Inventory, model: str, today: date) -> str:
    days = [d.arrives for d in inventory.district.deliveries if model in d.models and d.arrives > today]
    return f", due {min(days)}" if days else ", and no delivery is to come"


def _feeds(calendars: Calendars | None) -> list[dict[str, Any]]:
    """Feeds that cannot be believed."""
    return [
        {"path": report.path, "health": str(report.health), "message": report.message}
        for report in (calendars.feeds if calendars else ())
        if report.health is not Health.OK
    ]


def _baselines(
    opened: Opened, windows: Sequence[Window], history: History, moment: datetime
) -> tuple[set[str], set[str]]:
    """Switches of these windows without a baseline, and those whose newest one is old."""
    without, old = set(), set()
    for name in dict.fromkeys(task.switch for window in windows for task in window.tasks):
        switch = opened.inventory.switches.get(name)
        if switch is None or switch.platform in NEVER_CONTACTED or not switch.host:
            continue
        if find_platform(switch.platform) is None or history.stage(name) is Stage.DONE:
            continue
        newest = _newest(opened, name)
        if newest is None:
            without.add(name)
        elif moment.date() - newest > OLD:
            old.add(name)
    return without, old


def _newest(opened: Opened, name: str) -> date | None:
    """The day of the newest baseline by its file name; nothing is read, for a big district has thousands."""
    try:
        names = [path.name for path in (opened.project.snapshots / name).iterdir() if "-baseline-" in path.name]
    except OSError:
        return None
    stamps = sorted(entry[:8] for entry in names if entry.endswith(".cfg"))
    try:
        return datetime.strptime(stamps[-1], "%Y%m%d").date() if stamps else None  # noqa: DTZ007 - a date only
    except ValueError:
        return None
