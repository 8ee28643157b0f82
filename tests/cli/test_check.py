"""check: all mistakes at once on stdout's side of things, with the exit code of the answer."""

import pytest
from running import AS_OF, switchrefresh, typed

from switchrefresh.documents.catalogue import CATALOGUE


def test_a_sound_folder(cedar):
    answer = switchrefresh("check", "-C", cedar, "--as-of", AS_OF, "--json")
    data = answer.json["data"]
    assert (answer.code, answer.json["status"], data["errors"]) == (0, "ok", 0)
    assert (data["counts"]["buildings"], data["counts"]["switches"]) == (6, 41)
    assert {p["code"] for p in answer.json["problems"]} <= {
        "unsupported-platform",
        "untested-platform",
        "open-questions",
    }


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + new.rstrip("\n").count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("switches.yaml", "closet: mdf", "clozet: mdf", "unknown-key"),
        ("switches.yaml", "building: hs", "building: hx", "unknown-building"),
        ("switches.yaml", "role: core", "role: core\n    role: access", "duplicate-key"),
        ("district.yaml", "core: 150m", "core: 150", "bad-value"),
        ("buildings.yaml", "kind: high", "kind: hihg", "bad-value"),
        ("district.yaml", "travel:\n", "travel: &t\n", "yaml-alias"),
        ("district.yaml", "crews:\n  tech:\n    base: do", "crews:\n  tech:\n    base: dd", "unknown-building"),
    ],
)
def test_one_mistake_is_named_with_its_line_and_nothing_is_written(cedar, file, old, new, code):
    line = change(cedar, file, old, new)
    before = sorted(path.name for path in cedar.rglob("*"))
    answer = typed("check", "-C", cedar, "--as-of", AS_OF, "--json")
    errors = [p for p in answer.json["problems"] if p["severity"] == "error"]
    assert answer.code == 1
    assert (errors[0]["code"], errors[0]["file"], errors[0]["line"]) == (code, file, line)
    assert errors[0]["column"] >= 1
    plan = typed("plan", "-C", cedar, "--as-of", AS_OF, "--json")
    assert plan.code == 2
    assert sorted(path.name for path in cedar.rglob("*")) == before


def test_the_frame_is_drawn_under_the_message(cedar):
    change(cedar, "switches.yaml", "closet: idf-1", "closet: idf-9")
    answer = typed("check", "-C", cedar, "--as-of", AS_OF)
    assert 'error[unknown-closet] switch hs-idf1-sw1 sits in closet "idf-9"' in answer.err
    assert "closet: idf-9\n" in answer.err
    assert "^^^^^" in answer.err
    assert "closets here: idf-1, idf-2, idf-3, mdf" in answer.err


def test_an_empty_feed_is_an_error_with_a_cure(cedar):
    (cedar / "calendars" / "district.ics").write_text("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n")
    answer = typed("check", "-C", cedar, "--as-of", AS_OF, "--json")
    [problem] = [p for p in answer.json["problems"] if p["severity"] == "error"]
    assert (answer.code, problem["code"], problem["file"]) == (1, "empty-feed", "calendars/district.ics")
    assert problem["hint"]


def test_text_stays_text(cedar):
    change(cedar, "buildings.yaml", 'dismissal: "14:10"', "dismissal: 15:05")
    change(cedar, "switches.yaml", "model: J9850A", "model: NO")
    answer = typed("calendar", "hs", "--from", "2026-12-01", "--to", "2026-12-01", "-C", cedar, "--json")
    [day] = answer.json["data"]["buildings"]["hs"]
    assert day["open"][0]["start"] == "2026-12-01T15:35:00-06:00"
    shown = typed("show", "hs-mdf-core1", "-C", cedar, "--json")
    assert shown.json["data"]["switches"][0]["model"] == "NO"


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_has_a_page(code):
    page = CATALOGUE[code]
    assert page.meaning.strip()
    assert page.example.strip()
    assert page.cure.strip()


def test_explain_prints_a_page_and_suggests_for_a_misspelling(tmp_path):
    assert "closet" in typed("check", "--explain", "unknown-closet", cwd=tmp_path).out
    answer = typed("check", "--explain", "unknown-closett", "--json", cwd=tmp_path)
    assert answer.code == 2
    assert "unknown-closet" in answer.json["problems"][0]["hint"]


def test_hostile_text_cannot_reach_the_terminal(cedar):
    change(cedar, "buildings.yaml", "name: Cedar Fork High School", 'name: "[red]X[/red] [/0/1] \u200b Y"')
    answer = typed("show", "hs", "-C", cedar)
    assert answer.code == 0
    assert "\u200b" not in answer.out


@pytest.mark.parametrize("text", ["- a\n", "hello\n", "", "[]\n", "switches: []\n", "buildings: 3\n"])
@pytest.mark.parametrize("file", ["switches.yaml", "buildings.yaml", "district.yaml"])
def test_a_file_that_holds_something_else_is_a_mistake_not_a_bug(cedar, file, text):
    (cedar / file).write_text(text)
    for verb in (["check"], ["plan"], ["backup", "-n"]):
        answer = typed(*verb, "-C", cedar, "--json")
        assert answer.code in {1, 2}
        assert answer.json["problems"][0]["file"] == file


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("switches.yaml", "role: core", "role: core\n    members: 0"),
        ("switches.yaml", "role: core", "role: core\n    priority: 30"),
        ("switches.yaml", "role: core", "role: core\n    port: 0"),
        ("switches.yaml", "role: core", "role: core\n    minutes: 99999999999999999999m"),
        ("switches.yaml", "role: core", "role: core\n    minutes: ９m"),
        ("district.yaml", "funding_year: 2026", "funding_year: 0"),
        ("district.yaml", "buffer: 15%", "buffer: 15"),
    ],
)
def test_values_out_of_range_are_mistakes_with_a_line(cedar, file, old, new):
    change(cedar, file, old, new)
    answer = typed("check", "-C", cedar, "--as-of", AS_OF, "--json")
    [problem] = [p for p in answer.json["problems"] if p["severity"] == "error"]
    assert (answer.code, problem["code"], problem["file"]) == (1, "bad-value", file)
    assert problem["line"]


def test_pipes_folders_and_loops_in_place_of_a_file_are_told_at_once(cedar):
    import os

    path = cedar / "buildings.yaml"
    path.unlink()
    os.mkfifo(path)
    answer = switchrefresh("check", "-C", cedar, "--json", timeout=30)
    assert (answer.code, answer.json["problems"][0]["code"]) == (1, "unreadable-file")
    assert [p["code"] for p in answer.json["problems"] if p["severity"] == "error"] == ["unreadable-file"]
    path.unlink()
    path.mkdir()
    assert "is a folder" in typed("check", "-C", cedar, "--json").json["problems"][0]["message"]
    path.rmdir()
    path.symlink_to("buildings.yaml")
    assert typed("check", "-C", cedar, "--json").json["problems"][0]["file"] == "buildings.yaml"
    path.unlink()
    errors = [p for p in typed("check", "-C", cedar, "--json").json["problems"] if p["severity"] == "error"]
    assert [(p["code"], p["file"]) for p in errors] == [("missing-file", "buildings.yaml")]


def test_an_option_that_swallowed_json_still_answers_in_json(cedar):
    answer = typed("check", "--explain", "--json", "-C", cedar)
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "usage")
    assert typed("--version", "--json").json["data"]["version"]


def test_a_service_that_a_switch_has_none_of_does_not_go_dark(tmp_path):
    (tmp_path / "district.yaml").write_text("district: X\ntimezone: America/Chicago\n")
    (tmp_path / "buildings.yaml").write_text("buildings: {hs: {name: High, kind: high}}\n")
    switch = "{building: hs, platform: unmanaged, feeds: {aps: 14, doors: 0}}"
    (tmp_path / "switches.yaml").write_text(f"switches: {{hs-sw1: {switch}}}\n")
    told = typed("show", "hs-sw1", "-C", tmp_path)
    assert "goes dark: 14 aps\n" in told.out
