"""Backups of many loopback switches, the product beside stock netmiko and nornir-netmiko, in one run.

    python bench/backups/run.py [--switches 1000] [--slots 100,50] [--who ours,netmiko] [--think 2] [--bytes 30000]

Efficiency is (N / slots x seconds of `show run`) / wall, from the first connect to the last config on the disk. The
switches run in a process of their own and share this machine's cores with the contender. CPU time of the contender by
switch and by 30 kB of what the switches said to it (state outputs are more text), and what a fake itself took.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

HERE = Path(__file__).resolve().parent
LONGEST = 900  # seconds for one contender
WHO = {
    "ours": ("ours",),
    "ours+state": ("ours", "state"),
    "ours+cluster": ("ours_cluster",),
    "netmiko": ("stock_netmiko",),
    "nornir": ("with_nornir",),
}


class Fakes:
    """The switches' process: where they are, and what they saw."""

    def __init__(self, process: subprocess.Popen[str], stdin: IO[str], stdout: IO[str]) -> None:
        self._stdin, self._stdout, self._process = stdin, stdout, process
        self.places = stdout.readline()

    def seen(self) -> dict[str, Any]:
        """Since the last question."""
        self._stdin.write("report\n")
        self._stdin.flush()
        return dict(json.loads(self._stdout.readline()))

    def end(self) -> None:
        """Let them go."""
        self._stdin.close()
        self._process.wait(30)


def start_fakes(count: int, think: float, size: int) -> Fakes:
    """Start the switches and wait until all listen."""
    command = [sys.executable, str(HERE / "fakes.py"), str(count), str(think), str(size)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("no pipes")
    return Fakes(process, process.stdin, process.stdout)


def measure(fakes: Fakes, who: str, slots: int, count: int, think: float) -> bool:
    """Run one contender and print its line; whether every config came."""
    module, *words = WHO[who]
    with tempfile.TemporaryDirectory() as folder:
        fakes.seen()
        done = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, str(HERE / "contender.py"), module, str(slots), folder, *words],
            input=fakes.places,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=LONGEST,
        )
        seen = fakes.seen()
    told = json.loads(done.stdout)
    wall, cpu = told["ended"] - seen["first_connect"], told["cpu"] * 1000
    say(
        f"{who:12} {slots:5} {wall:8.2f} {count / slots * think / wall:10.3f} {cpu / count:9.1f} "
        f"{cpu / (seen['sent'] / 30_000):9.1f} {seen['cpu'] * 1000 / count:9.1f} {told['peak_mb']:8.0f} "
        f"{seen['most_busy']:6} {seen['most_open']:6} {told['good']:6}"
    )
    return bool(told["good"] == count)


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """All contenders at all widths; 1 when one of ours lost a config."""
    options = argparse.ArgumentParser()
    options.add_argument("--switches", type=int, default=1000)
    options.add_argument("--slots", default="100,50")
    options.add_argument("--who", default=",".join(WHO))
    options.add_argument("--think", type=float, default=2.0)
    options.add_argument("--bytes", type=int, default=30_000)
    asked = options.parse_args()
    say(f"{asked.switches} switches, `show run` {asked.think:g} s, {asked.bytes} bytes")
    say(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    say("who          slots   wall s efficiency ms CPU/sw  ms/30 kB   ms fake  peak MB   busy   open   good")
    fakes, good = start_fakes(asked.switches, asked.think, asked.bytes), True
    try:
        for slots in map(int, asked.slots.split(",")):
            for who in asked.who.split(","):
                good &= measure(fakes, who, slots, asked.switches, asked.think) or not who.startswith("ours")
    finally:
        fakes.end()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
