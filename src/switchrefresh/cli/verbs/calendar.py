"""calendar on the command line: days, a year, one date by the minute, feeds, questions, a new copy of a feed."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from switchrefresh.cli.calendar_asking import Asker, show_review
from switchrefresh.cli.calendar_days import show_months, show_records
from switchrefresh.cli.calendar_diff import show_diff
from switchrefresh.cli.calendar_feeds import show_feeds
from switchrefresh.cli.calendar_minutes import show_minutes
from switchrefresh.cli.calendar_year import show_year
from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import calendar, calendar_diff, calendar_review
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError

REVIEW = "review"
LONG_RANGE = 180  # dates; a terminal shows more than this as a year


def act(
    shared: Shared,
    targets: Targets = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="first date")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="last date")] = None,
    at: Annotated[str | None, typer.Option(metavar="HH:MM", help="one minute of one date, and why")] = None,
    year: Annotated[bool, typer.Option("--year", help="the whole horizon: open hours as shades")] = False,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="judge the age of feeds on this day")] = None,
    feeds: Annotated[bool, typer.Option("--feeds", help="health and repairs of every feed, and what to do")] = False,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="FEED", help="this feed is right as it is, although it shrank")
    ] = None,
    diff: Annotated[
        str | None, typer.Option(metavar="NEW.ics", help="which promised windows a new copy of a feed touches")
    ] = None,
    feed: Annotated[str | None, typer.Option(metavar="FEED", help="with --diff: the feed that it replaces")] = None,
) -> Result:
    """When may we work: day kinds and open hours per building, with the reasons.

    switchrefresh calendar hs

    switchrefresh calendar hs --from 2026-12-01 --to 2026-12-01

    switchrefresh calendar review      what unclear titles mean, asked once (a building of that name: review/)
    """
    words = list(targets or ())
    if words[:1] == [REVIEW]:
        if year or feeds or accept or diff or at:
            raise UsageError("review goes with targets, --from, --to and --as-of only", "leave the other options out")
        ask = Asker(shared.screen) if shared.may_ask else None
        return _with_view(calendar_review.run(shared.directory, words[1:], first, last, as_of, ask), "review")
    if diff is not None:
        return _with_view(calendar_diff.run(shared.directory, diff, feed, as_of), "diff")
    if feed is not None:
        raise UsageError("--feed goes with --diff", "calendar --diff NEW.ics --feed calendars/hs.ics")
    result = calendar.run(shared.directory, words, first, last, as_of, year, at, accept or ())
    if feeds or accept:
        # The screen that says what to do does not name itself as the next step.
        steps = tuple(step for step in result.next if not step.endswith("--feeds"))
        return _with_view(replace(result, next=steps), "feeds")
    return _with_view(result, "minutes" if "explained" in result.data else "year" if year else "days")


def _with_view(result: Result, view: str) -> Result:
    return replace(result, data={**result.data, "view": view})


def show(result: Result, screen: Screen) -> None:
    """Whatever was asked for, as a person reads it; in a pipe as records."""
    data, view = result.data, result.data["view"]
    if view == "review":
        show_review(data, screen)
    elif view == "diff":
        show_diff(data, screen)
    elif view == "feeds":
        show_feeds(data, screen)
    elif view == "minutes":
        show_minutes(data, screen)
    elif view == "year" or (screen.is_terminal and _length(data) > LONG_RANGE):
        show_year(data, screen)
    elif screen.is_terminal:
        show_months(data, screen)
    else:
        show_records(data, screen)
    if view not in {"review", "diff", "feeds"}:
        _questions(data["review"], screen)


def _length(data: object) -> int:
    days: dict[str, list[object]] = data["buildings"]  # type: ignore[index]
    return max((len(found) for found in days.values()), default=0)


def _questions(questions: list[dict[str, list[str]]], screen: Screen) -> None:
    if questions:
        dates = sum(len(question["dates"]) for question in questions)
        titles = f"{len(questions)} event title{'s wait' if len(questions) != 1 else ' waits'}"
        on = f"{dates} date{'s' if dates != 1 else ''}"
        screen.note(f"{titles} for a yes or no, on {on}; until then somebody is thought to be in")


APP = verb_app("calendar", act, show)
