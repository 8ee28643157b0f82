"""Where a switch, or its replacement, is reached in each phase; and which switches are never contacted."""

from __future__ import annotations

import re

from switchrefresh.inventory.checks import NEVER_CONTACTED
from switchrefresh.inventory.model import Inventory
from switchrefresh.platforms.registry import find_platform
from switchrefresh.problems import Problem, warning

NEW_SWITCH = ("staged", "after")  # phases that speak of the replacement
_WITH_PORT = re.compile(r"([^:\[\]]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})")


def endpoint(inventory: Inventory, switch: str, phase: str) -> tuple[str | None, int, str]:
    """Host and port, or None and why not. `after` and `staged` mean the replacement (design, section 6), if any."""
    found = inventory.switches[switch]
    new = found.replacement if phase in NEW_SWITCH else None
    platform = new.platform if new else found.platform
    usual = (new.port if new else None) or inventory.district.access.port
    if platform in NEVER_CONTACTED:
        return None, usual, f"platform {platform} is never contacted"
    if phase == "staged":
        return _bench(new.bench_host if new else None, usual, is_replaced=new is not None)
    host = (new.host or found.host) if new else found.host
    same_place = new is None or host == found.host  # another address does not inherit an odd port
    port = (new.port if new else None) or (found.port if same_place else None) or inventory.district.access.port
    if not host:
        return None, port, "there is no `host:` for it in switches.yaml"
    return host, port, ""


def platform_of(inventory: Inventory, switch: str, phase: str) -> str:
    """The platform of whatever stands there in this phase."""
    found = inventory.switches[switch]
    return found.replacement.platform if phase in NEW_SWITCH and found.replacement else found.platform


def untested_platforms(names: set[str]) -> list[Problem]:
    """A warning for each platform whose recipe no real capture could confirm."""
    found = []
    for name in sorted(names):
        platform = find_platform(name)
        if platform is not None and platform.untested:
            message = f"the recipe of {name} was written from documents; no real capture of its config was at hand"
            hint = "look at the first stored config of each model before you rely on it"
            found.append(warning("untested-platform", message, hint))
    return found


def _bench(bench_host: str | None, port: int, is_replaced: bool) -> tuple[str | None, int, str]:
    """Where a new switch stands before its night; `host:port` where the bench forwards ports."""
    if not is_replaced:
        return None, port, "not on the bench: it has no replacement"
    if not bench_host:
        return None, port, "not on the bench: its replacement has no `bench_host:`"
    if match := _WITH_PORT.fullmatch(bench_host):
        return match[1].strip("[]"), int(match[2]), ""
    return bench_host, port, ""
