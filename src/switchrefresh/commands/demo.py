"""demo: a whole refresh night on simulated switches, told in about a screen, leaving a folder behind to explore."""

from __future__ import annotations

import contextlib
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from switchrefresh.commands import approve, backup, calendar, check, compare, export, plan, trust, verify
from switchrefresh.commands.demo_lab import Kept, hosts_of, keep
from switchrefresh.commands.opening import open_folder
from switchrefresh.commands.rehearse import point_at_lab
from switchrefresh.commands.result import Result
from switchrefresh.commands.verify_live import Pacing
from switchrefresh.devices.targets import Credentials
from switchrefresh.errors import Exit, RefusedError, SwitchrefreshError
from switchrefresh.lab.district import playable
from switchrefresh.lab.facts import CAMERAS
from switchrefresh.lab.faults import Fault
from switchrefresh.lab.network import free_ports
from switchrefresh.lab.rehearsal import Rehearsal
from switchrefresh.storage.folder import folder_exists_empty
from switchrefresh.storage.samples import copy_sample

SAMPLE = "cedar-fork"
AS_OF = "2026-11-23"

Tell = Callable[[str, str], None]


class DemoError(SwitchrefreshError):
    """A step of the demo did not end as it must."""

    exit = Exit.NO
    code = "demo-failed"


@dataclass(frozen=True)
class _Night:
    folder: str
    window: str
    building: str
    switches: tuple[str, ...]
    password: str

    @property
    def names(self) -> str:
        """The switches, as they are typed."""
        return " ".join(self.switches)

    def credentials(self, _username: str) -> Credentials:
        """The lab's password, made for this run and kept nowhere."""
        return Credentials(password=self.password)


def run(folder: str, tell: Tell) -> Result:
    """Tell the story step by step: `tell(command line, what came of it)`."""
    root = Path(folder)
    if not folder_exists_empty(root):
        raise RefusedError(f"{root} is not empty", "name a new folder, or remove that one first", code="not-empty")
    copy_sample(SAMPLE, root)
    _before_the_night(folder, tell)
    night = _choose_window(folder)
    opened = open_folder(folder)
    ports = free_ports(night.switches)
    with contextlib.closing(Rehearsal(opened.inventory, ports, night.password)) as lab:
        lab.open()
        point_at_lab(root, opened.inventory, ports)
        tell("", f"the lab: {', '.join(night.switches)} answer on 127.0.0.1 over real SSH")
        _the_night(night, lab, tell)
        keep(root, Kept(lab.kept(), hosts_of(opened.inventory)))
    exported = _need(export.run(folder, "ics")[0], Exit.OK)
    tell(
        "switchrefresh export ics",
        f"{exported.data['windows']} windows for the district's calendar: {_short(exported)}",
    )
    data = {"folder": str(root), "window": night.window, "switches": list(night.switches)}
    return Result("demo", data, next=_next(night))


def _before_the_night(folder: str, tell: Tell) -> None:
    checked = _need(check.run(folder, AS_OF), Exit.OK).data
    counts = checked["counts"]
    tell(
        "switchrefresh check",
        f"{counts['buildings']} buildings, {counts['switches']} switches to replace, {counts['crews']} technician; "
        f"{checked['errors']} errors, {checked['warnings']} warnings",
    )
    days = _need(calendar.run(folder, ["hs"], "2026-12-01", "2026-12-31", AS_OF), Exit.OK).data["buildings"]["hs"]
    kinds = Counter(day["kind"].replace("_", " ") for day in days)
    tell(
        "switchrefresh calendar hs --from 2026-12-01 --to 2026-12-31",
        ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()) + f"; {_example(days)}",
    )
    proposed = _need(plan.run(folder, AS_OF), Exit.OK, Exit.NO).data
    totals, solver = proposed["totals"], proposed["solver"]
    tell(
        f"switchrefresh plan --as-of {AS_OF}",
        f"{totals['placed']} of {totals['planned']} switches in {len(proposed['windows'])} windows and "
        f"{len(proposed['waves'])} waves; at most {solver['placed_gap'] * 100:.1f} % from the best plan of its kind",
    )
    promised = _need(approve.run(folder), Exit.OK).data["windows"]
    tell("switchrefresh approve", "promised: " + "; ".join(_window_words(window) for window in promised))


def _the_night(night: _Night, lab: Rehearsal, tell: Tell) -> None:
    baseline = backup.run(night.folder, backup.Asked(night.switches, "baseline"), night.credentials)
    tell(f"switchrefresh backup {night.names} --phase baseline", _backup_words(_need(baseline, Exit.OK)))
    lab.turn(night=True)
    before = backup.run(night.folder, backup.Asked((night.window,), "before"), night.credentials)
    tell(f"switchrefresh backup {night.window} --phase before", _backup_words(_need(before, Exit.OK)))
    for name in night.switches:
        lab.swap(name)
    _make_mistakes(lab, night.switches[-1])
    tell("", "the swap: old switches out, new ones in, of another make; one camera's VLAN is forgotten, one AP is dead")
    asked = backup.Asked(night.switches, "after")
    refused = _need(backup.run(night.folder, asked, night.credentials), Exit.NO)
    tell(f"switchrefresh backup {night.names} --phase after", _backup_words(refused))
    for name in night.switches:
        _need(trust.run(night.folder, [name], trust.Choice(replaced=True, yes=True), lambda _question: True), Exit.OK)
    tell("switchrefresh trust SWITCH --replaced  (one by one)", "the new keys are accepted and in the journal")
    after = backup.run(night.folder, asked, night.credentials)
    tell(f"switchrefresh backup {night.names} --phase after", _backup_words(_need(after, Exit.OK)))
    [row] = _need(compare.run(night.folder, [night.switches[-1]]), Exit.NO).data["switches"]
    tell(f"switchrefresh compare {night.switches[-1]}", "\n".join(row["config_diff"][:9]))
    tell(f"switchrefresh verify {night.names}", _verdict_words(_need(_verified(night), Exit.NO)))
    mended = lab.mend(night.switches[-1])
    tell("", f"a person sees to {' and '.join(one.port for one in mended)}")
    tell(f"switchrefresh verify {night.names}", _verdict_words(_need(_verified(night), Exit.OK)))


def _verified(night: _Night) -> Result:
    """One look at each new switch: the lab's neighbours are heard at once."""
    return verify.run(night.folder, verify.Asked(night.switches, pacing=Pacing(wait=0.0)), night.credentials)


def _verdict_words(result: Result) -> str:
    rows = result.data["switches"]
    found = [one for row in rows for one in row["findings"] if one["severity"] != "minor"]
    lines = [f"{row['switch']}: {row['verdict'].replace('-', ' ')}" for row in rows]
    return "\n".join([*lines, *(one["message"] for one in found)])


def _choose_window(folder: str) -> _Night:
    """The first window that was promised and holds switches that the lab can play."""
    opened = open_folder(folder)
    from switchrefresh.commands.promises import promised_windows

    for window in promised_windows(opened):
        names = playable(opened.inventory, [task.switch for task in window.tasks])
        if names:
            return _Night(folder, window.id, window.building, tuple(names), secrets.token_urlsafe(12))
    raise DemoError("no promised window has a switch that the lab can play", "please report this")


def _make_mistakes(lab: Rehearsal, name: str) -> None:
    """The two mistakes of the night, so that compare and verify have something to find."""
    ports = lab.scene(name).setup.ports
    lab.fault(name, Fault.ACCESS_VLAN, next(port for port, one in ports.items() if one.native == CAMERAS))
    lab.fault(name, Fault.DEAD_AP)


def _need(result: Result, *exits: Exit) -> Result:
    """The demo checks itself: a step that ends otherwise stops it with what was said."""
    if result.exit in exits:
        return result
    problems = result.problems or ()
    message = (
        f"{result.verb} ended with {int(result.exit)}: {'; '.join(p.message for p in problems[:3]) or result.data}"
    )
    raise DemoError(message[:600], "please report this", problems=problems)


def _example(days: list[dict[str, Any]]) -> str:
    """One evening that an event closes, as the calendar tells it."""
    blocked = next((day for day in days if day["blocked"]), None)
    return f"{blocked['date']} {blocked['blocked'][0]['reason']}" if blocked else "nothing is blocked"


def _window_words(window: dict[str, Any]) -> str:
    start, end = datetime.fromisoformat(window["start"]), datetime.fromisoformat(window["end"])
    return f"{window['id']} {start:%a %Y-%m-%d %H:%M}-{end:%H:%M}, {window['building']}, {window['switches']} switches"


def _backup_words(result: Result) -> str:
    rows = result.data["switches"]
    count = Counter(row["outcome"] for row in rows)
    words = [f"{count[word]} {word}" for word in ("proven", "quarantined", "failed", "skipped") if count[word]]
    why = next((row["reason"] for row in rows if row["outcome"] == "failed"), None)
    proof = next((", ".join(row["proof"]) for row in rows if row["proof"]), "")
    return ", ".join(words) + (f" ({why})" if why else f" ({proof})" if proof else "")


def _short(result: Result) -> str:
    return "/".join(Path(str(result.data["path"])).parts[-2:])


def _next(night: _Night) -> tuple[str, ...]:
    here = f"-C {night.folder}"
    return (
        f"switchrefresh demo {night.folder} --serve   (the simulated switches again, for backup and trust by hand)",
        f"switchrefresh calendar hs {here}",
        f"switchrefresh show {night.window} --why {here}",
        f"switchrefresh compare {night.switches[-1]} {here}",
        f"switchrefresh approve --all {here}",
    )
