"""A whole season through the command line alone, against a district and switches whose makers did not write the verbs.

Set SEASON_TRANSCRIPT to a file name to keep what was said (docs/seasons/ holds one).
"""

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from season_kit import Season, lab_for

INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
WORDS = (
    "What a technician typed from the first plan to the hand-off, and what was answered. The district is the sample\n"
    "`inventories/cedar-fork`, the switches are simulated and answer over real SSH (docs/how-to/rehearse.md).\n"
    "`--as-of` stands where on a real night the clock does."
)


@pytest.fixture
def season(tmp_path):
    district = tmp_path / "original"
    shutil.copytree(INVENTORIES / "cedar-fork", district)
    folder = tmp_path / "district"
    first = Season(tmp_path, "Season-2026")
    first.run(f"demo {folder} --of {district}")
    told = Season(folder, "Season-2026")
    with lab_for(folder, told.password):
        yield told
    if target := os.environ.get("SEASON_TRANSCRIPT"):
        Path(target).write_text(told.text("A season in Cedar Fork", WORDS), encoding="utf-8")


def say(season, words):
    return season.run(f'demo . --say "{words}"')


def add_snow_day(folder):
    """The district makes up a snow day on the last day of the year, in a feed of its own."""
    (folder / "calendars" / "snow.yaml").write_text('- {dates: 2026-12-31, title: "School Day - Snow Day Makeup"}\n')
    path = folder / "district.yaml"
    lines = path.read_text().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith("calendars:"))
    lines.insert(at + 1, "  - {path: calendars/snow.yaml, role: district}\n")
    path.write_text("".join(lines))


def test_a_season(season, tmp_path):
    folder = season.folder
    season.chapter("November: plan and promise")
    season.run("check", keep=12)
    season.run("plan --as-of 2026-11-23")
    season.run("approve --all")

    season.chapter("A snow day", "On 3 December a snow day is made up: 31 December, where a window was promised.")
    before = {w["id"]: w["start"] for w in season.data("plan --as-of 2026-12-03")["windows"]}
    add_snow_day(folder)
    season.run("window start w002 --dry-run --as-of 2026-12-03", 1, 4, keep=14)
    season.run('plan --as-of 2026-12-03 --because "snow day made up on 31 December"')
    after = season.data("plan --as-of 2026-12-03")["windows"]
    moved = [w["id"] for w in after if before.get(w["id"]) != w["start"]]
    assert moved
    assert not any(w["building"] == "es" and w["start"].startswith("2026-12-31") for w in after)
    season.run("approve --all")

    season.chapter("By day: baselines", "While everybody is there: what is off at night cannot be missed.")
    season.run("backup do --phase baseline")
    season.run("runbook w001 -o runbook-w001.md")

    season.chapter("The first window: a swap with two mistakes")
    say(season, "night")
    season.run("window start w001 --as-of 2026-12-23T07:05", keep=60)
    say(season, "swap do-idf1-sw1")
    say(season, "fault do-idf1-sw1 access-vlan")
    say(season, "fault do-idf1-sw1 dead-ap")
    season.run("verify do-idf1-sw1", 4)
    season.run("trust do-idf1-sw1 --replaced --yes")
    season.run("verify do-idf1-sw1", 1)
    [row] = season.data("verify do-idf1-sw1 --stored", 1)["switches"]
    assert sorted(f["code"] for f in row["findings"] if f["severity"] in {"critical", "major"}) == [
        "ACCESS_VLAN",
        "POE_LOST",
    ]
    say(season, "mend do-idf1-sw1")
    season.run("verify do-idf1-sw1")

    season.chapter("The second switch does not come back: backout")
    say(season, "swap do-mdf-core1")
    say(season, "fault do-mdf-core1 no-vlan")
    season.run("trust do-mdf-core1 --replaced --yes")
    season.run("verify do-mdf-core1", 1)
    say(season, "backout do-mdf-core1")
    season.run('window backout w001 do-mdf-core1 --because "a VLAN is missing and nobody knows why"', 0, 1, 3)
    season.run("window finish w001 --as-of 2026-12-23T13:05 --wait 1m", 1)
    season.run(
        "window finish w001 --as-of 2026-12-23T13:10 --wait 1m --accept no-after --accept not-proven "
        '--because "the two small ones are unboxed but not cabled; they stay old"',
        0,
        1,
        3,
    )
    season.run("status --as-of 2026-12-23")

    season.chapter("Plan again, postpone, tell people")
    season.run('plan --as-of 2026-12-24 --because "do-mdf-core1 went back"', 0, 1)
    placed = {t["switch"] for w in season.data("plan --as-of 2026-12-24", 0, 1)["windows"] for t in w["tasks"]}
    assert "do-mdf-core1" in placed
    season.run("approve --all")
    first = next(w["id"] for w in season.data("plan --as-of 2026-12-24", 0, 1)["windows"] if w["building"] == "hs")
    season.run(f'window postpone {first} --because "custodian ill" --as-of 2026-12-24', 0, 1)
    season.run('note hs --waiting-on "vendor RMA" --since 2026-12-20')
    season.run("status --as-of 2026-12-24")
    season.run(f"notify {first} --for families --language es", 0, 2)
    season.run("export site -o site --as-of 2026-12-24")
    season.run("export evidence --as-of 2026-12-24")
    assert "vendor RMA" in (folder / "site" / "index.html").read_text()

    season.chapter("Hand-off to the summer crew")
    season.run("handoff voag -o voag.zip --as-of 2026-12-24")
    with zipfile.ZipFile(folder / "voag.zip") as book:
        assert "README.txt" in book.namelist()
        assert season.password.encode() not in b"".join(book.read(name) for name in book.namelist())
