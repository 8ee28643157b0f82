"""The weights of the goals, and the presets that a person may prefer: what each thing costs, in points.

The order of the goals (design section 5) is kept by the size of the weights. A preset moves the weights below the
first two goals only: every switch has a place, and what people were told stands, before anything else counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from switchrefresh.errors import UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import DayKind

KIND_MINUTE: Mapping[DayKind, int] = MappingProxyType(
    {  # per minute of work on a switch, by the day kind of its building
        DayKind.SCHOOL_DAY: 50,
        DayKind.EARLY_RELEASE: 50,
        DayKind.LATE_START: 50,
        DayKind.HOLIDAY: 50,
        DayKind.WEEKEND: 25,
        DayKind.NO_STUDENTS: 20,
        DayKind.BREAK: 10,
        DayKind.SUMMER: 0,
    }
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Points per unit of each goal; less is better."""

    left_out: int = 1_000_000  # per switch and priority point (1..9) that has no place
    broken_promise: int = 500_000  # per promised window that is moved or dropped
    shortened: int = 100_000  # per promised window that stays and only loses switches or time
    visit: int = 50_000  # per window
    class_minute: int = 1  # per student and minute of work between the bells
    kind_minute: Mapping[DayKind, int] = field(default_factory=lambda: KIND_MINUTE)
    wait_day: int = 1  # per switch, day it waits after the first possible date, and priority point
    crowded: int = 500  # per window of a crew beyond the fourth in one ISO week


FEWEST_VISITS = Weights()
PRESETS: Mapping[str, Weights] = MappingProxyType(
    {
        "fewest-visits": FEWEST_VISITS,
        "earliest-finish": replace(FEWEST_VISITS, visit=5_000, wait_day=100),
        "least-disruption": replace(
            FEWEST_VISITS,
            left_out=10_000_000,
            broken_promise=5_000_000,
            shortened=1_000_000,
            visit=5_000,
            class_minute=10,
            kind_minute=MappingProxyType({kind: 10 * weight for kind, weight in KIND_MINUTE.items()}),
        ),
    }
)


def weights_for(prefer: str) -> Weights:
    """The weights of a preset. Raises UsageError when there is no preset of that name."""
    found = PRESETS.get(prefer)
    if found is None:
        raise UsageError(f'there is no preset "{prefer}"', suggest(prefer, PRESETS, "presets"), code="unknown-preset")
    return found
