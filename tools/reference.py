"""Writes the pages of the reference that follow from the code: verbs and problem codes. `--check` only compares."""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from switchrefresh.cli.help import VERBS
from switchrefresh.documents.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- made by tools/reference.py from the code: `make docs` -->\n"
SHARED = {"directory", "json", "quiet", "verbose", "no_color", "no_input"}
SHARED_TEXT = """\
Every verb also takes `-C DIR` (the district folder), `--json` (one object on standard output), `-q` (errors only),
`-v` (more), `--no-color`, `--no-input` (never ask) and `--help`. A TARGET is a switch, a closet (`hs/idf-1`), a
building, a wave or a window. Exit codes: 0 yes or done, 1 the answer is no, 2 cannot answer, 3 partly done, 4 refused,
70 a bug, 130 Ctrl-C.

Completion of verbs, options and the ids of the folder: `eval "$(switchrefresh --show-completion bash)"` in `~/.bashrc`,
the same with `zsh` in `~/.zshrc`, and `switchrefresh --show-completion fish | source` in `config.fish`.
In PowerShell, in `$PROFILE`: `switchrefresh --show-completion powershell | Out-String | Invoke-Expression`.
"""


def verbs() -> str:
    """docs/reference/verbs.md"""
    parts = [f"{MADE}# Verbs\n\n{SHARED_TEXT}"]
    parts += [_verb(name, words) for name, words in VERBS.items()]
    return "\n".join(parts)


def _verb(name: str, words: str) -> str:
    import typer

    app = import_module(f"switchrefresh.cli.verbs.{name}").APP
    command: Any = typer.main.get_command(app)
    own = [p for p in command.params if p.name not in SHARED]
    arguments = [_metavar(p) for p in own if p.param_type_name == "argument"]
    text = inspect.cleandoc(command.help or "").split("\n\n")
    prose = [part for part in text if not part.startswith("switchrefresh ")]
    examples = [line for part in text if part.startswith("switchrefresh ") for line in part.splitlines()]
    lines = [f"## {name}\n", f"{words[0].upper()}{words[1:]}{'' if words.endswith('?') else '.'}\n"]
    lines += ["```sh", *examples, "```\n"]
    lines += [f"{part}\n" for part in prose]
    lines += [f"`switchrefresh {' '.join([name, *arguments])} [OPTIONS]`\n"]
    options = [p for p in own if p.param_type_name == "option"]
    if options:
        lines += ["| option | what it does |", "|---|---|", *(_option(p) for p in options), ""]
    return "\n".join(lines)


def _metavar(parameter: Any) -> str:
    shown = parameter.metavar or parameter.name.upper()
    shown = shown if parameter.required else f"[{shown}]"
    return f"{shown}..." if parameter.nargs == -1 else shown


def _option(option: Any) -> str:
    names = ", ".join(f"`{word}`" for word in sorted((*option.opts, *option.secondary_opts), key=len))
    value = "" if option.is_flag or option.count else f" {option.metavar or option.name.upper()}"
    told = (option.help or "").replace("|", "\\|")
    return f"| {names}{value} | {told} |"


def problems() -> str:
    """docs/reference/problems.md"""
    lines = [f"{MADE}# Problem codes\n\nThe same pages as `switchrefresh check --explain CODE`.\n"]
    for code, page in sorted(CATALOGUE.items(), key=lambda item: item[0].casefold()):
        lines += [f"## {code}\n", f"{page.meaning}\n", "```text", page.example, "```\n", f"Cure: {page.cure}\n"]
    return "\n".join(lines)


PAGES = {"docs/reference/verbs.md": verbs, "docs/reference/problems.md": problems}


def stale() -> list[str]:
    """The pages that no longer say what the code does."""
    return [name for name, make in PAGES.items() if not _is(ROOT / name, make())]


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> int:
    """Write them, or with --check name the stale ones."""
    if "--check" in sys.argv:
        found = stale()
        for name in found:
            print(f"{name} is stale: make docs")
        return 1 if found else 0
    for name, make in PAGES.items():
        (ROOT / name).write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
