"""Folds events into what is true now; the same events give the same state, in whatever order they come.

Two laptops may work in one night and merge later, with clocks that differ by minutes. So the fold does not lean on
the order between machines where that would hurt: a window is closed when an event closes that very opening, whatever
the clocks said, and a switch that is done stays done until somebody says that it failed or went back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from switchrefresh.journal import details as read
from switchrefresh.journal import words
from switchrefresh.journal.events import Event
from switchrefresh.journal.records import (
    GivenBack,
    History,
    Measured,
    Note,
    Phase,
    Proof,
    Stage,
    SwitchRecord,
    Unit,
    Waiting,
    WindowRecord,
)

INSTALLED = "installed"
UNIT_WORDS = ("removed", "wiped", "disposed")


def fold(events: Iterable[Event]) -> History:
    """What all these events come to; unknown words and damaged details change nothing."""
    folding = _Folding()
    for event in in_order(events):
        folding.take(event)
    return folding.history()


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Each event once, by time, machine and number; on one machine always by number."""
    chains: dict[str, dict[tuple[int, str, str], Event]] = {}
    for event in events:
        chains.setdefault(event.machine, {})[event.n, event.prev, repr((event.event, event.at, event.details))] = event
    ordered = []
    for machine, chain in chains.items():
        latest: datetime | None = None
        for key in sorted(chain):
            at = chain[key].at
            latest = at if latest is None else max(latest, at)
            ordered.append(((latest, machine, key), chain[key]))
    ordered.sort(key=lambda one: one[0])
    return tuple(event for _, event in ordered)


class _Folding:
    def __init__(self) -> None:
        self.switches: dict[str, SwitchRecord] = {}
        self.windows: dict[str, WindowRecord] = {}
        self.proofs: dict[str, Proof] = {}
        self.waiting: dict[str, Waiting] = {}
        self.notes: list[Note] = []
        self.units: dict[tuple[str, str], dict[str, Unit]] = {}  # by switch and word, then by serial
        self.measured: dict[tuple[str, str], Measured] = {}
        self.given_back: dict[tuple[str, date], GivenBack] = {}
        self.keys: dict[str, datetime] = {}
        self.backed_up: dict[tuple[str, str], datetime] = {}
        self.ids: set[str] = set()
        self.tried: set[str] = set()
        self.closings: dict[tuple[str, datetime], Event] = {}
        self.accepted: dict[str, dict[str, str]] = {}
        self._takers: Mapping[str, Callable[[Event], None]] = {
            words.APPROVED: lambda e: self._mark(e, Phase.PROMISED),
            words.WITHDRAWN: lambda e: self._mark(e, Phase.WITHDRAWN),
            words.PLANNED: lambda e: self.ids.update(read.names(e.details, "windows")),
            words.HOST_KEY_LEARNED: self._key_learned,
            words.HOST_KEY_REPLACED: self._key_replaced,
            words.BACKED_UP: self._backed_up,
            words.GATE_ACCEPTED: self._accepted,
            words.WINDOW_OPENED: self._opened,
            words.WINDOW_CLOSED: self._closed,
            words.WINDOW_POSTPONED: self._postponed,
            words.VERIFIED: self._verified,
            words.SWITCH_DONE: lambda e: self._switch(e, Stage.DONE),
            words.SWITCH_FAILED: lambda e: self._switch(e, Stage.FAILED),
            words.BACKED_OUT: lambda e: self._switch(e, Stage.BACKED_OUT),
            words.NOTE: self._note,
            words.WAITING: self._waits,
            words.WAITING_OVER: self._waits_no_more,
            words.UNIT: self._unit,
        }

    def take(self, event: Event) -> None:
        taker = self._takers.get(event.event)
        if taker is not None:
            taker(event)

    def history(self) -> History:
        accepted = {key: dict(codes) for key, codes in self.accepted.items()}
        windows = {key: replace(w, accepted=accepted.get(key, {})) for key, w in sorted(self.windows.items())}
        return History(
            dict(sorted(self.switches.items())),
            windows,
            dict(sorted(self.proofs.items())),
            tuple(self.waiting[key] for key in sorted(self.waiting)),
            tuple(self.notes),
            tuple(units[serial] for _, units in sorted(self.units.items()) for serial in sorted(units)),
            tuple(self.measured[key] for key in sorted(self.measured)),
            tuple(self.given_back[key] for key in sorted(self.given_back)),
            dict(sorted(self.keys.items())),
            dict(sorted(self.backed_up.items())),
            frozenset(self.ids | set(self.windows)),
            frozenset(self.tried),
        )

    # -- windows ------------------------------------------------------------------------------------------------

    def _mark(self, event: Event, phase: Phase) -> None:
        for key in read.names(event.details, "windows"):
            self.ids.add(key)
            known = self.windows.get(key)
            if known is not None and known.phase in (Phase.OPEN, Phase.CLOSED):
                continue  # a promise says nothing about what has begun
            who, because = read.text(event.details, "who"), read.text(event.details, "because")
            self.windows[key] = WindowRecord(key, phase, event.at, who=who, machine=event.machine, because=because)

    def _opened(self, event: Event) -> None:
        key, details = read.text(event.details, "window"), event.details
        if not key:
            return
        known = self.windows.get(key)
        if known is not None and known.phase in (Phase.OPEN, Phase.CLOSED):
            return  # opened on another machine too: the first opening counts
        record = WindowRecord(
            key,
            Phase.OPEN,
            event.at,
            opened=event.at,
            building=read.text(details, "building"),
            crew=read.text(details, "crew"),
            starts=read.moment(details, "start"),
            ends=read.moment(details, "end"),
            backout_point=read.moment(details, "backout_point"),
            switches=read.targets(details),
            who=read.text(details, "who"),
            machine=event.machine,
        )
        self.windows[key] = record
        if (closing := self.closings.get((key, event.at))) is not None:
            self._close(record, closing)

    def _closed(self, event: Event) -> None:
        key = read.text(event.details, "window")
        opened = read.moment(event.details, "opened")
        self._measure(event, key)
        if not key:
            return
        self.ids.add(key)
        known = self.windows.get(key)
        if opened is not None:
            self.closings[key, opened] = event
        if known is not None and known.phase is Phase.OPEN:
            self._close(known, event)

    def _close(self, record: WindowRecord, event: Event) -> None:
        because = read.text(event.details, "because") or record.because
        self.windows[record.window] = replace(
            record, phase=Phase.CLOSED, at=max(record.at, event.at), closed=event.at, because=because
        )

    def _measure(self, event: Event, window: str) -> None:
        crew = read.text(event.details, "crew")
        for task in read.records(event.details, "tasks"):
            switch, start, end = read.text(task, "switch"), read.moment(task, "start"), read.moment(task, "end")
            if switch and start and end and start < end:
                planned, role = read.number(task, "planned"), read.text(task, "role")
                self.measured[window, switch] = Measured(switch, window, crew, start, end, planned, role)

    def _postponed(self, event: Event) -> None:
        key, building = read.text(event.details, "window"), read.text(event.details, "building")
        on, because = read.day(event.details, "date"), read.text(event.details, "because")
        known = self.windows.get(key)
        if not key or (known is not None and known.phase is Phase.CLOSED):
            return
        who = read.text(event.details, "who")
        self.windows[key] = WindowRecord(
            key, Phase.POSTPONED, event.at, building=building, who=who, machine=event.machine, because=because
        )
        if building and on is not None:
            self.given_back[building, on] = GivenBack(key, building, on, because)

    def _accepted(self, event: Event) -> None:
        key, code = read.text(event.details, "window"), read.text(event.details, "code")
        if key and code:
            self.accepted.setdefault(key, {})[code] = read.text(event.details, "because")

    # -- switches -----------------------------------------------------------------------------------------------

    def _switch(self, event: Event, stage: Stage) -> None:
        for switch in read.targets(event.details):
            record = SwitchRecord(
                switch,
                stage,
                event.at,
                read.day(event.details, "on") or event.at.date(),
                read.text(event.details, "window") or None,
                read.text(event.details, "serial"),
                read.text(event.details, "model"),
                read.text(event.details, "who"),
                read.text(event.details, "because"),
            )
            self.switches[switch] = record
            if stage in (Stage.FAILED, Stage.BACKED_OUT):
                self.tried.add(switch)
            if stage is Stage.DONE:
                self._put_unit(event, switch, INSTALLED)
            else:
                self.units.pop((switch, INSTALLED), None)

    def _key_replaced(self, event: Event) -> None:
        if not read.text(event.details, "phase"):  # a key on the bench, or that of the old switch, is no swap
            self.keys.update(dict.fromkeys(read.targets(event.details), event.at))

    def _key_learned(self, event: Event) -> None:
        if read.text(event.details, "rack") == "new":  # a new switch that has another address than the old one
            self.keys.update(dict.fromkeys(read.targets(event.details), event.at))

    def _backed_up(self, event: Event) -> None:
        phase = read.text(event.details, "phase")
        for switch in read.targets(event.details):
            self.backed_up[switch, phase] = event.at

    def _verified(self, event: Event) -> None:
        findings = tuple(
            {str(k): v for k, v in one.items() if isinstance(v, str)} for one in read.records(event.details, "findings")
        )
        window, verdict = read.text(event.details, "window") or None, read.text(event.details, "verdict")
        for switch in read.targets(event.details):
            self.proofs[switch] = Proof(switch, verdict, event.at, window, findings)

    def _unit(self, event: Event) -> None:
        what = read.text(event.details, "what")
        for switch in read.targets(event.details):
            if what in UNIT_WORDS:
                self._put_unit(event, switch, what)

    def _put_unit(self, event: Event, switch: str, what: str) -> None:
        serial, on = read.text(event.details, "serial"), read.day(event.details, "on") or event.at.date()
        model, who = read.text(event.details, "model"), read.text(event.details, "who")
        unit = Unit(switch, what, on, event.at, serial, model, who, read.text(event.details, "because"))
        known = {} if what == INSTALLED else self.units.get((switch, what), {})
        self.units[switch, what] = {**known, serial: unit}

    # -- what people say ----------------------------------------------------------------------------------------

    def _note(self, event: Event) -> None:
        target, said = read.text(event.details, "target"), read.text(event.details, "text")
        if target and said:
            self.notes.append(Note(target, said, event.at, read.text(event.details, "who"), event.machine))

    def _waits(self, event: Event) -> None:
        target, on = read.text(event.details, "target"), read.text(event.details, "on")
        since = read.day(event.details, "since") or event.at.date()
        if target and on:
            self.waiting[target] = Waiting(target, on, since, event.at, read.text(event.details, "who"))

    def _waits_no_more(self, event: Event) -> None:
        self.waiting.pop(read.text(event.details, "target"), None)
