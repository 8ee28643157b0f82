"""An Extreme EXOS access switch's configuration: a list of commands, module by module, with a last comment line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from switchrefresh.lab.answers.words import spans
from switchrefresh.lab.facts import Facts
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup


def extreme_exos_config(setup: Setup, hardware: Hardware) -> str:
    """From the first module to the line that ends the file."""
    modules = {
        "devmgr": [*_identity(setup.facts), *_ports(setup)],
        "vlan": list(_vlans(setup)),
        "aaa": [f'configure account admin encrypted "$5${setup.facts.admin_hash}"'],
        "rtmgr": [f"configure iproute add default {setup.facts.gateway}"],
        "snmpMaster": [f'configure snmpv3 add community "{setup.facts.community}" name "ro" user "v1v2c_ro"'],
        "ntp": ["enable ntp", "configure ntp server add 10.10.0.22"],
        "stp": list(_stp(setup)),
        "poe": list(_power(setup)),
    }
    lines = []
    for module, inside in modules.items():
        lines += ["#", f"# Module {module} configuration.", "#", *inside, ""]
    return "\n".join([*lines, f"# End of configuration file for {hardware.model}."]) + "\n"


def _identity(facts: Facts) -> Iterator[str]:
    yield from (
        f'configure snmp sysName "{facts.hostname}"',
        f'configure snmp sysLocation "{facts.location}"',
        f'configure snmp sysContact "{facts.contact}"',
        "configure timezone name CST -360 autodst name CDT 60 begins every second sunday march at 2 0",
        "configure sys-recovery-level switch reset",
    )


def _ports(setup: Setup) -> Iterator[str]:
    for name, port in setup.ports.items():
        if port.used and port.description:
            yield f'configure ports {name} description-string "{port.description}"'
        elif not port.used:
            yield f"disable port {name}"


def _vlans(setup: Setup) -> Iterator[str]:
    masters = {names[0]: names for names in setup.lags.values()}
    members = {name for names in masters.values() for name in names[1:]}
    ports = {name: port for name, port in setup.ports.items() if name not in members}
    yield f"configure vlan Default delete ports {_list(name for name, port in setup.ports.items() if port.native != 1)}"
    for number, name in setup.vlans.items():
        yield from (f'create vlan "{name}"', f"configure vlan {name} tag {number}")
    for master, names in masters.items():
        yield f"enable sharing {master} grouping {_list(names)} algorithm address-based L2 lacp"
    for number, name in setup.vlans.items():
        tagged = [one for one, port in ports.items() if number in setup.tagged(port)]
        untagged = [one for one, port in ports.items() if port.native == number]
        if tagged:
            yield f"configure vlan {name} add ports {_list(tagged)} tagged"
        if untagged:
            yield f"configure vlan {name} add ports {_list(untagged)} untagged"
    for number, address in sorted(setup.svis.items()):
        if number in setup.vlans:
            yield f"configure vlan {setup.vlans[number]} ipaddress {address.ip} {address.netmask}"


def _stp(setup: Setup) -> Iterator[str]:
    yield from ("configure stpd s0 mode dot1w", "enable stpd s0 auto-bind vlan Default")
    yield from (f"enable stpd s0 auto-bind vlan {name}" for name in setup.vlans.values())
    if setup.stp_priority != 32768:
        yield f"configure stpd s0 priority {setup.stp_priority}"
    yield "enable stpd s0"


def _power(setup: Setup) -> Iterator[str]:
    yield "enable inline-power"
    off = [name for name, port in setup.ports.items() if not port.power]
    if off:
        yield f"disable inline-power ports {_list(off)}"


def _list(names: Iterable[str]) -> str:
    """1-4,7, or 1:1-4,2:3 on a stack."""
    slots: dict[str, list[int]] = {}
    for name in names:
        slot, _, number = name.rpartition(":")
        slots.setdefault(slot, []).append(int(number))
    parts = [(slot, span) for slot, numbers in slots.items() for span in spans(numbers).split(",")]
    return ",".join(f"{slot}:{span}" if slot else span for slot, span in parts)
