"""Headings that say what holds for the dates below them: "Half Days", "No-School Days"."""

from __future__ import annotations

import re

from switchrefresh.calendars.classify import classify
from switchrefresh.calendars.meanings import DAY_MEANINGS, Meaning
from switchrefresh.calendars.model import Tier

_PLURAL = re.compile(
    r"\b(?:days|holidays|breaks|recesses|dismissals|releases|starts|closures)\b[^a-z0-9]*$", re.IGNORECASE
)
_MOST_WORDS = 6


def section_of(text: str) -> str:
    """The heading's own words when it speaks of school days and of several dates; else nothing."""
    if len(text.split()) > _MOST_WORDS or text[:1].isdigit():
        return ""
    if not (_PLURAL.search(text) or text.rstrip().endswith(":")):
        return ""
    return text.strip(" :*-") if classify(text).meaning in DAY_MEANINGS - {Meaning.IN_SESSION} else ""


def in_section(title: str, section: str) -> str:
    """The title with the heading behind it, unless it says by itself what day it is."""
    said = classify(title)
    known = said.meaning in DAY_MEANINGS and said.tier is Tier.STRONG
    return title if known or not section or section.casefold() in title.casefold() else f"{title} ({section})"
