"""Who works out the cheapest campaigns at given prices: this process, or many hands whose answers come in one order.

Anything with the `submit` of `concurrent.futures` will do: processes on this machine or a Dask cluster. Buildings go to
them in fixed parts and answers are taken in the order of the parts, so how many hands there are changes no plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from uuid import uuid4

from switchrefresh.planning.priced.pricing import Path, Pricer, Prices

PARTS = 16  # into which the buildings are divided
Answer = tuple[float, list[tuple[float, Path]]]  # the least price of a building, and its cheapest campaigns
_KNOWN: dict[str, Sequence[Pricer]] = {}  # what this process was given before, when it is a hand


def price(pricers: Sequence[Pricer], prices: Prices, most: int) -> list[Answer]:
    """The answers of buildings, at most so many campaigns each."""
    found = []
    for pricer in pricers:
        solved = pricer.solve(prices)
        found.append((solved.best, solved.cheapest()[:most]))
    return found


def price_part(key: str, prices: Prices, most: int, pricers: Sequence[Pricer] | None = None) -> list[Answer] | None:
    """The same where this hand knows the part, or is given it; None for "I do not know it"."""
    if pricers is not None:
        _KNOWN[key] = pricers
    if key not in _KNOWN:
        return None
    return price(_KNOWN[key], prices, most)


class Hands:
    """All buildings in their order, priced here or by an executor."""

    def __init__(self, pricers: Sequence[Pricer], executor: Executor | None = None) -> None:
        self.pricers, self.executor = pricers, executor
        run = uuid4().hex  # hands of a cluster outlive one plan; only names a memory, so chance does no harm
        size = max(1, -(-len(pricers) // PARTS))
        self._parts = {f"{run} {at}": pricers[at : at + size] for at in range(0, len(pricers), size)}

    def price(self, prices: Prices, most: int) -> Iterator[Answer]:
        """The answers of all buildings."""
        if self.executor is None:
            return iter(price(self.pricers, prices, most))
        return self._by_others(self.executor, prices, most)

    def _by_others(self, executor: Executor, prices: Prices, most: int) -> Iterator[Answer]:
        asked = {key: executor.submit(price_part, key, prices, most) for key in self._parts}
        for key, future in asked.items():
            answers = self._answer(future)
            if answers is None:
                answers = self._answer(executor.submit(price_part, key, prices, most, self._parts[key]))
            yield from answers if answers is not None else price(self._parts[key], prices, most)

    def _answer(self, future: Future[list[Answer] | None]) -> list[Answer] | None:
        """None where the hand does not know the part, or is gone."""
        try:
            return future.result()
        except (BrokenExecutor, CancelledError, OSError):
            return None
