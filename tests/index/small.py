"""What the tests of the index share: a few claimed lines in a file, and the index of them in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import duckdb

from inkoopwijzer.index.method import NO_BAND, UNGROUPED, Method

YEAR = 2025
DAY = date(2025, 6, 2)
TYPES = {
    "praktijk": "varchar",
    "verzekerde": "varchar",
    "codelijst": "varchar",
    "prestatie": "varchar",
    "diagnose": "varchar",
    "begindatum": "date",
    "aantal": "integer",
    "leeftijd": "smallint",
    "geslacht": "varchar",
    "ses": "smallint",
}


@dataclass(frozen=True)
class Line:
    """One claimed line; what a test does not say is ordinary."""

    praktijk: str = "04990001"
    verzekerde: str | int | None = "p1"
    codelijst: str | None = "073"
    prestatie: str | None = "1000"
    diagnose: str | None = "2131"
    begindatum: date | None = DAY
    aantal: int | None = 1
    leeftijd: int | None = 40
    geslacht: str | None = "v"
    ses: int | None = 3


def fill(
    connection: duckdb.DuckDBPyConnection, table: str, lines: Sequence[Line], person: str = "varchar"
) -> None:
    """Make a table of the lines."""
    kinds = {**TYPES, "verzekerde": person}
    columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
    connection.execute(f"create or replace table {table} ({columns})")
    if lines:
        marks = ", ".join("unnest(?)" for _ in kinds)
        values = [list(column) for column in zip(*map(astuple, lines), strict=True)]
        connection.execute(f"insert into {table} select {marks}", values)


def write(
    path: Path, lines: Sequence[Line], *, person: str = "varchar", leave_out: Iterable[str] = ()
) -> Path:
    """The lines as a Parquet file."""
    with duckdb.connect() as connection:
        fill(connection, "r", lines, person)
        kept = ", ".join(name for name in TYPES if name not in set(leave_out))
        connection.sql(f"select {kept} from r").write_parquet(str(path))
    return path


Cell = tuple[str, int, int, int]


@dataclass
class Plain:
    """The index of a few lines, computed the slow and obvious way."""

    observed: dict[str, int]
    expected: dict[str, float]
    persons: dict[str, dict[str, tuple[int, float]]]
    standard: dict[Cell, tuple[int, float]]


def plain_index(lines: Iterable[Line], method: Method) -> Plain:
    """Observed and expected per practice, of each person at each practice, and level and mean of each cell."""
    found: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if _counts(line, method):
            found[line.praktijk, str(line.verzekerde), _group(line, method)].append(line)
    cell_of, observed = {}, {}
    for key, own in found.items():
        total = sum(line.aantal or 0 for line in own)
        if total > 0:
            observed[key] = total if method.most_treatments is None else min(total, method.most_treatments)
            cell_of[key] = _cell(key[2], own, method)
    leaves: dict[Cell, list[int]] = defaultdict(list)
    for key, cell in cell_of.items():
        leaves[cell].append(observed[key])
    standard = _standard(leaves, method.least_trajectories)
    result = Plain(defaultdict(int), defaultdict(float), defaultdict(dict), standard)
    for (practice, person, group), cell in cell_of.items():
        o, e = observed[practice, person, group], standard[cell][1]
        result.observed[practice] += o
        result.expected[practice] += e
        before = result.persons[practice].get(person, (0, 0.0))
        result.persons[practice][person] = (before[0] + o, before[1] + e)
    return result


def _counts(line: Line, method: Method) -> bool:
    if None in (line.praktijk, line.verzekerde, line.aantal, line.prestatie) or line.begindatum is None:
        return False
    if method.performances is not None and line.prestatie not in method.performances:
        return False
    return (
        line.codelijst == method.code_list
        and line.prestatie not in method.except_performances
        and line.begindatum.year == YEAR
    )


def _group(line: Line, method: Method) -> str:
    if "diagnose" not in method.traits:
        return "alle"
    if line.diagnose is None:
        return ""
    if method.diagnosis_groups is None:
        return line.diagnose
    return method.diagnosis_groups.get(line.diagnose, UNGROUPED)


def _cell(group: str, lines: Sequence[Line], method: Method) -> Cell:
    ages = [line.leeftijd for line in lines if line.leeftijd is not None]
    band = sum(min(ages) >= bound for bound in method.age_bounds) if ages else NO_BAND
    sexes = [line.geslacht for line in lines if line.geslacht is not None]
    sex = {"m": 1, "v": 2}.get(min(sexes), 0) if sexes else 0
    classes = [line.ses for line in lines if line.ses is not None]
    ses = min(classes) if classes else 0
    return (
        group,
        band if "leeftijd" in method.traits else 0,
        sex if "geslacht" in method.traits else 0,
        ses if "ses" in method.traits else 0,
    )


def _standard(leaves: dict[Cell, list[int]], least: int) -> dict[Cell, tuple[int, float]]:
    level = {cell: 4 for cell, observed in leaves.items() if len(observed) >= least}
    for depth in (3, 2, 1):
        pools: dict[tuple[object, ...], list[Cell]] = defaultdict(list)
        for cell in leaves:
            if cell not in level:
                pools[cell[:depth]].append(cell)
        for cells in pools.values():
            if sum(len(leaves[cell]) for cell in cells) >= least:
                level.update(dict.fromkeys(cells, depth))
    pooled: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for cell, observed in leaves.items():
        depth = level.get(cell, 0)
        pooled[depth, *cell[:depth]] += observed
    standard = {}
    for cell in leaves:
        depth = level.get(cell, 0)
        own = pooled[depth, *cell[:depth]]
        standard[cell] = (depth, sum(own) / len(own))
    return standard
