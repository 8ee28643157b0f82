"""Problem codes of other people's lists."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

IMPORTS: Mapping[str, Page] = {
    "line-not-understood": Page(
        "A line of a pasted calendar gave no row of the feed, or only a part of one.",
        '"Early dismissal on the second Friday of each month": no date was found in it',
        "Correct the line and import again with --replace, or add the row to the .yaml by hand.",
    ),
    "other-year": Page(
        "The pasted calendar speaks of another school year than the one it was read for.",
        "2025-26 in the text, --year 2026",
        "Say --year, or paste the calendar of the right year.",
    ),
    "date-order": Page(
        "No date of the pasted calendar tells whether its numbers have the month or the day first.",
        "9/7 and 10/12 only: read as September 7 and October 12, the American way",
        "Look the dates over. If the day comes first, write the names of the months.",
    ),
    "file-exists": Page("Nothing is written over.", "calendars/district.yaml", "Another name with -o, or --replace."),
    "unreadable-list": Page(
        "A list of switches has no line with headings that are known, or is no table at all.",
        "a CSV file that begins with data",
        "Name the columns in its first line: building, closet, switch name, IP, model, serial, ports, PoE, uplink.",
    ),
    "netbox-unreachable": Page(
        "NetBox did not answer, or not to this token.",
        "import netbox https://netbox.example.org with a token that has expired",
        "Check the address and $NETBOX_TOKEN; or export the devices as CSV and import that.",
    ),
    "no-neighbors": Page(
        "No stored pull of this switch tells whom it hears by LLDP or CDP.",
        "import lldp hs-mdf-core1 before its first backup",
        "Pull it first: switchrefresh backup hs-mdf-core1.",
    ),
}
