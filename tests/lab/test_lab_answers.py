"""Answers to state commands, read by ntc-templates: rows agree with the ports and hosts of the lab's model."""

import ipaddress
import re

import pytest
from witness import rows

from switchrefresh.lab.answers import answer, answers_of, up_to_unknown
from switchrefresh.lab.answers.cisco_ios_system import short
from switchrefresh.lab.answers.words import dashed, dotted, spans, wrapped
from switchrefresh.lab.devices import Kind
from switchrefresh.lab.facts import APS, NAMES, STAFF, STUDENTS, VOICE, Facts, Port
from switchrefresh.lab.hardware import hardware
from switchrefresh.lab.pairs import swap_pair
from switchrefresh.lab.plant import plug_in
from switchrefresh.lab.scene import Scene
from switchrefresh.lab.setup import lay_out
from switchrefresh.lab.view import observe

TRUNK = Port("Uplink to core", 1, tuple(NAMES), True, lag=1)
EDGE = (
    *(Port(f"AP {n}", APS, (STAFF, STUDENTS), True, True) for n in range(3)),
    *(Port(f"Phone {n}", STAFF, (VOICE,), False, True) for n in range(2)),
    Port("PC", STUDENTS),
)


def scenes():
    for family in (
        "2960x-cx6200",
        "2960x-cx6200-stack",
        "procurve-cx",
        "icx-ex",
        "icx-ex-stack",
        "2960x-c9200",
        "exos-cx",
    ):
        pair = swap_pair(3, family)
        yield pytest.param(pair.day, id=f"{family}-old")
        yield pytest.param(pair.new, id=f"{family}-new")


ALL = list(scenes())
IOS = [one for one in ALL if one.values[0].platform.startswith("cisco")]
CX = [one for one in ALL if one.values[0].platform == "aruba_aoscx"]
AOS_S = [one for one in ALL if one.values[0].platform == "hp_procurve"]
ICX = [one for one in ALL if one.values[0].platform == "ruckus_fastiron"]
EX = [one for one in ALL if one.values[0].platform == "juniper_junos"]


def read(scene, command):
    said = answer(observe(scene), command)
    assert said is not None
    return rows(scene.platform, command, said)


def known(scene):
    return [command for command in answers_of(scene.platform) if answer(observe(scene), command) is not None]


@pytest.mark.parametrize("scene", ALL)
def test_every_answer_ends_with_a_newline_and_is_plain_text(scene):
    view = observe(scene)
    for command in known(scene):
        said = answer(view, command)
        assert said.endswith(b"\n"), command
        assert re.fullmatch(rb"[\t\n\x20-\x7e]*", said), command
    assert answer(view, "show nonsense") is None


@pytest.mark.parametrize("scene", IOS)
def test_ios_ports(scene):
    view = observe(scene)
    found = {row["port"]: row for row in read(scene, "show interfaces status")}
    assert set(found) == {short(one.name) for one in view.ports} | {f"Po{n}" for n in scene.setup.lags}
    for one in view.ports:
        row = found[short(one.name)]
        assert (row["status"] == "connected") == one.up
        assert one.port.description.startswith(row["name"])
        if one.up and one.speed < 10_000:
            assert row["speed"] == f"a-{one.speed}"
        if one.port.used and not one.port.trunk:
            assert row["vlan_id"] == str(one.port.native)


@pytest.mark.parametrize("scene", IOS)
def test_ios_switchports_and_lag(scene):
    view = observe(scene)
    found = {row["interface"]: row for row in read(scene, "show interfaces switchport")}
    for one in view.ports:
        row = found[short(one.name)]
        if one.port.trunk:
            allowed = sorted({one.port.native, *scene.setup.tagged(one.port)})
            assert ",".join(row["trunking_vlans"]) == ",".join(map(str, allowed))
            assert row["native_vlan"] == str(one.port.native)
        else:
            assert row["access_vlan"] == str(one.port.native)
        voice = scene.setup.voice(one.port)
        assert row["voice_vlan"] == (str(voice) if voice else "none")
    [channel] = read(scene, "show etherchannel summary")
    assert channel["member_interface"] == [short(name) for name in scene.setup.lags[1]]
    assert channel["member_interface_status"] == ["P", "P"]


@pytest.mark.parametrize("scene", IOS)
def test_ios_power_tree_and_identity(scene):
    view = observe(scene)
    found = {row["interface"]: row for row in read(scene, "show power inline")}
    assert {name for name, row in found.items() if row["operational_status"] == "on"} == {
        short(o.name) for o in view.ports if o.powered
    }
    for one in view.ports:
        if one.powered:
            assert found[short(one.name)]["class"] == str(one.device.poe_class)
    roots = {row["interface"] for row in read(scene, "show spanning-tree") if row["role"] == "Root"}
    assert roots == {"Po1"}
    [version] = read(scene, "show version")
    assert version["hostname"] == scene.hostname
    assert set(version["serial"]) == set(scene.serials)
    assert {row["sn"] for row in read(scene, "show inventory")} >= set(scene.serials)


@pytest.mark.parametrize("scene", IOS)
def test_ios_neighbours_and_hosts(scene):
    view = observe(scene)
    heard = {(short(one.name), dotted(device.mac)) for one, device in view.neighbors}
    detail = read(scene, "show lldp neighbors detail")
    assert {row["chassis_id"] for row in detail} == {mac for _, mac in heard}
    assert {row["local_interface"] for row in read(scene, "show lldp neighbors")} == {port for port, _ in heard}
    if scene.platform == "cisco_xe":
        assert {(row["local_interface"], row["chassis_id"]) for row in detail} == heard
    macs = {
        (r["destination_address"], r["vlan_id"])
        for r in read(scene, "show mac address-table")
        if r["type"] == "DYNAMIC"
    }
    assert macs == {(dotted(row.mac), str(row.vlan)) for row in view.macs}


@pytest.mark.parametrize("scene", CX)
def test_cx_ports_vlans_and_lag(scene):
    view = observe(scene)
    found = {row["interface"]: row for row in read(scene, "show interface")}
    for one in view.ports:
        row = found[one.name]
        assert row["link_status"] == ("up" if one.up else "down")
        assert row["link_admin"] == ("up" if one.port.used else "down")
        assert row["speed"] == f"{one.speed} Mb/s"
        if one.port.lag is None and not one.port.tagged:
            assert row["vlan_access"] == str(one.port.native)
    assert found["lag1"]["aggregated_interfaces"] == list(scene.setup.lags[1])
    assert found["lag1"]["vlan_native"] == "1"
    vlans = {row["vlan_id"]: row for row in read(scene, "show vlan")}
    assert {number: row["vlan_name"] for number, row in vlans.items() if number != "1"} == {
        str(number): name for number, name in scene.setup.vlans.items()
    }


@pytest.mark.parametrize("scene", CX)
def test_cx_neighbours_hosts_and_identity(scene):
    view = observe(scene)
    heard = {(row["local_interface"], row["chassis_id"]) for row in read(scene, "show lldp neighbor-info detail")}
    assert heard == {(one.name, device.mac) for one, device in view.neighbors}
    macs = {(row["mac_address"], row["vlan_id"]) for row in read(scene, "show mac-address-table")}
    assert macs == {(row.mac, str(row.vlan)) for row in view.macs}
    [system] = read(scene, "show system")
    assert system["serial"] == scene.serials[0]
    assert {row["serial"] for row in read(scene, "show module")} == set(scene.serials)
    assert len(read(scene, "show arp all-vrfs")) == len(view.arp) > 3


@pytest.mark.parametrize("scene", AOS_S)
def test_aos_s(scene):
    view = observe(scene)
    found = {row["port"].split("-")[0]: row for row in read(scene, "show interfaces brief")}
    assert {name for name, row in found.items() if row["status"] == "Up"} == {o.name for o in view.ports if o.up}
    status = {row["port"].split("-")[0]: row for row in read(scene, "show interfaces status")}
    assert all(status[one.name]["vlan_untagged"] == str(one.port.native) for one in view.ports)
    assert {row["chassis_id"] for row in read(scene, "show lldp info remote-device detail")} == {
        dashed(device.mac) for _, device in view.neighbors
    }
    assert len(read(scene, "show mac-address")) == len(view.macs)
    assert {row["local_port"] for row in read(scene, "show trunks")} == set(scene.setup.lags[1])
    [system] = read(scene, "show system")
    assert system["serial"] == scene.serials[0]
    assert len(read(scene, "show vlans")) == len(scene.setup.vlans) + 1


@pytest.mark.parametrize("scene", ICX)
def test_icx(scene):
    view = observe(scene)
    found = {row["port"]: row for row in read(scene, "show interfaces brief")}
    for one in view.ports:
        assert found[one.name]["link"] == ("Up" if one.up else "Down" if one.port.used else "Disable")
        assert found[one.name]["vlan_id"] == str(one.port.native)
    assert len(read(scene, "show mac-address")) == len(view.macs)
    assert {row["local_interface"] for row in read(scene, "show lldp neighbors detail")} == {
        one.name for one, _ in view.neighbors
    }
    [version] = read(scene, "show version")
    assert version["serial"] == list(scene.serials)
    assert len(read(scene, "show arp")) == len(view.arp)


@pytest.mark.parametrize("scene", EX)
def test_ex(scene):
    view = observe(scene)
    assert {(row["local_interface"], row["chassis_id"]) for row in read(scene, "show lldp neighbors")} == {
        (one.name, device.mac) for one, device in view.neighbors
    }
    vlans = {row["tag"]: row for row in read(scene, "show vlans")}
    assert set(vlans) == {"1", *map(str, scene.setup.vlans)}
    members = {name.split(".")[0] for name in vlans["60"]["interfaces"]}
    assert members == {"ae1"} | {one.name for one in view.ports if one.port.native == 60}
    [lacp] = read(scene, "show lacp interfaces")
    assert lacp["bundle_name"] == "ae1"
    serials = {row["fpc_serial_number"] for row in read(scene, "show chassis hardware")} - {""}
    assert set(scene.serials) & serials
    assert len(read(scene, "show arp no-resolve")) == len(view.arp)


@pytest.mark.parametrize("scene", [one for one in ALL if one.values[0].platform == "extreme_exos"])
def test_exos(scene):
    view = observe(scene)
    found = {row["interface"]: row for row in read(scene, "show ports information detail")}
    for one in view.ports:
        assert found[one.name]["link_state"].startswith("Active" if one.up else "Ready")
        assert found[one.name]["admin_state"].startswith("Enabled" if one.port.used else "Disabled")
        assert found[one.name]["description"] == (one.port.description if one.port.used else "")
    assert {(row["mac_address"], row["vlan_id"].lstrip("0")) for row in read(scene, "show fdb")} == {
        (row.mac, str(row.vlan)) for row in view.macs
    }
    assert len(read(scene, "show iparp")) == len(view.arp)
    assert len(read(scene, "show sharing")) == 1


def test_small_business():
    box = hardware("SG350-52P", "cisco_s300")
    facts = Facts("idf9", "x", "y", ipaddress.IPv4Interface("10.9.99.9/24"), NAMES, EDGE, (TRUNK, TRUNK), "a", "b", "c")
    setup = lay_out(facts, box)
    scene = Scene(box, "cisco_s300", setup, plug_in(setup, box, "seed"), ("DNI12345678",))
    view = observe(scene)
    heard = read(scene, "show lldp neighbors")
    assert [row["chassis_id"] for row in heard] == [device.mac for _, device in view.neighbors]
    assert ["".join(row["neighbor_interface"]) for row in heard] == [device.port_id for _, device in view.neighbors]
    assert {row["port"] for row in read(scene, "show interfaces status") if row["linkstate"] == "Up"} >= {
        one.name.replace("gigabitethernet", "gi") for one in view.ports if one.up
    }
    assert len(read(scene, "show mac address-table")) == len(view.macs) + 1
    said = answer(view, "show interfaces switchport").decode()
    assert said.count("Port Mode: Trunk") == 6  # the LAG, and five phones and APs
    assert "Po1      Active: gi49,gi50\n" in answer(view, "show interfaces port-channel").decode()


def test_a_model_that_cannot_be_stacked_does_not_know_stacks():
    alone, stackable = (observe(swap_pair(3, family).new) for family in ("procurve-cx", "2960x-cx6200"))
    assert answer(alone, "show vsf detail") is None
    assert answer(stackable, "show vsf detail") is not None
    assert up_to_unknown(alone, ["show version"], "show vsf detail") == "show vsf"
    assert up_to_unknown(alone, ["show version"], "show interface nonsense") == "show interface nonsense"


def test_words_may_be_shortened_and_the_full_command_wins():
    view = observe(swap_pair(3, "2960x-cx6200").day)
    assert answer(view, "sh int status") == answer(view, "show interfaces status")
    assert answer(view, "show lldp neighbors") != answer(view, "show lldp neighbors detail")


def test_how_switches_write_lists():
    assert spans([1, 2, 3, 7, 9, 10]) == "1-3,7,9-10"
    assert wrapped(["aaa", "bbb", "ccc"], 8) == ["aaa, bbb,", "ccc"]
    assert dotted("90:20:c2:bf:ae:00") == "9020.c2bf.ae00"


def test_the_model_has_what_a_school_has():
    view = observe(swap_pair(3, "2960x-cx6200").day)
    kinds = {one.device.kind for one in view.ports if one.device}
    assert kinds >= {Kind.AP, Kind.PHONE, Kind.CAMERA, Kind.DOOR, Kind.PC, Kind.SWITCH}
    random = [row for row in view.macs if row.mac[1] in "26ae"]
    assert len(random) >= 10
