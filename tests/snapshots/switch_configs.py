"""One small school network in the config of each OS: what must be read from them is the same for all."""

from __future__ import annotations

# Ports by their place: camera (access 20), phone (access 10, voice 30), ap (untagged 10, tagged 20), off (shut,
# access 10), the two members of the uplink LAG, which carries 10, 20 and 30 tagged. Address 10.10.10.2/24 in VLAN 10.
IOS = b"""hostname gym-sw1
vlan 10
 name students
vlan 20
 name cameras
vlan 30
 name phones
interface Port-channel1
 switchport mode trunk
 switchport trunk native vlan 999
 switchport trunk allowed vlan 10,20
 switchport trunk allowed vlan add 30
interface GigabitEthernet1/0/1
 description camera by the door
 switchport access vlan 20
 switchport mode access
 power inline auto
interface GigabitEthernet1/0/2
 switchport access vlan 10
 switchport mode access
 switchport voice vlan 30
interface GigabitEthernet1/0/3
 switchport trunk native vlan 10
 switchport trunk allowed vlan 10,20
 switchport mode trunk
interface GigabitEthernet1/0/4
 switchport access vlan 10
 power inline never
 shutdown
interface GigabitEthernet1/0/47
 switchport mode trunk
 channel-group 1 mode active
interface GigabitEthernet2/0/47
 switchport mode trunk
 channel-group 1 mode active
interface Vlan10
 ip address 10.10.10.2 255.255.255.0
ip default-gateway 10.10.10.1
end
"""
AOSCX = b"""hostname gym-sw1
vlan 1
vlan 10
    name students
vlan 20
    name cameras
vlan 30
    name phones
    voice
interface lag 1
    no shutdown
    no routing
    vlan trunk native 1
    vlan trunk allowed 10,20,30
    lacp mode active
interface 1/1/1
    description camera by the door
    no shutdown
    no routing
    vlan access 20
interface 1/1/2
    no shutdown
    no routing
    vlan trunk native 10
    vlan trunk allowed 10,30
interface 1/1/3
    no shutdown
    no routing
    vlan trunk native 10
    vlan trunk allowed 10,20
interface 1/1/4
    shutdown
    no routing
    vlan access 10
    no power-over-ethernet
interface 1/1/47
    no shutdown
    lag 1
interface 2/1/47
    no shutdown
    lag 1
interface vlan 10
    ip address 10.10.10.2/24
ip route 0.0.0.0/0 10.10.10.1
"""
PROCURVE = b"""; J9729A Configuration Editor; Created on release #WB.16.10.0021
hostname "gym-sw1"
trunk 1/47,2/47 trk1 lacp
interface 1/1
   name "camera by the door"
   exit
interface 1/4
   disable
   no power-over-ethernet
   exit
vlan 1
   name "DEFAULT_VLAN"
   no untagged 1/1-1/4,Trk1
   untagged 1/5-1/46
   no ip address
   exit
vlan 10
   name "students"
   untagged 1/2-1/4
   tagged Trk1
   ip address 10.10.10.2 255.255.255.0
   exit
vlan 20
   name "cameras"
   untagged 1/1
   tagged 1/3,Trk1
   no ip address
   exit
vlan 30
   name "phones"
   tagged 1/2,Trk1
   no ip address
   voice
   exit
ip default-gateway 10.10.10.1
"""
FASTIRON = b"""ver 08.0.95
stack unit 1
lag uplink dynamic id 1
 ports ethe 1/1/47 ethe 2/1/47
vlan 1 name DEFAULT-VLAN by port
vlan 10 name students by port
 tagged ethe 1/1/3 lag 1
 untagged ethe 1/1/2 ethe 1/1/4
 router-interface ve 1
vlan 20 name cameras by port
 tagged ethe 1/1/3 lag 1
 untagged ethe 1/1/1
vlan 30 name phones by port
 tagged ethe 1/1/2 lag 1
hostname gym-sw1
ip route 0.0.0.0/0 10.10.10.1
interface ethernet 1/1/1
 port-name camera by the door
 inline power
interface ethernet 1/1/2
 dual-mode 10
 voice-vlan 30
interface ethernet 1/1/3
 dual-mode 10
interface ethernet 1/1/4
 disable
 no inline power
interface ve 1
 ip address 10.10.10.2 255.255.255.0
end
"""
JUNOS = b"""version 21.4R3.15;
system {
    host-name gym-sw1;
}
interfaces {
    interface-range pupils {
        member ge-0/0/1;
        member-range ge-0/0/3 to ge-0/0/3;
        unit 0 {
            family ethernet-switching {
                interface-mode access;
                vlan {
                    members students;
                }
            }
        }
    }
    ge-0/0/0 {
        description "camera by the door";
        unit 0 {
            family ethernet-switching {
                vlan {
                    members cameras;
                }
            }
        }
    }
    ge-0/0/2 {
        native-vlan-id 10;
        unit 0 {
            family ethernet-switching {
                interface-mode trunk;
                vlan {
                    members [ students cameras ];
                }
            }
        }
    }
    ge-0/0/3 {
        disable;
    }
    ge-0/0/46 {
        ether-options {
            802.3ad ae0;
        }
    }
    ge-1/0/46 {
        ether-options {
            802.3ad ae0;
        }
    }
    ae0 {
        unit 0 {
            family ethernet-switching {
                interface-mode trunk;
                vlan {
                    members [ students cameras 30 ];
                }
            }
        }
    }
    irb {
        unit 5 {
            family inet {
                address 10.10.10.2/24;
            }
        }
    }
}
poe {
    interface all;
    interface ge-0/0/3 {
        disable;
    }
}
switch-options {
    voip {
        interface ge-0/0/1.0 {
            vlan phones;
        }
    }
}
routing-options {
    static {
        route 0.0.0.0/0 next-hop 10.10.10.1;
    }
}
vlans {
    cameras {
        vlan-id 20;
    }
    phones {
        vlan-id 30;
    }
    students {
        vlan-id 10;
        l3-interface irb.5;
    }
}
"""
EXOS = b"""# Module devmgr configuration.
configure snmp sysName "gym-sw1"
# Module vlan configuration.
configure vlan default delete ports 1:1-4,1:47,2:47
create vlan "students"
configure vlan students tag 10
create vlan "cameras" tag 20
create vlan "phones"
configure vlan phones tag 30
disable port 1:4
configure ports 1:1 description-string "camera by the door"
enable sharing 1:47 grouping 1:47,2:47 algorithm address-based L2 lacp
configure vlan students add ports 1:47 tagged
configure vlan students add ports 1:2-4 untagged
configure vlan cameras add ports 1:3,1:47 tagged
configure vlan cameras add ports 1:1 untagged
configure vlan phones add ports 1:2,1:47 tagged
configure vlan students ipaddress 10.10.10.2 255.255.255.0
configure iproute add default 10.10.10.1
disable inline-power ports 1:4
# End of configuration file for "vlan".
"""
COMWARE = b"""#
 sysname gym-sw1
#
vlan 10
 name students
#
vlan 20
 name cameras
#
vlan 30
 name phones
#
interface Bridge-Aggregation1
 port link-type trunk
 undo port trunk permit vlan 1
 port trunk permit vlan 10 20 30
#
interface Vlan-interface10
 ip address 10.10.10.2 255.255.255.0
#
interface GigabitEthernet1/0/1
 description camera by the door
 port access vlan 20
 poe enable
#
interface GigabitEthernet1/0/2
 port link-type hybrid
 undo port hybrid vlan 1
 port hybrid vlan 30 tagged
 port hybrid vlan 10 untagged
 port hybrid pvid vlan 10
 voice-vlan 30 enable
#
interface GigabitEthernet1/0/3
 port link-type trunk
 undo port trunk permit vlan 1
 port trunk permit vlan 10 20
 port trunk pvid vlan 10
#
interface GigabitEthernet1/0/4
 port access vlan 10
 shutdown
#
interface GigabitEthernet1/0/47
 port link-type trunk
 port link-aggregation group 1
#
interface GigabitEthernet2/0/47
 port link-type trunk
 port link-aggregation group 1
#
 ip route-static 0.0.0.0 0 10.10.10.1
#
return
"""
EOS = IOS.replace(b"GigabitEthernet1/0/", b"Ethernet").replace(b"GigabitEthernet2/0/47", b"Ethernet48")
EOS = (
    EOS.replace(b"Port-channel1", b"Port-Channel1")
    .replace(b" power inline auto\n", b"")
    .replace(b" power inline never\n", b"")
)
EOS = EOS.replace(b"switchport voice vlan", b"switchport phone vlan").replace(b"\n ", b"\n   ")
EOS = EOS.replace(b"ip default-gateway", b"ip route 0.0.0.0/0")

# platform, config, then the ports in the order of the note above, and the name of the LAG
_LONG = ("1/0/1", "1/0/2", "1/0/3", "1/0/4", "1/0/47", "2/0/47")
CONFIGS = (
    ("cisco_ios", IOS, *(f"GigabitEthernet{port}" for port in _LONG), "Port-channel1"),
    ("cisco_xe", IOS, *(f"GigabitEthernet{port}" for port in _LONG), "Port-channel1"),
    ("arista_eos", EOS, *(f"Ethernet{port}" for port in (1, 2, 3, 4, 47, 48)), "Port-Channel1"),
    ("aruba_aoscx", AOSCX, "1/1/1", "1/1/2", "1/1/3", "1/1/4", "1/1/47", "2/1/47", "lag1"),
    ("hp_procurve", PROCURVE, "1/1", "1/2", "1/3", "1/4", "1/47", "2/47", "Trk1"),
    ("ruckus_fastiron", FASTIRON, "1/1/1", "1/1/2", "1/1/3", "1/1/4", "1/1/47", "2/1/47", "lag 1"),
    ("juniper_junos", JUNOS, "ge-0/0/0", "ge-0/0/1", "ge-0/0/2", "ge-0/0/3", "ge-0/0/46", "ge-1/0/46", "ae0"),
    ("extreme_exos", EXOS, "1:1", "1:2", "1:3", "1:4", "1:47", "2:47", "lag 1:47"),
    ("hp_comware", COMWARE, *(f"GigabitEthernet{port}" for port in _LONG), "Bridge-Aggregation1"),
)
