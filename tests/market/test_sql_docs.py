"""The sessions of docs/scale.md work as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from inkoopwijzer.market.sql import TABLES, export
from inkoopwijzer.market.sql_dialect import DialectName
from inkoopwijzer.policy.package import shipped_policies
from tests.engines.compared import market_in
from tests.engines.postgres import Postgres
from tests.engines.spark import Spark
from tests.engines.worlds import shipped_market

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scale.md"


def session(heading: str, language: str) -> list[str]:
    """The blocks of a language under a heading."""
    _, found, rest = PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    assert found, heading
    return re.findall(rf"```{language}\n(.*?)```", rest.partition("\n## ")[0], re.DOTALL)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a market and a query in it, as the page has it."""
    market_in(tmp_path / "markt", shipped_market(1))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def query_for(dialect: DialectName) -> str:
    [policy] = [p for p in shipped_policies() if p.insurer == "zorg_en_zekerheid"]
    return export(policy, "fysiotherapie", dialect).text


def test_the_session_of_duckdb_and_what_follows_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "query.sql").write_text(query_for(DialectName.duckdb), encoding="utf-8")
    [code] = session("DuckDB", "python")
    exec(code, {})
    assert "praktijken" in capsys.readouterr().out
    with duckdb.connect(str(here / "markt.duckdb")) as db:
        blocks = session("With the result", "sql")
        assert len(blocks) == 2
        counted, listed = (db.execute(block).fetchall() for block in blocks)
    assert any(counted[0])
    assert listed


def test_the_session_of_postgresql(here: Path, postgres: Postgres) -> None:
    [copies] = session("PostgreSQL", "python")
    exec(copies, {})
    told = re.findall(
        r'psql -c "\\copy (\w+) from \'(.*?)\' with (\(.*?\))"', PAGE.read_text(encoding="utf-8")
    )
    assert [table for table, _, _ in told] == list(TABLES)
    run = postgres.connection.execute
    for table in TABLES:
        run(f"drop table if exists {table}")
    [tables] = session("PostgreSQL", "sql")
    run(tables)
    for table, file, options in told:
        with postgres.connection.cursor().copy(f"copy {table} from stdin with {options}") as copy:
            copy.write((here / file).read_bytes())
    run("analyze")
    assert len(postgres.rows(query_for(DialectName.postgres))) == len(shipped_market(1))


def test_the_session_of_spark(here: Path, spark: Spark, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "query.sql").write_text(query_for(DialectName.spark), encoding="utf-8")
    [code] = session("Spark", "python")
    absolute = code.replace('"markt/', f'"{here}/markt/').replace('"uitkomsten"', f'"{here}/uitkomsten"')
    assert absolute.count(str(here)) == 3  # the server was started in another folder
    exec(absolute, {"spark": spark.session})
    assert "uitkomst" in capsys.readouterr().out
