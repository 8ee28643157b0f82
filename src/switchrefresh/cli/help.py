"""The first screen of help: a static text, so that asking for it loads nothing."""

from __future__ import annotations

import difflib

VERBS: dict[str, str] = {
    "calendar": "when may we work? day kinds and open hours per building",
    "plan": "propose waves and maintenance windows; again after every surprise",
    "approve": "promise the next wave, some windows, or everything",
    "show": "one switch, building, wave or window, and why it is when it is",
    "status": "where the refresh stands: next, late, at risk, and what to type",
    "window": "go/no-go, the night, the proof; backing out, giving back",
    "backup": "pull running configs: proven and stored, or quarantined",
    "verify": "did everything come back after the swap?",
    "compare": "what changed between before and after",
    "init": "make a small working district folder to start from",
    "import": "bring your lists: switches from a spreadsheet, a pasted calendar",
    "check": "every mistake in the folder, with its line and a cure",
    "doctor": "is this machine fit, are the stored files whole, who speaks old SSH",
    "trust": "see, enrol and replace the host keys of switches",
    "export": "the schedule as ics, csv or json",
    "runbook": "per window one document that a stranger can follow",
    "notify": "the words to send to staff, families, principal, custodian",
    "note": "leave a sentence at a target, or say whom it waits for",
    "log": "write down what happened outside a window",
    "handoff": "a bundle for a visiting crew, and their journal back",
    "demo": "a whole refresh night on simulated switches, in a minute",
}
EVERYDAY = ("status", "plan", "approve", "window", "verify", "show")
GROUPS = {
    "Set up": ("init", "import", "check", "doctor", "trust", "demo"),
    "Plan": ("calendar",),
    "Do the work": ("backup", "compare"),
    "Tell people": ("runbook", "notify", "export", "handoff", "note", "log"),
}

ROOT_HELP = """\
switchrefresh - plan, promise, do and prove a district's switch refresh, from a folder of plain files

Usage: switchrefresh VERB [TARGET]... [OPTIONS]

Every day
{everyday}

{others}

A TARGET is a switch, a closet (hs/idf-1), a building, a wave or a window.
Every verb takes -C DIR, --json, -q, -v, --no-color, --no-input and --help.
`switchrefresh help all` says what each verb does.

  switchrefresh init my-district        start a folder
  switchrefresh plan                    propose a schedule
  switchrefresh window start w003 -n    what is missing for that night?
"""


def root_help(everything: bool = False) -> str:
    """The text of `switchrefresh --help`: a screen; `everything` says a line about each verb."""
    if everything:
        return f"{_lines(tuple(VERBS))}\n"
    return ROOT_HELP.format(everyday=_lines(EVERYDAY), others="\n".join(_groups()))


def _lines(names: tuple[str, ...]) -> str:
    return "\n".join(f"  {name:<10} {VERBS[name]}" for name in names if name in VERBS)


def _groups() -> list[str]:
    """The other verbs by what they are for; one that stands in no group is not lost."""
    shown = {*EVERYDAY, *(name for names in GROUPS.values() for name in names)}
    groups = GROUPS | {"Also": tuple(name for name in VERBS if name not in shown)}
    known = {title: [name for name in names if name in VERBS] for title, names in groups.items()}
    return [f"{title:<12} {'  '.join(names)}" for title, names in known.items() if names]


def unknown_verb(word: str) -> tuple[str, str]:
    """Message and hint for a verb that does not exist."""
    near = difflib.get_close_matches(word, VERBS, n=1, cutoff=0.5)
    hint = f'did you mean "{near[0]}"?' if near else f"verbs: {', '.join(VERBS)}"
    return f'"{word[:60]}" is not a verb of switchrefresh', hint
