"""Switches that have no place for the same reason stand under it together, whatever their names are."""

from __future__ import annotations

from switchrefresh.cli.verbs.plan import _left_out


class Said:
    def __init__(self):
        self.lines = []

    def say(self, line, style=""):
        self.lines.append(line)


def left(name, message, code="C8"):
    return {"switch": name, "reasons": [{"code": code, "message": message}]}


def test_one_reason_for_several_and_a_name_within_another_is_no_match():
    screen = Said()
    _left_out(
        [
            left("hs-a1", "hs-a1 waits for hs-a10 and hs-a1.x"),
            left("hs-a2", "hs-a2 waits for hs-a10 and hs-a1.x"),
            left("es", "es waits for tests.es and (es)."),
        ],
        screen,
    )
    assert screen.lines == [
        "no place for hs-a1, hs-a2",
        "  C8 each of them waits for hs-a10 and hs-a1.x",
        "no place for es",
        "  C8 es waits for tests.es and (es).",
    ]
