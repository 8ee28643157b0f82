"""doctor from outside: every check says how it stands and what to do, nothing is changed, nobody is logged in to."""

import os
import shutil

import pytest
from running import AS_OF, typed
from test_backup import PASSWORD, backup, ios

from switchrefresh.lab.behaviour import Behaviour, Line
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.switch import LEGACY, LabSwitch
from switchrefresh.storage.locks import hold_lock

pytestmark = pytest.mark.slow  # a process and a lab for each; make test-all runs them


def doctor(folder, *words):
    return typed("doctor", *words, "-C", folder, "--json")


def checks(answer):
    return {check["check"]: check for check in answer.json["data"]["checks"]}


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "district"
    root.mkdir()
    (root / "district.yaml").write_text("district: D\ntimezone: America/Chicago\naccess: {username: netadmin}\n")
    (root / "buildings.yaml").write_text("buildings:\n  hs: {name: High, kind: high}\n")
    with LabNetwork([ios("a-sw1")]) as lab:
        host, port = lab.address("a-sw1")
        (root / "switches.yaml").write_text(
            f"switches:\n  a-sw1: {{building: hs, platform: cisco_ios, host: {host}, port: {port}}}\n"
        )
        for _ in range(3):
            assert backup(root, "--phase", "before").code == 0
    return root


def test_a_sound_folder_and_nothing_is_changed(folder):
    before = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in folder.rglob("*")}
    answer = doctor(folder)
    assert (answer.code, answer.json["status"]) == (0, "ok"), answer.out
    assert {check["status"] for check in checks(answer).values()} <= {"ok", "warn"}
    assert "3 read again" in checks(answer)["stored configs"]["message"]
    assert {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in folder.rglob("*")} == before


def test_outside_a_folder_only_the_machine_is_looked_at(tmp_path):
    answer = typed("doctor", "--json", cwd=tmp_path)
    assert answer.code == 2 and answer.json["data"]["folder"] is None
    assert answer.json["problems"][0]["code"] == "no-project"
    assert {"python", "packages", "time zones", "terminal", "ssh agent"} <= checks(answer).keys()
    assert typed("doctor", "-C", tmp_path, "--json").code == 2


def test_every_damaged_missing_and_foreign_file_is_named(folder):
    first, second, _ = sorted((folder / "snapshots" / "a-sw1").glob("*.cfg"))
    data = first.read_bytes()
    first.write_bytes(data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])
    second.unlink()
    (folder / "snapshots" / "notes.txt").write_text("x")
    (folder / "snapshots" / "notes.txt").chmod(0o600)
    answer = doctor(folder)
    assert answer.code == 1 and checks(answer)["stored configs"]["status"] == "fail"
    named = {(problem["code"], problem["file"].rsplit("/", 1)[-1]) for problem in answer.json["problems"]}
    assert named == {
        ("snapshot-damaged", first.name),
        ("snapshot-missing", second.name),
        ("snapshot-stray", "notes.txt"),
    }
    for code in ("snapshot-damaged", "snapshot-missing", "snapshot-stray"):
        assert typed("check", "--explain", code).code == 0


def test_permissions_journal_host_keys_locks_and_mistakes(folder):
    (folder / "snapshots" / "a-sw1").chmod(0o755)
    (folder / "known_hosts").chmod(0o622)
    with (folder / "known_hosts").open("a") as file:
        file.write("garbage\n")
    lines = (folder / "journal.jsonl").read_text().splitlines(keepends=True)
    (folder / "journal.jsonl").write_text("".join(lines[:1] + lines[2:]))
    with (folder / "switches.yaml").open("a") as file:
        file.write("  a-sw2: {building: nowhere, platform: cisco_ios}\n")
    with hold_lock(folder / ".plan.lock", "a long plan"):
        found = checks(doctor(folder))
    status = {name: check["status"] for name, check in found.items()}
    assert status["permissions"] == status["journal"] == status["inventory"] == "fail"
    assert status["host keys"] == status["locks"] == "warn"
    assert "a long plan" in found["locks"]["message"] and "line 2" in found["host keys"]["message"]
    assert all(check["cure"] for check in found.values() if check["status"] != "ok")
    assert checks(doctor(folder))["locks"]["status"] == "ok"


def test_a_feed_that_cannot_be_believed_fails(cedar):
    assert AS_OF
    next((cedar / "calendars").glob("*.ics")).write_text("<html>log in</html>")
    answer = doctor(cedar)
    assert answer.code == 1 and "unreadable" in checks(answer)["feeds"]["message"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(folder):
    folder.chmod(0o500)
    try:
        assert checks(doctor(folder))["disk"]["status"] == "fail"
    finally:
        folder.chmod(0o700)


def test_an_agent_that_is_gone_is_told(folder):
    answer = typed("doctor", "-C", folder, "--json", env={"SSH_AUTH_SOCK": "/no/such/agent"})
    assert checks(answer)["ssh agent"]["status"] == "warn"


def box(name, **more):
    return LabSwitch(name, "cisco_ios", b"hostname x\n", {"netadmin": PASSWORD}, **more)


def test_what_switches_offer_is_read_without_a_login(tmp_path):
    switches = [
        box("new"),
        box("old", ssh=LEGACY),
        box("old-marked", ssh=LEGACY),
        box("new-marked"),
        box("web", behaviour=Behaviour(line=Line.HTTP)),
        box("shut", behaviour=Behaviour(line=Line.CLOSES)),
    ]
    (tmp_path / "district.yaml").write_text("district: D\ntimezone: America/Chicago\n")
    with LabNetwork(switches) as lab:
        text = "switches:\n  none: {platform: unmanaged}\n"
        for name in lab.names:
            host, port = lab.address(name)
            legacy = ", legacy_ssh: true" if name.endswith("marked") else ""
            text += f"  {name}: {{platform: cisco_ios, host: {host}, port: {port}{legacy}}}\n"
        (tmp_path / "switches.yaml").write_text(text)
        answer = doctor(tmp_path, "--crypto")
        rows = {row["switch"]: row for row in answer.json["data"]["switches"]}
        assert answer.code == 1
        assert {name: row["status"] for name, row in rows.items()} == {
            "none": "ok",
            "new": "ok",
            "old": "fail",
            "old-marked": "ok",
            "new-marked": "warn",
            "web": "fail",
            "shut": "fail",
        }
        assert "legacy_ssh: true" in rows["old"]["cure"]
        assert rows["old"]["kex"][0] == "diffie-hellman-group14-sha1" and rows["old"]["host_keys"] == ["ssh-rsa"]
        assert doctor(tmp_path, "new", "--switches").code == 0
        host, port = lab.address("old")
        found = typed("doctor", "--detect", f"{host}:{port}", "--json", cwd=tmp_path)
        assert (found.code, found.json["data"]["detect"]["sureness"]) == (0, "unknown")
        assert found.json["data"]["detect"]["legacy_ssh"] is True
        assert all(lab.record(name).passwords == 0 and not lab.record(name).logins for name in lab.names)
    assert not (tmp_path / "known_hosts").exists()


def test_detect_says_why_nothing_answers(tmp_path):
    answer = typed("doctor", "--detect", "127.0.0.1:9", "--json", cwd=tmp_path)
    assert (answer.code, answer.json["problems"][0]["code"]) == (1, "refused")


def test_targets_belong_to_crypto(folder):
    assert doctor(folder, "a-sw1").code == 2


def test_on_the_screen(folder):
    shutil.rmtree(folder / "snapshots")
    answer = typed("doctor", "-C", folder)
    assert answer.code == 0 and "stored configs" in answer.out and "0 fail" in answer.out
