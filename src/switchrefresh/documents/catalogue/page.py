"""What one page of the catalogue of problem codes holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page of the catalogue."""

    meaning: str
    example: str
    cure: str
