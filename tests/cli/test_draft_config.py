"""show --draft-config from outside: lines for a file, or why there are none; secrets never, and nothing is sent."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from running import typed

from switchrefresh.commands import show
from switchrefresh.errors import UsageError
from switchrefresh.lab.pairs import FAMILIES, swap_pair
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.reading import read_intent
from switchrefresh.storage.project import Project
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotStore

AT = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def folder_of(tmp_path, family, config=None, replacement=""):
    """A district of one switch with one baseline."""
    told = FAMILIES[family]
    pair = swap_pair(3, family, [])
    new = replacement or f"{{model: {told.new_model}, platform: {told.new_platform}}}"
    (tmp_path / "district.yaml").write_text("district: Cedar Fork\ntimezone: America/Chicago\n")
    (tmp_path / "buildings.yaml").write_text("buildings: {hs: {name: High, kind: high, closets: {mdf: {name: MDF}}}}\n")
    (tmp_path / "switches.yaml").write_text(
        f"switches:\n  hs-mdf-sw1: {{building: hs, closet: mdf, host: 192.0.2.10, platform: {told.old_platform}, "
        f"model: {told.old_model}, members: {told.members}, role: access, replacement: {new}}}\n"
    )
    if config is not False:
        facts = SnapshotFacts(
            "hs-mdf-sw1", "baseline", told.old_platform, "show running-config", AT, AT, ("end marker",)
        )
        SnapshotStore(Project(tmp_path).snapshots).save(facts, config or pair.before.config)
    return pair


def drafts(folder):
    return show.run(str(folder), ["hs-mdf-sw1"], draft=True)


@pytest.mark.parametrize("family", ["2960x-cx6200-stack", "procurve-cx", "icx-ex", "2960x-c9200"])
def test_a_draft_for_every_family_reads_like_the_old_switch(tmp_path, family):
    pair = folder_of(tmp_path, family)
    answer = drafts(tmp_path)
    assert answer.exit == 0, answer.problems
    [row] = answer.data["drafts"]
    assert row["proven"] and row["findings"] == [] and row["from"].startswith("hs-mdf-sw1/")
    new = read_intent(find_platform(row["platform"]), row["config"].encode())
    old = read_intent(find_platform(pair.before.platform), pair.before.config)
    theirs = read_intent(find_platform(row["platform"]), pair.after.config)  # written by the lab, by another hand
    assert set(new.vlans) | {1} == set(old.vlans) | {1} == set(theirs.vlans) | {1}
    told = [
        (port.access_vlan, port.native_vlan, port.allowed_vlans, port.voice_vlan) for port in new.interfaces.values()
    ]
    there = [
        (port.access_vlan, port.native_vlan, port.allowed_vlans, port.voice_vlan) for port in theirs.interfaces.values()
    ]
    assert {vlans for vlans in told if vlans[2]} == {vlans for vlans in there if vlans[2]}


def test_the_screen_gives_lines_for_a_file_and_nothing_secret(tmp_path):
    pair = folder_of(tmp_path, "2960x-cx6200")
    answer = typed("show", "hs-mdf-sw1", "--draft-config", "-C", tmp_path)
    assert answer.code == 0 and answer.out.startswith("! DRAFT for hs-mdf-sw1: Cisco IOS to Aruba AOS-CX.\n")
    assert "NOT TRANSLATED" in answer.out and "interface 1/1/1\n    ! was GigabitEthernet1/0/1\n" in answer.out
    config = pair.before.config.decode()
    secrets = re.findall(r"(?m)(?:secret \d|password \d|community|server key(?: \d)?) (\S+)", config)
    assert secrets and not [secret for secret in secrets if secret in answer.out]


def test_why_there_is_no_draft(tmp_path):
    folder_of(tmp_path, "2960x-cx6200", config=False)
    answer = drafts(tmp_path)
    assert answer.exit == 1 and [p.code for p in answer.problems] == ["draft-no-config"]
    folder_of(tmp_path, "2960x-cx6200", replacement="{model: X440, platform: extreme_exos}")
    answer = drafts(tmp_path)
    assert answer.exit == 1 and [p.code for p in answer.problems] == ["draft-platform"]
    folder_of(
        tmp_path, "2960x-cx6200", config=swap_pair(3, "2960x-cx6200", []).before.config + b"!\n", replacement="none"
    )
    answer = drafts(tmp_path)
    assert answer.exit == 1 and answer.problems[0].message.startswith("hs-mdf-sw1 stays")
    with pytest.raises(UsageError):
        show.run(str(tmp_path), draft=True)


def test_a_port_map_with_reasons_is_followed(tmp_path):
    folder_of(tmp_path, "2960x-cx6200")
    (tmp_path / "portmaps").mkdir()
    (tmp_path / "portmaps" / "hs-mdf-sw1.yaml").write_text(
        'portmap:\n  rules: ["GigabitEthernet1/0/{1-48} -> 1/1/{1-48}", "TenGigabitEthernet1/0/{1-2} -> 1/1/{49-50}"]\n'
        '  ports: {GigabitEthernet1/0/12: {to: null, why: "unused since 2024"}}\n'
    )
    answer = drafts(tmp_path)
    assert answer.exit == 0, answer.problems
    [row] = answer.data["drafts"]
    assert {"what": "GigabitEthernet1/0/12", "why": "unused since 2024"} in row["left_out"]
    assert row["portmap"] == "portmaps/hs-mdf-sw1.yaml" and "interface 1/1/12\n" not in row["config"]
