"""import calendar from outside: a pasted text becomes a feed of the district that plans can stand on."""

import yaml
from running import AS_OF, typed

TEXT = """Quarry Hill Schools 2026-27
SEP 7 | No School/District Closed
DEC 21-
JAN 1 | District Closed
MAR 15-19 | No School (District Closed 18 & 19)
Thursday Dismissal: 1 hour early
AUG TBD | Registration
"""


def pasted(tmp_path, text=TEXT, name="pasted.txt"):
    path = tmp_path / name
    path.write_text(text)
    return path


def test_it_writes_a_feed_and_shows_what_it_understood(cedar, tmp_path):
    answer = typed("import", "calendar", pasted(tmp_path), "-o", "calendars/new.yaml", "-C", cedar, "--json")
    assert answer.code == 0, answer.out
    data = answer.json["data"]
    assert (data["path"], data["school_year"], data["written"]) == ("calendars/new.yaml", "2026-27", True)
    rows = yaml.safe_load((cedar / "calendars/new.yaml").read_text())
    assert {"dates": "2026-12-21..2027-01-01", "title": "District Closed"} in rows
    assert {"dates": "2027-03-18..2027-03-19", "title": "District Closed"} in rows
    assert [row["line"] for row in data["undated"]] == [7]
    weekly = next(row for row in rows if row.get("every") == "thu")
    assert weekly["kind"] == "early_release"


def test_the_feed_is_read_by_the_calendar(cedar, tmp_path):
    typed("import", "calendar", pasted(tmp_path), "-o", "calendars/district.yaml", "-C", cedar)
    path = cedar / "district.yaml"
    path.write_text(path.read_text().replace("calendars/district.ics", "calendars/district.yaml"))
    words = ("calendar", "ms", "--from", "2026-12-21", "--to", "2027-01-08", "-C", cedar, "--as-of", AS_OF, "--json")
    days = {day["date"]: day["kind"] for day in typed(*words).json["data"]["buildings"]["ms"]}
    assert (days["2026-12-22"], days["2026-12-25"]) == ("break", "holiday")
    assert (days["2027-01-05"], days["2027-01-07"]) == ("school_day", "early_release")


def test_lines_that_were_not_understood_are_exit_1_with_their_number(cedar, tmp_path):
    path = pasted(tmp_path, TEXT + "Early dismissal on the second Friday\nTue, Sep 7 Labor Day\n")
    answer = typed("import", "calendar", path, "-C", cedar, "--json")
    assert answer.code == 1
    assert [p["line"] for p in answer.json["problems"]] == [8, 9]
    assert "NOT UNDERSTOOD" in (cedar / "calendars/pasted.yaml").read_text()


def test_a_dry_run_writes_nothing_and_a_file_is_not_written_over(cedar, tmp_path):
    path = pasted(tmp_path)
    assert typed("import", "calendar", path, "--dry-run", "-C", cedar).code == 0
    assert not (cedar / "calendars/pasted.yaml").exists()
    assert typed("import", "calendar", path, "-C", cedar).code == 0
    again = typed("import", "calendar", path, "-C", cedar, "--json")
    assert (again.code, again.json["problems"][0]["code"]) == (4, "file-exists")
    assert typed("import", "calendar", path, "--replace", "-C", cedar).code == 0


def test_the_school_year(cedar, tmp_path):
    other = pasted(tmp_path, "September 1 > Labor Day, No School\n")
    words = ("import", "calendar", other, "--dry-run", "--json")
    assert typed(*words, "-C", cedar).json["data"]["rows"][0]["dates"] == "2026-09-01"
    assert typed(*words, "--year", "2025", cwd=tmp_path).json["data"]["rows"][0]["dates"] == "2025-09-01"
    assert typed(*words, cwd=tmp_path).code == 2
    stated = pasted(tmp_path, "Calendar 2025-26\nSeptember 1 > Labor Day, No School\n")
    answer = typed("import", "calendar", stated, "--dry-run", "--json", "-C", cedar)
    assert answer.json["data"]["rows"][0]["dates"] == "2025-09-01"
    assert answer.json["problems"][0]["code"] == "other-year"


def test_nothing_to_read_is_exit_2(cedar, tmp_path):
    assert typed("import", "calendar", tmp_path / "none.txt", "-C", cedar).code == 2
    assert typed("import", "calendar", pasted(tmp_path, "hello\n"), "-C", cedar).code == 2
    assert typed("import", "spreadsheet", pasted(tmp_path), "-C", cedar).code == 2


def test_a_pasted_text_is_a_feed_by_itself_and_what_it_leaves_open_is_closed(cedar):
    path = cedar / "district.yaml"
    path.write_text(path.read_text().replace("calendars/district.ics", "calendars/web.txt"))
    (cedar / "calendars/web.txt").write_text(TEXT + "Mon, Dec 23 Something or other\n")
    words = ("calendar", "ms", "--from", "2026-12-21", "--to", "2026-12-24", "-C", cedar, "--as-of", AS_OF, "--json")
    data = typed(*words).json["data"]
    days = {day["date"]: day for day in data["buildings"]["ms"]}
    assert days["2026-12-22"]["kind"] == "break" and days["2026-12-22"]["open"]
    assert days["2026-12-23"]["open"] == []
    assert any("unknown: calendars/web.txt, line 8" in reason for reason in days["2026-12-23"]["reasons"])
    feed = next(one for one in data["feeds"] if one["path"] == "calendars/web.txt")
    assert feed["health"] == "ok"
    assert [one["code"] for one in feed["repairs"]] == ["pasted-text", "line-not-understood", "line-without-date"]
