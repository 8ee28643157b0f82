"""verify --watch: how many of the ports are back and who is missing, again and again until all are or time is up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from switchrefresh import clock
from switchrefresh.commands.opening import Opened, as_of_date, open_folder
from switchrefresh.commands.promises import Stored, stored_plan
from switchrefresh.commands.proof_rows import Proof, Standards, prove, row_of
from switchrefresh.commands.result import Result
from switchrefresh.commands.verify import Asked, Login, answer, meant, verify_switches
from switchrefresh.commands.verify_live import Live, look_once, watched_switches
from switchrefresh.planning.targets import windows_of

Tell = Callable[[dict[str, Any]], None]


def run(directory: str | None, asked: Asked, credentials: Login, tell: Tell) -> Result:
    """Tell after every look how it stands; ends when all is back, at the backout point, or at the deadline."""
    opened = open_folder(directory, without_checks=True)
    stored = stored_plan(opened)
    names = meant(opened, stored, asked)
    point = backout_point(opened, stored, asked.targets)
    standards = Standards.of(opened, as_of_date(asked.as_of, opened.inventory))
    watched = watched_switches(opened, names)
    began = asked.pacing.clock()
    while True:
        look_once(opened, {name: live for name, live in watched.items() if not _rejects(live)}, credentials)
        asked_ones = {name: live for name, live in watched.items() if name in names}
        proofs = {
            name: prove(opened, name, live.reads, live.after, standards, asked.morning)
            for name, live in asked_ones.items()
        }
        now = clock.now()
        tell(standing(proofs, now, point))
        over = asked.pacing.clock() - began
        finished = not any(proof.comparison.waiting or proof.verdict != "nothing-lost" for proof in proofs.values())
        nobody = all(map(_rejects, watched.values()))
        if finished or nobody or over + asked.pacing.every > asked.pacing.wait or (point is not None and now >= point):
            break
        asked.pacing.sleep(asked.pacing.every)
    final, problems = verify_switches(opened, names, credentials, asked)
    return answer(final, problems, asked)


def _rejects(live: Live) -> bool:
    """Whether the switch has taken no login: it is not asked again, for that may lock the account."""
    return live.reason.startswith(("auth", "enable"))


def standing(proofs: dict[str, Proof], now: datetime, point: datetime | None) -> dict[str, Any]:
    """How it stands, for a line on the screen; `backout_seconds` is negative when the point has passed."""
    rows = [row_of(proof) for proof in proofs.values()]
    return {
        "at": now.isoformat(timespec="seconds"),
        "expected": sum(row["expected"] for row in rows),
        "back": sum(row["back"] for row in rows),
        "waiting": [{"switch": row["switch"], **one} for row in rows for one in row["waiting"]],
        "silent": [row["switch"] for row in rows if row["to"] is None and not row["live"]],
        "backout_seconds": int((point - now).total_seconds()) if point is not None else None,
    }


def backout_point(opened: Opened, stored: Stored | None, targets: tuple[str, ...]) -> datetime | None:
    """The last moment to put the old switch back: the end of the window less `work.backout`."""
    if stored is None:
        return None
    now = clock.now()
    windows = [w for w in windows_of(targets, opened.inventory, stored.plan) if w.start <= now <= w.end]
    named = windows or [w for w in windows_of(targets, opened.inventory, stored.plan) if w.id in targets]
    if not named:
        return None
    return named[0].end - timedelta(minutes=opened.inventory.district.work.backout)
