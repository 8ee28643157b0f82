"""From a schedule to the plan people read: windows with ids and reasons, waves, what is left out, the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.explaining import explain_unplaced
from switchrefresh.planning.found import Found
from switchrefresh.planning.goals import evaluate, left_out_points
from switchrefresh.planning.model import Plan, Reason, SolverReport, State, Task, Wave, Window
from switchrefresh.planning.naming import compare_with_promise, name_visits, wave_ids
from switchrefresh.planning.problem import Problem, moment_of
from switchrefresh.planning.promises import Dropped, visit_of
from switchrefresh.planning.remainders import is_inside
from switchrefresh.planning.waves import group_visits

EVERY_PLAN = "the best plan there is"
ROUNDED = 1e-6


def write_plan(problem: Problem, found: Found, dropped: tuple[Dropped, ...]) -> Plan:
    """The plan of a schedule; promised windows that stay are handed back exactly as they were given."""
    request, visits = problem.request, found.board.visits()
    names = name_visits(problem, visits, dropped)
    gone = {one.window.id: one for one in dropped}
    promised = {window.id: window for window in request.promised if window.id not in gone}
    groups = group_visits(problem, visits)
    waves, windows = list[Wave](), list[Window]()
    for wave, (name, members) in zip(wave_ids(request, len(groups), set(names.values())), groups, strict=True):
        for visit in members:
            if visit.id in promised:
                windows.append(replace(promised[visit.id], wave=wave))
            else:
                windows.append(_window(found.board, visit, names[visit], wave, gone))
        waves.append(Wave(wave, name, tuple(names[visit] for visit in members)))
    plan = Plan(
        tuple(waves),
        tuple(windows),
        explain_unplaced(found.board),
        SolverReport(found.status, 0.0, 0.0, 0.0),
        replace(compare_with_promise(request, tuple(windows)), why=_why_not_kept(dropped)),
        request.prefer,
    )
    return replace(plan, solver=_report(plan, problem, found, dropped))


def _report(plan: Plan, problem: Problem, found: Found, dropped: tuple[Dropped, ...]) -> SolverReport:
    """The objective is recomputed from the finished plan, so that what is reported is what stands in it."""
    objective, broken = evaluate(plan, problem.request), sum(_price(problem, one) for one in dropped)
    floor = found.floor + broken if found.floor > 0 else 0.0
    if floor > objective + ROUNDED:  # a bound that a plan disproves is none; tests look for it before this
        floor = 0.0
    bound = min(objective, max(found.bound + broken, floor))
    placed = objective - left_out_points(plan, problem.request)
    gap, floor_gap = (max(0.0, objective - one) for one in (bound, floor))
    optimal = found.status == "bounded" and objective - bound < 1  # points are whole numbers
    return SolverReport(
        "optimal" if optimal else found.status,
        objective,
        objective if optimal else bound,
        gap / objective if objective > 0 and not optimal else 0.0,
        scope=EVERY_PLAN if floor > 0 and floor >= bound else found.scope,
        placed_gap=gap / (placed or objective) if objective > 0 and not optimal else 0.0,
        floor=floor,
        floor_gap=floor_gap / (placed or objective) if objective > 0 and floor > 0 else 0.0,
    )


def _price(problem: Problem, dropped: Dropped) -> int:
    """Points of a promise that does not stand as it was."""
    shortened = dropped.kept is not None and is_inside(dropped.kept.visit, visit_of(problem, dropped.window))
    return problem.weights.shortened if shortened else problem.weights.broken_promise


def _why_not_kept(dropped: tuple[Dropped, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one.window.id, f"{one.reason.code}: {one.reason.message}") for one in dropped)


def _leaving(dropped: Dropped) -> str:
    left = [name for name, _ in dropped.kept.left] if dropped.kept else []
    return f"; without {_listed(left)}" if left else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _window(board: Board, visit: Visit, name: str, wave: str, gone: dict[str, Dropped]) -> Window:
    zone = board.problem.request.inventory.zone(visit.building)
    before = gone.get(name)
    why = [*_broken_sentences(visit, name, gone), *explain_window(board, visit)]
    inside = before is not None and before.kept is not None and is_inside(visit, visit_of(board.problem, before.window))
    return Window(
        name,
        wave,
        visit.building,
        visit.crew,
        moment_of(visit.start, zone),
        moment_of(visit.end, zone),
        tuple(Task(s.job, moment_of(s.start, zone), moment_of(s.end, zone)) for s in visit.slots),
        tuple(why),
        before.window.state if inside and before else State.PROPOSED,
    )


def _broken_sentences(visit: Visit, name: str, gone: dict[str, Dropped]) -> list[str]:
    """Which promise this was or takes switches from, and the rule that forbids it."""
    found = []
    if (own := gone.get(name)) is not None:
        head = "Changed" if own.kept is not None else "Moved"
        found.append(f"{head} because of {own.reason.code}: {own.reason.message}{_leaving(own)}")
    mine = {slot.job for slot in visit.slots}
    for key, one in gone.items():
        taken = [task.switch for task in one.window.tasks if task.switch in mine and key != name]
        for reason, names in _by_reason(one, taken).items():
            found.append(f"Takes {_listed(names)} from {key}, which cannot keep it: {reason.code}: {reason.message}")
    return found


def _by_reason(dropped: Dropped, names: list[str]) -> dict[Reason, list[str]]:
    own = dict(dropped.kept.left) if dropped.kept else {}
    found: dict[Reason, list[str]] = {}
    for name in names:
        found.setdefault(own.get(name, dropped.reason), []).append(name)
    return found


def explain_window(board: Board, visit: Visit) -> tuple[str, ...]:
    """Short sentences: what kind of day it is and why, and which rules bind the window."""
    return (_day_sentence(board, visit), *_rule_sentences(board, visit))


def _day_sentence(board: Board, visit: Visit) -> str:
    day = date.fromordinal(visit.day)
    view = board.problem.request.calendars.day(visit.building, day)
    if view is None:
        return f"{day:%A} {day}"
    return f"{day:%A} {day}, {'; '.join(view.reasons) or view.kind.value.replace('_', ' ')}"


def _rule_sentences(board: Board, visit: Visit) -> list[str]:
    problem, policy = board.problem, board.problem.district.policy
    jobs = [problem.jobs[slot.job] for slot in visit.slots]
    found = _pilot_sentence(board, visit)
    found += [f"C6: {model} arrives {date.fromordinal(day)}" for model, day in _waited_for(problem, visit)]
    if policy.max_switches_per_window == len(jobs):
        found.append(f"C10: full, with {len(jobs)} switches")
    found += [f"C12: {j.id} not on the date of {' or '.join(j.partners)}" for j in jobs if j.partners]
    found += [f"C14: {j.id} feeds critical services, Monday to Friday only" for j in jobs if j.critical]
    found += [f"C16: {' and '.join(j.behind)} open too while {j.id} is down" for j in jobs if j.behind]
    if policy.core_on is not None:
        found += [f"C17: {j.id} is a core, replaced on {', '.join(policy.core_on)} only" for j in jobs if j.core]
    return found


def _pilot_sentence(board: Board, visit: Visit) -> list[str]:
    pilot, rested = board.problem.district.policy.pilot, board.problem.rested
    if pilot is None:
        return []
    if visit.building in pilot.buildings:
        if rested is None or visit.past:
            return [f"C8: pilot; other buildings start more than {pilot.soak} days later"]
        return ["C8: left over from the pilot, which is over; it holds no other building"]
    ends = [v.day for key in pilot.buildings for v in board.at_building.get(key, ())]
    if ends and visit.day == (max(ends) + pilot.soak if rested is None else rested) + 1:
        return [f"C8: the first date after the pilot's {pilot.soak} days of rest"]
    return []


def _waited_for(problem: Problem, visit: Visit) -> list[tuple[str, int]]:
    """Models of a visit whose newest delivery before it came after planning could have begun."""
    found = []
    for model in sorted({problem.jobs[slot.job].model for slot in visit.slots}):
        days = [day for day, _ in (problem.stock or {}).get(model, ()) if problem.first_day < day <= visit.day]
        if days:
            found.append((model, days[-1]))
    return found
