"""What simulated switches answer to state commands: per OS, from one view of one scene, in the vendor's own format.

The formats follow real captures and the vendors' manuals, never the parsers of this project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from switchrefresh.lab.answers.aruba_aoscx import ARUBA_AOSCX_ANSWERS
from switchrefresh.lab.answers.cisco_ios import CISCO_IOS_ANSWERS
from switchrefresh.lab.answers.cisco_s300 import CISCO_S300_ANSWERS
from switchrefresh.lab.answers.extreme_exos import EXTREME_EXOS_ANSWERS
from switchrefresh.lab.answers.hp_procurve import HP_PROCURVE_ANSWERS
from switchrefresh.lab.answers.juniper_junos import JUNIPER_JUNOS_ANSWERS
from switchrefresh.lab.answers.ruckus_fastiron import RUCKUS_FASTIRON_ANSWERS
from switchrefresh.lab.view import View

Answers = Mapping[str, Callable[[View], str]]

_BY_PLATFORM: dict[str, Answers] = {
    "cisco_ios": CISCO_IOS_ANSWERS,
    "cisco_xe": CISCO_IOS_ANSWERS,
    "hp_procurve": HP_PROCURVE_ANSWERS,
    "aruba_osswitch": HP_PROCURVE_ANSWERS,
    "aruba_aoscx": ARUBA_AOSCX_ANSWERS,
    "ruckus_fastiron": RUCKUS_FASTIRON_ANSWERS,
    "juniper_junos": JUNIPER_JUNOS_ANSWERS,
    "cisco_s300": CISCO_S300_ANSWERS,
    "extreme_exos": EXTREME_EXOS_ANSWERS,
}


def answers_of(platform: str) -> Answers:
    """The state commands that a simulated switch of this platform knows, in full words."""
    return _BY_PLATFORM.get(platform, {})


def _known(view: View) -> Answers:
    """The commands of this OS that this model has: a CX 6100 cannot be stacked."""
    known = answers_of(view.scene.platform)
    if view.scene.hardware.title.startswith("6100"):
        return {words: say for words, say in known.items() if "vsf" not in words}
    return known


def answer(view: View, line: str) -> bytes | None:
    """The answer to a typed line; words may be shortened as on the console. None: this OS does not know it."""
    known = _known(view)
    typed = line.lower().split()
    exact = known.get(" ".join(typed))
    found = exact or next((say for words, say in known.items() if _means(typed, words.split())), None)
    return None if found is None else found(view).encode("ascii", "replace")


def up_to_unknown(view: View, commands: Iterable[str], line: str) -> str:
    """The line up to its first word that no command of this switch begins with: what the console complains about."""
    known = [words.split() for words in (*commands, *_known(view))]
    typed = line.split()
    for count in range(1, len(typed) + 1):
        head = [word.lower() for word in typed[:count]]
        if not any(_means(head, words[:count]) for words in known):
            return " ".join(typed[:count])
    return line


def _means(typed: list[str], words: list[str]) -> bool:
    return len(typed) == len(words) and all(word.startswith(one) for one, word in zip(typed, words, strict=True))
