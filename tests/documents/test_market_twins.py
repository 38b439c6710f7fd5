"""The files of a market report hold what the page holds, come back unchanged, and calculate nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.documents import market_twins, market_workbook
from inkoopwijzer.documents.market_chapters import tables_of
from inkoopwijzer.documents.market_counts import HIDDEN
from inkoopwijzer.documents.market_table import Cell, Column, Kind, Table
from inkoopwijzer.documents.market_twins import DANGEROUS, Twins, csv_bytes, plain, write_twins
from inkoopwijzer.documents.market_workbook import sheet_names, workbook_bytes
from inkoopwijzer.documents.pictures.svg import clean
from inkoopwijzer.market.twins import ColumnType, Twin, Value, write_parquet
from inkoopwijzer.values.text import Text
from tests.documents import test_market_example as example

NAME = Text("naam", "name")
ATTACKS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")', "=cmd|' /C calc'!A0")
DAY = date(2027, 1, 1)
TYPES = {
    Kind.text: "VARCHAR",
    Kind.code: "VARCHAR",
    Kind.count: "BIGINT",
    Kind.number: "DOUBLE",
    Kind.share: "DOUBLE",
    Kind.euros: "DECIMAL(18,2)",
    Kind.yes_no: "BOOLEAN",
}


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """The files of the example."""
    return write_twins(example.report(), tmp_path_factory.mktemp("twins") / "tabellen")


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def read_parquet(path: Path) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    """The type of each column by its name, and the rows."""
    with duckdb.connect() as engine:
        described = engine.execute("DESCRIBE FROM read_parquet(?)", [str(path)]).fetchall()
        rows = engine.execute("FROM read_parquet(?)", [str(path)]).fetchall()
        return {name: kind for name, kind, *_ in described}, rows


def about(path: Path) -> dict[str, str]:
    """What the metadata of a Parquet file say."""
    with duckdb.connect() as engine:
        query = "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)"
        return dict(engine.execute(query, [str(path)]).fetchall())


def as_csv(cell: Cell) -> str:
    """What stands in CSV for a cell, by the rules of the format and not by our code."""
    if cell is None:
        return ""
    if cell is HIDDEN:
        return "x"
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, int | float | Decimal):
        return str(Decimal(str(cell)))
    said = cell.nl if isinstance(cell, Text) else str(cell)
    return f"'{said}" if said[:1] in DANGEROUS else said


def as_value(cell: Cell) -> object:
    """What stands in a workbook or in Parquet for a cell, apart from what is hidden."""
    return cell.nl if isinstance(cell, Text) else cell


def test_csv_comes_back_as_it_was(twins: Twins) -> None:
    for table in tables_of(example.report()):
        head, *rows = read_csv(twins.csv[table.key].read_bytes())
        assert head == [column.title.nl for column in table.columns]
        for row, cells in zip(rows, table.rows, strict=True):
            for said, cell, column in zip(row, cells, table.columns, strict=True):
                number = column.kind not in (Kind.text, Kind.code, Kind.yes_no) and said not in ("", "x")
                if number:
                    assert "." not in said
                    assert Decimal(said.replace(",", ".")) == Decimal(as_csv(cell))
                else:
                    assert said == as_csv(cell)


def test_a_workbook_comes_back_as_it_was(twins: Twins) -> None:
    book = openpyxl.load_workbook(twins.workbook)
    tables = tables_of(example.report())
    assert len(book.sheetnames) == len(tables) + 1
    for table, name in zip(tables, book.sheetnames[1:], strict=True):
        head, *rows = book[name].iter_rows()
        assert [cell.value for cell in head] == [column.title.nl for column in table.columns]
        for row, cells in zip(rows, table.rows, strict=True):
            for found, cell, column in zip(row, cells, table.columns, strict=True):
                if isinstance(cell, bool):
                    assert found.value == ("ja" if cell else "nee")
                elif isinstance(cell, float | Decimal):
                    assert found.value == pytest.approx(float(cell), rel=1e-12)
                else:
                    assert (found.value or None) == (as_value(cell) or None) or found.value == cell == 0
                if column.kind is Kind.code and found.value is not None:
                    assert (found.data_type, found.number_format) == ("s", "@")
                assert found.data_type != "f"


def test_parquet_comes_back_as_it_was_with_its_types(twins: Twins) -> None:
    for table in tables_of(example.report()):
        types, rows = read_parquet(twins.parquet[table.key])
        assert types == {column.key: TYPES[column.kind] for column in table.columns}
        assert rows == [tuple(as_value(cell) for cell in row) for row in table.rows]


def test_parquet_says_of_what_it_is(twins: Twins) -> None:
    assert about(twins.parquet["voorstel-stromen"]) == {
        "titel": "Van groep naar groep: Als P70 naar 100 gaat",
        "markt": "verzonnen-10000",
        "stand": "2027-01-01",
        "verzonnen": "ja",
        "openbaar": "nee",
        "bron": "trekkingen met zaad 7",
    }


def test_what_is_hidden_is_an_x_to_read_and_nothing_to_reckon_with(tmp_path: Path) -> None:
    public = write_twins(example.report(public=True), tmp_path)
    key = "salland-2027.oefentherapie-uitkomsten"
    assert read_csv(public.csv[key].read_bytes())[3][2:] == ["x", "x"]
    sheets = openpyxl.load_workbook(public.workbook)
    (sheet,) = (s for s in sheets if s.title.startswith("salland-2027.oefentherapie-uit"))
    assert [cell.value for cell in sheet[4]][2:] == ["x", "x"]
    assert [row[2:] for row in read_parquet(public.parquet[key])[1]] == [(35, 0.7), (10, 0.2), (None, None)]


TEXT = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(ATTACKS)


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_no_text_becomes_a_formula_and_none_is_lost(rows: list[tuple[str, str]]) -> None:
    table = Table("t", NAME, (Column("a", NAME), Column("b", NAME, Kind.code)), tuple(rows))
    told = read_csv(csv_bytes(table, "nl"))[1:]
    assert told == [[as_csv(clean(cell)) for cell in row] for row in rows]
    assert not [said for row in told for said in row if said.startswith(DANGEROUS)]
    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes([table], ["over"], DAY, "nl")))["t"]
    found = [list(row) for row in sheet.iter_rows(min_row=2, max_col=2, max_row=len(rows) + 1)]
    for cells, row in zip(found, rows, strict=True):
        for cell, said in zip(cells, row, strict=True):
            assert cell.data_type != "f"
            # XML reads a carriage return as a newline.
            assert (cell.value or "") == clean(said).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_formula_that_got_through_is_found(attack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table("t", NAME, (Column("a", NAME),), ((attack,),))
    assert not read_csv(csv_bytes(table, "nl"))[1][0].startswith(DANGEROUS)
    with monkeypatch.context() as planted:
        planted.setattr(market_twins, "DANGEROUS", ("never",))
        assert read_csv(csv_bytes(table, "nl"))[1][0].startswith(DANGEROUS)


def test_a_formula_in_a_workbook_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table("t", NAME, (Column("a", NAME),), (("=1+1",),))

    def first() -> str:
        book = openpyxl.load_workbook(BytesIO(workbook_bytes([table], [], DAY, "nl")))
        return str(book["t"]["A2"].data_type)

    assert first() == "s"
    monkeypatch.setattr(
        market_workbook,
        "_write_text",
        lambda sheet, row, number, said, bold=False: sheet.cell(row, number, said),
    )
    assert first() == "f"


def test_csv_is_as_dutch_excel_writes_it(twins: Twins) -> None:
    content = twins.csv["voorstel-stromen"].read_bytes().decode("utf-8-sig")
    lines = content.split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in content.replace("\r\n", "")
    assert lines[2] == '"Tariefgroep A";"A";"Tariefgroep B";"B";"omlaag";388;0,039701;-2134000,00'


@given(
    st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2)
)
def test_a_number_has_no_exponent_and_comes_back_exactly(number: float | Decimal) -> None:
    said = plain(number)
    assert "e" not in said.lower()
    assert type(number)(said) == number


def moments(workbook: bytes) -> set[str]:
    """Every moment that a workbook tells, in its properties and in its archive."""
    with ZipFile(BytesIO(workbook)) as archive:
        core = archive.read("docProps/core.xml").decode()
        packed = {str(info.date_time) for info in archive.infolist()}
    return packed | set(re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", core))


def test_the_same_report_gives_the_same_bytes(
    twins: Twins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = write_twins(example.report(), tmp_path)
    for path in (again.workbook, again.readme, *again.csv.values(), *again.parquet.values()):
        assert path.read_bytes() == (twins.workbook.parent / path.name).read_bytes(), path.name
    assert moments(again.workbook.read_bytes()) == {"2027-01-01T00:00:00Z", "(1980, 1, 1, 0, 0, 0)"}
    monkeypatch.setattr(market_workbook, "_stamped", lambda content, on: content)
    assert "2027-01-01T00:00:00Z" not in moments(workbook_bytes([], ["over"], DAY, "nl"))


def test_files_of_another_report_are_never_left_beside_these(tmp_path: Path) -> None:
    write_twins(example.report(), tmp_path)
    write_twins(example.report(), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(FileExistsError, match="dicht-bij-p70-dichtbij"):
        write_twins(example.report(public=True), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_read_me_names_every_file_and_how_to_read_it(twins: Twins) -> None:
    said = twins.readme.read_text("utf-8-sig")
    for path in (*twins.csv.values(), *twins.parquet.values()):
        assert path.name in said
    assert "Alleen voor de verzekeraar zelf" in said
    assert "GeoNames (CC BY 4.0)" in said


def test_english_files_have_english_headings_and_the_same_names_of_columns(
    tmp_path: Path, twins: Twins
) -> None:
    english = write_twins(example.report(), tmp_path, "en")
    key = "voorstel-stromen"
    assert read_csv(english.csv[key].read_bytes())[0][0] == "From"
    assert read_parquet(english.parquet[key])[0] == read_parquet(twins.parquet[key])[0]


@given(st.lists(st.text("ab:*?/[]\\'Z", min_size=1, max_size=45), max_size=8))
def test_every_table_gets_a_sheet_name_that_a_workbook_takes(keys: list[str]) -> None:
    names = sheet_names(keys, "Inhoud")
    assert len({name.lower() for name in names} | {"inhoud"}) == len(keys) + 1
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")


def twin(path: Path, columns: dict[str, ColumnType], *rows: tuple[Value, ...]) -> Twin:
    return Twin(path, columns, rows, {})


@pytest.mark.parametrize(
    "wrong",
    [
        lambda path: twin(path, {"a": ColumnType.whole}, (1.5,)),
        lambda path: twin(path, {"a": ColumnType.whole}, (True,)),
        lambda path: twin(path, {"a": ColumnType.text}, (4990011,)),
        lambda path: twin(path, {"a": ColumnType.amount}, (1.5,)),
        lambda path: twin(path, {"a": ColumnType.yes_no}, ("ja",)),
        lambda path: twin(path, {"a": ColumnType.text, "b": ColumnType.text}, ("x",)),
        lambda path: twin(path, {}),
    ],
)
def test_parquet_refuses_what_does_not_fit_and_writes_nothing(
    wrong: Callable[[Path], Twin], tmp_path: Path
) -> None:
    right = twin(tmp_path / "right.parquet", {"a": ColumnType.whole}, (1,))
    with pytest.raises(ValueError, match=r"wrong\.parquet"):
        write_parquet([right, wrong(tmp_path / "wrong.parquet")])
    assert list(tmp_path.iterdir()) == []


def test_parquet_takes_any_name_and_text_and_no_rows(tmp_path: Path) -> None:
    path = tmp_path / 'it\'s "odd".parquet'
    said = "'; DROP TABLE twin; --"
    columns = {'a"b': ColumnType.text, "select": ColumnType.number}
    write_parquet([Twin(path, columns, [(said, 0.5), (None, None)], {"o'k": said})])
    assert read_parquet(path)[1] == [(said, 0.5), (None, None)]
    assert about(path) == {"o'k": said}
    write_parquet([Twin(path, columns, [], {})])
    assert read_parquet(path) == ({'a"b': "VARCHAR", "select": "DOUBLE"}, [])


def test_a_public_report_has_other_files_than_one_for_own_use() -> None:
    own, public = ({t.key for t in tables_of(example.report(flag))} for flag in (False, True))
    assert own - public == {"dicht-bij-p70-dichtbij"}
    assert replace(example.report(), public=True) == example.report(public=True)
