"""Reading a switch's answers: each vendor's form, what becomes of each fact, and nothing ever raises."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from switch_answers import (
    EXOS_LLDP,
    EXOS_VERSION,
    IOS_POE,
    IOS_STATUS,
    OLD_IOS_BRIEF,
    OLD_IOS_DETAIL,
    POE,
    STP,
)

from switchrefresh.platforms.facts import Fact
from switchrefresh.platforms.registry import OURS, find_platform
from switchrefresh.snapshots.mapping.readers import READERS
from switchrefresh.snapshots.outputs import CommandOutput, OutputStatus
from switchrefresh.snapshots.parsing import templates_for
from switchrefresh.snapshots.reading import read_state
from switchrefresh.snapshots.state import FactStatus, PortMode


def read(name, *pairs, config=None):
    outputs = [CommandOutput(command, answer.encode()) for command, answer in pairs]
    return read_state(find_platform(name), outputs, config)


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_declared_command_has_a_template_that_tells_its_fact(name):
    for fact, commands in find_platform(name).state.items():
        for command in commands:
            told = {told for template in templates_for(name, command) for told, _ in READERS.get(template, ())}
            assert fact in told, f"{name}: nobody reads {fact} from the answer to `{command}`"


@pytest.mark.parametrize("row", POE, ids=lambda row: row[0])
def test_power_of_three_ports(row):
    name, command, answer, (powered, waiting, off), watts, kind = row
    state = read(name, (command, answer))
    assert state.facts[Fact.POE] is FactStatus.COLLECTED and not state.skipped, state.skipped
    assert len(state.interfaces) == 3
    port = state.interfaces[powered]
    assert (port.poe_on, port.poe_watts, port.poe_class) == (True, watts, kind)
    assert state.interfaces[waiting].poe_on is False and state.interfaces[off].poe_on is False
    if name != "extreme_exos":  # its table has no column for what is configured
        assert [state.interfaces[port].poe_admin for port in (powered, waiting, off)] == [True, True, False]


@pytest.mark.parametrize("row", STP, ids=lambda row: row[0])
def test_roles_of_three_ports(row):
    name, command, answer, (edge, blocked, root) = row
    state = read(name, (command, answer))
    assert state.facts[Fact.STP] is FactStatus.COLLECTED and not state.skipped, state.skipped
    found = {port: (told.stp_role, told.stp_state) for port, told in state.interfaces.items()}
    assert found == {
        edge: ("designated", "forwarding"),
        blocked: ("alternate", "blocking"),
        root: ("root", "forwarding"),
    }


def test_exos_version_and_neighbors():
    state = read("extreme_exos", ("show version", EXOS_VERSION), ("show lldp neighbors", EXOS_LLDP))
    assert state.version == "30.7.1.1" and state.serials == ("0000A-00001",)
    assert [(seen.port, seen.system) for seen in state.neighbors] == [("1", "SEP00AA00000021"), ("47", "gym-core1")]


@pytest.mark.parametrize("turned", [False, True])
def test_the_detail_of_an_old_catalyst_gets_its_ports_from_the_brief_table(turned):
    pairs = [("show lldp neighbors detail", OLD_IOS_DETAIL), ("show lldp neighbors", OLD_IOS_BRIEF)]
    state = read("cisco_ios", *(reversed(pairs) if turned else pairs))
    found = {seen.key: seen for seen in state.neighbors}
    assert found.keys() == {"gym-core1", "gym-camera-2"} and not state.skipped
    core = found["gym-core1"]
    assert (core.port, core.chassis, core.address) == ("GigabitEthernet0/1", "00:aa:00:00:00:01", "10.10.0.2")
    assert core.system == "gym-core1.cedarfork.example" and core.capabilities == {"bridge", "router"}
    assert found["gym-camera-2"].port == "FastEthernet0/7"


def test_link_states_of_cisco():
    state = read("cisco_ios", ("show interfaces status", IOS_STATUS))
    camera, unused, off, failed, uplink, bundle = state.interfaces.values()
    assert (camera.oper_up, camera.speed, camera.duplex, camera.access_vlan) == (True, 100, "full", 10)
    assert (unused.oper_up, unused.admin_up, unused.speed) == (False, True, None)
    assert (off.admin_up, off.oper_up, off.description) == (False, False, "old printer")
    assert failed.err_disabled and failed.admin_up and not failed.oper_up
    assert (uplink.mode, uplink.speed) == (PortMode.TRUNK, 10000) and bundle.name == "Port-channel1"
    assert state.transceivers == {"TenGigabitEthernet1/1/1": "SFP-10GBase-SR"}


def test_what_became_of_each_fact():
    platform = find_platform("cisco_ios")
    outputs = [
        CommandOutput("show interfaces status", IOS_STATUS.encode()),
        CommandOutput("show power inline", b"                 ^\n% Invalid input detected at '^' marker.\n"),
        CommandOutput("show lldp neighbors detail", b"% LLDP is not enabled\n"),
        CommandOutput("show spanning-tree", b"", OutputStatus.REFUSED),
        CommandOutput("show mac address-table", b"Vlan    Mac Address  \n  10    00aa.0000.00", OutputStatus.CUT),
        CommandOutput("show etherchannel summary", b"\x00\x01\x02 once upon a time 7\nthere was no table\n"),
    ]
    facts = read_state(platform, outputs).facts
    assert facts[Fact.INTERFACES] is FactStatus.COLLECTED
    assert facts[Fact.POE] is FactStatus.REFUSED and facts[Fact.STP] is FactStatus.REFUSED
    assert facts[Fact.MACS] is FactStatus.REFUSED, "half a MAC table must not pass for a whole one"
    assert facts[Fact.NEIGHBORS] is FactStatus.EMPTY
    assert facts[Fact.LAGS] is FactStatus.PARSE_FAILED
    assert facts[Fact.ARP] is FactStatus.UNSUPPORTED


def test_a_strange_line_costs_only_itself_and_is_named():
    spoilt = IOS_POE.replace("Gi1/0/2 ", "?? what is this line\nGi1/0/2 ")
    state = read("cisco_ios", ("show power inline", spoilt))
    assert len(state.interfaces) == 3
    assert [(skip.fact, skip.row) for skip in state.skipped] == [(Fact.POE, "?? what is this line")]


@pytest.mark.parametrize("how", ["crlf", "pager", "twice", "prompt", "blank lines", "echo"])
def test_traces_of_a_terminal_change_nothing(how):
    header, _, rows = IOS_STATUS.partition("Gi1/0/1")
    text = {
        "crlf": IOS_STATUS.replace("\n", "\r\n"),
        "pager": IOS_STATUS.replace("Gi1/0/3", " --More-- \x08\x08\x08\x08\x08\x08\x08\x08\x08          Gi1/0/3"),
        "twice": IOS_STATUS.replace("Gi1/0/3", f"{header.strip()}\nGi1/0/3"),
        "prompt": IOS_STATUS + "gym-sw1#\n",
        "blank lines": IOS_STATUS.replace("\n", "\n\n"),
        "echo": "show interfaces status\n" + IOS_STATUS,
    }[how]
    state, plain = (read("cisco_ios", ("show interfaces status", said)) for said in (text, IOS_STATUS))
    assert state == plain and rows


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([*POE, *STP]), st.binary(max_size=40))
def test_spoilt_answers_never_raise(chance: random.Random, row, junk):
    name, command, answer = row[:3]
    raw = bytearray(answer.encode())
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(raw))
        raw[at : at + chance.randrange(9)] = junk[: chance.randrange(len(junk) + 1)]
    state = read_state(find_platform(name), [CommandOutput(command, bytes(raw))], bytes(raw))
    assert set(state.facts) == set(Fact)


@pytest.mark.parametrize("name", sorted(OURS))
def test_garbage_for_every_command_is_named_and_never_believed(name):
    platform = find_platform(name)
    garbage = b"lorem ipsum 12 dolor\n\xff\xfe sit 3/4 amet\n(consectetur) 1.2.3 [adipiscing]\n" * 12
    state = read_state(platform, [CommandOutput(command, garbage) for command in platform.state_commands], garbage)
    assert not state.macs and not state.arp and not state.lags
    assert FactStatus.UNSUPPORTED not in {state.facts[fact] for fact in platform.state}


def test_the_config_fills_gaps_and_overrides_nothing():
    config = b"""hostname gym-sw1
vlan 10
 name students
vlan 20
interface GigabitEthernet1/0/1
 description Camera, gym-2 by the door
 switchport access vlan 99
 power inline never
interface TenGigabitEthernet1/1/1
 switchport mode trunk
 switchport trunk allowed vlan 10,20
 channel-group 1 mode active
interface Vlan10
 ip address 10.10.10.2 255.255.255.0
end
"""
    brief = "Interface              IP-Address      OK? Method Status                Protocol\n"
    brief += "Vlan10                 10.10.10.2      YES NVRAM  up                    up\n"
    pairs = [("show interfaces status", IOS_STATUS), ("show ip interface brief", brief)]
    state = read("cisco_ios", *pairs, config=config)
    camera, uplink = state.interfaces["GigabitEthernet1/0/1"], state.interfaces["TenGigabitEthernet1/1/1"]
    assert camera.access_vlan == 10, "the live table counts, not the config"
    assert camera.description == "Camera, gym-2 by the door" and camera.poe_admin is False
    assert uplink.allowed_vlans == {10, 20} and uplink.lag == "Port-channel1"
    assert state.vlans == {10: "students", 20: "", 99: ""} and state.facts[Fact.VLANS] is FactStatus.CONFIGURED
    assert state.lags == {"Port-channel1": ("TenGigabitEthernet1/1/1",)}
    assert state.facts[Fact.LAGS] is FactStatus.CONFIGURED and state.knows(Fact.LAGS)
    assert state.svis == {"vlan 10": ("10.10.10.2/24",)} and state.facts[Fact.SVIS] is FactStatus.COLLECTED
    assert state.facts[Fact.MACS] is FactStatus.UNSUPPORTED, "no config knows a host"
