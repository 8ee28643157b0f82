"""The made-up closet is importable from the tests beside it; a district folder whose stored pulls tell given states."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from closet import PORTMAP

from switchrefresh.commands import proof_states, verify
from switchrefresh.commands.verify import Asked
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotStore

DISTRICT = "district: Test\ntimezone: America/Chicago\n"
SWITCHES = """\
switches:
  sw1: {platform: cisco_ios, host: 192.0.2.1, uplink: core,
        replacement: {model: JL675A, platform: aruba_aoscx, portmap: portmaps/a.yaml}}
  core: {platform: aruba_aoscx, host: 192.0.2.9, role: core}
  lib: {platform: unmanaged, uplink: core, replacement: {model: GS108, platform: unmanaged}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A district folder whose stored pulls tell the states that `keep` gave them."""
    (tmp_path / "district.yaml").write_text(DISTRICT)
    (tmp_path / "switches.yaml").write_text(SWITCHES)
    (tmp_path / "portmaps").mkdir()
    (tmp_path / "portmaps" / "a.yaml").write_text(PORTMAP)
    told = {}
    monkeypatch.setattr(proof_states, "state_of", lambda _platform, outputs, _config: told[outputs[0].raw])

    class Folder:
        root = tmp_path
        store = SnapshotStore(tmp_path / "snapshots")

        def keep(self, switch, phase, found, at):
            key = f"{len(told)}".encode()
            told[key] = found
            facts = SnapshotFacts(switch, phase, found.platform, "show running-config", at, at)
            self.store.save(facts, b"hostname x" + key, (CommandOutput("show x", key),))

        def verify(self, *targets, **asked):
            result = verify.run(str(tmp_path), Asked(targets, stored=True, **asked), None)
            json.dumps(result.envelope())
            return result

    return Folder()
