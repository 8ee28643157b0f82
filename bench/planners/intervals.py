"""A plain interval model for CP-SAT: a visit per free stretch of a crew at a building, tasks assigned to visits.

It is on the safe side of every rule (a crew goes home between two buildings, each task changes closets), so that what
it finds can be judged like any other plan.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from switchrefresh.planning.board import Board, Gap, Slot, Visit, month_of, week_of
from switchrefresh.planning.found import Found, score
from switchrefresh.planning.goals import visit_cost
from switchrefresh.planning.model import Plan, PlanRequest
from switchrefresh.planning.problem import Problem, build_problem
from switchrefresh.planning.writing import write_plan


@dataclass
class Room:
    """A visit that may be made: where and when there is room for it, and the variables that say what becomes of it."""

    building: str
    crew: str
    day: int
    gap: Gap
    made: Any
    start: Any
    size: Any
    tasks: dict[str, Any] = field(default_factory=dict)


def plan_by_intervals(request: PlanRequest, seconds: float) -> Plan | None:
    """The best plan of the model within so many CPU seconds on one thread; None when it finds none."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - 0.5 s and 240 MB that only this way of planning needs

    problem = build_problem(request)
    model = cp_model.CpModel()
    rooms = _rooms(problem, model)
    _tasks(problem, model, rooms)
    _crews(problem, model, rooms)
    _order(problem, model, rooms)
    _limits(problem, model, rooms)
    _goal(problem, model, rooms)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = request.seed
    solver.parameters.cp_model_probing_level = 0  # probing alone takes longer than the whole budget
    done = threading.Event()
    threading.Thread(target=_stop_after, args=(solver, seconds, done), daemon=True).start()
    status = solver.solve(model)
    done.set()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    board = Board(problem)
    for room in rooms:
        if names := [name for name, var in room.tasks.items() if solver.value(var)]:
            board.add(_visit(problem, room, names, solver.value(room.start)))
    return write_plan(problem, Found(board, score(board), 0.0, "feasible"), ())


def _stop_after(solver: Any, seconds: float, done: threading.Event) -> None:
    """End a search after so many CPU seconds: on a busy machine seconds by the clock say nothing."""
    while not done.wait(0.2):
        if time.process_time() > seconds:
            solver.stop_search()


def _rooms(problem: Problem, model: Any) -> list[Room]:
    lenient, found = Board(problem, lenient=True), []
    for building, names in problem.by_building.items():
        for day in problem.days(building):
            for crew in sorted(problem.shifts):
                for gap in lenient.gaps(building, crew, day):
                    may = [n for n in names if lenient.may_on(n, day) is None and _lit(problem, n, gap)]
                    if not may:
                        continue
                    made = model.new_bool_var("")
                    start, size = (
                        model.new_int_var(gap.start, gap.end, ""),
                        model.new_int_var(0, gap.end - gap.start, ""),
                    )
                    room = Room(building, crew, day, gap, made, start, size)
                    room.tasks = {n: model.new_bool_var("") for n in may}
                    found.append(room)
    return found


def _lit(problem: Problem, name: str, gap: Gap) -> bool:
    """Whether every building behind a switch is open all through (C16)."""
    board = Board(problem)
    return all(board.inside(building, gap.start, gap.end) for building in problem.jobs[name].behind)


def _tasks(problem: Problem, model: Any, rooms: list[Room]) -> None:
    work, most = problem.work, problem.district.policy.max_switches_per_window
    at: dict[str, list[Any]] = defaultdict(list)
    for room in rooms:
        for name, var in room.tasks.items():
            at[name].append(var)
        model.add_max_equality(room.made, list(room.tasks.values()))
        minutes = sum(var * (problem.minutes[n][room.crew] + work.closet_change) for n, var in room.tasks.items())
        model.add(room.size == minutes + room.made * (work.setup + work.backout))
        model.add(room.start + room.size <= room.gap.end)
        if most is not None:
            model.add(sum(room.tasks.values()) <= most)
        for name in room.tasks:
            for partner in problem.jobs[name].partners:
                if name < partner and partner in room.tasks:
                    model.add_bool_or(~room.tasks[name], ~room.tasks[partner])
    for variables in at.values():
        model.add_at_most_one(variables)


def _crews(problem: Problem, model: Any, rooms: list[Room]) -> None:
    by_crew: dict[str, list[Any]] = defaultdict(list)
    by_place: dict[tuple[str, int], list[Room]] = defaultdict(list)
    for room in rooms:
        base = problem.district.crews[room.crew].base
        way = problem.travel[base, room.building] + problem.travel[room.building, base]
        length = model.new_int_var(0, 1440, "")
        model.add(length == room.size + way)
        until = model.new_int_var(room.gap.start, room.gap.end + 1440, "")
        by_crew[room.crew].append(model.new_optional_interval_var(room.start, length, until, room.made, ""))
        by_place[room.building, room.day].append(room)
    for intervals in by_crew.values():
        model.add_no_overlap(intervals)
    for here in by_place.values():
        model.add_at_most_one([room.made for room in here])


def _order(problem: Problem, model: Any, rooms: list[Room]) -> None:
    """C7: a task on an earlier date than what waits for it, or in the same visit; C8: pilots first."""
    late = 1 + max((room.day for room in rooms), default=0)
    date: dict[str, list[Any]] = defaultdict(list)
    for room in rooms:
        for name, var in room.tasks.items():
            date[name].append((room.day - late) * var)
    for name, job in problem.jobs.items():
        for other in job.before:
            model.add(sum(date[other]) <= sum(date[name]))  # 0 is "never"
            if job.building != problem.jobs[other].building:
                done = model.new_bool_var("")
                model.add(sum(date[name]) == 0).only_enforce_if(~done)
                model.add(sum(date[other]) < sum(date[name])).only_enforce_if(done)
    pilot = problem.district.policy.pilot
    for key in pilot.buildings if pilot else ():
        mine = [room for room in rooms if room.building == key]
        last = model.new_int_var(0, 10**6, "")
        tried = model.new_bool_var("")
        model.add_max_equality(tried, [room.made for room in mine])
        for room in mine:
            model.add(last >= room.day).only_enforce_if(room.made)
        for room in rooms:
            if pilot is not None and room.building not in pilot.buildings:
                model.add(last + pilot.soak < room.day).only_enforce_if(room.made)
                model.add_implication(room.made, tried)


def _limits(problem: Problem, model: Any, rooms: list[Room]) -> None:
    """C6, C9, C13."""
    per_day: dict[int, list[Any]] = defaultdict(list)
    shifts: dict[tuple[str, int, str], list[Any]] = defaultdict(list)
    for room in rooms:
        per_day[room.day].append(room.made)
        shifts[room.crew, room.gap.shift.day, room.gap.shift.kind].append(room.made)
    if (most := problem.district.policy.max_buildings_per_day) is not None:
        for made in per_day.values():
            model.add(sum(made) <= most)
    groups: dict[tuple[str, str, tuple[int, int]], list[Any]] = defaultdict(list)
    same: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for (crew, day, kind), made in shifts.items():
        works = model.new_bool_var("")
        model.add_max_equality(works, made)
        same[crew, day].append(works)
        groups[crew, "day", week_of(day)].append(works)
        groups[crew, kind, month_of(day) if kind == "weekend" else week_of(day)].append(works)
    for works in same.values():
        model.add_at_most_one(works)
    for (crew, kind, _), works in groups.items():
        rules = problem.district.crews[crew]
        limit = {
            "day": rules.max_days_per_week,
            "evening": rules.max_evenings_per_week,
            "weekend": rules.max_weekend_days_per_month,
        }.get(kind)
        if limit is not None:
            model.add(sum(works) <= limit)
    for name, steps in (problem.stock or {}).items():
        ends = [(day, steps[n - 1][1] if n else 0) for n, (day, _) in enumerate(steps)] + [(10**9, steps[-1][1])]
        for until, units in ends:
            used = [
                problem.jobs[n].units * var
                for room in rooms
                if room.day < until
                for n, var in room.tasks.items()
                if problem.jobs[n].model == name
            ]
            model.add(sum(used) <= units)


def _goal(problem: Problem, model: Any, rooms: list[Room]) -> None:
    """The same points as the planner's, even weeks left out; lessons are counted as if the visit began at once."""
    cost, left = [], problem.weights.left_out
    for room in rooms:
        cost.append(problem.weights.visit * room.made)
        at = room.gap.start + problem.work.setup
        for name, var in room.tasks.items():
            slot = Slot(name, at, at + problem.minutes[name][room.crew])
            one = Visit(room.building, room.crew, room.day, room.gap.shift.day, room.gap.start, slot.end, (slot,))
            points = visit_cost(problem, one) - problem.weights.visit
            cost.append((points - left * problem.jobs[name].priority) * var)
    model.minimize(sum(cost))


def _visit(problem: Problem, room: Room, names: list[str], start: int) -> Visit:
    jobs, work, order = problem.jobs, problem.work, list[str]()
    left = sorted(names, key=lambda n: (jobs[n].closet or "", n))
    while left:
        ready = next((n for n in left if not set(jobs[n].before) & set(left)), left[0])
        left.remove(ready)
        order.append(ready)
    at, closet, slots = start + work.setup, jobs[order[0]].closet or "", list[Slot]()
    for name in order:
        at += work.closet_change if (jobs[name].closet or "") != closet else 0
        closet = jobs[name].closet or ""
        slots.append(Slot(name, at, at + problem.minutes[name][room.crew]))
        at = slots[-1].end
    return Visit(room.building, room.crew, room.day, room.gap.shift.day, start, at + work.backout, tuple(slots))
