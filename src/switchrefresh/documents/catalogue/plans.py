"""Problem codes of plans, promises and what-ifs."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

PLANS: Mapping[str, Page] = {
    "no-plan": Page("There is no plan.json yet.", "switchrefresh approve", "switchrefresh plan"),
    "damaged-plan": Page("plan.json or approved.json cannot be read.", "half a file", "Restore it, or plan again."),
    "stale-plan": Page(
        "Something that the rules read has changed since the plan was made, so acting on it is refused.",
        "w004: calendar of hs on 2026-12-21: was break, open 07:00-17:00, is school_day, open 14:40-21:00",
        "switchrefresh plan, look at what moved, then approve.",
    ),
    "promise-in-the-way": Page(
        "Approving this would take back another promise, because both hold the same switches.",
        "after plan --fresh: approve wave-1, while w002 of the earlier plan is still promised",
        "Withdraw the earlier one first, or say --yes to take it back with this.",
    ),
    "interrupted": Page("Ctrl-C.", "plan, stopped half way", "Run it again; what was reported as done is safe."),
    "past-promise": Page(
        "An approved window lies in the past. It stays where it is: the planner takes it for done.",
        "promised and over: w004 on 2026-12-23: was never opened; it is taken for done",
        "If it was not done: switchrefresh approve w004 --withdraw, then switchrefresh plan.",
    ),
    "window-on-holiday": Page(
        'A window lies on a public holiday that no feed closes for everybody: "No School" alone leaves the staff in, '
        "and in summer a feed may be silent. The doors may be locked all the same.",
        "w003 on 2026-12-25 (Christmas Day)",
        "If nobody is there, freeze the date in district.yaml and plan again; else leave it as it is.",
    ),
    "plan-check-failed": Page("The planner broke a rule and was caught; nothing was written.", "-", "Report it."),
    "nothing-to-approve": Page("No window matches, or all are promised.", "approve wave-1 twice", "show lists them."),
    "journal-line": Page("A line of journal.jsonl is torn or not ours.", '{"format": 1, "at', "Leave it as it is."),
    "journal-chain": Page("A line was altered or lost.", "entry 7 follows entry 5", "Compare with an older copy."),
    "unknown-target": Page("The word names nothing here.", "show hsx", "switch, hs/idf-1, building, wave or window"),
    "unknown-code": Page("No such page in this catalogue.", "check --explain foo", "Take the suggestion."),
    "no-project": Page(
        "No district.yaml here or above.", "check in an empty folder", "-C DIR, or switchrefresh init DIR"
    ),
    "lab-busy": Page("A port of the demo's switches is taken.", "demo DIR --serve twice", "End the other one."),
    "demo-failed": Page("A step of the demo did not end as it must.", "-", "Please report the line."),
    "not-empty": Page("init writes only into a new or empty folder.", "init .", "Name a new folder."),
    "usage": Page("The words of the command line do not fit.", "plan --sed 1", "switchrefresh VERB --help"),
    "bad-input": Page("A file is not what it should be.", "calendar-review.yaml", "The message says what is missing."),
    "disk": Page("The disk refused to read or write.", "No space left on device", "Make room or check permissions."),
    "locked": Page("Another switchrefresh is writing.", "held by ann on lap1", "Wait; the lock frees itself."),
    "bug": Page("switchrefresh has a mistake of its own.", "KeyError at making.py:12", "Report the line."),
}
