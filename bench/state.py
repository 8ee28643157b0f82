"""How many real answers of switches are understood, by platform and fact, and how fast.

    python bench/state.py [FOLDER]     FOLDER/<platform>/<command>/*.raw; ../shared/data/device-outputs by default

Writes the counts into docs/reference/platforms.md when it was given real answers, and says so when there are none.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import platform_page

from switchrefresh.platforms.facts import Fact
from switchrefresh.platforms.registry import find_platform
from switchrefresh.snapshots.cleaning import clean_text
from switchrefresh.snapshots.mapping.readers import READERS
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.snapshots.parsing import parse, templates_for
from switchrefresh.snapshots.reading import read_state
from switchrefresh.snapshots.state import FactStatus

ROOT = Path(__file__).resolve().parent.parent
CAPTURES = ROOT.parent / "shared" / "data" / "device-outputs"
OUR_NAMES = {"brocade_fastiron": "ruckus_fastiron", "dell_force10": "dell_os9", "dell_powerconnect": "dell_os6"}


def say(text: str) -> None:
    """One line on the screen."""
    sys.stdout.write(f"{text}\n")


class Tally:
    """What was counted."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.answers = self.told = self.rows = self.skipped = self.raised = 0
        self.facts: Counter[tuple[str, Fact]] = Counter()
        self.names: dict[str, list[str]] = {}
        self.seconds = 0.0


def count(folder: Path) -> Tally:
    """Read every capture below a folder."""
    tally = Tally()
    for path in sorted(folder.glob("*/*/*.raw")):
        theirs, command = path.parts[-3], path.parts[-2].replace("_", " ")
        platform = find_platform(OUR_NAMES.get(theirs, theirs))
        if platform is None:
            say(f"no recipe for {theirs}: {path.name} is left out")
            continue
        raw = path.read_bytes()
        tally.answers += 1
        began = time.perf_counter()
        try:
            state = read_state(platform, [CommandOutput(command, raw)])
        except Exception as error:  # noqa: BLE001 - what this bench looks for
            tally.raised += 1
            say(f"{path.name}: {type(error).__name__}: {error}")
            continue
        finally:
            tally.seconds += time.perf_counter() - began
        if any(name in READERS for name in templates_for(platform.name, command)):
            parsed = parse(platform, command, clean_text(raw))
            tally.told += 1
            tally.rows += len(parsed.rows) if parsed else 0
        tally.skipped += len(state.skipped)
        for skip in state.skipped:
            tally.names.setdefault(platform.name, []).append(f"{path.name}: {skip.fact}: {skip.why}: {skip.row}")
        tally.facts.update((platform.name, fact) for fact, how in state.facts.items() if how is FactStatus.COLLECTED)
    return tally


def table(tally: Tally) -> str:
    """The counts as they stand on the page."""
    facts = [fact for fact in Fact if any(told == fact for _, told in tally.facts)]
    lines = [
        f"Measured on {tally.answers} real answers of switches: {tally.told} hold facts of the model,"
        f" {tally.rows} rows;\n"
        f"{tally.skipped} rows or lines skipped ({tally.skipped / max(tally.rows, 1):.2%}), each by name;"
        f" {tally.raised} exceptions.",
        "Answers from which each fact was collected (the others hold none, or are no state commands, such as routes):",
        "",
        f"| platform | {' | '.join(facts)} |",
        "|---" * (len(facts) + 1) + "|",
    ]
    for name in sorted({name for name, _ in tally.facts}):
        lines.append(f"| {name} | {' | '.join(str(tally.facts[name, fact] or '-') for fact in facts)} |")
    return "\n".join(lines)


def main() -> int:
    """Count, print, and write the page."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CAPTURES
    if not folder.is_dir():
        say(f"state: no real answers at hand (looked for {folder.name}); the counts of the page stay as they are")
        return 0
    tally = count(folder)
    say(table(tally))
    for name, skips in tally.names.items():
        say("\n  ".join([f"{name}:", *skips]))
    say(f"{tally.seconds / max(tally.answers, 1) * 1000:.1f} ms an answer, templates compiled once")
    platform_page.PAGE.write_text(platform_page.page(table(tally)), encoding="utf-8")
    return 0 if not tally.raised and tally.skipped <= tally.rows * 0.005 else 1


if __name__ == "__main__":
    sys.exit(main())
