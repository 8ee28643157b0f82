"""Pull the configs of many switches at once; each comes back as a typed result, in the order they are done."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import datetime

from switchrefresh import clock
from switchrefresh.devices.arenas import share_arenas
from switchrefresh.devices.budgets import Budgets
from switchrefresh.devices.conditions import Conditions
from switchrefresh.devices.failures import NEXT_STEPS
from switchrefresh.devices.gate import LoginGate
from switchrefresh.devices.queueing import Queue, run_all
from switchrefresh.devices.targets import Credentials, HostKeyBook, HostKeyMode, Limits, Outcome, PullResult, Target
from switchrefresh.platforms.registry import NEVER_CONTACTED, find_platform, known_platforms, nearest_platforms


def pull_one(target: Target, conditions: Conditions) -> PullResult:
    """Pull one switch; never raises for anything that the switch or the network does."""
    started, began = conditions.now(), time.monotonic()
    login = conditions.login(target.username)
    if (early := _without_contact(target, login)) is not None:
        outcome, reason, detail, step = early
        return PullResult(target.switch, outcome, started, started, 0.0, reason, detail, step, platform=target.platform)
    platform = find_platform(target.platform)
    assert platform is not None  # noqa: S101 - _without_contact answered for it
    from switchrefresh.devices.ssh.pull import pull_config

    turns = conditions.budgets.turns()
    pulled = pull_config(target, platform, conditions, turns)
    verdict, failure = pulled.verdict, pulled.failure
    hide = login.hide_in
    return PullResult(
        switch=target.switch,
        outcome="failed" if failure or not verdict else "proven" if verdict.proven else "quarantined",
        started=started,
        ended=conditions.now(),
        seconds=round(max(time.monotonic() - began - turns.waited, 0.0), 3),
        reason=failure.reason if failure else (verdict.reason or None) if verdict else None,
        detail=hide(failure.detail if failure else verdict.detail if verdict else ""),
        next_step=hide(failure.next_step if failure else NEXT_STEPS.get(verdict.reason, "") if verdict else ""),
        proof=(*verdict.proof, *(("legacy SSH",) if target.legacy_ssh else ())) if verdict and verdict.proven else (),
        raw=pulled.reading.raw if pulled.reading and not failure else None,
        command=platform.running_config,
        platform=platform.name,
        host_key=pulled.host_key,
        paged=pulled.paged,
        legacy=target.legacy_ssh,
        saved=pulled.saved.value,
        outputs=pulled.outputs,
    )


def pull_all(
    targets: Iterable[Target],
    credentials: Credentials | Callable[[str], Credentials],
    host_keys: HostKeyBook,
    *,
    host_key_mode: HostKeyMode = "learn",
    limits: Limits | None = None,
    concurrency: int = 50,
    per_building: int | None = None,
    executor: Executor | None = None,
    on_result: Callable[[PullResult], None] | None = None,
    with_state: bool = True,
    gate: LoginGate | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Generator[PullResult]:
    """Pull every target and yield the results as they come, exactly one per target.

    At most `concurrency` switches are busy gathering their config at once (`budgets` tells of the others), and at most
    `per_building` sessions are open in one building. `executor` is anything shaped like concurrent.futures whose
    workers share this process's memory; a thread pool by default. Results are not kept, so that memory does not grow
    with the number of switches. Ending the iteration early stops all sessions. `gate` remembers what switches have said
    to a login over several runs.
    """
    share_arenas()
    known_platforms()  # read now, so that not every thread of the first moment reads them
    budgets, gate = Budgets(concurrency), gate or LoginGate()
    gate.open()
    conditions = Conditions(
        credentials, host_keys, host_key_mode, limits or Limits(), gate, budgets, now=now, with_state=with_state
    )
    pool = executor or ThreadPoolExecutor(max_workers=budgets.in_flight, thread_name_prefix="pull")
    running: dict[Future[PullResult], Target] = {}
    try:
        queue = Queue(targets, per_building)
        for result in run_all(
            queue, lambda target: pool.submit(pull_one, target, conditions), running, budgets.in_flight
        ):
            if on_result is not None:
                on_result(result)
            yield result
    finally:
        conditions.end()
        for future in running:
            future.cancel()
        if executor is None:
            pool.shutdown(wait=True, cancel_futures=True)


def _without_contact(target: Target, credentials: Credentials) -> tuple[Outcome, str, str, str] | None:
    """The answer for a switch that is not contacted at all; None for one that is."""
    if target.platform in NEVER_CONTACTED:
        return "skipped", target.platform, "there is nothing to log in to", ""
    if find_platform(target.platform) is None:
        near = nearest_platforms(target.platform)
        detail = f'no recipe for "{target.platform}"' + (f"; did you mean {' or '.join(near)}?" if near else "")
        return "failed", "unsupported", detail, NEXT_STEPS["unsupported"]
    if credentials.empty:
        return "failed", "auth", "no password, key or agent was given", NEXT_STEPS["auth"]
    return None
