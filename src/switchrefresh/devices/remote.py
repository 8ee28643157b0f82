"""Pulls on workers that share no memory with this process: what travels with a task, and what comes back."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field, replace

from switchrefresh import clock
from switchrefresh.devices.budgets import TurnsMaker, Unlimited
from switchrefresh.devices.conditions import Conditions
from switchrefresh.devices.failures import NEXT_STEPS
from switchrefresh.devices.first_logins import CarefulQueue
from switchrefresh.devices.logins import find_credentials
from switchrefresh.devices.pulling import pull_one
from switchrefresh.devices.queueing import Queue, run_all
from switchrefresh.devices.targets import HostKeyBook, HostKeyMode, Limits, PullResult, Standing, Target
from switchrefresh.errors import SwitchrefreshError

Keys = tuple[tuple[str, str], ...]
MORE_THAN_SLOTS = 1.6  # tasks under way, as a multiple of the slots: those that log in, wait or prove need no slot


@dataclass(frozen=True, slots=True)
class Task:
    """One pull, to be done anywhere and any number of times: it reads, and writes nothing but its result.

    Nothing secret travels. A worker finds the login as a person's own machine does (private password file, environment,
    keyring, SSH agent); `password_file` is only the file's name there.
    """

    target: Target
    known: Keys = ()
    revoked: Keys = ()
    password_file: str | None = None
    host_key_mode: HostKeyMode = "learn"
    limits: Limits = field(default_factory=Limits)
    with_state: bool = True
    budgets: TurnsMaker = field(default_factory=Unlimited)


class CarriedKeys:
    """The keys on record of one host, as they travelled; a new one is learned where the record is kept."""

    def __init__(self, known: Keys, revoked: Keys) -> None:
        self._known, self._revoked = known, revoked

    def known_keys(self, host: str, port: int) -> Keys:
        """The keys on record."""
        del host, port
        return self._known

    def revoked_keys(self, host: str, port: int) -> Keys:
        """The keys that must not be trusted."""
        del host, port
        return self._revoked

    def check(self, host: str, port: int, key_type: str, key: str) -> Standing:
        """A host with any key on record may show no other."""
        del host, port
        if (key_type, key) in self._revoked:
            return "revoked"
        if (key_type, key) in self._known:
            return "known"
        return "changed" if self._known else "unknown"

    def learn(self, host: str, port: int, key_type: str, key: str) -> bool:
        """Noted in the result."""
        del host, port, key_type, key
        return True


def pull_there(task: Task) -> PullResult:
    """On the worker: one pull from the login to the verdict."""
    try:
        login = find_credentials(task.password_file, None, task.target.username)
    except SwitchrefreshError as error:
        return _failed(task.target, "auth", f"the worker has no login: {error}")
    conditions = Conditions(
        login,
        CarriedKeys(task.known, task.revoked),
        task.host_key_mode,
        task.limits,
        budgets=task.budgets,
        with_state=task.with_state,
    )
    return pull_one(task.target, conditions)


def pull_elsewhere(
    targets: Iterable[Target],
    task: Task,
    host_keys: HostKeyBook,
    executor: Executor,
    *,
    slots: int,
    per_building: int | None = None,
) -> Generator[PullResult]:
    """Pull every target on an executor of the usual shape, exactly one result each; `task` says what all share.

    The first login of a user name goes alone here too. A task whose worker is lost is done again by the executor or
    comes back as failed; nothing is kept on a worker.
    """
    queue = CarefulQueue(Queue(targets, per_building))
    running: dict[Future[PullResult], Target] = {}
    away: dict[str, tuple[Target, Future[PullResult] | None]] = {}

    def submit(target: Target) -> Future[PullResult]:
        if (refusal := queue.refusal(target.username)) is not None:
            away[target.switch] = (target, None)
            return _settled(_failed(target, refusal.reason, refusal.detail, refusal.next_step))
        known = tuple(host_keys.known_keys(target.host, target.port))
        revoked = tuple(host_keys.revoked_keys(target.host, target.port))
        future = executor.submit(pull_there, replace(task, target=target, known=known, revoked=revoked))
        away[target.switch] = (target, future)
        return _guarded(future, target)

    try:
        for result in run_all(queue, submit, running, max(round(slots * MORE_THAN_SLOTS), slots + 1)):
            target, _ = away.pop(result.switch)
            yield _learned(result, target, host_keys)
    finally:
        for _, future in away.values():
            if future is not None:
                future.cancel()


def _guarded(future: Future[PullResult], target: Target) -> Future[PullResult]:
    """The same with a result in every case: a lost worker is a failed pull, not the end of the run."""
    outer: Future[PullResult] = Future()

    def take(done: Future[PullResult]) -> None:
        try:
            outer.set_result(done.result())
        except (Exception, CancelledError) as error:  # noqa: BLE001 - executors fail in their own ways
            outer.set_result(_failed(target, "closed", f"the worker was lost ({type(error).__name__})"))

    future.add_done_callback(take)
    return outer


def _learned(result: PullResult, target: Target, host_keys: HostKeyBook) -> PullResult:
    """Remember a key that a worker met for the first time; somebody else may have learned another one meanwhile."""
    key = result.host_key
    if key is None or not key.learned:
        return result
    try:
        learned = host_keys.learn(target.host, target.port, key.key_type, key.key)
        standing = host_keys.check(target.host, target.port, key.key_type, key.key)
    except (OSError, SwitchrefreshError) as error:
        return _failed(target, "host-key-unknown", f"the key could not be remembered ({type(error).__name__})")
    if standing != "known":
        return _failed(target, "host-key-changed", f"{key.fingerprint} was shown, and another was learned meanwhile")
    return replace(result, host_key=replace(key, learned=learned))


def _settled(result: PullResult) -> Future[PullResult]:
    future: Future[PullResult] = Future()
    future.set_result(result)
    return future


def _failed(target: Target, reason: str, detail: str, next_step: str = "") -> PullResult:
    when, step = clock.now(), next_step or NEXT_STEPS[reason]
    return PullResult(target.switch, "failed", when, when, 0.0, reason, detail, step, platform=target.platform)
