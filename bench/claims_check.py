"""Claims against entitlement: ten million lines against two hundred thousand therapists, beside the scan alone."""

from __future__ import annotations

import resource
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from bench.shipped import Measured
from inkoopwijzer.index.engine import Resources
from inkoopwijzer.index.entitlement import Code, check_claims
from inkoopwijzer.market.entitlement import ENTITLED, RELATIONS, entitlements, write_entitlements
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.policy.package import shipped_policies

LINES = 10_000_000
PRACTICES = 60_000
CODES = (
    Code("parkinson", None, "073", "1900", diagnosis_list="013", diagnosis="9374"),
    Code("claudicatio_looptraining", None, "073", "1400"),
    Code("valpreventie", None, "079", "2000"),
    Code("gespecialiseerde_zorg", "manueel", "073", "1200"),
)
_SCAN = (
    "select count(*), count(distinct codelijst), sum(aantal), sum(bedrag), min(begindatum), max(prestatie), "
    "max(regel), max(praktijk), max(therapeut), max(diagnose), max(diagnoselijst), max(kenmerk), max(kenmerklijst) "
    "from '{file}'"
)


def measure(lines: int = LINES, practices: int = PRACTICES) -> list[Measured]:
    """Making the stretches, the check, and the scan of the same columns."""
    policy = next(p for p in shipped_policies() if p.insurer == "salland")
    records = make_market(practices, 1)
    with TemporaryDirectory(prefix="inkoopwijzer-bench-") as folder:
        where = Path(folder)
        begin = perf_counter()
        asked = [(code.treatment, code.option) for code in CODES]
        found = entitlements(records, policy, asked, date(2027, 1, 1), date(2027, 12, 31))
        stretches = write_entitlements(records, found, where)
        made = perf_counter() - begin
        file = where / "declaraties.parquet"
        _write(file, where / RELATIONS, lines)
        therapists = len(records.listed["therapeut"])
        del records, found
        scans, checks = [], []
        for _ in range(3):
            begin = perf_counter()
            with duckdb.connect() as con:
                con.execute(_SCAN.format(file=file)).fetchall()
            scans.append(perf_counter() - begin)
            begin = perf_counter()
            done = check_claims(
                [file],
                where / ENTITLED,
                where / RELATIONS,
                CODES,
                where / "uit.parquet",
                resources=Resources("2GB"),
            )
            checks.append(perf_counter() - begin)
        scan, check = sorted(scans)[1], sorted(checks)[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    hits = sum(finding.lines for finding in done.findings)
    return [
        Measured(
            f"stretches of days of {therapists:,} therapists, four treatments",
            made,
            note=f"{stretches:,} stretches",
        ),
        Measured("scan of the columns that the check reads", scan, note=f"{lines:,} lines, wall clock"),
        Measured(
            "check of all lines",
            check,
            note=f"{check / scan:.1f} × the scan; {done.mapped:,} lines with conditions, {hits:,} found; "
            f"peak {peak:,.0f} MB",
        ),
    ]


def _write(file: Path, relations: Path, lines: int) -> None:
    """Invented lines: mostly ordinary treatments, by the therapists of the market, over the year."""
    with duckdb.connect() as con:
        con.execute("set memory_limit = '2GB'")
        con.read_parquet(str(relations)).create_view("relaties")
        con.execute("create table w as select row_number() over () - 1 as nr, * from relaties")
        con.execute(_LINES, [lines, str(file)])


_LINES = """
copy (
  select 'r' || i as regel, w.praktijk, w.therapeut,
    case when h % 50 = 7 then '079' else '073' end as codelijst,
    case when h % 50 = 7 then '2000' when h % 20 = 3 then '1400' when h % 20 = 4 then '1900'
      when h % 10 = 5 then '1200' else '1000' end as prestatie,
    '004' as kenmerklijst, '001' as kenmerk, '013' as diagnoselijst,
    case when h % 3 = 0 then '9374' else (1000 + h % 800)::varchar end as diagnose,
    date '2027-01-01' + (hash(i, 3) % 365)::integer as begindatum, 1 as aantal, 36.00::decimal(12, 2) as bedrag
  from (select i, (hash(i) % 1000000)::integer as h, hash(i, 2) % (select count(*) from w) as nr
        from range(?::bigint) t(i)) as x
  join w using (nr)
) to ? (format parquet)
"""


if __name__ == "__main__":
    from bench.report import shipped_table

    print(shipped_table(measure(*map(int, sys.argv[1:])), "claims against entitlement"))
