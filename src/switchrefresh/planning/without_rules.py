"""A problem without some of its rules, so that an engine can plan what a board alone can only ignore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from switchrefresh.inventory.model import Crew, District
from switchrefresh.planning.problem import Job, Problem


def without_rules(problem: Problem, codes: frozenset[str]) -> Problem:
    """The same hours and crews; nothing in what is asked of them says any more what these rules did.

    Hours of buildings and crews (C2, C3) and frozen dates (C11) are the problem's own and stay as they are in it.
    """
    inventory = problem.request.inventory
    request = replace(problem.request, inventory=replace(inventory, district=_district(inventory.district, codes)))
    return replace(
        problem,
        request=request,
        jobs={key: _job(job, codes) for key, job in problem.jobs.items()},
        stock=None if "C6" in codes else problem.stock,
        first_day=problem.request.as_of.toordinal() if "C11" in codes else problem.first_day,
        banned={key: _still_banned(problem, days) for key, days in problem.banned.items()}
        if "C11" in codes
        else problem.banned,
    )


def _district(district: District, codes: frozenset[str]) -> District:
    policy, crews = district.policy, district.crews
    if "C8" in codes:
        policy = replace(policy, pilot=None)
    if "C9" in codes:
        policy = replace(policy, max_buildings_per_day=None)
    if "C10" in codes:
        policy = replace(policy, max_switches_per_window=None)
    if "C11" in codes:
        policy = replace(policy, deadline=None, notice=0)
        district = replace(district, freezes=(), funding=None)
    if "C17" in codes:
        policy = replace(policy, core_on=None)
    if "C13" in codes:
        crews = {key: _tireless(crew) for key, crew in crews.items()}
    return replace(district, policy=policy, crews=crews, deliveries=() if "C6" in codes else district.deliveries)


def _tireless(crew: Crew) -> Crew:
    return replace(crew, max_days_per_week=None, max_evenings_per_week=None, max_weekend_days_per_month=None)


def _job(job: Job, codes: frozenset[str]) -> Job:
    return replace(
        job,
        before=() if "C7" in codes else job.before,
        after=() if "C7" in codes else job.after,
        partners=() if "C12" in codes else job.partners,
        critical=job.critical and "C14" not in codes,
        behind=() if "C16" in codes else job.behind,
    )


def _still_banned(problem: Problem, days: Mapping[int, str]) -> dict[int, str]:
    """Dates that are past or outside the horizon: no lifting brings yesterday back."""
    horizon, today = problem.district.horizon, problem.request.as_of.toordinal()
    first, last = (horizon.first.toordinal(), horizon.last.toordinal()) if horizon else (0, 10**9)
    return {day: why for day, why in days.items() if day < today or not first <= day <= last}
