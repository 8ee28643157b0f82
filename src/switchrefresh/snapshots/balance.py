"""Is a config whole by its own structure: braces that match, `config` and `end` that match."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BRACE_TOKEN = re.compile(r'["{}]|/\*|#[^\n]*')
_STRING_END = re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL)
_QUOTE = re.compile(r'(?<!\\)(?:\\\\)*"')


def braces_match(text: str) -> str:
    """What is wrong with the braces of a Junos config; "" when all match and the last line closes the last block.

    Braces in quoted text and comments are text. Every step goes forward, so that no config can cost its square.
    """
    depth = deepest = at = 0
    while token := _BRACE_TOKEN.search(text, at):
        at = token.end()
        word = token[0]
        if word == '"':
            closed = _STRING_END.match(text, at)
            if closed is None:
                return "a quoted text has no end"
            at = closed.end()
        elif word == "/*":
            at = text.find("*/", at) + 2
            if at < 2:
                return "a comment has no end"
        elif word in "{}":
            depth += 1 if word == "{" else -1
            deepest = max(deepest, depth)
            if depth < 0:
                return "a brace closes nothing"
    if depth:
        return f"{depth} braces are not closed"
    if not deepest or not text.rstrip().endswith("\n}"):
        return "the last line closes no block"
    return ""


def blocks_match(lines: Sequence[str]) -> str:
    """What is wrong with the `config` ... `end` blocks of a FortiOS config; "" when all match.

    A quoted value may run over many lines (a certificate); what stands in it is text.
    """
    depth, quoted, last = 0, False, ""
    for line in lines:
        word = line.strip()
        if not quoted and word:
            last = word
            depth += word.startswith("config ") - (word == "end")
            if depth < 0:
                return "an `end` closes nothing"
        quoted ^= len(_QUOTE.findall(line)) % 2 == 1
    if quoted:
        return "a quoted text has no end"
    if depth:
        return f"{depth} blocks are not closed"
    return "" if last == "end" else "the last line closes no block"
