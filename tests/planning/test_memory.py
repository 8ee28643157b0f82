"""What a solver frees goes back to the system; a C library without such a call is no trouble."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from switchrefresh.planning import memory


@pytest.fixture(autouse=True)
def _asked_anew():
    memory.keep_no_large_blocks.cache_clear()
    yield
    memory.keep_no_large_blocks.cache_clear()


def test_it_is_asked_for_once(monkeypatch):
    asked = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(mallopt=lambda *what: asked.append(what)))
    memory.keep_no_large_blocks()
    memory.keep_no_large_blocks()
    assert asked == [(-3, 131_072)]


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_other_c_libraries(monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace())
    memory.keep_no_large_blocks()
