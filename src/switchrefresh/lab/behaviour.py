"""How a simulated switch misbehaves, as data: every field is one thing that real switches have been seen to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Line(StrEnum):
    """What answers on the TCP port."""

    SSH = "ssh"
    CLOSES = "closes"  # accepts and closes at once: full, or an access list
    HTTP = "http"  # a web server on the wrong port
    SILENT = "silent"  # accepts and says nothing
    DRIP = "drip"  # sends a version line a byte at a time, for ever


class Login(StrEnum):
    """What happens to a password or key."""

    NORMAL = "normal"
    HANGS = "hangs"  # the AAA server does not answer
    REFUSES = "refuses"  # even the right one
    CLOSES = "closes"  # accepted, and the connection is gone


class Enable(StrEnum):
    """What `enable` does."""

    NORMAL = "normal"
    REFUSES = "refuses"
    HANGS = "hangs"


class FirstScreen(StrEnum):
    """What stands on the screen after the login."""

    PROMPT = "prompt"
    PASSWORD_EXPIRED = "password-expired"  # noqa: S105
    MENU = "menu"
    NOTHING = "nothing"


class Hangup(StrEnum):
    """How a connection ends in the middle of an answer."""

    CHANNEL = "channel"  # the session ends, the SSH connection stays
    EOF = "eof"  # end of output is announced, nothing is closed
    TRANSPORT = "transport"  # SSH and TCP are closed in order
    RESET = "reset"  # TCP is aborted


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Times are in seconds, places in bytes of the answer to `show running-config` as it goes over the wire.

    The fields from `think` to `renamed_to` change that answer only; `readings` limits them to the first so many
    readings of it (None: always), so that a second attempt can find a healthy switch.
    """

    line: Line = Line.SSH
    login: Login = Login.NORMAL
    login_delay: float = 0.0
    auth_banner: str = ""  # shown by SSH before the login
    first_screen: FirstScreen = FirstScreen.PROMPT
    banner: bytes = b""  # shown after the login, before the first prompt
    banner_pause: float = 0.0  # between that banner and the prompt
    any_key: bool | None = None  # "Press any key to continue"; None: as the OS does
    enable: Enable = Enable.NORMAL
    enable_tries: int = 1  # IOS without AAA asks three times
    pager_always: bool = False  # keeps paging although paging was switched off
    max_sessions: int = 16  # one more is told so and turned away
    chunk: int = 0  # bytes per write, 0: all at once
    pause: float = 0.0  # between two writes
    think: float = 0.0  # before the first byte
    pause_at: int | None = None
    pause_for: float = 0.0
    inserted: bytes = b""  # a log line of the console
    insert_at: int = 0
    instead: bytes | None = None  # another answer: an error text, or nothing at all
    drop_after: int | None = None
    hangup: Hangup = Hangup.CHANNEL
    hang_after: int | None = None
    stop_after: int | None = None  # stops here and shows its prompt as if that were all
    endless: bool = False
    renamed_to: str | None = None  # somebody edits the hostname meanwhile
    readings: int | None = None


HEALTHY = Behaviour()
