"""Where a finished document goes: into `out/`, into a file that was named, or to standard output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from switchrefresh.commands.opening import Opened
from switchrefresh.errors import UsageError
from switchrefresh.storage.atomic import make_private_folder, write_atomic


@dataclass(frozen=True)
class Document:
    """A finished document under the name it gets in `out/`."""

    name: str
    body: bytes


def write_documents(opened: Opened, documents: list[Document], output: str | None) -> tuple[str, ...]:
    """Write them all and say where; with `output` a folder for several, a file for one."""
    if output is None:
        make_private_folder(opened.project.out)
        paths = [opened.project.out / document.name for document in documents]
    elif output.endswith("/"):  # said to be a folder: it is made; one that is there keeps its permissions
        if not Path(output).is_dir():
            make_private_folder(Path(output))
        paths = [Path(output) / document.name for document in documents]
    elif len(documents) == 1 and not Path(output).is_dir():
        paths = [Path(output)]
        if not paths[0].parent.is_dir():
            raise UsageError(f"the folder {paths[0].parent} does not exist", "make it, or name another file with -o")
    else:
        if not Path(output).is_dir():
            message = f"{len(documents)} documents need a folder, and {output} is none"
            raise UsageError(message, f"end it with a slash, {output}/, or name one window")
        paths = [Path(output) / document.name for document in documents]
    for path, document in zip(paths, documents, strict=True):
        write_atomic(path, document.body)
    return tuple(str(path) for path in paths)
