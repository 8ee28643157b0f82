"""Problem codes and findings of port maps, fit and proof."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

VERIFICATION: Mapping[str, Page] = {}
