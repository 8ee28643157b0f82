"""Does the inventory agree with itself: unknown names, rings of uplinks, things that stand there twice."""

from __future__ import annotations

import ipaddress
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from switchrefresh.inventory.findings import Finding, Path, finding, suggest
from switchrefresh.inventory.model import Inventory, Role, Switch
from switchrefresh.inventory.pilots import pilot_circles
from switchrefresh.inventory.topology import uplink_cycles
from switchrefresh.problems import Severity

NEVER_CONTACTED = ("cloud", "unmanaged")


@dataclass(frozen=True)
class Standing:
    """Ids that stand in the files, entries with mistakes included, and files that could not be read at all."""

    buildings: frozenset[str]
    switches: frozenset[str]
    unreadable: frozenset[str] = frozenset()
    district: bool = True


def check_inventory(inventory: Inventory, known_platforms: tuple[str, ...], standing: Standing) -> list[Finding]:
    """Every disagreement in the inventory, errors and warnings."""
    found = [*_zones(inventory), *_places(inventory, standing), *_uplinks(inventory, standing)]
    found += [*_partners(inventory, standing), *_twins(standing), *_same_twice(inventory)]
    found += [*_platforms(inventory, known_platforms), *_usernames(inventory, known_platforms, standing)]
    if "buildings" not in standing.unreadable:
        found += _building_names(inventory, standing)
    if standing.district:
        found += [*_years(inventory), *_models(inventory), *_plannable(inventory, standing)]
    return found


def _warn(path: Path, code: str, message: str, hint: str | None = None, on_key: bool = False) -> Finding:
    note = finding(path, code, message, hint, on_key)
    return replace(note, problem=replace(note.problem, severity=Severity.WARNING))


def _usernames(inventory: Inventory, known_platforms: tuple[str, ...], standing: Standing) -> Iterator[Finding]:
    """A user name under a word that is neither a building nor a platform would be passed over without a word."""
    platforms = {switch.platform for switch in inventory.switches.values()} | set(known_platforms)
    groups = standing.buildings | platforms
    if "buildings" in standing.unreadable:
        return
    for key in inventory.district.access.usernames:
        if key not in groups:
            message = f'"{key}" is neither a building nor a platform'
            path = ("district", "access", "usernames", key)
            yield finding(path, "unknown-group", message, suggest(key, groups, "groups"), on_key=True)


def _zones(inventory: Inventory) -> Iterator[Finding]:
    places: list[tuple[Path, str | None]] = [(("district", "timezone"), inventory.district.timezone)]
    places += [(("buildings", key, "timezone"), b.timezone) for key, b in inventory.buildings.items()]
    for path, zone in places:
        if zone is not None and not zone_exists(zone):
            hint = "write it like America/Chicago (names of the IANA time zone database)"
            yield finding(path, "unknown-timezone", f'"{zone}" is not a time zone', hint)


def zone_exists(name: str) -> bool:
    """Whether the time zone database knows the name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _places(inventory: Inventory, standing: Standing) -> Iterator[Finding]:
    for key, switch in inventory.switches.items():
        path: Path = ("switches", key)
        if switch.building is None:
            yield finding(path, "no-building", f"switch {key} has no building", "add `building:`", on_key=True)
            continue
        building = inventory.buildings.get(switch.building)
        if switch.building not in standing.buildings and "buildings" not in standing.unreadable:
            message = f'switch {key} stands in building "{switch.building}", which does not exist'
            hint = suggest(switch.building, standing.buildings, "buildings")
            yield finding((*path, "building"), "unknown-building", message, hint)
        elif building is not None and switch.closet is not None and switch.closet not in building.closets:
            message = f'switch {key} sits in closet "{switch.closet}", which {building.name} does not have'
            hint = suggest(switch.closet, building.closets, "closets here")
            yield finding((*path, "closet"), "unknown-closet", message, hint)
    for key, building in inventory.buildings.items():
        if building.position and not _on_earth(*building.position):
            message = f"{building.position} is not a latitude and longitude"
            yield finding(("buildings", key, "position"), "bad-value", message, "write it like [38.5631, -92.1740]")


def _on_earth(latitude: float, longitude: float) -> bool:
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


def _uplinks(inventory: Inventory, standing: Standing) -> Iterator[Finding]:
    for key, switch in inventory.switches.items():
        if switch.uplink is not None and switch.uplink not in standing.switches:
            message = f'switch {key} has the uplink "{switch.uplink}", which does not exist'
            hint = suggest(switch.uplink, standing.switches, "switches")
            yield finding(("switches", key, "uplink"), "unknown-uplink", message, hint)
    for ring in uplink_cycles(inventory.switches):
        chain = " -> ".join((*ring, ring[0]))
        hint = "one of them must have `uplink: null` or another parent"
        yield finding(("switches", ring[0], "uplink"), "uplink-cycle", f"uplinks go round: {chain}", hint)


def _partners(inventory: Inventory, standing: Standing) -> Iterator[Finding]:
    for key, switch in inventory.switches.items():
        other = switch.redundant_with
        if other is None:
            continue
        path: Path = ("switches", key, "redundant_with")
        if other == key:
            yield finding(path, "unknown-switch", f"switch {key} cannot be redundant with itself", "name its partner")
        elif other not in standing.switches:
            hint = suggest(other, standing.switches, "switches")
            yield finding(path, "unknown-switch", f'partner "{other}" of {key} does not exist', hint)


def _building_names(inventory: Inventory, standing: Standing) -> Iterator[Finding]:
    for path, name in _named_buildings(inventory):
        if name not in standing.buildings:
            hint = suggest(name, standing.buildings, "buildings")
            yield finding(path, "unknown-building", f'building "{name}" does not exist', hint)


def _named_buildings(inventory: Inventory) -> Iterator[tuple[Path, str]]:
    """Every place outside the switches where a building is named."""
    places: list[tuple[Path, tuple[str, ...] | None]] = []
    for n, feed in enumerate(inventory.district.calendars):
        places.append((("district", "calendars", n, "buildings"), feed.buildings))
    for key, building in inventory.buildings.items():
        for n, feed in enumerate(building.calendars):
            places.append((("buildings", key, "calendars", n, "buildings"), feed.buildings))
    for n, freeze in enumerate(inventory.district.freezes):
        places.append((("district", "freezes", n, "buildings"), freeze.buildings))
    pilot = inventory.district.policy.pilot
    places.append((("district", "policy", "pilot", "buildings"), pilot.buildings if pilot else None))
    for path, names in places:
        for n, name in enumerate(names or ()):
            yield (*path, n), name
    for key, crew in inventory.district.crews.items():
        yield ("district", "crews", key, "base"), crew.base


def _years(inventory: Inventory) -> Iterator[Finding]:
    for n, year in enumerate(inventory.district.school_years):
        if year.last_day < year.first_day:
            path: Path = ("district", "school_years", n, "last_day")
            yield finding(path, "bad-value", "the school year ends before it begins", "swap the two dates")


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _twins(standing: Standing) -> Iterator[Finding]:
    """Ids that differ only in case, and ids that name two kinds of things."""
    seen: dict[str, tuple[str, str]] = {}
    named = [("building", key, ("buildings", key)) for key in sorted(standing.buildings, key=_last_if_upper)]
    named += [("switch", key, ("switches", key)) for key in sorted(standing.switches, key=_last_if_upper)]
    for what, key, path in named:
        first = seen.setdefault(_fold(key), (what, key))
        if first == (what, key):
            continue
        if first[1] == key:
            message = f'"{key}" names a {first[0]} and a {what}; a target must mean one thing'
            yield finding(path, "ambiguous-id", message, f"rename the {what}", on_key=True)
        else:
            message = f'"{key}" and "{first[1]}" differ only in case'
            yield finding(path, "case-twin", message, "give one of them another id, or delete it", on_key=True)


def _last_if_upper(key: str) -> tuple[bool, str]:
    """Proper ids first, so that of two twins the odd one is reported."""
    return key != key.casefold(), key


def _same_twice(inventory: Inventory) -> Iterator[Finding]:
    port = inventory.district.access.port
    groups: list[tuple[str, str, Callable[[Switch], str | None], Path]] = [
        ("duplicate-host", "address", lambda s: _endpoint(s.host, s.port or port), ("host",)),
        ("duplicate-serial", "serial number", lambda s: _fold(s.serial) if s.serial else None, ("serial",)),
        (
            "duplicate-host",
            "replacement address",
            lambda s: _endpoint(s.replacement.host, s.replacement.port or port) if s.replacement else None,
            ("replacement", "host"),
        ),
        (
            "duplicate-serial",
            "replacement serial number",
            lambda s: _fold(s.replacement.serial) if s.replacement and s.replacement.serial else None,
            ("replacement", "serial"),
        ),
    ]
    for code, what, value_of, tail in groups:
        yield from _repeated(inventory.switches, code, what, value_of, tail)


def _repeated(
    switches: Mapping[str, Switch], code: str, what: str, value_of: Callable[[Switch], str | None], tail: Path
) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for key, switch in switches.items():
        value = value_of(switch)
        if value is None:
            continue
        first = seen.setdefault(value, key)
        if first != key:
            message = f"switch {key} has the same {what} as {first} ({value})"
            yield finding(("switches", key, *tail), code, message, "correct one of the two")


def _endpoint(host: str | None, port: int) -> str | None:
    """Host and port in one spelling; IP addresses are compared by value."""
    if not host:
        return None
    try:
        name = str(ipaddress.ip_address(host))
    except ValueError:
        name = _fold(host).rstrip(".")
    return name if port == 22 else f"{name}:{port}"


def _platforms(inventory: Inventory, known: tuple[str, ...]) -> Iterator[Finding]:
    spoken = {*known, *NEVER_CONTACTED}
    for key, switch in inventory.switches.items():
        places: list[tuple[Path, str]] = [(("switches", key, "platform"), switch.platform)]
        if switch.replacement is not None:
            places.append((("switches", key, "replacement", "platform"), switch.replacement.platform))
        for path, platform in places:
            if platform not in spoken:
                message = f'platform "{platform}" of {key} has no recipe: it is planned, but cannot be backed up'
                # Only a near miss is suggested: a real switch of another make must not be called an IOS.
                hint = suggest(platform, spoken, "platforms", closeness=0.8)
                yield _warn(path, "unsupported-platform", message, hint)


def _models(inventory: Inventory) -> Iterator[Finding]:
    """Replacement models against `deliveries`, which is the only list of models there is."""
    delivered = {model for delivery in inventory.district.deliveries for model in delivery.models}
    if not inventory.district.deliveries:
        return
    for key, switch in inventory.switches.items():
        if switch.replacement is not None and switch.replacement.model not in delivered:
            model = switch.replacement.model
            message = f'model "{model}" for {key} is in none of the deliveries, so it can never be installed'
            hint = suggest(model, delivered, "delivered models")
            yield finding(("switches", key, "replacement", "model"), "unknown-model", message, hint)


def _plannable(inventory: Inventory, standing: Standing) -> Iterator[Finding]:
    """What a plan needs and does not find."""
    district = inventory.district
    if not inventory.planned():
        return
    if district.horizon is None:
        yield _warn(("district",), "no-horizon", "there is no horizon, so nothing can be planned", "add `horizon:`")
    if not district.crews:
        yield _warn(("district",), "no-crews", "there are no crews, so nothing can be planned", "add `crews:`")
    if not district.hours and not any(b.hours for b in inventory.buildings.values()):
        yield _warn(("district",), "no-hours", "there are no hours, so nothing is ever open", "add `hours:`")
    pilot = district.policy.pilot
    for n, name in enumerate(pilot.buildings if pilot else ()):
        waiting = any(s.building == name for s in inventory.planned().values())
        if name in standing.buildings and not waiting:
            message = f"pilot building {name} has nothing to replace, so every other building would wait forever"
            path: Path = ("district", "policy", "pilot", "buildings", n)
            yield finding(path, "empty-pilot", message, "name a building with switches to replace")
    yield from _circles(inventory)
    cores = {s.building for s in inventory.switches.values() if s.role is Role.CORE}
    if district.policy.core_on is not None and not district.policy.core_on and cores:
        path = ("district", "policy", "core_on")
        yield _warn(path, "no-core-days", "`core_on` names no day kind, so no core can be replaced", "name day kinds")


def _circles(inventory: Inventory) -> Iterator[Finding]:
    """Pilots that could only follow a building which they hold."""
    pilot = inventory.district.policy.pilot
    for circle in pilot_circles(inventory):
        n = pilot.buildings.index(circle.building) if pilot else 0
        message = (
            f"pilot building {circle.building} waits for what it holds: {circle.switch} must come after "
            f"{circle.waits_for} in {inventory.switches[circle.waits_for].building}, which waits for the pilot"
        )
        path: Path = ("district", "policy", "pilot", "buildings", n)
        yield _warn(path, "pilot-waits", message, f"make {', '.join(circle.others)} pilot too, or choose another pilot")
