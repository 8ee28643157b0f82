"""Help needs a verb's words, not its work: modules of `commands` are then loaded when something in them is used."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

WORK = "switchrefresh.commands."


class _Later(MetaPathFinder):
    """Finds the modules of `commands` and puts their loading off."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if not name.startswith(WORK):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


def load_work_later() -> None:
    """From now on a module of `commands` costs nothing until it is used."""
    sys.meta_path.insert(0, _Later())
