"""Problem codes of the window night and of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

WINDOWS: Mapping[str, Page] = {
    "journal-fork": Page(
        "One machine wrote two different entries of the same number, in two copies of the folder. Both count.",
        "lap-1 wrote its entry 7 twice",
        "Work in one copy of the folder on each machine; nothing needs to be repaired.",
    ),
}
