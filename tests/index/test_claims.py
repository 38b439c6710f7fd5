"""Files of claimed lines: what can be read, and everything that is wrong told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inkoopwijzer.index.claims import find_files, open_claims
from inkoopwijzer.index.compute import compute
from inkoopwijzer.index.engine import open_engine
from inkoopwijzer.index.method import Method
from inkoopwijzer.values.fault import Fault, Faults
from tests.index.small import YEAR, Line, write

HEAD = "praktijk;verzekerde;codelijst;prestatie;begindatum;aantal\n"
ROW = "04990001;p1;073;1000;2025-06-02;1\n"


def faults(*files: Path) -> tuple[Fault, ...]:
    with open_engine() as engine, pytest.raises(Faults) as caught:
        open_claims(engine, files)
    return caught.value.faults


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding)
    return path


def lines(*files: Path) -> list[tuple[object, ...]]:
    with open_engine() as engine:
        open_claims(engine, files)
        return engine.rows(
            "select praktijk, verzekerde, begindatum, aantal, leeftijd from declaraties order by all"
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [";", ","])
def test_csv_is_read_with_either_separator(tmp_path: Path, separator: str, encoding: str) -> None:
    path = csv(tmp_path / "a.csv", (HEAD + ROW + ROW).replace(";", separator), encoding)
    assert [row[:2] for row in lines(path)] == [("04990001", "p1")] * 2


def test_a_leading_zero_stays_and_a_column_that_is_not_there_is_unknown(tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", HEAD + ROW)
    with open_engine() as engine:
        claims = open_claims(engine, [path])
    assert claims.lacking == ("diagnose", "leeftijd", "geslacht", "ses")
    assert lines(path)[0][0] == "04990001"
    assert lines(path)[0][4] is None


def test_csv_files_may_have_their_columns_in_another_order(tmp_path: Path) -> None:
    first = csv(tmp_path / "a.csv", HEAD + ROW)
    second = csv(
        tmp_path / "b.csv",
        "aantal,praktijk,verzekerde,codelijst,prestatie,begindatum\n3,04990002,p2,073,1000,2025-01-01\n",
    )
    assert [(row[0], row[3]) for row in lines(first, second)] == [("04990001", 1), ("04990002", 3)]


def test_every_wrong_line_of_a_csv_is_told_without_what_stands_in_it(tmp_path: Path) -> None:
    secret = "GEHEIM"
    text = HEAD + ROW + f"04990001;{secret};073;1000;2025-13-01;x\n" + ROW + f"04990001;{secret};073\n"
    found = faults(csv(tmp_path / "a.csv", text))
    assert [(f.line, f.path) for f in found] == [(3, "aantal"), (3, "begindatum"), (5, "")]
    assert not any(secret in f.show("nl") + f.show("en") for f in found)


def test_a_quote_that_does_not_close_is_told(tmp_path: Path) -> None:
    assert faults(csv(tmp_path / "a.csv", HEAD + '04990001;"p1;073;1000;2025-06-02;1\n' + ROW))


def test_missing_columns_and_wrong_types_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with open_engine() as engine:
        engine.connection.sql(
            "select 4990001 as praktijk, 1.5 as verzekerde, '073' as codelijst, '1000' as prestaties, "
            "'2025-06-02' as begindatum, 1 as aantal"
        ).write_parquet(str(path))
    found = {f.path: f for f in faults(path)}
    assert set(found) == {"praktijk", "verzekerde", "prestatie", "begindatum"}
    assert "nul vooraan" in found["praktijk"].show("nl")
    assert "prestaties" in found["prestatie"].show("nl")


def test_the_same_person_must_have_the_same_kind_of_pseudonym_in_every_file(tmp_path: Path) -> None:
    first = write(tmp_path / "a.parquet", [Line(verzekerde=1)], person="bigint")
    second = write(tmp_path / "b.parquet", [Line(verzekerde="1")])
    assert [f.code for f in faults(first, second)] == ["claims.unlike"]
    third = write(tmp_path / "c.parquet", [Line(verzekerde=1)], person="integer")
    assert len(lines(first, third)) == 2


def test_files_with_and_without_a_column_are_not_mixed(tmp_path: Path) -> None:
    first = write(tmp_path / "a.parquet", [Line()])
    second = write(tmp_path / "b.parquet", [Line()], leave_out=["leeftijd"])
    assert [(f.code, f.path) for f in faults(first, second)] == [("claims.unlike", "leeftijd")]


def test_what_is_not_there_or_of_another_kind_is_told_together(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "x.xlsx").write_bytes(b"")
    with pytest.raises(Faults) as caught:
        find_files([tmp_path / "leeg", tmp_path / "weg.csv", tmp_path / "x.xlsx"])
    assert {f.code for f in caught.value.faults} == {"claims.none", "claims.missing", "claims.kind"}


def test_a_file_that_is_broken_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "a.parquet"
    broken.write_bytes(b"PAR1 this is none")
    assert [f.code for f in faults(broken)] == ["claims.unreadable"]


def test_a_file_named_twice_would_count_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", [Line()])
    assert [f.code for f in faults(path, tmp_path)] == ["claims.twice"]


def test_parquet_and_csv_are_not_mixed(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", [Line()])
    csv(tmp_path / "b.csv", HEAD + ROW)
    assert [f.code for f in faults(tmp_path)] == ["claims.mixed"]


@pytest.mark.parametrize(
    ("line", "code"),
    [(Line(codelijst="074"), "claims.nothing_counts"), (Line(praktijk="4990001"), "claims.agb")],
)
def test_claims_that_give_no_index_are_refused(tmp_path: Path, line: Line, code: str) -> None:
    path = write(tmp_path / "a.parquet", [line])
    with open_engine() as engine, pytest.raises(Faults) as caught:
        compute(engine, [path], Method(), YEAR)
    assert [f.code for f in caught.value.faults] == [code]
