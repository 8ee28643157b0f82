"""The intent of a running config: VLANs, ports, LAGs and addresses, and the lines that say something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from switchrefresh.platforms.facts import Fact
from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.cleaning import clean_lines, printable
from switchrefresh.snapshots.intent import (
    aoscx,
    comware,
    dell9,
    exos,
    fastiron,
    fastpath,
    fortiswitch,
    ios_words,
    junos,
    procurve,
)
from switchrefresh.snapshots.intent.lines import ConfigLines, Line
from switchrefresh.snapshots.mapping.finishing import finish
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.state import FactStatus, Skipped, State

_EXTRACTORS: Mapping[str, Callable[[Sketch, ConfigLines], None]] = {
    "arista_eos": ios_words.extract,
    "aruba_aoscx": aoscx.extract,
    "aruba_osswitch": procurve.extract,
    "cisco_ios": ios_words.extract,
    "cisco_nxos": ios_words.extract,
    "cisco_s300": ios_words.extract,
    "cisco_xe": ios_words.extract,
    "dell_os6": fastpath.extract,
    "dell_os9": dell9.extract,
    "dell_os10": ios_words.extract,
    "extreme_exos": exos.extract,
    "fortinet": fortiswitch.extract,
    "hp_comware": comware.extract,
    "hp_procurve": procurve.extract,
    "juniper_junos": junos.extract,
    "netgear_prosafe": fastpath.extract,
    "ruckus_fastiron": fastiron.extract,
    "tplink_jetstream": ios_words.extract,
    "ubiquiti_edgeswitch": fastpath.extract,
}
CONFIG_FACTS = frozenset({Fact.INTERFACES, Fact.SWITCHPORT, Fact.VLANS, Fact.LAGS, Fact.POE, Fact.SVIS})
_STRUCTURE = re.compile(
    r"[!#;}]*|exit(?:-\S+)?|end|next|return|quit|Building configuration.*|Current configuration.*", re.I
)


@dataclass(frozen=True)
class Intent:
    """What a config says in the model's words, and the lines that the model does not hold, each below its heading."""

    state: State
    unread: tuple[tuple[str, str], ...]  # (the line at the margin, the line)


def reads_config_of(platform: Platform) -> bool:
    """Whether the configs of an OS are understood."""
    return platform.name in _EXTRACTORS


def read_intent(platform: Platform, config: bytes) -> State:
    """The state that a running config asks for; facts that it cannot tell are unsupported."""
    return extract(platform, config).state


def extract(platform: Platform, config: bytes) -> Intent:
    """Read a config. Hostile text never raises: an extractor that stumbles leaves the facts as not understood."""
    extractor = _EXTRACTORS.get(platform.name)
    sketch = Sketch(platform.name, lenient=True)
    lines = ConfigLines(clean_lines(config))
    if extractor is None:
        sketch.facts = dict.fromkeys(Fact, FactStatus.UNSUPPORTED)
        return Intent(finish(sketch), ())
    status = FactStatus.CONFIGURED
    try:
        extractor(sketch, lines)
    except Exception as error:  # noqa: BLE001 - a config is a switch's own text; whatever it holds, reading goes on
        status = FactStatus.PARSE_FAILED
        sketch.skipped.append(
            Skipped(Fact.SWITCHPORT, platform.running_config, f"cannot be read ({type(error).__name__})")
        )
    sketch.facts = {fact: status if fact in CONFIG_FACTS else FactStatus.UNSUPPORTED for fact in Fact}
    if platform.name == "cisco_ios" and not any(line.startswith("vlan ") for line in lines.lines):
        # VLANs of a VTP server or client stand in a file of their own, not in the config.
        sketch.facts[Fact.VLANS] = FactStatus.UNSUPPORTED
    return Intent(finish(sketch), tuple(_unread(platform, lines)))


def _unread(platform: Platform, config: ConfigLines) -> list[tuple[str, str]]:
    """Lines that nobody used, each with the line at the margin above it ("" for itself)."""
    found: list[tuple[str, str]] = []
    head = ""
    for number, raw in enumerate(config.lines):
        line = Line(number, raw.strip())
        if not line.text:
            continue
        indented = raw[:1].isspace()
        if not indented:
            head = line.text
        if number in config.used or _STRUCTURE.fullmatch(line.text) or platform.is_volatile(raw):
            continue
        found.append((printable(head) if indented else "", printable(line.text, 200)))
    return found
