"""The official index as an input: read exactly, of one year and one issue, from a file or from a market."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from inkoopwijzer.index.engine import open_engine
from inkoopwijzer.index.figures import Official
from inkoopwijzer.index.official import OfficialIndex, read_official
from inkoopwijzer.values.fault import Fault, Faults

HEAD = "praktijk;jaar;uitgave;behandelindex;verzekerden\n"


def read(path: Path, year: int = 2025) -> OfficialIndex:
    with open_engine() as engine:
        return read_official(engine, path, year)


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as caught:
        read(path)
    return caught.value.faults


def csv(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.write_text(head + "".join(f"{row}\n" for row in rows), "utf-8-sig")
    return path


def test_a_file_gives_the_index_to_the_digit(tmp_path: Path) -> None:
    found = read(csv(tmp_path / "a.csv", "04990001;2025;v3;105,35;412", "04990002;2025;v3;99.9;"))
    assert (found.year, found.issue) == (2025, "v3")
    assert found.values == {
        "04990001": Official(Decimal("105.35"), 412),
        "04990002": Official(Decimal("99.9")),
    }


def test_two_columns_are_enough(tmp_path: Path) -> None:
    found = read(csv(tmp_path / "a.csv", "04990001,100", head="praktijk,behandelindex\n"))
    assert (found.issue, found.values) == ("", {"04990001": Official(Decimal(100))})


def test_parquet_may_be_given_too(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with duckdb.connect() as connection:
        connection.sql(
            "select '04990001' as praktijk, 105.35::decimal(6, 2) as behandelindex, 2025 as jaar, "
            "null::int as verzekerden"
        ).write_parquet(str(path))
    assert read(path).values == {"04990001": Official(Decimal("105.35"))}


def test_everything_that_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "a.csv",
        "4990001;2025;v3;100;10",
        "04990002;2025;v3;1.105,00;10",
        "04990003;2024;v3;100;10",
        "04990004;2025;v3;100;tien",
        "04990005;2025;v3;onbekend;10",
        "04990004;2025;v3;100;10",
    )
    assert [(f.line, f.path) for f in faults(path)] == [
        (2, "praktijk"),
        (3, "behandelindex"),
        (4, "jaar"),
        (5, "verzekerden"),
        (6, "behandelindex"),
        (7, "praktijk"),
    ]


def test_two_issues_of_a_year_are_never_mixed(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "04990001;2025;v1;100;10", "04990002;2025;v3;100;10")
    assert [f.code for f in faults(path)] == ["official.issues"]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    found = faults(csv(tmp_path / "a.csv", "04990001;1", head="praktijk;behandelindx\n"))
    assert [(f.path, f.line) for f in found] == [("behandelindex", 1)]
    assert "behandelindx" in found[0].show("nl")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert [f.code for f in faults(tmp_path / "weg.csv")] == ["official.unreadable"]
    (tmp_path / "a.csv").write_bytes(b"praktijk;behandelindex\n\xff\xfe")
    assert [f.code for f in faults(tmp_path / "a.csv")] == ["official.unreadable"]


def market(folder: Path) -> Path:
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.sql(
            "select * from (values ('praktijk', 0, 0, '04990001'), ('praktijk', 1, 1, '04990002'), "
            "('praktijk', 2, 2, ''), ('praktijk', 3, 3, '04990004'), ('therapeut', 0, 0, '04990009')) "
            "t(soort, nr, praktijk, agb)"
        ).write_parquet(str(folder / "onderwerpen.parquet"))
        connection.sql(
            "select * from (values ('praktijk', 0, 'behandelindex.2025', 0, '104.2'), "
            "('praktijk', 0, 'behandelindex.2025', 1, '90'), ('praktijk', 0, 'unieke_verzekerden.2025', 0, '31'), "
            "('praktijk', 1, 'behandelindex.2025', 0, null), ('praktijk', 2, 'behandelindex.2025', 0, '99'), "
            "('praktijk', 3, 'behandelindex.2024', 0, '99'), ('therapeut', 0, 'behandelindex.2025', 0, '99')) "
            "t(soort, nr, gegeven, volgorde, waarde)"
        ).write_parquet(str(folder / "gegevens.parquet"))
    return folder


def test_a_market_gives_the_value_that_counts_and_an_unknown_is_none(tmp_path: Path) -> None:
    found = read(market(tmp_path / "markt"))
    assert found.values == {"04990001": Official(Decimal("104.2"), 31)}


def test_a_folder_that_is_no_market_is_refused(tmp_path: Path) -> None:
    assert [f.code for f in faults(tmp_path)] == ["official.no_market"]
