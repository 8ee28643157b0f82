"""import csv from outside: a messy sheet becomes a district, hand edits stand, later only changes are written."""

import pytest
from running import typed

SHEET = """\
Switches of Pine Hollow,,,,,,,,
Bldg,IDF,Switch Name,IP,Model,S/N,Ports,PoE?,Notes
PHS,MDF,PHS-CORE,10.1.0.1,J9850A,A1,24,,key in office
Pine Hollow High School,IDF-1,phs-idf1-sw1,10.1.0.2,Aruba 2530 48 PoE,A2,48,Y,pw: Hunter2!
Pine Hollow High School,IDF-1,PHS-IDF1-SW1,10.1.0.3,Aruba 2530 48 PoE,A3,48,Y,
"""
NEW = ("--new", "core=JL658A", "--new", "48=JL675A")


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "district"
    root.mkdir()
    (root / "district.yaml").write_text("district: Pine Hollow\ntimezone: America/Chicago\n")
    (tmp_path / "list.csv").write_text(SHEET)
    return root


def imported(folder, *words):
    return typed("import", "csv", folder.parent / "list.csv", "-C", folder, *words)


def test_what_was_taken_and_what_was_not(folder):
    answer = imported(folder, *NEW, "--json")
    data = answer.json["data"]
    assert (answer.code, data["not_taken"], data["switches"], data["buildings"]) == (3, 1, 2, 1)
    assert data["aliases"] == {"PHS": "phs", "Pine Hollow High School": "phs"}
    assert "Hunter2" not in answer.out + (folder / "switches.yaml").read_text()
    checked = typed("check", "-C", folder, "--json").json["data"]
    assert checked["errors"] == 0


def test_dry_run_writes_nothing(folder):
    assert imported(folder, "--dry-run").code == 3
    assert sorted(p.name for p in folder.iterdir()) == ["district.yaml"]


def test_the_second_time_only_what_changed(folder):
    imported(folder, *NEW)
    path = folder / "switches.yaml"
    mine = path.read_text().replace("serial: A1", "serial: FROM-LABEL   # read off the label")
    path.write_text(mine)
    assert imported(folder).code == 3
    assert path.read_text() == mine
    (folder.parent / "list.csv").write_text(SHEET.replace("10.1.0.2", "10.1.0.20").replace(",A1,", ",A9,"))
    answer = imported(folder, "--json")
    [kept] = [k for k in answer.json["data"]["kept"] if k["path"] == "phs-core/serial"]
    assert kept["ours"] == "FROM-LABEL"
    assert path.read_text() == mine.replace("10.1.0.2", "10.1.0.20")


def test_answers_are_remembered_and_may_be_edited(folder):
    imported(folder, *NEW)
    remembered = folder / "imports" / "list.yaml"
    assert "core: JL658A" in remembered.read_text()
    remembered.write_text(remembered.read_text().replace("JL658A", "JL660A"))
    imported(folder)
    assert "model: JL660A" in (folder / "switches.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--new", "48"), "KIND=MODEL"), (("--new", "48=Zyx99"), "which OS"), (("-C", "/nowhere"), "/nowhere")],
)
def test_words_that_mean_nothing(folder, words, said):
    answer = imported(folder, *words)
    assert answer.code == 2
    assert said in answer.err


def test_a_file_that_is_no_list(folder):
    (folder.parent / "list.csv").write_text("a,b\n1,2\n")
    answer = imported(folder)
    assert (answer.code, "unreadable-list" in answer.err) == (2, True)
