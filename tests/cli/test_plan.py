"""plan, approve, show and export from outside: a promise is kept, a stale one refused, equal inputs are equal files."""

import csv
import io
import json
from datetime import datetime

import icalendar
import pytest
from running import AS_OF, INVENTORIES, switchrefresh, typed


@pytest.fixture
def planned(planned_cedar):
    return planned_cedar


@pytest.fixture
def folder(planned, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(planned[0], copy)
    return copy


def test_the_envelope_and_the_file_are_the_contract(planned):
    folder, envelope = planned
    assert set(envelope) == {"switchrefresh", "command", "status", "exit_code", "data", "problems"}
    data = envelope["data"]
    assert {"as_of", "horizon", "inputs", "solver", "waves", "windows", "unplaced", "changes"} <= set(data)
    assert {"status", "objective", "bound", "gap", "seconds"} <= set(data["solver"])
    stored = json.loads((folder / "plan.json").read_text())
    assert stored["format"] == 1
    assert stored["windows"] == data["windows"]
    assert "seconds" not in stored["solver"]
    assert set(data["inputs"]) >= {"district.yaml", "buildings.yaml", "switches.yaml", "calendars/district.ics"}
    assert all(datetime.fromisoformat(w["start"]).tzinfo for w in data["windows"])
    assert 0 <= data["solver"]["gap"] <= 0.05


def test_every_switch_is_placed_once_and_every_window_is_in_a_wave(planned):
    data = planned[1]["data"]
    switches = [task["switch"] for window in data["windows"] for task in window["tasks"]]
    assert len(switches) == len(set(switches)) == 41
    in_waves = [key for wave in data["waves"] for key in wave["windows"]]
    assert sorted(in_waves) == sorted(w["id"] for w in data["windows"])
    assert all(window["why"] for window in data["windows"])


def test_the_same_inputs_give_the_same_file(planned, tmp_path):
    import shutil

    again = tmp_path / "again"
    shutil.copytree(INVENTORIES / "cedar-fork", again)
    switchrefresh("plan", "-C", again, "--as-of", AS_OF, env={"PYTHONHASHSEED": "7"})
    assert (again / "plan.json").read_bytes() == (planned[0] / "plan.json").read_bytes()


def test_nothing_but_json_reaches_stdout(planned):
    assert planned[1]["command"] == "plan"


def test_approve_promises_the_next_wave_then_the_rest(folder):
    first = typed("approve", "-C", folder, "--json").json["data"]
    waves = json.loads((folder / "plan.json").read_text())["waves"]
    assert first["approved"] == sorted(waves[0]["windows"])
    promise = json.loads((folder / "approved.json").read_text())
    assert {w["state"] for w in promise["windows"]} == {"approved"}
    rest = typed("approve", "--all", "-C", folder, "--json").json["data"]
    assert rest["open"] == []
    again = typed("approve", "--all", "-C", folder, "--json")
    assert again.json["problems"][0]["code"] == "nothing-to-approve"
    events = [json.loads(line)["event"] for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert events == ["approved", "approved"]


def test_a_promise_is_kept_by_the_next_plan(folder):
    typed("approve", "--all", "-C", folder)
    before = {w["id"]: (w["start"], w["tasks"]) for w in json.loads((folder / "approved.json").read_text())["windows"]}
    answer = typed("plan", "-C", folder, "--as-of", "2026-11-30", "--because", "a new week", "--json")
    data = answer.json["data"]
    assert answer.code == 0
    assert {w["id"]: (w["start"], w["tasks"]) for w in data["windows"]} == before
    assert (data["changes"]["kept"], data["changes"]["moved"], data["changes"]["removed"]) == (len(before), [], [])
    journal = [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert (journal[-1]["event"], journal[-1]["because"]) == ("planned", "a new week")


def test_withdraw_takes_back(folder):
    typed("approve", "--all", "-C", folder)
    [first, *_] = json.loads((folder / "approved.json").read_text())["windows"]
    answer = typed("approve", first["id"], "--withdraw", "-C", folder, "--json")
    assert answer.json["data"]["withdrawn"] == [first["id"]]
    left = {w["id"] for w in json.loads((folder / "approved.json").read_text())["windows"]}
    assert first["id"] not in left
    assert first["id"] in answer.json["data"]["open"]


def edit(folder, file, old, new):
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_approving_a_stale_plan_is_refused_with_what_changed(folder):
    edit(folder, "district.yaml", "core: 150m", "core: 180m")
    answer = typed("approve", "-C", folder, "--json")
    assert (answer.code, answer.json["status"]) == (4, "refused")
    assert answer.json["problems"][0]["code"] == "stale-plan"
    assert "work" in answer.json["problems"][0]["message"]
    assert not (folder / "approved.json").exists()


def test_a_corrected_phone_number_makes_nothing_stale(folder):
    edit(folder, "buildings.yaml", "phone: x100", "phone: x200")
    assert typed("approve", "-C", folder).code == 0


def test_show_why_names_calendar_and_facts(folder):
    window = json.loads((folder / "plan.json").read_text())["windows"][0]
    data = typed("show", window["id"], "--why", "-C", folder, "--json").json["data"]
    [why] = data["why"]
    assert why["kind"]
    assert why["reasons"]
    assert any(name.startswith("crew ") for name in why["facts"])
    switch = window["tasks"][0]["switch"]
    assert typed("show", switch, "-C", folder, "--json").json["data"]["switches"][0]["window"] == window["id"]
    assert typed("show", "hs/idf-1", "-C", folder).code == 0
    wrong = typed("show", "hs/idf-7", "-C", folder, "--json")
    assert (wrong.code, wrong.json["problems"][0]["code"]) == (2, "unknown-target")


def test_the_ics_reads_back_with_the_same_times(folder):
    typed("approve", "-C", folder)
    assert typed("export", "ics", "-C", folder).code == 0
    calendar = icalendar.Calendar.from_ical((folder / "out" / "schedule.ics").read_bytes())
    windows = json.loads((folder / "plan.json").read_text())["windows"]
    events = {str(e["uid"]).split("@")[0]: e for e in calendar.walk("VEVENT")}
    assert set(events) == {w["id"] for w in windows}
    for window in windows:
        event = events[window["id"]]
        assert event.decoded("dtstart") == datetime.fromisoformat(window["start"])
        assert event.decoded("dtend") == datetime.fromisoformat(window["end"])
        assert event["dtstart"].params["TZID"] == "America/Chicago"
        assert str(event["status"]) == ("CONFIRMED" if window["state"] == "approved" else "TENTATIVE")
    assert "hs-" not in str(calendar.to_ical())


def test_the_csv_holds_no_formula(folder):
    edit(folder, "buildings.yaml", "name: Cedar Fork High School", 'name: "=HYPERLINK(1)"')
    body = typed("export", "csv", "-o", "-", "-C", folder).out
    rows = list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))
    assert len(rows) > 5
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_damaged_plan_is_named(folder):
    (folder / "plan.json").write_text('{"windows": [')
    answer = typed("approve", "-C", folder, "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "damaged-plan")


def test_unplaced_switches_are_exit_1_with_reasons(folder):
    edit(folder, "district.yaml", "JL658A: 2, ", "")
    answer = typed("plan", "-C", folder, "--as-of", AS_OF, "--json")
    assert answer.code == 1
    unplaced = answer.json["data"]["unplaced"]
    assert unplaced
    assert all(reason["code"].startswith("C") and reason["message"] for u in unplaced for reason in u["reasons"])


def test_an_empty_feed_blocks_its_buildings_and_is_named(folder):
    (folder / "calendars" / "es.ics").write_text("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n")
    answer = typed("plan", "-C", folder, "--as-of", AS_OF, "--json")
    data = answer.json["data"]
    assert answer.code == 1
    assert not [w for w in data["windows"] if w["building"] == "es"]
    assert {"empty-feed"} <= {p["code"] for p in answer.json["problems"]}


def test_init_makes_a_district_that_checks_and_plans(tmp_path):
    folder = tmp_path / "mine"
    made = typed("init", folder, "--name", 'Bob\'s "R-II": x', "--as-of", AS_OF, "--json")
    assert made.code == 0
    assert typed("check", "-C", folder, "--as-of", AS_OF).code == 0
    answer = typed("plan", "-C", folder, "--as-of", AS_OF, "--json")
    assert answer.code == 0, answer.out
    assert answer.json["data"]["unplaced"] == []
    assert typed("init", folder, "--json").code == 4


FAST_DAYS = ("2026-05-31", "2028-02-29")
SLOW_DAYS = ("2026-01-15", "2026-06-20", "2026-08-30", "2027-02-28")


@pytest.mark.parametrize("day", [*FAST_DAYS, *(pytest.param(day, marks=pytest.mark.slow) for day in SLOW_DAYS)])
def test_init_works_on_any_day_of_the_year(tmp_path, day):
    folder = tmp_path / "mine"
    assert typed("init", folder, "--as-of", day).code == 0
    answer = typed("plan", "-C", folder, "--as-of", day, "--json")
    assert (answer.code, answer.json["data"]["unplaced"]) == (0, [])


def freeze(folder, day):
    edit(folder, "district.yaml", "freezes:\n", f"freezes:\n  - {{dates: {day}, why: new freeze}}\n")


def promised(folder):
    return json.loads((folder / "approved.json").read_text())["windows"]


def test_a_promise_that_a_rule_moves_is_replaced_once_approved_and_acting_on_it_is_refused(folder):
    typed("approve", "-C", folder)
    [old] = promised(folder)
    freeze(folder, old["start"][:10])
    refused = typed("backup", old["id"], "--phase", "before", "-n", "-C", folder, "--json")
    assert (refused.code, refused.json["problems"][0]["code"]) == (4, "stale-plan")
    told = typed("export", "ics", "--promised", "-C", folder, "--json")
    assert "stale-plan" in {p["code"] for p in told.json["problems"]}
    moved = typed("plan", "-C", folder, "--as-of", AS_OF, "--json").json["data"]
    assert moved["changes"]["moved"] == [old["id"]]
    assert typed("approve", "-C", folder, "--json").json["data"]["withdrawn"] == []
    [new] = promised(folder)
    assert (new["id"], new["start"][:10] == old["start"][:10]) == (old["id"], False)
    again = typed("plan", "-C", folder, "--as-of", AS_OF, "--json")
    assert (again.code, again.json["data"]["changes"]["kept"]) == (0, 1)


def test_approving_a_fresh_plan_takes_nothing_back_without_a_word(folder):
    typed("approve", "--all", "-C", folder)
    before = promised(folder)
    freeze(folder, before[1]["start"][:10])
    typed("plan", "--fresh", "-C", folder, "--as-of", AS_OF)
    refused = typed("approve", "--all", "-C", folder, "--json")
    if refused.code == 4:
        assert refused.json["problems"][0]["code"] == "promise-in-the-way"
        assert promised(folder) == before
        assert typed("approve", "--all", "--yes", "-C", folder).code == 0
    switches = [task["switch"] for window in promised(folder) for task in window["tasks"]]
    assert len(switches) == len(set(switches)) == 41
    assert typed("plan", "-C", folder, "--as-of", AS_OF).code == 0


def test_a_promise_file_that_contradicts_itself_is_named(folder):
    typed("approve", "-C", folder)
    data = json.loads((folder / "approved.json").read_text())
    data["windows"] *= 2
    (folder / "approved.json").write_text(json.dumps(data))
    answer = typed("plan", "-C", folder, "--as-of", AS_OF, "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "damaged-plan")


def test_a_promise_whose_facts_changed_is_promised_again_where_the_next_plan_leaves_it(folder):
    typed("approve", "-C", folder)
    [window] = promised(folder)
    edit(folder, "district.yaml", 'evening: "15:00..21:30"', 'evening: "15:00..21:00"')
    assert typed("backup", window["id"], "-n", "-C", folder).code == 4
    told = typed("approve", window["id"], "-C", folder, "--json")
    assert told.json["data"]["approved"] == []  # the plan has not looked at the change yet
    assert typed("plan", "-C", folder, "--as-of", AS_OF, "--json").json["data"]["changes"]["moved"] == []
    again = typed("approve", "-C", folder, "--json").json["data"]
    assert (again["approved"], again["renewed"]) == ([window["id"]], [window["id"]])
    assert [(w["id"], w["start"], w["tasks"]) for w in promised(folder)] == [
        (window["id"], window["start"], window["tasks"])
    ]
    assert typed("backup", window["id"], "-n", "-C", folder).code == 0
    assert window["id"] not in typed("approve", "-C", folder, "--json").json["data"]["approved"]


def test_a_switch_that_was_replaced_outside_its_window_makes_the_rest_of_it_no_less_promised(folder):
    typed("approve", "--all", "-C", folder)
    window = max(promised(folder), key=lambda w: len(w["tasks"]))
    switch = window["tasks"][-1]["switch"]
    typed("log", switch, "done", "--on", AS_OF, "--because", "it died", "--as-of", AS_OF, "-C", folder)
    assert typed("backup", window["id"], "-n", "-C", folder, "--json").code == 0
