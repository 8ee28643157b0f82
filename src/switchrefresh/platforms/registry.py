"""Which switch OSes are known: ours and those that other packages bring, all through one entry point group."""

from __future__ import annotations

import difflib
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from switchrefresh.platforms import (
    arista_eos,
    aruba_aoscx,
    cisco_ios,
    cisco_nxos,
    cisco_s300,
    dell_os6,
    dell_os9,
    dell_os10,
    extreme_exos,
    fortinet,
    hp_comware,
    hp_procurve,
    juniper_junos,
    mikrotik_routeros,
    netgear_prosafe,
    ruckus_fastiron,
    tplink_jetstream,
    ubiquiti_edgeswitch,
)
from switchrefresh.platforms.recipe import Platform

GROUP = "switchrefresh.platforms"
OUR_ROOM = "switchrefresh.platforms."
# Planned and documented, never contacted: nothing to log in to, or a controller owns the config (design, section 3).
NEVER_CONTACTED = frozenset({"unmanaged", "cloud"})
# Ours by name, for a checkout that was never installed and so has no entry points.
OURS = {
    platform.name: platform
    for platform in (
        arista_eos.PLATFORM,
        aruba_aoscx.PLATFORM,
        cisco_ios.PLATFORM,
        cisco_ios.CISCO_XE,
        cisco_nxos.PLATFORM,
        cisco_s300.PLATFORM,
        dell_os6.PLATFORM,
        dell_os9.PLATFORM,
        dell_os10.PLATFORM,
        extreme_exos.PLATFORM,
        fortinet.PLATFORM,
        hp_comware.PLATFORM,
        hp_procurve.PLATFORM,
        hp_procurve.ARUBA_OSSWITCH,
        juniper_junos.PLATFORM,
        mikrotik_routeros.PLATFORM,
        netgear_prosafe.PLATFORM,
        ruckus_fastiron.PLATFORM,
        tplink_jetstream.PLATFORM,
        ubiquiti_edgeswitch.PLATFORM,
    )
}


def find_platform(name: str) -> Platform | None:
    """The recipe for a platform name; None when there is none, and for `unmanaged` and `cloud`."""
    return None if name in NEVER_CONTACTED else _load_all()[0].get(name)


def known_platforms() -> tuple[str, ...]:
    """The names with a recipe, in alphabetical order."""
    return tuple(sorted(_load_all()[0]))


def broken_platforms() -> tuple[str, ...]:
    """Entry points of other packages that could not be loaded, as `name: why`."""
    return _load_all()[1]


def nearest_platforms(name: str) -> tuple[str, ...]:
    """Known names that look like a misspelt one."""
    return tuple(difflib.get_close_matches(name, (*known_platforms(), *sorted(NEVER_CONTACTED)), n=3, cutoff=0.5))


@lru_cache(maxsize=1)
def _load_all() -> tuple[dict[str, Platform], tuple[str, ...]]:
    """Every platform by name. Nobody can replace one of ours by bringing a second entry of the same name."""
    found: dict[str, Platform] = {}
    broken: list[str] = []
    for entry in entry_points(group=GROUP):
        taken = entry.name in NEVER_CONTACTED or (entry.name in OURS and not entry.value.startswith(OUR_ROOM))
        loaded = "the name is taken" if taken else _load(entry)
        if isinstance(loaded, Platform):
            found[entry.name] = loaded
        else:
            broken.append(f"{entry.name}: {loaded}")
    return OURS | found, tuple(sorted(broken))


def _load(entry: EntryPoint) -> Platform | str:
    """The entry's platform, or why it cannot be used: another package's fault must not stop a backup."""
    try:
        loaded = entry.load()
    except Exception as error:  # noqa: BLE001 - the code of another package runs here
        return f"{type(error).__name__}: {error}"
    return loaded if isinstance(loaded, Platform) else "is not a Platform"
