"""export on the screen."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import export, export_orders, export_papers, export_site
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError


def act(
    shared: Shared,
    kind: Annotated[str, typer.Argument(metavar="ics|csv|json|xlsx|site|evidence|bom|labels", help="what is wanted")],
    targets: Targets = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="- is standard output")] = None,
    promised: Annotated[bool, typer.Option("--promised", help="only what is approved")] = False,
    audience: Annotated[str, typer.Option("--audience", metavar="public|staff", help="site: who reads it")] = "public",
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="site, evidence: today")] = None,
) -> Result:
    """The schedule for calendars, spreadsheets, programs and people; into out/ unless you say where.

    switchrefresh export ics

    switchrefresh export csv hs -o hs.csv

    switchrefresh export xlsx                        a sheet for each campus, as vendors ask for it

    switchrefresh export site -o public-site         pages that tell each school its dates

    switchrefresh export evidence                    what stands where since when, by funding request

    switchrefresh export bom                         what to order, by ports and watts that are really used

    switchrefresh export labels hs/idf-1             a row for every cable: jack, old port, new port, device
    """
    if kind in {"site", "xlsx", "evidence", "bom", "labels"} and output == "-":
        raise UsageError(f"{kind} is more than one text; -o - is for ics, csv and json", "name a file or a folder")
    if kind == "bom":
        return export_orders.run_bom(shared.directory, targets or (), output)
    if kind == "labels":
        return export_orders.run_labels(shared.directory, targets or (), output)
    if kind == "site":
        return export_site.run(shared.directory, output, audience, as_of)
    if kind == "xlsx":
        return export_papers.run_xlsx(shared.directory, targets or (), output)
    if kind == "evidence":
        return export_papers.run_evidence(shared.directory, targets or (), output, as_of)
    if output == "-" and shared.json:
        raise UsageError("-o - and --json both want standard output", "choose one")
    result, body = export.run(shared.directory, kind, targets or (), output, promised)
    if body is not None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
    return result


def show(result: Result, screen: Screen) -> None:
    """Where the file is."""
    if result.data["kind"] == "site":
        files, windows = result.data["files"], result.data["windows"]
        screen.say(f"{files} files with {windows} windows written to {result.data['path']}", "good")
    elif result.data["kind"] == "bom":
        for sentence in result.data["sentences"]:
            screen.say(sentence, "bold")
        screen.say(f"{len(result.data['lines'])} lines written to {result.data['path']}", "good")
    elif result.data["kind"] == "labels":
        if result.data["path"]:
            screen.say(f"{len(result.data['rows'])} cables written to {result.data['path']}", "good")
        else:
            screen.say("no cable is known yet", "warn")
    elif result.data["kind"] == "evidence":
        screen.say(f"{len(result.data['rows'])} replaced switches in {' and '.join(result.data['paths'])}", "good")
    elif result.data["path"] != "-":
        screen.say(f"{result.data['windows']} windows written to {result.data['path']}", "good")


APP = verb_app("export", act, show)
