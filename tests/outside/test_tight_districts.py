"""Tight random districts through the command line: no rule is broken, promises are kept, and reasons are true.

True means: everything that has a place is promised, the rules that are named are taken out of the files, and planning
again gives the switch a place. Where several are named together, all of them are needed.
"""

import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "cli"))
from outside_checker import violations
from running import typed
from tightening import LIFTABLE, lift, read, write, write_tight_district

FAST = (3,)
SLOW = [n for n in range(80) if n not in FAST]
MOST = 4  # switches whose reasons are tried in one district


def plan(folder, as_of):
    answer = typed("plan", "-C", folder, "--as-of", as_of.isoformat(), "--json")
    assert answer.code in {0, 1}, answer.out + answer.err
    data = answer.json["data"]
    assert violations(folder, data) == []
    return data


def left_out(data):
    return {one["switch"]: [reason["code"] for reason in one["reasons"]] for one in data["unplaced"]}


def is_joint(one):
    return any(reason["message"].startswith("besides, ") for reason in one["reasons"])


def only(folder, keep, left):
    """Of all switches without a place only some are still to be replaced, so that nothing else takes the room."""
    data = read(folder, "switches.yaml")
    for name in left - keep:
        data["switches"][name]["replacement"] = "none"
    write(folder, "switches.yaml", data)


def with_first(folder, name, left):
    """A switch and all without a place that must come first, by the order along the uplinks (C7)."""
    order = read(folder, "district.yaml")["policy"]["order"]
    switches, found = read(folder, "switches.yaml")["switches"], {name}
    while more := {
        key
        for key in left - found
        for one in found
        if (order == "core_first" and switches[one].get("uplink") == key)
        or (order == "leaf_first" and switches[key].get("uplink") == one)
    }:
        found |= more
    return found


def waited_for(folder, name, codes, left):
    """A switch and all without a place that it waits for: what comes first (C7), pilot buildings without a window (C8).

    A pilot building without a window has no switch with a place.
    """
    pilots = read(folder, "district.yaml")["policy"].get("pilot", {}).get("buildings", [])
    switches = read(folder, "switches.yaml")["switches"]
    planned = {key for key, one in switches.items() if one["replacement"] != "none"}
    found = {name}
    for pilot in pilots if "C8" not in codes and switches[name]["building"] not in pilots else ():
        here = {key for key in planned if switches[key]["building"] == pilot}
        found |= here if here <= left else set()
    return found if "C7" in codes else {one for key in found for one in with_first(folder, key, left)}


def gets_a_place(folder, as_of, name, codes, left, copy):
    """Whether the switch has a place once these rules are lifted and everything else stands."""
    shutil.copytree(folder, copy)
    only(copy, waited_for(folder, name, codes, left), left)
    lift(copy, codes)
    data = plan(copy, as_of)
    assert data["changes"]["moved"] == data["changes"]["removed"] == []
    return name not in left_out(data)


def check_tight(tmp_path, seed):
    folder = tmp_path / "district"
    as_of = write_tight_district(folder, seed)
    first = plan(folder, as_of)
    if not first["windows"]:
        return 0
    assert typed("approve", "--all", "-C", folder, "--json").code == 0
    again = plan(folder, as_of)
    assert again["changes"]["kept"] == len(first["windows"])
    left, tried = left_out(again), {}
    for one in again["unplaced"]:
        codes = tuple(left[one["switch"]])
        if set(codes) <= LIFTABLE and codes not in tried and len(tried) < MOST:
            tried[codes] = one
    for codes, one in tried.items():
        check_reasons(folder, as_of, one, set(codes), set(left), tmp_path / "-".join(codes))
    return len(tried)


def check_reasons(folder, as_of, one, codes, left, copy):
    told = json.dumps(one)
    if not is_joint(one):
        for code in codes:
            assert gets_a_place(folder, as_of, one["switch"], {code}, left, copy / code), told
        return
    assert gets_a_place(folder, as_of, one["switch"], codes, left, copy / "all"), told
    for code in codes:
        assert not gets_a_place(folder, as_of, one["switch"], codes - {code}, left, copy / f"but-{code}"), told


@pytest.mark.parametrize("seed", FAST)
def test_tight_districts(tmp_path, seed):
    check_tight(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", SLOW)
def test_many_tight_districts(tmp_path, seed):
    check_tight(tmp_path, seed)
