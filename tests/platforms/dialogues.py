"""Dialogues with switches, written down by us in the words of each OS, and a switch on paper that plays them.

A file holds sections: `>>> ` and what is typed, then what the switch says, its prompt last. `login` is the first
screen, `refusal` what it may say instead of its config, SECRET the enable password. `~` is a lone carriage return.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripted_switch import ScriptedChannel, in_pieces, whole

from switchrefresh.devices.ssh.pull import read_proven, read_saved
from switchrefresh.devices.ssh.reader import Reader
from switchrefresh.devices.ssh.session import Session
from switchrefresh.devices.targets import Credentials, Limits, Target
from switchrefresh.platforms.registry import find_platform

HERE = Path(__file__).parent
SECRET = "enable-pw"
NAMES = tuple(sorted(path.parent.name for path in HERE.glob("*/dialogue.txt")))


@dataclass(frozen=True)
class Dialogue:
    """One recorded dialogue: answers by what is typed, and what is known about the switch."""

    platform: str
    answers: dict[str, bytes]
    known: dict[str, str]

    @property
    def name(self) -> str:
        """The switch's name, as its prompt says it."""
        return find_platform(self.platform).prompt.fullmatch(self.prompt.decode().strip()).group("host")

    @property
    def prompt(self) -> bytes:
        """The last prompt of the running config, without the line break before it."""
        text = self.answers[find_platform(self.platform).running_config]
        return text[len(self.config) :]

    @property
    def config(self) -> bytes:
        """The running config as sent: everything before the prompt."""
        text = self.answers[find_platform(self.platform).running_config]
        cut = (
            text.rindex(b"\r\n{master") + 2 if b"{master:0}" in text else max(text.rfind(b"\n"), text.rfind(b"\r")) + 1
        )
        return text[:cut]

    @property
    def lines(self) -> list[str]:
        return self.config.decode().replace("\r", "").split("\n")


def load(name: str) -> Dialogue:
    """The dialogue of one platform."""
    sections = (HERE / name / "dialogue.txt").read_text(encoding="utf-8").split(">>> ")[1:]
    answers, known = {}, {}
    for section in sections:
        typed, _, said = section.partition("\n")
        if typed.startswith("login"):
            known = dict(word.split("=") for word in typed.split()[1:])
            typed = "login"
        answers[typed] = said.removesuffix("\n").replace("\n", "\r\n").replace("~", "\r").encode()
    return Dialogue(name, answers, known)


def play(dialogue: Dialogue, changed: dict[str, list[bytes]] | None = None, piece: int = 0, pause: float = 0.0):
    """The switch on paper. `changed` gives other answers, the last of them for ever."""
    left = {command: list(said) for command, said in (changed or {}).items()}

    def answer(line: str):
        typed = "SECRET" if line == SECRET else line.rstrip("\r")
        said = dialogue.answers[typed]
        if typed in left:
            said = left[typed].pop(0) if len(left[typed]) > 1 else left[typed][0]
        echo = b"\r\n" if typed == "SECRET" else typed.encode() + b"\r\n"
        return in_pieces(echo + said, piece, pause) if piece else whole(echo + said)

    return ScriptedChannel(whole(dialogue.answers["login"]), answer)


def pull(dialogue: Dialogue, channel: ScriptedChannel):
    """What the product makes of it: the reading, the verdict, and whether the config is saved."""
    platform = find_platform(dialogue.platform)
    session = Session(Reader(channel, Limits(), monotonic=channel.monotonic), platform)
    target = Target(dialogue.name, "127.0.0.1", dialogue.platform, "netadmin")
    session.open(target, Credentials(password="login-pw", secret=SECRET))
    reading, verdict = read_proven(session, platform, target)
    saved = read_saved(session, platform, reading.raw) if verdict.proven else None
    return reading, verdict, saved
