"""The promise of a slice, with the facts as the slice itself tells them: nothing in it is stale from the start."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from switchrefresh.commands.opening import horizon_of, open_folder, read_days
from switchrefresh.planning.facts import facts_of
from switchrefresh.planning.model import Changes, Plan, Wave, Window
from switchrefresh.planning.serial import plan_data
from switchrefresh.storage.plan_file import FORMAT


def renewed_promise(files: Mapping[str, bytes], plan: Plan, windows: tuple[Window, ...], day: date) -> dict[str, bytes]:
    """plan.json and approved.json for these windows alone; the slice is read as the crew will read it."""
    with tempfile.TemporaryDirectory(prefix="switchrefresh-") as folder:
        for name, body in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        opened = open_folder(folder, without_checks=True)
        span = horizon_of(opened.inventory)
        calendars = read_days(opened, span, day)
        facts = {w.id: facts_of(w, opened.inventory, calendars) for w in windows}
    ids = {w.id for w in windows}
    waves = [Wave(w.id, w.name, tuple(key for key in w.windows if key in ids)) for w in plan.waves]
    part = replace(plan, windows=windows, unplaced=(), changes=Changes(), waves=tuple(w for w in waves if w.windows))
    data = {"format": FORMAT, **plan_data(part, day, str(span), {}), "facts": facts}
    body = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    return {"plan.json": body, "approved.json": body}
