"""How Juniper Junos speaks on the console: a role line above the prompt, and no enable."""

from __future__ import annotations

from switchrefresh.lab.dialects.base import Action, Dialect, Version


def _unknown(line: str, column: int) -> bytes:
    del column
    return f"                 ^\nunknown command: {line.rsplit(maxsplit=1)[-1]}\n".encode()


def _version(facts: Version) -> bytes:
    return f"Hostname: {facts.hostname}\nModel: {facts.model.lower()}\nJunos: 21.4R3-S5.4\n".encode()


def _greeting(model: str) -> bytes:
    del model
    return b"--- JUNOS 21.4R3-S5.4 Kernel 64-bit\r\n"


JUNIPER_JUNOS = Dialect(
    platforms=("juniper_junos",),
    commands={
        "show configuration": Action.RUNNING,
        "show version": Action.VERSION,
        "set cli screen-length <n>": Action.ROWS,
        "set cli screen-width <n>": Action.WIDTH,
        "exit": Action.LEAVE,
        "quit": Action.LEAVE,
    },
    privileged=frozenset(),
    user_prompt="> ",
    enabled_prompt="> ",
    running=lambda config: b"## Last commit: 2026-11-20 15:42:10 CST by netadmin\n" + config + b"\n",
    saved=lambda config: config,
    version=_version,
    unknown=_unknown,
    more=b"---(more 42%)---",
    erase_more=b"\r" + b" " * 40 + b"\r",
    enable_asks=b"Password:",
    enable_refused=b"error: permission denied\r\n",
    full=b"\r\nToo many users logged in\r\n",
    menu=b"\r\nPlease choose:\r\n 1) Shell\r\n 2) Reboot\r\nChoice: ",
    greeting=_greeting,
    before_prompt=b"{master:0}\r\n",
    paint_prompt=lambda text: b"netadmin@" + text.encode(),
)
