"""Reads FortiSwitch configs: nested `config` ... `end`, one entry each from `edit` to `next`."""

from __future__ import annotations

import re

from switchrefresh.snapshots.intent.lines import ConfigLines
from switchrefresh.snapshots.mapping.placing import place
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.words import split_ids, with_prefix


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, trunks and addresses."""
    path: list[str] = []
    for line in config.flat():
        text = line.text
        if text.startswith("config "):
            path.append(text[7:])
        elif match := re.fullmatch(r'edit "?([^"]+)"?', text):
            path.append(match[1])
        elif text in {"next", "end"}:
            path[-1:] = []
        elif not (match := re.fullmatch(r"set (\S+) (.+)", text)) or not _set(sketch, path, match[1], match[2]):
            continue
        config.use(line)
    for lag, members in sketch.lags.items():
        for member in members:
            sketch.port(member, lag=lag)


def _set(sketch: Sketch, path: list[str], key: str, value: str) -> bool:
    words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', value)]
    where = path[-2] if len(path) > 1 else path[-1] if path else ""
    entry = path[-1] if len(path) > 1 else ""
    if where == "system global" and key == "hostname":
        sketch.hostname = words[0]
    elif where == "switch interface" and key == "native-vlan":
        _vlans(sketch, entry, value, untagged=True)
    elif where == "switch interface" and key == "allowed-vlans":
        _vlans(sketch, entry, value, untagged=False)
    elif where == "switch vlan" and key == "description":
        for vlan in split_ids(entry):
            sketch.see_vlan(vlan, words[0])
    elif where == "switch trunk" and key == "members":
        sketch.bundle(entry, words)
    elif where == "switch physical-port" and key in {"status", "poe-status", "description"}:
        _physical(sketch, entry, key, words[0])
    elif where == "system interface" and key == "ip" and len(words) > 1:
        sketch.see_address("management" if entry in {"mgmt", "internal"} else entry, with_prefix(words[0], words[1]))
    elif where == "router static" and key == "gateway":
        sketch.gateway = words[0]
    else:
        return False
    return True


def _vlans(sketch: Sketch, port: str, value: str, untagged: bool) -> None:
    for vlan in split_ids(value.replace(" ", ",")):
        sketch.see_vlan(vlan)
        place(sketch, port, vlan, untagged=untagged)


def _physical(sketch: Sketch, port: str, key: str, word: str) -> None:
    if key == "status":
        sketch.port(port, admin_up=word == "up")
    elif key == "poe-status":
        sketch.port(port, poe_admin=word == "enable")
    else:
        sketch.port(port, description=word)
