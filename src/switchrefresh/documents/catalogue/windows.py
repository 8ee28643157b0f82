"""Problem codes of the window night and of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

WINDOWS: Mapping[str, Page] = {
    "future-date": Page(
        "A journal says what has happened, and this date is still to come.",
        "log hs-idf1-sw2 done --on 2027-12-08",
        "Correct the date; work that is to come belongs into the plan.",
    ),
    "old-date": Page(
        "The date lies before this refresh: before 1 April of the funding year, else a year before the horizon.",
        "log hs-idf1-sw2 done --on 2016-12-08",
        "Correct the year, or the horizon and the funding year in district.yaml.",
    ),
    "not-waiting": Page("Nothing waits at this target.", "note hs --over", "switchrefresh note shows what waits."),
    "not-planned": Page(
        "The switch has no replacement, so nothing about one can be logged.",
        "log hs-idf1-sw2 done, with `replacement: none`",
        "Enter the replacement in switches.yaml first.",
    ),
    "old-serial": Page(
        "The serial number is that of the old switch.",
        "log hs-idf1-sw2 done --serial with the serial of switches.yaml",
        "Read it off the new switch.",
    ),
    "other-serial": Page(
        "Another unit went in than the one that was meant for this place.",
        "CN1A2B3C4D is in, CN9Z8Y7X6W was meant for it",
        "Correct `replacement: serial:` in switches.yaml, and the label on the box.",
    ),
    "nothing-failed": Page(
        "A failure of a switch that nobody has worked on.",
        "log hs-idf1-sw2 failed, before its window",
        "switchrefresh window postpone gives a window back.",
    ),
    "logged-again": Page(
        "The switch was logged as done before; the newer entry counts, the older one stays in the journal.",
        "log hs-idf1-sw2 done, twice",
        "Nothing to do when it was a correction.",
    ),
    "old-still-in": Page(
        "An old unit is said to be gone while the journal does not know that its replacement is in.",
        "log hs-idf1-sw2 removed, and never done",
        "switchrefresh log SWITCH done --on DATE",
    ),
    "not-wiped": Page(
        "An old unit left the house and nobody wrote down that it was wiped; its config holds passwords and keys.",
        "log hs-idf1-sw2 disposed",
        "Wipe it if you still can, then: switchrefresh log SWITCH wiped",
    ),
    "journal-clash": Page(
        "A journal that was brought back has another entry under a number that this folder knows. It was not taken.",
        "entry 7 of lap-1 says something else here than in this folder",
        "Look at both: somebody edited a line, or two machines have one name.",
    ),
    "journal-fork": Page(
        "One machine wrote two different entries of the same number, in two copies of the folder. Both count.",
        "lap-1 wrote its entry 7 twice",
        "Work in one copy of the folder on each machine; nothing needs to be repaired.",
    ),
}
