"""The catalogue of problem codes: what each means, an example, and the cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page of the catalogue."""

    meaning: str
    example: str
    cure: str


_YAML: Mapping[str, Page] = {
    "yaml-syntax": Page(
        "The file is not valid YAML, so nothing in it could be read.",
        "hs:\n\tname: Cedar Fork High School    # a tab instead of spaces",
        "Look at the line and the one before it: indentation, a missing quote or bracket, a tab.",
    ),
    "duplicate-key": Page(
        "The same key stands twice in one mapping, or one switch in two files. Other readers silently take the last.",
        "hs-idf1-sw1: {building: hs}\nhs-idf1-sw1: {building: ms}",
        "Delete one of the two, or give the second its own id.",
    ),
    "yaml-alias": Page(
        "Anchors (&name) and aliases (*name) are refused: a few lines of them can grow without end.",
        "a: &x [1, 2]\nb: *x",
        "Write the value out where it is needed.",
    ),
    "yaml-merge-key": Page("Merge keys are refused.", "<<: {closet: mdf}", "Write the keys out."),
    "yaml-tag": Page("Tags are refused; every value is text until the schema reads it.", "port: !!int 22", "Drop it."),
    "yaml-depth": Page("Nested deeper than 30 levels.", "[[[[[[[[[[...", "This is not an inventory; check the file."),
    "yaml-key": Page("A key that is a list or a mapping.", "? [a, b]\n: c", "Write one word before the colon."),
    "yaml-documents": Page("A second document begins in the file.", "a: 1\n---\nb: 2", "Keep one document a file."),
    "not-utf8": Page("The file is not UTF-8 text.", "name: Ni\\xf1o Elementary  (Windows-1252)", "Save it as UTF-8."),
    "bad-character": Page(
        "A control or direction character that can fool whoever reads the screen.",
        'name: "Cedar \\e[31mFork"',
        "Delete it and type the text again.",
    ),
    "file-too-large": Page("A file of more than 16 MiB.", "switches.yaml", "Split it over switches/*.yaml."),
    "missing-file": Page("A file that is named does not exist.", "district.yaml", "Restore it or correct the name."),
    "unreadable-file": Page("A file cannot be read.", "switches.yaml: Permission denied", "Check its permissions."),
    "newer-format": Page(
        "The file was written by a newer switchrefresh and may mean what this one does not know.",
        "format: 2",
        "Update switchrefresh.",
    ),
}

_SCHEMA: Mapping[str, Page] = {
    "unknown-key": Page(
        "A key that is not known there; often a misspelling.",
        "replacment: {model: JL675A}",
        "Take the suggestion, or delete the key. Remarks go behind a # or into `notes:`.",
    ),
    "missing-key": Page("A key that must be there is not.", "hs: {kind: high}    # no name", "Add it."),
    "wrong-type": Page("A list, a mapping or text stands where another is needed.", "away: 2027-03-15", "[2027-03-15]"),
    "bad-value": Page(
        "The value cannot be read as what it should be: a time, a date, a range, a number, a known word.",
        'bells: {start: "7.20"}',
        'Write times like 07:20, dates like 2026-12-21, ranges with "..", durations like 1h30m.',
    ),
    "bad-id": Page(
        "Ids are used on the command line and as file names, so they are short and plain.",
        "HS MDF: {...}",
        "1 to 63 of a-z 0-9 . _ -, beginning with a letter or digit: hs-mdf.",
    ),
    "secret-in-file": Page(
        "A password or community in a file of the folder. Files are copied, mailed and put into git.",
        "access: {password: ...}",
        "Delete it and change that password. Use the prompt, --password-file, $SWITCHREFRESH_PASSWORD or an SSH key.",
    ),
}

_CHECKS: Mapping[str, Page] = {
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
    "no-horizon": Page(
        "Nothing can be planned without dates.", "horizon is missing", "horizon: 2026-12-01..2027-08-13"
    ),
    "no-crews": Page("Nothing can be planned without people.", "crews is missing", "Add a crew with base and hours."),
    "no-hours": Page("Without hours nothing is ever open.", "hours is missing", 'weekend: ["08:00..16:00"]'),
    "no-core-days": Page("No core could ever be replaced.", "core_on: []", "Name day kinds, or delete the key."),
}

_FEEDS: Mapping[str, Page] = {
    "empty-feed": Page(
        "A calendar feed without any event in the planned time. Empty is not free: it is unknown, so nothing is "
        "planned on the buildings it speaks for.",
        "calendars/district.ics: 0 events",
        "Fetch it again; look at it in a browser; if it is right, remove the feed from the YAML.",
    ),
    "unreadable-feed": Page(
        "The file is missing, cut off, or a web page instead of a calendar.",
        "<html><title>Log in</title>...",
        "Download the .ics again; check the address and whether it needs a login.",
    ),
    "stale-feed": Page(
        "The newest entry of the feed is older than max_age allows.",
        "max_age: 30d, newest change 2026-06-01",
        "Fetch the feed again, or raise max_age when it really does not change.",
    ),
    "shrunk-feed": Page(
        "The feed holds less than half of what its last accepted copy held. Half a calendar looks like a free one, so "
        "nothing is planned on its buildings until a person has looked.",
        "calendars/hs.ics: 12 events; the copy accepted on 2026-11-23 held 240",
        "Fetch it again. If it really shrank: switchrefresh calendar --accept calendars/hs.ics",
    ),
    "holiday-date": Page(
        "A closure bears the name of a holiday and lies on another date. Feeds do have such mistakes.",
        '"Good Friday - No School" on Sunday 2027-03-28; Good Friday is on Friday 2027-03-26',
        "Ask whoever keeps the calendar, and correct it there.",
    ),
    "weekend-closure": Page(
        "A closure that only meets a Saturday or Sunday: perhaps its date is one off.",
        '"No School" on Saturday 2026-11-14',
        "Ask whoever keeps the calendar.",
    ),
    "no-breaks": Page(
        "A school year without a single day off: most likely the feed that holds them is missing.",
        "the school year 2026-08-20..2027-05-20 has no break, holiday or day off for hs",
        "Add the district's calendar to `calendars:`, or answer the open questions: switchrefresh calendar review",
    ),
    "feeds-disagree": Page(
        "Two feeds say different things about one date. The more cautious reading is not always the one that is used.",
        '2026-11-03: "No School" in district.ics, "Early Release" in hs.ics',
        "Find out which is right; a decision in calendar-review.yaml can silence the wrong one (ignore).",
    ),
    "open-questions": Page(
        "Titles that may mean that everybody is out. Until a person says so they count as school days.",
        '"No School" on 2026-11-11',
        'switchrefresh calendar review asks, or edit calendar-review.yaml: `"no school": closed`.',
    ),
    "unknown-answer": Page(
        "calendar-review.yaml holds an answer that is none.",
        '"no school": clsed',
        'yes, no, closed, no_students, early_release, late_start, in_session, blackout, event, ignore, or "?".',
    ),
    "promise-touched": Page(
        "A feed has changed since a window was promised, and the window's day or hours are no longer what they were.",
        "w004: calendar of hs on 2026-12-21: was break, open 07:00-17:00, is school_day, open 14:40-21:00",
        "Look at what `plan` moved and why, tell the people, then approve.",
    ),
}

_IMPORTS: Mapping[str, Page] = {
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
    "file-exists": Page("Nothing is written over.", "calendars/district.yaml", "Another name with -o, or --replace."),
}

_PLANS: Mapping[str, Page] = {
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
        "w004 was to be on 2026-12-23; today is 2027-01-05",
        "If it was not done: switchrefresh approve w004 --withdraw, then switchrefresh plan.",
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

_DEVICES: Mapping[str, Page] = {
    "refused": Page("Nothing answers on that port.", "port 22 refused", "Is SSH on? Is the port right?"),
    "no-route": Page("There is no way to that address.", "10.10.0.2 unreachable", "Address, cable, VPN, route."),
    "dns": Page("The name is unknown.", "host: hs-core.local", "Write the address instead."),
    "timeout": Page("No answer in time.", "connected, then silence", "Is the switch up and not busy?"),
    "closed": Page("The switch hung up.", "closed after 7,579 bytes", "Run again; look for limits on sessions."),
    "auth": Page("User name or password was not taken. Never tried twice.", "netadmin refused", "Try one by hand."),
    "enable": Page("The enable password was not taken.", "still in user mode", "$SWITCHREFRESH_SECRET"),
    "host-key-changed": Page(
        "The switch shows another host key than the one on record: a replaced switch, or someone in between. "
        "No password was sent.",
        "SHA256:ab... on record, SHA256:cd... shown",
        "Compare the fingerprint on the console. If it was just swapped: switchrefresh trust SWITCH --replaced",
    ),
    "host-key-unknown": Page("First contact, and host_keys is strict.", "SHA256:ab...", "switchrefresh trust SWITCH"),
    "crypto": Page("The switch only offers SHA-1 era SSH.", "no acceptable kex", "legacy_ssh: true for that switch."),
    "error-text": Page("It answered with an error.", "% Invalid input", "Log in by hand; check the user's rights."),
    "truncated": Page("The config did not end as it must.", "no `end` line", "Run again; the last good one is kept."),
    "wrong-device": Page("Another switch answered.", "expected hs-sw1, got ms-sw1", "Check host and hostname."),
    "pager": Page("Paging could not be switched off.", "--More--", "Switch it off for this user."),
    "limit": Page("Too long, too much, or no free session.", "32 MiB and no end", "Look at the switch by hand."),
    "unsupported": Page("No recipe for this platform.", "zyxel_os", "Back it up by hand."),
    "snapshot-damaged": Page(
        "A stored config is no longer as it was written.",
        "snapshots/hs-sw1/20261123T190211Z-before-ab12cd34.cfg",
        "Put the file back from a copy, or pull the switch again; other files are not touched.",
    ),
    "snapshot-missing": Page("A stored config is gone.", "it stands in SHA256SUMS", "Put it back from a copy."),
    "snapshot-stray": Page("A file that is no stored config.", "snapshots/notes.txt", "Move it somewhere else."),
    "snapshot-exists": Page("Nothing is ever overwritten.", "two configs in one second", "Run the backup again."),
    "untested-platform": Page(
        "The recipe was written from documents; no real capture of such a config was at hand.",
        "platform: fortinet",
        "Look at the first stored config of each model: is it whole? Then rely on it.",
    ),
    "unsaved-config": Page(
        "The running config differs from the saved one: a power cut or a reload would undo the difference.",
        "hs-idf1-sw2: the running config is not the saved one",
        "Type what the hint says on the switch (`write memory` on most), then back it up again.",
    ),
    "not-contacted": Page("Nothing to log in to.", "platform: unmanaged", "Its proof comes from the switch above."),
    "unknown-what-if": Page(
        "The words after --what-if name no change that can be tried.",
        'plan --what-if "vendr 2027-06-07"',
        'Write it like "vendor 2027-06-07..2027-06-18", "tech evenings 3", "without vendor" or "until 2027-07-15".',
    ),
    "unknown-chart": Page("There is no chart of this name.", "--chart pie", "--chart building, crew or load."),
    "unknown-preset": Page(
        "There is no preset of goals with this name.",
        "plan --prefer cheapest",
        "--prefer fewest-visits, earliest-finish or least-disruption.",
    ),
    "no-snapshot": Page(
        "A switch has no proven config of that phase.", "compare before the backup", "backup it first."
    ),
    "no-credentials": Page(
        "No way to log in was given.",
        "backup hs without a password",
        "--password-file FILE, $SWITCHREFRESH_PASSWORD, an SSH agent, or a terminal to ask on.",
    ),
    "refused-action": Page("It could be done and will not be.", "a missing yes", "The hint says what is missing."),
}

CATALOGUE: Mapping[str, Page] = {**_YAML, **_SCHEMA, **_CHECKS, **_FEEDS, **_IMPORTS, **_PLANS, **_DEVICES}
