"""What an exception of paramiko, netmiko or the socket really means, in the design's words."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator

import paramiko
from paramiko.ssh_exception import BadAuthenticationType, IncompatiblePeer, NoValidConnectionsError

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.ssh.connecting import Refusal, unanswered
from switchrefresh.snapshots.cleaning import printable

_ERRNOS = {
    errno.ECONNREFUSED: ("refused", "nothing listens there"),
    errno.EHOSTUNREACH: ("no-route", "the host cannot be reached"),
    errno.ENETUNREACH: ("no-route", "the network cannot be reached"),
    errno.EHOSTDOWN: ("no-route", "the host is down"),
    errno.EADDRNOTAVAIL: ("no-route", "the address cannot be used from here"),
    errno.EACCES: ("no-route", "this machine may not connect there"),
    errno.EPERM: ("no-route", "this machine may not connect there"),
    errno.ETIMEDOUT: ("timeout", "no answer to the connection"),
    errno.ECONNRESET: ("closed", "the connection was reset"),
    errno.ECONNABORTED: ("closed", "the connection was aborted"),
    errno.EPIPE: ("closed", "the connection was closed"),
}
_CRYPTO = (
    "no acceptable",
    "incompatible",
    "key exchange",
    "kex",
    "host key",
    "signature",
    "modulus",
    "cipher",
    "mismatched mac",
)


def classify(error: BaseException, *, legacy: bool) -> PullFailure:
    """The failure behind an exception. The class lies (a changed key comes as a timeout), so the causes are read."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, Refusal):
            return cause.failure
        if isinstance(cause, PullFailure):
            return cause
    for cause in causes:
        if (failure := _known(cause, legacy=legacy)) is not None:
            return failure
    texts = [text for cause in causes if (text := str(cause).strip())]
    return _by_text(texts[-1] if texts else type(error).__name__, legacy=legacy)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and what it came from, the outermost first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _known(cause: BaseException, *, legacy: bool) -> PullFailure | None:
    """What an exception's own class says for certain."""
    if isinstance(cause, NoValidConnectionsError):
        numbers = [getattr(inner, "errno", None) for inner in cause.errors.values()]
        return _by_number(numbers[0] if numbers else None)
    if isinstance(cause, socket.gaierror):
        return PullFailure("dns", "the name is not known")
    if isinstance(cause, IncompatiblePeer):
        return _crypto(str(cause), legacy=legacy)
    if isinstance(cause, BadAuthenticationType):
        allowed = printable(", ".join(cause.allowed_types), 80)
        return PullFailure("auth", f"the switch does not take what was offered; it takes {allowed}")
    if isinstance(cause, paramiko.AuthenticationException):
        return _authentication(cause)
    if isinstance(cause, paramiko.ChannelException):
        said = printable(cause.text, 60)
        return PullFailure("limit", f"the login was taken, but the switch opens no session ({said})")
    if isinstance(cause, UnicodeDecodeError):
        return PullFailure("refused", "what answers there does not speak SSH")
    if isinstance(cause, EOFError):
        return PullFailure("closed", "the switch closed the connection before the login")
    if isinstance(cause, TimeoutError):
        return PullFailure("timeout", "no answer in time")
    if isinstance(cause, OSError) and cause.errno is not None:
        return _by_number(cause.errno)
    return None


def _authentication(cause: paramiko.AuthenticationException) -> PullFailure | None:
    """netmiko wraps the error in one of its own with a page of text; the inner one is short."""
    if cause.__context__ is not None and isinstance(cause.__context__, paramiko.AuthenticationException):
        return None
    if not unanswered(cause):
        return PullFailure("auth", "the switch rejected the user name or password")
    if "timeout" in str(cause).lower():
        return PullFailure("timeout", "no answer to the login")
    return PullFailure("closed", "the switch closed the connection during the login")


def _by_number(number: int | None) -> PullFailure:
    reason, detail = _ERRNOS.get(number or 0, ("closed", f"the connection failed (error {number})"))
    return PullFailure(reason, detail)


def _by_text(text: str, *, legacy: bool) -> PullFailure:
    """What only paramiko's words tell."""
    low = text.lower()
    if "banner" in low or "indecipherable" in low or "invalid packet" in low:
        return PullFailure("refused", "what answers there does not speak SSH")
    if "no existing session" in low or "timeout" in low or "timed out" in low:
        return PullFailure("timeout", "connected, but the SSH greeting did not end in time")
    if "no authentication methods" in low or "private key" in low or "encountered" in low:
        return PullFailure("auth", "no password or usable key was given")
    if any(word in low for word in _CRYPTO):
        return _crypto(text, legacy=legacy)
    if "closed" in low or "eof" in low or "socket" in low or "negotiation failed" in low:
        return PullFailure("closed", "the switch closed the connection")
    return PullFailure("closed", f"the session failed ({printable(text, 80)})")


def _crypto(text: str, *, legacy: bool) -> PullFailure:
    said = printable(text, 80)
    if "incompatible version" in text.lower():
        return PullFailure(
            "crypto", "the switch only speaks SSH version 1", "Switch on SSH version 2 there, at the console."
        )
    if legacy:
        return PullFailure(
            "crypto", f"no common algorithm: {said}", "This switch needs the console, or newer firmware."
        )
    return PullFailure("crypto", f"the switch only speaks old SSH: {said}")
