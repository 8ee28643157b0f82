"""Inventories with a slip in them: no traceback, each mistake with file, line and column, in two seconds."""

import random
import re
import shutil
import time
from pathlib import Path

import pytest

from switchrefresh.commands import check
from switchrefresh.errors import SwitchrefreshError
from switchrefresh.platforms.registry import known_platforms
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project

INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"
FILES = ("district.yaml", "buildings.yaml", "switches.yaml")
VALUES = (
    "",
    "yes",
    "-1",
    "1e999",
    "15:99",
    "2027-02-30",
    "null",
    "[",
    "{a: b",
    "'",
    "&x",
    "*x",
    "!!python/x 1",
    "\u202e",
    "é" * 500,
)
PIECES = (
    "\t",
    "  ",
    "\n",
    ":",
    ": ",
    "- ",
    "#",
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    "|",
    ">",
    "%",
    "@",
    "`",
    "\x00",
    "\x85",
    "\ufeff",
    "\ud7ff",
)


def slip(text, dice):
    """One change as a person, a merge or a bad disk makes it."""
    lines = text.splitlines(keepends=True)
    at = dice.randrange(len(lines))
    kind = dice.randrange(10)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        lines[at] = dice.choice(("", " ", "   ", "\t")) + lines[at].lstrip(" ")
    elif kind == 3:
        lines[at] = re.sub(r"(\w)(\w)(\w*):", r"\2\1\3:", lines[at], count=1)
    elif kind == 4:
        lines[at] = re.sub(r":.*", lambda _: f": {dice.choice(VALUES)}", lines[at], count=1)
    elif kind == 5:
        words = re.findall(r"[a-z0-9-]{3,}", text)
        lines[at] = re.sub(r"[a-z0-9-]{3,}", lambda _: dice.choice(words), lines[at], count=1)
    elif kind == 6:
        place = dice.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:place] + dice.choice(PIECES) + lines[at][place:]
    elif kind == 7:
        place = dice.randrange(len(text))
        return text[:place] + text[place + dice.choice((1, 2, 10, 200)) :]
    elif kind == 8:
        other = dice.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        return text[: dice.randrange(len(text))]
    return "".join(lines)


def spoiled(folder, dice):
    """A copy of a sample with one to three slips in it."""
    source = INVENTORIES / dice.choice(("cedar-fork", "tamarack-valley"))
    shutil.copytree(source, folder)
    for _ in range(dice.choice((1, 1, 2, 3))):
        path = folder / dice.choice(FILES)
        text = slip(path.read_bytes().decode("utf-8", "surrogateescape") or "x", dice)
        raw = text.encode("utf-8", "surrogateescape")
        if dice.random() < 0.05:
            raw = raw[: len(raw) // 2] + dice.choice((b"\xff", b"\xc3", b"\x00")) + raw[len(raw) // 2 :]
        path.write_bytes(raw)


def judged(tmp_path, seeds, answer):
    """All problems of these inventories, those without a place, and the longest time."""
    found, placeless, slowest = 0, [], 0.0
    for seed in seeds:
        folder = tmp_path / str(seed)
        spoiled(folder, random.Random(seed))
        start = time.process_time()
        problems = answer(folder)
        slowest = max(slowest, time.process_time() - start)
        found += len(problems)
        placeless += [(seed, p.code, p.message) for p in problems if not (p.where and p.where.line and p.where.column)]
        shutil.rmtree(folder)
    return found, placeless, slowest


def of_the_files(folder):
    return [p for p in read_folder(Project(folder), known_platforms()).problems if p.is_error]


def of_check(folder):
    """What check says of the files; feeds and recipes have no line."""
    try:
        problems = check.run(str(folder), "2026-11-23").problems
    except SwitchrefreshError as error:
        problems = error.problems
    return [p for p in problems if p.is_error and (p.where is None or p.where.file.endswith(".yaml"))]


def test_sixty_spoiled_inventories(tmp_path):
    found, placeless, slowest = judged(tmp_path, range(60), of_the_files)
    assert found > 60
    assert len(placeless) <= found / 100, placeless
    assert slowest < 2


def test_a_bad_id_hides_no_other_mistake(tmp_path):
    shutil.copytree(INVENTORIES / "cedar-fork", tmp_path / "d")
    path = tmp_path / "d" / "switches.yaml"
    path.write_text(
        path.read_text().replace("  hs-mdf-sw1:", "  'hs:mdf!sw1':", 1).replace("closet: idf-1", "closet: x", 1)
    )
    assert {"bad-id", "unknown-closet", "unknown-uplink"} <= {p.code for p in of_check(tmp_path / "d")}


@pytest.mark.slow
def test_five_hundred_spoiled_inventories(tmp_path):
    found, placeless, slowest = judged(tmp_path, range(1000, 1500), of_check)
    assert found > 500
    assert len(placeless) <= found / 100, placeless
    assert slowest < 2
