"""Braces and blocks: every cut is seen, quoted text and comments are text, and no config costs its square."""

from __future__ import annotations

import time

import pytest

from switchrefresh.snapshots.balance import blocks_match, braces_match

JUNOS = """version 21.4R3;
system {
    host-name a; # one { more
    login {
        message "it\\"s } {";
    }
}
/* } */
vlans {
    A {
        vlan-id 10;
    }
}
"""
FORTI = """config system global
    set hostname "a"
end
config system cert
    edit "x"
        set text "config
end
\\" end"
    next
end
"""


def test_whole_configs_match():
    assert braces_match(JUNOS) == "" and blocks_match(FORTI.split("\n")) == ""


def test_every_cut_inside_a_block_is_seen():
    lines = JUNOS.splitlines(keepends=True)
    whole = {at for at in range(len(lines)) if not braces_match("".join(lines[:at]))}
    assert whole == {7}  # after the block `system`
    parts = FORTI.splitlines()
    assert {at for at in range(len(parts)) if not blocks_match(parts[:at])} == {3}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (JUNOS + "}\n", "closes nothing"),
        (JUNOS.replace('{";', "{;"), "no end"),
        (JUNOS.replace("*/", ""), "no end"),
        (JUNOS + "trailing\n", "closes no block"),
        ("version 1;\n", "closes no block"),
        ("", "closes no block"),
    ],
)
def test_faults_are_named(text, fault):
    assert fault in braces_match(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (FORTI + "end\n", "closes nothing"),
        (FORTI + "config x\n", "not closed"),
        (FORTI + 'set a "\n', "no end"),
        (FORTI + "x\n", "closes no block"),
    ],
)
def test_faults_of_blocks_are_named(text, fault):
    assert fault in blocks_match(text.split("\n"))


@pytest.mark.parametrize("text", ["{" * 300_000, '"' * 300_001, "/*" * 300_000, "\\" * 300_000 + '"', "#{\n" * 100_000])
def test_hostile_text_costs_little(text):
    began = time.perf_counter()
    braces_match(text)
    blocks_match(text.split("\n"))
    assert time.perf_counter() - began < 2
