"""Put buildings on a schedule one at a time, each by its cheapest campaign beside all others at the master's prices."""

from __future__ import annotations

from collections.abc import Iterable

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.polish import place
from switchrefresh.planning.priced.pricing import Path, Pricer, Prices
from switchrefresh.planning.priced.room import Room

TRIES = 8  # campaigns of one building that are tried before it is left out


class Inserter:
    """A board with the room it leaves; buildings come and go."""

    def __init__(self, board: Board, pricers: dict[str, Pricer]) -> None:
        self.board, self.pricers = board, pricers
        self.hints: dict[str, list[Campaign]] = {}  # campaigns that the master problem took parts of, most first
        self.room = Room(board, next(iter(pricers.values())).grid)

    def insert(self, building: str, prices: Prices) -> bool:
        """Place the cheapest campaign of a building that the board takes; False when there is none."""
        pricer, banned = self.pricers[building], set[int]()
        charged = self.room.charge(prices, building)
        for _ in range(TRIES):
            path = pricer.solve(charged, self.room.gate(pricer, banned)).best_path()
            if not path:
                return False
            campaign = pricer.table.campaign(self.board, path)
            if placed := place(self.board, campaign.visits):
                self.room.update((), placed)
                return True
            shared = {p for _, p in path if self.room.free[pricer.crew[p], pricer.shift_day[p]] < 1 - 1e-9}
            banned |= shared or {p for _, p in path}
        return False

    def offers(self, building: str, prices: Iterable[Prices], most: int) -> list[Campaign]:
        """The cheapest campaigns of a building in the room that is left, `most` at each of several prices."""
        pricer, found = self.pricers[building], dict[Path, Campaign]()
        gate = self.room.gate(pricer)
        for one in prices:
            for path in pricer.solve(self.room.charge(one, building), gate).several(most):
                if path not in found:
                    found[path] = pricer.table.campaign(self.board, path)
        hints = [c for c in self.hints.get(building, ()) if c not in found.values() and self.fits(c)]
        return sorted([*found.values(), *hints], key=lambda c: (c.cost, [(v.start, v.crew) for v in c.visits]))

    def fits(self, campaign: Campaign) -> bool:
        """Whether the board takes a campaign as it is now."""
        placed = place(self.board, campaign.visits)
        for visit in placed:
            self.board.remove(visit)
        return bool(placed)

    def take_hint(self, building: str) -> bool:
        """Place the first campaign of those the master problem took parts of that the board takes."""
        for campaign in self.hints.get(building, ()):
            if placed := place(self.board, campaign.visits):
                self.room.update((), placed)
                return True
        return False

    def insert_all(self, buildings: Iterable[str], prices: Prices) -> None:
        """One after the other."""
        for building in buildings:
            if not self.take_hint(building):
                self.insert(building, prices)

    def take_out(self, building: str, fixed: frozenset[Visit]) -> tuple[Visit, ...]:
        """Remove a building's visits but the fixed ones."""
        gone = tuple(v for v in self.board.at_building.get(building, ()) if v not in fixed)
        for visit in gone:
            self.board.remove(visit)
        self.room.update(gone, ())
        return gone

    def put_back(self, visits: Iterable[Visit]) -> None:
        """Visits that were there before."""
        back = tuple(visits)
        for visit in back:
            self.board.add(visit)
        self.room.update((), back)
