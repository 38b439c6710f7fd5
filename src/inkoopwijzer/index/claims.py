"""The files of claimed lines that the index is made from: found, and seen to have the columns that the steps read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from inkoopwijzer.index.claims_csv import csv_columns, load_csv
from inkoopwijzer.index.engine import Engine
from inkoopwijzer.index.step import DECLARATIES, LINE
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.text import Text

OPTIONAL: Final = ("diagnose", "leeftijd", "geslacht", "ses")
"""Columns that a file may lack: then nobody's is known, and the output says so."""
KINDS: Final = (".parquet", ".csv")

_WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_UNSIGNED: Final = ("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")
_NUMBER: Final = (*_WHOLE, *_UNSIGNED)
_FITS: Final[Mapping[str, tuple[str, ...]]] = {
    "varchar": ("VARCHAR",),
    "date": ("DATE", "TIMESTAMP"),
    "integer": _NUMBER,
    "smallint": _NUMBER,
}
_SAID: Final = {
    "varchar": Text("tekst", "text"),
    "date": Text("een datum", "a date"),
    "integer": Text("een geheel getal", "a whole number"),
    "smallint": Text("een geheel getal", "a whole number"),
}
_CHECK_NAME: Final = Text("Controleer de naam en de map.", "Check the name and the folder.")
_WHICH: Final = Text("Geef .parquet- of .csv-bestanden.", "Give .parquet or .csv files.")


@dataclass(frozen=True)
class Claims:
    """Files of claimed lines, all Parquet or all CSV; `lacking` names the optional columns that they lack."""

    files: tuple[Path, ...]
    lacking: tuple[str, ...]


def find_files(given: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and of a folder those in it, in order of name. Raises `Faults` for what is not there."""
    found: list[Path] = []
    faults = []
    for path in given:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in KINDS)
            if not inside:
                message = Text("In deze map staan geen declaraties.", "There are no claims in this folder.")
                faults.append(Fault("claims.none", message, str(path), hint=_WHICH))
            found += inside
        elif not path.exists():
            message = Text("Dit bestand is er niet.", "There is no such file.")
            faults.append(Fault("claims.missing", message, str(path), hint=_CHECK_NAME))
        elif path.suffix not in KINDS:
            message = Text("Dit is geen Parquet- of CSV-bestand.", "This is no Parquet or CSV file.")
            faults.append(Fault("claims.kind", message, str(path), hint=_WHICH))
        else:
            found.append(path)
    faults += _mixed_or_twice(found)
    if faults:
        raise Faults(faults)
    return tuple(found)


def _mixed_or_twice(found: Sequence[Path]) -> list[Fault]:
    faults = []
    if len({path.suffix for path in found}) > 1:
        message = Text("Hier staan Parquet en CSV door elkaar.", "Parquet and CSV are mixed here.")
        hint = Text("Geef bestanden van één soort.", "Give files of one kind.")
        faults.append(Fault("claims.mixed", message, str(found[0]), hint=hint))
    real = [path.resolve() for path in found]
    for path in sorted({p for p in real if real.count(p) > 1}) if len(set(real)) < len(real) else ():
        message = Text("Dit bestand is meer dan één keer genoemd.", "This file is named more than once.")
        hint = Text("Elke regel telt één keer: noem het één keer.", "Each line counts once: name it once.")
        faults.append(Fault("claims.twice", message, str(path), hint=hint))
    return faults


def open_claims(engine: Engine, given: Iterable[Path]) -> Claims:
    """Make `declaraties` of these files. Raises `Faults` for files that cannot be read, or lack columns."""
    files = find_files(given)
    columns: dict[Path, dict[str, str]] = {}
    faults: list[Fault] = []
    for path in files:
        try:
            columns[path] = csv_columns(path) if path.suffix == ".csv" else _parquet_columns(engine, path)
        except (duckdb.Error, OSError, ValueError):
            message = Text("Dit bestand is niet te lezen.", "This file cannot be read.")
            hint = Text("Is het heel, en van deze soort?", "Is it whole, and of this kind?")
            faults.append(Fault("claims.unreadable", message, str(path), hint=hint))
        else:
            faults += _wrong_columns(path, columns[path])
    faults = faults or _unlike(columns)
    if faults:
        raise Faults(faults)
    there = next(iter(columns.values()))
    if files[0].suffix == ".csv":
        load_csv(engine, columns, _selected(there))
    else:
        relation = engine.connection.read_parquet([str(path) for path in files])
        relation.project(_selected(there)).create_view(DECLARATIES)
    return Claims(files, tuple(name for name in OPTIONAL if name not in there))


def _parquet_columns(engine: Engine, path: Path) -> dict[str, str]:
    relation = engine.connection.read_parquet(str(path))
    return dict(zip(relation.columns, map(str, relation.types), strict=True))


def _selected(there: Mapping[str, str]) -> str:
    """The columns of a line; those that are not there as unknown."""
    named = (name if name in there else f"cast(null as {kind}) as {name}" for name, kind in LINE.items())
    return ", ".join(named)


def _wrong_columns(path: Path, there: Mapping[str, str]) -> list[Fault]:
    faults = []
    for name, kind in LINE.items():
        if name not in there:
            if name not in OPTIONAL:
                message = Text(f"De kolom '{name}' ontbreekt.", f"The column '{name}' is missing.")
                hint = near(name, there) or Text(
                    "Zie docs/behandelindex.md voor de kolommen.",
                    "See docs/behandelindex.md for the columns.",
                )
                faults.append(Fault("claims.column", message, str(path), path=name, hint=hint))
            continue
        fits = (*_NUMBER, "VARCHAR") if name == "verzekerde" else _FITS[kind]
        if there[name] not in fits:
            said = _SAID[kind]
            message = Text(
                f"Hier hoort {said.nl}; de kolom is {there[name]}.",
                f"Expected {said.en}; the column is {there[name]}.",
            )
            faults.append(Fault("claims.type", message, str(path), path=name, hint=_AS_TEXT.get(name)))
    return faults


_AS_TEXT: Final = {
    "praktijk": Text(
        "Een AGB-code is tekst van acht cijfers: een getal verliest de nul vooraan.",
        "An AGB code is text of eight digits: a number loses the zero in front.",
    )
}


def _unlike(columns: Mapping[Path, Mapping[str, str]]) -> list[Fault]:
    """Files of which one lacks a column that another has, or has persons of another type."""
    first, there = next(iter(columns.items()))
    faults = []
    for path, others in columns.items():
        for name in LINE:
            if (name in there) != (name in others):
                message = Text(
                    f"Niet alle bestanden hebben de kolom '{name}'.",
                    f"Not all files have the column '{name}'.",
                )
                faults.append(Fault("claims.unlike", message, str(path), path=name, hint=_LIKE))
        texts = "VARCHAR" in (there.get("verzekerde"), others.get("verzekerde"))
        if texts and there.get("verzekerde") != others.get("verzekerde"):
            message = Text(
                f"Het pseudoniem is hier {others['verzekerde']}, maar {there['verzekerde']} in {first.name}.",
                f"The pseudonym is {others['verzekerde']} here, but {there['verzekerde']} in {first.name}.",
            )
            faults.append(Fault("claims.unlike", message, str(path), path="verzekerde", hint=_LIKE))
    return faults


_LIKE: Final = Text(
    "Maak de bestanden gelijk: dezelfde persoon moet overal hetzelfde pseudoniem hebben.",
    "Make the files alike: the same person must have the same pseudonym everywhere.",
)
