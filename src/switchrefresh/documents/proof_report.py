"""The answer of `verify` as a page of Markdown: for the ticket, the principal's folder, the morning after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from switchrefresh.hidden import HIDDEN

_VERDICTS = {
    "nothing-lost": "Nothing was lost.",
    "lost": "Something was lost.",
    "not-proven": "Not proven: something could not be compared.",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!])")


def proof_report(data: Mapping[str, Any]) -> str:
    """The whole page. Everything that a switch said is escaped."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    yield "# Did everything come back?"
    yield ""
    yield f"**{_VERDICTS.get(str(data['verdict']), str(data['verdict']))}** {_counts(data)}  "
    yield f"Checked {_safe(data.get('at'))}."
    for row in data["switches"]:
        yield ""
        yield from _switch(row)


def _counts(data: Mapping[str, Any]) -> str:
    return f"{data['back']} of {data['expected']} ports that were in use are back." if data.get("expected") else ""


def _switch(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {_safe(row['switch'])}: {row['verdict'].replace('-', ' ')}"
    yield ""
    if row["expected"]:
        yield f"- {row['back']} of {row['expected']} ports back"
    if row["from"] or row["to"]:
        yield f"- compared: {', '.join(map(_safe, row['from'])) or 'nothing'} with {_safe(row['to'] or 'a live look')}"
    if row["portmap"]["guessed"]:
        yield "- there is no port map; the usual one was assumed:"
        yield from (f"    - `{rule.replace('`', '')}`" for rule in row["portmap"]["rules"])
    elif row["portmap"]["name"]:
        yield f"- port map: {_safe(row['portmap']['name'])}"
    yield from _findings("Findings", [f for f in row["findings"] if f["severity"] != "minor" and not f["accepted"]])
    yield from _findings("Minor", [f for f in row["findings"] if f["severity"] == "minor" and not f["accepted"]])
    yield from _accepted([f for f in row["findings"] if f["accepted"]])
    yield from _due(row["due_by_morning"])
    if row["outside_baseline"]:
        macs = ", ".join(f"{_safe(s['mac'])} on {_safe(s['port'])}" for s in row["outside_baseline"][:20])
        yield from ("", f"Hosts that no earlier look knows: {macs}")
    if row["new_map"]:
        yield from (
            "",
            f"To accept the cables as they are, write into `{_safe(row['new_map']['file'])}`:",
            "",
            "```yaml",
        )
        yield from row["new_map"]["text"].replace("```", "").splitlines()
        yield "```"


def _findings(title: str, findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not findings:
        return
    yield from ("", f"### {title}", "", "| | before | now | what |", "|---|---|---|---|")
    for found in findings:
        ports = f"{_safe(found['before_port'] or '')} | {_safe(found['after_port'] or '')}"
        yield f"| {found['severity']} {_safe(found['code'])} | {ports} | {_safe(found['message'])} |"


def _accepted(findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if findings:
        yield from ("", "### Accepted", "")
    for found in findings:
        taken = found["accepted"]
        who = f"accepted by {_safe(taken['who'])} until {taken['until']}, {_safe(taken['why'])}"
        yield f"- {_safe(found['message'])}: {who}"


def _due(due: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not due:
        return
    yield from ("", "### Due by morning", "", "| port | now | what | last seen |", "|---|---|---|---|")
    for one in due:
        port, new = _safe(one["before_port"]), _safe(one["after_port"] or "")
        yield f"| {port} | {new} | {_safe(one['what'])} | {_safe(one['last_seen'] or '')} |"


def _safe(text: object) -> str:
    return _SPECIAL.sub(r"\\\1", HIDDEN.sub(" ", str(text)))
