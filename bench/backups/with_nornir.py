"""nornir-netmiko with nornir's threaded runner."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from login import PASSWORD, USER
from nornir.core import Nornir
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.plugins.runners import ThreadedRunner
from nornir_netmiko.tasks import netmiko_send_command


def pull(places: dict[str, Any], slots: int, folder: Path) -> int:
    """How many answers end as they should."""
    ConnectionPluginRegister.auto_register()
    hosts = {
        name: Host(name, "127.0.0.1", port, USER, PASSWORD, "cisco_ios")
        for name, port in ((f"sw{number}", port) for number, port in enumerate(places["ports"]))
    }
    runner = Nornir(Inventory(Hosts(hosts), Groups(), Defaults()), runner=ThreadedRunner(slots))
    good: list[bool] = []

    def one(task: Any) -> None:
        text = task.run(netmiko_send_command, command_string="show running-config", read_timeout=60).result
        (folder / f"{task.host.name}.cfg").write_text(text)
        good.append(text.rstrip().endswith("end"))
        task.host.close_connections()

    runner.run(one)
    return sum(good)
