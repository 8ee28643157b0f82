"""backup of many switches on a terminal: what somebody has to look at does not scroll away under what is well."""

from __future__ import annotations

import pytest

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.verbs.backup import MANY, show
from switchrefresh.commands.backup_keeping import answer
from switchrefresh.commands.result import Result


class Terminal(Screen):
    """A screen that looks like a terminal, or not, and notes the switches of its tables."""

    def __init__(self, terminal: bool, verbose: int = 0) -> None:
        super().__init__(colour=False, verbose=verbose)
        self.terminal, self.listed = terminal, []

    @property
    def is_terminal(self) -> bool:
        return self.terminal

    def table(self, headers, rows) -> None:
        self.listed += [row[0] for row in rows]


def result_of(proven: int, failed: int) -> Result:
    rows = [answer(f"sw{n}", "proven", proof=["end marker"]) for n in range(proven)]
    rows += [answer(f"bad{n}", "failed", "timeout: no answer", next_step="look") for n in range(failed)]
    return Result("backup", {"phase": "before", "switches": rows})


def shown(result: Result, **how) -> tuple[list[str], Terminal]:
    screen = Terminal(**how)
    show(result, screen)
    return screen.listed, screen


def test_of_many_only_those_to_look_at_are_listed(capsys):
    listed, _ = shown(result_of(1000, 2), terminal=True)
    assert listed == ["bad0", "bad1"]
    said = capsys.readouterr().out
    assert "1000 that are as they should be are not listed" in said and "1000 proven, 2 failed" in said


def test_when_all_is_well_there_is_no_table(capsys):
    assert shown(result_of(1000, 0), terminal=True)[0] == []
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("how", [{"terminal": False}, {"terminal": True, "verbose": 1}])
def test_a_pipe_and_v_get_all_of_them(how, capsys):
    assert len(shown(result_of(1000, 2), **how)[0]) == 1002
    assert "not listed" not in capsys.readouterr().out


def test_few_are_all_listed():
    assert len(shown(result_of(MANY, 0), terminal=True)[0]) == MANY
