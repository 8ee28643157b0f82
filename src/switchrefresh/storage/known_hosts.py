"""The host keys this project trusts, in OpenSSH's own known_hosts format, safe for many learners at once."""

from __future__ import annotations

import base64
import binascii
import fnmatch
import hashlib
import hmac
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from switchrefresh.storage.atomic import settle, write_atomic
from switchrefresh.storage.locks import hold_lock

Standing = Literal["known", "unknown", "changed", "revoked"]
DEFAULT_PORT = 22
_LOCK_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One usable line of the file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT); every other line is kept and ignored."""

    marker: str
    names: tuple[str, ...]
    key_type: str
    key: str
    comment: str = ""

    def names_host(self, name: str) -> bool:
        """Whether the line speaks of this host; a pattern with `!` excludes it."""
        found = False
        for pattern in self.names:
            if pattern.startswith("!"):
                if _pattern_matches(pattern[1:], name):
                    return False
            elif _pattern_matches(pattern, name):
                found = True
        return found

    def render(self) -> str:
        """The line as it stands in a file."""
        parts = (self.marker, ",".join(self.names), self.key_type, self.key, self.comment)
        return " ".join(part for part in parts if part)


class _Lines:
    """The usable lines by the names in them; patterns and hashed names are tried one by one."""

    def __init__(self, lines: Iterable[KeyLine]) -> None:
        self._all = tuple(lines)
        self._plain: defaultdict[str, list[int]] = defaultdict(list)
        self._others: list[int] = []
        for number, line in enumerate(self._all):
            if any(name[:1] in {"!", "|"} or "*" in name or "?" in name for name in line.names):
                self._others.append(number)
            else:
                for name in line.names:
                    self._plain[name.lower()].append(number)

    def of(self, names: tuple[str, ...]) -> list[KeyLine]:
        """The lines that speak of a host, in the order of the file."""
        found = {number for name in names for number in self._plain.get(name, ())}
        found.update(n for n in self._others if any(self._all[n].names_host(name) for name in names))
        return [self._all[number] for number in sorted(found)]


@dataclass(slots=True, eq=False)
class _Wish:
    """A change that a thread waits for: the new content for the old one, None when there is nothing to change."""

    host: str
    change: Callable[[bytes], bytes | None]
    result: bool | BaseException | None = None


class KnownHosts:
    """The known_hosts file of one project. Reading takes no lock and creates nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard, self._turn = threading.Lock(), threading.Lock()
        self._wishes: list[_Wish] = []
        self._stamp: tuple[int, int, int] | None = None
        self._lines = _Lines(())

    def known_keys(self, host: str, port: int) -> tuple[tuple[str, str], ...]:
        """The trusted keys of a host as (type, base64); empty when it was never met."""
        found = self._lines_of(host, port)
        return tuple((line.key_type, line.key) for line in found if not line.marker)

    def revoked_keys(self, host: str, port: int) -> tuple[tuple[str, str], ...]:
        """The keys of a host that are marked `@revoked`."""
        return tuple((line.key_type, line.key) for line in self._lines_of(host, port) if line.marker == "@revoked")

    def check(self, host: str, port: int, key_type: str, key: str) -> Standing:
        """What to think of a key that a host shows. A new type from a known host counts as a changed key."""
        found = self._lines_of(host, port)
        if any(line.marker == "@revoked" and line.key == key for line in found):
            return "revoked"
        trusted = [line for line in found if not line.marker]
        if any((line.key_type, line.key) == (key_type, key) for line in trusted):
            return "known"
        return "changed" if trusted else "unknown"

    def learn(self, host: str, port: int, key_type: str, key: str) -> bool:
        """Remember the key of a host met for the first time; False when it is no longer unknown.

        OSError when the file cannot be written, LockedError when somebody else holds it for a minute.
        """

        def add(old: bytes) -> bytes | None:
            if self.check(host, port, key_type, key) != "unknown":
                return None
            return _with_line(old, KeyLine("", (host_name(host, port),), key_type, key))

        return self._rewrite("learn a host key", host_name(host, port), add)

    def replace(self, host: str, port: int, key_type: str, key: str) -> bool:
        """Forget the host's keys and trust this one instead: the replaced switch, accepted by a person.

        Revoked keys stay revoked, and lines for several hosts or patterns keep their other names. False when the key
        is revoked or already the only one.
        """

        def exchange(old: bytes) -> bytes | None:
            standing = self.check(host, port, key_type, key)
            if standing == "revoked" or (standing == "known" and len(self.known_keys(host, port)) == 1):
                return None
            kept = b"".join(_without_host(line, _names(host, port)) for line in old.splitlines(keepends=True))
            return _with_line(kept, KeyLine("", (host_name(host, port),), key_type, key))

        return self._rewrite("replace a host key", host_name(host, port), exchange)

    def unusable_lines(self) -> tuple[int, ...]:
        """The numbers of lines that hold neither a key nor a comment; they are kept and passed over."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        return tuple(
            number
            for number, raw in enumerate(lines, start=1)
            if raw.strip() and not raw.lstrip().startswith(b"#") and parse_line(raw) is None
        )

    def _rewrite(self, purpose: str, host: str, change: Callable[[bytes], bytes | None]) -> bool:
        """Read, change and write as one step, with every other writer kept out.

        The first of the threads that want to write takes along what the others wait for, so that the file is flushed
        once for all of them.
        """
        wish = _Wish(host, change)
        with self._guard:
            self._wishes.append(wish)
        with self._turn:
            while wish.result is None:
                self._grant(purpose)
        if isinstance(wish.result, BaseException):
            raise wish.result
        return wish.result

    def _grant(self, purpose: str) -> None:
        """One wish of each host; a second one of the same host must see the file with the first."""
        with self._guard:
            batch = list({wish.host: wish for wish in reversed(self._wishes)}.values())
            self._wishes = [wish for wish in self._wishes if wish not in batch]
        try:
            with hold_lock(self.path.with_name(f".{self.path.name}.lock"), purpose, _LOCK_WAIT_SECONDS):
                old = new = self.path.read_bytes() if self.path.exists() else b""
                changed: list[_Wish] = []
                for wish in batch:
                    if (content := wish.change(new)) is not None:
                        new, changed = content, [*changed, wish]
                if new != old:
                    write_atomic(self.path, new)
                else:
                    settle(self.path)  # whoever wrote what stands there may have been killed before it was safe
        except BaseException as error:  # each of them hears of it in its own thread
            for wish in batch:
                wish.result = error
            if not isinstance(error, Exception):
                raise
        else:
            for wish in batch:
                wish.result = wish in changed

    def _lines_of(self, host: str, port: int) -> list[KeyLine]:
        return self._read().of(_names(host, port))

    def _read(self) -> _Lines:
        """The usable lines, parsed again only when the file has changed."""
        with self._guard:
            try:
                facts = self.path.stat()
            except FileNotFoundError:
                self._stamp, self._lines = None, _Lines(())
                return self._lines
            stamp = (facts.st_ino, facts.st_size, facts.st_mtime_ns)
            if stamp != self._stamp:
                self._lines = _Lines(parse_lines(self.path.read_bytes()))
                self._stamp = stamp
            return self._lines


def host_name(host: str, port: int) -> str:
    """How known_hosts writes a host: bare on port 22, else `[host]:port`."""
    return host.lower() if port == DEFAULT_PORT else f"[{host.lower()}]:{port}"


def fingerprint(key: str) -> str:
    """A key's SHA-256 fingerprint as `ssh-keygen -l` shows it."""
    digest = hashlib.sha256(base64.b64decode(key)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def parse_lines(data: bytes) -> Iterator[KeyLine]:
    """Every usable line; comments, blank lines and garbage are passed over."""
    for raw in data.splitlines():
        if (line := parse_line(raw)) is not None:
            yield line


def parse_line(raw: bytes) -> KeyLine | None:
    """One line, or None when it is not one that can be used."""
    text = raw.decode("utf-8", "surrogateescape").strip()
    if not text or text.startswith("#"):
        return None
    marker = ""
    if text.startswith("@"):
        marker, _, text = text.partition(" ")
    parts = text.split(None, 3)
    if len(parts) < 3 or marker not in {"", "@revoked", "@cert-authority"} or not _is_key(parts[1], parts[2]):
        return None
    return KeyLine(marker, tuple(parts[0].split(",")), parts[1], parts[2], parts[3] if len(parts) > 3 else "")


def _is_key(key_type: str, key: str) -> bool:
    """Whether the base64 text holds a key of the type that the line names (RFC 4253, section 6.6)."""
    try:
        blob = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return False
    length = int.from_bytes(blob[:4], "big")
    return len(blob) > 4 + length and blob[4 : 4 + length] == key_type.encode("utf-8", "surrogateescape")


def _pattern_matches(pattern: str, name: str) -> bool:
    if pattern.startswith("|"):
        return _hash_matches(pattern, name)
    if "*" in pattern or "?" in pattern:
        return fnmatch.fnmatchcase(name, pattern.lower().replace("[", "[[]"))
    return pattern.lower() == name


def _hash_matches(hashed: str, name: str) -> bool:
    """`|1|salt|hash`, where the hash is HMAC-SHA1 of the host name under the salt."""
    parts = hashed.split("|")
    if len(parts) != 4 or parts[1] != "1":
        return False
    try:
        salt, wanted = base64.b64decode(parts[2], validate=True), base64.b64decode(parts[3], validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(hmac.new(salt, name.encode(), hashlib.sha1).digest(), wanted)


def _names(host: str, port: int) -> tuple[str, ...]:
    """The names under which a host may stand in the file."""
    bare, bracketed = host.lower(), f"[{host.lower()}]:{port}"
    return (bare, bracketed) if port == DEFAULT_PORT else (bracketed,)


def _with_line(old: bytes, line: KeyLine) -> bytes:
    if old and not old.endswith(b"\n"):
        old += b"\n"
    return old + line.render().encode("utf-8", "surrogateescape") + b"\n"


def _without_host(raw: bytes, names: tuple[str, ...]) -> bytes:
    """The line without these names: byte for byte when it names none of them, nothing when it names only them."""
    line = parse_line(raw)
    if line is None or line.marker:
        return raw
    others = tuple(p for p in line.names if not any(_names_exactly(p, name) for name in names))
    if others == line.names:
        return raw
    if not others:
        return b""
    return replace(line, names=others).render().encode("utf-8", "surrogateescape") + b"\n"


def _names_exactly(pattern: str, name: str) -> bool:
    return _hash_matches(pattern, name) if pattern.startswith("|") else pattern.lower() == name
