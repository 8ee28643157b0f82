"""Problem codes of keys and values that the schema refuses."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

SCHEMA: Mapping[str, Page] = {
    "unknown-key": Page(
        "A key that is not known there; often a misspelling.",
        "replacment: {model: JL675A}",
        "Take the suggestion, or delete the key. Remarks go behind a # or into `notes:`.",
    ),
    "missing-key": Page("A key that must be there is not.", "hs: {kind: high}    # no name", "Add it."),
    "wrong-type": Page("A list, a mapping or text stands where another is needed.", "away: 2027-03-15", "[2027-03-15]"),
    "bad-value": Page(
        "The value cannot be read as what it should be: a time, a date, a range, a number, a known word.",
        'bells: {start: "7.20"}',
        'Write times like 07:20, dates like 2026-12-21, ranges with "..", durations like 1h30m.',
    ),
    "bad-id": Page(
        "Ids are used on the command line and as file names, so they are short and plain.",
        "HS MDF: {...}",
        "1 to 63 of a-z 0-9 . _ -, beginning with a letter or digit: hs-mdf.",
    ),
    "secret-in-file": Page(
        "A password or community in a file of the folder. Files are copied, mailed and put into git.",
        "access: {password: ...}",
        "Delete it and change that password. Use the prompt, --password-file, $SWITCHREFRESH_PASSWORD or an SSH key.",
    ),
}
