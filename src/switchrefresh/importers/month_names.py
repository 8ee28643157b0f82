"""Names of months and weekdays in English, Spanish and French, as calendars write and shorten them."""

from __future__ import annotations

import re
import unicodedata

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# First letters of Spanish and French names where they differ from the English ones.
_OTHER_MONTHS = {"ene": 1, "fev": 2, "avr": 4, "abr": 4, "mai": 5, "juin": 6, "juil": 7, "ago": 8, "aou": 8, "set": 9}
_OTHER_MONTHS |= {"dic": 12}
_OTHER_DAYS = {"lun": 0, "mar": 1, "mie": 2, "mer": 2, "jue": 3, "jeu": 3, "vie": 4, "ven": 4, "sab": 5, "sam": 5}
_OTHER_DAYS |= {"dom": 6, "dim": 6}
MONTH = (
    r"(?<![^\W\d_])(?:jan(?:uary|vier|v)?|feb(?:ruary|rero)?|f[\u00e9e]v(?:rier|r)?|mar(?:ch|zo|s)?|apr(?:il)?"
    r"|avr(?:il)?|abr(?:il)?|may(?:o)?|mai|june?|junio|juin|july?|julio|juil(?:let)?|aug(?:ust)?|agosto|ao[\u00fbu]t"
    r"|sept?(?:ember|embre)?|sep?tiembre|oct(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?"
    r"|d[\u00e9e]c(?:ember|embre)?|dic(?:iembre)?|ene(?:ro)?|ago(?=\.))"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|lunes|martes|mi[\u00e9e]rcoles|jueves|viernes|s[\u00e1a]bado|domingo"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)


def month_number(text: str) -> int:
    """1 for January, from a name or a number as it was written."""
    if text.isdigit():
        return int(text)
    word = _plain(text)
    known = _OTHER_MONTHS.get(word[:4]) or _OTHER_MONTHS.get(word[:3])
    return known or MONTHS.index(word[:3]) + 1


def weekday_in(text: str) -> int:
    """0 for Monday; -1 when the text names none or several."""
    found = set(weekdays_in(text))
    return found.pop() if len(found) == 1 else -1


def weekdays_in(text: str) -> list[int]:
    """Every weekday that a text names, in its order."""
    words = re.findall(rf"(?<![^\W\d_]){WEEKDAY}s?\b", text, re.IGNORECASE)
    return [_weekday_number(_plain(word)) for word in words]


def _weekday_number(word: str) -> int:
    return WEEKDAYS.index(word[:3]) if word[:3] in WEEKDAYS else _OTHER_DAYS[word[:3]]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))
