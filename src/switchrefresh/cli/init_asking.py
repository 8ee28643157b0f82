"""The five questions of init; Enter takes what stands in brackets."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import typer

from switchrefresh.commands import init

LOCALTIME = Path("/etc/localtime")


def ask_setup(answers: init.Answers) -> init.Answers:
    """Ask for what no option said: name, time zone, school year, testing, list."""
    if answers.name is None:
        answers = replace(
            answers, name=_ask("name of the district", None if answers.switch_list else "Sample School District")
        )
    if answers.zone is None:
        answers = replace(answers, zone=_ask("its time zone", machine_zone() or "America/Chicago"))
    if answers.switch_list is None:
        told = _ask("a list of your switches (.csv or .xlsx; Enter for a small sample)", "")
        answers = replace(answers, switch_list=told or None)
    if answers.school_year is None:
        told = _ask(
            "first and last day of school, as 2026-08-20..2027-05-20", "" if answers.switch_list is None else None
        )
        answers = replace(answers, school_year=told or None)
    if not answers.testing:
        told = _ask("state testing, as 2027-04-12..2027-04-30 (Enter when not known)", "")
        answers = replace(answers, testing=(told,) if told else ())
    return answers


def _ask(words: str, default: str | None) -> str:
    shown = bool(default)
    answer: str = typer.prompt(words, default=default, show_default=shown, err=True)
    return answer.strip()


def machine_zone() -> str | None:
    """The time zone that this machine is set to, where it says so."""
    told = os.environ.get("TZ", "").lstrip(":")
    if "/" in told:
        return told
    try:
        target = os.fspath(LOCALTIME.readlink())
    except OSError:
        return None
    zone = target.rpartition("zoneinfo/")[2]
    return zone if "/" in zone and not zone.startswith("Etc/") else None
