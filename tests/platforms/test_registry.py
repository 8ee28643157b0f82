"""Platforms: every recipe is complete and read-only, and all are found with and without entry points."""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint

import pytest

from switchrefresh.platforms import registry
from switchrefresh.platforms.facts import Fact
from switchrefresh.platforms.recipe import EndProof, Platform
from switchrefresh.platforms.registry import find_platform, known_platforms, nearest_platforms

READ_ONLY = re.compile(
    r"(?:show|display)(?: |$)|terminal (?:length 0|datadump)$|no page$|enable$|cli$|/export$|skip-page-display$"
    r"|screen-length disable$|set cli screen-(?:length|width) 0$|disable clipaging session$"
    r"|get |diagnose switch (?:physical-ports summary|mac-address list)$|/[a-z -]+ print\b"
)
# Commands that bring a switch to its knees or its ports to bounce, although they only show something.
HARMFUL = re.compile(r"\btech\b|show media|\bdebug\b|diagnostics|cable-diag")


@pytest.fixture
def fresh(monkeypatch):
    registry._load_all.cache_clear()
    yield monkeypatch
    registry._load_all.cache_clear()


@pytest.mark.parametrize("name", sorted(registry.OURS))
def test_every_recipe_is_complete_and_read_only(name):
    from netmiko.ssh_dispatcher import CLASS_MAPPER

    platform = find_platform(name)
    assert platform is not None and platform.name == name
    assert platform.device_type in CLASS_MAPPER
    assert (platform.end_marker is not None) is (platform.end_proof is EndProof.MARKER)
    assert {"host", "level"} <= platform.prompt.groupindex.keys() and platform.config_hostname.groups == 1
    assert all(READ_ONLY.match(command) and not HARMFUL.search(command) for command in platform.commands())
    assert {Fact.VERSION, Fact.INTERFACES, Fact.VLANS, Fact.MACS, Fact.ARP} - platform.state.keys() <= {Fact.VLANS}
    assert len(platform.state_commands) == len(set(platform.state_commands)) <= 16
    assert platform.allows(platform.running_config) and not platform.allows("reload")
    assert not platform.saved_config or platform.save_hint


@pytest.mark.parametrize("name", ["unmanaged", "cloud", "", "cisco_iso", "CISCO_IOS"])
def test_no_recipe_for_what_is_never_contacted_or_unknown(name):
    assert find_platform(name) is None


def test_the_nearest_names_are_offered():
    assert "cisco_ios" in nearest_platforms("cisco_iso") and "unmanaged" in nearest_platforms("unmanged")


def test_ours_are_entry_points_like_everybody_elses():
    from importlib.metadata import entry_points

    entries = {entry.name: entry for entry in entry_points(group=registry.GROUP)}
    if not entries:
        pytest.skip("the package is not installed here")
    assert entries["hp_procurve"].load() is find_platform("hp_procurve")


def test_without_metadata_ours_are_still_there(fresh):
    fresh.setattr(registry, "entry_points", lambda group: ())
    assert known_platforms() == tuple(sorted(registry.OURS)) and len(known_platforms()) == 20


def test_others_add_platforms_but_replace_none_and_break_nothing(fresh):
    entries = (
        EntryPoint("mine", "switchrefresh.platforms.cisco_ios:PLATFORM", registry.GROUP),
        EntryPoint("cisco_ios", "json:loads", registry.GROUP),
        EntryPoint("broken", "no.such.module:PLATFORM", registry.GROUP),
        EntryPoint("strange", "json:loads", registry.GROUP),
    )
    fresh.setattr(registry, "entry_points", lambda group: entries)
    assert isinstance(find_platform("mine"), Platform) and isinstance(find_platform("cisco_ios"), Platform)
    assert find_platform("broken") is None and find_platform("strange") is None
    assert [line.partition(":")[0] for line in registry.broken_platforms()] == ["broken", "cisco_ios", "strange"]
