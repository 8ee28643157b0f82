"""calendar review: what titles mean, asked once and kept; most freed hours first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from switchrefresh.calendars.meanings import NO, YES, read_meaning
from switchrefresh.calendars.model import Question
from switchrefresh.commands.opening import Opened, as_of_date, date_option, find_buildings, open_folder, read_days
from switchrefresh.commands.result import Result
from switchrefresh.inventory.values import DateRange
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.review_file import write_review

ASKED_AT_MOST = 25  # in one sitting; the rest frees little and waits in the file
SKIP, QUIT = "skip", "quit"
Ask = Callable[[dict[str, Any], int, int], str]


def run(
    directory: str | None,
    targets: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
    as_of: str | None = None,
    ask: Ask | None = None,
) -> Result:
    """List every open question, ask the weightiest where somebody can be asked, and keep all in calendar-review.yaml.

    `ask` gets a question, its number and how many there are; it answers yes, no, a meaning, skip or quit.
    """
    opened = open_folder(directory, without_checks=True)
    buildings = find_buildings(opened.inventory, targets)
    span = _span(opened, first, last, as_of)
    questions = [
        q for q in read_days(opened, span, as_of_date(as_of, opened.inventory)).review if {*q.buildings} & {*buildings}
    ]
    written = _save(opened, questions, {}) if questions else False
    answers = _ask_all(opened, questions[:ASKED_AT_MOST], ask) if ask is not None else {}
    left = [question for question in questions if question.key not in answers]
    data = {
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "review": [question_data(question) for question in left],
        "answered": answers,
        "file": opened.project.review_file.name,
        "written": written or bool(answers),
        "asked_at_most": ASKED_AT_MOST,
    }
    steps = ("switchrefresh plan",) if answers or not left else ("switchrefresh calendar",)
    return Result("calendar", data, next=steps)


def question_data(question: Question) -> dict[str, Any]:
    """One open question, as the JSON contract names it."""
    return {
        "title": question.title,
        "dates": [day.isoformat() for day in question.dates],
        "suggested": question.suggested,
        "tier": str(question.tier),
        "buildings": list(question.buildings),
        "hours": round(question.hours_freed, 1),
        "key": question.key,
        "otherwise": question.otherwise,
        "feeds": list(question.feeds),
    }


def _span(opened: Opened, first: str | None, last: str | None, as_of: str | None) -> DateRange:
    """What was asked for, else the whole horizon, else a year from today."""
    today = as_of_date(as_of, opened.inventory)
    whole = opened.inventory.district.horizon or DateRange(today, date.fromordinal(today.toordinal() + 365))
    found = replace(whole, first=date_option("--from", first)) if first else whole
    found = replace(found, last=date_option("--to", last)) if last else found
    return DateRange(found.first, max(found.first, found.last))


def _ask_all(opened: Opened, questions: Sequence[Question], ask: Ask) -> dict[str, str]:
    """Every answer is on the disk before the next question."""
    answers: dict[str, str] = {}
    for number, question in enumerate(questions, 1):
        word = ask(question_data(question), number, len(questions))
        if word == QUIT:
            break
        if word == SKIP or (word not in {YES, NO} and read_meaning(word) is None):
            continue
        answers[question.key] = _as_meaning(question, word)
        _save(opened, [], {question.key: answers[question.key]})
    return answers


def _as_meaning(question: Question, word: str) -> str:
    """The meaning itself is kept, so that the file says what holds when the wording rules improve."""
    return question.suggested if word == YES else question.otherwise if word == NO else word


def _save(opened: Opened, questions: Sequence[Question], answers: dict[str, str]) -> bool:
    with hold_lock(opened.project.plan_lock, "calendar review"):
        return write_review(opened.project, questions, answers)
