"""show --risk from outside."""

import json

from running import switchrefresh, typed


def test_risk_is_told_and_repeats(planned_cedar):
    cedar = planned_cedar[0]
    risk = typed("show", "--risk", "-C", cedar, "--json").json["data"]["risk"]
    windows = json.loads((cedar / "plan.json").read_text())["windows"]
    assert [one["window"] for one in risk["windows"]] == [w["id"] for w in windows]
    assert all(0 <= one["chance"] <= 1 for one in risk["windows"])
    assert risk["date_80"] >= max(w["start"] for w in windows)[:10]
    again = switchrefresh("show", "--risk", "-C", cedar, "--json", env={"PYTHONHASHSEED": "5"}).json["data"]["risk"]
    assert again == risk
    assert "in 8 of 10 cases" in typed("show", "--risk", "-C", cedar).out
    [why] = typed("show", windows[0]["id"], "--why", "-C", cedar, "--json").json["data"]["why"]
    assert why["risk"] == risk["windows"][0]
