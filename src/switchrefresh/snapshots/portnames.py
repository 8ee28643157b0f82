"""One spelling for each port: a switch names it one way in its config, another in a table, a third in LLDP."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

_SPLIT = re.compile(r"([A-Za-z][A-Za-z-]*?)[ -]?(\d[\d/:.]*)")
# Prefixes, as short as switches cut them: the first that begins with what is written is meant.
_CISCO = (
    ("fa", "FastEthernet"),
    ("gi", "GigabitEthernet"),
    ("two", "TwoGigabitEthernet"),
    ("twe", "TwentyFiveGigE"),
    ("tw", "TwoGigabitEthernet"),
    ("te", "TenGigabitEthernet"),
    ("tu", "Tunnel"),
    ("fif", "FiftyGigE"),
    ("fi", "FiveGigabitEthernet"),
    ("fo", "FortyGigabitEthernet"),
    ("fou", "FourHundredGigE"),
    ("hu", "HundredGigE"),
    ("ap", "AppGigabitEthernet"),
    ("eth", "Ethernet"),
    ("et", "Ethernet"),
    ("po", "Port-channel"),
    ("vl", "Vlan"),
    ("lo", "Loopback"),
    ("mgmt", "mgmt"),
    ("ma", "Management"),
    ("nu", "Null"),
    ("ca", "CanBus"),
    ("se", "Serial"),
)
_COMWARE = {
    "ge": "GigabitEthernet",
    "mge": "M-GigabitEthernet",
    "m-ge": "M-GigabitEthernet",
    "xge": "Ten-GigabitEthernet",
    "te": "Ten-GigabitEthernet",
    "fge": "FortyGigE",
    "hge": "HundredGigE",
    "wge": "Twenty-FiveGigE",
    "eth": "Ethernet",
    "bagg": "Bridge-Aggregation",
    "ragg": "Route-Aggregation",
    "vlan": "Vlan-interface",
    "vlan-int": "Vlan-interface",
    "loop": "LoopBack",
    "meth": "M-Ethernet",
}
_FASTIRON = re.compile(r"(?:(?:[\d.]*(?:gigabit)?)ethernet|ethe?|e|port)\s*(\d.*)", re.IGNORECASE)
_JUNOS_UNIT = re.compile(r"((?:fe|ge|xe|et|mge)-\d+/\d+/\d+(?::\d+)?|ae\d+)\.\d+")


def port_name(platform: str, written: str) -> str:
    """The port's one name on its OS; text that is no port name comes back without outer blanks."""
    text = written.strip().strip("*").strip()
    return _canonical(platform, text) if text else ""


@lru_cache(maxsize=65536)
def _canonical(platform: str, text: str) -> str:
    return _SPELLINGS.get(platform, _same)(text)


def _same(text: str) -> str:
    return text


def _cisco(text: str) -> str:
    match = _SPLIT.fullmatch(text.replace(" ", ""))
    if match is None:
        return text
    word, number = match[1].casefold().rstrip("-"), match[2]
    for short, name in _CISCO:
        full = name.casefold()
        if word == full or (word.startswith(short) and full.startswith(word)) or (word == "eth" and short == "eth"):
            return f"{name}{number}"
    return text


def _nxos(text: str) -> str:
    name = _cisco(re.sub(r"\([A-Z]\)$", "", text))
    return name.replace("Port-channel", "port-channel").replace("Loopback", "loopback")


def _eos(text: str) -> str:
    return _cisco(text).replace("Port-channel", "Port-Channel")


def _comware(text: str) -> str:
    match = _SPLIT.fullmatch(text.replace(" ", "").removesuffix("(R)"))
    if match is None:
        return text
    word = match[1].casefold()
    speed = re.fullmatch(r"(\d+)ge", word)
    return f"{_COMWARE.get(word, match[1])}{match[2]}" if not speed else text


def _procurve(text: str) -> str:
    """`A24-Trk1` is port A24 in a trunk, `1/51-...` the same cut short."""
    match = re.fullmatch(r"((?:\d+/)?[A-Za-z]?\d+)(?:-.*|\*)?", text)
    if match:
        return match[1].upper()
    trunk = re.fullmatch(r"(trk|dyn)(\d+)", text, re.IGNORECASE)
    return f"{trunk[1].capitalize()}{trunk[2]}" if trunk else text


def _fastiron(text: str) -> str:
    match = _FASTIRON.fullmatch(text)
    name = match[1] if match else text
    lag = re.fullmatch(r"(?:lg|lag) ?(\d+)", name, re.IGNORECASE)
    return f"lag {lag[1]}" if lag else name


def _junos(text: str) -> str:
    name = text.removesuffix("*").strip()
    match = _JUNOS_UNIT.fullmatch(name)
    return match[1] if match else name


def _aoscx(text: str) -> str:
    return text.replace(" ", "") if re.fullmatch(r"(?:lag|vlan) ?\d+", text) else text


def _small_business(text: str) -> str:
    match = _SPLIT.fullmatch(text.replace(" ", ""))
    if match is None:
        return text
    word, number = match[1].casefold(), match[2]
    if word.startswith("po"):
        return f"Po{number}"
    for short in ("fa", "gi", "te", "vlan"):
        if word.startswith(short) or (short == "gi" and word == "g"):
            return f"{short}{number}"
    return text


def _dell6(text: str) -> str:
    match = _SPLIT.fullmatch(text.replace(" ", ""))
    if match is None:
        return text.removeprefix("ethernet ").strip()
    word, number = match[1].casefold(), match[2]
    if word.startswith(("po", "ch")):
        return f"Po{number}"
    long = {
        "gigabitethernet": "Gi",
        "tengigabitethernet": "Te",
        "fortygigabitethernet": "Fo",
        "twentygigabitethernet": "Tw",
    }
    return f"{long.get(word, word.capitalize() if len(word) == 2 else word)}{number}"


def _dell9(text: str) -> str:
    match = _SPLIT.fullmatch(text.replace(" ", ""))
    if match is None:
        return text
    word, number = match[1].casefold(), match[2]
    for short, name in (
        ("gi", "GigabitEthernet"),
        ("te", "TenGigabitEthernet"),
        ("tf", "twentyFiveGigE"),
        ("fo", "fortyGigE"),
        ("hu", "hundredGigE"),
        ("po", "Port-channel"),
        ("vl", "Vlan"),
        ("ma", "ManagementEthernet"),
    ):
        if word.startswith(short):
            return f"{name} {number}"
    return text


def _dell10(text: str) -> str:
    match = _SPLIT.fullmatch(text.replace(" ", ""))
    if match is None:
        return text
    word, number = match[1].casefold(), match[2]
    for short, name in (("eth", "ethernet"), ("po", "port-channel"), ("vl", "vlan"), ("mgmt", "mgmt")):
        if word.startswith(short):
            return f"{name}{number}"
    return text


def _jetstream(text: str) -> str:
    match = _SPLIT.fullmatch(text.replace(" ", ""))
    if match is None:
        return text
    word, number = match[1].casefold(), match[2]
    for short, name in (("gi", "Gi"), ("te", "Te"), ("tw", "Tw"), ("po", "Po"), ("lag", "Po"), ("fa", "Fa")):
        if word.startswith(short):
            return f"{name}{number}"
    return text


_SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "arista_eos": _eos,
    "aruba_aoscx": _aoscx,
    "aruba_osswitch": _procurve,
    "cisco_ios": _cisco,
    "cisco_nxos": _nxos,
    "cisco_s300": _small_business,
    "cisco_xe": _cisco,
    "dell_os6": _dell6,
    "dell_os9": _dell9,
    "dell_os10": _dell10,
    "hp_comware": _comware,
    "hp_procurve": _procurve,
    "juniper_junos": _junos,
    "ruckus_fastiron": _fastiron,
    "tplink_jetstream": _jetstream,
}

# What a table lists beside ports: routed and virtual interfaces, the management port, the switch itself.
_VIRTUAL = (
    *("vlan", "vlan-interface", "ve", "bdi", "irb", "lo", "loopback", "inloopback", "null", "tunnel", "nve", "vxlan"),
    *("mgmt", "management", "me", "vme", "em", "fxp", "oob", "m-gigabitethernet", "m-ethernet", "managementethernet"),
    *("cpu", "switch", "router", "self", "drop", "sup-eth", "bridge", "internal", "register", "controller"),
    *(
        "aux",
        "async",
        "serial",
        "cellular",
        "bluetooth",
        "voice",
        "service-engine",
        "virtual-access",
        "vethernet",
        "ntp",
    ),
    *("app", "appgigabitethernet", "canbus", "sm", "e-ch", "eth-channel"),
    *("bme", "cbp", "demux", "dsc", "fti", "gr", "gre", "ip", "ipip", "jsrv", "lc", "lsi", "lsq", "lt", "mt", "mtun"),
    *("pd", "pe", "pfe", "pfh", "pimd", "pime", "pip", "sp", "sxe", "tap", "vtep"),
)
_NO_PORT = re.compile(rf"(?:{'|'.join(_VIRTUAL)}|virtual.*)?[-. /\d()]*[a-z]?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\d+/){0,2}[A-Za-z]?\d+|\d+:\d+")
_SUBINTERFACE = re.compile(r".*\d\.\d+")
_LAG = re.compile(
    r"(?:port-?channel|po|trk|trunk|dyn|lag|lacp|ae|bridge-aggregation|route-aggregation|bond|ch)\s*\d+(?::\d+)?",
    re.IGNORECASE,
)
# What people and tables write short, whatever the OS: `Gi1/0/1` in a port map means GigabitEthernet1/0/1.
_SHORT = {short: name.casefold() for short, name in _CISCO} | {
    short: _COMWARE[short].casefold() for short in ("ge", "xge", "fge", "hge", "wge", "bagg", "ragg")
}
_WRITTEN = re.compile(r"([a-z](?:[a-z .-]*[a-z-])?)? ?(\d+(?:[/:][a-z]?\d+)*)(?:\.0)?", re.IGNORECASE)


@lru_cache(maxsize=8192)
def name_parts(name: str) -> tuple[str, str] | None:
    """The word of a port, spelled out, and its numbers, whatever the OS; None for a name without a known shape."""
    found = _WRITTEN.fullmatch(name.strip().casefold())
    if found is None:
        return None
    word = (found[1] or "").strip().replace(" ", "")
    return _SHORT.get(word, word), found[2]


@lru_cache(maxsize=8192)
def port_key(name: str) -> str:
    """One spelling to compare by for `Gi1/0/1` and `GigabitEthernet 1/0/1`, when nobody says of which OS they are."""
    parts = name_parts(name)
    return "".join(parts) if parts else name.strip().casefold().replace(" ", "")


@lru_cache(maxsize=8192)
def is_lag(name: str) -> bool:
    """Whether a name is a bundle's: Port-channel1, lag1, Trk1, ae0, Bridge-Aggregation1."""
    return _LAG.fullmatch(name.strip()) is not None


def is_port(name: str) -> bool:
    """Whether a canonical name is one of a physical port or a LAG."""
    if not name or " " in name.strip().split(" ", 1)[-1]:
        return False
    if _NUMBERED.fullmatch(name):
        return True
    return not _NO_PORT.fullmatch(name) and not _SUBINTERFACE.fullmatch(name)
