"""plan --chart and show --chart: the pictures of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from switchrefresh.errors import UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.planning.alternatives import board_of
from switchrefresh.planning.model import Plan, PlanRequest, Window
from switchrefresh.planning.pictures import CHARTS, gantt, load
from switchrefresh.planning.problem import build_problem


def check_chart(kind: str | None) -> None:
    """Refuse a chart that is not drawn, before any work."""
    if kind is not None and kind not in CHARTS:
        raise UsageError(f'there is no chart "{kind}"', suggest(kind, CHARTS, "charts"), code="unknown-chart")


def chart_of(request: PlanRequest, plan: Plan, windows: Sequence[Window], kind: str) -> dict[str, Any]:
    """The data of one chart of some windows of a plan that breaks no rule."""
    if kind == "load":
        return load(windows, board_of(build_problem(request), plan))
    return gantt(windows, request.inventory, request.calendars, kind)
