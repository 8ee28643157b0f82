"""What was pulled goes to the disk, whatever waits in one batch; a row is answered only for what a power cut leaves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from queue import Empty, Queue, SimpleQueue
from typing import Any

from switchrefresh.commands.opening import Opened
from switchrefresh.devices.targets import PullResult
from switchrefresh.errors import SwitchrefreshError
from switchrefresh.storage.journal_file import append_events
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_page import Keeping
from switchrefresh.storage.snapshot_store import Snapshot, SnapshotStore

WAITING = 16  # pulls that may wait for the disk while it is busy with the batch before; they are in memory
Row = dict[str, Any]
Commit = Callable[[Sequence[PullResult]], Sequence[Row]]


def keep_each(opened: Opened, results: Generator[PullResult], phases: Mapping[str, str]) -> Iterator[Row]:
    """A row for each pull once it is safe; pulls go on meanwhile. Ending early hangs up first, then saves the rest."""
    with Keeper(lambda batch: keep_pulls(opened, [(one, phases[one.switch]) for one in batch])) as keeper:
        with closing(results):
            for result in results:
                keeper.put(result)
                yield from keeper.rows()
        keeper.finish()
        yield from keeper.rows()


class Keeper:
    """One thread that commits what waits. Its own failure ends the run at the next `put` or `finish`."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self._waiting: Queue[PullResult | None] = Queue(WAITING)
        self._done: SimpleQueue[Row] = SimpleQueue()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="saver")

    def __enter__(self) -> Keeper:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def put(self, result: PullResult) -> None:
        """Hand over a pull; waits while the disk is behind."""
        self._waiting.put(result)
        self._tell()

    def rows(self) -> Iterator[Row]:
        """What has become safe since the last time."""
        while not self._done.empty():
            yield self._done.get()

    def finish(self) -> None:
        """Wait until everything is safe."""
        self._end()
        self._tell()

    def _end(self) -> None:
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join()

    def _tell(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        """After a failure it goes on taking, so that nobody waits for ever, and keeps nothing more."""
        while (batch := self._take()) is not None:
            if batch and self._failure is None:
                try:
                    for row in self._commit(batch):
                        self._done.put(row)
                except BaseException as error:  # noqa: BLE001 - raised again where the rows are taken
                    self._failure = error

    def _take(self) -> list[PullResult] | None:
        """Everything that waits now; None at the end."""
        first = self._waiting.get()
        if first is None:
            return None
        batch = [first]
        while len(batch) < WAITING:
            try:
                more = self._waiting.get_nowait()
            except Empty:
                break
            if more is None:
                self._waiting.put(None)  # there is room: it was just taken out
                break
            batch.append(more)
        return batch


def keep_pull(opened: Opened, result: PullResult, phase: str) -> Row:
    """Store what was pulled before anything is said about it; a disk that refuses makes the pull a failed one."""
    return keep_pulls(opened, [(result, phase)])[0]


def keep_pulls(opened: Opened, pulls: Sequence[tuple[PullResult, str]]) -> list[Row]:
    """The same for many at once, with one turn at the journal and one at the store; each is answered for itself."""
    try:
        append_events(opened.project, [("host-key-learned", told) for one, _ in pulls if (told := _learned(one))])
    except OSError as error:
        return [_refused(one, error) if one.learned_key else keep_pull(opened, one, phase) for one, phase in pulls]
    keeping = {one.switch: _keeping(one, phase) for one, phase in pulls if _is_kept(one)}
    try:
        answers = SnapshotStore(opened.project.snapshots).keep_all(tuple(keeping.values())) if keeping else ()
    except OSError as error:
        answers = (error,) * len(keeping)
    kept = dict(zip(keeping, answers, strict=True))
    return [_row(one, kept.get(one.switch)) for one, _ in pulls]


def answer(
    switch: str,
    outcome: str,
    reason: str | None = None,
    proof: list[str] | None = None,
    snapshot: str | None = None,
    size: int = 0,
    seconds: float = 0.0,
    next_step: str = "",
    saved: str = "unknown",
    platform: str = "",
) -> Row:
    """One entry of the JSON contract; `next` says what to do about a failure, `saved` whether a reload keeps it."""
    return {
        "switch": switch,
        "outcome": outcome,
        "reason": reason,
        "proof": proof or [],
        "snapshot": snapshot,
        "bytes": size,
        "seconds": round(seconds, 2),
        "next": next_step,
        "saved": saved,
        "platform": platform,
        "outputs": [],
    }


def _is_kept(result: PullResult) -> bool:
    return result.raw is not None and result.outcome in {"proven", "quarantined"}


def _learned(result: PullResult) -> dict[str, str]:
    """What the journal says of a host key that was met for the first time; empty when it was not."""
    key = result.host_key
    if key is None or not key.learned:
        return {}
    return {"switch": result.switch, "key_type": key.key_type, "fingerprint": key.fingerprint}


def _keeping(result: PullResult, phase: str) -> Keeping:
    facts = SnapshotFacts(
        switch=result.switch,
        phase=phase,
        platform=result.platform,
        command=result.command or "",
        started=result.started,
        ended=result.ended,
        evidence=result.proof,
        host_key=result.host_key.fingerprint if result.host_key else "",
        reason=result.explained or "" if result.outcome == "quarantined" else "",
    )
    return Keeping(facts, result.raw or b"", result.outputs)


def _row(result: PullResult, kept: Snapshot | OSError | SwitchrefreshError | None) -> Row:
    if isinstance(kept, OSError | SwitchrefreshError):
        return _refused(result, kept)
    row = answer(
        result.switch,
        result.outcome,
        result.explained,
        list(result.proof),
        kept.id if kept else None,
        len(result.raw or b""),
        result.seconds,
        result.next_step,
        result.saved,
        result.platform,
    )
    return {
        **row,
        "outputs": [{"command": o.command, "status": str(o.status), "bytes": len(o.raw)} for o in result.outputs],
    }


def _refused(result: PullResult, error: OSError | SwitchrefreshError) -> Row:
    if isinstance(error, OSError):
        reason, step = f"limit: the disk refused: {error.strerror}", "make room or check the permissions"
    else:
        reason, step = f"limit: the store refused: {error.message}", error.hint or "switchrefresh check --store"
    return answer(result.switch, "failed", reason, next_step=step)
