"""Problem codes of documents, exports and hand-offs."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

PAPERS: Mapping[str, Page] = {
    "notice-template": Page(
        "The district's own text for a notice cannot be filled in: it uses an unknown word, or a bracket is open.",
        "notices/families.en.txt: {{ bulding }} will be without network",
        "Correct the line that is named; the hint lists the words. Without the file our own text is used.",
    ),
    "evidence-gap": Page(
        "An auditor would ask for something about a replaced switch that nobody has written down.",
        "hs-idf1-sw1: no serial number",
        "`switchrefresh log SWITCH done --on DATE --serial S`, or complete the room in buildings.yaml.",
    ),
    "missing-extra": Page(
        "What was asked for needs a package that is not installed.",
        "runbook w001 --format pdf without typst",
        "Install the extra that is named, or take another format.",
    ),
    "handoff-secret": Page(
        "The bundle would have carried a secret; nothing was written.",
        "folder/switches.yaml: it holds a value that was masked elsewhere",
        "Take the value out of the file that is named: a note, a contact, an entry.",
    ),
    "handoff-open": Page(
        "The bundle is not sealed: whoever gets the file can read how to get in.",
        "handoff wave-2 -o vendor.zip",
        "Ask the crew for an age key (`age-keygen`) and say it with --to, or carry the file yourself.",
    ),
    "bad-bundle": Page(
        "What should be merged is no zip, no folder with a journal, or larger than this reads.",
        "handoff --merge photo.jpg",
        "Name the crew's folder, its zip, or its journal.jsonl; open an encrypted one with `age --decrypt` first.",
    ),
    "no-window": Page(
        "No window belongs to what was named.",
        "runbook bus before anything is planned there",
        "See `switchrefresh show`.",
    ),
}
