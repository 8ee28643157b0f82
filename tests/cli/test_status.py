"""status from outside: it agrees with the journal at every point of a night, and says what to type."""

import json
import os
import resource
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from running import AS_OF, typed
from test_backup import ios
from window_kit import make_night

from switchrefresh.journal.events import Event, hash_of, line_of
from switchrefresh.lab.network import LabNetwork


@pytest.fixture
def lab():
    with LabNetwork([ios("hs-sw1"), ios("hs-sw2"), ios("hs-sw3")]) as network:
        yield network


@pytest.fixture
def night(tmp_path, lab):
    return make_night(tmp_path / "district", lab)


def status(night, moment=None):
    answer = night.run("status", "--as-of", moment or night.start)
    assert answer.code == 0, answer.out
    counts = answer.json["data"]["switches"]
    parts = ("done", "in_work", "promised", "proposed", "unplaced")
    assert sum(counts[word] for word in parts) == counts["total"] == 3
    return answer.json["data"]


def test_an_empty_folder_says_how_to_begin(cedar):
    answer = typed("status", "-C", cedar, "--as-of", AS_OF)
    assert answer.code == 0 and "41" in answer.out
    assert "switchrefresh plan" in answer.err
    assert "0 of 41 done" in typed(cwd=cedar).out  # the word alone, inside a folder
    assert typed(cwd=cedar / "calendars").out.startswith("Cedar Fork")
    assert sorted(p.name for p in cedar.iterdir()) == ["buildings.yaml", "calendars", "district.yaml", "switches.yaml"]


def test_a_night_as_it_goes(night):
    data = status(night, "2026-12-01T06:00")
    assert data["switches"]["promised"] == 3 and data["next"][0]["window"] == night.window
    assert data["baselines"]["missing"] == night.names
    [risk] = data["at_risk"]
    assert "no-baseline" in risk["codes"]
    night.open()
    data = status(night)
    assert data["switches"]["in_work"] == 3 and data["next"] == []
    assert data["waves"][0]["promised"] == 1  # what runs was promised
    [open_one] = data["open"]
    assert sorted(open_one["in_work"]) == night.names and open_one["done"] == []
    assert night.run("log", "hs-sw1", "done", "--serial", "NEW0", "--as-of", night.start[:10]).code == 0
    night.run("log", "hs-sw2", "failed", "--because", "dead on arrival", "--as-of", night.start[:10])
    data = status(night)
    assert (data["switches"]["done"], data["switches"]["in_work"], data["switches"]["failed"]) == (1, 1, 1)
    assert [one["switch"] for one in data["failed"]] == ["hs-sw2"]
    assert data["units"]["installed"] == 1
    late = status(night, night.start[:10] + "T23:00")
    assert "still open" in late["late"][0]["why"]


def test_what_nobody_opened_is_late_and_what_is_given_back_is_not(night):
    data = status(night, "2026-12-03")
    assert [one["window"] for one in data["late"]] == [night.window]
    assert any("window postpone" in step for step in steps(night, "2026-12-03"))
    assert night.window_do("postpone", "--because", "ill", moment="2026-12-01").code == 0
    data = status(night, "2026-12-01T21:00")
    assert data["late"] == [] and data["switches"]["proposed"] == 3
    assert steps(night, "2026-12-01T21:00")[-1] == "switchrefresh approve"


def steps(night, moment):
    done = typed("status", "-C", night.folder, "--as-of", moment)
    return [
        line.strip().removesuffix(f" -C {night.folder}") for line in done.err.splitlines() if "switchrefresh" in line
    ]


def test_whom_it_waits_for_and_what_left_unwiped(night):
    night.run("note", "hs", "--waiting-on", "vendor RMA", "--since", "2026-11-04", "--as-of", "2026-12-01")
    night.run("log", "hs-sw1", "done", "--as-of", "2026-12-01")
    night.run("log", "hs-sw1", "removed", "--as-of", "2026-12-01")
    data = status(night, "2026-12-01T06:00")
    assert [(one["target"], one["on"], one["since"]) for one in data["waiting"]] == [("hs", "vendor RMA", "2026-11-04")]
    assert data["units"]["not_wiped"] == 1 and "waiting" in data["at_risk"][0]["codes"]
    out = typed("status", "-C", night.folder, "--as-of", "2026-12-01T06:00").out
    assert "waiting on vendor RMA since 4 Nov 2026" in out and "not wiped" in out
    assert len(out.splitlines()) <= 20


def test_an_altered_journal_and_a_stale_feed_are_said(cedar):
    typed("note", "hs", "one", "-C", cedar)
    typed("note", "hs", "two", "-C", cedar)
    text = (cedar / "journal.jsonl").read_text()
    (cedar / "journal.jsonl").write_text(text.replace("one", "won"))
    (cedar / "calendars" / "facility.ics").write_text("")
    data = typed("status", "-C", cedar, "--json", "--as-of", AS_OF).json["data"]
    assert "journal-chain" in [p["code"] for p in data["warnings"]]
    bad = [one for one in data["feeds"] if one["health"] != "ok"]
    assert bad or "facility.ics" not in (cedar / "district.yaml").read_text()


BUILDINGS, EACH = 100, 50


def big_district(root):
    """5,000 switches, all of them planned, two in five done, written as files and not by the product."""
    zone, first = ZoneInfo("America/Chicago"), date(2026, 6, 1)
    root.mkdir()
    (root / "switches").mkdir()
    (root / "district.yaml").write_text(
        "district: Big\ntimezone: America/Chicago\nhorizon: 2026-06-01..2027-08-01\n"
        'hours: {school_day: ["07:00..20:00"], summer: ["07:00..20:00"], weekend: ["07:00..20:00"]}\n'
        'crews: {tech: {base: b000, hours: {weekday: "07:00..20:00"}}}\n'
    )
    buildings, windows, journal, link = "buildings:\n", [], [], "0" * 64
    for b in range(BUILDINGS):
        key = f"b{b:03d}"
        buildings += f"  {key}: {{name: School {b}, kind: elementary, closets: {{mdf: {{}}}}}}\n"
        names = [f"{key}-sw{n:02d}" for n in range(EACH)]
        (root / "switches" / f"{key}.yaml").write_text(
            "switches:\n"
            + "".join(
                f"  {name}: {{building: {key}, closet: mdf, platform: cisco_ios, model: OLD, host: 10.{b}.0.{n + 1}, "
                f"replacement: {{model: NEW, platform: cisco_xe}}}}\n"
                for n, name in enumerate(names)
            )
        )
        for w in range(EACH // 10):
            start = datetime.combine(first + timedelta(days=b * 3 + w % 3), datetime.min.time(), zone)
            start = start.replace(hour=8 + w % 2 * 5)
            tasks = [
                {
                    "switch": name,
                    "start": (start + timedelta(minutes=20 + 20 * n)).isoformat(),
                    "end": (start + timedelta(minutes=40 + 20 * n)).isoformat(),
                }
                for n, name in enumerate(names[w * 10 : w * 10 + 10])
            ]
            windows.append(
                {
                    "id": f"w{len(windows) + 1:03d}",
                    "wave": "wave-1",
                    "building": key,
                    "crew": "tech",
                    "start": start.isoformat(),
                    "end": (start + timedelta(hours=5)).isoformat(),
                    "why": [],
                    "tasks": tasks,
                    "state": "approved",
                }
            )
            for task in tasks if len(windows) <= 200 else ():
                details = {"switch": task["switch"], "window": windows[-1]["id"], "on": task["start"][:10]}
                at = datetime.fromisoformat(task["end"])
                event = Event("switch-done", at, "lap", len(journal) + 1, link, details)
                journal.append(line_of(event))
                link = hash_of(journal[-1])
    (root / "buildings.yaml").write_text(buildings)
    plan = {
        "format": 1,
        "as_of": "2026-05-20",
        "horizon": "2026-06-01..2027-08-01",
        "inputs": {},
        "solver": {"status": "best-found", "objective": 1, "bound": 1, "gap": 0, "scope": ""},
        "waves": [{"id": "wave-1", "name": "All", "windows": [w["id"] for w in windows]}],
        "windows": windows,
        "unplaced": [],
        "changes": {"added": [], "moved": [], "kept": 0, "removed": [], "why": {}},
        "prefer": "fewest-visits",
        "facts": {},
    }
    for name in ("plan.json", "approved.json"):
        (root / name).write_text(json.dumps(plan))
    (root / "journal.jsonl").write_text("\n".join(journal) + "\n")
    return root


@pytest.mark.slow
def test_five_thousand_switches_are_looked_at_in_a_second(tmp_path):
    folder = big_district(tmp_path / "big")
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    words = ("status", "-C", folder, "--json", "--as-of", "2026-10-20")
    first = typed(*words, env=env)
    assert first.code == 0 and first.json["data"]["switches"]["total"] == 5000
    assert first.json["data"]["switches"]["done"] == 2000
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert typed(*words, env=env).code == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 1.0, f"{spent} s of processor on {os.cpu_count()} cores"
