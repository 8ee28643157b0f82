"""accepted-findings.yaml: which findings of `verify` a person lives with; read strictly, never written."""

from __future__ import annotations

from switchrefresh.errors import InputError
from switchrefresh.problems import Problem, Where
from switchrefresh.storage.project import Project, read_bytes
from switchrefresh.storage.strict_yaml import MAX_BYTES, frame, read_yaml
from switchrefresh.verification.accepting import Accepted, read_accepted

NAME = "accepted-findings.yaml"


def load_accepted_findings(project: Project) -> tuple[tuple[Accepted, ...], tuple[Problem, ...]]:
    """The entries and every mistake; no file accepts nothing, and an entry with a mistake accepts nothing either."""
    path = project.root / NAME
    if not path.exists():
        return (), ()
    try:
        document = read_yaml(NAME, read_bytes(path, NAME, MAX_BYTES))
    except InputError as error:
        return (), (Problem(error.code, error.message, hint=error.hint, where=Where(NAME)),)
    if document.problems:
        return (), document.problems
    entries, findings = read_accepted(document.data)
    problems = []
    for found in findings:
        where = document.locate(found.path, found.on_key)
        problems.append(found.problem.at(where, frame(document.text, where.line, where.column)))
    return entries, tuple(problems)
