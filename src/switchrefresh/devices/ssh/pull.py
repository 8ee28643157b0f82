"""One pull of one switch: connect, look, read, judge, and always let go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from switchrefresh.devices.budgets import Turns
from switchrefresh.devices.conditions import Conditions
from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.ssh.classifying import classify
from switchrefresh.devices.ssh.collecting import collect_outputs
from switchrefresh.devices.ssh.connecting import HostKeyCheck, connect
from switchrefresh.devices.ssh.reader import Reader
from switchrefresh.devices.ssh.session import Session
from switchrefresh.devices.targets import HostKey, HostKeyBook, Target
from switchrefresh.platforms.recipe import EndProof, Platform
from switchrefresh.snapshots.judging import Reading, Verdict, judge
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.snapshots.saving import Saved, compare_saved

MOST_READS = 4


@dataclass(slots=True)
class Pulled:
    """How far one pull came: a verdict with its reading, or a failure."""

    verdict: Verdict | None = None
    reading: Reading | None = None
    failure: PullFailure | None = None
    host_key: HostKey | None = None
    paged: bool = False
    saved: Saved = Saved.UNKNOWN
    outputs: tuple[CommandOutput, ...] = ()


def pull_config(target: Target, platform: Platform, conditions: Conditions, turns: Turns) -> Pulled:
    """Pull and judge, then ask a proven one for its saved config and its state; never raises, whatever the switch does.

    The switch counts as busy from the running-config command until its prompt is back. Logging in, quiet times, second
    looks, the saved config and the state outputs need no slot.
    """
    pulled = Pulled()
    check = HostKeyCheck(target, conditions.host_keys, conditions.host_key_mode)
    try:
        turns.come()
        known = _known_types(conditions.host_keys, target)
        with connect(target, platform.device_type, conditions, check, known, turns) as connection:
            reader = Reader(connection.channel, conditions.limits, abandoned=conditions.stop.is_set)
            session = Session(reader, platform, connection.line_end)
            _converse(session, target, platform, conditions, turns, pulled)
    except PullFailure as failure:
        pulled.failure = failure
    except Exception as error:  # noqa: BLE001 - a hostile switch can make the libraries raise anything
        pulled.failure = classify(error, legacy=target.legacy_ssh)
    finally:
        turns.leave()
    pulled.host_key = check.shown
    return pulled


def _converse(
    session: Session, target: Target, platform: Platform, conditions: Conditions, turns: Turns, pulled: Pulled
) -> None:
    """Everything that is said to a switch after the login."""
    session.open(target, conditions.login(target.username))
    turns.work()
    pulled.reading, pulled.verdict = read_proven(session, platform, target, turns.rest)
    turns.rest()
    pulled.paged = session.paged
    if pulled.verdict.proven and conditions.with_state:
        pulled.saved = read_saved(session, platform, pulled.reading.raw)
        pulled.outputs = collect_outputs(session, platform)


def _known_types(book: HostKeyBook, target: Target) -> tuple[str, ...]:
    """The key types on record; a book that cannot be read is our own trouble, not the network's."""
    try:
        return tuple(key_type for key_type, _ in book.known_keys(target.host, target.port))
    except OSError as error:
        raise PullFailure("host-key-unknown", f"the known host keys cannot be read ({type(error).__name__})") from error


def read_proven(
    session: Session, platform: Platform, target: Target, answered: Callable[[], object] = lambda: None
) -> tuple[Reading, Verdict]:
    """Read until the judge is content. A log line or a pause in the wrong place deserves one more try, not two.

    `answered` is called as soon as the first answer seems to be complete.
    """
    earlier: bytes | None = None
    spare = 1
    for _ in range(MOST_READS):
        reading = replace(session.read_config(patient=spare == 0, answered=answered), earlier=earlier)
        verdict = judge(reading, platform, target.expected_hostname, target.last_good_size)
        if verdict.proven or not (verdict.comparable or verdict.again) or (verdict.again and not spare):
            break
        spare -= verdict.again
        earlier = reading.raw if verdict.comparable else None if reading.late else earlier
    return reading, verdict


def read_saved(session: Session, platform: Platform, running: bytes) -> Saved:
    """Whether the running config is saved; whatever the switch does here, the proof of its config stands."""
    if session.marked_unsaved is not None:
        return Saved.DIFFERS if session.marked_unsaved else Saved.SAME
    earlier: Reading | None = None
    found = Saved.UNKNOWN
    for _ in range(2):
        try:
            reading = session.read_saved()
        except PullFailure:
            return Saved.UNKNOWN
        if reading is None:
            return Saved.UNKNOWN
        found = compare_saved(platform, running, reading, earlier)
        if found is not Saved.UNKNOWN or platform.end_proof is EndProof.MARKER:
            return found
        earlier = reading
    return found
