"""Turns a Result into what is printed: the JSON envelope, or problems, text and the next commands."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable

from switchrefresh.cli.screen import Screen
from switchrefresh.commands.result import Result
from switchrefresh.problems import Problem

Show = Callable[[Result, Screen], None]
WARNINGS_SHOWN = 3  # of one code; -v shows them all
ALWAYS_SHOWN = frozenset({"promise-touched"})  # each of them is about people who were told something


def print_json(result: Result) -> None:
    """The envelope as one object on standard output; ASCII only, so that no terminal obeys it."""
    sys.stdout.write(json.dumps(result.envelope(), ensure_ascii=True, indent=1) + "\n")


def print_answer(result: Result, screen: Screen, show: Show) -> None:
    """The answer on standard output, problems and next steps beside it."""
    print_problems(result.problems, screen)
    show(result, screen)
    sys.stdout.flush()
    if result.next:
        screen.note("next:", "dim")
        for line in result.next:
            screen.note(f"  {line}", "link")


def print_problems(problems: tuple[Problem, ...], screen: Screen, write: Callable[..., None] | None = None) -> None:
    """Every error, and the first warnings of each kind."""
    write = write or screen.complain
    seen: Counter[str] = Counter()
    for problem in problems:
        seen[problem.code] += 1
        needed = problem.is_error or problem.code in ALWAYS_SHOWN
        if needed or ((seen[problem.code] <= WARNINGS_SHOWN or screen.verbose) and not screen.quiet):
            _print_problem(problem, write)
    for code, count in seen.items():
        hidden = count - WARNINGS_SHOWN
        is_warning = not any(p.is_error for p in problems if p.code == code)
        if is_warning and hidden > 0 and code not in ALWAYS_SHOWN and not screen.verbose and not screen.quiet:
            write(f"and {hidden} more warning[{code}]; -v shows them all", "dim")


def _print_problem(problem: Problem, write: Callable[..., None]) -> None:
    place = f"{problem.where}: " if problem.where else ""
    write(f"{place}{problem.severity}[{problem.code}] {problem.message}", "bad" if problem.is_error else "warn")
    for line in problem.frame:
        write(f"  {line}", "dim")
    if problem.hint:
        write(f"help: {problem.hint}")
