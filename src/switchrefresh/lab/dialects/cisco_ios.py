"""How Cisco IOS and IOS-XE speak on the console."""

from __future__ import annotations

from switchrefresh.lab.dialects.base import Action, Dialect, Version


def _running(config: bytes) -> bytes:
    return b"Building configuration...\n\nCurrent configuration : %d bytes\n" % len(config) + config + b"\n"


def _saved(config: bytes) -> bytes:
    return b"Using %d out of 524288 bytes\n" % len(config) + config + b"\n"


def _version(facts: Version) -> bytes:
    return (
        f"Cisco IOS Software, {facts.model} Software, Version 15.2(7)E10, RELEASE SOFTWARE (fc3)\n"
        f"Technical Support: http://www.cisco.com/techsupport\n\n"
        f"{facts.hostname} uptime is 41 weeks, 3 days, 7 hours, 12 minutes\n"
        f"System returned to ROM by power-on\n\n"
        f"cisco {facts.model} (APM86XXX) processor with 524288K bytes of memory.\n"
        f"Configuration register is 0xF\n\n"
    ).encode()


def _unknown(line: str, column: int) -> bytes:
    if len(line.split()) == 1 and "?" not in line:
        sorry = "% Unknown command or computer name, or unable to find computer address"
        return f'Translating "{line.strip()}"\n{sorry}\n'.encode()
    marker = column + len(line) - len(line.rsplit(maxsplit=1)[-1])
    return b" " * marker + b"^\n% Invalid input detected at '^' marker.\n\n"


def _greeting(model: str) -> bytes:
    del model
    return b"\r\n"


CISCO_IOS = Dialect(
    platforms=("cisco_ios", "cisco_xe"),
    commands={
        "show running-config": Action.RUNNING,
        "show startup-config": Action.SAVED,
        "show version": Action.VERSION,
        "terminal length <n>": Action.ROWS,
        "terminal width <n>": Action.WIDTH,
        "enable": Action.ENABLE,
        "disable": Action.DISABLE,
        "exit": Action.LEAVE,
        "logout": Action.LEAVE,
        "quit": Action.LEAVE,
    },
    privileged=frozenset({Action.RUNNING, Action.SAVED}),
    user_prompt=">",
    enabled_prompt="#",
    running=_running,
    saved=_saved,
    version=_version,
    unknown=_unknown,
    more=b" --More-- ",
    erase_more=b"\b" * 9 + b" " * 8 + b"\b" * 9,
    enable_asks=b"Password: ",
    enable_refused=b"% Error in authentication.\r\n\r\n",
    full=b"\r\n% All lines are in use, session limit reached. Try again later.\r\n",
    menu=b'\r\n          Server "Lab"    Line 1    Terminal-type vt100\r\n\r\n    1          Show status\r\n    2'
    b"          Exit\r\n\r\nYour choice: ",
    greeting=_greeting,
)
