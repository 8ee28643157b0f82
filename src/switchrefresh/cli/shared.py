"""Options that every verb has, and the frame that every verb runs in."""

from __future__ import annotations

import errno
import inspect
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

import typer

from switchrefresh.cli.answer import Show, print_answer, print_json
from switchrefresh.cli.screen import Screen
from switchrefresh.commands.result import Result, failed
from switchrefresh.errors import StoppedError, SwitchrefreshError, UsageError

PANEL = "Everywhere"
Targets = Annotated[
    list[str] | None, typer.Argument(metavar="TARGET", help="switch, closet (hs/idf-1), building, wave or window")
]


@dataclass(frozen=True)
class Shared:
    """The shared options of one command line."""

    directory: str | None
    json: bool
    screen: Screen
    may_ask: bool


_OPTIONS: dict[str, tuple[Any, Any]] = {
    "directory": (
        Annotated[
            str | None,
            typer.Option("-C", "--directory", metavar="DIR", help="the district folder", rich_help_panel=PANEL),
        ],
        None,
    ),
    "json": (Annotated[bool, typer.Option("--json", help="one JSON object on stdout", rich_help_panel=PANEL)], False),
    "quiet": (Annotated[bool, typer.Option("-q", "--quiet", help="errors only", rich_help_panel=PANEL)], False),
    "verbose": (Annotated[int, typer.Option("-v", "--verbose", count=True, help="more", rich_help_panel=PANEL)], 0),
    "no_color": (Annotated[bool, typer.Option("--no-color", help="plain text", rich_help_panel=PANEL)], False),
    "no_input": (Annotated[bool, typer.Option("--no-input", help="never ask", rich_help_panel=PANEL)], False),
}


def verb_app(name: str, act: Callable[..., Result], show: Show) -> typer.Typer:
    """A Typer app of one verb: `act(shared, ...own options)` gives the result, `show` prints it."""
    own = [p for p in inspect.signature(act, eval_str=True).parameters.values() if p.name != "shared"]

    def command(**words: Any) -> None:
        swallowed = _swallowed(words)
        shared = _shared(words)
        try:
            if swallowed:
                code = _answer(name, _refusing(swallowed), replace(shared, directory=None), show)
            else:
                code = _answer(name, lambda: act(shared, **words), shared, show)
        except KeyboardInterrupt:
            raise StoppedError from None
        raise typer.Exit(int(code))

    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    for option, (annotation, default) in _OPTIONS.items():
        parameters.append(
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        )
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    command.__doc__ = act.__doc__
    mode: Any = "rich" if sys.stdout.isatty() else None
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=mode)
    app.command(
        name, help=inspect.cleandoc(act.__doc__ or ""), context_settings={"help_option_names": ["-h", "--help"]}
    )(command)
    return app


def _swallowed(words: dict[str, Any]) -> str:
    """An option that took the next option for its value, as in `--explain --json`; its name, or nothing.

    A `--json` that was lost that way is meant all the same.
    """
    lost = {key: value for key, value in words.items() if isinstance(value, str) and value.startswith("--")}
    words["json"] = words["json"] or "--json" in lost.values()
    return next((f"--{key.replace('_', '-')}" for key in lost), "")


def _refusing(option: str) -> Callable[[], Result]:
    def refuse() -> Result:
        raise UsageError(f"{option} needs a value", "write it right behind the option")

    return refuse


def _shared(words: dict[str, Any]) -> Shared:
    screen = Screen(colour=not words.pop("no_color"), quiet=words.pop("quiet"), verbose=words.pop("verbose"))
    may_ask = not words.pop("no_input") and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    as_json = words.pop("json")
    return Shared(words.pop("directory"), as_json, screen, may_ask and not as_json)


def _answer(name: str, act: Callable[[], Result], shared: Shared, show: Show) -> int:
    try:
        result = act()
    except SwitchrefreshError as error:
        result = failed(name, error)
        show = _nothing
    except OSError as error:
        result = failed(name, _disk(error))
        show = _nothing
    if shared.directory:
        result = replace(result, next=tuple(_in_folder(line, shared.directory) for line in result.next))
    if shared.json:
        print_json(result)
    else:
        print_answer(result, shared.screen, show)
    return int(result.exit)


DISK_CURES = {
    errno.ENOSPC: "make room on the disk and run it again",
    errno.EDQUOT: "make room within your quota and run it again",
    errno.EFBIG: "lift the limit on the size of files (ulimit -f) and run it again",
    errno.EROFS: "the folder is read-only here: work in the original, or in a copy of it",
    errno.EACCES: "you may not write there: check who owns the folder (ls -ld), or work in a copy of your own",
}


def _disk(error: OSError) -> SwitchrefreshError:
    """The disk said no: which file, and in whose words."""
    what = f"{error.filename}: " if error.filename else ""
    message = f"{what}{error.strerror or type(error).__name__}"
    cure = DISK_CURES.get(error.errno or 0, "make room or check the permissions")
    return SwitchrefreshError(message, f"{cure}; what was saved before is safe", code="disk")


def _in_folder(line: str, directory: str) -> str:
    """A command line that works from where the person stands."""
    return line if " -C " in line else f"{line} -C {shlex.quote(directory)}"


def _nothing(_result: Result, _screen: Screen) -> None:
    """An error has been told already."""
