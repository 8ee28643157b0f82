"""Odd switches on a server of another hand: the odd but sound ones are proven byte for byte, the others are named."""

from __future__ import annotations

import asyncio
import struct
import time
from dataclasses import dataclass, replace

import pytest

pytest.importorskip("asyncssh", reason="the odd switches are played by asyncssh")

from odd_switches import CONFIG, PASSWORD, SECRET, SHOW, USER, Line, OddLab, plain
from pulls import LIMITS

from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Credentials, Target
from switchrefresh.storage.known_hosts import KnownHosts

LOGIN = Credentials(password=PASSWORD, secret=SECRET)
PATIENT = replace(LIMITS, idle=3.5, total=18.0)
MULTIBYTE = CONFIG.replace(b"desk 7", "Bücherei Café".encode())
CUT_AT = MULTIBYTE.index("ü".encode()) + 1
LONG = CONFIG.replace(b"desk 9", b"x" * 60_000)
OFTEN = CONFIG.replace(b"!\r\ninterface", b"sw1#\r\n!\r\ninterface")


def bits(size, pause):
    async def send(line, config):
        for at in range(0, len(config), size):
            line.say(config[at : at + size])
            await asyncio.sleep(pause)

    return send


async def pausing_at_prompts(line, config):
    """The prompt stands in the config; right after it the line is silent for less than the quiet time."""
    for part in config.split(b"sw1#")[:-1]:
        line.say(part + b"sw1#")
        await asyncio.sleep(0.04)
    line.say(config.split(b"sw1#")[-1])


async def paged_inside_a_character(line, config):
    line.say(config[:CUT_AT] + b"\r\n --More-- ")
    while await line.key() != b" ":
        pass
    line.say(b"\r          \r" + config[CUT_AT:])


async def key_first(line: Line):
    line.say(b"Welcome\r\nPress any key to continue")
    await line.key()
    await plain()(line)


async def spinner(line: Line):
    for sign in b"|/-\\" * 6:
        line.say(b"\rLoading " + bytes([sign]))
        await asyncio.sleep(0.05)
    await plain(greeting=b"\r          \r\n")(line)


async def twice(line: Line):
    line.say(b"\r\nsw1#\r\n")
    await asyncio.sleep(0.05)
    await plain()(line)


async def slow_login(line: Line):
    line.say(b"Authorised users only\r\n")
    await asyncio.sleep(2.0)
    await plain()(line)


async def no_echo(line: Line):
    line.say(b"\r\nsw1#")
    while True:
        command = await line.hear(lambda _byte: b"")
        line.say((CONFIG if command == SHOW else b"") + b"sw1#")


async def redrawn(line: Line):
    """The whole line is drawn again when it has been typed."""
    line.say(b"\r\nsw1#")
    while True:
        command = await line.hear()
        line.say(b"\r\x1b[Ksw1#" + command.encode() + b"\r\n" + (CONFIG if command == SHOW else b"") + b"sw1#")


async def log_at_login(line: Line):
    line.say(b"\r\n*Nov 23 19:02:11.031: %SYS-5-CONFIG_I: Configured from console by vty0\r\n")
    await plain(greeting=b"")(line)


async def asked_again(line: Line):
    """The session is asked for a name in the middle of its work."""
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\n" + CONFIG[:300] + b"\r\n\r\nUsername: ")
    await line.key()


async def other_mode(line: Line):
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\n" + CONFIG[:300].rsplit(b"\r\n", 1)[0] + b"\r\nsw1(config)#")
    await line.key()


async def flood(line: Line):
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\n")
    while True:
        line.say(b"sw1#\r\n" * 500)
        await line.chan.drain() if hasattr(line.chan, "drain") else None
        await asyncio.sleep(0.01)


async def second_login(line: Line):
    line.say(b"\r\nUser Access Verification\r\n\r\nUsername: ")
    await line.key()


async def cut_inside(line: Line):
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\n" + CONFIG[:400])
    await asyncio.sleep(0.05)
    line.cut()


async def cut_at_shell(line: Line):
    line.cut()


async def half_closed(line: Line):
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\nsw1#")
    await line.hear()
    line.say(b"\r\n" + CONFIG[:400])
    line.chan.write_eof()
    await asyncio.sleep(30)


async def leaving(line: Line):
    line.say(b"\r\nToo many users logged in, try again later.\r\n")
    line.chan.exit(1)


@dataclass(frozen=True)
class Odd:
    script: object
    outcome: str = "proven"
    reasons: tuple[str, ...] = ()
    config: bytes = CONFIG
    target: tuple[tuple[str, object], ...] = ()
    options: tuple[tuple[str, object], ...] = ()
    within: float | None = None
    typed_nothing: bool = False
    exact: bool = True


SWITCHES = {
    "blanks after the prompt": Odd(plain(prompt=b"sw1#   ")),
    "a coloured prompt": Odd(plain(prompt=b"\x1b[1;32msw1#\x1b[0m ")),
    "a window title before the prompt": Odd(plain(prompt=b"\x1b]0;sw1 console\x07sw1#")),
    "bracketed paste": Odd(plain(prompt=b"\x1b[?2004hsw1#", after_enter=b"\x1b[?2004l\r\r\n")),
    "line feeds only": Odd(
        plain(eol=b"\n", config=CONFIG.replace(b"\r\n", b"\n")), config=CONFIG.replace(b"\r\n", b"\n")
    ),
    "two carriage returns a line": Odd(
        plain(eol=b"\r\r\n", config=CONFIG.replace(b"\n", b"\r\n")), config=CONFIG.replace(b"\n", b"\r\n")
    ),
    "a NUL after each return": Odd(
        plain(eol=b"\r\0\n", config=CONFIG.replace(b"\n", b"\0\n")), config=CONFIG.replace(b"\n", b"\0\n")
    ),
    "echo with backspaces": Odd(plain(echo=lambda byte: byte + b"\x08" + byte)),
    "echo rubs out and writes again": Odd(plain(echo=lambda byte: b"_\x08 \x08" + byte)),
    "the line is drawn again": Odd(redrawn),
    "no echo": Odd(no_echo),
    "a message of 100 kB": Odd(plain(greeting=b"Authorised use only. Property of the district.\r\n" * 2100)),
    "a message like another prompt": Odd(plain(greeting=b"\r\nother-sw#\r\nWelcome\r\n")),
    "a message like this prompt": Odd(plain(greeting=b"\r\nsw1#\r\nsw1#\r\nWelcome\r\n")),
    "press any key": Odd(key_first),
    "a spinner before the prompt": Odd(spinner),
    "the prompt comes twice": Odd(twice),
    "slow after the login": Odd(slow_login),
    "a log line before the first prompt": Odd(log_at_login),
    "a page ends inside a character": Odd(
        plain(config=MULTIBYTE, send=paged_inside_a_character), config=MULTIBYTE, exact=False
    ),
    "100 bytes at a time, slowly": Odd(plain(send=bits(100, 0.12))),
    "one byte at a time": Odd(plain(send=bits(1, 0.002))),
    "a line of 60 kB": Odd(plain(config=LONG), config=LONG),
    "lines equal to the prompt": Odd(plain(config=OFTEN, send=pausing_at_prompts), config=OFTEN),
    "keepalives all the time": Odd(plain(send=bits(200, 0.1)), options=(("keepalive_interval", 0.05),)),
    "new keys in the middle": Odd(plain(send=bits(300, 0.01)), options=(("rekey_bytes", 1500),)),
    "a window of 64 bytes": Odd(plain(), options=(("window", 64), ("max_pktsize", 32))),
    "keyboard-interactive": Odd(plain(), target=(("interactive", True),)),
    "a domain in the prompt": Odd(plain(prompt=b"SW1.district.local#")),
    "the clock before the config": Odd(
        plain(config=b"Load for five secs: 9%/0%; one minute: 8%; five minutes: 8%\r\nTime source is NTP\r\n" + CONFIG),
        config=b"Load for five secs: 9%/0%; one minute: 8%; five minutes: 8%\r\nTime source is NTP\r\n" + CONFIG,
    ),
    "a warning for each unknown command": Odd(plain(other=b"% Invalid input detected at '^' marker.\r\n\r\n")),
    "cut in the middle": Odd(cut_inside, "failed", ("closed",), within=2.0),
    "cut when the shell opens": Odd(cut_at_shell, "failed", ("closed",), within=2.0, typed_nothing=True),
    "half closed": Odd(half_closed, "failed", ("closed",), within=3.0),
    "no more users": Odd(leaving, "failed", ("limit",), within=2.0, typed_nothing=True),
    "channels refused": Odd(plain(), "failed", ("limit",), target=(("refuse", (1, "no")),), within=2.0),
    "no resources for a channel": Odd(plain(), "failed", ("limit",), target=(("refuse", (4, "full")),), within=2.0),
    "asked for a name in the middle": Odd(asked_again, "failed", ("timeout", "auth")),
    "another mode in the middle": Odd(other_mode, "failed", ("wrong-device", "truncated")),
    "prompts without end": Odd(flood, "failed", ("limit",)),
    "a second login": Odd(second_login, "failed", ("auth",), typed_nothing=True),
    "nothing but the prompt": Odd(plain(config=b""), "refused", ("truncated",)),
    "half and a prompt": Odd(plain(config=CONFIG[:500] + b"\r\n"), "refused", ("truncated",)),
    "another switch's config": Odd(plain(config=CONFIG.replace(b"sw1", b"sw9")), "refused", ("wrong-device",)),
    "another switch's prompt": Odd(plain(prompt=b"sw9#"), "refused", ("wrong-device",)),
}


async def silent(reader, writer):
    await asyncio.sleep(20)


async def greets_and_is_silent(reader, writer):
    writer.write(b"SSH-2.0-OddSwitch_1.0\r\n")
    await asyncio.sleep(20)


async def garbage(reader, writer):
    writer.write(bytes(range(256)) * 40)
    await asyncio.sleep(20)


async def garbage_after_greeting(reader, writer):
    writer.write(b"SSH-2.0-OddSwitch_1.0\r\n" + bytes(range(256)) * 40)
    await asyncio.sleep(20)


async def huge_packet(reader, writer):
    writer.write(b"SSH-2.0-OddSwitch_1.0\r\n" + struct.pack(">IB", 0x7FFFFFFF, 4) + b"\x14" * 64)
    await asyncio.sleep(20)


async def resets(reader, writer):
    writer.transport.abort()


async def resets_after_greeting(reader, writer):
    writer.write(b"SSH-2.0-OddSwitch_1.0\r\n")
    await reader.readuntil(b"\n")
    writer.transport.abort()


async def says_no(reader, writer):
    """SSH_MSG_DISCONNECT, too many connections, in place of the first packet."""
    body = b"\x01" + struct.pack(">I", 12) + struct.pack(">I", 20) + b"Too many connections" + struct.pack(">I", 0)
    padding = 8 - (len(body) + 5) % 8 + 8
    writer.write(
        b"SSH-2.0-OddSwitch_1.0\r\n" + struct.pack(">IB", len(body) + 1 + padding, padding) + body + b"\0" * padding
    )
    await asyncio.sleep(5)


async def telnet(reader, writer):
    writer.write(b"\xff\xfb\x01\xff\xfb\x03\xff\xfd\x18\r\nUser Access Verification\r\n\r\nUsername: ")
    await asyncio.sleep(20)


RAW = {
    "silent": (silent, ("timeout",), None),
    "greets and is silent": (greets_and_is_silent, ("timeout",), None),
    "garbage": (garbage, ("refused", "timeout"), None),
    "garbage after the greeting": (garbage_after_greeting, ("refused", "closed", "crypto"), 3.0),
    "a packet of 2 GB": (huge_packet, ("refused", "closed"), None),
    "resets at once": (resets, ("closed",), 2.0),
    "resets after the greeting": (resets_after_greeting, ("closed",), 2.0),
    "says that it is full": (says_no, ("limit", "closed"), 3.0),
    "speaks telnet": (telnet, ("refused",), None),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    lab = OddLab()
    for name, odd in SWITCHES.items():
        lab.add(name, odd.script, **dict(odd.target), **dict(odd.options))
    for name, (talk, _, _) in RAW.items():
        lab.add_raw(name, talk)
    book = KnownHosts(tmp_path_factory.mktemp("odd") / "known_hosts")
    targets = [Target(name, "127.0.0.1", "cisco_ios", USER, port, hostname="sw1") for name, port in lab.ports.items()]
    targets.sort(key=lambda target: target.switch != "a coloured prompt")
    start = time.monotonic()
    results = {r.switch: r for r in pull_all(targets, LOGIN, book, limits=PATIENT, concurrency=60, with_state=False)}
    yield lab, results, time.monotonic() - start
    lab.close()


@pytest.mark.parametrize("name", SWITCHES)
def test_odd_switch(run, name):
    lab, results, _ = run
    result, odd = results[name], SWITCHES[name]
    wanted = {"quarantined", "failed"} if odd.outcome == "refused" else {odd.outcome}
    assert result.outcome in wanted, result.explained
    if odd.outcome == "proven":
        assert result.raw == odd.config or not odd.exact
    else:
        assert result.reason in odd.reasons, result.explained
        assert result.next_step
    assert odd.within is None or result.seconds < odd.within + 1.0, result.seconds
    if odd.typed_nothing:
        assert lab.typed(name) == b""
    assert PASSWORD not in repr(replace(result, raw=None)) and SECRET not in repr(result)


@pytest.mark.parametrize("name", RAW)
def test_odd_server(run, name):
    _, results, _ = run
    result, (_, reasons, within) = results[name], RAW[name]
    assert result.outcome == "failed" and result.reason in reasons, result.explained
    assert within is None or result.seconds < within + 1.0, result.seconds
    assert result.next_step and "Traceback" not in result.detail


def test_no_switch_holds_up_the_run(run):
    assert run[2] < PATIENT.total + 5
