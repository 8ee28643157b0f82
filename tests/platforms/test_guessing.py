"""Guessing from an SSH greeting: honest about how little it says."""

import pytest

from switchrefresh.platforms.guessing import guess_platform
from switchrefresh.platforms.registry import find_platform


@pytest.mark.parametrize(
    ("banner", "platform", "sureness"),
    [
        ("SSH-2.0-Cisco-1.25", "cisco_ios", "likely"),
        ("SSH-1.99-Cisco-1.25", "cisco_xe", "likely"),
        ("SSH-2.0-OpenSSH_6.2 FIPS", "cisco_nxos", "possible"),
        ("SSH-2.0-ROSSSH", "mikrotik_routeros", "likely"),
        ("SSH-2.0-Comware-7.1.070", "hp_comware", "likely"),
        ("SSH-2.0-Mocana SSH 6.3", "hp_procurve", "possible"),
        ("SSH-2.0-dropbear_2019.78", "ubiquiti_edgeswitch", "possible"),
        ("SSH-2.0-OpenSSH_8.2", "aruba_aoscx", "unknown"),
    ],
)
def test_known_greetings(banner, platform, sureness):
    guess = guess_platform(banner)
    assert platform in guess.platforms and guess.sureness == sureness
    assert all(find_platform(name) for name in guess.platforms)


@pytest.mark.parametrize("banner", ["", "SSH-2.0-", "SSH-2.0-nobody_knows", "HTTP/1.1", "\x1b[2J" * 99])
def test_unknown_greetings(banner):
    assert guess_platform(banner).platforms == () and guess_platform(banner).sureness == "unknown"
