"""Whatever a switch calls its ports, neighbours and VLANs: verify, its report and the labels show it as text."""

import contextlib
import io
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from closet import CATALYST, CX, DAY, NIGHT, state, things, with_port, without
from markdown_it import MarkdownIt

from hostile_strings import HOSTILE, unsafe
from switchrefresh.cli import door
from switchrefresh.snapshots.state import Fact, FactStatus

AWAKE = {thing.at for thing in things() if thing.kind in {"ap", "phone", "camera"}}
COLOURS = re.compile(r"\x1b\[[0-9;]*m|\r")
VERBS = (
    ("verify", "sw1", "--stored", "--report", "report.md"),
    ("verify", "sw1", "--stored", "--json"),
    ("compare", "sw1"),
    ("show", "sw1"),
    ("show", "sw1", "--draft-config"),
    ("export", "labels", "sw1", "-o", "labels.csv"),
    ("export", "bom", "sw1", "-o", "bom.csv"),
    ("import", "lldp", "sw1", "--dry-run"),
    ("check",),
)


class Terminal(io.StringIO):
    """A terminal of 80 columns that keeps what it was sent."""

    encoding = "utf-8"

    def isatty(self):
        return True


def speaking(found, text):
    """The state with a text wherever a switch repeats what somebody typed."""
    for name in found.interfaces:
        found = with_port(found, name, description=text)
    neighbors = tuple(replace(n, system=text, remote_port=text, platform=text) for n in found.neighbors)
    told = replace(found, neighbors=neighbors, vlans=dict.fromkeys(found.vlans, text))
    return replace(told, hostname=text, version=text, serials=(text,), models=(text,), doubts=(text,))


def obeyed(report):
    """What a Markdown reader would make of a page besides text, tables and headings."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(report)
    kinds = {part.type for token in tokens for part in (token, *(token.children or ()))}
    return kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block", "hr", "blockquote_open"}


def said(words, root, stream):
    out, err = stream(), stream()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = door.run([words[0], "-C", str(root), "--no-input", *words[1:]])
    return int(code), out.getvalue(), err.getvalue()


def night(folder, text):
    before, after = speaking(state(CATALYST), text), speaking(without(state(CX, AWAKE), "1/1/3"), text)
    folder.keep("sw1", "baseline", before, DAY)
    folder.keep("sw1", "before", speaking(state(CATALYST, AWAKE), text), NIGHT)
    folder.keep(
        "sw1", "after", replace(after, facts={**after.facts, Fact.STP: FactStatus.REFUSED}), NIGHT + timedelta(hours=1)
    )


@pytest.mark.slow
@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_switch_says_is_only_shown(folder, monkeypatch, text, stream):
    monkeypatch.chdir(folder.root)
    night(folder, text)
    for words in VERBS:
        code, out, err = said(words, folder.root, stream)
        assert code in {0, 1, 2, 3}, (words, err)
        assert not unsafe(COLOURS.sub("", out + err), kept="\n\t"), words
        if "--json" in words:
            assert out.isascii() and json.loads(out)["data"]["verdict"] == "lost"
    report = (folder.root / "report.md").read_text()
    assert not unsafe(report)
    assert not obeyed(report)
    for name in ("labels.csv", "bom.csv"):
        cells = (folder.root / name).read_text("utf-8-sig")
        assert not unsafe(cells.replace("\r\n", "\n"))
        assert not re.search(r'(?:^|,)"?[=+@\t]', cells, re.MULTILINE)
    for line in (folder.root / "journal.jsonl").read_text().splitlines():
        assert json.loads(line)["event"] == "verified" and not unsafe(line)
