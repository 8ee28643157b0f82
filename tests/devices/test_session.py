"""Sessions on scripted switches: what is typed, what is believed, and what every trap of the notes leads to."""

from __future__ import annotations

import pytest
from scripted_switch import CLOSE, ScriptedChannel, in_pieces, whole

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.ssh.pull import read_proven
from switchrefresh.devices.ssh.reader import Reader
from switchrefresh.devices.ssh.session import Session
from switchrefresh.devices.targets import Credentials, Limits, Target
from switchrefresh.platforms import aruba_aoscx, cisco_ios, hp_procurve

SHOW = "show running-config"
CONFIG = (
    "Building configuration...\r\n\r\nCurrent configuration : 900 bytes\r\n!\r\nversion 15.2\r\nhostname sw1\r\n!\r\n"
    + "".join(f"interface GigabitEthernet0/{n}\r\n description patch to sw1# port {n}\r\n!\r\n" for n in range(1, 13))
    + "banner motd ^C\r\nsw1#\r\nCafé\r\n^C\r\nend\r\n"
).encode()
ACX = b"!\r\nhostname sw1\r\n" + b"".join(b"interface 1/1/%d\r\n    vlan access 10\r\n" % n for n in range(1, 13))
TARGET = Target("sw1", "127.0.0.1", "cisco_ios", "admin")
SECRETS = Credentials(password="login-pw", secret="enable-pw")


def ios(answer_to_show, screen=b"\r\nsw1#"):
    def answer(line):
        if line == SHOW:
            return [(0.01, b"show running-config\r\n"), *answer_to_show]
        if line == " ":
            return []
        return whole(line.encode() + b"\r\nsw1#")

    return ScriptedChannel(whole(screen), answer)


def session(channel, platform=cisco_ios.PLATFORM, limits=None):
    reader = Reader(channel, limits or Limits(), monotonic=channel.monotonic)
    return Session(reader, platform)


def pull(channel, platform=cisco_ios.PLATFORM, limits=None):
    opened = session(channel, platform, limits)
    opened.open(TARGET, SECRETS)
    return read_proven(opened, platform, TARGET)


def failure(channel, platform=cisco_ios.PLATFORM, limits=None):
    with pytest.raises(PullFailure) as caught:
        pull(channel, platform, limits)
    return caught.value


@pytest.mark.parametrize(
    "pieces",
    [
        whole(CONFIG + b"sw1#"),
        in_pieces(CONFIG + b"sw1#", 1, 0.02),
        in_pieces(CONFIG + b"sw1#", 7, 0.4),
        in_pieces(CONFIG + b"sw1#", 64, 1.5),
        [*whole(CONFIG[:400]), *whole(CONFIG[400:] + b"sw1#", 25.0)],
        [*whole(CONFIG[: CONFIG.index(b"sw1#\r\nCaf") + 4]), *whole(CONFIG[CONFIG.index(b"\r\nCaf") :] + b"sw1#", 2.0)],
        whole(CONFIG + b"sw1#\r\n*Mar  1 00:01:02.003: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up\r\n"),
    ],
    ids=[
        "at once",
        "byte by byte",
        "split UTF-8",
        "paced",
        "a pause of 25 s",
        "a pause at a false prompt",
        "log at prompt",
    ],
)
def test_a_good_config_is_kept_byte_for_byte(pieces):
    channel = ios(pieces)
    reading, verdict = pull(channel)
    assert verdict.proven, verdict
    assert reading.raw == CONFIG
    assert channel.typed == ["terminal length 0", SHOW]


def test_a_quick_switch_costs_little_more_than_the_quiet_times():
    channel = ios(whole(CONFIG + b"sw1#"))
    pull(channel)
    assert channel.now < 2 * Limits().quiet + 0.3


def test_half_a_config_and_a_prompt_is_refused():
    _, verdict = pull(ios(whole(CONFIG[:600] + b"\r\nsw1#")))
    assert (verdict.proven, verdict.reason) == (False, "truncated")


def test_a_log_line_inside_is_read_again_and_then_proven():
    log = b"*Mar  1 00:01:02.003: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up\r\n"
    answers = [
        whole(CONFIG[:500].rsplit(b"\r\n", 1)[0] + b"\r\n" + log + CONFIG[500:] + b"sw1#"),
        whole(CONFIG + b"sw1#"),
    ]

    def answer(line):
        return (
            [(0, b"show running-config\r\n"), *answers.pop(0)] if line == SHOW else whole(line.encode() + b"\r\nsw1#")
        )

    reading, verdict = pull(ScriptedChannel(whole(b"sw1#"), answer))
    assert verdict.proven and reading.raw == CONFIG and not answers


def test_error_text_is_refused_at_once():
    channel = ios(whole(b"            ^\r\n% Invalid input detected at '^' marker.\r\n\r\nsw1#"))
    _, verdict = pull(channel)
    assert verdict.reason == "error-text" and "Invalid input" in verdict.detail
    assert channel.now < 3 and channel.typed.count(SHOW) == 1


@pytest.mark.parametrize(
    "question",
    [
        b"--More--",
        b" --More-- ",
        b"<--- More --->",
        b"---- More ----",
        b"---(more)---",
        b"---(more 34%)---",
        b"--More--, next page: Space, next line: Return key, quit: Control-c",
        b"More: <space>,  Quit: q or CTRL+Z, One line: <return> ",
        b"Press <SPACE> to continue or <Q> to quit:",
        b"Press any key to continue (Q to quit)",
        b"-- [Q quit|D dump|down]",
    ],
)
def test_a_pager_is_answered_and_noted(question):
    parts = [CONFIG[n : n + 300] for n in range(0, len(CONFIG), 300)]
    state = {"at": 0}

    def page():
        text = parts[state["at"]]
        state["at"] += 1
        more = state["at"] < len(parts)
        return whole(text + (b"\r\n" + question if more else b"sw1#"))

    def answer(line):
        if line == SHOW:
            return [(0, b"show running-config\r\n"), *page()]
        if line == " ":
            return [(0.01, b"\x08" * 9 + b" " * 9 + b"\x08" * 9), *page()]
        return whole(line.encode() + b"\r\nsw1#")

    channel = ScriptedChannel(whole(b"sw1#"), answer)
    reading, verdict = pull(channel)
    assert verdict.proven, verdict
    assert reading.paged and "through a pager" in verdict.proof
    assert channel.typed.count(" ") == len(parts) - 1


def test_a_pager_that_never_goes_on_is_named():
    assert failure(ios(whole(CONFIG[:300] + b"\r\n--More--"))).reason == "pager"


@pytest.mark.parametrize(
    ("pieces", "reason", "seconds"),
    [
        ([*whole(CONFIG[:400]), (0.01, CLOSE)], "closed", 1),
        (whole(CONFIG[:400]), "timeout", 32),
        (in_pieces(b"x" * 4000, 1, 0.25), "limit", 305),
        (whole(CONFIG[:400] + b"\r\nother#"), "wrong-device", 32),
    ],
    ids=["closed", "hangs", "drips", "hostname edited midway"],
)
def test_bad_endings(pieces, reason, seconds):
    channel = ios(pieces)
    assert failure(channel).reason == reason
    assert channel.now < seconds + 2


def test_endless_output_meets_the_byte_limit():
    channel = ios((0.001, b"x" * 60000) for _ in range(1000))
    assert failure(channel, limits=Limits(bytes=1_000_000)).reason == "limit"


@pytest.mark.parametrize(
    ("screen", "reason"),
    [
        (b"Your password has expired.\r\nNew password: ", "auth"),
        (b"You must change your password now\r\nEnter new password:", "auth"),
        (b"Username: ", "auth"),
        (b"Do you accept these terms? [y/n]: ", "error-text"),
        (b"1) Show\r\n2) Exit\r\nEnter selection> ", "timeout"),
        (b"Main Menu\r\n 0. Logout\r\nTo select, highlight an item\r\nand press <Enter>.", "timeout"),
        (b"Press <Enter> to choose:", "timeout"),
        (b"", "timeout"),
    ],
    ids=["expired", "must change", "second login", "question", "menu", "menu with enter", "enter chooses", "silence"],
)
def test_nothing_is_typed_into_a_screen_that_is_no_prompt(screen, reason):
    channel = ScriptedChannel(whole(screen) if screen else [], lambda _line: [])
    assert failure(channel).reason == reason
    assert channel.typed == []


@pytest.mark.parametrize(
    "words",
    [
        b"% Maximum number of sessions reached, try later",
        b"Sorry, the maximum number of sessions are active.  Try again later.",
        b"% All lines are in use, session limit reached.",
        b"Too many users logged in",
    ],
)
def test_a_full_switch_is_named(words):
    screen = [*whole(words + b"\r\n"), (0.01, CLOSE)]
    found = failure(ScriptedChannel(screen, lambda _line: []))
    assert found.reason == "limit" and "no free session" in found.detail


@pytest.mark.parametrize(
    "words", [b"Press any key to continue", b"-- Hit any key to continue --", b"Press RETURN to get started."]
)
def test_a_key_is_pressed_where_a_key_is_asked_for(words):
    def answer(line):
        return (
            whole(b"\r\nsw1#")
            if line == ""
            else whole(line.encode() + b"\r\n" + (CONFIG if line == SHOW else b"") + b"sw1#")
        )

    channel = ScriptedChannel(whole(b"Welcome\r\n" + words), answer)
    assert pull(channel)[1].proven and channel.typed[0] == ""


def test_banners_with_prompt_text_are_waited_out():
    screen = [(0.0, b"Welcome\r\nsw1#\r\n"), (0.4, b"property of\r\nsw1#\r\nthe district\r\n"), (0.3, b"\r\nsw1#")]

    def answer(line):
        return whole(line.encode() + b"\r\n" + (CONFIG if line == SHOW else b"") + b"sw1#")

    reading, verdict = pull(ScriptedChannel(screen, answer))
    assert verdict.proven and reading.raw == CONFIG


def enabling(after_secret, name=b"sw1"):
    state = {"level": b">"}

    def answer(line):
        if line == "enable":
            return whole(b"enable\r\nPassword: ")
        if line == "enable-pw":
            if after_secret.endswith(b"#"):
                state["level"] = b"#"
            return whole(after_secret) if after_secret else []
        body = CONFIG if line == SHOW else b""
        return whole(line.encode() + b"\r\n" + body + name + state["level"])

    return ScriptedChannel(whole(name + b">"), answer)


def test_enable_types_the_secret_only_at_its_prompt():
    channel = enabling(b"\r\nsw1#")
    assert pull(channel)[1].proven
    assert channel.typed == ["enable", "enable-pw", "terminal length 0", SHOW]


@pytest.mark.parametrize("after", [b"\r\n% Access denied\r\n\r\nsw1>", b"\r\nPassword: ", b""])
def test_a_refused_or_hanging_enable_is_tried_once(after):
    channel = enabling(after)
    assert failure(channel).reason == "enable"
    assert channel.typed.count("enable-pw") == 1 and channel.now < 20


def test_another_switch_never_gets_the_enable_password():
    channel = enabling(b"\r\nother#", name=b"other")
    assert failure(channel).reason == "wrong-device"
    assert channel.typed == []


def test_procurve_screens_are_read_through():
    body = b'Running configuration:\r\n\r\n; J9773A Configuration Editor\r\n\r\nhostname "sw1"\r\n' + b"".join(
        b'interface %d\r\n   name "AP %d"\r\n   exit\r\n' % (n, n) for n in range(1, 13)
    )
    home = b"\x1b[24;1H\x1b[2K\x1b[24;1H\x1b[?25h\x1b[24;1Hsw1# \x1b[24;1H\x1b[24;6H"

    def answer(line):
        echo = b"".join(b"\x1b[24;%dH%c" % (n + 6, c) for n, c in enumerate(line.encode()))
        return whole(echo + b"\x1b[24;1H\x1b[1;24r\r\n" + (body if line == SHOW else b"") + home)

    def screen(line):
        return whole(home) if line == "" else answer(line)

    channel = ScriptedChannel(whole(b"HP 2530\r\n\x1b[1;1HPress any key to continue"), screen)
    reading, verdict = pull(channel, hp_procurve.PLATFORM)
    assert verdict.proven, verdict
    assert reading.raw == body
    assert channel.typed == ["", "no page", SHOW, SHOW]


def acx(*bodies):
    left = list(bodies)

    def answer(line):
        return [(0, line.encode() + b"\r\n"), *(left.pop(0) if line == SHOW else whole(b"sw1# "))]

    return ScriptedChannel(whole(b"sw1# "), answer)


def test_without_an_end_marker_two_equal_reads_are_the_proof():
    channel = acx(whole(ACX + b"sw1# "), whole(ACX + b"sw1# "))
    reading, verdict = pull(channel, aruba_aoscx.PLATFORM)
    assert verdict.proven and "two equal reads" in verdict.proof and reading.raw == ACX


def test_one_short_read_of_three_is_forgiven_and_two_different_ones_are_not():
    short = ACX[: len(ACX) // 2].rsplit(b"\r\n", 1)[0] + b"\r\n"
    good = whole(ACX + b"sw1# ")
    assert pull(acx(whole(short + b"sw1# "), good, good), aruba_aoscx.PLATFORM)[1].proven
    other = ACX.replace(b"1/1/3", b"1/1/4")
    _, verdict = pull(acx(good, whole(short + b"sw1# "), whole(other + b"sw1# ")), aruba_aoscx.PLATFORM)
    assert verdict.reason == "truncated"


def test_a_false_prompt_with_a_long_pause_never_makes_half_a_config_good():
    head, rest = ACX[:250].rsplit(b"\r\n", 1)[0] + b"\r\nsw1# ", b"\r\n" + ACX[250:]
    slow = [*whole(head), *whole(rest + b"sw1# ", 1.5)]
    reading, verdict = pull(acx(slow, slow, slow), aruba_aoscx.PLATFORM)
    assert not verdict.proven or reading.raw == head + rest


def test_only_listed_commands_can_be_sent():
    opened = session(ios([]))
    with pytest.raises(ValueError, match="read-only list"):
        opened._send("reload")
