"""Reads journal lines in whatever order git left them: the union of all machines, every line checked, none raising.

A journal is merged by git as a union of lines. So lines may stand in any order and stand twice, and the order of the
file says nothing: events are ordered by their time, by machine and by number, and a clock that was set back on a
machine never turns that machine's own events around.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from switchrefresh.journal.events import FORMAT, FRAME, GENESIS, Event, Journal, hash_of
from switchrefresh.problems import Problem, Where, warning

_GIT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


@dataclass(frozen=True)
class Line:
    """A line that is an event, with its place in the file and its hash."""

    event: Event
    text: str
    link: str
    where: Where


def read_journal(text: str, file: str) -> Journal:
    """Every readable event; a torn, foreign or altered line is a problem with its line number, never an exception."""
    problems: list[Problem] = []
    chains: dict[str, list[Line]] = {}
    for line in read_lines(text, file, problems):
        chains.setdefault(line.event.machine, []).append(line)
    tails: dict[str, tuple[int, str]] = {}
    ordered: list[tuple[Moment, Event]] = []
    for machine in sorted(chains):
        chain = sorted(chains[machine], key=lambda line: (line.event.n, line.link))
        problems.extend(_broken_links(chain))
        tails[machine] = (chain[-1].event.n, chain[-1].link)
        ordered += _in_own_order(chain)
    ordered.sort(key=lambda one: one[0])
    in_file_order = sorted(problems, key=lambda p: p.where or Where(file))
    return Journal(tuple(event for _, event in ordered), tuple(in_file_order), tails)


def read_lines(text: str, file: str, problems: list[Problem]) -> Iterator[Line]:
    """Every line that is an event, each once; what is none is named in `problems`."""
    seen: set[str] = set()
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.removesuffix("\r")
        if not line.strip() or line in seen:
            continue
        seen.add(line)
        where = Where(file, number, 1)
        if (event := _read_line(line, where, problems)) is not None:
            yield Line(event, line, hash_of(line), where)


Moment = tuple[datetime, str, int, str]


def _in_own_order(chain: Iterable[Line]) -> Iterator[tuple[Moment, Event]]:
    """The events of one machine with what they are ordered by: never earlier than the one before."""
    latest: datetime | None = None
    for line in chain:
        latest = line.event.at if latest is None else max(latest, line.event.at)
        yield (latest, line.event.machine, line.event.n, line.link), line.event


def _read_line(line: str, where: Where, problems: list[Problem]) -> Event | None:
    try:
        record = json.loads(line)
        if record["format"] > FORMAT:
            hint = "update switchrefresh on this machine"
            problems.append(Problem("newer-format", f"a line of format {record['format']}", hint=hint, where=where))
            return None
        details = {key: value for key, value in record.items() if key not in FRAME}
        at = datetime.fromisoformat(record["at"])
        if at.tzinfo is None:
            raise ValueError("no offset")  # noqa: TRY301 - told with the other ways a line can be bad
        at.timestamp()
        return Event(str(record["event"]), at, str(record["machine"]), int(record["n"]), str(record["prev"]), details)
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        problems.append(_no_entry(line, where))
        return None


def _no_entry(line: str, where: Where) -> Problem:
    if line.startswith(_GIT_MARKS):
        message = "git left a conflict in the journal"
        hint = "take out the mark lines and keep the entries of both sides; .gitattributes: journal.jsonl merge=union"
        return Problem("journal-line", message, hint=hint, where=where)
    message = "this line is not a journal entry (torn by a crash, or edited)"
    return Problem("journal-line", message, hint="leave it: what was acknowledged stands in whole lines", where=where)


def _broken_links(chain: list[Line]) -> Iterator[Problem]:
    """Entries that do not follow one that stands here, and numbers that were given twice."""
    links: dict[int, set[str]] = {0: {GENESIS}}
    for line in chain:
        links.setdefault(line.event.n, set()).add(line.link)
    told: set[int] = set()
    for line in chain:
        n, machine = line.event.n, line.event.machine
        if n < 1 or line.event.prev not in links.get(n - 1, ()):
            message = f"entry {n} of {machine} does not follow its entry {n - 1}: a line was altered or lost"
            yield Problem("journal-chain", message, hint="compare with an older copy of the journal", where=line.where)
        if len(links[n]) > 1 and n not in told:
            told.add(n)
            message = f"{machine} wrote its entry {n} twice, in two copies of this folder; both count"
            yield warning("journal-fork", message, "work in one copy of the folder on each machine", line.where)
