"""The independent checker: tests a plan against C1 to C17 and names what it breaks, sharing no code with the solver."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.planning.checker_crews import break_crew_rules
from switchrefresh.planning.checker_facts import Facts, gather
from switchrefresh.planning.checker_order import break_order_rules
from switchrefresh.planning.checker_promises import break_accounts, break_promises
from switchrefresh.planning.checker_windows import break_window_rules
from switchrefresh.planning.model import Plan, PlanRequest, Violation, Window


def check_plan(request: PlanRequest, plan: Plan) -> tuple[Violation, ...]:
    """Every rule that `plan` breaks (design, section 5); an empty result means that it may be written.

    The checker reads only the request and the plan, and works everything out anew: durations, travel, shifts, dates.
    Windows that are done or running are history. They count towards stock, limits and order, but no rule of today is
    held against them alone; an approved window that stays where it is, is not held to the notice period.
    """
    facts = gather(request, plan.windows)
    found = [*break_accounts(facts, plan), *break_rules(facts), *break_promises(request, plan, _broken_by)]
    return tuple(dict.fromkeys(found))


def break_rules(facts: Facts) -> Iterator[Violation]:
    """The rules that follow from windows alone: all but C1's accounts and C15."""
    yield from break_window_rules(facts)
    yield from break_crew_rules(facts)
    yield from break_order_rules(facts)


def _broken_by(request: PlanRequest, window: Window, others: tuple[Window, ...]) -> set[str]:
    """Codes of the rules that `window` would break beside `others`: whether a promise could have been kept."""
    alone = set(break_rules(gather(request, others)))
    return {violation.code for violation in break_rules(gather(request, (*others, window))) if violation not in alone}
