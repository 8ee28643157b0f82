"""Drafts for a replacement: read again, each says what the old config said; nothing is dropped without a word."""

from __future__ import annotations

import re

import pytest
from switch_configs import CONFIGS, IOS, PROCURVE

from switchrefresh.documents.drafts import draft as drafting
from switchrefresh.documents.drafts.draft import draft_config, writable
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.reading import read_intent
from switchrefresh.snapshots.redacting.redactor import redact
from switchrefresh.snapshots.state import PortMode

NEW_PORTS = {
    "aruba_aoscx": ("1/1/1", "1/1/2", "1/1/3", "1/1/4", "1/1/49", "2/1/49"),
    "cisco_xe": (
        *(f"GigabitEthernet1/0/{port}" for port in range(1, 5)),
        "TenGigabitEthernet1/1/1",
        "TenGigabitEthernet2/1/1",
    ),
    "cisco_ios": tuple(f"GigabitEthernet{port}" for port in ("1/0/1", "1/0/2", "1/0/3", "1/0/4", "1/0/47", "2/0/47")),
    "juniper_junos": ("ge-0/0/0", "ge-0/0/1", "ge-0/0/2", "ge-0/0/3", "xe-0/1/0", "xe-1/1/0"),
    "ruckus_fastiron": ("1/1/1", "1/1/2", "1/1/3", "1/1/4", "1/3/1", "2/3/1"),
}


def places(old: tuple[str, ...], new: str):
    """A port map as the one of a district folder answers."""
    homes = dict(zip(old, NEW_PORTS[new], strict=True))
    return lambda port: (homes.get(port), "" if port in homes else "nobody needs it")


def draft_of(row, new, config=None):
    old, config = find_platform(row[0]), config or row[1]
    redacted = redact(config, b"a key of this test").text.encode()
    return draft_config("gym-sw1", old, config, find_platform(new), places(row[2:8], new), redacted)


@pytest.mark.parametrize("new", writable())
@pytest.mark.parametrize("row", CONFIGS, ids=lambda row: row[0])
def test_every_draft_says_what_the_old_config_said(row, new):
    draft = draft_of(row, new)
    assert draft.proven, draft.findings
    assert {line for _, line in draft.not_translated} <= {"ver 08.0.95", "stack unit 1"}
    read = read_intent(find_platform(new), draft.text.encode())
    ports = NEW_PORTS[new]
    camera, ap, off = (read.interfaces[ports[at]] for at in (0, 2, 3))
    assert (camera.mode, camera.access_vlan, camera.description) == (PortMode.ACCESS, 20, "camera by the door")
    assert (ap.mode, ap.native_vlan, ap.allowed_vlans) == (PortMode.TRUNK, 10, {20})
    assert off.admin_up is False and list(read.lags.values()) == [ports[4:6]]
    assert read.svis == {"vlan 10": ("10.10.10.2/24",)} and read.gateway == "10.10.10.1"


@pytest.mark.parametrize("new", writable())
def test_each_port_says_where_it_comes_from(new):
    text = draft_of(CONFIGS[0], new).text
    assert f"was {CONFIGS[0][2]}" in text and text.startswith(("! DRAFT", "# DRAFT"))


def test_what_nobody_translates_is_listed_under_its_heading():
    config = IOS.replace(b"ip default-gateway", b"snmp-server community s3cr3t RO\nip default-gateway").replace(
        b" switchport voice vlan 30\n", b" switchport voice vlan 30\n storm-control broadcast level 5\n"
    )
    draft = draft_of(CONFIGS[0], "aruba_aoscx", config)
    assert draft.proven
    storm, community = draft.not_translated
    assert storm == ("interface GigabitEthernet1/0/2", "storm-control broadcast level 5")
    assert community[1].startswith("snmp-server community ") and "s3cr3t" not in community[1]
    assert "! NOT TRANSLATED: 2 lines of the old config\n!   in interface GigabitEthernet1/0/2\n" in draft.text
    assert "s3cr3t" not in draft.text


def test_a_port_without_a_place_is_named_with_its_reason():
    row = CONFIGS[0]
    new = find_platform("aruba_aoscx")
    home = lambda port: ("1/1/1", "") if port == row[2] else (None, "unused since 2024")  # noqa: E731
    draft = draft_config("gym-sw1", find_platform(row[0]), row[1], new, home, row[1])
    assert draft.proven and len(draft.left_out) == 6
    assert "! LEFT OUT: GigabitEthernet1/0/2: unused since 2024" in draft.text
    assert "! LEFT OUT: Port-channel1: none of its members has a place" in draft.text


def test_two_ports_never_share_a_place():
    row = CONFIGS[0]
    draft = draft_config(
        "gym", find_platform(row[0]), row[1], find_platform("aruba_aoscx"), lambda _: ("1/1/1", ""), row[1]
    )
    assert sum("is taken by" in left.why for left in draft.left_out) == 5


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("vlan access 20", "vlan access 10"), "access_vlan is 10 and was 20"),
        (lambda text: text.replace("allowed 10,20,30", "allowed 10,20"), "allowed_vlans is 10,20 and was 10,20,30"),
        (lambda text: text.replace("    shutdown", "    no shutdown"), "is switched on"),
        (
            lambda text: re.sub(r"(interface 2/1/49\n(?: .*\n)*?)    lag 1\n", r"\1", text),
            "lag1 has the members 1/1/49",
        ),
        (lambda text: text.replace("ip address 10.10.10.2/24", "ip address 10.10.10.3/24"), "10.10.10.2/24 of vlan 10"),
        (lambda text: text.replace("vlan 20\n    name cameras\n", ""), "VLAN 20 is called"),
        (lambda text: text.replace("    no power-over-ethernet\n", ""), "gives power again"),
        (lambda text: text.replace("hostname gym-sw1", "hostname gym-sw2"), "The name is gym-sw2"),
    ],
)
def test_the_round_trip_sees_a_writer_that_errs(monkeypatch, spoil, said):
    writer = drafting._WRITERS["aruba_aoscx"]

    class Erring:
        COMMENT = writer.COMMENT

        @staticmethod
        def write(new):
            right = "\n".join(writer.write(new)) + "\n"
            wrong = spoil(right)
            assert wrong != right, "this test spoils nothing"
            return iter(wrong.splitlines())

    monkeypatch.setitem(drafting._WRITERS, "aruba_aoscx", Erring)
    draft = draft_of(CONFIGS[0], "aruba_aoscx")
    assert not draft.proven and any(said in finding for finding in draft.findings), draft.findings


def test_hostile_names_stay_one_line_and_end_no_block():
    hostile = IOS.replace(b"camera by the door", b'end"; }\xe2\x80\xa8no shutdown ! x').replace(
        b"name students", b"name a;}b"
    )
    for new in writable():
        draft = draft_of(CONFIGS[0], new, hostile)
        assert draft.proven, (new, draft.findings)
        assert not re.search(r"(?m)^(?:no shutdown|\})", draft.text)


def test_a_password_in_a_description_does_not_move_along():
    config = IOS.replace(b"camera by the door", b"camera pw=Wombat-77")
    draft = draft_of(CONFIGS[0], "aruba_aoscx", config)
    assert draft.proven and "Wombat-77" not in draft.text and "description camera" in draft.text


def test_a_dhcp_address_is_for_a_person():
    config = PROCURVE.replace(b"ip address 10.10.10.2 255.255.255.0", b"ip address dhcp-bootp")
    row = next(row for row in CONFIGS if row[0] == "hp_procurve")
    draft = draft_of(row, "aruba_aoscx", config)
    assert draft.proven and "LEFT OUT: address dhcp-bootp (vlan 10): to be given by hand" in draft.text
