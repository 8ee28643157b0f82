"""In what pieces an answer goes over the wire: pure data, so that a fault can be read before it is played."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from switchrefresh.lab.behaviour import HEALTHY, Behaviour


class Stop(Enum):
    """How an answer ends early."""

    PROMPT = auto()
    HANG = auto()
    DROP = auto()
    ENDLESS = auto()


Step = bytes | float | Stop
FILLER = b"interface lab-endless\r\n description this line comes again and again\r\n!\r\n" * 200


def behaves_now(behaviour: Behaviour, reading: int) -> Behaviour:
    """The behaviour that counts for this reading (counted from 1)."""
    if behaviour.readings is None or reading <= behaviour.readings:
        return behaviour
    return HEALTHY


def steps(body: bytes, behaviour: Behaviour) -> Iterator[Step]:
    """The pieces of an answer in order: bytes to send, seconds to wait, and perhaps a `Stop`."""
    if behaviour.instead is not None:
        body = behaviour.instead
    if behaviour.inserted:
        body = body[: behaviour.insert_at] + behaviour.inserted + body[behaviour.insert_at :]
    end, stop = _end(len(body), behaviour)
    if behaviour.think:
        yield behaviour.think
    if behaviour.pause_at is not None and behaviour.pause_at < end:
        yield body[: behaviour.pause_at]
        yield behaviour.pause_for
        yield body[behaviour.pause_at : end]
    else:
        yield body[:end]
    if stop is not None:
        yield stop


def _end(length: int, behaviour: Behaviour) -> tuple[int, Stop | None]:
    if behaviour.endless:
        return length, Stop.ENDLESS
    cuts = [
        (behaviour.drop_after, Stop.DROP),
        (behaviour.hang_after, Stop.HANG),
        (behaviour.stop_after, Stop.PROMPT),
    ]
    set_cuts = [(min(place, length), stop) for place, stop in cuts if place is not None]
    return min(set_cuts, key=lambda cut: cut[0]) if set_cuts else (length, None)
