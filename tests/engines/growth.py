"""How exported SQL grows with the market: `python -m tests.engines.growth [PRACTICES ...]` prints a table.

The market is the examples and scenario bases again and again. Each engine loads the tables and runs the queries of
two agreements, the largest of Salland and that of Zorg en Zekerheid; times are wall clock of one run.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import duckdb

from inkoopwijzer.market.sql import TABLES, export
from inkoopwijzer.market.sql_dialect import DIALECTS
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from tests.engines import postgres, spark
from tests.engines.compared import Engine, market_in
from tests.engines.duck import Duck
from tests.engines.worlds import shipped_market

SIZES = (500, 5_000, 50_000)
AGREEMENT = "fysiotherapie"


def tiled(market: Path, folder: Path, practices: int) -> int:
    """Write a market of so many practices: those of another again and again. The number of records."""
    folder.mkdir()
    subjects, cells, registers = (f"read_parquet('{market / table}.parquet')" for table in TABLES)
    with duckdb.connect() as duck:
        run = duck.execute
        run(f"create table size as select soort, count(*) as n from {subjects} group by soort")
        run("set variable n = (select n from size where soort = 'praktijk')")
        run(f"create table round as select unnest(range({practices} // getvariable('n') + 1)) as i")
        keep = f"o.soort <> 'markt' and praktijk + i * getvariable('n') < {practices} or o.soort = 'markt' and i = 0"
        run(
            "create table onderwerpen as select o.soort, (nr + i * n)::integer as nr, "
            "(praktijk + i * getvariable('n'))::integer as praktijk, i || '-' || id as id, naam, agb, beroep, postcode "
            f"from {subjects} o join size s on s.soort = o.soort cross join round where {keep}"
        )
        run(
            "create table alles as select g.* replace ((g.nr + i * n)::integer as nr) "
            f"from {cells} g join size s on s.soort = g.soort cross join round where g.soort <> 'markt' or i = 0"
        )
        run("create table gegevens as select g.* from alles g semi join onderwerpen using (soort, nr)")
        run(
            "create table registers as select (praktijk + i * getvariable('n'))::integer as praktijk, register, "
            f"volledig, gezien from {registers} cross join round "
            f"where praktijk + i * getvariable('n') < {practices}"
        )
        for table in TABLES:
            run(f"copy {table} to '{folder / table}.parquet' (format parquet, compression zstd)")
        [(records,)] = run("select count(*) from gegevens").fetchall()
    return int(records)


@contextmanager
def engines(scratch: Path) -> Iterator[list[tuple[str, Engine]]]:
    """Every engine, by its name for people."""
    with postgres.server(scratch / "postgres") as address, spark.session(scratch / "spark") as session:
        server = postgres.Postgres(address)
        yield [("DuckDB", Duck(threads=None)), ("PostgreSQL", server), ("Spark", spark.Spark(session))]
        server.close()


def seconds(engine: Engine, policy: Policy) -> float:
    """How long a query takes with all of its codes, added up where they are."""
    exported = export(policy, AGREEMENT, engine.dialect)
    columns = [
        DIALECTS[engine.dialect].named(c) for c in (*exported.conditions.values(), *exported.groups.values())
    ]
    begin = perf_counter()
    engine.rows(
        f"select sum({' + '.join(columns)}) as codes, sum(length({exported.outcome})) as outcomes\n"
        f"from (\n{exported.text}) q"
    )
    return perf_counter() - begin


def main(arguments: list[str]) -> int:
    """Print a row for each engine and size."""
    sizes = [int(a) for a in arguments] or SIZES
    print("| Engine | Practices | Records | Tables loaded | Salland | Zorg en Zekerheid |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory(prefix="inkoopwijzer-growth-") as name:
        scratch = Path(name)
        scratch.chmod(0o755)
        market = market_in(scratch / "markt", shipped_market(3))
        markets = {size: (scratch / f"markt-{size}") for size in sizes}
        records = {size: tiled(market, folder, size) for size, folder in markets.items()}
        with engines(scratch) as those:
            for title, engine in those:
                for size, folder in markets.items():
                    begin = perf_counter()
                    engine.load(folder)
                    told = [perf_counter() - begin, *(seconds(engine, p) for p in shipped_policies())]
                    times = " | ".join(f"{time:.1f} s" for time in told)
                    print(f"| {title} | {size:,} | {records[size]:,} | {times} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
