"""Placeholders: the same secret always becomes the same one, so that a difference still shows as one."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256

from switchrefresh.snapshots.redacting.shapes import clear_texts
from switchrefresh.snapshots.redacting.words import KNOWN

PLACEHOLDER = re.compile(r"<redacted(?:-[0-9a-f]{8})?>")
SHORTEST_LEARNED = 6  # characters; shorter ones would hit ordinary words


@dataclass
class Mask:
    """Masks values and remembers them; `key` is the project's own, so that nobody can try words on a placeholder."""

    key: bytes
    learned: set[str] = field(default_factory=set)

    def value(self, text: str) -> str:
        """The placeholder for a value; quotation marks and what ends a statement stay around it."""
        if PLACEHOLDER.fullmatch(text):
            return text
        lead = text[: len(text) - len(text.lstrip("\"'"))]
        tail = text[len(text.rstrip("\"';,")) :]
        bare = text[len(lead) : len(text) - len(tail)]
        if not bare:
            return text
        self.learn(bare)
        return f"{lead}{self.placeholder(bare)}{tail}"

    def learn(self, bare: str) -> None:
        """Remember a secret and what it says in the clear."""
        for text in (bare, *clear_texts(bare)):
            if len(text) >= SHORTEST_LEARNED and text.casefold() not in KNOWN:
                self.learned.add(text)

    def placeholder(self, bare: str) -> str:
        """A keyed hash; a value that anybody can decode has the hash of its clear text, whatever its salt."""
        meant = next(iter(clear_texts(bare)), bare)
        return f"<redacted-{hmac.new(self.key, meant.encode('utf-8', 'replace'), sha256).hexdigest()[:8]}>"
