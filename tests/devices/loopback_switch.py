"""A tiny SSH server on loopback that notes every password it is given; only for tests of logging in."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

import paramiko

CONFIG = "hostname sw1\r\n" + "interface Vlan1\r\n description sw1#\r\n" * 10 + "end\r\n"


class LoopbackSwitch(paramiko.ServerInterface):
    """Accepts admin/right. `shell` False never answers a request for a shell; `interactive` asks these questions."""

    def __init__(self, key=None, shell=True, interactive=(), kex=None, key_types=None, name="sw1", hang_login=False):
        self.key = key or paramiko.ECDSAKey.generate()
        self.name = name
        self.passwords: list[str] = []
        self.logins = 0
        self._shell, self._interactive, self._kex, self._key_types = shell, list(interactive), kex, key_types
        self._hang_login = hang_login
        self._stop = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._transports: list[paramiko.Transport] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._stop.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for transport in self._transports:
            transport.close()

    def _serve(self):
        while not self._stop.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(client)
            options = transport.get_security_options()
            if self._kex:
                options.kex = self._kex
            transport.add_server_key(self.key)
            if self._key_types:
                options.key_types = self._key_types
            self._transports.append(transport)
            with suppress(Exception):
                transport.start_server(event=threading.Event(), server=self)

    def get_allowed_auths(self, username):
        return "keyboard-interactive" if self._interactive else "password"

    def check_auth_password(self, username, password):
        if self._interactive:
            return paramiko.AUTH_FAILED
        self.passwords.append(password)
        if self._hang_login:
            self._stop.wait(20)
        self.logins += password == "right"
        return paramiko.AUTH_SUCCESSFUL if password == "right" else paramiko.AUTH_FAILED

    def check_auth_interactive(self, username, submethods):
        return paramiko.InteractiveQuery("", "", (self._interactive[0], False))

    def check_auth_interactive_response(self, responses):
        self.passwords += responses
        if len(self.passwords) < len(self._interactive):
            return paramiko.InteractiveQuery("", "", (self._interactive[len(self.passwords)], False))
        return paramiko.AUTH_SUCCESSFUL if self.passwords == ["right"] else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED

    def check_channel_pty_request(self, *_args):
        return True

    def check_channel_shell_request(self, channel):
        if not self._shell:
            self._stop.wait(20)
            return False
        threading.Thread(target=self._talk, args=(channel,), daemon=True).start()
        return True

    def _talk(self, channel):
        with suppress(OSError, EOFError):
            channel.sendall(f"\r\n{self.name}#")
            line = b""
            while data := channel.recv(100):
                line += data
                if line.endswith((b"\n", b"\r")):
                    body = CONFIG.replace("sw1", self.name) if b"show run" in line else ""
                    channel.sendall(f"{line.decode().strip()}\r\n{body}{self.name}#")
                    line = b""
