"""After a few nights that took longer: plan offers other times, the risk rests on them, and what failed is planned."""

import json
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from running import typed

sys.path.insert(0, str(Path(__file__).parents[1] / "journal"))
from journal_kit import Night

NIGHTS = 5


@pytest.fixture
def worked(promised_cedar, tmp_path):
    """Five windows were worked, each task half as long again as estimated; the last switch of the last one failed."""
    cedar = tmp_path / "cedar-fork"
    shutil.copytree(promised_cedar, cedar)
    windows = sorted(json.loads((cedar / "approved.json").read_text())["windows"], key=lambda w: w["start"])
    past, night = windows[:NIGHTS], Night()
    failed = past[-1]["tasks"][-1]["switch"]
    for window in past:
        night.at = datetime.fromisoformat(window["start"])
        names = [task["switch"] for task in window["tasks"] if task["switch"] != failed]
        opened = night.on("laptop", "window-opened", window=window["id"], building=window["building"],
                          crew=window["crew"], switches=[*names, failed] if window is past[-1] else names)  # fmt: skip
        for name in names:
            night.on("laptop", "switch-done", switch=name, window=window["id"], on=window["start"][:10])
        tasks = [measured(task) for task in window["tasks"] if task["switch"] != failed]
        if window is past[-1]:
            night.on("laptop", "switch-failed", switch=failed, window=window["id"], because="no light")
        night.on("laptop", "window-closed", window=window["id"], opened=opened.isoformat(), crew=window["crew"],
                 done=names, tasks=tasks)  # fmt: skip
    with (cedar / "journal.jsonl").open("a") as file:
        file.write(night.text)
    later = (datetime.fromisoformat(past[-1]["start"]) + timedelta(days=1)).date().isoformat()
    return cedar, past, failed, later


def measured(task):
    start, end = (datetime.fromisoformat(task[key]) for key in ("start", "end"))
    hands = (end - start) / 1.25  # about the estimate: the buffer taken off
    return {**task, "end": (start + 1.5 * hands).isoformat(), "planned": hands.total_seconds() / 60, "role": "access"}


def test_nights_that_took_longer_are_told_with_their_numbers(worked):
    folder, past, failed, later = worked
    answer = typed("plan", "-C", folder, "--as-of", later, "--json")
    assert answer.code in {0, 1}, answer.err
    data = answer.json["data"]
    [access] = [one for one in data["estimates"] if one["name"] == "access"]
    assert access["windows"] >= 3
    assert "times the estimate" in access["words"]
    now = {w["id"]: w for w in data["windows"]}
    for window in past:
        kept = [(t["switch"], t["start"]) for t in window["tasks"] if t["switch"] != failed]
        if kept:
            after = now[window["id"]]
            assert (after["state"], after["start"]) == ("done", window["start"])
            assert [(t["switch"], t["start"]) for t in after["tasks"]] == kept
    again = [w for w in data["windows"] if failed in [t["switch"] for t in w["tasks"]]]
    assert [w["state"] for w in again] == ["proposed"]
    assert again[0]["start"][:10] > later
    told = typed("plan", "-C", folder, "--as-of", later)
    assert "the nights so far say" in told.out
    risk = typed("show", "--risk", "-C", folder, "--json").json["data"]["risk"]
    assert risk["measured_tasks"] == sum(len(w["tasks"]) for w in past) - 1
