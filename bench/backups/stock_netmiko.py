"""Stock netmiko as its documents show it: a thread pool and send_command; no host keys, no proof."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from login import PASSWORD, USER
from netmiko import ConnectHandler


def pull(places: dict[str, Any], slots: int, folder: Path) -> int:
    """How many answers end as they should."""

    def one(place: tuple[int, int]) -> bool:
        number, port = place
        login = {"username": USER, "password": PASSWORD}
        with ConnectHandler(device_type="cisco_ios", host="127.0.0.1", port=port, **login) as device:
            text = device.send_command("show running-config", read_timeout=60)
        (folder / f"sw{number}.cfg").write_text(str(text))
        return str(text).rstrip().endswith("end")

    with ThreadPoolExecutor(slots) as pool:
        return sum(pool.map(one, enumerate(places["ports"])))
