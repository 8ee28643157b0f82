"""The language of port maps: what a line means, what is refused, and what people mean when they write none."""

import pytest

from switchrefresh.snapshots.portnames import port_key
from switchrefresh.storage.portmap_file import load_portmap, portmap_for
from switchrefresh.storage.project import Project
from switchrefresh.verification.defaultmap import default_map
from switchrefresh.verification.panel import Sockets, members_of
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portrules import RuleError, read_rule
from switchrefresh.verification.sockets import is_front_port

GIGA = [f"GigabitEthernet1/0/{n}" for n in range(1, 49)]


def mapped(*rules, members=None):
    return PortMap(tuple(map(read_rule, rules)), (), members or {})


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}", "GigabitEthernet2/0/12", "2/1/12"),
        ("GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}", "Gi2/0/12", "2/1/12"),
        ("Gi{m}/0/{1-48} -> ge-{m-1}/0/{0-47}", "GigabitEthernet1/0/48", "ge-0/0/47"),
        ("Port-channel{n} -> lag{n}", "Po12", "lag12"),
        ("{p} -> 1/1/{p}", "17", "1/1/17"),
        ("A{1-24} -> 1/1/{1-24}", "A7", "1/1/7"),
        ("B{p} -> 1/1/{p+24}", "B7", "1/1/31"),
        ("1/A{1-4} -> 1/1/{49-52}", "1/A2", "1/1/50"),
        ("GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}", "GigabitEthernet1/0/49", None),
        ("GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}", "GigabitEthernet1/1/1", None),
    ],
)
def test_a_rule_says_where_a_cable_goes(rule, old, new):
    assert mapped(rule).home(old).to == new


def test_members_are_renumbered_and_may_go_away():
    found = mapped("GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}", members={1: 2, 2: 1, 3: None})
    assert found.home("Gi1/0/5").to == "2/1/5"
    assert found.home("Gi2/0/5").to == "1/1/5"
    assert found.home("Gi3/0/5").on_purpose
    assert "member 3" in found.home("Gi3/0/5").why


@pytest.mark.parametrize(
    "text",
    [
        "Gi1/0/{1-48} => 1/1/{1-48}",
        "Gi1/0/{1-48} -> 1/1/{1-47}",
        "Gi1/0/{48-1} -> 1/1/{1-48}",
        "Gi1/0/{p} -> {q}/1/1",
        "Gi1/0/{p+1} -> 1/1/{p}",
        "Gi1/0/{1-48 -> 1/1/{1-48}",
        "Gi1/0/{1-48} -> 1/1/1",
        "Gi{m}/{m}/1 -> 1/1/{m}",
        "-> 1/1/1",
        "Gi1/0/1 ->",
        "Gi1/0/{1..4} -> 1/1/{1..4}",
    ],
)
def test_a_line_that_means_nothing_is_refused_with_a_cure(text):
    with pytest.raises(RuleError) as error:
        read_rule(text)
    assert "; " in str(error.value)


FILE = """\
portmap:
  rules:
    - "GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-47}"
    - "Port-channel{n} => lag{n}"
  ports:
    GigabitEthernet1/0/12:
    GigabitEthernet1/0/14: {too: 5}
  members: {1: one}
  rulez: []
"""


def test_every_mistake_of_a_file_is_told_with_its_line(tmp_path):
    (tmp_path / "portmaps").mkdir()
    (tmp_path / "portmaps" / "a.yaml").write_text(FILE)
    found = load_portmap(Project(tmp_path), "portmaps/a.yaml")
    assert found.portmap is None
    assert [(p.code, p.where.line) for p in found.problems] == [
        ("portmap-rule", 3),
        ("portmap-rule", 4),
        ("portmap-why", 6),
        ("unknown-key", 7),
        ("bad-value", 8),
        ("unknown-key", 9),
    ]
    assert all(p.hint and p.frame for p in found.problems)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "portmap-empty"),
        ("portmap:\n", "portmap-empty"),
        ("rules: []\n", "missing-key"),
        ('portmap: {rules: ["Gi1/0/{1-24} -> 1/1/{1-24}", "Gi2/0/{1-24} -> 1/1/{24-47}"]}\n', "portmap-twice"),
        ('portmap: {rules: ["Gi{m}/0/{1-48} -> {m}/1/{1-48}"], members: {1: 1, 2: 1}}\n', "portmap-twice"),
        ("portmap: {rules: &a []}\n", "yaml-alias"),
        ('portmap: {rules: ["Gi1/0/{1-9999} -> 1/1/{1-9999}"]}\n', "portmap-rule"),
    ],
)
def test_other_mistakes(tmp_path, body, code):
    (tmp_path / "a.yaml").write_text(body)
    assert code in {p.code for p in load_portmap(Project(tmp_path), "a.yaml").problems}


def test_a_map_may_serve_two_kinds_of_old_switches(tmp_path):
    (tmp_path / "a.yaml").write_text('portmap: {rules: ["{1-48} -> 1/1/{1-48}", "A{1-24} -> 1/1/{1-24}"]}\n')
    assert load_portmap(Project(tmp_path), "a.yaml").portmap is not None


def test_a_switch_of_its_own_file_goes_before_the_shared_one(tmp_path):
    (tmp_path / "portmaps").mkdir()
    (tmp_path / "portmaps" / "shared.yaml").write_text('portmap: {rules: ["{1-48} -> 1/1/{1-48}"]}\n')
    (tmp_path / "portmaps" / "hs-sw1.yaml").write_text('portmap: {ports: {"7": 1/1/30}}\n')
    found = portmap_for(Project(tmp_path), "hs-sw1", "portmaps/shared.yaml").portmap
    assert found.home("7").to == "1/1/30"
    assert found.home("8").to == "1/1/8"
    assert portmap_for(Project(tmp_path), "other", None).portmap is None


def test_a_map_outside_the_folder_or_missing_is_a_problem(tmp_path):
    for name, code in (("../x.yaml", "outside-folder"), ("portmaps/none.yaml", "missing-file")):
        assert [p.code for p in load_portmap(Project(tmp_path), name).problems] == [code]


CX = [f"1/1/{n}" for n in range(1, 53)]
ICX = [f"1/1/{n}" for n in range(1, 49)] + ["1/2/1", "1/2/2"] + [f"1/3/{n}" for n in range(1, 5)]
EX = [f"ge-0/0/{n}" for n in range(48)] + [f"xe-0/1/{n}" for n in range(4)] + ["me0", "irb.10"]


@pytest.mark.parametrize(
    ("old", "new", "used", "pairs"),
    [
        ([*GIGA, "TenGigabitEthernet1/0/1"], CX, (), {"Gi1/0/48": "1/1/48", "Te1/0/1": "1/1/49"}),
        ([str(n) for n in range(1, 53)], CX, (), {"1": "1/1/1", "52": "1/1/52"}),
        (ICX, EX, {"1/3/1"}, {"1/1/1": "ge-0/0/0", "1/1/48": "ge-0/0/47", "1/3/1": "xe-0/1/0"}),
        (
            [f"FastEthernet0/{n}" for n in range(1, 49)] + [f"GigabitEthernet0/{n}" for n in range(1, 5)],
            CX,
            (),
            {"Fa0/48": "1/1/48", "Gi0/1": "1/1/49"},
        ),
        (
            [f"GigabitEthernet{m}/0/{n}" for m in (1, 2) for n in range(1, 29)],
            CX,
            {"GigabitEthernet1/0/25", "GigabitEthernet2/0/25"},
            {"Gi1/0/24": "1/1/24", "Gi2/0/1": "1/1/25", "Gi2/0/24": "1/1/48", "Gi2/0/25": "1/1/50"},
        ),
        ([f"A{n}" for n in range(1, 25)] + [f"B{n}" for n in range(1, 25)], CX, (), {"A24": "1/1/24", "B1": "1/1/25"}),
    ],
)
def test_the_usual_map_counts_ports_as_people_do(old, new, used, pairs):
    found = default_map(old, new, used)
    assert found.guessed
    assert {port: found.home(port).to for port in pairs} == pairs


def test_two_words_of_one_module_are_one_row_where_they_do_not_overlap():
    mixed = [f"mge-0/0/{n}" for n in range(24)] + [f"ge-0/0/{n}" for n in range(24, 48)]
    [member] = members_of(mixed)
    assert member.edge == tuple(mixed)


def test_an_uplink_socket_has_the_name_of_its_optic():
    sockets = Sockets(["ge-0/0/1", "ge-0/1/0", "GigabitEthernet1/1/1", "GigabitEthernet1/0/1"])
    assert sockets.find("xe-0/1/0") == "ge-0/1/0"
    assert sockets.find("TenGigabitEthernet1/1/1") == "GigabitEthernet1/1/1"
    assert sockets.find("TenGigabitEthernet1/0/1") is None, "a copper port is another socket"


def test_names():
    assert port_key("Gi1/0/1") == port_key("GigabitEthernet 1/0/1") == port_key("gi1/0/1")
    virtual = ["Vlan10", "lag1", "Trk2", "Port-channel1", "ae0", "me0", "GigabitEthernet0/0", "irb.10", "Loopback0"]
    assert not any(map(is_front_port, virtual))
    assert all(map(is_front_port, ["1/1/1", "7", "A3", "1/A2", "ge-0/0/0", "Ethernet4", "gi12", "2:7"]))
