"""The private store of pulled configs: one immutable file per pull, nothing acknowledged is ever lost or replaced."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from switchrefresh import clock
from switchrefresh.errors import InputError, RefusedError, SwitchrefreshError
from switchrefresh.inventory.values import ID_PATTERN
from switchrefresh.problems import Problem, Where
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.storage import atomic
from switchrefresh.storage.ledger import Ledger
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.outputs_file import parse_outputs
from switchrefresh.storage.snapshot_file import SnapshotFacts, SnapshotFormatError, parse
from switchrefresh.storage.snapshot_page import CONFIG, OUTPUTS, QUARANTINE, Keeping, Page, page_of

LEDGER, LOCK, IGNORE = "SHA256SUMS", ".lock", ".gitignore"
REDACTION_KEY = ".redaction-key"  # lies with the originals, see redaction_key.py
PHASES = ("baseline", "staged", "before", "after")
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z]+)-([0-9a-f]{8})(\.cfg|\.state)")
_LOCK_WAIT_SECONDS = 60.0
_ROOM = 64 * 1024


class SnapshotExistsError(RefusedError):
    """Another config already has that name; nothing is ever overwritten."""

    code = "snapshot-exists"


class SnapshotDamagedError(InputError):
    """A stored file is not as it was written, or is gone."""

    code = "snapshot-damaged"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A stored pull; `id` is its path in the store without the ending, `length` is in bytes."""

    id: str
    facts: SnapshotFacts
    sha256: str
    length: int

    @property
    def quarantined(self) -> bool:
        return f"/{QUARANTINE}/" in self.id


class SnapshotStore:
    """The `snapshots/` folder of a project. Reading takes no lock and creates nothing."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = clock.now) -> None:
        self.folder = folder
        self._now = now
        self._ledger = Ledger(folder / LEDGER)

    def save(self, facts: SnapshotFacts, raw: bytes, outputs: Sequence[CommandOutput] = ()) -> Snapshot:
        """Keep a proven config and the state outputs of the same login; on return they survive a power cut.

        The same config in the same second is the same snapshot (a retry). SnapshotExistsError when another one has
        the name, OSError when the disk refuses, LockedError when another writer holds the store for a minute.
        """
        if facts.reason:
            raise ValueError("a refused pull belongs into quarantine")
        return _only(self.keep_all((Keeping(facts, raw, tuple(outputs)),)))

    def quarantine(self, facts: SnapshotFacts, raw: bytes) -> Snapshot:
        """Keep a refused pull as evidence, apart from the good ones; `facts.reason` says why it was refused."""
        if not facts.reason:
            raise ValueError("quarantine needs a reason")
        return _only(self.keep_all((Keeping(facts, raw),)))

    def keep_all(self, pulls: Sequence[Keeping]) -> tuple[Snapshot | OSError | SwitchrefreshError, ...]:
        """Keep many at once, each as `save` or `quarantine` would; the lock is taken and the folders flushed once.

        Each is answered for itself, in their order, when all that could be kept survive a power cut: the snapshot, or
        why it was not kept. What was refused leaves nothing behind. LockedError when the store is held for a minute.
        """
        pages = [self._page(pull) for pull in pulls]
        atomic.make_private_folder(self.folder)
        with hold_lock(self.folder / LOCK, "store a snapshot", _LOCK_WAIT_SECONDS, self._now):
            self._prepare({page.place for page in pages})
            there = {page.id for page in pages if (self.folder / f"{page.id}{CONFIG}").exists()}
            atomic.sync_folders({self.folder / page.place for page in pages if page.id in there})
            refused = self._commit({page.id: page for page in pages if page.id not in there}.values())
            return tuple(refused.get(page.id) or self._kept(page) for page in pages)

    def try_disk(self) -> None:
        """OSError when nothing can be stored now; asked before switches are troubled for configs that get lost."""
        atomic.make_private_folder(self.folder)
        with hold_lock(self.folder / LOCK, "store a snapshot", _LOCK_WAIT_SECONDS, self._now):
            atomic.probe(self.folder, _ROOM)

    def read(self, snapshot_id: str) -> tuple[Snapshot, bytes]:
        """A snapshot and its config, length and hash checked; SnapshotDamagedError names what is wrong."""
        path = self._path(snapshot_id)
        try:
            return _open(snapshot_id, path.read_bytes())
        except FileNotFoundError:
            raise SnapshotDamagedError(f"there is no snapshot {snapshot_id}") from None
        except (SnapshotFormatError, OSError) as error:
            hint = "Move the file out of the folder; the other snapshots of the switch are not touched."
            raise SnapshotDamagedError(f"snapshot {snapshot_id} cannot be used: {error}", hint) from None

    def outputs(self, snapshot_id: str) -> tuple[CommandOutput, ...]:
        """What the switch answered to its state commands in the same login; empty when it was not asked.

        SnapshotDamagedError when the config or the outputs are not as they were written.
        """
        wanted = self.read(snapshot_id)[0].facts.outputs
        if not wanted:
            return ()
        try:
            return _open_outputs(self._path(snapshot_id).with_suffix(OUTPUTS).read_bytes(), wanted)
        except FileNotFoundError:
            raise SnapshotDamagedError(f"the state outputs of snapshot {snapshot_id} are gone") from None
        except (SnapshotFormatError, OSError) as error:
            hint = "Its config is not touched. Run the backup again to see the switch's present state."
            raise SnapshotDamagedError(f"the state outputs of {snapshot_id} cannot be used: {error}", hint) from None

    def ids(self, switch: str, phase: str | None = None) -> tuple[str, ...]:
        """The good snapshots of a switch, oldest first; what stands in quarantine is not among them."""
        folder = self.folder / _checked(switch)
        names = _names_in(folder)
        return tuple(
            f"{switch}/{_stem(name)}" for name, found in names if found[4] == CONFIG and phase in {None, found[2]}
        )

    def latest(self, switch: str, phase: str | None = None) -> Snapshot | None:
        """The newest good snapshot, checked; None when there is none; SnapshotDamagedError when it is damaged."""
        found = self.ids(switch, phase)
        return self.read(found[-1])[0] if found else None

    def last_good_size(self, switch: str, platform: str) -> int | None:
        """Bytes of the newest undamaged config of this switch on this OS, for the judge."""
        for snapshot_id in reversed(self.ids(switch)):
            with suppress(SnapshotDamagedError):
                if (snapshot := self.read(snapshot_id)[0]).facts.platform == platform:
                    return snapshot.length
        return None

    def count(self) -> int:
        """How many configs the store holds, quarantine included; state outputs and its own papers do not count."""
        return sum(not name.endswith(OUTPUTS) for name in self._files())

    def verify_all(self) -> tuple[Problem, ...]:
        """Read every file again and name each that is damaged, missing or does not belong here; changes nothing."""
        entries = Ledger(self.folder / LEDGER).entries()
        listed = {name: digest for name, digest in entries.items() if _belongs(name)}
        present = set(self._files())
        wanted = {name for name in present if (config := _config_of(name)) in listed or config in present}
        problems = [self._missing(name) for name in sorted(listed.keys() - present)]
        for name in sorted(present):
            if name.endswith(OUTPUTS) and _belongs(name) and name not in wanted:
                continue  # left by a killed writer before anything was acknowledged; the next writer removes it
            if (complaint := self._complaint(name, listed)) is not None:
                problems.append(complaint)
        return tuple(problems)

    def _page(self, pull: Keeping) -> Page:
        _checked(pull.facts.switch)
        if pull.facts.phase not in PHASES:
            raise ValueError(f"{pull.facts.phase} is not a phase")
        return page_of(pull)

    def _commit(self, pages: Collection[Page]) -> dict[str, OSError]:
        """Outputs first, then the configs, for a config speaks for both; then the ledger. The lock is held."""
        refused: dict[str, OSError] = {}
        files = {name: (page.id, data) for page in pages for name, data in page.files()}
        for kind in (OUTPUTS, CONFIG):
            wanted = {n: data for n, (one, data) in files.items() if n.endswith(kind) and one not in refused}
            bad = atomic.create_all({self.folder / name: data for name, data in wanted.items()})
            refused |= {files[name][0]: bad[self.folder / name] for name in wanted if self.folder / name in bad}
        try:
            if kept := {name: data for name, (one, data) in files.items() if one not in refused}:
                self._ledger.enter(kept)
        except OSError as error:
            refused |= {page.id: error for page in pages if page.id not in refused}
        return refused

    def _prepare(self, places: Collection[str]) -> None:
        """The folders and the `.gitignore`, and away with what a killed writer left. The lock is held."""
        if not (self.folder / IGNORE).exists():
            atomic.write_atomic(self.folder / IGNORE, b"*\n")
        folders = {place: self.folder / place for place in sorted(places)}
        atomic.make_private_folders(folders.values())
        atomic.clean_temporaries(self.folder)
        for place, folder in folders.items():
            atomic.clean_temporaries(folder)
            self._adopt(place, folder)

    def _kept(self, page: Page) -> Snapshot | OSError | SwitchrefreshError:
        """What stands in the store for a page: just written, or the same pull by a writer that was killed."""
        try:
            snapshot, stored = self.read(page.id)
        except SnapshotDamagedError as error:
            return error
        if stored != page.raw:
            return SnapshotExistsError(f"snapshot {page.id} exists with another config; nothing was overwritten")
        return snapshot

    def _adopt(self, place: str, folder: Path) -> None:
        """List whole files that a killed writer had stored but not yet listed, and remove outputs without a config.

        The lock is held.
        """
        listed = self._ledger.entries()
        names = [name for name, _ in _names_in(folder)]
        for name in names:
            if f"{place}/{name}" in listed:
                continue
            if name.endswith(OUTPUTS):
                if f"{_stem(name)}{CONFIG}" not in names:
                    with suppress(OSError):
                        (folder / name).unlink()
                continue
            with suppress(SnapshotFormatError, OSError):
                data = (folder / name).read_bytes()
                files = {f"{place}/{name}": data}
                if wanted := _open(f"{place}/{_stem(name)}", data)[0].facts.outputs:
                    outputs = (folder / name).with_suffix(OUTPUTS).read_bytes()
                    _open_outputs(outputs, wanted)
                    files[f"{place}/{_stem(name)}{OUTPUTS}"] = outputs
                atomic.sync_folder(folder)
                self._ledger.enter(files)

    def _files(self) -> Iterator[str]:
        """Every file in the store except its own papers and unfinished temporary files, also of unknown folders."""
        for root, _, names in os.walk(self.folder):
            for name in names:
                path = (Path(root) / name).relative_to(self.folder).as_posix()
                if path not in {LEDGER, LOCK, IGNORE, REDACTION_KEY} and not name.startswith(atomic.TEMPORARY_PREFIX):
                    yield path

    def _check_config(self, name: str, data: bytes, listed: Mapping[str, str]) -> None:
        """A whole config whose outputs are there; outputs that are listed and gone are named by themselves."""
        snapshot, _ = _open(_stem(name), data)
        outputs = f"{_stem(name)}{OUTPUTS}"
        if snapshot.facts.outputs and outputs not in listed and not (self.folder / outputs).exists():
            raise SnapshotFormatError("its state outputs are gone")

    def _outputs_wanted(self, name: str) -> str:
        """The hash that the config names; empty when the config cannot say."""
        with suppress(SnapshotFormatError, OSError):
            return _open(_stem(name), (self.folder / _config_of(name)).read_bytes())[0].facts.outputs
        return ""

    def _complaint(self, name: str, listed: Mapping[str, str]) -> Problem | None:
        if not _belongs(name):
            return self._problem("snapshot-stray", name, "is not a snapshot and does not belong here")
        try:
            data = (self.folder / name).read_bytes()
            if name.endswith(OUTPUTS):
                _open_outputs(data, self._outputs_wanted(name))
            else:
                self._check_config(name, data, listed)
        except (SnapshotFormatError, OSError) as error:
            return self._problem("snapshot-damaged", name, f"is damaged: {error}")
        if name in listed and hashlib.sha256(data).hexdigest() != listed[name]:
            return self._problem(
                "snapshot-damaged", name, f"is not the file that was written: {LEDGER} has another hash"
            )
        return None

    def _missing(self, name: str) -> Problem:
        return self._problem("snapshot-missing", name, f"was written and is gone; it stands in {LEDGER}")

    def _problem(self, code: str, name: str, message: str) -> Problem:
        shown = "".join(c if c.isprintable() else "?" for c in name)
        place = Where(f"{self.folder.name}/{shown}")
        return Problem(code, f"{shown} {message}", hint="Put the file back from a copy, or move it away.", where=place)

    def _path(self, snapshot_id: str) -> Path:
        switch, _, rest = snapshot_id.partition("/")
        name = rest.removeprefix(f"{QUARANTINE}/")
        if "/" in name or "\\" in name or name.startswith("."):
            raise SnapshotDamagedError(f"{snapshot_id!r} is not the id of a snapshot")
        return self.folder / _checked(switch) / f"{rest}.cfg"


def _checked(switch: str) -> str:
    """A switch id never leads out of the store."""
    if not ID_PATTERN.fullmatch(switch) or switch == QUARANTINE:
        raise SnapshotDamagedError(f"{switch!r} is not the id of a switch")
    return switch


def _names_in(folder: Path) -> list[tuple[str, re.Match[str]]]:
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [(name, found) for name in names if (found := _NAME.fullmatch(name))]


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _config_of(name: str) -> str:
    """The config beside which a file of outputs stands."""
    return f"{_stem(name)}{CONFIG}"


def _belongs(name: str) -> bool:
    parts = name.split("/")
    placed = len(parts) == 2 or (len(parts) == 3 and parts[1] == QUARANTINE)
    return placed and ID_PATTERN.fullmatch(parts[0]) is not None and _NAME.fullmatch(parts[-1]) is not None


def _open(snapshot_id: str, data: bytes) -> tuple[Snapshot, bytes]:
    """Parse and check that the file stands where it says it belongs: two swapped files are both noticed."""
    facts, raw = parse(data)
    digest = hashlib.sha256(raw).hexdigest()
    stamp = facts.started.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    place = f"{facts.switch}/{QUARANTINE}" if facts.reason else facts.switch
    if snapshot_id != f"{place}/{stamp}-{facts.phase}-{digest[:8]}":
        raise SnapshotFormatError("it is the file of another snapshot")
    return Snapshot(snapshot_id, facts, digest, len(raw)), raw


def _open_outputs(data: bytes, wanted: str) -> tuple[CommandOutput, ...]:
    """The outputs, when they are those that the config names; without a hash, those that are whole by themselves."""
    found = parse_outputs(data)
    if wanted and hashlib.sha256(data).hexdigest() != wanted:
        raise SnapshotFormatError("it is the file of another snapshot")
    return found


def _only(answers: Sequence[Snapshot | OSError | SwitchrefreshError]) -> Snapshot:
    """The one snapshot that was kept; what was refused is raised."""
    [answer] = answers
    if isinstance(answer, Snapshot):
        return answer
    raise answer
