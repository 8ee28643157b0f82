"""Event titles are text that strangers typed: made safe to show, and brought into one form to compare."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape

# Long enough for what schools write into one title: "... (elementary schools only)" must not be cut off.
MAX_TITLE = 300
_TAG = re.compile(r"<[^<>]{0,500}>")
_NUMBERING = re.compile(r"#\s*\d+|\b(?:19|20)\d\d(?:\s*[-/]\s*(?:20)?\d\d)?\b|\bfy\s?\d\d\b")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc`\u00b4"), "'") | dict.fromkeys(map(ord, "\u201c\u201d"), '"')


def clean(text: str, limit: int = MAX_TITLE) -> str:
    """Without tags and control characters, in normal form (NFKC), blanks collapsed, at most `limit` characters."""
    text = text[: limit * 40]
    if "<" in text or "&" in text:
        text = unescape(_TAG.sub(" ", unescape(text)))
        text = _TAG.sub(" ", text)
    text = unicodedata.normalize("NFKC", text)
    # Category C holds control, format and direction characters: the ones that make a line lie on a terminal.
    text = "".join(" " if unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" else c for c in text)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


@lru_cache(maxsize=20_000)
def matchable(title: str) -> str:
    """The form that phrases are looked up in: lower case, plain dashes and quotes, symbols dropped."""
    text = clean(title).translate(_DASHES).translate(_QUOTES).replace("\u2044", "/").casefold()
    text = "".join(" " if unicodedata.category(c) in {"So", "Sk", "Mn"} else c for c in text)
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """The key of a decision: words only, so that "Teacher Work Day #3" and "TEACHER WORK DAY #4" are asked once.

    Numbering (`#3`, `2026-27`, `FY26`) is left out; other numbers stay, because "grades 6-12" is not "grades 9-12".
    """
    text = _NUMBERING.sub(" ", matchable(title)).replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", text)) or matchable(title)
