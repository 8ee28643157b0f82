"""show --why from outside: other dates, binding rules, and what would place a switch without a place."""

import json

import pytest
from running import AS_OF, INVENTORIES, switchrefresh

pytestmark = pytest.mark.slow  # plans several times for each; make test-all runs them


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    import shutil

    folder = tmp_path_factory.mktemp("why") / "cedar-fork"
    shutil.copytree(INVENTORIES / "cedar-fork", folder)
    assert switchrefresh("plan", "-C", folder, "--as-of", AS_OF).code == 0
    return folder


def test_a_window_names_its_next_best_dates_and_what_binds_it(planned):
    windows = json.loads((planned / "plan.json").read_text())["windows"]
    bound = []
    for window in windows[:5]:
        [why] = switchrefresh("show", window["id"], "--why", "-C", planned, "--json").json["data"]["why"]
        assert [one["points"] for one in why["alternatives"]] == sorted(one["points"] for one in why["alternatives"])
        assert all(one["date"] != window["start"][:10] and one["words"] for one in why["alternatives"])
        assert all(one["points"] < 0 and one["rule"] for one in why["binding"])
        bound += why["binding"]
    assert bound


def test_a_date_can_be_asked_for(planned):
    window = json.loads((planned / "plan.json").read_text())["windows"][0]
    answer = switchrefresh("show", window["id"], "--on", "2027-04-14", "-C", planned, "--json")
    on = answer.json["data"]["why"][0]["on"]
    assert on["place"] is None
    assert [rule["code"] for rule in on["rules"]] == ["C11"]
    assert "on 2027-04-14? no: C11" in switchrefresh("show", window["id"], "--on", "2027-04-14", "-C", planned).out
    assert switchrefresh("show", window["id"], "--on", "April", "-C", planned).code == 2


def test_an_outgrown_plan_gets_no_claims(planned, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(planned, copy)
    path = copy / "district.yaml"
    path.write_text(path.read_text().replace("core: 150m", "core: 180m", 1))
    answer = switchrefresh("show", "hs", "--why", "-C", copy, "--json")
    assert "stale-plan" in {p["code"] for p in answer.json["problems"]}
    assert all("alternatives" not in why for why in answer.json["data"]["why"])


def test_what_would_place_a_switch_is_found_and_does_it(cedar):
    path = cedar / "district.yaml"
    text = path.read_text().replace("deadline: 2027-08-01", "deadline: 2027-02-20", 1)
    text = text.replace("max_evenings_per_week: 2", "max_evenings_per_week: 0", 1)
    path.write_text(text.replace("max_weekend_days_per_month: 1", "max_weekend_days_per_month: 0", 1))
    assert switchrefresh("plan", "-C", cedar, "--as-of", AS_OF).code == 1
    assert switchrefresh("approve", "--all", "-C", cedar).code == 0
    answer = switchrefresh("show", "ms", "--why", "-C", cedar, "--json")
    [group] = answer.json["data"]["why_not"]
    assert group["would_do"][0]["words"] == "one more evening a week for tech (1 and not 0)"
    assert "would do: one more evening a week for tech" in switchrefresh("show", "ms", "--why", "-C", cedar).out
    path.write_text(path.read_text().replace("max_evenings_per_week: 0", "max_evenings_per_week: 1", 1))
    data = switchrefresh("plan", "-C", cedar, "--as-of", AS_OF, "--json").json["data"]
    assert not {one["switch"] for one in data["unplaced"]} & set(group["switches"])
