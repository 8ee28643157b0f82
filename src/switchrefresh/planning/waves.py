"""Waves: windows in time order between two go/no-go gates, named after a period of the school calendar."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Visit
from switchrefresh.planning.problem import Problem, moment_of

Key = tuple[str, int, int]
REST = (DayKind.WEEKEND, DayKind.HOLIDAY)


def group_visits(problem: Problem, visits: tuple[Visit, ...]) -> tuple[tuple[str, tuple[Visit, ...]], ...]:
    """Names and visits of the waves; `visits` are in time order, and so are the waves."""
    groups: list[tuple[Key, list[Visit]]] = []
    for visit in visits:
        key = _key(problem, visit)
        if not groups or groups[-1][0] != key:
            groups.append((key, []))
        groups[-1][1].append(visit)
    names = [_name(problem, key, group) for key, group in groups]
    return tuple((name, tuple(group)) for name, (_, group) in zip(_told_apart(names, groups), groups, strict=True))


def _key(problem: Problem, visit: Visit) -> Key:
    pilot = problem.district.policy.pilot if problem.rested is None or visit.past else None
    if pilot is not None and visit.building in pilot.buildings:
        return ("pilot", 0, 0)
    day = visit.day
    period = _period(problem, day)
    if period is DayKind.BREAK:
        while _period(problem, day - 1) is DayKind.BREAK:
            day -= 1
        return ("break", day, 0)
    on = date.fromordinal(day)
    return ("summer" if period is DayKind.SUMMER else "month", on.year, on.month)


def _period(problem: Problem, day: int) -> DayKind | None:
    """Break or summer when that is what most buildings have, days of rest in between included."""
    kind = _most(problem, day)
    if kind not in REST:
        return kind if kind in (DayKind.BREAK, DayKind.SUMMER) else None
    before, after = day - 1, day + 1
    while _most(problem, before) in REST:
        before -= 1
    while _most(problem, after) in REST:
        after += 1
    kinds = {_most(problem, before), _most(problem, after)} - {None}
    return kinds.pop() if len(kinds) == 1 and kinds <= {DayKind.BREAK, DayKind.SUMMER} else None


def _most(problem: Problem, day: int) -> DayKind | None:
    counted = Counter(kind for kinds in problem.kinds.values() if (kind := kinds.get(day)) is not None)
    return min(counted, key=lambda kind: (-counted[kind], kind.value)) if counted else None


def _name(problem: Problem, key: Key, visits: list[Visit]) -> str:
    if key[0] == "pilot":
        buildings = problem.request.inventory.buildings
        names = list(
            dict.fromkeys(buildings[v.building].name if v.building in buildings else v.building for v in visits)
        )
        return f"Pilot: {', '.join(names)}"
    on = date.fromordinal(visits[0].day)
    if key[0] == "break":
        return _break_name(date.fromordinal(key[1]))
    if key[0] == "summer":
        return f"Summer {on.year} ({on:%B})"
    return f"{on:%B} {_and(list(dict.fromkeys(_time_of(problem, visit) for visit in visits)))}"


def _break_name(first: date) -> str:
    """What people call a break that starts on this date."""
    middle = first + timedelta(days=3)
    if (middle.month, middle.day) >= (12, 15) or (middle.month, middle.day) <= (1, 12):
        return "Winter break"
    if middle.month == 11:
        return "Thanksgiving break"
    return {3: "Spring break", 4: "Spring break", 9: "Fall break", 10: "Fall break"}.get(
        middle.month, f"{middle:%B} break"
    )


def _time_of(problem: Problem, visit: Visit) -> str:
    kind = problem.kinds.get(visit.building, {}).get(visit.day)
    if kind is DayKind.WEEKEND:
        return "weekends"
    if moment_of(visit.start, problem.request.inventory.zone(visit.building)).hour >= 14:
        return "evenings"
    return {DayKind.NO_STUDENTS: "staff days", DayKind.HOLIDAY: "holidays", DayKind.BREAK: "break days"}.get(
        kind or DayKind.SCHOOL_DAY, "days"
    )


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _told_apart(names: list[str], groups: list[tuple[Key, list[Visit]]]) -> list[str]:
    """Names that say which year when two would be the same, and which part when that is not enough."""
    twice = {name for name, count in Counter(names).items() if count > 1}
    years = [
        f"{n} {date.fromordinal(g[0].day).year}" if n in twice else n for n, (_, g) in zip(names, groups, strict=True)
    ]
    again = {name for name, count in Counter(years).items() if count > 1}
    seen: Counter[str] = Counter()
    found = []
    for name in years:
        seen[name] += 1
        found.append(f"{name}, part {seen[name]}" if name in again else name)
    return found
