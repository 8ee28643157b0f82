"""Configs across OSes: compared port by port through the map, in sentences; nothing is said where nothing changed."""

import pytest

from switchrefresh.lab.faults import Fault
from switchrefresh.lab.pairs import swap_pair
from switchrefresh.platforms.registry import find_platform
from switchrefresh.verification.configs import compare_snapshots
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portrules import make_rule


def compared(pair, mapped=True):
    rules = tuple(make_rule(old, new) for old, new in pair.portmap.items() if new is not None)
    old, new = find_platform(pair.before.platform), find_platform(pair.after.platform)
    return compare_snapshots(
        old, pair.before.config, new, pair.after.config, PortMap(rules, name="x") if mapped else None
    )


@pytest.mark.parametrize("family", ["2960x-cx6200", "procurve-cx", "icx-ex", "icx-ex-stack"])
@pytest.mark.parametrize("mapped", [True, False])
def test_the_same_intent_on_another_os_is_no_change(family, mapped):
    found = compared(swap_pair(21, family), mapped)
    assert (found.kind, found.same) == ("intent", True), found.lines


def test_what_is_meant_otherwise_is_told_port_by_port():
    pair = swap_pair(21, "2960x-cx6200", [Fault.ACCESS_VLAN, Fault.TRUNK_VLAN])
    found = compared(pair)
    assert not found.same
    port = next(planted.port for planted in pair.truth if planted.fault is Fault.ACCESS_VLAN)
    assert any(f"(now {port}): untagged in VLAN" in line for line in found.lines)
    assert any("Port-channel1 (now lag1)" in line and "no longer carried" in line for line in found.lines)


def test_one_os_is_compared_line_by_line():
    found = compared(swap_pair(21, "2960x-c9200"))
    assert found.kind == "lines"


def test_without_a_recipe_nothing_is_claimed():
    assert not compare_snapshots(None, b"a", None, b"a").same
