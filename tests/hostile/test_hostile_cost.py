"""What a switch sends must not cost minutes of computing: repeats that make a careless pattern search for ever.

The limits of a pull count silence and time on the wire; they cannot interrupt a search, and a search stops every other
pull of the run. An ordinary pull of these switches takes about half a second.
"""

import pytest
from hostile_switches import PLATFORMS, answer_of, as_read, healthy, with_bytes
from pulls import pull, target_of

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.known_hosts import KnownHosts

BANNERS = {
    "a thousand blank lines": b"\r\n" * 1000,
    "a thousand carriage returns": b"\r" * 1000,
    "two hundred cursor movements": b"\x1b[24;1H" * 200,
    "two thousand spaces": b" " * 2000,
    "a screen cleared line by line": b"\x1b[1;1H\x1b[2K\r\n" * 60,
}


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("banner", BANNERS.values(), ids=BANNERS.keys())
def test_an_empty_looking_banner_costs_next_to_nothing(tmp_path, platform, banner):
    switch = healthy("sw1", platform, behaviour=Behaviour(banner=banner + b"\r\n"))
    with LabNetwork([switch]) as lab:
        result = pull([target_of(lab, "sw1")], KnownHosts(tmp_path / "known_hosts"))["sw1"]
    assert result.outcome == "proven", result.explained
    assert result.seconds < 2.0


@pytest.mark.parametrize(
    "odd", [b"\r" * 20_000, b" " * 20_000, b"\x08" * 20_000, b"-" * 20_000], ids=["CR", "space", "backspace", "dash"]
)
def test_a_long_run_of_one_byte_inside_a_config_costs_next_to_nothing(tmp_path, odd):
    switch = with_bytes(odd)("sw1", "aruba_aoscx")
    with LabNetwork([switch]) as lab:
        result = pull([target_of(lab, "sw1")], KnownHosts(tmp_path / "known_hosts"))["sw1"]
    assert result.outcome == "proven", result.explained
    assert as_read(result.raw, switch.platform) == as_read(answer_of(switch), switch.platform)
    assert result.seconds < 3.0
