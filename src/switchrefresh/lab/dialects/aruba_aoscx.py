"""How ArubaOS-CX speaks on the console."""

from __future__ import annotations

from switchrefresh.lab.dialects.base import Action, Dialect, Version


def _unknown(line: str, column: int) -> bytes:
    del column
    return f"Invalid input: {line.rsplit(maxsplit=1)[-1]}\n".encode()


def _version(facts: Version) -> bytes:
    del facts
    rule = "-" * 77
    return (
        f"{rule}\nArubaOS-CX\n(c) Copyright 2017-2024 Hewlett Packard Enterprise Development LP\n{rule}\n"
        f"Version      : PL.10.13.1040\nBuild Date   : 2024-06-11 17:22:01 UTC\n"
        f"Build ID     : ArubaOS-CX:PL.10.13.1040:0000000000:202406111701\nActive Image : primary\n\n"
        f"Service OS Version : PL.01.14.0002\nBIOS Version       : PL.01.0005\n"
    ).encode()


def _greeting(model: str) -> bytes:
    del model
    return (
        b"Last login: 2026-11-20 16:41:07 from 10.10.0.250\r\n"
        b'User "netadmin" has logged in 2 times in the past 30 days\r\n'
    )


ARUBA_AOSCX = Dialect(
    platforms=("aruba_aoscx",),
    commands={
        "show running-config": Action.RUNNING,
        "show startup-config": Action.SAVED,
        "show version": Action.VERSION,
        "no page": Action.PAGER_OFF,
        "page": Action.PAGER_ON,
        "enable": Action.ENABLE,
        "disable": Action.DISABLE,
        "exit": Action.LEAVE,
        "quit": Action.LEAVE,
    },
    privileged=frozenset({Action.RUNNING, Action.SAVED}),
    user_prompt="> ",
    enabled_prompt="# ",
    running=lambda config: b"Current configuration:\n" + config,
    saved=lambda config: b"Startup configuration:\n" + config,
    version=_version,
    unknown=_unknown,
    more=b"-- MORE --, next page: Space, next line: Enter, quit: q",
    erase_more=b"\r\x1b[K",
    enable_asks=b"Password: ",
    enable_refused=b"Access denied\r\n",
    full=b"\r\nMaximum number of sessions reached for this user.\r\n",
    menu=b"\r\nArubaOS-CX zero touch provisioning is in progress\r\n 1) Cancel and continue\r\n 2) Wait\r\nChoice: ",
    greeting=_greeting,
)
