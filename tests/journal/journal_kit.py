"""Events for journal tests, written as the product writes them."""

from datetime import UTC, datetime, timedelta

from switchrefresh.journal.events import Journal, hash_of, line_of, next_event
from switchrefresh.journal.reading import read_journal
from switchrefresh.journal.state import fold

START = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)


class Night:
    """Writes lines on machines whose clocks may differ."""

    def __init__(self):
        self.lines = []
        self.at = START
        self._tails = {}

    def on(self, machine, event, minutes=1, skew=0, **details):
        self.at += timedelta(minutes=minutes)
        moment = self.at + timedelta(minutes=skew)
        made = next_event(Journal(tails=self._tails), machine, moment, event, details)
        self.lines.append(line_of(made))
        self._tails[machine] = (made.n, hash_of(self.lines[-1]))
        return moment

    @property
    def text(self):
        return "\n".join(self.lines) + "\n"

    @property
    def events(self):
        return read_journal(self.text, "j").events

    @property
    def history(self):
        return fold(self.events)


def opening(window="w1", switches=("a", "b", "c"), **more):
    return {"window": window, "building": "hs", "crew": "tech", "switches": list(switches), **more}


__all__ = ["START", "Journal", "Night", "opening"]
