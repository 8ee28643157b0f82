"""What K-12 switch models have: sockets, uplinks and PoE budget, each figure with where it stands.

Ports and uplinks stand in the maker's product name. A PoE budget is given only where a text of the maker confirms it;
where it depends on the power supplies that were bought there is none. What is not here is not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

COPPER, FIBER = "copper", "fiber"


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """One box: device `ports` (all of one medium), `uplinks` and their speed in Gb/s, PoE on the device ports or not.

    `poe_watts` is the budget of the box as it is sold; None is not known, 0 is no PoE. `source` says whose figure.
    """

    model: str
    title: str
    ports: int
    uplinks: int
    uplink_gbps: float
    poe: bool
    poe_watts: int | None
    source: str
    media: str = COPPER


_NAME_CX = "HPE Aruba Networking CX data sheets: product name"
_NAME_AOS = "HPE 2530, 2920 and 2930F QuickSpecs: product name"
_NAME_2960X = "Cisco Catalyst 2960-X data sheet, table of models"
_NAME_CISCO = "Cisco data sheet of the series, table of models; PoE depends on the power supply"
_NAME_EX = "Juniper EX data sheet of the series, table of models; PoE as sold is not confirmed here"
_NAME_ICX = "RUCKUS ICX 7150 data sheet, table of models; PoE as sold is not confirmed here"

# model, title, ports, uplinks, Gb/s of an uplink, PoE, watts, source
_ROWS: tuple[tuple[str, str, int, int, float, bool, int | None, str], ...] = (
    ("JL675A", "CX 6100 48G Class4 PoE 4SFP+ 370W", 48, 4, 10, True, 370, _NAME_CX),
    ("JL676A", "CX 6100 48G 4SFP+", 48, 4, 10, False, 0, _NAME_CX),
    ("JL677A", "CX 6100 24G Class4 PoE 4SFP+", 24, 4, 10, True, None, _NAME_CX),
    ("JL678A", "CX 6100 24G 4SFP+", 24, 4, 10, False, 0, _NAME_CX),
    ("JL679A", "CX 6100 12G Class4 PoE 2G/2SFP+ 139W", 12, 4, 10, True, 139, _NAME_CX),
    ("R9Y04A", "CX 6100 48G Class4 PoE 4SFP+ 740W", 48, 4, 10, True, 740, _NAME_CX),
    ("JL724A", "CX 6200F 24G 4SFP+", 24, 4, 10, False, 0, _NAME_CX),
    ("JL725A", "CX 6200F 24G Class4 PoE 4SFP+", 24, 4, 10, True, None, _NAME_CX),
    ("JL726A", "CX 6200F 48G 4SFP+", 48, 4, 10, False, 0, _NAME_CX),
    ("JL727A", "CX 6200F 48G Class4 PoE 4SFP+ 370W", 48, 4, 10, True, 370, _NAME_CX),
    ("JL728A", "CX 6200F 48G Class4 PoE 4SFP+ 740W", 48, 4, 10, True, 740, _NAME_CX),
    ("R8Q72A", "CX 6200F 12G Class4 PoE 2G/2SFP+ 139W", 12, 4, 10, True, 139, _NAME_CX),
    ("JL661A", "CX 6300M 48G Class4 PoE 4SFP56", 48, 4, 50, True, None, _NAME_CX),
    ("JL662A", "CX 6300M 24G Class4 PoE 4SFP56", 24, 4, 50, True, None, _NAME_CX),
    ("J9772A", "2530-48G-PoE+", 48, 4, 1, True, None, _NAME_AOS),
    ("J9773A", "2530-24G-PoE+", 24, 4, 1, True, None, _NAME_AOS),
    ("J9775A", "2530-48G", 48, 4, 1, False, 0, _NAME_AOS),
    ("J9776A", "2530-24G", 24, 4, 1, False, 0, _NAME_AOS),
    ("JL255A", "2930F 24G PoE+ 4SFP+", 24, 4, 10, True, None, _NAME_AOS),
    ("JL256A", "2930F 48G PoE+ 4SFP+", 48, 4, 10, True, None, _NAME_AOS),
    ("JL261A", "2930F 24G PoE+ 4SFP", 24, 4, 1, True, None, _NAME_AOS),
    ("JL262A", "2930F 48G PoE+ 4SFP", 48, 4, 1, True, None, _NAME_AOS),
    ("WS-C2960X-48FPD-L", "Catalyst 2960-X 48 GigE PoE 740W, 2 x 10G SFP+", 48, 2, 10, True, 740, _NAME_2960X),
    ("WS-C2960X-48FPS-L", "Catalyst 2960-X 48 GigE PoE 740W, 4 x 1G SFP", 48, 4, 1, True, 740, _NAME_2960X),
    ("WS-C2960X-24PD-L", "Catalyst 2960-X 24 GigE PoE 370W, 2 x 10G SFP+", 24, 2, 10, True, 370, _NAME_2960X),
    ("WS-C2960X-24PS-L", "Catalyst 2960-X 24 GigE PoE 370W, 4 x 1G SFP", 24, 4, 1, True, 370, _NAME_2960X),
    ("WS-C2960S-48FPD-L", "Catalyst 2960S 48 GigE PoE 740W, 2 x 10G SFP+", 48, 2, 10, True, 740, _NAME_2960X),
    ("C9200L-48P-4X", "Catalyst 9200L 48-port PoE+, 4 x 10G", 48, 4, 10, True, None, _NAME_CISCO),
    ("C9200L-24P-4X", "Catalyst 9200L 24-port PoE+, 4 x 10G", 24, 4, 10, True, None, _NAME_CISCO),
    ("C9200L-48P-4G", "Catalyst 9200L 48-port PoE+, 4 x 1G", 48, 4, 1, True, None, _NAME_CISCO),
    ("C9200L-24P-4G", "Catalyst 9200L 24-port PoE+, 4 x 1G", 24, 4, 1, True, None, _NAME_CISCO),
    ("C9200CX-12P-2X2G", "Catalyst 9200CX 12-port PoE+, 2 x 10G, 2 x 1G", 12, 4, 10, True, None, _NAME_CISCO),
    ("WS-C3560CX-12PC-S", "Catalyst 3560-CX 12-port PoE+", 12, 4, 1, True, None, _NAME_CISCO),
    ("EX2200-24P-4G", "EX2200 24-port PoE+ 405W, 4 x 1G SFP", 24, 4, 1, True, 405, "Juniper EX2200 data sheet"),
    ("EX2200-48P-4G", "EX2200 48-port PoE+ 405W, 4 x 1G SFP", 48, 4, 1, True, 405, "Juniper EX2200 data sheet"),
    ("EX2300-24P", "EX2300 24-port PoE+, 4 x 10G SFP+", 24, 4, 10, True, None, _NAME_EX),
    ("EX2300-48P", "EX2300 48-port PoE+, 4 x 10G SFP+", 48, 4, 10, True, None, _NAME_EX),
    ("EX3400-24P", "EX3400 24-port PoE+, 4 x 10G, 2 x 40G", 24, 6, 10, True, None, _NAME_EX),
    ("EX3400-48P", "EX3400 48-port PoE+, 4 x 10G, 2 x 40G", 48, 6, 10, True, None, _NAME_EX),
    ("ICX7150-24P", "ICX 7150 24-port PoE+, 2 x 1G, 4 x SFP/SFP+", 24, 6, 10, True, None, _NAME_ICX),
    ("ICX7150-48P", "ICX 7150 48-port PoE+, 2 x 1G, 4 x SFP/SFP+", 48, 6, 10, True, None, _NAME_ICX),
    ("ICX7150-48PF", "ICX 7150 48-port full PoE+, 2 x 1G, 4 x SFP/SFP+", 48, 6, 10, True, None, _NAME_ICX),
    ("GS108", "8-port Gigabit, no uplinks", 8, 0, 1, False, 0, "NETGEAR GS108 data sheet: product name"),
)
_FIBER_ROWS: tuple[tuple[str, str, int, int, float, bool, int | None, str], ...] = (
    ("JL658A", "CX 6300M 24SFP+ 4SFP56", 24, 4, 50, False, 0, _NAME_CX),
    ("WS-C3850-24XS", "Catalyst 3850 24 x 10G SFP+", 24, 0, 10, False, 0, _NAME_CISCO),
    ("C9500-24Y4C", "Catalyst 9500 24 x 25G SFP28, 4 x 100G", 24, 4, 100, False, 0, _NAME_CISCO),
)
MODELS: dict[str, ModelFacts] = {
    **{row[0]: ModelFacts(*row) for row in _ROWS},
    **{row[0]: ModelFacts(*row, FIBER) for row in _FIBER_ROWS},
}


def model_facts(model: str | None) -> ModelFacts | None:
    """A model by its number; a licence letter or a region suffix (`JL675A#ABA`, `C9200L-48P-4X-E`) does not matter."""
    if not model:
        return None
    name = model.strip().upper().partition("#")[0]
    for ending in ("", "-E", "-A", "-EDU"):
        if name.endswith(ending) and (found := MODELS.get(name.removesuffix(ending) if ending else name)) is not None:
            return found
    return None


def smaller_models(facts: ModelFacts) -> Iterable[ModelFacts]:
    """Models of the same line with fewer ports, the smallest first: what could be ordered instead."""
    line = facts.title.split()[:2]
    same = [m for m in MODELS.values() if m.title.split()[:2] == line and m.poe == facts.poe and m.ports < facts.ports]
    return sorted(same, key=lambda m: m.ports)
