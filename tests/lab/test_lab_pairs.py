"""Offline swaps: the same seed gives the same swap, each fault is visible to an outside reader, and it is quick."""

import time

import pytest
from witness import rows

from switchrefresh.errors import InputError
from switchrefresh.lab.faults import Fault
from switchrefresh.lab.pairs import FAMILIES, swap_pair
from switchrefresh.lab.view import observe

ANYWHERE = {Fault.STP_ROOT, Fault.NOT_SAVED, Fault.FIRMWARE, Fault.UNREACHABLE, Fault.NO_VLAN, Fault.NO_SVI}


def test_the_same_seed_gives_the_same_swap():
    first, again, other = (swap_pair(seed, "icx-ex", ["dead-ap"]) for seed in (4, 4, 5))
    assert first.truth == again.truth
    assert first.after == again.after
    assert first.before.outputs == again.before.outputs
    assert first.after != other.after


@pytest.mark.parametrize("family", list(FAMILIES))
def test_a_clean_swap_loses_nothing(family):
    pair = swap_pair(11, family)
    day, night = observe(pair.day), observe(pair.new)
    for old in day.ports:
        new = night.of(pair.portmap[old.name])
        if old.up and old.device.at_night:
            assert new.up
            assert new.speed == old.speed
            assert new.powered == old.powered
    assert {row.vlan for row in night.macs} <= {row.vlan for row in day.macs}
    assert night.lag_up[1]
    assert pair.truth == ()


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("family", ["2960x-cx6200-stack", "icx-ex-stack"])
def test_every_fault_can_be_seen_from_outside(family, fault):
    clean, hurt = swap_pair(9, family), swap_pair(9, family, [fault])
    [planted] = hurt.truth
    assert planted.fault is fault
    assert (planted.port == "") == (fault in ANYWHERE)
    if fault is Fault.UNREACHABLE:
        assert not hurt.new.answers
    elif fault is Fault.NOT_SAVED:
        assert not hurt.new.saved
    else:
        assert hurt.after.outputs != clean.after.outputs
        assert hurt.mended == clean.mended


def cx(faults, seed=9):
    return swap_pair(seed, "2960x-cx6200-stack", faults)


def interface(pair, name):
    found = {row["interface"]: row for row in rows("aruba_aoscx", "show interface", pair.after.said("show interface"))}
    return found[name]


def test_what_an_outside_reader_sees_of_a_fault():
    for fault in (Fault.DEAD_AP, Fault.POE_OFF, Fault.DEAD_DEVICE):
        pair = cx([fault])
        assert interface(pair, pair.truth[0].port)["link_status"] == "down"
    slow = cx([Fault.SLOW_LINK])
    assert interface(slow, slow.truth[0].port)["speed"] == "100 Mb/s"
    half = cx([Fault.HALF_DUPLEX])
    assert interface(half, half.truth[0].port)["duplex"] == "Half"
    access = cx([Fault.ACCESS_VLAN])
    assert (
        interface(access, access.truth[0].port)["vlan_access"] != interface(cx([]), access.truth[0].port)["vlan_access"]
    )
    lag = cx([Fault.LAG_MEMBER])
    assert lag.truth[0].port not in interface(lag, "lag1")["aggregated_interfaces"]
    native = cx([Fault.NATIVE_VLAN])
    assert interface(native, "lag1")["vlan_native"] == "10"
    trunk = cx([Fault.TRUNK_VLAN])
    assert str(trunk.truth[0].vlan) not in interface(trunk, "lag1")["vlan_trunk"]


def test_several_faults_stand_in_different_places():
    pair = cx([Fault.DEAD_AP, Fault.POE_OFF, Fault.ACCESS_VLAN, Fault.SLOW_LINK, Fault.NO_VLAN])
    ports = [one.port for one in pair.truth if one.port]
    assert len(set(ports)) == len(ports) == 4


def test_a_fault_without_a_place_is_said():
    with pytest.raises(InputError, match="wrong-member"):
        swap_pair(1, "procurve-cx", [Fault.WRONG_MEMBER])


def test_at_night_the_students_are_gone_and_the_devices_stay():
    pair = swap_pair(2, "2960x-cx6200")
    day, night = (
        rows("cisco_ios", "show mac address-table", one.said("show mac address-table"))
        for one in (pair.baselines[0], pair.before)
    )
    assert len(night) < len(day) / 1.5
    first, second = (
        {
            row["destination_address"]
            for row in rows("cisco_ios", "show mac address-table", one.said("show mac address-table"))
        }
        for one in pair.baselines
    )
    assert len(first & second) < len(first) * 0.9
    assert len(first & second) > len(first) * 0.4


def test_a_pair_costs_little():
    swap_pair(0, "2960x-cx6200")
    start = time.process_time()
    for seed in range(1, 6):
        pair = swap_pair(seed, "2960x-cx6200", ["dead-ap"])
        assert pair.before.config != pair.after.config
    assert (time.process_time() - start) / 5 < 0.25  # 0.025 s on an idle machine
