"""What some bad switches cost the good ones: a crowd with one hostile switch in ten beside a clean one, in one run.

    python bench/backups/hostile.py [SWITCHES] [SLOTS]     200 switches, 50 slots

The bad ones fall silent half-way, hang up half-way, stop half-way and show their prompt, or refuse. Two numbers: with
the real limits, when the last good config came; and, with the silence that is borne cut to twice an answer's own, when
the whole run was over (with the real limits it ends when the silent ones are given up, 30 s after their last byte).
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from fakes import config
from login import PASSWORD, USER

from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Credentials, Limits, Target
from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.serving import LabProcess
from switchrefresh.lab.switch import LabSwitch
from switchrefresh.storage.known_hosts import KnownHosts

THINK = 2.0  # seconds of `show running-config`
SIZE = 8_000
MOST = 1.5  # times the clean run
LIMITS = {"real limits": Limits(), "silence of 4 s": replace(Limits(), idle=4.0)}
FAULTS = (
    Behaviour(think=THINK, hang_after=2000),
    Behaviour(think=THINK, drop_after=2000),
    Behaviour(think=THINK, stop_after=2000),
    Behaviour(think=THINK, instead=b"% Authorization failed.\r\n"),
)


def crowd(count: int, *, hostile: bool) -> list[LabSwitch]:
    """Every tenth is bad, or none."""
    switches = []
    for number in range(count):
        text = config(f"sw{number}", SIZE).replace(b"\r\n", b"\n")
        bad = hostile and number % 10 == 5
        behaviour = FAULTS[number // 10 % len(FAULTS)] if bad else Behaviour(think=THINK)
        switches.append(LabSwitch(f"sw{number}", "cisco_ios", text, {USER: PASSWORD}, behaviour=behaviour))
    return switches


def pull(switches: list[LabSwitch], slots: int, limits: Limits) -> tuple[float, float, set[str]]:
    """Seconds until the last proven config and until the end, and who was proven."""
    with tempfile.TemporaryDirectory() as folder, LabProcess(switches) as lab:
        targets = [
            Target(s.name, host, s.platform, USER, port) for s in switches for host, port in [lab.address(s.name)]
        ]
        book, login = KnownHosts(Path(folder) / "known_hosts"), Credentials(password=PASSWORD)
        began = last = time.monotonic()
        proven = set()
        for result in pull_all(targets, login, book, concurrency=slots, limits=limits, with_state=False):
            if result.outcome == "proven":
                proven.add(result.switch)
                last = time.monotonic()
        return last - began, time.monotonic() - began, proven


def main(count: int = 200, slots: int = 50) -> int:
    """A line for each kind of limits; 1 when a bad one was believed, a good one refused, or the others were held up."""
    good = {f"sw{number}" for number in range(count) if number % 10 != 5}
    clean_last, clean_end, all_proven = pull(crowd(count, hostile=False), slots, Limits())
    right = len(all_proven) == count
    say(f"{count} switches, {slots} slots, `show run` {THINK:g} s, a tenth hostile; clean: {clean_end:.1f} s")
    say("limits             last good s  ratio   end s  ratio  false good  false bad")
    for words, limits in LIMITS.items():
        last, end, proven = pull(crowd(count, hostile=True), slots, limits)
        wrong, missed = len(proven - good), len(good - proven)
        ratios = last / clean_last, end / clean_end
        say(f"{words:18} {last:11.1f} {ratios[0]:6.2f} {end:7.1f} {ratios[1]:6.2f} {wrong:11} {missed:10}")
        right &= not wrong and not missed and (ratios[0] if limits.idle == Limits().idle else ratios[1]) <= MOST
    return 0 if right else 1


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:3])))
