"""window on the screen: go or no-go, the night's steps, what is lost, what went back."""

from __future__ import annotations

import difflib
import getpass
from typing import Annotated

import typer

from switchrefresh.cli.progress import ProgressLine
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.cli.window_screens import show
from switchrefresh.cli.words import seconds
from switchrefresh.commands import window_backout, window_finish, window_postpone, window_start
from switchrefresh.commands.credentials import Logins, find_credentials
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError

ACTIONS = ("start", "finish", "backout", "postpone")


def act(
    shared: Shared,
    action: Annotated[str, typer.Argument(metavar="start|finish|backout|postpone", help="what to do")],
    window: Annotated[str, typer.Argument(metavar="WINDOW", help="its id, as in w003")],
    switch: Annotated[str | None, typer.Argument(metavar="SWITCH", help="backout: only this one")] = None,
    only_say: Annotated[bool, typer.Option("--dry-run", "-n", help="start: say what is missing, days ahead")] = False,
    accept: Annotated[list[str] | None, typer.Option(metavar="CODE", help="answer for this gate yourself")] = None,
    because: Annotated[str, typer.Option(metavar="TEXT", help="why; goes into the journal")] = "",
    parts: Annotated[bool, typer.Option("--parts", help="start: the parts on the list are at hand")] = False,
    password_file: Annotated[str | None, typer.Option(metavar="FILE", help="private file, password in line 1")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="who does it; default your user name")] = None,
    wait: Annotated[str, typer.Option(metavar="TIME", help="finish: how long links may take to come back")] = "3m",
    as_of: Annotated[str | None, typer.Option(metavar="MOMENT", help="as if it were 2026-12-23T17:30")] = None,
) -> Result:
    """A maintenance window from go/no-go to the proof that nothing is lost; every step resumes where it was cut off.

    switchrefresh window start w003 --dry-run

    switchrefresh window start w003

    switchrefresh window finish w003

    switchrefresh window backout w003 hs-idf1-sw2 --because "no link on the fibre"

    switchrefresh window postpone w003 --because "custodian ill"
    """
    choice = window_start.Choice(tuple(accept or ()), because, parts, only_say, by, as_of, seconds("--wait", wait))
    if action not in ACTIONS:
        raise UsageError(f'"{action}" is nothing to do with a window', _nearest(action))
    if switch is not None and action != "backout":
        raise UsageError(f"window {action} takes a window and no switch", f"switchrefresh window {action} {window}")
    if action == "postpone":
        return window_postpone.run(shared.directory, window, choice)
    ask = getpass.getpass if shared.may_ask else None
    login = Logins(lambda username: find_credentials(password_file, ask, username))
    with ProgressLine("switches", wanted=not shared.json and not shared.screen.quiet) as line:
        if action == "start":
            return window_start.run(shared.directory, window, choice, login, line.update)
        if action == "finish":
            return window_finish.run(shared.directory, window, choice, login, line.update, line.say)
        return window_backout.run(shared.directory, window, switch, choice, login, line.update)


def _nearest(word: str) -> str:
    near = difflib.get_close_matches(word, ACTIONS, n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else f"one of {', '.join(ACTIONS)}"


APP = verb_app("window", act, show)
