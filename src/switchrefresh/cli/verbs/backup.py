"""backup on the screen: a line that moves while it works, failures with their cure, the sums."""

from __future__ import annotations

import getpass
from collections import Counter
from typing import Annotated, Any

import typer

from switchrefresh.cli.progress import ProgressLine
from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import backup
from switchrefresh.commands.credentials import Logins, find_credentials
from switchrefresh.commands.result import Result

MANY = 60  # rows; of more, only those are listed that somebody has to look at
AS_WISHED = {"proven", "skipped"}
STYLES = {"proven": "good", "quarantined": "warn", "failed": "bad", "skipped": "dim"}


def act(
    shared: Shared,
    targets: Targets = None,
    phase: Annotated[
        str | None,
        typer.Option(
            metavar="baseline|staged|before|after",
            help="default: baseline; in a window what fits",
        ),
    ] = None,
    only_say: Annotated[bool, typer.Option("--dry-run", "-n", help="say what would be sent to whom")] = False,
    password_file: Annotated[str | None, typer.Option(metavar="FILE", help="private file, password in line 1")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="skip what an interrupted run has proven")] = False,
    config_only: Annotated[bool, typer.Option("--config-only", help="nothing but the running config")] = False,
    cluster: Annotated[
        str | None, typer.Option(metavar="tcp://HOST:PORT", help="pull on the workers of a Dask scheduler")
    ] = None,
    concurrency: Annotated[int | None, typer.Option(metavar="N", min=1, max=1000, help="switches at once")] = None,
) -> Result:
    """Pull running configs over SSH: each is proven and stored, or quarantined and never replaces a good one.

    Passwords: --password-file, $SWITCHREFRESH_PASSWORD, an SSH agent, or a prompt ($SWITCHREFRESH_SECRET for enable).

    switchrefresh backup hs --dry-run

    switchrefresh backup w003 --phase before
    """
    asked = backup.Asked(
        tuple(targets or ()), phase, concurrency, resume, config_only, cluster=cluster, password_file=password_file
    )
    if only_say:
        return backup.dry_run(shared.directory, asked)
    ask = getpass.getpass if shared.may_ask else None
    login = Logins(lambda username: find_credentials(password_file, ask, username))
    with ProgressLine("switches", wanted=not shared.json and not shared.screen.quiet) as line:
        return backup.run(shared.directory, asked, login, line.update)


def show(result: Result, screen: Screen) -> None:
    """A row a switch, then what to do about those that are not good."""
    rows: list[dict[str, Any]] = result.data["switches"]
    if result.data.get("dry_run"):
        _plan_of(rows, screen)
        return
    every = len(rows) <= MANY or screen.verbose or not screen.is_terminal
    shown = rows if every else [row for row in rows if row["outcome"] not in AS_WISHED]
    cells = [(r["switch"], r["outcome"], r["bytes"] or "", f"{r['seconds']:.1f} s", _words(r)) for r in shown]
    if shown:
        screen.table(("switch", "outcome", "bytes", "time", "proof or reason"), cells)
    if len(shown) < len(rows):
        screen.say(f"{len(rows) - len(shown)} that are as they should be are not listed; -v lists all", "dim")
    for text, names in _cures(rows).items():
        screen.say(f"{', '.join(names[:8])}{' ...' if len(names) > 8 else ''}: {text}", "warn")
    count = Counter(row["outcome"] for row in rows)
    sums = ", ".join(f"{count[word]} {word}" for word in STYLES if count[word])
    screen.say(f"{result.data['phase']}: {sums or 'nothing to do'}", "good" if result.exit == 0 else "bad")


def _words(row: dict[str, Any]) -> str:
    return row["reason"] or ", ".join(row["proof"])


def _cures(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["next"] and row["outcome"] in {"failed", "quarantined"}:
            found.setdefault(row["next"], []).append(row["switch"])
    return found


def _plan_of(rows: list[dict[str, Any]], screen: Screen) -> None:
    for row in rows:
        if row["commands"]:
            screen.say(f"{row['switch']}  {row['username']}@{row['host']}:{row['port']} ({row['platform']})", "bold")
            for command in row["commands"]:
                screen.say(f"    {command}")
        else:
            screen.say(f"{row['switch']}  not contacted: {row['reason']}", "dim")


APP = verb_app("backup", act, show)
