"""From a sketch to a state: what only the whole can tell (which VLANs exist) and what the config adds."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from switchrefresh.platforms.facts import Fact
from switchrefresh.snapshots.crosschecking import contradictions
from switchrefresh.snapshots.mapping.sketch import ALL_VLANS, Sketch
from switchrefresh.snapshots.state import FactStatus, Interface, PortMode, State

# What a config can stand in for. Link, hosts and neighbors are facts that no config knows.
_FROM_CONFIG = (Fact.SWITCHPORT, Fact.VLANS, Fact.LAGS, Fact.SVIS)
_KNOWN = (FactStatus.COLLECTED, FactStatus.EMPTY)
_VLAN_FIELDS = ("mode", "access_vlan", "native_vlan", "allowed_vlans", "voice_vlan")
_OTHER_FIELDS = ("description", "admin_up", "lag", "poe_admin")


def finish(sketch: Sketch, intent: State | None = None) -> State:
    """The frozen state; `intent` fills what live facts lack, overrides none of them, and is held against them."""
    if intent is None:
        return _freeze(sketch, None)
    doubts = contradictions(_freeze(sketch, intent), intent)
    _add_config(sketch, intent)
    return replace(_freeze(sketch, intent), doubts=doubts)


def _freeze(sketch: Sketch, intent: State | None) -> State:
    _name_addresses(sketch, intent)
    voice = frozenset(sketch.voice) | (intent.voice if intent else frozenset())
    existing = frozenset(sketch.vlans)
    ports = {name: _interface(name, told, existing, voice) for name, told in sketch.ports.items()}
    return State(
        platform=sketch.platform,
        hostname=sketch.hostname or (intent.hostname if intent else ""),
        models=tuple(sketch.models),
        serials=tuple(sketch.serials),
        version=sketch.version,
        interfaces=ports,
        neighbors=tuple(sketch.neighbors),
        macs=tuple(sketch.macs.values()),
        vlans=dict(sorted(sketch.vlans.items())),
        voice=voice,
        lags={name: tuple(members) for name, members in sketch.lags.items()},
        svis={where: tuple(found) for where, found in sorted(sketch.svis.items())},
        arp=dict(sketch.arp),
        transceivers=dict(sketch.transceivers),
        gateway=sketch.gateway or (intent.gateway if intent else None),
        facts=dict(sketch.facts),
        skipped=tuple(sketch.skipped),
    )


def _add_config(sketch: Sketch, intent: State) -> None:
    live = {fact for fact, status in sketch.facts.items() if status in _KNOWN}
    for vlan, name in intent.vlans.items():
        if Fact.VLANS not in live or vlan in sketch.vlans:
            sketch.see_vlan(vlan, sketch.vlans.get(vlan) or name)
    for name, port in intent.interfaces.items():
        if name in sketch.ports or name in intent.lags or Fact.INTERFACES not in live:
            _fill(sketch.ports.setdefault(name, {}), port)
    if Fact.LAGS not in live:
        sketch.lags = {name: list(members) for name, members in intent.lags.items()}
    for where, addresses in intent.svis.items():
        for address in addresses:
            _add_address(sketch, where, address, known=Fact.SVIS in live)
    for fact in _FROM_CONFIG:
        if fact not in live and intent.facts.get(fact) is FactStatus.CONFIGURED:
            sketch.facts[fact] = FactStatus.CONFIGURED


def _fill(told: dict[str, Any], port: Interface) -> None:
    """The VLAN fields come as one from the config, and only where the switch told none or not all of them."""
    mode = told.get("mode")
    partial = mode is PortMode.TRUNK and told.get("allowed_vlans") is None
    if mode is None or (partial and port.mode is PortMode.TRUNK):
        told.update({name: value for name in _VLAN_FIELDS if (value := getattr(port, name)) is not None})
    elif mode is PortMode.ACCESS and port.mode is PortMode.ACCESS:
        told.setdefault("access_vlan", port.access_vlan)
        told.setdefault("voice_vlan", port.voice_vlan)
    if told.get("description") and port.description.startswith(told["description"]):
        told["description"] = port.description  # a table cuts it
    for name in _OTHER_FIELDS:
        if told.get(name) in (None, "") and (value := getattr(port, name)) not in (None, ""):
            told[name] = value


def _add_address(sketch: Sketch, where: str, address: str, known: bool) -> None:
    """An address that a live answer tells too moves to the place that the config names: it knows the VLAN."""
    bare = address.partition("/")[0]
    for place, found in list(sketch.svis.items()):
        if any(other.partition("/")[0] == bare for other in found):
            sketch.svis[place] = [other for other in found if other.partition("/")[0] != bare]
            if not sketch.svis[place]:
                del sketch.svis[place]
            sketch.see_address(where, address)
            return
    if not known:
        sketch.see_address(where, address)


def _name_addresses(sketch: Sketch, intent: State | None) -> None:
    """Some OSes list addresses by VLAN name."""
    names = {name: vlan for vlan, name in {**(intent.vlans if intent else {}), **sketch.vlans}.items() if name}
    for where in list(sketch.svis):
        if where in names and not where.startswith("vlan "):
            for address in sketch.svis.pop(where):
                sketch.see_address(f"vlan {names[where]}", address)


def _interface(name: str, told: dict[str, Any], existing: frozenset[int], voice: frozenset[int]) -> Interface:
    known = {field.name for field in fields(Interface)}
    port = Interface(
        name=name, **{key: value for key, value in told.items() if key in known and key != "allowed_vlans"}
    )
    allowed = told.get("allowed_vlans")
    if allowed == ALL_VLANS:
        allowed = existing - {port.native_vlan} if existing else None
    elif allowed is not None and existing and len(allowed) > 1000:
        allowed = allowed & existing
    port = replace(port, allowed_vlans=allowed)
    if (
        port.mode is PortMode.TRUNK
        and allowed is not None
        and len(allowed) == 1
        and allowed <= voice
        and port.native_vlan
    ):
        return replace(
            port,
            mode=PortMode.ACCESS,
            access_vlan=port.native_vlan,
            native_vlan=None,
            allowed_vlans=None,
            voice_vlan=next(iter(allowed)),
        )
    return port
