"""accepted-feeds.json: what each feed was when it was last accepted, so that a much smaller copy is noticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from switchrefresh.calendars.accepted import AcceptedFeed
from switchrefresh.errors import InputError
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.project import Project, read_bytes

NAME = "accepted-feeds.json"
FORMAT = 1
SHARED_FILE = 0o644  # sums and counts only; it goes into git with the rest of the folder


def load_accepted(project: Project) -> dict[str, AcceptedFeed]:
    """The accepted copies by path; no file is none, a damaged one is an error that says what to do."""
    path = _file(project)
    if not path.exists():
        return {}
    try:
        data = json.loads(read_bytes(path, NAME))
        if int(data.get("format", 1)) > FORMAT:
            raise InputError(f"{NAME} has a newer format", "update switchrefresh", code="newer-format")
        return {str(name): _record(one) for name, one in data["feeds"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "restore it from git, or delete it: the next plan accepts the feeds as they are"
        raise InputError(f"{NAME} is damaged", hint) from None


def save_accepted(project: Project, accepted: Mapping[str, AcceptedFeed]) -> None:
    """Write all of them; equal records are equal files. The caller holds the writers' lock."""
    feeds = {name: {**asdict(one), "accepted": one.accepted.isoformat()} for name, one in sorted(accepted.items())}
    text = json.dumps({"format": FORMAT, "feeds": feeds}, ensure_ascii=False, indent=1) + "\n"
    write_atomic(_file(project), text.encode(), SHARED_FILE)


def _file(project: Project) -> Path:
    return project.root / NAME


def _record(data: Any) -> AcceptedFeed:
    months = {str(month): int(count) for month, count in data.get("months", {}).items()}
    return AcceptedFeed(str(data["sha256"]), int(data["events"]), date.fromisoformat(data["accepted"]), months)
