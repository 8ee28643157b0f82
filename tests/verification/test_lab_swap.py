"""A whole swap over SSH: baselines by day, a look before, the new switch with two mistakes, both mended, all proven."""

import json
import sys
from pathlib import Path

import pytest

from switchrefresh.lab.faults import Fault
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.pairs import swap_pair
from switchrefresh.lab.switch import LabSwitch

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
from running import switchrefresh

PASSWORD = "Lab-2026-only"
FAMILIES = ("2960x-cx6200", "procurve-cx", "icx-ex")


def plays(capture, keys=()):
    """A switch that answers as one moment of a simulated closet did."""
    answers = {output.command: output.raw for output in capture.outputs}
    return LabSwitch(
        capture.hostname,
        capture.platform,
        capture.config,
        {"netadmin": PASSWORD},
        hostname=capture.hostname,
        answers=answers,
        private_keys=keys,
    )


def folder_for(root, pair, address):
    host, port = address
    (root / "portmaps").mkdir(parents=True)
    (root / "district.yaml").write_text("district: D\ntimezone: America/Chicago\naccess: {username: netadmin}\n")
    new = f"{{model: X, platform: {pair.after.platform}, host: {host}, port: {port}, portmap: portmaps/a.yaml}}"
    text = f"switches:\n  {pair.after.hostname}: {{platform: {pair.before.platform}, host: {host}, port: {port},"
    (root / "switches.yaml").write_text(f"{text} replacement: {new}}}\n")
    lines = [f'    "{old}": "{place}"' for old, place in pair.portmap.items() if place is not None]
    (root / "portmaps" / "a.yaml").write_text("portmap:\n  ports:\n" + "\n".join(lines) + "\n")
    return root


def run(root, *words):
    return switchrefresh(*words, "-C", root, "--json", env={"SWITCHREFRESH_PASSWORD": PASSWORD})


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_two_faults_are_exactly_two_findings_and_mended_nothing_is_lost(family, tmp_path):
    pair = swap_pair(7, family, [Fault.DEAD_AP, Fault.ACCESS_VLAN])
    name = pair.after.hostname
    with LabNetwork([plays(pair.baselines[0])]) as lab:
        root = folder_for(tmp_path / "d", pair, lab.address(name))
        assert run(root, "backup", name, "--phase", "baseline").code == 0
        lab.swap(name, plays(pair.before, lab.private_keys(name)))
        assert run(root, "backup", name, "--phase", "before").code == 0
        lab.swap(name, plays(pair.after))
        unknown = run(root, "verify", name, "--wait", "0s")
        assert (unknown.code, unknown.json["data"]["verdict"]) == (3, "not-proven"), "the key is another"
        assert unknown.json["status"] == "partial"
        assert run(root, "trust", name, "--replaced", "--no-input").code in {0, 4}
        trusted = run(root, "trust", name, "--replaced", "--yes")
        assert trusted.code == 0, trusted.out
        broken = run(root, "verify", name, "--wait", "0s")
        counting = [f for f in broken.json["data"]["switches"][0]["findings"] if f["severity"] != "minor"]
        assert (broken.code, len(counting)) == (1, 2), json.dumps(counting, indent=1)
        assert {f["after_port"] for f in counting} == {planted.port for planted in pair.truth}
        watched = run(root, "verify", name, "--watch", "--wait", "0s")
        assert watched.code == 1
        lab.swap(name, plays(pair.mended, lab.private_keys(name)))
        mended = run(root, "verify", name, "--wait", "0s", "--report", root / "proof.md")
        assert (mended.code, mended.json["data"]["verdict"]) == (0, "nothing-lost"), mended.out
        assert "Nothing was lost" in (root / "proof.md").read_text()
        stored = run(root, "verify", name, "--stored")
        assert stored.json["data"]["verdict"] == "nothing-lost"
