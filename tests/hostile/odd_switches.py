"""Switches that the lab cannot play, on a second SSH server (asyncssh), so that one hand did not write both ends."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress

import asyncssh

USER, PASSWORD, SECRET = "netadmin", "odd-canary-7731", "odd-secret-8812"
SHOW = "show running-config"
PORT = "interface GigabitEthernet1/0/{n}\r\n description desk {n}\r\n switchport access vlan 20\r\n!\r\n"
CONFIG = (
    "Building configuration...\r\n\r\n!\r\nversion 15.2\r\nhostname sw1\r\n!\r\n"
    + "".join(PORT.format(n=n) for n in range(1, 25))
    + "end\r\n\r\n"
).encode()
Console = Callable[["Line"], Awaitable[None]]


class Line(asyncssh.SSHServerSession):
    """One session as a script sees it: `say`, `hear` a line, `key` a single byte."""

    def __init__(self, script: Console) -> None:
        self.script, self.heard = script, asyncio.Queue()
        self.typed = b""

    def connection_made(self, chan):
        self.chan = chan

    def pty_requested(self, *_):
        return True

    def shell_requested(self):
        return True

    def session_started(self):
        self.task = asyncio.get_running_loop().create_task(self.run())

    async def run(self):
        with suppress(asyncssh.Error, BrokenPipeError, ConnectionError, EOFError):
            await self.script(self)

    def data_received(self, data, datatype):
        self.typed += data
        for byte in data:
            self.heard.put_nowait(bytes([byte]))

    def connection_lost(self, exc):
        self.heard.put_nowait(b"")
        self.task.cancel()

    def say(self, data: bytes):
        self.chan.write(data)

    async def key(self) -> bytes:
        byte = await self.heard.get()
        if not byte:
            raise EOFError
        return byte

    async def hear(self, echo: Callable[[bytes], bytes] = lambda byte: byte) -> str:
        """A typed line, echoed byte by byte."""
        line = b""
        while (byte := await self.key()) not in b"\r\n":
            line += byte
            self.say(echo(byte))
        return line.decode()

    def cut(self, linger: bool = True):
        """Reset the TCP connection."""
        sock = self.chan.get_extra_info("socket")
        if linger:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.chan.get_connection().abort()


def plain(
    prompt=b"sw1#",
    config=CONFIG,
    eol=b"\r\n",
    greeting=b"\r\n",
    echo=lambda byte: byte,
    after_enter=None,
    send=None,
    other=b"",
) -> Console:
    """An ordinary switch, odd in one way."""

    async def script(line: Line):
        line.say(greeting + prompt)
        while True:
            command = await line.hear(echo)
            line.say(eol if after_enter is None else after_enter)
            if command == SHOW:
                await (send or put)(line, config)
            elif command:
                line.say(other)
            line.say(prompt)

    return script


async def put(line: Line, config: bytes) -> None:
    line.say(config)


class Server(asyncssh.SSHServer):
    def __init__(self, script, note, interactive=False, refuse=None):
        self.script, self.note, self.interactive, self.refuse = script, note, interactive, refuse

    def begin_auth(self, username):
        return True

    def password_auth_supported(self):
        return not self.interactive

    def kbdint_auth_supported(self):
        return self.interactive

    def get_kbdint_challenge(self, username, lang, submethods):
        return "", "", "", [("Password: ", False)]

    def validate_kbdint_response(self, username, responses):
        return list(responses) == [PASSWORD]

    def validate_password(self, username, password):
        return password == PASSWORD

    def session_requested(self):
        if self.refuse:
            raise asyncssh.ChannelOpenError(*self.refuse)
        line = Line(self.script)
        self.note.append(line)
        return line


class OddLab:
    """Odd switches on loopback, each on its own port, in one thread of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.key = asyncssh.generate_private_key("ssh-ed25519")
        self.lines: dict[str, list[Line]] = {}
        self.ports: dict[str, int] = {}
        self._open = []

    def _do(self, awaitable):
        async def wait():
            return await awaitable

        return asyncio.run_coroutine_threadsafe(wait(), self.loop).result(30)

    def add(self, name: str, script: Console, interactive=False, refuse=None, **options) -> None:
        note = self.lines[name] = []
        defaults = {"server_host_keys": [self.key], "encoding": None, "line_editor": False, "login_timeout": 60}
        listening = asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=lambda: Server(script, note, interactive, refuse),
            **(defaults | options),
        )
        server = self._do(listening)
        self._open.append(server)
        self.ports[name] = server.get_port()

    def add_raw(self, name: str, talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> None:
        """A server below SSH."""

        async def handle(reader, writer):
            with suppress(OSError, asyncio.IncompleteReadError):
                await talk(reader, writer)
            writer.close()

        server = self._do(asyncio.start_server(handle, "127.0.0.1", 0))
        self._open.append(server)
        self.ports[name] = server.sockets[0].getsockname()[1]

    def typed(self, name: str) -> bytes:
        return b"".join(line.typed for line in self.lines[name])

    def close(self) -> None:
        for server in self._open:
            self.loop.call_soon_threadsafe(server.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
