"""A small district and a window, and the same with any text in every free field."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.inventory.model import (
    Building,
    Closet,
    Contact,
    District,
    Inventory,
    Replacement,
    Role,
    Switch,
)
from switchrefresh.planning.model import State, Task, Window

ZONE = ZoneInfo("America/Chicago")
START = datetime(2026, 12, 23, 17, 0, tzinfo=ZONE)


def at(minutes):
    return START + timedelta(minutes=minutes)


def district(text="plain words", feeds=None):
    """Two buildings; the core of `hs` carries an access switch of its own and the bus barn."""
    replacement = Replacement("JL675A", "aruba_aoscx", serial=text, firmware=text, asset_tag=text, parts=(text,))
    common = {"building": "hs", "platform": "hp_procurve", "model": text, "serial": text, "replacement": replacement}
    switches = {
        "hs-core": Switch(**common, closet="mdf", role=Role.CORE, host="10.0.0.1", notes=text),
        "hs-sw1": Switch(
            **common, closet="idf-1", uplink="hs-core", feeds=feeds or {"aps": 4, "phones": 1, "doors": 2}
        ),
        "bus-sw1": Switch(platform="unmanaged", building="bus", closet="mdf", uplink="hs-core", feeds={"cameras": 3}),
    }
    contacts = (Contact("technology", text, text, text), Contact("custodian", text, text, text))
    closets = {"mdf": Closet(text, text), "idf-1": Closet("IDF-1", text)}
    buildings = {
        "hs": Building(text, "high", contacts=contacts, entry=text, closets=closets),
        "bus": Building(text, "support", closets={"mdf": Closet("MDF", text)}),
    }
    return Inventory(District(text, "America/Chicago"), buildings, switches)


def window(state=State.APPROVED, why=("plain words",)):
    """An evening window of two tasks; backout point 18:55."""
    tasks = (Task("hs-core", at(20), at(65)), Task("hs-sw1", at(75), at(115)))
    return Window("w001", "wave-1", "hs", "tech", at(0), at(145), tasks, why, state)
