"""The draft as a whole: heading, lines, what is not translated, and the proof of the round trip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from switchrefresh.documents.drafts.plan import HomeOf, LeftOut, NewSwitch, plan_new_switch
from switchrefresh.documents.drafts.proving import differences
from switchrefresh.documents.drafts.writers import aoscx, fastiron, ios, junos
from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.cleaning import printable
from switchrefresh.snapshots.intent.extracting import extract
from switchrefresh.snapshots.state import Interface, State


class Writer(Protocol):
    """What a module that writes for one OS has."""

    COMMENT: str

    def write(self, new: NewSwitch) -> Iterator[str]:
        """The lines, below the heading."""
        ...


_WRITERS: Mapping[str, Writer] = {
    "aruba_aoscx": aoscx,
    "cisco_ios": ios,
    "cisco_xe": ios,
    "juniper_junos": junos,
    "ruckus_fastiron": fastiron,
}


@dataclass(frozen=True)
class Draft:
    """Without `findings` it is proven: read again, it says what the old config said. Only then is it handed out."""

    text: str
    not_translated: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether the round trip found nothing."""
        return not self.findings


def can_write_for(platform: str) -> bool:
    """Whether drafts are written for an OS."""
    return platform in _WRITERS


def writable() -> tuple[str, ...]:
    """The OSes that drafts are written for."""
    return tuple(sorted(_WRITERS))


def draft_config(
    switch: str,
    old: Platform,
    config: bytes,
    new: Platform,
    home: HomeOf,
    redacted: bytes,
    places: str = "",
) -> Draft:
    """Translate an old config for the new OS. What people wrote, and what nobody translates, comes from its redacted
    form; what the ports do comes from the original, which a mask cannot have changed. `places` says whose map it is.
    """
    state, safe = extract(old, config).state, extract(old, redacted)
    state = _with_safe_words(state, safe.state)
    plan = plan_new_switch(state, new.name, home)
    writer = _WRITERS[new.name]
    heading = f"DRAFT for {printable(switch, 60)}: {old.label} to {new.label}."
    notes = [heading, *([printable(places, 100)] if places else []), *_notes(plan, state, safe.unread)]
    text = "\n".join([*(f"{writer.COMMENT} {line}".rstrip() for line in notes), *writer.write(plan)]) + "\n"
    return Draft(text, safe.unread, plan.left_out, differences(state, plan, new, text))


def _with_safe_words(state: State, safe: State) -> State:
    """Descriptions as the redactor leaves them: people write passwords there."""
    nothing = Interface("")
    ports = {
        name: replace(port, description=safe.interfaces.get(name, nothing).description)
        for name, port in state.interfaces.items()
    }
    return replace(state, interfaces=ports)


def _notes(plan: NewSwitch, state: State, unread: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """What this is, what is missing, and every old line that nobody translated."""
    yield "Read it before use; it is never sent to a switch."
    yield f"{len(plan.ports)} ports and LAGs of {len(state.interfaces)}, {len(plan.vlans)} VLANs."
    yield "Passwords, keys and communities do not move between makers: set new ones."
    for left in plan.left_out:
        yield f"LEFT OUT: {printable(left.what, 80)}: {printable(left.why, 100)}"
    yield (
        f"NOT TRANSLATED: {len(unread)} lines of the old config"
        if unread
        else "Every line of the old config is translated."
    )
    under = ""
    for head, line in unread:
        if head and head != under:
            yield f"  in {head}"
        under = head
        yield f"  {'  ' if head else ''}{line}"
