"""The runbook of a window: one document that a stranger can follow, from the front door to the sign-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from switchrefresh.documents.outage import Outage, other_buildings, outages_of, services_of
from switchrefresh.documents.paper.blocks import (
    Blanks,
    Block,
    Commands,
    Heading,
    Label,
    Labels,
    Listing,
    Paper,
    Paragraph,
    Table,
    Warn,
)
from switchrefresh.documents.runbook_switch import PortRow, switch_blocks
from switchrefresh.documents.steps import backout_point
from switchrefresh.documents.words import count_services, join_words, say_date, say_minutes
from switchrefresh.inventory.model import Building, Inventory
from switchrefresh.planning.model import State, Window

TOOLS = (
    "laptop with this folder and a charger; console cable and USB adapter",
    "screwdriver, rack screws and cage nuts, cutter, hook-and-loop ties, label printer or the printed labels",
    "headlamp, spare patch cords, spare optics, cleaning pen for fibre",
    "a mobile phone that works in the closet: desk phones may be dead",
)


@dataclass(frozen=True)
class RunbookFacts:
    """What a runbook knows beyond plan and inventory; each may be missing, and the page says so.

    `ports` are the old and new port of each cable by switch, `why_no_ports` says why a switch has none,
    `warnings` are sentences that stand on the first page (a stale promise, a wait for somebody else).
    """

    ports: Mapping[str, Sequence[PortRow]] = field(default_factory=dict)
    why_no_ports: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def make_runbook(window: Window, inventory: Inventory, facts: RunbookFacts | None = None) -> Paper:
    """The whole document."""
    facts = facts or RunbookFacts()
    building = inventory.buildings.get(window.building)
    outages = outages_of(window, inventory)
    blocks = [
        *_front(window, inventory, building, facts),
        *_entry(window, inventory, building),
        *_dark(window, inventory, outages),
        *_before(window, inventory),
        *_timetable(window, inventory),
        *(block for task in window.tasks for block in switch_blocks(task, inventory, facts.ports, facts.why_no_ports)),
        *_backout(window, inventory),
        *_sign_off(window),
    ]
    name = building.name if building else window.building
    return Paper(f"Runbook {window.id}: {name}", tuple(blocks))


def _front(window: Window, inventory: Inventory, building: Building | None, facts: RunbookFacts) -> list[Block]:
    last = f"{backout_point(window, inventory):%H:%M}"
    hours = f"{window.start:%H:%M} to {window.end:%H:%M} ({inventory.zone(window.building)})"
    rows = [
        (
            "When",
            f"{say_date(window.start.date())}, {hours}",
        ),
        ("Backout point", f"{last}: what does not run by then goes back to the old switch"),
        ("Where", building.name if building else window.building),
        ("Crew", window.crew),
        ("Switches", ", ".join(task.switch for task in window.tasks)),
        ("Wave", window.wave),
    ]
    blocks: list[Block] = [Table((), tuple(rows))]
    if window.state is State.PROPOSED:
        blocks.append(
            Warn("This window is a proposal. Nobody has been promised it yet: switchrefresh approve " + window.id)
        )
    return blocks + [Warn(text) for text in facts.warnings]


def _entry(window: Window, inventory: Inventory, building: Building | None) -> list[Block]:
    blocks: list[Block] = [Heading("Getting in")]
    if building is None:
        return [*blocks, Paragraph("The building is not in buildings.yaml.")]
    blocks.append(
        Paragraph(
            building.entry or "Nobody has written down how to get in (buildings.yaml, `entry`): ask before the night."
        )
    )
    if building.contacts:
        people = tuple((c.role, c.name, c.phone, c.email) for c in building.contacts)
        blocks.append(Table(("Who", "Name", "Phone", "Mail"), people))
    else:
        blocks.append(Paragraph("No contacts are written down (buildings.yaml, `contacts`)."))
    used = dict.fromkeys(
        inventory.switches[t.switch].closet or "" for t in window.tasks if t.switch in inventory.switches
    )
    closets = [(key, building.closets.get(key)) for key in used]
    blocks.append(Heading("Closets", 3))
    rows = tuple(
        (found.name or key if found else key, (found.room or "") if found else "", _in_closet(window, inventory, key))
        for key, found in closets
    )
    blocks.append(Table(("Closet", "Room", "Switches of this window"), rows))
    labels = tuple(Label(f"{window.building}/{key}", f"{window.building}/{key}") for key, _ in closets if key)
    return [*blocks, Labels(labels)] if labels else blocks


def _in_closet(window: Window, inventory: Inventory, closet: str) -> str:
    names = (t.switch for t in window.tasks if t.switch in inventory.switches)
    return ", ".join(name for name in names if (inventory.switches[name].closet or "") == closet)


def _dark(window: Window, inventory: Inventory, outages: Sequence[Outage]) -> list[Block]:
    blocks: list[Block] = [Heading("What goes dark")]
    rows = tuple((f"{o.start:%H:%M}-{o.end:%H:%M}", say_minutes(o.minutes), o.switch, _hanging(o)) for o in outages)
    blocks.append(Table(("When", "How long", "Switch", "What stops"), rows))
    services = services_of(outages, inventory)
    if services.get("phones"):
        blocks.append(Warn("Desk phones will be dead. For 911 use a mobile phone, and tell everybody in the building."))
    if services.get("doors"):
        words = "Doors: find out before the night whether each opens or stays shut without power and network"
        blocks.append(Warn(f"{words} (fail-safe or fail-secure), and have a key for it."))
    if services.get("cameras"):
        blocks.append(Paragraph("Cameras record nothing while their switch is out: tell whoever watches them."))
    if others := other_buildings(window, outages):
        names = [inventory.buildings[b].name if b in inventory.buildings else b for b in others]
        blocks.append(Warn(f"Other buildings lose the network too: {join_words(names)}."))
    return blocks


def _hanging(outage: Outage) -> str:
    words = list(count_services(outage.feeds))
    behind = [name for name in outage.dark if name != outage.switch]
    if behind:
        words.append(f"everything behind {', '.join(behind)}")
    return ", ".join(words) or "nothing is written down under `feeds`"


def _before(window: Window, inventory: Inventory) -> list[Block]:
    parts: list[str] = []
    for task in window.tasks:
        switch = inventory.switches.get(task.switch)
        new = switch.replacement if switch else None
        if new is None:
            continue
        serial = f", serial {new.serial}" if new.serial else ", serial not written down"
        tag = f", asset tag {new.asset_tag}" if new.asset_tag else ""
        units = f"{switch.members} x " if switch and switch.members > 1 else ""
        parts.append(f"{units}{new.model} for {task.switch}{serial}{tag}")
        parts.extend(f"{part} for {task.switch}" for part in new.parts)
    start = Commands((f"switchrefresh window start {window.id} --dry-run", f"switchrefresh window start {window.id}"))
    return [
        Heading("Before you go"),
        Listing(tuple(parts) or ("no replacement is written down",), "boxes"),
        Listing(TOOLS, "boxes"),
        Paragraph(
            "A few days ahead the first line says what is missing; on the night the second one opens the window:"
        ),
        start,
    ]


def _timetable(window: Window, inventory: Inventory) -> list[Block]:
    last = backout_point(window, inventory)
    rows = [(f"{window.start:%H:%M}", "Arrive, tell the contact, unlock, take pictures of every rack")]
    rows += [(f"{t.start:%H:%M}", f"{t.switch} out, its replacement in (until {t.end:%H:%M})") for t in window.tasks]
    rows.append((f"{last:%H:%M}", "Backout point: decide. What does not run goes back to the old switch"))
    rows.append((f"{window.end:%H:%M}", "Everything runs and is verified; lock up, tell the contact"))
    return [Heading("Timetable"), Table(("Time", "Step"), tuple(rows))]


def _backout(window: Window, inventory: Inventory) -> list[Block]:
    steps = (
        "Power the new switch off and take its cables out, one by one, by the table of its page.",
        "Put the old switch back, cables as in the column of old ports; power it on and wait until it forwards.",
        "Type the line below: it checks the old switch against what it was before, under its old key.",
        "Tell the contact, and write down why.",
    )
    return [
        Heading("Backout", breaks=False),
        Paragraph(
            f"At {backout_point(window, inventory):%H:%M} at the latest, or as soon as something is lost that you "
            "cannot explain."
        ),
        Listing(steps, "numbers"),
        Commands((f'switchrefresh window backout {window.id} SWITCH --because "what happened"',)),
    ]


def _sign_off(window: Window) -> list[Block]:
    return [
        Heading("Sign-off"),
        Commands((f"switchrefresh window finish {window.id}",)),
        Blanks(("Started at", "Finished at", "What was not as written here", "Done by", "For the building")),
    ]
