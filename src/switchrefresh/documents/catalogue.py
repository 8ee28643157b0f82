"""The catalogue of problem codes: what each means, an example, and the cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page of the catalogue."""

    meaning: str
    example: str
    cure: str


CATALOGUE: Mapping[str, Page] = {}
