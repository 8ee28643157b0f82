"""The configs that the readers of the snapshots room are tested with serve here too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "snapshots"))
