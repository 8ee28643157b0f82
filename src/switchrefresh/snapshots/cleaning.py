"""A config as a person reads it: without screen codes, pager traces and lines that change by themselves.

Only for looking and comparing. What is stored is exact: the bytes from after the line that echoes the command to
before the final prompt, as the device sent them, screen codes and pager traces included.
"""

from __future__ import annotations

import re
from re import Pattern

from switchrefresh.hidden import HIDDEN
from switchrefresh.platforms.recipe import Platform

# A VT100 code or the title of a window; `ESC E` means "next line" (ProCurve sends it instead of a line feed).
SCREEN_CODE = r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[()][0-9A-B]|[=>78DMHc]|\][^\x07\x1b\r\n]{0,200}(?:\x07|\x1b\\))"
_CODES = re.compile(SCREEN_CODE)
_NEXT_LINE = "\x1bE"
# How switches say "press a key for more"; each stands alone on the last line of a page.
PAGER_TEXTS = (
    r"<?-+ ?\(?[Mm][Oo][Rr][Ee]\)?,? ?-*>?"
    r"(?:,? ?next page: ?[Ss]pace,? ?next line: ?(?:[Ee]nter|Return key),? ?quit: ?[\w-]+)?"
    r"|---\(more(?: \d{1,3}%)?\)---"
    r"|More: <space>, {0,2}Quit: q(?: or CTRL\+Z)?, ?One line: <(?:return|CR)>"
    r"|-- \[Q quit\|[^\]\r\n]{1,60}\]"
    r"|--More-- or \(q\)uit"
    r"|--More-- ?\(?\d{1,3}%\)?"
    r"|Press (?:any key|<?SPACE>?|<?Enter>?) to continue(?: ?\([^()\r\n]{1,40}\))?(?: or [^\r\n]{1,40})?"
    r"|Press <?SPACE>? for more[^\r\n]{0,40}"
    r"|lines \d+-\d+(?:/\d+)?(?: \([^()\r\n]{1,20}\))?"
)
_PAGER_WORDS = ("ore", "ORE", "Press", "Q quit", "lines ")  # one of them stands in every text above
_ERASED = r"(?:\x08+ *\x08*|\r {2,}\r|\r(?!\n))*"
_PAGER_TRACE = re.compile(rf"(?:(?<=[\r\n])|\A)[ \t]*(?:{PAGER_TEXTS})[ \t]*{_ERASED}")
_LINE_BREAK = re.compile(r"\r+\n?")  # never `\r*\n`: a long run of CR would cost its square


def decode(raw: bytes | bytearray) -> str:
    """Text for people: UTF-8, and bytes that are not UTF-8 as `\\xe9`, so that two different configs stay different."""
    return raw.decode("utf-8", "backslashreplace")


def clean_text(raw: bytes | bytearray) -> str:
    """The config with plain line ends and without screen codes, pager traces and rubbed-out characters."""
    text = decode(raw)
    if "\x1b" in text:
        text = _CODES.sub("", text.replace(_NEXT_LINE, "\n"))
    if any(word in text for word in _PAGER_WORDS):
        text = _PAGER_TRACE.sub("", text)
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        text = _LINE_BREAK.sub("\n", text)
    return _rub_out(text).replace("\x00", "")


def clean_lines(raw: bytes) -> list[str]:
    """The lines of `clean_text` without trailing blanks."""
    return [line.rstrip() for line in clean_text(raw).split("\n")]


def comparable_lines(platform: Platform, raw: bytes) -> list[str]:
    """What two reads of an unchanged switch have in common: no blank lines, bare comment marks or volatile lines."""
    lines = clean_lines(raw)
    ignored = {
        line for line in set(lines) if not line or line.strip() == platform.comment or platform.is_volatile(line)
    }
    return [line for line in lines if line not in ignored]


def _rub_out(text: str) -> str:
    """Let every backspace take the character before it, within its line."""
    if "\x08" not in text:
        return text
    return "\n".join(_rub_out_line(line) if "\x08" in line else line for line in text.split("\n"))


def _rub_out_line(line: str) -> str:
    kept: list[str] = []
    for character in line:
        if character != "\x08":
            kept.append(character)
        elif kept:
            kept.pop()
    return "".join(kept)


def printable(text: str, longest: int = 120) -> str:
    """One line of device text that is safe to show: no control, direction or zero-width characters, not too long."""
    line = HIDDEN.sub(" ", " ".join(text.split()))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def pager_pattern() -> Pattern[str]:
    """Finds a pager's question at the very end of what has arrived."""
    return re.compile(
        rf"(?:\A|(?<=[\r\n])|(?<=\x1bE)|(?=\x1b\[))(?:{SCREEN_CODE}|[ \t])*(?:{PAGER_TEXTS})"
        rf"(?:{SCREEN_CODE}|[ \t])*\Z"
    )
