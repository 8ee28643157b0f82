"""Each simulated console, seen by a plain SSH client: it greets, pages, refuses and says good-bye like the real one."""

import paramiko
import pytest
from console import PASSWORD, USER, ask, console, logged_in, read_all, read_until

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.keys import new_host_key, public_line
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.switch import LabSwitch

IOS_CONFIG = b"!\nversion 15.2\nhostname gym-sw1\n" + b"interface GigabitEthernet1/0/1\n!\n" * 30 + b"end\n"
CX_CONFIG = b"!\n!Version ArubaOS-CX PL.10.13.1040\nhostname gym-sw1\n" + b"vlan 10\n    name A\n" * 30
AOS_S_CONFIG = (
    b"; J9772A Configuration Editor; Created on release #YA.16.11.0012\nhostname gym-sw1\n" + b"vlan 1\n" * 60
)
PROMPT_END = b"\x1b[24;1H\x1b[?25h\x1b[24;10H"  # where the cursor stands after "gym-sw1# "


def switch(platform: str, config: bytes, **more) -> LabSwitch:
    return LabSwitch("gym-sw1", platform, config, {USER: PASSWORD}, model="J9772A", **more)


def test_ios_pages_until_told_not_to_and_sends_the_configuration_byte_for_byte():
    with LabNetwork([switch("cisco_ios", IOS_CONFIG)]) as lab, console(lab.address("gym-sw1")) as line:
        assert read_until(line, b"#") == b"\r\ngym-sw1#"
        paged = ask(line, "sh run", b" --More-- ")
        assert paged.count(b"\r\n") == 24  # the echo, and 23 lines of a 24-line screen
        line.sendall(b"q")
        assert read_until(line, b"gym-sw1#").startswith(b"\b" * 9)
        assert ask(line, "terminal length 0", b"gym-sw1#") == b"terminal length 0\r\ngym-sw1#"
        whole = ask(line, "show running-config", b"gym-sw1#")
    header = b"Building configuration...\r\n\r\nCurrent configuration : %d bytes\r\n" % len(IOS_CONFIG)
    assert whole == b"show running-config\r\n" + header + IOS_CONFIG.replace(b"\n", b"\r\n") + b"\r\ngym-sw1#"


def test_ios_page_by_page_and_line_by_line_give_the_whole_text():
    more, erase = b" --More-- ", b"\b" * 9 + b" " * 8 + b"\b" * 9
    with LabNetwork([switch("cisco_ios", IOS_CONFIG)]) as lab, console(lab.address("gym-sw1")) as line:
        read_until(line, b"#")
        text = ask(line, "show running-config", more)
        line.sendall(b"\r")
        one = read_until(line, more)
        assert one.count(b"\r\n") == 1
        text += one
        for _ in range(2):
            line.sendall(b" ")
            text += read_until(line, (more, b"gym-sw1#"))
    whole = text.replace(more + erase, b"").partition(b" bytes\r\n")[2]
    assert whole == IOS_CONFIG.replace(b"\n", b"\r\n") + b"\r\ngym-sw1#"


def test_ios_errors_point_at_the_word():
    with LabNetwork([switch("cisco_ios", IOS_CONFIG)]) as lab, console(lab.address("gym-sw1")) as line:
        read_until(line, b"#")
        said = ask(line, "show nonsense", b"gym-sw1#").decode().splitlines()
        assert said[1].index("^") == len("gym-sw1#show ")
        assert said[2] == "% Invalid input detected at '^' marker."
        assert b"% Unknown command" in ask(line, "nonsense", b"gym-sw1#")


def test_ios_user_mode_hides_the_configuration_until_the_secret_is_typed():
    with LabNetwork([switch("cisco_ios", IOS_CONFIG, enable_secret="s3", behaviour=Behaviour(enable_tries=3))]) as lab:
        with console(lab.address("gym-sw1")) as line:
            assert read_until(line, b">") == b"\r\ngym-sw1>"
            assert b"% Invalid input" in ask(line, "show running-config", b"gym-sw1>")
            assert ask(line, "enable", b"Password: ") == b"enable\r\nPassword: "
            for _ in range(2):
                assert ask(line, "wrong", b"Password: ") == b"\r\nPassword: "  # typed blind
            assert b"% Error in authentication." in ask(line, "wrong", b"gym-sw1>")
            ask(line, "enable", b"Password: ")
            assert ask(line, "s3", b"#") == b"\r\ngym-sw1#"
            ask(line, "terminal length 0", b"gym-sw1#")
            assert b"\r\nend\r\n" in ask(line, "show running-config", b"gym-sw1#")
        assert lab.record("gym-sw1").secrets == 4


def test_aos_s_shows_its_legend_and_waits_for_a_key():
    with LabNetwork([switch("hp_procurve", AOS_S_CONFIG)]) as lab, console(lab.address("gym-sw1")) as line:
        legend = read_until(line, b"Press any key to continue")
        assert legend.startswith(b"HP J9772A Switch\r\nSoftware revision")
        assert b"gym-sw1#" not in legend
        line.sendall(b" ")
        screen = read_until(line, PROMPT_END)
        assert b"gym-sw1# " in screen
        assert b"\x1b[24;1H\x1b[2K" in screen


def test_aos_s_pages_in_vt100_and_asks_before_it_logs_out():
    with LabNetwork([switch("hp_procurve", AOS_S_CONFIG)]) as lab, console(lab.address("gym-sw1")) as line:
        read_until(line, b"continue")
        line.sendall(b"\n")
        read_until(line, PROMPT_END)
        ask(line, "show running-config", b"-- MORE --, next page: Space, next line: Enter, quit: Control-C")
        line.sendall(b"\x03")
        read_until(line, PROMPT_END)
        ask(line, "no page", PROMPT_END)
        shown = ask(line, "show running-config", PROMPT_END)
        assert b"\x1bE" in shown.split(b"Running configuration:")[0]
        assert b"\r\nRunning configuration:\r\n\r\n" + AOS_S_CONFIG.replace(b"\n", b"\r\n") + b"\r\n\x1b" in shown
        assert ask(line, "logout", b"(y/n)? ").endswith(b"Do you want to log out (y/n)? ")
        line.sendall(b"y")
        read_all(line)
        assert line.closed or line.eof_received


def test_aos_cx_has_no_end_marker_and_understands_a_bare_carriage_return():
    with LabNetwork([switch("aruba_aoscx", CX_CONFIG)]) as lab, console(lab.address("gym-sw1")) as line:
        assert read_until(line, b"gym-sw1# ").startswith(b"Last login: ")
        line.sendall(b"no page\r")
        read_until(line, b"\r\ngym-sw1# ")
        line.sendall(b"show running-config\r\n")
        shown = read_until(line, b"\r\ngym-sw1# ")
        assert shown.startswith(b"show running-config\r\nCurrent configuration:\r\n!\r\n!Version ArubaOS-CX")
        assert shown.endswith(CX_CONFIG.replace(b"\n", b"\r\n") + b"gym-sw1# ")
        assert ask(line, "show thing", b"gym-sw1# ") == b"show thing\r\nInvalid input: thing\r\ngym-sw1# "


@pytest.mark.parametrize("platform", ["cisco_ios", "hp_procurve", "aruba_aoscx"])
def test_saved_and_running_configuration_may_differ(platform):
    unsaved = switch(platform, b"hostname gym-sw1\nvlan 66\n", startup=b"hostname gym-sw1\n")
    with LabNetwork([unsaved]) as lab, console(lab.address("gym-sw1")) as line:
        if platform == "hp_procurve":
            read_until(line, b"continue")
            line.sendall(b" ")
        end = PROMPT_END if platform == "hp_procurve" else b"#" if platform == "cisco_ios" else b"# "
        read_until(line, end)
        assert b"vlan 66" in ask(line, "show running-config", end)
        saved = ask(line, "show startup-config", end)
        assert b"hostname gym-sw1" in saved
        assert b"vlan 66" not in saved


def test_a_wrong_password_is_refused_and_remembered():
    with LabNetwork([switch("cisco_ios", IOS_CONFIG)]) as lab:
        with pytest.raises(paramiko.AuthenticationException), logged_in(lab.address("gym-sw1"), password="guess"):
            pass
        record = lab.record("gym-sw1")
        assert record.passwords == 1
        assert record.logins == [(USER, "password", False)]
        with pytest.raises(paramiko.AuthenticationException), logged_in(lab.address("gym-sw1"), user="nobody"):
            pass
        assert record.commands == []
        assert record.keystrokes == b""


def test_a_public_key_logs_in_without_any_password():
    mine, other = new_host_key("ed25519"), new_host_key("ecdsa")
    keyed = switch("cisco_ios", IOS_CONFIG, keys=(f"{public_line(mine)} laptop",))
    with LabNetwork([keyed]) as lab:
        with console(lab.address("gym-sw1"), password=None, pkey=mine) as line:
            read_until(line, b"gym-sw1#")
        assert lab.record("gym-sw1").passwords == 0
        with pytest.raises(paramiko.SSHException), logged_in(lab.address("gym-sw1"), password=None, pkey=other):
            pass


def test_what_was_typed_is_on_record():
    with LabNetwork([switch("cisco_ios", IOS_CONFIG)]) as lab:
        with console(lab.address("gym-sw1")) as line:
            read_until(line, b"#")
            ask(line, "terminal length 0", b"gym-sw1#")
            ask(line, "", b"gym-sw1#")
        assert lab.record("gym-sw1").commands == ["terminal length 0"]
        assert bytes(lab.record("gym-sw1").keystrokes) == b"terminal length 0\n\n"


def test_more_answers_can_be_given_word_for_word():
    clever = switch("cisco_ios", IOS_CONFIG, answers={"show vlan brief": b"VLAN Name\n10   STAFF\n"})
    with LabNetwork([clever]) as lab, console(lab.address("gym-sw1")) as line:
        read_until(line, b"#")
        assert b"\r\n10   STAFF\r\n" in ask(line, "show vlan brief", b"gym-sw1#")


def test_exos_numbers_its_prompts_and_points_at_the_word():
    config = b'configure snmp sysName "gym-sw1"\n# End of configuration file for "edge".\n'
    with LabNetwork([switch("extreme_exos", config)]) as lab, console(lab.address("gym-sw1")) as line:
        assert read_until(line, b"gym-sw1.1 # ").startswith(b"\r\nExtremeXOS\r\n")
        assert ask(line, "disable clipaging session", b"gym-sw1.2 # ") == b"disable clipaging session\r\ngym-sw1.2 # "
        assert ask(line, "show configuration detail", b"gym-sw1.3 # ").endswith(b'"edge".\r\ngym-sw1.3 # ')
        assert b"%% Invalid input detected at '^' marker." in ask(line, "show nonsense", b"gym-sw1.4 # ")
