"""What may be made public of a result: groups of practices, or the national standard, and percentiles."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from inkoopwijzer.index.disclosure import Decision, Key, Place, Released, Rule, Unit, decide
from inkoopwijzer.index.engine import Engine
from inkoopwijzer.index.explain import part_name
from inkoopwijzer.index.folder import CONTRIBUTIONS, Result
from inkoopwijzer.index.percentiles import Norm, PercentileMethod, Population, norm
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

CELLS: Final = ("diagnose", "leeftijd")
"""The division when no groups are given: the country by diagnosis group, and that by age band."""

_AGB: Final = re.compile(r"[0-9]{8}")


@dataclass(frozen=True)
class Groups:
    """A division of practices: the names of its levels, coarse to fine, and of each practice its place."""

    levels: tuple[str, ...]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Row:
    """A published group: counts rounded, and the index and mean that follow from those rounded counts (None from 0)."""

    place: Place
    practices: int
    persons: int
    treatments: int
    index: int | None
    mean: Decimal | None


@dataclass(frozen=True)
class Publication:
    """What is public: rows, how many groups are kept back, and percentiles (none over too few practices)."""

    levels: tuple[str, ...]
    rows: tuple[Row, ...]
    kept: int
    norms: tuple[Norm, ...]
    population: int
    decision: Decision


def publish(
    result: Result,
    engine: Engine,
    rule: Rule,
    *,
    groups: Groups | None = None,
    earlier: Sequence[Released] = (),
    percents: Sequence[Decimal] = (),
    of: Population | None = None,
    method: PercentileMethod = PercentileMethod.nearest_rank,
) -> Publication:
    """Decide and round. Without `groups` the national standard is published, by diagnosis group and age band.

    `earlier` holds the publications of the same year and division; percentiles are those of the population `of`.
    """
    units = cell_units(result, engine) if groups is None else group_units(result, groups)
    decision = decide(units, rule, earlier)
    rows = tuple(_row(place, decision.groups[place], rule) for place in sorted(decision.published))
    enough = of is not None and len(of) >= rule.least_for_percentiles
    norms = tuple(norm(of, percent, method) for percent in percents) if of is not None and enough else ()
    levels = CELLS if groups is None else groups.levels
    kept = len(decision.groups) - len(rows)
    return Publication(
        levels, rows, kept, norms, rule.rounded(len(of)) if of is not None and enough else 0, decision
    )


def _row(place: Place, units: Sequence[Unit], rule: Rule) -> Row:
    persons, treatments, expected = (
        rule.rounded(sum(values))
        for values in ([u.persons for u in units], [u.treatments for u in units], [u.expected for u in units])
    )
    practices = rule.rounded(len({unit.practice for unit in units}))
    index = (200 * treatments + expected) // (2 * expected) if expected else None
    mean = (Decimal(treatments) / Decimal(persons)).quantize(Decimal("0.1")) if persons else None
    return Row(place, practices, persons, treatments, index, mean)


def group_units(result: Result, groups: Groups) -> list[Unit]:
    """A unit for each practice with own figures; one that no group names counts for the country only."""
    return [
        Unit(
            (f.practice,), groups.places.get(f.practice, ()), f.own.persons, f.own.treatments, f.own.expected
        )
        for f in result.figures
        if f.own is not None
    ]


def cell_units(result: Result, engine: Engine) -> list[Unit]:
    """A unit for each practice in each diagnosis group and age band; its persons are trajectories."""
    rows = engine.connection.execute(
        "select praktijk, groep, band, cast(sum(trajecten) as bigint), cast(sum(behandelingen) as bigint), "
        "sum(verwacht) from read_parquet(?) group by praktijk, groep, band order by praktijk, groep, band",
        [str(result.folder / CONTRIBUTIONS)],
    ).fetchall()
    found: dict[Key, Unit] = {}
    for code, group, band, n, o, e in rows:
        place = tuple(
            part_name(result.method, trait, key).nl
            for trait, key in (("diagnose", group), ("leeftijd", band))
        )
        unit = Unit((code, *place), place, n, o, e)
        same = found.get(unit.key)  # two groups may go by one name
        if same is not None:
            unit = replace(
                unit, persons=n + same.persons, treatments=o + same.treatments, expected=e + same.expected
            )
        found[unit.key] = unit
    return list(found.values())


def read_groups_of_practices(path: Path) -> Groups:
    """A division from a CSV file: the column praktijk, and one for each level, coarse to fine. Raises `Faults`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            separator = max((";", ","), key=head.count)
            names = next(csv.reader([head], delimiter=separator), [])
            rows = [
                (n, row) for n, row in enumerate(csv.reader(file, delimiter=separator, strict=True), 2) if row
            ]
    except (OSError, csv.Error, UnicodeDecodeError):
        message = Text("Dit bestand is niet te lezen.", "This file cannot be read.")
        raise Faults([Fault("groups.unreadable", message, str(path), hint=_LIKE)]) from None
    if len(names) < 2 or names[0] != "praktijk" or not all(names) or len(set(names)) < len(names):
        message = Text(
            "De kop is niet praktijk en daarna de niveaus.", "The header is not praktijk and then the levels."
        )
        raise Faults([Fault("groups.header", message, str(path), 1, hint=_LIKE)])
    places: dict[str, Place] = {}
    faults = []
    for line, row in rows:
        code, *place = (value.strip() for value in row)
        if not _AGB.fullmatch(code) or len(row) != len(names) or not all(place):
            message = Text(
                "Hier hoort een AGB-code met op elk niveau een groep.",
                "Expected an AGB code with a group on each level.",
            )
            faults.append(Fault("groups.row", message, str(path), line, hint=_LIKE))
        elif code in places:
            message = Text(f"De praktijk {code} staat er twee keer.", f"The practice {code} is there twice.")
            faults.append(Fault("groups.twice", message, str(path), line, hint=_LIKE))
        else:
            places[code] = tuple(place)
    if faults:
        raise Faults(faults)
    return Groups(tuple(names[1:]), places)


_LIKE: Final = Text(
    "Bijvoorbeeld: praktijk;regio;plaats, en dan 04990001;zuid;stad.",
    "For example: praktijk;regio;plaats, and then 04990001;zuid;stad.",
)
