"""Pairs of visits that one crew cannot make on one date, found before a choice is made and not after it.

How much of a shift visits take does not say whether their ways and opening hours leave room for both; that is tried
out, once for all dates of the same hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.rows import FREE, Model, Row, share, visits_by_crew_day
from switchrefresh.planning.settling import is_tied, sequence

Shape = tuple[object, ...]  # all that says when a visit can be made
Item = tuple[str, int]  # building and number of a shape
Graph = dict[Item, set[Item]]
HALF = 0.5  # of visits above that share of a shift every choice takes one at most


class Clashes:
    """What does not go together beside the visits of a board."""

    def __init__(self, start: Board) -> None:
        self.start = start
        self._shapes: dict[Shape, int] = {}
        self._known: dict[tuple[Item, Item], bool] = {}

    def rows(self, model: Model) -> list[Row]:
        """Rows that let no two such visits into a choice of the model's campaigns."""
        by_date = visits_by_crew_day(model)
        return [row for at, entries in by_date.items() for row in self._of_date(self._stands(*at), entries)]

    def _stands(self, crew: str, day: int) -> bool:
        """Whether the board holds visits of a crew's date."""
        return day in self.start.at_crew.get(crew, {})

    def _of_date(self, stands: bool, entries: list[tuple[int, Visit]]) -> Iterator[Row]:
        visits, numbers = dict[Item, Visit](), dict[Item, set[int]]()
        for n, visit in entries:
            item = (visit.building, self._shapes.setdefault(self._shape(visit, stands), len(self._shapes)))
            visits.setdefault(item, visit)
            numbers.setdefault(item, set()).add(n)
        shares = {item: share(self.start.problem, visit) for item, visit in visits.items()}
        big = set() if stands else {item for item, part in shares.items() if part > HALF}
        for clique in _cover(self._clashing(visits, shares), big):
            yield Row(-FREE, 1, dict.fromkeys(sorted({n for item in clique for n in numbers[item]}), 1.0))

    def _shape(self, visit: Visit, stands: bool) -> Shape:
        """Visits of one shape fit beside the same others; where nothing stands one date is like another."""
        problem, begin = self.start.problem, visit.day * 1440
        hours = tuple(
            (s.open[0] - begin, s.open[1] - begin, s.shift.kind, s.shift.start - begin, s.shift.end - begin)
            for s in problem.stretches[visit.building][visit.crew].get(visit.day, ())
        )
        tied = any(is_tied(self.start, problem.jobs[slot.job]) for slot in visit.slots)
        tasks = tuple((slot.job, slot.start - begin, slot.end - begin) for slot in visit.slots) if tied else ()
        when = visit.day if stands or tied else 0
        return visit.end - visit.start, visit.crew, visit.shift_day - visit.day, hours, when, tasks

    def _clashing(self, visits: dict[Item, Visit], shares: dict[Item, float]) -> Graph:
        """Which visits of different buildings do not go together."""
        found: Graph = {}
        for one, other in combinations(sorted(visits), 2):
            if one[0] == other[0]:
                continue
            if shares[one] + shares[other] > 1 or not self._fit(one, other, visits):
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
        return found

    def _fit(self, one: Item, other: Item, visits: dict[Item, Visit]) -> bool:
        if (one, other) not in self._known:
            self._known[one, other] = sequence(self.start, (visits[one], visits[other])) is not None
        return self._known[one, other]


def _cover(graph: Graph, big: set[Item]) -> Iterator[list[Item]]:
    """Sets of visits of which only one can be made, one at least for each pair that is not big."""
    order = sorted(graph, key=lambda item: (-len(graph[item]), item))
    place = {item: n for n, item in enumerate(order)}
    pairs = [(a, b) for a in order for b in sorted(graph[a], key=place.__getitem__) if place[a] < place[b]]
    left = {(a, b) for a, b in pairs if a not in big or b not in big}
    for a, b in pairs:
        if (a, b) in left:
            clique = [a, b]
            for item in order:
                if item not in clique and all(item[0] == one[0] or one in graph[item] for one in clique):
                    clique.append(item)
            left -= set(combinations(sorted(clique, key=place.__getitem__), 2))
            yield clique
