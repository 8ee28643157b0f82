"""Any verb in a folder that is no district: one clear problem, nothing about planning, nothing written."""

import pytest
from running import typed

LINES = [
    "plan", "plan --explain-goals", "plan --what-if notice", "approve", "approve --all", "show", "show w001 --why",
    "show --chart crew", "check", "calendar", "calendar diff", "backup", "compare", "verify", "window start w001",
    "window finish w001", "status", "runbook", "notify", "export ics", "export site", "handoff tech", "note hs",
    "log hs-sw1 done", "trust hs-sw1",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_it_says_one_thing(tmp_path, line):
    answer = typed(*line.split(), "-C", tmp_path, "--json")
    assert answer.code == 2
    assert [problem["code"] for problem in answer.json["problems"]] == ["no-project"]
    told = typed(*line.split(), "-C", tmp_path)
    assert told.code == 2
    assert "planning" not in told.out + told.err
    assert [word for word in told.err.splitlines() if word.startswith("error")] == told.err.splitlines()[:1]
    assert list(tmp_path.iterdir()) == []
