"""From the data of a port map file to a port map, with every mistake named by its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from switchrefresh.inventory.findings import Finding, Path, finding, suggest
from switchrefresh.snapshots.portnames import port_key
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portrules import Rule, RuleError, make_rule, read_rule
from switchrefresh.verification.sockets import spot_of

ROOT = "portmap"
KEYS = ("rules", "ports", "members")
_OVERRIDE_KEYS = ("to", "why")
_MOST_RULES, _WIDEST = 500, 4096


def read_portmap(data: Any, name: str) -> tuple[PortMap | None, list[Finding]]:
    """What stands in a file; None with at least one finding when it cannot be used."""
    found = list(_shape(data))
    body = data.get(ROOT) if isinstance(data, Mapping) else None
    if not isinstance(body, Mapping):
        return None, found
    rules = _rules(body.get("rules"), found)
    ports = _ports(body.get("ports"), found)
    members = _members(body.get("members"), found)
    if not (rules or ports or found):
        hint = 'write at least one line, like rules: ["GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}"]'
        found.append(finding((ROOT,), "portmap-empty", "this port map maps nothing", hint, on_key=True))
    made = PortMap(tuple(rule for _, rule in rules), tuple((r, why) for _, r, why in ports), members, name)
    if not found:
        found += _twice(made, [*((path, r) for path, r, _ in ports), *rules])
    return (None if found else made), found


def _shape(data: Any) -> Iterator[Finding]:
    if not isinstance(data, Mapping) or ROOT not in data:
        yield finding((ROOT,), "missing-key", "`portmap:` is missing", "begin the file with `portmap:`", on_key=True)
        return
    for key in data:
        if key != ROOT:
            yield finding((key,), "unknown-key", f'"{key}" is not known beside `portmap:`', "indent it", on_key=True)
    body = data[ROOT]
    if not isinstance(body, Mapping):
        hint = 'write at least one line, like rules: ["GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}"]'
        yield finding((ROOT,), "portmap-empty", "this port map maps nothing", hint, on_key=True)
        return
    for key in body:
        if key not in KEYS:
            hint = suggest(str(key), KEYS, "keys here")
            yield finding((ROOT, key), "unknown-key", f'"{key}" is not a key of a port map', hint, on_key=True)


def _rules(given: Any, found: list[Finding]) -> list[tuple[Path, Rule]]:
    if given is None:
        return []
    if not isinstance(given, list) or len(given) > _MOST_RULES:
        hint = 'write it like rules: ["GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}"]'
        found.append(finding((ROOT, "rules"), "wrong-type", "`rules:` must be a list of lines", hint))
        return []
    rules: list[tuple[Path, Rule]] = []
    for n, text in enumerate(given):
        path: Path = (ROOT, "rules", n)
        if not isinstance(text, str):
            hint = 'put quotation marks around it: "Port-channel{n} -> lag{n}"'
            found.append(finding(path, "wrong-type", "a rule must be one line of text", hint))
            continue
        try:
            rules.append((path, _checked(read_rule(text))))
        except RuleError as error:
            found.append(_rule_finding(path, error))
    return rules


def _ports(given: Any, found: list[Finding]) -> list[tuple[Path, Rule, str]]:
    if given is None:
        return []
    if not isinstance(given, Mapping):
        hint = 'write it like ports: {GigabitEthernet1/0/12: {to: null, why: "unused since 2024"}}'
        found.append(finding((ROOT, "ports"), "wrong-type", "`ports:` must be a mapping of old ports", hint))
        return []
    ports: list[tuple[Path, Rule, str]] = []
    for old, entry in given.items():
        path: Path = (ROOT, "ports", old)
        read = _override(path, entry, found)
        if read is None:
            continue
        to, why = read
        try:
            ports.append((path, _checked(make_rule(str(old), to)), why))
        except RuleError as error:
            found.append(_rule_finding(path, error))
    return ports


def _override(path: Path, entry: Any, found: list[Finding]) -> tuple[str | None, str] | None:
    """The new name and the reason; a port that goes nowhere needs one, so that the next reader knows."""
    old = path[-1]
    if isinstance(entry, str):
        return entry.strip(), ""
    fields = entry if isinstance(entry, Mapping) else {}
    strange = [key for key in fields if key not in _OVERRIDE_KEYS]
    for key in strange:
        hint = suggest(str(key), _OVERRIDE_KEYS, "keys here")
        found.append(finding((*path, key), "unknown-key", f'"{key}" is not a key of port {old}', hint, on_key=True))
    to, why = fields.get("to"), fields.get("why")
    if strange:
        return None
    if not all(value is None or isinstance(value, str) for value in (to, why)) or isinstance(entry, list):
        found.append(finding(path, "wrong-type", f"port {old}: `to:` and `why:` are one word or text each", None))
        return None
    if to is None and not (why or "").strip():
        message = f"port {old} goes nowhere and nobody says why"
        hint = f'write the new port, or {{to: null, why: "unused since 2024"}} for {old}'
        found.append(finding(path, "portmap-why", message, hint))
        return None
    return (to.strip() if to else None), (why or "").strip()


def _members(given: Any, found: list[Finding]) -> dict[int, int | None]:
    if given is None:
        return {}
    hint = "write it like members: {1: 1, 2: 2, 3: null}"
    if not isinstance(given, Mapping):
        found.append(finding((ROOT, "members"), "wrong-type", "`members:` must map old members to new ones", hint))
        return {}
    members: dict[int, int | None] = {}
    for old, new in given.items():
        path: Path = (ROOT, "members", old)
        numbers = [str(old), *([] if new is None else [str(new)])]
        if not all(text.isdecimal() and len(text) < 3 for text in numbers):
            found.append(finding(path, "bad-value", f'member "{old}: {new}" is not a number or null', hint))
            continue
        members[int(old)] = None if new is None else int(new)
    return members


def _checked(rule: Rule) -> Rule:
    size = 1
    for piece in rule.pieces:
        size *= piece.last - piece.first + 1 if piece.is_range else 1
    if size > _WIDEST:
        raise RuleError(f'"{rule.text}" is about {size} ports; no switch has that many')
    return rule


def _rule_finding(path: Path, error: RuleError) -> Finding:
    message, _, hint = str(error).partition("; ")
    return finding(path, "portmap-rule", message, hint or None)


def _twice(made: PortMap, lines: list[tuple[Path, Rule]]) -> Iterator[Finding]:
    """New ports that two old ports of one kind would get. Other kinds may be for other models that share the file."""
    members = [*made.members] or range(10)
    taken: dict[tuple[str, str], tuple[str, Rule]] = {}
    told: set[int] = set()
    for n, (path, rule) in enumerate(lines):
        for old in rule.examples(members):
            home = made.home(old)
            if home.by != rule.text or home.to is None:
                continue
            place = (_kind(old), port_key(home.to))
            other, line = taken.setdefault(place, (old, rule))
            if port_key(other) != port_key(old) and n not in told:
                told.add(n)
                where = "here" if line is rule else f'in "{line.text}"'
                message = f"{home.to} would take two cables: {old} here and {other} {where}"
                yield finding(path, "portmap-twice", message, "give one of them another port, or null with a why")


def _kind(old: str) -> str:
    spot = spot_of(old)
    if spot is None:
        return old
    slot = "slot" if spot.member.isalpha() else "member" if spot.member else ""
    return f"{spot.word} {slot} {spot.module if spot.module < 10 else 'flexible'}"
