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
}
