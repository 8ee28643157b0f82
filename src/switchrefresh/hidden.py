"""Characters that nobody sees and that a terminal, a browser or a reader obeys: one list for all who show text."""

from __future__ import annotations

import re

# C0, DEL and C1; soft hyphens; marks of direction; zero width; separators of lines; tags; halves of other characters.
_BUT_BLANKS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff"
)
HIDDEN = re.compile(f"[\t\n{_BUT_BLANKS}]")
HIDDEN_BUT_BLANKS = re.compile(f"[{_BUT_BLANKS}]")  # a tab and the end of a line are left
