"""Reading a switch's answers: each vendor's form, what becomes of each fact, and nothing ever raises."""

from __future__ import annotations

import random
import time

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


AOSCX_TRUNK = """\
Interface 1/1/49 is up
 Admin state is up
 Description: to core
 Hardware: Ethernet, MAC Address: 00:aa:00:00:00:31
 MTU 1500
 Type 10G-LR
 Full-duplex
 Speed 10000 Mb/s

Aggregate lag1 is up
 Admin state is up
 Description : Uplink to core
 MAC Address                 : 00:aa:00:00:00:01
 Aggregated-interfaces       : 1/1/49 1/1/50 2/1/49 2/1/50
                               3/1/49
 Aggregation-key             : 1
 Aggregate mode              : active
 Speed                       : 50000 Mb/s
 VLAN Mode: native-untagged
 Native VLAN: 1
 Allowed VLAN List: 1,10,20,30-35,40,50,60,70,80,90,
                    100,110
 Statistic                          RX                   TX                Total
 Packets                             1                    1                    2

Interface vlan10 is up
 Admin state is up
 IPv4 address 10.10.10.2/24
"""


def test_a_long_list_of_allowed_vlans_is_read_whole():
    state = read("aruba_aoscx", ("show interface", AOSCX_TRUNK))
    lag = state.interfaces["lag1"]
    assert lag.allowed_vlans == {10, 20, *range(30, 36), 40, 50, 60, 70, 80, 90, 100, 110} and lag.native_vlan == 1
    assert lag.description == "Uplink to core" and lag.speed == 50000 and lag.oper_up
    assert state.lags == {"lag1": ("1/1/49", "1/1/50", "2/1/49", "2/1/50", "3/1/49")}
    assert state.svis == {"vlan 10": ("10.10.10.2/24",)} and not state.skipped


@pytest.mark.parametrize("turned", [False, True])
def test_a_trunk_that_is_down_stays_a_trunk(turned):
    status = "Port      Name               Status       Vlan       Duplex  Speed Type\n"
    status += "Gi1/0/2   ap-101             notconnect   1            auto   auto 10/100/1000BaseTX\n"
    switchport = """Name: Gi1/0/2
Switchport: Enabled
Administrative Mode: trunk
Operational Mode: down
Administrative Trunking Encapsulation: dot1q
Negotiation of Trunking: Off
Access Mode VLAN: 1 (default)
Trunking Native Mode VLAN: 10 (students)
Voice VLAN: none
Trunking VLANs Enabled: 10,20,30
Pruning VLANs Enabled: 2-1001
Capture Mode Disabled
Capture VLANs Allowed: ALL
"""
    pairs = [("show interfaces status", status), ("show interfaces switchport", switchport)]
    port = read("cisco_ios", *(reversed(pairs) if turned else pairs)).interfaces["GigabitEthernet1/0/2"]
    assert (port.mode, port.access_vlan, port.native_vlan) == (PortMode.TRUNK, None, 10)
    assert port.allowed_vlans == {20, 30} and port.oper_up is False


def test_vlans_of_ports_are_no_vlans_that_exist():
    vlans = "Routing instance        VLAN name             Tag          Interfaces\n"
    vlans += "default-switch          students              10       \n"
    vlans += "                                                             ge-0/0/1.0*\n"
    ports = "Logical          Vlan          TAG     MAC         STP         Logical           Tagging\n"
    ports += "interface        members               limit       state       interface flags\n"
    ports += "ge-0/0/1.0                             65535                                     untagged\n"
    ports += "                 students      10      65535       Forwarding                    untagged\n"
    ports += "                 cameras       20      65535       Forwarding                    tagged\n"
    state = read("juniper_junos", ("show vlans", vlans), ("show ethernet-switching interface", ports))
    assert state.vlans == {10: "students"}
    port = state.interfaces["ge-0/0/1"]
    assert (port.mode, port.native_vlan, port.allowed_vlans) == (PortMode.TRUNK, 10, {20})


def test_both_forms_of_fastirons_lag_table():
    newer = "LAG           Type   Deploy Trunk Intf   Port List\n"
    newer += "link-1        dynamic  Y    1     lg1    e 1/3/1 to 1/3/2\n"
    newer += "                                         e 2/3/1\n"
    older = "LAG           Type   Deploy Trunk Primary  Port List\n"
    older += "to-core       dynamic  Y    1     1/3/1    e 1/3/1 to 1/3/2 e 2/3/1\n"
    for table in (newer, older):
        state = read("ruckus_fastiron", ("show lag brief", table))
        assert state.lags == {"lag 1": ("1/3/1", "1/3/2", "2/3/1")}, table


def test_more_vlans_than_a_line_of_cisco_holds():
    first = ",".join(str(vlan) for vlan in range(10, 66, 2))
    answer = f"""Name: Gi1/0/48
Switchport: Enabled
Administrative Mode: trunk
Operational Mode: trunk (member of bundle Po1)
Access Mode VLAN: 1 (default)
Trunking Native Mode VLAN: 1 (default)
Voice VLAN: none
Trunking VLANs Enabled: {first},
     100-102,200,202
Pruning VLANs Enabled: 2-1001
"""
    port = read("cisco_ios", ("show interfaces switchport", answer)).interfaces["GigabitEthernet1/0/48"]
    assert port.allowed_vlans == {*range(10, 66, 2), 100, 101, 102, 200, 202} and port.native_vlan is None


def test_more_members_than_four_in_a_lag_of_arista():
    members = "    ".join(f"Et{number}(PG+)" for number in range(1, 7))
    answer = (
        f"Number of channels in use: 1\n\n   Port-Channel       Protocol    Ports\n   Po1(U)   LACP(a)   {members}\n"
    )
    lags = read("arista_eos", ("show port-channel summary", answer)).lags
    assert lags == {"Port-Channel1": tuple(f"Ethernet{number}" for number in range(1, 7))}


@pytest.mark.parametrize("line", ["-" * 200 + "x", " -" * 4000 + "x", " " * 6000 + "x", "1 " * 4000, "a,1-2 " * 1500])
@pytest.mark.parametrize("name", ["cisco_s300", "extreme_exos", "hp_procurve", "aruba_aoscx", "juniper_junos"])
def test_a_hostile_line_costs_little(name, line):
    platform = find_platform(name)
    began = time.process_time()
    text = f"Vlan       Name                   Ports                Type     Authorization\n{line}\n{line}\n".encode()
    read_state(platform, [CommandOutput(command, text) for command in platform.state_commands])
    assert time.process_time() - began < 20


def test_devices_of_one_name_behind_one_port_stay_apart():
    table = OLD_IOS_BRIEF.replace(
        "gym-camera-2        Fa0/7          120        S               eth0\n",
        "gym-hub-camera      Fa0/7          120        S               port 1\n"
        "gym-hub-camera      Fa0/7          120        S               port 2\n",
    )
    state = read("cisco_ios", ("show lldp neighbors", table))
    assert [(seen.port, seen.remote_port) for seen in state.neighbors if seen.system == "gym-hub-camera"] == [
        ("FastEthernet0/7", "port 1"),
        ("FastEthernet0/7", "port 2"),
    ]
