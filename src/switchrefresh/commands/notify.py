"""notify: the words to send to staff, families, principal or custodian; nothing is ever sent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from switchrefresh.commands.opening import Opened, as_of_date, open_folder, read_days
from switchrefresh.commands.result import Result
from switchrefresh.commands.runbook import wanted_windows
from switchrefresh.commands.waiting import waits_of_window
from switchrefresh.commands.writing import Document, write_documents
from switchrefresh.documents.notices import AUDIENCES, NoticeFacts, make_notice
from switchrefresh.documents.words import LANGUAGES
from switchrefresh.errors import InputError, RefusedError, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import DayKind
from switchrefresh.inventory.values import DateRange
from switchrefresh.planning.model import State, Window
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.journal_file import load_history
from switchrefresh.storage.project import read_bytes

OWN_TEXTS = "notices"  # folder of the district's own templates
_LARGEST = 64 * 1024


def run(
    directory: str | None,
    targets: Sequence[str],
    audience: str = "staff",
    language: str = "en",
    output: str | None = None,
) -> Result:
    """A notice for each window meant; shown, or written where `output` says."""
    _check_words(audience, language)
    opened = open_folder(directory, without_checks=True)
    if not targets:
        raise UsageError("notify needs a window, a building or a wave", "see the windows with: switchrefresh show")
    windows = wanted_windows(opened, targets)
    own = own_text(opened, audience, language)
    made = [(w, make_notice(w, opened.inventory, audience, language, facts_for(opened, w), own)) for w in windows]
    rows = [{"window": w.id, "for": audience, "language": language, "text": text, "path": None} for w, text in made]
    if output is not None:
        documents = [Document(f"notice-{w.id}-{audience}-{language}.txt", text.encode()) for w, text in made]
        paths = write_documents(opened, documents, output)
        rows = [{**row, "path": path} for row, path in zip(rows, paths, strict=True)]
    return Result("notify", {"notices": rows}, _proposals(windows))


def own_text(opened: Opened, audience: str, language: str) -> tuple[str, str] | None:
    """The district's own template, `notices/families.en.txt`, when there is one."""
    shown = f"{OWN_TEXTS}/{audience}.{language}.txt"
    path = opened.project.inside(shown)
    if path is None:
        raise RefusedError(f"{shown} leads outside the folder", "put the text itself there", code="unreadable-file")
    if not path.exists():
        return None
    raw = read_bytes(path, shown, _LARGEST)
    if len(raw) > _LARGEST:
        raise InputError(f"{shown} is larger than 64 KiB", "a notice is a page of text", code="file-too-large")
    try:
        return shown, raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{shown} is not UTF-8 text", "save it as UTF-8", code="not-utf8") from None


def facts_for(opened: Opened, window: Window) -> NoticeFacts:
    """What the calendars say of the day, and the journal of whom everybody waits for."""
    kind: DayKind | None = None
    with suppress(InputError):  # a feed that cannot be read makes the day unknown, not the notice
        day = window.start.date()
        calendars = read_days(opened, DateRange(day, day), as_of_date(None, opened.inventory))
        found = calendars.day(window.building, day)
        kind = found.kind if found else None
    return NoticeFacts(kind, waits_of_window(load_history(opened.project), window, opened.inventory))


def _check_words(audience: str, language: str) -> None:
    if audience not in AUDIENCES:
        raise UsageError(f'"{audience}" is nobody we write to', suggest(audience, AUDIENCES, "readers"))
    if language not in LANGUAGES:
        raise UsageError(f'there is no notice in "{language}"', suggest(language, LANGUAGES, "languages"))


def _proposals(windows: Sequence[Window]) -> tuple[Problem, ...]:
    """Nobody should be told of a date that is not promised."""
    ids = [w.id for w in windows if w.state is State.PROPOSED]
    if not ids:
        return ()
    message = f"{', '.join(ids[:6])}: proposed, not promised; the date may still move"
    return (warning("not-promised", message, f"before you send it: switchrefresh approve {' '.join(ids[:6])}"),)
