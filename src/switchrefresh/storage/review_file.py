"""calendar-review.yaml, written: questions and answers are added line by line, so that a person's own lines stay."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from switchrefresh.calendars.model import Question
from switchrefresh.calendars.titles import title_key
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.project import Project
from switchrefresh.storage.strict_yaml import positions_of, read_yaml

SHARED_FILE = 0o644
OPEN = '"?"'
HEADER = """\
# What unclear calendar titles mean, decided by a person; it outlives every new copy of a feed.
# "?" is not decided yet: the date counts as a school day. Answer with
#   yes or no         to the question in the line above it
#   closed            everybody is out, staff too
#   no_students       students are out, staff are in
#   early_release, late_start, in_session, blackout (nobody may disturb), event, ignore
"""
_ENTRY = re.compile(r"""^(?P<key>\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#][^:#]*?)\s*):(?P<rest>.*)$""")
_VALUE = re.compile(r"""^\s*(?:"[^"]*"|'[^']*'|[^#\s][^#]*?)?(?P<remark>\s+#.*)?$""")


def write_review(project: Project, questions: Sequence[Question], answers: Mapping[str, str]) -> bool:
    """Add open questions as "?" and set the answers; False when nothing had to change.

    The caller holds the writers' lock and has read the file without a mistake. Only the lines in question are touched.
    """
    path = project.review_file
    before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    data = read_yaml(path.name, before.encode()).data
    known = decisions_in(data)
    after = _edited(before, known, questions, answers)
    wanted = {**{q.key: "?" for q in questions}, **_by_key(known), **answers}
    if _by_key(decisions_in(read_yaml(path.name, after.encode()).data)) != wanted:
        after = _rewritten(wanted, questions)  # written in a style that cannot be edited by lines
    if after == before:
        return False
    write_atomic(path, after.encode(), SHARED_FILE)
    return True


def decisions_in(data: Any) -> dict[str, str]:
    """The decisions of a file that was read, with an empty value as not decided."""
    found = data.get("decisions") if isinstance(data, dict) else None
    entries = found.items() if isinstance(found, dict) else ()
    return {str(title): "?" if word is None else str(word) for title, word in entries}


def _by_key(decisions: Mapping[str, str]) -> dict[str, str]:
    return {key if key.startswith("feed:") else title_key(key): word for key, word in decisions.items()}


def _edited(text: str, known: Mapping[str, str], questions: Sequence[Question], answers: Mapping[str, str]) -> str:
    lines = text.splitlines() or HEADER.splitlines()
    positions = positions_of(text)
    places = {title_key(key): positions.keys[path] for key in known if (path := ("decisions", key)) in positions.keys}
    for key, word in answers.items():
        if key in places:
            lines[places[key][0] - 1] = _answered(lines[places[key][0] - 1], word)
    fresh = [line for q in questions if q.key not in places for line in _lines(q, answers.get(q.key, OPEN))]
    asked = {q.key for q in questions}
    fresh += [f"  {json.dumps(k, ensure_ascii=False)}: {w}" for k, w in answers.items() if k not in {*places, *asked}]
    if ("decisions",) not in positions.keys:
        return "\n".join([*lines, "decisions:", *fresh]) + "\n"
    at = max([place[0] for place in places.values()] + [positions.keys["decisions",][0]])
    return "\n".join([*lines[:at], *fresh, *lines[at:]]) + "\n"


def _answered(line: str, word: str) -> str:
    """The line of an entry with another value; its key and its remark stay."""
    entry = _ENTRY.match(line)
    if entry is None:
        return line
    value = _VALUE.match(entry["rest"])
    return f"{entry['key']}: {word}{(value['remark'] or '') if value else ''}"


def _lines(question: Question, word: str) -> list[str]:
    title = " ".join(question.title.split())
    dates = question.dates
    when = f"{len(dates)} dates, {dates[0]} to {dates[-1]}" if len(dates) > 1 else str(dates[0])
    where = ", ".join(question.buildings[:6]) + (" and more" if len(question.buildings) > 6 else "")
    gain = f", frees {question.hours_freed:g} h" if question.hours_freed else ""
    return [
        f"  # {title}: {when}; {where}",
        f"  # yes = {question.suggested}{gain}; no = {question.otherwise}",
        f"  {json.dumps(question.key, ensure_ascii=False)}: {word}",
    ]


def _rewritten(decisions: Mapping[str, str], questions: Sequence[Question]) -> str:
    asked = {question.key: question for question in questions}
    lines = [*HEADER.splitlines(), "decisions:"]
    for key, word in decisions.items():
        shown = OPEN if word == "?" else json.dumps(word, ensure_ascii=False)
        if key in asked:
            lines += _lines(asked[key], shown)
        else:
            lines.append(f"  {json.dumps(key, ensure_ascii=False)}: {shown}")
    return "\n".join(lines) + "\n"
