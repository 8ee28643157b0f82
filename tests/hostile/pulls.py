"""How the suite pulls: the product's own entry, limits scaled down, an own book of host keys."""

from __future__ import annotations

from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Credentials, Limits, PullResult, Target
from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.known_hosts import KnownHosts

from hostile_switches import PASSWORD, SECRET, USER  # isort: skip

# Half of the real ones or less; silence and total time far less, because some switches here make us wait for them.
LIMITS = Limits(
    connect=2.5, login=3.0, dialogue=2.5, idle=2.5, total=15.0, quiet=0.3, doubt=1.5, brief=0.05, pager=0.025
)
CREDENTIALS = Credentials(password=PASSWORD, secret=SECRET)


def target_of(lab: LabNetwork, name: str, **more) -> Target:
    """The target as the inventory would name it."""
    host, port = lab.address(name)
    return Target(switch=name, host=host, port=port, platform=lab.switch(name).platform, username=USER, **more)


def pull(
    targets: list[Target],
    book: KnownHosts,
    credentials: Credentials = CREDENTIALS,
    limits: Limits = LIMITS,
    mode: str = "learn",
    concurrency: int = 30,
) -> dict[str, PullResult]:
    """All results by switch; each target has exactly one."""
    results = list(
        pull_all(targets, credentials, book, host_key_mode=mode, limits=limits, concurrency=concurrency)  # type: ignore[arg-type]
    )
    assert sorted(r.switch for r in results) == sorted(t.switch for t in targets)
    return {result.switch: result for result in results}
