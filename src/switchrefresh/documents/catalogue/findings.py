"""The findings of `verify`: what each means, how it looks, and what to do in the closet."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

FINDINGS: Mapping[str, Page] = {
    "VLAN_MISSING": Page(
        "A VLAN of the old switch does not exist on the new one. Critical when a live port used it, major when it was "
        "carried, else minor.",
        "VLAN 40 (CAMERAS) does not exist any more; 6 live ports used it",
        "Create it on the new switch.",
    ),
    "ACCESS_VLAN": Page(
        "The untagged VLAN of a port is another. Critical on a port that was up, else minor.",
        "Gi1/0/25 (now 1/1/25): untagged in VLAN 20 before, in VLAN 30 now",
        "Correct the port's VLAN.",
    ),
    "MODE_CHANGED": Page(
        "An access port became a trunk, a trunk an access port, or a routed port a switched one. `access 10, voice 30` "
        "and `hybrid, untagged 10, tagged 30` are the same.",
        "Gi1/0/4 (now 1/1/4): carried VLANs 10 and 20 tagged, is an access port now",
        "Correct the port.",
    ),
    "TRUNK_VLANS_LOST": Page(
        "VLANs that exist and were carried tagged are not carried any more. `all` counts as the VLANs that exist.",
        "Port-channel1 (now lag1): VLAN 40 (CAMERAS) no longer carried",
        "Allow them on the trunk.",
    ),
    "VOICE_VLAN": Page(
        "The voice VLAN of a port is not carried any more. Critical when a phone was heard in it.",
        "Gi1/0/9 (now 1/1/9): voice VLAN 30 (VOICE) no longer carried",
        "Tag the voice VLAN on the port.",
    ),
    "NATIVE_VLAN": Page(
        "The untagged VLAN of a trunk is another. VLAN 1 against none is silent where nobody uses VLAN 1.",
        "Port-channel1 (now lag1): native VLAN 1 before, VLAN 99 now",
        "Set the same native VLAN as the other end.",
    ),
    "SVI_LOST": Page(
        "An address of the switch is gone, or has another mask. `replacement: {host: ...}` announces a planned change.",
        "address 10.0.99.5/24 of vlan 99 is gone",
        "Configure it, or correct `replacement.host`.",
    ),
    "MAC_WRONG_VLAN": Page(
        "A host is seen in another VLAN: the best sign of two cables that changed places.",
        "Gi1/0/22 (now 1/1/46): 00:1b:21:00:00:16 in VLAN 1 now, in VLAN 20 before",
        "Put the cable into the right port, or correct the port's VLAN.",
    ),
    "NEIGHBOR_LOST": Page(
        "A switch, access point or phone does not answer any more. Critical for a switch, else major.",
        "Gi1/0/3 (now 1/1/3): access point ap-3 does not answer any more",
        "Look at cable, power and VLAN of the port; LLDP may take two minutes.",
    ),
    "NEIGHBOR_MOVED": Page(
        "A neighbor answers on another port than planned. Critical for a switch, or when the VLANs there are others; "
        "else minor.",
        "the cable of Te1/0/2 (switch mdf-core) is in 2/1/50, not in 1/1/50",
        "Move the cable, or accept the port as it is: `verify` says what to write into the port map.",
    ),
    "LINK_LOST": Page(
        "A port that was up has no link. Critical for an uplink or a LAG member, else major. By night only what was up "
        "just before the swap, or never sleeps, counts; the rest is due by morning.",
        "Gi1/0/17 (now 1/1/17) has no link; it had camera gym-2",
        "Look at both ends of the cable.",
    ),
    "LAG_MEMBER": Page(
        "A port is not in its LAG. Critical when the LAG is gone, else major.",
        "Te1/0/2 (now 1/1/50) is not in lag1; it was a member of Port-channel1",
        "Add the port to the LAG; compare LACP on both ends.",
    ),
    "POE_LOST": Page(
        "A powered device gets no power.",
        "Gi1/0/3 (now 1/1/3) gives no power to access point ap-3",
        "Look at PoE of the port, the budget, and the cable.",
    ),
    "POE_CLASS": Page(
        "A device gets a lower PoE class than before. Watts are never compared.",
        "Gi1/0/3 (now 1/1/3): PoE class 3 instead of 4",
        "See whether the new port gives enough (802.3at, 802.3bt).",
    ),
    "SPEED_DROP": Page(
        "A link is slower than at every earlier look.",
        "Gi1/0/31 (now 1/1/31): 100 Mb/s instead of 1 Gb/s",
        "Change the patch cable; look at the optic.",
    ),
    "HALF_DUPLEX": Page(
        "A link runs at half duplex and never did before.",
        "Gi1/0/31 (now 1/1/31) runs at half duplex",
        "Set both ends to auto.",
    ),
    "ADMIN_DOWN": Page(
        "A port that was in use is switched off on the new switch.",
        "Gi1/0/28 (now 1/1/28) is switched off",
        "Enable it.",
    ),
    "STP_ROOT_PORT": Page(
        "The port towards the root bridge has another role: the network has another root, or another way to it.",
        "Te1/0/1 (now 1/1/49) led to the root bridge and is designated now",
        "Compare bridge priorities and costs.",
    ),
    "PORT_NOT_MAPPED": Page(
        "A port that was in use has no place in the port map. Minor when left out on purpose, or seen elsewhere.",
        "Gi1/0/44 (host 00:1b:21:00:00:2c) was in use and the port map gives it no new port",
        "Give it a port, or null with a why.",
    ),
    "PORT_MISSING": Page(
        "The port map names a port that the new switch does not have.",
        "Gi2/0/1 should be in 2/1/1, which the new switch does not have",
        "Correct the port map, or see whether a stack member is missing.",
    ),
    "CABLE_MOVED": Page(
        "A cable is in another port than planned, with the same VLANs.",
        "the cable of Gi1/0/22 is in 1/1/46, not in 1/1/22",
        "Move it, or accept it as the new map.",
    ),
    "FIRMWARE": Page(
        "The new switch runs another release than `replacement.firmware` names.",
        "firmware FL.10.10.1020 runs, the plan says FL.10.13.1040",
        "Upgrade it, or correct the plan.",
    ),
    "MAC_LOST": Page(
        "Nobody is heard any more behind a switch that cannot be asked itself.",
        "es-mdf-core 1/1/7: none of 9 hosts behind es-lib-sw1 is heard any more",
        "See whether the new switch has power and its uplink the right VLANs.",
    ),
    "MAC_QUIET": Page(
        "A host was heard just before the swap and is not heard yet, although the link is up.",
        "Gi1/0/17 (now 1/1/17): 00:1b:21:00:00:11 not heard yet; the link is up",
        "Wait, or ping it; it counts in `verify --morning`.",
    ),
    "DOWN_BEFORE": Page(
        "It was seen by day and was already gone just before the swap.",
        "Gi1/0/17 (now 1/1/17): camera was already down before the swap",
        "Tell whoever owns the device.",
    ),
    "NOT_CHECKED": Page(
        "A fact that one of the switches did not tell, so that nothing is proven by it. Major where the verdict hangs "
        "on it.",
        "the MAC table: was refused on the new switch, so it is not compared",
        "Pull again (switchrefresh backup), or look by hand and accept it.",
    ),
}
