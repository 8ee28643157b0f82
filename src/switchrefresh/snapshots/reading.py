"""Reads a switch's answers into one state. What a switch said never raises: it is read, or named as not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from switchrefresh.platforms.facts import Fact
from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.cleaning import clean_text, printable
from switchrefresh.snapshots.intent.extracting import read_intent
from switchrefresh.snapshots.mapping.finishing import finish
from switchrefresh.snapshots.mapping.hostrows import join_portless
from switchrefresh.snapshots.mapping.readers import READERS, Reader, Readers
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.mapping.values import Row, UnmappedError
from switchrefresh.snapshots.outputs import CommandOutput, OutputStatus
from switchrefresh.snapshots.parsing import MOST_UNREAD, Parsed, parse, templates_for
from switchrefresh.snapshots.state import FactStatus, Skipped, State

__all__ = ["read_intent", "read_state"]

_REFUSAL = re.compile(
    r"invalid|unknown|unrecognized|incomplete|ambiguous|not (?:authori[sz]ed|supported|found|available)|denied|failed"
    r"|syntax error|error:|bad command",
    re.IGNORECASE,
)
_NO_BIT = re.compile(r"not (?:enabled|running|configured|active)|no .{0,40}(?:found|configured|present|entries)", re.I)
_HEADER = re.compile(
    r"\s*(?:[-=+ |]{8,}$|flags|codes?\b|capability|legend|total|number of|port\b|interface\b|vlan|group|mac\b"
    r"|device id)",
    re.IGNORECASE,
)
_DATA = re.compile(  # a port with its slot, a MAC address, an IPv4 address
    r"^\s*\S*\d/\d+\s|[0-9a-f]{4}[.-][0-9a-f]{4}[.-][0-9a-f]{4}|(?:[0-9a-f]{2}[:-]){5}|(?:\d+\.){3}\d",
    re.IGNORECASE,
)
_SHORT_ANSWER = 6  # lines; a refusal is never longer


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer that some template or nobody can read."""

    command: str
    readers: Readers
    outcome: FactStatus
    parsed: Parsed | None = None


def read_state(platform: Platform, outputs: Sequence[CommandOutput], config: bytes | None = None) -> State:
    """The state that a switch's answers tell; its running config fills gaps and is named as their source."""
    sketch = Sketch(platform.name)
    answers = sorted((_answer(platform, output) for output in outputs), key=_vlans_last)
    for answer in reversed(answers):
        _take(sketch, answer)
    join_portless(sketch)
    _judge(sketch, platform, answers)
    return finish(sketch, read_intent(platform, config) if config is not None else None)


def _vlans_last(answer: _Answer) -> bool:
    """VLAN names are known before rows that speak of VLANs by name (the list is read from its end)."""
    return any(fact is Fact.VLANS for fact, _ in answer.readers)


def _answer(platform: Platform, output: CommandOutput) -> _Answer:
    command = " ".join(output.command.split())
    readers = next((READERS[name] for name in templates_for(platform.name, command) if name in READERS), ())
    text = clean_text(output.raw)
    if output.status is OutputStatus.REFUSED or _refused(platform, text):
        return _Answer(command, readers, FactStatus.REFUSED)
    parsed = parse(platform, command, text) if readers else None
    if output.status is OutputStatus.CUT:
        return _Answer(command, readers, FactStatus.REFUSED, parsed)
    if parsed is None:
        return _Answer(command, readers, FactStatus.UNSUPPORTED)
    readers = READERS.get(parsed.template, readers)
    if parsed.rows:
        return _Answer(command, readers, FactStatus.COLLECTED, parsed)
    return _Answer(command, readers, _without_rows(parsed, text), parsed)


def _without_rows(parsed: Parsed, text: str) -> FactStatus:
    """An answer without rows is empty when all its lines are understood, or when it says so in words."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) <= _SHORT_ANSWER and any(_NO_BIT.search(line) for line in lines):
        return FactStatus.EMPTY
    if parsed.unread or any(_DATA.search(line) for line in lines):
        return FactStatus.PARSE_FAILED
    return FactStatus.EMPTY if not lines or any(_HEADER.match(line) for line in lines) else FactStatus.PARSE_FAILED


def _refused(platform: Platform, text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or len(lines) > _SHORT_ANSWER:
        return False
    return any(platform.is_error(line) and _REFUSAL.search(line) and not _NO_BIT.search(line) for line in lines)


def _take(sketch: Sketch, answer: _Answer) -> None:
    if answer.parsed is None or not answer.readers:
        return
    sketch.command = answer.command
    for reader, fact in {reader: fact for fact, reader in reversed(answer.readers)}.items():
        for row in answer.parsed.rows:
            if why := _read_row(reader, sketch, row):
                sketch.skipped.append(Skipped(fact, answer.command, why, _shown(row)))
    first = answer.readers[0][0]
    for line in answer.parsed.unread[:MOST_UNREAD]:
        sketch.skipped.append(Skipped(first, answer.command, "a line that is not understood", printable(line)))


def _read_row(reader: Reader, sketch: Sketch, row: Row) -> str:
    """ "" or why the row has no place. A row is a switch's own text: whatever it holds, it costs only itself."""
    try:
        reader(sketch, row)
    except UnmappedError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - hostile text must never end the reading of a whole switch
        return f"cannot be read ({type(error).__name__})"
    return ""


def _shown(row: Row) -> str:
    told = [f"{key}={value}" for key, value in row.items() if value]
    return printable(", ".join(told))


def _judge(sketch: Sketch, platform: Platform, answers: Iterable[_Answer]) -> None:
    """What became of each fact, by what was read and how each answer for it ended."""
    outcomes: dict[Fact, list[FactStatus]] = {fact: [] for fact in Fact}
    cut: set[Fact] = set()
    for answer in answers:
        for fact in _facts_of(platform, answer):
            outcomes[fact].append(answer.outcome)
            if answer.parsed is not None and answer.outcome is FactStatus.REFUSED:
                cut.add(fact)
    content = _content(sketch)
    for fact, found in outcomes.items():
        sketch.facts[fact] = FactStatus.REFUSED if fact in cut else _status(found, content[fact])


def _facts_of(platform: Platform, answer: _Answer) -> set[Fact]:
    """What an answer tells, by its template; without one, what it was asked for."""
    told = {fact for fact, _ in answer.readers}
    return told or {fact for fact, commands in platform.state.items() if answer.command in commands}


def _status(outcomes: Sequence[FactStatus], told: bool) -> FactStatus:
    if told:
        return FactStatus.COLLECTED
    for status in (FactStatus.PARSE_FAILED, FactStatus.EMPTY, FactStatus.COLLECTED, FactStatus.REFUSED):
        if status in outcomes:
            return FactStatus.EMPTY if status is FactStatus.COLLECTED else status
    return FactStatus.UNSUPPORTED


def _content(sketch: Sketch) -> Mapping[Fact, bool]:
    ports = sketch.ports.values()
    return {
        Fact.VERSION: bool(sketch.version),
        Fact.SERIAL: bool(sketch.serials),
        Fact.INTERFACES: any("oper_up" in port or "admin_up" in port for port in ports),
        Fact.SWITCHPORT: any("mode" in port for port in ports),
        Fact.VLANS: bool(sketch.vlans),
        Fact.LAGS: bool(sketch.lags),
        Fact.MACS: bool(sketch.macs),
        Fact.NEIGHBORS: bool(sketch.neighbors),
        Fact.POE: any("poe_on" in port or "poe_admin" in port for port in ports),
        Fact.STP: any(port.get("stp_state") for port in ports),
        Fact.SVIS: bool(sketch.svis),
        Fact.ARP: bool(sketch.arp),
        Fact.TRANSCEIVERS: bool(sketch.transceivers),
    }
