"""Answers of switches to state commands, in each vendor's form and our own words, with what must be read from them."""

from __future__ import annotations

AOSCX_POE = """\
 Status and Configuration Information

 Member 1 Power Status
   Available: 740.00 W  Reserved: 43.40 W  Remaining: 696.60 W

 PoE      Pwr  Power    Pre-std Alloc Act   PSE Pwr  PD Pwr   PoE Port     PD   Cls
 Port     En   Priority Detect  Cfg   Cfg   Rsrvd    Draw     Status       Cls  Type
 -------- ---- -------- ------- ----- ----- -------- -------- ------------ ---- ----
 1/1/1    Yes  low      off     usage usage 13.4 W   7.2 W    Delivering*  4    2
 1/1/2    Yes  low      off     usage usage 0.0 W    0.0 W    Searching    0    -
 1/1/3    No   low      off     usage usage 0.0 W    0.0 W    Disabled     0    -
"""
AOS_S_POE = """\
 Status and Counters - Port Power Status

  System Power Status    : No redundancy
  PoE Power Status       : No redundancy

 Available: 382 W  Used: 12 W  Remaining: 370 W

 PoE    | Power  Power    Alloc  Alloc Actual Configured  Detection   Power
 Port   | Enable Priority By     Power Power  Type        Status      Class
 ------ + ------ -------- ------ ----- ------ ----------- ----------- -----
 1      | Yes    low      usage  17 W  6.2 W              Delivering  2
 2      | Yes    low      usage  17 W  0.0 W  Phone       Searching   0
 A3     | No     low      usage  17 W  0.0 W              Disabled    0
"""
JUNOS_POE = """\
Interface    Admin       Oper    Max        Priority       Power          Class
             status      status  power                     consumption
 ge-0/0/0    Enabled      ON     15.4W      Low            6.3W            2
 ge-0/0/1    Enabled      OFF    15.4W(L)   Low            0.0W            not-applicable
 ge-0/0/2    Disabled     OFF    15.4W      High           0.0W            not-applicable
(L) LLDP-negotiated value on the port.
"""
ICX_POE = """\
Power Capacity:         Total is 740000 mWatts. Current Free is 712000 mWatts.

Power Allocations:      Requests Honored 12 times

 Port   Admin   Oper    ---Power(mWatts)---  PD Type  PD Class  Pri  Fault/
        State   State   Consumed  Allocated                          Error
--------------------------------------------------------------------------
 1/1/1  On      On          6348      15400  802.3af  Class 2     3  n/a
 1/1/2  On      Off            0          0  n/a      n/a         3  n/a
 1/1/3  Off     Off            0          0  n/a      n/a         3  n/a
--------------------------------------------------------------------------
 Total                      6348      15400
"""
EXOS_POE = """\
Port  State         Class     Volts  Curr   Power     Fault
                                     (mA)   (Watts)
1     delivering    class2     53.3   118     6.300     0
2     searching     ------      0.0     0     0.000     0
3     disabled      ------      0.0     0     0.000     0
"""
COMWARE_POE = """\
 Interface    PoE        Priority  CurPower   Oper        IEEE  Detection
              Status               (W)                    Class Status
 GE1/0/1      Enabled    Low       6.3        On          2     Delivering power
 GE1/0/2      Enabled    Low       0.0        Off         0     Searching
 GE1/0/3      Disabled   Low       0.0        Off         0     Disabled

   ---  On State Ports: 1; Used: 6.3(W); Remaining: 363.7(W)  ---
"""
IOS_POE = """\
Module   Available     Used     Remaining
          (Watts)     (Watts)    (Watts)
------   ---------   --------   ---------
1           370.0        6.3       363.7
Interface Admin  Oper       Power   Device              Class Max
                            (Watts)
--------- ------ ---------- ------- ------------------- ----- ----
Gi1/0/1   auto   on         6.3     IP Phone 7945       2     30.0
Gi1/0/2   auto   off        0.0     n/a                 n/a   30.0
Gi1/0/3   off    off        0.0     n/a                 n/a   30.0
"""
# platform, command, answer, three ports: one that powers a device, one that waits for one, one switched off
POE = (
    ("aruba_aoscx", "show power-over-ethernet brief", AOSCX_POE, ("1/1/1", "1/1/2", "1/1/3"), 7.2, "4"),
    ("hp_procurve", "show power-over-ethernet brief", AOS_S_POE, ("1", "2", "A3"), 6.2, "2"),
    ("juniper_junos", "show poe interface", JUNOS_POE, ("ge-0/0/0", "ge-0/0/1", "ge-0/0/2"), 6.3, "2"),
    ("ruckus_fastiron", "show inline power", ICX_POE, ("1/1/1", "1/1/2", "1/1/3"), 6.348, "2"),
    ("extreme_exos", "show inline-power info ports", EXOS_POE, ("1", "2", "3"), 6.3, "2"),
    (
        "hp_comware",
        "display poe interface",
        COMWARE_POE,
        tuple(f"GigabitEthernet1/0/{port}" for port in (1, 2, 3)),
        6.3,
        "2",
    ),
    ("cisco_ios", "show power inline", IOS_POE, tuple(f"GigabitEthernet1/0/{port}" for port in (1, 2, 3)), 6.3, "2"),
)

AOSCX_STP = """\
Spanning tree status         : Enabled Protocol: MSTP

MST0
  Root ID    Priority   : 8192
             MAC-Address: 00:aa:00:00:00:01

Port           Role           State      Cost           Priority   Type             BPDU-Tx    BPDU-Rx
-------------- -------------- ---------- -------------- ---------- ---------------- ---------- ----------
1/1/1          Designated     Forwarding 20000          128        P2P Edge         120        0
1/1/48         Alternate      Blocking   20000          128        P2P              3          120
lag1           Root           Forwarding 2000           64         P2P              5          240
"""
AOS_S_STP = """\
 Multiple Spanning Tree (MST) Information

  STP Enabled   : Yes
  CST Root MAC Address : 00aa00-000001
  CST Root Port        : Trk1

                  |           Prio             | Designated    Hello
  Port  Type      | Cost      rity State       | Bridge        Time PtP Edge
  ----- --------- + --------- ---- ----------- + ------------- ---- --- ----
  1     100/1000T | 20000     128  Forwarding  | 00bb00-000001 2    Yes Yes
  48    100/1000T | 20000     128  Blocking    | 00aa00-000001 2    Yes No
  Trk1            | 20000     64   Forwarding  | 00aa00-000001 2    Yes No
"""
JUNOS_STP = """\
Spanning tree interface parameters for instance 0

Interface                  Port ID    Designated         Designated         Port    State  Role
                                       port ID           bridge ID          Cost
ge-0/0/1                   128:491      128:491   32768.00bb00000001         20000    FWD    DESG
ge-0/0/47                  128:537      128:490    8192.00aa00000001         20000    BLK    ALT
ae0                        128:483      128:483    8192.00aa00000001          1000    FWD    ROOT
"""
ICX_STP = """\
--- VLAN 10 [ STP Instance owned by VLAN 10 ] ----------------------------

Bridge IEEE 802.1W Parameters:

Port IEEE 802.1W Parameters:

         <--- Config Params --><-------------- Current state ----------------->
Port     Pri PortPath  P2P Edge Role       State       Designa-  Designated
Num          Cost      Mac Port                        ted cost  bridge
1/1/1    128 20000     F   T    DESIGNATED FORWARDING  2000      800000bb00000001
1/1/48   128 20000     T   F    ALTERNATE  DISCARDING  0         200000aa00000001
lg1      128 2000      T   F    ROOT       FORWARDING  0         200000aa00000001
"""
COMWARE_STP = """\
 MST ID   Port                                Role  STP State   Protection
 0        GigabitEthernet1/0/1                DESI  FORWARDING  NONE
 0        GigabitEthernet1/0/48               ALTE  DISCARDING  NONE
 0        Bridge-Aggregation1                 ROOT  FORWARDING  NONE
"""
EXOS_STP = """\
Port    Mode     State      Cost      Flags     Priority Port ID Designated Bridge
1       802.1D   FORWARDING 20000     eDappw-ie-- 128      8001    80:00:00:bb:00:00:00:01
48      802.1D   BLOCKING   20000     eAappw-ib-- 128      8030    20:00:00:aa:00:00:00:01
47      802.1D   FORWARDING 20000     eRappw-ib-- 128      802f    20:00:00:aa:00:00:00:01

------------------------- Flags: ----------------------------
1:                e=Enable, d=Disable
2: (Port role)    R=Root, D=Designated, A=Alternate, B=Backup, M=Master
Total Ports: 3
"""
IOS_STP = """\
VLAN0010
  Spanning tree enabled protocol rstp
  Root ID    Priority    8202

Interface           Role Sts Cost      Prio.Nbr Type
------------------- ---- --- --------- -------- --------------------------------
Gi1/0/1             Desg FWD 20000     128.1    P2p Edge
Gi1/0/48            Altn BLK 20000     128.48   P2p
Po1                 Root FWD 3         128.65   P2p
"""
# platform, command, answer, then the ports that are designated, blocked and root
STP = (
    ("aruba_aoscx", "show spanning-tree", AOSCX_STP, ("1/1/1", "1/1/48", "lag1")),
    ("hp_procurve", "show spanning-tree", AOS_S_STP, ("1", "48", "Trk1")),
    ("juniper_junos", "show spanning-tree interface", JUNOS_STP, ("ge-0/0/1", "ge-0/0/47", "ae0")),
    ("ruckus_fastiron", "show 802-1w", ICX_STP, ("1/1/1", "1/1/48", "lag 1")),
    (
        "hp_comware",
        "display stp brief",
        COMWARE_STP,
        ("GigabitEthernet1/0/1", "GigabitEthernet1/0/48", "Bridge-Aggregation1"),
    ),
    ("extreme_exos", "show stpd s0 ports", EXOS_STP, ("1", "48", "47")),
    ("cisco_ios", "show spanning-tree", IOS_STP, ("GigabitEthernet1/0/1", "GigabitEthernet1/0/48", "Port-channel1")),
)

EXOS_VERSION = """\
Switch      : 800999-00-02 0000A-00001 Rev 2.0 BootROM: 1.0.1.8    IMG: 30.7.1.1
PSU-1       : Internal PSU-1 800000-00-01 0000A-00009

Image   : ExtremeXOS version 30.7.1.1 by release-manager
          on Mon Nov 2 10:00:00 EST 2026
BootROM : 1.0.1.8
"""
EXOS_LLDP = """\
Neighbor
Port      Chassis ID                Port ID                   TTL    Age    System Name
========================================================================================
1         (5.1)10.10.30.21          00:aa:00:00:00:21         120    12     SEP00AA00000021
47        00:AA:00:00:00:01         1:1                       120    20     gym-core1
========================================================================================
NOTE: The Chassis ID and/or Port ID might be truncated to fit the screen.
"""
OLD_IOS_DETAIL = """\
------------------------------------------------
Chassis id: 00aa.0000.0001
Port id: 1/1/5
Port Description: 1/1/5
System Name: gym-core1.cedarfork.example

System Description:
Some switch, version 10

Time remaining: 95 seconds
System Capabilities: B,R
Enabled Capabilities: B,R
Management Addresses:
    IP: 10.10.0.2
Auto Negotiation - supported, enabled
Physical media capabilities:
    1000baseT(FD)
Media Attachment Unit type: 30
Vlan ID: - not advertised

------------------------------------------------
Chassis id: 00aa.0000.0077
Port id: eth0
Port Description: eth0
System Name: gym-camera-2

System Description:
Camera

Time remaining: 95 seconds
System Capabilities: S
Enabled Capabilities: S
Management Addresses - not advertised
Auto Negotiation - not supported
Physical media capabilities - not advertised
Media Attachment Unit type - not advertised
Vlan ID: - not advertised


Total entries displayed: 2
"""
OLD_IOS_BRIEF = """\
Capability codes:
    (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device
    (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other

Device ID           Local Intf     Hold-time  Capability      Port ID
gym-core1.cedarfork Gi0/1          120        B,R             1/1/5
gym-camera-2        Fa0/7          120        S               eth0

Total entries displayed: 2
"""
IOS_STATUS = """\

Port      Name               Status       Vlan       Duplex  Speed Type
Gi1/0/1   Camera, gym        connected    10         a-full  a-100 10/100/1000BaseTX
Gi1/0/2                      notconnect   20           auto   auto 10/100/1000BaseTX
Gi1/0/3   old printer        disabled     1            auto   auto 10/100/1000BaseTX
Gi1/0/4                      err-disabled 10           auto   auto 10/100/1000BaseTX
Te1/1/1   to core            connected    trunk        full    10G SFP-10GBase-SR
Po1                          connected    trunk      a-full  a-10G
"""
