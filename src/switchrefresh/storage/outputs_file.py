"""What the file of a snapshot's state outputs looks like: a readable header, then every answer under its command."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from switchrefresh.snapshots.outputs import CommandOutput, OutputStatus
from switchrefresh.storage.snapshot_file import LAST_LINE, SnapshotFormatError

FORMAT = 1
FIRST_LINE = b"switchrefresh-outputs"
_SEAL = b"\nheader-sha256: "


def render_outputs(outputs: Sequence[CommandOutput]) -> bytes:
    """The whole file. The header carries status, length and SHA-256 of each answer, and a SHA-256 of itself."""
    lines = [FIRST_LINE, b"format: %d" % FORMAT]
    for output in outputs:
        digest = hashlib.sha256(output.raw).hexdigest()
        lines.append(f"output: {output.status} {len(output.raw)} {digest} {_checked(output.command)}".encode())
    header = b"\n".join(lines)
    seal = _SEAL + hashlib.sha256(header).hexdigest().encode()
    return header + seal + b"\n" + LAST_LINE + b"".join(_part(o.command, o.raw) for o in outputs)


def parse_outputs(data: bytes) -> tuple[CommandOutput, ...]:
    """The answers in the order they came; SnapshotFormatError when a single bit is not as it was written."""
    head, mark, body = data.partition(b"\n" + LAST_LINE)
    header, seal_mark, seal = head.rpartition(_SEAL)
    lines = header.decode("utf-8", "replace").split("\n")
    if not mark or not seal_mark or lines[0].encode() != FIRST_LINE:
        raise SnapshotFormatError("it does not begin as a file of state outputs")
    version = lines[1].removeprefix("format: ") if len(lines) > 1 else ""
    if version.isdecimal() and int(version) > FORMAT:
        raise SnapshotFormatError(f"it is of format {version}; this version reads up to {FORMAT}")
    if hashlib.sha256(header).hexdigest().encode() != seal:
        raise SnapshotFormatError("the header was changed")
    found, at = [], 0
    for line in lines[2:]:
        output, at = _read_part(line, body, at)
        found.append(output)
    if at != len(body):
        raise SnapshotFormatError(f"it has {len(body) - at} bytes too many")
    return tuple(found)


def _read_part(line: str, body: bytes, at: int) -> tuple[CommandOutput, int]:
    """One answer and where the next begins."""
    try:
        status, size, digest, command = line.removeprefix("output: ").split(" ", 3)
        start = at + len(_part(command, b"")) - 1
        raw = body[start : start + int(size)]
        output = CommandOutput(command, raw, OutputStatus(status))
    except ValueError as error:
        raise SnapshotFormatError("a line of the header cannot be read") from error
    if body[at : start + int(size) + 1] != _part(command, raw) or hashlib.sha256(raw).hexdigest() != digest:
        raise SnapshotFormatError(f"the answer to {command} was changed")
    return output, start + int(size) + 1


def _part(command: str, raw: bytes) -> bytes:
    return b"=== " + command.encode() + b"\n" + raw + b"\n"


def _checked(command: str) -> str:
    """Commands come from our recipes; one that would break the header is a fault in a recipe."""
    if not command.isprintable() or not command.strip():
        raise ValueError(f"{command!r} is not one line")
    return command
