"""What init writes: careful dates, texts that are read back as meant, schemas that accept what the program accepts."""

import json
from datetime import date
from pathlib import Path

import pytest

from switchrefresh.commands.init import Answers, editor_schemas, run
from switchrefresh.documents.starter.from_list import base_of, pilot_of
from switchrefresh.documents.starter.school_days import around_testing, edges, unknown_days
from switchrefresh.inventory.values import DateRange, read_date_range
from switchrefresh.platforms.registry import known_platforms
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project
from switchrefresh.storage.strict_yaml import read_yaml

YEAR = (date(2026, 8, 20), date(2027, 5, 20))
INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"


def test_ten_school_days_step_over_weekends_and_labor_day():
    (first, _), (last, _) = edges((date(2026, 8, 31), date(2027, 6, 2)), [])
    assert str(first) == "2026-08-31..2026-09-14"  # ten Mondays to Fridays without 7 September
    assert str(last) == "2027-05-26..2027-06-02"  # five without Memorial Day


def test_known_days_off_are_no_school_days():
    closed = [date(2027, 5, 19), date(2027, 5, 18)]
    assert edges(YEAR, closed)[1][0].first == date(2027, 5, 12)


@pytest.mark.parametrize(("span", "eve"), [("2027-04-13..2027-04-30", "2027-04-12"), ("2027-04-12", "2027-04-09")])
def test_the_eve_of_testing_is_the_weekday_before(span, eve):
    [(found, _)] = around_testing([read_date_range(span)])
    assert str(found.first) == eve


def test_without_a_calendar_what_may_be_closed_stays_closed():
    frozen = [day for span, _ in unknown_days(YEAR, DateRange(date(2026, 11, 1), date(2027, 7, 24))) for day in span]
    for day in ("2026-11-11", "2026-11-25", "2026-11-27", "2026-12-24", "2027-01-01", "2027-05-31", "2027-07-05"):
        assert date.fromisoformat(day) in frozen
    assert date(2027, 3, 16) not in frozen


def test_base_and_pilot_come_from_the_list():
    buildings = {"hs": {"kind": "high"}, "do": {"kind": "office"}, "es": {"kind": "elementary"}}
    switches = {"a": {"building": "hs", "replacement": {"model": "x"}}, "b": {"building": "do", "replacement": "none"}}
    switches["c"] = {"building": "hs", "replacement": {"model": "x"}}
    switches["d"] = {"building": "es", "replacement": {"model": "x"}}
    assert (base_of(buildings, switches), pilot_of(buildings, switches)) == ("do", "es")
    assert pilot_of(buildings, {"b": switches["b"]}) is None
    switches["d"]["uplink"] = "c"  # es waits for hs (C7): as a pilot it would hold what it waits for
    assert pilot_of(buildings, switches) == "hs"


def test_answers_come_back_as_they_were_said(tmp_path):
    name = 'Bob\'s "R-II": #1 \\ x'
    answers = Answers(name, "America/Denver", "2026-08-20..2027-05-20", ("2027-04-12..2027-04-30",), username="no")
    run(str(tmp_path / "d"), Answers(**{**vars(answers), "as_of": "2026-11-23"}))
    folder = read_folder(Project(tmp_path / "d"), known_platforms())
    found = folder.require().district
    assert (found.district, found.timezone, found.access.username) == (name, "America/Denver", "no")
    assert DateRange(date(2027, 4, 9), date(2027, 4, 30)) in [freeze.dates for freeze in found.freezes]
    assert found.crews["tech"].max_evenings_per_week == 2
    assert {str(span) for kind in ("school_day", "no_students") for span in found.hours[kind]} == {"17:00..21:00"}


def wrong(schema, value, root, at=""):
    """What draft 7 says against a value: the part of it that the schemas use."""
    if "$ref" in schema:
        return wrong(root["definitions"][schema["$ref"].rpartition("/")[2]], value, root, at)
    found = [] if "const" not in schema or value == schema["const"] else [f"{at}: not {schema['const']}"]
    found += [] if "enum" not in schema or value in schema["enum"] else [f"{at}: {value} is not one of the words"]
    if "anyOf" in schema and all(wrong(inner, value, root, at) for inner in schema["anyOf"]):
        found.append(f"{at}: {value} fits nothing")
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    kinds = schema.get("type", [])
    if kinds and names.get(type(value), "null") not in ([kinds] if isinstance(kinds, str) else kinds):
        found.append(f"{at}: {value} is no {kinds}")
    if isinstance(value, dict):
        found += [f"{at}: no {key}" for key in schema.get("required", ()) if key not in value]
        for key, inner in value.items():
            found += wrong(schema.get("propertyNames", {}), key, root, f"{at}/{key}")
            below = schema.get("properties", {}).get(key, schema.get("additionalProperties", True))
            found += [f"{at}: unknown key {key}"] if below is False else []
            found += wrong(below, inner, root, f"{at}/{key}") if isinstance(below, dict) else []
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        found += [line for n, inner in enumerate(value) for line in wrong(schema["items"], inner, root, f"{at}/{n}")]
    return found


def as_an_editor_reads_it(path):
    import yaml

    class Plain(yaml.SafeLoader):
        """YAML 1.2 has no dates and no 17:00 in base sixty."""

    keep = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int"}
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.items()
    Plain.yaml_implicit_resolvers = {k: [r for r in v if r[0] not in keep] for k, v in resolvers}
    return yaml.load(path.read_text(), Plain)


def test_editors_accept_what_the_program_accepts_and_see_a_slip(tmp_path):
    run(str(tmp_path / "d"), Answers(as_of="2026-11-23"))
    schemas = {name.split("/")[1][:-5]: json.loads(text) for name, text in editor_schemas().items()}
    for folder in (tmp_path / "d", INVENTORIES / "cedar-fork", INVENTORIES / "tamarack-valley"):
        for kind, schema in schemas.items():
            assert wrong(schema, as_an_editor_reads_it(folder / f"{kind}.yaml"), schema) == []
    slip = as_an_editor_reads_it(tmp_path / "d" / "switches.yaml")
    slip["switches"]["office-sw1"]["modle"] = "x"
    slip["switches"]["office-sw1"]["role"] = "croe"
    assert len(wrong(schemas["switches"], slip, schemas["switches"])) == 2
    bad = as_an_editor_reads_it(tmp_path / "d" / "district.yaml")
    bad["hours"]["schoolday"] = []
    assert wrong(schemas["district"], bad, schemas["district"])


def test_both_families_of_editors_find_the_schemas(tmp_path):
    run(str(tmp_path / "d"), Answers(as_of="2026-11-23"))
    for kind in ("district", "buildings", "switches"):
        lines = (tmp_path / "d" / f"{kind}.yaml").read_text().splitlines()
        assert lines[0] == f"# yaml-language-server: $schema=.schemas/{kind}.json"
        assert lines[1] == f"# $schema: .schemas/{kind}.json"
        assert (tmp_path / "d" / ".schemas" / f"{kind}.json").is_file()
    assert read_yaml("x", (tmp_path / "d" / "switches.yaml").read_bytes()).problems == ()
