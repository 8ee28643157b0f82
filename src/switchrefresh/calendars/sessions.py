"""The wording of days on which school is held: short days, days that are in session after all, make-up days."""

from __future__ import annotations

import re

from switchrefresh.calendars.meanings import Meaning
from switchrefresh.calendars.phrases import KIDS, MEDIUM, STAFF, STRONG, Phrase, phrase

EARLY_LATE: tuple[Phrase, ...] = (
    phrase(
        Meaning.EARLY_RELEASE,
        STRONG,
        r"\bearly[- ](?:re[a-z]{2,7}e|dis+mis+[a-z]*|dismis\w*|closing|closure|departure)\b"
        r"|\bearly[- ]out\b|\bearly rel\w*"
        rf"|\b(?:{KIDS}|schools?|classes|grades?|all)\b[^,;:]{{0,30}}\b(?:released?|dismissed?|let out|leave"
        rf"|out) early\b",
    ),
    phrase(
        Meaning.EARLY_RELEASE,
        STRONG,
        r"\b(?:dismiss\w*|releas\w*|out)\b[^,;]{0,30}\b(?:minutes?|mins?|hours?"
        r"|hrs?)\.? early\b|\b(?:minutes?|mins?|hours?|hrs?)\.? early (?:dis\w+|rel\w+|out)\b",
    ),
    phrase(
        Meaning.EARLY_RELEASE,
        STRONG,
        r"\bhalf[- ]days?\b|\b1/2 days?\b|\bminimum[- ]days?\b(?! care)|\bnoon (?:dismissal|release)\b"
        r"|\bdismiss(?:al|ed)? (?:at )?(?:noon|1[0-2]:\d\d|[12]:\d\d)",
        r"\bout\b.*half day|\bhalf day (?:out|camp|pre|kinder|program|[ap]m (?:k|pre|class|session))",
    ),
    phrase(
        Meaning.EARLY_RELEASE,
        STRONG,
        r"\b(?:1[0-2]|[1-2]):[0-5]\d ?(?:[ap]\.?m\.?)? (?:dismissal|release)\b|\bpartial day\b"
        r"|\b(?:1[0-2]|[1-2]) ?[ap]\.?m\.? (?:dismissal|release)\b"
        r"|\bschool (?:closes|lets out|gets out) (?:at |@ ?)(?:noon|1[0-2]\b|[12]:\d\d)"
        r"|\b(?:students|schools?) (?:are |will be )?(?:released|dismissed) at (?:noon|1[0-2]\b|[12]\b)",
    ),
    phrase(
        Meaning.EARLY_RELEASE,
        MEDIUM,
        r"\b(?:short(?:ened)?|abbreviated|modified|adjusted) (?:school )?days?\b"
        r"|\b\d(?:\.\d+)? ?(?:hours?|hrs?)\.? release\b|\b(?:abbreviated|shortened) (?:schedule|sessions?"
        r"|classes)\b|\b(?:one"
        r"|single)[- ]session(?: days?)?\b|\b(?:one|two|three|four|five|\d)[- ](?:hour|hr)[- ](?:session|day)s?\b"
        r"|\b(?:classes|schools?|campus(?:es)?|centers?) (?:will be |are |is |will )?clos(?:ing|es?|ed) early\b"
        r"|\bdismissal\b.*\bearly\b|\b(?:adjusted|modified|staggered|special|alternate|shortened"
        r"|altered) (?:dismissal|release)\b"
        r"|\b(?:students?|school|classes) (?:are |is |will be )?(?:dismiss\w*|released?|out) (?:at|@)\b",
    ),
    phrase(
        Meaning.LATE_START,
        STRONG,
        r"\blate[- ](?:starts?|arrivals?|openings?|in|take[- ]?ins?)\b(?! (?:slip|pass))"
        r"|\bdelayed[- ](?:starts?|openings?|arrivals?)\b|\b(?:minutes?|mins?|hours?"
        r"|hrs?)\.?[- ](?:delay|late)\b|\blate[- ]start\b",
    ),
    phrase(
        Meaning.LATE_START,
        MEDIUM,
        r"\b(?:classes|schools?|students) (?:will be |are |is )?(?:starting|opening|beginning) late\b"
        r"|\bdelay(?:ed)?\b.*\b(?:school|opening)\b|\bschool (?:starts|begins|opens) (?:late"
        r"|at \d)|\blater start\b|\b(?:9|10|11)(?::[0-5]\d)? ?a?\.?m?\.? start\b",
    ),
)
# A late bus, a care programme on an early release day, or the absence of one: school hours stay as they are.
EARLY_LATE_SPOILED = re.compile(
    r"\bno (?:\d+ )?(?:early|late|delayed|half|minimum)\b|\b(?:bus|buses|seniors?|club"
    r"|program|camp|care|athletes?|team)"
    r" (?:early|late|half) |\b(?:drill|simulation)\b|\b(?:early|late)[- ]\w+ (?:bus|buses|camps?\b|care|child ?care"
    r"|club|form"
    r"|passes?|permission|registration"
    r"|sign|movie|program|activit\w+|pass|slip|contract|application|request)"
    r"|\b(?:early|late)[- ]\w+ days? (?:camps?\b|care|child ?care|club|sign|movie|program|activit|fun|trip|event|at )"
    r"|\blate[- ]start (?:breakfast|club|coffee)"
    r"|\bhalf[- ]day (?:camp|program|preschool|pre-?k|kindergarten|kinder|care|info|orientation)"
    r"|\b(?:early|late|half|minimum|delayed)[- ]\w+ (?:days? )?(?:schedules? )?(?:posted|changes?|survey|proposal"
    r"|info\w*"
    r"|meeting|procedures?|reminder|letter|vote|faq|request)|\b(?:release|closing|opening) of\b"
    r"|\b(?:training|workshop|orientation|seminar|meeting)\W*\((?:1/2|half)[- ]day"
    r"|\bout half[- ]day|\bearly (?:release|dismissal) (?:from|for) (?:practice|sports|athletes|team|work)"
)

IN_SESSION: tuple[Phrase, ...] = (
    phrase(
        Meaning.IN_SESSION,
        STRONG,
        r"\b(?:school|students|classes) (?:is |are |will be )?in session\b|^\W*students present\b"
        r"|\bschool day\b.*\bmake-? ?up\b"
        r"|\bmake-? ?up\b.*\bschool day\b|\bregular (?:school )?day\b.*\bmake-? ?up\b"
        r"|\b(?:will(?: now)? be|is(?: now)?) (?:an? )?(?:full |regular |student )*school days?\b"
        r"|^\W*schools? opens?\b *(?:$|-|for (?:all )?students|full)|\b(?:regular|full) student (?:school )?days?\b"
        r"|\b(?:regular|normal),? full[- ]day\b|\b(?<!first )(?<!last )(?<!1st )(?:regular|full"
        r"|normal) (?:school day|day of (?:school|classes|instruction))\b(?! (?:k"
        r"|kindergarten|pre))"
        r"|\b(?:snow|weather|emergency) day make-? ?up\b.*\bin session\b",
        r"\bnot in session\b|\bif\b",
    ),
    phrase(
        Meaning.IN_SESSION,
        STRONG,
        r"\b(?:classes|class|school|schools|instruction)(?: \w+)? (?:resumes?|reconvenes?"
        r"|re-?opens?)\b|\bschools? (?:opens?|begins?|starts?"
        rf"|back in session) (?:again )?(?:after|following)\b"
        rf"|(?:^\W*|[-:;,/(] *|\b(?:all|our|returning|grade \d+|school) ){KIDS} (?:return|report"
        r"|back)(?:s|ing)?\b(?= *(?:$|[-:;,./!()]|from\b|to (?:school|class\w*|campus)|after\b|following\b|on\b"
        r"|for (?:the )?(?:1st|2nd|first|second|third|fall|spring|new|school)|mon|tue|wed|thu|fri|[a-z]{3,9} \d))",
        r"\bboard\b|\breport cards?\b|night",
    ),
    phrase(
        Meaning.IN_SESSION,
        STRONG,
        r"\b(?:return|back) to (?:school|class(?:es)?) (?:from|after|following)\b"
        r"|\b(?:first|1st) day (?:back|return)\b"
        r"|\b(?:first|1st) (?:school )?day (?:of (?:school|classes?) )?(?:after|following|from)\b"
        r"|\b(?:return|returning|back) (?:from|after) (?:\w+ ){0,2}?(?:break|recess|vacation|holidays?)\b",
        rf"{STAFF}|night|bash|fair|sale",
    ),
    phrase(Meaning.IN_SESSION, STRONG, r"^\W*(?:[a-h][- ]day|day [a-h1-8]|[a-h]/[a-h] day)\W*$"),
    phrase(Meaning.IN_SESSION, STRONG, r"^\W*(?:(?:schools?|classes) )?re-?opens?\W*$"),
    phrase(
        Meaning.IN_SESSION,
        MEDIUM,
        r"^\W*return to (?:school|class(?:es)?)\W*$|^\W*classes for all\b"
        r"|\b(?:semester|quarter|term|trimester|spring|fall) classes (?:begin|start|resume)",
    ),
    # "LWDS - full day": of the school with those letters, unless they are those of the staff's work.
    phrase(
        Meaning.IN_SESSION,
        MEDIUM,
        r"^\W*(?!(?:pds?|pld?|plc|twd|tw|psd|work|staff|pto)\b)(?:[a-z]{2,6} *[-:/] *)?(?:a )?full day"
        r"(?: (?:of (?:school|classes)|session|schedule))?\W*$",
    ),
    phrase(Meaning.IN_SESSION, MEDIUM, r"\bresum(?:es|ption)\b.*\b(?:school|class)|\bsnow day make-? ?up\b"),
)
TENTATIVE = re.compile(
    r"\b(?:snow|weather|emergency|inclement|calamity|storm|hurricane)\b.*\bmake-? ?ups?\b"
    r"|\bmake-? ?up (?:days?|snow)\b(?=.*\b(?:if|snow|weather|emergency)\b)"
    r"|\b(?:possible|potential|tentative|contingency|built-in)\b.*\bmake-? ?up"
    r"|\b(?:possible|potential|tentative) (?:school|student|instructional|attendance) days?\b"
    r"|\bmake-? ?up\b.*\bif (?:needed|necessary)|\bcontingency days?\b|\b(?:used"
    r"|serve) as (?:\w+ ){0,2}make-? ?up\b|\bbuilt[- ]in (?:snow|weather"
    r"|make-? ?up) days?\b"
    r"|^\W*(?!.*\b(?:pictures?|photos?|portraits?)|tests?|testing|exams?|map|star|sat|act"
    r"|retakes?)(?:\w+ ){0,2}make-? ?up days?\b(?! for| *-? *pictures?)|\bweather days?\b|\bif not (?:needed|used)\b"
    r"|\bgive-?back days?\b|\bsnow days? *#? ?\d|\bsnow days?\b.*\bused\b"
    r"|\b(?:emergency|snow|weather|inclement weather|hurricane) days?\b.*\bif (?:needed|necessary|not used)"
)
UNSURE = re.compile(
    r"\bif no\b|\bif (?:a|any|the|more)\b|\bif (?:not )?(?:needed|necessary|used|school|schools|weather|there|we)\b"
    r"|\bunless\b|\bin case\b"
    r"|\btentative\b|\bpotential\b|\bpossible\b|\bpending\b"
    r"|\btbd\b|\bmay be\b|\?"
)
# A team, a club or an outing in the title of an early release: perhaps only they leave early.
TEAMS = re.compile(
    r"\b(?:baseball|softball|basketball|volleyball|soccer|football|wrestling|golf|tennis|track|swim\w*|cross country"
    r"|trips?|retreat|tour|walk-? ?through|clinic|bowling|lacrosse|hockey|teams?|athletes|players|band|choir"
    r"|orchestra|ffa|deca|fbla|robotics|cheer\w*)\b"
)
