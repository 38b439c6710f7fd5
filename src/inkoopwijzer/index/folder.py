"""The folder that a computation leaves: Parquet for anyone's tools, and a receipt that says how it came about.

`praktijken.parquet` holds the figures of each practice, `standaard.parquet` what is expected nationally of one
trajectory in each cell, `bijdragen.parquet` what was observed and expected per practice and cell, `bewijs.json` the
receipt. Nothing in it is about one person; cells of one practice can still be about few people, so the folder is not
for publication (`publish` makes what is).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from inkoopwijzer.index.compute import Computation
from inkoopwijzer.index.engine import Engine
from inkoopwijzer.index.figures import Approximation, Figure, Official, combine
from inkoopwijzer.index.method import Method
from inkoopwijzer.index.official import OfficialIndex
from inkoopwijzer.index.percentiles import Values
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

PRACTICES: Final = "praktijken.parquet"
STANDARD: Final = "standaard.parquet"
CONTRIBUTIONS: Final = "bijdragen.parquet"
RECEIPT: Final = "bewijs.json"
FORMAT: Final = "behandelindex-1"

_COMBINED: Final = """
select coalesce(b.praktijk, o.praktijk) as praktijk, b.verzekerden, b.trajecten, b.behandelingen,
  round(b.verwacht, 6) as verwacht, round(b.index_punten, 6) as benadering, round(b.spreiding, 6) as spreiding,
  round(b.ondergrens, 6) as ondergrens, round(b.bovengrens, 6) as bovengrens,
  o.behandelindex as officieel, o.verzekerden as officieel_verzekerden,
  case when o.praktijk is null then 'benadering' else 'officieel' end as bron
from benadering b full outer join officieel o on b.praktijk = o.praktijk
order by 1"""
_STANDARD: Final = """
select groep, band, geslacht, ses, niveau, trajecten, behandelingen, in_cel, round(verwacht, 9) as verwacht
from standaard order by groep, band, geslacht, ses"""
_CONTRIBUTIONS: Final = """
select praktijk, groep, band, geslacht, ses, trajecten, behandelingen, round(verwacht, 9) as verwacht
from bijdragen order by praktijk, groep, band, geslacht, ses"""


@dataclass(frozen=True)
class Result:
    """What a folder holds: the method, the year, and the figures of every practice, the official ones beside ours."""

    folder: Path
    method: Method
    year: int
    issue: str
    receipt: Mapping[str, Any]
    figures: tuple[Figure, ...]

    @property
    def values(self) -> Values:
        """The figures as a source of populations; their version names the method and the issue of official ones."""
        said = f"{self.receipt['method']['method']}/{self.receipt['method']['version']}/{self.issue}"
        return Values(self.year, said, self.method.code_list, self.figures)


def write_tables(found: Computation, official: OfficialIndex | None, folder: Path) -> None:
    """Write the three tables of a computation, the official figures beside ours, in a fixed order of rows."""
    connection = found.engine.connection
    connection.execute(
        "create or replace temp table officieel (praktijk varchar, behandelindex decimal(12, 6), verzekerden bigint)"
    )
    if official is not None and official.values:
        rows = [(code, value.index, value.persons) for code, value in official.values.items()]
        connection.executemany("insert into officieel values (?, ?, ?)", rows)
    found.contributions()
    connection.execute("set preserve_insertion_order = true")
    for query, name in ((_COMBINED, PRACTICES), (_STANDARD, STANDARD), (_CONTRIBUTIONS, CONTRIBUTIONS)):
        connection.sql(query).write_parquet(str(folder / name), compression="zstd")


def read_result(engine: Engine, folder: Path) -> Result:
    """The result in a folder. Raises `Faults` when there is none, or one of another version."""
    try:
        receipt = json.loads((folder / RECEIPT).read_text("utf-8"))
        if receipt["receipt"] != FORMAT:
            raise ValueError(receipt["receipt"])
        method = Method.of_plain(receipt["method"])
        year, issue = int(receipt["year"]), str(receipt["official"]["issue"] if receipt["official"] else "")
        rows = engine.connection.execute(
            "select praktijk, verzekerden, trajecten, behandelingen, verwacht, benadering, spreiding, ondergrens, "
            "bovengrens, officieel, officieel_verzekerden from read_parquet(?) order by praktijk",
            [str(folder / PRACTICES)],
        ).fetchall()
    except (OSError, ValueError, KeyError, TypeError, duckdb.Error):
        message = Text(
            "In deze map staat geen uitkomst van 'index compute' van deze versie.",
            "There is no result of 'index compute' of this version in this folder.",
        )
        hint = Text(
            "Reken opnieuw met 'inkoopwijzer index compute'.", "Compute again: 'inkoopwijzer index compute'."
        )
        raise Faults([Fault("index.no_result", message, str(folder), hint=hint)]) from None
    own, official = [], {}
    for practice, *figures, index, persons in rows:
        if figures[0] is not None:
            own.append(Figure(practice, Approximation(*figures)))
        if index is not None:
            official[practice] = Official(Decimal(index), persons)
    return Result(folder, method, year, issue, receipt, combine(own, official))
