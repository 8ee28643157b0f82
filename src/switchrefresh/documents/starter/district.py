"""district.yaml with careful values: what `init` writes, and why each value is what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from switchrefresh.documents.starter.editors import modelines
from switchrefresh.documents.starter.school_days import Freeze, around_testing, edges, unknown_days
from switchrefresh.inventory.values import DateRange

_HEAD = """\
# What this district is, when work may happen, and by which rules. All values are yours to change;
# `switchrefresh check` reads everything and says what does not fit, with line and column.
district: {name}
timezone: {zone}
horizon: {horizon}         # the dates that may be planned, both included
school_years:
  - {{first_day: {first_day}, last_day: {last_day}}}
holidays: {{country: US}}                 # add `subdivision: MO` for your state
{calendars}
hours:                                  # when work may happen, by day kind; a building may override any of them
  school_day: ["17:00..21:00"]          # after classes and most activities; needs no bell times
  early_release: ["17:00..21:00"]
  late_start: ["17:00..21:00"]
  no_students: ["17:00..21:00"]
  break: ["07:00..17:00"]
  summer: ["07:00..17:00"]
  weekend: []                           # ["08:00..16:00"] once somebody pays for Saturdays
  holiday: []
event_padding: {{before: 60m, after: 60m}}
{freezes}
"""

_RULES = """\
crews:
  tech:
    base: {base}                        # building where every shift starts and ends
    hours: {{weekday: "07:00..16:00", evening: "15:00..21:30"}}
    max_days_per_week: 5
    max_evenings_per_week: 2            # while school is on, work begins at 17:00 and is an evening: so this is the
                                        # limit of two refresh days a week (C13). Summer and breaks are day shifts.
work:                                   # how long things take, alone, without hurry
  core: 150m
  distribution: 90m
  access: 45m
  per_extra_member: 15m
  setup: 20m
  closet_change: 10m
  buffer: 25%                           # added to every task, until the journal has measured yours
  backout: 30m                          # kept free at the end: the old switch goes back before the bell
travel: {{speed_kmh: 40, minimum: 10m}}
policy:
  order: core_first
{pilot}  max_buildings_per_day: 1
  max_switches_per_window: 6
  notice: 14d                           # no window starts sooner than this after the day of planning
access:
  username: {username}                    # passwords never live in these files
  host_keys: learn
"""

_NO_FEED = """\
# No calendar yet. Until there is one, dates that may be a holiday or a break stay closed (see `freezes`). Bring yours:
#   switchrefresh import calendar pasted.txt -o calendars/district.yaml
# calendars:
#   - {path: calendars/district.yaml, role: district}"""


@dataclass(frozen=True)
class Setup:
    """What `init` was told: by its questions or by its options."""

    name: str
    zone: str
    year: tuple[date, date]
    testing: tuple[DateRange, ...]
    username: str
    today: date


@dataclass(frozen=True)
class SampleNames:
    """The building where shifts start, the one that goes first, and the calendar, each maybe none."""

    base: str
    pilot: str | None = None
    feed: str | None = None


def horizon_of(setup: Setup) -> DateRange:
    """From tomorrow into the summer, and no further than where another school year may begin."""
    summer = date(setup.year[1].year, 7, 24)
    return DateRange(setup.today + timedelta(days=1), max(setup.year[1], summer, setup.today + timedelta(days=1)))


def district_text(setup: Setup, names: SampleNames, closed: frozenset[date] = frozenset()) -> str:
    """The whole file; `closed` are dates that the calendar tells to be without school."""
    horizon = horizon_of(setup)
    frozen = [*edges(setup.year, closed), *around_testing(setup.testing)]
    if names.feed is None:
        frozen += unknown_days(setup.year, horizon)
    feed = f"calendars:\n  - {{path: {names.feed}, role: district}}        # or the .ics file that your website offers"
    head = _HEAD.format(
        name=quoted(setup.name),
        zone=setup.zone,
        horizon=horizon,
        first_day=setup.year[0],
        last_day=setup.year[1],
        calendars=feed if names.feed else _NO_FEED,
        freezes=_freezes(frozen, bool(setup.testing)),
    )
    pilot = f"  pilot: {{buildings: [{names.pilot}], soak: 7d}}   # goes first; all others wait a week\n"
    rules = _RULES.format(base=names.base, pilot=pilot if names.pilot else "", username=quoted_word(setup.username))
    return modelines("district") + head + rules


def _freezes(frozen: Sequence[Freeze], testing: bool) -> str:
    lines = ["freezes:                                # nothing is scheduled on these dates"]
    lines += [f"  - {{dates: {span}, why: {quoted(why)}}}" for span, why in sorted(frozen, key=lambda f: f[0].first)]
    if not testing:
        lines.append("  # add your testing with the day before it: {dates: 2027-04-12..2027-04-30, why: testing}")
    return "\n".join(lines)


def quoted(text: str) -> str:
    """A text as YAML that means just itself."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted_word(text: str) -> str:
    """The same for a word, bare where that is safe."""
    return text if text.isascii() and text.isalpha() and text.lower() not in _NOT_TEXT else quoted(text)


_NOT_TEXT = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
