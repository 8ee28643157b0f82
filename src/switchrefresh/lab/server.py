"""The SSH side of one simulated switch: host key, logins, and a session for every shell that is asked for."""

from __future__ import annotations

import contextlib
import logging
import socket
import struct
import threading
from collections.abc import Callable

import paramiko
from paramiko.common import (
    AUTH_FAILED,
    AUTH_SUCCESSFUL,
    OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED,
    OPEN_SUCCEEDED,
)

from switchrefresh.lab.behaviour import Hangup, Line, Login
from switchrefresh.lab.keys import new_host_key, public_line, read_private
from switchrefresh.lab.session import Post, Session
from switchrefresh.lab.switch import LEGACY, LabSwitch
from switchrefresh.lab.terminal import Terminal

LOG = "switchrefresh.lab.ssh"  # paramiko's own words about hostile clients; nobody needs to read them
logging.getLogger(LOG).addHandler(logging.NullHandler())
logging.getLogger(LOG).propagate = False

MODERN_KEX = ("curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "diffie-hellman-group14-sha256")
LOGIN_HANGS_FOR = 120.0  # seconds
WEB_PAGE = b"HTTP/1.1 400 Bad Request\r\nServer: lab\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Stand(Post):
    """A post with host keys and open connections."""

    def __init__(self, switch: LabSwitch, closing: threading.Event) -> None:
        super().__init__(switch)
        self.closing = closing
        self.transports: list[paramiko.Transport] = []
        self.sockets: list[socket.socket] = []
        self.threads: list[threading.Thread] = []
        self._keys: list[paramiko.PKey] = []
        self._keys_lock = threading.Lock()

    def host_keys(self) -> list[paramiko.PKey]:
        """The switch's private host keys; made when first asked for, then kept."""
        with self._keys_lock:
            if not self._keys and self.switch.private_keys:
                self._keys = [read_private(text) for text in self.switch.private_keys]
            if not self._keys:
                kinds = ("rsa",) if self.switch.ssh == LEGACY else self.switch.host_key_types
                self._keys = [new_host_key(kind) for kind in kinds]
            return self._keys

    def welcome(self, sock: socket.socket) -> None:
        """Take over an accepted connection; returns at once."""
        self.record.connections += 1
        line = self.switch.behaviour.line
        self._forget_the_dead()
        if line is Line.CLOSES:
            sock.close()
            return
        self.sockets.append(sock)
        if line is Line.SSH:
            self.start(self._speak_ssh, sock)
        elif line is not Line.SILENT:
            self.start(self._speak_nonsense, sock)

    def start(self, work: Callable[..., None], *args: object) -> None:
        """Run something in a thread that ends with the connection."""
        thread = threading.Thread(target=work, args=args, daemon=True, name=f"lab {self.switch.name}")
        self.threads.append(thread)
        thread.start()

    def _forget_the_dead(self) -> None:
        self.transports = [t for t in self.transports if t.is_alive()]
        self.threads = [t for t in self.threads if t.is_alive()]
        self.sockets = [s for s in self.sockets if s.fileno() >= 0]

    def _speak_ssh(self, sock: socket.socket) -> None:
        try:
            transport = LabTransport(sock)
            transport.name = f"lab {self.switch.name}"
            transport.set_log_channel(LOG)
            transport.local_version = "SSH-2.0-Lab"
            for key in self.host_keys():
                transport.add_server_key(key)
            _choose_algorithms(transport, self.switch.ssh == LEGACY)
            self.transports.append(transport)
            transport.start_server(threading.Event(), Door(self, transport))
        except (OSError, paramiko.SSHException, EOFError):
            sock.close()

    def _speak_nonsense(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError):
            sock.settimeout(30)
            if self.switch.behaviour.line is Line.HTTP:
                sock.recv(512)
                sock.sendall(WEB_PAGE)
                sock.close()
                return
            while not self.closing.wait(0.2):
                sock.sendall(b"S")

    def hang_up(self) -> None:
        """Cut every connection; quick, because the sockets go first."""
        for sock in self.sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for transport in list(self.transports):
            transport.close()
        for sock in self.sockets:
            sock.close()
        for thread in self.threads:
            thread.join(2)


def _choose_algorithms(transport: paramiko.Transport, legacy: bool) -> None:
    options = transport.get_security_options()
    if legacy:
        options.kex = ("diffie-hellman-group14-sha1",)
        options.key_types = ("ssh-rsa",)
        options.digests = ("hmac-sha1",)
        options.ciphers = ("aes128-ctr", "aes128-cbc")
    else:
        options.kex = tuple(name for name in options.kex if name in MODERN_KEX)
        options.key_types = tuple(name for name in options.key_types if name != "ssh-rsa")


class LabTransport(paramiko.Transport):
    """Starts a session only after the client was told that it has one; a switch never talks before that."""

    begin: Callable[[], None] | None = None

    def _send_user_message(self, data: paramiko.Message) -> None:
        super()._send_user_message(data)  # type: ignore[misc]
        if self.begin is not None and threading.current_thread() is self:
            begin, self.begin = self.begin, None
            begin()


class Door(paramiko.ServerInterface):
    """Who may come in, and what they get."""

    def __init__(self, stand: Stand, transport: LabTransport) -> None:
        self.stand, self.transport = stand, transport

    def get_banner(self) -> tuple[str | None, str | None]:
        text = self.stand.switch.behaviour.auth_banner
        return (text, "en-US") if text else (None, None)

    def get_allowed_auths(self, username: str) -> str:
        del username
        return "publickey,password" if self.stand.switch.keys else "password"

    def check_auth_password(self, username: str, password: str) -> int:
        self.stand.record.passwords += 1
        wanted = self.stand.switch.users.get(username)
        return self._answer(username, "password", wanted is not None and wanted == password)

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        known = {" ".join(line.split()[:2]) for line in self.stand.switch.keys}
        return self._answer(username, "publickey", username in self.stand.switch.users and public_line(key) in known)

    def _answer(self, username: str, method: str, right: bool) -> int:
        behaviour = self.stand.switch.behaviour
        self.stand.closing.wait(LOGIN_HANGS_FOR if behaviour.login is Login.HANGS else behaviour.login_delay)
        accepted = right and behaviour.login is not Login.REFUSES
        self.stand.record.logins.append((username, method, accepted))
        return AUTH_SUCCESSFUL if accepted else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        del chanid
        return OPEN_SUCCEEDED if kind == "session" else OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED

    def check_channel_pty_request(self, *_args: object) -> bool:
        return True

    def check_channel_window_change_request(self, *_args: object) -> bool:
        return True

    def check_channel_shell_request(self, channel: paramiko.Channel) -> bool:
        self.transport.begin = lambda: self.stand.start(self._hold_session, channel)
        return True

    def _hold_session(self, channel: paramiko.Channel) -> None:
        """The session, and then the end of the connection, as switches do it."""
        terminal = Terminal(channel, self.stand.closing, self.stand.record.keystrokes)
        session = Session(terminal, self.stand, lambda: self._hang_up(channel))
        if self.stand.switch.behaviour.login is not Login.CLOSES:
            session.run()
        with contextlib.suppress(OSError, EOFError):
            channel.close()
        if not session.cut:
            self.transport.close()

    def _hang_up(self, channel: paramiko.Channel) -> None:
        """End the connection in the middle of an answer; whoever pulls may have ended it first."""
        with contextlib.suppress(OSError, EOFError):
            self._end_as(self.stand.switch.behaviour.hangup, channel)

    def _end_as(self, how: Hangup, channel: paramiko.Channel) -> None:
        """In the way the behaviour names."""
        if how is Hangup.CHANNEL:
            channel.close()
        elif how is Hangup.EOF:
            channel.shutdown_write()
            while not channel.closed and not self.stand.closing.wait(0.2):
                pass
        elif how is Hangup.TRANSPORT:
            self.transport.close()
        elif isinstance(sock := self.transport.sock, socket.socket):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.close()
