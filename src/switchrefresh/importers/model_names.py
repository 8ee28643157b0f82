"""From what people write for a model to its part number and switch OS; a guess is always said to be one.

Part numbers are from the vendors' data sheets: HPE "Aruba 2530 Switch Series" (J9772A to J9783A), HPE "ArubaOS-CX 6200
Switch Series" (JL675A, JL676A, JL677A, JL678A, JL724A to JL728A), Cisco "300 Series Managed Switches" (SG300-28PP).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from switchrefresh.inventory.models import model_facts

CLOUD, UNMANAGED = "cloud", "unmanaged"


@dataclass(frozen=True, slots=True)
class Model:
    """A model as our files want it; `platform` "" when nothing says which OS it runs, `guessed` when words decided."""

    model: str
    platform: str = ""
    guessed: bool = False


_Part = Callable[[int | None, bool], str]


def _aruba_2530(ports: int | None, poe: bool) -> str:
    """Gigabit models of the series; the 48-port one unless the list says otherwise."""
    if ports is not None and ports <= 8:
        return "J9774A" if poe else "J9777A"
    if ports is not None and ports <= 24:
        return "J9773A" if poe else "J9776A"
    return "J9772A" if poe else "J9775A"


def _sg300(ports: int | None, poe: bool) -> str:
    if ports is not None and ports > 28:
        return "SG300-52P" if poe else "SG300-52"
    return "SG300-28PP" if poe else "SG300-28"


def _unifi(ports: int | None, _poe: bool) -> str:
    return "US-24-250W" if ports is not None and ports <= 24 else "US-48-500W"


# Nicknames: what they look like, the part by ports and PoE, the OS.
_NICKNAMES: tuple[tuple[re.Pattern[str], _Part, str], ...] = (
    (re.compile(r"\b2530\b"), _aruba_2530, "hp_procurve"),
    (re.compile(r"\bsg ?-?300\b"), _sg300, "cisco_s300"),
    (re.compile(r"\b(?:unifi|usw|us-\d\d)\b"), _unifi, CLOUD),
)
# Part numbers and series by the OS they run.
_PLATFORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:US|USW|USL)-|\bunifi\b", re.IGNORECASE), CLOUD),
    (re.compile(r"^M[SRX]\d|\bmeraki\b", re.IGNORECASE), CLOUD),
    (re.compile(r"^GS1(?:05|08|16|24)|^SG1\d\d\b|^TL-SG10|\bunmanaged\b|\bdumb\b", re.IGNORECASE), UNMANAGED),
    (re.compile(r"^SG[235]\d\d|^SF[23]\d\d|^CBS[23]50", re.IGNORECASE), "cisco_s300"),
    (re.compile(r"^(?:C9[2-5]\d\d|C1000|WS-C36|WS-C38)|\bcatalyst 9\d", re.IGNORECASE), "cisco_xe"),
    (re.compile(r"^(?:WS-C|C29\d\d|C35\d\d|C37\d\d)|\bcatalyst\b|\b(?:2960|3560|3750)\w*", re.IGNORECASE), "cisco_ios"),
    (re.compile(r"^N[359]K|\bnexus\b", re.IGNORECASE), "cisco_nxos"),
    (re.compile(r"^(?:JL6[5-9]|JL7[0-2]|R8[QS]|S0[MU]|JL66)|\bcx\b|\b6[1-4]00[FM]?\b", re.IGNORECASE), "aruba_aoscx"),
    (
        re.compile(r"^J[89L]\d{2,3}\w?|\bprocurve\b|\b(?:2530|2540|2920|2930|3810|54\d\dr?zl|5400)\w*", re.IGNORECASE),
        "hp_procurve",
    ),
    (re.compile(r"^EX\d{4}", re.IGNORECASE), "juniper_junos"),
    (re.compile(r"^ICX|^FCX|\bruckus\b|\bbrocade\b", re.IGNORECASE), "ruckus_fastiron"),
    (re.compile(r"^X[46]\d\d|\bsummit\b|\bexos\b|^53\d\d|^54\d\d", re.IGNORECASE), "extreme_exos"),
    (re.compile(r"^DCS-|\barista\b", re.IGNORECASE), "arista_eos"),
    (re.compile(r"^FS-?\d|\bfortiswitch\b|^FSW", re.IGNORECASE), "fortinet"),
    (re.compile(r"\bedgeswitch\b|^ES-\d", re.IGNORECASE), "ubiquiti_edgeswitch"),
    (re.compile(r"^CRS|^CSS|\bmikrotik\b", re.IGNORECASE), "mikrotik_routeros"),
    (re.compile(r"^N[1-4]\d\d\d|\bpowerconnect\b", re.IGNORECASE), "dell_os6"),
    (re.compile(r"^S[45]\d\d\d", re.IGNORECASE), "dell_os10"),
    (re.compile(r"^(?:M4[23]00|GS7|GSM)|\bprosafe\b", re.IGNORECASE), "netgear_prosafe"),
    (re.compile(r"^T[12]\d00G|^TL-SG[23]\d{3}|\bjetstream\b", re.IGNORECASE), "tplink_jetstream"),
    (re.compile(r"\b(?:netgear|linksys|d-?link|trendnet)\b", re.IGNORECASE), UNMANAGED),
)
# A maker before a part number: "Cisco WS-C3850-24S" is WS-C3850-24S.
_MAKER = re.compile(
    r"^(?:cisco(?: catalyst)?|hpe?|hewlett[ -]packard(?: enterprise)?|aruba|juniper|ruckus|brocade|extreme|dell|netgear"
    r"|arista|fortinet|ubiquiti|mikrotik|meraki|tp-?link)[ :]+(?=\S*\d)",
    re.IGNORECASE,
)
_SIZES = re.compile(r"(?<!\d)(8|12|16|24|28|48|52)(?!\d)")
_PART = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9/.+_-]{3,}$")


def read_model(text: str, ports: int | None = None, poe: bool = False) -> Model:
    """The model that a cell means; `ports` and `poe` are what other cells of the row say."""
    words = " ".join(text.replace("?", " ").split())
    if not words:
        return Model("")
    bare = _MAKER.sub("", words)
    platform = next((name for pattern, name in _PLATFORMS if pattern.search(words) or pattern.search(bare)), "")
    if _PART.match(bare) and not _is_nickname(bare):
        return Model(bare.upper(), platform)
    lower = words.casefold()
    has_poe = poe or "poe" in lower or lower.endswith("p")
    wanted = next((int(n) for n in _SIZES.findall(lower)), None) or ports
    for pattern, part, os_name in _NICKNAMES:
        if pattern.search(lower):
            return Model(part(wanted, has_poe), os_name, guessed=True)
    return Model(words, platform, guessed=bool(platform) or "?" in text)


def size_of(text: str, model: str) -> int | None:
    """How many ports a model has, by the table of models or by the number that people write into its name."""
    if (facts := model_facts(model)) is not None:
        return facts.ports
    return next((int(n) for n in _SIZES.findall(f"{text} {model}")), None)


def _is_nickname(words: str) -> bool:
    """`2530-24G` and `US-48` look like part numbers and are not."""
    return re.fullmatch(r"(?i)2530-\d+g?(?:-?poe\+?)?|us-?\d\d|sg-?300", words) is not None
