"""init from outside: a list becomes a district that checks and plans; nothing is open that nobody knows."""

import pytest
from running import AS_OF, typed

from switchrefresh.commands.init import Answers, run
from switchrefresh.errors import RefusedError, UsageError

LIST = """\
Bldg,IDF,Switch Name,IP,Model,S/N,Ports,Uplink
Pine High School,MDF,phs-core,10.1.0.1,J9850A,A1,24,
Pine High School,IDF-1,phs-sw1,10.1.0.2,Aruba 2530 48 PoE,A2,48,phs-core
District Office,MDF,do-sw1,10.1.1.2,Aruba 2530 48 PoE,A3,48,phs-core
"""
YEAR = ("--school-year", "2026-08-20..2027-05-20", "--timezone", "America/Chicago", "--as-of", AS_OF)


def test_from_an_empty_folder_with_a_list_to_a_plan(tmp_path):
    (tmp_path / "switches.csv").write_text(LIST)
    new = ("--new", "48=JL675A", "--new", "core=JL658A")
    made = typed("init", ".", "--list", "switches.csv", *YEAR, *new, cwd=tmp_path)
    assert (made.code, "check -C" in made.err) == (0, False)
    assert "office" not in (tmp_path / "switches.yaml").read_text()
    text = (tmp_path / "district.yaml").read_text()
    assert "base: do " in text
    assert "buildings: [phs]" in text
    answer = typed("plan", "--as-of", AS_OF, "--json", cwd=tmp_path).json
    assert answer["data"]["unplaced"] == []
    assert all(w["start"][:10] not in ("2026-12-24", "2027-01-18") for w in answer["data"]["windows"])
    assert typed("import", "csv", "switches.csv", cwd=tmp_path).code == 0


def test_what_a_list_needs_is_asked_for_and_nothing_is_written_over(tmp_path):
    (tmp_path / "switches.csv").write_text(LIST)
    listed = str(tmp_path / "switches.csv")
    with pytest.raises(UsageError, match="school year"):
        run(str(tmp_path / "a"), Answers(zone="America/Chicago", switch_list=listed))
    with pytest.raises(UsageError, match="time zone"):
        run(str(tmp_path / "a"), Answers(school_year="2026-08-20..2027-05-20", switch_list=listed))
    with pytest.raises(UsageError, match="ended"):
        run(str(tmp_path / "a"), Answers(school_year="2024-08-20..2025-05-20", as_of=AS_OF))
    with pytest.raises(RefusedError, match="not empty"):
        run(str(tmp_path), Answers())
    assert [path.name for path in tmp_path.iterdir()] == ["switches.csv"]


def test_import_without_a_folder_says_how_to_begin(tmp_path):
    (tmp_path / "switches.csv").write_text(LIST)
    answer = typed("import", "csv", "switches.csv", cwd=tmp_path)
    assert (answer.code, "init . --list switches.csv" in answer.err) == (2, True)


def test_check_says_what_critical_costs(cedar):
    costs = typed("check", "-C", cedar, "--as-of", AS_OF, "--json").json["data"]["critical"]
    assert costs
    assert all(0 < cost["lost_hours"] < cost["open_hours"] for cost in costs)
