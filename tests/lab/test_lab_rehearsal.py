"""A district's lab as a person pokes it: swaps, mistakes, mending, the way back; read over SSH with netmiko and ntc."""

import json
import os
import re
import time
from dataclasses import replace
from pathlib import Path

import paramiko
import pytest
from console import ask, console, logged_in, read_until
from witness import rows

from switchrefresh.errors import InputError
from switchrefresh.lab.control import Hand, obey, tell
from switchrefresh.lab.faults import Fault
from switchrefresh.lab.following import follow
from switchrefresh.lab.network import free_ports
from switchrefresh.lab.rehearsal import BENCH, Rehearsal
from switchrefresh.lab.view import manageable, observe
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project

PASSWORD = "correct horse"
INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"
NAMES = ("hs-mdf-core1", "hs-mdf-sw1", "hs-idf1-sw1")


@pytest.fixture(scope="module")
def inventory():
    found = read_folder(Project(INVENTORIES / "cedar-fork")).inventory
    modern = {name: replace(one, legacy_ssh=False) for name, one in found.switches.items()}
    bench = replace(modern["hs-idf1-sw1"].replacement, bench_host="127.0.0.1")
    modern["hs-idf1-sw1"] = replace(modern["hs-idf1-sw1"], replacement=bench)
    return replace(found, switches=modern)


def rehearsal(inventory, **more):
    ports = free_ports((*NAMES, "hs-idf1-sw1" + BENCH), 23_000 + os.getpid() % 1000 * 8)
    return Rehearsal(inventory, ports, PASSWORD, **more)


@pytest.fixture
def lab(inventory):
    made = rehearsal(inventory)
    made.open()
    yield made
    made.close()


def said(lab, name, command):
    """What a plain SSH client reads from an AOS-CX switch."""
    with console(lab.lab.address(name)) as line:
        read_until(line, b"# ")
        ask(line, "no page", b"# ")
        whole = ask(line, command, b"# ")
    return whole.split(b"\r\n", 1)[1].rpartition(b"\r\n")[0].replace(b"\r\n", b"\n") + b"\n"


def test_a_swap_keeps_the_address_and_brings_another_key_and_other_ports(lab):
    port, key = lab.lab.address("hs-idf1-sw1"), lab.lab.host_keys("hs-idf1-sw1")
    bench_key = lab.lab.host_keys("hs-idf1-sw1" + BENCH)
    lab.swap("hs-idf1-sw1")
    assert lab.lab.address("hs-idf1-sw1") == port
    assert lab.lab.host_keys("hs-idf1-sw1") == bench_key != key
    ports = rows("aruba_aoscx", "show interface", said(lab, "hs-idf1-sw1", "show interface"))
    assert sum(row["link_status"] == "up" for row in ports) > 10
    [system] = rows("aruba_aoscx", "show system", said(lab, "hs-idf1-sw1", "show system"))
    assert system["hostname"] == "hs-idf1-sw1"
    lab.backout("hs-idf1-sw1")
    assert lab.lab.host_keys("hs-idf1-sw1") == key


def test_neighbours_hear_each_other_by_name_and_hear_the_new_unit_after_the_swap(lab):
    before = {device.name: device.mac for _, device in observe(lab.scene("hs-mdf-core1")).neighbors}
    lab.swap("hs-idf1-sw1")
    after = {device.name: device.mac for _, device in observe(lab.scene("hs-mdf-core1")).neighbors}
    assert {"hs-idf1-sw1", "hs-mdf-sw1"} <= set(before) & set(after)
    assert before["hs-idf1-sw1"] != after["hs-idf1-sw1"] == lab.scene("hs-idf1-sw1").mac()
    assert before["hs-mdf-sw1"] == after["hs-mdf-sw1"]
    assert "hs-mdf-core1" in {device.name for _, device in observe(lab.scene("hs-idf1-sw1")).neighbors}


def test_two_faults_are_there_until_a_person_mends_them(lab):
    lab.turn(night=True)
    lab.swap("hs-idf1-sw1")
    clean = said(lab, "hs-idf1-sw1", "show interface")
    dead = lab.fault("hs-idf1-sw1", Fault.DEAD_AP)
    wrong = lab.fault("hs-idf1-sw1", Fault.ACCESS_VLAN)
    hurt = {
        row["interface"]: row
        for row in rows("aruba_aoscx", "show interface", said(lab, "hs-idf1-sw1", "show interface"))
    }
    well = {row["interface"]: row for row in rows("aruba_aoscx", "show interface", clean)}
    changed = {name for name in well if hurt[name] != well[name]}
    assert changed == {dead.port, wrong.port}
    assert hurt[dead.port]["link_status"] == "down"
    assert lab.mend("hs-idf1-sw1", "dead-ap") == (dead,)
    assert lab.mend("hs-idf1-sw1") == (wrong,)
    assert said(lab, "hs-idf1-sw1", "show interface") == clean


def test_what_cannot_be_reached_cannot_be_logged_in_to_nor_what_hangs_on_it(lab):
    with logged_in(lab.lab.address("hs-mdf-sw1")):
        pass
    lab.pull("hs-mdf-core1")
    assert not lab.is_reachable("hs-mdf-sw1")
    with pytest.raises((OSError, paramiko.SSHException)), logged_in(lab.lab.address("hs-mdf-sw1")):
        pass
    lab.swap("hs-mdf-core1")
    with logged_in(lab.lab.address("hs-mdf-sw1")):
        pass


def test_a_switch_without_its_management_address_is_gone(inventory):
    made = rehearsal(inventory)
    made.make_keys()
    scene = made.scene("hs-idf1-sw1")
    assert manageable(observe(scene))
    assert not manageable(observe(replace(scene, setup=replace(scene.setup, svis={}))))
    assert not manageable(observe(replace(scene, cables={})))


def test_at_night_hosts_are_gone_and_on_the_next_day_others_are_there(lab):
    def macs():
        return {row.mac for row in observe(lab.scene("hs-idf1-sw1")).macs}

    first = macs()
    lab.turn(night=True)
    night = macs()
    lab.turn(night=False)
    second = macs()
    assert len(night) < len(first)
    assert second - first
    assert second & first
    lab.turn(night=False)
    assert lab.day == 3


def test_lldp_comes_some_seconds_after_the_link(inventory):
    made = rehearsal(inventory, lldp_delay=1.5)
    made.open()
    try:
        made.swap("hs-idf1-sw1")
        command = "show lldp neighbor-info detail"
        assert rows("aruba_aoscx", command, said(made, "hs-idf1-sw1", command)) == []
        until = time.monotonic() + 10
        while not rows("aruba_aoscx", command, said(made, "hs-idf1-sw1", command)):
            assert time.monotonic() < until
    finally:
        made.close()


def test_a_stopped_lab_goes_on_where_it_was(inventory):
    first = rehearsal(inventory)
    first.open()
    first.turn(night=True)
    first.swap("hs-idf1-sw1")
    planted = first.fault("hs-idf1-sw1", Fault.SLOW_LINK)
    keys = first.lab.host_keys("hs-idf1-sw1")
    kept = json.loads(json.dumps(first.kept()))
    first.close()
    second = rehearsal(inventory)
    second.resume(kept)
    second.open()
    try:
        assert second.lab.host_keys("hs-idf1-sw1") == keys
        assert second.night
        assert second.places["hs-idf1-sw1"].faults == [planted]
        assert second.scene("hs-idf1-sw1") == first.scene("hs-idf1-sw1")
    finally:
        second.close()
    assert PASSWORD not in json.dumps(kept)


def test_a_config_that_was_not_saved(lab):
    lab.fault("hs-mdf-sw1", Fault.NOT_SAVED)
    switch = lab.lab.switch("hs-mdf-sw1")
    assert switch.saved != switch.config
    lab.mend("hs-mdf-sw1")
    switch = lab.lab.switch("hs-mdf-sw1")
    assert switch.saved == switch.config


def test_words_from_another_terminal(lab):
    hand = Hand(lambda words: obey(lab, words), "token")
    hand.open()
    try:
        assert tell(hand.port, "token", ["swap", "hs-idf1-sw1"]) == ["hs-idf1-sw1: new JL675A"]
        [line] = tell(hand.port, "token", ["fault", "hs-idf1-sw1", "dead-ap"])
        assert re.fullmatch(r"dead-ap on 1/1/\d+ \(ap ap-\d+\)", line)
        assert tell(hand.port, "token", ["status"])[-1] == "  " + line
        assert tell(hand.port, "token", ["night"]) == ["it is night"]
        assert tell(hand.port, "token", ["mend", "hs-idf1-sw1"]) == [f"mended: {line}"]
        for words, what in (
            (["swap", "hs-idf1-sw1"], "already"),
            (["swap", "nobody"], "no switch"),
            (["fault", "hs-idf1-sw1", "gremlins"], "knows no fault"),
            (["mend", "hs-idf1-sw1", "dead-ap"], "has no fault"),
            (["dance"], "does not know"),
        ):
            with pytest.raises(InputError, match=what):
                tell(hand.port, "token", words)
        with pytest.raises(OSError, match="did not answer"):
            tell(hand.port, "wrong", ["status"])
    finally:
        hand.close()


def test_a_technician_follows_a_port_map():
    document = {
        "portmap": {
            "rules": ["GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}", "GigabitEthernet{m}/0/{49-52} -> {m}/1/{49-52}"],
            "ports": {"GigabitEthernet1/0/12": {"to": None, "why": "unused"}, "GigabitEthernet1/0/13": "1/1/40"},
            "members": {"1": "2", "2": "1", "3": "null"},
        }
    }
    names = [f"GigabitEthernet{m}/0/{p}" for m, p in ((1, 1), (2, 50), (3, 4), (1, 12), (1, 13), (1, 60))]
    assert list(follow(document, names).values()) == ["2/1/1", "1/1/50", None, None, "1/1/40", None]
    assert follow({"rules": ["{m}/1/{1-48} -> ge-{m}/0/{0-47}"]}, ["1/1/48"]) == {"1/1/48": "ge-1/0/47"}
