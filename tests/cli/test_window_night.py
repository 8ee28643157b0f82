"""A whole window through the verbs alone, in a lab driven from outside: a fault, crashes, a window given back."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from running import AS_OF, INVENTORIES, switchrefresh

from switchrefresh.journal.reading import read_journal
from switchrefresh.journal.records import Phase, Stage
from switchrefresh.journal.state import fold

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@contextlib.contextmanager
def rehearsed(source, base):
    """A copy of the district whose switches answer; another copy where somebody else took its ports meanwhile."""
    for number in range(5):
        folder = base / f"rehearsal-{number}"
        assert switchrefresh("demo", folder, "--of", source, "--json").code == 0
        words = [sys.executable, "-m", "switchrefresh", "demo", str(folder), "--serve"]
        with subprocess.Popen(words, stderr=subprocess.PIPE, env=dict(os.environ)) as process:
            said = "".join(process.stderr.readline().decode() for _ in range(4))
            if found := re.search(r"SWITCHREFRESH_PASSWORD=(\S+)", said):
                try:
                    yield folder, {"SWITCHREFRESH_PASSWORD": found[1]}
                finally:
                    process.send_signal(signal.SIGTERM)
                return
    pytest.fail(f"no lab: {said}")


class Crew:
    """Types commands and looks at what came of them."""

    def __init__(self, folder, env):
        self.folder, self.env = folder, env

    def type(self, *words, code=0):
        answer = switchrefresh(*words, "-C", self.folder, "--json", env=self.env, timeout=300)
        assert answer.code == code, (words, answer.code, answer.out[-3000:], answer.err[-500:])
        return answer.json

    def say(self, words):
        answer = switchrefresh("demo", self.folder, "--say", words, "--json")
        assert answer.code == 0, answer.out
        return answer.json["data"]["lines"]

    def killed(self, when, *words):
        """A command whose machine dies as soon as `when()` is true."""
        command = [sys.executable, "-m", "switchrefresh", *words, "-C", str(self.folder), "--json"]
        quiet, env = subprocess.DEVNULL, {**os.environ, **self.env}
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=env) as process:
            deadline = time.monotonic() + 120
            while not when() and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            process.kill()

    def history(self):
        journal = read_journal((self.folder / "journal.jsonl").read_text(), "journal.jsonl")
        assert journal.problems == ()
        return fold(journal.events)

    def snapshots(self, switch, phase):
        return sorted((self.folder / "snapshots" / switch).glob(f"*-{phase}-*.cfg"))

    def windows(self, name="plan.json"):
        return {w["id"]: w for w in json.loads((self.folder / name).read_text())["windows"]}


def test_a_whole_night_with_a_fault_crashes_and_a_window_given_back(tmp_path):
    source = tmp_path / "district"
    shutil.copytree(INVENTORIES / "cedar-fork", source)
    with rehearsed(source, tmp_path) as (folder, env):
        crew = Crew(folder, env)
        crew.type("plan", "--as-of", AS_OF)
        crew.type("approve", "wave-1", "wave-2")
        first, second = list(crew.windows("approved.json").values())[:2]
        window, moment = first["id"], first["start"]
        names = [task["switch"] for task in first["tasks"]]
        switchrefresh("trust", first["building"], "--yes", "-C", folder, env=env)
        baseline = crew.type("backup", window)
        asked = [row["switch"] for row in baseline["data"]["switches"] if row["outcome"] == "proven"]
        assert len(asked) == 2
        crew.say("night")
        _start(crew, window, moment, asked)
        _swap_with_a_fault(crew, asked)
        _others_by_hand(crew, set(names) - set(asked), moment)
        _finish(crew, window, moment, names)
        _give_back(crew, second)
        _agree(crew, first, second, names)


def _start(crew, window, moment, asked):
    """The machine dies while the befores are pulled; the next start goes on, and nothing is there twice."""
    crew.killed(lambda: any(crew.snapshots(n, "before") for n in asked), "window", "start", window, "--as-of", moment)
    is_late = window in {w.window for w in crew.history().open_windows}  # a quick machine had opened it by then
    opened = crew.type("window", "start", window, "--as-of", moment)["data"]
    assert is_late or opened["state"] == "opened"
    assert {row["outcome"] for row in opened["backup"]} <= {"proven", "skipped"}
    assert all(len(crew.snapshots(name, "before")) == 1 for name in asked)
    status = crew.type("status", "--as-of", moment)["data"]
    assert status["switches"]["in_work"] == 4 and status["open"][0]["window"] == window


def _swap_with_a_fault(crew, asked):
    for number, name in enumerate(asked):
        crew.say(f"swap {name}")
        crew.type("backup", name, "--phase", "after", code=4)  # its key is still the old one's
        crew.type("trust", name, "--replaced", "--yes")
        crew.type("backup", name, "--phase", "before", code=4)  # never over a before
        if number == 0:
            [planted] = crew.say(f"fault {name} access-vlan")
            assert planted.startswith("access-vlan")
            proof = crew.type("verify", name, "--wait", "0s", code=1)["data"]
            assert proof["verdict"] == "lost" and proof["switches"][0]["findings"]
            crew.say(f"mend {name}")
        assert crew.type("verify", name, "--wait", "0s")["data"]["verdict"] == "nothing-lost"
        assert crew.history().proofs[name].verdict == "nothing-lost"


def _others_by_hand(crew, names, moment):
    """What nobody can log in to is said by hand."""
    for name in sorted(names):
        crew.type("log", name, "done", "--as-of", moment[:10], "--because", "nothing to log in to")


def _finish(crew, window, moment, names):
    """The machine dies in the middle of the finish; the next one closes the window."""
    before = len((crew.folder / "journal.jsonl").read_text().splitlines())

    def begun():
        return len((crew.folder / "journal.jsonl").read_text().splitlines()) > before

    crew.killed(begun, "window", "finish", window, "--as-of", moment, "--wait", "0s")
    assert crew.history().windows[window].phase is Phase.OPEN
    closed = crew.type("window", "finish", window, "--as-of", moment, "--wait", "0s")["data"]
    assert closed["state"] == "closed" and closed["lost"] == [] and sorted(closed["done"]) == sorted(names)
    history = crew.history()
    assert history.windows[window].phase is Phase.CLOSED
    assert all(history.stage(name) is Stage.DONE for name in names)
    crew.type("window", "finish", window, code=4)


def _give_back(crew, second):
    """The other promised window goes to another date under its id, and is promised again."""
    was = second["start"]
    data = crew.type("window", "postpone", second["id"], "--because", "custodian ill", "--as-of", AS_OF)["data"]
    assert data["now"]["start"] != was and data["changes"]["moved"][0] == second["id"]
    crew.type("approve", second["id"], "--yes")
    assert crew.windows("approved.json")[second["id"]]["start"] == data["now"]["start"]


def _agree(crew, first, second, names):
    """Journal, plan, promise, status and calendar say the same."""
    for name in ("plan.json", "approved.json"):
        kept = crew.windows(name)[first["id"]]
        assert (kept["state"], kept["start"]) == ("done", first["start"])
        assert sorted(task["switch"] for task in kept["tasks"]) == sorted(names)
    status = crew.type("status", "--as-of", AS_OF)["data"]
    counts = status["switches"]
    assert counts["done"] == 4 == len(crew.history().done()) and counts["in_work"] == counts["failed"] == 0
    assert counts["promised"] == sum(len(w["tasks"]) for w in crew.windows("approved.json").values()) - 4
    assert status["open"] == [] and status["late"] == []
    moved = crew.windows("approved.json")[second["id"]]
    _agree_outside(crew, second["id"], moved["start"])
    doctor = switchrefresh("doctor", "-C", crew.folder, "--json").json["data"]
    assert "chain unbroken" in json.dumps(doctor)


def _agree_outside(crew, window, start):
    """The calendar that people subscribe to, and the site, have the new date."""
    from icalendar import Calendar

    ics = switchrefresh("export", "ics", "-o", "-", "-C", crew.folder).out
    events = {str(event["uid"]).partition("@")[0]: event for event in Calendar.from_ical(ics).walk("VEVENT")}
    assert events[window].decoded("dtstart").isoformat() == start
    site = crew.folder / "out" / "site"
    assert switchrefresh("export", "site", "-o", site, "-C", crew.folder).code == 0
    pages = [path for path in site.rglob("*") if path.suffix in {".html", ".ics"}]
    assert any(start[:10] in path.read_text() or start[:10].replace("-", "") in path.read_text() for path in pages)
