"""Dates as people write them into lists: months by name, ranges over a year's end, several days, weekdays beside."""

from __future__ import annotations

import re
from dataclasses import replace

from switchrefresh.importers.date_points import Found, Point, Span
from switchrefresh.importers.month_names import MONTH, WEEKDAY, month_number, weekday_in, weekdays_in

_DAYS_BEFORE = re.compile(rf"\(?{WEEKDAY}s?\b\.?(?: ?(?:-|&|/|to|and|through) ?{WEEKDAY}\b\.?)?\)?,? *", re.IGNORECASE)
_DAYS_AFTER = re.compile(
    rf" *,? *\(?{WEEKDAY}\b\.?(?: ?(?:-|&|/|to|and|through) ?{WEEKDAY}\b\.?)?\)?"
    r"(?= *(?:$|[-|:,;>)]| {2}|to\b|thr)| +(?-i:[A-Z]))",
    re.IGNORECASE,
)
_SHORT_DAYS = {"m": 0, "tu": 1, "w": 2, "th": 3, "f": 4, "sa": 5, "su": 6}
_LETTER = r"(?:M|Tu|W|Th|F|Sa|Su)"
LETTERS = re.compile(rf" *\(({_LETTER})(-{_LETTER})?\)")
_TWO_DAYS = re.compile(rf"{WEEKDAY}\b\.? ?(?:-|/|to|through|a|al?|au) ?{WEEKDAY}\b", re.IGNORECASE)
# "Good Friday April 2" is the name of a day, not a weekday before a date.
_NAMED_DAY = re.compile(r"\b(?:good|easter|ash|holy|black|cyber|maundy|palm|shrove|whit|giving) +$", re.IGNORECASE)
# A number with one of these behind it counts something else: "2 Hour", "1st Quarter", "7:00 pm", "8th grade".
_COUNTS = (
    r"hours?|hrs?|minutes?|mins?|weeks?|months?|days?|grades?|graders?|gr\b|quarter|qtr"
    r"|semester|trimester|nine|six|term|period|annual|%|[ap]\.?m\b"
)
_NOT_A_DAY_OF = rf"(?!\d|[:.]\d| ?-? ?(?:{_COUNTS}))"
_NOT_A_DAY = rf"(?!\d|[:.]\d| ?-? ?(?:{_COUNTS}|students?|teachers?|year))"
_ORDINAL = r"(?:st|nd|rd|th|er|o(?= de\b))?"
_YEAR = r"(?:,? *(?:del? +)?(?P<year>20\d\d|'\d\d)\b)?"
_NAMED = re.compile(
    rf"(?P<month>{MONTH})(?:\b\.?,? *(?:the )?|(?=\d))"
    rf"(?P<day>\d{{1,2}}){_ORDINAL}\b{_NOT_A_DAY_OF}{_YEAR}",
    re.IGNORECASE,
)
# "3 November 23-25" is a stray number before a date, not the third of November.
_MONTH_BEHIND = rf"(?: +(?:of +|de +)?| *- *)(?P<month>{MONTH})\b\.?(?! *\d{{1,2}}(?![\d:]))"
_START = r"(?<![\d/.])(?<!\d-)(?<!k-)(?P<day>\d{1,2})"
_DAY_FIRST = re.compile(rf"{_START}{_ORDINAL}{_MONTH_BEHIND}{_YEAR}", re.IGNORECASE)
# "21-23 November", "24-31 - Dec", "13 y 16 febrero": two days of the month that stands behind them.
_DAYS_FIRST = re.compile(
    rf"{_START}{_ORDINAL} *(?P<link>-|&|\band\b|\by\b|\bet\b|\bto\b|\bthrough\b|\bau?\b|\bal?\b) *"
    rf"(?P<weekday>{WEEKDAY}\b\.?,? *)?(?P<last>\d{{1,2}}){_ORDINAL}{_MONTH_BEHIND}{_YEAR}",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"(?<![\d/.])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])"
    r"(?! ?-? ?(?:days?|hours?|time|grades?|year)\b)",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(?<!\d)(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>20\d\d|\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
# A stroke before another number makes it a month, unless it stands in a row of strokes: "September 1/2/3".
_NO_STROKE = r"(?:(?<=/\d)|(?<=/\d\d)|(?!/\d))"
_BARE = re.compile(rf"(?P<day>\d{{1,2}}){_ORDINAL}\b{_NO_STROKE}{_NOT_A_DAY}{_YEAR}", re.IGNORECASE)
# The end of a range: "20-21 Student Holidays" counts no students.
_BARE_END = re.compile(rf"(?P<day>\d{{1,2}}){_ORDINAL}\b(?!/\d){_NOT_A_DAY_OF}{_YEAR}", re.IGNORECASE)
# At the beginning of a line below a month: "15 Students return".
_LEADING = re.compile(rf"(?P<day>\d{{1,2}}){_ORDINAL}\b(?!/\d){_NOT_A_DAY_OF}(?P<year>(?!))?", re.IGNORECASE)
_FORMS = (_ISO, _DASHED, _SLASHED, _NAMED, _DAY_FIRST)
_TO = re.compile(
    r" *(?:-+|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\bal?\b|\bau\b|\bhasta(?: el)?\b|\bjusqu'au\b|\.\.) *", re.I
)
# A range goes on, but its end is nothing that can be read: "Oct. 13-Nov.265".
LOOSE_END = re.compile(rf"-(?=\d)| *(?:-+|\bto\b|\bthrough\b|\bthru\b) *{MONTH}\b(?!')", re.IGNORECASE)
_AND = re.compile(r" *(?:,? *(?:&|\band\b|\by\b|\bet\b|\+)|,|;|/) *", re.IGNORECASE)


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
        begin, (first, at) = at, point
        known, last = first.month, first
        ahead = _TO.match(text, at)
        if (
            ahead is not None
            and (second := _point(text, ahead.end(), known, _BARE_END)) is not None
            and _forward(first, second[0])
        ):
            last, at = second
            known = last.month
        spans.append(_with_weekdays(first, last, text[begin:at]))
        after = _AND.match(text, at)
        if after is None or not _goes_on(text, after.end(), last):
            break
        at = after.end()
    return Found(_same_year(spans), start, at) if spans else None


def _with_weekdays(first: Point, last: Point, written: str) -> Span:
    """The span; "March 16-20 (Mon. - Fri.)" tells the weekdays of both its ends."""
    both = _TWO_DAYS.search(written)
    if first != last and both is not None and first.weekday < 0:
        begins, ends = weekdays_in(both[0])
        return Span(replace(first, weekday=begins), replace(last, weekday=ends))
    return Span(first, last)


def _same_year(spans: list[Span]) -> tuple[Span, ...]:
    """The year behind the last of several dates holds for those before it: "May 23 and July 21, 2027"."""
    found: list[Span] = []
    later: Point | None = None
    for span in reversed(spans):
        bare = span.first.year is None and span.last.year is None
        if bare and later is not None and (span.last.month, span.last.day) <= (later.month, later.day):
            first, last = (replace(point, year=later.year) for point in (span.first, span.last))
            found.append(replace(span, first=first, last=last))
        else:
            found.append(span)
        later = found[-1].first if found[-1].first.year else found[-1].last
    return tuple(reversed(found))


def _days_first(text: str, at: int) -> Found | None:
    """Two days in front of their month, as a range or as two dates; the first may lie in the month before it."""
    begin, weekday = _skip_weekday(text, at)
    match = _DAYS_FIRST.match(text, begin)
    if match is None:
        return None
    month, year = month_number(match["month"]), _year(match["year"])
    second = weekday_in(match["weekday"] or "")
    first, last = Point(month, int(match["day"]), year, weekday), Point(month, int(match["last"]), year, second)
    whole = match["link"].casefold() not in {"&", "and", "y", "et"}
    if whole and first.day > last.day and weekday >= 0:
        earlier = year - (month == 1) if year else None
        first = replace(first, month=(month - 2) % 12 + 1, year=earlier)
    elif not 1 <= first.day < last.day <= 31:
        return None
    if max(first.day, last.day) > 31:
        return None
    _, end = _after(text, match.end(), last)
    return Found((Span(first, last),) if whole else (Span(first, first), Span(last, last)), at, end)


def _goes_on(text: str, at: int, last: Point) -> bool:
    """Whether another day follows in the list: a bare one only when it is later in the same month."""
    if any(form.match(text, _skip_weekday(text, at)[0]) for form in _FORMS):
        return True
    bare = _BARE.match(text, at)
    return bare is not None and last.day < int(bare["day"]) <= 31


def _forward(first: Point, last: Point) -> bool:
    return first.month != last.month or first.year != last.year or first.day <= last.day


def _point(text: str, at: int, month: int | None, bare_form: re.Pattern[str] = _BARE) -> tuple[Point, int] | None:
    begin, weekday = _skip_weekday(text, at)
    for form in _FORMS:
        match = form.match(text, begin)
        if match is not None and (point := _made(match, month_number(match["month"]), weekday)) is not None:
            return _after(text, match.end(), point)
    bare = (bare_form if at else _LEADING).match(text, begin) if month is not None else None
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


def _with_weekday(text: str, at: int) -> int:
    """Where the expression begins when the weekday before it belongs to it."""
    for match in _DAYS_BEFORE.finditer(text[:at]):
        if match.end() == at:
            return at if _NAMED_DAY.search(text[: match.start()]) else match.start()
    return at


def _made(match: re.Match[str], month: int, weekday: int) -> Point | None:
    day = int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Point(month, day, _year(match["year"]), weekday)


def _year(text: str | None) -> int | None:
    """`2026`, `26` or `'26`."""
    number = int(text.lstrip("'")) if text else None
    return number + 2000 if number is not None and number < 100 else number


def month_heading(text: str) -> tuple[int, int | None] | None:
    """Month and maybe year of a line that is nothing but that."""
    match = re.fullmatch(
        rf"\W*({MONTH})\.?,? *'?(20\d\d)?\W*(?:\(?\d+ (?:school |student )?days?\)?|\([^()]*\))?\W*",
        text,
        re.IGNORECASE,
    )
    return (month_number(match[1]), int(match[2]) if match[2] else None) if match else None


def month_range(text: str) -> tuple[int, int] | None:
    """`September through May`, without days: the numbers of both months."""
    match = re.search(rf"\b({MONTH})\b\.? *(?:-+|to|through|thru) *\b({MONTH})\b(?!\.? *\d)", text, re.IGNORECASE)
    return (month_number(match[1]), month_number(match[2])) if match else None


def spoken_dates(text: str) -> list[str]:
    """A line cut in front of every date that has its weekday: "Mon, Sept 5: ... Fri, Sept 23: ..."."""
    return re.split(rf"\s+(?={WEEKDAY}\b\.?,? +{MONTH}\b\.? *\d)", text, flags=re.IGNORECASE)
