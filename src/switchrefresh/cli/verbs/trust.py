"""trust on the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import trust
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    targets: Targets = None,
    replaced: Annotated[
        bool, typer.Option("--replaced", help="this switch was just swapped: accept its new key")
    ] = False,
    staged: Annotated[bool, typer.Option("--staged", help="the new switch on the bench (bench_host)")] = False,
    fingerprint: Annotated[str | None, typer.Option(metavar="SHA256:...", help="as typed from the console")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="do not ask; you have compared the fingerprints")] = False,
) -> Result:
    """See the host keys of switches without logging in; enrol new ones; accept the key of a replaced switch.

    switchrefresh trust hs

    switchrefresh trust hs-idf1-sw2 --replaced
    """

    def ask(question: str) -> bool:
        return shared.may_ask and typer.confirm(question, err=True)

    return trust.run(shared.directory, targets or (), trust.Choice(replaced, staged, fingerprint, yes), ask)


def show(result: Result, screen: Screen) -> None:
    """One line a switch."""
    rows = [(s["switch"], s["standing"], s["fingerprint"] or "") for s in result.data["switches"]]
    screen.table(("switch", "host key", "fingerprint"), rows)


APP = verb_app("trust", act, show)
