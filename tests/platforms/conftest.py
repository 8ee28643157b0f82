"""Lets the tests of platforms use the switch on paper of the tests of devices."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "devices"))
