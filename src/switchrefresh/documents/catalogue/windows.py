"""Problem codes of the window night and of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

GATE: Mapping[str, Page] = {
    "not-approved": Page("The window is not promised.", "window start w003", "switchrefresh approve w003"),
    "stale-promise": Page(
        "Something that the promise rests on has changed.",
        "the calendar of that day",
        "switchrefresh plan, then approve.",
    ),
    "calendar-closed": Page(
        "The building, or one that reaches the network through it, is not open for the whole window.",
        "a game was booked",
        "switchrefresh calendar BUILDING, window postpone, or accept it when you know better.",
    ),
    "not-now": Page("The window begins at another time.", "window start, a week early", "Come back then."),
    "no-time-left": Page(
        "What is left would not be done by the backout point.",
        "4 switches at 19:30, backout point 20:30",
        "Begin with fewer, or give it back.",
    ),
    "not-delivered": Page(
        "Fewer units are in the store room than the window needs.", "JL675A: 4 needed, 2 here", "Correct `deliveries:`."
    ),
    "not-staged": Page(
        "The new switch was never seen on the bench.", "no staged snapshot", "backup SWITCH --phase staged"
    ),
    "other-firmware": Page(
        "The staged switch runs another firmware than `replacement: firmware:` says.",
        "FL.10.10 instead of FL.10.13",
        "Upgrade it on the bench, and stage it again.",
    ),
    "no-baseline": Page(
        "Nobody looked at the switch by day: what is off at night cannot be missed then.",
        "no baseline snapshot",
        "backup SWITCH, by day.",
    ),
    "no-before": Page(
        "The old switch could not be pulled, so nothing can be compared with it.",
        "no-before: timeout",
        "Cure the reason, or answer for it when the switch is dead.",
    ),
    "no-after": Page("The new switch could not be pulled.", "auth", "Cure the reason and finish again."),
    "no-port-map": Page(
        "A port in use has no place on the new switch.", "port 47 has no home", "Write `portmap:` for this switch."
    ),
    "parts": Page("Optics and cables that are on the list of a replacement.", "2x SFP-LX", "Look, then say --parts."),
    "waiting": Page("It waits for somebody.", "waiting on vendor RMA", "note TARGET --over, when it has come."),
    "not-swapped": Page(
        "Nothing says that the new switch is in.",
        "its key is the old one",
        "trust SWITCH --replaced, or log it failed.",
    ),
    "lost": Page("Something did not come back.", "camera on port 7", "Mend it and finish again, or back out."),
    "not-proven": Page("It could not be proven that nothing is lost.", "a fact is missing", "verify SWITCH says what."),
    "not-back": Page("The old switch does not answer.", "timeout", "Look at its cables; then back out again."),
    "not-as-before": Page(
        "The old switch is back with another config than it had before the night.",
        "compare --from before --to baseline",
        "Load its saved config, then back out again.",
    ),
}

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
    **GATE,
    "no-go": Page(
        "Something that must be true before a window begins is not; the lines above say what. Nothing was opened.",
        "window start w003, while a config is not saved",
        "Cure it, or answer for it: --accept CODE --because TEXT. window start W --dry-run says it days ahead.",
    ),
    "never-accepted": Page(
        "A host key that changed without an explanation is nothing that anybody can answer for.",
        "window start w003 --accept host-key-changed",
        "switchrefresh trust SWITCH, and compare with the switch's console.",
    ),
    "window-closed": Page(
        "The window was finished or backed out.",
        "window start w003, the day after",
        "What is left of it is planned again: switchrefresh plan.",
    ),
    "window-not-open": Page(
        "Nobody works in this window, as far as the journal knows.",
        "window finish w003, before window start w003",
        "switchrefresh window start W",
    ),
    "window-begun": Page(
        "A window in which a switch was swapped cannot be given back.",
        "window postpone w003, with one new switch in",
        "Finish it, or put the old switches back: switchrefresh window backout W --because TEXT.",
    ),
    "phase-contradiction": Page(
        "The phase cannot be true: it would be a before of the new switch, or an after of the old one.",
        "backup hs-idf1-sw2 --phase before, after its swap",
        "Leave --phase away: inside an open window it follows from the journal.",
    ),
    "laptop-behind-the-cut": Page(
        "This laptop's address is of the network that goes dark while one of these switches is out.",
        "the laptop is 10.20.3.44, hs-mdf-core1 is 10.20.3.2",
        "Have a console cable or another way in at hand before you pull the plug.",
    ),
    "late": Page(
        "A promised window that nobody opened, or an open one whose time is over.",
        "w002 was to be on 2026-12-21, and nobody opened it",
        "Was it done: switchrefresh log W done --on DATE. Was it not: switchrefresh window postpone W --because TEXT.",
    ),
    "at-risk": Page(
        "A window of the next six weeks that may not hold: less than 80 % of nights end before its backout point, a "
        "delivery is not here two weeks before, its promise is stale, it waits for somebody, or a baseline is missing.",
        "w007: ends before its backout point in 62 % of nights",
        "status says what to type; switchrefresh show W --why names the next best dates.",
    ),
    "due-by-morning": Page(
        "Devices that are off at night: nobody can say yet whether they come back.",
        "classroom phones",
        "When people are in: switchrefresh verify W --morning.",
    ),
    "journal-fork": Page(
        "One machine wrote two different entries of the same number, in two copies of the folder. Both count.",
        "lap-1 wrote its entry 7 twice",
        "Work in one copy of the folder on each machine; nothing needs to be repaired.",
    ),
}
