"""What doctor looks at on the machine itself: Python, packages, time zones, terminal, SSH agent."""

from __future__ import annotations

import os
import stat
import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo

from switchrefresh.clock import now
from switchrefresh.commands.credentials import AGENT
from switchrefresh.commands.doctor_checks import Check, fail, ok, warn
from switchrefresh.platforms.registry import broken_platforms, known_platforms

NEEDED = ("netmiko", "paramiko", "pydantic", "PyYAML", "icalendar", "highspy", "typer", "rich")
REINSTALL = "install again: python3 -m pip install --require-hashes -r requirements.lock"
EXTRAS = {
    "PDF": "typst",
    "XLSX": "openpyxl",
    "labels to scan": "segno",
    "NetBox": "pynetbox",
    "sealed bundles": "pyrage",
    "keyring": "keyring",
}
ONE_DAY = timedelta(days=1)
OLDEST_PYTHON = (3, 11)


def python() -> list[Check]:
    """The interpreter."""
    shown = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return [fail("python", f"Python {shown} is too old", "install Python 3.11 or newer")]
    return [ok("python", f"Python {shown}")]


def packages() -> list[Check]:
    """Libraries that the verbs need, and a paramiko that can still speak with old switches."""
    found: dict[str, str] = {}
    for name in NEEDED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            return [fail("packages", f"{name} is not installed", REINSTALL)]
    if int(found["paramiko"].partition(".")[0]) >= 5:
        message = f"paramiko {found['paramiko']} no longer speaks the SSH of old switches"
        return [warn("packages", message, REINSTALL)]
    return [ok("packages", ", ".join(f"{name} {found[name]}" for name in ("netmiko", "paramiko", "highspy")))]


def time_zones() -> list[Check]:
    """The time zone database."""
    try:
        ZoneInfo("America/Chicago")
    except (KeyError, OSError, ValueError):
        return [fail("time zones", "there is no time zone database", "python3 -m pip install tzdata")]
    return [ok("time zones", "the time zone database is there")]


def terminal() -> list[Check]:
    """Whether names with accents can be shown."""
    encoding = (sys.stdout.encoding or "ascii").lower()
    if "utf" not in encoding:
        return [warn("terminal", f"the terminal speaks {encoding}; some names will be shown with ?", "LANG=C.UTF-8")]
    return [ok("terminal", f"{encoding}, {'a terminal' if sys.stdout.isatty() else 'a pipe or file'}")]


def ssh_agent() -> list[Check]:
    """The agent that the environment names."""
    name = os.environ.get(AGENT)
    if not name:
        return [ok("ssh agent", "none; logins use a password, or key files of ~/.ssh/config")]
    try:
        there = stat.S_ISSOCK(Path(name).stat().st_mode)
    except OSError:
        there = False
    if not there:
        return [warn("ssh agent", f"${AGENT} names an agent that is gone", f"start it again, or: unset {AGENT}")]
    return [ok("ssh agent", "an agent is there; its keys are offered before a password")]


def platforms() -> list[Check]:
    """Recipes, and those of other packages that could not be loaded."""
    broken = broken_platforms()
    if broken:
        cure = "update or remove the package that brings it"
        return [warn("platforms", f"cannot be loaded: {'; '.join(broken)}", cure)]
    return [ok("platforms", f"{len(known_platforms())} switch OSes have a recipe")]


def clock() -> list[Check]:
    """A clock behind the day on which this program was installed is wrong: windows and the journal go by it."""
    moment = now()
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    shown = f"{moment:%Y-%m-%d %H:%M} UTC"
    if moment < installed - ONE_DAY:
        return [fail("clock", f"it says {shown}, before this program was installed", "set the clock of this machine")]
    return [ok("clock", shown)]


def ssh_config() -> list[Check]:
    """~/.ssh/config, whose jump hosts and keys are followed; OpenSSH refuses one that others can change."""
    path = Path.home() / ".ssh" / "config"
    if not path.exists():
        return [ok("ssh config", "none; switches are reached directly")]
    if os.name == "posix" and path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return [warn("ssh config", f"others can change {path}", f"chmod go-w {path}")]
    if not os.access(path, os.R_OK):
        return [warn("ssh config", f"{path} cannot be read", "check its permissions")]
    return [ok("ssh config", f"{path} is followed")]


def extras() -> list[Check]:
    """What is installed besides; nothing of it must be there."""
    found = {what: _is_there(name) for what, name in EXTRAS.items()}
    without = [what for what, there in found.items() if not there]
    told = f"without {', '.join(without)}" if without else "all"
    return [ok("extras", f"{told} (pip install 'switchrefresh[all]' brings all)" if without else told)]


def _is_there(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


CHECKS = (python, packages, extras, time_zones, clock, terminal, ssh_agent, ssh_config, platforms)
