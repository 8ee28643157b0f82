"""NetBox, Oxidized, Nornir and neighbors: switches are taken, logins are not, what is no switch is named."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from switchrefresh.commands import import_foreign
from switchrefresh.errors import InputError, UsageError
from switchrefresh.importers.foreign import our_platform
from switchrefresh.importers.lldp import Standing, read_neighbors
from switchrefresh.importers.nornir import read_nornir
from switchrefresh.importers.oxidized import read_router_db
from switchrefresh.platforms.registry import known_platforms
from switchrefresh.snapshots.state import Neighbor
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project

KNOWN = known_platforms()
EXPORT = """\
Name,Status,Tenant,Role,Manufacturer,Type,Platform,Serial number,Asset tag,Site,Location,Rack,IP Address,Virtual Chassis
phs-core,Active,,Core Switch,HPE,J9850A,,A1,,Pine High,MDF,R1,10.1.0.1/24,
phs-st-1,Active,,Access Switch,Cisco,C9200L-48P-4G,ios-xe,B1,,Pine High,IDF-1,R1,,phs-st
phs-st-2,Active,,Access Switch,Cisco,C9200L-48P-4G,ios-xe,B2,,Pine High,IDF-1,R1,10.1.0.2/24,phs-st
phs-fw,Active,,Firewall,Palo Alto,PA-220,,C1,,Pine High,MDF,R1,10.1.0.9/24,
phs-old,Offline,,Access Switch,HPE,J9772A,,D1,,Pine High,MDF,R1,,
,Active,,Access Switch,HPE,J9772A,,E1,,Pine High,MDF,R1,,
"""


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "district"
    root.mkdir()
    (root / "district.yaml").write_text("district: Pine Hollow\ntimezone: America/Chicago\n")
    return root


def texts(folder):
    return "".join(path.read_text() for path in folder.rglob("*") if path.is_file())


def test_names_of_an_os_in_other_programs():
    said = {"ios": "cisco_ios", "cisco-ios-xe": "cisco_xe", "junos": "juniper_junos", "Aruba AOS-CX": ""}
    assert {name: our_platform(name, KNOWN) for name in said} == said
    assert our_platform("hp_procurve", KNOWN) == "hp_procurve"
    assert our_platform("panos", KNOWN) == ""


def test_netbox_export_puts_stacks_together_and_names_what_is_no_switch(folder, tmp_path):
    (tmp_path / "devices.csv").write_text(EXPORT)
    result = import_foreign.run(str(folder), "netbox", str(tmp_path / "devices.csv"), only_say=False)
    assert (result.data["switches"], result.data["not_taken"], int(result.exit)) == (2, 3, 3)
    found = read_folder(Project(folder), KNOWN).require()
    stack = found.switches["phs-st-2"]
    assert (stack.members, stack.platform, stack.host, stack.closet) == (2, "cisco_xe", "10.1.0.2", "idf-1")
    assert found.switches["phs-core"].role == "core"
    again = import_foreign.run(str(folder), "netbox", str(tmp_path / "devices.csv"), only_say=False)
    assert again.data["diff"] == {}


class FakeNetBox(BaseHTTPRequestHandler):
    """What NetBox 4 answers, a page a time."""

    def do_GET(self):
        if self.path.startswith("/odd"):
            self.answer(200, {"count": 1, "next": None, "results": [{"id": 1, "site": {"id": 1, "url": "/x"}}]})
            return
        if self.headers.get("Authorization") != "Token right":
            self.answer(403, {"detail": "Invalid token"})
            return
        offset = 1 if "offset=1" in self.path else 0
        site = {"id": 1, "name": "Pine High", "slug": "pine-high", "url": "http://127.0.0.1/api/dcim/sites/1/"}
        kind = {"id": 1, "model": "Aruba 2530-48G", "manufacturer": {"name": "HPE"}, "part_number": "J9772A"}
        device = {
            "id": 7 + offset,
            "name": f"phs-sw{offset}",
            "site": site,
            "role": {"name": "Access Switch"},
            "device_type": kind,
            "platform": None,
            "serial": "",
            "primary_ip": {"address": f"10.1.0.{offset + 2}/24"},
            "status": {"value": "active"},
        }
        host = f"http://127.0.0.1:{self.server.server_port}/api/dcim/devices/?limit=1&offset=1"
        self.answer(200, {"count": 2, "next": None if offset else host, "previous": None, "results": [device]})

    def answer(self, status, data):
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("API-Version", "4.1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        pass


@pytest.fixture
def netbox():
    server = HTTPServer(("127.0.0.1", 0), FakeNetBox)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)
    server.server_close()


def test_netbox_over_its_api(folder, netbox, monkeypatch):
    monkeypatch.setenv("NETBOX_TOKEN", "right")
    result = import_foreign.run(str(folder), "netbox", netbox, only_say=False)
    assert (result.data["switches"], result.data["not_taken"]) == (2, 0)
    switch = read_folder(Project(folder), KNOWN).require().switches["phs-sw1"]
    assert (switch.model, switch.platform, switch.host) == ("J9772A", "hp_procurve", "10.1.0.3")
    assert "right" not in texts(folder)


def test_netbox_that_says_no_is_named_without_the_token(folder, netbox, monkeypatch):
    monkeypatch.setenv("NETBOX_TOKEN", "wrong-one")
    with pytest.raises(InputError) as caught:
        import_foreign.run(str(folder), "netbox", netbox, only_say=False)
    assert (caught.value.code, "403" in caught.value.message) == ("netbox-unreachable", True)
    assert "wrong-one" not in str(caught.value.problems)


def test_oxidized_logins_are_dropped(folder, tmp_path):
    (tmp_path / "router.db").write_text(
        "# routers\nhs-core:procurve:manager:Hunter2!:enable1\nhs-sw1:10.0.0.5:ios:admin:S3cret\n"
        "10.0.0.9:junos\nhs-fw:panos:x:y\n\n"
    )
    result = import_foreign.run(str(folder), "oxidized", str(tmp_path / "router.db"), only_say=False)
    assert (result.data["switches"], result.data["not_taken"]) == (3, 1)
    assert any("dropped" in line for line in result.data["assumed"])
    for secret in ("Hunter2", "enable1", "S3cret", "manager"):
        assert secret not in texts(folder) + json.dumps(dict(result.data))
    switches = read_folder(Project(folder), KNOWN).require(without_checks=True).switches
    assert (switches["hs-core"].platform, switches["hs-sw1"].host) == ("hp_procurve", "10.0.0.5")
    assert (switches["sw-10-0-0-9"].host, switches["sw-10-0-0-9"].building) == ("10.0.0.9", "unsorted")


def test_what_is_no_netbox_is_named(folder, netbox):
    with pytest.raises(InputError, match="could not be asked"):
        import_foreign.run(str(folder), "netbox", f"{netbox}/odd", only_say=True)


@pytest.mark.parametrize("line", ["", ":::", "x", "a:b:c", ":ios", "\x00:ios", "é:ios", "2001:db8::1:ios"])
def test_oxidized_lines_that_say_little(line):
    found = read_router_db(line, KNOWN)
    assert all(device.platform == "cisco_ios" for device in found.devices)


def test_nornir_hosts_inherit_and_logins_are_dropped(folder, tmp_path):
    inside = tmp_path / "inventory"
    inside.mkdir()
    (inside / "hosts.yaml").write_text(
        "hs-core:\n  hostname: 10.0.0.1\n  groups: [hs, cores]\n  password: Hunter2!\n"
        "ms-sw1:\n  hostname: ms-sw1.example.org\n  platform: panos\n"
    )
    (inside / "groups.yaml").write_text(
        "hs:\n  data: {site: Pine High}\n  groups: [base]\nbase:\n  platform: procurve\n  groups: [hs]\n"
        "cores:\n  data: {role: core, model: J9850A}\n"
    )
    result = import_foreign.run(str(folder), "nornir", str(tmp_path), only_say=False)
    assert result.data["switches"] == 2
    assert "Hunter2" not in texts(folder) + json.dumps(dict(result.data))
    switch = read_folder(Project(folder), KNOWN).require().switches["hs-core"]
    assert (switch.platform, switch.role, switch.model, switch.host) == ("hp_procurve", "core", "J9850A", "10.0.0.1")


@pytest.mark.parametrize("hosts", [{"a": None}, {"a": {"data": "x", "groups": "y"}}, {"a": {"groups": [3]}}])
def test_nornir_trees_of_any_shape(hosts):
    assert len(read_nornir(hosts, {"y": 3}, {}, KNOWN).devices) <= 1


def bridge(port, system, **more):
    return Neighbor(port, system=system, capabilities=frozenset({"bridge"}), **more)


def test_neighbors_become_switches_and_uplinks():
    known = {"core": Standing("core", "10.0.0.1"), "old": Standing("OLD", "10.0.0.2"), "far": Standing(uplink="old")}
    tree = [
        ("core", (bridge("1", "OLD.example.org"), bridge("2", "new-sw1", platform="cisco WS-C2960X-48FPD-L"))),
        (
            "old",
            (bridge("9", "core"), bridge("3", "far"), Neighbor("4", "ap1", capabilities=frozenset({"wlan", "bridge"}))),
        ),
    ]
    seen = read_neighbors(tree, known)
    assert seen.uplinks == {"old": "core", "new-sw1": "core"}
    [device] = seen.foreign.devices
    assert (device.model, device.platform) == ("WS-C2960X-48FPD-L", "cisco_ios")


def test_lldp_needs_a_pull_and_a_switch(cedar_copy):
    with pytest.raises(UsageError, match="no switch"):
        import_foreign.run(str(cedar_copy), "lldp", "nobody", only_say=True)
    with pytest.raises(UsageError, match="whom it hears"):
        import_foreign.run(str(cedar_copy), "lldp", "hs-mdf-core1", only_say=True)


@pytest.fixture
def cedar_copy(tmp_path):
    import shutil
    from pathlib import Path

    source = Path(__file__).resolve().parents[2] / "inventories" / "cedar-fork"
    return shutil.copytree(source, tmp_path / "cedar")


def test_lldp_over_a_stored_pull_of_a_switch_of_the_lab(cedar_copy):
    from datetime import UTC, datetime

    from switchrefresh.lab.pairs import swap_pair
    from switchrefresh.storage.snapshot_file import SnapshotFacts
    from switchrefresh.storage.snapshot_store import SnapshotStore

    look = swap_pair(3, "2960x-cx6200").baselines[0]
    at = datetime(2026, 11, 20, 16, tzinfo=UTC)
    facts = SnapshotFacts("hs-mdf-core1", "baseline", look.platform, "show running-config", at, at)
    SnapshotStore(cedar_copy / "snapshots").save(facts, look.config, look.outputs)
    before = (cedar_copy / "switches.yaml").read_text()
    said = import_foreign.run(str(cedar_copy), "lldp", "hs-mdf-core1", only_say=True)
    assert (cedar_copy / "switches.yaml").read_text() == before
    added = [line for line in said.data["diff"]["switches.yaml"] if line.startswith("+")]
    assert any("uplink: hs-mdf-core1" in line for line in added)
    written = import_foreign.run(str(cedar_copy), "lldp", "hs-mdf-core1", only_say=False)
    assert written.data["written"]
    after = read_folder(Project(cedar_copy), KNOWN).require(without_checks=True)
    new = after.switches["core"]  # phones, cameras and access points are no switches
    assert (new.uplink, new.model, new.platform, new.host) == ("hs-mdf-core1", "JL658A", "aruba_aoscx", "10.10.0.1")
    assert len(after.switches) == before.count("\n    building:") + 1
