"""A small district with simulated switches, planned and promised, for nights from outside."""

import json
from dataclasses import dataclass, field

from running import typed
from test_backup import PASSWORD, ios

from switchrefresh.lab.network import LabNetwork

AS_OF = "2026-12-01"
HOURS = "hours: {" + ", ".join(f'{kind}: ["07:00..20:00"]' for kind in ("school_day", "summer", "weekend")) + "}"
DISTRICT = f"""\
district: Small
timezone: America/Chicago
horizon: 2026-12-01..2027-02-26
{HOURS}
crews:
  tech: {{base: hs, hours: {{weekday: "08:00..18:00"}}}}
work: {{access: 30m, setup: 10m, closet_change: 5m, buffer: 0%, backout: 30m}}
deliveries:
  - {{arrives: 2026-11-20, models: {{NEW: 3}}}}
access: {{username: netadmin}}
"""
BUILDINGS = """\
buildings:
  hs:
    name: High School
    kind: high
    closets: {mdf: {name: MDF, room: A101}, idf-1: {name: IDF-1, room: C-wing 214}}
"""


@dataclass
class Night:
    """A folder, its lab, and the one window that holds all of its switches."""

    folder: object
    lab: LabNetwork
    window: str = ""
    start: str = ""
    names: list = field(default_factory=list)

    def run(self, *words, password=PASSWORD):
        return typed(*words, "-C", self.folder, "--json", env={"SWITCHREFRESH_PASSWORD": password})

    def window_do(self, action, *words, moment=None):
        return self.run("window", action, self.window, *words, "--as-of", moment or self.start)

    def open(self):
        answer = self.window_do("start", "--accept", "no-baseline", "--because", "rehearsal")
        assert answer.code == 0, answer.out
        return answer

    def swap(self, name):
        self.lab.swap(name, ios(name))

    def accept_key(self, name):
        answer = self.run("trust", name, "--replaced", "--yes")
        assert answer.code == 0, answer.out

    @property
    def lines(self):
        path = self.folder / "journal.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def events(self, word):
        return [line for line in self.lines if line["event"] == word]

    def stored(self, name):
        return json.loads((self.folder / name).read_text())


def make_night(root, lab, promise=True):
    root.mkdir()
    (root / "district.yaml").write_text(DISTRICT)
    (root / "buildings.yaml").write_text(BUILDINGS)
    text = "switches:\n"
    for number, name in enumerate(lab.names):
        host, port = lab.address(name)
        text += (
            f"  {name}: {{building: hs, closet: {'idf-1' if number else 'mdf'}, platform: cisco_ios, model: OLD, "
            f"serial: OLD{number}, host: {host}, port: {port}, feeds: {{aps: 2}}, "
            f"replacement: {{model: NEW, platform: cisco_xe, host: {host}, port: {port}, serial: NEW{number}}}}}\n"
        )
    (root / "switches.yaml").write_text(text)
    night = Night(root, lab, names=list(lab.names))
    planned = night.run("plan", "--as-of", AS_OF)
    assert planned.code == 0, planned.out
    [window] = planned.json["data"]["windows"]
    night.window, night.start = window["id"], window["start"]
    if promise:
        assert night.run("approve").code == 0
    return night


def problems(answer):
    return [p["code"] for p in answer.json["problems"] if p["severity"] == "error"]
