"""Hiding a fact never makes a lost thing pass, and no state, however odd, makes the comparison fail."""

import random
from dataclasses import replace

import pytest
from closet import ALL_FACTS, CATALYST, CX, state
from test_rules import FAULTS, NAMED

from switchrefresh.snapshots.state import Fact, FactStatus, Interface, Neighbor, PortMode, SeenMac
from switchrefresh.verification.verdict import Verdict, compare

HIDDEN = {
    Fact.INTERFACES: {"oper_up": None, "speed": None, "duplex": None, "admin_up": None},
    Fact.SWITCHPORT: {
        "mode": None,
        "access_vlan": None,
        "native_vlan": None,
        "allowed_vlans": None,
        "voice_vlan": None,
    },
    Fact.POE: {"poe_on": None, "poe_class": None},
    Fact.STP: {"stp_role": None},
}
EMPTIED = {
    Fact.MACS: {"macs": ()},
    Fact.NEIGHBORS: {"neighbors": ()},
    Fact.VLANS: {"vlans": {}},
    Fact.LAGS: {"lags": {}},
    Fact.SVIS: {"svis": {}},
}


def hiding(found, fact, status):
    if fact in HIDDEN:
        ports = {name: replace(port, **HIDDEN[fact]) for name, port in found.interfaces.items()}
        found = replace(found, interfaces=ports)
    return replace(found, **EMPTIED.get(fact, {}), facts={**found.facts, fact: status})


@pytest.mark.parametrize("fact", [*HIDDEN, *EMPTIED])
def test_a_fault_never_passes_because_a_fact_is_hidden(fact):
    for name, (fault, _) in FAULTS.items():
        broken = fault(state(CX))
        for status in (FactStatus.REFUSED, FactStatus.PARSE_FAILED, FactStatus.UNSUPPORTED):
            found = compare(state(CATALYST), hiding(broken, fact, status), NAMED)
            only_stp = fact is Fact.STP and name == "root port" and status is FactStatus.UNSUPPORTED
            assert found.verdict is not Verdict.NOTHING_LOST or only_stp, (name, fact, status)


def odd(found, dice):
    """A state as a strange parser or a strange switch might tell it."""
    ports = dict(found.interfaces)
    for name in dice.sample(sorted(ports), 12):
        change = dice.choice(["drop", "blank", "odd name", "trunk", "lag"])
        port = ports.pop(name)
        if change == "blank":
            ports[name] = Interface(name)
        elif change == "odd name":
            ports[f"{name}/x y"] = replace(port, name=f"{name}/x y")
        elif change == "trunk":
            ports[name] = replace(port, mode=PortMode.TRUNK, allowed_vlans=None, native_vlan=None)
        elif change == "lag":
            ports[name] = replace(port, lag="nowhere 7")
    macs = [replace(m, port=dice.choice(["", "cpu", "Vlan1", m.port])) for m in found.macs]
    macs += [SeenMac("zz:zz", None, "?"), SeenMac("00:1b:21:00:00:01", 4095, "1/1/1")]
    neighbors = [
        *found.neighbors,
        Neighbor(""),
        Neighbor("1/1/1", system="."),
        Neighbor("?", chassis="x", remote_port="y"),
    ]
    lags = {**found.lags, "lag9": (), "": ("1/1/1", "gone")}
    return replace(
        found, interfaces=ports, macs=tuple(macs), neighbors=tuple(neighbors), lags=lags, svis={"": ("x", "10.0.0.1")}
    )


def test_odd_states_are_compared_without_an_exception():
    dice = random.Random(7)
    for _ in range(60):
        old, new = odd(state(CATALYST), dice), odd(state(CX), dice)
        for portmap in (NAMED, None):
            found = compare(old, new, portmap, morning=dice.random() < 0.5)
            assert all(f.message for f in found.findings)
    empty = replace(state(CX), interfaces={}, macs=(), neighbors=(), vlans={}, lags={}, svis={}, facts=ALL_FACTS)
    assert compare(empty, empty).verdict is Verdict.NOT_PROVEN
    assert compare(state(CATALYST), empty).verdict is Verdict.LOST
