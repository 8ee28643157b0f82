"""The first repair pass: from the bytes of a feed to the text of a whole calendar, or why there is none."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass, field

from switchrefresh.calendars.model import Repair

MAX_BYTES = 32 << 20
_BEGIN = re.compile(r"BEGIN:VCALENDAR", re.IGNORECASE)
_LINE_BEGIN = re.compile(r"^\s*BEGIN:VCALENDAR\s*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"END:VCALENDAR", re.IGNORECASE)
# A fold between the bytes of one letter: the standard lets writers do it, and it is no text until it is undone.
_SPLIT_LETTER = re.compile(rb"\r?\n[ \t](?=[\x80-\xbf])")
_KINDS = (
    (b"PK\x03\x04", "a zip archive or a workbook"),
    (b"%PDF", "a PDF: paste its text and use import calendar"),
    (b"{", "JSON"),
    (b"[", "JSON"),
)

MESSAGES = {
    "byte-order-mark": "the byte order mark at the start was skipped",
    "windows-1252": "the file is not UTF-8; it was read as Windows-1252",
    "utf-16": "the file is UTF-16 without a mark and was read so",
    "gzip": "the file was packed with gzip and was unpacked",
    "split-letter": "lines that were folded in the middle of a letter were joined",
    "null-bytes": "null bytes were taken out",
    "junk-before-begin": "text before BEGIN:VCALENDAR was cut",
    "junk-after-end": "text after END:VCALENDAR was cut",
}


@dataclass
class Tally:
    """Counts repairs by code while a feed is read; `listed` gives them in the order of their first use."""

    counts: Counter[str] = field(default_factory=Counter)
    details: dict[str, str] = field(default_factory=dict)

    def note(self, code: str, detail: str, times: int = 1) -> None:
        if times:
            self.counts[code] += times
            self.details.setdefault(code, detail)

    def known(self, code: str, times: int = 1) -> None:
        """Count a repair whose words are always the same."""
        self.note(code, MESSAGES[code], times)

    def listed(self) -> tuple[Repair, ...]:
        return tuple(Repair(code, count, self.details[code]) for code, count in self.counts.items())


class UnreadableFeedError(ValueError):
    """The bytes are not a whole calendar; the message says what they are instead."""


def whole_text(raw: bytes, tally: Tally) -> str:
    """The text from BEGIN:VCALENDAR to its last END:VCALENDAR. Raises UnreadableFeedError."""
    if len(raw) > MAX_BYTES:
        raise UnreadableFeedError(f"the file is larger than {MAX_BYTES >> 20} MiB")
    raw = _unpacked(raw, tally)
    text = _decoded(raw, tally)
    if "\x00" in text.strip("\x00"):
        tally.known("null-bytes", text.strip("\x00").count("\x00"))
    return _envelope(text.replace("\x00", ""), raw, tally)


def _unpacked(raw: bytes, tally: Tally) -> bytes:
    """What a gzip file holds; servers send feeds so, and some programs store what came."""
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(raw, MAX_BYTES + 1)
    except zlib.error:
        raise UnreadableFeedError("the file is packed with gzip and damaged") from None
    if len(found) > MAX_BYTES:
        raise UnreadableFeedError(f"the file unpacks to more than {MAX_BYTES >> 20} MiB")
    if not unpacker.eof:
        raise UnreadableFeedError("the file is packed with gzip and breaks off")
    tally.known("gzip")
    return found


def _decoded(raw: bytes, tally: Tally) -> str:
    if raw.startswith(b"\xef\xbb\xbf"):
        tally.known("byte-order-mark")
        raw = raw[3:]
    elif raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        tally.known("byte-order-mark")
        return raw.decode("utf-16", errors="replace")
    for start, name in ((b"B\x00E\x00G\x00", "utf-16-le"), (b"\x00B\x00E\x00G", "utf-16-be")):
        if raw.startswith(start):
            tally.known("utf-16")
            return raw.decode(name, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = _SPLIT_LETTER.sub(b"", raw).decode("utf-8")
    except UnicodeDecodeError:
        tally.known("windows-1252")
        return raw.decode("cp1252", errors="replace")
    tally.known("split-letter", len(_SPLIT_LETTER.findall(raw)))
    return text


def _envelope(text: str, raw: bytes, tally: Tally) -> str:
    """The calendar inside the text: what stands before and behind it is cut, what breaks off is none."""
    body = text.strip()
    if not body:
        raise UnreadableFeedError("the file is empty")
    begin = (_LINE_BEGIN if body[0] == "<" else _BEGIN).search(body[:4096])
    if begin is None:
        named = next((name for start, name in _KINDS if raw.lstrip().startswith(start)), "something else")
        raise UnreadableFeedError(f"this is not a calendar but {'a web page' if '<' in body[:200] else named}")
    if begin.start():
        tally.known("junk-before-begin")
    body = body[begin.start() :].lstrip()
    *_, end = [0, *(match.end() for match in _END.finditer(body))]
    tail = body[end:]
    if not end or re.search(r"\bBEGIN:V", tail, re.IGNORECASE):
        raise UnreadableFeedError("the file breaks off before END:VCALENDAR")
    if tail.strip():
        tally.known("junk-after-end")
    return body[:end]
