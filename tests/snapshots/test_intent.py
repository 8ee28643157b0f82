"""What a running config asks for: one small network, read from the config of each OS, is one and the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from switch_configs import CONFIGS, IOS, JUNOS

from switchrefresh.platforms.facts import Fact
from switchrefresh.platforms.registry import OURS, find_platform
from switchrefresh.snapshots.intent.extracting import extract
from switchrefresh.snapshots.reading import read_intent
from switchrefresh.snapshots.state import FactStatus, PortMode
from switchrefresh.snapshots.words import split_ids, split_ports, with_prefix

ROWS = pytest.mark.parametrize("row", CONFIGS, ids=lambda row: row[0])


@ROWS
def test_one_network_in_every_config(row):
    name, config, camera, _, ap, off, first, second, lag = row
    state = read_intent(find_platform(name), config)
    assert not state.skipped and state.hostname == "gym-sw1" and state.gateway == "10.10.10.1"
    assert {vlan: word for vlan, word in state.vlans.items() if vlan in {10, 20, 30}} == {
        10: "students",
        20: "cameras",
        30: "phones",
    }
    ports = state.interfaces
    told = ports[camera]
    assert (told.mode, told.access_vlan, told.voice_vlan) == (PortMode.ACCESS, 20, None)
    assert told.description == "camera by the door" and told.admin_up is True
    told = ports[ap]
    assert (told.mode, told.native_vlan, told.allowed_vlans) == (PortMode.TRUNK, 10, {20})
    told = ports[off]
    assert (told.mode, told.access_vlan, told.admin_up) == (PortMode.ACCESS, 10, False)
    assert state.lags == {lag: (first, second)}
    assert ports[first].lag == ports[second].lag == lag
    assert (ports[lag].mode, ports[lag].native_vlan, ports[lag].allowed_vlans) == (PortMode.TRUNK, None, {10, 20, 30})
    assert state.svis == {"vlan 10": ("10.10.10.2/24",)}
    assert {state.facts[fact] for fact in (Fact.SWITCHPORT, Fact.VLANS, Fact.LAGS)} == {FactStatus.CONFIGURED}


@ROWS
def test_a_phone_behind_a_port_is_voice_on_every_os_that_knows_voice(row):
    name, config, phone = row[0], row[1], row[3]
    told = read_intent(find_platform(name), config).interfaces[phone]
    if name == "extreme_exos":  # nothing in its config says that a VLAN is for voice
        assert (told.mode, told.native_vlan, told.allowed_vlans) == (PortMode.TRUNK, 10, {30})
    else:
        assert (told.mode, told.access_vlan, told.voice_vlan) == (PortMode.ACCESS, 10, 30)


@ROWS
def test_power_that_is_switched_off(row):
    name, config, off = row[0], row[1], row[5]
    expected = None if name in {"arista_eos", "hp_comware"} else False
    assert read_intent(find_platform(name), config).interfaces[off].poe_admin is expected


@ROWS
def test_every_line_is_either_held_or_named(row):
    name, config = row[0], row[1]
    spoilt = config.replace(b"hostname", b"aaa accounting everything\nhostname", 1) if b"hostname" in config else config
    intent = extract(find_platform(name), spoilt)
    lines = [line for _, line in intent.unread]
    if spoilt != config:
        assert lines == ["aaa accounting everything"] or set(lines) <= {
            "aaa accounting everything",
            "ver 08.0.95",
            "stack unit 1",
        }
    else:
        assert not lines, lines


def test_junos_in_set_format_says_the_same():
    lines = [
        "set system host-name gym-sw1",
        'set interfaces interface-range pupils member "ge-0/0/[1,3-5]"',
        "set interfaces interface-range pupils unit 0 family ethernet-switching vlan members students",
        "set interfaces ge-0/0/2 native-vlan-id 10",
        "set interfaces ge-0/0/2 unit 0 family ethernet-switching interface-mode trunk",
        "set interfaces ge-0/0/2 unit 0 family ethernet-switching vlan members [ students cameras ]",
        "set vlans students vlan-id 10",
        "set vlans cameras vlan-id 20",
    ]
    state = read_intent(find_platform("juniper_junos"), "\n".join(lines).encode())
    assert [port for port, told in state.interfaces.items() if told.access_vlan == 10] == [
        f"ge-0/0/{number}" for number in (1, 3, 4, 5)
    ]
    trunk = state.interfaces["ge-0/0/2"]
    assert (trunk.native_vlan, trunk.allowed_vlans) == (10, {20}) and state.hostname == "gym-sw1"


def test_junos_says_nothing_of_what_is_inactive():
    spoilt = JUNOS.replace(b"    ge-0/0/2 {", b"    inactive: ge-0/0/2 {")
    assert "ge-0/0/2" not in read_intent(find_platform("juniper_junos"), spoilt).interfaces


def test_lists_of_allowed_vlans_in_ios():
    def allowed(*lines: str) -> set[int] | None:
        config = "vlan 10,20,30\ninterface Gi1/0/1\n switchport mode trunk\n" + "".join(f" {line}\n" for line in lines)
        told = read_intent(find_platform("cisco_ios"), config.encode()).interfaces["GigabitEthernet1/0/1"]
        return told.allowed_vlans

    word = "switchport trunk allowed vlan"
    assert allowed() == {10, 20, 30}, "all means those that exist"
    assert allowed(f"{word} none") == set()
    assert allowed(f"{word} 10", f"{word} add 20-22") == {10, 20, 21, 22}
    assert allowed(f"{word} except 100,20") == {10, 30}


def test_an_interface_range_stands_for_its_ports():
    config = b"interface range GigabitEthernet1/0/1 - 3, GigabitEthernet1/0/9\n switchport access vlan 10\n"
    ports = read_intent(find_platform("cisco_ios"), config).interfaces
    assert [name.rpartition("/")[2] for name in ports] == ["1", "2", "3", "9"]
    assert {told.access_vlan for told in ports.values()} == {10}


def test_a_vtp_switch_keeps_its_vlans_elsewhere():
    state = read_intent(find_platform("cisco_ios"), IOS.replace(b"\nvlan ", b"\n!lan "))
    assert state.facts[Fact.VLANS] is FactStatus.UNSUPPORTED and 10 in state.vlans


@pytest.mark.parametrize("name", sorted(OURS))
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_hostile_configs_never_raise(name, data):
    base = next((row[1] for row in CONFIGS if row[0] == name), IOS)
    raw = bytearray(base)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=12))
    state = read_intent(find_platform(name), bytes(raw))
    assert not [skip for skip in state.skipped if "cannot be read" in skip.why], state.skipped
    assert state.vlans.keys() <= set(range(1, 4095))


@pytest.mark.parametrize("name", sorted(OURS))
def test_huge_numbers_and_ranges_cost_nothing(name):
    began = time.process_time()
    read_intent(
        find_platform(name),
        b"vlan 1-99999999999999\n untagged 1-99999999\n tagged ethe 1/1/1 to 1/1/99999999 lag 1 to 99999999\n"
        b"interface 1-99999999999\n vlan trunk allowed 1-4094\ninterface Gi1/0/1 - 999999999\n"
        b'configure vlan x add ports 1:1-1:9999999\nset interfaces interface-range a member "ge-0/0/[0-99999999]"\n'
        b"set interfaces interface-range a member-range ge-0/0/0 to ge-0/0/99999999\n",
    )
    assert time.process_time() - began < 10


def test_ranges_and_addresses():
    assert split_ids("10,20-22,x,5000,9-8") == (10, 20, 21, 22)
    assert split_ports("1-3,A1-A2,1/5-1/6,Trk1") == ("1", "2", "3", "A1", "A2", "1/5", "1/6", "Trk1")
    assert split_ports("A1-B2,3-1") == ("A1-B2",)
    assert with_prefix("10.0.0.1", "255.255.254.0") == "10.0.0.1/23" and with_prefix("dhcp", None) == "dhcp"


def test_a_template_of_ios_xe_stands_for_its_lines():
    config = b"""template PUPILS
 switchport access vlan 10
 switchport mode access
 switchport voice vlan 30
interface GigabitEthernet1/0/1
 source template PUPILS
interface GigabitEthernet1/0/2
 switchport access vlan 20
 source template PUPILS
"""
    first, second = read_intent(find_platform("cisco_xe"), config).interfaces.values()
    assert (first.access_vlan, first.voice_vlan) == (10, 30)
    assert (second.access_vlan, second.voice_vlan) == (20, 30), "a port's own lines count more"


def test_a_lag_of_an_older_fastiron_has_the_vlans_of_its_ports():
    config = b"""lag "to-core" dynamic id 1
 ports ethernet 1/2/1 to 1/2/2
 primary-port 1/2/1
 deploy
vlan 10 name "Student WiFi" by port
 tagged ethe 1/2/1 to 1/2/2
vlan 20 by port
 tagged ethe 1/2/1 to 1/2/2
interface ethernet 1/1/1 to 1/1/3
 disable
"""
    state = read_intent(find_platform("ruckus_fastiron"), config)
    assert state.lags == {"lag 1": ("1/2/1", "1/2/2")} and state.vlans[10] == "Student WiFi"
    assert state.interfaces["lag 1"].allowed_vlans == {10, 20} and state.interfaces["1/2/1"].mode is None
    assert [state.interfaces[f"1/1/{number}"].admin_up for number in (1, 2, 3)] == [False, False, False]


def test_vlans_of_exos_by_number():
    config = b"""create vlan 10-11
create vlan "cameras" tag 20
configure vlan default delete ports all
configure vlan 10 add ports 1-2 untagged
configure vlan VLAN_0011 add ports 3 tagged
configure vlan 20 add ports 3 untagged
"""
    state = read_intent(find_platform("extreme_exos"), config)
    assert state.vlans == {10: "VLAN_0010", 11: "VLAN_0011", 20: "cameras"}
    third = state.interfaces["3"]
    assert (third.native_vlan, third.allowed_vlans) == (20, {11}) and state.interfaces["2"].access_vlan == 10


def test_a_lag_over_two_aoscx_switches_and_all_vlans():
    config = b"""vlan 1,10,20
interface lag 1 multi-chassis
    no shutdown
    no routing
    vlan trunk native 1 tag
    vlan trunk allowed all
interface 1/1/1-1/1/2
    lag 1
"""
    state = read_intent(find_platform("aruba_aoscx"), config)
    assert state.lags == {"lag1": ("1/1/1", "1/1/2")}
    assert (state.interfaces["lag1"].native_vlan, state.interfaces["lag1"].allowed_vlans) == (None, {1, 10, 20})


def test_junos_before_els():
    config = b"""vlans {
    students {
        vlan-id 10;
        interface {
            ge-0/0/1.0;
        }
        l3-interface vlan.10;
    }
    phones {
        vlan-id 30;
    }
    cameras {
        vlan-id 20;
    }
}
interfaces {
    ge-0/0/0 {
        unit 0 {
            family ethernet-switching {
                port-mode trunk;
                vlan {
                    members all;
                }
                native-vlan-id 10;
            }
        }
    }
    ge-0/0/1 {
        unit 0 {
            family ethernet-switching;
        }
    }
    vlan {
        unit 10 {
            family inet {
                address 10.10.10.2/24;
            }
        }
    }
}
ethernet-switching-options {
    voip {
        interface ge-0/0/1.0 {
            vlan phones;
            forwarding-class expedited-forwarding;
        }
    }
}
"""
    state = read_intent(find_platform("juniper_junos"), config)
    trunk, phone = state.interfaces["ge-0/0/0"], state.interfaces["ge-0/0/1"]
    assert (trunk.mode, trunk.native_vlan, trunk.allowed_vlans) == (PortMode.TRUNK, 10, {20, 30})
    assert (phone.mode, phone.access_vlan, phone.voice_vlan) == (PortMode.ACCESS, 10, 30)
    assert state.svis == {"vlan 10": ("10.10.10.2/24",)}


@pytest.mark.parametrize("name", ["dell_os6", "hp_procurve", "cisco_s300", "aruba_aoscx", "netgear_prosafe"])
def test_a_line_of_a_range_counts_for_every_port(name):
    heads = {"hp_procurve": "1-3", "aruba_aoscx": "1/1/1-1/1/3", "netgear_prosafe": "1/0/1-1/0/3"}
    head = heads.get(name, "range Gi1/0/1-3" if name == "dell_os6" else "range gi1-3")
    off = "disable" if name == "hp_procurve" else "shutdown"
    ports = read_intent(find_platform(name), f"interface {head}\n {off}\n".encode()).interfaces
    assert [told.admin_up for told in ports.values()] == [False, False, False]


@pytest.mark.parametrize(("deleted", "native"), [("1-2", 1), ("1-3", None), ("all", None)])
def test_a_port_of_exos_stays_in_default_until_it_is_taken_out(deleted, native):
    config = f"""configure vlan default delete ports {deleted}
create vlan "students"
configure vlan students tag 10
configure vlan students add ports 1-2 untagged
configure vlan students add ports 3 tagged
"""
    ports = read_intent(find_platform("extreme_exos"), config.encode()).interfaces
    assert ports["1"].access_vlan == 10
    assert (ports["3"].native_vlan, ports["3"].allowed_vlans) == (native, {10})


def test_exos_tells_of_voice_by_what_it_advertises():
    config = b"""create vlan "students" tag 10
create vlan "phones" tag 30
configure vlan students add ports 1 untagged
configure vlan phones add ports 1 tagged
configure lldp ports 1-24 advertise vendor-specific med policy application voice vlan phones dscp 46
"""
    phone = read_intent(find_platform("extreme_exos"), config).interfaces["1"]
    assert (phone.mode, phone.access_vlan, phone.voice_vlan) == (PortMode.ACCESS, 10, 30)
