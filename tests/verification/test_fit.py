"""Fit of new switches, soundness of port maps before the night, what to order, and labels."""

import csv
from dataclasses import replace

import pytest
from closet import CATALYST, CX, DAY, PORTMAP, state, things, with_port

from switchrefresh.commands import check, export_orders, show
from switchrefresh.commands.fit import fitting
from switchrefresh.commands.opening import open_folder
from switchrefresh.inventory.models import MODELS, model_facts, smaller_models
from switchrefresh.problems import Severity
from switchrefresh.verification.baseline import Look, unite
from switchrefresh.verification.fit import fit_problems, use_of
from switchrefresh.verification.mapcheck import NewFront, check_map
from switchrefresh.verification.ordering import Ordered, order_for
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.portrules import make_rule, read_rule

GI = CATALYST.edge
SMALL = {thing.at for thing in things() if thing.at <= 18}


def looked(found=None):
    return unite([Look(found or state(CATALYST), "baseline", DAY)])


def used(found=None):
    return use_of(looked(found), 48)


def codes(problems, severity=Severity.ERROR):
    return [problem.code for problem in problems if problem.severity is severity]


def test_models_are_found_by_their_number_and_have_a_source():
    assert model_facts("jl675a#ABA").ports == 48
    assert model_facts("C9200L-48P-4X-E").ports == 48
    assert model_facts("US-48-500W") is None
    assert model_facts(None) is None
    assert all(facts.source and facts.ports for facts in MODELS.values())
    assert [m.model for m in smaller_models(MODELS["JL675A"])] == ["JL679A", "JL677A"]


OLD, BIG = MODELS["WS-C2960X-48FPD-L"], MODELS["R9Y04A"]


def test_without_a_look_brochures_are_compared():
    assert codes(fit_problems("x", OLD, MODELS["JL677A"], 1, None)) == ["fit-ports"]
    assert codes(fit_problems("x", OLD, MODELS["JL675A"], 1, None)) == ["fit-poe"], "370 W for 740 W"
    assert codes(fit_problems("x", OLD, MODELS["JL676A"], 1, None)) == ["fit-poe"], "no PoE at all"
    assert fit_problems("x", OLD, BIG, 1, None) == []
    assert fit_problems("x", None, BIG, 1, None) == fit_problems("x", OLD, None, 1, None) == []


def test_what_is_measured_outweighs_the_brochure():
    few = state(CATALYST, SMALL)
    few = replace(
        few, interfaces={k: replace(p, poe_watts=5.0 if p.poe_on else None) for k, p in few.interfaces.items()}
    )
    use = used(few)
    assert (len(use.ports), len(use.uplinks), use.powered, use.watts) == (18, 2, 18, 90.0)
    found = fit_problems("x", OLD, MODELS["JL677A"], 1, use)
    assert codes(found) == []
    assert codes(found, Severity.WARNING) == ["fit-ports"]
    assert codes(fit_problems("x", OLD, MODELS["JL679A"], 1, use)) == ["fit-ports"]
    assert codes(fit_problems("x", OLD, MODELS["JL678A"], 1, use)) == ["fit-poe"], "18 devices draw PoE"
    assert codes(fit_problems("x", OLD, MODELS["C9200L-24P-4G"], 1, use)) == ["fit-uplink"], "10 Gb/s uplinks"


def test_more_watts_than_the_budget_and_classes_above_it():
    hungry = state(CATALYST)
    ports = {k: replace(p, poe_watts=25.0, poe_class="4") for k, p in hungry.interfaces.items() if p.poe_on}
    use = used(replace(hungry, interfaces={**hungry.interfaces, **ports}))
    assert codes(fit_problems("x", OLD, MODELS["JL675A"], 1, use)) == ["fit-poe"]
    modest = {k: replace(p, poe_watts=5.0) for k, p in ports.items()}
    use = used(replace(hungry, interfaces={**hungry.interfaces, **modest}))
    found = fit_problems("x", OLD, MODELS["JL675A"], 1, use)
    assert (codes(found), "fit-poe-classes" in codes(found, Severity.WARNING)) == ([], True)


RULES = (read_rule("GigabitEthernet1/0/{1-48} -> 1/1/{1-48}"), read_rule("TenGigabitEthernet1/0/{1-2} -> 1/1/{49-50}"))


def front(names=None):
    new = state(CX)
    extra = {f"1/1/{n}": replace(new.interfaces["1/1/50"], name=f"1/1/{n}") for n in (51, 52)}
    ports = {**new.interfaces, **extra}
    return NewFront.of(replace(new, interfaces={k: p for k, p in ports.items() if names is None or k in names}), None)


@pytest.mark.parametrize(
    ("portmap", "expected"),
    [
        (PortMap(RULES), []),
        (PortMap((read_rule("GigabitEthernet1/0/{1-43} -> 1/1/{1-43}"), RULES[1])), ["portmap-no-home"]),
        (PortMap(RULES, ((make_rule(GI(44), "1/1/43"), ""),)), ["portmap-twice"]),
        (PortMap(RULES, ((make_rule(GI(44), "1/1/60"), ""),)), ["portmap-no-port"]),
        (PortMap(RULES, ((make_rule(GI(3), "1/1/51"), ""),)), ["portmap-media"]),
        (PortMap(RULES, ((make_rule(GI(48), None), "unused"),)), []),
    ],
)
def test_a_port_map_is_checked_before_the_night(portmap, expected):
    assert codes(check_map("x", looked(), portmap, front())) == expected


def test_a_port_in_use_that_is_left_out_on_purpose_is_a_warning():
    found = check_map("x", looked(), PortMap(RULES, ((make_rule(GI(3), None), "goes to Wi-Fi 7"),)), front())
    assert codes(found, Severity.WARNING) == ["portmap-left-out"]
    assert "goes to Wi-Fi 7" in found[0].message


def test_lag_members_stay_on_two_boxes():
    old = state(CATALYST)
    second = {k.replace("1/0/", "2/0/"): replace(p, name=k.replace("1/0/", "2/0/")) for k, p in old.interfaces.items()}
    lags = {"Port-channel1": ("TenGigabitEthernet1/0/1", "TenGigabitEthernet2/0/1")}
    stack = replace(old, interfaces={**old.interfaces, **second}, lags=lags)
    new = state(CX)
    twin = {
        k.replace("1/1/", "2/1/", 1): replace(p, name=k.replace("1/1/", "2/1/", 1)) for k, p in new.interfaces.items()
    }
    there = NewFront.of(replace(new, interfaces={**new.interfaces, **twin}), None)
    rules = [read_rule("GigabitEthernet{m}/0/{1-48} -> {m}/1/{1-48}"), read_rule("TenGigabitEthernet1/0/1 -> 1/1/49")]
    one_box = PortMap(
        (*rules, read_rule("TenGigabitEthernet2/0/1 -> 1/1/50"), read_rule("TenGigabitEthernet{m}/0/2 -> {m}/1/51"))
    )
    assert "portmap-lag" in codes(check_map("x", looked(stack), one_box, there))
    two = PortMap(
        (*rules, read_rule("TenGigabitEthernet2/0/1 -> 2/1/49"), read_rule("TenGigabitEthernet{m}/0/2 -> {m}/1/51"))
    )
    assert "portmap-lag" not in codes(check_map("x", looked(stack), two, there))


def test_what_to_order():
    lit = replace(
        state(CATALYST, SMALL), transceivers={"TenGigabitEthernet1/0/1": "10G-LR", "GigabitEthernet1/0/48": "x"}
    )
    use = used(lit)
    facts = MODELS["JL728A"]
    wanted = [Ordered(f"s{n}", "JL728A", 1, facts, use if n < 3 else None, ("2x SFP-LX",)) for n in range(5)]
    order = order_for(wanted)
    assert (order.switches, order.measured) == (5, 3)
    lines = {(line.kind, line.what): line.units for line in order.lines}
    assert lines == {("model", "JL728A"): 5, ("optic", "10G-LR"): 3, ("part", "SFP-LX"): 10}, "JL725A's watts unknown"
    plain = replace(facts, poe=False, poe_watts=0, title="CX 6200F 48G 4SFP+")
    idle = replace(use, powered=0, watts=None, class_watts=0)
    order = order_for([Ordered(f"s{n}", "JL726A", 1, plain, idle) for n in range(14)])
    assert order.sentences[0] == "14 of your 14 48-port switches need 24 ports"


def test_check_and_show_tell_the_fit(folder):
    text = (folder.root / "switches.yaml").read_text()
    (folder.root / "switches.yaml").write_text(text.replace("sw1: {", "sw1: {model: WS-C2960X-48FPD-L, "))
    found = check.run(str(folder.root), "2026-11-23")
    [error] = [p for p in found.problems if p.code == "fit-poe"]
    assert (error.where.file, error.where.line, error.is_error) == ("switches.yaml", 3, True)
    few = state(CATALYST, SMALL)
    folder.keep("sw1", "baseline", few, DAY)
    measured = check.run(str(folder.root), "2026-11-23")
    assert [p.code for p in measured.problems if p.code.startswith("fit") and p.is_error] == []
    [row] = show.run(str(folder.root), ("sw1",)).data["fit"]
    assert (row["ports_used"], row["uplinks_used"], row["new"]["ports"]) == (18, 2, 48)
    (folder.root / "portmaps" / "a.yaml").write_text('portmap: {rules: ["GigabitEthernet1/0/{1-9} -> 1/1/{1-9}"]}\n')
    missing = [p for p in check.run(str(folder.root), "2026-11-23").problems if p.code == "portmap-no-home"]
    assert len(missing) == 11


def test_what_check_found_is_kept_until_something_changes(folder, monkeypatch):
    folder.keep("sw1", "baseline", state(CATALYST), DAY)
    (folder.root / "portmaps" / "a.yaml").write_text('portmap: {rules: ["GigabitEthernet1/0/{1-9} -> 1/1/{1-9}"]}\n')

    def homeless():
        return sum(p.code == "portmap-no-home" for p in check.run(str(folder.root), "2026-11-23").problems)

    first = homeless()
    monkeypatch.setattr("switchrefresh.commands.fit.looks_at", lambda *_words: pytest.fail("read again"))
    assert homeless() == first == 37
    monkeypatch.undo()
    monkeypatch.setattr("switchrefresh.commands.fit.looks_at", lambda *_words: [])
    (folder.root / "portmaps" / "a.yaml").write_text(PORTMAP)
    assert homeless() == 0


def test_a_map_with_a_mistake_is_an_error_of_check(folder):
    (folder.root / "portmaps" / "a.yaml").write_text("portmap: {rules: [x]}\n")
    found = check.run(str(folder.root), "2026-11-23")
    assert ("portmap-rule", "portmaps/a.yaml", 1) in {
        (p.code, p.where.file, p.where.line) for p in found.problems if p.where
    }


def test_the_order_and_the_labels_are_tables(folder, tmp_path):
    hostile = with_port(state(CATALYST, SMALL), GI(30), description="=1+1 B-130", oper_up=True)
    folder.keep("sw1", "baseline", hostile, DAY)
    order = export_orders.run_bom(str(folder.root), (), str(tmp_path / "bom.csv"))
    assert order.data["measured"] == 1
    labels = export_orders.run_labels(str(folder.root), ("sw1",), str(tmp_path / "labels.csv"))
    with (tmp_path / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(labels.data["rows"]) == 21
    third = next(row for row in rows if row["old"] == "Gi1/0/3")
    assert (third["jack"], third["new"], third["device"]) == ("B-103", "1/1/3", "access point ap-3")
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_a_switch_that_stays_has_no_fit(folder):
    assert fitting(open_folder(str(folder.root), without_checks=True), "core").problems == ()
