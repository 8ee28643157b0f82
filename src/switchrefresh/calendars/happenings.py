"""The wording of what occupies a building or forbids work in it: tests, elections, shows, other teams' work."""

from __future__ import annotations

import re

from switchrefresh.calendars.exams import read_test
from switchrefresh.calendars.meanings import NOTHING, Meaning, Reading
from switchrefresh.calendars.model import Tier

# Tests by name. Those in the second row are everyday words too and need a test word beside them.
_TESTS = (
    r"sbac?|smarter balanced|nwea|wida|naep|p/?sats?(?:/nmsqt)?|nmsqt|sats?|pre-?act|asvab"
    r"|i-?ready|dibels|eoc|eog|staar|caaspp|elpac"
    r"|fsa|pssa|keystones?|mcas|cmas|njsla|parcc|tnready|teks|cogat|itbs|iowa assessments?"
    r"|clep|nysed|nys|regents|isat|isasp"
    r"|iar|m-?step|ilearn|istep|leap|milestones|ohio state|forward exam|mca|mcap|sol"
    r"|elpa(?: ?21)?|access for ells|dlm"
    r"|aimsweb|acadience|amira|cast|wcas|nj ?ask|gmas|pear|f\.?a\.?s\.?t\.?|bench ?mark|ap|ib"
)
_WEAK_TESTS = (
    r"map|star|act|aims|access|access|ela|ell?|forward|fast|aspire|ixl|science"
    r"|math(?:ematics)?|reading|language arts|algebra|biology"
)

_TESTING = r"(?:tests?|testing|exams?|examinations?|assessments?|diagnostics?|screen(?:er|ing)|window|finals)"
_STRONG_TEST = re.compile(
    rf"\b(?:{_TESTS})\b.{{0,45}}\b{_TESTING}\b|\b{_TESTING}\b.{{0,30}}\b(?:{_TESTS})\b"
    rf"|\b(?:{_WEAK_TESTS})\b(?: \w+)? (?:testing|test window|state tests?|assessments?)\b"
    rf"|\bstate(?:wide)? (?:\w+ )?(?:tests?|testing|assessments?|exams?)\b|\bstandardi[sz]ed test\w*"
    r"|^\W*(?:(?:spring|fall|winter|district|state|online|benchmark|el|ell|(?:mid|end"
    r"|beginning)[- ]of[- ]year) )*testing"
    rf"(?: (?:window|week|days?|make-? ?ups?|day for\b.*))?[\W\d]*$"
    rf"|\b(?:test(?:ing)?|assessment|diagnostic|screening) (?:window|dates)\b|\bdiagnostic (?:test|window|testing)"
    rf"|\b(?:p?sat|pre-?act|act) school[- ]day\b|\bschool[- ]day (?:p?sat|pre-?act|act)\b|\btesting day\b"
    rf"|\b(?:semester|final|midterm|mid-term|end[- ]of[- ]course|ap|ib|regents) (?:exams?|finals|tests?)\b"
    rf"|^\W*(?:finals|mid-?terms|mid-?term exams?)(?: (?:week|exams?))?\W*$|^\W*finals(?: days?\b| week\b| *[-:])"
    rf"|\bexam(?:ination)?s? (?:periods?|weeks?)\b"
    r"|^\W*(?:(?:grades?|gr|hs|ms|high school|middle school|upper school|fall|spring|winter|semester|quarter"
    r"|trimester|(?:\d|first|second|third)(?:st|nd|rd|th)?|seniors?|underclass\w*|and|&|\d+(?:-|/"
    r"|, ?)\d+)[ .]+)+finals\W*$|\bmap growth\b"
    rf"|\bp?sat/nmsqt\b"
    r"|\b\d+(?:st|nd|rd|th) grade\b.*\b(?:testing|state test)\b"
)
_WHOM = (
    r"(?:ela|math\w*|reading|writing|science|history|biology|algebra|juniors?|sophomores?|seniors?|freshm[ae]n"
    r"|grades?|day"
    r"|graders?|window|week|retakes?|begins?|make-? ?ups?|and|spring|fall|winter|\d+(?:st|nd|rd|th)?|k)"
)
_WEAK_TEST = re.compile(
    rf"^\W*(?:[a-z]{{2}} )?(?:\d+(?:st|nd|rd|th) grade )?(?!ap\b|ib\b|sol\b|leap\b|fast\b"
    rf"|access\b(?! for))(?:{_TESTS}"
    rf"|act)\b(?:\W+{_WHOM}\b)*\W*$|"
    rf"\b(?:{_TESTS}|map|star|act)\b.*\bmake-? ?ups?\b|\btesting\b|\bexams?\b"
    rf"|\b(?:winter|spring|fall) (?!cast|fast|leap|sol\b|pear|access|milestones|ap\b|ib\b)(?:{_TESTS})\b"
    r"|^\W*(?:[\w!&-]+ ){1,3}assessments?\W*$|\bassessment tests?\b|\b(?:literacy|numeracy|skills|provincial"
    r"|reading|math\w*|science) assessments?\b"
    r"|\bfinals (?:week|schedule)\b|^\W*(?:p?sat|act|naep|eocs?)\W*$|\b(?:state|district"
    r"|grade) assessments?\b"
    r"|\bgrades?\b.*\b(?:science|math\w*|reading|ela|writing|language arts)\b.*\b(?:tests?|assessments?)\b"
)
# "TAKS Exit Level": in the name of a test it is no level of a club's.
_LEVEL = re.compile(r"\b(?:exit |grade )?level\b|\b(?:summative|formative)\b")
_NO_TEST = re.compile(
    r"\b(?:units?|chapter|quiz|self-?|level|summative|formative|expressive|receptive"
    r"|archery|hearing|vision|drug|covid|water|fitness"
    r"|concussion|baseline|allerg\w+|impact|fire|alarm|siren|generator|driv\w+|permit|belt"
    r"|karate|lifeguard|cpr|diagnos?ti\w+an"
    r"|prep|preparation|practice|registration|regist\w+|sign|deadline|scores?|results?|reports?|info\w*|night|meeting"
    r"|review|boot ?camp|study|workshop|incentive|rewards?|party|movie|celebration"
    r"|tutoring|pep|rally|kick-?off|assembly"
    r"|snacks?|volunteers?|training|proctors?|college board|due|assigned|orders?|fees?"
    r"|begins at home|candidates?|family|parents?)\b"
)
_POLLING = re.compile(
    r"\bpolling\b|\bvoting (?:in|at|set-? ?up|place|site|location|center|day)\b|\b(?:vote"
    r"|voting)\b.*\bgym\b|\belection day\b"
    r"|\b(?:primary|general|municipal|special|state|local|presidential|city|county|town"
    r"|bond|levy|board|run-?off|midterm)"
    r" elections?\b|\belections? (?:in|at) (?:the )?\w+|\bearly voting\b|\bcaucus(?:es)?\b"
)
_NO_POLLING = re.compile(
    r"\b(?:students?|asb|class|officers?|homecoming|king|queen|court|council|mock|pta|pto|booster|club|president"
    r"|mascot|prom|yearbook|senate|sga|no voting|fair|deadline|nominat\w+|candidates?|forum|debate|filing|regist\w+"
    r"|results"
    r"|petition|info\w*)\b"
)
_IT = re.compile(
    r"\b(?:it|network|server|wi-?fi|internet|technology|system|systems|data ?center"
    r"|phone system|technical|switch) (?:maintenance|outage|upgrades?"
    r"|down ?time|shut ?down|cut-?over|change window|window)\b|\bnetwork will (?:not|be)\b"
    r"|\b(?:internet|network|wi-?fi|phones?)"
    r" (?:will be )?(?:down|unavailable|offline|out)\b|\bmaintenance window\b|\bpower (?:outage|shutdown)\b"
)
_SHOW = re.compile(
    r"\bgraduations?\b|\bcommencement\b|\bbaccalaureate\b|\bconcerts?\b|\bmusical\b|\bprom\b|\bopen house\b"
    r"|\btournament\b"
    r"|\b(?:board|trustees?|assembly|borough"
    r"|committee) (?:of \w+ )?(?:\w+ )?(?:meeting|session|workshop|hearing)\b"
    r"|\bschool board\b|\bboard of (?:education|trustees|directors)\b|\bboard\b.*\bcommittee\b"
    r"|(?<!last day of )(?<!first day of )\bsummer school\b(?! ends?\b)|\b(?:moving|step)[- ]?(?:up|on) ceremon(?:y"
    r"|ies)\b|\bovernight\w*|\bback[- ]to[- ]school night\b|\bhost(?:ing|s)?\b|\binvitational\b"
    r"|\b(?:homecoming|spring|winter|fall|sweetheart|father|mother|daddy|snow ball|school|grade|ms|hs"
    r"|senior) (?:\w+ )?dance\b"
    r"|\b(?:parent|student|family)[- /]*(?:and )?(?:teacher|led)?[- ]*conferences\b|\bboe (?:\w+ ){0,2}(?:meeting"
    r"|work\w*|session)\b"
    r"|\b(?:spring|fall|winter|school|class|senior|one[- ]act) plays?\b|\b(?:winter|spring) formal\b|\brehearsal\b"
    r"|\b(?:drama|theat(?:er|re)) (?:production|performance|show)s?\b"
    r"|\b(?:school|grade|kindergarten|middle school|elementary|8th|5th|6th) promotions?\b|\bpromotion ceremony\b"
)
_VERSUS = re.compile(r"\bvs\b\.?|\bversus\b")
_SIDES = re.compile(
    r"\b(?:varsity|jv|c-?team|freshm[ae]n|boys|girls|ms|hs|[78]th|game|match|meet|dual|football|fb|basketball|bb"
    r"|baseball"
    r"|softball|sb|volleyball|vb|soccer|wrestling|swim\w*|tennis|golf|lacrosse|lax|hockey|track|bowling|polo|rugby"
    r"|field)\b"
    r"|^\W*vs\b|@ ?home\b"
)
# Things that may or may not be held in the building at night: they take it until a person says no.
_MAY_BE_SHOW = re.compile(
    r"\brecital\b|\block-?in\b|\b(?:science|book|academic|career|college|health|job|math) fair\b|\bblood drive\b"
    r"|\b(?:parents?'?|family|curriculum|literacy|math|stem|steam|art|arts|awards?|game|movie|bingo|trivia) night\b"
    r"|\bjamboree\b|\bdance\b|\bplay-?offs?\b|\bhomecoming\b|\bfestival\b|\btalent show\b|\bcarnival\b|\bart show\b"
    r"|\bgrand(?:parents?|friends?)'?s?'? day\b|\bround-?up\b|\b(?:dance|fall|spring|winter) (?:production"
    r"|performance|show)s?\b"
    r"|\b(?:christmas|holiday|winter) (?:program|pageant)\b|\b(?:athletic|sports|awards?) banquet\b|\bbazaar\b"
    r"|\bceremon(?:y|ies)\b"
)
_NO_SHOW = re.compile(
    r"\b(?:tickets?|pictures?|photos?|meeting for|orders?|distribut\w+|jostens|gowns?"
    r"|announcements?|fees?|deadline|sign[- ]?ups?"
    r"|spirit|wear|dress(?! rehearsal)|court|virtual|online|zoom|practice schedule|registration|payments?"
    r"|forms?|candidates?|presentations?|assessments?|schedules?|information|details"
    r"|on sale|go on sale|senior board|college board|items|announce\w+|due|parent meeting"
    r"|graduation meeting|class meeting|requirements?|clubs?|trips?|closed|auditions?)\b|^\W*no\b|dance class"
)
_FIRST = r"(?:first|last|final|1st|opening|starting)"
_WHOSE = (
    r"(?:all|the|our|full|regular|student'?s?|pupil|school|instructional|academic|attendance|scheduled|new"
    r"|returning|for|of)"
)
_MILESTONE = re.compile(
    rf"\b{_FIRST}(?: (?:and|&) (?:last|final))?(?: {_WHOSE}){{0,3}} days?(?: (?:back|of|for|staff (?:and|&)"
    rf"|{_WHOSE})){{0,3}}"
    r"(?: 20\d\d(?: ?[-/] ?(?:20)?\d\d)?)?(?: (?:all|in[- ]person))? ?"
    r"(?:school|students?|pupils|learners|class(?:es)?|instruction|kindergart\w*|kids|attendance|year)\b"
    rf"|\b{_FIRST}(?: (?:&|and) last)? (?:full |regular )?(?:(?:student|school|instructional|class"
    rf"|attendance) ){{1,2}}days?\b"
    rf"|\b{_FIRST}(?: full)? day (?:of|for|-)?(?: all)?(?: grades?)? ?(?:tk|k|4k|5k|pre-?k\w*|\d+(?:st|nd|rd"
    rf"|th)?(?! (?:quarter"
    r"|semester|trimester|nine|six|9|6|term|marking|grading|m\.?p))|grades?|elementary|middle|high school|seniors?"
    r"|freshm[ae]n|kinder\w*|secondary)\b"
    r"|\b(?:students?|pupils?|seniors?|grade \d+|\d+(?:st|nd|rd|th) graders?)'?s? (?:first|last|final) day\b(?! to)"
    rf"|^\W*{_FIRST} day!*\W*$|^\W*(?:seniors?'?|student'?s?'?) last day\b"
    r"|(?<!of the )\bschool (?:starts|begins|ends|year (?:begins|starts|ends))\b(?! at)|^\W*(?:all "
    r"|student )?(?:classes"
    r"|school) (?:begins?|starts?|ends?)\b(?! (?:at \d|late|early|@))"
    r"|^[\w/ &-]{0,40}\b(?:students?|pupils|learners|term|kindergart\w+"
    r"|grades? [\dk][\dk &,/-]*(?: and \d+)?) (?:starts?|begins?)(?= *(?:$|[/(,!-]))"
    r"|\b(?:start|beginning|end) of (?:the )?(?:20\d\d\S* )?(?:student )?(?:school|academic) year\b"
)
_NO_MILESTONE = re.compile(
    r"\b(?:practice|football|volleyball|basketball|soccer|tryouts?|summer school|clubs?|sports?|before|summer"
    r"|registration|enrollment|orders?|night|celebration|parade|party|camp)\b"
    r"|\bfor (?:all |new |returning |[\w-]+ support )*(?:teachers?|staff|faculty|employees?|professionals?"
    r"|personnel)\b(?!.*\b(?:students?|pupils?)\b)"
)


def read_blocks(title: str, text: str) -> frozenset[Meaning]:
    """Whole-day blocks that surely stand in the title, beside whatever else it says."""
    found: set[Meaning] = set()
    named = read_test(title, text) is Tier.STRONG
    if named or (_STRONG_TEST.search(text) and not _NO_TEST.search(text)):
        found.add(Meaning.BLACKOUT)
    if _POLLING.search(text) and not _NO_POLLING.search(text):
        found.add(Meaning.POLLING)
    if _IT.search(text):
        found.add(Meaning.IT_WINDOW)
    return frozenset(found)


def read_happening(title: str, text: str) -> Reading:
    """A title that changes no school day: a block, an event in the house, a first or last day, or nothing at all."""
    blocks = read_blocks(title, text)
    if blocks:
        main = next(m for m in (Meaning.IT_WINDOW, Meaning.POLLING, Meaning.BLACKOUT) if m in blocks)
        return Reading(main, Tier.STRONG, also=blocks)
    if _MILESTONE.search(text) and not _NO_MILESTONE.search(text):
        # "Graduation - Last Day for Seniors": what is held in the house counts for more.
        show = _read_show(text)
        return show if show.tier is Tier.STRONG else Reading(Meaning.MILESTONE, Tier.STRONG)
    named = read_test(title, text) is not Tier.NONE
    if (named or _WEAK_TEST.search(text)) and not _NO_TEST.search(_LEVEL.sub(" ", text) if named else text):
        return Reading(Meaning.BLACKOUT, Tier.MEDIUM)
    return _read_show(text)


def _read_show(text: str) -> Reading:
    """Something held in the building; a game needs a sign of sport, for "Classic vs. Modern" may be anything."""
    if _NO_SHOW.search(text):
        return NOTHING
    versus = _VERSUS.search(text) is not None
    if _SHOW.search(text) or (versus and _SIDES.search(text)):
        return Reading(Meaning.EVENT, Tier.STRONG)
    return Reading(Meaning.EVENT, Tier.MEDIUM) if versus or _MAY_BE_SHOW.search(text) else NOTHING
