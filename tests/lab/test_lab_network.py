"""The lab as a network: quick to start and stop, each switch at its address with its own key, swapped in place."""

import socket
import threading

import paramiko
import pytest
from console import PASSWORD, USER, ask, console, logged_in, read_all, read_until

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.serving import LabProcess
from switchrefresh.lab.switch import LEGACY, LabSwitch


def switch(name: str = "sw1", **more) -> LabSwitch:
    return LabSwitch(name, "cisco_ios", b"hostname sw1\nend\n", {USER: PASSWORD}, **more)


def host_key(address) -> str:
    with logged_in(address) as client:
        key = client.get_transport().get_remote_server_key()
    return f"{key.get_name()} {key.get_base64()}"


def test_forty_switches_start_and_stop_without_a_trace():
    with LabNetwork(switch(f"sw{n}") for n in range(40)) as lab:
        addresses = [lab.address(name) for name in lab.names]
        assert len(set(addresses)) == 40
        with console(lab.address("sw39")) as line:
            read_until(line, b"#")
            lab.close()
    left = [thread for thread in threading.enumerate() if thread.name.startswith("lab")]
    for thread in left:
        thread.join(20)
    assert [thread.name for thread in left if thread.is_alive()] == []
    with pytest.raises(OSError):
        socket.create_connection(addresses[0], 1)


def test_every_switch_has_a_host_key_of_its_own_and_keeps_it():
    with LabNetwork([switch("sw1"), switch("sw2"), switch("sw3", host_key_types=("ed25519",))]) as lab:
        keys = [host_key(lab.address(name)) for name in ("sw1", "sw2", "sw3", "sw1")]
        assert keys[0] == keys[3] == lab.host_keys("sw1")[0]
        assert len(set(keys)) == 3
        assert keys[2].startswith("ssh-ed25519 ")


def test_the_known_hosts_lines_are_what_a_strict_client_needs(tmp_path):
    with LabNetwork([switch("sw1"), switch("sw2")]) as lab:
        (tmp_path / "known").write_text(lab.known_hosts("sw1"))
        client = paramiko.SSHClient()
        client.load_host_keys(str(tmp_path / "known"))
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
        client.connect(*lab.address("sw1"), USER, PASSWORD, allow_agent=False, look_for_keys=False)
        client.close()
        with pytest.raises(paramiko.SSHException, match="not found in known_hosts"):
            client.connect(*lab.address("sw2"), USER, PASSWORD, allow_agent=False, look_for_keys=False)


def test_a_swap_keeps_the_address_changes_the_key_and_throws_everybody_out():
    with LabNetwork([switch()]) as lab:
        address, old_key = lab.address("sw1"), host_key(lab.address("sw1"))
        with console(address) as line:
            read_until(line, b"#")
            lab.swap("sw1", LabSwitch("sw1", "aruba_aoscx", b"hostname sw1\n", {USER: PASSWORD}))
            assert read_all(line) == b""
        assert lab.address("sw1") == address
        assert host_key(address) != old_key
        with console(address) as line:
            read_until(line, b"sw1# ")
        assert lab.record("sw1").connections == 2


def test_a_changed_configuration_is_seen_by_the_session_that_is_open():
    with LabNetwork([switch()]) as lab, console(lab.address("sw1")) as line:
        read_until(line, b"#")
        lab.configure("sw1", b"hostname sw1\nvlan 7\nend\n", saved=False)
        assert b"vlan 7" in ask(line, "show run", b"sw1#")
        assert b"vlan 7" not in ask(line, "show startup-config", b"sw1#")


def test_an_old_switch_speaks_sha1_only_and_a_new_one_never():
    no_sha1 = {"kex": ["diffie-hellman-group14-sha1"], "keys": ["ssh-rsa"], "pubkeys": ["ssh-rsa"]}
    with LabNetwork([switch("old", ssh=LEGACY), switch("new")]) as lab:
        assert host_key(lab.address("new")).startswith("ecdsa")
        refused = pytest.raises(paramiko.SSHException, match="Incompatible")
        with refused, logged_in(lab.address("old"), disabled_algorithms=no_sha1):
            pass
        assert lab.record("old").passwords == 0
        with logged_in(lab.address("old")) as client:
            assert client.get_transport().host_key_type == "ssh-rsa"
        with logged_in(lab.address("new"), disabled_algorithms=no_sha1):
            pass


def test_switches_can_have_addresses_of_their_own_on_one_port():
    with socket.socket() as free:
        free.bind(("127.50.0.1", 0))
        port = free.getsockname()[1]
    with LabNetwork([switch("sw1"), switch("sw2")], port=port) as lab:
        assert lab.address("sw1") == ("127.50.0.1", port)
        assert lab.address("sw2") == ("127.50.0.2", port)
        with console(lab.address("sw2")) as line:
            read_until(line, b"#")


def test_one_session_too_many_is_told_so():
    busy = switch(behaviour=Behaviour(max_sessions=1))
    with LabNetwork([busy]) as lab, console(lab.address("sw1")) as first:
        read_until(first, b"#")
        with console(lab.address("sw1")) as second:
            assert b"session limit" in read_all(second)
        assert lab.record("sw1").most_sessions == 1


def test_the_lab_runs_in_a_process_of_its_own():
    with LabProcess([switch()]) as lab:
        address, key = lab.address("sw1"), lab.known_hosts("sw1")
        with console(address) as line:
            read_until(line, b"#")
            lab.configure("sw1", b"hostname sw1\nvlan 7\nend\n")
            assert b"vlan 7" in ask(line, "show run", b"sw1#")
        assert lab.record("sw1").commands == ["show run"]
        lab.swap("sw1", switch())
        assert lab.known_hosts("sw1") != key
        with pytest.raises(KeyError):
            lab.address("sw9")
    with pytest.raises(OSError):
        socket.create_connection(address, 1)
