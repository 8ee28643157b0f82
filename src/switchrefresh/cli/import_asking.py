"""Asks what replaces each kind of switch of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from switchrefresh.cli.shared import Shared


def asker(shared: Shared) -> Callable[[Any], str]:
    """Asks on the terminal, once for each kind of switch; Enter leaves it open."""

    def ask(gap: Any) -> str:
        what = "core switches" if gap.key == "core" else f"switches of {gap.key} ports"
        names = ", ".join(gap.switches[:3]) + (" ..." if len(gap.switches) > 3 else "")
        shared.screen.note(f"{len(gap.switches)} {what} ({names})")
        answer: str = typer.prompt("  replaced by (model, none, or Enter to leave open)", default="", err=True)
        return answer

    return ask
