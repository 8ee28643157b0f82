"""plan --chart and show --chart in a pipe: at most 80 columns, plain characters, the same data as JSON."""

import json

import pytest
from running import AS_OF, INVENTORIES, typed


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    import shutil

    folder = tmp_path_factory.mktemp("chart") / "cedar-fork"
    shutil.copytree(INVENTORIES / "cedar-fork", folder)
    return folder, typed("plan", "-C", folder, "--as-of", AS_OF, "--chart", "building")


@pytest.mark.parametrize("kind", ["building", "crew", "load"])
def test_a_chart_fits_80_columns_of_ascii(planned, kind):
    folder, _ = planned
    answer = typed("show", "--chart", kind, "-C", folder)
    assert answer.code == 0
    assert answer.out.isascii()
    assert max(map(len, answer.out.splitlines())) <= 80
    assert "\x1b" not in answer.out


def test_plan_draws_what_it_wrote(planned):
    folder, answer = planned
    assert answer.code == 0
    assert answer.out.startswith(typed("show", "--chart", "building", "-C", folder).out)
    windows = json.loads((folder / "plan.json").read_text())["windows"]
    chart = typed("show", "--chart", "crew", "-C", folder, "--json").json["data"]["chart"]
    assert sum(int(m) for row in chart["rows"] for m in row["marks"] if m.isdigit()) == len(windows)


def test_one_building_alone_and_an_unknown_chart(planned):
    folder, _ = planned
    rows = typed("show", "hs", "--chart", "load", "-C", folder, "--json").json["data"]["chart"]["rows"]
    windows = [w for w in json.loads((folder / "plan.json").read_text())["windows"] if w["building"] == "hs"]
    assert sum(row["windows"] for row in rows) == len(windows)
    wrong = typed("show", "--chart", "pie", "-C", folder, "--json")
    assert (wrong.code, wrong.json["problems"][0]["code"]) == (2, "unknown-chart")


def test_names_cannot_draw_on_the_terminal(cedar):
    path = cedar / "buildings.yaml"
    path.write_text(
        path.read_text().replace("name: Cedar Fork High School", 'name: "Cedar Fork Hïgh School of Everything"', 1)
    )
    answer = typed("plan", "-C", cedar, "--as-of", AS_OF, "--chart", "building")
    assert max(map(len, answer.out.splitlines())) <= 80


@pytest.mark.parametrize(
    "name",
    ["中央教育委員会オフィス建物", "E\u0301cole e\u0301le\u0301mentaire du Nord", "A" * 40, "short", "한국어 학교"],
)
def test_every_label_takes_the_same_room_on_the_terminal(name):
    from rich.cells import cell_len

    from switchrefresh.cli.charts import LABEL, gantt_lines

    chart = {
        "by": "crew",
        "step": 7,
        "columns": ["2027-01-04"],
        "calendar": ".",
        "rows": [{"name": name, "marks": "1"}],
    }
    row = gantt_lines(chart)[2]
    assert cell_len(row) == LABEL + 2 and row.endswith(" 1")
