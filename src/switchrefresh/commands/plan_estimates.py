"""plan, after a few nights: what the times in district.yaml should rather be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from switchrefresh.commands.plan_request import Asked
from switchrefresh.planning.estimates import corrected, corrections_data
from switchrefresh.planning.problem import build_problem
from switchrefresh.storage.journal_file import load_history


def estimates_of(asked: Asked) -> list[Mapping[str, Any]]:
    """Corrections out of measured nights; empty before there are any."""
    measured = load_history(asked.opened.project).measured
    return corrections_data(corrected(measured, build_problem(asked.request))) if measured else []
