"""Notices in plain words for staff, families, principals and custodians; a district may bring its own texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from switchrefresh.documents.outage import PUBLIC_SERVICES, other_buildings, outages_of, services_of
from switchrefresh.documents.paper.blocks import one_line
from switchrefresh.documents.steps import backout_point
from switchrefresh.documents.words import count_services, join_words, name_services, say_date, say_span, say_time
from switchrefresh.errors import InputError
from switchrefresh.inventory.model import Building, DayKind, Inventory
from switchrefresh.planning.model import Window
from switchrefresh.problems import Problem, Where

AUDIENCES = ("staff", "families", "principal", "custodian")
_NO_CLASSES = {DayKind.NO_STUDENTS, DayKind.BREAK, DayKind.SUMMER, DayKind.WEEKEND, DayKind.HOLIDAY}
_MANY_LINES = re.compile(r"\n{3,}")
_LONGEST = 20_000  # characters; a notice is a page, and a template of somebody's own could loop


@dataclass(frozen=True)
class NoticeFacts:
    """What a notice knows beyond plan and inventory: the kind of the day, and whom everybody waits for."""

    kind: DayKind | None = None
    waiting_on: tuple[tuple[str, date], ...] = ()


def make_notice(
    window: Window,
    inventory: Inventory,
    audience: str,
    language: str,
    facts: NoticeFacts | None = None,
    own: tuple[str, str] | None = None,
) -> str:
    """The text, subject line first. `own` is a district's template as (file name, text) in the place of ours.

    An InputError with file and line when that template is not one. Device names, ordinary event titles and, for
    families, doors and cameras are not among the words that a template can use.
    """
    words = notice_words(window, inventory, audience, language, facts or NoticeFacts())
    text = _filled(own, f"{audience}.{language}.txt", words)
    return _MANY_LINES.sub("\n\n", text).replace(". m..", ". m.").strip() + "\n"


def notice_words(
    window: Window, inventory: Inventory, audience: str, language: str, facts: NoticeFacts
) -> dict[str, Any]:
    """The words that a template can use."""
    building = inventory.buildings.get(window.building)
    outages = outages_of(window, inventory)
    services = services_of(outages, inventory)
    families = audience == "families"
    shown = {key: n for key, n in services.items() if not families or key in PUBLIC_SERVICES}
    others = [inventory.buildings[b].name for b in other_buildings(window, outages) if b in inventory.buildings]
    return {
        "district": one_line(inventory.district.district),
        "building": one_line(building.name if building else window.building),
        "date": say_date(window.start.date(), language),
        "span": say_span(window.start, window.end, language),
        "end": say_time(window.end, language),
        "backout": say_time(backout_point(window, inventory), language),
        "stops": _join([one_line(w) for w in name_services(tuple(shown), language)], language),
        "services": _join([one_line(w) for w in count_services(shown, language)], language),
        "also": _join([one_line(name) for name in others], language),
        "phones": bool(services.get("phones")),
        "doors": bool(services.get("doors")) and not families,
        "waiting": _waiting(facts, language),
        "school_closed": facts.kind in _NO_CLASSES,
        "contact": _contact(building),
        "crew": "" if families else one_line(window.crew),
        "switch_count": len(window.tasks),
        "rooms": "" if families else _rooms(window, inventory, building, language),
        "entry": one_line(building.entry) if building and audience in {"custodian", "principal"} else "",
    }


def _join(words: list[str], language: str) -> str:
    return join_words(words, language)


def _waiting(facts: NoticeFacts, language: str) -> str:
    """Somebody else's delay, said as such."""
    said = []
    for who, since in facts.waiting_on:
        if language == "es":
            said.append(f"Estamos esperando ({one_line(who)}) desde el {say_date(since, 'es')}.")
        else:
            said.append(f"We have been waiting ({one_line(who)}) since {say_date(since)}.")
    return " ".join(said)


def _contact(building: Building | None) -> str:
    """The technology contact of the building, if there is one; nobody else is asked about the network."""
    for contact in building.contacts if building else ():
        if contact.role.casefold() in {"it", "technology", "tech", "helpdesk", "help desk"}:
            return ", ".join(one_line(part) for part in (contact.name, contact.phone, contact.email) if part)
    return ""


def _rooms(window: Window, inventory: Inventory, building: Building | None, language: str) -> str:
    keys = dict.fromkeys(
        inventory.switches[t.switch].closet or "" for t in window.tasks if t.switch in inventory.switches
    )
    closets = building.closets if building else {}
    rooms = [closets[key].room for key in keys if key in closets]
    return _join([one_line(room) for room in rooms if room], language)


def _filled(own: tuple[str, str] | None, name: str, words: Mapping[str, Any]) -> str:
    from jinja2 import PackageLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    loader = PackageLoader("switchrefresh.documents", "notice_texts")
    # Plain text: nothing to escape; the words have no control characters, and a template cannot reach behind them.
    room = ImmutableSandboxedEnvironment(loader=loader, undefined=StrictUndefined, autoescape=False)
    if own is None:
        return room.get_template(name).render(words)
    return _own(room, own[0], own[1], words)


def _own(room: Any, file: str, text: str, words: Mapping[str, Any]) -> str:
    from jinja2 import TemplateError

    try:
        filled: list[str] = []
        for piece in room.from_string(text).generate(words):
            filled.append(piece)
            if sum(map(len, filled)) > _LONGEST:
                raise OverflowError(f"it makes more than {_LONGEST} characters")  # noqa: TRY301 - told with the others
        return "".join(filled)
    except (TemplateError, OverflowError, TypeError, ValueError, ZeroDivisionError) as error:
        message = f"the template cannot be filled in: {one_line(error)[:200]}"
        hint = f"words it may use: {', '.join(sorted(words))}; or remove the file to use ours"
        where = Where(file, int(getattr(error, "lineno", 0) or 0), 1)
        problem = Problem("notice-template", message, hint=hint, where=where)
        raise InputError(message, hint, code="notice-template", problems=(problem,)) from None
