"""Outside witnesses: OpenSSH's client and stock netmiko must take the simulated switches for real ones."""

import shutil
import subprocess

import pytest
from console import PASSWORD, USER

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.keys import new_host_key, public_line
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.switch import LEGACY, LabSwitch

CONFIGS = {
    "cisco_ios": b"!\nversion 15.2\nhostname gym-sw1\n" + b"interface GigabitEthernet1/0/1\n!\n" * 400 + b"end\n",
    "cisco_xe": b"!\nversion 17.12\nhostname gym-sw1\n" + b"interface GigabitEthernet1/0/1\n!\n" * 400 + b"end\n",
    "hp_procurve": b"; J9772A Configuration Editor\nhostname gym-sw1\n" + b"vlan 10\n   exit\n" * 400,
    "aruba_aoscx": b"!\n!Version ArubaOS-CX PL.10.13.1040\nhostname gym-sw1\n" + b"vlan 10\n    name A\n" * 400,
}
PROMPTS = {"cisco_ios": "gym-sw1#", "cisco_xe": "gym-sw1#", "hp_procurve": "gym-sw1#", "aruba_aoscx": "gym-sw1#"}


def lab_with(platform: str, **more) -> LabNetwork:
    return LabNetwork([LabSwitch("sw", platform, CONFIGS[platform], {USER: PASSWORD}, "gym-sw1", "J9772A", **more)])


def netmiko_to(lab: LabNetwork, platform: str, **more):
    from netmiko import ConnectHandler

    host, port = lab.address("sw")
    return ConnectHandler(
        device_type=platform, host=host, port=port, username=USER, password=PASSWORD, conn_timeout=10, **more
    )


@pytest.mark.parametrize("platform", list(CONFIGS))
def test_stock_netmiko_logs_in_switches_the_pager_off_and_reads_everything(platform):
    with lab_with(platform) as lab, netmiko_to(lab, platform) as connection:
        assert connection.find_prompt().strip() == PROMPTS[platform]
        shown = connection.send_command("show running-config", expect_string=r"(?:^|[\r\n])gym-sw1#\s*\Z")
    config = CONFIGS[platform].decode()
    assert config.rstrip() in shown.replace("\r\n", "\n")


def test_stock_netmiko_reads_slow_output_too():
    behaviour = Behaviour(chunk=1400, pause=0.005, think=0.3)
    with lab_with("cisco_ios", behaviour=behaviour) as lab, netmiko_to(lab, "cisco_ios") as connection:
        shown = connection.send_command("show running-config", expect_string=r"(?:^|[\r\n])gym-sw1#\s*\Z")
    assert CONFIGS["cisco_ios"].decode().rstrip() in shown


@pytest.mark.parametrize("platform", ["cisco_ios", "hp_procurve"])
def test_stock_netmiko_gets_into_enable_mode(platform):
    with lab_with(platform, enable_secret="s3 cret") as lab:
        with netmiko_to(lab, platform, secret="s3 cret") as connection:
            connection.enable()
            assert connection.check_enable_mode()
        with pytest.raises(ValueError, match="enable"), netmiko_to(lab, platform, secret="wrong") as connection:
            connection.enable()


@pytest.fixture
def ssh_client(tmp_path):
    """The OpenSSH client with a key, and nothing of this machine's own settings."""
    program = shutil.which("ssh")
    if program is None:
        pytest.skip("the OpenSSH client is not installed")
    key = new_host_key("ecdsa")
    key.write_private_key_file(str(tmp_path / "id"))

    def run(lab: LabNetwork, typed: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
        host, port = lab.address("sw")
        known = tmp_path / "known_hosts"
        known.write_text(lab.known_hosts("sw"))
        command = [program, "-F", "none", "-tt", "-i", str(tmp_path / "id"), "-o", "IdentitiesOnly=yes"]
        command += ["-o", f"UserKnownHostsFile={known}", "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes"]
        command += [*options, "-p", str(port), f"{USER}@{host}"]
        return subprocess.run(command, input=typed, capture_output=True, timeout=20, check=False)

    return run, public_line(key)


def test_openssh_has_a_conversation(ssh_client):
    run, public = ssh_client
    with lab_with("cisco_ios", keys=(public,)) as lab:
        done = run(lab, b"terminal length 0\nshow running-config\nexit\n")
        assert lab.record("sw").commands == ["terminal length 0", "show running-config", "exit"]
    assert CONFIGS["cisco_ios"].replace(b"\n", b"\r\n") in done.stdout


def test_openssh_needs_leave_to_talk_to_an_old_switch(ssh_client):
    run, public = ssh_client
    allowed = ("KexAlgorithms=+diffie-hellman-group14-sha1", "HostKeyAlgorithms=+ssh-rsa")
    with lab_with("hp_procurve", keys=(public,), ssh=LEGACY) as lab:
        refused = run(lab, b"")
        assert refused.returncode == 255
        assert b"no matching key exchange method" in refused.stderr
        options = [word for option in (*allowed, "PubkeyAcceptedAlgorithms=+ssh-rsa") for word in ("-o", option)]
        done = run(lab, b" logout\ny", *options)
    assert b"Press any key to continue" in done.stdout
    assert b"Do you want to log out" in done.stdout
