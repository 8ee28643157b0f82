"""Problem codes of the lab: simulated switches for the demo and for rehearsals."""

from __future__ import annotations

from switchrefresh.documents.catalogue.page import Page

LAB = {
    "no-lab": Page("The folder has no lab.json.", "demo district --serve", "Make one: demo DIR --of DISTRICT."),
    "lab-silent": Page("Nobody serves this lab now.", "demo rehearsal --say status", "demo rehearsal --serve"),
    "lab-words": Page("The lab does not know these words.", 'demo rehearsal --say "swop x"', 'demo DIR --say "help"'),
    "lab-switch": Page("No such switch stands there.", 'demo r --say "swap x" twice', 'demo DIR --say "status"'),
    "lab-fault": Page(
        "The lab knows no such fault, or nothing on the switch suits it.",
        "wrong-member on a switch that is no stack",
        'demo DIR --say "help" lists the faults.',
    ),
    "lab-platform": Page("The lab cannot play this OS.", "extreme_exos", "The message lists those that it can."),
    "lab-replacement": Page("No replacement is planned for it.", 'demo r --say "swap x"', "Add `replacement:`."),
}
