"""Every platform against its recorded dialogue: proven byte for byte, and never when a part is missing."""

from __future__ import annotations

import re

import pytest
from dialogues import NAMES, load, play, pull

from switchrefresh.devices.failures import PullFailure
from switchrefresh.platforms.recipe import EndProof
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.comparing import summarise

SELF_PROVING = [name for name in NAMES if find_platform(name).end_proof is not EndProof.EQUAL_READS]


def test_every_platform_but_the_lab_ones_has_a_dialogue():
    assert len(NAMES) == 15


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("piece", "pause"), [(0, 0.0), (7, 0.03), (64, 0.5)], ids=["at once", "pieces", "paced"])
def test_the_config_is_proven_byte_for_byte(name, piece, pause):
    dialogue = load(name)
    channel = play(dialogue, piece=piece, pause=pause)
    reading, verdict, saved = pull(dialogue, channel)
    assert verdict.proven, verdict
    assert reading.raw == dialogue.config
    assert str(saved) == dialogue.known["saved"]
    typed = {"SECRET" if line == "enable-pw" else line for line in channel.typed}
    assert typed <= set(find_platform(name).commands()) | {"SECRET"}


@pytest.mark.parametrize("name", SELF_PROVING)
def test_a_config_that_stops_anywhere_is_refused(name):
    dialogue, platform = load(name), find_platform(name)
    config = dialogue.config
    cuts = [at + 2 for at in range(len(config) - 3) if config[at : at + 2] == b"\r\n"]
    if platform.end_proof is EndProof.MARKER:
        cuts = cuts[:-2]
    else:  # between two blocks of the first column a balance sees nothing
        cuts = [at for at in cuts[:-1] if config[at : at + 1] in {b" ", b"}"}]
    for cut in cuts[len(cuts) // 4 :: 3]:
        short = {platform.running_config: [config[:cut] + dialogue.prompt]}
        _, verdict, _ = pull(dialogue, play(dialogue, short))
        assert not verdict.proven and verdict.reason == "truncated", config[:cut][-60:]


@pytest.mark.parametrize("name", NAMES)
def test_a_cut_in_the_middle_of_a_line_is_seen(name):
    dialogue, platform = load(name), find_platform(name)
    at = next(m.end() for m in re.finditer(rb"\n[^\r\n]{5}", dialogue.config) if m.start() > len(dialogue.config) // 2)
    short = dialogue.config[:at] + dialogue.prompt.lstrip(b"\r")
    try:
        _, verdict, _ = pull(dialogue, play(dialogue, {platform.running_config: [short]}))
    except PullFailure as failure:
        assert failure.reason in {"timeout", "truncated"}
    else:
        assert not verdict.proven and verdict.reason == "truncated"


@pytest.mark.parametrize("name", NAMES)
def test_one_short_answer_is_forgiven_when_the_next_are_whole(name):
    dialogue, platform = load(name), find_platform(name)
    at = dialogue.config.index(b"\r\n", len(dialogue.config) // 2) + 2
    answers = [dialogue.config[:at] + dialogue.prompt, dialogue.answers[platform.running_config]]
    reading, verdict, _ = pull(dialogue, play(dialogue, {platform.running_config: answers}))
    assert verdict.proven and reading.raw == dialogue.config, verdict


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_is_no_config(name):
    dialogue, platform = load(name), find_platform(name)
    refused = {platform.running_config: [dialogue.answers["refusal"]]}
    _, verdict, _ = pull(dialogue, play(dialogue, refused))
    assert not verdict.proven and verdict.reason in {"error-text", "truncated"}


@pytest.mark.parametrize("name", NAMES)
def test_another_switch_is_noticed(name):
    dialogue, platform = load(name), find_platform(name)
    other = dialogue.answers[platform.running_config].replace(dialogue.name.encode(), b"cafe-sw9")
    other = other[: other.rindex(b"cafe-sw9")] + dialogue.name.encode() + other[other.rindex(b"cafe-sw9") + 8 :]
    _, verdict, _ = pull(dialogue, play(dialogue, {platform.running_config: [other]}))
    assert verdict.reason == "wrong-device", verdict


@pytest.mark.parametrize("name", NAMES)
def test_a_refused_question_about_the_saved_config_spoils_nothing(name):
    dialogue, platform = load(name), find_platform(name)
    if platform.saved_config is None:
        pytest.skip("this OS keeps one config only")
    for said in (dialogue.answers["refusal"], dialogue.answers[platform.saved_config][:80]):
        _, verdict, saved = pull(dialogue, play(dialogue, {platform.saved_config: [said]}))
        assert verdict.proven and str(saved) == "unknown"


@pytest.mark.parametrize("name", [name for name in NAMES if "host" in load(name).known])
def test_the_summary_says_what_the_config_says(name):
    dialogue, platform = load(name), find_platform(name)
    found = summarise(platform, "\n".join(dialogue.lines).encode())
    known = dialogue.known
    assert found.hostname == known["host"] == dialogue.name
    assert ",".join(map(str, found.vlans)) == known["vlans"]
    assert "STAFF" in found.vlans.values() or name in {"dell_os10", "cisco_s300"}
    assert (len(found.access), len(found.tagged)) == (int(known["access"]), int(known["tagged"])), found
    assert sum(map(len, found.addresses.values())) == int(known["addresses"]), found.addresses
    assert found.gateway or name == "cisco_nxos"


def test_an_exos_prompt_without_its_star_is_saved():
    dialogue = load("extreme_exos")
    clean = {command: [said.replace(b"* gym", b"gym")] for command, said in dialogue.answers.items()}
    assert str(pull(dialogue, play(dialogue, clean))[2]) == "same"


def test_a_junos_root_shell_is_left_for_the_cli():
    dialogue = load("juniper_junos")
    shell = {**dialogue.answers, "login": b"root@gym-ex1:RE:0% ", "cli": b"{master:0}\r\nroot@gym-ex1> "}
    shell = {key: said.replace(b"netadmin@gym-ex1> ", b"root@gym-ex1> ") for key, said in shell.items()}
    channel = play(type(dialogue)(dialogue.platform, shell, dialogue.known))
    assert pull(dialogue, channel)[1].proven
    assert channel.typed[0] == "cli"


LOG_LINES = {
    "arista_eos": "Nov 23 10:00:00 gym-sw1 Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet4, changed",
    "cisco_nxos": "2026 Nov 23 10:00:00 gym-core1 %ETHPORT-5-IF_UP: Interface Ethernet1/4 is up in mode access",
    "cisco_s300": "23-Nov-2026 10:00:00 %LINK-I-Up:  gi4",
    "dell_os6": "<189> Nov 23 10:00:00 10.10.99.7-1 TRAPMGR[trapTask]: traputil.c(721) 612 %% NOTE Link Up: Gi1/0/4",
    "dell_os9": "Nov 23 10:00:00: %STKUNIT0-M:CP %IFMGR-5-OSTATE_UP: Changed interface state to up: Gi 1/4",
    "dell_os10": "<165>1 2026-11-23T10:00:00.115Z gym-os10 dn_alm 690 - - Node.1-Unit.1:PRI [event], Dell EMC (OS10)",
    "extreme_exos": "11/23/2026 10:00:00.11 <Info:vlan.msgs.portLinkStateUp> Port 4 link UP at speed 1 Gbps",
    "hp_comware": "%Nov 23 10:00:00:123 2026 gym-5130 IFNET/3/PHY_UPDOWN: Physical state changed to up.",
    "juniper_junos": "Message from syslogd@gym-ex1 at Nov 23 10:00:00  ...",
    "ruckus_fastiron": "SYSLOG: <14> Nov 23 10:00:00 gym-icx1 System: Interface ethernet 1/1/4, state up",
}


@pytest.mark.parametrize("name", sorted(LOG_LINES))
def test_a_log_line_inside_is_read_again_and_no_line_of_a_config_is_taken_for_one(name):
    dialogue, platform = load(name), find_platform(name)
    assert not any(platform.is_log_line(line) for line in dialogue.lines)
    good = dialogue.answers[platform.running_config]
    at = good.index(b"\r\n", len(good) // 2) + 2
    loud = good[:at] + LOG_LINES[name].encode() + b"\r\n" + good[at:]
    reading, verdict, _ = pull(dialogue, play(dialogue, {platform.running_config: [loud, good]}))
    assert verdict.proven and reading.raw == dialogue.config
    _, verdict, _ = pull(dialogue, play(dialogue, {platform.running_config: [loud]}))
    assert verdict.reason == "error-text" and "log line" in verdict.detail
