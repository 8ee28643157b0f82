"""The page of platforms says what the recipes say."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from switchrefresh.platforms.registry import OURS

ROOT = Path(__file__).resolve().parents[2]


def load():
    spec = importlib.util.spec_from_file_location("platform_page", ROOT / "tools" / "platform_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_as_the_recipes_are():
    tool = load()
    text = tool.PAGE.read_text(encoding="utf-8")
    assert text == tool.page(tool.counts_of(text)), "run `make platform-page`"
    for name, platform in OURS.items():
        section = text.partition(f"### {name}\n")[2].partition("\n### ")[0]
        assert all(f"`{command}`" in section for command in platform.state_commands), name


def test_the_measured_counts_survive_a_new_page():
    tool = load()
    assert tool.counts_of(tool.page("some | counts")) == "some | counts"
