"""Titles that no rule understands but that bear a sign of a changed day: asking is cheap, guessing is not."""

from __future__ import annotations

import re

from switchrefresh.calendars.meanings import NOTHING, Meaning, Reading
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.phrases import OCCASION, STAFF

# "AMI Day", "PES Days": capitals that nobody knows, and a day of them.
_LETTERS_DAY = re.compile(r"^\W*(?:[A-Z]{2,4} )?([A-Z]{2,5})(?: \d+)? [Dd][Aa][Yy][Ss]?\b(?! [Oo]f)(?! [Cc]are)")
_KNOWN = (
    "MLK STEM STEAM PTO PTA PTSA ASB FFA DECA ASVAB IT AR PE UN US USA VIP PJ PJS GATE AVID RSVP NHS MS HS ES JV NO"
)
_KNOWN_LETTERS = frozenset(_KNOWN.split())
# Learning that happens at home: the building is empty, or half so.
_ELSEWHERE = re.compile(
    r"\b(?:flex\w*|alternat\w+|home|non-?traditional|distance|cyber|virtual|remote|digital|electronic|online"
    r"|e-?learning|asynchronous"
    r"|at-home"
    r"|blizzard bag|off-?campus|self-?directed|independent) (?:learning|instruction\w*|school|study"
    r"|method\w*)[\w ]{0,20}"
    r"\bdays?\b|\be-?learning\b(?!.*\b(?:platform|training|survey|meeting|devices?|committee|plan)\b)"
    r"|\blearn(?:ing)? from home\b|\bstudents (?:at|from) home\b|\bblizzard bags? days?\b"
)
# "NS: Staff Conference", as legends of printed calendars have it.
_NO_SCHOOL_CODE = re.compile(r"^\W*N\.?S\.? ?[:-]")
_DISMISS = re.compile(
    r"\bdismiss\w*\b|\b(?:heat|special|modified|adjusted|abbreviated|shortened|alternate) (?:day )?schedules?\b"
    r"|\b\d(?: ?1/2|\.5)?[- ]hour (?:school )?days?\b|\b(?:students|school|classes) (?:end|out|leave)s? (?:at|@)\b"
    r"|\b(?:one|two|three|\d)[- ](?:hours?|hrs?)\b.*\brelease\b"
)
_NO_DISMISS = re.compile(
    r"\b(?:regular|normal|full|usual|pick-?up|procedures?|plans?|changes?|policy|bell|meeting|reminder|letter|survey"
    r"|bus"
    r"|drills?|simulation|begins?|ends?|after|until)\b"
)
# A word for time off that ends what it stands in: "Admission Day - Holiday", not "Holiday Greenery".
_TIME_OFF = re.compile(
    r"\b(?:holidays?|recess|vacation|break|intersession|day off|days off)"
    r"(?= *(?:$|[-:;,/()*&|]|begins?\b|starts?\b|weeks?\b|days?\b|for\b|no\b|observ))"
)
_NO_TIME_OFF = re.compile(
    r"\b(?:before|after|during|until|till|return\w*|back|last|first|ends?|brain|lunch|coffee|indoor|outdoor|snack"
    r"|spirit"
    r"|theme|tie|week of|over|on|classroom|duty|schedule|from|countdown|dismiss\w*|end of)\b"
)
_FIRST_LAST = re.compile(
    r"\b(?:first|last|final|1st) (?:\w+ )?days?\b(?! (?:to|before|until|till))|\b(?:first|last|final"
    r"|opening) week of school\b"
)
_NO_FIRST_LAST = re.compile(
    rf"\b(?:{STAFF}|paras?|new hires?|personnel|duty|contract|quarter|semester|trimester|term|weeks|9|six|nine"
    rf"|marking|grading"
    r"|period|practice|tryouts?|sports?|season|football|volleyball|basketball|soccer|baseball|softball|tennis|golf"
    r"|track"
    r"|swim\w*|wrestling|cheer\w*|clubs?|camps?|summer|session|deadline|register|registration|enroll\w*|apply"
    r"|application"
    r"|order|orders|purchase|buy|sign|turn|submit|return|drop|add|pay|library|books?|breakfast|lunch|pictures?"
    r"|of (?:winter"
    r"|spring|summer|fall|autumn|hanukkah|kwanzaa|ramadan|passover|lent|the month|black history)|summer school"
    r"|program|care"
    r"|ymca|tutoring|after-?school|choir|band|month|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b"
)
_SPOILED = re.compile(OCCASION)


def read_doubt(title: str, text: str) -> Reading:
    """A question where a title shows a sign of a day without students, a short one or a first one; else nothing."""
    if _ELSEWHERE.search(text) or _NO_SCHOOL_CODE.match(title):
        return Reading(Meaning.NO_STUDENTS, Tier.MEDIUM)
    if _DISMISS.search(text) and not _NO_DISMISS.search(text):
        return Reading(Meaning.EARLY_RELEASE, Tier.MEDIUM)
    if _SPOILED.search(text):
        return NOTHING
    if _TIME_OFF.search(text) and not _NO_TIME_OFF.search(text):
        return Reading(Meaning.CLOSED, Tier.MEDIUM)
    letters = None if title.isupper() else _LETTERS_DAY.match(title)
    if letters is not None and letters[1] not in _KNOWN_LETTERS and not set(letters[1]) <= set("ABCDEFGH"):
        return Reading(Meaning.NO_STUDENTS, Tier.MEDIUM)
    if _FIRST_LAST.search(text) and not _NO_FIRST_LAST.search(text):
        return Reading(Meaning.FREEZE, Tier.MEDIUM)
    return NOTHING
