"""doctor --switches and --detect: what switches offer in SSH, read without a login, and what may answer somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from switchrefresh.commands.doctor_checks import Status
from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.promises import stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.targets import endpoint
from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.offers import read_offer, read_offers
from switchrefresh.devices.targets import Offer
from switchrefresh.errors import Exit, UsageError
from switchrefresh.planning.targets import switches_of
from switchrefresh.platforms.guessing import guess_platform
from switchrefresh.problems import Problem

Answer = tuple[Status, str, str]
SSH_PORT = 22


def run_switches(directory: str | None, targets: Sequence[str]) -> Result:
    """Which switches need `legacy_ssh`, which do not, and which cannot be spoken with at all; 1 when one fails."""
    opened = open_folder(directory, without_checks=True)
    stored = stored_plan(opened)
    known = opened.inventory
    names = switches_of(targets, known, stored.plan if stored else None) if targets else tuple(known.switches)
    places, rows = [], []
    for name in names:
        host, port, why = endpoint(known, name, "before")
        if host is None:
            rows.append({"switch": name, "status": str(Status.OK), "message": why, "cure": ""})
        else:
            places.append((name, host, port))
    where = {name: (host, port) for name, host, port in places}
    rows += [_row(opened, name, *where[name], offer) for name, offer in read_offers(places)]
    rows.sort(key=lambda row: names.index(row["switch"]))
    bad = any(row["status"] == Status.FAIL for row in rows)
    return Result("doctor", {"switches": rows}, exit=Exit.NO if bad else Exit.OK)


def run_detect(where: str) -> Result:
    """What the SSH version line of a host says about its OS, and how sure that is."""
    host, port = _place(where)
    offer = read_offer(host, port)
    if isinstance(offer, PullFailure):
        problem = Problem(offer.reason, f"{host}: {offer.detail}", hint=offer.next_step)
        return Result("doctor", {"detect": {"host": host, "port": port}}, (problem,), Exit.NO)
    guess = guess_platform(offer.banner)
    found = {
        "host": host,
        "port": port,
        "banner": offer.banner,
        "platforms": list(guess.platforms),
        "sureness": guess.sureness,
        "legacy_ssh": offer.legacy,
    }
    return Result("doctor", {"detect": found})


def _place(where: str) -> tuple[str, int]:
    """`host`, `host:port` or `[address]:port`."""
    bare, _, port = where.rpartition(":")
    if bare and port.isdecimal() and (":" not in bare or bare.startswith("[")) and 0 < int(port) < 65536:
        return bare.strip("[]"), int(port)
    if not where or where.startswith("-"):
        raise UsageError(f'"{where}" is no host', "switchrefresh doctor --detect 10.10.0.2")
    return where, SSH_PORT


def _row(opened: Opened, name: str, host: str, port: int, offer: Offer | PullFailure) -> dict[str, Any]:
    marked = opened.inventory.switches[name].legacy_ssh
    status, message, cure = _judge(offer, marked)
    row: dict[str, Any] = {
        "switch": name,
        "host": host,
        "port": port,
        "status": str(status),
        "message": message,
        "cure": cure,
        "marked_legacy": marked,
    }
    if isinstance(offer, Offer):
        lists = {"kex": offer.kex, "host_keys": offer.keys, "ciphers": offer.ciphers, "macs": offer.macs}
        row |= {"banner": offer.banner, "needs_legacy": offer.legacy, **{key: list(v) for key, v in lists.items()}}
    return row


def _judge(offer: Offer | PullFailure, marked: bool) -> Answer:
    if isinstance(offer, PullFailure):
        return Status.FAIL, f"{offer.reason}: {offer.detail}", offer.next_step
    if offer.banner.startswith(("SSH-1.0", "SSH-1.3", "SSH-1.5")):
        return Status.FAIL, "speaks SSH version 1 only", "switch on SSH version 2 there, at the console"
    if not offer.reachable:
        kinds = {"kex": "key exchange", "keys": "host keys", "ciphers": "ciphers", "macs": "checksums"}
        named = ", ".join(kinds[kind] for kind in offer.missing)
        return Status.FAIL, f"nothing in common: {named}", "newer firmware, or the console"
    if offer.legacy and not marked:
        return Status.FAIL, "speaks old SSH only (SHA-1)", "legacy_ssh: true for this switch in switches.yaml"
    if offer.legacy:
        return Status.OK, "speaks old SSH only, and is marked so", ""
    if marked:
        return Status.WARN, "speaks modern SSH although it is marked", "delete legacy_ssh: true in switches.yaml"
    return Status.OK, "speaks modern SSH", ""
