"""From a title to its meaning and tier: the order in which the wording rules are asked."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from switchrefresh.calendars.breaks import read_name
from switchrefresh.calendars.cancelled import is_cancelled
from switchrefresh.calendars.doubts import read_doubt
from switchrefresh.calendars.happenings import read_blocks, read_happening
from switchrefresh.calendars.levels import level_words
from switchrefresh.calendars.meanings import NOTHING, Meaning, Reading
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.phrases import DAY_PHRASES, HEAD, KIDS, STAFF, STAFF_WORK, Phrase
from switchrefresh.calendars.sessions import (
    EARLY_LATE,
    EARLY_LATE_SPOILED,
    IN_SESSION,
    TEAMS,
    TENTATIVE,
    UNSURE,
)
from switchrefresh.calendars.spanish import in_english
from switchrefresh.calendars.spelling import spelled_out
from switchrefresh.calendars.staffdays import unknown_words
from switchrefresh.calendars.titles import MAX_TITLE, matchable

_CALLED_OFF = re.compile(
    r"\b(?:classes|school) (?:is |are |will be |have been |has been )?cancell?ed (?:due to|because of|for) (?:the )?"
    r"(?:\w+ )?(?:weather|snow|ice|cold|heat|storms?|flood\w*|hurricane|illness|power)\b"
)
_PART_DAYS = re.compile(r"closed (?:on )?((?:\d{1,2}(?:st|nd|rd|th)?\s*(?:,|&|and|-)?\s*)+)\W*$")

# As it is also written, cut off or mistyped.
_NO_SCHOOL = re.compile(r"\bno[- ](?:school|schoo|shcool|scool|schol|shool|schooll)\b")
_CLOSED_BEHIND = re.compile(r" *[-:(] *(?:(?:the )?(?:schools?|campus|[a-z]{2,6}) (?:is |are )?)?closed\)?\W*$")
_CAUSE = re.compile(r"^\W*(?:\w+ )?(?:weather|snow|ice|cold|heat|storms?|flood\w*|winds?|hurricanes?|illness|power)\b")
_CLOSED_DASH = re.compile(
    r"^\W*closed *[-:,] *(?!.*\b(?:pools?|gym|library|road|street|field|track|cafe\w*|registration|enrollment|store"
    r"|office|campus|session|meeting)\b)(?=\S)"
)
_CLOSED_BEFORE = re.compile(
    r"^\W*closed (?:for|in observance of|on account of|because of|due to|to observe|on)\b(?: the)? *(?:[-:] *)?"
)
# "No School - Fall Recess (classes resume October 28)": what comes afterwards is no news of these days.
_AFTERWARDS = re.compile(r"\([^()]*\b(?:return|resume|reopen|back)\w*\b[^()]*\)")
# "Spring Break (dismiss 3 p.m. March 12, return March 22)": what happens around these days.
_FROM_TO = re.compile(r"\((?=[^()]*\b(?:dismiss|releas|last day)\w*\b)[^()]*\b(?:return|resume)s?\b[^()]*\)")
_NO_SCHOOL_AT_ALL = re.compile(r"\bno (?:school|classes)\b|\bclosed\b|\b(?:break|recess|vacation|holidays?)\b")
_WHOLE = re.compile(r"\b(?:full|regular|normal|whole)\b|\bin session\b|\bmake-? ?up\b")
_PARTS = re.compile(r" +[-\u2013\u2014/|] +|[;()|\u2013\u2014]|: +")
# What happens beside such a day, or on another one.
_OVER = re.compile(
    r"\b(?:before|after|tickets?|camps?|care|drive|parade|concert|party|parties|club|sale|trips?|program|practice|due"
    r"|deadline|meeting|registration|wear|dress|lunch|orders?|pictures?|countdown|survey|proposal|vote|reminder|committee|training|workshop)\b"
)
_CLEAR = frozenset({Meaning.CLOSED, Meaning.NO_STUDENTS, Meaning.EARLY_RELEASE, Meaning.LATE_START, Meaning.BLACKOUT})
_HOURS = re.compile(r"\bpm\b|\d:\d\d|\b\d{1,2} ?[ap]\.?m\b|\bafter ?school\b|\b(?:evening|afternoon|early)\b")
# "Student Holiday - 1/2 Day Staff Workday": the half is not the students'.
_HALF_OF_STAFF = re.compile(
    rf"\b{KIDS} (?:holiday|off|out)\b.*\b(?:half|1/2)[- ]day (?:{STAFF}|professional|pd|pl|work ?day|in-?service)\b"
)
_AFTER_SCHOOL = re.compile(r"\bafter[- ]?(?:school|hours|dismissal)\b")
_EXPLICIT = re.compile(
    rf"\bno\b|\bnon-|\bclosed\b|\bnot\b|\bholiday\b|\bvacation\b|\b{KIDS} (?:holiday|off|out|free)|-free\b"
)


@lru_cache(maxsize=20_000)
def classify(title: str) -> Reading:
    """What the title means. Strong readings act alone, medium ones are asked, none has no effect."""
    whole = _read(title)
    return whole if whole.meaning is not None else _read_parts(title)


def _read_parts(title: str) -> Reading:
    """Where the whole is not understood but one of its parts is clear by itself, that part is asked about."""
    parts = [part for part in _PARTS.split(title) if part.strip()]
    if not 2 <= len(parts) <= 6 or any(_OVER.search(matchable(part)) for part in parts):
        return NOTHING
    found = [reading for reading in map(_read, parts) if reading.tier is Tier.STRONG]
    clear = [reading for reading in found if reading.meaning in _CLEAR]
    return Reading(clear[0].meaning, Tier.MEDIUM) if clear else NOTHING


def _read(title: str) -> Reading:
    text = _NO_SCHOOL.sub("no school", spelled_out(in_english(matchable(title))))
    if _CALLED_OFF.search(text):
        return Reading(Meaning.NO_STUDENTS, Tier.MEDIUM)
    if is_cancelled(text):
        return Reading(Meaning.CANCELLED, Tier.STRONG)
    text = _FROM_TO.sub(" ", text)
    if (found := _in_session(_AFTERWARDS.sub(" ", text) if _NO_SCHOOL_AT_ALL.search(text) else text)) is not None:
        return found
    if TENTATIVE.search(text):
        closes = any(_matches(phrase, text) for phrase in DAY_PHRASES)
        return Reading(Meaning.NO_STUDENTS if closes else Meaning.IN_SESSION, Tier.MEDIUM)
    day = _day(title, text)
    if day.meaning is None:
        happening = read_happening(title, text)
        return read_doubt(title, text) if happening.meaning is None else happening
    if day.tier is Tier.STRONG and (UNSURE.search(text) or len(title) >= MAX_TITLE):
        day = replace(day, tier=Tier.MEDIUM)
    return replace(day, also=read_blocks(title, text))


def _matches(phrase: Phrase, text: str) -> re.Match[str] | None:
    found = phrase.pattern.search(text)
    return None if found is None or (phrase.unless and phrase.unless.search(text)) else found


def _in_session(text: str) -> Reading | None:
    found = next((phrase for phrase in IN_SESSION if _matches(phrase, text)), None)
    if found is None or _is_short(text):
        return None
    return Reading(Meaning.IN_SESSION, found.tier)


def _is_short(text: str) -> bool:
    """ "Students Return - 11:15 Dismissal": they do, for half a day."""
    sure = any(_matches(p, text) for p in EARLY_LATE if p.tier is Tier.STRONG)
    return sure and not EARLY_LATE_SPOILED.search(text) and not _WHOLE.search(text)


def _closing(text: str) -> list[tuple[int, Phrase]]:
    """Phrases that let students out, with where they end; in front of another noun they are unsure or nothing."""
    found = []
    for phrase in DAY_PHRASES:
        match = _matches(phrase, text)
        if match is None:
            continue
        if HEAD.match(text, match.end()) is None:
            found.append((match.end(), phrase))
        elif re.match(r"no |.*closed", match[0]):
            found.append((match.end(), replace(phrase, tier=Tier.MEDIUM)))
    return found


def _day(title: str, text: str) -> Reading:
    """Closures, days without students, early and late days; the one that the title says last (design, section 4)."""
    spoiled = EARLY_LATE_SPOILED.search(text) is not None
    parts = [] if spoiled else [(m.end(), p) for p in EARLY_LATE if (m := _matches(p, text))]
    out = _closing(text)
    if parts and out:
        return _both(title, text, parts, out)
    if parts:
        found = _strongest([p for _, p in parts])
        return replace(found, tier=Tier.MEDIUM) if TEAMS.search(text) else found
    if spoiled and not out:
        return NOTHING
    if not out and (bare := _CLOSED_DASH.sub("", text)) != text:
        # "Closed - Parent Conferences": strong with the name of a day off, otherwise a question.
        named = read_name(title, UNSURE.sub(" ", bare))
        sure = named.meaning is Meaning.CLOSED and not (STAFF_WORK.search(text) or UNSURE.search(text))
        return Reading(Meaning.CLOSED, Tier.STRONG if sure else Tier.MEDIUM)
    if (bare := _CLOSED_BEFORE.sub("", text)) != text:
        # "Closed for Thanksgiving Break"; with staff at work it is a question, as everywhere.
        named = read_name(title, UNSURE.sub(" ", bare))
        return Reading(Meaning.CLOSED, Tier.MEDIUM) if STAFF_WORK.search(text) or _CAUSE.search(bare) else named
    if out:
        return _out(title, text, [p for _, p in out])
    return read_name(title, UNSURE.sub(" ", text))


def _both(title: str, text: str, parts: list[tuple[int, Phrase]], out: list[tuple[int, Phrase]]) -> Reading:
    strong_out = [(end, p) for end, p in out if p.tier is Tier.STRONG]
    if strong_out and _HALF_OF_STAFF.search(text):
        return _out(title, text, [p for _, p in strong_out])
    if len(level_words(text)) > 1 and strong_out:
        # "Early release elementary, no school secondary": who gets which is for a person to say.
        return Reading(Meaning.EARLY_RELEASE, Tier.MEDIUM)
    explicit = [(end, p) for end, p in strong_out if p.meaning is Meaning.CLOSED or "school" in p.pattern.pattern]
    last_part, last_out = max(end for end, _ in parts), max((end for end, _ in explicit), default=-1)
    return _out(title, text, [p for _, p in explicit]) if last_out > last_part else _strongest([p for _, p in parts])


def _strongest(phrases: list[Phrase]) -> Reading:
    best = min(phrases, key=lambda p: (p.tier is not Tier.STRONG, p.meaning is not Meaning.EARLY_RELEASE))
    return Reading(best.meaning, best.tier)


def _out(title: str, text: str, phrases: list[Phrase]) -> Reading:
    """Students out: staff too? A workday in a closed school is a question, "No School" alone means students."""
    strong = [p for p in phrases if p.tier is Tier.STRONG]
    closed = [p for p in strong if p.meaning is Meaning.CLOSED]
    no_students = [p for p in strong if p.meaning is Meaning.NO_STUDENTS]
    if (part := _PART_DAYS.search(text)) is not None:
        days = frozenset(int(n) for n in re.findall(r"\d{1,2}", part[1]))
        return Reading(Meaning.CLOSED if closed else Meaning.NO_STUDENTS, Tier.STRONG, month_days=days)
    if not closed and _EXPLICIT.search(text) is None and _AFTER_SCHOOL.search(text) is not None:
        return NOTHING
    works = STAFF_WORK.search(text) is not None
    if closed and works and "district" not in text:
        # Staff at work in a closed school: only the district itself being closed says that they are not.
        return Reading(Meaning.CLOSED, Tier.MEDIUM)
    if closed:
        return Reading(Meaning.CLOSED, Tier.STRONG)
    if no_students:
        # Hours beside a staff meeting: students may have gone home before it begins.
        # And where only work of the staff is named, every word beside it must be one that such days go with.
        unsure = _EXPLICIT.search(text) is None and (_HOURS.search(text) is not None or bool(unknown_words(text)))
        return Reading(Meaning.NO_STUDENTS, Tier.MEDIUM if unsure else Tier.STRONG, staff=not works and not unsure)
    if phrases[0].meaning is Meaning.CLOSED and (bare := _CLOSED_BEHIND.sub("", text)) != text:
        # "Spring Break - CLOSED": the name of the break and the word agree.
        named = read_name(title, bare)
        return Reading(Meaning.CLOSED, Tier.STRONG if named.meaning is Meaning.CLOSED else Tier.MEDIUM)
    return Reading(phrases[0].meaning, Tier.MEDIUM)
