"""The pages: an overview, a page for each building, and the calendars that people subscribe to."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from switchrefresh.documents.outage import PUBLIC_SERVICES, other_buildings, outages_of, services_of
from switchrefresh.documents.paper.blocks import one_line
from switchrefresh.documents.schedule import schedule_ics
from switchrefresh.documents.site.facts import SiteFacts, shown_windows
from switchrefresh.documents.site.picture import draw_windows
from switchrefresh.documents.words import count_services, join_words, name_services, say_date, say_span
from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.model import State, Window


def make_site(facts: SiteFacts) -> dict[str, bytes]:
    """Every file of the site by its path, with forward slashes."""
    windows = shown_windows(facts.windows, facts.audience)
    room = _room()
    buildings = [_building(facts, key, windows) for key in _listed(facts)]
    common = {
        "district": one_line(facts.inventory.district.district),
        "staff": facts.is_staff,
        "as_of": say_date(facts.as_of),
        **_parts(room),
    }
    files = {"index.html": _fill(room, "index.html.j2", {**common, **_overview(facts, windows, buildings)})}
    for building in buildings:
        files[f"building/{building['id']}.html"] = _fill(room, "building.html.j2", {**common, "building": building})
    return files | _calendars(facts, windows)


def _listed(facts: SiteFacts) -> list[str]:
    """Buildings with something to replace, in the inventory's order."""
    planned = {switch.building for switch in facts.inventory.planned().values()}
    return [key for key in facts.inventory.buildings if key in planned]


def _overview(facts: SiteFacts, windows: Sequence[Window], buildings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    planned = facts.inventory.planned()
    done = sum(1 for key in planned if key in facts.done)
    ahead = [w for w in windows if w.state is not State.DONE and w.end.date() >= facts.as_of]
    busy = [b["id"] for b in buildings if b["windows"]]
    return {
        "total": len(planned),
        "done": done,
        "percent": round(100 * done / len(planned)) if planned else 0,
        "buildings": buildings,
        "next": [_window(facts, w) for w in ahead[:5]],
        "picture": draw_windows(facts, windows, busy),
        "waves": _waves(facts, windows) if facts.is_staff else [],
    }


def _waves(facts: SiteFacts, windows: Sequence[Window]) -> list[dict[str, Any]]:
    found: dict[str, list[Window]] = {}
    for window in windows:
        found.setdefault(window.wave, []).append(window)
    return [
        {
            "id": one_line(wave),
            "name": one_line(facts.wave_names.get(wave, wave)),
            "first": say_date(inside[0].start.date()),
            "last": say_date(inside[-1].start.date()),
            "windows": len(inside),
        }
        for wave, inside in found.items()
    ]


def _building(facts: SiteFacts, key: str, windows: Sequence[Window]) -> dict[str, Any]:
    found = facts.inventory.buildings[key]
    planned = [name for name, switch in facts.inventory.planned().items() if switch.building == key]
    done = sum(1 for name in planned if name in facts.done)
    own = [_window(facts, w) for w in windows if w.building == key]
    ahead = [w for w in own if not w["done"] and not w["past"]]
    return {
        "id": key,
        "name": one_line(found.name),
        "total": len(planned),
        "done": done,
        "windows": own,
        "next": ahead[0] if ahead else None,
        "status": _status(len(planned), done, "proposed" if ahead and ahead[0]["proposed"] else "set" if ahead else ""),
        "waiting": [{"who": one_line(who), "since": say_date(since)} for who, since in facts.waiting.get(key, ())],
        "closets": _closets(facts.inventory, key) if facts.is_staff else [],
        "contacts": [_contact(c) for c in found.contacts] if facts.is_staff else [],
    }


def _status(total: int, done: int, date_is: str) -> str:
    """`date_is` says how firm the next date is: set, proposed, or nothing when there is none."""
    if done >= total:
        return "Finished"
    date = f"date {date_is}" if date_is else "no date yet"
    return f"Partly finished, {date}" if done else date.capitalize()


def _contact(contact: Any) -> dict[str, str]:
    return {key: one_line(getattr(contact, key)) for key in ("role", "name", "phone", "email")}


def _closets(inventory: Inventory, building: str) -> list[dict[str, str]]:
    closets = inventory.buildings[building].closets
    return [
        {"name": one_line(closet.name or key), "room": one_line(closet.room or "")} for key, closet in closets.items()
    ]


def _window(facts: SiteFacts, window: Window) -> dict[str, Any]:
    """What a page says of one window; the public reads only of plain services."""
    outages = outages_of(window, facts.inventory)
    services = services_of(outages, facts.inventory)
    shown = services if facts.is_staff else {k: n for k, n in services.items() if k in PUBLIC_SERVICES}
    names = name_services(tuple(k for k in shown if k in PUBLIC_SERVICES))
    others = [
        facts.inventory.buildings[b].name for b in other_buildings(window, outages) if b in facts.inventory.buildings
    ]
    building = facts.inventory.buildings.get(window.building)
    return {
        "id": one_line(window.id),
        "building": one_line(building.name if building else window.building),
        "page": window.building,
        "date": say_date(window.start.date()),
        "iso": window.start.isoformat(),
        "span": say_span(window.start, window.end),
        "zone": facts.inventory.zone(window.building),
        "stops": join_words([one_line(n) for n in names]),
        "phones": bool(services.get("phones")),
        "others": join_words([one_line(name) for name in others]),
        "done": window.state is State.DONE,
        "past": window.end.date() < facts.as_of,
        "proposed": window.state is State.PROPOSED,
        "crew": one_line(window.crew) if facts.is_staff else "",
        "switches": len(window.tasks),
        "services": join_words([one_line(n) for n in count_services(shown)]) if facts.is_staff else "",
    }


def _calendars(facts: SiteFacts, windows: Sequence[Window]) -> dict[str, bytes]:
    """One feed for everything, one a building, and for staff one a crew."""
    gone = [w for w in facts.cancelled if facts.is_staff or w.state is not State.PROPOSED]
    groups: dict[str, tuple[list[Window], list[Window]]] = {"all": (list(windows), gone)}
    for key in _listed(facts):
        groups[f"building-{key}"] = _both(windows, gone, lambda w, key=key: w.building == key)
    if facts.is_staff:
        for crew in sorted({w.crew for w in windows}):
            groups[f"crew-{_safe(crew)}"] = _both(windows, gone, lambda w, crew=crew: w.crew == crew)
    stamp = facts.as_of
    return {
        f"calendars/{name}.ics": schedule_ics(now, facts.inventory, stamp, facts.sequences, before)
        for name, (now, before) in groups.items()
    }


def _both(windows: Sequence[Window], gone: Sequence[Window], wanted: Any) -> tuple[list[Window], list[Window]]:
    return [w for w in windows if wanted(w)], [w for w in gone if wanted(w)]


def _safe(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-.") or "crew"


def _room() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("switchrefresh.documents.site", "texts")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _parts(room: Any) -> dict[str, Any]:
    """Style and script stand in the page, each allowed by its hash alone, so that a page is one file on any share."""
    from markupsafe import Markup

    style, script = (room.loader.get_source(room, name)[0] for name in ("site.css", "site.js"))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Both are files of this package: nothing from outside is in them.
    return {"style": Markup(style), "script": Markup(script), "policy": policy}  # noqa: S704 - our own files


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _fill(room: Any, name: str, words: Mapping[str, Any]) -> bytes:
    from markupsafe import Markup

    drawn = words.get("picture")
    # The picture is our own SVG; every name in it was escaped where it was drawn.
    safe = {**words, "picture": Markup(drawn)} if drawn else words  # noqa: S704 - escaped in picture.py
    page: str = room.get_template(name).render(safe)
    return page.encode()
