"""Turns one answer of a switch into rows, by our own templates or ntc-templates; a strange line costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from threading import Lock
from typing import Any

from switchrefresh.platforms.recipe import Platform

Row = Mapping[str, Any]
OURS = Path(__file__).parent / "templates"
MOST_UNREAD = 50  # lines of one answer that are named; more means that the format is another one
# Which names a platform's templates go by in ntc-templates, in the order to try.
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "cisco_ios": ("cisco_ios",),
    "cisco_xe": ("cisco_ios",),
    "aruba_osswitch": ("hp_procurve",),
    "ruckus_fastiron": ("ruckus_fastiron", "brocade_fastiron"),
    "dell_os6": ("dell_os6", "dell_powerconnect", "broadcom_icos"),
    "dell_os9": ("dell_os9", "dell_force10"),
    "dell_os10": ("dell_os10",),
    "netgear_prosafe": ("netgear_prosafe", "broadcom_icos"),
    "ubiquiti_edgeswitch": ("ubiquiti_edgeswitch", "broadcom_icos"),
}
# Answers that another template reads: ntc-templates knows the command in other words, or several vendors share a form.
_OTHER_WORDS = {
    "cisco_ios_show_mac_address-table": "cisco_ios_show_mac-address-table",
    "cisco_ios_show_vlan_brief": "cisco_ios_show_vlan",
    "cisco_ios_show_switch": "cisco_ios_show_switch_detail",
    "cisco_ios_show_power_inline": "any_ios_poe",  # theirs knows no class but a single digit
    "cisco_nxos_show_vlan_brief": "cisco_nxos_show_vlan",
    "cisco_nxos_show_spanning-tree": "cisco_ios_show_spanning-tree",
    "cisco_ios_show_interfaces_switchport": "any_switchport",  # theirs reads 20 VLANs of a line
    "cisco_nxos_show_interface_switchport": "any_switchport",
    "arista_eos_show_interfaces_switchport": "any_switchport",
    "arista_eos_show_spanning-tree": "any_stp_wordy",
    "aruba_aoscx_show_lldp_neighbor-info_detail": "aruba_aoscx_show_lldp_neighbors-info_detail",
    "aruba_aoscx_show_power-over-ethernet_brief": "any_poe_aruba",
    "hp_procurve_show_power-over-ethernet_brief": "any_poe_aruba",
    "juniper_junos_show_ethernet-switching_table": "any_junos_macs",
    "juniper_junos_show_vlans": "any_junos_vlans",
    "cisco_s300_show_interfaces_switchport": "any_switchport",  # since firmware 2.5 in the words of IOS
    "cisco_s300_show_interfaces_port-channel": "any_bundles",
    "cisco_s300_show_power_inline": "any_poe_inline",
    "cisco_s300_show_spanning-tree": "any_stp_fastpath",
    "cisco_s300_show_arp": "any_arp",
    "dell_os6_show_version": "any_version",
    "dell_os6_show_interfaces_status": "any_links",
    "dell_os6_show_vlan": "any_vlans",
    "dell_os6_show_interfaces_port-channel": "any_bundles",
    "dell_os6_show_mac_address-table": "any_macs",
    "dell_os6_show_power_inline": "any_poe_inline",
    "dell_os6_show_spanning-tree": "any_stp_fastpath",
    "dell_os6_show_ip_interface": "any_addresses",
    "dell_os6_show_arp": "any_arp",
    "dell_os9_show_interfaces_status": "any_links",
    "dell_os9_show_mac-address-table": "any_macs",
    "dell_os9_show_lldp_neighbors": "any_lldp",
    "dell_os9_show_spanning-tree_rstp_brief": "any_stp_wordy",
    "dell_os10_show_version": "any_version",
    "dell_os10_show_mac_address-table": "any_macs",
    "dell_os10_show_lldp_neighbors": "any_lldp",
    "dell_os10_show_ip_interface_brief": "any_addresses",
    "dell_os10_show_ip_arp": "any_arp",
    "dell_os10_show_spanning-tree_brief": "any_stp_wordy",
    "netgear_prosafe_show_version": "any_version",
    "netgear_prosafe_show_vlan": "any_vlans",
    "netgear_prosafe_show_arp": "any_arp",
    "netgear_prosafe_show_port_all": "any_fastpath_ports",
    "netgear_prosafe_show_poe_port_info_all": "any_poe_edgeswitch",
    "netgear_prosafe_show_spanning-tree_mst_port_summary_0_all": "any_stp_fastpath",
    "ubiquiti_edgeswitch_show_interfaces_status_all": "any_fastpath_ports",
    "ubiquiti_edgeswitch_show_poe_status_all": "any_poe_edgeswitch",
    "ubiquiti_edgeswitch_show_spanning-tree_mst_port_summary_0_all": "any_stp_fastpath",
    "tplink_jetstream_show_system-info": "any_version",
    "tplink_jetstream_show_interface_status": "any_links",
    "tplink_jetstream_show_vlan_brief": "any_vlans",
    "tplink_jetstream_show_mac_address-table_all": "any_macs",
    "tplink_jetstream_show_arp": "any_arp",
    "fortinet_diagnose_switch_physical-ports_summary": "any_fortiswitch_ports",
    "fortinet_diagnose_switch_mac-address_list": "any_macs",
    "fortinet_get_switch_lldp_neighbors-summary": "any_fortiswitch_neighbors",
    "fortinet_get_switch_poe_inline": "any_fortiswitch_poe",
}
# Patterns of others for a line of dashes, whose cost doubles with every character that a hostile line adds.
_COSTLY = ((r"(\s*-*)*\s*$$", r"[\s-]*$$"), (r"(\s*=+)+\s*$$", r"[\s=]*=[\s=]*$$"), (r"(?:\s|-|\+)+$$", r"[\s+-]+$$"))
LONGEST_LINE = 8000  # characters; the longest real ones are lists of VLANs
_RULE = re.compile(r"[-=_+*|\s]*")
_PROMPT = re.compile(r"\S{1,80}[>#$%]\s*(?:\S.{0,80})?")
_ROLE = re.compile(r"\{\w+(?::\w+)?\}")  # Junos: {master:0}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The rows of one answer, by which template, and the lines that it did not understand."""

    template: str
    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def templates_for(platform: str, command: str) -> tuple[str, ...]:
    """The templates that may read a command's answer, as `cisco_ios_show_version`, the likeliest first."""
    words = "_".join(command.strip().removeprefix("/").split())
    found = []
    for vendor in (*_ALIASES.get(platform, ()), platform):
        stem = f"{vendor}_{words}"
        for name in (_OTHER_WORDS.get(stem, ""), stem, stem.removesuffix("_without-paging")):
            if name and name not in found and _path_of(name) is not None:
                found.append(name)
    return tuple(found)


def parse(platform: Platform, command: str, text: str) -> Parsed | None:
    """The rows of an answer; None when no template knows the command. Never raises for what a switch said.

    Where several templates know a command, the first that understands every line is taken, else the one that finds
    most rows: switches of one family differ by release.
    """
    text = "\n".join(line[:LONGEST_LINE] for line in text.split("\n"))
    best: Parsed | None = None
    for name in templates_for(platform.name, command):
        parsed = _parse(name, command, text)
        if parsed.rows and not parsed.unread:
            return parsed
        if best is None or len(parsed.rows) - len(parsed.unread) > len(best.rows) - len(best.unread):
            best = parsed
    return best


def _parse(name: str, command: str, text: str) -> Parsed:
    template, lock = _compiled(name)
    with lock:  # one compiled template serves every thread
        template.unread = []
        template.Reset()
        header = [column.lower() for column in template.header]
        try:
            found = template.ParseText(text)
        except Exception as error:  # noqa: BLE001 - a template of another package met text that it cannot bear
            return Parsed(name, (), (f"{type(error).__name__}: {error}",))
        unread = list(template.unread)
    rows = tuple(dict(zip(header, row, strict=True)) for row in found)
    return Parsed(name, rows, tuple(_strange(unread, command, text)))


@lru_cache(maxsize=1024)
def _path_of(name: str) -> Path | None:
    """Where a template is; our own come first."""
    file = f"{name}.textfsm"
    return next((path for path in (OURS / file, _theirs() / file) if path.is_file()), None)


@lru_cache(maxsize=1)
def _theirs() -> Path:
    import ntc_templates

    return Path(ntc_templates.__file__).parent / "templates"


@lru_cache(maxsize=256)
def _compiled(name: str) -> tuple[Any, Lock]:
    path = _path_of(name)
    assert path is not None  # noqa: S101 - `template_for` found it
    text = path.read_text(encoding="utf-8")
    for costly, same in _COSTLY:
        text = text.replace(costly, same)
    return _tolerant()(StringIO(text)), Lock()


@lru_cache(maxsize=1)
def _tolerant() -> type[Any]:
    """A TextFSM that notes a line which its template calls an error, and goes on with the next."""
    from textfsm import TextFSM

    class Tolerant(TextFSM):  # type: ignore[misc]
        """Other templates stop at the first strange line and give nothing at all."""

        unread: list[str]

        def _Operations(self, rule: Any, line: str) -> bool:  # noqa: N802 - the name that TextFSM calls
            if rule.line_op != "Error":
                return bool(super()._Operations(rule, line))
            if len(self.unread) <= MOST_UNREAD and self.unread[-1:] != [line]:
                self.unread.append(line)
            return False  # the line is done with and the template stays in its state

    return Tolerant


def _strange(unread: list[str], command: str, text: str) -> Iterator[str]:
    """Unread lines that may have held something: not rules, prompts, echoes and headers that a pager repeats."""
    seen: dict[str, int] = {}
    if unread:
        for line in text.split("\n"):
            seen[line.strip()] = seen.get(line.strip(), 0) + 1
    for line in unread:
        word = line.strip()
        if _RULE.fullmatch(word) or _ROLE.fullmatch(word) or _PROMPT.fullmatch(word) or command in word:
            continue
        if seen.get(word, 0) > 1 and not re.search(r"\d", word):
            continue
        yield word
