"""Does this laptop reach its switches through what is about to be cut? Said as far as it can be known."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from switchrefresh.commands.opening import Opened
from switchrefresh.commands.proof_states import read_snapshot
from switchrefresh.commands.targets import endpoint
from switchrefresh.inventory.topology import goes_dark
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore

HINT = "plug into the console, or use another way in (a phone's hotspot), before you pull the plug"
_SUBNET = 24  # what a school's management network usually is; only a hint hangs on it


def laptop_warnings(opened: Opened, switches: Sequence[str]) -> list[Problem]:
    """At most one warning: this machine was seen on one of these switches, else its address is of their network."""
    return [*_seen(opened, switches), *_near(opened, switches)][:1]


def _seen(opened: Opened, switches: Sequence[str]) -> list[Problem]:
    """This machine's MAC in the table of a switch that is about to be cut: its way leads through it."""
    from switchrefresh.devices.this_machine import own_macs

    mine, store = own_macs(), SnapshotStore(opened.project.snapshots)
    for name in switches:
        ids = store.ids(name, "before")
        try:
            macs = read_snapshot(store, ids[-1]).state.macs if ids and mine else ()
        except SnapshotDamagedError:
            continue
        for seen in macs:
            if "".join(c for c in seen.mac.lower() if c.isalnum()) in mine:
                message = f"this laptop was seen on {name}, port {seen.port}: it reaches nothing while {name} is out"
                return [warning("laptop-behind-the-cut", message, HINT)]
    return []


def _near(opened: Opened, switches: Sequence[str]) -> list[Problem]:
    """This machine's address in the network of a switch that goes dark, or of one behind it."""
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
            return [warning("laptop-behind-the-cut", message, HINT)]
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
