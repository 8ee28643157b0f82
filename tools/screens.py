"""Runs the screens of a page of the tutorial as they stand, on a terminal of 80 columns, and compares or writes them.

A screen is a block of ```console with `$ command` lines and what they print. What a person types at a question stands
in a comment before the block: `<!-- types: JL675A | none -->`. Today is the date of the page's `<!-- today: ... -->`.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("docs/tutorial/demo-district.md", "docs/tutorial/your-list.md")
LIMIT = 120.0
_BLOCK = re.compile(r"(?:<!-- types: (?P<typed>.*?) -->\n)?```console\n(?P<body>.*?)```\n", re.DOTALL)
_TODAY = re.compile(r"<!-- today: (\S+) -->")
# What differs from run to run: how long a search took.
_SECONDS = re.compile(r"\b\d+(?:\.\d+)? s\b")
_RUN = """
import sys, switchrefresh.clock as clock
from datetime import UTC, datetime
moment = datetime.fromisoformat(sys.argv.pop(1) + "T15:00:00").replace(tzinfo=UTC)
clock.now = lambda: moment
from switchrefresh.cli.door import run
sys.exit(run(sys.argv[1:]))
"""


def run_page(page: Path) -> str:
    """The page with each screen as it comes out now."""
    text = page.read_text(encoding="utf-8")
    day = _TODAY.search(text)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in page.parent.glob("*.csv"):
            shutil.copy(path, folder)
        state = {"at": folder, "day": day[1] if day else "2026-11-23"}
        return _BLOCK.sub(lambda match: _block(match, state), text)


def _block(match: re.Match[str], state: dict[str, object]) -> str:
    typed = [word.strip() for word in match["typed"].split("|")] if match["typed"] else []
    lines = []
    for command in (line[2:] for line in match["body"].splitlines() if line.startswith("$ ")):
        lines += [f"$ {command}", *_screen(command, typed, state)]
    head = f"<!-- types: {match['typed']} -->\n" if match["typed"] else ""
    return f"{head}```console\n" + "\n".join(lines) + "\n```\n"


def _screen(command: str, typed: list[str], state: dict[str, object]) -> list[str]:
    words = shlex.split(command)
    at = Path(str(state["at"]))
    if words[0] == "cd":
        state["at"] = at / words[1]
        return []
    if words[0] == "switchrefresh":
        argv = [sys.executable, "-c", _RUN, str(state["day"]), *words[1:]]
        shown = _on_a_terminal(argv, at, typed)
    else:
        shown = subprocess.run(words, cwd=at, capture_output=True, text=True, timeout=LIMIT, check=True).stdout
    shown = _SECONDS.sub("0.50 s", shown)
    return [line.rstrip() for line in shown.replace(str(at), ".").rstrip().splitlines()]


def _on_a_terminal(argv: list[str], folder: Path, typed: list[str]) -> str:
    """What a terminal of 80 columns shows; answers are typed when a question waits."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SWITCHREFRESH", "SSH_"))}
    environment = {**kept, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "80", "HOME": str(folder), "TZ": "UTC"}
    process = subprocess.Popen(argv, cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    shown, end = b"", time.monotonic() + LIMIT
    try:
        while time.monotonic() < end:
            if select.select([master], [], [], 0.2)[0]:
                try:
                    piece = os.read(master, 65536)
                except OSError:
                    break
                if not piece:
                    break
                shown += piece
                if shown.endswith(b": ") and typed:
                    os.write(master, typed.pop(0).encode() + b"\n")
        process.wait(timeout=5)
    finally:
        process.kill()
        os.close(master)
    return _settled(shown.decode(errors="replace").replace("\r\n", "\n"))


def _settled(text: str) -> str:
    """Lines that were written over show as they stood last; cursor words are gone."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))


def main() -> int:
    """Write the pages, or with --check name those that no longer are what comes out."""
    wrong = 0
    for name in PAGES:
        page = ROOT / name
        made = run_page(page)
        if "--check" not in sys.argv:
            page.write_text(made, encoding="utf-8")
        elif made != page.read_text(encoding="utf-8"):
            print(f"{name} is stale: make docs")
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
