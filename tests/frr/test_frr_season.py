"""A whole season against a network OS that nobody here wrote: FRR's vtysh behind OpenSSH servers, swapped for real.

Set FRR_SEASON_TRANSCRIPT to a file name to keep what was said (docs/seasons/ holds one).
"""

import os
import sys
import zipfile
from pathlib import Path

import pytest
from frr_network import why_not
from frr_rack import PASSWORD, rack_of

sys.path.insert(0, str(Path(__file__).parent.parent / "season"))
from season_kit import Season

pytestmark = [pytest.mark.frr, pytest.mark.slow, pytest.mark.timeout(600)]
WORDS = (
    "What a technician typed from the first plan to the hand-off, and what was answered. The switches are not\n"
    "simulated: each is FRR (a routing system for Linux) with its own shell `vtysh` behind an OpenSSH server, and a\n"
    "swap really puts another one at the same address, with another host key. Its shell speaks like a Cisco's, but it\n"
    "has no table of ports, VLANs or MAC addresses: what cannot be asked is never called proven. `--as-of` stands\n"
    "where on a real night the clock does. Written by `tests/frr/test_frr_season.py`."
)
DISTRICT = """district: Sycamore Bend R-I School District
timezone: America/Chicago
horizon: 2026-12-01..2027-08-13
school_years: [{first_day: 2026-08-20, last_day: 2027-05-20}]
calendars: [{path: calendars/district.yaml, role: district}]
hours:
  school_day: ["dismissal+30m..21:00"]
  break: ["07:00..17:00"]
  summer: ["07:00..17:00"]
  holiday: []
crews: {tech: {base: gym, hours: {weekday: "07:00..16:00", evening: "15:00..21:30"}}}
work: {core: 60m, access: 45m, setup: 20m, buffer: 15%, backout: 30m}
deliveries: [{arrives: 2026-11-20, models: {JL675A: 9}}]
policy: {order: core_first, notice: 5d, deadline: 2027-08-01}
"""
BUILDINGS = """buildings:
  gym:
    name: Sycamore Bend Gym
    kind: high
    bells: {start: "07:20", dismissal: "14:10"}
    closets: {mdf: {name: MDF, room: A101}}
"""
HONEST = '--accept not-proven --because "this OS has no port tables; configs compared"'


def config(name, vlans):
    """Addresses on VLANs, room names on ports, a few routes; the prompt's text in a description."""
    lines = ["frr defaults traditional", f"hostname {name}", "!"]
    for vlan in vlans:
        lines += [
            f"interface vlan{vlan}",
            f" description {name}# vlan {vlan}",
            f" ip address 10.20.{vlan}.1/24",
            "exit",
        ]
    for port in range(1, 5):
        lines += [f"interface Gi1/0/{port}", f" description room {port}", "exit"]
    lines += [f"ip route 10.{n}.0.0/16 10.20.10.254" for n in range(30, 34)]
    return "\n".join([*lines, "!", ""])


def write_folder(folder, rack):
    (folder / "calendars").mkdir(parents=True)
    user = next(iter(rack.values())).user
    (folder / "district.yaml").write_text(f"{DISTRICT}access: {{username: {user}, host_keys: learn}}\n")
    (folder / "buildings.yaml").write_text(BUILDINGS)
    (folder / "calendars" / "district.yaml").write_text(
        "- {dates: 2026-12-21..2027-01-01, title: Winter Break, kind: break}\n"
    )
    entries = ["switches:"]
    for name, role, more in (("gym-core1", "core", ""), ("gym-sw1", "access", ", uplink: gym-core1")):
        new = f"{{model: JL675A, platform: cisco_ios, host: 127.0.0.1, port: {rack[name].port}}}"
        entries.append(
            f"  {name}: {{building: gym, closet: mdf, host: 127.0.0.1, port: {rack[name].port}, platform: cisco_ios, "
            f"model: WS-C2960X, role: {role}{more}, replacement: {new}}}"
        )
    (folder / "switches.yaml").write_text("\n".join(entries) + "\n")


@pytest.fixture
def rack():
    reason = why_not()
    if reason:
        pytest.skip(f"FRR: {reason}")
    core, access, faulty = config("gym-core1", (10, 20, 30)), config("gym-sw1", (10, 20)), config("gym-sw1", (10,))
    with rack_of({"gym-core1": (core, core), "gym-sw1": (access, faulty)}) as places:
        yield places


@pytest.fixture
def season(rack, tmp_path):
    write_folder(tmp_path / "district", rack)
    told = Season(tmp_path / "district", PASSWORD)
    yield told
    if target := os.environ.get("FRR_SEASON_TRANSCRIPT"):
        text = told.text("A season against FRR", WORDS).replace(rack["gym-sw1"].user, "netadmin")
        Path(target).write_text(text, encoding="utf-8")


def verdict(season, name, *codes):
    """The word for a switch and the codes of what counts, without those of what could not be asked."""
    [row] = season.data(f"verify {name} --stored", *codes)["switches"]
    told = [finding["code"] for finding in row["findings"] if finding["severity"] in {"critical", "major"}]
    return row["verdict"], [code for code in told if code != "NOT_CHECKED"]


def body(folder, name):
    """The newest stored config of a switch."""
    newest = max((folder / "snapshots" / name).glob("*.cfg"), key=lambda path: path.name)
    return newest.read_bytes().split(b"\n---\n", 1)[1].replace(b"\r\n", b"\n")


def test_a_season_on_a_real_network_os(season, rack):
    folder = season.folder
    season.chapter("November: plan, promise, baselines")
    season.run("check")
    season.run("plan --as-of 2026-11-23")
    season.run("approve --all")
    season.run("backup --phase baseline")
    for name in rack:
        assert body(folder, name) == rack[name].old.running()

    season.chapter("The night: the core is swapped, then the access switch")
    season.run("window start w001 --as-of 2026-12-21T07:00", keep=60)
    rack["gym-core1"].plug(rack["gym-core1"].new)
    season.run("verify gym-core1", 4)
    season.run("trust gym-core1 --replaced --yes")
    season.run("verify gym-core1 --wait 10s", 3)
    assert verdict(season, "gym-core1", 3) == ("not-proven", [])
    season.run("compare gym-core1")
    rack["gym-sw1"].plug(rack["gym-sw1"].new)
    season.run("trust gym-sw1 --replaced --yes")
    season.run("verify gym-sw1 --wait 10s", 1)
    assert verdict(season, "gym-sw1", 1)[0] == "lost"
    changed = season.run("compare gym-sw1", 1)
    assert "-interface vlan20" in changed and "- ip address 10.20.20.1/24" in changed and "\n  +" not in changed

    season.chapter("Somebody swaps a switch that nobody announced", "Its key is another: no password is sent.")
    stranger = rack["gym-core1"].old
    rack["gym-core1"].plug(stranger)
    [row] = season.data("backup gym-core1", 1)["switches"]
    assert row["reason"].startswith("host-key-changed") and "no password was sent" in row["reason"]
    season.run("backup gym-core1", 1)
    rack["gym-core1"].plug(rack["gym-core1"].new)

    season.chapter("The access switch goes back, the night ends")
    rack["gym-sw1"].plug(rack["gym-sw1"].old)
    season.run('window backout w001 gym-sw1 --because "an address is missing"')
    assert body(folder, "gym-sw1") == rack["gym-sw1"].old.running()
    season.run("window finish w001 --wait 5s --as-of 2026-12-21T09:00", 1)
    season.run(f"window finish w001 --wait 5s --as-of 2026-12-21T09:05 {HONEST}", 1)

    season.chapter("Plan again, hand over, and the second night")
    season.run('plan --as-of 2026-12-21 --because "gym-sw1 went back"')
    season.run("approve --all")
    season.run("status --as-of 2026-12-22")
    season.run("handoff gym -o gym.zip --as-of 2026-12-22")
    with zipfile.ZipFile(folder / "gym.zip") as book:
        assert PASSWORD.encode() not in b"".join(book.read(name) for name in book.namelist())
    rack["gym-sw1"].new.configure("interface vlan20", "description gym-sw1# vlan 20", "ip address 10.20.20.1/24")
    season.run("window start w002 --as-of 2026-12-28T07:00", keep=60)
    rack["gym-sw1"].plug(rack["gym-sw1"].new)
    season.run("trust gym-sw1 --replaced --yes")
    season.run("verify gym-sw1 --wait 10s", 3)
    assert verdict(season, "gym-sw1", 3) == ("not-proven", [])
    assert body(folder, "gym-sw1") == rack["gym-sw1"].new.running()
    season.run(f"window finish w002 --wait 5s --as-of 2026-12-28T08:00 {HONEST}", 1)
    season.run("export evidence --as-of 2026-12-29")
    done = season.data("status --as-of 2026-12-29")["switches"]
    assert (done["done"], done["total"]) == (2, 2)
    assert not [path for path in folder.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
