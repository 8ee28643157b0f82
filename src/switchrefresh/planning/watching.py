"""Whoever waits for a plan: told how it gets better, and asked now and then whether that is good enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[float, float, float, str], None]  # objective, bound, gap, what is being done


@dataclass(frozen=True)
class Watch:
    """Neither what is told nor when it is asked depends on time; a stop keeps the best schedule found so far."""

    on_progress: Progress | None = None
    should_stop: Callable[[], bool] | None = None

    def tell(self, objective: float, bound: float, words: str, left: float = 0.0) -> None:
        """Points of the best schedule so far, and the proven bound (0 while there is none).

        The gap is a fraction of the points that are not the price of what is `left` without a place.
        """
        if self.on_progress is not None:
            placed = objective - left
            gap = (objective - bound) / placed if placed > 0 else 0.0
            self.on_progress(float(objective), float(bound), gap, words)

    def stop(self) -> bool:
        """Whether to end with what there is."""
        return self.should_stop is not None and self.should_stop()


QUIET = Watch()
