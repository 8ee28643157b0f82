"""The catalogue of problem codes: what each means, an example, and the cure; a file for each room."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.checks import CHECKS
from switchrefresh.documents.catalogue.devices import DEVICES
from switchrefresh.documents.catalogue.feeds import FEEDS
from switchrefresh.documents.catalogue.general import GENERAL
from switchrefresh.documents.catalogue.imports import IMPORTS
from switchrefresh.documents.catalogue.lab import LAB
from switchrefresh.documents.catalogue.page import Page
from switchrefresh.documents.catalogue.papers import PAPERS
from switchrefresh.documents.catalogue.plans import PLANS
from switchrefresh.documents.catalogue.schema import SCHEMA
from switchrefresh.documents.catalogue.verification import VERIFICATION
from switchrefresh.documents.catalogue.windows import WINDOWS
from switchrefresh.documents.catalogue.yaml_files import YAML

CATALOGUE: Mapping[str, Page] = {
    **YAML,
    **SCHEMA,
    **CHECKS,
    **FEEDS,
    **GENERAL,
    **IMPORTS,
    **PLANS,
    **DEVICES,
    **VERIFICATION,
    **WINDOWS,
    **PAPERS,
    **LAB,
}
