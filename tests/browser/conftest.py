"""The browser tests show the same small district as the tests of the documents."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "documents"))
