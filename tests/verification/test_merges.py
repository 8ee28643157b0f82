"""Stacks that shrink, grow and change their numbers: 2 x 24 to 1 x 48, 1 x 24 to 1 x 48, members that trade places."""

from dataclasses import replace

import pytest
from closet import CATALYST, CX, state, things, without

from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portrules import read_rule
from switchrefresh.verification.verdict import Verdict, compare


def renamed(found, name_of):
    """The same switch with other port names."""
    ports = {name_of(name): replace(port, name=name_of(name)) for name, port in found.interfaces.items()}
    return replace(
        found,
        interfaces=ports,
        macs=tuple(replace(m, port=name_of(m.port)) for m in found.macs),
        neighbors=tuple(replace(n, port=name_of(n.port)) for n in found.neighbors),
        lags={lag: tuple(map(name_of, members)) for lag, members in found.lags.items()},
    )


def two_of_24(name):
    """Sockets 25 to 48 as the second member of a stack, an uplink on each."""
    head, _, number = name.rpartition("/")
    if head == "GigabitEthernet1/0" and int(number) > 24:
        return f"GigabitEthernet2/0/{int(number) - 24}"
    return "TenGigabitEthernet2/0/1" if name == "TenGigabitEthernet1/0/2" else name


STACK = renamed(state(CATALYST), two_of_24)
MERGED = PortMap(
    (
        read_rule("GigabitEthernet1/0/{1-24} -> 1/1/{1-24}"),
        read_rule("GigabitEthernet2/0/{p} -> 1/1/{p+24}"),
        read_rule("TenGigabitEthernet1/0/1 -> 1/1/49"),
        read_rule("TenGigabitEthernet2/0/1 -> 1/1/50"),
        read_rule("Port-channel{n} -> lag{n}"),
    )
)


@pytest.mark.parametrize("portmap", [MERGED, None])
def test_two_of_24_become_one_of_48(portmap):
    assert compare(STACK, state(CX), portmap).findings == ()
    lost = compare(STACK, without(state(CX), "1/1/30"), portmap)
    assert [(f.code, f.before_port, f.after_port) for f in lost.findings] == [
        ("LINK_LOST", "GigabitEthernet2/0/6", "1/1/30")
    ]


@pytest.mark.parametrize("with_rules", [True, False])
def test_members_that_trade_places(with_rules):
    def traded(name):
        parts = name.split("/")
        return "/".join([{"1": "2", "2": "1"}.get(parts[0], parts[0]), *parts[1:]]) if len(parts) == 3 else name

    new = renamed(
        renamed(state(CX), lambda n: f"2/1/{int(n[4:]) - 24}" if n[:4] == "1/1/" and 24 < int(n[4:]) < 49 else n),
        traded,
    )
    rules = (
        read_rule("GigabitEthernet{m}/0/{1-24} -> {m}/1/{1-24}"),
        read_rule("TenGigabitEthernet1/0/1 -> 2/1/49"),
        read_rule("TenGigabitEthernet2/0/1 -> 2/1/50"),
    )
    found = compare(STACK, new, PortMap(rules, members={1: 2, 2: 1}) if with_rules else None)
    if with_rules:
        assert found.findings == ()
    else:  # the assumed map keeps the numbers; neighbors and hosts show where the cables are
        assert found.real_map["GigabitEthernet1/0/1"] == "2/1/1"


def test_a_24_port_switch_that_becomes_one_of_48():
    small = state(CATALYST, set(range(1, 25)), all_things=[t for t in things() if t.at < 25])
    ports = {k: p for k, p in small.interfaces.items() if not k.startswith("Gi") or int(k.rpartition("/")[2]) <= 24}
    small = replace(small, interfaces=ports)
    new = state(CX, set(range(1, 25)), all_things=[t for t in things() if t.at < 25])
    found = compare(small, new)
    assert found.verdict is Verdict.NOTHING_LOST
    assert found.findings == ()
    assert found.map_rules[0] == "GigabitEthernet1/0/{1-24} -> 1/1/{1-24}"
