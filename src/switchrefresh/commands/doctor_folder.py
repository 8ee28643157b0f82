"""What doctor looks at in a district folder: files, permissions, disk, feeds, journal, locks, stored configs."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import timedelta
from pathlib import Path

from switchrefresh.calendars.model import Health
from switchrefresh.clock import now
from switchrefresh.commands.doctor_checks import Check, fail, ok, warn
from switchrefresh.commands.opening import Opened, as_of_date, read_days
from switchrefresh.inventory.checks import zone_exists
from switchrefresh.inventory.values import DateRange
from switchrefresh.platforms.registry import known_platforms
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.journal_file import load_journal
from switchrefresh.storage.known_hosts import KnownHosts
from switchrefresh.storage.locks import describe_holder, is_held
from switchrefresh.storage.project import Project
from switchrefresh.storage.snapshot_store import LOCK, SnapshotStore

SLACK = timedelta(minutes=5)
LITTLE, TOO_LITTLE = 1024**3, 100 * 1024**2  # bytes free
NAMED_AT_MOST = 5


def inventory(project: Project) -> list[Check]:
    """Whether `check` would find mistakes."""
    wrong = sum(problem.is_error for problem in read_folder(project, known_platforms()).problems)
    if wrong:
        return [fail("inventory", f"{wrong} mistake{'s' if wrong > 1 else ''} in the files", "switchrefresh check")]
    return [ok("inventory", "no mistakes in the files")]


def permissions(project: Project) -> list[Check]:
    """Configs hold secrets: nobody else may read the store, nobody else may write what is trusted."""
    if os.name != "posix":
        return [ok("permissions", "not looked at on this system")]
    found = []
    if open_ones := _open_to_others(project.snapshots):
        shown = ", ".join(project.name_of(path) for path in open_ones[:NAMED_AT_MOST])
        message = f"others can read {shown}" + (" and more" if len(open_ones) > NAMED_AT_MOST else "")
        found.append(fail("permissions", message, f"chmod -R go= {project.snapshots}"))
    for path in (project.known_hosts, project.journal_file):
        if path.exists() and path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            found.append(fail("permissions", f"others can change {path.name}", f"chmod go-w {path}"))
    return found or [ok("permissions", "the stored configs and trusted keys are private")]


def _open_to_others(folder: Path) -> list[Path]:
    if not folder.exists():
        return []
    return [path for path in (folder, *sorted(folder.rglob("*"))) if path.lstat().st_mode & 0o077]


def disk(project: Project) -> list[Check]:
    """Room for the backups of a night, and the right to write them."""
    free = shutil.disk_usage(project.root).free
    shown = f"{free / 1024**3:.1f} GiB free"
    if not os.access(project.root, os.W_OK):
        return [fail("disk", "the folder cannot be written", "check its permissions, or copy it to a disk that can")]
    if free < TOO_LITTLE:
        return [fail("disk", shown, "make room before anything is backed up")]
    return [warn("disk", shown, "make room soon")] if free < LITTLE else [ok("disk", shown)]


def known_hosts(project: Project) -> list[Check]:
    """Lines of known_hosts that say nothing."""
    lines = KnownHosts(project.known_hosts).unusable_lines()
    if lines:
        message = f"line {', '.join(map(str, lines[:NAMED_AT_MOST]))} holds no usable key and is passed over"
        return [warn("host keys", message, "delete or correct the lines in known_hosts")]
    return [ok("host keys", "known_hosts can be read" if project.known_hosts.exists() else "none is enrolled yet")]


def feeds(project: Project) -> list[Check]:
    """Whether the calendars can be believed today."""
    folder = read_folder(project, known_platforms())
    found = folder.inventory
    if found is None or not found.feeds() or not zone_exists(found.district.timezone):
        return [ok("feeds", "no calendar is named")]
    day = as_of_date(None, found)
    calendars = read_days(Opened(project, folder, found), found.district.horizon or DateRange(day, day), day)
    bad = [report for report in calendars.feeds if report.health is not Health.OK]
    if bad:
        shown = "; ".join(f"{report.path} is {report.health}" for report in bad[:NAMED_AT_MOST])
        return [fail("feeds", shown, "switchrefresh check says what to do about each")]
    return [ok("feeds", f"{len(calendars.feeds)} can be believed")]


def journal(project: Project) -> list[Check]:
    """The hash chain of what happened."""
    read = load_journal(project)
    broken = [problem for problem in read.problems if problem.code == "journal-chain"]
    if broken:
        shown = "; ".join(f"{p.where}: {p.message}" for p in broken[:NAMED_AT_MOST])
        return [fail("journal", shown, "compare journal.jsonl with an older copy")]
    if read.problems:
        shown = "; ".join(f"{p.where}: {p.message}" for p in read.problems[:NAMED_AT_MOST])
        return [warn("journal", shown, "leave it: what was acknowledged stands in whole lines")]
    return [ok("journal", f"{len(read.events)} entries, chain unbroken")]


def clock(project: Project) -> list[Check]:
    """Nothing has happened in the future: else this clock, or that of another laptop, is wrong."""
    moments = [event.at for event in load_journal(project).events]
    ahead = [at for at in moments if at > now() + SLACK]
    if ahead:
        message = f"{len(ahead)} entries of the journal are later than this clock, up to {max(ahead):%Y-%m-%d %H:%M}"
        return [warn("journal times", message, "set the clock of this machine, or of the one that wrote them")]
    return [ok("journal times", "nothing is later than this clock")]


def locks(project: Project) -> list[Check]:
    """Who is writing just now; a lock frees itself when its process ends."""
    paths = (project.journal_lock, project.plan_lock, project.snapshots / LOCK)
    held = [path for path in paths if is_held(path)]
    if held:
        shown = "; ".join(f"{path.name} is held by {describe_holder(path)}" for path in held)
        return [warn("locks", shown, "wait, or end that process; nothing has to be unlocked by hand")]
    return [ok("locks", "nobody is writing")]


def stored_configs(project: Project) -> tuple[list[Check], list[Problem]]:
    """Read every stored config again; each damaged, missing or foreign file is named."""
    store = SnapshotStore(project.snapshots)
    found = store.verify_all() if project.snapshots.exists() else ()
    strays = [warning(p.code, p.message, p.hint, p.where) for p in found if p.code == "snapshot-stray"]
    lost = [p for p in found if p.code != "snapshot-stray"]
    number = store.count() if project.snapshots.exists() else 0
    if lost:
        message = f"{len(lost)} of {number} stored files are damaged or missing"
        cure = "put them back from a copy, or pull the switches again; each is named"
        return [fail("stored configs", message, cure)], [*lost, *strays]
    if strays:
        message = f"{len(strays)} files do not belong into {project.snapshots.name}"
        return [warn("stored configs", message, "move them away; each is named")], list(strays)
    return [ok("stored configs", f"{number} read again, all as they were written")], []


CHECKS = (inventory, permissions, disk, known_hosts, feeds, journal, clock, locks)
