"""The table of hostile devices, row by row, on every platform it fits: one run with all of them in it."""

import pytest
from hostile_switches import ALLOWED, PASSWORD, SECRET, all_rows, answer_of, as_read, healthy
from pulls import LIMITS, pull, target_of

from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.known_hosts import KnownHosts

ROWS = list(all_rows())
OUTCOMES = {
    "proven": {"proven"},
    "quarantined": {"quarantined"},
    "failed": {"failed"},
    "refused": {"quarantined", "failed"},
    "whole or refused": {"proven", "quarantined", "failed"},
}


BAD = {"quarantined", "failed"}
GOOD = {name for name, _, row in ROWS if row.outcome == "proven"}
MOST_AGAIN = 6  # of about 400
logins: dict[str, int] = {}  # switches that were logged in to more than once, because they were pulled again


def pulled_alone(targets, book):
    """Good switches that were refused among 400 others at once, each once more alone, with the product's patience.

    The lab and all pulls share one process here: on a busy machine its pauses are longer than they say. What was
    refused for another reason is refused again.
    """
    assert len(targets) <= MOST_AGAIN, [target.switch for target in targets]
    found = {}
    for target in targets:
        found |= pull([target], book, limits=LIMITS.scaled(2))
    return found


def assert_exact(result, switch, row, platform):
    """Every byte of the answer and nothing else; on a screen or through a pager, every byte of its text."""
    assert result.paged is row.paged
    expected = answer_of(switch)
    if platform == "hp_procurve" or row.paged:
        assert as_read(result.raw, platform) == as_read(expected, platform)
        assert (b"\x1b[31m" in result.raw) is (b"\x1b[31m" in expected)
    else:
        assert result.raw == expected


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All rows pulled at once, a healthy switch first: results, records and switches by name."""
    book = KnownHosts(tmp_path_factory.mktemp("hostile") / "known_hosts")
    switches = [healthy("first", "cisco_ios"), *(row.make(name, platform) for name, platform, row in ROWS)]
    with LabNetwork(switches) as lab:
        for switch in switches:
            lab.host_keys(switch.name)  # RSA keys take their time; not now
        pull([target_of(lab, "first")], book)
        targets = []
        for name, _, row in ROWS:
            size = round(row.last_good * len(answer_of(lab.switch(name)))) if row.last_good else None
            targets.append(target_of(lab, name, last_good_size=size, **dict(row.target)))
        results = pull(targets, book)
        again = [t for t in targets if results[t.switch].outcome in BAD and t.switch in GOOD]
        logins.update({target.switch: 2 for target in again})
        results |= pulled_alone(again, book)
        yield results, {name: lab.record(name) for name, _, _ in ROWS}, {name: lab.switch(name) for name, _, _ in ROWS}


@pytest.mark.parametrize(("name", "platform", "row"), [pytest.param(*r, id=f"{r[2].title}-{r[1]}") for r in ROWS])
def test_row(run, name, platform, row):
    results, records, switches = run
    result, record = results[name], records[name]
    assert result.outcome in OUTCOMES[row.outcome], result.explained
    if result.outcome == "proven":
        assert_exact(result, switches[name], row, platform)
        assert result.proof
    else:
        assert result.next_step
        assert row.outcome == "whole or refused" or result.reason in row.reasons, result.explained
    if result.outcome == "failed":
        assert result.raw is None
    if row.within is not None:
        assert result.seconds < row.within
    if row.typed_nothing:
        assert record.keystrokes == b""
    if row.no_password:
        assert record.passwords == 0
    assert record.passwords <= logins.get(name, 1)
    assert set(record.commands) <= ALLOWED


def test_nothing_that_is_shown_holds_a_secret(run):
    results, _, _ = run
    for result in results.values():
        shown = " ".join(map(str, (result.explained, result.detail, result.next_step, result.proof, result.command)))
        for secret in (PASSWORD, SECRET, PASSWORD.replace('"', '\\"')):
            assert secret not in shown
        assert PASSWORD.encode() not in (result.raw or b"")


def test_no_false_good_and_no_false_bad(run):
    results, _, _ = run
    known = [(name, row) for name, _, row in ROWS if row.outcome != "whole or refused"]
    good = {name for name, row in known if row.outcome == "proven"}
    proven = {name for name, _ in known if results[name].outcome == "proven"}
    assert (proven - good, good - proven) == (set(), set())
    assert len(ROWS) >= 48 * 6
