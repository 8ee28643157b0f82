"""A building whose only feed cannot be believed: the reason says so, and nobody is told to open it on Saturdays."""

from running import typed

DISTRICT = """\
district: One Building
timezone: America/Chicago
horizon: 2026-12-01..2027-02-26
hours: {school_day: ["15:30..21:00"], weekend: ["08:00..16:00"]}
school_years: [{first_day: 2026-08-20, last_day: 2027-05-20}]
calendars: [{path: calendars/district.ics, role: district}]
crews:
  tech: {base: do, hours: {weekday: "07:00..16:00", evening: "15:00..21:30", weekend: "08:00..16:00"}}
"""


def test_the_reason_names_the_feed(tmp_path):
    (tmp_path / "district.yaml").write_text(DISTRICT)
    (tmp_path / "buildings.yaml").write_text(
        "buildings:\n  do: {name: Office, kind: office, closets: {mdf: {name: MDF}}}\n"
    )
    (tmp_path / "switches.yaml").write_text(
        "switches:\n  sw1: {building: do, closet: mdf, platform: unmanaged, model: OLD, "
        "replacement: {model: NEW, platform: unmanaged}}\n"
    )
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "district.ics").write_text("<html>sign in</html>")
    answer = typed("plan", "-C", tmp_path, "--as-of", "2026-12-01", "--json")
    assert answer.code == 1
    [left] = answer.json["data"]["unplaced"]
    [reason] = left["reasons"]
    assert reason["code"] == "C2"
    assert "nobody knows when Office is open: calendars/district.ics is unreadable" in reason["message"]
    [told] = typed("show", "sw1", "--why", "-C", tmp_path, "--json").json["data"]["why_not"]
    assert told["would_do"] == []
