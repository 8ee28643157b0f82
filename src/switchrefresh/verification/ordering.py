"""What to order: models by what is really used, optics by the fibers that are really lit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from switchrefresh.inventory.models import ModelFacts, model_facts, smaller_models
from switchrefresh.verification.fit import Use

_ROOM = 0.9  # of the ports of a smaller model may be in use, so that next year's camera has a place


@dataclass(frozen=True)
class Ordered:
    """One switch with its planned model, its measured use, and the parts that its entry lists."""

    switch: str
    model: str
    members: int = 1
    facts: ModelFacts | None = None
    use: Use | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of the order. `why` is for a person."""

    what: str
    kind: str  # model | smaller | optic | part
    units: int
    switches: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Order:
    """The whole order, and how many of the switches it rests on have been measured."""

    lines: tuple[Line, ...]
    switches: int
    measured: int
    sentences: tuple[str, ...] = field(default=())


def order_for(wanted: Sequence[Ordered]) -> Order:
    """Units by model as planned, what could be smaller, optics for lit uplinks, parts as listed."""
    units: dict[str, list[Ordered]] = {}
    for one in wanted:
        units.setdefault(one.model, []).append(one)
    lines = [_model_line(model, found) for model, found in sorted(units.items())]
    smaller = _smaller(wanted)
    lines += [Line(to, "smaller", _units(found), _names(found), why) for (_, to), (found, why) in smaller.items()]
    optics = _optics(wanted)
    lines += [Line(kind, "optic", len(names), tuple(names), "lit on the old switch") for kind, names in optics.items()]
    lines += _parts(wanted)
    measured = sum(one.use is not None for one in wanted)
    return Order(tuple(lines), len(wanted), measured, tuple(_sentences(wanted, smaller, optics, measured)))


def _units(found: Iterable[Ordered]) -> int:
    return sum(one.members for one in found)


def _names(found: Iterable[Ordered]) -> tuple[str, ...]:
    return tuple(one.switch for one in found)


def _model_line(model: str, found: list[Ordered]) -> Line:
    facts = found[0].facts
    return Line(model, "model", _units(found), _names(found), facts.title if facts else "")


def _smaller(wanted: Sequence[Ordered]) -> dict[tuple[str, str], tuple[list[Ordered], str]]:
    """Measured switches for which a smaller model of the same line has ports, uplinks and watts enough."""
    found: dict[tuple[str, str], tuple[list[Ordered], str]] = {}
    for one in wanted:
        if one.facts is None or one.use is None or not one.use.ports or one.members != 1:
            continue
        for model in smaller_models(one.facts):
            if _is_enough(model, one.use):
                why = f"instead of {one.model}: {model.ports} ports are enough"
                found.setdefault((one.model, model.model), ([], why))[0].append(one)
                break
    return found


def _is_enough(model: ModelFacts, use: Use) -> bool:
    watts = use.watts if use.watts is not None else use.class_watts
    powered = not use.powered or (model.poe and model.poe_watts is not None and watts <= _ROOM * model.poe_watts)
    return len(use.ports) <= _ROOM * model.ports and len(use.uplinks) <= model.uplinks and powered


def _optics(wanted: Sequence[Ordered]) -> dict[str, list[str]]:
    """Kinds of optics in sockets that are in use; makers code their optics, so a new one is needed for each."""
    found: dict[str, list[str]] = {}
    for one in wanted:
        for port, kind in (one.use.optics if one.use else {}).items():
            if one.use is not None and port in {*one.use.uplinks, *one.use.ports}:
                found.setdefault(kind or "optic of a kind that was not told", []).append(one.switch)
    return dict(sorted(found.items()))


def _parts(wanted: Sequence[Ordered]) -> list[Line]:
    """`2x SFP-LX` in an entry's `parts` counts two."""
    count: Counter[str] = Counter()
    by: dict[str, list[str]] = {}
    for one in wanted:
        for text in one.parts:
            number, x, what = text.partition("x ")
            units, name = (int(number), what.strip()) if x and number.strip().isdecimal() else (1, text.strip())
            count[name] += units
            by.setdefault(name, []).append(one.switch)
    return [Line(name, "part", units, tuple(by[name]), "listed in `parts`") for name, units in sorted(count.items())]


def _sentences(
    wanted: Sequence[Ordered],
    smaller: Mapping[tuple[str, str], tuple[list[Ordered], str]],
    optics: Mapping[str, list[str]],
    measured: int,
) -> Iterable[str]:
    """`14 of your 48-port switches need 24; order 9 optics`."""
    ports = {one.model: one.facts.ports for one in wanted if one.facts is not None}
    sums: Counter[tuple[int, int]] = Counter()
    for (model, less), (found, _) in smaller.items():
        facts = model_facts(less)
        sums[ports[model], facts.ports if facts is not None else 0] += len(found)
    for (have, need), count in sorted(sums.items(), reverse=True):
        whole = sum(one.facts is not None and one.facts.ports == have for one in wanted)
        yield f"{count} of your {whole} {have}-port switches need {need} ports"
    if total := sum(map(len, optics.values())):
        yield f"order {total} optics: " + ", ".join(f"{len(names)} x {kind}" for kind, names in optics.items())
    if measured < len(wanted):
        yield f"{len(wanted) - measured} of {len(wanted)} switches are not measured: backup --phase baseline, by day"
