"""Plan again after six disturbances: no more windows move than the disturbance breaks, plus one, and each says why."""

import json
import shutil
import sys
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from running import typed

sys.path.insert(0, str(Path(__file__).parent.parent / "outside"))
from districts import write_district
from outside_checker import violations

LATER = "2027-02-15"  # the day on which the sample learns of it
SEEDS = (8, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 4, 6)))


def promise(folder, as_of):
    """A folder in which everything that could be placed was promised."""
    assert typed("plan", "-C", folder, "--as-of", as_of).code in {0, 1}
    assert typed("approve", "--all", "-C", folder).code == 0
    return folder


@pytest.fixture(scope="module", params=SEEDS)
def other(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("told") / "district"
    as_of = write_district(folder, request.param).isoformat()
    return promise(folder, as_of), as_of


def promised(folder):
    return json.loads((folder / "approved.json").read_text())["windows"]


def edit(folder, change, name="district.yaml"):
    data = nulls(yaml.load((folder / name).read_text(), yaml.BaseLoader))
    change(data)
    (folder / name).write_text(yaml.safe_dump(data, sort_keys=False))


def nulls(value):
    if isinstance(value, dict):
        return {key: nulls(one) for key, one in value.items()}
    if isinstance(value, list):
        return [nulls(one) for one in value]
    return None if value == "null" else value


def day(window):
    return window["start"][:10]


def replan(folder, as_of, forced):
    """Plan again; what moved is at most what had to and one more, says why, and nothing else is touched."""
    before = {w["id"]: w for w in promised(folder)}
    answer = typed("plan", "-C", folder, "--as-of", as_of, "--because", "a disturbance", "--json")
    assert answer.code in {0, 1}, answer.err
    data = answer.json["data"]
    changes = data["changes"]
    gone = {*changes["moved"], *changes["removed"]}
    assert len(gone) <= len(forced) + 1
    assert set(changes["why"]) >= gone
    assert all(changes["why"][key].startswith("C") for key in gone)
    now = {w["id"]: w for w in data["windows"]}
    for key, window in before.items():
        if key not in gone:
            assert (now[key]["start"], now[key]["crew"], now[key]["tasks"]) == (
                window["start"],
                window["crew"],
                window["tasks"],
            )
    for key in changes["moved"]:
        assert now[key]["why"][0].startswith(("Moved because of C", "Changed because of C"))
    assert {(m["sign"], m["window"]) for m in data["moves"]} == {
        *(("~", key) for key in changes["moved"]),
        *(("-", key) for key in changes["removed"]),
        *(("+", key) for key in changes["added"]),
    }
    assert changes["kept"] == len(before) - len(gone)
    assert violations(folder, data) == []
    return data


@pytest.fixture
def folder(promised_cedar, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(promised_cedar, copy)
    return copy


def snow(folder, on):
    def freeze(data):
        data["freezes"] = [*data.get("freezes", []), {"dates": on, "why": "snow day"}]

    edit(folder, freeze)


def sick(folder, crew, on):
    def away(data):
        data["crews"][crew]["away"] = [*data["crews"][crew].get("away", []), on]

    edit(folder, away)


def test_a_snow_day(folder):
    window = promised(folder)[5]
    snow(folder, day(window))
    data = replan(folder, LATER, [w for w in promised(folder) if day(w) == day(window)])
    assert window["id"] in data["changes"]["moved"]
    assert "snow day" in data["changes"]["why"][window["id"]]
    assert data["unplaced"] == []


def test_a_technician_is_ill(folder):
    window = promised(folder)[6]
    sick(folder, "tech", day(window))
    data = replan(folder, LATER, [w for w in promised(folder) if day(w) == day(window)])
    assert data["changes"]["why"][window["id"]].startswith("C3")


def test_a_feed_that_changed(folder):
    """Somebody books the high school for a whole promised day."""
    window = next(w for w in promised(folder) if w["building"] == "hs")
    feed = folder / "calendars" / "fmx.ics"
    stamp = day(window).replace("-", "")
    event = (
        f"BEGIN:VEVENT\r\nUID:new@x\r\nDTSTAMP:20261121T120000Z\r\nDTSTART:{stamp}T110000Z\r\nDTEND:{stamp}T230000Z\r\n"
    )
    event += "SUMMARY:3753999 - Regional band camp\r\nLOCATION:Cedar Fork High School\r\nEND:VEVENT\r\n"
    feed.write_text(feed.read_text().replace("END:VCALENDAR", f"{event}END:VCALENDAR"))
    data = replan(folder, LATER, [window])
    assert data["changes"]["why"][window["id"]].startswith("C2")


def units_needed(folder, windows):
    """Units of each model by date."""
    switches = yaml.load((folder / "switches.yaml").read_text(), yaml.BaseLoader)["switches"]
    for window in sorted(windows, key=day):
        for task in window["tasks"]:
            switch = switches[task["switch"]]
            yield day(window), switch["replacement"]["model"], int(switch.get("members", 1))


def in_stock(folder, windows):
    deliveries = yaml.load((folder / "district.yaml").read_text(), yaml.BaseLoader)["deliveries"]
    used = {}
    for on, model, units in units_needed(folder, windows):
        used[model] = used.get(model, 0) + units
        if used[model] > sum(int(d["models"].get(model, 0)) for d in deliveries if d["arrives"] <= on):
            return False
    return True


def forced_by_stock(folder, until):
    """The smallest set of windows still to come without which the stock lasts, and those that wait for a switch in it.

    Whatever is moved goes behind `until`; what must come after it and stands before that has to move as well (C7).
    """
    windows, switches = promised(folder), yaml.load((folder / "switches.yaml").read_text(), yaml.BaseLoader)["switches"]
    ahead = [w for w in windows if day(w) > LATER]
    sets = (some for size in range(len(ahead) + 1) for some in combinations(ahead, size))
    fewest = next(some for some in sets if in_stock(folder, [w for w in windows if w not in some]))
    late = {task["switch"] for w in fewest for task in w["tasks"]}
    waiting = [
        w
        for w in ahead
        if w not in fewest and day(w) <= until and any(switches[t["switch"]].get("uplink") in late for t in w["tasks"])
    ]
    return [*fewest, *waiting]


def test_a_late_delivery(folder):
    second = sorted({day(w) for w in promised(folder) if day(w) > LATER})[1]  # arrives in the middle of the work
    edit(folder, lambda data: data["deliveries"][1].update(arrives=second))
    forced = forced_by_stock(folder, second)
    assert forced
    data = replan(folder, LATER, forced)
    assert any(why.startswith("C6") for why in data["changes"]["why"].values())


def test_a_partial_delivery(folder):
    edit(folder, lambda data: data["deliveries"][1]["models"].update(JL677A="4"))
    forced = forced_by_stock(folder, "")
    assert forced
    data = replan(folder, LATER, forced)
    assert data["unplaced"]
    assert all(one["reasons"] for one in data["unplaced"])


def test_a_switch_that_takes_longer_than_promised(folder):
    """The night overran: the next time this switch is given three hours."""
    window = promised(folder)[4]
    task = window["tasks"][-1]["switch"]
    edit(folder, lambda data: data["switches"][task].update(minutes="3h"), "switches.yaml")
    data = replan(folder, LATER, [window])
    assert data["changes"]["why"][window["id"]].startswith("C5")
    assert data["unplaced"] == []


def test_the_terminal_says_it_in_one_line(folder):
    window = promised(folder)[5]
    snow(folder, day(window))
    out = typed("plan", "-C", folder, "--as-of", LATER).out
    assert f"~ {window['id']} " in out
    assert "against the promise: 1 moved, 8 kept" in out


def with_waiting(folder, broken):
    """The broken windows, and later ones with a switch that must come after one of theirs (C7), and so on."""
    switches = {}
    for path in [*folder.glob("switches.yaml"), *folder.glob("switches/*.yaml")]:
        switches |= yaml.load(path.read_text(), yaml.BaseLoader)["switches"]
    found = list(broken)
    for window in promised(folder):
        order = [task["switch"] for w in found if w["start"] < window["start"] for task in w["tasks"]]
        mine = [task["switch"] for task in window["tasks"]]
        tied = any(switches[a].get("uplink") == b or switches[b].get("uplink") == a for a in mine for b in order)
        if tied and window not in found:
            found.append(window)
    return found


@pytest.mark.parametrize("what", ["snow", "ill"])
def test_other_districts(other, tmp_path, what):
    told, as_of = other
    folder = tmp_path / "copy"
    shutil.copytree(told, folder)
    windows = promised(folder)
    window = windows[len(windows) // 2]
    same = [w for w in windows if day(w) == day(window)]
    if what == "snow":
        snow(folder, day(window))
    else:
        sick(folder, window["crew"], day(window))
        same = [w for w in same if w["crew"] == window["crew"]]
    later = min(date.fromisoformat(as_of) + timedelta(days=1), datetime.fromisoformat(windows[0]["start"]).date())
    replan(folder, later.isoformat(), with_waiting(folder, same))


@pytest.mark.slow
def test_one_switch_leaves_a_window_that_stays_and_approving_its_new_window_agrees_to_both(folder):
    """Two units come after the window of the bus barn: one of its two switches keeps the date."""
    old = next(w for w in promised(folder) if w["building"] == "bus")
    near = (date.fromisoformat(day(old)) - timedelta(days=2)).isoformat()
    later = (date.fromisoformat(day(old)) + timedelta(days=8)).isoformat()

    def less(data):
        data["deliveries"][1]["models"]["JL677A"] = "4"
        data["deliveries"].append({"arrives": later, "models": {"JL677A": "2"}})

    edit(folder, less)
    data = replan(folder, near, [old])
    now = {w["id"]: w for w in data["windows"]}
    assert data["changes"]["shortened"] == data["changes"]["moved"] == [old["id"]]
    stays, (new,) = now[old["id"]], [now[key] for key in data["changes"]["added"]]
    assert [stays[key] for key in ("start", "end", "crew", "state")] == [
        old[k] for k in ("start", "end", "crew", "state")
    ]
    assert len(stays["tasks"]) == len(new["tasks"]) == 1
    answer = typed("approve", new["id"], "-C", folder, "--json").json["data"]
    assert answer["approved"] == sorted([old["id"], new["id"]])
    assert answer["renewed"] == [old["id"]]
    again = typed("plan", "-C", folder, "--as-of", near, "--json").json["data"]
    assert again["changes"]["moved"] == again["changes"]["shortened"] == []
    assert again["changes"]["kept"] == len(promised(folder))
