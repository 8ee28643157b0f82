"""What a switch sends must not cost minutes of computing: repeats that make a careless pattern search for ever.

The limits of a pull count silence and time on the wire; they cannot interrupt a search, and a search stops every other
pull of the run. An ordinary pull of these switches takes about a second here.
"""

import pytest
from hostile_switches import PLATFORMS, answer_of, as_read, healthy, with_bytes
from pulls import pull, target_of

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.known_hosts import KnownHosts

BANNERS = {
    "two thousand blank lines": b"\r\n" * 2000,
    "four thousand carriage returns": b"\r" * 4000,
    "five hundred cursor movements": b"\x1b[24;1H" * 500,
    "four thousand spaces": b" " * 4000,
    "a screen cleared line by line": b"\x1b[1;1H\x1b[2K\r\n" * 60,
}


@pytest.mark.parametrize("banner", BANNERS.values(), ids=BANNERS.keys())
def test_an_empty_looking_banner_costs_next_to_nothing(tmp_path, banner):
    behaviour = Behaviour(banner=banner + b"\r\n")
    with LabNetwork(healthy(platform, platform, behaviour=behaviour) for platform in PLATFORMS) as lab:
        results = pull([target_of(lab, name) for name in lab.names], KnownHosts(tmp_path / "known_hosts"))
    for result in results.values():
        assert result.outcome == "proven", result.explained
        assert result.seconds < 5.0


def test_a_long_run_of_one_byte_inside_a_config_costs_next_to_nothing(tmp_path):
    runs = {name: odd * 60_000 for name, odd in (("cr", b"\r"), ("space", b" "), ("rubout", b"\x08"), ("dash", b"-"))}
    switches = [with_bytes(odd)(name, "aruba_aoscx") for name, odd in runs.items()]
    with LabNetwork(switches) as lab:
        results = pull([target_of(lab, name) for name in lab.names], KnownHosts(tmp_path / "known_hosts"))
    for switch in switches:
        result = results[switch.name]
        assert result.outcome == "proven", result.explained
        assert as_read(result.raw, switch.platform) == as_read(answer_of(switch), switch.platform)
        assert result.seconds < 8.0, switch.name
