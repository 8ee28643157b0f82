"""From outside: a switch of the pilot building fails while other buildings are promised, and gets another window."""

import json
import sys
from pathlib import Path

import pytest
from running import typed

sys.path.insert(0, str(Path(__file__).parent.parent / "outside"))
from outside_checker import violations

DISTRICT = """\
district: Three Buildings
timezone: America/Chicago
horizon: 2026-12-01..2027-02-26
hours: {school_day: ["15:30..21:00"], weekend: []}
school_years: [{first_day: 2026-08-20, last_day: 2027-05-20}]
crews:
  tech: {base: do, hours: {weekday: "07:00..16:00", evening: "15:00..21:30"}}
work: {access: 30m, setup: 10m, closet_change: 5m, buffer: 0%, backout: 30m}
policy: {order: core_first, pilot: {buildings: [do], soak: 7d}, notice: 2d}
access: {username: netadmin}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "district.yaml").write_text(DISTRICT)
    buildings, switches = "buildings:\n", "switches:\n"
    for key in ("do", "hs", "ms"):
        buildings += f"  {key}: {{name: Building {key}, kind: office, closets: {{mdf: {{name: MDF}}}}}}\n"
        for n in (1, 2):
            switches += f"  {key}-sw{n}: {{building: {key}, closet: mdf, platform: unmanaged, model: OLD, "
            switches += "replacement: {model: NEW, platform: unmanaged}}\n"
    (tmp_path / "buildings.yaml").write_text(buildings)
    (tmp_path / "switches.yaml").write_text(switches)
    return tmp_path


def run(folder, *words):
    answer = typed(*words, "-C", folder, "--json")
    assert answer.code == 0, answer.out + answer.err
    return answer.json["data"]


def work(folder, window, **outcomes):
    """A night in which each switch comes to what is said of it."""
    day = window["start"][:10]
    run(folder, "window", "start", window["id"], "--as-of", window["start"])
    for switch, outcome in outcomes.items():
        run(folder, "log", switch.replace("_", "-"), outcome, "--because", "as it was", "--on", day, "--as-of", day)
    accept = ("--accept", "not-proven", "--because", "nothing to log in to")
    run(folder, "window", "finish", window["id"], *accept, "--as-of", f"{day}T17:05")
    return day


def window_of(data, switch):
    return next(w for w in data["windows"] if switch in {t["switch"] for t in w["tasks"]})


def test_a_failed_switch_of_the_pilot_gets_a_new_window(folder):
    run(folder, "plan", "--as-of", "2026-12-01")
    run(folder, "approve", "--all")
    first = json.loads((folder / "plan.json").read_text())
    day = work(folder, window_of(first, "do-sw1"), do_sw1="done", do_sw2="failed")
    data = run(folder, "plan", "--as-of", "2026-12-04", "--because", "dead on arrival")
    assert data["unplaced"] == []
    assert (data["changes"]["kept"], data["changes"]["moved"]) == (3, [])
    new = window_of(data, "do-sw2")
    assert (new["state"], new["id"]) == ("proposed", "w004") and new["start"][:10] > day
    run(folder, "approve", "--all")
    again = run(folder, "plan", "--as-of", "2026-12-04")
    assert (again["changes"]["kept"], again["changes"]["moved"]) == (4, [])
    assert violations(folder, again) == []
    work(folder, window_of(again, "do-sw2"), do_sw2="done")
    last = run(folder, "plan", "--as-of", "2026-12-09")
    assert (last["changes"]["kept"], last["changes"]["moved"], last["unplaced"]) == (4, [], [])
