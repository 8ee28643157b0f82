"""Which template's rows tell which facts, and the function that puts such a row in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from switchrefresh.platforms.facts import Fact
from switchrefresh.snapshots.mapping import hostrows, portrows, switchrows
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.mapping.values import Row

Reader = Callable[[Sketch, Row], None]
Readers = tuple[tuple[Fact, Reader], ...]

_VERSION: Readers = ((Fact.VERSION, switchrows.version_row),)
_IDENTITY: Readers = ((Fact.VERSION, switchrows.version_row), (Fact.SERIAL, switchrows.serial_row))
_SERIAL: Readers = ((Fact.SERIAL, switchrows.serial_row),)
_LINK: Readers = ((Fact.INTERFACES, portrows.link_row),)
_STATUS: Readers = ((Fact.INTERFACES, portrows.status_row), (Fact.TRANSCEIVERS, switchrows.optic_media_row))
_VLAN: Readers = ((Fact.VLANS, switchrows.vlan_row),)
_MAC: Readers = ((Fact.MACS, hostrows.mac_row),)
_LLDP: Readers = ((Fact.NEIGHBORS, hostrows.lldp_row),)
_CDP: Readers = ((Fact.NEIGHBORS, hostrows.cdp_row),)
_ARP: Readers = ((Fact.ARP, hostrows.arp_row),)
_POE: Readers = ((Fact.POE, portrows.poe_row),)
_STP: Readers = ((Fact.STP, portrows.stp_row),)
_LAG: Readers = ((Fact.LAGS, portrows.bundle_row),)
_SVI: Readers = ((Fact.SVIS, switchrows.address_row),)
_SWITCHPORT: Readers = ((Fact.SWITCHPORT, portrows.switchport_row),)
_OPTIC: Readers = ((Fact.TRANSCEIVERS, switchrows.transceiver_row),)
_INVENTORY: Readers = ((Fact.SERIAL, switchrows.inventory_row), (Fact.TRANSCEIVERS, switchrows.inventory_row))

READERS: Mapping[str, Readers] = {
    # Cisco IOS and IOS-XE
    "cisco_ios_show_version": _IDENTITY,
    "cisco_ios_show_inventory": _INVENTORY,
    "cisco_ios_show_interfaces_status": _STATUS,
    "cisco_ios_show_interfaces": (*_LINK, *_SVI),
    "cisco_ios_show_interfaces_description": ((Fact.INTERFACES, portrows.description_row),),
    "cisco_ios_show_interfaces_status_err-disabled": ((Fact.INTERFACES, portrows.error_row),),
    "cisco_ios_show_interfaces_switchport": _SWITCHPORT,
    "cisco_ios_show_vlan": _VLAN,
    "cisco_ios_show_etherchannel_summary": _LAG,
    "cisco_ios_show_mac-address-table": _MAC,
    "cisco_ios_show_lldp_neighbors_detail": _LLDP,
    "cisco_ios_show_lldp_neighbors": _LLDP,
    "cisco_ios_show_cdp_neighbors_detail": _CDP,
    "cisco_ios_show_cdp_neighbors": _CDP,
    "cisco_ios_show_power_inline": _POE,
    "cisco_ios_show_spanning-tree": _STP,
    "cisco_ios_show_ip_interface_brief": _SVI,
    "cisco_ios_show_ip_interface": _SVI,
    "cisco_ios_show_ip_arp": _ARP,
    "cisco_ios_show_arp": _ARP,
    # Cisco NX-OS
    "cisco_nxos_show_version": _IDENTITY,
    "cisco_nxos_show_hostname": ((Fact.VERSION, switchrows.name_row),),
    "cisco_nxos_show_inventory": _INVENTORY,
    "cisco_nxos_show_interface_status": _STATUS,
    "cisco_nxos_show_interface_brief": ((Fact.INTERFACES, portrows.status_row),),
    "cisco_nxos_show_interface": (*_LINK, *_SVI),
    "cisco_nxos_show_interface_description": ((Fact.INTERFACES, portrows.description_row),),
    "cisco_nxos_show_interface_status_err-disabled": ((Fact.INTERFACES, portrows.error_row),),
    "cisco_nxos_show_interface_switchport": _SWITCHPORT,
    "cisco_nxos_show_vlan": _VLAN,
    "cisco_nxos_show_port-channel_summary": _LAG,
    "cisco_nxos_show_mac_address-table": _MAC,
    "cisco_nxos_show_lldp_neighbors_detail": _LLDP,
    "cisco_nxos_show_lldp_neighbors": _LLDP,
    "cisco_nxos_show_cdp_neighbors_detail": _CDP,
    "cisco_nxos_show_cdp_neighbors": _CDP,
    "cisco_nxos_show_ip_interface_brief": _SVI,
    "cisco_nxos_show_ip_interface": _SVI,
    "cisco_nxos_show_ip_interface_vrf_all": _SVI,
    "cisco_nxos_show_ip_arp": _ARP,
    "cisco_nxos_show_ip_arp_detail": _ARP,
    "cisco_nxos_show_interface_transceiver": _OPTIC,
    # Arista EOS
    "arista_eos_show_version": _IDENTITY,
    "arista_eos_show_hostname": ((Fact.VERSION, switchrows.name_row),),
    "arista_eos_show_inventory": _INVENTORY,
    "arista_eos_show_interfaces_status": _STATUS,
    "arista_eos_show_interfaces": (*_LINK, *_SVI),
    "arista_eos_show_interfaces_description": ((Fact.INTERFACES, portrows.description_row),),
    "arista_eos_show_interfaces_transceiver_hardware": _OPTIC,
    "arista_eos_show_vlan": _VLAN,
    "arista_eos_show_port-channel_summary": _LAG,
    "arista_eos_show_mac_address-table": _MAC,
    "arista_eos_show_lldp_neighbors_detail": _LLDP,
    "arista_eos_show_lldp_neighbors": _LLDP,
    "arista_eos_show_ip_interface_brief": _SVI,
    "arista_eos_show_ip_arp": _ARP,
    # Aruba AOS-CX
    "aruba_aoscx_show_system": _IDENTITY,
    "aruba_aoscx_show_module": _SERIAL,
    "aruba_aoscx_show_vsf_detail": _SERIAL,
    "aruba_aoscx_show_interface": (
        (Fact.INTERFACES, portrows.aoscx_row),
        (Fact.SWITCHPORT, portrows.aoscx_row),
        (Fact.LAGS, portrows.aoscx_row),
        (Fact.SVIS, portrows.aoscx_row),
    ),
    "aruba_aoscx_show_interface_mgmt": ((Fact.SVIS, switchrows.management_row),),
    "aruba_aoscx_show_interface_transceiver": _OPTIC,
    "aruba_aoscx_show_lacp_interfaces": _LAG,
    "aruba_aoscx_show_vlan": _VLAN,
    "aruba_aoscx_show_mac-address-table": _MAC,
    "aruba_aoscx_show_lldp_neighbors-info_detail": _LLDP,
    "aruba_aoscx_show_spanning-tree": _STP,
    "aruba_aoscx_show_arp_all-vrfs": _ARP,
    # HP ProCurve, ArubaOS-Switch
    "hp_procurve_show_system": _IDENTITY,
    "hp_procurve_show_version": _VERSION,
    "hp_procurve_show_vsf_detail": _SERIAL,
    "hp_procurve_show_interfaces_brief": _LINK,
    "hp_procurve_show_interfaces_status": (
        (Fact.INTERFACES, portrows.procurve_vlan_row),
        (Fact.SWITCHPORT, portrows.procurve_vlan_row),
    ),
    "hp_procurve_show_interfaces_transceiver": _OPTIC,
    "hp_procurve_show_vlans": _VLAN,
    "hp_procurve_show_trunks": ((Fact.LAGS, portrows.procurve_trunk_row),),
    "hp_procurve_show_mac-address": _MAC,
    "hp_procurve_show_lldp_info_remote-device_detail": _LLDP,
    "hp_procurve_show_lldp_info_remote-device": _LLDP,
    "hp_procurve_show_lldp_info_local-device": ((Fact.VERSION, switchrows.name_row),),
    "hp_procurve_show_cdp_neighbors_detail": _CDP,
    "hp_procurve_show_spanning-tree": ((Fact.STP, portrows.rooted_row),),
    "hp_procurve_show_ip": _SVI,
    "hp_procurve_show_arp": _ARP,
    # Juniper Junos
    "juniper_junos_show_version": ((Fact.VERSION, switchrows.junos_version_row),),
    "juniper_junos_show_chassis_hardware": (
        (Fact.SERIAL, switchrows.junos_hardware_row),
        (Fact.TRANSCEIVERS, switchrows.junos_hardware_row),
    ),
    "juniper_junos_show_interfaces": (*_LINK, *_SVI),
    "juniper_junos_show_ethernet-switching_interface": ((Fact.SWITCHPORT, switchrows.member_row),),
    "juniper_junos_show_vlans": ((Fact.VLANS, switchrows.junos_vlan_row),),
    "juniper_junos_show_lacp_interfaces": _LAG,
    "juniper_junos_show_ethernet-switching_table": _MAC,
    "juniper_junos_show_lldp_neighbors": _LLDP,
    "juniper_junos_show_poe_interface": _POE,
    "juniper_junos_show_spanning-tree_interface": _STP,
    "juniper_junos_show_arp_no-resolve": _ARP,
    # Extreme EXOS
    "extreme_exos_show_version": _IDENTITY,
    "extreme_exos_show_switch": _VERSION,
    "extreme_exos_show_ports_information": _LINK,
    "extreme_exos_show_ports_information_detail": (*_LINK, (Fact.SWITCHPORT, portrows.exos_port_row)),
    "extreme_exos_show_ports_description": ((Fact.INTERFACES, portrows.description_row),),
    "extreme_exos_show_vlan": (*_VLAN, *_SVI),
    "extreme_exos_show_vlan_description": _VLAN,
    "extreme_exos_show_sharing": ((Fact.LAGS, portrows.sharing_row),),
    "extreme_exos_show_fdb": _MAC,
    "extreme_exos_show_lldp_neighbors": _LLDP,
    "extreme_exos_show_inline-power_info_ports": _POE,
    "extreme_exos_show_stpd_s0_ports": _STP,
    "extreme_exos_show_iparp": _ARP,
    "extreme_exos_show_ipconfig": _SVI,
    # Ruckus FastIron
    "ruckus_fastiron_show_version": _IDENTITY,
    "brocade_fastiron_show_version": _IDENTITY,
    "ruckus_fastiron_show_interfaces_brief": _LINK,
    "brocade_fastiron_show_interfaces_brief": _LINK,
    "ruckus_fastiron_show_interfaces": _LINK,
    "brocade_fastiron_show_interfaces": _LINK,
    "ruckus_fastiron_show_vlan": (
        (Fact.VLANS, switchrows.fastiron_vlan_row),
        (Fact.SWITCHPORT, switchrows.fastiron_vlan_row),
    ),
    "brocade_fastiron_show_running-config_vlan": (
        (Fact.VLANS, switchrows.fastiron_config_vlan_row),
        (Fact.SWITCHPORT, switchrows.fastiron_config_vlan_row),
    ),
    "ruckus_fastiron_show_lag_brief": ((Fact.LAGS, portrows.fastiron_lag_row),),
    "brocade_fastiron_show_lag_brief": ((Fact.LAGS, portrows.fastiron_lag_row),),
    "ruckus_fastiron_show_mac-address": _MAC,
    "brocade_fastiron_show_mac-address": _MAC,
    "brocade_fastiron_show_lldp_neighbors_detail": _LLDP,
    "brocade_fastiron_show_lldp_neighbors": _LLDP,
    "ruckus_fastiron_show_inline_power": _POE,
    "ruckus_fastiron_show_span": ((Fact.STP, portrows.rooted_row),),
    "ruckus_fastiron_show_802-1w": _STP,
    "ruckus_fastiron_show_ip_interface": _SVI,
    "ruckus_fastiron_show_arp": _ARP,
    "brocade_fastiron_show_arp": _ARP,
    # HPE Comware
    "hp_comware_display_version": _VERSION,
    "hp_comware_display_device_manuinfo": ((Fact.SERIAL, switchrows.slot_row),),
    "hp_comware_display_interface": (*_LINK, (Fact.SWITCHPORT, portrows.comware_row), *_SVI),
    "hp_comware_display_interface_brief": ((Fact.INTERFACES, portrows.brief_row),),
    "hp_comware_display_vlan_all": (*_VLAN, (Fact.SVIS, switchrows.comware_vlan_row)),
    "hp_comware_display_vlan_brief": _VLAN,
    "hp_comware_display_link-aggregation_verbose": _LAG,
    "hp_comware_display_link-aggregation_member-port": _LAG,
    "hp_comware_display_mac-address": _MAC,
    "hp_comware_display_lldp_neighbor-information_verbose": _LLDP,
    "hp_comware_display_lldp_neighbor-information_list": _LLDP,
    "hp_comware_display_poe_interface": _POE,
    "hp_comware_display_stp_brief": _STP,
    "hp_comware_display_ip_interface": _SVI,
    "hp_comware_display_arp": _ARP,
    # Cisco Small Business
    "cisco_s300_show_version": _VERSION,
    "cisco_s300_show_system": ((Fact.VERSION, switchrows.name_row),),
    "cisco_s300_show_system_id": _SERIAL,
    "cisco_s300_show_interfaces_status": _LINK,
    "cisco_s300_show_interfaces_description": ((Fact.INTERFACES, portrows.description_row),),
    "cisco_s300_show_interfaces_switchport": ((Fact.SWITCHPORT, switchrows.member_row),),
    "cisco_s300_show_vlan": _VLAN,
    "cisco_s300_show_mac_address-table": _MAC,
    "cisco_s300_show_lldp_neighbors": _LLDP,
    "cisco_s300_show_ip_interface": _SVI,
    # Dell
    "dell_powerconnect_show_interfaces_status": _LINK,
    "dell_powerconnect_show_interfaces_description": ((Fact.INTERFACES, portrows.description_row),),
    "dell_powerconnect_show_bridge_address_table": _MAC,
    "dell_force10_show_version": _IDENTITY,
    "dell_force10_show_vlan": ((Fact.VLANS, switchrows.vlan_row), (Fact.SWITCHPORT, switchrows.force10_vlan_row)),
    "dell_force10_show_vlan_brief": (*_VLAN, (Fact.SVIS, switchrows.force10_address_row)),
    "dell_force10_show_ip_interface_brief": _SVI,
    "dell_force10_show_arp": _ARP,
    "dell_os10_show_interface_status": (
        (Fact.INTERFACES, portrows.native_row),
        (Fact.SWITCHPORT, portrows.native_row),
    ),
    "dell_os10_show_port-channel_summary": _LAG,
    # Built on FASTPATH: Ubiquiti EdgeSwitch, Netgear, and its maker's own name in ntc-templates
    "broadcom_icos_show_version": _IDENTITY,
    "broadcom_icos_show_vlan_brief": _VLAN,
    "broadcom_icos_show_mac-addr-table": _MAC,
    "broadcom_icos_show_lldp_remote-device_all": _LLDP,
    "ubiquiti_edgeswitch_show_version": _IDENTITY,
    "ubiquiti_edgeswitch_show_vlan": _VLAN,
    "ubiquiti_edgeswitch_show_arp": _ARP,
    # Fortinet FortiSwitch
    "fortinet_get_system_status": _IDENTITY,
    "fortinet_get_system_interface": _SVI,
    "fortinet_get_system_interface_physical": (*_LINK, *_SVI),
    "fortinet_get_system_arp": _ARP,
    # MikroTik RouterOS
    "mikrotik_routeros_system_resource_print": _VERSION,
    "mikrotik_routeros_system_identity_print": ((Fact.VERSION, switchrows.name_row),),
    "mikrotik_routeros_system_routerboard_print": _SERIAL,
    "mikrotik_routeros_interface_print_terse_without-paging": ((Fact.INTERFACES, portrows.mikrotik_row),),
    "mikrotik_routeros_interface_print_brief": ((Fact.INTERFACES, portrows.mikrotik_row),),
    "mikrotik_routeros_interface_print_detail": ((Fact.INTERFACES, portrows.mikrotik_row),),
    "mikrotik_routeros_interface_vlan_print_detail": _VLAN,
    "mikrotik_routeros_interface_bonding_print_detail": _LAG,
    "mikrotik_routeros_interface_bridge_host_print_terse_without-paging": _MAC,
    "mikrotik_routeros_ip_neighbor_print_detail": ((Fact.NEIGHBORS, hostrows.mikrotik_neighbor_row),),
    "mikrotik_routeros_interface_ethernet_poe_print_without-paging": _POE,
    "mikrotik_routeros_ip_address_print": _SVI,
    "mikrotik_routeros_ip_arp_print_terse_without-paging": _ARP,
    "mikrotik_routeros_ip_arp_print_without-paging": _ARP,
    "mikrotik_routeros_ip_arp_print": _ARP,
    # Forms that several vendors share
    "any_version": _IDENTITY,
    "any_links": _LINK,
    "any_fastpath_ports": _LINK,
    "any_fortiswitch_ports": ((Fact.INTERFACES, portrows.native_row),),
    "any_vlans": _VLAN,
    "any_macs": _MAC,
    "any_switchport": _SWITCHPORT,
    "any_lldp": _LLDP,
    "any_junos_macs": _MAC,
    "any_junos_vlans": ((Fact.VLANS, switchrows.junos_vlan_row),),
    "any_fortiswitch_neighbors": _LLDP,
    "any_arp": _ARP,
    "any_addresses": _SVI,
    "any_bundles": _LAG,
    "any_poe_aruba": _POE,
    "any_poe_inline": _POE,
    "any_poe_edgeswitch": _POE,
    "any_fortiswitch_poe": _POE,
    "any_stp_wordy": _STP,
    "any_stp_fastpath": _STP,
}
