"""Problem codes of calendar feeds and what they say."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

FEEDS: Mapping[str, Page] = {
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
    "long-closure": Page(
        "One event closes school for more than five weeks of a school year. Mostly the year of its end is wrong, so it "
        "does not count until a person confirms it.",
        '"District Closed" from 2026-09-11 to 2027-09-11',
        "Ask whoever keeps the calendar, and correct it there; or answer the question: switchrefresh calendar review",
    ),
    "long-booking": Page(
        "One event with times holds a building for more than two weeks, day and night, so that no window fits there.",
        '"Yearbook sale" from 2026-09-01 08:00 to 2027-05-20 15:00',
        'If it does not occupy the building, say so in calendar-review.yaml: `"yearbook sale": ignore`.',
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
    "unknown-school": Page(
        "An event closes one school by a name, and no building of the district has that name, so it closes none.",
        '"No School at Roosevelt Elementary" in district.ics, and no Roosevelt in buildings.yaml',
        "Give the building the name that the calendar uses; if the school is not yours, nothing has to be done.",
    ),
    "open-questions": Page(
        "Titles that may mean that everybody is out. Until a person says so somebody is thought to be in.",
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
