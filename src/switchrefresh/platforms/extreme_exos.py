"""Extreme EXOS: one command a line, a prompt that counts and marks unsaved changes, and a last comment line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, EndProof, Platform
from switchrefresh.platforms.summary import ConfigSummary, Gathering, split_ids, split_ports, unquote

_NAME = r'("[^"]*"|\S+)'
_CREATE = re.compile(rf"create vlan {_NAME}(?: tag (\d+))?")
_TAG = re.compile(rf"configure vlan {_NAME} tag (\d+)")
_PORTS = re.compile(rf"configure vlan {_NAME} add ports ([\d:,-]+)(?: (tagged|untagged))?\s*")
_ADDRESS = re.compile(rf"configure (?:vlan )?{_NAME} ipaddress (\S+)(?: (\S+))?\s*")
_PORT = re.compile(r"configure ports ([\d:,-]+) ")


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of an EXOS config; its VLANs are known by name, so numbers are looked up first."""
    found = Gathering()
    ids = {"default": 1}
    for line in lines:
        if match := re.fullmatch(r"configure snmp sysName (.+)", line):
            found.hostname = unquote(match[1])
        elif match := _CREATE.match(line) or _TAG.match(line):
            name = unquote(match[1])
            if match[2] and (numbers := split_ids(match[2])):
                ids[name.casefold()] = numbers[0]
                found.see_vlans(numbers, name)
        elif match := re.match(r"configure iproute add default (\S+)", line):
            found.gateway = match[1]
    for line in lines:
        _line(found, ids, line)
    return found.finish()


def _line(found: Gathering, ids: dict[str, int], line: str) -> None:
    if match := _PORTS.fullmatch(line):
        vlan, ports = ids.get(unquote(match[1]).casefold()), _ports(match[2])
        found.ports.update(ports)
        if match[3] == "tagged":
            found.tagged.update(ports)
        elif vlan is not None:
            found.see_vlans((vlan,))
            found.access.update(dict.fromkeys(ports, vlan))
    elif match := _ADDRESS.fullmatch(line):
        name = unquote(match[1])
        vlan = ids.get(name.casefold())
        found.see_address("management" if name == "Mgmt" else f"vlan {vlan or name}", match[2], match[3])
    elif match := _PORT.match(line):
        found.ports.update(_ports(match[1]))


def _ports(text: str) -> tuple[str, ...]:
    """`1:1-1:24,2:5` as single ports."""
    return tuple(port.replace("/", ":") for port in split_ports(text.replace(":", "/")))


_STATE: Asked = {
    Fact.VERSION: ("show version", "show switch"),
    Fact.SERIAL: ("show version",),
    Fact.INTERFACES: ("show ports information detail",),
    Fact.SWITCHPORT: ("show ports information detail",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show sharing",),
    Fact.MACS: ("show fdb",),
    Fact.NEIGHBORS: ("show lldp neighbors",),
    Fact.POE: ("show inline-power info ports",),
    Fact.STP: ("show stpd s0 ports",),
    Fact.SVIS: ("show vlan",),
    Fact.ARP: ("show iparp",),
}
PLATFORM = Platform(
    name="extreme_exos",
    label="Extreme EXOS",
    device_type="extreme_exos",
    running_config="show configuration detail",
    paging_off=("disable clipaging session",),  # without `session` it would be a change of the config
    save_hint="save configuration",
    prompt=re.compile(
        r"(?P<unsaved>(?:\* ?)?)(?:Slot-\d{1,2} )?(?P<host>[^\s*#>\x00-\x1f][^\r\n*#>\x00-\x1f]{0,62}?)"
        r"(?P<count>\.\d{1,6}) (?P<level>[#>])"
    ),
    locked="",
    config_hostname=re.compile(r'^configure snmp sysName "?([^"\r\n]{1,80})', re.MULTILINE | re.IGNORECASE),
    log_lines=(*LOG_LINES, re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.\d\d <\w+:")),
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^# End of configuration file", re.IGNORECASE),
    volatile=(re.compile(r"^# .{0,60}Configuration generated", re.IGNORECASE),),
    comment="#",
    summarise=summarise,
    untested=True,
    state=_STATE,
)
