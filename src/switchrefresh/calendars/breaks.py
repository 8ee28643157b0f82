"""Titles that only name a break or a holiday: they close when the whole title is understood, never by a word in it."""

from __future__ import annotations

import re

from switchrefresh.calendars.meanings import NOTHING, Meaning, Reading
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.phrases import KIDS, OCCASION, STAFF

_SEASON = (
    r"(?:mid-? ?)?(?:winter|spring|fall|autumn|summer|year|semester|term)|(?:christ|x-?)mas|mardi gras|rodeo|ski"
    r"|thanksgiving|easter|holidays?|february|april"
    r"|march|october|november|december|january|presidents?'? (?:day|week)|harvest|passover|intersession|mini"
)
_BREAK = re.compile(
    rf"\b(?:{_SEASON})(?: (?:and|&|/) (?:{_SEASON}))?(?: holidays?)?"
    r"[ /-]*(?:break|recess|vacation|holidays?|intersession)[a-z]?\b"
    r"|\b(?:labou?r day|memorial day|columbus day|veterans?'?s? day|mlk(?: day)?|rosh hashanah) (?:break|recess"
    r"|vacation)\b"
)
_LONG_WEEKEND = re.compile(
    r"^\W*(?:labou?r day|memorial day|columbus day|veterans?'?s?'? day|presidents?'?s?'?(?: day)?|mlk(?: day)?)"
    r" (?:long )?weekend\W*$"
)
# "Thanksgiving holiday for 240-day staff" is about a contract, and says nothing about students.
_STAFF_ONLY = re.compile(rf"\bfor (?:\w+ )?(?:\d+[- ](?:day|month) )?{STAFF}\b|\b\d+[- ](?:day|month)s? {STAFF}\b")
_KIDS = re.compile(rf"\b{KIDS}\b")
# The last school day before a break is one of school.
_AT_THE_BELL = re.compile(
    r"\b(?:at|after|upon) (?:the )?(?:end of|dismissal|school)\b|@ ?(?:dismissal|end)|end of (?:the )?(?:school )?day"
)

SUMMER_BREAK = re.compile(r"\bsummer (?:break|recess|vacation|holidays?)\b")
# On these days next to every US school is closed; on the others many are in session, so a person is asked.
_SURE = re.compile(
    r"\b(?:labou?r|victoria|canada|boxing) day\b(?! (?:weekend|eve))|\bthanksgiving(?: day)?\b"
    r"|\bchristmas(?: day)?\b(?! eve)|\bnew year'?s?'?(?: day)?\b(?!'?s?'? eve)"
    r"|\bmemorial day\b|\bindependence day\b|\b(?:4th|fourth) of july\b|\bjuly (?:4th|fourth)\b"
    r"|\b(?:dr\.? )?(?:martin (?:luther|l)\.? king,?|mlk|m\.? ?l\.? king)(?:,? jr\.?)?'?s?(?: (?:birth)?day)?\b"
)
_MAYBE = re.compile(
    r"\bveterans?'?s?'? day\b|\bcolumbus day\b|\bindigenous peoples?'?s?'? day\b|\bpresidents?'?s?'? days?\b"
    r"|\b(?:washington|lincoln)'?s? birthday\b|\bgood friday\b|\beaster(?: monday)?\b"
    r"|\bjuneteenth\b|\bpatriots?'?s?'? day\b"
    r"|\bchristmas eve\b|\bnew year'?s?'? eve\b|\beid(?:[ -]?(?:al|ul)[ -]?(?:fitr"
    r"|adha))?\b|\bdiwali\b|\brosh has\w+\b"
    r"|\byom kippur\b|\blunar new year\b|\bchinese new year\b|\bpassover\b"
    r"|\bitalian heritage(?: day)?\b|\bcesar chavez day\b|\bday after thanksgiving\b"
    r"|\bthanksgiving friday\b|\b(?:religious|district|federal|state|public|school"
    r"|staff|local|legal|board|bank|county|city) holidays?\b|\bholidays?\b"
    r"|\bmardi gras\b|\bspring day\b|\bsnow day\b|\bski week\b"
    r"|\b(?:national day for )?truth (?:and|&) reconciliation(?: day)?\b|\bremembrance day\b|\bcivic holiday\b"
    r"|\b(?:stat(?:utory)?\.?|floating|floater) (?:holiday|day)\b|\b(?:holiday |christmas )?floater(?: day)?\b"
    r"|^\W*recess days?\W*$|\bhalf[- ]term(?: holiday| break)?\b|\bbank holiday\b|\bboard(?: designated)? holiday\b"
    r"|^\W*(?:[a-z]{2} |alberta |ontario )?family day\b|\b(?:national )?day for truth\b"
    r"|\b(?:fall|winter|spring"
    r"|mid-?term|mid-?winter) (?:long )?weekend\b"
    # Holidays of single states and churches (the days off of one state or county that are not federal).
    r"|\b(?:pioneer|nevada|admission|statehood|seward'?s|alaska|prince kuhio|king kamehameha(?: i)?|san jacinto"
    r"|texas independence|confederate memorial|truman|west virginia|bunker hill|evacuation|emancipation"
    r"|bennington battle|town meeting|native americans?'?|inauguration|casimir pulaski|pulaski|arbor|rodeo"
    r"|battle of flowers|go texan|fast|founders?'?s?'?|compensatory|exempt|trade) days?\b"
    r"|\b(?:holy|ascension|maundy) thursday\b|\bfat tuesday\b|\bimmaculate conception\b|\b(?:sukkot|shavuot|shemini"
    r" atzeret|simchat torah|orthodox (?:easter|christmas|good friday))\b|\bopening day of (?:deer|rifle|hunting)\b"
    r"|\b(?:deer|hunting) season\b"
)
# Words that may stand beside the name without changing what the title says.
_FILLER = re.compile(
    r"\b(?:happy|observed|observances?|observation|week|weeks|days?|long|weekend|holidays?"
    r"|the|for|and|of|all|no|stat|statutory|district|schools?"
    r"|students?|teachers?|staff|everyone|us|federal|national|public|state|legal|local"
    r"|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?(?= *\d)|mon(?:day)?"
    r"|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|\d{1,4}(?:st|nd|rd"
    r"|th)?|fy\d\d|calendar|h|v)\b|[\W_]+"
)
_EDGE = re.compile(r"\b(?:begins?|starts?|ends?|beginning|starting|ending|continues)\b")
_CODE = re.compile(r"^\W*[A-Z][A-Z0-9&]{1,6}\b(?!['’])")
# The Friday is free in nearly every district, but it is no federal holiday that a date could be held against.
_FRIDAY = re.compile(r"^\W*(?:the )?(?:day|friday) after thanksgiving(?: day)?\W*$")
# "Harvest Break": a word or two that nobody foresaw, and nothing else.
_ANY_BREAK = re.compile(
    r"^\W*(?!(?:brain|lunch|coffee|snack|prison|tie|jail|day|ice|out|no|a|the)\b)"
    r"(?:[a-z0-9'./-]+ ){1,5}(?:break|recess|vacation|holiday)\W*$"
)
_OCCASION = re.compile(OCCASION)
# "Winter Break (return on January 4)": what comes afterwards.
_AND_THEN = re.compile(r"\((?:students |classes |school |staff )?(?:return|resume|back)[^()]*\)")
_ENDS = re.compile(r" *(?:$|[-:;,/()*])")
_APART = re.compile(r" *(?:observed|observance|holidays?)? *[(\[:;,/-]")
_RETURN = re.compile(
    r"\b(?:returns?|returning|resumes?|reopens?|opens?|back|after|following|before"
    r"|prior to|until|till|last|countdown|eve of"
    r"|deadline|due|early|late|weekend)\b"
)


def read_name(title: str, text: str) -> Reading:
    """The reading of a title by the break or holiday it names; `text` is its matchable form.

    Strong when nothing is left over once the name and plain fillers are taken away; medium when the rest is short and
    harmless; none when the rest shows an occasion ("Holiday Concert") or another day ("Return from Winter Break").
    """
    if _FRIDAY.match(text) or _LONG_WEEKEND.match(text):
        return Reading(Meaning.CLOSED, Tier.MEDIUM)
    text = _AND_THEN.sub(" ", text)
    break_name = _BREAK.search(text)
    sure = None if break_name else _SURE.search(text)
    maybe = _MAYBE.search(text)
    if sure is not None and maybe is not None and maybe.start() < sure.start() < maybe.end():
        sure = None  # "Lunar New Year" is not New Year
    name = break_name or sure or maybe
    if name is None:
        other = _ANY_BREAK.match(text) is not None and not _RETURN.search(text) and not _OCCASION.search(text)
        return Reading(Meaning.CLOSED, Tier.MEDIUM) if other else NOTHING
    rest = text[: name.start()] + " " + text[name.end() :]
    if _RETURN.search(rest.replace("day after thanksgiving", "")) or _OCCASION.search(rest):
        return NOTHING
    if _AT_THE_BELL.search(rest):
        return NOTHING
    edge = _EDGE.search(rest)
    words = _FILLER.sub(" ", _EDGE.sub(" ", _SURE.sub(" ", _MAYBE.sub(" ", _without_code(title, rest)))))
    if words.strip():
        short = len(words.split()) <= 2 and (break_name is not None or _ENDS.match(text, name.end()) is not None)
        few = short or _set_apart(text, name)
        return Reading(Meaning.CLOSED, Tier.MEDIUM, by_name=not break_name) if few else NOTHING
    contract = _STAFF_ONLY.search(text) is not None and not _KIDS.search(text)
    strong = (break_name is not None or sure is not None) and edge is None and not contract
    return Reading(Meaning.CLOSED, Tier.STRONG if strong else Tier.MEDIUM, by_name=not break_name)


def _set_apart(text: str, name: re.Match[str]) -> bool:
    """Whether the name stands first and what follows is set apart: "Founders' Day (all personnel)"."""
    return not text[: name.start()].strip(" *") and _APART.match(text, name.end()) is not None


def _without_code(title: str, rest: str) -> str:
    """Without a leading school or district code ("TNE Spring Break"), which only stands out in mixed case."""
    code = _CODE.match(title)
    if code is None or title.upper() == title:
        return rest
    return rest.replace(code[0].casefold().strip(), " ", 1)
