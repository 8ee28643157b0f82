"""What changed between two configs: exact lines on one OS, sentences from one OS to another."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.platforms import aruba_aoscx, cisco_ios, hp_procurve
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.cleaning import clean_lines, clean_text, printable
from switchrefresh.snapshots.comparing import compare_configs, compare_summaries, summarise

IOS, PROCURVE, ACX = cisco_ios.PLATFORM, hp_procurve.PLATFORM, aruba_aoscx.PLATFORM
OLD_IOS = b"""Building configuration...

Current configuration : 1234 bytes
!
! Last configuration change at 10:00:00 UTC Mon Nov 23 2026
hostname hs-mdf-sw1
!
vlan 10
 name students
!
vlan 20
 name staff
!
interface GigabitEthernet1/0/1
 description AP library
 switchport access vlan 10
!
interface GigabitEthernet1/0/2
 switchport access vlan 20
 switchport voice vlan 30
!
interface GigabitEthernet1/0/48
 switchport mode trunk
 switchport trunk allowed vlan 10,20,30
!
interface Vlan10
 ip address 10.10.10.2 255.255.255.0
!
ip default-gateway 10.10.10.1
ip access-list extended GUESTS
 permit udp any any eq domain
 deny   ip any 10.0.0.0 0.255.255.255
 permit ip any any
ntp clock-period 17179869
end
"""
OLD_PROCURVE = b"""Running configuration:

; J9773A Configuration Editor; Created on release #YA.16.08.0002
hostname "es-mdf-sw1"
interface 1
   name "AP library"
   exit
vlan 1
   name "DEFAULT_VLAN"
   no untagged 1-20
   untagged 21-24
   ip address dhcp-bootp
   exit
vlan 10
   name "students"
   untagged 1-20
   tagged 23-24,Trk1
   ip address 10.20.10.2 255.255.255.0
   exit
ip default-gateway 10.20.10.1
"""
NEW_ACX = b"""Current configuration:
!
!Version ArubaOS-CX FL.10.13.1040
hostname es-mdf-sw1
vlan 1,20
vlan 10
    name students
interface mgmt
    no shutdown
    ip static 192.168.1.20/24
    default-gateway 10.20.10.1
interface 1/1/1
    no shutdown
    description AP library
    vlan access 10
interface 1/1/2
    no shutdown
    vlan access 10
interface 1/1/24
    no shutdown
    vlan trunk native 1
    vlan trunk allowed 10
interface vlan 10
    ip address 10.20.10.2/24
"""


def test_volatile_lines_blank_lines_and_comment_marks_are_no_change():
    after = OLD_IOS.replace(b"1234 bytes", b"1299 bytes").replace(b"17179869", b"17179888").replace(b"!\n", b"\r\n")
    after = after.replace(b"10:00:00 UTC", b"11:11:11 UTC")
    assert compare_configs(IOS, OLD_IOS, after) == ()


def test_a_change_in_a_block_names_its_parent_and_no_neighbours():
    after = OLD_IOS.replace(b"description AP library", b"description AP gym")
    assert compare_configs(IOS, OLD_IOS, after) == (
        "interface GigabitEthernet1/0/1",
        "- description AP library",
        "+ description AP gym",
    )


def test_two_changes_in_one_block_name_the_parent_once():
    after = OLD_IOS.replace(b"voice vlan 30", b"voice vlan 31").replace(b"access vlan 20", b"access vlan 21")
    diff = compare_configs(IOS, OLD_IOS, after)
    assert diff.count("interface GigabitEthernet1/0/2") == 1 and len(diff) == 5


def test_a_new_block_and_a_lost_line_at_the_margin():
    after = OLD_IOS.replace(b"ip default-gateway 10.10.10.1\n", b"").replace(
        b"\nvlan 20\n", b"\nvlan 15\n name guests\n!\nvlan 20\n"
    )
    assert compare_configs(IOS, OLD_IOS, after) == ("+vlan 15", "+ name guests", "-ip default-gateway 10.10.10.1")


def test_order_inside_an_access_list_counts():
    first, second = b" deny   ip any 10.0.0.0 0.255.255.255\n", b" permit ip any any\n"
    diff = compare_configs(IOS, OLD_IOS, OLD_IOS.replace(first + second, second + first))
    assert diff[0] == "ip access-list extended GUESTS"
    assert {line[0] for line in diff[1:]} == {"-", "+"} and len(diff) == 3


def test_the_same_line_under_another_parent_is_a_change():
    after = OLD_IOS.replace(b"0/1\n description AP library\n", b"0/1\n").replace(
        b"1/0/2\n", b"1/0/2\n description AP library\n"
    )
    assert compare_configs(IOS, OLD_IOS, after) == (
        "interface GigabitEthernet1/0/1",
        "- description AP library",
        "interface GigabitEthernet1/0/2",
        "+ description AP library",
    )


def test_exit_lines_at_the_margin_belong_to_their_block():
    old = b"interface eth0\n description a\nexit\n!\ninterface eth1\n description b\nexit\n!\nend\n"
    new = b"interface eth0\n description a\nexit\n!\ninterface eth1\n description c\nexit\n!\nend\n"
    assert compare_configs(IOS, old, new) == ("interface eth1", "- description b", "+ description c")


def test_bytes_that_are_no_utf8_still_differ():
    old, new = OLD_IOS.replace(b"library", b"caf\xe9"), OLD_IOS.replace(b"library", b"caf\xe8")
    assert len(compare_configs(IOS, old, new)) == 3


def test_screen_codes_pagers_and_backspaces_are_no_change():
    paged = OLD_IOS.replace(
        b"!\nvlan 20",
        b"!\n --More-- \x08\x08\x08\x08\x08\x08\x08\x08\x08         \x08\x08\x08\x08\x08\x08\x08\x08\x08vlan 20",
    )
    paged = paged.replace(b"hostname", b"\x1b[2K\x1b[1;1Hhostname").replace(
        b"\nend\n", b"\n<--- More --->\r              \rend\n"
    )
    assert compare_configs(IOS, OLD_IOS, paged) == ()


def test_next_line_codes_are_line_breaks():
    assert clean_lines(b"a\x1bEb\x1b[24;1Hc\r\nd\r\r\ne") == ["a", "bc", "d", "e"]
    assert clean_text(b"abd\x08c") == "abc"
    assert printable("a\x1b[31m\u202eb\nc" + "x" * 300).isprintable()


@settings(derandomize=True, max_examples=60, deadline=2000)
@given(st.lists(st.sampled_from(["a", " b", "  c", "exit", "vlan 10", " x", "!"]), max_size=25), st.data())
def test_a_diff_is_empty_exactly_when_nothing_changed(lines, data):
    other = list(lines)
    if lines and data.draw(st.booleans()):
        other[data.draw(st.integers(0, len(lines) - 1))] = "changed"
    before, after = "\n".join(lines).encode(), "\n".join(other).encode()
    same = [line for line in lines if line != "!"] == [line for line in other if line != "!"]
    assert (compare_configs(IOS, before, after) == ()) is same


def test_a_big_config_is_compared_in_a_blink_and_a_deep_one_does_not_break():
    big = b"".join(b"interface eth%d\n description port %d\nexit\n" % (n, n) for n in range(5000))
    began = time.process_time()
    assert compare_configs(IOS, big, big.replace(b"description port 2500\n", b"description moved\n")) == (
        "interface eth2500",
        "- description port 2500",
        "+ description moved",
    )
    deep = b"\n".join(b" " * n + b"x" for n in range(1200))
    assert compare_configs(IOS, deep, deep + b"y") != ()
    assert time.process_time() - began < 5


def test_summary_of_ios():
    found = summarise(IOS, OLD_IOS)
    assert found.hostname == "hs-mdf-sw1"
    assert found.vlans == {10: "students", 20: "staff", 30: ""}
    assert found.access == {"GigabitEthernet1/0/1": 10, "GigabitEthernet1/0/2": 20}
    assert found.tagged == {"GigabitEthernet1/0/2", "GigabitEthernet1/0/48"} and len(found.ports) == 3
    assert found.addresses == {"vlan 10": ("10.10.10.2/24",)} and found.gateway == "10.10.10.1"


def test_summary_of_procurve_takes_ports_from_inside_the_vlans():
    found = summarise(PROCURVE, OLD_PROCURVE)
    assert found.hostname == "es-mdf-sw1"
    assert found.vlans == {1: "DEFAULT_VLAN", 10: "students"}
    assert len(found.access) == 24 and found.access["7"] == 10 and found.access["22"] == 1
    assert found.tagged == {"23", "24"} and len(found.ports) == 24
    assert found.addresses == {"vlan 1": ("dhcp-bootp",), "vlan 10": ("10.20.10.2/24",)}


def test_summary_of_aoscx():
    found = summarise(ACX, NEW_ACX)
    assert found.vlans == {1: "", 10: "students", 20: ""}
    assert found.access == {"1/1/1": 10, "1/1/2": 10}, "a native VLAN that is not allowed carries nothing"
    assert found.tagged == {"1/1/24"}
    assert found.addresses == {"management": ("192.168.1.20/24",), "vlan 10": ("10.20.10.2/24",)}
    assert found.gateway == "10.20.10.1" and len(found.ports) == 3


def test_across_oses_there_are_sentences_and_no_text_diff():
    said = compare_summaries(summarise(PROCURVE, OLD_PROCURVE), summarise(ACX, NEW_ACX))
    assert "Only after: VLAN 20." in said
    assert "Untagged in VLAN 10: 20 ports before, 2 after." in said
    assert "Address dhcp-bootp (vlan 1) is only in the config before." in said
    assert "Ports with an untagged VLAN: 24 before, 2 after." in said
    assert not any(line.startswith(("+", "-")) for line in said)


@pytest.mark.parametrize("platform", [IOS, PROCURVE, ACX])
def test_hostile_text_is_summarised_without_an_error(platform):
    raw = b"vlan 99999-1\nvlan 1-99999999999999\n   untagged 1-99999999,\xff\ninterface \nip default-gateway \n"
    raw += b"vlan 7\n   \x00\n"
    assert summarise(platform, raw).vlans.keys() <= set(range(1, 4095))


def test_an_os_that_does_not_indent_is_compared_by_its_blocks():
    edge = find_platform("ubiquiti_edgeswitch")
    old = b"configure\r\ninterface 0/1\r\nvlan pvid 10\r\nexit\r\ninterface 0/2\r\nvlan pvid 10\r\nexit\r\nexit\r\n"
    new = old.replace(b"0/2\r\nvlan pvid 10", b"0/2\r\nvlan pvid 20")
    assert compare_configs(edge, old, new) == ("interface 0/2", "- vlan pvid 10", "+ vlan pvid 20")


def test_a_routeros_export_is_compared_by_its_menus():
    router = find_platform("mikrotik_routeros")
    old = (
        b"# 2026-11-23 14:20:43 by RouterOS 7.15\n/ip address\nadd address=10.0.0.1\n/ip route\nadd gateway=10.0.0.9\n"
    )
    new = old.replace(b"14:20:43", b"15:00:00").replace(b"10.0.0.9", b"10.0.0.8")
    assert compare_configs(router, old, new) == ("/ip route", "- add gateway=10.0.0.9", "+ add gateway=10.0.0.8")
