"""State outputs: asked in the login that proved the config, kept byte for byte, and never a reason to doubt it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripted_switch import CLOSE, ScriptedChannel, in_pieces, whole

from switchrefresh.devices.ssh.collecting import collect_outputs
from switchrefresh.devices.ssh.reader import Reader
from switchrefresh.devices.ssh.session import Session
from switchrefresh.devices.targets import Credentials, Limits, Target
from switchrefresh.platforms import cisco_ios
from switchrefresh.platforms.facts import Fact
from switchrefresh.snapshots.outputs import OutputStatus

COMMANDS = ("show vlan brief", "show mac address-table", "show interfaces status")
PLATFORM = replace(cisco_ios.PLATFORM, state={Fact.VLANS: COMMANDS})
VLANS = b"VLAN Name    Status\r\n1    default active\r\n20   users\xc3\xa9  active\r\n"
MACS = b"Vlan  Mac Address     Type     Ports\r\n  20  0011.2233.4455  DYNAMIC  Gi1/0/1\r\n"
PORTS = b"Port     Name  Status\r\nGi1/0/1  sw1#  connected\r\n"


def collect(answers, limits=None):
    """Log in on a scripted switch and collect; each answer is a list of pieces, without echo and prompt."""
    left = {command: list(given) for command, given in answers.items()}

    def answer(line):
        echo = [(0.0, line.encode() + b"\r\n")]
        return [*echo, *left[line].pop(0)] if left.get(line) else [*echo, *whole(b"sw1#")]

    channel = ScriptedChannel(whole(b"\r\nsw1#"), answer)
    session = Session(Reader(channel, limits or Limits(), monotonic=channel.monotonic), PLATFORM)
    session.open(Target("sw1", "127.0.0.1", "cisco_ios", "admin"), Credentials(password="x"))
    return collect_outputs(session, PLATFORM), channel


def good(text):
    return whole(text + b"sw1#")


def seen(outputs):
    return [(o.command, o.raw, str(o.status)) for o in outputs]


def all_good():
    return [(c, t, "collected") for c, t in zip(COMMANDS, (VLANS, MACS, PORTS), strict=True)]


@pytest.mark.parametrize("pieces", [good, lambda text: in_pieces(text + b"sw1#", 3, 0.09)], ids=["at once", "in bits"])
def test_every_answer_is_kept_as_it_came(pieces):
    outputs, channel = collect({c: [pieces(t)] for c, t in zip(COMMANDS, (VLANS, MACS, PORTS), strict=True)})
    assert seen(outputs) == all_good()
    assert channel.typed == ["terminal length 0", *COMMANDS]


def test_state_outputs_cost_little_more_than_a_short_wait_each():
    _, channel = collect({c: [good(b"x\r\n")] for c in COMMANDS})
    assert channel.now < 2 * Limits().quiet + 4 * Limits().brief + 0.3


def test_a_command_that_the_switch_does_not_know_is_refused_and_the_others_are_not():
    no = b"           ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"
    outputs, _ = collect(dict(zip(COMMANDS, ([good(VLANS)], [good(no)], [good(PORTS)]), strict=True)))
    assert [str(o.status) for o in outputs] == ["collected", "refused", "collected"]
    assert outputs[1].raw == no


def test_error_words_inside_a_long_answer_are_no_refusal():
    text = MACS * 4 + b"% Note: table is full\r\n"
    outputs, _ = collect({COMMANDS[0]: [good(text)]})
    assert outputs[0].status is OutputStatus.COLLECTED


@pytest.mark.parametrize(("end", "received"), [([(0.01, CLOSE)], b""), ([], MACS[:30])], ids=["closed", "silent"])
def test_after_a_closed_channel_or_a_silence_nothing_more_is_asked(end, received):
    outputs, channel = collect({COMMANDS[0]: [good(VLANS)], COMMANDS[1]: [[*whole(MACS[:30]), *end]]})
    assert [str(o.status) for o in outputs] == ["collected", "cut", "cut"]
    assert outputs[0].raw == VLANS and outputs[2].raw == b""
    assert received in outputs[1].raw
    assert COMMANDS[2] not in channel.typed


def test_a_prompt_inside_an_answer_and_a_pause_mix_nothing():
    """The switch's prompt stands alone on a line of a banner in the answer, then half a second of silence."""
    trap = [*whole(VLANS + b"sw1#"), *whole(b"\r\n30   more active\r\nsw1#", 0.5)]
    whole_text = VLANS + b"sw1#\r\n30   more active\r\n"
    answers = {
        COMMANDS[0]: [trap, trap, trap],
        COMMANDS[1]: [good(MACS), good(MACS)],
        COMMANDS[2]: [good(PORTS)],
    }
    outputs, _ = collect(answers)
    assert seen(outputs)[0] == (COMMANDS[0], whole_text, "collected")
    assert seen(outputs)[1:] == all_good()[1:]
