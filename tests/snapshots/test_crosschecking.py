"""A switch and its own config hold each other to account: contradictions are named, agreement says nothing."""

from __future__ import annotations

import pytest

from switchrefresh.lab.pairs import FAMILIES, swap_pair
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.snapshots.reading import read_state

CONFIG = """vlan 10
vlan 20
interface Port-channel1
 switchport mode trunk
interface GigabitEthernet1/0/1
 switchport access vlan 10
interface GigabitEthernet1/0/2
 switchport access vlan 30
interface GigabitEthernet1/0/3
 switchport mode trunk
 switchport trunk allowed vlan 10,20
interface GigabitEthernet1/0/4
 switchport access vlan 20
interface GigabitEthernet1/0/47
 switchport mode trunk
 channel-group 1 mode active
interface GigabitEthernet1/0/48
 switchport mode trunk
 channel-group 1 mode active
end
"""
VLANS = """VLAN Name                             Status    Ports
---- -------------------------------- --------- -------------------------------
1    default                          active
10   students                         active    Gi1/0/1
20   cameras                          active    Gi1/0/4
"""
LAGS = """Group  Port-channel  Protocol    Ports
------+-------------+-----------+-----------------------------------------------
1      Po1(SU)         LACP      Gi1/0/47(P)
"""


def block(port, mode, access="1", native="1", allowed="ALL"):
    return f"""Name: {port}
Switchport: Enabled
Administrative Mode: {mode}
Operational Mode: {mode}
Access Mode VLAN: {access} (x)
Trunking Native Mode VLAN: {native} (x)
Voice VLAN: none
Trunking VLANs Enabled: {allowed}
"""


def doubts(blocks, vlans=VLANS, lags=LAGS):
    status = "Port      Name               Status       Vlan       Duplex  Speed Type\n"
    for number in (1, 2, 3, 4, 47, 48):
        status += f"Gi1/0/{number:<4}                    connected    1          a-full a-1000 10/100/1000BaseTX\n"
    pairs = {
        "show interfaces status": status,
        "show interfaces switchport": blocks,
        "show vlan brief": vlans,
        "show etherchannel summary": lags,
    }
    outputs = [CommandOutput(command, answer.encode()) for command, answer in pairs.items()]
    return read_state(find_platform("cisco_ios"), outputs, CONFIG.encode()).doubts


def test_every_contradiction_is_named_once():
    said = doubts(
        block("Gi1/0/1", "static access", access="20")
        + block("Gi1/0/2", "static access", access="30")
        + block("Gi1/0/3", "trunk", allowed="10")
        + block("Gi1/0/4", "trunk", allowed="10,20")
    )
    assert said == (
        "VLAN 30 is used in the config and does not exist on the switch.",
        "GigabitEthernet1/0/1 is in VLAN 20 and in VLAN 10 by its config.",
        "GigabitEthernet1/0/3 does not carry VLAN 20 of its config.",
        "GigabitEthernet1/0/4 is a trunk port and an access port in VLAN 20 by its config.",
        "GigabitEthernet1/0/48 shall be in Port-channel1 and is not.",
    )


def test_what_one_side_does_not_tell_contradicts_nothing():
    refused = [CommandOutput("show etherchannel summary", b"% Invalid input detected\n")]
    assert read_state(find_platform("cisco_ios"), refused, CONFIG.encode()).doubts == ()
    assert read_state(find_platform("cisco_ios"), [], CONFIG.encode()).doubts == ()


@pytest.mark.parametrize("family", FAMILIES)
def test_switches_of_the_lab_agree_with_their_configs(family):
    pair = swap_pair(5, family, [])
    for look in (pair.before, pair.after):
        assert read_state(find_platform(look.platform), look.outputs, look.config).doubts == ()
