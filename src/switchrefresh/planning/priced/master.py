"""The search for prices: they ask for campaigns until none is worth more than those at hand, and prove a bound.

The bound holds for the best plan made of any campaigns in the tables, those never looked at included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from switchrefresh.planning.priced.pricing import Prices
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.watching import QUIET, Watch

ROUNDS = 60  # times that prices ask for campaigns
FEW, FEW_EACH = 2_000, 30  # campaigns that the program holds at most, and for each building
MOST = 3  # campaigns that each building adds at a time
# By how much the least price of a building may be off, for points and shares are kept to seven digits: points, and a
# part of the highest price.
ROUNDED, SEVEN_DIGITS = 0.5, 5e-7
CLOSE, NEAR = 5e-5, 3e-3  # the search for prices ends when the bound is this near; the second where it takes long
LARGE = 120  # buildings from which it takes long
STALLED, STALLING = 3, 1e-3  # rounds that bring less than such a part, after which leaving out is made dearer at once
LONGER, LONGER_LARGE = 4, 2  # times the rounds at most, where leaving out is made dearer: each time they begin anew
SMOOTH, STEP = 0.6, 0.3  # how far prices stay with those that proved the best bound; less when that does not help


class Asked(Protocol):
    """Whom the prices ask: for each building in order its least price, and ways to do it, cheapest first."""

    def price(self, prices: Prices, most: int) -> Iterable[tuple[float, Sequence[tuple[float, Any]]]]: ...


@dataclass
class Relaxed:
    """What the prices prove; `parts` are how much of each campaign of the program was taken in the end, `duals` what
    each row charges."""

    bound: float
    prices: Prices
    parts: Any
    duals: Any


def relax(
    program: Program,
    hands: Asked,
    watch: Watch = QUIET,
    rounds: int = ROUNDS,
    enough: float = float("inf"),
    close: float | None = None,
    longer: int = 1,
) -> Relaxed | None:
    """Ask for campaigns until no price asks for more, a number of times, or until the bound is `enough` or this
    `close`; None when nobody waits.

    `longer` times as often where rounds bring next to nothing for leaving out costs too little: it is made dearer then.
    """
    np = program.np
    if close is None:
        close = CLOSE if len(program.pricers) < LARGE else NEAR
    best, center, smooth, parts = -float("inf"), np.zeros(0), 0.0, np.zeros(0)
    pace = _Pace(rounds, longer)
    while pace.goes_on():
        program.thin(FEW + FEW_EACH * len(program.pricers))
        duals, value, parts = program.run()
        watch.tell(value, max(best, 0.0), "prices")
        if watch.stop():
            return None
        if best >= enough:
            break
        if value - best <= close * abs(value):
            if not program.raise_none():
                break
            continue
        if longer > 1 and pace.stalls(value) and program.raise_none():
            pace.begin_anew()
            continue
        center = np.concatenate([center, np.zeros(len(duals) - len(center))])
        at = smooth * center + (1 - smooth) * duals
        bound, added = _ask(program, hands, at, duals)
        if not added and smooth:
            at = duals
            bound, added = _ask(program, hands, at, duals)
        smooth = SMOOTH if bound > best else max(0.0, smooth - STEP)
        if bound > best:
            best, center = bound, at
        if not added and not program.raise_none():
            break
    center = np.concatenate([center, np.zeros(program.rows - len(center))])
    return Relaxed(best, program.prices(center), parts, center)


class _Pace:
    """Rounds, and whether they bring anything.

    In a tight district prices creep while whole buildings are left out for too few points: what that is to cost has to
    be said before the rounds are used up, or neither bound nor prices know how scarce dates and stock are.
    """

    def __init__(self, rounds: int, longer: int) -> None:
        self.rounds, self.left, self.most = rounds, rounds, longer * rounds
        self._stalled, self._value = 0, float("inf")

    def goes_on(self) -> bool:
        """Whether there is another round, which counts from now."""
        self.left, self.most = self.left - 1, self.most - 1
        return self.left >= 0 and self.most >= 0

    def stalls(self, value: float) -> bool:
        """Whether the last rounds brought next to nothing, this one's points included."""
        self._stalled = self._stalled + 1 if value > self._value - STALLING * abs(value) else 0
        self._value = value
        return self._stalled >= STALLED

    def begin_anew(self) -> None:
        """All rounds again, up to the most of all."""
        self.left, self._stalled, self._value = self.rounds, 0, float("inf")


def _ask(program: Program, hands: Asked, at: Any, duals: Any) -> tuple[float, bool]:
    """The bound that prices prove, and whether they asked for a campaign that is worth more than those at hand."""
    prices, total, added = program.prices(at), program.offset(at), False
    total -= len(program.pricers) * (ROUNDED + SEVEN_DIGITS * float(at[len(program.pricers) :].max(initial=0.0)))
    for n, (best, cheapest) in enumerate(hands.price(prices, MOST)):
        total += best
        for price, path in cheapest:
            if price < -duals[n] - 1e-6:
                added = program.add(n, path) or added
    return total, added
