"""The picture of the overview: windows by building over the school calendar, as SVG without script or style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from switchrefresh.documents.paper.blocks import one_line
from switchrefresh.documents.paper.html import text as escape
from switchrefresh.documents.site.facts import SiteFacts
from switchrefresh.documents.words import say_date, say_span
from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.model import State, Window

LEFT, TOP, ROW, WIDTH = 190, 34, 18, 960
_NAME_LENGTH = 26
CLOSED = {DayKind.BREAK, DayKind.HOLIDAY, DayKind.NO_STUDENTS, DayKind.SUMMER}


@dataclass(frozen=True, slots=True)
class Scale:
    """Dates as x positions."""

    first: date
    last: date

    def x(self, day: date) -> float:
        days = (self.last - self.first).days + 1
        return LEFT + (day - self.first).days * (WIDTH - LEFT) / days


def draw_windows(facts: SiteFacts, windows: Sequence[Window], buildings: Sequence[str]) -> str:
    """One row a building, one mark a window; shaded are the days on which most buildings have no classes.

    Empty when there is nothing to draw. The table beside the picture says the same in words.
    """
    span = _span(facts, windows)
    if span is None or not buildings:
        return ""
    scale = Scale(*span)
    height = TOP + ROW * len(buildings) + 8
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="picture-title picture-words">',
        '<title id="picture-title">Maintenance windows by building</title>',
        f'<desc id="picture-words">{escape(_words(windows))}</desc>',
        *(_band(scale, first, last, height) for first, last in closed_runs(facts, span)),
        *_months(scale, height),
    ]
    for n, building in enumerate(buildings):
        parts += _row(facts, scale, n, building, [w for w in windows if w.building == building])
    return "".join([*parts, "</svg>"])


def closed_runs(facts: SiteFacts, span: tuple[date, date]) -> Iterable[tuple[date, date]]:
    """Stretches of days on which most of the buildings have no classes; weekends alone are not marked."""
    votes: Counter[date] = Counter()
    for days in facts.calendars.buildings.values():
        votes.update(day.date for day in days if day.kind in CLOSED)
    half = len(facts.calendars.buildings) / 2
    start: date | None = None
    day = span[0]
    while day <= span[1] + timedelta(days=1):
        is_closed = day <= span[1] and votes[day] > half
        if is_closed and start is None:
            start = day
        if not is_closed and start is not None and day.weekday() < 5:
            yield start, day - timedelta(days=1)
            start = None
        day += timedelta(days=1)
    if start is not None:
        yield start, span[1]


def _span(facts: SiteFacts, windows: Sequence[Window]) -> tuple[date, date] | None:
    """From today, or the first window, to a week after the last one."""
    if not windows:
        return None
    first = min([facts.as_of, *(w.start.date() for w in windows)])
    return first, max(w.end.date() for w in windows) + timedelta(days=7)


def _words(windows: Sequence[Window]) -> str:
    first, last = windows[0].start.date(), windows[-1].end.date()
    return f"{len(windows)} windows from {say_date(first)} to {say_date(last)}; each stands in the table below."


def _band(scale: Scale, first: date, last: date, height: int) -> str:
    x, end = scale.x(max(first, scale.first)), scale.x(min(last, scale.last) + timedelta(days=1))
    return f'<rect class="closed" x="{x:.1f}" y="{TOP}" width="{max(0.5, end - x):.1f}" height="{height - TOP}"/>'


def _months(scale: Scale, height: int) -> Iterable[str]:
    day = scale.first.replace(day=1)
    least = -100.0
    while day <= scale.last:
        if day >= scale.first:
            x = scale.x(day)
            yield f'<line class="month" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{height}"/>'
            if x - least > 46 and x < WIDTH - 56:
                yield f'<text class="month" x="{x + 3:.1f}" y="{TOP - 10}">{day:%b} {day:%Y}</text>'
                least = x + 12
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _row(facts: SiteFacts, scale: Scale, n: int, building: str, windows: Sequence[Window]) -> Iterable[str]:
    y = TOP + ROW * n
    found = facts.inventory.buildings.get(building)
    name = one_line(found.name if found else building)
    short = name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"
    yield f'<text x="4" y="{y + 13}">{escape(short)}</text>'
    yield f'<line class="row" x1="0" x2="{WIDTH}" y1="{y + ROW}" y2="{y + ROW}"/>'
    for window in windows:
        x = scale.x(window.start.date())
        width = max(5.0, scale.x(window.start.date() + timedelta(days=1)) - x)
        title = f"{name}: {say_date(window.start.date())}, {say_span(window.start, window.end)}"
        kind = "proposed" if window.state is State.PROPOSED else "promised"
        kind = "done" if window.state is State.DONE else kind
        yield (
            f'<rect class="{kind}" x="{x:.1f}" y="{y + 3}" width="{width:.1f}" height="{ROW - 6}" rx="2">'
            f"<title>{escape(title)}</title></rect>"
        )
