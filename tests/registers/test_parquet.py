"""Parquet: the type of a column decides what it may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from inkoopwijzer.registers import opened
from inkoopwijzer.registers.duck import connect
from tests.registers.register_files import Desk


def parquet(folder: Path, query: str) -> bytes:
    path = folder / "made.parquet"
    with connect() as con:
        con.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)").fetchall()
    return path.read_bytes()


def test_text_days_numbers_and_yes_are_read_as_what_they_are(desk: Desk, tmp_path: Path) -> None:
    query = (
        "SELECT '04990011' AS praktijk, 'De Linde' AS naam, DATE '2012-01-01' AS van, true AS eigen_website, "
        '101.105::DOUBLE AS "behandelindex.2025", 412 AS "unieke_verzekerden.2025" '
        "UNION ALL SELECT '04990021', 'De Vaart', NULL, NULL, 98.5, NULL"
    )
    desk.bring({"praktijken.parquet": parquet(tmp_path, query)})
    columns = 'praktijk, van::VARCHAR, eigen_website, "behandelindex.2025", "unieke_verzekerden.2025"'
    assert desk.table("praktijken", columns) == [
        ("04990011", "2012-01-01", "ja", "101.105", "412"),
        ("04990021", None, None, "98.5", None),
    ]


@pytest.mark.parametrize(
    "column",
    [
        "4990011 AS praktijk",
        "4990011.0 AS praktijk",
        "['04990011'] AS praktijk",
        "{'a': '04990011'} AS praktijk",
    ],
)
def test_a_code_that_is_no_text_is_refused(desk: Desk, tmp_path: Path, column: str) -> None:
    data = parquet(tmp_path, f"SELECT {column}, 'A' AS naam")
    assert desk.codes({"praktijken.parquet": data}) == [("cell_type", None, "praktijk")]


def test_a_column_that_the_mapping_leaves_out_may_be_of_any_type(desk: Desk, tmp_path: Path) -> None:
    data = parquet(tmp_path, "SELECT '04990011' AS praktijk, 'A' AS naam, [1, 2] AS rest")
    mapping = 'afbeelding: "1"\ntabellen: {praktijken: {overslaan: [rest]}}\n'
    desk.bring({"praktijken.parquet": data}, mapping=mapping)


def test_a_fault_names_the_row_and_the_column(desk: Desk, tmp_path: Path) -> None:
    query = "SELECT '04990011' AS praktijk, 'A' AS naam UNION ALL SELECT '4990021', 'B'"
    assert desk.codes({"praktijken.parquet": parquet(tmp_path, query)}) == [("agb", 2, "praktijk")]


def test_what_is_no_parquet_is_refused(desk: Desk) -> None:
    assert desk.codes({"praktijken.parquet": b"PAR1 nee"}) == [("damaged", None, "")]


def test_a_file_that_is_large_in_memory_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = parquet(tmp_path, "SELECT '04990011' AS praktijk, 'A' AS naam, repeat('x', 1000000) AS rest")
    assert len(data) < 100_000
    monkeypatch.setattr(opened, "MOST_BYTES", 100_000)
    assert desk.codes({"praktijken.parquet": data}) == [("too_large", None, "")]


def test_a_name_with_signs_that_match_several_files_is_one_file(desk: Desk, tmp_path: Path) -> None:
    data = parquet(tmp_path, "SELECT '04990011' AS praktijk, 'A' AS naam")
    desk.bring({"praktijken-[2026]*.parquet": data})
