"""The gate's look at the new switch: its firmware and serial, a new port for every cable; and this laptop's way."""

from datetime import timedelta

import pytest
from test_backup import ios
from window_kit import make_night, problems

from switchrefresh import clock
from switchrefresh.commands import laptop
from switchrefresh.commands.opening import open_folder
from switchrefresh.devices import this_machine
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.pairs import swap_pair
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.reading import read_state
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotStore

NAME = "hs-sw1"


@pytest.fixture(scope="module")
def pair():
    return swap_pair(7, "2960x-c9200")


@pytest.fixture
def night(tmp_path):
    with LabNetwork([ios(NAME)]) as lab:
        yield make_night(tmp_path / "district", lab)


def keep(night, capture, phase, minutes=0):
    at = clock.now() - timedelta(minutes=minutes)
    facts = SnapshotFacts(NAME, phase, capture.platform, "show running-config", at, at, ("end marker",), "SHA256:x")
    SnapshotStore(night.folder / "snapshots").save(facts, capture.config, capture.outputs)


def state_of(capture):
    return read_state(find_platform(capture.platform), capture.outputs, capture.config)


def replacement(night, words):
    path = night.folder / "switches.yaml"
    path.write_text(path.read_text().replace("serial: NEW0", words))


def gate(night):
    answer = night.window_do("start", "--dry-run")
    return {one["code"]: one["standing"] for one in answer.json["data"]["gate"]}, problems(answer)


def test_firmware_and_serial_of_the_staged_switch(night, pair):
    new = state_of(pair.after)
    assert new.version and new.serials
    replacement(night, f"bench_host: 127.0.0.1, firmware: '{new.version}', serial: '{new.serials[0]}'")
    standings, bad = gate(night)
    assert standings["not-staged"] == "no" and "not-staged" in bad
    keep(night, pair.after, "staged")
    standings, _ = gate(night)
    assert {standings[code] for code in ("not-staged", "other-firmware", "other-serial")} == {"go"}


def test_another_firmware_and_another_box_are_a_no(night, pair):
    replacement(night, "bench_host: 127.0.0.1, firmware: '9.9.9', serial: OTHER1")
    keep(night, pair.after, "staged")
    _, bad = gate(night)
    assert {"other-firmware", "other-serial"} <= set(bad)


def test_a_cable_without_a_new_port_is_a_no(night, pair):
    keep(night, pair.baselines[0], "baseline", 60)
    standings, bad = gate(night)
    assert standings["no-port-map"] == "look" and bad == []
    folder = night.folder / "portmaps"
    folder.mkdir()
    homes = {old: new for old, new in pair.portmap.items() if new is not None}
    lines = [f"    {old}: {new}" for old, new in homes.items()]
    path = folder / f"{NAME}.yaml"
    path.write_text("portmap:\n  ports:\n" + "\n".join(lines) + "\n")
    standings, bad = gate(night)
    assert (standings["no-port-map"], bad) == ("go", [])
    ports = state_of(pair.baselines[0]).interfaces
    used = next(p for p in homes if p.startswith("Gigabit") and ports[p].oper_up)
    path.write_text("portmap:\n  ports:\n" + "\n".join(line for line in lines if f" {used}:" not in line) + "\n")
    standings, bad = gate(night)
    assert (standings["no-port-map"], bad) == ("no", ["no-port-map"])
    path.write_text("portmap:\n  ports: 7\n")
    assert "no-port-map" in gate(night)[1]


def test_a_laptop_that_hangs_on_the_switch_is_warned(night, pair, monkeypatch):
    opened = open_folder(str(night.folder))
    assert laptop.laptop_warnings(opened, [NAME]) == []
    keep(night, pair.before, "before")
    mac = state_of(pair.before).macs[0].mac
    monkeypatch.setattr(this_machine, "own_macs", lambda: frozenset({mac.replace(":", "").replace(".", "").lower()}))
    [problem] = laptop.laptop_warnings(opened, [NAME])
    assert problem.code == "laptop-behind-the-cut" and NAME in problem.message and not problem.is_error


def test_a_laptop_in_the_network_that_goes_dark_is_warned(night, monkeypatch):
    path = night.folder / "switches.yaml"
    path.write_text(path.read_text().replace("host: 127.0.0.1", "host: 10.20.3.2", 1))
    opened = open_folder(str(night.folder))
    for own, count in (("10.20.3.44", 1), ("10.99.0.5", 0), ("127.0.0.1", 0)):
        monkeypatch.setattr(this_machine, "own_addresses", lambda hosts, own=own: dict.fromkeys(hosts, own))
        assert len(laptop.laptop_warnings(opened, [NAME])) == count


def test_this_machine_is_asked_without_sending_anything():
    assert this_machine.own_addresses(["127.0.0.1"]) == {"127.0.0.1": "127.0.0.1"}
    assert this_machine.own_addresses(["no such host at all", "10.1.2.3"]) == {}
    assert all(len(mac) == 12 for mac in this_machine.own_macs())
