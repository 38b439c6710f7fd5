"""What is wrong in the files of a market: each fault with its file, row and column, and all of them at once."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from inkoopwijzer.market.folder import read_market, write_market
from inkoopwijzer.market.folder_faults import SHOWN
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.values.fault import Fault, Faults

SUBJECTS, CELLS, REGISTERS = "onderwerpen.parquet", "gegevens.parquet", "registers.parquet"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("goed") / "markt"
    write_market(make_market(30, seed=9), path)
    return path


@pytest.fixture
def market(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "markt"))


def plant(file: Path, *statements: str) -> None:
    """Put something wrong in a table with SQL."""
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT * FROM read_parquet(?)", [str(file)])
        for statement in statements:
            con.execute(statement)
        con.execute("COPY t TO ? (FORMAT parquet)", [str(file)])


def faults_of(market: Path) -> Sequence[Fault]:
    with pytest.raises(Faults) as caught:
        read_market(market)
    return caught.value.faults


def first(change: str, where: str) -> str:
    """The statement that changes the first row of the table that fits."""
    return f"UPDATE t SET {change} WHERE rowid = (SELECT min(rowid) FROM t WHERE {where})"


WEBSITE = "gegeven = 'eigen_website'"
IRF = "gegeven = 'registratie.irf'"
INDEX = "gegeven = 'behandelindex.2025'"
INSURED = "gegeven = 'unieke_verzekerden.2025'"
MONDAY = "gegeven = 'openingstijden.maandag'"
LOCATION = "soort = 'locatie'"
PRACTICE = "soort = 'praktijk'"
PHYSIO = "beroep = 'fysiotherapeut'"
BIG = "register = 'big'"

IN_CELLS = [
    ("gegeven = 'eigen_websit'", WEBSITE, "unknown_fact", "gegeven"),
    ("gegeven = 'registratie.irff'", IRF, "key", "gegeven"),
    ("gegeven = 'registratie'", IRF, "key", "gegeven"),
    ("gegeven = 'behandelindex.1025'", INDEX, "key", "gegeven"),
    ("soort = 'therapeut'", WEBSITE, "wrong_subject", "gegeven"),
    ("soort = 'winkel'", WEBSITE, "kind", "soort"),
    ("waarde = 'misschien'", WEBSITE, "value", "waarde"),
    ("waarde = 'Ja'", WEBSITE, "value", "waarde"),
    ("waarde = 'winkel'", "gegeven = 'soort_praktijk'", "value", "waarde"),
    ("waarde = 'Den Haag'", "gegeven = 'gemeente'", "value", "waarde"),
    ("waarde = '101,4'", INDEX, "value", "waarde"),
    ("waarde = '-1'", INDEX, "value", "waarde"),
    ("waarde = 'nan'", INDEX, "value", "waarde"),
    ("waarde = '1e2'", INDEX, "value", "waarde"),
    ("waarde = '1.000000000000001'", INDEX, "value", "waarde"),
    ("waarde = '12.5'", INSURED, "value", "waarde"),
    ("waarde = '99999999'", INSURED, "value", "waarde"),
    ("waarde = '17:00-08:00'", MONDAY, "value", "waarde"),
    ("waarde = '08:00-12:00,11:00-17:00'", MONDAY, "value", "waarde"),
    ("waarde = '08:60-12:00'", MONDAY, "value", "waarde"),
    ("waarde = 'dicht'", MONDAY, "value", "waarde"),
    ("waarde = '2026-02-30'", "gegeven LIKE 'voorstel_ontvangen%'", "value", "waarde"),
    ("nr = 9999999", WEBSITE, "no_such_row", "nr"),
    ("nr = NULL", WEBSITE, "no_such_row", "nr"),
    ("volgorde = NULL", WEBSITE, "missing_value", "volgorde"),
    ("bron = 'hoorzeggen'", WEBSITE, "source", "bron"),
    ("van = DATE '1850-01-01'", WEBSITE, "date", "van"),
    ("gezien = 'infinity'", WEBSITE, "date", "gezien"),
    ("van = DATE '2027-01-01', tot_en_met = DATE '2026-01-01'", WEBSITE, "period", "tot_en_met"),
    ("van = DATE '2026-01-01'", INDEX, "period_of_year", "van"),
]
IN_SUBJECTS = [
    ("id = NULL", LOCATION, "missing_value", "id"),
    ("naam = NULL", LOCATION, "name", "naam"),
    ("naam = 'a' || chr(27)", LOCATION, "name", "naam"),
    ("naam = repeat('a', 201)", LOCATION, "name", "naam"),
    ("agb = '4990011'", PRACTICE, "agb", "agb"),
    ("agb = '05990011'", PHYSIO, "agb_profession", "agb"),
    ("beroep = 'kapper'", PHYSIO, "profession", "beroep"),
    ("beroep = 'dietist'", LOCATION, "profession", "beroep"),
    ("postcode = '0123'", PRACTICE, "postcode", "postcode"),
]
IN_REGISTERS = [
    ("register = 'telefoonboek'", BIG, "source", "register"),
    ("praktijk = 999", BIG, "no_such_row", "praktijk"),
    ("volledig = NULL", BIG, "missing_value", "volledig"),
    ("gezien = DATE '1900-01-01'", BIG, "date", "gezien"),
]
IN_THE_WHOLE = [
    (SUBJECTS, first("soort = 'winkel'", LOCATION), "kind", "soort"),
    (SUBJECTS, "DELETE FROM t WHERE soort = 'locatie' AND nr = 0", "numbers", "nr"),
    (SUBJECTS, "DELETE FROM t WHERE soort = 'markt'", "market_row", "soort"),
    (SUBJECTS, "UPDATE t SET praktijk = 3 WHERE soort = 'markt'", "market_row", "soort"),
    (SUBJECTS, "UPDATE t SET praktijk = 1 WHERE soort = 'praktijk' AND nr = 0", "own_row", "praktijk"),
    (SUBJECTS, "UPDATE t SET praktijk = 29 WHERE soort = 'therapeut' AND nr = 0", "place", "praktijk"),
    (SUBJECTS, "UPDATE t SET praktijk = -1 WHERE soort = 'therapeut' AND nr = 0", "place", "praktijk"),
    (SUBJECTS, "UPDATE t SET id = 'zelfde' WHERE soort = 'praktijk' AND nr < 2", "twice", "id"),
    (SUBJECTS, "UPDATE t SET agb = '04990011' WHERE soort = 'praktijk' AND nr < 2", "twice", "agb"),
    (SUBJECTS, "UPDATE t SET naam = 'A. de Vries' WHERE soort = 'therapeut'", "twice", "naam"),
    (SUBJECTS, "UPDATE t SET agb = '04990011' WHERE beroep = 'fysiotherapeut'", "twice", "agb"),
    (CELLS, "INSERT INTO t SELECT * FROM t WHERE gegeven = 'eigen_website' LIMIT 1", "twice", "volgorde"),
    (REGISTERS, "INSERT INTO t SELECT * FROM t WHERE register = 'big' LIMIT 1", "twice", "praktijk"),
]


@pytest.mark.parametrize(
    ("table", "planted"), [(CELLS, IN_CELLS), (SUBJECTS, IN_SUBJECTS), (REGISTERS, IN_REGISTERS)]
)
def test_every_planted_fault_is_told_with_its_row_and_column(
    market: Path, table: str, planted: list[tuple[str, str, str, str]]
) -> None:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT * FROM read_parquet(?)", [str(market / table)])
        changed: set[int] = set()
        wanted = set()
        for change, where, code, column in planted:
            rows = con.execute(f"SELECT rowid FROM t WHERE {where} ORDER BY rowid").fetchall()
            row = next(row for (row,) in rows if row not in changed)
            con.execute(f"UPDATE t SET {change} WHERE rowid = {row}")
            changed.add(row)
            wanted.add((f"market.{code}", str(market / table), row + 1, column))
        con.execute("COPY t TO ? (FORMAT parquet)", [str(market / table)])
    found = faults_of(market)
    told = {(f.code, f.file, f.line, f.path) for f in found}
    assert told >= wanted, wanted - told
    assert all(f.message.nl and f.message.en for f in found)


@pytest.mark.parametrize(
    ("table", "statement", "code", "column"),
    IN_THE_WHOLE,
    ids=[f"{row[2]}-{n}" for n, row in enumerate(IN_THE_WHOLE)],
)
def test_what_is_wrong_between_rows_is_told(
    market: Path, table: str, statement: str, code: str, column: str
) -> None:
    plant(market / table, statement)
    found = [f for f in faults_of(market) if f.code == f"market.{code}" and f.path == column]
    assert found
    assert {f.file for f in found} == {str(market / table)}


def test_the_untouched_market_has_no_faults(market: Path) -> None:
    assert len(read_market(market)) == 30


def test_the_row_is_that_of_the_file(market: Path) -> None:
    plant(market / CELLS, "UPDATE t SET waarde = 'misschien' WHERE rowid = 1234")
    with duckdb.connect() as con:
        row = con.execute(
            "SELECT gegeven FROM read_parquet(?) LIMIT 1 OFFSET 1234", [str(market / CELLS)]
        ).fetchone()
    assert row is not None
    (fault,) = faults_of(market)
    assert fault.line == 1235
    assert row[0].split(".")[0] in fault.message.nl


def test_faults_in_all_three_tables_are_told_where_they_can_be(market: Path) -> None:
    plant(
        market / CELLS,
        first("waarde = 'misschien'", WEBSITE),
        first("bron = 'hoorzeggen'", "gegeven = 'gemeente'"),
        first("gegeven = 'onzin'", "gegeven = 'werkzaam_bij'"),
    )
    plant(market / REGISTERS, first("praktijk = 999", BIG))
    codes = {f.code for f in faults_of(market)}
    assert codes == {"market.value", "market.source", "market.unknown_fact", "market.no_such_row"}


def test_the_same_fault_in_many_rows_is_told_a_few_times_and_counted(market: Path) -> None:
    plant(market / CELLS, "UPDATE t SET waarde = 'misschien' WHERE gegeven = 'eigen_website'")
    found = faults_of(market)
    assert [f.code for f in found].count("market.value") == SHOWN
    (more,) = [f for f in found if f.code == "market.value_more"]
    with duckdb.connect() as con:
        row = con.execute(
            "SELECT count(*) FROM read_parquet(?) WHERE gegeven = 'eigen_website'", [str(market / CELLS)]
        ).fetchone()
    assert row is not None
    assert str(row[0] - SHOWN) in more.message.nl


def test_a_near_word_is_offered(market: Path) -> None:
    plant(market / CELLS, first("gegeven = 'eigen_websit'", WEBSITE))
    (fault,) = faults_of(market)
    assert fault.hint is not None
    assert "eigen_website" in fault.hint.nl


@pytest.mark.parametrize("file", [SUBJECTS, CELLS, REGISTERS, "markt.json"])
def test_a_file_that_is_missing_is_named(market: Path, file: str) -> None:
    (market / file).unlink()
    found = faults_of(market)
    assert [f.code for f in found] == ["market.unreadable"]
    assert found[0].file == str(market / file)


@pytest.mark.parametrize("file", [SUBJECTS, CELLS, REGISTERS])
def test_a_file_that_is_something_else_is_named(market: Path, file: str) -> None:
    (market / file).write_text("dit is geen tabel")
    assert [(f.code, f.file) for f in faults_of(market)] == [("market.unreadable", str(market / file))]


def test_a_column_that_is_missing_or_of_another_type_is_named(market: Path) -> None:
    plant(market / CELLS, "ALTER TABLE t DROP bron", "ALTER TABLE t ALTER nr TYPE VARCHAR")
    found = faults_of(market)
    assert {(f.code, f.path) for f in found} == {("market.column", "bron"), ("market.column", "nr")}


def test_a_folder_of_another_version_is_refused(market: Path) -> None:
    about = market / "markt.json"
    about.write_text(
        about.read_text(encoding="utf-8").replace('"formaat": "1"', '"formaat": "9"'), encoding="utf-8"
    )
    assert [f.code for f in faults_of(market)] == ["market.version"]


def test_a_folder_of_which_a_table_was_left_out_of_the_copy_is_refused(market: Path, tmp_path: Path) -> None:
    write_market(make_market(31, seed=9), tmp_path / "andere")
    shutil.copy(tmp_path / "andere" / "markt.json", market / "markt.json")
    assert ("market.counts", "aantallen.praktijk") in {(f.code, f.path) for f in faults_of(market)}


def test_a_broken_description_is_refused(market: Path) -> None:
    (market / "markt.json").write_text('{"formaat": ')
    with pytest.raises(Faults):
        read_market(market)
