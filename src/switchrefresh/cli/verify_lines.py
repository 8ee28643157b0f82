"""The lines of verify: a verdict, findings port by port, what to type next; one line that counts while it waits."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from switchrefresh.cli.screen import Screen, safe_text

VERDICTS = {
    "nothing-lost": ("nothing lost", "good"),
    "lost": ("something lost", "bad"),
    "not-proven": ("not proven", "warn"),
}
STYLES = {"critical": "bad", "major": "bad", "minor": "dim"}
_MINOR_SHOWN, _DUE_SHOWN, _WAITING_SHOWN = 5, 8, 3


def show_proof(data: Mapping[str, Any], screen: Screen) -> None:
    """All switches, then the sums; the verdict is the last line, where the eye is when it is done."""
    for row in data["switches"]:
        _switch(row, screen)
    words, style = VERDICTS[data["verdict"]]
    count = len(data["switches"])
    of = f"{count} switches: " if count != 1 else ""
    back = f", {data['back']} of {data['expected']} ports back" if data["expected"] else ""
    due = f", {len(data['due_by_morning'])} due by morning" if data["due_by_morning"] else ""
    screen.say(f"{of}{words}{back}{due}", style)
    if data.get("report"):
        screen.note(f"written to {data['report']}", "dim")


def _switch(row: Mapping[str, Any], screen: Screen) -> None:
    words, style = VERDICTS[row["verdict"]]
    back = f"  {row['back']} of {row['expected']} ports back" if row["expected"] else ""
    screen.say(f"{row['switch']}  {words}{back}", style)
    serious = [f for f in row["findings"] if f["severity"] != "minor" and not f["accepted"]]
    minor = [f for f in row["findings"] if f["severity"] == "minor" and not f["accepted"]]
    _findings(serious, len(serious), screen)
    _findings(minor, len(minor) if screen.verbose else _MINOR_SHOWN, screen)
    for found in (f for f in row["findings"] if f["accepted"]):
        taken = found["accepted"]
        screen.say(f"  accepted  {found['message']} ({taken['who']} until {taken['until']}: {taken['why']})", "dim")
    _due(row["due_by_morning"], screen)
    _map(row, screen)
    if row["outside_baseline"] and screen.verbose:
        for host in row["outside_baseline"]:
            screen.say(f"  new here  {host['mac']} on {host['port']} in VLAN {host['vlan']}", "dim")
    elif row["outside_baseline"]:
        screen.note(f"  {len(row['outside_baseline'])} hosts that no earlier look knows; -v names them", "dim")


def _findings(findings: Sequence[Mapping[str, Any]], most: int, screen: Screen) -> None:
    for found in findings[:most]:
        also = f" [{', '.join(found['also'])}]" if found["also"] and screen.verbose else ""
        code = f"  {found['code']}{also}" if screen.verbose else ""
        screen.say(f"  {found['severity']:<8}  {found['message']}{code}", STYLES[found["severity"]])
    if len(findings) > most:
        screen.note(f"  and {len(findings) - most} more minor ones; -v shows them", "dim")


def _due(due: Sequence[Mapping[str, Any]], screen: Screen) -> None:
    if not due:
        return
    screen.say(f"  {len(due)} devices of students and staff are absent, due by morning", "dim")
    for one in due if screen.verbose else ():
        port = f"{one['before_port']} (now {one['after_port']})" if one["after_port"] else one["before_port"]
        seen = f", last seen {one['last_seen'][:16].replace('T', ' ')}" if one["last_seen"] else ""
        screen.say(f"    {port}: {one['what']}{seen}", "dim")


def _map(row: Mapping[str, Any], screen: Screen) -> None:
    if row["portmap"]["guessed"] and row["portmap"]["rules"]:
        rules = row["portmap"]["rules"]
        more = f" and {len(rules) - 3} more" if len(rules) > 3 else ""
        screen.note(f"  no port map; assumed {'; '.join(rules[:3])}{more}", "dim")
    if row["new_map"]:
        screen.note(f"  to accept the cables as they are, put into {row['new_map']['file']}:", "dim")
        for line in row["new_map"]["text"].splitlines():
            screen.note(f"    {line}")
    if row["accept"] and screen.verbose:
        screen.note("  to live with a finding, put into accepted-findings.yaml under `accepted:`", "dim")
        for line in row["accept"]:
            screen.note(f"    {line}")


def watch_words(standing: Mapping[str, Any]) -> str:
    """`31 of 34 back; waiting: camera gym-2, was 17, jack B-114; backout in 0:42`."""
    parts = [f"{standing['back']} of {standing['expected']} back"] if standing["expected"] else ["nothing seen yet"]
    waiting = standing["waiting"]
    if waiting:
        named = [_who(one) for one in waiting[:_WAITING_SHOWN]]
        more = f" and {len(waiting) - _WAITING_SHOWN} more" if len(waiting) > _WAITING_SHOWN else ""
        parts.append(f"waiting: {' / '.join(named)}{more}")
    if standing["silent"]:
        parts.append(f"no answer from {', '.join(standing['silent'][:3])}")
    seconds = standing["backout_seconds"]
    if seconds is not None:
        minutes = abs(seconds) // 60
        parts.append(f"backout {'in' if seconds >= 0 else 'was due'} {minutes // 60}:{minutes % 60:02d}")
    return "; ".join(parts)


def _who(one: Mapping[str, Any]) -> str:
    jack = f", jack {one['jack']}" if one["jack"] else ""
    return f"{one['what']}, was {one['before_port']}{jack}"


class WatchLine:
    """One line that is redrawn on a terminal; in a pipe a new line for every change. Standard error, both."""

    def __init__(self, screen: Screen, is_json: bool) -> None:
        self._silent = is_json or screen.quiet
        self._terminal = sys.stderr.isatty()
        self._last, self._width = "", 0

    def __enter__(self) -> WatchLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._terminal and self._width:
            sys.stderr.write("\n")

    def tell(self, standing: Mapping[str, Any]) -> None:
        """Show how it stands."""
        text = safe_text(watch_words(standing))
        if self._silent or (text == self._last and not self._terminal):
            return
        self._last = text
        if not self._terminal:
            sys.stderr.write(text + "\n")
            return
        import shutil

        cut = text[: max(20, shutil.get_terminal_size().columns - 1)]
        sys.stderr.write("\r" + cut.ljust(self._width))
        sys.stderr.flush()
        self._width = len(cut)
