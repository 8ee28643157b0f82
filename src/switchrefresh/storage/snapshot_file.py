"""What a snapshot file looks like: a short readable header, then the config exactly as the switch sent it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

FORMAT = 1
FIRST_LINE = b"switchrefresh-snapshot"
LAST_LINE = b"---\n"
_LONGEST_HEADER = 16384
_LONGEST_VALUE = 500


class SnapshotFormatError(ValueError):
    """The bytes are not a whole, undamaged snapshot file; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """What is kept beside the config. Times are UTC; `evidence` is why it is believed, or why not.

    `outputs` is the SHA-256 of the file with the state outputs of the same login; empty when there is none.
    """

    switch: str
    phase: str
    platform: str
    command: str
    started: datetime
    ended: datetime
    evidence: tuple[str, ...] = ()
    host_key: str = ""
    reason: str = ""
    outputs: str = ""


def render(facts: SnapshotFacts, raw: bytes) -> bytes:
    """The whole file. The header carries length and SHA-256 of the config and a SHA-256 of itself."""
    values = {
        "format": str(FORMAT),
        "switch": facts.switch,
        "phase": facts.phase,
        "platform": facts.platform,
        "command": facts.command,
        "started": facts.started.astimezone(UTC).isoformat(),
        "ended": facts.ended.astimezone(UTC).isoformat(),
        "host-key": facts.host_key,
        "evidence": "; ".join(facts.evidence),
        "reason": facts.reason,
        "length": str(len(raw)),
        "sha256": hashlib.sha256(raw).hexdigest(),
    }
    if facts.outputs:
        values["outputs-sha256"] = facts.outputs
    lines = [FIRST_LINE] + [f"{key}: {_one_line(value)}".encode() for key, value in values.items()]
    header = b"\n".join(lines) + b"\n"
    seal = f"header-sha256: {hashlib.sha256(header).hexdigest()}\n".encode()
    return header + seal + LAST_LINE + raw


def parse(data: bytes) -> tuple[SnapshotFacts, bytes]:
    """The facts and the config; SnapshotFormatError when a single bit of either is not as it was written."""
    head, mark, raw = data.partition(b"\n" + LAST_LINE)
    if not data.startswith(FIRST_LINE + b"\n"):
        raise SnapshotFormatError("it does not begin as a snapshot")
    if not mark or len(head) > _LONGEST_HEADER:
        raise SnapshotFormatError("the header has no end")
    body, seal_mark, seal = head.rpartition(b"\nheader-sha256: ")
    values = _values(body)
    if values.get("format", "").isdecimal() and int(values["format"]) > FORMAT:
        raise SnapshotFormatError(f"it is of format {values['format']}; this version reads up to {FORMAT}")
    if not seal_mark or hashlib.sha256(body + b"\n").hexdigest().encode() != seal:
        raise SnapshotFormatError("the header was changed")
    if values.get("length") != str(len(raw)):
        raise SnapshotFormatError(f"it has {len(raw)} bytes of config, {values.get('length')} were written")
    if hashlib.sha256(raw).hexdigest() != values.get("sha256"):
        raise SnapshotFormatError("the config was changed: its SHA-256 is another")
    return _facts(values), raw


def _values(body: bytes) -> dict[str, str]:
    lines = body.decode("utf-8", "replace").split("\n")[1:]
    return {key: value for key, _, value in (line.partition(": ") for line in lines)}


def _facts(values: dict[str, str]) -> SnapshotFacts:
    try:
        return SnapshotFacts(
            switch=values["switch"],
            phase=values["phase"],
            platform=values["platform"],
            command=values["command"],
            started=datetime.fromisoformat(values["started"]),
            ended=datetime.fromisoformat(values["ended"]),
            evidence=tuple(part for part in values["evidence"].split("; ") if part),
            host_key=values["host-key"],
            reason=values["reason"],
            outputs=values.get("outputs-sha256", ""),
        )
    except (KeyError, ValueError) as error:
        raise SnapshotFormatError("the header lacks a line or a date in it cannot be read") from error


def _one_line(value: str) -> str:
    """Header values are one printable line each, whatever a device put into them."""
    line = value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)
    return line[:_LONGEST_VALUE].strip()
