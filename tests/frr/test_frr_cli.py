"""The night by hand against a real network OS: backup before, a real change, backup after, compare."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "cli"))
from running import switchrefresh

pytestmark = pytest.mark.frr


def district(root, switch, port):
    """A folder with a time zone and one switch: all that a backup needs."""
    root.mkdir()
    (root / "district.yaml").write_text(
        f"district: D\ntimezone: America/Chicago\naccess: {{username: {switch.user}, host_keys: learn}}\n"
    )
    (root / "switches.yaml").write_text(
        f"switches:\n  {switch.hostname}: {{platform: cisco_ios, host: {switch.host}, port: {port}}}\n"
    )
    return root


def backup(folder, switch, phase, *words):
    env = {"SWITCHREFRESH_PASSWORD": switch.password}
    answer = switchrefresh("backup", switch.hostname, "--phase", phase, *words, "-C", folder, "--json", env=env)
    return answer.code, answer.json["data"]["switches"][0]


def body(folder, row):
    raw = (folder / "snapshots" / f"{row['snapshot']}.cfg").read_bytes()
    return raw.split(b"\n---\n", 1)[1]


def test_a_night_shows_exactly_the_change(frr_switch, tmp_path):
    folder = district(tmp_path / "d", frr_switch, frr_switch.port)
    code, before = backup(folder, frr_switch, "before")
    assert (code, before["outcome"]) == (0, "proven")
    assert body(folder, before).replace(b"\r\n", b"\n") == frr_switch.running()
    frr_switch.configure("interface vlan7", "description moved to IDF-2", "exit", "ip route 172.31.9.0/24 blackhole")
    try:
        code, after = backup(folder, frr_switch, "after")
        assert (code, after["outcome"]) == (0, "proven")
        assert body(folder, after).replace(b"\r\n", b"\n") == frr_switch.running()
    finally:
        frr_switch.configure("interface vlan7", f"description patch to {frr_switch.hostname}# port 7", "exit")
        frr_switch.configure("no ip route 172.31.9.0/24 blackhole")
    answer = switchrefresh("compare", frr_switch.hostname, "-C", folder, "--json")
    [row] = answer.json["data"]["switches"]
    assert (answer.code, row["same"]) == (1, False)
    assert sorted(row["config_diff"]) == sorted(
        [
            "interface vlan7",
            f"- description patch to {frr_switch.hostname}# port 7",
            "+ description moved to IDF-2",
            "+ip route 172.31.9.0/24 blackhole",
        ]
    )


def test_an_old_switch_needs_its_mark(frr_switch, tmp_path):
    folder = district(tmp_path / "d", frr_switch, frr_switch.legacy_port)
    code, row = backup(folder, frr_switch, "baseline")
    assert (code, row["outcome"], row["reason"].split(":")[0]) == (1, "failed", "crypto")
    path = folder / "switches.yaml"
    path.write_text(path.read_text().replace("{platform", "{legacy_ssh: true, platform"))
    assert backup(folder, frr_switch, "baseline")[0] == 0
