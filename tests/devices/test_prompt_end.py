"""A session's own prompt at the end: found by looking for its text just where one whole pattern would find it."""

from __future__ import annotations

import random
import re

import pytest

from switchrefresh.devices.ssh import dialogue
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.cleaning import SCREEN_CODE

START = r"(?:\A|(?<=[\r\n])|(?<=\x1bE)|(?=\x1b\[\d+;\d+H))"
NOISE = r"(?:[ \t]*[\r\n]{1,4}[^\r\n%]{0,60}%[A-Z][A-Z0-9_-]*-[0-7]-[A-Z0-9_]+:[^\r\n]*)*"
LOG = "\r\n*Mar  1 00:01:02: %LINK-3-UPDOWN: Interface Gi1/0/1, changed state to up"
SCREEN = "\r\n", "\n", " ", "\x1b[24;1H", "\x1b[2K", "\x1bE", "\x00", "x", " description to ", "end", LOG, "\r"


def as_one_pattern(prompt: str) -> re.Pattern[str]:
    return re.compile(rf"{START}(?:{SCREEN_CODE})*{re.escape(prompt)}{NOISE}(?:{SCREEN_CODE}|\s|\x00)*\Z")


def prompt_of(platform: str, text: str) -> dialogue.Prompt:
    found = dialogue.first_prompt(find_platform(platform)).search(text)
    return dialogue.read_prompt(found)


@pytest.mark.parametrize("shown", ["sw1#", "hs-mdf-core1(config)#", "a.b+c>"])
def test_it_is_found_exactly_where_one_pattern_for_the_whole_would_find_it(shown):
    chance = random.Random(shown)
    prompt = prompt_of("cisco_ios", shown)
    finder, pattern, found = dialogue.PromptEnd(prompt), as_one_pattern(prompt.text), 0
    for _ in range(6000):
        text = "".join(chance.choice((*SCREEN, shown, shown)) for _ in range(chance.randrange(1, 9)))
        first = chance.choice([0, 1])
        expected, seen = pattern.search(text, first), finder.find(text, first)
        assert (seen and seen[0]) == (expected and expected.start()), (text, first)
        found += expected is not None
    assert found > 500


def test_a_prompt_that_counts_its_commands_is_found_with_any_number():
    finder = dialogue.PromptEnd(prompt_of("extreme_exos", "* sw1.1 # "))
    assert finder.find("\r\nsw1.12 # ", 0)[0] == 2
    assert finder.find("\r\n* sw1.13 # ", 0)[1]["unsaved"] == "* "
    assert finder.find("\r\nsw2.12 # ", 0) is None
