"""How Extreme EXOS speaks on the console: one line a command, and a prompt that counts them."""

from __future__ import annotations

from switchrefresh.lab.dialects.base import Action, Dialect, Version


def _unknown(line: str, column: int) -> bytes:
    marker = column + len(line) - len(line.rsplit(maxsplit=1)[-1])
    return b" " * marker + b"^\n%% Invalid input detected at '^' marker.\n"


def _version(facts: Version) -> bytes:
    return f"Switch      : {facts.model}\nImage   : ExtremeXOS version 30.7.1.1 by release-manager\n".encode()


def _greeting(model: str) -> bytes:
    del model
    return (
        b"\r\nExtremeXOS\r\nCopyright (C) 1996-2020 Extreme Networks. All rights reserved.\r\n"
        b"==============================================================================\r\n\r\n"
        b"Press the <tab> or '?' key at any time for completions.\r\n"
        b"Remember to save your configuration changes.\r\n\r\n"
    )


EXTREME_EXOS = Dialect(
    platforms=("extreme_exos",),
    commands={
        "show configuration detail": Action.RUNNING,
        "show configuration": Action.RUNNING,
        "show version": Action.VERSION,
        "disable clipaging session": Action.PAGER_OFF,
        "disable clipaging": Action.PAGER_OFF,
        "enable clipaging": Action.PAGER_ON,
        "exit": Action.LEAVE,
        "logout": Action.LEAVE,
        "quit": Action.LEAVE,
    },
    privileged=frozenset(),
    user_prompt=".{n} > ",
    enabled_prompt=".{n} # ",
    running=lambda config: config,
    saved=lambda config: config,
    version=_version,
    unknown=_unknown,
    more=b"Press <SPACE> to continue or <Q> to quit:",
    erase_more=b"\r" + b" " * 42 + b"\r",
    enable_asks=b"Password:",
    enable_refused=b"Error: permission denied\r\n",
    full=b"\r\nError: too many sessions\r\n",
    menu=b"\r\nThis switch currently has some management methods enabled in unsecure mode. Continue [y/N]: ",
    greeting=_greeting,
)
