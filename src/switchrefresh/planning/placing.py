"""What would place a switch that has no place: each relaxation is tried by solving again, everything else standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from switchrefresh.planning.certificate import Certificate, certify
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.easing import Easing, easings
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import Plan, PlanRequest, Reason, State, Window
from switchrefresh.planning.problem import Problem, build_problem
from switchrefresh.planning.relaxing import Relaxation

WANTED = 3  # relaxations that are shown


@dataclass(frozen=True)
class Cure:
    """A relaxation with which a plan exists that places the switches and breaks no rule; `windows` are theirs in it."""

    relaxation: Relaxation
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class WhyNot:
    """Switches of one building without a place, why, and what would do; the cures are verified, cheapest first."""

    building: str
    switches: tuple[str, ...]
    reasons: tuple[Reason, ...]
    certificate: Certificate | None
    cures: tuple[Cure, ...]
    tried: int


def why_not(request: PlanRequest, plan: Plan, switches: Sequence[str], wanted: int = WANTED) -> tuple[WhyNot, ...]:
    """For those of the switches without a place, building by building; `wanted` cures each."""
    reasons = {one.switch: one.reasons for one in plan.unplaced}
    groups: dict[str, list[str]] = {}
    for name in switches:
        if name in reasons:
            groups.setdefault(request.inventory.switches[name].building or "", []).append(name)
    problem = build_problem(request)
    return tuple(
        WhyNot(
            building,
            tuple(names),
            _roots(problem, names, reasons),
            certify(problem, building),
            *_cures(request, plan, tuple(names), wanted),
        )
        for building, names in groups.items()
    )


def _roots(problem: Problem, names: Sequence[str], reasons: Mapping[str, tuple[Reason, ...]]) -> tuple[Reason, ...]:
    """The reasons of those that wait for no other switch of the group: the others only follow from them (C7)."""
    first = [name for name in names if name not in problem.jobs or not set(problem.jobs[name].before) & set(names)]
    return tuple(dict.fromkeys(reason for name in first for reason in reasons[name]))


def _cures(request: PlanRequest, plan: Plan, names: tuple[str, ...], wanted: int) -> tuple[tuple[Cure, ...], int]:
    """The cheapest relaxations that place the switches, and how many were tried."""
    standing = _standing(request, plan, names)
    planned = standing.inventory.planned()
    needed = {one.switch for one in plan.unplaced} & planned.keys()
    places = frozenset(planned[name].building or "" for name in needed)
    models = frozenset(new.model for name in needed if (new := planned[name].replacement) is not None)
    cures, tried = list[Cure](), 0
    for easing in easings(standing, places, models):
        tried += 1
        if (cure := _try(easing, plan, names)) is not None:
            cures.append(cure)
        if len(cures) >= wanted:
            break
    return tuple(sorted(cures, key=lambda c: c.relaxation.price)), tried


def _standing(request: PlanRequest, plan: Plan, names: tuple[str, ...]) -> PlanRequest:
    """Everything that has a place stands; of the rest only the switches asked for and those tied to them are left."""
    placed = {task.switch for window in plan.windows for task in window.tasks}
    inventory = request.inventory
    keep = {*placed, *_tied(request, (*names, *_held_by(request, placed)))}
    switches = {
        key: switch if switch.replacement is None or key in keep else replace(switch, replacement=None)
        for key, switch in inventory.switches.items()
    }
    promised = tuple(w if w.state is not State.PROPOSED else replace(w, state=State.APPROVED) for w in plan.windows)
    return replace(request, inventory=replace(inventory, switches=switches), promised=promised, previous=())


def _held_by(request: PlanRequest, placed: set[str]) -> tuple[str, ...]:
    """The switches of pilot buildings that have no window: without one of them nobody else has a place (C8)."""
    pilot, switches = request.inventory.district.policy.pilot, request.inventory.planned()
    there = {switches[name].building for name in placed if name in switches}
    waiting = set(pilot.buildings) - there if pilot is not None and request.pilot_held is None else set[str]()
    return tuple(name for name, switch in sorted(switches.items()) if switch.building in waiting)


def _tied(request: PlanRequest, names: tuple[str, ...]) -> set[str]:
    """The switches and all that is above or below them along `uplink`: order may bind them (C7)."""
    switches = request.inventory.switches
    above, below = set(names), set(names)
    for name in names:
        parent = switches[name].uplink
        while parent is not None and parent in switches and parent not in above:
            above.add(parent)
            parent = switches[parent].uplink
    while more := {key for key, one in switches.items() if one.uplink in below} - below:
        below |= more
    return above | below


def _try(easing: Easing, plan: Plan, names: tuple[str, ...]) -> Cure | None:
    """The relaxation as far as it is needed, when a plan that a second mind finds no fault with places the switches."""
    first = make_plan(easing.request)
    if not _places(first, names):
        return None
    new = _new(first, plan)
    own = _theirs(new, names)
    # What the switches need by themselves may be less than what all new windows need.
    for windows in (own, new) if own != new else (new,):
        relaxation = easing.tighten(first, windows)
        then = first if relaxation.request is easing.request else make_plan(relaxation.request)
        if _places(then, names) and not check_plan(relaxation.request, then):
            return Cure(relaxation, _theirs(_new(then, plan), names))
    return None


def _theirs(windows: tuple[Window, ...], names: tuple[str, ...]) -> tuple[Window, ...]:
    return tuple(w for w in windows if any(task.switch in names for task in w.tasks))


def _places(plan: Plan, names: tuple[str, ...]) -> bool:
    return set(names) <= {task.switch for window in plan.windows for task in window.tasks}


def _new(plan: Plan, before: Plan) -> tuple[Window, ...]:
    old = {window.id for window in before.windows}
    return tuple(window for window in plan.windows if window.id not in old)


def why_not_data(found: WhyNot) -> dict[str, Any]:
    """The same for JSON and the screen."""
    proof = found.certificate
    return {
        "building": found.building,
        "switches": list(found.switches),
        "reasons": [{"code": r.code, "message": r.message} for r in found.reasons],
        "impossible": proof is not None,
        "certificate": {
            "needs_minutes": proof.needs,
            "holds_minutes": proof.holds,
            "dates": proof.dates,
            "until": proof.until.isoformat(),
            "sentence": proof.sentence,
        }
        if proof
        else None,
        "would_do": [
            {
                "code": cure.relaxation.code,
                "words": cure.relaxation.words,
                "price": cure.relaxation.price,
                "windows": [
                    {
                        "building": w.building,
                        "crew": w.crew,
                        "start": w.start.isoformat(),
                        "end": w.end.isoformat(),
                        "switches": [t.switch for t in w.tasks],
                    }
                    for w in cure.windows
                ],
            }
            for cure in found.cures
        ],
        "tried": found.tried,
    }
