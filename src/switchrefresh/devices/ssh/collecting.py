"""The answers to a platform's state commands, collected in the login that has just proven the config."""

from __future__ import annotations

from collections.abc import Sequence

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.ssh.reader import Silence
from switchrefresh.devices.ssh.session import Session
from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.cleaning import clean_lines
from switchrefresh.snapshots.judging import ERROR_LINES
from switchrefresh.snapshots.outputs import CommandOutput, OutputStatus


def collect_outputs(session: Session, platform: Platform) -> tuple[CommandOutput, ...]:
    """One output a command, in their order; whatever the switch does here, the proof of its config stands.

    A prompt is believed sooner here than in a config, because the next answer shows whether the one before had ended:
    when it had not, both are asked again with patience, and what still does not come apart is called cut. After a
    silence or a closed channel nothing more is asked.
    """
    found: list[CommandOutput] = []
    commands = platform.state_commands
    for command in commands:
        last = len(found) + 1 == len(commands)
        try:
            reading = session.read_state(command, sure=last)
            if reading.late and found:
                found[-1] = _again(session, platform, found[-1].command)
                reading = session.read_state(command, sure=True, patient=True)
            found.append(_output(platform, command, reading.raw, cut=reading.late))
        except PullFailure as failure:
            found.append(CommandOutput(command, _received(failure), OutputStatus.CUT))
            break
    found += [CommandOutput(command, b"", OutputStatus.CUT) for command in commands[len(found) :]]
    return tuple(found)


def _again(session: Session, platform: Platform, command: str) -> CommandOutput:
    """A command whose answer had not ended. The first try only takes what was still on its way."""
    session.read_state(command, sure=True, patient=True)
    reading = session.read_state(command, sure=True, patient=True)
    return _output(platform, command, reading.raw, cut=reading.late)


def _output(platform: Platform, command: str, raw: bytes, *, cut: bool) -> CommandOutput:
    refused = is_refusal(platform, clean_lines(raw))
    status = OutputStatus.CUT if cut else OutputStatus.REFUSED if refused else OutputStatus.COLLECTED
    return CommandOutput(command, raw, status)


def is_refusal(platform: Platform, lines: Sequence[str]) -> bool:
    """Whether an answer is nothing but the switch's refusal: a few lines, one of which says so."""
    said = [line for line in lines if line.strip()]
    return len(said) <= ERROR_LINES and any(platform.is_error(line) and not platform.is_log_line(line) for line in said)


def _received(failure: PullFailure) -> bytes:
    return failure.received if isinstance(failure, Silence) else b""
