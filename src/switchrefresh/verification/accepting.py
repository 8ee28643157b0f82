"""Findings that a person has looked at and lives with for a while: who, why, until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from switchrefresh.inventory import findings as inventory
from switchrefresh.inventory.findings import Path, suggest
from switchrefresh.inventory.values import read_date
from switchrefresh.verification.findings import Acceptance, Finding
from switchrefresh.verification.portmap import same_port

ROOT = "accepted"
_NEEDED = ("switch", "code", "who", "why", "until")
_KEYS = (*_NEEDED, "port", "about")


@dataclass(frozen=True, slots=True)
class Accepted:
    """One entry: findings of a code on a switch; `port` (old or new) and `about` narrow it down."""

    switch: str
    code: str
    acceptance: Acceptance
    port: str = ""
    about: str = ""

    def covers(self, switch: str, found: Finding) -> bool:
        """Whether a finding is meant. What was folded into it is not accepted with it, so it must be the same code."""
        if (switch, found.code) != (self.switch, self.code):
            return False
        on_port = not self.port or same_port(self.port, found.before_port) or same_port(self.port, found.after_port)
        return on_port and (not self.about or self.about.casefold() == found.about.casefold())


def accept(
    switch: str, findings: Iterable[Finding], accepted: Sequence[Accepted], today: date
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """The findings, those that are accepted marked so; and the entries whose day is over, which accept nothing."""
    told: list[Finding] = []
    over: dict[Accepted, None] = {}
    for found in findings:
        entries = [entry for entry in accepted if entry.covers(switch, found)]
        valid = next((entry for entry in entries if today <= entry.acceptance.until), None)
        over.update(dict.fromkeys([] if valid else entries))
        told.append(replace(found, accepted=valid.acceptance) if valid else found)
    return tuple(told), tuple(over)


def line_for(switch: str, found: Finding) -> str:
    """What to write into the file to accept a finding; who, why and until are for a person to fill in."""
    port = f", port: {found.before_port}" if found.before_port else ""
    about = f', about: "{found.about}"' if found.about and not found.before_port else ""
    return f'- {{switch: {switch}, code: {found.code}{port}{about}, who: "", why: "", until: }}'


def read_accepted(data: Any) -> tuple[tuple[Accepted, ...], list[inventory.Finding]]:
    """The entries of a file and every mistake in it."""
    if not isinstance(data, Mapping) or not isinstance(data.get(ROOT), list):
        hint = f"begin the file with `{ROOT}:` and a list below it"
        return (), [inventory.finding((ROOT,), "missing-key", f"`{ROOT}:` with a list is missing", hint, on_key=True)]
    wrong: list[inventory.Finding] = []
    for key in data:
        if key != ROOT:
            hint = "delete it or indent it"
            wrong.append(inventory.finding((key,), "unknown-key", f'"{key}" is not known here', hint, on_key=True))
    entries = [_entry((ROOT, n), one, wrong) for n, one in enumerate(data[ROOT])]
    return tuple(entry for entry in entries if entry is not None), wrong


def _entry(path: Path, given: Any, wrong: list[inventory.Finding]) -> Accepted | None:
    hint = f"write {', '.join(f'`{key}:`' for key in _NEEDED)}"
    if not isinstance(given, Mapping):
        wrong.append(inventory.finding(path, "wrong-type", "an accepted finding must be a mapping", hint))
        return None
    before = len(wrong)
    for key in given:
        if key not in _KEYS:
            message = f'"{key}" is not a key of an accepted finding'
            wrong.append(
                inventory.finding((*path, key), "unknown-key", message, suggest(str(key), _KEYS, "keys"), True)
            )
    values = {key: str(given[key]).strip() if given.get(key) is not None else "" for key in _KEYS}
    for key in _NEEDED:
        if not values[key]:
            message = f"`{key}:` is missing from an accepted finding: nobody could tell later why it was accepted"
            wrong.append(inventory.finding(path, "missing-key", message, hint))
    until = _date((*path, "until"), values["until"], wrong) if values["until"] else None
    if len(wrong) > before or until is None:
        return None
    acceptance = Acceptance(values["who"], values["why"], until)
    return Accepted(values["switch"], values["code"], acceptance, values["port"], values["about"])


def _date(path: Path, text: str, wrong: list[inventory.Finding]) -> date | None:
    try:
        return read_date(text)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        wrong.append(inventory.finding(path, "bad-value", message, hint))
        return None
