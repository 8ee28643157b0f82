"""export site: a folder of pages that answers "when is my school?" without anybody asking IT."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from switchrefresh.commands.opening import Opened, as_of_date, horizon_of, open_folder, read_days
from switchrefresh.commands.promises import needed_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.waiting import waits_by_building
from switchrefresh.documents.revisions import Published, revise, revisions_data, revisions_from
from switchrefresh.documents.site.facts import Audience, SiteFacts, shown_windows
from switchrefresh.documents.site.pages import make_site
from switchrefresh.errors import RefusedError, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.storage.atomic import make_private_folder, write_atomic
from switchrefresh.storage.journal_file import append_event, load_history, load_journal

LISTING = "site-files.json"  # what an earlier export put there, so that only that is ever removed


def run(directory: str | None, output: str | None, audience: str = "public", as_of: str | None = None) -> Result:
    """Write the site into a folder; what an earlier export left there and no longer belongs is removed."""
    if audience not in set(Audience):
        raise UsageError(f'"{audience}" is no audience', suggest(audience, [*Audience], "audiences"))
    opened = open_folder(directory, without_checks=True)
    root = Path(output) if output else opened.project.out / f"site-{audience}"
    earlier = _earlier(root)
    facts, published = _facts(opened, Audience(audience), as_of)
    files = make_site(facts)
    for name, body in files.items():
        make_private_folder((root / name).parent)
        write_atomic(root / name, body)
    for name in sorted(earlier - files.keys()):
        with suppress(OSError):
            (root / name).unlink()
    write_atomic(root / LISTING, (json.dumps(sorted(files), indent=1) + "\n").encode())
    _remember(opened, audience, published)
    shown = shown_windows(facts.windows, facts.audience)
    data = {"kind": "site", "audience": audience, "path": str(root), "files": len(files), "windows": len(shown)}
    return Result("export", data)


def _facts(opened: Opened, audience: Audience, as_of: str | None) -> tuple[SiteFacts, dict[str, Published]]:
    plan = needed_plan(opened).plan
    day = as_of_date(as_of, opened.inventory)
    history = load_history(opened.project)
    published = revise(last_published(opened, audience), shown_windows(plan.windows, audience))
    facts = SiteFacts(
        inventory=opened.inventory,
        calendars=read_days(opened, horizon_of(opened.inventory), day),
        windows=plan.windows,
        as_of=day,
        audience=audience,
        done=frozenset(history.done()),
        waiting=waits_by_building(history, plan.windows, opened.inventory),
        sequences={key: found.sequence for key, found in published.items()},
        cancelled=[found.window for found in published.values() if found.is_cancelled],
        wave_names={wave.id: wave.name for wave in plan.waves},
    )
    return facts, published


def last_published(opened: Opened, audience: str) -> dict[str, Published]:
    """What the subscribers of this audience have in their calendars."""
    for event in reversed(load_journal(opened.project).events):
        if event.event == "published" and event.details.get("audience") == audience:
            windows = event.details.get("windows")
            return revisions_from(windows, opened.inventory) if isinstance(windows, dict) else {}
    return {}


def _remember(opened: Opened, audience: str, published: dict[str, Published]) -> None:
    """A journal entry when something is told that was not told before."""
    now = revisions_data(published)
    if now != revisions_data(last_published(opened, audience)):
        append_event(opened.project, "published", {"audience": audience, "windows": now})


def _earlier(root: Path) -> set[str]:
    """The files of an earlier export; a folder with anything else in it is refused."""
    if not root.exists() or not any(root.iterdir()):
        return set()
    try:
        listed = json.loads((root / LISTING).read_text(encoding="utf-8"))
        return {name for name in listed if isinstance(name, str) and _is_plain(name)}
    except (OSError, ValueError, TypeError):
        message = f"{root} holds something that is not a site of ours"
        raise RefusedError(message, "name an empty or a new folder with -o", code="not-empty") from None


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return 1 <= len(parts) <= 2 and all(part not in {"", ".", ".."} and "\\" not in part for part in parts)
