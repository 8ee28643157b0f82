"""How ArubaOS-Switch (HP ProCurve) speaks: a full-screen VT100 console with a banner and a key to press."""

from __future__ import annotations

from switchrefresh.lab.dialects.base import Action, Dialect, Version

_LEGAL = (
    "\n(C) Copyright 2022 Hewlett Packard Enterprise Development LP\n"
    "                         RESTRICTED RIGHTS LEGEND\n"
    " Confidential computer software. Valid license from Hewlett Packard Enterprise\n"
    " Development LP required for possession, use or copying. Consistent with FAR\n"
    " 12.211 and 12.212, Commercial Computer Software, Computer Software\n"
    " Documentation, and Technical Data for Commercial Items are licensed to the\n"
    " U.S. Government under vendor's standard commercial license.\n\n"
    "We'd like to keep you up to date about:\n"
    "  * Software feature updates\n"
    "  * New product announcements\n"
    "  * Special events\n"
    "Please register your products now at: www.hpe.com/networking/register\n\n"
)
_HOME = b"\x1b[24;1H"
_SHOW = b"\x1b[?25h"


def _greeting(model: str) -> bytes:
    title = f"HP {model} Switch\nSoftware revision YA.16.11.0012\n" if model else ""
    return (title + _LEGAL).replace("\n", "\r\n").encode()


def _paint_prompt(text: str) -> bytes:
    end = b"\x1b[24;%dH" % (len(text) + 1)
    return _HOME + b"\x1b[2K" + _HOME + _SHOW + _HOME + _HOME + text.encode() + _HOME + end + _HOME + _SHOW + end


def _paint_echo(typed: bytes, column: int) -> bytes:
    before, after = b"\x1b[24;%dH" % (column + 1), b"\x1b[24;%dH" % (column + len(typed) + 1)
    return typed + before + _SHOW + after


def _unknown(line: str, column: int) -> bytes:
    del column
    return f"Invalid input: {line.rsplit(maxsplit=1)[-1]}\n".encode()


def _version(facts: Version) -> bytes:
    return (
        f"\nImage stamp:    /ws/swbuildm/rel_ukiah_qaoff/code/build/lakes(swbuildm_rel_ukiah_qaoff_rel_ukiah)\n"
        f"                Jul 22 2022 11:19:54\n                YA.16.11.0012\n                527\n"
        f"Boot Image:     Primary\n\nBoot ROM Version:    YA.15.20\nActive Boot ROM:     Primary\n\n"
        f"Model: {facts.model}\n"
    ).encode()


HP_PROCURVE = Dialect(
    platforms=("hp_procurve", "aruba_osswitch"),
    commands={
        "show running-config": Action.RUNNING,
        "show config": Action.SAVED,
        "show startup-config": Action.SAVED,
        "show version": Action.VERSION,
        "no page": Action.PAGER_OFF,
        "page": Action.PAGER_ON,
        "terminal length <n>": Action.WIDTH,  # sets the screen size; paging stays as it is
        "terminal width <n>": Action.WIDTH,
        "enable": Action.ENABLE,
        "exit": Action.DISABLE,
        "logout": Action.LEAVE,
    },
    privileged=frozenset({Action.RUNNING, Action.SAVED, Action.PAGER_OFF, Action.PAGER_ON, Action.WIDTH}),
    user_prompt="> ",
    enabled_prompt="# ",
    running=lambda config: b"\nRunning configuration:\n\n" + config + b"\n",
    saved=lambda config: b"\nStartup configuration: 12\n\n" + config + b"\n",
    version=_version,
    unknown=_unknown,
    more=b"-- MORE --, next page: Space, next line: Enter, quit: Control-C",
    erase_more=_HOME + b"\x1b[2K" + _HOME,
    enable_asks=b"Password:",
    enable_refused=b"Invalid password\r\n",
    full=b"\r\nSorry, the maximum number of sessions are active.  Try again later.\r\n",
    menu=b"\x1b[2J\x1b[1;1H===================- TELNET - MANAGER MODE -===================\r\n"
    b"                          Main Menu\r\n\r\n   1. Status and Counters...\r\n   2. Switch Configuration...\r\n"
    b"   5. Command Line (CLI)\r\n   0. Logout\r\n\r\nTo select menu item, press item number, or highlight item\r\n"
    b"and press <Enter>.",
    greeting=_greeting,
    any_key=b"Press any key to continue",
    confirm_logout=b"Do you want to log out (y/n)? ",
    before_prompt=b"\x1b[1;24r",
    enter=b"\x1b[24;0H\x1bE" + _HOME + b"\x1b[2K" + _HOME + _SHOW + _HOME + b"\x1b[1;24r" + _HOME,
    paint_prompt=_paint_prompt,
    paint_echo=_paint_echo,
)
