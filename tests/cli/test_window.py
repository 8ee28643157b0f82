"""window from outside: the gate, the opening, going on after a crash, backing out and giving back."""

from dataclasses import replace

import pytest
from running import switchrefresh
from test_backup import ios
from window_kit import make_night, problems

from switchrefresh.lab.network import LabNetwork

pytestmark = pytest.mark.slow  # a process and a lab for each; make test-all runs them


@pytest.fixture
def lab():
    with LabNetwork([ios("hs-sw1"), ios("hs-sw2")]) as network:
        yield network


@pytest.fixture
def night(tmp_path, lab):
    return make_night(tmp_path / "district", lab)


def by_code(answer):
    return {one["code"]: one["standing"] for one in answer.json["data"]["gate"]}


def test_a_dry_run_says_what_is_missing_and_changes_nothing(night):
    before = sorted(path.name for path in night.folder.iterdir())
    answer = night.window_do("start", "--dry-run", moment="2026-11-20T12:00")
    assert answer.code == 1 and problems(answer) == ["no-baseline", "no-baseline"]
    gate = by_code(answer)
    assert gate["not-approved"] == gate["stale-promise"] == gate["calendar-closed"] == gate["not-delivered"] == "go"
    assert (gate["no-before"], gate["not-staged"]) == ("later", "look")
    assert answer.json["data"]["state"] == "not opened"
    assert sorted(path.name for path in night.folder.iterdir()) == before
    assert night.events("window-opened") == []
    assert all(night.lab.record(name).connections == 0 for name in night.names)


def test_a_window_that_nobody_was_promised_does_not_begin(tmp_path, lab):
    night = make_night(tmp_path / "district", lab, promise=False)
    answer = night.window_do("start", "--accept", "no-baseline", "--because", "x")
    assert answer.code == 4 and problems(answer) == ["not-approved", "no-go"]
    assert lab.record("hs-sw1").connections == 0 and night.lines == []


def test_every_no_needs_an_answer_of_its_own(night):
    answer = night.window_do("start")
    assert answer.code == 4 and problems(answer)[-1] == "no-go"
    assert "--accept no-baseline" in answer.json["problems"][-1]["hint"]
    assert problems(night.window_do("start", "--accept", "no-baseline")) == ["usage"]
    assert problems(night.window_do("start", "--accept", "host-key-changed", "--because", "x")) == ["never-accepted"]
    assert problems(night.window_do("start", "--accept", "no-base", "--because", "x")) == ["usage"]
    late = night.window_do(
        "start", "--accept", "no-baseline", "--because", "x", moment=night.start[:11] + "15:00:00-06:00"
    )
    assert "no-time-left" in problems(late) or "not-now" in problems(late)
    assert night.events("window-opened") == []


def test_a_window_opens_with_a_before_of_every_switch_and_papers_on_this_disk(night):
    answer = night.open()
    data = answer.json["data"]
    assert data["state"] == "opened" and {row["outcome"] for row in data["backup"]} == {"proven"}
    assert {row["phase"] for row in data["backup"]} == {"before"}
    assert [line["code"] for line in night.events("gate-accepted")] == ["no-baseline"]
    [opened] = night.events("window-opened")
    assert sorted(opened["switches"]) == night.names and opened["backout_point"] == data["backout_point"]
    for path in data["files"]:
        assert night.window in (night.folder / path).read_text()
    text = (night.folder / data["files"][0]).read_text()
    assert "BACKOUT POINT" in text and max(len(line) for line in text.splitlines()) <= 80
    for name in ("approved.json", "plan.json"):
        assert [w["state"] for w in night.stored(name)["windows"]] == ["running"]


def test_started_again_it_resumes_and_pulls_no_second_before(night):
    night.open()
    night.swap("hs-sw1")
    night.accept_key("hs-sw1")
    pulls = night.lab.record("hs-sw2").readings
    again = night.window_do("start")
    assert again.code == 0 and again.json["data"]["state"] == "resumed"
    assert again.json["data"]["backup"] == []
    assert night.lab.record("hs-sw2").readings == pulls
    assert len(night.events("window-opened")) == 1
    assert len(list((night.folder / "snapshots" / "hs-sw1").glob("*-before-*.cfg"))) == 1


def test_a_changed_key_at_the_start_is_a_no_that_nobody_can_accept(night):
    assert night.run("backup", "hs-sw1").code == 0
    night.swap("hs-sw1")
    answer = night.window_do("start", "--accept", "no-baseline", "--accept", "no-before", "--because", "x")
    assert answer.code == 4 and "host-key-changed" in problems(answer)
    assert night.lab.record("hs-sw1").passwords == 0
    assert night.events("window-opened") == []


def test_a_config_that_is_not_saved_stops_the_start(night):
    night.lab.configure("hs-sw2", ios("hs-sw2").config.replace(b"camera", b"clock"), saved=False)
    answer = night.window_do("start", "--accept", "no-baseline", "--because", "x")
    assert answer.code == 4 and problems(answer) == ["unsaved-config", "no-go"]
    words = ("--accept", "no-baseline", "--accept", "unsaved-config", "--because", "the clock may go")
    assert night.window_do("start", *words).code == 0
    assert [line["code"] for line in night.events("gate-accepted")] == ["no-baseline", "unsaved-config"]


def test_units_that_have_not_come_stop_the_start(night):
    text = (night.folder / "district.yaml").read_text()
    (night.folder / "district.yaml").write_text(text.replace("NEW: 3", "NEW: 1"))
    answer = night.window_do("start", "--dry-run")
    assert {"not-delivered", "stale-promise"} <= set(problems(answer))


def test_inside_an_open_window_the_phase_follows_from_the_journal(night):
    night.open()
    early = night.run("backup", "hs-sw1", "--phase", "after")
    assert early.code == 4 and problems(early) == ["phase-contradiction"]
    night.swap("hs-sw1")
    night.accept_key("hs-sw1")
    for phase in ("before", "baseline"):
        wrong = night.run("backup", "hs-sw1", "--phase", phase)
        assert wrong.code == 4 and problems(wrong) == ["phase-contradiction"]
    pulled = night.run("backup", night.window)
    assert {row["switch"]: row["phase"] for row in pulled.json["data"]["switches"]} == {
        "hs-sw1": "after",
        "hs-sw2": "before",
    }
    assert pulled.code == 0 and pulled.json["data"]["phase"] == "mixed"


def test_a_night_that_was_cut_off_before_it_opened_keeps_its_before(night):
    """The pulls were made, the machine died, the switch was swapped; its before is still the old switch."""
    assert night.run("backup", night.window, "--phase", "before").code == 0
    night.swap("hs-sw1")
    night.accept_key("hs-sw1")
    assert problems(night.run("backup", "hs-sw1", "--phase", "before")) == ["phase-contradiction"]
    answer = night.open()
    assert [row["switch"] for row in answer.json["data"]["backup"]] == ["hs-sw2"]
    assert len(list((night.folder / "snapshots" / "hs-sw1").glob("*-before-*.cfg"))) == 1


def test_backing_out_one_switch_under_its_old_key(night):
    night.open()
    old = night.lab.switch("hs-sw1")
    keys = night.lab.private_keys("hs-sw1")
    night.swap("hs-sw1")
    night.accept_key("hs-sw1")
    refused = night.window_do("backout", "hs-sw1", "--because", "no link")
    assert refused.code == 1 and problems(refused) == ["host-key-changed"]  # the new one is still in the rack
    night.lab.swap("hs-sw1", replace(old, private_keys=keys))
    answer = night.window_do("backout", "hs-sw1", "--because", "no link")
    assert answer.code == 0, answer.out
    data = answer.json["data"]
    assert (data["backed_out"], data["restocked"], data["state"]) == (["hs-sw1"], ["NEW"], "open")
    assert [line["switch"] for line in night.events("backed-out")] == ["hs-sw1"]
    whole = night.window_do("backout", "--because", "late")
    assert whole.code == 0 and whole.json["data"]["state"] == "closed"
    assert len(night.events("window-closed")) == 1
    planned = night.run("plan", "--as-of", "2026-12-02")
    assert planned.code == 0
    windows = {t["switch"]: w["id"] for w in planned.json["data"]["windows"] for t in w["tasks"]}
    assert sorted(windows) == night.names and night.window not in windows.values()


def test_an_old_switch_that_came_back_with_another_config_is_not_taken_for_proven(night):
    night.open()
    old, keys = night.lab.switch("hs-sw1"), night.lab.private_keys("hs-sw1")
    night.swap("hs-sw1")
    night.accept_key("hs-sw1")
    changed = replace(old, private_keys=keys, config=old.config.replace(b"vlan 10\n name STAFF", b"vlan 11\n name X"))
    night.lab.swap("hs-sw1", changed)
    answer = night.window_do("backout", "hs-sw1", "--because", "no link")
    assert answer.code == 1 and problems(answer) == ["not-as-before"]
    assert night.events("backed-out") == []
    words = ("hs-sw1", "--because", "will be mended by day", "--accept", "not-as-before")
    assert night.window_do("backout", *words).code == 0


def test_a_window_that_is_given_back_moves_under_its_id(night):
    answer = night.window_do("postpone", "--because", "custodian ill", moment="2026-12-01")
    assert answer.code == 0, answer.out
    data = answer.json["data"]
    assert data["now"]["start"][:10] > data["was"]["start"][:10]
    assert data["changes"]["moved"] == [night.window]
    again = night.window_do("postpone", "--because", "custodian ill", moment="2026-12-01")
    assert again.code == 0 and again.json["data"]["now"] == data["now"]
    assert len(night.events("window-postponed")) == 1
    assert problems(night.window_do("start", "--dry-run"))[0] == "not-approved"
    assert night.run("approve", night.window).code == 0
    assert night.stored("approved.json")["windows"][0]["start"] == data["now"]["start"]
    dry = night.window_do("start", "--dry-run", moment=data["now"]["start"])
    assert set(problems(dry)) == {"no-baseline"}


def test_a_window_that_has_begun_is_not_given_back(night):
    night.open()
    night.swap("hs-sw1")
    night.accept_key("hs-sw1")
    answer = night.window_do("postpone", "--because", "tired", moment="2026-12-01")
    assert answer.code == 4 and problems(answer) == ["window-begun"]


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("start", "w999"), "unknown-target", 2),
        (("begin", "w001"), "usage", 2),
        (("backout", "w001", "--because", "x"), "window-not-open", 4),
        (("backout", "w001"), "usage", 2),
        (("postpone", "w001"), "usage", 2),
        (("start", "w001", "hs-sw1"), "usage", 2),
        (("start", "w001", "--as-of", "tonight"), "usage", 2),
    ],
)
def test_words_that_do_not_fit(night, words, code, exit_code):
    answer = night.run("window", *words)
    assert (answer.code, problems(answer)) == (exit_code, [code])


def test_the_key_that_was_staged_needs_no_further_word_and_another_is_not_accepted_by_yes(night, lab):
    host, port = lab.address("hs-sw2")
    text = (night.folder / "switches.yaml").read_text()
    (night.folder / "switches.yaml").write_text(
        text.replace("serial: NEW0", f"serial: NEW0, bench_host: '{host}:{port}'")
    )
    bench_key = lab.private_keys("hs-sw2")
    new = replace(ios("hs-sw1"), private_keys=bench_key)
    old_second = replace(lab.switch("hs-sw2"), private_keys=bench_key)
    lab.swap("hs-sw2", new)  # the new hs-sw1 stands on the bench
    assert night.run("backup", "hs-sw1", "--phase", "staged").code == 0
    lab.swap("hs-sw2", old_second)
    assert night.run("backup", "hs-sw1", "--phase", "before").code == 0
    lab.swap("hs-sw1", new)
    staged = night.run("trust", "hs-sw1", "--replaced")
    assert staged.code == 0 and staged.json["data"]["switches"][0]["standing"] == "replaced"
    lab.swap("hs-sw1", ios("hs-sw1"))
    other = night.run("trust", "hs-sw1", "--replaced", "--yes")
    assert other.code == 4 and problems(other) == ["host-key-changed"]


def test_the_screen_fits_a_small_terminal(night):
    out = switchrefresh("window", "start", night.window, "-n", "-C", night.folder, "--as-of", night.start).out
    assert "BACKOUT POINT" in out and "no-go: no-baseline" in out


def finish(night, *words):
    return night.window_do("finish", "--wait", "0s", *words)


def test_what_was_never_swapped_keeps_the_window_open_until_somebody_says_so(night):
    night.open()
    answer = finish(night)
    assert answer.code == 1 and set(problems(answer)) == {"not-swapped"}
    assert answer.json["data"]["state"] == "open" and night.events("window-closed") == []
    assert all(night.lab.record(name).readings == 1 for name in night.names), "an old switch is no after"
    closed = finish(night, "--accept", "not-swapped", "--because", "fire alarm")
    assert closed.code == 0, closed.out
    assert closed.json["data"]["failed"] == night.names
    assert [w["state"] for w in night.stored("plan.json")["windows"]] == ["done"]
    assert night.stored("approved.json")["windows"] == []
    assert problems(finish(night)) == ["window-closed"]


def test_a_switch_that_was_logged_in_its_window_is_its_windows(night):
    night.open()
    for name in night.names:
        assert night.run("log", name, "done", "--as-of", night.start[:10]).code == 0
    assert {line["window"] for line in night.events("switch-done")} == {night.window}
    answer = finish(night)
    assert answer.code == 0 and answer.json["data"]["done"] == night.names
    planned = night.run("plan", "--as-of", "2026-12-02")
    [window] = planned.json["data"]["windows"]
    assert (window["id"], window["state"]) == (night.window, "done")


def test_a_switch_of_which_nothing_can_be_proven_is_a_persons_word(night):
    """These simulated switches answer no state command, so that nothing can be compared."""
    night.open()
    for name in night.names:
        night.swap(name)
        night.accept_key(name)
    answer = finish(night)
    assert answer.code == 1 and set(problems(answer)) == {"not-proven"}
    assert {row["phase"] for row in answer.json["data"]["backup"]} == {"after"}
    assert {line["verdict"] for line in night.events("verified")} == {"not-proven"}
    closed = finish(night, "--accept", "not-proven", "--because", "looked at by hand")
    assert closed.code == 1 and closed.json["data"]["state"] == "closed"
    assert closed.json["data"]["done"] == night.names
    assert [line["code"] for line in night.events("gate-accepted")] == ["no-baseline", "not-proven"]
    assert {line["serial"] for line in night.events("switch-done")} == {"NEW0", "NEW1"}


def test_a_window_that_was_opened_without_a_promise_has_happened_all_the_same(tmp_path, lab):
    night = make_night(tmp_path / "district", lab, promise=False)
    words = ("--accept", "not-approved", "--accept", "no-baseline", "--because", "the superintendent said so")
    assert night.window_do("start", *words).code == 0
    planned = night.run("plan", "--as-of", "2026-12-01", "--fresh")
    [window] = planned.json["data"]["windows"]
    assert (window["id"], window["state"], window["start"]) == (night.window, "running", night.start)
    status = night.run("status", "--as-of", night.start).json["data"]
    assert status["switches"]["in_work"] == 2 and status["open"][0]["window"] == night.window
    for name in night.names:
        night.run("log", name, "done", "--as-of", night.start[:10])
    assert finish(night).code == 0
    [window] = night.run("plan", "--as-of", "2026-12-02").json["data"]["windows"]
    assert (window["id"], window["state"]) == (night.window, "done")


def test_a_new_switch_at_an_address_of_its_own_is_in_when_its_key_is_enrolled(night):
    path = night.folder / "switches.yaml"
    host, port = night.lab.address("hs-sw2")
    old_host, old_port = night.lab.address("hs-sw1")
    text = path.read_text().replace(
        f"host: {old_host}, port: {old_port}, serial: NEW0", f"host: {host}, port: {port}, serial: NEW0"
    )
    path.write_text(text)
    words = ("--accept", "no-baseline", "--accept", "stale-promise", "--because", "x")
    assert night.window_do("start", *words).code == 0
    (night.folder / "known_hosts").write_text("")
    assert night.run("trust", "hs-sw1", "--replaced", "--yes").code == 0
    assert [line.get("rack") for line in night.events("host-key-learned")][-1] == "new"
