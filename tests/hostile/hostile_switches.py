"""The hostile switches of the suite, as data: how each misbehaves, and what the product must make of it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from switchrefresh.lab.behaviour import Behaviour, Enable, FirstScreen, Hangup, Line, Login
from switchrefresh.lab.configs import config_of
from switchrefresh.lab.dialects import dialect_of
from switchrefresh.lab.dialects.base import wire
from switchrefresh.lab.facts import NAMES, Facts, Port
from switchrefresh.lab.hardware import hardware
from switchrefresh.lab.switch import LEGACY, LabSwitch
from switchrefresh.platforms.registry import find_platform

USER, PASSWORD, SECRET = "netadmin", 'pa"ss\\canary-9417', "sec-canary-2203"
MODELS = {
    "cisco_ios": "WS-C2960X-48FPD-L",
    "hp_procurve": "J9772A",
    "aruba_aoscx": "JL675A",
    "cisco_s300": "SG350-52P",
    "juniper_junos": "EX2300-48P",
    "ruckus_fastiron": "ICX7150-48P",
}
PROMPTS = {"hp_procurve": "{}# ", "aruba_aoscx": "{}# ", "juniper_junos": "netadmin@{}> ", "ruckus_fastiron": "SSH@{}#"}
PLATFORMS = tuple(MODELS)
ALLOWED = {command for name in PLATFORMS for command in find_platform(name).commands()}
LOG_LINE = b"*Nov 23 19:02:11.031: %LINK-3-UPDOWN: Interface GigabitEthernet1/0/7, changed state to up\r\n"
LOG_LINES = {
    "cisco_ios": LOG_LINE,
    "hp_procurve": b"I 11/23/26 19:02:11 00077 ports: port 7 is now off-line\r\n",
    "aruba_aoscx": b"2026-11-23T19:02:11.123456-06:00 sw1 intfd[912]: Event|403|LOG_INFO|AMM|1/1|Link status for "
    b"interface 1/1/7 is up\r\n",
    "cisco_s300": b"23-Nov-2026 19:02:11 %LINK-I-Up:  gi7\r\n",
    "juniper_junos": b"Message from syslogd@sw1 at Nov 23 19:02:11  ...\r\n",
    "ruckus_fastiron": b"SYSLOG: <14> Nov 23 19:02:11 sw1 System: Interface ethernet 1/1/7, state up\r\n",
}


def config_for(name: str, platform: str) -> bytes:
    """A whole, ordinary configuration for a switch of this name."""
    edge = tuple(Port(f"Rm {100 + n} PC", 20) for n in range(40))
    trunk = Port("Uplink to core", 1, tuple(NAMES), True)
    address = ipaddress.IPv4Interface("10.10.0.9/24")
    facts = Facts(name, "Gym MDF", "help desk", address, NAMES, edge, (trunk,), "ro-1", "key-1", "a" * 43)
    return config_of(facts, hardware(MODELS[platform], platform), platform)


def healthy(name: str, platform: str, **more) -> LabSwitch:
    """A switch with nothing wrong."""
    return LabSwitch(name, platform, config_for(name, platform), {USER: PASSWORD}, model=MODELS[platform], **more)


def answer_of(switch: LabSwitch) -> bytes:
    """What `show running-config` sends, without echo and prompt."""
    return wire(dialect_of(switch.platform).running(switch.config))


def as_read(raw: bytes, platform: str) -> bytes:
    """A console answer as bytes of text: pager questions with their erasure, and cursor movements, taken out."""
    dialect = dialect_of(platform)
    return re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", raw.replace(dialect.more + dialect.erase_more, b""))


@dataclass(frozen=True)
class Row:
    """One row of the table. `reasons`: any of these words; `refused` is quarantined or failed."""

    title: str
    make: Callable[[str, str], LabSwitch]
    outcome: str
    reasons: tuple[str | None, ...] = (None,)
    platforms: tuple[str, ...] = PLATFORMS
    within: float | None = None  # seconds, of the pull alone
    target: tuple[tuple[str, object], ...] = ()  # what else the inventory says
    typed_nothing: bool = False
    no_password: bool = False
    paged: bool = False
    last_good: float | None = None  # size of the last good one, as a multiple of this answer


def behaving(**fields) -> Callable[[str, str], LabSwitch]:
    """A switch that is healthy but for its behaviour."""
    return lambda name, platform: healthy(name, platform, behaviour=Behaviour(**fields))


def _place(switch: LabSwitch, share: float = 0.5) -> int:
    """A byte in the middle of a line, about there in the answer."""
    body = answer_of(switch)
    return body.index(b"\r\n", int(len(body) * share)) + 5


def _border(switch: LabSwitch, share: float = 0.5) -> int:
    """The first byte of a line, about there in the answer."""
    body = answer_of(switch)
    return body.index(b"\r\n", int(len(body) * share)) + 2


def at(field: str, place: Callable[[LabSwitch], int], **more) -> Callable[[str, str], LabSwitch]:
    """A switch whose fault happens at a place in its answer."""

    def make(name: str, platform: str) -> LabSwitch:
        switch = healthy(name, platform)
        return replace(switch, behaviour=Behaviour(**{field: place(switch)}, **more))

    return make


def logging_in_between(place: Callable[[LabSwitch], int], **more) -> Callable[[str, str], LabSwitch]:
    """A switch whose log speaks up while it shows its configuration."""

    def make(name: str, platform: str) -> LabSwitch:
        switch = healthy(name, platform)
        line = LOG_LINES[platform]
        return replace(switch, behaviour=Behaviour(inserted=line, insert_at=place(switch), **more))

    return make


def prompt_in_config(line: str, pause: float) -> Callable[[str, str], LabSwitch]:
    """The switch's own prompt stands in a description, and right after it the line is silent."""

    def make(name: str, platform: str) -> LabSwitch:
        switch = healthy(name, platform)
        text = line.format(prompt=PROMPTS.get(platform, "{}#").format(name)).encode()
        lines = switch.config.splitlines(keepends=True)
        half = next(n for n in range(len(lines) // 2, len(lines)) if b"Rm 1" in lines[n]) + 1
        switch = replace(switch, config=b"".join([*lines[:half], text, *lines[half:]]))
        body, name_at = answer_of(switch), text.index(name.encode()) + len(name) + 1
        place = body.index(wire(text)) + name_at
        return replace(switch, behaviour=Behaviour(pause_at=place, pause_for=pause))

    return make


def banner_with_prompt(banner: str, pause: float = 0.0, times: int = 1) -> Callable[[str, str], LabSwitch]:
    """The prompt stands in the banner that is shown after the login."""

    def make(name: str, platform: str) -> LabSwitch:
        text = banner.format(name=name).encode() * times
        return healthy(name, platform, behaviour=Behaviour(banner=text, banner_pause=pause))

    return make


def with_bytes(odd: bytes, **more) -> Callable[[str, str], LabSwitch]:
    """Odd bytes inside a description."""

    def make(name: str, platform: str) -> LabSwitch:
        switch = healthy(name, platform)
        config = switch.config.replace(b"Rm 110 PC", b"Rm " + odd + b" PC")
        assert config != switch.config
        return replace(switch, config=config, behaviour=Behaviour(**more))

    return make


def another_switch(prompt: str | None, config: str) -> Callable[[str, str], LabSwitch]:
    """Another switch answers at this address."""

    def make(name: str, platform: str) -> LabSwitch:
        switch = healthy(name, platform, hostname=prompt)
        return replace(switch, config=switch.config.replace(name.encode(), config.encode()))

    return make


def with_enable(**fields) -> Callable[[str, str], LabSwitch]:
    """The login ends in user mode."""
    return lambda name, platform: healthy(name, platform, enable_secret=SECRET, behaviour=Behaviour(**fields))


def saying(text: bytes) -> Callable[[str, str], LabSwitch]:
    """Something else comes instead of the configuration."""
    return behaving(instead=text)


def two_ends(name: str, platform: str) -> LabSwitch:
    switch = healthy(name, platform)
    return replace(switch, config=switch.config + switch.config)


_ENABLING = ("cisco_ios", "hp_procurve", "cisco_s300", "ruckus_fastiron")
_MARKED = ("cisco_ios", "juniper_junos", "ruckus_fastiron")  # a half is seen without the last good one

GOOD: tuple[Row, ...] = (
    Row("nothing wrong", healthy, "proven"),
    Row("slow start", behaving(think=1.2), "proven"),
    Row("a pause in the middle of a line", at("pause_at", _place, pause_for=1.2), "proven"),
    Row("a pause between two lines", at("pause_at", _border, pause_for=1.2), "proven"),
    Row("slow but steady", behaving(chunk=150, pause=0.05), "proven"),
    Row("tiny pieces", behaving(chunk=37, pause=0.001), "proven"),
    Row("pager although paging is off", behaving(pager_always=True), "proven", paged=True),
    Row("pager and tiny pieces", behaving(pager_always=True, chunk=13), "proven", paged=True),
    Row("prompt in a description, then silence", prompt_in_config(" description to {prompt}port 3\n", 0.4), "proven"),
    Row("prompt as a whole line, then silence", prompt_in_config("{prompt}\n", 0.1), "proven"),
    Row("prompt as a whole line, then long silence", prompt_in_config("{prompt}\n", 0.8), "whole or refused"),
    Row("prompt in the banner", banner_with_prompt("Welcome to {name}# and good luck\r\n"), "proven"),
    Row("prompt as a banner line, then silence", banner_with_prompt("{name}#\r\n", 0.09), "proven"),
    Row("75 kB banner", banner_with_prompt("Authorized use only on {name}# at all times.\r\n", 0, 1600), "proven"),
    Row("a key to press", behaving(any_key=True), "proven"),
    Row("no key to press", behaving(any_key=False), "proven"),
    Row("a banner before the login", behaving(auth_banner="Keep out\nsw# \n"), "proven"),
    Row("Latin-1 bytes", with_bytes(b"caf\xe9 \xff\xfe"), "proven"),
    Row("UTF-8 cut between packets", with_bytes("Ünïcödé 教室 ✓".encode(), chunk=4), "proven"),
    Row("NUL and escape codes", with_bytes(b"\x00 \x1b[31mred\x1b[0m \x07"), "proven"),
    Row("a log line in the first reading", logging_in_between(_border, readings=1), "proven"),
    Row("a log line in the middle of a line, once", logging_in_between(_place, readings=1), "proven"),
    Row("an error the first time only", behaving(stop_after=0, readings=1), "proven"),
    Row("stops half-way the first time only", at("stop_after", _border, readings=1), "proven"),
    Row("enable with a secret", with_enable(), "proven", platforms=_ENABLING),
    Row("old SSH, marked", lambda n, p: healthy(n, p, ssh=LEGACY), "proven", target=(("legacy_ssh", True),)),
    Row("new SSH, marked as old", healthy, "proven", target=(("legacy_ssh", True),), platforms=("cisco_ios",)),
    Row("an ed25519 host key", lambda n, p: healthy(n, p, host_key_types=("ed25519",)), "proven"),
    Row("the last good one was like it", healthy, "proven", last_good=1.0),
)

# AOS-S marks its log lines by their first letter only; inside a line, two unlike readings give them away.
_LOUD = ("cisco_ios", "aruba_aoscx")

_ERRORS = {
    "invalid input": b"                ^\r\n% Invalid input detected at '^' marker.\r\n\r\n",
    "authorization failed": b"% Authorization failed.\r\n",
    "command authorization failed": b"Command authorization failed.\r\n",
    "unable to get": b"Unable to get configuration. Try again later.\r\n",
    "memory in use": b"Unable to read configuration: memory in use by another user\r\n" + b"Please wait.\r\n" * 30,
    "access denied": b"Access denied\r\n",
    "invalid input: running-config": b"Invalid input: running-config\r\n",
}

BAD: tuple[Row, ...] = (
    *(
        Row(f"dropped half-way: {how}", at("drop_after", _place, hangup=how), "failed", ("closed",), within=5.0)
        for how in Hangup
    ),
    Row("dropped before the prompt", at("drop_after", lambda s: len(answer_of(s))), "failed", ("closed",)),
    Row("dropped before the first byte", at("drop_after", lambda s: 0), "failed", ("closed",)),
    Row("hangs half-way", at("hang_after", _place), "failed", ("timeout",), within=9.0),
    Row("hangs at once", at("hang_after", lambda s: 0), "failed", ("timeout",), within=9.0),
    Row("stops in the middle of a line", at("stop_after", _place), "refused", ("truncated", "timeout")),
    Row("stops between lines", at("stop_after", _border), "quarantined", ("truncated",), _MARKED),
    Row("half of the last good one", at("stop_after", _border), "quarantined", ("truncated",), last_good=1.0),
    Row("empty answer", saying(b""), "quarantined", ("truncated",)),
    *(Row(f"says: {said}", saying(text), "quarantined", ("error-text",)) for said, text in _ERRORS.items()),
    Row("two ends", two_ends, "quarantined", ("truncated",), ("cisco_ios", "ruckus_fastiron")),
    Row("log lines in every reading", logging_in_between(_border), "quarantined", ("error-text",)),
    Row("log lines inside a line", logging_in_between(_place), "refused", ("error-text", "truncated"), _LOUD),
    Row("another switch", another_switch("cafeteria-sw9", "cafeteria-sw9"), "quarantined", ("wrong-device",)),
    Row("another prompt", another_switch("cafeteria-sw9", "{}"), "quarantined", ("wrong-device",)),
    Row("another name in the config", another_switch(None, "cafeteria-sw9"), "quarantined", ("wrong-device",)),
    Row("renamed meanwhile", behaving(renamed_to="other-sw1"), "failed", ("wrong-device",), within=9.0),
    Row(
        "nothing on the screen", behaving(first_screen=FirstScreen.NOTHING), "failed", ("timeout",), typed_nothing=True
    ),
    Row("a menu", behaving(first_screen=FirstScreen.MENU), "failed", ("timeout", "error-text"), typed_nothing=True),
    Row(
        "password expired",
        behaving(first_screen=FirstScreen.PASSWORD_EXPIRED),
        "failed",
        ("auth",),
        typed_nothing=True,
    ),
    Row("no session free", behaving(max_sessions=0), "failed", ("limit",), typed_nothing=True),
    Row("enable refused", with_enable(enable=Enable.REFUSES), "failed", ("enable",), _ENABLING),
    Row(
        "enable refused, asks three times",
        with_enable(enable=Enable.REFUSES, enable_tries=3),
        "failed",
        ("enable",),
        _ENABLING,
    ),
    Row("enable hangs", with_enable(enable=Enable.HANGS), "failed", ("enable",), _ENABLING, 9.0),
    Row("login hangs", behaving(login=Login.HANGS), "failed", ("timeout",), within=9.0),
    Row("login refused here only", behaving(login=Login.REFUSES), "failed", ("auth",), within=5.0),
    Row("closed after the login", behaving(login=Login.CLOSES), "failed", ("closed",), within=5.0),
    Row("closes at once", behaving(line=Line.CLOSES), "failed", ("closed",), within=5.0, no_password=True),
    Row("a web server", behaving(line=Line.HTTP), "failed", ("refused",), within=9.0, no_password=True),
    Row("TCP but silent", behaving(line=Line.SILENT), "failed", ("timeout",), within=9.0, no_password=True),
    Row(
        "greeting without end", behaving(line=Line.DRIP), "failed", ("timeout", "refused"), within=9.0, no_password=True
    ),
    Row("old SSH, not marked", lambda n, p: healthy(n, p, ssh=LEGACY), "failed", ("crypto",), no_password=True),
)


def all_rows() -> Iterator[tuple[str, str, Row]]:
    """Every row on every platform: switch name, platform, row."""
    for number, row in enumerate((*GOOD, *BAD)):
        for platform in row.platforms:
            yield f"r{number:02}-{platform.replace('_', '-')}", platform, row
