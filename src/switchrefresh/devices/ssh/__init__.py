"""The one place that knows netmiko and paramiko."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


def _import_paramiko() -> None:
    """Without invoke, which it needs for `Match exec` in ~/.ssh/config alone: 16 MB and 40 ms of every backup."""
    if "invoke" in sys.modules or "paramiko" in sys.modules:
        return
    sys.modules["invoke"] = _Later("invoke")
    try:
        importlib.import_module("paramiko")
    finally:
        del sys.modules["invoke"]


_import_paramiko()
