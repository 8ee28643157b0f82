"""Writes docs/reference/platforms.md from the recipes: which switch OS tells which fact, and by which command.

python tools/platform_page.py            write the page again; the measured counts in it stay
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from switchrefresh.platforms.facts import Fact
from switchrefresh.platforms.recipe import Platform
from switchrefresh.platforms.registry import OURS
from switchrefresh.snapshots.intent.extracting import CONFIG_FACTS, reads_config_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "platforms.md"
BEGIN, END = "<!-- counts: written by make bench-state -->", "<!-- end of counts -->"
Counts = Mapping[str, str]
_HEAD = """\
# What each switch OS tells

This page is written by `make platform-page` from the recipes; a test holds it against them. A baseline, a before and
an after read the configuration and these facts in one login. `backup --dry-run` prints every command that is sent;
nothing else ever is.

Each fact carries how it came about: collected, empty (the switch answered, and there is nothing), configured (taken
from the running config), unsupported, parse_failed (an answer that is not understood) or refused. A fact that is not
collected is never taken for absent.
"""
_LEGEND = """\
`live`: asked and read. `live+cfg`: the running config fills what the answers lack. `cfg`: from the running config
alone. `-`: nobody tells it. "untested" means that no real capture of the configuration was at hand when the recipe was
written.
"""


def page(counts: str) -> str:
    """The whole page; `counts` is what stands between its two marks."""
    return "\n".join([_HEAD, _matrix(), _LEGEND, f"{BEGIN}\n{counts.strip()}\n{END}\n", _commands()])


def counts_of(text: str) -> str:
    """The measured part of a page."""
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def _matrix() -> str:
    facts = list(Fact)
    rows = [f"| platform | {' | '.join(facts)} |", "|---" * (len(facts) + 1) + "|"]
    for name, platform in sorted(OURS.items()):
        label = f"{name} (untested)" if platform.untested else name
        rows.append(f"| {label} | {' | '.join(_cell(platform, fact) for fact in facts)} |")
    return "\n".join(rows) + "\n"


def _cell(platform: Platform, fact: Fact) -> str:
    live = fact in platform.state
    config = fact in CONFIG_FACTS and reads_config_of(platform)
    return {(True, True): "live+cfg", (True, False): "live", (False, True): "cfg"}.get((live, config), "-")


def _commands() -> str:
    parts = ["## By which command\n"]
    for name, platform in sorted(OURS.items()):
        told = [
            f"| {fact} | {', '.join(f'`{command}`' for command in asked)} |" for fact, asked in platform.state.items()
        ]
        parts.append(f"### {name}\n\n{platform.label}\n\n| fact | command |\n|---|---|\n" + "\n".join(told) + "\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(counts_of(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else ""), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
