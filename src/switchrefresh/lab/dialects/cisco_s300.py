"""How a Cisco Small Business switch speaks on the console."""

from __future__ import annotations

from switchrefresh.lab.dialects.base import Action, Dialect, Version


def _unknown(line: str, column: int) -> bytes:
    del line, column
    return b"% Unrecognized command\n"


def _version(facts: Version) -> bytes:
    return f"SW version    1.4.11.5 ( date  06-Apr-2020 time  13:04:09 )\nHW version    {facts.model}\n".encode()


def _greeting(model: str) -> bytes:
    del model
    return b"\r\n"


CISCO_S300 = Dialect(
    platforms=("cisco_s300",),
    commands={
        "show running-config": Action.RUNNING,
        "show startup-config": Action.SAVED,
        "show version": Action.VERSION,
        "terminal datadump": Action.PAGER_OFF,
        "no terminal datadump": Action.PAGER_ON,
        "terminal width <n>": Action.WIDTH,
        "enable": Action.ENABLE,
        "disable": Action.DISABLE,
        "exit": Action.LEAVE,
    },
    privileged=frozenset({Action.RUNNING, Action.SAVED}),
    user_prompt=">",
    enabled_prompt="#",
    running=lambda config: config,
    saved=lambda config: config,
    version=_version,
    unknown=_unknown,
    more=b"More: <space>,  Quit: q or CTRL+Z, One line: <return> ",
    erase_more=b"\r" + b" " * 56 + b"\r",
    enable_asks=b"Password:",
    enable_refused=b"bad password\r\n",
    full=b"\r\nToo many sessions; try again later.\r\n",
    menu=b"\r\n            Menu\r\n 1 System\r\n 2 Logout\r\nSelection: ",
    greeting=_greeting,
)
