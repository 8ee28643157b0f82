"""Problem codes of documents, exports and hand-offs."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

PAPERS: Mapping[str, Page] = {}
