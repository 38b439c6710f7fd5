"""XLSX: cells as what they are, and everything that a spreadsheet hides is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from inkoopwijzer.registers import xlsx_parts
from tests.registers.register_files import Desk

HEAD = ["praktijk", "naam", "van", "eigen_website", "behandelindex.2025"]
ROW = ["04990011", "De Linde", date(2012, 1, 1), True, 105.35]


def book(*rows: list[Any], change: Callable[[Worksheet], object] = lambda sheet: None) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The file with a part of it changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            content = before.read(part)
            assert part != name or old in content
            after.writestr(part, content.replace(old, new) if part == name else content)
    return out.getvalue()


def test_text_days_numbers_and_yes_are_read_as_what_they_are(desk: Desk) -> None:
    desk.bring({"praktijken.xlsx": book(HEAD, ROW)})
    found = desk.table("praktijken", 'praktijk, van::VARCHAR, eigen_website, "behandelindex.2025"')
    assert found == [("04990011", "2012-01-01", "ja", "105.35")]


def test_a_number_of_three_places_is_no_guess_in_a_spreadsheet(desk: Desk) -> None:
    desk.bring({"praktijken.xlsx": book(HEAD, [*ROW[:4], 101.105])})
    assert desk.table("praktijken", '"behandelindex.2025"') == [("101.105",)]
    assert desk.made().records.cells["praktijk", ("behandelindex", "2025")].value.tolist() == [101.105]


def test_text_in_a_number_column_is_read_by_the_rules_of_text(desk: Desk) -> None:
    desk.bring({"praktijken.xlsx": book(HEAD, [*ROW[:2], "01-01-2012", "nee", "105,35"])})
    assert desk.table("praktijken", 'eigen_website, "behandelindex.2025"') == [("nee", "105.35")]


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        (0, 4990011, "cell_type"),
        (0, "=TEXT(4990011)", "formula"),
        (1, 12, "cell_type"),
        (1, date(2026, 1, 1), "cell_type"),
        (2, 46387, "cell_type"),
        (2, datetime.combine(date(2026, 1, 1), time(12, 30)), "day"),
        (3, 1, "cell_type"),
        (4, "=1+1", "formula"),
        (4, "#N/A", "formula"),
        (4, True, "cell_type"),
        (4, -3.5, "decimal"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused_with_its_row_and_column(
    desk: Desk, at: int, value: object, code: str
) -> None:
    wrong = ["04990021", *ROW[1:]]
    wrong[at] = value
    assert desk.codes({"praktijken.xlsx": book(HEAD, ROW, wrong)}) == [(code, 3, HEAD[at])]


def test_a_code_that_lost_its_zero_is_refused_and_said_to_be(desk: Desk) -> None:
    (fault,) = desk.refused({"praktijken.xlsx": book(HEAD, [4990011, *ROW[1:]])})
    assert "nul vooraan" in fault.message.nl


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].hidden = True


def merge(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:B1")


def beside(sheet: Worksheet) -> None:
    sheet["H2"] = "nog iets"


def below(sheet: Worksheet) -> None:
    sheet["A5"] = "een tweede tabel"


@pytest.mark.parametrize(
    ("change", "code"),
    [(hide_row, "hidden"), (hide_column, "hidden"), (merge, "merged"), (beside, "unnamed"), (below, "below")],
)
def test_what_a_reader_would_overlook_is_refused(
    desk: Desk, change: Callable[[Worksheet], object], code: str
) -> None:
    assert desk.codes({"praktijken.xlsx": book(HEAD, ROW, change=change)})[0][0] == code


def test_hidden_columns_beside_the_table_do_no_harm(desk: Desk) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["Z"].hidden = True

    desk.bring({"praktijken.xlsx": book(HEAD, ROW, change=hide)})


def test_one_sheet_is_read_or_the_one_that_is_named(desk: Desk) -> None:
    def second(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("Uitleg")["A1"] = "niet lezen"

    data = book(HEAD, ROW, change=second)
    (fault,) = desk.refused({"praktijken.xlsx": data})
    assert fault.code == "register.sheet"
    assert fault.hint is not None
    assert "'Sheet'" in fault.hint.nl
    mapping = 'afbeelding: "1"\ntabellen: {praktijken: {blad: Sheet}}\n'
    desk.bring({"praktijken.xlsx": data}, mapping=mapping)

    def hidden(sheet: Worksheet) -> None:
        second(sheet)
        assert sheet.parent is not None
        sheet.parent["Uitleg"].sheet_state = "hidden"

    desk.bring({"praktijken.xlsx": book(HEAD, ROW, change=hidden)})


def test_a_zip_bomb_is_refused_before_it_is_unpacked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for number in range(12):
            whole.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * 10_000_000)
    assert len(out.getvalue()) < 200_000

    def unpacked(*_: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    assert desk.codes({"praktijken.xlsx": out.getvalue()}) == [("unpacked_size", None, "")]


def test_the_limit_on_unpacked_size_is_what_refuses(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_parts, "MOST_UNPACKED", 1_000)
    assert desk.codes({"praktijken.xlsx": book(HEAD, ROW)}) == [("unpacked_size", None, "")]


def test_entities_in_the_xml_are_refused(desk: Desk) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet '
    data = changed(book(HEAD, ROW), "xl/worksheets/sheet1.xml", b"<worksheet ", bomb)
    assert desk.codes({"praktijken.xlsx": data}) == [("entities", None, "")]


def test_without_defusedxml_nothing_is_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    assert desk.codes({"praktijken.xlsx": book(HEAD, ROW)}) == [("damaged", None, "")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 geen zip", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"", "empty"),
    ],
)
def test_what_is_no_xlsx_is_refused(desk: Desk, data: bytes, code: str) -> None:
    assert desk.codes({"praktijken.xlsx": data}) == [(code, None, "")]


def test_a_damaged_sheet_is_refused(desk: Desk) -> None:
    data = changed(book(HEAD, ROW), "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetDate>")
    assert desk.codes({"praktijken.xlsx": data}) == [("damaged", None, "")]
