"""Does this laptop reach its switches through what is about to be cut? Said as far as it can be known."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from switchrefresh.commands.opening import Opened
from switchrefresh.commands.targets import endpoint
from switchrefresh.inventory.topology import goes_dark
from switchrefresh.problems import Problem, warning

_SUBNET = 24  # what a school's management network usually is; only a hint hangs on it


def laptop_warnings(opened: Opened, switches: Sequence[str]) -> list[Problem]:
    """A warning when this machine's address is of the network that goes dark with one of these switches."""
    from switchrefresh.devices.this_machine import own_addresses

    inventory = opened.inventory
    hosts = {name: host for name in inventory.switches if (host := endpoint(inventory, name, "before")[0])}
    own = set(own_addresses(hosts[name] for name in switches if name in hosts).values())
    own = {address for address in own if not _is_loopback(address)}
    if not own:
        return []
    near = {name for name, host in hosts.items() if any(_together(host, address) for address in own)}
    for name in switches:
        dark = set(goes_dark(inventory.switches, name)) if name in inventory.switches else set()
        if near & dark:
            found = sorted(near & dark)[0]
            message = (
                f"this laptop ({sorted(own)[0]}) looks as if it were in the network of {found}, which goes dark "
                f"while {name} is out: it may reach nothing then"
            )
            hint = "plug into the console, or use another way in (a phone's hotspot), before you pull the plug"
            return [warning("laptop-behind-the-cut", message, hint)]
    return []


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True


def _together(host: str, address: str) -> bool:
    """Whether two addresses are of one network of the usual size."""
    try:
        mine = ipaddress.ip_network(f"{address}/{_SUBNET}", strict=False)
        return isinstance(mine, ipaddress.IPv4Network) and ipaddress.IPv4Address(host) in mine
    except ValueError:
        return False
