"""How switches write addresses and numbers; each OS has its own way."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby


def dotted(mac: str) -> str:
    """9020.c2bf.ae00, as Cisco and FastIron write it."""
    plain = mac.replace(":", "")
    return ".".join(plain[at : at + 4] for at in (0, 4, 8))


def dashed(mac: str) -> str:
    """9020c2-bfae00, as ProCurve and the CX's `show system` write it."""
    plain = mac.replace(":", "")
    return f"{plain[:6]}-{plain[6:]}"


def spaced(mac: str) -> str:
    """90 20 c2 bf ae 00, as ProCurve writes a port id."""
    return mac.replace(":", " ")


def bare(mac: str) -> str:
    """9020c2bfae00."""
    return mac.replace(":", "")


def spans(numbers: Iterable[int], comma: str = ",") -> str:
    """1-4,7 of numbers."""
    found = []
    for _, run in groupby(enumerate(sorted(numbers)), lambda item: item[1] - item[0]):
        values = [value for _, value in run]
        found.append(str(values[0]) if len(values) == 1 else f"{values[0]}-{values[-1]}")
    return comma.join(found)


def wrapped(items: Iterable[str], width: int, comma: str = ", ") -> list[str]:
    """Items joined into lines of at most so many characters; always at least one line."""
    lines = [""]
    for item in items:
        if lines[-1] and len(lines[-1]) + len(comma) + len(item) > width:
            lines[-1] += comma.rstrip()
            lines.append(item)
        else:
            lines[-1] += (comma if lines[-1] else "") + item
    return lines


def table(rows: Iterable[str]) -> str:
    """Lines of an answer."""
    return "".join(f"{row}\n" for row in rows)
