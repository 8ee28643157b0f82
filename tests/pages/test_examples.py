"""The examples of every verb's help run: none is a mistake in words, none is a bug; only loopback is asked."""

import json
import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from switchrefresh import clock
from switchrefresh.cli import door
from switchrefresh.cli.help import VERBS

ROOT = Path(__file__).resolve().parents[2]
MOMENT = datetime(2026, 11, 23, 15, tzinfo=UTC)
# A demo is a whole night; tests/cli/test_demo.py and test_rehearse.py run it.
ELSEWHERE = {"demo"}
LISTS = {
    "pasted.txt": "2026-2027 School Calendar\nSeptember 7 Labor Day - No School\n",
    "router.db": "hs-new-sw1:ios:admin:x\n",
    "devices.csv": "Name,Status,Role,Manufacturer,Type,Site\nhs-new-sw2,Active,Access Switch,HPE,J9772A,HS\n",
    "inventory/hosts.yaml": "hs-new-sw3:\n  hostname: 127.10.0.77\n  platform: ios\n",
}


def examples(verb):
    section = (ROOT / "docs/reference/verbs.md").read_text().split(f"\n## {verb}\n", 1)[1].split("```", 2)[1]
    lines = [line for line in section.splitlines() if line.startswith("switchrefresh")]
    return [re.split(r"\s{3,}|\s+#", line)[0].replace("10.10.", "127.10.") for line in lines]


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """The sample on loopback addresses with a closed port, planned and promised."""
    folder = tmp_path_factory.mktemp("examples") / "cedar-fork"
    shutil.copytree(ROOT / "inventories" / "cedar-fork", folder)
    path = folder / "switches.yaml"
    path.write_text(path.read_text().replace("10.10.", "127.10."))
    path = folder / "district.yaml"
    path.write_text(re.sub(r"port: \d+", "port: 9", path.read_text()))
    for name, text in LISTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    shutil.copy(ROOT / "docs/tutorial/switches.csv", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: MOMENT)
        assert door.run(["plan", "-q", "-C", str(folder)]) == 0
        assert door.run(["approve", "--all", "-q", "-C", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ELSEWHERE])
def test_the_examples_of_a_verb_run(planned, tmp_path, monkeypatch, capsys, verb):
    folder = tmp_path / "district"
    shutil.copytree(planned, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(clock, "now", lambda: MOMENT)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("SSH_AUTH_SOCK", "SWITCHREFRESH_PASSWORD", "SWITCHREFRESH_PROJECT", "NETBOX_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    key = str(pyrage.x25519.Identity.generate().to_public())
    lines = [line.replace("age1...", key) for line in examples(verb)]
    assert lines
    for line in lines:
        capsys.readouterr()
        code = door.run([*shlex.split(line)[1:], *([] if "--json" in line else ["--json"])])
        answer = json.loads(capsys.readouterr().out)
        assert code in {0, 1, 2, 3, 4}, line
        assert answer["exit_code"] == code
        codes = {problem["code"] for problem in answer["problems"]}
        assert not codes & {"usage", "bug", "unknown-what-if", "unknown-code"}, (line, answer["problems"])
