"""Where logins come from: SSH keys, a private file, the environment, a keyring, a prompt; never a flag, never YAML."""

from __future__ import annotations

import importlib
import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from switchrefresh.devices.gate import LoginGate
from switchrefresh.devices.targets import Credentials
from switchrefresh.errors import UsageError

SERVICE = "switchrefresh"
PASSWORD, SECRET, AGENT = "SWITCHREFRESH_PASSWORD", "SWITCHREFRESH_SECRET", "SSH_AUTH_SOCK"


def find_credentials(
    password_file: str | None,
    ask: Callable[[str], str] | None,
    username: str,
    environment: Mapping[str, str] | None = None,
) -> Credentials:
    """The first of: --password-file, $SWITCHREFRESH_PASSWORD, the keyring, a prompt; SSH keys are offered beside them.

    `ask` is None where nobody can be asked; then something must have been given. The keyring is asked for the
    service `switchrefresh` and the user name; it is an extra, and where it is absent or locked it is passed over.
    """
    environment = os.environ if environment is None else environment
    agent, keyed = bool(environment.get(AGENT)), names_key_files()
    password = _from_file(password_file) if password_file else environment.get(PASSWORD) or _from_keyring(username)
    typed = password is None and not agent and not keyed
    if typed:
        if ask is None:
            hint = f"use --password-file FILE, ${PASSWORD}, or an SSH agent"
            raise UsageError("there is no password and nobody to ask", hint, code="no-credentials")
        password = ask(f"password of {username or 'the switches'}: ") or None
    secret = environment.get(SECRET) or None
    return Credentials(password=password, secret=secret, agent=agent, host_keyed=keyed, typed=typed)


class Logins:
    """The logins of one command: each is asked for once, and what switches said to it holds for all of its pulls.

    A command that looks again and again (verify, window finish) would otherwise send a wrong password at every look.
    """

    def __init__(self, find: Callable[[str], Credentials]) -> None:
        self._find = find
        self._found: dict[str, Credentials] = {}
        self.gate = LoginGate()

    def __call__(self, username: str) -> Credentials:
        """The login of a user name; UsageError when there is none and nobody to ask."""
        if username not in self._found:
            self._found[username] = self._find(username)
        return self._found[username]


def names_key_files() -> bool:
    """Whether ~/.ssh/config names a key file for any host."""
    try:
        text = Path("~/.ssh/config").expanduser().read_text(encoding="utf-8", errors="replace")
    except (OSError, RuntimeError):
        return False
    return re.search(r"^\s*IdentityFile[\s=]", text, re.IGNORECASE | re.MULTILINE) is not None


def _from_keyring(username: str) -> str | None:
    """The keyring's password for a user name; on a server without a desktop there is none, and that is no error."""
    if not username:
        return None
    try:
        keyring: Any = importlib.import_module("keyring")
        found = keyring.get_password(SERVICE, username)
    except Exception:  # noqa: BLE001 - every keyring fails in its own way
        return None
    return found if isinstance(found, str) and found else None


def _from_file(name: str) -> str:
    path = Path(name).expanduser()
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        raise UsageError(f"{path} cannot be read: {why}", "name a file with the password in its first line") from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UsageError(f"{path} can be read by others", f"chmod 600 {path}", code="open-password-file")
    first = text.split("\n", 1)[0].rstrip("\r")
    if not first:
        raise UsageError(f"{path} holds no password in its first line", "write it there")
    return first
