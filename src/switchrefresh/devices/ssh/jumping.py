"""A jump command and what it says when it fails: OpenSSH's own words become an outcome with what to do next."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import threading
from contextlib import suppress

from switchrefresh.devices.failures import PullFailure
from switchrefresh.snapshots.cleaning import printable

MOST_WORDS = 8192  # bytes of what a jump command says
LAST_WORDS_SECONDS = 1.0
_OURS = "SWITCHREFRESH_"  # the passwords of switches are no business of a jump command
_CHANGED = re.compile(r"Host key for (\S+) has changed")
_UNKNOWN = "Host key verification failed"
_DENIED = re.compile(r"^(\S+?)(?:@(\S+))?: Permission denied", re.MULTILINE)
_NO_NAME = re.compile(r"Could not resolve hostname (\S+?):")
_NO_WAY = re.compile(r"connect to (?:host|address) (\S+) port (\d+): (.+)")
_BEYOND = re.compile(r"open failed: (connect failed|administratively prohibited|[a-z ]+): ?(.*)")
_NEXT_HOP = "UNKNOWN port 65535"  # how OpenSSH calls the other end of a jump before
_WHY = {
    "refused": "refused",
    "no route": "no-route",
    "unreachable": "no-route",
    "timed out": "timeout",
    "not known": "dns",
    "resolve": "dns",
    "temporary failure": "dns",
}


class JumpSocket(socket.socket):
    """One end of a pair whose other end is a jump command's in- and output; closing it ends the command."""

    process: subprocess.Popen[bytes] | None = None
    listener: threading.Thread | None = None
    words = b""
    given_up = False

    def close(self) -> None:
        """The command and whatever it started go too: a hop that does not answer would keep them for minutes."""
        super().close()
        if self.process is not None and self.process.poll() is None:
            self.given_up = True
            with suppress(OSError):
                os.killpg(self.process.pid, signal.SIGTERM) if os.name == "posix" else self.process.terminate()

    def listen_to(self, process: subprocess.Popen[bytes]) -> None:
        """Remember the first of what the command says on standard error, and take away its remains at the end."""
        self.process = process
        self.listener = threading.Thread(target=self._follow, daemon=True, name="jump command")
        self.listener.start()

    def _follow(self) -> None:
        process = self.process
        if process is None or process.stderr is None:
            return
        with process.stderr as pipe:
            while data := os.read(pipe.fileno(), 1024):
                self.words = (self.words + data)[:MOST_WORDS]
        process.wait()


def start_jump(command: str, seconds: float) -> JumpSocket:
    """Start the command of ~/.ssh/config; PullFailure when there is no such program."""
    ours, theirs = socket.socketpair()
    found = JumpSocket(fileno=ours.detach())
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    quiet = {**kept, "SSH_ASKPASS_REQUIRE": "never"}  # no window asks for a password in the middle of a run
    try:
        with theirs:
            pipe = theirs.fileno()
            process = subprocess.Popen(  # noqa: S603 - the person's own ~/.ssh/config names the command; no shell
                shlex.split(command), stdin=pipe, stdout=pipe, stderr=subprocess.PIPE, start_new_session=True, env=quiet
            )
    except (OSError, IndexError) as error:
        found.close()
        raise PullFailure("no-route", f"the jump command cannot be started ({type(error).__name__})") from None
    found.listen_to(process)
    found.settimeout(seconds)
    return found


def jump_failure(sock: object) -> PullFailure | None:
    """Why nothing came through a jump host; None without one, or when it has said nothing."""
    if not isinstance(sock, JumpSocket) or sock.listener is None:
        return None
    sock.listener.join(LAST_WORDS_SECONDS)
    if not sock.words and (sock.given_up or sock.listener.is_alive()):
        hint = "Try the way by hand: ssh to the jump host, and from there to the switch."
        return PullFailure("timeout", "nothing came through the jump host in time", hint)
    return explain_jump(sock.words.decode("utf-8", "replace"))


def explain_jump(words: str) -> PullFailure | None:
    """What OpenSSH's words mean. The reason is the switch's own only when the last jump host was reached."""
    if _UNKNOWN in words:
        return _key_trouble(words)
    if denied := _DENIED.search(words):
        who = printable(denied[2] or denied[1], 80)
        hint = "Load its key with ssh-add or name it in ~/.ssh/config; no password is ever typed at a jump host."
        return PullFailure("no-route", f"the jump host {who} takes none of the keys that were offered", hint)
    if nameless := _NO_NAME.search(words):
        hint = "Correct the name in ~/.ssh/config."
        return PullFailure("no-route", f"the name of the jump host {printable(nameless[1], 80)} is not known", hint)
    if shut := _NO_WAY.search(words):
        where = f"{printable(shut[1], 80)} port {shut[2]}"
        hint = "Check that the jump host is up and that it can be reached from here."
        return PullFailure("no-route", f"the jump host {where}: {printable(shut[3], 60).strip()}", hint)
    if beyond := _BEYOND.search(words):
        return _from_there(beyond, next_hop=_NEXT_HOP in words)
    said = [line for line in words.splitlines() if line.strip()]
    return PullFailure("no-route", f"the jump command said: {printable(said[-1], 100)}") if said else None


def _key_trouble(words: str) -> PullFailure:
    if changed := _CHANGED.search(words):
        host = printable(changed[1], 80)
        hint = f"Find out why first. If it was replaced: ssh-keygen -R '{host}', then log in there once by hand."
        return PullFailure("no-route", f"the jump host {host} shows another key than ~/.ssh/known_hosts has", hint)
    hint = "Log in to the jump host once by hand (ssh HOST), compare its fingerprint and accept it."
    return PullFailure("no-route", "the key of a jump host is not known yet", hint)


def _from_there(beyond: re.Match[str], *, next_hop: bool) -> PullFailure:
    """A jump host was reached; what it could not reach is the next one, or the switch."""
    if beyond[1] == "administratively prohibited":
        hint = "Allow it there (AllowTcpForwarding, PermitOpen in sshd_config), or take another jump host."
        return PullFailure("no-route", "the jump host passes no connections on to there", hint)
    why = printable(beyond[2], 60).strip() or beyond[1]
    if next_hop:
        hint = "Check that the next jump host is up and that the one before may reach it."
        return PullFailure("no-route", f"the next jump host cannot be reached from the one before: {why}", hint)
    reason = next((reason for word, reason in _WHY.items() if word in why.lower()), "closed")
    return PullFailure(reason, f"the jump host was reached; from there: {why}")
