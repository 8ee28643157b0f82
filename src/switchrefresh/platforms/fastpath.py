"""What the switches built on Broadcom FASTPATH share: Dell OS6, Ubiquiti EdgeSwitch, Netgear ProSafe."""

from __future__ import annotations

import re
from collections.abc import Sequence

from switchrefresh.platforms.summary import ConfigSummary, Gathering, split_ids, unquote

# Lines that begin a block although nothing below them is indented; `exit` ends it.
OPENER = re.compile(
    r"^(?:interface |vlan database$|vlan \d|line |lineconfig$|stack$|router |ip access-list |class-map )"
)
VOLATILE = (
    re.compile(r"^!!?(?:Current|Startup) Configuration ?:", re.IGNORECASE),
    re.compile(r"^! ?System Up ?Time\b"),
    re.compile(r"^! ?Current SNTP Synchronized Time"),
    re.compile(r"^! ?Current System Time"),
)
_TAGGING = re.compile(r"(?:vlan tagging|switchport (?:general|hybrid) allowed vlan add) ([\d,-]+)( untagged)?")
_PORT = re.compile(r"(?:ethernet |[Gg]i|[Tt]e|[Ff]o|[Tt]w)?\d+/(?:\d+/)?(?:g|xg)?\d+|[gx]g?\d+")


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of a FASTPATH config."""
    found = Gathering()
    where = ""
    for raw in lines:
        line = raw.strip()
        if match := re.fullmatch(r"(?:hostname|system name) (.+)", line):
            found.hostname = unquote(match[1])
        elif match := re.fullmatch(r"(?:ip default-gateway|ip route 0\.0\.0\.0 0\.0\.0\.0) (\S+).*", line):
            found.gateway = match[1]
        elif match := re.fullmatch(r"network parms (\S+) (\S+)(?: (\S+))?", line):
            found.see_address("management", match[1], match[2])
            found.gateway = match[3] or found.gateway
        elif line.startswith("interface "):
            where = line.removeprefix("interface ")
            if _PORT.fullmatch(where):
                found.ports.add(where)
        elif line == "exit":
            where = ""
        else:
            where = line if re.fullmatch(r"vlan \d+", line) else where
            _line(found, where, line)
    return found.finish()


def _line(found: Gathering, where: str, line: str) -> None:
    if line.startswith("name ") and where.startswith("vlan "):
        found.see_vlans(split_ids(where[5:]), unquote(line[5:]))
    elif match := re.fullmatch(r"vlan (?:name )?([\d,-]+)(?: (\".*\"|\S+))?", line):
        found.see_vlans(split_ids(match[1]), unquote(match[2] or ""))
    elif match := re.fullmatch(r"ip address (\S+) (?:mask )?(\S+)", line):
        found.see_address(where or "management", match[1], match[2])
    elif not _PORT.fullmatch(where):
        return
    elif match := re.fullmatch(r"(?:switchport access vlan|vlan pvid|switchport hybrid pvid) (\d+)", line):
        found.see_vlans(split_ids(match[1]))
        found.access[where] = int(match[1])
    elif match := _TAGGING.match(line):
        if line.startswith("vlan tagging") or (line.endswith(" tagged") and not match[2]):
            found.tagged.add(where)
    elif line == "switchport mode trunk":
        found.tagged.add(where)
