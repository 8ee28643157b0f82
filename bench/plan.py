"""The planner beside what people and plain models do: districts of several sizes, one evaluator for all.

    python bench/plan.py                        the samples, 6 and 60 buildings
    python bench/plan.py small middle large     by name; `huge` (1,500 buildings) takes half an hour
    python bench/plan.py middle --only ours,earliest --seed 1

Every run is a process of its own: CPU seconds and memory are those of the whole process, reading included. The plan
is judged by the checker and by the goals of the planner, whoever made it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from districts.making import make_request
from districts.sizes import SIZES
from planners.intervals import plan_by_intervals
from planners.spreadsheet import cheapest_start, earliest_first

from switchrefresh.commands.plan_request import PlanOptions, ask
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.goals import evaluate
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import Plan, PlanRequest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ("cedar-fork", "tamarack-valley")
SAMPLE_DAY = date(2026, 11, 23)
USUAL = ("cedar-fork", "tamarack-valley", "small", "middle")
METHODS = ("ours", "earliest", "cheapest", "intervals")
# What is aimed at: CPU seconds, MB, gap. The interval model gets as many seconds as the planner may take.
GOALS = {
    "cedar-fork": (20, 350, 0.01),
    "small": (20, 350, 0.01),
    "tamarack-valley": (60, 350, 0.01),
    "middle": (60, 350, 0.001),
    "large": (300, 700, 0.03),
    "huge": (1800, 2500, 0.10),
}
MOST_FOR_INTERVALS = 100  # buildings; the interval model of a larger district does not fit in memory
HEAD = "district        method       CPU s    MB  visits  left     objective         bound      gap  rules"


@dataclass(frozen=True)
class Row:
    """One method on one district."""

    district: str
    method: str
    seconds: float
    megabytes: int
    found: dict[str, Any]

    def __str__(self) -> str:
        one, start = self.found, f"{self.district:<16}{self.method:<11}{self.seconds:>7.1f}{self.megabytes:>6}"
        if not one:
            return f"{start}  no plan"
        gap = f"{one['gap'] * 100:>8.3f}%" if one["bound"] else f"{'':>9}"
        bound = f"{one['bound']:>14,.0f}" if one["bound"] else f"{'':>14}"
        rules = "kept" if not one["violations"] else f"{one['violations']} broken"
        return f"{start}{one['visits']:>8}{one['left']:>6}{one['objective']:>14,.0f}{bound}{gap}  {rules}"


def request_of(name: str, seed: int) -> PlanRequest:
    """A sample folder, or a made-up district of a size."""
    if name in SIZES:
        return make_request(SIZES[name], seed)
    return ask(str(ROOT / "inventories" / name), PlanOptions(SAMPLE_DAY.isoformat(), seed, True)).request


def plan_with(method: str, name: str, request: PlanRequest) -> Plan | None:
    """The plan of one method."""
    if method == "ours":
        return make_plan(request, floor=True)
    if method == "intervals":
        return plan_by_intervals(request, GOALS[name][0])
    return {"earliest": earliest_first, "cheapest": cheapest_start}[method](request)


def judge(request: PlanRequest, plan: Plan | None) -> dict[str, Any]:
    """What the one evaluator says of a plan."""
    if plan is None:
        return {}
    return {
        "visits": len(plan.windows),
        "left": len(plan.unplaced),
        "objective": evaluate(plan, request),
        "bound": plan.solver.bound,
        "gap": plan.solver.gap,
        "status": plan.solver.status,
        "violations": len(check_plan(request, plan)),
    }


def run(name: str, method: str, seed: int) -> Row:
    """One method on one district, in a process of its own."""
    words = [sys.executable, __file__, "--one", f"{name} {method} {seed}"]
    # S603: the words are this script's own.
    with subprocess.Popen(  # noqa: S603
        words, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONHASHSEED": "0"}
    ) as one:
        out = one.stdout.read() if one.stdout else ""
        _, status, usage = os.wait4(one.pid, 0)
        one.returncode = os.waitstatus_to_exitcode(status)
    found = json.loads(out) if not one.returncode else {}
    return Row(name, method, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, found)


def verdict(rows: list[Row]) -> list[str]:
    """How the planner did against what is aimed at, and against the spreadsheet."""
    ours = next((row for row in rows if row.method == "ours" and row.found), None)
    if ours is None:
        return []
    seconds, megabytes, gap = GOALS[ours.district]
    lines = [
        f"  aim: {seconds} s, {megabytes} MB, gap {gap * 100:g} %: "
        + ", ".join(
            f"{what} {'reached' if good else 'MISSED'}"
            for what, good in (
                ("time", ours.seconds <= seconds),
                ("memory", ours.megabytes <= megabytes),
                ("gap", ours.found["gap"] <= gap),
            )
        )
    ]
    for row in rows:
        if row is not ours and row.found:
            fewer = 1 - ours.found["visits"] / max(1, row.found["visits"])
            less = 1 - ours.found["objective"] / row.found["objective"]
            lines.append(f"  against {row.method}: {fewer * 100:.0f} % fewer visits, {less * 100:.0f} % fewer points")
    return lines


def say(*lines: str) -> None:
    """Print, at once."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def main(words: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=f"of {', '.join((*SAMPLES, *SIZES))}")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default=",".join(METHODS), help=f"methods, of {','.join(METHODS)}")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.one:
        name, method, seed = given.one.split()
        request = request_of(name, int(seed))
        say(json.dumps(judge(request, plan_with(method, name, request))))
        return 0
    started = time.monotonic()
    say(HEAD)
    for name in given.names or USUAL:
        methods = [m for m in METHODS if m in given.only.split(",")]
        if name in SIZES and SIZES[name].buildings > MOST_FOR_INTERVALS:
            methods = [m for m in methods if m != "intervals"]
        rows = []
        for method in methods:
            rows.append(run(name, method, given.seed))
            say(str(rows[-1]))
        say(*verdict(rows))
    say(f"took {time.monotonic() - started:.0f} s by the clock")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
