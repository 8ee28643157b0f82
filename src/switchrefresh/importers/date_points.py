"""Days and spans as a text writes them, and the dates that they mean in a school year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Point:
    """A day as it was written; `year` is None where nobody wrote it, `weekday` -1."""

    month: int
    day: int
    year: int | None = None
    weekday: int = -1


@dataclass(frozen=True, slots=True)
class Span:
    """From one written day to another, both included; `week` means the rest of the first one's week."""

    first: Point
    last: Point
    week: bool = False

    @property
    def plain(self) -> Span:
        """Without the weekdays that stand beside it, which may be wrong."""
        return Span(replace(self.first, weekday=-1), replace(self.last, weekday=-1), self.week)


@dataclass(frozen=True, slots=True)
class Found:
    """The spans of a date expression and where it stands in the text."""

    spans: tuple[Span, ...]
    start: int
    end: int


class WrongDateError(ValueError):
    """A date that does not exist, runs backwards, or is not on the weekday beside it."""


@dataclass(frozen=True, slots=True)
class SchoolYearDates:
    """The year that dates without one belong to: from July to June around it."""

    first_day: date
    last_day: date

    @property
    def begins(self) -> int:
        """The calendar year in which it starts."""
        return self.first_day.year if self.first_day.month >= 6 else self.first_day.year - 1

    def first_of(self, month: int) -> date:
        """The first day of a month of this school year."""
        return self._dated(Point(month, 1), None)

    def resolve(self, span: Span) -> tuple[date, date]:
        """The dates meant by a span. Raises WrongDateError.

        June to August stand at both ends of a school year's calendar: the weekday beside them tells which is meant.
        """
        try:
            return self._resolved(span)
        except WrongDateError:
            if span.first.year or span.last.year or max(span.first.weekday, span.last.weekday) < 0:
                raise
            if not {span.first.month, span.last.month} <= {6, 7, 8}:
                raise
            other = self.begins if span.first.month == 6 else self.begins + 1
            first, last = (replace(point, year=other) for point in (span.first, span.last))
            try:
                return self._resolved(Span(first, last, span.week))
            except WrongDateError:
                pass
            raise

    def possible(self, spans: Iterable[Span]) -> tuple[tuple[date, date], ...]:
        """The dates of spans, whatever weekday stands beside them; none that the calendar does not have."""
        dates = []
        for span in spans:
            try:
                dates.append(self.resolve(span.plain))
            except WrongDateError:
                continue
        return tuple(dates)

    def _resolved(self, span: Span) -> tuple[date, date]:
        start = span.first
        if start.year is None and span.last.year is not None:
            later = (start.month, start.day) > (span.last.month, span.last.day)
            start = replace(start, year=span.last.year - later)
        first = self._dated(start, None)
        last = self._dated(span.last, first) if span.last != span.first else first
        if last < first or last - first > timedelta(days=330):
            raise WrongDateError(f"{first} to {last} runs backwards or over a year")
        for point, day in ((span.first, first), (span.last, last)):
            if 0 <= point.weekday != day.weekday():
                raise WrongDateError(f"{day} is a {day:%A}, not what stands beside it")
        return first, last

    def _dated(self, point: Point, after: date | None) -> date:
        year = point.year
        if year is None and after is not None:
            year = after.year + ((point.month, point.day) < (after.month, after.day))
        if year is None:
            year = self.begins if (point.month, point.day) >= (7, 1) else self.begins + 1
        try:
            return date(year, point.month, point.day)
        except ValueError:
            raise WrongDateError(f"there is no {year}-{point.month:02d}-{point.day:02d}") from None
