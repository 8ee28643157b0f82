"""Whether the pilot is over: from then on what is left in its buildings holds nobody and waits for nobody (C8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from switchrefresh.inventory.model import Pilot
from switchrefresh.planning.model import State, Window


def pilot_held(pilot: Pilot | None, promised: Collection[Window], tried: Collection[str], as_of: date) -> date | None:
    """The date of the pilot's last window once the pilot is over, or None while it binds the other buildings.

    It is over when each of its buildings has a done window, none of its own windows is still to come, and either its
    rest has passed or other buildings have promises. `tried` are switches that ever failed or went back: a window of
    such switches alone is a second go and none of the pilot's own, unless it is the first that its building got done.
    """
    if pilot is None or not pilot.buildings:
        return None
    own = _own_windows(pilot, promised, frozenset(tried))
    done = [window for window in own if window.state is State.DONE]
    if {window.building for window in done} != set(pilot.buildings) or len(done) < len(own):
        return None
    last = max(window.start.date() for window in done)
    others = any(window.building not in pilot.buildings for window in promised)
    return last if others or as_of > last + timedelta(days=pilot.soak) else None


def _own_windows(pilot: Pilot, promised: Iterable[Window], tried: frozenset[str]) -> list[Window]:
    """The pilot's windows without second goes."""
    own, begun = list[Window](), set[str]()
    for window in sorted(promised, key=lambda w: (w.start, w.id)):
        if window.building not in pilot.buildings:
            continue
        again = all(task.switch in tried for task in window.tasks)
        if not again or (window.state is State.DONE and window.building not in begun):
            own.append(window)
        if window.state is State.DONE:
            begun.add(window.building)
    return own
