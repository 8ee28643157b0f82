"""The workbook and the evidence: the rows a vendor and an auditor ask for, read back by another reader."""

import io
from datetime import date

import openpyxl
import pytest
from paper_kit import district, window

from hostile_strings import HOSTILE
from switchrefresh.documents.evidence import COLUMNS, NO_FRN, Installed, evidence_csv, evidence_rows, gaps
from switchrefresh.documents.workbook import make_workbook, sheet_title
from switchrefresh.inventory.model import Delivery, Replacement, Switch


def cells(body):
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: [[c.value for c in row] for row in sheet.iter_rows()] for sheet in book}


class TestWorkbook:
    def test_a_sheet_a_campus_and_a_row_a_switch(self):
        sheets = cells(make_workbook([window()], district("High"), {"hs-core": "done"}))
        assert list(sheets) == ["Summary", "High"]
        assert sheets["Summary"][1] == ["High", 2, 1, "2026-12-23", "2026-12-23", 0]
        by_name = {row[2]: dict(zip(sheets["High"][0], row, strict=True)) for row in sheets["High"][1:]}
        assert by_name["hs-core"]["Starts"] == "17:20"
        assert by_name["hs-core"]["Status"] == "done"
        assert by_name["hs-sw1"]["Status"] == "approved"

    def test_what_has_no_place_is_said(self):
        sheets = cells(make_workbook([], district("High"), {}))
        assert sheets["Summary"][1][-1] == 2
        assert {row[-1] for row in sheets["High"][1:]} == {"not placed"}

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_cell_is_a_formula(self, text):
        book = openpyxl.load_workbook(io.BytesIO(make_workbook([window()], district(text), {})))
        assert len(book.sheetnames) == 2
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n", "inlineStr"}

    def test_names_of_sheets_are_short_and_each_its_own(self):
        taken = {"summary"}
        long = "The [Very] Long: Name of an Elementary School"
        first, second = sheet_title(long, taken), sheet_title(long.upper(), taken)
        assert max(len(first), len(second)) <= 31
        assert first.casefold() != second.casefold()
        assert not set("[]:*?/\\") & set(first + second)
        assert sheet_title("Summary", taken) == "Summary (2)"


def bought(*deliveries):
    """A district of three equal switches with these deliveries."""
    from dataclasses import replace

    base = district("High")
    new = Replacement("JL675A", "aruba_aoscx")
    switches = {
        key: Switch("hp_procurve", "hs", "mdf", serial=f"old-{key}", replacement=new) for key in ("sw1", "sw2", "sw3")
    }
    return replace(base, switches=switches, district=replace(base.district, deliveries=deliveries))


def done(switch, day, **more):
    return Installed(switch, date(2027, 6, day), **more)


class TestEvidence:
    def test_units_are_counted_against_requests_in_order(self):
        inventory = bought(
            Delivery(date(2027, 5, 1), {"JL675A": 1}, "111"), Delivery(date(2027, 4, 1), {"JL675A": 1}, "222")
        )
        rows = {r["switch"]: r for r in evidence_rows(inventory, [done("sw1", 3), done("sw2", 2), done("sw3", 4)])}
        assert [rows[s]["funding_request"] for s in ("sw2", "sw1", "sw3")] == ["222", "111", NO_FRN]
        assert "by order of arrival" in rows["sw1"]["note"]
        assert "no delivery" in rows["sw3"]["note"]

    def test_a_single_request_is_certain(self):
        inventory = bought(Delivery(date(2027, 4, 1), {"JL675A": 5}, "222"))
        [row] = evidence_rows(inventory, [done("sw1", 1, serial="CN1", by="ann (tech)", after=("sw1/x", "ab" * 32))])
        assert (row["funding_request"], row["note"], row["serial"]) == ("222", "", "CN1")
        assert row["replaced_serial"] == "old-sw1"
        assert gaps([row]) == []

    def test_what_an_auditor_would_miss_is_named(self):
        [row] = evidence_rows(bought(), [Installed("sw1", None)])
        assert gaps([row]) == ["sw1: no date", "sw1: no proof after", "sw1: no serial number"]

    def test_the_table_has_every_column(self):
        body = evidence_csv(evidence_rows(bought(), [done("sw1", 1, serial="=1+1")])).decode("utf-8-sig")
        head, row = body.splitlines()
        assert tuple(head.split(",")) == COLUMNS
        assert ",'=1+1," in row
