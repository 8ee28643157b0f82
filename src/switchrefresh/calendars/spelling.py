"""Short forms and slips of the pen in titles, written out so that the wording rules see the words they know."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\bmtgs?\b\.?", "meeting"),
        (r"\bbd\b\.? (?=of|ed|meeting|work)", "board "),
        (r"\bp(?:arent)?s?[ /&-]{0,3}t(?:eacher)?s? ?c(?:onf)?s?\b\.?(?= |$|-|/|,|\))", "parent teacher conferences"),
        (r"\bpt ?conf\w*\b\.?", "parent teacher conferences"),
        (r"\bconfs?\b\.?(?= days?)", "conference"),
        (r"\bconfs?\b\.?", "conferences"),
        (r"\bprof(?:ess?)?\.? ?(?:dev(?:el?)?|development)\b\.?", "professional development"),
        (r"\bprofessional dev(?:el|elop)?\b\.?", "professional development"),
        (r"\bprof\b\.? (?=learning|growth|days?\b)", "professional "),
        (r"\bdev['\u2019]?t\b\.?", "development"),
        (r"\bstaff dev\b\.?", "staff development"),
        (r"\bexaminations\b", "exams"),
        (r"\bexamination\b", "exam"),
        (r"\btea?chrs?\b\.?", "teacher"),
        (r"\bstdnts?\b|\bstu\b\.?(?= |$|/)|\bstuds?\b\.?", "students"),
        (r"\bdism\b\.?", "dismissal"),
        (r"\brel\b\.?(?= |$|-|\)|/)", "release"),
        (r"\bwk ?days?\b", "workday"),
        (r"\bin-?serv\b\.?", "in-service"),
        (r"\bhol\b\.?(?= |$)", "holiday"),
        (r"\bvac\b\.?(?= |$)", "vacation"),
        (r"\bbrk\b\.?", "break"),
        (r"\bthanksg\b\.?", "thanksgiving"),
        (r"\bsch\b\.?", "school"),
        (r"\bno sch(?:l|oo)?\b\.?", "no school"),
        (r"\bdist\b\.?(?= (?:office|closed|holiday|wide))", "district"),
        (r"\bno sessions?\b", "no school"),
        (
            r"\bno class\b(?= *(?:for|on) (?:[\w/&-]+ ){0,3}(?:students?|pupils|kids|grades?|elementary|middle|high"
            r"|k)\b)"
            r"|^\W*no class(?=\W*$)",
            "no classes",
        ),
        (r"\bmid[- ]?terms\b", "midterms"),
        (r"\bmid[- ]term (?=exams?|tests?)", "midterm "),
        (r"(?<!\d )(?<!\d)\bmin\b\.? (?=days?\b)", "minimum "),
        (r"\bsessions resume\b", "classes resume"),
        (r"\bsept?\. (?=\d)", "september "),
        (r"\badmin\b\.? (?=offices?|clos)", "administrative "),
    )
)
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?")
_HINT = re.compile(
    r"\b(?:mtg|bd\b|p\w*[ /&-]{0,3}t|pt|conf|prof|dev|te?a?chr|st[du]|stud|dism|rel|wk|in-?serv|hol|vac|brk|thanksg|sch"
    r"|dist|sep|no session|sessions resume|no class|mid[- ]?term|min|examination"
    r"|admin)"
)
# Words that decide about a day and have no neighbour in the language one letter away.
_DECIDING = """
dismissal dismissed thanksgiving christmas conference conferences professional development veterans presidents memorial
in-service inservice holiday holidays students teachers elementary independence columbus workday release vacation recess
semester closed
"""
_WORDS = tuple(_DECIDING.split())
_OTHER = """
memorials vocation vocations releases released relapse semesters student teacher closet closets closer closes close
loses dosed cloned workdays weekday weekdays president veteran precess
"""
_REAL = frozenset(_OTHER.split())
_BY_LENGTH: dict[int, tuple[str, ...]] = {
    n: tuple(word for word in _WORDS if abs(len(word) - n) <= 1) for n in range(4, 16)
}


@lru_cache(maxsize=20_000)
def spelled_out(text: str) -> str:
    """A matchable title with short forms written out and slips of one letter put right."""
    if "." in text:
        text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    if _HINT.search(text):
        for pattern, word in _SHORT:
            text = pattern.sub(word, text)
    return re.sub(r"[a-z][a-z-]{4,14}", _put_right, text)


def _put_right(match: re.Match[str]) -> str:
    return _nearest(match[0])


@lru_cache(maxsize=20_000)
def _nearest(word: str) -> str:
    known = _BY_LENGTH.get(len(word), ())
    if word in _WORDS or word in _REAL:
        return word
    near = [one for one in known if one[0] == word[0] and len(one) > 5 and _one_slip(word, one)]
    return near[0] if len(near) == 1 else word


def _one_slip(word: str, right: str) -> bool:
    """One letter too many, too few, wrong, or two letters swapped."""
    if len(word) == len(right):
        wrong = [n for n, (a, b) in enumerate(zip(word, right, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return len(wrong) == 1 or (swapped and word[wrong[0]] == right[wrong[1]] and word[wrong[1]] == right[wrong[0]])
    longer, shorter = (word, right) if len(word) > len(right) else (right, word)
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
