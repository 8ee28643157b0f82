"""Everything a switch says in one visit, without a network: its config and its answers to state commands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from switchrefresh.lab.answers import answer, answers_of, up_to_unknown
from switchrefresh.lab.configs import write_config
from switchrefresh.lab.dialects import dialect_of
from switchrefresh.lab.scene import Scene
from switchrefresh.lab.view import observe
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.outputs import CommandOutput, OutputStatus


@dataclass(frozen=True)
class Capture:
    """One visit: `config` as the running configuration, `outputs` in the order of the commands."""

    platform: str
    hostname: str
    config: bytes
    outputs: tuple[CommandOutput, ...]

    def said(self, command: str) -> bytes:
        """The answer to one command; KeyError when it was not asked."""
        return {one.command: one.raw for one in self.outputs}[command]


def capture(scene: Scene, quiet: frozenset[str] = frozenset(), commands: Iterable[str] | None = None) -> Capture:
    """Ask `commands`, by default the platform's state commands (all that the lab knows where there are none)."""
    if commands is None:
        platform = find_platform(scene.platform)
        commands = (platform.state_commands if platform else ()) or answers_of(scene.platform)
    view, dialect = observe(scene, quiet), dialect_of(scene.platform)
    outputs = []
    for command in commands:
        said = answer(view, command)
        status = OutputStatus.COLLECTED if said is not None else OutputStatus.REFUSED
        refused = dialect.unknown(up_to_unknown(view, dialect.commands, command), 0) if said is None else b""
        outputs.append(CommandOutput(command, refused if said is None else said, status))
    config = write_config(scene.setup, scene.hardware, scene.platform)
    return Capture(scene.platform, scene.hostname, config, tuple(outputs))
