"""A pull on its way into the store: the files it becomes, under which names, with which bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC

from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.storage.outputs_file import render_outputs
from switchrefresh.storage.snapshot_file import SnapshotFacts, render

CONFIG, OUTPUTS = ".cfg", ".state"
QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is to be kept of one pull; with a `reason` in its facts it goes into quarantine, without outputs."""

    facts: SnapshotFacts
    raw: bytes
    outputs: tuple[CommandOutput, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The files of one pull: `place` is their folder in the store, `stem` their name without the ending."""

    place: str
    stem: str
    raw: bytes
    config: bytes
    outputs: bytes = b""

    @property
    def id(self) -> str:
        return f"{self.place}/{self.stem}"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of each; the config last, for it speaks for both."""
        if self.outputs:
            yield f"{self.id}{OUTPUTS}", self.outputs
        yield f"{self.id}{CONFIG}", self.config


def page_of(pull: Keeping) -> Page:
    """The files that a pull becomes; the same pull always becomes the same files."""
    facts = pull.facts
    place = f"{facts.switch}/{QUARANTINE}" if facts.reason else facts.switch
    stamp = facts.started.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    stem = f"{stamp}-{facts.phase}-{hashlib.sha256(pull.raw).hexdigest()[:8]}"
    outputs = render_outputs(pull.outputs) if pull.outputs and not facts.reason else b""
    digest = hashlib.sha256(outputs).hexdigest() if outputs else ""
    return Page(place, stem, pull.raw, render(replace(facts, outputs=digest), pull.raw), outputs)
