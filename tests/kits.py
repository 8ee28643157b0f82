"""Which kits of tests ran and which were skipped and why, said at the end; in CI an unexpected skip fails the run.

`.ci/run` sets KITS_NEEDED to the kits that must run there and KITS_REPORT to a file for the same lines.
"""

import os
from collections import Counter
from pathlib import Path

KITS = ("browser", "frr", "fault", "slow")  # the first that marks a test is its kit; the rest is "quick"
# Reasons that say nothing about what could have been installed, so a CI may have them too.
EXPECTED = (
    "root may write everywhere",
    "needs root",
    "needs the right to mount a tmpfs",
    "are not in the repository",  # samples of other people
    "this OS keeps one config only",
)


def pytest_sessionfinish(session, exitstatus):
    """Fails a session in which a kit that is needed did not run, or a test was skipped that should have run."""
    config = session.config
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    needed = [kit for kit in os.environ.get("KITS_NEEDED", "").split(",") if kit]
    ran, skips = _counted(reporter.stats)
    wrong = _wrong(ran, skips, needed)
    config.stash_kits = _lines(ran, skips) + [f"KIT MISSING: {line}" for line in wrong]
    if wrong and exitstatus == 0:
        session.exitstatus = 1
    if path := os.environ.get("KITS_REPORT"):
        Path(path).write_text("\n".join(config.stash_kits) + "\n")


def pytest_terminal_summary(terminalreporter, config):
    """The same lines where a person looks."""
    found = getattr(config, "stash_kits", [])
    if found:
        terminalreporter.section("kits")
        for line in found:
            terminalreporter.write_line(line, red=line.startswith("KIT MISSING"))


def _counted(stats):
    ran, skips = Counter(), Counter()
    for outcome in ("passed", "failed", "error", "xfailed"):
        ran.update(_kit(report) for report in stats.get(outcome, ()) if report.when == "call" or outcome == "error")
    for report in stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        skips[_kit(report), reason.removeprefix("Skipped: ")] += 1
    return ran, skips


def _kit(report):
    marks = getattr(report, "keywords", {})
    folders = report.nodeid.split("/")
    return next((kit for kit in KITS if kit in marks or kit in folders), "quick")


def _lines(ran, skips):
    kits = sorted({*ran, *(kit for kit, _ in skips)}, key=("quick", *KITS).index)
    found = []
    for kit in kits:
        missed = sum(count for (name, _), count in skips.items() if name == kit)
        found.append(f"{kit:<8} {ran[kit]} ran, {missed} skipped")
        found += [f"         {count} x {reason}" for (name, reason), count in sorted(skips.items()) if name == kit]
    return found


def _wrong(ran, skips, needed):
    """Only where kits are needed: on a person's machine what is missing is theirs to judge."""
    if not needed:
        return []
    found = [f"{kit}: no test of it ran" for kit in needed if not ran[kit]]
    for (kit, reason), count in sorted(skips.items()):
        if kit in (*needed, "quick") and not any(words in reason for words in EXPECTED):
            found.append(f"{kit}: {count} skipped: {reason}")
    return found
