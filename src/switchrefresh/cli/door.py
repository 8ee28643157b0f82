"""The front door: finds the verb, runs it, prints its answer, returns the exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from switchrefresh import __version__
from switchrefresh.cli.help import VERBS, root_help, unknown_verb
from switchrefresh.cli.later import load_work_later
from switchrefresh.errors import Exit, StoppedError


def run(words: list[str]) -> int:
    """Answer one command line; never lets a traceback out."""
    os.umask(0o077)  # plans, journals and configs are nobody else's business
    _show_what_can_be_shown()
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except (KeyboardInterrupt, StoppedError):
        return _interrupted(words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is told in one line and exits 70
        return _bug(words, error)
    return code


def _show_what_can_be_shown() -> None:
    """A console that lacks a character (cp1252, cp437) shows a question mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _dispatch(words: list[str]) -> int:
    if not words and _in_district():
        words = ["status"]
    if not words or words[0] in {"--help", "-h", "help"}:
        sys.stdout.write(root_help("all" in words))
        return Exit.OK
    if words[0] in {"--complete", "--show-completion"}:
        from switchrefresh.cli import completion

        return (completion.complete if words[0] == "--complete" else completion.script)(words[1:])
    if words[0] == "--version":
        return _version(words)
    at = _verb_at(words)
    if at is None:
        at, words = 0, ["status", *words]
    if words[at] not in VERBS:
        return _usage(words, *unknown_verb(words[at]))
    verb = words[at]
    if "--help" in words or "-h" in words:
        load_work_later()
    app: Any = import_module(f"switchrefresh.cli.verbs.{verb}").APP
    return _run_verb(verb, app, words[:at] + words[at + 1 :])


def _in_district() -> bool:
    from switchrefresh.commands.here import in_district

    return in_district()


def _version(words: list[str]) -> int:
    if "--json" in words:
        from switchrefresh.cli.answer import print_json
        from switchrefresh.commands.result import Result

        print_json(Result("switchrefresh", {"version": __version__}))
    else:
        sys.stdout.write(f"switchrefresh {__version__}\n")
    return Exit.OK


def _interrupted(words: list[str]) -> int:
    """Ctrl-C: one line for a person, the envelope for a program."""
    at = _verb_at(words)
    verb = words[at] if at is not None else "switchrefresh"
    message = "stopped; nothing that was reported as done is lost"
    if verb == "backup":
        message += "; the same with --resume goes on from here"
    if "--json" in words:
        from switchrefresh.cli.answer import print_json
        from switchrefresh.commands.result import Result
        from switchrefresh.problems import Problem

        print_json(Result(verb, problems=(Problem("interrupted", message),), exit=Exit.INTERRUPTED))
    sys.stderr.write(f"\n{message}\n")
    return Exit.INTERRUPTED


def _verb_at(words: list[str]) -> int | None:
    """Where the verb stands; shared options may come before it."""
    skip = False
    for n, word in enumerate(words):
        if skip or word.startswith("-"):
            skip = not skip and word in {"-C", "--directory"}
            continue
        return n
    return None


def _run_verb(verb: str, app: Any, words: list[str]) -> int:
    import typer

    command = typer.main.get_command(app)
    try:
        code = command.main(args=words, prog_name=f"switchrefresh {verb}", standalone_mode=False)
    except Exception as error:
        # Typer carries its own copy of click, which must not be imported: its errors are known by what they can do.
        explain: Callable[[], str] | None = getattr(error, "format_message", None)
        if explain is None:
            if type(error).__name__ == "Abort":
                raise KeyboardInterrupt from None
            raise
        return _usage(words, explain(), f"switchrefresh {verb} --help", verb)
    return int(code or 0)


def _usage(words: list[str], message: str, hint: str, verb: str = "") -> int:
    from switchrefresh.cli.answer import print_json, print_problems
    from switchrefresh.cli.screen import Screen
    from switchrefresh.commands.result import failed
    from switchrefresh.errors import UsageError

    result = failed(verb or "switchrefresh", UsageError(message, hint))
    if "--json" in words:
        print_json(result)
    else:
        print_problems(result.problems, Screen())
    return result.exit


def _bug(words: list[str], error: Exception) -> int:
    """Name the place, not the values: values may be secret."""
    from switchrefresh.cli.answer import print_json, print_problems
    from switchrefresh.cli.screen import Screen
    from switchrefresh.commands.result import Result
    from switchrefresh.problems import Problem

    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "switchrefresh" in frame.filename] or frames[-1:]
    trail = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(ours[-4:]))
    message = f"switchrefresh has a bug here: {type(error).__name__} at {trail}"
    hint = "please report this line; it holds no names and no secrets"
    result = Result("switchrefresh", problems=(Problem("bug", message, hint=hint),), exit=Exit.BUG)
    if "--json" in words:
        print_json(result)
    else:
        print_problems(result.problems, Screen())
    return Exit.BUG
