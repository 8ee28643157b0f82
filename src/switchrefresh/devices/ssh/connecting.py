"""From an address to a logged-in channel: netmiko's class of the platform, our host keys, our login gate."""

from __future__ import annotations

import base64
import hashlib
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

import netmiko
import paramiko
from netmiko.ssh_dispatcher import CLASS_MAPPER
from paramiko.common import cMSG_SERVICE_REQUEST

from switchrefresh.devices.budgets import Turns
from switchrefresh.devices.conditions import Conditions
from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.gate import most_rejections
from switchrefresh.devices.ssh.crypto import disabled_algorithms, prefer
from switchrefresh.devices.ssh.jumping import jump_failure
from switchrefresh.devices.ssh.packets import BoundedEvent, Packets
from switchrefresh.devices.ssh.reaching import Way, find_way, open_socket
from switchrefresh.devices.targets import HostKey, HostKeyBook, HostKeyMode, Standing, Target
from switchrefresh.snapshots.cleaning import printable

CHECK_SECONDS = (
    10.0  # paramiko looks up from an idle connection so often; its own tenth of a second costs more than all
)
FORGET_SECONDS = 2.0  # for a thread whose connection has been closed to end
_CHANGE_WORDS = ("new", "expired", "change", "retype", "again", "confirm")


class Refusal(paramiko.SSHException):
    """Carries a PullFailure through paramiko and netmiko, which wrap whatever is an SSHException."""

    def __init__(self, failure: PullFailure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


class HostKeyCheck(paramiko.MissingHostKeyPolicy):
    """Asked for every key, because the client itself knows none; runs before anything secret is sent."""

    def __init__(self, target: Target, book: HostKeyBook, mode: HostKeyMode) -> None:
        self._target, self._book, self._mode = target, book, mode
        self.shown: HostKey | None = None

    def missing_host_key(self, _client: paramiko.SSHClient, _hostname: str, key: paramiko.PKey) -> None:
        """Return when the key may be trusted; Refusal otherwise."""
        host, port = self._target.host, self._target.port
        text, print_ = key.get_base64(), fingerprint(key.asbytes())
        self.shown = HostKey(key.get_name(), text, print_)
        standing = self._book.check(host, port, key.get_name(), text)
        if standing == "unknown" and self._mode == "learn":
            standing = self._learn(key.get_name(), text, print_)
        if standing == "unknown":
            raise Refusal(PullFailure("host-key-unknown", f"{key.get_name()} {print_}, no password was sent"))
        if standing == "revoked":
            raise Refusal(PullFailure("host-key-changed", f"{print_} is revoked, no password was sent"))
        if standing == "changed":
            known = ", ".join(fingerprint(base64.b64decode(k)) for _, k in self._book.known_keys(host, port))
            raise Refusal(
                PullFailure("host-key-changed", f"known {known}, shown {key.get_name()} {print_}, no password was sent")
            )

    def _learn(self, key_type: str, text: str, print_: str) -> Standing:
        """Remember a first contact; the standing afterwards, for another thread may have been first."""
        host, port = self._target.host, self._target.port
        try:
            learned = self._book.learn(host, port, key_type, text)
        except Exception as error:  # a read-only folder, a lock held elsewhere
            failure = PullFailure("host-key-unknown", f"the key could not be remembered ({type(error).__name__})")
            raise Refusal(failure) from error
        self.shown = HostKey(key_type, text, print_, learned=learned)
        return "known" if learned else self._book.check(host, port, key_type, text)


def _login_service() -> bytes:
    message = paramiko.Message()
    message.add_byte(cMSG_SERVICE_REQUEST)
    message.add_string("ssh-userauth")
    return message.asbytes()


_LOGIN_SERVICE = _login_service()


class _Transport(paramiko.Transport):
    """A transport that answers one question with the password and no second one, and remembers who does not greet."""

    strange_greeting = ""
    _service_asked = False

    def run(self) -> None:
        """Keep no frames of a finished thread: they would hold its buffers until the next search for cycles."""
        super().run()
        error: BaseException | None = self.saved_exception
        while error is not None:
            error.__traceback__ = None
            error = error.__context__

    def forget(self) -> None:
        """Let go of what points back here, once the thread has ended; dead sessions would wait for a search for cycles.

        That search comes the more rarely the more there is, so that memory grew with the number of switches.
        """
        if self.ident is not None:
            self.join(FORGET_SECONDS)
        if not self.is_alive():
            inner: Any = self
            inner._handler_table, inner.auth_handler, inner.kex_engine = {}, None, None

    def _log(self, level: int, msg: Any, *_args: Any) -> None:
        """paramiko tells only its log what a server said instead of an SSH greeting."""
        if level == logging.DEBUG and isinstance(msg, str) and msg.startswith("Banner: "):
            self.strange_greeting = self.strange_greeting or printable(msg[8:], 60)

    def _send_message(self, data: paramiko.Message) -> None:
        """Ask for the login service once, as every other client does; paramiko asks again before each try.

        Some servers hang up at a second request (a keyboard-interactive login after a refused password method).
        """
        if data.asbytes() != _LOGIN_SERVICE:
            super()._send_message(data)  # type: ignore[misc]  # not in the stubs; the version is pinned
        elif not self._service_asked:
            self._service_asked = True
            super()._send_message(data)  # type: ignore[misc]
        else:
            granted = paramiko.Message()
            granted.add_string("ssh-userauth")
            granted.rewind()
            handler: Any = self.auth_handler
            handler._parse_service_accept(granted)

    def auth_password(self, username: str, password: str, event: Any = None, _fallback: bool = True) -> list[str]:
        """Plain password, or the same as the one answer to a keyboard-interactive login.

        paramiko's own fallback would also answer "New password:", that is, try to change the password.
        """
        try:
            return super().auth_password(username, password, event, fallback=False)
        except paramiko.BadAuthenticationType as error:
            if "keyboard-interactive" not in error.allowed_types:
                raise
        asked: list[str] = []

        def answer(_title: str, _instructions: str, fields: list[tuple[str, bool]]) -> list[str]:
            if not fields:
                return []
            words = fields[0][0].lower()
            if asked or len(fields) > 1 or any(word in words for word in _CHANGE_WORDS):
                raise Refusal(PullFailure("auth", "the login asks for more than a password; nothing more was typed"))
            asked.append(words)
            return [password]

        return self.auth_interactive(username, answer)


class _NoHostKeys(paramiko.HostKeys):
    """Host keys are `HostKeyCheck`'s matter; paramiko's own search would build two classes for each connection."""

    def lookup(self, hostname: str) -> None:
        del hostname


_NO_KEYS = _NoHostKeys()


class _Client(paramiko.SSHClient):
    """paramiko's client with our transport, the login gate before the first secret, and no wait without an end."""

    def __init__(self, conditions: Conditions, known_types: tuple[str, ...], target: Target, turns: Turns) -> None:
        super().__init__()
        self._system_host_keys = self._host_keys = _NO_KEYS
        self._credential = target.username  # as the inventory has it; netmiko adds to it for RouterOS
        self._switch, self._most = target.switch, most_rejections(conditions.login(target.username))
        self._gate, self._limits, self._known_types = conditions.gate, conditions.limits, known_types
        self._turns = turns

    def connect(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().connect(*args, **kwargs | {"transport_factory": self._make_transport})
        except Exception as error:
            transport = self.get_transport()
            if isinstance(transport, _Transport) and transport.strange_greeting and not transport.remote_version:
                said = f'what answers there does not speak SSH; it says "{transport.strange_greeting}"'
                raise Refusal(PullFailure("refused", said)) from error
            greeted = isinstance(transport, paramiko.Transport) and transport.remote_version
            if not greeted and (failure := jump_failure(kwargs.get("sock"))) is not None:
                raise Refusal(failure) from error
            raise

    def close(self) -> None:
        transport = self.get_transport()
        super().close()
        if isinstance(transport, _Transport):
            transport.forget()

    def _make_transport(self, sock: Any, **kwargs: Any) -> paramiko.Transport:
        transport = _Transport(sock, packetizer_class=Packets, **kwargs)
        transport.daemon = True
        transport.channel_timeout = self._limits.dialogue
        prefer(transport, self._known_types)
        return transport

    def _auth(self, username: str, *args: Any) -> None:
        """Log in when the gate lets us, and tell it the answer."""
        try:
            self._gate.enter(self._credential, self._turns.aside, self._most, self._switch)
        except PullFailure as failure:
            raise Refusal(failure) from None
        accepted: bool | None = None
        try:
            super()._auth(username, *args)  # type: ignore[misc]  # netmiko itself overrides it; the version is pinned
            transport = self.get_transport()
            accepted = transport is not None and transport.is_authenticated()
            if not accepted:
                raise Refusal(PullFailure("auth", "the switch wants a second factor"))
        except paramiko.AuthenticationException as error:
            accepted = None if unanswered(error) else False
            raise
        finally:
            self._gate.leave(self._credential, accepted, self._switch)

    def invoke_shell(self, term: str = "vt100", width: int = 80, height: int = 24, *_: Any, **__: Any) -> Any:
        """paramiko waits for ever for the answer to a terminal request; here the connection ends instead."""
        transport: Any = self.get_transport()
        channel = transport.open_session()
        channel.event = BoundedEvent(self._limits.dialogue, transport.close)
        channel.get_pty(term, width, height)
        channel.invoke_shell()
        return channel


class Connection:
    """A netmiko connection of the platform's class, in which nothing has been typed yet."""

    def __init__(self, wire: Any) -> None:
        self._wire = wire
        self.channel: paramiko.Channel = wire.remote_conn
        self.line_end: str = wire.RETURN


@contextmanager
def connect(
    target: Target,
    device_type: str,
    conditions: Conditions,
    check: HostKeyCheck,
    known_types: tuple[str, ...],
    turns: Turns,
) -> Iterator[Connection]:
    """Log in, and drop the connection at the end of the block; netmiko's own disconnect would type and wait up to 10 s.

    Raises whatever paramiko and netmiko raise; `classify` in this package says what it means. The network's own way is
    found before a login's turn is waited for, so that hosts that are down keep nobody out.
    """
    _silence()
    way = find_way(target.host, target.port, target.username)
    wire = _make_wire(target, device_type, way, conditions)
    wire.make_client = lambda: _Client(conditions, known_types, target, turns)
    wire.key_check, wire.our_key_files = check, (*conditions.login(target.username).key_files, *way.key_files)
    try:
        turns.reach()
        wire.sock = open_socket(way, conditions.limits.connect, conditions.stop)
        with conditions.stop.closing(lambda: _hang_up(wire.sock)):
            with turns.login():
                wire._modify_connection_params()
                wire.establish_connection()
            with suppress(OSError):  # already closed; the first read will say so
                wire.sock.settimeout(CHECK_SECONDS)
            yield Connection(wire)
    finally:
        _drop(wire)


def _make_wire(target: Target, device_type: str, way: Way, conditions: Conditions) -> Any:
    """netmiko's object for a device, not connected."""
    credentials, limits = conditions.login(target.username), conditions.limits
    return _wire_class(device_type)(
        device_type=device_type,
        host=way.host,
        port=way.port,
        username=way.username,
        password=credentials.password,
        passphrase=credentials.passphrase,
        key_file=None,
        allow_agent=credentials.agent,
        use_keys=False,
        disabled_algorithms=disabled_algorithms(legacy=target.legacy_ssh),
        conn_timeout=limits.connect,
        banner_timeout=limits.connect,
        auth_timeout=limits.login,
        blocking_timeout=limits.idle,
        encoding="latin-1",
        auto_connect=False,
    )


def fingerprint(key: bytes) -> str:
    """A key's SHA-256 fingerprint as `ssh-keygen -l` shows it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def unanswered(error: BaseException) -> bool:
    """Whether an authentication error is really no answer: an overloaded or vanished switch, not a wrong password."""
    text = str(error).lower()
    return "timeout" in text or "eof" in text or "shut down" in text


@lru_cache(maxsize=64)
def _wire_class(device_type: str) -> Any:
    """netmiko's class for a platform, with our client in it; its login dialogues are ours (`session`)."""
    base: Any = CLASS_MAPPER[device_type]

    def build(self: Any) -> _Client:
        client: _Client = self.make_client()
        client.set_missing_host_key_policy(self.key_check)
        return client

    def parameters(self: Any) -> dict[str, Any]:
        found: dict[str, Any] = base._connect_params_dict(self)
        return found | {"key_filename": list(self.our_key_files)}

    body = {
        "_build_ssh_client": build,
        "_connect_params_dict": parameters,
        "special_login_handler": lambda _self, *_args, **_kwargs: None,
    }
    return type(f"Quiet{base.__name__}", (base,), body)


def _drop(wire: Any) -> None:
    """Hang up first: it wakes paramiko's thread, which then closes the rest by itself."""
    netmiko.log.removeFilter(wire._secrets_filter)
    if wire.sock is not None:
        _hang_up(wire.sock)
    client = getattr(wire, "remote_conn_pre", None)
    if client is not None:
        with suppress(Exception):
            client.close()
    if wire.sock is not None:
        wire.sock.close()


def _hang_up(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


@lru_cache(maxsize=1)
def _silence() -> None:
    """paramiko prints tracebacks for servers that talk garbage; netmiko logs what is typed."""
    for name in ("paramiko", "netmiko"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
