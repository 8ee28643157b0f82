"""What switches offer in SSH, read days ahead and without a login, so that nobody meets old SSH in the night."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.targets import Offer

PATIENCE = 10.0  # seconds
AT_ONCE = 16


def read_offer(host: str, port: int, seconds: float = PATIENCE) -> Offer | PullFailure:
    """One switch's offer, or the failure with its reason and cure; nothing secret is sent."""
    from switchrefresh.devices.ssh.offers import fetch_offer

    return fetch_offer(host, port, seconds)


def read_offers(places: Iterable[tuple[str, str, int]]) -> Iterator[tuple[str, Offer | PullFailure]]:
    """The offers of many switches, given as (id, host, port), in that order."""
    places = list(places)
    with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="offer") as pool:
        found = [pool.submit(read_offer, host, port) for _, host, port in places]
        for (name, _, _), future in zip(places, found, strict=True):
            yield name, future.result()
