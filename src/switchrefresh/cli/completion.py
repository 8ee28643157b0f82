"""Shell completion: a script for each shell, and the words that may come next."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from switchrefresh.cli.help import VERBS
from switchrefresh.cli.later import load_work_later
from switchrefresh.errors import Exit

SCRIPTS = {
    "bash": """\
_switchrefresh() {
  local IFS=$'\\n'
  COMPREPLY=($(switchrefresh --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _switchrefresh switchrefresh
""",
    "zsh": """\
_switchrefresh() {
  local -a found
  found=("${(@f)$(switchrefresh --complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  [[ -n $found ]] && compadd -- $found || _files
}
compdef _switchrefresh switchrefresh
""",
    "fish": """\
complete -c switchrefresh -a '(switchrefresh --complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
""",
    "powershell": """\
Register-ArgumentCompleter -Native -CommandName switchrefresh -ScriptBlock {
  param($word, $ast, $cursor)
  $before = @($ast.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.ToString() })
  $last = if ($word) { $word } else { '""' }
  switchrefresh --complete @before $last 2>$null |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
""",
}
NOTHING = '""'  # an empty word, as PowerShell can say it: older ones drop an empty argument


def script(words: list[str]) -> int:
    """`--show-completion SHELL` prints the script of that shell."""
    text = SCRIPTS.get(words[0]) if words else None
    if text is None:
        sys.stderr.write(f"say the shell: switchrefresh --show-completion {'|'.join(SCRIPTS)}\n")
        return Exit.CANNOT_ANSWER
    sys.stdout.write(text)
    return Exit.OK


def complete(words: list[str]) -> int:
    """Print what may stand where the last of `words` stands, one a line; never an error, a shell waits."""
    try:
        found = candidates(words)
    except Exception:  # noqa: BLE001 - whatever is wrong with the folder, the person is still typing
        found = []
    if found:
        sys.stdout.write("\n".join(found) + "\n")
    return Exit.OK


def candidates(words: list[str]) -> list[str]:
    """Verbs, options, kinds and ids that begin as the last word does."""
    *before, current = words or [""]
    current = "" if current == NOTHING else current
    if before and before[-1] in {"-C", "--directory", "-o", "--output", "--password-file", "--list"}:
        return []  # the shell completes files
    directory = _value(before, ("-C", "--directory"))
    plain = _plain(before)
    if not plain:
        found = [*VERBS, "help"] if not current.startswith("-") else ["--help", "--version", "--show-completion"]
    elif plain[0] not in VERBS:
        found = list(VERBS) if plain == ["help"] else []
    else:
        found = _of_verb(plain, before, current, directory)
    return sorted({word for word in found if word.startswith(current)})


def _of_verb(plain: list[str], before: list[str], current: str, directory: str | None) -> list[str]:
    from switchrefresh.commands import completing

    if before[-1] == "--explain":
        return completing.codes()
    load_work_later()
    command = _command(plain[0])
    if current.startswith("-"):
        return [name for p in command.params if p.param_type_name == "option" for name in p.opts]
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    at = min(len(plain) - 1, len(arguments) - 1)
    choices = _choices(arguments[at]) if arguments else []
    return choices or (completing.known_ids(directory) if plain[0] not in {"init", "demo"} else [])


def _command(verb: str) -> Any:
    import typer

    return typer.main.get_command(import_module(f"switchrefresh.cli.verbs.{verb}").APP)


def _choices(argument: Any) -> list[str]:
    """`ics|csv|json` as three words; KIND has them in its help."""
    shown = (argument.metavar or "").strip("[].")
    if "|" in shown:
        return shown.split("|")
    return (argument.help or "").split(", ") if shown == "KIND" else []


def _value(words: list[str], names: tuple[str, ...]) -> str | None:
    return next((words[n + 1] for n, word in enumerate(words[:-1]) if word in names), None)


def _plain(words: list[str]) -> list[str]:
    """The words that are no options; the value of -C is none either."""
    found = []
    skip = False
    for word in words:
        if skip or word.startswith("-"):
            skip = not skip and word in {"-C", "--directory"}
            continue
        found.append(word)
    return found
