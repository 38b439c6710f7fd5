"""From claims to the approximation of the index: the steps run on DuckDB, and what they made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from inkoopwijzer.index.claims import Claims, open_claims
from inkoopwijzer.index.engine import Engine
from inkoopwijzer.index.method import Method
from inkoopwijzer.index.steps import steps, tally
from inkoopwijzer.index.steps_practices import contributions
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

_AGB: Final = re.compile(r"[0-9]{8}")
_LISTED: Final = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """Lines read, and of those that do not count the first reason why not."""

    lines: int
    other_list: int
    other_performance: int
    incomplete: int
    other_year: int
    counted: int
    odd_age: int
    odd_sex: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What was counted over all practices, and the cells of the standard.

    `pooled_cells` of the `leaf_cells` were too small to stand alone; `rest_trajectories` are in the last pool.
    """

    practices: int
    trajectories: int
    treatments: int
    lines: int
    leaf_cells: int
    pooled_cells: int
    rest_trajectories: int


@dataclass
class Computation:
    """The tables of the steps, for as long as the engine is open."""

    engine: Engine
    claims: Claims
    method: Method
    year: int
    _made: set[str] = field(default_factory=set)

    def totals(self) -> Totals:
        """What was counted over all practices."""
        sums = self.engine.rows(
            "select count(*), cast(coalesce(sum(trajecten), 0) as bigint), "
            "cast(coalesce(sum(behandelingen), 0) as bigint), cast(coalesce(sum(regels), 0) as bigint) "
            "from praktijksommen"
        )[0]
        cells = self.engine.rows(
            "select count(*), count(*) filter (niveau < 4), "
            "cast(coalesce(sum(trajecten) filter (niveau = 0), 0) as bigint) from standaard"
        )[0]
        return Totals(*sums, *cells)

    def contributions(self) -> str:
        """The name of the table of contributions per practice and finest cell, made when first asked for."""
        step = contributions()
        if step.makes not in self._made:
            self.engine.run([step])
            self._made.add(step.makes)
        return step.makes


def compute(engine: Engine, files: Iterable[Path], method: Method, year: int) -> Computation:
    """Run the steps over the claims in these files.

    Raises `Faults` when a file cannot be read or lacks columns, when no line counts, or when the practice of a
    line that counts is no AGB code.
    """
    claims = open_claims(engine, files)
    if method.diagnosis_groups is not None:
        load_groups(engine, method.diagnosis_groups)
    engine.run(steps(method, year))
    found = Computation(engine, claims, method, year)
    _check_practices(found)
    return found


def load_groups(engine: Engine, groups: Mapping[str, str]) -> None:
    """Make the table `diagnosegroepen`."""
    engine.connection.execute("create or replace table diagnosegroepen (diagnose varchar, groep varchar)")
    if groups:
        engine.connection.executemany("insert into diagnosegroepen values (?, ?)", list(groups.items()))


def count_lines(engine: Engine, method: Method, year: int) -> Tally:
    """How many lines of `declaraties` count, and why the others do not. Reads all lines once more."""
    step = tally(method, year)
    engine.run([step])
    row = engine.rows(
        "select regels, andere_lijst, andere_prestatie, onvolledig, ander_jaar, meegeteld, vreemde_leeftijd, "
        "vreemd_geslacht from telling"
    )[0]
    return Tally(*(int(value or 0) for value in row))


def _check_practices(found: Computation) -> None:
    practices = [
        str(row[0]) for row in found.engine.rows("select praktijk from praktijksommen order by praktijk")
    ]
    where = str(found.claims.files[0].parent if len(found.claims.files) > 1 else found.claims.files[0])
    if not practices:
        code_list, year = found.method.code_list, found.year
        message = Text(
            f"Geen enkele regel telt mee: geen is van lijst {code_list}, met een prestatie die meetelt, in {year}.",
            f"No line counts: none is of list {code_list}, with a performance that counts, in {year}.",
        )
        hint = Text(
            "Controleer het jaar (--year) en de codelijst in het bestand met parameters (--params).",
            "Check the year (--year) and the code list in the file with parameters (--params).",
        )
        raise Faults([Fault("claims.nothing_counts", message, where, hint=hint)])
    odd = [code for code in practices if not _AGB.fullmatch(code)]
    if odd:
        some = ", ".join(repr(code[:20]) for code in odd[:_LISTED])
        message = Text(
            f"{len(odd)} praktijken hebben geen AGB-code van acht cijfers: {some}.",
            f"{len(odd)} practices have no AGB code of eight digits: {some}.",
        )
        hint = Text(
            "Bewaar de code als tekst, met de nul vooraan.", "Keep the code as text, with its leading zero."
        )
        raise Faults([Fault("claims.agb", message, where, path="praktijk", hint=hint)])
