"""Where a switch, or its replacement, is reached; and which switches are never contacted."""

from __future__ import annotations

from switchrefresh.inventory.checks import NEVER_CONTACTED
from switchrefresh.inventory.model import Inventory


def endpoint(inventory: Inventory, switch: str, after: bool) -> tuple[str | None, int, str]:
    """Host and port, or None and why not; `after` means the replacement (design, section 6), if there is one."""
    found = inventory.switches[switch]
    new = found.replacement if after else None
    platform = new.platform if new else found.platform
    host = (new.host or found.host) if new else found.host
    same_place = new is None or host == found.host  # another address does not inherit an odd port
    port = (new.port if new else None) or (found.port if same_place else None) or inventory.district.access.port
    if platform in NEVER_CONTACTED:
        return None, port, f"platform {platform} is never contacted"
    if not host:
        return None, port, "there is no `host:` for it in switches.yaml"
    return host, port, ""
