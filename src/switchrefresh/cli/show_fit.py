"""Does the new switch fit, on the screen: what is used against what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from switchrefresh.cli.screen import Screen


def show_fit(row: Mapping[str, Any], screen: Screen) -> None:
    """Two or three lines below a switch."""
    new = row["new"]
    if new is None:
        return
    have = f"{new['ports']} ports, {new['uplinks']} uplinks at {new['uplink_gbps']:g} Gb/s{_budget(new)}"
    if row["measured"]:
        used = f"{row['ports_used']} ports and {row['uplinks_used']} uplinks in use{_power(row)}"
        screen.say(f"  {used}; {new['model']} has {have}")
        if row["slow"]:
            screen.say(f"  below 1 Gb/s: {_few(row['slow'])}", "dim")
        if row["ports_free"]:
            screen.say(f"  never in use: {_few(row['ports_free'])}", "dim")
    else:
        screen.say(f"  {new['model']} has {have}; what is used is not measured yet", "dim")
    for problem in row["problems"]:
        style = "bad" if problem["severity"] == "error" else "warn"
        screen.say(f"  {problem['message'].partition(': ')[2] or problem['message']}", style)


def _budget(new: Mapping[str, Any]) -> str:
    if not new["poe"]:
        return ", no PoE"
    return f", {new['poe_watts']} W of PoE" if new["poe_watts"] else ", PoE"


def _power(row: Mapping[str, Any]) -> str:
    if not row["poe_devices"]:
        return ""
    drawn = f" drawing {row['poe_watts']:g} W" if row["poe_watts"] is not None else ""
    return f", {row['poe_devices']} PoE devices{drawn} (by class up to {row['poe_class_watts']:g} W)"


def _few(names: list[str]) -> str:
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return ", ".join(names[:12]) + more
