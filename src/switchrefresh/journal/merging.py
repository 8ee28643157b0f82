"""Brings another copy's journal back: the union of the lines, with every line that does not fit named."""

from __future__ import annotations

from dataclasses import dataclass

from switchrefresh.journal.reading import Line, read_journal, read_lines
from switchrefresh.problems import Problem, Severity


@dataclass(frozen=True)
class Merge:
    """Lines to append to ours, in each machine's own order, and what is wrong with theirs."""

    added: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """What is to be appended to our file, whole lines."""
        return "".join(f"{line}\n" for line in self.added)


def merge_journals(ours: str, theirs: str, file: str, both_count: bool = False) -> Merge:
    """What `theirs` (named `file` in messages) has that `ours` lacks; ours is never changed, only added to.

    An entry of theirs that contradicts one of ours, with the same machine and number and other words, is an error and
    is not added: somebody edited a line, or two machines have one name. `both_count` adds it all the same.
    """
    mine = list(read_lines(ours, "journal.jsonl", []))
    known, numbers = {line.text for line in mine}, {(line.event.machine, line.event.n) for line in mine}
    fresh = [line for line in read_lines(theirs, file, []) if line.text not in known]
    clashing = [line for line in fresh if (line.event.machine, line.event.n) in numbers]
    left_out = set() if both_count else {line.text for line in clashing}
    added = sorted(
        (line for line in fresh if line.text not in left_out),
        key=lambda line: (line.event.machine, line.event.n, line.link),
    )
    problems = [*_damage(ours, theirs, file), *(_clash(line) for line in clashing if not both_count)]
    return Merge(tuple(line.text for line in added), tuple(problems))


def _damage(ours: str, theirs: str, file: str) -> list[Problem]:
    """What is wrong with the lines of theirs, read together with ours; a fork is told apart."""
    count = theirs.count("\n") + 1
    found = read_journal(f"{theirs}\n{ours}", file).problems
    mine = [p for p in found if p.where is not None and p.where.line <= count]
    return [p for p in mine if p.code != "journal-fork"]


def _clash(line: Line) -> Problem:
    event = line.event
    message = f"entry {event.n} of {event.machine} says something else here than in this folder; it was not taken"
    hint = "somebody edited a line, or two machines have one name: look at both before you take it"
    return Problem("journal-clash", message, Severity.ERROR, hint=hint, where=line.where)
