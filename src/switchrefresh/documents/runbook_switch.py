"""The page of one switch in a runbook: what comes out, what goes in, which cable where, what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from switchrefresh.documents.paper.blocks import Block, Commands, Heading, Listing, Paragraph, Table
from switchrefresh.inventory.model import Inventory, Replacement, Switch
from switchrefresh.planning.model import Task


@dataclass(frozen=True, slots=True)
class PortRow:
    """One cable: where it was, where it goes, and what is at its other end."""

    old: str
    new: str
    what: str = ""
    vlan: str = ""
    jack: str = ""
    note: str = ""


def switch_blocks(
    task: Task,
    inventory: Inventory,
    ports: Mapping[str, Sequence[PortRow]],
    why_no_ports: Mapping[str, str],
) -> list[Block]:
    """Everything about one switch of the window."""
    switch = inventory.switches.get(task.switch)
    blocks: list[Block] = [Heading(f"{task.switch}, {task.start:%H:%M} to {task.end:%H:%M}", breaks=True)]
    if switch is None:
        return [*blocks, Paragraph("It is not in switches.yaml any more: plan again.")]
    blocks.append(_facts(switch))
    blocks += _cables(ports.get(task.switch, ()), why_no_ports.get(task.switch, ""))
    blocks.append(Heading("Steps", 3))
    blocks.append(Listing(_steps(switch), "boxes"))
    blocks.append(Commands(_commands(task.switch, switch)))
    return blocks


def _facts(switch: Switch) -> Table:
    new = switch.replacement
    rows = [
        ("Model", switch.model or "", new.model if new else ""),
        ("Serial", switch.serial or "", (new.serial or "") if new else ""),
        ("Asset tag", switch.asset_tag or "", (new.asset_tag or "") if new else ""),
        ("Address", _address(switch.host, switch.port), _new_address(switch, new)),
        ("Platform", switch.platform, new.platform if new else ""),
        ("Units", str(switch.members), str(switch.members)),
        ("Firmware", "", (new.firmware or "") if new else ""),
        ("Uplink to", switch.uplink or "nothing above it", switch.uplink or "nothing above it"),
    ]
    kept = tuple(row for row in rows if row[1] or row[2])
    return Table(("What", "Comes out", "Goes in"), kept)


def _address(host: str | None, port: int | None) -> str:
    return f"{host or ''}:{port}" if port else host or ""


def _new_address(switch: Switch, new: Replacement | None) -> str:
    return _address(new.host or switch.host, new.port) if new else ""


def _cables(rows: Sequence[PortRow], why: str) -> list[Block]:
    title = Heading("Cables", 3)
    if not rows:
        missing = why or "there is no port map for it yet (`portmap:` in switches.yaml)"
        advice = "Write each cable's old port on its label before you pull it."
        return [title, Paragraph(f"No table: {missing}. {advice}")]
    columns = ("Old port", "New port", "VLAN", "Jack", "What is on it", "Note")
    table = Table(columns, tuple((r.old, r.new, r.vlan, r.jack, r.what, r.note) for r in rows))
    return [title, Paragraph(f"{why[:1].upper()}{why[1:]}."), table] if why else [title, table]


def _steps(switch: Switch) -> tuple[str, ...]:
    new = switch.replacement
    steps = ["Picture of the rack and of every cable; every cable has a label."]
    if switch.platform == "unmanaged":
        steps.append("Nothing to log in to: count the cables and write down what is on which port.")
    steps += [
        "Power off, cables out, old unit out; its serial number is the one above.",
        f"New unit in ({new.model if new else 'see above'}); earth, power, then uplinks, then the rest by the table.",
        "Wait until the uplink is up and the access points and phones come back.",
        "Type the lines below; go on to the next switch only when nothing is lost.",
    ]
    if switch.critical:
        steps.append(f"Try with your own hands: {', '.join(switch.critical)}.")
    return tuple(steps)


def _commands(name: str, switch: Switch) -> tuple[str, ...]:
    new = switch.replacement
    if new is not None and new.platform in {"unmanaged", "cloud"}:
        return (f"switchrefresh verify {name}",)
    return (f"switchrefresh trust {name} --replaced", f"switchrefresh verify {name}")
