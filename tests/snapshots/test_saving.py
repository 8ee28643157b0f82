"""Running against saved: a difference is only told when both are whole; doubt is never a difference."""

from __future__ import annotations

import pytest

from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.judging import Reading
from switchrefresh.snapshots.saving import compare_saved

IOS, EDGE = find_platform("cisco_ios"), find_platform("ubiquiti_edgeswitch")
PORTS = "".join(f"interface GigabitEthernet0/{n}\n description room {n}\n!\n" for n in range(1, 12))
CERTIFICATE = (
    "crypto pki certificate chain TP\n certificate self-signed 01\n  3082022B 30820194 A0030201 02\n  \tquit\n"
)
RUNNING = f"Current configuration : 900 bytes\n!\nhostname sw1\n!\n{CERTIFICATE}{PORTS}end\n".encode()
NAMED = "crypto pki certificate chain TP\n certificate self-signed 01 nvram:IOS-Self-Sig#1.cer\n"
SAVED = f"Using 900 out of 524288 bytes\n!\nhostname sw1\n!\n{NAMED}{PORTS}end\n".encode()


@pytest.mark.parametrize(
    ("saved", "answer"),
    [
        (SAVED, "same"),
        (SAVED.replace(b"room 3", b"room 4"), "differs"),
        (SAVED[: len(SAVED) // 2], "unknown"),
        (SAVED.replace(b"\nend", b""), "unknown"),
        (b"startup-config is not present\n", "differs"),
        (b"% Invalid input detected\n", "unknown"),
        (b"", "unknown"),
        (SAVED.replace(b"!\nhost", b"%SYS-5-CONFIG_I: Configured\n!\nhost"), "unknown"),
    ],
)
def test_the_table(saved, answer):
    assert str(compare_saved(IOS, RUNNING, Reading(saved))) == answer


def test_without_a_mark_a_difference_needs_a_second_answer_like_it():
    running = RUNNING.replace(b"\nend", b"")
    other = running.replace(b"room 3", b"room 4")
    assert str(compare_saved(EDGE, running, Reading(other))) == "unknown"
    assert str(compare_saved(EDGE, running, Reading(other), Reading(other))) == "differs"
    assert str(compare_saved(EDGE, running, Reading(other), Reading(other[:300]))) == "unknown"
    assert str(compare_saved(EDGE, running, Reading(running))) == "same"
