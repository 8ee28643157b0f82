"""How Ruckus FastIron (ICX) speaks over SSH: its prompt says so."""

from __future__ import annotations

from switchrefresh.lab.dialects.base import Action, Dialect, Version


def _unknown(line: str, column: int) -> bytes:
    del column
    return f"Invalid input -> {line.rsplit(maxsplit=1)[-1]}\nType ? for a list\n".encode()


def _version(facts: Version) -> bytes:
    return (
        f"  Copyright (c) Ruckus Networks, Inc.\n    UNIT 1: SW: Version 08.0.95jT211\n  HW: {facts.model}\n".encode()
    )


def _greeting(model: str) -> bytes:
    del model
    return b"\r\n"


RUCKUS_FASTIRON = Dialect(
    platforms=("ruckus_fastiron",),
    commands={
        "show running-config": Action.RUNNING,
        "show configuration": Action.SAVED,
        "show version": Action.VERSION,
        "skip-page-display": Action.PAGER_OFF,
        "page-display": Action.PAGER_ON,
        "enable": Action.ENABLE,
        "exit": Action.LEAVE,
        "quit": Action.LEAVE,
    },
    privileged=frozenset({Action.RUNNING, Action.SAVED, Action.PAGER_OFF, Action.PAGER_ON}),
    user_prompt=">",
    enabled_prompt="#",
    running=lambda config: b"Current configuration:\n" + config + b"\n",
    saved=lambda config: (
        b"!\nStartup-config data location is flash memory\n!\nStartup configuration:\n" + config + b"\n"
    ),
    version=_version,
    unknown=_unknown,
    more=b"--More--, next page: Space, next line: Return key, quit: Control-c",
    erase_more=b"\r" + b" " * 68 + b"\r",
    enable_asks=b"Password:",
    enable_refused=b"Error - incorrect username or password.\r\n",
    full=b"\r\nThe maximum number of SSH sessions is reached.\r\n",
    menu=b"\r\nEnter selection (1 status, 2 exit): ",
    greeting=_greeting,
    paint_prompt=lambda text: b"SSH@" + text.encode(),
)
