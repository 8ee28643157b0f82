"""handoff from outside: a bundle a crew can work with, without a secret; their journal comes back."""

import io
import json
import shutil
import zipfile
from datetime import UTC, datetime

import pytest
from running import AS_OF, typed

from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotStore

CONFIG = (
    """\
hostname do-mdf-core1
enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
snmp-server community "GymRead77" operator
interface 1
   name "AP, pw Winter-2026"
   exit
"""
    + "vlan 10\n" * 40
)


@pytest.fixture(scope="module")
def promised(promised_cedar, tmp_path_factory):
    folder = tmp_path_factory.mktemp("handoff") / "cedar-fork"
    shutil.copytree(promised_cedar, folder)
    at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    facts = SnapshotFacts(
        "do-mdf-core1", "baseline", "hp_procurve", "show running-config", at, at, ("two equal reads",)
    )
    SnapshotStore(folder / "snapshots").save(facts, CONFIG.encode())
    return folder


@pytest.fixture
def folder(promised, tmp_path):
    copy = tmp_path / "cedar-fork"
    shutil.copytree(promised, copy)
    return copy


def bundle(folder, *words):
    out = folder.parent / "b.zip"
    answer = typed("handoff", "w001", "-C", folder, "-o", out, "--as-of", AS_OF, *words)
    return answer, out


def test_a_crew_can_work_with_it_and_finds_no_secret(folder, tmp_path):
    answer, out = bundle(folder)
    assert answer.code == 0
    with zipfile.ZipFile(out) as book:
        book.extractall(tmp_path / "crew")
        text = b"\n".join(book.read(name) for name in book.namelist()).decode("utf-8", "replace")
    for secret in ("GymRead77", "Winter-2026", "hx5rVt7rPNoS4wqbXKX7m0"):
        assert secret not in text
    book = typed("runbook", "w001", "-C", folder, "-o", "-").out
    assert "Winter-2026" not in book
    config = (tmp_path / "crew" / "configs" / "do-mdf-core1.txt").read_text()
    assert "vlan 10" in config and "<redacted-" in config
    crew = tmp_path / "crew" / "folder"
    assert typed("check", "-C", crew).code == 0
    gate = typed("window", "start", "w001", "--dry-run", "-C", crew, "--json").json["data"]
    assert "stale-promise" not in json.dumps([row for row in gate.get("gate", []) if row.get("verdict") == "no"])
    sums = json.loads((tmp_path / "crew" / "MANIFEST.json").read_text())["files"]
    assert {name for name in sums if not (tmp_path / "crew" / name).is_file()} == set()


def test_the_same_folder_gives_the_same_bytes(folder):
    _, out = bundle(folder)
    first = out.read_bytes()
    _, out = bundle(folder)
    assert out.read_bytes() == first


def test_a_secret_anywhere_stops_it(folder):
    buildings = folder / "buildings.yaml"
    name = "name: District Office\n"
    buildings.write_text(buildings.read_text().replace(name, f"{name}    entry: GymRead77 opens\n"))
    answer, out = bundle(folder)
    assert answer.code == 4
    assert "handoff-secret" in answer.err
    assert "GymRead77" not in answer.err + answer.out
    assert not out.exists()


def test_sealed_for_the_crew_alone(folder):
    import pyrage

    crew = pyrage.x25519.Identity.generate()
    answer, out = bundle(folder, "--to", str(crew.to_public()))
    assert answer.code == 0
    assert "handoff-open" not in answer.err
    assert not zipfile.is_zipfile(out)
    opened = pyrage.decrypt(out.read_bytes(), [crew])
    assert "README.txt" in zipfile.ZipFile(io.BytesIO(opened)).namelist()


def test_their_journal_comes_back_once(folder, tmp_path):
    _, out = bundle(folder)
    with zipfile.ZipFile(out) as book:
        book.extractall(tmp_path / "crew")
    crew = tmp_path / "crew" / "folder"
    words = ("log", "do-mdf-sw2", "done", "--on", "2026-12-23", "--serial", "CN77", "--because", "swapped at night")
    done = typed(*words, "-C", crew, "--as-of", "2026-12-24")
    assert done.code == 0, done.err
    lines = (crew / "journal.jsonl").read_text().replace('"machine": "', '"machine": "crew-')
    (crew / "journal.jsonl").write_text(lines)
    first = typed("handoff", "--merge", crew, "-C", folder, "--json")
    assert first.json["data"]["lines"] >= 1
    again = typed("handoff", "--merge", crew, "-C", folder, "--json")
    assert again.json["data"]["lines"] == 0
    assert '"serial": "CN77"' in (folder / "journal.jsonl").read_text()


@pytest.mark.parametrize(
    ("name", "body"),
    [("photo.jpg", b"\xff\xd8\xff"), ("empty.zip", b"PK\x05\x06" + b"\0" * 18), ("cut.zip", b"PK\x03\x04cut")],
)
def test_what_is_no_bundle(folder, tmp_path, name, body):
    (tmp_path / name).write_bytes(body)
    answer = typed("handoff", "--merge", tmp_path / name, "-C", folder)
    assert answer.code == 2
    assert "bad-bundle" in answer.err


def test_a_path_that_leads_outside_is_not_followed(folder, tmp_path):
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(evil, "w") as book:
        book.writestr("../../journal.jsonl", "{}\n")
    answer = typed("handoff", "--merge", evil, "-C", folder)
    assert answer.code == 2


@pytest.mark.parametrize(
    ("words", "said"), [(("w999",), "w999"), (("--to", "me"), "is no key"), (("w001", "--merge", "x"), "nothing else")]
)
def test_words_that_mean_nothing(folder, words, said):
    answer = typed("handoff", *words, "-C", folder)
    assert answer.code == 2
    assert said in answer.err
