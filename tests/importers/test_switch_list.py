"""Lists of switches as people keep them, and importing them again."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from switchrefresh.errors import InputError
from switchrefresh.importers.columns import count_known, recognise
from switchrefresh.importers.merging import merge_entries
from switchrefresh.importers.model_names import read_model
from switchrefresh.importers.sheets import read_csv_sheet, read_xlsx_sheets
from switchrefresh.importers.switch_list import Remembered, read_switch_list
from switchrefresh.storage.strict_yaml import read_yaml
from switchrefresh.storage.yaml_merge import with_values

HEAD = "Bldg,Closet,Switch Name,IP,Model,S/N,Ports,PoE?,Uplink,Notes\n"


def taken(text, known=None, remembered=None):
    sheets = read_csv_sheet(text if isinstance(text, bytes) else text.encode(), count_known)
    return read_switch_list(sheets, known or {}, remembered or Remembered())


def listed(*rows):
    return taken(HEAD + "\n".join(rows) + "\n")


class TestSheets:
    @pytest.mark.parametrize(
        "raw",
        [
            HEAD.encode() + b"HS,MDF,hs-core,10.0.0.1,J9850A,X1,24,Y,,\n",
            b"\xef\xbb\xbf" + HEAD.encode() + b"HS,MDF,hs-core,10.0.0.1,J9850A,X1,24,Y,,\n",
            (HEAD + "HS,MDF,hs-core,10.0.0.1,J9850A,X1,24,Y,,\n").replace(",", ";").encode(),
            (HEAD + "HS,MDF,hs-core,10.0.0.1,J9850A,X1,24,Y,,\n").replace(",", "\t").encode("utf-16"),
            b"Switches 2026 - keep up to date!\n\n"
            + HEAD.encode()
            + b"HS,MDF,hs-core,10.0.0.1,J9850A,X1,24,Y,,caf\xe9\n",
        ],
    )
    def test_any_dress(self, raw):
        proposal = taken(raw)
        assert proposal.switches["hs-core"]["host"] == "10.0.0.1"
        assert proposal.switches["hs-core"]["role"] == "core"

    def test_a_workbook_with_a_sheet_a_campus(self):
        import io

        import openpyxl

        book = openpyxl.Workbook()
        book.active.title = "High School"
        book.active.append(["Hostname", "IP Address", "Model", "Serial"])
        book.active.append(["hs-sw1", "10.0.0.2", "J9772A", 12345678901])
        book.create_sheet("Read me").append(["call Bob"])
        stream = io.BytesIO()
        book.save(stream)
        proposal = read_switch_list(read_xlsx_sheets(stream.getvalue(), count_known), {}, Remembered())
        assert proposal.switches["hs-sw1"]["serial"] == "12345678901"
        assert proposal.buildings["hs"]["name"] == "High School"

    @pytest.mark.parametrize("raw", [b"", b"hello\nworld\n", b"\x00\x01\x02", b"PK\x03\x04broken"])
    def test_what_is_no_list_says_so(self, raw):
        with pytest.raises(InputError):
            read_csv_sheet(raw, count_known)
        with pytest.raises(InputError):
            read_xlsx_sheets(raw, count_known)


class TestColumns:
    def test_common_headings(self):
        headings = ("School Name", "Bldg", "MDF/IDF", "Host Name", "IP Address", "S/N", "PoE?", "Asset Tag #", "Old pw")
        found = recognise(headings)
        assert found == {
            "Bldg": "building",
            "MDF/IDF": "closet",
            "Host Name": "switch",
            "IP Address": "host",
            "S/N": "serial",
            "PoE?": "poe",
            "Asset Tag #": "asset_tag",
        }

    def test_what_a_person_said_before_wins(self):
        assert recognise(("Gear", "IP"), {"Gear": "switch"}) == {"Gear": "switch", "IP": "host"}


class TestModels:
    @pytest.mark.parametrize(
        ("text", "ports", "poe", "model", "platform"),
        [
            ("Aruba 2530 48 PoE", 48, False, "J9772A", "hp_procurve"),
            ("2530-24G", 24, False, "J9776A", "hp_procurve"),
            ("2530-24G", 24, True, "J9773A", "hp_procurve"),
            ("J9850A", 96, True, "J9850A", "hp_procurve"),
            ("cisco sg300", 28, True, "SG300-28PP", "cisco_s300"),
            ("unifi 48", 48, True, "US-48-500W", "cloud"),
            ("netgear?", 8, True, "netgear", "unmanaged"),
            ("GS108", 8, False, "GS108", "unmanaged"),
            ("WS-C2960X-48FPS-L", None, True, "WS-C2960X-48FPS-L", "cisco_ios"),
            ("C9200L-48P-4X", None, True, "C9200L-48P-4X", "cisco_xe"),
            ("EX2300-48P", None, True, "EX2300-48P", "juniper_junos"),
            ("ICX7150-48P", None, True, "ICX7150-48P", "ruckus_fastiron"),
            ("JL675A", None, True, "JL675A", "aruba_aoscx"),
            ("MS225-48FP", None, True, "MS225-48FP", "cloud"),
        ],
    )
    def test_names(self, text, ports, poe, model, platform):
        found = read_model(text, ports, poe)
        assert (found.model, found.platform) == (model, platform)


class TestRows:
    def test_two_names_of_one_school(self):
        proposal = listed(
            "HS,MDF,hs-core,10.0.0.1,J9850A,,24,Y,,",
            "Cedar High School,IDF-1,hs-sw1,,J9772A,,48,,HS-CORE,",
        )
        assert list(proposal.buildings) == ["hs"]
        assert proposal.buildings["hs"]["name"] == "Cedar High School"
        assert proposal.switches["hs-sw1"]["uplink"] == "hs-core"
        assert any("one building: hs" in line for line in proposal.assumed)

    def test_two_schools_with_like_switch_names_stay_two(self):
        proposal = listed(
            "North Elementary,MDF,sw-1,10.0.0.1,J9772A,,48,,,", "South Elementary,MDF,sw-2,10.0.0.2,J9772A,,48,,,"
        )
        assert len(proposal.buildings) == 2

    def test_a_room_in_the_place_of_a_closet(self):
        proposal = listed("HS,Field house,hs-idf2-sw2,10.0.0.9,J9772A,,48,,,")
        assert proposal.switches["hs-idf2-sw2"]["closet"] == "idf-2"
        assert proposal.buildings["hs"]["closets"]["idf-2"] == {"name": "IDF-2", "room": "Field house"}

    def test_case_twins_and_rows_without_a_name_are_named_not_lost(self):
        proposal = listed(
            "HS,MDF,hs-sw1,10.0.0.1,J9772A,,48,,,",
            "HS,MDF,HS-SW1,10.0.0.2,J9772A,,48,,,",
            "HS,MDF,,10.0.0.3,J9772A,,48,,,",
        )
        lost = [odd for odd in proposal.odd if not odd.taken]
        assert [odd.where for odd in lost] == ["line 3", "line 4"]
        assert "line 2" in lost[0].why

    def test_makers_ports_in_names_totals_and_other_headings(self):
        text = (
            "Equipment - DO NOT EDIT;;;;;;;;\n;;;;;;;;\n"
            "Site;IDF / MDF;Switch name;Mgmt IP;Make/Model;Ser. No.;Stack of;Connects to;POE\n"
            "North Elem.;MDF Rm 12;NE-CORE;10.1.0.1;Cisco WS-C3850-24S;FCW1;1;;N\n"
            "North Elem.;IDF1;NE-A;10.1.0.11;Cisco Catalyst 2960X 48 port PoE;FOC2;2;NE-CORE;Y\n"
            "north elem;IDF 1;NE-B;10.1.0.12 ;WS-C2960X-48FPD-L;FOC3;;ne-core;y\n"
            "South MS;MDF;SM-CORE;10.2.0.1;HP 5406zl;SG1;;NE-CORE;\n"
            "South MS;IDF-A;SM-A;10.2.0.11;2530-24;CN1;;SM-CORE;Yes\n"
            "TOTAL;;;;;;5;;\n"
        )
        answers = {"48": ("JL675A", "aruba_aoscx"), "24": ("JL677A", "aruba_aoscx"), "core": ("JL658A", "aruba_aoscx")}
        proposal = taken(text, remembered=Remembered(replacements=answers))
        assert (proposal.unused_columns, proposal.gaps) == ((), ())
        assert set(proposal.buildings) == {"ne", "sm"}
        assert proposal.buildings["ne"]["closets"]["mdf"]["room"] == "12"
        told = {key: (e["platform"], e["model"], e["replacement"]["model"]) for key, e in proposal.switches.items()}
        assert told == {
            "ne-core": ("cisco_xe", "WS-C3850-24S", "JL658A"),
            "ne-a": ("cisco_ios", "Cisco Catalyst 2960X 48 port PoE", "JL675A"),
            "ne-b": ("cisco_ios", "WS-C2960X-48FPD-L", "JL675A"),
            "sm-core": ("hp_procurve", "5406ZL", "JL658A"),
            "sm-a": ("hp_procurve", "J9773A", "JL677A"),
        }
        assert (proposal.switches["ne-a"]["members"], proposal.switches["ne-b"]["uplink"]) == ("2", "ne-core")
        assert proposal.switches["sm-core"]["serial"] == "SG1"
        assert not any("TOTAL" in sentence for sentence in proposal.assumed)

    def test_a_password_in_a_note_is_dropped_and_not_shown(self):
        proposal = listed("HS,MDF,hs-sw1,nowhere,J9772A,,48,,,pw: Hunter2!")
        assert "notes" not in proposal.switches["hs-sw1"]
        assert any("speaks of a login" in odd.why for odd in proposal.odd)
        assert "Hunter2" not in repr(proposal)

    def test_a_rounded_serial_and_a_second_use_of_an_address(self):
        proposal = listed("HS,MDF,hs-sw1,10.0.0.1,J9772A,1.23457E+11,48,,,", "HS,MDF,hs-sw2,10.0.0.1,J9772A,,48,,,")
        assert "serial" not in proposal.switches["hs-sw1"]
        assert "host" not in proposal.switches["hs-sw2"]
        assert [odd.where for odd in proposal.odd if "rounded" in odd.why or "also the address" in odd.why] == [
            "line 2",
            "line 3",
        ]

    def test_replacements_are_asked_by_kind(self):
        text = HEAD + "HS,MDF,hs-core,10.0.0.1,J9850A,,24,,,\nHS,MDF,hs-sw1,10.0.0.2,J9772A,,48,,,\n"
        assert [gap.key for gap in taken(text).gaps] == ["48", "core"]
        answered = taken(
            text, remembered=Remembered(replacements={"48": ("JL675A", "aruba_aoscx"), "core": ("none", "")})
        )
        assert answered.gaps == ()
        assert answered.switches["hs-sw1"]["replacement"]["host"] == "10.0.0.2"
        assert answered.switches["hs-core"]["replacement"] == "none"


OLD = {"a": {"model": "M1", "serial": "S1", "feeds": {"aps": "4"}}}


class TestMerging:
    def test_the_lists_own_change_is_taken(self):
        merge = merge_entries(OLD, OLD, {"a": {**OLD["a"], "serial": "S2"}})
        [change] = merge.changes
        assert (change.path, change.value, change.was) == (("a", "serial"), "S2", "S1")

    def test_a_hand_edit_stands(self):
        edited = {"a": {**OLD["a"], "serial": "hand"}}
        assert merge_entries(edited, OLD, OLD).changes == ()
        both = merge_entries(edited, OLD, {"a": {**OLD["a"], "serial": "S2"}})
        assert both.changes == ()
        assert both.kept[0].why == "both have changed"

    def test_what_was_taken_out_by_hand_does_not_come_back(self):
        assert merge_entries({}, OLD, OLD).changes == ()
        assert merge_entries({"a": {"model": "M1"}}, OLD, OLD).changes == ()

    def test_what_left_the_list_stays_and_is_named(self):
        merge = merge_entries(OLD, OLD, {})
        assert merge.changes == ()
        assert "no longer in the list" in merge.kept[0].why

    words = st.text("ab1", min_size=1, max_size=3)
    entries = st.dictionaries(
        words, st.dictionaries(words, words | st.dictionaries(words, words, max_size=2), max_size=3), max_size=4
    )

    @settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(entries, entries)
    def test_a_second_import_of_the_same_list_changes_nothing(self, current, new):
        def clean(tree):
            return {k: {i: v for i, v in e.items() if v != {}} for k, e in tree.items()}

        current, new = clean(current), clean(new)
        start = "root:\n" if not current else with_values("", "root", [((k,), v) for k, v in current.items()])
        first = merge_entries(current, {}, new)
        text = with_values(start, "root", [(c.path, c.value) for c in first.changes])
        found = read_yaml("x.yaml", text.encode())
        assert found.problems == ()
        assert merge_entries(found.data["root"] or {}, new, new).changes == ()


class TestWriting:
    TEXT = """\
# kept by hand
switches:
  a:                      # the first
    model: "M1"   # from the label
    feeds: {aps: 4}
    # a remark about b

  b: {model: M2, serial: null}
# the end
"""

    def test_only_what_changed_changes(self):
        changes = [
            (("a", "model"), "M9"),
            (("a", "serial"), "0123"),
            (("a", "feeds", "phones"), "3"),
            (("b", "serial"), "S2"),
            (("b", "host"), "10.0.0.1"),
            (("c",), {"model": "NO", "replacement": {"model": "JL675A", "platform": "aruba_aoscx"}}),
        ]
        text = with_values(self.TEXT, "switches", changes)
        assert (
            text
            == """\
# kept by hand
switches:
  a:                      # the first
    model: M9   # from the label
    feeds: {aps: 4, phones: "3"}
    serial: "0123"
    # a remark about b

  b: {model: M2, serial: S2, host: 10.0.0.1}
  c:
    model: "NO"
    replacement: {model: JL675A, platform: aruba_aoscx}
# the end
"""
        )

    def test_an_empty_file(self):
        assert with_values("", "switches", [(("a",), {"model": "M"})]) == "switches:\n  a:\n    model: M\n"
        assert (
            with_values("switches: {}\n", "switches", [(("a",), {"model": "M"})]) == "switches:\n  a:\n    model: M\n"
        )
