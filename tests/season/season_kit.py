"""A season told by the command line: every command with what it said, as a person would keep it."""

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Season:
    """Runs commands in a folder and remembers them. `hidden` are paths and keys that differ from run to run."""

    folder: Path
    password: str
    parts: list = field(default_factory=list)

    def chapter(self, title, words=""):
        self.parts.append(f"## {title}\n" + (f"\n{words}\n" if words else ""))

    def run(self, line, *codes, keep=40):
        """One command line; its exit code is one of `codes` (0 when none is named)."""
        done = subprocess.run(
            [sys.executable, "-m", "switchrefresh", *shlex.split(line)],
            cwd=self.folder,
            env={**os.environ, "SWITCHREFRESH_PASSWORD": self.password, "COLUMNS": "100"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=400,
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        said = self.tidy(out + err).splitlines()
        cut = [*said[:keep], f"... {len(said) - keep} lines more"] if len(said) > keep else said
        self.parts.append("```\n$ switchrefresh " + line + "\n" + "\n".join(cut) + f"\n(exit {done.returncode})\n```\n")
        assert done.returncode in (codes or (0,)), f"{line}: exit {done.returncode}\n{out}{err}"
        return out + err

    def data(self, line, *codes):
        """The data of a command with --json, without a trace in the transcript."""
        done = subprocess.run(
            [sys.executable, "-m", "switchrefresh", *shlex.split(line), "--json"],
            cwd=self.folder,
            env={**os.environ, "SWITCHREFRESH_PASSWORD": self.password},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=400,
            check=False,
        )
        assert done.returncode in (codes or (0,)), done.stdout.decode()[-3000:] + done.stderr.decode()
        return json.loads(done.stdout)["data"]

    def tidy(self, text):
        """Without what is only true of one run: keys, times of the day, ports and seconds."""
        text = re.sub(r"SHA256:[A-Za-z0-9+/]{43}", "SHA256:...", text)
        text = text.replace(str(self.folder), "district").replace("\t", "  ")
        text = re.sub(r"\b\d+\.\d+ s\b", "N s", text)
        return re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", text)

    def text(self, title, words):
        return f"# {title}\n\n{words}\n\n" + "\n".join(self.parts)


@contextlib.contextmanager
def lab_for(folder, password):
    """The simulated switches of a copy, in a process of their own."""
    words = [sys.executable, "-m", "switchrefresh", "demo", str(folder), "--serve"]
    environment = {**os.environ, "SWITCHREFRESH_PASSWORD": password}
    with subprocess.Popen(words, stderr=subprocess.PIPE, env=environment) as process:
        for _ in range(4):
            process.stderr.readline()
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
