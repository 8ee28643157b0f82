"""A whole config or other text: blocks of secrets are taken out, lines are masked, and a gate looks again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from switchrefresh.snapshots.redacting.lines import mask_free_text, mask_line
from switchrefresh.snapshots.redacting.masking import PLACEHOLDER, SHORTEST_LEARNED, Mask
from switchrefresh.snapshots.redacting.shapes import HASHES, PEM, URL_LOGIN

REMOVED = "<removed>"
_BANNER = re.compile(
    r"^(?P<head>\s*(?:set |configure )?(?:banner|header)\s+(?:\S+\s+)??)"
    r"(?P<mark>\^C|\x03|[\"'^%#~@$&*|+!])(?P<rest>.*)$",
    re.IGNORECASE,
)
_MESSAGE = re.compile(r"^(\s*(?:set system login )?(?:message|announcement|banner[\w -]*)\s+)(\".*)$", re.IGNORECASE)
_HEX_LINE = re.compile(r"^\s+(?:[0-9A-Fa-f]{2,8}\s+){3,}[0-9A-Fa-f]{2,8}\s*$|^\s+[0-9A-Fa-f]{32,}\s*$")
_SECTION = re.compile(r"^/(?P<path>[a-z0-9 /-]+)$")  # RouterOS
_CONFIG = re.compile(r"^\s*config (?P<path>.+)$")  # FortiOS
_OPENS = re.compile(r"^\s*(?P<word>[^{}\"]+?)\s*\{\s*(?:##.*)?$")  # Junos


@dataclass(frozen=True)
class Redacted:
    """The text as it may leave, and the values that were found: for the gate, never for anybody's eyes."""

    text: str
    learned: frozenset[str]

    def __repr__(self) -> str:
        return f"Redacted({len(self.text)} characters)"


def redact(raw: bytes | str, key: bytes, known: Iterable[str] = ()) -> Redacted:
    """The text without secrets. `key` makes the placeholders; `known` are values that must not be there whatever
    stands around them, such as the passwords of this very run.
    """
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    mask = Mask(key)
    for value in known:
        mask.learn(value)
    text = PEM.sub(REMOVED, text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = list(_masked(_without_banners(_joined(text.split("\n"))), mask))
    return Redacted(_again("\n".join(lines), mask), frozenset(mask.learned))


def redact_words(text: str, key: bytes, known: Iterable[str] = ()) -> Redacted:
    """The same for what people write: notes, reasons, comments."""
    mask = Mask(key)
    for value in known:
        mask.learn(value)
    text = "\n".join(mask_free_text(mask_line(line, mask), mask) for line in PEM.sub(REMOVED, text).split("\n"))
    return Redacted(_again(text, mask), frozenset(mask.learned))


def gate(text: str, learned: Iterable[str] = (), known: Iterable[str] = ()) -> tuple[str, ...]:
    """Why a text must not leave, without saying what; empty when it may."""
    found = []
    if any(len(value) >= 4 and value in text for value in known):
        found.append("it holds a password of this run")
    if any(len(value) >= SHORTEST_LEARNED and _word(value).search(text) for value in learned):
        found.append("it holds a value that was masked elsewhere")
    if HASHES.search(text) or PEM.search(text):
        found.append("it holds something that looks like a password hash or a key")
    if any(not PLACEHOLDER.fullmatch(match[2]) for match in URL_LOGIN.finditer(text)):
        found.append("it holds an address with a password in it")
    return tuple(found)


def _again(text: str, mask: Mask) -> str:
    """Every learned value wherever else it stands: a community in a description, a clear text of a type 7."""
    for value in sorted(mask.learned, key=lambda v: (-len(v), v)):
        if value in text:
            text = _word(value).sub(mask.placeholder(value), text)
    return text


def _word(value: str) -> re.Pattern[str]:
    """The value as a word of its own; inside another word it is another word."""
    return re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(value)}(?![A-Za-z0-9_-])")


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Lines that a backslash continues, as one: a secret may begin on the second."""
    held = ""
    for line in lines:
        if line.endswith("\\") and not line.endswith("\\\\"):
            held += line[:-1].rstrip() + " " if not line[:-1].endswith("=") else line[:-1]
            continue
        yield held + (line.lstrip() if held else line)
        held = ""
    if held:
        yield held


def _without_banners(lines: Iterable[str]) -> Iterator[str]:
    """Banners are what anybody may read at a console, and where people write what nobody should."""
    closing = ""
    for line in lines:
        if closing:
            if closing in line:
                closing = ""
            continue
        if (message := _MESSAGE.match(line)) is not None:
            yield f"{message[1]}{REMOVED}{';' if line.rstrip().endswith(';') else ''}"
            closing = "" if message[2].count('"') > 1 else '"'
            continue
        match = _BANNER.match(line)
        if match is None:
            yield line
            continue
        yield f"{match['head']}{REMOVED}"
        closing = "" if match["mark"] in match["rest"] else match["mark"]


def _masked(lines: Iterable[str], mask: Mask) -> Iterator[str]:
    """Each line with the block that it stands in; certificates and keys in hexadecimal are taken out."""
    path: list[str] = []
    hexadecimal = False
    for line in lines:
        if _HEX_LINE.match(line):
            if not hexadecimal:
                yield f"  {REMOVED}"
            hexadecimal = True
            continue
        hexadecimal = False
        yield mask_line(line, mask, "/".join(path))
        _walk(line, path)


def _walk(line: str, path: list[str]) -> None:
    """Follow blocks in and out: RouterOS sections, FortiOS config/end, Junos braces."""
    stripped = line.strip()
    if (section := _SECTION.match(line)) is not None:
        path[:] = [section["path"]]
    elif (config := _CONFIG.match(line)) is not None:
        path.append(config["path"])
    elif (opens := _OPENS.match(line)) is not None:
        path.append(opens["word"].split()[0])
    elif path and (stripped == "end" or stripped.startswith("}")):
        path.pop()
