"""Dates as people write them into lists: months by name, ranges over a year's end, several days, weekdays beside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Spanish month names that begin differently; the others fall to the same three letters.
_SPANISH = {"ene": "jan", "abr": "apr", "ago": "aug", "set": "sep", "dic": "dec"}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
)
_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_DAYS_BEFORE = re.compile(
    rf"\(?{_WEEKDAY}s?\b\.?(?: ?(?:-|&|/|to|and|through) ?{_WEEKDAY}\b\.?)?\)?,? *", re.IGNORECASE
)
_DAYS_AFTER = re.compile(
    rf" *,? *\(?{_WEEKDAY}\b\.?(?: ?(?:-|&|/|to|and|through) ?{_WEEKDAY}\b\.?)?\)?"
    r"(?= *(?:$|[-|:,;>)]| {2}|to\b|thr)| +(?-i:[A-Z]))",
    re.IGNORECASE,
)
_SHORT_DAYS = {"m": 0, "tu": 1, "w": 2, "th": 3, "f": 4, "sa": 5, "su": 6}
_LETTER = r"(?:M|Tu|W|Th|F|Sa|Su)"
LETTERS = re.compile(rf" *\(({_LETTER})(-{_LETTER})?\)")
# A number with one of these behind it counts something else: "2 Hour", "1st Quarter", "7:00 pm", "8th grade".
_COUNTS = (
    r"hours?|hrs?|minutes?|mins?|weeks?|months?|days?|grades?|graders?|gr\b|quarter|qtr"
    r"|semester|trimester|nine|six|term|period|annual|%|[ap]\.?m\b"
)
_NOT_A_DAY_OF = rf"(?!\d|[:.]\d| ?-? ?(?:{_COUNTS}))"
_NOT_A_DAY = rf"(?!\d|[:.]\d| ?-? ?(?:{_COUNTS}|students?|teachers?|year))"
_NAMED = re.compile(
    rf"(?P<month>{_MONTH})(?:\b\.?,? *|(?=\d))"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{_NOT_A_DAY_OF}(?:,? *(?P<year>20\d\d)\b)?",
    re.IGNORECASE,
)
# "3 November 23-25" is a stray number before a date, not the third of November.
_MONTH_BEHIND = rf"(?: +(?:of +|de +)?| *- *)(?P<month>{_MONTH})\b\.?(?! *\d{{1,2}}(?![\d:]))"
_DAY_FIRST = re.compile(
    rf"(?<![\d/.])(?<!\d-)(?<!k-)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_MONTH_BEHIND}(?:,? *(?:de +)?(?P<year>20\d\d)\b)?",
    re.IGNORECASE,
)
# "21-23 November", "24-31 - Dec", "13 y 16 febrero": two days of the month that stands behind them.
_DAYS_FIRST = re.compile(
    rf"(?<![\d/.])(?<!\d-)(?<!k-)(?P<day>\d{{1,2}})(?:st|nd|rd|th)? *(?P<link>-|&|\band\b|\by\b|\bto\b|\bal?\b) *"
    rf"(?P<last>\d{{1,2}})(?:st|nd|rd|th)?{_MONTH_BEHIND}(?:,? *(?:de +)?(?P<year>20\d\d)\b)?",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"(?<![\d/.])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])"
    r"(?! ?-? ?(?:days?|hours?|time|grades?|year))"
)
_DASHED = re.compile(r"(?<!\d)(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>20\d\d|\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_BARE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!/\d){_NOT_A_DAY}(?:,? *(?P<year>20\d\d)\b)?", re.IGNORECASE
)
# At the beginning of a line below a month: "15 Students return".
_LEADING = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!/\d){_NOT_A_DAY_OF}(?P<year>(?!))?", re.IGNORECASE)
_FORMS = (_ISO, _DASHED, _SLASHED, _NAMED, _DAY_FIRST)
_TO = re.compile(r" *(?:-+|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\bal?\b|\.\.) *", re.IGNORECASE)
# A range goes on, but its end is nothing that can be read: "Oct. 13-Nov.265".
LOOSE_END = re.compile(rf"-(?=\d)| *(?:-+|\bto\b|\bthrough\b|\bthru\b) *{_MONTH}\b", re.IGNORECASE)
_AND = re.compile(r" *(?:,? *(?:&|\band\b|\+)|,|;|/) *", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Found:
    """The spans of a date expression and where it stands in the text."""

    spans: tuple[Span, ...]
    start: int
    end: int


class WrongDateError(ValueError):
    """A date that does not exist, runs backwards, or is not on the weekday beside it."""


def find_dates(text: str) -> Found | None:
    """The first date expression in a line; one at its beginning is preferred by coming first."""
    starts = sorted(match.start() for form in (_DAYS_FIRST, *_FORMS) if (match := form.search(text)) is not None)
    for start in starts:
        found = dates_at(text, _with_weekday(text, start))
        if found is not None:
            return found
    return None


def dates_at(text: str, at: int, month: int | None = None) -> Found | None:
    """The date expression that begins here; with `month`, bare day numbers are days of it."""
    spans: list[Span] = []
    start, known = at, month
    if (both := _days_first(text, at)) is not None:
        return both
    while True:
        point = _point(text, at, known)
        if point is None:
            break
        first, at = point
        known, last = first.month, first
        ahead = _TO.match(text, at)
        if (
            ahead is not None
            and (second := _point(text, ahead.end(), known)) is not None
            and _forward(first, second[0])
        ):
            last, at = second
            known = last.month
        spans.append(Span(first, last))
        after = _AND.match(text, at)
        if after is None or not _goes_on(text, after.end(), last):
            break
        at = after.end()
    return Found(tuple(spans), start, at) if spans else None


def _days_first(text: str, at: int) -> Found | None:
    """Two days in front of their month, as a range or as two dates."""
    begin, _ = _skip_weekday(text, at)
    match = _DAYS_FIRST.match(text, begin)
    if match is None:
        return None
    month, year = _month(match["month"]), int(match["year"]) if match["year"] else None
    first, last = (Point(month, int(match[name]), year) for name in ("day", "last"))
    if not 1 <= first.day < last.day <= 31:
        return None
    _, end = _after(text, match.end(), last)
    whole = match["link"].casefold() in {"-", "to", "a", "al"}
    return Found((Span(first, last),) if whole else (Span(first, first), Span(last, last)), at, end)


def _goes_on(text: str, at: int, last: Point) -> bool:
    """Whether another day follows in the list: a bare one only when it is later in the same month."""
    if any(form.match(text, _skip_weekday(text, at)[0]) for form in _FORMS):
        return True
    bare = _BARE.match(text, at)
    return bare is not None and last.day < int(bare["day"]) <= 31


def _forward(first: Point, last: Point) -> bool:
    return first.month != last.month or first.year != last.year or first.day <= last.day


def _point(text: str, at: int, month: int | None) -> tuple[Point, int] | None:
    begin, weekday = _skip_weekday(text, at)
    for form in _FORMS:
        match = form.match(text, begin)
        if match is not None and (point := _made(match, _month(match["month"]), weekday)) is not None:
            return _after(text, match.end(), point)
    bare = (_BARE if at else _LEADING).match(text, begin) if month is not None else None
    if bare is not None and month is not None and (point := _made(bare, month, weekday)) is not None:
        return _after(text, bare.end(), point)
    return None


def _after(text: str, end: int, point: Point) -> tuple[Point, int]:
    """A weekday may stand behind the date as well, by its name or as "(Tu)"."""
    letters = LETTERS.match(text, end)
    if letters is not None:
        alone = _SHORT_DAYS[letters[1].casefold()] if letters[2] is None and point.weekday < 0 else point.weekday
        return Point(point.month, point.day, point.year, alone), letters.end()
    tail = _DAYS_AFTER.match(text, end)
    if tail is None:
        return point, end
    weekday = weekday_in(tail[0]) if point.weekday < 0 else point.weekday
    return Point(point.month, point.day, point.year, weekday), tail.end()


def _skip_weekday(text: str, at: int) -> tuple[int, int]:
    match = _DAYS_BEFORE.match(text, at)
    return (match.end(), weekday_in(match[0])) if match is not None else (at, -1)


def weekday_in(text: str) -> int:
    """0 for Monday; -1 when the text names none or several."""
    found = {match[0][:3].casefold() for match in re.finditer(_WEEKDAY, text, re.IGNORECASE)}
    return WEEKDAYS.index(found.pop()) if len(found) == 1 else -1


def _with_weekday(text: str, at: int) -> int:
    """Where the expression begins when the weekday before it belongs to it."""
    for match in _DAYS_BEFORE.finditer(text[:at]):
        if match.end() == at:
            return match.start()
    return at


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    short = text[:3].casefold()
    return MONTHS.index(_SPANISH.get(short, short)) + 1


def _made(match: re.Match[str], month: int, weekday: int) -> Point | None:
    day, year = int(match["day"]), match["year"]
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Point(month, day, (int(year) + (2000 if len(year) == 2 else 0)) if year else None, weekday)


def month_heading(text: str) -> tuple[int, int | None] | None:
    """Month and maybe year of a line that is nothing but that."""
    match = re.fullmatch(
        rf"\W*({_MONTH})\.?,? *'?(20\d\d)?\W*(?:\(?\d+ (?:school |student )?days?\)?)?\W*", text, re.IGNORECASE
    )
    return (_month(match[1]), int(match[2]) if match[2] else None) if match else None


@dataclass(frozen=True, slots=True)
class SchoolYearDates:
    """The year that dates without one belong to: from July to June around it."""

    first_day: date
    last_day: date

    def first_of(self, month: int) -> date:
        """The first day of a month of this school year."""
        return self._dated(Point(month, 1), None)

    def resolve(self, span: Span) -> tuple[date, date]:
        """The dates meant by a span. Raises WrongDateError."""
        first = self._dated(span.first, None)
        last = self._dated(span.last, first) if span.last != span.first else first
        if span.first.year is None and span.last.year is not None and last < first:
            first = self._dated(Point(span.first.month, span.first.day, last.year, span.first.weekday), None)
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
            begin = self.first_day.year if self.first_day.month >= 6 else self.first_day.year - 1
            year = begin if (point.month, point.day) >= (7, 1) else begin + 1
        try:
            return date(year, point.month, point.day)
        except ValueError:
            raise WrongDateError(f"there is no {year}-{point.month:02d}-{point.day:02d}") from None


def month_range(text: str) -> tuple[int, int] | None:
    """`September through May`, without days: the numbers of both months."""
    match = re.search(rf"\b({_MONTH})\b\.? *(?:-+|to|through|thru) *\b({_MONTH})\b(?!\.? *\d)", text, re.IGNORECASE)
    return (_month(match[1]), _month(match[2])) if match else None


def spoken_dates(text: str) -> list[str]:
    """A line cut in front of every date that has its weekday: "Mon, Sept 5: ... Fri, Sept 23: ..."."""
    return re.split(rf"\s+(?={_WEEKDAY}\b\.?,? +{_MONTH}\b\.? *\d)", text, flags=re.IGNORECASE)
