"""`policy sql` as a user sees it: SQL on stdout that runs as it is, and plain words for what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.sql import TABLES
from inkoopwijzer.market.sql_dialect import DialectName, NotExportable
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.services import sql_export
from inkoopwijzer.services.assessing import assess
from inkoopwijzer.values.text import Text
from tests.cli.conftest import Command


@pytest.fixture
def market(tmp_path: Path, brug: Path) -> duckdb.DuckDBPyConnection:
    """A market of one practice, in DuckDB."""
    write_market(records_of([read_dossier(brug)]), tmp_path / "markt")
    made = duckdb.connect()
    for table in TABLES:
        made.execute(f"create view {table} as from '{tmp_path}/markt/{table}.parquet'")
    return made


def test_the_query_of_an_agreement_runs_as_it_is(
    command: Command, market: duckdb.DuckDBPyConnection, brug: Path
) -> None:
    said = command("policy", "sql", "zorg_en_zekerheid", "--agreement", "fysiotherapie")
    assert said.code == 0, said.err
    result = market.execute(said.out)
    names = [column[0] for column in result.description or ()]
    [row] = result.fetchall()
    outcome = dict(zip(names, row, strict=True))["uitkomst"]
    found = assess(brug, insurers=["zorg_en_zekerheid"])
    [expected] = [r for r in found.results if r.agreement == "fysiotherapie"]
    assert set(expected.possible) <= set(outcome.split(","))


def test_without_an_agreement_there_is_a_query_for_each(command: Command) -> None:
    said = command("policy", "sql", "salland")
    [policy] = [p for p in shipped_policies() if p.insurer == "salland"]
    assert re.findall(r"^-- Overeenkomst (\w+) ", said.out, re.MULTILINE) == list(policy.agreements)
    statements = duckdb.extract_statements(said.out)
    assert [statement.type for statement in statements] == [duckdb.StatementType.SELECT] * len(
        policy.agreements
    )


@pytest.mark.parametrize("dialect", DialectName)
def test_every_dialect_has_its_own_text(command: Command, dialect: DialectName) -> None:
    said = command("policy", "sql", "salland", "--agreement", "logopedie", "--dialect", dialect)
    assert said.code == 0, said.err
    assert {"duckdb": "DuckDB", "postgres": "PostgreSQL", "spark": "Spark"}[dialect] in said.out.partition(
        "\n"
    )[0]


def test_the_day_and_the_readings_stand_in_the_query(command: Command) -> None:
    said = command(
        *("policy", "sql", "zorg_en_zekerheid", "--agreement", "fysiotherapie", "--on", "2027-07-01"),
        *("--reading", "precies_dertig=wel_index", "--lang", "en"),
    )
    assert said.code == 0, said.err
    assert "Facts as they are on 2027-07-01." in said.out
    assert "Reading precies_dertig = wel_index (chosen)" in said.out
    assert "date '2027-07-01'" in said.out
    assert "date '2027-01-01'" not in said.out.partition("registers_volledig")[2].partition("periode")[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--dialect", "duckbd"),
            "Het dialect 'duckbd' is niet bekend. Bedoelde u 'duckdb'? Bekend: duckdb, ",
        ),
        (("--agreement", "fysio"), "De overeenkomst 'fysio' is niet bekend. "),
        (("--reading", "dertig=ja"), "De lezing 'dertig' is niet bekend."),
        (("--on", "31-12-2027"), "'31-12-2027' is geen datum. Bedoelde u 2027-12-31?"),
        (("--on", "2030-01-01"), "2030-01-01 ligt na het einde van de overeenkomst"),
    ],
)
def test_a_wrong_choice_is_told_with_what_there_is(
    command: Command, words: tuple[str, ...], told: str
) -> None:
    said = command("policy", "sql", "zorg_en_zekerheid", *words)
    assert said.code == 2
    assert told in said.err
    assert said.out == ""


def test_agreements_that_have_ended_are_left_out_and_named(command: Command) -> None:
    said = command("policy", "sql", "zorg_en_zekerheid", "--on", "2028-02-01")
    assert said.code == 0, said.err
    assert "Al geëindigd op 2028-02-01: " in said.err
    [policy] = [p for p in shipped_policies() if p.insurer == "zorg_en_zekerheid"]
    still = [name for name, a in policy.agreements.items() if a.term.end and a.term.end.year > 2027]
    assert 0 < len(still) < len(policy.agreements)
    assert re.findall(r"^-- Overeenkomst (\w+) ", said.out, re.MULTILINE) == still
    assert all(name in said.err for name in policy.agreements if name not in still)


def test_what_cannot_be_exported_is_refused_with_another_way(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*given: object) -> object:
        raise NotExportable(Text("De norm is te lang.", "The norm is too long."))

    monkeypatch.setattr(sql_export, "export", refused)
    said = command("policy", "sql", "salland")
    assert said.code == 2
    assert "De norm is te lang. Gebruik 'inkoopwijzer market assess'" in said.err
