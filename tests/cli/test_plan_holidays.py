"""A window on a public holiday that no feed closes for everybody is planned, and said aloud."""

from running import typed

DISTRICT = """\
district: One Building
timezone: America/Chicago
holidays: {country: US, subdivision: MO}
horizon: 2026-12-25..2026-12-25
hours: {no_students: ["07:00..21:00"], holiday: [HOURS]}
school_years: [{first_day: 2026-08-20, last_day: 2027-05-20}]
calendars: [{path: calendars/district.yaml, role: district}]
crews:
  tech: {base: hs, hours: {weekday: "07:00..16:00", evening: "15:00..21:30", weekend: "08:00..16:00"}}
"""


def plan(folder, title, hours=""):
    (folder / "district.yaml").write_text(DISTRICT.replace("HOURS", hours))
    (folder / "buildings.yaml").write_text(
        "buildings:\n  hs: {name: High School, kind: high, closets: {mdf: {name: MDF}}}\n"
    )
    (folder / "switches.yaml").write_text(
        "switches:\n  sw1: {building: hs, closet: mdf, platform: unmanaged, model: OLD, "
        "replacement: {model: NEW, platform: unmanaged}}\n"
    )
    (folder / "calendars").mkdir()
    (folder / "calendars" / "district.yaml").write_text(f"- {{dates: 2026-12-21..2027-01-01, title: {title}}}\n")
    answer = typed("plan", "-C", folder, "--as-of", "2026-11-30", "--json").json
    return answer["data"]["windows"], [p for p in answer["problems"] if p["code"] == "window-on-holiday"]


def test_christmas_day_inside_no_school_is_named(tmp_path):
    windows, [told] = plan(tmp_path, "Winter Break - No School")
    assert len(windows) == 1
    assert "w001 on 2026-12-25 (Christmas Day)" in told["message"]
    assert "freezes: - {dates: 2026-12-25, why: Christmas Day}" in told["hint"]


def test_hours_asked_for_on_holidays_are_not(tmp_path):
    windows, told = plan(tmp_path, "Winter Break - District Closed", '"07:00..21:00"')
    assert len(windows) == 1
    assert told == []
