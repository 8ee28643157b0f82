"""Port map files of a district folder: read strictly, every mistake with line, column and cure."""

from __future__ import annotations

from dataclasses import dataclass

from switchrefresh.errors import InputError
from switchrefresh.problems import Problem, Where, in_reading_order
from switchrefresh.storage.project import Project, read_bytes
from switchrefresh.storage.strict_yaml import MAX_BYTES, Document, frame, read_yaml
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portmap_reading import ROOT, read_portmap

FOLDER = "portmaps"


@dataclass(frozen=True)
class PortMapFile:
    """One file: its map, or the mistakes that keep it from being one."""

    portmap: PortMap | None
    problems: tuple[Problem, ...] = ()


def load_portmap(project: Project, name: str) -> PortMapFile:
    """The port map of a file named in the folder, as `portmaps/2530-to-6200.yaml`."""
    path = project.inside(name)
    if path is None:
        hint = f"put it into {FOLDER}/ and name it from there"
        return PortMapFile(None, (Problem("outside-folder", f"{name} lies outside the folder", hint=hint),))
    try:
        document = read_yaml(name, read_bytes(path, name, MAX_BYTES))
    except InputError as error:
        return PortMapFile(None, (Problem(error.code, error.message, hint=error.hint, where=Where(name)),))
    if document.problems or document.data is None:
        return PortMapFile(None, document.problems or (_empty(document),))
    portmap, findings = read_portmap(document.data, name)
    problems = []
    for found in findings:
        where = document.locate(found.path, found.on_key)
        problems.append(found.problem.at(where, frame(document.text, where.line, where.column)))
    return PortMapFile(portmap, in_reading_order(problems))


def own_portmap(switch: str) -> str:
    """The file of a single switch; what stands in it goes before the map that several switches share."""
    return f"{FOLDER}/{switch}.yaml"


def portmap_for(project: Project, switch: str, shared: str | None) -> PortMapFile:
    """The map of a switch: its own file over the one that its replacement names; neither is no map and no mistake."""
    own = own_portmap(switch)
    names = [name for name in dict.fromkeys((own, shared)) if name is not None]
    files = [load_portmap(project, name) for name in names if name == shared or (project.root / name).exists()]
    problems = tuple(problem for file in files for problem in file.problems)
    maps = [file.portmap for file in files if file.portmap is not None]
    if problems or not maps:
        return PortMapFile(None, problems)
    return PortMapFile(maps[0] if len(maps) == 1 else maps[0].over(maps[1]))


def _empty(document: Document) -> Problem:
    hint = f"begin the file with `{ROOT}:`"
    return Problem("portmap-empty", f"{document.file} is empty", hint=hint, where=Where(document.file, 1, 1))
