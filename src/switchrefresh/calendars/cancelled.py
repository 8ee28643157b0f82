"""Cancelled or not: producers of school calendars write it into the title and leave STATUS alone."""

from __future__ import annotations

import re
from functools import lru_cache

from switchrefresh.calendars.titles import matchable

# Spellings seen and near: canceled, cancelled, cancelation, cancled, canceld; postponed; called off.
_WORD = r"(?:can[cs]el+e?d|cancle?d|cancell?ation|postponed|called off|will not be held|rescheduled (?:to|for)\b.*)"
_MARK = re.compile(
    rf"^[\W_]*{_WORD}\b(?! from)"  # CANCELED - Band Concert
    rf"|[(\[*]\s*(?:event |game |has been )?(?:{_WORD}|rescheduled)\s*[)\]*]"  # (cancelled), *Cancelled*, (rescheduled)
    rf"|[-:|/]\s*{_WORD}\s*(?:$|[-:|/!.])"  # Concert - CANCELLED
    rf"|\b{_WORD}[\W_]*$"  # Games CANCELED
)
_NOT = re.compile(rf"\bnot {_WORD}|\bif (?:not )?{_WORD}|\bpolicy\b|\bdeadline\b")
# School itself called off is the opposite of an event that does not happen.
_SCHOOL = re.compile(rf"\b(?:school|schools|classes|all classes)\b(?: (?:is|are|has been|have been))? {_WORD}\b")


@lru_cache(maxsize=20_000)
def is_cancelled(title: str) -> bool:
    """Whether the title says that the event does not happen; "School cancelled" says that school does not."""
    text = matchable(title)
    if _NOT.search(text) or _SCHOOL.search(text):
        return False
    return _MARK.search(text) is not None
