"""import calendar: a pasted list or table becomes a .yaml feed, with every line that was not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit, InputError, NoProjectError, RefusedError, UsageError
from switchrefresh.importers.calendar_text import read_calendar_text
from switchrefresh.importers.date_points import SchoolYearDates
from switchrefresh.importers.feed_writing import dates_text, feed_yaml, reading_of, told
from switchrefresh.importers.imported import ImportedCalendar, OddLine
from switchrefresh.importers.stated_years import school_year_of
from switchrefresh.importers.text_lines import MAX_BYTES, decode
from switchrefresh.inventory.model import SchoolYear
from switchrefresh.problems import Problem, Where, warning
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.project import read_bytes

SHARED_FILE = 0o644


def run(
    directory: str | None,
    file: str | None,
    output: str | None = None,
    year: int | None = None,
    only_say: bool = False,
    replace: bool = False,
) -> Result:
    """Read the file and write the feed; 1 when some lines were not understood, and each is named."""
    opened = _opened(directory, required=year is None)
    if file is None:
        raise UsageError("which file?", "import calendar FILE.txt")
    raw = read_bytes(Path(file), file)
    if len(raw) > MAX_BYTES:
        raise InputError(f"{file} is larger than {MAX_BYTES >> 20} MiB", "a pasted calendar is a short text")
    text = decode(raw)
    school_year, doubts = _school_year(text, opened, year, file)
    calendar = read_calendar_text(text, school_year)
    if not calendar.rows:
        message = f"{file} holds no line with a date and words that could be understood"
        raise InputError(message, "paste the list or table of dates as plain text", problems=_problems(calendar, file))
    shown_year = f"{school_year.first_day.year}-{school_year.last_day.year % 100:02d}"
    path = _path(opened, output, file)
    if not only_say:
        _write(path, feed_yaml(calendar, Path(file).name, shown_year), replace)
    name = opened.project.name_of(path) if opened and path.is_relative_to(opened.project.root) else str(path)
    order = (warning("date-order", doubt, where=Where(file)) for doubt in calendar.doubts)
    problems = (*doubts, *order, *_problems(calendar, file))
    code = Exit.NO if calendar.not_understood else Exit.OK
    listed = opened is not None and any(feed.path == name for feed, _ in opened.inventory.feeds())
    data = {**_data(calendar, shown_year), "path": name, "written": not only_say, "listed": listed}
    steps = () if only_say or opened is None else ("switchrefresh calendar --feeds", "switchrefresh calendar review")
    return Result("import", data, problems, code, steps)


def _opened(directory: str | None, required: bool) -> Opened | None:
    """The district folder; without one the year must be given."""
    try:
        return open_folder(directory, without_checks=True)
    except NoProjectError:
        if required or directory:
            raise
        return None


def _school_year(
    text: str, opened: Opened | None, year: int | None, file: str
) -> tuple[SchoolYearDates, tuple[Problem, ...]]:
    """`--year`, else what the text says itself, else the district's next school year; with a word about a mismatch."""
    stated = school_year_of(text)
    years = opened.inventory.district.school_years if opened else ()
    wanted = year if year is not None else stated
    if wanted is not None and not 2000 <= wanted <= 2100:
        raise UsageError(f"{wanted} is not the first year of a school year", "say --year 2026 for 2026-27")
    if wanted is None:
        if not years:
            raise UsageError("which school year is it?", "say --year 2026 for 2026-27, or add school_years")
        return _dates(_current(years, opened)), ()
    match = next((one for one in years if _begins(one) == wanted), None)
    found = _dates(match) if match else SchoolYearDates(date(wanted, 8, 1), date(wanted + 1, 6, 30))
    doubts = []
    if stated is not None and stated != wanted:
        doubts.append(f"the text speaks of {stated}-{(stated + 1) % 100:02d}, it was read as {wanted}")
    if years and match is None:
        doubts.append(f"district.yaml has no school year that begins in {wanted}")
    return found, tuple(warning("other-year", doubt, where=Where(file)) for doubt in doubts)


def _current(years: tuple[SchoolYear, ...], opened: Opened | None) -> SchoolYear:
    """The first one that the horizon reaches."""
    horizon = opened.inventory.district.horizon if opened else None
    return next((one for one in years if horizon is None or one.last_day >= horizon.first), years[-1])


def _begins(year: SchoolYear) -> int:
    return year.first_day.year if year.first_day.month >= 6 else year.first_day.year - 1


def _dates(year: SchoolYear) -> SchoolYearDates:
    return SchoolYearDates(year.first_day, year.last_day)


def _path(opened: Opened | None, output: str | None, file: str) -> Path:
    """Where the feed goes: inside the district folder unless the path is absolute or there is no folder."""
    root = opened.project.root if opened else Path()
    if output is None:
        name = re.sub(r"[^a-z0-9._-]+", "-", Path(file).stem.casefold()).strip("-.") or "imported"
        return root / "calendars" / f"{name}.yaml"
    if not output.endswith((".yaml", ".yml")):
        raise UsageError(f"{output} is no .yaml file", "say -o calendars/NAME.yaml")
    return root / output


def _write(path: Path, text: str, replace: bool) -> None:
    if path.exists() and not replace:
        raise RefusedError(f"{path} is there already", "name another with -o, or say --replace", code="file-exists")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, text.encode(), SHARED_FILE)


def _problems(calendar: ImportedCalendar, file: str) -> tuple[Problem, ...]:
    hint = "correct the line and import again, or add the row by hand"
    return tuple(
        Problem("line-not-understood", f'"{one.text}": {one.why}', hint=hint, where=Where(file, one.line, 1))
        for one in calendar.not_understood
    )


def _data(calendar: ImportedCalendar, year: str) -> dict[str, Any]:
    rows = []
    for row in calendar.rows:
        reading = reading_of(row)
        rows.append(
            {
                "line": row.line,
                "dates": dates_text(row),
                "title": row.title,
                "kind": row.kind or None,
                "every": list(row.every),
                "meaning": str(reading.meaning) if reading.meaning else None,
                "tier": str(reading.tier),
                "told": told(reading),
            }
        )
    return {
        "school_year": year,
        "rows": rows,
        "bells": [{"line": n, "who": b.who, "start": b.start, "dismissal": b.dismissal} for n, b in calendar.bells],
        "undated": [_odd(one) for one in calendar.undated],
        "headings": [_odd(one) for one in calendar.headings],
        "not_understood": [_odd(one) for one in calendar.not_understood],
    }


def _odd(one: OddLine) -> Mapping[str, Any]:
    return {"line": one.line, "text": one.text, "why": one.why}
