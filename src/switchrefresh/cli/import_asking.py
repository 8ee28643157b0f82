"""Asks what replaces each kind of switch of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from switchrefresh.cli.shared import Shared


def asker(shared: Shared) -> Callable[[Any], str]:
    """Asks on the terminal, once for each kind of switch; Enter leaves it open."""

    def ask(gap: Any) -> str:
        names = ", ".join(gap.switches[:3]) + (" ..." if len(gap.switches) > 3 else "")
        shared.screen.note(f"{_kind(gap.key, len(gap.switches))} ({names})")
        words = "  replaced by (model, none, or Enter to leave open)"
        answer: str = typer.prompt(words, default="", show_default=False, err=True)
        return answer

    return ask


def _kind(key: str, count: int) -> str:
    what, _, size = key.rpartition("-")
    if key == "core":
        what, size = "core", "up to 24"
    ports = "" if key == "other" else f" of {size} ports"
    return f"{count} {f'{what} ' if what else ''}switch{'' if count == 1 else 'es'}{ports}"
