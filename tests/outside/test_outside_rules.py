"""The outside checker names exactly the rule that a change breaks, and accepts what stands right at a limit."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from pathlib import Path

import changes
import outside_checker
import pytest
import tiny


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, code, _ in tiny.CASES])
def test_it_names_exactly_the_broken_rule(tmp_path: Path, name: str, code: str | None) -> None:
    case = tiny.case(name)
    found = outside_checker.violations(case.write(tmp_path), case.plan)
    assert {broken for broken, _ in found} == ({code} if code else set()), found


def test_every_rule_is_broken_by_some_change() -> None:
    assert {code for _, code, _ in tiny.CASES if code} == {f"C{n}" for n in range(1, 18) if n != 15}


def test_its_calendar_is_the_one_written_by_hand(tmp_path: Path) -> None:
    case = tiny.tiny()
    district = outside_checker.District(case.write(tmp_path))
    for building, days in case.days.items():
        zone = district.zone(building)
        for day, (kind, ranges) in days.items():
            found, spans = district.day(building, day)
            assert (found, [f"{a.astimezone(zone):%H:%M}..{b.astimezone(zone):%H:%M}" for a, b in spans]) == (
                kind,
                ranges,
            )


def test_an_unknown_feed_is_never_free(tmp_path: Path) -> None:
    case = tiny.tiny()
    case.write(tmp_path)
    (tmp_path / "calendars" / "district.yaml").write_text("", encoding="utf-8")
    assert {code for code, _ in outside_checker.violations(tmp_path, case.plan)} >= {"C2"}


def test_promises(tmp_path: Path) -> None:
    case = tiny.tiny()
    for window in case.plan["windows"][:3]:
        window["state"] = "approved"
    case.promised = copy.deepcopy(case.plan["windows"][:3])
    assert outside_checker.violations(case.write(tmp_path), case.plan) == []
    changes.shift_window(case.window("w2"), 5)
    assert {code for code, _ in outside_checker.violations(tmp_path, case.plan)} == {"C15"}
    case.plan["changes"]["moved"] = ["w2"]
    case.window("w2").update({"state": "proposed", "why": ["C2: the gym is rented until 16:05."]})
    assert [text for _, text in outside_checker.violations(tmp_path, case.plan)] == [
        "w2 was promised and is moved, but no rule forbids it"
    ]
    case.hours("hs", "no_students", ["16:05..21:00"])
    assert outside_checker.violations(case.write(tmp_path), case.plan) == []


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    case = tiny.case("too_many_buildings_on_a_date")
    case.write(tmp_path)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"switchrefresh": 1, "data": case.plan}), encoding="utf-8")
    assert outside_checker.main([str(tmp_path), str(path)]) == 1
    assert capsys.readouterr().out.startswith("C9: 2 buildings on 2027-02-09")
    assert outside_checker.main([str(tmp_path), "--kinds", "hs"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2027-01-04 school_day 16:00-21:00"
    assert len(lines) == (date(2027, 3, 31) - date(2027, 1, 4)) // timedelta(days=1) + 1
