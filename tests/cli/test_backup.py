"""backup, trust and compare from outside, against simulated switches over real SSH."""

import json
import stat

import pytest
from running import switchrefresh

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.switch import LabSwitch
from switchrefresh.platforms.registry import find_platform

pytestmark = pytest.mark.slow  # a process and a lab for each; make test-all runs them

PASSWORD = "lab-canary-4711"
IOS = b"""!
version 15.2
service timestamps log datetime msec
hostname {name}
!
vlan 10
 name STAFF
!
interface GigabitEthernet1/0/1
 description patch to {name}# port 3
 switchport access vlan 10
!
interface GigabitEthernet1/0/2
 description camera
 switchport access vlan 20
!
interface Vlan99
 ip address 10.10.9.2 255.255.255.0
!
line vty 0 4
 login local
!
end
"""


def ios(name, extra=b""):
    config = IOS.replace(b"{name}", name.encode()).replace(b"line vty", extra + b"line vty")
    return LabSwitch(name=name, platform="cisco_ios", config=config, users={"netadmin": PASSWORD})


@pytest.fixture
def lab():
    with LabNetwork([ios("a-sw1"), ios("a-sw2")]) as network:
        yield network


@pytest.fixture
def folder(tmp_path, lab):
    root = tmp_path / "district"
    root.mkdir()
    (root / "district.yaml").write_text("district: D\ntimezone: America/Chicago\naccess: {username: netadmin}\n")
    text = "switches:\n"
    for name in lab.names:
        host, port = lab.address(name)
        text += (
            f"  {name}: {{platform: cisco_ios, host: {host}, port: {port}, "
            f"replacement: {{model: X, platform: cisco_xe, host: {host}, port: {port}}}}}\n"
        )
    text += "  a-box: {platform: unmanaged}\n"
    (root / "switches.yaml").write_text(text)
    return root


def backup(folder, *words, password=PASSWORD, **more):
    return switchrefresh("backup", *words, "-C", folder, "--json", env={"SWITCHREFRESH_PASSWORD": password}, **more)


def by_name(answer):
    return {row["switch"]: row for row in answer.json["data"]["switches"]}


def stored(folder, snapshot):
    return (folder / "snapshots" / f"{snapshot}.cfg").read_bytes()


def test_a_folder_with_a_time_zone_and_a_few_switches_is_enough(folder, lab):
    answer = backup(folder, "--phase", "before")
    rows = by_name(answer)
    assert (answer.code, answer.json["status"]) == (0, "ok")
    assert [rows[n]["outcome"] for n in ("a-sw1", "a-sw2", "a-box")] == ["proven", "proven", "skipped"]
    body = stored(folder, rows["a-sw1"]["snapshot"])
    assert lab.switch("a-sw1").config.replace(b"\n", b"\r\n").strip() in body
    assert b"end" in body
    assert rows["a-sw1"]["proof"]
    events = [json.loads(line)["event"] for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert sorted(events) == ["backed-up", "host-key-learned", "host-key-learned"]


def test_everything_kept_is_private(folder):
    backup(folder, "--phase", "before")
    for path in (folder / "snapshots").rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((folder / "known_hosts").stat().st_mode) == 0o600


def test_dry_run_says_what_would_be_sent_and_contacts_nobody(folder, lab):
    answer = switchrefresh("backup", "-n", "-C", folder, "--json")
    rows = by_name(answer)
    assert answer.code == 0
    assert "show running-config" in rows["a-sw1"]["commands"]
    assert rows["a-box"]["commands"] == []
    assert lab.record("a-sw1").connections == 0
    assert not (folder / "snapshots").exists()


def test_config_only_asks_no_state_command(folder, lab):
    every = find_platform("cisco_ios")
    asked = by_name(switchrefresh("backup", "-n", "--config-only", "-C", folder, "--json"))["a-sw1"]["commands"]
    assert [*asked, every.saved_config, *every.state_commands] == list(every.commands())
    assert by_name(backup(folder, "a-sw1", "--config-only"))["a-sw1"]["outputs"] == []
    assert not set(lab.record("a-sw1").commands) & {every.saved_config, *every.state_commands}
    outputs = by_name(backup(folder, "a-sw1"))["a-sw1"]["outputs"]
    assert [output["command"] for output in outputs] == list(every.state_commands)


def test_a_wrong_password_is_told_once_and_not_repeated(folder, lab):
    answer = backup(folder, password="not-the-password")
    assert answer.code == 1
    assert {row["reason"].split(":")[0] for row in by_name(answer).values() if row["switch"] != "a-box"} == {"auth"}
    assert sum(lab.record(name).passwords for name in lab.names) <= 2
    assert "not-the-password" not in answer.out + answer.err


def test_no_password_and_nobody_to_ask_is_a_usage_error(folder):
    answer = switchrefresh("backup", "-C", folder, "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "no-credentials")


def test_a_password_file_must_be_private(folder, tmp_path):
    path = tmp_path / "pw"
    path.write_text(PASSWORD + "\n")
    path.chmod(0o644)
    words = ("backup", "a-sw1", "--password-file", path, "-C", folder, "--json")
    assert switchrefresh(*words).json["problems"][0]["code"] == "open-password-file"
    path.chmod(0o600)
    assert switchrefresh(*words).code == 0


def test_a_cut_config_is_quarantined_and_the_good_one_stays(folder, lab):
    first = by_name(backup(folder, "a-sw1", "--phase", "before"))["a-sw1"]
    whole = lab.switch("a-sw1").config
    lab.configure("a-sw1", whole[: len(whole) // 2])
    answer = backup(folder, "a-sw1", "--phase", "before")
    row = by_name(answer)["a-sw1"]
    assert (answer.code, row["outcome"], row["reason"].split(":")[0]) == (1, "quarantined", "truncated")
    good = list((folder / "snapshots" / "a-sw1").glob("*.cfg"))
    assert [path.stem for path in good] == [first["snapshot"].split("/")[1]]
    assert "quarantine" in row["snapshot"]


def test_some_proven_is_partly_done(folder, lab):
    lab.configure("a-sw2", b"hostname a-sw2\n")
    answer = backup(folder)
    assert (answer.code, answer.json["status"]) == (3, "partial")


def test_slow_output_with_the_prompt_inside_is_stored_whole(folder, lab):
    lab.behave("a-sw1", Behaviour(chunk=37, pause=0.01))
    row = by_name(backup(folder, "a-sw1", "--phase", "before"))["a-sw1"]
    assert row["outcome"] == "proven"
    assert lab.switch("a-sw1").config.replace(b"\n", b"\r\n").strip() in stored(folder, row["snapshot"])


def test_a_swap_is_refused_until_the_new_key_is_accepted(folder, lab):
    assert backup(folder, "a-sw1", "--phase", "before").code == 0
    lab.swap("a-sw1", ios("a-sw1", extra=b"ip route 0.0.0.0 0.0.0.0 10.10.9.1\n"))
    refused = backup(folder, "a-sw1", "--phase", "after")
    assert by_name(refused)["a-sw1"]["reason"].startswith("host-key-changed")
    assert lab.record("a-sw1").passwords == 0
    assert switchrefresh("trust", "a-sw1", "-C", folder, "--json").code == 1
    wrong = switchrefresh("trust", "a-sw1", "--replaced", "--fingerprint", "SHA256:nope", "-C", folder, "--json")
    assert wrong.code == 4
    unasked = switchrefresh("trust", "a-sw1", "--replaced", "-C", folder, "--json")
    assert (unasked.code, unasked.json["status"]) == (4, "refused")
    taken = switchrefresh("trust", "a-sw1", "--replaced", "--yes", "-C", folder, "--json")
    assert (taken.code, taken.json["data"]["switches"][0]["standing"]) == (0, "replaced")
    assert backup(folder, "a-sw1", "--phase", "after").code == 0
    answer = switchrefresh("compare", "a-sw1", "-C", folder, "--json")
    [row] = answer.json["data"]["switches"]
    assert (answer.code, row["same"], row["config_diff"]) == (1, False, ["+ip route 0.0.0.0 0.0.0.0 10.10.9.1"])


def test_compare_without_a_change_and_without_a_snapshot(folder):
    assert switchrefresh("compare", "a-sw1", "-C", folder, "--json").code == 2
    backup(folder, "a-sw1", "--phase", "before")
    backup(folder, "a-sw1", "--phase", "after")
    answer = switchrefresh("compare", "a-sw1", "-C", folder, "--json")
    assert (answer.code, answer.json["data"]["switches"][0]["same"]) == (0, True)


def test_no_secret_in_anything_printed_or_written_outside_the_private_store(folder):
    answer = backup(folder, "-v")
    printed = answer.out + answer.err
    assert PASSWORD not in printed
    for path in folder.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes(), path


def test_buildings_and_platforms_may_have_their_own_user_names(folder):
    (folder / "buildings.yaml").write_text("buildings: {hs: {name: H, kind: high}}\n")
    text = (folder / "switches.yaml").read_text()
    (folder / "switches.yaml").write_text(
        text.replace("a-sw1: {", "a-sw1: {building: hs, ").replace("a-box: {", "a-box: {host: 127.0.0.9, ")
        + "  a-own: {platform: cisco_ios, host: 127.0.0.8, username: mine, building: hs}\n"
        + "  a-hp: {platform: hp_procurve, host: 127.0.0.7}\n  a-any: {platform: arista_eos, host: 127.0.0.6}\n"
    )
    names = "usernames: {hs: principal, hp_procurve: manager, cisco_ios: netops}"
    (folder / "district.yaml").write_text(f"district: D\ntimezone: America/Chicago\naccess: {{username: u, {names}}}\n")
    rows = by_name(switchrefresh("backup", "-n", "-C", folder, "--json"))
    wanted = {"a-sw1": "principal", "a-sw2": "netops", "a-own": "mine", "a-hp": "manager", "a-any": "u"}
    assert {name: rows[name]["username"] for name in wanted} == wanted


def test_a_user_name_for_nobody_is_a_mistake(folder):
    (folder / "buildings.yaml").write_text("buildings: {hs: {name: H, kind: high}}\n")
    line = "district: D\ntimezone: America/Chicago\naccess: {usernames: {hp_procuve: manager}}\n"
    (folder / "district.yaml").write_text(line)
    problems = switchrefresh("check", "-C", folder, "--json").json["problems"]
    (found,) = [p for p in problems if p["code"] == "unknown-group"]
    assert found["line"] == 3 and "hp_procurve" in found["hint"]


def test_a_cluster_that_is_not_there_is_told_in_one_line(folder):
    answer = backup(folder, "--cluster", "tcp://127.0.0.1:9")
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "no-cluster")
    assert "Traceback" not in answer.out + answer.err


def test_a_building_with_switches_that_are_never_contacted_can_be_trusted(tmp_path):
    (tmp_path / "district.yaml").write_text("district: X\ntimezone: America/Chicago\n")
    (tmp_path / "buildings.yaml").write_text("buildings: {hs: {name: High, kind: high}}\n")
    (tmp_path / "switches.yaml").write_text("switches: {hs-um: {building: hs, platform: unmanaged}}\n")
    answer = switchrefresh("trust", "hs", "-C", tmp_path, "--json")
    assert (answer.code, answer.json["problems"]) == (0, [])
    assert [row["standing"] for row in answer.json["data"]["switches"]] == ["not contacted"]
    named = switchrefresh("trust", "hs-um", "-C", tmp_path, "--json")
    assert (named.code, named.json["problems"][0]["code"]) == (1, "not-contacted")
