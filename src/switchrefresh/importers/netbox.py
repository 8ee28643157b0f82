"""Devices of NetBox, from its CSV export or its API: the switches among them, stacks put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

from switchrefresh.errors import InputError, UsageError
from switchrefresh.importers.cells import address, said
from switchrefresh.importers.foreign import Device, Foreign, our_platform
from switchrefresh.importers.model_names import read_model
from switchrefresh.importers.proposal import Odd
from switchrefresh.importers.sheets import Sheet

MOST, SECONDS = 50_000, 30.0
GONE = {"decommissioning", "offline", "inventory", "planned"}
_SWITCH = re.compile(r"switch|\bcore\b|distribution|\baccess\b|\b[mi]df\b|\bagg", re.IGNORECASE)
_NOT = re.compile(r"access.?point|\bap\b|wireless|server|router|firewall|\bups\b|pdu|phone|camera|panel", re.IGNORECASE)
# NetBox's own words first, as its export and its templates write them.
_COLUMNS = {
    "name": ("name", "device"),
    "site": ("site",),
    "location": ("location", "rack"),
    "role": ("role", "devicerole"),
    "manufacturer": ("manufacturer", "vendor"),
    "model": ("type", "devicetype", "model"),
    "platform": ("platform",),
    "serial": ("serialnumber", "serial"),
    "asset_tag": ("assettag",),
    "address": ("ipaddress", "primaryip", "primaryip4", "ipv4address"),
    "status": ("status",),
    "chassis": ("virtualchassis",),
    "notes": ("description",),
}
Fields = Mapping[str, str]
# What the library raises where an answer is no NetBox's: it takes every answer for a good one.
_ODD = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def read_export(sheet: Sheet, known: Iterable[str]) -> Foreign:
    """A CSV export of NetBox's devices."""
    plain = {re.sub(r"[^a-z0-9]", "", heading.casefold()): heading for heading in reversed(sheet.headings)}
    columns = {word: plain[name] for word, names in _COLUMNS.items() for name in reversed(names) if name in plain}
    if not {"name", "site"} <= columns.keys():
        hint = "export the devices with at least the columns Name, Site, Role, Type and IP Address"
        raise InputError("this is no export of NetBox's devices", hint, code="unreadable-list")
    rows = [(row.where, {word: said(row.cells.get(h, "")) for word, h in columns.items()}) for row in sheet.rows]
    return _devices(rows, known)


def fetch_devices(url: str, token: str | None, known: Iterable[str]) -> Foreign:
    """The devices that NetBox's API tells; the token is never shown."""
    try:
        pynetbox, requests = import_module("pynetbox"), import_module("requests")
    except ImportError:
        hint = "install it with: pip install 'switchrefresh[netbox]', or export the devices as CSV"
        raise UsageError("NetBox's API needs pynetbox, which is not installed", hint, code="missing-extra") from None
    api = pynetbox.api(url, token=token)
    api.http_session = _patient(requests)
    try:
        records = [dict(record) for record in islice(api.dcim.devices.all(), MOST)]
    except (pynetbox.RequestError, pynetbox.ContentError, requests.RequestException, *_ODD) as error:
        status = getattr(getattr(error, "req", None), "status_code", None)
        why = f"it answered {status}" if status else type(error).__name__
        hint = "check the address, and $NETBOX_TOKEN: a token that may read devices"
        raise InputError(f"NetBox could not be asked: {why}", hint, code="netbox-unreachable") from None
    return _devices([(f"device {r.get('id', '?')}", _fields(r)) for r in records], known)


def _patient(requests: Any) -> Any:
    """A session that waits no longer than SECONDS for an answer."""

    class Adapter(requests.adapters.HTTPAdapter):  # type: ignore[misc]  # only known at run time
        def send(self, request: Any, *words: Any, **options: Any) -> Any:
            options["timeout"] = SECONDS
            return super().send(request, *words, **options)

    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, Adapter())
    return session


def _fields(record: Mapping[str, Any]) -> dict[str, str]:
    kind = record.get("device_type") or {}
    return {
        "name": str(record.get("name") or ""),
        "site": _name(record.get("site")),
        "location": _name(record.get("location")),
        "role": _name(record.get("role") or record.get("device_role")),
        "manufacturer": _name(kind.get("manufacturer")),
        "model": str(kind.get("part_number") or kind.get("model") or ""),
        "platform": str((record.get("platform") or {}).get("slug") or _name(record.get("platform"))),
        "serial": str(record.get("serial") or ""),
        "asset_tag": str(record.get("asset_tag") or ""),
        "address": str((record.get("primary_ip") or {}).get("address") or ""),
        "status": str((record.get("status") or {}).get("value") or ""),
        "chassis": _name(record.get("virtual_chassis")),
        "notes": str(record.get("description") or ""),
    }


def _name(record: Any) -> str:
    return str(record.get("name") or record.get("display") or "") if isinstance(record, Mapping) else ""


def _devices(rows: Sequence[tuple[str, Fields]], known: Iterable[str]) -> Foreign:
    platforms = tuple(known)
    odd: list[Odd] = []
    stacks: dict[str, list[tuple[str, Fields, str]]] = {}
    for where, row in rows:
        platform = our_platform(row.get("platform", ""), platforms) or read_model(_model(row)).platform
        if why := _no_switch(row, platform):
            odd.append(Odd(where, row.get("name", "")[:60], why, taken=False))
            continue
        key = f"stack {row['chassis']}" if row.get("chassis") else where
        stacks.setdefault(key, []).append((where, row, platform))
    return Foreign(tuple(_device(members) for members in stacks.values()), tuple(odd))


def _no_switch(row: Fields, platform: str) -> str:
    role = row.get("role", "")
    if not row.get("name"):
        return "it has no name"
    if row.get("status", "").casefold() in GONE:
        return f"its status is {row['status']}"
    if _NOT.search(role) or not (platform or _SWITCH.search(role)):
        return f'its role "{role}" is no switch'
    return ""


def _device(members: Sequence[tuple[str, Fields, str]]) -> Device:
    """One switch, or a stack under the name of the member that has its address."""
    where, row, platform = next((m for m in members if m[1].get("address")), members[0])
    return Device(
        where,
        row["name"],
        building=row.get("site", ""),
        closet=row.get("location", ""),
        address=address(row.get("address", "")),
        model=_model(row),
        serial=row.get("serial", ""),
        asset_tag=row.get("asset_tag", ""),
        role=row.get("role", ""),
        platform=platform,
        members=str(len(members)) if len(members) > 1 else "",
        notes=row.get("notes", ""),
    )


def _model(row: Fields) -> str:
    """The part number alone where that is one; else with the maker's name, which tells the OS."""
    model, maker = row.get("model", ""), row.get("manufacturer", "")
    return model if read_model(model).platform or not maker else f"{maker} {model}"
