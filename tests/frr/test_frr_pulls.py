"""The product's own pull against a real network OS: whole, byte for byte, and a real change is exactly that change."""

import difflib
import subprocess
import time

import pytest

from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Credentials, Target
from switchrefresh.storage.known_hosts import KnownHosts

pytestmark = pytest.mark.frr


@pytest.fixture
def book(tmp_path):
    return KnownHosts(tmp_path / "known_hosts")


def pull(switch, book, port=None, credentials=None, **more):
    """One pull of the FRR switch, as if it were a Cisco."""
    target = Target(
        switch=switch.hostname,
        host=switch.host,
        port=port or switch.port,
        platform="cisco_ios",
        username=switch.user,
        **more,
    )
    (result,) = pull_all([target], credentials or Credentials(password=switch.password), book)
    return result


def text_of(result) -> list[str]:
    """The stored bytes with the terminal's line ends made plain."""
    return result.raw.replace(b"\r\n", b"\n").decode().splitlines()


def test_a_configuration_full_of_prompts_is_stored_byte_for_byte(frr_switch, book):
    result = pull(frr_switch, book)
    assert (result.outcome, result.reason) == ("proven", None)
    assert result.raw.replace(b"\r\n", b"\n") == frr_switch.running()
    assert result.learned_key


def test_ten_pulls_in_a_row_are_all_whole(frr_switch, book):
    wanted = frr_switch.running()
    assert all(pull(frr_switch, book).raw.replace(b"\r\n", b"\n") == wanted for _ in range(10))


def test_before_and_after_differ_by_exactly_the_change(frr_switch, book):
    before = pull(frr_switch, book)
    frr_switch.configure("interface vlan7", "description moved to IDF-2", "exit", "ip route 172.31.9.0/24 blackhole")
    try:
        after = pull(frr_switch, book)
    finally:
        frr_switch.configure("interface vlan7", f"description patch to {frr_switch.hostname}# port 7", "exit")
        frr_switch.configure("no ip route 172.31.9.0/24 blackhole")
    changed = [line for line in difflib.ndiff(text_of(before), text_of(after)) if line[0] in "+-"]
    assert sorted(changed) == [
        "+  description moved to IDF-2",
        "+ ip route 172.31.9.0/24 blackhole",
        f"-  description patch to {frr_switch.hostname}# port 7",
    ]


def test_a_key_instead_of_a_password(frr_switch, book):
    credentials = Credentials(key_files=(str(frr_switch.key_file),))
    assert pull(frr_switch, book, credentials=credentials).outcome == "proven"


def test_a_wrong_password_is_called_one(frr_switch, book):
    result = pull(frr_switch, book, credentials=Credentials(password="wrong"))
    assert (result.outcome, result.reason) == ("failed", "auth")


def test_old_ssh_only_where_it_is_marked(frr_switch, book):
    refused = pull(frr_switch, book, port=frr_switch.legacy_port)
    assert (refused.outcome, refused.reason) == ("failed", "crypto")
    allowed = pull(frr_switch, book, port=frr_switch.legacy_port, legacy_ssh=True)
    assert allowed.outcome == "proven"
    assert allowed.raw.replace(b"\r\n", b"\n") == frr_switch.running()


def test_another_name_in_the_inventory_is_noticed(frr_switch, book):
    result = pull(frr_switch, book, hostname="cafeteria-sw9")
    assert (result.outcome, result.reason) == ("quarantined", "wrong-device")


def test_a_changed_host_key_is_noticed(frr_switch, book):
    book.learn(frr_switch.host, frr_switch.port, *frr_switch.legacy_host_key.split())
    result = pull(frr_switch, book)
    assert (result.outcome, result.reason) == ("failed", "host-key-changed")


def test_a_key_of_an_ssh_agent_logs_in(frr_switch, book, tmp_path, monkeypatch):
    """The agent is OpenSSH's own; nobody types or stores a password."""
    sock = tmp_path / "agent.sock"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(sock)], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while not sock.exists() and time.monotonic() < until:
            time.sleep(0.02)
        monkeypatch.setenv("SSH_AUTH_SOCK", str(sock))
        empty = pull(frr_switch, book, credentials=Credentials(agent=True))
        assert (empty.outcome, empty.reason) == ("failed", "auth")
        subprocess.run(["ssh-add", "-q", str(frr_switch.key_file)], check=True, timeout=20)
        result = pull(frr_switch, book, credentials=Credentials(agent=True))
        assert (result.outcome, result.reason) == ("proven", None)
        refused = pull(frr_switch, book, port=frr_switch.legacy_port, credentials=Credentials(agent=True))
        assert refused.reason == "crypto"  # the mark is needed with a key as well
    finally:
        agent.terminate()
        agent.wait(10)
