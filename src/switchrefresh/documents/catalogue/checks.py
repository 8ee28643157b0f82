"""Problem codes of the cross-checks between the files of a folder."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

CHECKS: Mapping[str, Page] = {
    "unknown-timezone": Page("Not a name of the IANA database.", "timezone: Central", "America/Chicago"),
    "no-building": Page(
        "A switch without a building can be backed up, but not planned.",
        "hs-mdf-sw1: {platform: cisco_ios, host: 192.0.2.1}",
        "Add building: and closet:.",
    ),
    "unknown-building": Page("A building that does not exist.", "building: hgih", "Take the suggestion."),
    "unknown-closet": Page("The building has no such closet.", "closet: IDF-3", "Add it under closets: or correct it."),
    "unknown-uplink": Page("The parent switch does not exist.", "uplink: hs-core", "Name a switch of the inventory."),
    "unknown-switch": Page(
        "A partner that does not exist, or the switch itself.", "redundant_with: hs-x", "Correct it."
    ),
    "unknown-model": Page(
        "Deliveries are given and none of them brings this model, so the switch can never be placed.",
        "replacement: {model: JL657A}    # deliveries bring JL675A",
        "Correct the model, or add a delivery.",
    ),
    "unsupported-platform": Page(
        "There is no recipe for this platform: the switch is planned, but it cannot be backed up.",
        "platform: zyxel_os",
        "Correct the name, or back it up by hand. `unmanaged` and `cloud` say that there is nothing to log in to.",
    ),
    "uplink-cycle": Page("Switches hang on each other in a ring.", "a -> b -> a", "Give one of them uplink: null."),
    "duplicate-host": Page("Two switches with one address and port.", "host: 10.10.0.3 twice", "Correct one of them."),
    "duplicate-serial": Page("Two switches with one serial number.", "serial: C123 twice", "Read the label again."),
    "case-twin": Page(
        "Two ids that differ only in case.", "hs and HS", "They are one file on many machines; rename one."
    ),
    "ambiguous-id": Page(
        "One id for a building and a switch.", "do and do", "A target must mean one thing; rename one."
    ),
    "empty-pilot": Page(
        "A pilot building without a switch to replace holds every other building (rule C8).",
        "pilot: {buildings: [bus]}",
        "Name a building that has something to replace.",
    ),
    "pilot-waits": Page(
        "A pilot building has a switch that must come after one of a building which waits for the pilot (C7 against "
        "C8): what is behind it has no place, and where nothing of the pilot has one, nobody has.",
        "pilot: {buildings: [ms]}, and the core of ms hangs on a core at do that is replaced too",
        "Make the other building a pilot as well, or choose a pilot that waits for nobody.",
    ),
    "no-horizon": Page(
        "Nothing can be planned without dates.", "horizon is missing", "horizon: 2026-12-01..2027-08-13"
    ),
    "no-crews": Page("Nothing can be planned without people.", "crews is missing", "Add a crew with base and hours."),
    "no-hours": Page("Without hours nothing is ever open.", "hours is missing", 'weekend: ["08:00..16:00"]'),
    "no-core-days": Page("No core could ever be replaced.", "core_on: []", "Name day kinds, or delete the key."),
}
