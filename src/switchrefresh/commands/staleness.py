"""Is a promised window still what was promised? Acting on one that is not is refused, with what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from switchrefresh.commands.opening import Opened, horizon_of, read_days
from switchrefresh.commands.promises import Stored, standing_promise
from switchrefresh.errors import RefusedError
from switchrefresh.planning.facts import changed_facts, facts_of
from switchrefresh.planning.model import State, Window, is_shortened
from switchrefresh.problems import Problem


def refuse_stale_windows(opened: Opened, targets: Sequence[str]) -> None:
    """For targets that are promised windows or waves: RefusedError when a fact behind the promise has changed."""
    promise = standing_promise(opened)
    if promise is None:
        return
    waiting = [w for w in promise.plan.windows if w.state is State.APPROVED]  # what has begun is not held up
    named = [w for w in waiting if w.id in targets or w.wave in targets]
    if problems := stale_promises(opened, promise, named):
        names = ", ".join(dict.fromkeys(w.id for w in named))
        message = f"the promise of {names} is stale"
        raise RefusedError(message, "switchrefresh plan, then approve", "stale-plan", tuple(problems[:40]))


def stale_promises(opened: Opened, promise: Stored, windows: Sequence[Window]) -> list[Problem]:
    """One problem for each fact behind these promises that is no longer what it was."""
    found = []
    now = facts_now(opened, promise, windows)
    for window in windows:
        for change in changed_facts(promise.facts.get(window.id, {}), now[window.id]):
            hint = "switchrefresh plan, look at what moved, then approve"
            found.append(Problem("stale-plan", f"{window.id}: {change}", hint=hint))
    return found


def facts_now(opened: Opened, stored: Stored, windows: Sequence[Window]) -> dict[str, dict[str, str]]:
    """What the rules read today; feeds are judged as of the day of planning, so that age alone changes nothing."""
    if not windows:
        return {}
    day = date.fromisoformat(str(stored.data["as_of"]))
    calendars = read_days(opened, horizon_of(opened.inventory), day)
    return {w.id: facts_of(w, opened.inventory, calendars) for w in windows}


def renewable(opened: Opened, proposal: Stored, promise: Stored | None) -> frozenset[str]:
    """Promised windows that a newer plan leaves where they are, with less in them or on facts that have changed."""
    kept = [w for w in proposal.plan.windows if promise is not None and w.state is State.APPROVED]
    if promise is None or not kept:
        return frozenset()
    now, told = facts_now(opened, proposal, kept), {w.id: w for w in promise.plan.windows}
    return frozenset(
        w.id
        for w in kept
        if ((w.id in told and is_shortened(told[w.id], w)) or changed_facts(promise.facts.get(w.id, {}), now[w.id]))
        and not changed_facts(proposal.facts.get(w.id, {}), now[w.id])
    )
