"""Hold every executor against the interpreter: the long form of tests/conformance and tests/market/test_sql.

`python -m tools.executors [CASES [PRACTICES]]` draws CASES random policies with dossiers (20,000 unless said) and
walks the boundary grid of the shipped policies with the arrays, then takes the whole demo market (500 practices unless
said), every agreement of every policy, with the arrays and with exported SQL on DuckDB, PostgreSQL and Spark. Prints
how many assessments were compared and how many differ. Exits 1 if one does, or if an engine is not there.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pool, cpu_count
from pathlib import Path
from time import perf_counter

from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.market.assessed import Market
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.package import shipped_policies
from tests.assess.against import AGREEMENT
from tests.assess.grid import Place, grid, policy
from tests.conformance.test_arrays import differences, differs
from tests.engines import compared, duck, postgres, spark

CASES, PRACTICES, SEED = 20_000, 500, 2027
INSURERS = ("salland", "zorg_en_zekerheid")


@dataclass(frozen=True)
class Counted:
    """How many practices of how many agreements were compared, and what differed."""

    what: str
    compared: int
    differing: list[str]
    seconds: float

    def line(self) -> str:
        """For a person."""
        first = f"; first: {self.differing[0]}" if self.differing else ""
        return f"{self.what}: {self.compared:,} compared, {len(self.differing)} differ ({self.seconds:.0f} s){first}"


def timed(what: str, work: Callable[[], tuple[int, list[str]]]) -> Counted:
    """Do it, say it."""
    begin = perf_counter()
    compared_, differing = work()
    found = Counted(what, compared_, differing, perf_counter() - begin)
    print(found.line(), flush=True)
    return found


def random_policies(cases: int) -> tuple[int, list[str]]:
    """Every random policy on its dossier."""
    with Pool(cpu_count()) as pool:
        wrong = pool.map(differs, range(cases), chunksize=100)
    return cases, [f"draw({seed})" for seed, bad in enumerate(wrong) if bad]


def boundary_grid() -> tuple[int, list[str]]:
    """Every place of the grid, places that share insurer, day, readings and market in one market."""
    together: dict[object, list[tuple[Place, Dossier]]] = defaultdict(list)
    for insurer in INSURERS:
        for place in grid(insurer):
            dossier = place.dossier()
            facts = repr(dossier.subjects["markt"][0].cells)
            together[insurer, place.on, place.readings, facts].append((place, dossier))
    count, wrong = 0, []
    for places in together.values():
        first = places[0][0]
        market = Market(records_of([d for _, d in places]))
        of = [policy(first.insurer)]
        for one in market.assess(of, on=first.on, readings=dict(first.readings), agreements=[AGREEMENT]):
            for practice, (place, _) in enumerate(places):
                count += 1
                wrong += [f"{place} {what}" for what in differences(one, practice, verdicts=False)]
    return count, wrong


def demo_market(practices: int) -> tuple[int, list[str]]:
    """Every agreement at every practice, by arrays."""
    market = Market(make_market(practices, SEED))
    count, wrong = 0, []
    for one in market.assess(shipped_policies()):
        for practice in range(practices):
            count += 1
            wrong += [f"{one.name} {practice} {what}" for what in differences(one, practice)]
    return count, wrong


def by_sql(engine: compared.Engine, folder: Path, dossiers: list[Dossier]) -> tuple[int, list[str]]:
    """Every agreement at every practice, by exported SQL."""
    engine.load(folder)
    count, wrong = 0, []
    for one in shipped_policies():
        for name, agreement in one.agreements.items():
            start = one.days_of(agreement).start
            assert start is not None
            asked = compared.Asked(one, name, (), start)
            wrong += list(compared.differences(engine, asked, dossiers))
            count += len(dossiers)
    return count, wrong


@contextmanager
def engines(base: Path) -> Iterator[Iterable[tuple[str, compared.Engine]]]:
    """Every engine that exported SQL runs on. Raises `SystemExit` when one is not there."""
    if why := postgres.missing() or spark.missing():
        raise SystemExit(why)
    base.chmod(0o755)
    with postgres.server(base / "postgres") as address, spark.session(base / "spark") as session:
        server = postgres.Postgres(address)
        try:
            yield [("DuckDB", duck.Duck()), ("PostgreSQL", server), ("Spark", spark.Spark(session))]
        finally:
            server.close()


def main(arguments: list[str]) -> int:
    """Compare everything; 1 when something differs."""
    cases = int(arguments[0]) if arguments else CASES
    practices = int(arguments[1]) if len(arguments) > 1 else PRACTICES
    found = [
        timed("arrays, random policies", lambda: random_policies(cases)),
        timed("arrays, boundary grid", boundary_grid),
        timed(f"arrays, demo market of {practices} practices", lambda: demo_market(practices)),
    ]
    records = make_market(practices, SEED)
    dossiers = [dossier_at(records, row) for row in range(practices)]
    with tempfile.TemporaryDirectory(prefix="inkoopwijzer-executors-") as folder:
        market = Path(folder) / "markt"
        write_market(records, market)
        with engines(Path(folder)) as those:
            for name, engine in those:
                found.append(timed(f"{name}, demo market", lambda e=engine: by_sql(e, market, dossiers)))  # type: ignore[misc]
    return int(any(one.differing for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
