"""Problem codes of the window night and of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

WINDOWS: Mapping[str, Page] = {}
