"""Reads EXOS configs: one command a line, VLANs by name, ports listed behind them."""

from __future__ import annotations

import re

from switchrefresh.snapshots.intent.lines import ConfigLines
from switchrefresh.snapshots.mapping.placing import place
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.words import split_ids, split_ports, unquote, with_prefix

_NAME = r'("[^"]*"|\S+)'
_PORTS = r"([\d:,\s-]+?|all)"
_CREATE = re.compile(rf"create vlan {_NAME}(?: tag (\d+))?(?: .*)?")
_TAG = re.compile(rf"configure vlan {_NAME} tag (\d+)")
_ADD = re.compile(rf"configure vlan {_NAME} add ports {_PORTS}(?: (tagged|untagged))?\s*(?: private-vlan.*)?")
_DELETE = re.compile(rf"configure vlan {_NAME} delete ports {_PORTS}\s*")
_ADDRESS = re.compile(rf"configure (?:vlan )?{_NAME} ipaddress (\d\S+)(?: (\d\S+))?\s*")
_STRING = re.compile(rf"configure ports {_PORTS} (?:display-string|description-string) (.+)")
_SHARING = re.compile(rf"enable sharing (\S+) grouping {_PORTS}(?: .*)?")
_SWITCH = re.compile(rf"(disable|enable) ports? {_PORTS}")
_VOICE = re.compile(
    rf"configure lldp ports \S+ advertise vendor-specific med policy application voice vlan {_NAME}(?: .*)?"
)
_POWER = re.compile(rf"(disable|enable) inline-power ports {_PORTS}")


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, LAGs and addresses. VLANs are known by name, so numbers are looked up first."""
    ids = {"default": 1}
    for line in config.flat():
        if match := re.fullmatch(r"create vlan ([\d,-]+)", line.text):  # EXOS gives the names
            for vlan in split_ids(match[1]):
                ids[f"vlan_{vlan:04}"] = vlan
                sketch.see_vlan(vlan, f"VLAN_{vlan:04}")
            config.use(line)
        elif match := _CREATE.fullmatch(line.text) or _TAG.fullmatch(line.text):
            if match[2] and (numbers := split_ids(match[2])):
                ids[unquote(match[1]).casefold()] = numbers[0]
                sketch.see_vlan(numbers[0], unquote(match[1]))
            config.use(line)
        elif match := re.fullmatch(r"configure snmp sysName (.+)", line.text, re.IGNORECASE):
            sketch.hostname = unquote(match[1])
            config.use(line)
        elif match := re.match(r"configure iproute add default (\d\S+)", line.text):
            sketch.gateway = match[1]
            config.use(line)
        elif line.text.startswith("#"):
            config.use(line)
    for line in config.flat():
        if _line(sketch, ids, line.text):
            config.use(line)
    _stay_in_default(sketch, config)
    _name_lags(sketch)


def _stay_in_default(sketch: Sketch, config: ConfigLines) -> None:
    """A port is untagged in Default until it is taken out of it; the config only says the latter."""
    out: set[str] = set()
    for line in config.flat():
        match = _DELETE.fullmatch(line.text)
        if match and unquote(match[1]).casefold() in {"default", "1"}:
            if match[2] == "all":
                return
            out.update(exos_ports(match[2]))
    bundled = {member for lag, members in sketch.lags.items() for member in members if f"lag {member}" != lag}
    for port, told in list(sketch.ports.items()):
        bare = told.get("native_vlan") or told.get("access_vlan")
        if bare is None and port not in out and port not in bundled:
            place(sketch, port, 1, untagged=True)


def _line(sketch: Sketch, ids: dict[str, int], text: str) -> bool:
    if match := _ADD.fullmatch(text):
        name = unquote(match[1]).casefold()
        vlan = ids.get(name) or next(iter(split_ids(name)), None)
        _add(sketch, vlan, exos_ports(match[2]), untagged=match[3] != "tagged")
    elif match := _ADDRESS.fullmatch(text):
        name = unquote(match[1])
        where = "management" if name == "Mgmt" else f"vlan {ids.get(name.casefold(), name)}"
        sketch.see_address(where, with_prefix(match[2], match[3]) if "/" not in match[2] else match[2])
    elif match := _STRING.fullmatch(text):
        for port in exos_ports(match[1]):
            sketch.port(port, description=unquote(match[2]))
    elif match := _SHARING.fullmatch(text):
        sketch.bundle(f"lag {match[1]}", list(exos_ports(match[2])))
    elif match := _VOICE.fullmatch(text):  # what phones are told by LLDP; EXOS calls no VLAN a voice VLAN otherwise
        sketch.voice.update(filter(None, [ids.get(unquote(match[1]).casefold())]))
    elif match := _POWER.fullmatch(text):
        for port in exos_ports(match[2]):
            sketch.port(port, poe_admin=match[1] == "enable")
    elif match := _SWITCH.fullmatch(text):
        for port in exos_ports(match[2]):
            sketch.port(port, admin_up=match[1] == "enable")
    else:
        return bool(_DELETE.fullmatch(text))
    return True


def _add(sketch: Sketch, vlan: int | None, ports: tuple[str, ...], untagged: bool) -> None:
    sketch.see_vlan(vlan)
    for port in ports:
        if sketch.port(port) is not None:
            sketch.ports[sketch.name(port)].setdefault("admin_up", True)
        place(sketch, port, vlan, untagged=untagged)


def exos_ports(text: str) -> tuple[str, ...]:
    """`1:1-24,2:5` and `1:1-1:24` as single ports; `all` names none."""
    if text == "all":
        return ()
    return tuple(port.replace("/", ":") for port in split_ports(text.replace(":", "/")))


def _name_lags(sketch: Sketch) -> None:
    """A sharing group goes by its first port in EXOS: what VLANs that port has, the group has."""
    for lag, members in sketch.lags.items():
        master = sketch.ports.get(lag.removeprefix("lag "), {})
        taken = {
            key: master.pop(key) for key in ("mode", "access_vlan", "native_vlan", "allowed_vlans") if key in master
        }
        sketch.port(lag, **taken)
        for member in members:
            sketch.port(member, lag=lag)
