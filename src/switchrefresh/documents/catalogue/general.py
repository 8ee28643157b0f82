"""Problem codes that any verb may say."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

GENERAL: Mapping[str, Page] = {
    "cannot-answer": Page(
        "The verb could not give an answer, for a reason that its message names.",
        "a disk that is full",
        "Follow the hint; nothing was written.",
    ),
    "not-promised": Page(
        "A notice speaks of a window that is proposed and not promised: its date may still move.",
        "notify w003 before approve",
        "Promise it first: switchrefresh approve w003.",
    ),
    "open-password-file": Page(
        "Other people on this machine can read the password file.",
        "--password-file pw.txt with mode 0644",
        "chmod 600 pw.txt",
    ),
}
