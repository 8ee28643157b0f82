"""Where passwords come from: an SSH agent, a private file, the environment, or a prompt; never a flag, never YAML."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from switchrefresh.devices.targets import Credentials
from switchrefresh.errors import UsageError

PASSWORD, SECRET, AGENT = "SWITCHREFRESH_PASSWORD", "SWITCHREFRESH_SECRET", "SSH_AUTH_SOCK"


def find_credentials(
    password_file: str | None,
    ask: Callable[[str], str] | None,
    username: str,
    environment: Mapping[str, str] | None = None,
) -> Credentials:
    """The first of: --password-file, $SWITCHREFRESH_PASSWORD, a prompt; an SSH agent is offered beside them.

    `ask` is None where nobody can be asked; then something must have been given.
    """
    environment = os.environ if environment is None else environment
    agent = bool(environment.get(AGENT))
    password = _from_file(password_file) if password_file else environment.get(PASSWORD) or None
    if password is None and not agent:
        if ask is None:
            hint = f"use --password-file FILE, ${PASSWORD}, or an SSH agent"
            raise UsageError("there is no password and nobody to ask", hint, code="no-credentials")
        password = ask(f"password of {username or 'the switches'}: ") or None
    return Credentials(password=password, secret=environment.get(SECRET) or None, agent=agent)


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
