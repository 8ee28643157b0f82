"""Every rule on made-up swaps between makers: clean ones are silent, one fault is one finding on its port."""

from dataclasses import replace

import pytest
from closet import (
    ALL_FACTS,
    CATALYST,
    CX,
    EX,
    PROCURVE,
    TAGGED,
    VLANS,
    replugged,
    state,
    with_port,
    without,
)

from switchrefresh.snapshots.state import Fact, FactStatus, Interface, Neighbor, PortMode, SeenMac
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portrules import read_rule
from switchrefresh.verification.verdict import Verdict, compare

SWAPS = [(CATALYST, CX), (PROCURVE, CX), (CX, EX), (EX, CATALYST), (CATALYST, CATALYST)]
NAMED = PortMap(
    (read_rule("GigabitEthernet1/0/{1-48} -> 1/1/{1-48}"), read_rule("TenGigabitEthernet1/0/{1-2} -> 1/1/{49-50}")),
    name="portmaps/a.yaml",
)


def lost(found):
    return [(f.code, str(f.severity), f.before_port, f.after_port) for f in found.findings if f.counts]


@pytest.mark.parametrize(("old", "new"), SWAPS)
def test_a_clean_swap_says_nothing(old, new):
    found = compare(state(old), state(new))
    assert found.findings == ()
    assert found.verdict is Verdict.NOTHING_LOST
    assert (found.expected, found.back) == (46, 46)


def test_with_a_map_of_its_own_too():
    assert compare(state(CATALYST), state(CX), NAMED).findings == ()


GI, NEW = CATALYST.edge, CX.edge
FAULTS = {
    "dead AP": (lambda s: without(s, NEW(3)), ("POE_LOST", "major", GI(3), NEW(3))),
    "dead powered camera": (
        lambda s: with_port(s, NEW(18), poe_on=False, oper_up=False),
        ("POE_LOST", "major", GI(18), NEW(18)),
    ),
    "no link": (lambda s: without(s, NEW(30)), ("LINK_LOST", "major", GI(30), NEW(30))),
    "wrong access VLAN": (
        lambda s: with_port(s, NEW(25), access_vlan=30),
        ("ACCESS_VLAN", "critical", GI(25), NEW(25)),
    ),
    "VLAN missing on a trunk": (
        lambda s: with_port(s, "lag1", allowed_vlans=TAGGED - {40}),
        ("TRUNK_VLANS_LOST", "critical", "Port-channel1", "lag1"),
    ),
    "native VLAN": (
        lambda s: with_port(s, "lag1", native_vlan=99),
        ("NATIVE_VLAN", "critical", "Port-channel1", "lag1"),
    ),
    "100 Mb/s": (lambda s: with_port(s, NEW(31), speed=100), ("SPEED_DROP", "major", GI(31), NEW(31))),
    "half duplex": (lambda s: with_port(s, NEW(31), duplex="half"), ("HALF_DUPLEX", "major", GI(31), NEW(31))),
    "switched off": (
        lambda s: with_port(without(s, NEW(28)), NEW(28), admin_up=False),
        ("ADMIN_DOWN", "major", GI(28), NEW(28)),
    ),
    "LAG member out": (
        lambda s: with_port(replace(s, lags={"lag1": ("1/1/49",)}), "1/1/50", lag=None),
        ("LAG_MEMBER", "major", "TenGigabitEthernet1/0/2", "1/1/50"),
    ),
    "LAG member without a link": (
        lambda s: without(s, "1/1/50"),
        ("LINK_LOST", "critical", "TenGigabitEthernet1/0/2", "1/1/50"),
    ),
    "VLAN not created": (
        lambda s: replace(s, vlans={k: v for k, v in VLANS.items() if k != 40}),
        ("VLAN_MISSING", "critical", None, None),
    ),
    "AP in another port": (
        lambda s: replugged(s, NEW(2), NEW(46)),
        ("NEIGHBOR_MOVED", "critical", GI(2), NEW(46)),
    ),
    "computer in a port of another VLAN": (
        lambda s: replugged(s, NEW(22), NEW(46)),
        ("MAC_WRONG_VLAN", "critical", GI(22), NEW(46)),
    ),
    "address gone": (lambda s: replace(s, svis={}), ("SVI_LOST", "critical", None, None)),
    "trunk to an AP became access": (
        lambda s: with_port(s, NEW(4), mode=PortMode.ACCESS, access_vlan=60, native_vlan=None, allowed_vlans=None),
        ("MODE_CHANGED", "critical", GI(4), NEW(4)),
    ),
    "voice VLAN gone": (
        lambda s: with_port(s, NEW(9), allowed_vlans=frozenset()),
        ("VOICE_VLAN", "major", GI(9), NEW(9)),
    ),
    "root port": (
        lambda s: with_port(s, "1/1/49", stp_role="alternate"),
        ("STP_ROOT_PORT", "major", "TenGigabitEthernet1/0/1", "1/1/49"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_one_finding(name):
    fault, expected = FAULTS[name]
    found = compare(state(CATALYST), fault(state(CX)), NAMED)
    assert lost(found) == [expected]
    assert found.verdict is Verdict.LOST
    assert len(found.findings[0].message) < 200


def test_two_faults_are_two_findings():
    new = with_port(without(state(CX), NEW(3)), NEW(25), access_vlan=30)
    assert {found[0] for found in lost(compare(state(CATALYST), new, NAMED))} == {"POE_LOST", "ACCESS_VLAN"}


def test_a_cable_in_a_port_of_the_same_vlan_is_minor_and_offers_a_new_map():
    old = with_port(state(CATALYST), GI(46), access_vlan=20)
    new = with_port(state(CX), NEW(46), access_vlan=20)
    found = compare(old, replugged(new, NEW(22), NEW(46)), NAMED)
    assert [f.code for f in found.findings] == ["CABLE_MOVED"]
    assert found.verdict is Verdict.NOTHING_LOST
    assert found.real_map == {GI(22): NEW(46)}


def test_two_cables_changed_places():
    first, second = NEW(22), NEW(24)  # students' VLAN and staff's
    new = replugged(replugged(replugged(state(CX), first, NEW(47)), second, first), NEW(47), second)
    found = compare(state(CATALYST), new, NAMED)
    assert {(f.code, f.before_port, f.after_port) for f in found.findings} == {
        ("MAC_WRONG_VLAN", GI(22), second),
        ("MAC_WRONG_VLAN", GI(24), first),
    }


STACK_MAP = PortMap(
    (
        read_rule("GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}"),
        read_rule("TenGigabitEthernet1/0/{1-2} -> 1/1/{49-50}"),
        read_rule("Port-channel{n} -> lag{n}"),
    )
)


def test_an_uplink_in_the_wrong_member_is_critical():
    new = state(CX)
    second = {f"2/1/{n}": replace(new.interfaces[NEW(48)], name=f"2/1/{n}") for n in range(1, 53)}
    new = replugged(replace(new, interfaces={**new.interfaces, **second}), "1/1/50", "2/1/50")
    found = compare(state(CATALYST), new, STACK_MAP)
    assert lost(found) == [("NEIGHBOR_MOVED", "critical", "TenGigabitEthernet1/0/2", "2/1/50")]


@pytest.mark.parametrize("fact", [Fact.INTERFACES, Fact.SWITCHPORT, Fact.VLANS, Fact.MACS, Fact.NEIGHBORS, Fact.SVIS])
@pytest.mark.parametrize("status", [FactStatus.REFUSED, FactStatus.PARSE_FAILED, FactStatus.UNSUPPORTED])
def test_a_missing_fact_is_never_a_pass(fact, status):
    new = replace(state(CX), facts={**ALL_FACTS, fact: status})
    found = compare(state(CATALYST), new, NAMED)
    assert found.verdict is Verdict.NOT_PROVEN
    assert str(fact) in found.not_checked
    old = replace(state(CATALYST), facts={**ALL_FACTS, fact: status})
    assert compare(old, state(CX), NAMED).verdict is Verdict.NOT_PROVEN


def test_no_facts_at_all_prove_nothing():
    assert compare(replace(state(CATALYST), facts={}), state(CX)).verdict is Verdict.NOT_PROVEN
    assert compare(state(CATALYST), replace(state(CX), facts={})).verdict is Verdict.NOT_PROVEN
    assert compare(state(CATALYST), replace(state(CX), interfaces={}), NAMED).verdict is Verdict.LOST


def test_a_link_proves_the_power_where_the_new_switch_does_not_tell_it():
    new = state(CX)
    silent = replace(new, interfaces={k: replace(p, poe_on=None) for k, p in new.interfaces.items()})
    silent = replace(silent, facts={**ALL_FACTS, Fact.POE: FactStatus.UNSUPPORTED})
    found = compare(state(CATALYST), silent, NAMED)
    assert found.verdict is Verdict.NOTHING_LOST
    assert found.not_checked == ("poe",)
    assert compare(state(CATALYST), without(silent, NEW(18)), NAMED).verdict is Verdict.LOST


def test_one_port_of_which_the_new_switch_tells_no_vlans_is_not_proven():
    silent = with_port(state(CX), NEW(22), mode=None, access_vlan=None)
    assert compare(state(CATALYST), silent, NAMED).verdict is Verdict.NOT_PROVEN


def test_what_was_lost_outweighs_what_is_not_proven():
    new = replace(without(state(CX), NEW(3)), facts={**ALL_FACTS, Fact.MACS: FactStatus.REFUSED})
    assert compare(state(CATALYST), new, NAMED).verdict is Verdict.LOST


def test_a_trunk_of_all_vlans_equals_a_list_of_those_that_exist():
    old = with_port(state(CATALYST), "Port-channel1", allowed_vlans=frozenset(range(1, 4095)))
    assert compare(old, state(CX), NAMED).findings == ()


def test_native_vlan_1_means_nothing_where_nobody_uses_it():
    untagged = with_port(state(CX), "lag1", native_vlan=None)
    assert compare(state(CATALYST), untagged, NAMED).findings == ()
    old = replace(state(CATALYST), svis={"vlan 1": ("10.0.0.5/24",)})
    used = replace(untagged, svis={"vlan 1": ("10.0.0.5/24",)})
    assert lost(compare(old, used, NAMED)) == [("NATIVE_VLAN", "critical", "Port-channel1", "lag1")]


def test_settings_of_an_unused_port_are_minor():
    found = compare(state(CATALYST), with_port(state(CX), NEW(48), access_vlan=20), NAMED)
    assert [(f.code, str(f.severity)) for f in found.findings] == [("ACCESS_VLAN", "minor")]
    assert found.verdict is Verdict.NOTHING_LOST


def test_a_port_in_use_without_a_home_and_one_left_out_on_purpose():
    short = PortMap((read_rule("GigabitEthernet1/0/{1-40} -> 1/1/{1-40}"), *NAMED.rules[1:]))
    codes = {(f.code, f.before_port) for f in compare(state(CATALYST), without(state(CX), NEW(44)), short).findings}
    assert ("PORT_NOT_MAPPED", GI(44)) in codes
    assert ("PORT_NOT_MAPPED", GI(47)) not in codes, "nothing hangs on it"
    assert lost(compare(state(CATALYST), without(state(CX), NEW(44)), short)) == [
        ("PORT_NOT_MAPPED", "major", GI(44), None)
    ], "the others are seen in their new ports"
    chosen = replace(short, ports=tuple((read_rule(f"{GI(n)} -> 1/1/{n}"), "") for n in (42, 43, 44)))
    chosen = replace(chosen, ports=(*chosen.ports, (replace(read_rule(f"{GI(41)} -> x"), new=None), "room is closed")))
    found = compare(state(CATALYST), without(state(CX), NEW(41)), chosen)
    assert [(f.code, str(f.severity)) for f in found.findings] == [("PORT_NOT_MAPPED", "minor")]
    assert "room is closed" in found.findings[0].message


def test_a_port_that_the_new_switch_does_not_have():
    wide = PortMap((read_rule("GigabitEthernet1/0/{1-48} -> 2/1/{1-48}"), *NAMED.rules[1:]))
    found = compare(state(CATALYST), without(state(CX), NEW(1)), wide)
    assert ("PORT_MISSING", "major", GI(1), "2/1/1") in lost(found)


def test_a_lag_that_becomes_one_cable_by_plan():
    plan = PortMap(
        (*NAMED.rules[:1], read_rule("Port-channel1 -> 1/1/49"), read_rule("TenGigabitEthernet1/0/1 -> 1/1/49")),
        ((replace(read_rule("TenGigabitEthernet1/0/2 -> x"), new=None), "two of 1 G become one of 10 G"),),
    )
    new = state(CX)
    ports = {k: replace(p, lag=None) for k, p in new.interfaces.items() if k != "lag1"}
    ports["1/1/50"] = Interface("1/1/50", admin_up=True, oper_up=False)
    new = replace(
        new,
        lags={},
        interfaces=ports,
        macs=tuple(replace(m, port="1/1/49") if m.port == "lag1" else m for m in new.macs),
        neighbors=tuple(n for n in new.neighbors if n.port != "1/1/50"),
    )
    found = compare(state(CATALYST), new, plan)
    assert lost(found) == []
    without_plan = compare(state(CATALYST), new, NAMED)
    assert ("LAG_MEMBER", "critical", "Port-channel1", None) in lost(without_plan)


def test_lags_may_be_numbered_anew_without_a_rule():
    new = state(CX)
    ports = {k: replace(p, lag="lag7" if p.lag else None) for k, p in new.interfaces.items() if k != "lag1"}
    ports["lag7"] = replace(new.interfaces["lag1"], name="lag7")
    new = replace(new, lags={"lag7": new.lags["lag1"]}, interfaces=ports)
    new = replace(new, macs=tuple(replace(m, port="lag7") if m.port == "lag1" else m for m in new.macs))
    assert compare(state(CATALYST), new, NAMED).findings == ()


def test_a_planned_change_of_address_is_no_loss():
    new = replace(state(CX), svis={"vlan 99": ("10.0.99.77/24",)})
    moved = {"10.0.99.5": "10.0.99.77"}
    assert compare(state(CATALYST), new, NAMED, moved_addresses=moved).findings == ()


def test_random_and_virtual_router_macs_mean_nothing():
    extra = (SeenMac("00:00:5e:00:01:0a", 10, GI(30)), SeenMac("da:a1:19:00:00:01", 20, GI(31)))
    old = replace(state(CATALYST), macs=(*state(CATALYST).macs, *extra))
    assert compare(old, state(CX), NAMED).findings == ()


def test_hosts_outside_the_baseline_are_named():
    new = state(CX)
    new = replace(new, macs=(*new.macs, SeenMac("00:0c:29:aa:bb:cc", 20, NEW(33))))
    [stranger] = compare(state(CATALYST), new, NAMED).outside_baseline
    assert (stranger.mac, stranger.port) == ("00:0c:29:aa:bb:cc", NEW(33))


def test_one_phone_under_two_protocols_is_one_phone():
    old = state(CATALYST)
    cdp = tuple(
        Neighbor(
            n.port, f"SEP{n.chassis.replace(':', '').upper()}", "", "Port 1", "Cisco IP Phone 8841", protocol="cdp"
        )
        for n in old.neighbors
        if "phone" in n.capabilities
    )
    kept = tuple(n for n in old.neighbors if "phone" not in n.capabilities)
    assert compare(replace(old, neighbors=(*kept, *cdp)), state(CX), NAMED).findings == ()


def test_twenty_phones_of_one_name_are_twenty_phones():
    def renamed(found):
        called = tuple(replace(n, system="Polycom") if "phone" in n.capabilities else n for n in found.neighbors)
        return replace(found, neighbors=called)

    found = compare(renamed(state(CATALYST)), without(renamed(state(CX)), NEW(10)), NAMED)
    assert [f.before_port for f in found.findings] == [GI(10)]
