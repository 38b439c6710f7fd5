"""Claims held against entitlement: which claimed treatments were delivered by someone not entitled on that day.

A temporal join: each claimed line whose codes stand for a treatment, with the stretch of days of its therapist in
which the treatment was not allowed. The stretches come from `market.entitlement`, as files; the codes from the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb

from inkoopwijzer.index.claims import find_files
from inkoopwijzer.index.engine import Progress, Resources, Tell, open_engine
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

NOT_ENTITLED: Final = "nee"
UNKNOWN: Final = "onbekend"
NO_RELATION: Final = "geen_relatie"
"""The register knows no relation between this therapist and this practice."""
NO_THERAPIST: Final = "geen_therapeut"
"""The line names no therapist."""
_PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Code:
    """What a claimed line with these codes is; a field of None fits any line.

    `treatment` is an option of the dimension `behandeling`, `option` of what the policy answers one by one.
    """

    treatment: str
    option: str | None
    code_list: str
    performance: str
    feature_list: str | None = None
    feature: str | None = None
    diagnosis_list: str | None = None
    diagnosis: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """So many lines of one treatment with one judgement: treatments, money, and how many therapists and practices.

    `lacking` holds the conditions that are not met.
    """

    policy: str
    treatment: str
    option: str | None
    judgement: str
    lacking: tuple[str, ...]
    lines: int
    treatments: int
    amount: Decimal | None
    therapists: int
    practices: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A run: how many lines there were, how many stand for a treatment with conditions, and what was found."""

    lines: int
    mapped: int
    findings: tuple[Finding, ...]


def check_claims(
    claims: Iterable[Path],
    entitled: Path,
    relations: Path,
    codes: Sequence[Code],
    out: Path,
    *,
    start: date | None = None,
    end: date | None = None,
    resources: Resources | None = None,
    tell: Tell | None = None,
) -> Checked:
    """Check claims in the layout of `docs/claims.md`, and write the lines found to `out` (Parquet).

    Raises `OutOfRoom` when memory and disk are not enough, `Faults` for files that are not there.
    """
    given = find_files(claims)
    files = [str(path) for path in given]
    with open_engine(resources, tell) as engine:
        con = engine.connection
        _check_columns(con, given)
        con.execute(f"create temp table codes ({', '.join(f'{name} varchar' for name in _CODE)})")
        con.executemany(
            f"insert into codes values ({', '.join('?' * len(_CODE))})",  # noqa: S608  question marks only
            [_row(code) for code in codes],
        )
        con.execute("set variable bestanden = $1", [files])
        con.execute("set variable recht = $1", [str(entitled)])
        con.execute("set variable relaties = $1", [str(relations)])
        con.execute("set variable eerste = $1::date", [start or date.min])
        con.execute("set variable laatste = $1::date", [end or date.max])
        mapped_once = _MAPPED if _overlap(codes) else _MAPPED.replace("select distinct", "select")
        engine.execute(mapped_once, Progress("declaraties", 1, _PARTS, 0.0))
        engine.execute(_FOUND, Progress("oordeel", 2, _PARTS, 0.0))
        lines = int(engine.rows("select count(*) from read_parquet(getvariable('bestanden'))")[0][0])
        mapped = int(engine.rows("select count(*) from gemerkt")[0][0])
        findings = tuple(_finding(row) for row in engine.rows(_SUMMARY))
        try:
            con.execute("copy (from gevonden) to ? (format parquet, compression zstd)", [str(out)])
        except duckdb.IOException as error:
            raise OSError(str(error)) from error
    return Checked(lines, mapped, findings)


_CODE: Final = (
    "behandeling",
    "optie",
    "codelijst",
    "prestatie",
    "kenmerklijst",
    "kenmerk",
    "diagnoselijst",
    "diagnose",
)

_MAPPED: Final = """
create temp table gemerkt as
select distinct d.regel, d.praktijk, d.therapeut, d.begindatum, d.aantal, d.bedrag, c.behandeling, c.optie
from read_parquet(getvariable('bestanden')) as d
join codes as c on c.codelijst = d.codelijst and c.prestatie = d.prestatie
where (c.kenmerklijst is null or c.kenmerklijst = d.kenmerklijst)
  and (c.kenmerk is null or c.kenmerk = d.kenmerk)
  and (c.diagnoselijst is null or c.diagnoselijst = d.diagnoselijst)
  and (c.diagnose is null or c.diagnose = d.diagnose)
  and d.begindatum between getvariable('eerste') and getvariable('laatste')
"""

_FOUND: Final = """
create temp table gevonden as
select g.*, r.beleid,
  case when g.therapeut is null then 'geen_therapeut' when w.therapeut is null then 'geen_relatie'
    else r.recht end as oordeel,
  r.ontbreekt, r.van as niet_van, r.tot_en_met as niet_tot_en_met
from gemerkt as g
left join (select distinct praktijk, therapeut from read_parquet(getvariable('relaties'))) as w
  on w.praktijk = g.praktijk and w.therapeut = g.therapeut
left join read_parquet(getvariable('recht')) as r
  on r.praktijk = g.praktijk and r.therapeut = g.therapeut and r.behandeling = g.behandeling
  and r.optie is not distinct from g.optie and g.begindatum between r.van and r.tot_en_met
where g.therapeut is null or w.therapeut is null or r.recht is not null
"""

_SUMMARY: Final = """
select coalesce(beleid, '') as beleid, behandeling, optie, oordeel, coalesce(ontbreekt, '') as ontbreekt,
  count(*) as regels, sum(aantal) as behandelingen, sum(bedrag) as bedrag,
  count(distinct therapeut) as therapeuten, count(distinct praktijk) as praktijken
from gevonden group by all order by regels desc, behandeling, optie, oordeel, ontbreekt
"""


def _check_columns(con: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    faults = []
    for path in files:
        try:
            there = set(con.read_parquet(str(path)).columns)
        except (duckdb.Error, OSError):
            message = Text("Dit is geen Parquetbestand.", "This is no Parquet file.")
            faults.append(Fault("claims.unreadable", message, str(path), hint=_READ_FIRST))
            continue
        for name in _NEEDED:
            if name not in there:
                message = Text("Deze kolom ontbreekt.", "This column is missing.")
                faults.append(Fault("claims.column", message, str(path), path=name, hint=_READ_FIRST))
    if faults:
        raise Faults(faults)


_READ_FIRST: Final = Text(
    "Lees declaraties eerst in met 'inkoopwijzer claims read'.",
    "Read claims first, with 'inkoopwijzer claims read'.",
)
_NEEDED: Final = (
    "regel",
    "praktijk",
    "therapeut",
    "begindatum",
    "aantal",
    "bedrag",
    *_CODE[2:],
)


def _overlap(codes: Sequence[Code]) -> bool:
    """Whether one line may stand for the same treatment by two codes."""
    found = [(code.treatment, code.option, code.code_list, code.performance) for code in codes]
    return len(set(found)) < len(found)


def _row(code: Code) -> tuple[str | None, ...]:
    return (
        code.treatment,
        code.option,
        code.code_list,
        code.performance,
        code.feature_list,
        code.feature,
        code.diagnosis_list,
        code.diagnosis,
    )


def _finding(row: tuple[object, ...]) -> Finding:
    policy, treatment, option, judgement, lacking, lines, treatments, amount, therapists, practices = row
    return Finding(
        str(policy),
        str(treatment),
        None if option is None else str(option),
        str(judgement),
        tuple(str(lacking).split("|")) if lacking else (),
        _whole(lines),
        _whole(treatments),
        None if amount is None else Decimal(str(amount)),
        _whole(therapists),
        _whole(practices),
    )


def _whole(value: object) -> int:
    return int(str(value)) if value is not None else 0
