"""The judge: a table of good and bad configs, each with the one reason it must get."""

from __future__ import annotations

import time

import pytest

from switchrefresh.platforms import aruba_aoscx, cisco_ios, hp_procurve
from switchrefresh.snapshots.judging import Reading, judge, same_host

IOS = cisco_ios.PLATFORM
BODY = "".join(f"interface GigabitEthernet0/{n}\n description room {n}\n!\n" for n in range(1, 10))
GOOD = f"Building configuration...\n\nCurrent configuration : 500 bytes\n!\nhostname sw1\n!\n{BODY}end\n"
ACX = "!\nhostname sw1\n" + "".join(f"interface 1/1/{n}\n    vlan access 10\n" for n in range(1, 12))
LOGS = [
    "*Mar  1 00:01:02.003: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up",
    "000123: *Mar  1 00:01:02.003 UTC: %SYS-5-CONFIG_I: Configured from console by admin",
    "Mar  1 2026 00:01:02: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan1, changed state",
    "%SYS-5-RESTART: System restarted --",
    "00:00:15: %SPANTREE-2-BLOCK_PVID_LOCAL: Blocking",
    "2026/11/23 10:00:00 ZEBRA: interface eth0 up",
    "<189>Nov 23 10:00:00 sw1 something happened",
]
NOT_LOGS = [
    " description %LINK-3-UPDOWN: is noisy here",
    ' event syslog pattern "%LINK-3-UPDOWN: Interface"',
    "! Last configuration change at 10:00:00 CST Mon Nov 23 2026 by admin",
    " remark opened 2026-11-23",
    "clock timezone CST -6 0",
]


@pytest.mark.parametrize(
    ("text", "reason", "detail"),
    [
        (GOOD, "", ""),
        (GOOD.replace("\n", "\r\n"), "", ""),
        (GOOD + "\n\n", "", ""),
        (GOOD.replace("hostname sw1", "hostname SW1"), "", ""),
        (GOOD.replace("end\n", ""), "truncated", "no end line"),
        (GOOD[: len(GOOD) // 2], "truncated", "cut"),
        (GOOD.replace("\nend\n", "\nthe end\n"), "truncated", "no end line"),
        (GOOD.replace("\nend\n", "\n end\n"), "truncated", "no end line"),
        (GOOD + GOOD, "truncated", "2 end lines"),
        (GOOD + "more\n", "truncated", "no end line"),
        ("hostname sw1\nend\n", "truncated", "characters"),
        ("", "truncated", "0 characters"),
        (GOOD.replace("hostname sw1", "hostname sw2"), "wrong-device", "sw2"),
        ("% Invalid input detected at '^' marker.\n", "error-text", "Invalid input"),
        ("Command authorization failed.\n" + BODY, "error-text", "authorization"),
        ("Building configuration...\n% Unable to get configuration. Try again later.\n", "error-text", "Unable"),
        ("startup-config file in use\nNVRAM: memory in use\n" + BODY, "error-text", "memory"),
        ("Access denied\n", "error-text", "denied"),
        *[
            (
                GOOD.replace("interface GigabitEthernet0/5", f"{log}\ninterface GigabitEthernet0/5"),
                "error-text",
                "log line",
            )
            for log in LOGS
        ],
        *[
            (GOOD.replace("interface GigabitEthernet0/5", f"{line}\ninterface GigabitEthernet0/5"), "", "")
            for line in NOT_LOGS
        ],
        (GOOD.replace(" description room 3", " description% Access denied to strangers"), "", ""),
    ],
)
def test_the_table_for_an_end_marker(text, reason, detail):
    verdict = judge(Reading(text.encode(), prompt_host="sw1"), IOS, "sw1")
    assert (verdict.proven, verdict.reason) == (not reason, reason), verdict
    assert detail in verdict.detail


def test_a_log_line_in_the_middle_of_a_line_is_seen():
    text = GOOD.replace("description room 4", f"descr{LOGS[0]}")
    assert judge(text.encode(), IOS, "sw1").reason == "error-text"


def test_every_cut_of_a_good_config_is_refused():
    data = GOOD.encode()
    assert judge(data, IOS, "sw1").proven
    proven = [n for n in range(len(data) - 1) if judge(data[:n], IOS, "sw1").proven]
    assert proven == []


@pytest.mark.parametrize(
    ("size", "good"), [(None, True), (len(GOOD), True), (len(GOOD) * 3 // 2, True), (len(GOOD) * 2, False)]
)
def test_size_against_the_last_good_one(size, good):
    verdict = judge(GOOD.encode(), IOS, "sw1", last_good_size=size)
    assert verdict.proven is good
    assert good or verdict.reason == "truncated"


@pytest.mark.parametrize(
    ("seen", "expected", "same"),
    [
        ("sw1", "SW1", True),
        ("sw1.school.example", "sw1", True),
        ("sw1", "sw1.school.example", True),
        ("sw10", "sw1", False),
        ("sw1", "sw10", False),
        ("a-very-long-switch-n", "a-very-long-switch-name-17", True),
        ("a-short", "a-short-1", False),
    ],
)
def test_hostnames(seen, expected, same):
    assert same_host(seen, expected) is same
    verdict = judge(
        Reading(GOOD.replace("hostname sw1", f"hostname {expected}").encode(), prompt_host=seen), IOS, expected
    )
    assert verdict.proven is same and (same or verdict.reason == "wrong-device")


@pytest.mark.parametrize("platform", [hp_procurve.PLATFORM, aruba_aoscx.PLATFORM])
def test_one_read_is_not_enough_without_an_end_marker(platform):
    once = judge(ACX.encode(), platform, "sw1")
    assert not once.proven and once.comparable
    twice = judge(Reading(ACX.encode(), earlier=b"Current configuration: \n" + ACX.encode()), platform, "sw1")
    assert twice.proven is (platform is aruba_aoscx.PLATFORM)
    different = judge(Reading(ACX.encode(), earlier=ACX.replace("1/1/3", "1/1/4").encode()), platform, "sw1")
    assert different.reason == "truncated" and different.again


def test_late_text_of_an_earlier_answer_spoils_the_proof():
    assert judge(Reading(GOOD.encode(), late=True), IOS, "sw1").reason == "truncated"


def test_details_are_safe_to_show():
    verdict = judge(b"% Bad \x1b]52;c;AAAA\x07 \xe2\x80\xae thing\n" + b"x" * 300 + b"\n", IOS, "sw1")
    assert verdict.reason == "error-text" and verdict.detail.isprintable()


def test_the_proof_says_what_was_checked():
    reading = Reading(GOOD.encode(), prompt_host="sw1", paged=True)
    proof = judge(reading, IOS, "sw1", last_good_size=len(GOOD)).proof
    assert proof[0] == "end marker" and "through a pager" in proof and "size against the last good one" in proof


@pytest.mark.parametrize("run", [b"\r", b" ", b"-", b"\x08", b"\x1b[", b"%A-", b"hostname ", b"10:00:00 ", b"\xff"])
def test_long_runs_cost_no_more_than_their_length(run):
    raw = b'hostname "sw1"\nhostname ' + run * (200_000 // len(run)) + b"\nend\n"
    began = time.process_time()
    for platform in (IOS, hp_procurve.PLATFORM):
        judge(Reading(raw, earlier=raw), platform, "sw1")
    assert time.process_time() - began < 5  # a search that costs the square of the length needs minutes
