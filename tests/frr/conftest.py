"""One FRR switch for all tests of this folder; skipped with a reason where it cannot run."""

import pytest
from frr_network import FrrSwitch, frr_running, why_not


@pytest.fixture(scope="session")
def frr_switch() -> FrrSwitch:
    """A real network OS behind two real SSH servers, a modern and a SHA-1-only one."""
    reason = why_not()
    if reason:
        pytest.skip(f"FRR: {reason}")
    with frr_running() as switch:
        yield switch
