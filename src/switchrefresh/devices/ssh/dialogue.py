"""What a switch shows at the end of its output: its prompt, a question, a pager, or the echo of a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from re import Match, Pattern

from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.cleaning import SCREEN_CODE, clean_text

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


# What may change in a prompt from one command to the next, by the names of the groups in a platform's pattern.
_CHANGING = {
    "role": r"(?:\{[a-z]{1,12}(?::[a-z]{0,6}\d{1,2})?\}[ \t]*[\r\n]{1,4})?",
    "unsaved": r"(?P<unsaved>(?:\* ?)?)",
    "count": r"\.\d{1,6}",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """The prompt of this session, as the switch wrote it.

    `pattern` matches it with whatever in it may change; `anchor` is its longest part that does not.
    """

    text: str
    host: str
    level: str
    pattern: str = ""
    anchor: str = ""

    def is_same(self, text: str) -> bool:
        """Whether another prompt is this one."""
        return re.fullmatch(self.pattern, text) is not None


@lru_cache(maxsize=64)
def _first_prompt(prompt: str) -> Pattern[str]:
    return re.compile(rf"{_LINE_START}(?P<lead>(?:{SCREEN_CODE})*)(?P<prompt>{prompt}){_BLANK}\Z")


def first_prompt(platform: Platform) -> Pattern[str]:
    """Any prompt of this OS at the very end; groups `host` and `level`."""
    return _first_prompt(platform.prompt.pattern)


# What may stand before and after a prompt at the very end. `\Z`, because `$` also matches before a last line break.
_NOISE = r"(?P<noise>(?:[ \t]*[\r\n]{1,4}[^\r\n%]{0,60}%[A-Z][A-Z0-9_-]*-[0-7]-[A-Z0-9_]+:[^\r\n]*)*)"
_BEFORE = re.compile(rf"{_LINE_START}(?:{SCREEN_CODE})*\Z")
_AFTER = re.compile(rf"{_NOISE}{_BLANK}\Z")


class PromptEnd:
    """Finds a session's own prompt at the very end, or with nothing but log lines after it.

    The usual prompt never changes and is looked for as it stands: a pattern made for each switch costs a tenth of the
    computing of a whole pull. One that changes from command to command has a pattern of its own.
    """

    def __init__(self, prompt: Prompt) -> None:
        self._text = prompt.text
        self._pattern: Pattern[str] | None = None
        if prompt.pattern != re.escape(prompt.text):
            self._pattern = re.compile(
                rf"{_LINE_START}(?P<lead>(?:{SCREEN_CODE})*)(?P<prompt>{prompt.pattern}){_NOISE}{_BLANK}\Z"
            )

    def find(self, text: str, first: int) -> tuple[int, Match[str]] | None:
        """Where the prompt begins, with the screen codes that belong to it; a match that tells what changes in it."""
        if self._pattern is not None:
            match = self._pattern.search(text, first)
            return (match.start(), match) if match else None
        at = text.find(self._text, first)
        while at >= 0:
            after = _AFTER.match(text, at + len(self._text))
            if after and (before := _BEFORE.search(text, first, at)):
                return before.start(), after
            at = text.find(self._text, at + 1)
        return None


def read_prompt(match: Match[str]) -> Prompt:
    """The prompt that `first_prompt` found."""
    text, start = match["prompt"], match.start("prompt")
    spans = sorted((match.start(name) - start, match.end(name) - start, name) for name in _changing(match))
    fixed, pattern, at = [], "", 0
    for first, last, name in spans:
        fixed.append(text[at:first])
        pattern += re.escape(text[at:first]) + _CHANGING[name]
        at = last
    fixed.append(text[at:])
    return Prompt(text, match["host"], match["level"], pattern + re.escape(text[at:]), max(fixed, key=len))


def _changing(match: Match[str]) -> Iterator[str]:
    return (name for name in match.re.groupindex if name in _CHANGING and match.start(name) >= 0)


_ECHO_END = re.compile(rf"(?:{SCREEN_CODE}|[ \t])*(?:[\r\x00]*\n|\r|\x1bE)")


@lru_cache(maxsize=512)
def echo_pattern(command: str) -> Pattern[str]:
    """The echo of a command, with the codes a screen editor strews in, up to and with its line break."""
    letters = rf"(?:{SCREEN_CODE})*".join(re.escape(letter) for letter in command)
    return re.compile(letters + _ECHO_END.pattern)


def _search_echo(text: str, command: str) -> tuple[int, int] | None:
    """Where `echo_pattern` is found; without screen codes the letters stand together and no pattern is made."""
    if "\x1b" in text:
        found = echo_pattern(command).search(text)
        return found.span() if found else None
    at = text.find(command)
    while at >= 0:
        if end := _ECHO_END.match(text, at + len(command)):
            return at, end.end()
        at = text.find(command, at + 1)
    return None


def find_echo(text: str, command: str, prompt: Prompt) -> tuple[int, int] | None:
    """Where the echo of a command begins and ends, its line break included; None when it is not there.

    A switch may strew backspaces into it, or draw the whole line again when it has been typed.
    """
    found = _search_echo(text, command)
    if found and not text.endswith("\r", *found):
        return found
    start, end = found or (0, 0)
    line, ended, _ = text[end:].partition("\n")
    if ended and (found or "\x08" in line) and _is_drawn(line, command, prompt):
        return start, end + len(line) + 1
    return (start, end) if found else None


def _is_drawn(line: str, command: str, prompt: Prompt) -> bool:
    """Whether a line looks like the typed command on the screen, with or without the prompt before it."""
    shown = clean_text(line.encode("latin-1")).strip()
    return shown == command or (shown.endswith(command) and prompt.is_same(shown[: -len(command)].rstrip()))
