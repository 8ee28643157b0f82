"""One thing that is not as it was: what, how bad, which port it was and is, in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """Critical and major mean that something is lost; minor is worth reading and changes no verdict."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return ("critical", "major", "minor").index(self.value)


def worst(severities: Iterable[Severity]) -> Severity:
    """The worst of some severities."""
    return min(severities, key=lambda severity: severity.rank)


NOT_CHECKED = "NOT_CHECKED"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person has looked at a finding and lives with it until a day."""

    who: str
    why: str
    until: date


@dataclass(frozen=True, slots=True)
class Finding:
    """`about` is its subject where that is no port (a VLAN, an address, a fact); `also` are codes folded into it."""

    code: str
    severity: Severity
    message: str
    before_port: str | None = None
    after_port: str | None = None
    about: str = ""
    also: tuple[str, ...] = ()
    accepted: Acceptance | None = None

    @property
    def counts(self) -> bool:
        """Whether it decides a verdict."""
        return self.severity is not Severity.MINOR and self.accepted is None

    def as_json(self) -> dict[str, Any]:
        """The keys of the JSON contract, and what was added to them."""
        taken = self.accepted
        return {
            "code": self.code,
            "severity": str(self.severity),
            "before_port": self.before_port,
            "after_port": self.after_port,
            "message": self.message,
            "about": self.about or None,
            "also": list(self.also),
            "accepted": {"who": taken.who, "why": taken.why, "until": taken.until.isoformat()} if taken else None,
        }


# The cause before its consequences: the first of these codes that a port has is the one that is told.
_TELLING = (
    "PORT_NOT_MAPPED",
    "PORT_MISSING",
    "ADMIN_DOWN",
    "NEIGHBOR_MOVED",
    "LAG_MEMBER",
    "POE_LOST",
    "LINK_LOST",
    "NEIGHBOR_LOST",
    "MODE_CHANGED",
    "ACCESS_VLAN",
    "NATIVE_VLAN",
    "TRUNK_VLANS_LOST",
    "VOICE_VLAN",
    "MAC_WRONG_VLAN",
    "CABLE_MOVED",
)
_SETTINGS = frozenset({"MODE_CHANGED", "ACCESS_VLAN", "NATIVE_VLAN", "TRUNK_VLANS_LOST", "VOICE_VLAN"})
_MOVED = frozenset({"CABLE_MOVED", "NEIGHBOR_MOVED"})


def fold(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding per port and cure: what a port lost for one reason is told once, with the other codes beside it.

    A cable, a setting and a speed are three cures. A host in the wrong VLAN is the cable's fault where the cable is in
    another port, else the setting's.
    """
    listed = list(findings)
    moved = {found.before_port for found in listed if found.code in _MOVED}
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, found in enumerate(listed):
        alone = found.before_port is None or found.code == NOT_CHECKED
        key = (number,) if alone else (found.before_port, _cure(found, moved))
        groups.setdefault(key, []).append(found)
    told = [_one(group) for group in groups.values()]
    return tuple(sorted(told, key=lambda f: (f.severity.rank, f.code == NOT_CHECKED)))


def _cure(found: Finding, moved: set[str | None]) -> str:
    if found.code in _SETTINGS or (found.code == "MAC_WRONG_VLAN" and found.before_port not in moved):
        return "setting"
    return "speed" if found.code in {"SPEED_DROP", "HALF_DUPLEX"} else "cable"


def _one(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    order = {code: number for number, code in enumerate(_TELLING)}
    first = min(group, key=lambda f: (order.get(f.code, len(order)), f.severity.rank))
    also = dict.fromkeys(f.code for f in group if f.code != first.code)
    message = first.message
    if first.code == "MAC_WRONG_VLAN" and (cause := next((f for f in group if f.code in _MOVED), None)) is not None:
        message = f"{cause.message}; {message.partition(': ')[2]}"
    return replace(first, severity=worst(f.severity for f in group), also=tuple(also), message=message)


@dataclass(frozen=True)
class Due:
    """A device of students or staff that was absent: its port, and who was seen there when."""

    before_port: str
    after_port: str | None
    macs: tuple[str, ...] = ()
    vlan: int | None = None
    what: str = ""
    last_seen: str = ""
    link: str = ""  # up | down

    def as_json(self) -> dict[str, Any]:
        """For the JSON answer."""
        return {
            "before_port": self.before_port,
            "after_port": self.after_port,
            "macs": list(self.macs),
            "vlan": self.vlan,
            "what": self.what,
            "last_seen": self.last_seen or None,
            "link": self.link,
        }


@dataclass
class Notes:
    """Findings while they are gathered."""

    found: list[Finding] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)

    def add(
        self,
        code: str,
        severity: Severity,
        message: str,
        before: str | None = None,
        after: str | None = None,
        about: str = "",
    ) -> None:
        """One more finding."""
        self.found.append(Finding(code, severity, message, before, after, about))
