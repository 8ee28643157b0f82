"""For all tests: nothing outside this machine is contacted, and nobody's home or environment matters."""

import os
import sys
from pathlib import Path

import pytest

from kits import pytest_sessionfinish, pytest_terminal_summary  # noqa: F401 - hooks that pytest finds by name

GUARD = Path(__file__).parent / "guard"
sys.path.insert(0, str(GUARD))
import sitecustomize  # noqa: E402 - installs the guard in this process too

if "guarded" not in dir(sitecustomize):
    sys.modules.pop("sitecustomize")
    import sitecustomize


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path_factory):
    """No cache, agent, project or password of the person who runs the tests, and no umask of another test."""
    for name in (
        "SWITCHREFRESH_PROJECT",
        "SWITCHREFRESH_PASSWORD",
        "SWITCHREFRESH_SECRET",
        "SSH_AUTH_SOCK",
        "NO_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(GUARD), os.environ.get("PYTHONPATH", "")]))
    mask = os.umask(0o022)
    os.umask(mask)
    yield
    os.umask(mask)  # the door narrows it for good, and servers started by later tests need files that others can read
