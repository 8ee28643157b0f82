"""What a switch shows at the end of its output: its prompt, a question, a pager, or the echo of a command."""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Match, Pattern

from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.cleaning import SCREEN_CODE

# A prompt stands at the start of a line: after a line break, or after a code that moves the cursor (ProCurve).
_LINE_START = r"(?:\A|(?<=[\r\n])|(?<=\x1bE)|(?=\x1b\[\d+;\d+H))"
_BLANK = rf"(?:{SCREEN_CODE}|\s|\x00)*"
# "…and press <Enter>" below a menu would choose an item, so only a whole sentence about going on counts.
_ANY_KEY = (
    r"[^\r\n]{0,20}any key to (?:continue|proceed|get started)"
    r"|(?:please )?(?:press|hit|strike) (?:any key|<?(?:enter|return)>?(?: key)? to (?:continue|proceed|get started))"
)
_CHANGE = r"(?:new|old|current|retype|confirm|re-?enter|verify)[^\r\n]{0,40}password[^\r\n]{0,20}[:?]"
_LOGIN = r"(?:user ?name|login(?: name)?|password|passcode)[^\r\n:]{0,24}:"
_YES_NO = r"[^\r\n]*(?:[\[(]\s*(?:y(?:es)?\s*[/|]\s*n(?:o)?)[^\r\n]{0,20}[\])]|yes or no)[^\r\n]{0,10}"
SESSIONS_FULL = re.compile(
    r"(?:session|connection|user|vty|line)s?[^\r\n]{0,40}(?:limit|maximum|exceeded|in use|reached)"
    r"|(?:maximum|limit)[^\r\n]{0,30} (?:sessions|connections|users)|too many (?:session|user)",
    re.IGNORECASE,
)
EXPIRED = re.compile(
    r"password[^\r\n]{0,60}(?:expired|must be changed|has to be changed|change (?:it|your))", re.IGNORECASE
)


def _at_end(text: str) -> Pattern[str]:
    return re.compile(rf"{_LINE_START}{_BLANK}(?P<text>{text}){_BLANK}\Z", re.IGNORECASE)


ANY_KEY = _at_end(rf"[^\w\r\n]{{0,8}}(?:{_ANY_KEY})[^\r\n]{{0,60}}")
NEW_PASSWORD = _at_end(rf"[^\r\n]{{0,40}}{_CHANGE}")
LOGIN = _at_end(rf"[^\r\n]{{0,24}}{_LOGIN}")
YES_NO = _at_end(_YES_NO)
ENABLE_USER = _at_end(r"(?:user ?name|login(?: name)?)[^\r\n:]{0,24}:")
ENABLE_SECRET = _at_end(r"[^\r\n]{0,24}(?:password|secret)[^\r\n:]{0,24}:")


@dataclass(frozen=True, slots=True)
class Prompt:
    """The prompt of this session, as the switch wrote it."""

    text: str
    host: str
    level: str


def first_prompt(platform: Platform) -> Pattern[str]:
    """Any prompt of this OS at the very end; groups `host` and `level`."""
    return re.compile(rf"{_LINE_START}(?P<lead>(?:{SCREEN_CODE})*)(?P<prompt>{platform.prompt.pattern}){_BLANK}\Z")


def exact_prompt(prompt: Prompt) -> Pattern[str]:
    """This session's prompt at the very end, or with nothing but log lines after it.

    `\\Z`, because `$` also matches before a last line break and with flags at every line.
    """
    noise = r"(?P<noise>(?:[ \t]*[\r\n]{1,4}[^\r\n%]{0,60}%[A-Z][A-Z0-9_-]*-[0-7]-[A-Z0-9_]+:[^\r\n]*)*)"
    return re.compile(
        rf"{_LINE_START}(?P<lead>(?:{SCREEN_CODE})*)(?P<prompt>{re.escape(prompt.text)}){noise}{_BLANK}\Z"
    )


def read_prompt(match: Match[str]) -> Prompt:
    """The prompt that `first_prompt` found."""
    return Prompt(match["prompt"], match["host"], match["level"])


def echo_pattern(command: str) -> Pattern[str]:
    """The echo of a command, with the codes a screen editor strews in, up to and with its line break."""
    letters = rf"(?:{SCREEN_CODE})*".join(re.escape(letter) for letter in command)
    return re.compile(rf"{letters}(?:{SCREEN_CODE}|[ \t])*(?:\r*\n|\r|\x1bE)")
