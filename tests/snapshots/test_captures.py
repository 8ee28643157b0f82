"""Real answers of 16 switch OSes, where they are at hand: none raises, one row in 200 may be skipped, and by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.cleaning import clean_text
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.snapshots.parsing import parse
from switchrefresh.snapshots.reading import read_state

CAPTURES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "device-outputs"
# Folders are named as ntc-templates names platforms; these go by another name here.
OUR_NAMES = {"brocade_fastiron": "ruckus_fastiron", "dell_force10": "dell_os9", "dell_powerconnect": "dell_os6"}


@pytest.mark.slow
@pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captures are not in the repository; none are beside it here")
def test_real_captures_map_into_the_model():
    rows = skipped = files = 0
    for path in sorted(CAPTURES.glob("*/*/*.raw")):
        name, command = path.parts[-3], path.parts[-2].replace("_", " ")
        platform = find_platform(OUR_NAMES.get(name, name))
        assert platform is not None
        raw = path.read_bytes()
        state = read_state(platform, [CommandOutput(command, raw)])
        parsed = parse(platform, command, clean_text(raw))
        files += 1
        rows += len(parsed.rows) if parsed else 0
        skipped += len(state.skipped)
        assert all(skip.why and skip.command for skip in state.skipped)
        assert not [skip for skip in state.skipped if "cannot be read" in skip.why], path
    assert files >= 600 and rows > 3000
    assert skipped <= rows * 0.005, f"{skipped} of {rows} rows"
