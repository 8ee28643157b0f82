"""Hostile devices in bulk: faults at many places, prompts in many lines, and a crowd with some bad ones in it."""

import random
from dataclasses import replace

import pytest
from hostile_switches import PLATFORMS, answer_of, as_read, healthy, prompt_in_config
from pulls import CREDENTIALS, LIMITS, USER, pull, target_of

from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Target
from switchrefresh.lab.behaviour import Behaviour, Hangup
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.serving import LabProcess
from switchrefresh.lab.switch import LabSwitch
from switchrefresh.storage.known_hosts import KnownHosts

pytestmark = [pytest.mark.fault, pytest.mark.timeout(300)]


def exact(result, switch: LabSwitch) -> bool:
    """Whether what is called proven is the whole answer."""
    return as_read(result.raw, switch.platform) == as_read(answer_of(switch), switch.platform)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_nothing_that_was_cut_anywhere_is_ever_called_proven(tmp_path, platform):
    """Where the OS has an end marker the switch stops there always; elsewhere at the first reading only."""
    chance = random.Random(20261123)
    switches = []
    for number in range(60):
        switch = healthy(f"sw{number}", platform)
        place = chance.randrange(len(answer_of(switch).rstrip()))  # behind the last word nothing can be lost
        kind = ("stop_after", "drop_after", "hang_after")[number % 3]
        once = kind == "stop_after" and platform != "cisco_ios"
        behaviour = Behaviour(
            **{kind: place},
            hangup=chance.choice(list(Hangup)),
            chunk=chance.choice([0, 7, 100, 1460]),
            readings=1 if once else None,
        )
        switches.append(replace(switch, behaviour=behaviour))
    with LabNetwork(switches) as lab:
        results = pull([target_of(lab, name) for name in lab.names], KnownHosts(tmp_path / "known_hosts"))
    for switch in switches:
        result = results[switch.name]
        if result.outcome == "proven":
            assert switch.behaviour.readings == 1, switch.behaviour
            assert exact(result, switch), switch.behaviour


@pytest.mark.parametrize("platform", PLATFORMS)
def test_prompts_in_any_line_and_any_pace_are_stored_whole(tmp_path, platform):
    chance = random.Random(20261124)
    switches = []
    for number in range(60):
        switch = prompt_in_config(chance.choice([" name {prompt}x\n", "{prompt}\n", "! {prompt}\n"]), 0.08)(
            f"sw{number}", platform
        )
        paced = replace(switch.behaviour, chunk=chance.choice([0, 60, 400, 1460]))
        switches.append(replace(switch, behaviour=paced))
    with LabNetwork(switches) as lab:
        results = pull([target_of(lab, name) for name in lab.names], KnownHosts(tmp_path / "known_hosts"))
    for switch in switches:
        result = results[switch.name]
        assert result.outcome == "proven", (result.explained, switch.behaviour)
        assert exact(result, switch)


def test_one_bad_switch_in_ten_spoils_no_other(tmp_path):
    """What the bad ones cost in time is measured by `bench/backups/hostile.py`; here nobody is mistaken."""
    think = Behaviour(think=0.5)
    faults = (
        Behaviour(think=0.5, hang_after=2000),
        Behaviour(think=0.5, drop_after=2000),
        Behaviour(think=0.5, stop_after=2000),
        Behaviour(think=0.5, instead=b"% Authorization failed.\r\n"),
    )
    clean = [healthy(f"sw{n}", "cisco_ios", behaviour=think) for n in range(200)]
    switches = [replace(s, behaviour=faults[n // 10 % 4]) if n % 10 == 5 else s for n, s in enumerate(clean)]
    with LabProcess(switches) as lab:
        targets = [
            Target(switch=s.name, host=host, port=port, platform=s.platform, username=USER)
            for s in switches
            for host, port in [lab.address(s.name)]
        ]
        found = list(pull_all(targets, CREDENTIALS, KnownHosts(tmp_path / "known_hosts"), limits=LIMITS))
    good = {s.name for n, s in enumerate(switches) if n % 10 != 5}
    assert {result.switch for result in found if result.outcome == "proven"} == good
    assert len(found) == len(switches)
    for result in found:
        assert result.outcome != "proven" or exact(result, next(s for s in switches if s.name == result.switch))
