"""verify on the screen: the verdict first, then port by port what is not as it was."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from switchrefresh.cli.progress import ProgressLine
from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.cli.verify_lines import WatchLine, show_proof
from switchrefresh.cli.words import seconds
from switchrefresh.commands import verify, verify_live
from switchrefresh.commands.credentials import Logins, find_credentials
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError


def act(
    shared: Shared,
    targets: Targets = None,
    stored: Annotated[bool, typer.Option("--stored", help="judge the newest stored pull; ask no switch")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="count what comes back until all is, or backout is due")
    ] = False,
    morning: Annotated[
        bool, typer.Option("--morning", help="school is in: devices of students and staff count too")
    ] = False,
    wait: Annotated[str | None, typer.Option(metavar="TIME", help="deadline: 3m, 90s; 0s is one look")] = None,
    every: Annotated[str, typer.Option(metavar="TIME", help="between two looks")] = "10s",
    report: Annotated[str | None, typer.Option(metavar="FILE.md", help="write it down as Markdown too")] = None,
    password_file: Annotated[str | None, typer.Option(metavar="FILE", help="private file, password in line 1")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="the day on which acceptances are judged")] = None,
) -> Result:
    """Did everything that worked before the swap come back? Nothing lost (0), lost (1) or not proven (3).

    Asks the new switch until it says the same for 45 seconds, and compares it with every stored look at the old one.

    switchrefresh verify hs-idf1-sw2

    switchrefresh verify w003 --watch

    switchrefresh verify w003 --morning --report proof.md
    """
    pacing = verify_live.Pacing(
        seconds("--wait", wait or ("3m" if not watch else "8h")), max(1.0, seconds("--every", every))
    )
    asked = verify.Asked(tuple(targets or ()), stored, morning, pacing, report, as_of)
    ask = getpass.getpass if shared.may_ask else None
    login = Logins(lambda username: find_credentials(password_file, ask, username))
    if watch:
        if stored:
            raise UsageError("--watch asks the switches, --stored does not", "choose one")
        from switchrefresh.commands import verify_watch

        with WatchLine(shared.screen, shared.json) as line:
            return verify_watch.run(shared.directory, asked, login, line.tell)
    with ProgressLine("", wanted=not shared.json and not shared.screen.quiet) as line_of_words:
        return verify.run(shared.directory, asked, login, line_of_words.say)


def show(result: Result, screen: Screen) -> None:
    """The verdict in one line, then the switches."""
    show_proof(result.data, screen)


APP = verb_app("verify", act, show)
