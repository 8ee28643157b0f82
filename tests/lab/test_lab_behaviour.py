"""Every way to misbehave, seen from the other end of the wire."""

import socket
import threading
import time
from types import SimpleNamespace

import paramiko
import pytest
from console import PASSWORD, USER, ask, console, logged_in, read_all, read_until

from switchrefresh.lab.behaviour import Behaviour, Enable, FirstScreen, Hangup, Line, Login
from switchrefresh.lab.delivery import Stop, steps
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.server import Door
from switchrefresh.lab.switch import LabSwitch

CONFIG = b"hostname sw1\n" + b"interface GigabitEthernet1/0/1\n description Rm 101\n" * 200 + b"end\n"


def lab_with(behaviour: Behaviour, **more) -> LabNetwork:
    return LabNetwork([LabSwitch("sw1", "cisco_ios", CONFIG, {USER: PASSWORD}, behaviour=behaviour, **more)])


def ready(line):
    read_until(line, b"sw1#")
    ask(line, "terminal length 0", b"sw1#")


def test_the_pieces_of_an_answer():
    assert list(steps(b"abcdef", Behaviour())) == [b"abcdef"]
    assert list(steps(b"abcdef", Behaviour(think=0.5, pause_at=2, pause_for=1.0))) == [0.5, b"ab", 1.0, b"cdef"]
    assert list(steps(b"abcdef", Behaviour(stop_after=4, drop_after=2))) == [b"ab", Stop.DROP]
    assert list(steps(b"abcdef", Behaviour(pause_at=5, hang_after=3))) == [b"abc", Stop.HANG]
    assert list(steps(b"abcdef", Behaviour(inserted=b"LOG", insert_at=3))) == [b"abcLOGdef"]
    assert list(steps(b"abcdef", Behaviour(instead=b"", endless=True))) == [b"", Stop.ENDLESS]


def test_paced_output_arrives_whole_and_slowly():
    with lab_with(Behaviour(chunk=1000, pause=0.02)) as lab, console(lab.address("sw1")) as line:
        ready(line)
        start = time.monotonic()
        shown = ask(line, "show run", b"\r\nsw1#")
        assert time.monotonic() - start > 0.15
        assert CONFIG.replace(b"\n", b"\r\n") in shown


def test_a_slow_start_and_a_pause_in_the_middle():
    slow = Behaviour(think=0.2, pause_at=500, pause_for=0.2)
    with lab_with(slow) as lab, console(lab.address("sw1")) as line:
        ready(line)
        start = time.monotonic()
        line.sendall(b"show run\n")
        read_until(line, b"show run\r\n")
        assert len(line.recv(65536)) <= 500
        assert time.monotonic() - start > 0.15
        read_until(line, b"\r\nsw1#")
        assert time.monotonic() - start > 0.35


@pytest.mark.parametrize("how", list(Hangup))
def test_the_line_drops_in_the_middle(how):
    with lab_with(Behaviour(drop_after=3000, hangup=how)) as lab, console(lab.address("sw1")) as line:
        ready(line)
        line.sendall(b"show run\n")
        start = time.monotonic()
        shown = read_all(line)
        assert time.monotonic() - start < 1.5
        assert len(shown) <= len(b"show run\r\n") + 3000
        if how is not Hangup.RESET:
            assert len(shown) == len(b"show run\r\n") + 3000
        if how is Hangup.CHANNEL:
            assert line.get_transport().is_active()


def test_hanging_half_way_keeps_the_line_open():
    with lab_with(Behaviour(hang_after=3000)) as lab, console(lab.address("sw1")) as line:
        ready(line)
        line.sendall(b"show run\n")
        line.settimeout(0.5)
        with pytest.raises(TimeoutError):
            while line.recv(65536):
                pass
        assert not line.closed


def test_stopping_half_way_looks_like_the_end():
    with lab_with(Behaviour(stop_after=3000)) as lab, console(lab.address("sw1")) as line:
        ready(line)
        shown = ask(line, "show run", b"sw1#")
        assert len(shown) == len(b"show run\r\n") + 3000 + len(b"sw1#")


def test_a_fault_can_be_over_at_the_second_reading():
    once = Behaviour(instead=b"% Authorization failed\r\n", readings=1)
    with lab_with(once) as lab, console(lab.address("sw1")) as line:
        ready(line)
        assert b"Authorization failed" in ask(line, "show run", b"sw1#")
        assert b"interface" in ask(line, "show run", b"sw1#")


def test_endless_output_ends_only_with_the_connection():
    with lab_with(Behaviour(endless=True)) as lab:
        with console(lab.address("sw1")) as line:
            ready(line)
            line.sendall(b"show run\n")
            size = 0
            while size < 1_000_000:
                size += len(line.recv(65536))
        start = time.monotonic()
        lab.close()
        assert time.monotonic() - start < 2


def test_a_pager_that_will_not_be_switched_off():
    with lab_with(Behaviour(pager_always=True)) as lab, console(lab.address("sw1")) as line:
        ready(line)
        assert ask(line, "show run", b" --More-- ").count(b"\n") == 24


def test_the_name_changes_meanwhile():
    with lab_with(Behaviour(renamed_to="other")) as lab, console(lab.address("sw1")) as line:
        ready(line)
        assert ask(line, "show run", b"other#").endswith(b"\r\nend\r\n\r\nother#")


def test_an_expired_password_asks_for_a_new_one_instead_of_prompting():
    with lab_with(Behaviour(first_screen=FirstScreen.PASSWORD_EXPIRED)) as lab:
        with console(lab.address("sw1")) as line:
            assert b"expired" in read_until(line, b"New password: ")
            assert lab.record("sw1").keystrokes == b""
            line.sendall(b"\n")
            read_until(line, b"Retype new password: ")
        assert lab.record("sw1").secrets == 1


@pytest.mark.parametrize(("screen", "shown"), [(FirstScreen.MENU, b"choice"), (FirstScreen.NOTHING, b"")])
def test_first_screens_without_a_prompt(screen, shown):
    with lab_with(Behaviour(first_screen=screen)) as lab, console(lab.address("sw1")) as line:
        line.settimeout(0.3)
        seen = b""
        with pytest.raises(TimeoutError):
            while True:
                seen += line.recv(4096)
        assert shown in seen
        assert b"sw1#" not in seen


def test_a_long_banner_and_a_pause_before_the_prompt():
    banner = b"Authorized use only. sw1#\r\n" * 2800
    with lab_with(Behaviour(banner=banner, banner_pause=0.3)) as lab, console(lab.address("sw1")) as line:
        start = time.monotonic()
        screen = read_until(line, b"sw1#\r\nsw1#")
        assert len(screen) > 75_000
        assert time.monotonic() - start > 0.25


def test_any_key_on_an_os_that_usually_does_not_ask():
    with lab_with(Behaviour(any_key=True)) as lab, console(lab.address("sw1")) as line:
        read_until(line, b"Press any key to continue")
        line.sendall(b" ")
        read_until(line, b"\r\nsw1#")


@pytest.mark.parametrize("how", [Enable.REFUSES, Enable.HANGS])
def test_enable_that_does_not_let_in(how):
    with lab_with(Behaviour(enable=how), enable_secret="s3") as lab, console(lab.address("sw1")) as line:
        read_until(line, b"sw1>")
        line.sendall(b"enable\n")
        if how is Enable.HANGS:
            read_until(line, b"enable\r\n")
            line.settimeout(0.3)
            with pytest.raises(TimeoutError):
                line.recv(100)
        else:
            line.sendall(b"s3\n")
            assert b"Error in authentication" in read_until(line, b"sw1>")


def test_logins_that_hang_refuse_or_close():
    with lab_with(Behaviour(login=Login.REFUSES)) as lab:
        with pytest.raises(paramiko.AuthenticationException), logged_in(lab.address("sw1")):
            pass
        lab.behave("sw1", Behaviour(login=Login.CLOSES))
        with logged_in(lab.address("sw1")) as client:
            try:
                assert read_all(client.invoke_shell()) == b""
            except (paramiko.SSHException, EOFError):
                assert not client.get_transport().is_active()
        lab.behave("sw1", Behaviour(login=Login.HANGS))
        client = paramiko.SSHClient()
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        with pytest.raises(paramiko.SSHException, match="timeout"):
            client.connect(
                *lab.address("sw1"), USER, PASSWORD, allow_agent=False, look_for_keys=False, auth_timeout=0.5
            )
        client.close()
        start = time.monotonic()
        lab.close()
        assert time.monotonic() - start < 2


def test_lines_that_do_not_speak_ssh():
    with lab_with(Behaviour(line=Line.CLOSES)) as lab:
        with socket.create_connection(lab.address("sw1"), 2) as sock:
            assert sock.recv(100) == b""
        lab.behave("sw1", Behaviour(line=Line.HTTP))
        with socket.create_connection(lab.address("sw1"), 2) as sock:
            sock.sendall(b"SSH-2.0-test\r\n")
            assert sock.recv(100).startswith(b"HTTP/1.1 400")
        lab.behave("sw1", Behaviour(line=Line.SILENT))
        with socket.create_connection(lab.address("sw1"), 0.3) as sock, pytest.raises(TimeoutError):
            sock.recv(100)
        lab.behave("sw1", Behaviour(line=Line.DRIP))
        with socket.create_connection(lab.address("sw1"), 2) as sock:
            assert sock.recv(1) == b"S"
        start = time.monotonic()
    assert time.monotonic() - start < 2


def test_a_banner_before_the_login():
    with lab_with(Behaviour(auth_banner="Keep out\r\n")) as lab, logged_in(lab.address("sw1")) as client:
        assert client.get_transport().get_banner() == b"Keep out\r\n"


@pytest.mark.parametrize("how", [how for how in Hangup if how is not Hangup.EOF])
def test_a_line_that_is_already_gone_can_be_dropped(how):
    """Whoever pulls may be quicker; no thread of the lab ends with a traceback."""
    ours, theirs = socket.socketpair()
    theirs.close()
    stand = SimpleNamespace(switch=SimpleNamespace(behaviour=Behaviour(hangup=how)), closing=threading.Event())
    door = Door(stand, SimpleNamespace(sock=ours, close=gone))
    door._hang_up(SimpleNamespace(close=gone, closed=True))
    ours.close()


def gone():
    raise EOFError
