"""The FRR fixture is what it claims to be: a real OS, a real SSH server, and an old one."""

import subprocess

import paramiko
import pytest

pytestmark = pytest.mark.frr
NO_SHA1 = {"kex": ["diffie-hellman-group14-sha1"], "keys": ["ssh-rsa"], "pubkeys": ["ssh-rsa"]}


def login(switch, port, **more):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(switch.host, port, switch.user, allow_agent=False, look_for_keys=False, timeout=5, **more)
    return client


def test_it_ends_its_configuration_with_end_and_names_itself(frr_switch):
    config = frr_switch.running()
    assert config.rstrip().endswith(b"\nend")
    assert f"hostname {frr_switch.hostname}\n".encode() in config
    assert f"patch to {frr_switch.hostname}# port 7".encode() in config
    assert len(config) > 40_000


def test_a_change_is_seen(frr_switch):
    frr_switch.configure("ip route 172.31.9.0/24 blackhole")
    assert b"ip route 172.31.9.0/24 blackhole" in frr_switch.running()
    frr_switch.configure("no ip route 172.31.9.0/24 blackhole")
    assert b"172.31.9.0" not in frr_switch.running()


@pytest.mark.parametrize("way", ["password", "key"])
def test_the_modern_server_lets_a_modern_client_in(frr_switch, way):
    how = {"password": frr_switch.password} if way == "password" else {"key_filename": str(frr_switch.key_file)}
    client = login(frr_switch, frr_switch.port, disabled_algorithms=NO_SHA1, **how)
    key = client.get_transport().get_remote_server_key()
    assert f"{key.get_name()} {key.get_base64()}" == frr_switch.host_key
    client.close()


def test_a_wrong_password_is_refused(frr_switch):
    with pytest.raises(paramiko.AuthenticationException):
        login(frr_switch, frr_switch.port, password="wrong")


def test_the_old_server_needs_sha1(frr_switch):
    with pytest.raises(paramiko.SSHException, match="Incompatible"):
        login(frr_switch, frr_switch.legacy_port, password=frr_switch.password, disabled_algorithms=NO_SHA1)
    client = login(frr_switch, frr_switch.legacy_port, password=frr_switch.password)
    assert client.get_transport().host_key_type == "ssh-rsa"
    client.close()


def test_openssh_sees_the_prompt(frr_switch, tmp_path):
    (tmp_path / "known").write_text(frr_switch.known_hosts())
    command = ["ssh", "-F", "none", "-tt", "-p", str(frr_switch.port), "-i", str(frr_switch.key_file)]
    command += ["-o", "BatchMode=yes", "-o", f"UserKnownHostsFile={tmp_path / 'known'}", "-o", "IdentitiesOnly=yes"]
    command += [f"{frr_switch.user}@{frr_switch.host}"]
    done = subprocess.run(command, input=b"show version\nexit\n", capture_output=True, timeout=20, check=False)
    assert f"{frr_switch.hostname}# ".encode() in done.stdout
    assert b"FRRouting" in done.stdout
