"""The port map: which port of the new switch takes the cable of which port of the old one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from switchrefresh.snapshots.portnames import port_key
from switchrefresh.verification.portrules import Rule


@dataclass(frozen=True, slots=True)
class Home:
    """Where a cable goes. `to` None with a `why` is left out on purpose; None without one is simply not in the map."""

    to: str | None
    why: str = ""
    by: str = ""  # what in the map says so, in its own words

    @property
    def on_purpose(self) -> bool:
        """Whether a person decided that this port has no home."""
        return self.to is None and bool(self.why)


NOWHERE = Home(None)


@dataclass(frozen=True)
class PortMap:
    """Rules in order, single ports above them, and how stack members are renumbered (None: the member goes away).

    `name` is the file or `default`; `guessed` means that no person wrote it.
    """

    rules: tuple[Rule, ...] = ()
    ports: tuple[tuple[Rule, str], ...] = ()  # each with its reason, "" when it has a target
    members: Mapping[int, int | None] = field(default_factory=dict)
    name: str = "default"
    guessed: bool = False

    def home(self, port: str) -> Home:
        """The home of one old port or LAG."""
        for rule, why in self.ports:
            if (numbers := rule.match(port)) is not None:
                return Home(rule.write(numbers, self.members), why, rule.text)
        gone = Home(None)
        for rule in self.rules:
            numbers = rule.match(port)
            if numbers is None:
                continue
            member = numbers.get("m")
            if member is not None and member in self.members and self.members[member] is None:
                gone = Home(None, f"member {member} goes away", f"members: {member}")
                continue
            return Home(rule.write(numbers, self.members), "", rule.text)
        return gone

    def homes(self, ports: Iterable[str]) -> dict[str, Home]:
        """The homes of many ports."""
        return {port: self.home(port) for port in ports}

    def over(self, below: PortMap) -> PortMap:
        """This map first, the other one where this one says nothing."""
        return PortMap(
            (*self.rules, *below.rules),
            (*self.ports, *below.ports),
            {**below.members, **self.members},
            f"{self.name} over {below.name}",
            below.guessed,
        )


def same_port(first: str | None, second: str | None) -> bool:
    """Whether two spellings name one port."""
    return first is not None and second is not None and port_key(first) == port_key(second)
