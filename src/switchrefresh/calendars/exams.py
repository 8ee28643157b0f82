"""Tests that nobody may disturb, by the names that states and publishers give them."""

from __future__ import annotations

import re

from switchrefresh.calendars.model import Tier

# Statewide tests by state (source: the assessment pages of the states' departments of education), then those of the
# country, of publishers and of Canada's provinces. None of these words means anything else in a school calendar.
_SURE = (
    r"acap|ak ?star|aasa|azm2|azmerit|azella|azsci|caaspp|sbac?|smarter balanced|elpac|cahsee|cmas|coalt|dessa|dcas"
    r"|fsaa?|fcle|ngsss|fcat|b\.?e\.?s\.?t\.? (?:writing|eoc)|(?:georgia |ga )?milestones|gmas|gkids|isat|iar|psae"
    r"|ilearn|i-?learn|istep\+?|iread(?:-?3)?|isasp|kelpa|k-?prep|i?leap(?: ?(?:360|connect|2025))|elpt|mcap|misa|mcas"
    r"|m-?step|mi-?access|mme|meap|mtas|mca(?:-?(?:iii|ii|3|2))?s?|maap|mkas2?|montcas|nscas|nh ?sas|necap|njsla(?:-s)?"
    r"|nj ?ask|njgpa|nm-?mssa|nm-?assa|nmsba|regents|nyseslat|nysaa|nysitell|eogs?|eocs?|eocep|eoct|ndsa|ohio state"
    r"|ogt|oelpa|ostp?|occt|osas|pssa|pasa|start strong|link-?it!?|keystones?|nocti|ricas|sc ?ready|sc ?pass"
    r"|tnready|tcap|staar|telpas"
    r"|taks|teks|tsia?2?|tpri|tx-?kea|vtcap|sols?|vallss|wcas|wakids|wvgsa|westest|forward exam|wkce|wy-?topp|paws"
    r"|parcc|naep|p/?sats?(?:/nmsqt)?(?: ?(?:8/9|10))?|nmsqt|sats?|pre-?act|asvab|cogat|itbs|iowas?(?: assessments?)?"
    r"|wida|access for ells?|wida access|elpa(?: ?21)?|las links|terra ?nova|nnat3?|olsat|nwea|map growth|i-?ready"
    r"|iready|dibels|aims ?web(?: ?plus)?|acadience|fast ?bridge|istation|m-?class|easy ?cbm|amira|pear|work ?keys|clep"
    r"|dlm|alt-?elpa|f\.?a\.?s\.?t\.?(?= ?(?:pm|progress))|gmas|bench ?marks?|stamp 4s|hspt|isee|ssat"
    r"|eqao|osslt|diploma (?:exam\w*|exams?)|provincial (?:exam\w*|assessments?)|fsa"
)
# Everyday words, and letters that stand for other things too: with a subject, a grade or a term beside them a question.
_MAYBE = (
    r"map|star|act|aims|access|fast|aspire|sol|leap|cast|mea|mast|rise|sage|atlas|pals|pat|isa|iri|cdt|dra|bog|rta|crt"
    r"|kap|ksa|asr|erb|clt|cpaa|ap|ib|aice|kra|gaa|hsa|mme|paws|ela|ixl|nc|f ?& ?p|fountas (?:and|&) pinnell|bas"
    r"|galileo|las|ell?s?|tsi|caa|ngss|check-?ins?|post-?tests?|pre-?tests?|placement"
)
_SUBJECT = (
    r"(?:english|ela|e\.l\.a\.|language arts|literature|math\w*|algebra|geometry|biology|bio|chemistry|physics"
    r"|(?:earth |life"
    r" |physical )?sciences?|social studies|soc\.? studies|(?:u\.?s\.? |world |american )?history|government|civics"
    r"|economics|geography|read(?:ing)?|(?:non-)?writing|speaking|listening|literacy|numeracy|phonics|spanish|french"
    r"|hebrew|latin|german|chinese|mandarin|lectura|matem[aá]ticas|ciencias)"
)
_GRADE = (
    r"(?:(?:grades?|gr)\b\.?|graders?|u?pre-?k|upk|tk|kindergarten|kinder|k|\d{1,2}(?:st|nd|rd|th)?|freshm[ae]n"
    r"|sophomores?"
    r"|juniors?|seniors?|elementary|elem\.?|middle|high|secondary|hs|ms|es|jr\.?|sr\.?)"
)
_TERM = (
    r"(?:fall|winter|spring|summer|semester|quarter|trimester|boy|moy|eoy"
    r"|(?:beginning|middle|mid|end)[- ]of[- ](?:the[- ])?(?:year|course|semester|term))"
)
_WINDOW = (
    r"(?:windows?|tests?|testing|exams?|examinations?|assessments?|diagnostics?|screen(?:ers?|ing)|begins?|starts?"
    r"|ends?"
    r"|opens?|closes?|continues?|beginning|ending|make-? ?ups?|re-?takes?|re-?tests?|wave|round|field tests?"
    r"|progress monitoring|pm ?\d|admin\.?|administrations?|perf\.?|performance|written|rating|inventor(?:y|ies))"
)
_PLAIN = (
    r"(?:weeks?|days?|dates?|sessions?|parts?(?: [a-d])?|[abcd]|i{1,3}|iv|online|paper|digital|second opportunity"
    r"|opportunity|first"
    r"|second|third|final|last|only|all|for|and|or|of|the|in|on|to|with|at|term|grad|state|district|school|schools"
    r"|students"
    r"|course|summative|interim|annual|initial|alternate|alt|assessment|early|am|pm|a\.m|p\.m|mon(?:day)?|tue(?:s"
    r"|sday)?|wed(?:nesday)?|thu(?:r|rs"
    r"|rsday)?|fri(?:day)?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NAME = re.compile(rf"(?<![\w/])(?:{_SURE})(?!\w)")
_UNSURE_NAME = re.compile(rf"(?<![\w/])(?:{_MAYBE})(?!\w)")
_CUE = re.compile(rf"\b(?:{_SUBJECT}|{_GRADE}|{_TERM}|{_WINDOW})(?!\w)")
_TAKEN = re.compile(rf"(?<!\w)(?:{_SURE}|{_MAYBE}|{_SUBJECT}|{_GRADE}|{_TERM}|{_WINDOW}|{_PLAIN})(?!\w)|\d+|[\W_]+")
# Names that are used for other things as well, and need a test word wherever another word stands beside them.
_ALONE = re.compile(r"keystones?|milestones|mme|bench ?marks?|pear|paws|p?sats?|nys|ohio state|iowas?|fsa|iar|misa")
# "Science Gr. 8 Written": no name, but a subject and what is done with it.
_TESTED = re.compile(
    rf"\b(?:{_SUBJECT}|{_GRADE}|{_TERM})\b.*\b(?:tests?|exams?|assessments?|admin\.?|administrations?|perf\.?"
    rf"|written)(?!\w)"
)
# "Reading - Part I": only tests are given in parts.
_PART = re.compile(rf"\b{_SUBJECT}\b.*\bpart (?:[1-4a-d]|i{{1,3}}|one|two|three)\b")
_TERM_ENDS = re.compile(
    r"(?i)\b(?:ends?|end of|beginning of|begins?)\b.*\b(?:trimester|quarter|semester|term|marking|grading)\b"
)
_LETTERS = re.compile(r"\b[A-Z][A-Z0-9]{2,6}\b(?!')")
# Clubs, people and places that are letters too.
_NO_TEST_LETTERS = re.compile(
    r"^(?:PT[AOS]{1,3}|[A-Z]{0,3}[HMEJ]S|[A-Z]{1,3}SD|ISD|USD|ASB|FFA|FCCLA|DECA|HOSA|N?J?NHS|BOE|SEPAG|IEP|ESY|CTE"
    r"|STE[AM]M?|J?ROTC"
    r"|FBLA|BPA|TSA|PBIS|FAFSA|ESL|AVID|GATE|SPED|NO|AND|FOR|THE|ALL|PRE|MLK|USA|SCHOOL|GRADE|DAY|WEEK|TBD|TBA"
    r"|CANCELL?ED)$"
)


def read_test(title: str, text: str) -> Tier:
    """How surely a title is nothing but a test: its name with grades, subjects, terms and dates.

    Strong when the name can mean nothing else and no word is left over; medium when a word or two are, or when the
    name is an everyday word or letters that nobody knows, with a grade or a subject beside it.
    """
    name = _NAME.search(text)
    left = _TAKEN.sub(" ", text).split()
    if name is not None and _is_letters(title, name[0], 4):
        if not left:
            return Tier.STRONG if _CUE.search(text.replace(name[0], " ")) else Tier.MEDIUM
        sure = _CUE.search(text.replace(name[0], " ")) or _ALONE.fullmatch(name[0]) is None
        return Tier.MEDIUM if len(left) <= 2 and sure else Tier.NONE
    maybe = [found[0] for found in _UNSURE_NAME.finditer(text) if _is_letters(title, found[0], 6)]
    if maybe and not left:
        cued = any(_CUE.search(text.replace(one, " ", 1)) for one in maybe)
        return Tier.MEDIUM if cued else Tier.NONE
    if len(left) <= 2 and (_TESTED.search(text) or (not left and _PART.search(text))):
        return Tier.MEDIUM
    return Tier.MEDIUM if _unknown_letters(title, left) and _CUE.search(text) else Tier.NONE


def _is_letters(title: str, name: str, least: int) -> bool:
    """Whether the short words that are also something else (Sat, Act, star) are written as the name of a test."""
    return len(name) > least or title.isupper() or name.upper() in title or name.rstrip("s").upper() in title


def _unknown_letters(title: str, left: list[str]) -> bool:
    """The only thing left over is a group or two of capitals: what tests are called."""
    if not 1 <= len(left) <= 2 or title.isupper() or _TERM_ENDS.search(title):
        return False
    found = [word for word in _LETTERS.findall(title) if word.casefold() in left]
    return len(found) == len(left) and not any(_NO_TEST_LETTERS.match(word) for word in found)
