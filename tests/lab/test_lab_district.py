"""The sample districts as simulated switches: what the old one carries, the new one carries too."""

import re
from pathlib import Path

import pytest

from switchrefresh.errors import InputError
from switchrefresh.lab.configs.hp_procurve import ranges
from switchrefresh.lab.district import lab_for, old_switch, playable, replacement_for
from switchrefresh.lab.hardware import hardware
from switchrefresh.lab.switch import LEGACY
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.reading import read_intent
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project

INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"


@pytest.fixture(scope="module", params=["cedar-fork", "tamarack-valley"])
def inventory(request):
    folder = read_folder(Project(INVENTORIES / request.param))
    assert folder.inventory is not None
    return folder.inventory


def vlans(config: str, platform: str) -> set[int]:
    return set(read_intent(find_platform(platform), config.encode()).vlans) - {1}


def descriptions(config: str) -> list[str]:
    return sorted(re.findall(r'(?m)^ +(?:description (.*)|name "((?:AP|Phone|Camera|Door|Rm|Up|Down).*)")$', config))


def names(config: str) -> list[str]:
    """Each once: a LAG has a description of its own on some OSes, its members have it on all."""
    return sorted({(one or other).strip('"') for one, other in descriptions(config)})


def test_old_and_new_switch_carry_the_same(inventory):
    seen = 0
    names_of = playable(inventory, inventory.switches)
    for name in names_of[:: 1 + len(names_of) // 60]:
        old = old_switch(inventory, name, "pw")
        if inventory.switches[name].replacement is None:
            continue
        new = replacement_for(inventory, name, "pw")
        before, after = old.config.decode(), new.config.decode()
        assert vlans(before, old.platform) == vlans(after, new.platform) >= {10, 20, 99}
        assert names(before) == names(after)
        assert len(names(before)) >= 7
        host = inventory.switches[name].host
        assert host in before
        assert host in after
        assert re.search(rf'(?m)^hostname "?{name}"?$', before)
        assert re.search(rf"(?m)^hostname {name}$", after)
        seen += 1
    assert seen >= 20


def test_every_feed_has_a_port(inventory):
    for name in playable(inventory, inventory.switches):
        switch = inventory.switches[name]
        config = old_switch(inventory, name, "pw").config.decode()
        for feed, word in (("aps", "AP "), ("phones", "Phone"), ("cameras", "Camera"), ("doors", "Door")):
            if switch.feeds.get(feed):
                assert word in config, (name, feed)


def test_the_same_inventory_gives_the_same_switch(inventory):
    name = playable(inventory, inventory.switches)[0]
    assert old_switch(inventory, name, "pw") == old_switch(inventory, name, "pw")
    assert old_switch(inventory, name, "pw").startup is None


def test_old_ssh_is_simulated_for_switches_that_are_marked():
    folder = read_folder(Project(INVENTORIES / "cedar-fork"))
    core = old_switch(folder.inventory, "hs-mdf-core1", "pw")
    assert core.ssh == LEGACY
    assert replacement_for(folder.inventory, "hs-mdf-core1", "pw").ssh != LEGACY
    with lab_for(folder.inventory, ["hs-mdf-core1", "hs-mdf-sw1"], "pw") as lab:
        assert lab.names == ("hs-mdf-core1", "hs-mdf-sw1")
        assert lab.host_keys("hs-mdf-core1")[0].startswith("ssh-rsa ")


def test_what_the_lab_cannot_play_is_said(inventory):
    others = set(inventory.switches) - set(playable(inventory, inventory.switches))
    assert others
    with pytest.raises(InputError, match="no simulated switch"):
        old_switch(inventory, min(others), "pw")


def test_ports_are_listed_as_the_switch_lists_them():
    assert ranges(["1", "2", "3", "5", "A1", "A2", "10", "11"]) == "1-3,5,10-11,A1-A2"
    assert ranges(["B4"]) == "B4"


def test_hardware_has_the_ports_its_name_promises():
    assert hardware("J9772A", "hp_procurve").uplinks == ("49", "50", "51", "52")
    assert hardware("J9850A", "hp_procurve").uplinks[0] == "B1"
    assert hardware("JL675A", "aruba_aoscx").access[-1] == "1/1/48"
    stack = hardware("WS-C2960X-48FPD-L", "cisco_ios", 2)
    assert len(stack.access) == 96
    assert stack.access[48] == "GigabitEthernet2/0/1"
    assert len(hardware("SomeSwitch-16P", "cisco_ios").access) == 16
