"""The index of claims against a hand-written query and the scan alone: `python -m bench.index [--rows N]`.

Each run is a process of its own, so that its peak memory is its own and nothing is warm but the files. Runs take
turns; times are processor time (all threads), beside wall clock; a ratio is the median over the rounds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import duckdb

from bench.timing import peak
from inkoopwijzer.index.compute import compute
from inkoopwijzer.index.engine import Resources, open_engine
from inkoopwijzer.index.method import Method
from inkoopwijzer.index.synthetic import CLAIMS_FOLDER, Made, Plan, make_claims

ROWS = 10_000_000
YEAR = 2025
MEMORY = "3GB"
MOST = 1.3
"""How many times the hand-written query the index may cost."""

SCAN = """
select sum(aantal), max(praktijk), max(verzekerde), max(diagnose), max(leeftijd), max(geslacht), max(ses)
from claims
where codelijst = '073' and prestatie not in ('1864', '1870', '1871')
  and begindatum >= date '2025-01-01' and begindatum < date '2026-01-01'"""
"""The floor: every column that the index reads, read."""

HAND = """
with trajectories as (
  select praktijk, verzekerde, diagnose, sum(aantal) as o, min(leeftijd) as age, min(geslacht) as sex, min(ses) as ses
  from claims
  where codelijst = '073' and prestatie not in ('1864', '1870', '1871')
    and begindatum >= date '2025-01-01' and begindatum < date '2026-01-01'
  group by praktijk, verzekerde, diagnose
),
banded as (
  select praktijk, diagnose, o, sex, ses,
    case when age < 18 then 0 when age < 45 then 1 when age < 65 then 2 when age < 75 then 3 when age < 85 then 4
      else 5 end as band
  from trajectories
),
cells as (select diagnose, band, sex, ses, avg(o) as e from banded group by diagnose, band, sex, ses)
select praktijk, sum(o), sum(e)
from banded b
join cells c on c.diagnose = b.diagnose and c.band = b.band and c.sex is not distinct from b.sex
  and c.ses is not distinct from b.ses
group by praktijk"""
"""Observed and expected per practice as one would write it down: no pooling, no persons, no intervals."""

TUNED = HAND.replace("min(geslacht) as sex", "min(ascii(geslacht)) as sex")
"""The same with our cheaper way to take a sex of several lines."""

RUNS = ("scan", "hand", "tuned", "index")


@dataclass(frozen=True)
class Run:
    """One run: seconds of processor and of wall clock, and peak memory in bytes."""

    cpu: float
    wall: float
    peak: int


@dataclass(frozen=True)
class Measured:
    """All runs by name, over claims as they were made."""

    made: Made
    memory: str
    runs: dict[str, list[Run]]

    def ratio(self, name: str, to: str) -> float:
        """How many times the processor time of `to`, the median over the rounds."""
        pairs = zip(self.runs[name], self.runs[to], strict=True)
        return median(one.cpu / other.cpu for one, other in pairs)


def measure(
    rows: int, *, seed: int = 1, rounds: int = 3, memory: str = MEMORY, folder: Path | None = None
) -> Measured:
    """Make so many claims in a folder (by default a temporary one), run everything in turns, remove the claims."""
    with tempfile.TemporaryDirectory(dir=folder) as temp:
        claims = Path(temp) / "verzonnen"
        with open_engine(Resources(memory=memory, temp=Path(temp))) as engine:
            made = make_claims(engine, Plan(rows=rows, seed=seed, year=YEAR), claims)
        runs: dict[str, list[Run]] = {name: [] for name in RUNS}
        for _ in range(rounds):
            for name in RUNS:
                runs[name].append(_in_child(name, claims / CLAIMS_FOLDER, memory, Path(temp)))
        shutil.rmtree(claims)
    return Measured(made, memory, runs)


def _in_child(name: str, claims: Path, memory: str, temp: Path) -> Run:
    command = [sys.executable, "-m", "bench.index", "--child", name, str(claims), memory, str(temp)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Run(**json.loads(done.stdout))


def _child(name: str, claims: Path, memory: str, temp: Path) -> None:
    """Run one of them in this process and print what it cost."""
    began, cpu = perf_counter(), process_time()
    if name == "index":
        with open_engine(Resources(memory=memory, temp=temp)) as engine:
            found = compute(engine, [claims], Method(), YEAR)
            answer = found.engine.rows("select count(*), sum(behandelingen) from benadering")[0]
    else:
        with duckdb.connect(config={"memory_limit": memory, "temp_directory": str(temp)}) as connection:
            connection.read_parquet(f"{claims}/**/*.parquet").create_view("claims")
            query = {"scan": SCAN, "hand": HAND, "tuned": TUNED}[name]
            answer = tuple(connection.execute(query).fetchall()[0])
    assert answer
    print(json.dumps({"cpu": process_time() - cpu, "wall": perf_counter() - began, "peak": peak()}))


def table(found: Measured) -> str:
    """The runs as a table that is also Markdown."""
    says = {
        "scan": "floor: read the columns",
        "hand": "hand-written query: observed and expected per practice",
        "tuned": "the same, tuned",
        "index": "**ours: index, persons, spread and interval per practice**",
    }
    lines = [
        f"{found.made.rows:,} lines of {found.made.persons:,} persons at {found.made.practices:,} practices; "
        f"memory limit {found.memory}.",
        "",
        "| index of claims | s (processor) | s (wall) | peak MB | to hand-written | to tuned | to the scan | asked |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in RUNS:
        runs = found.runs[name]
        cpu, wall = (median(getattr(run, kind) for run in runs) for kind in ("cpu", "wall"))
        peak = max(run.peak for run in runs) / 1e6
        ratios = [found.ratio(name, to) for to in ("hand", "tuned", "scan")]
        asked = "" if name != "index" else f"≤ {MOST} × hand-written: {'yes' if ratios[0] <= MOST else 'NO'}"
        shown = " | ".join(f"{ratio:.2f} ×" for ratio in ratios)
        lines.append(f"| {says[name]} | {cpu:,.1f} | {wall:,.1f} | {peak:,.0f} | {shown} | {asked} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.index", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", default=MEMORY)
    parser.add_argument("--folder", type=Path, help="where the claims may be written for a while")
    parser.add_argument(
        "--child", nargs=4, metavar=("NAME", "CLAIMS", "MEMORY", "TEMP"), help=argparse.SUPPRESS
    )
    options = parser.parse_args(arguments)
    if options.child:
        name, claims, memory, temp = options.child
        _child(name, Path(claims), memory, Path(temp))
        return 0
    print(table(measure(options.rows, rounds=options.rounds, memory=options.memory, folder=options.folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
