"""The official index as an input: a file of a user, or the cells `behandelindex.<year>` of a market folder."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb

from inkoopwijzer.index.engine import Engine
from inkoopwijzer.index.figures import Official
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.text import Text

COLUMNS: Final = ("praktijk", "behandelindex", "jaar", "uitgave", "verzekerden")
"""The columns of a file; the first two are needed. `uitgave` is which issue of the year (v1, v2, v3)."""
NEEDED: Final = COLUMNS[:2]
MOST_FAULTS: Final = 100

_AGB: Final = re.compile(r"[0-9]{8}")
_INDEX: Final = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,6})?")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class OfficialIndex:
    """The official index of practices, by AGB code, of one year and one issue ("" when not stated)."""

    year: int
    issue: str
    values: Mapping[str, Official]


def read_official(engine: Engine, path: Path, year: int) -> OfficialIndex:
    """The official index over `year` in a CSV or Parquet file, or in a market folder.

    Raises `Faults`, and nothing else, for what cannot be read, for another year, and for two issues in one file.
    """
    if path.is_dir():
        return OfficialIndex(year, "", _of_market(engine, path, year))
    rows = _rows(engine, path)
    return _Read(path, year).all(rows)


def _rows(engine: Engine, path: Path) -> list[tuple[int | None, dict[str, str]]]:
    """The rows of a file as text, each with its line (None in Parquet)."""
    try:
        if path.suffix == ".parquet":
            relation = engine.connection.read_parquet(str(path))
            names = relation.columns
            text = relation.project(
                ", ".join(f'cast("{n}" as varchar) as "{n}"' for n in names if n in COLUMNS)
            )
            kept = text.columns
            _check_columns(path, names)
            return [(None, dict(zip(kept, map(_text, row), strict=True))) for row in text.fetchall()]
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            separator = max((";", ","), key=head.count)
            names = next(csv.reader([head], delimiter=separator), [])
            _check_columns(path, names)
            lines = csv.reader(file, delimiter=separator, strict=True)
            return [
                (lines.line_num + 1, dict(zip(names, (*row, *[""] * (len(names) - len(row))), strict=False)))
                for row in lines
                if row
            ]
    except (duckdb.Error, OSError, csv.Error, UnicodeDecodeError):
        message = Text("Dit bestand is niet te lezen.", "This file cannot be read.")
        hint = Text("Geef een CSV in UTF-8, of Parquet.", "Give a CSV in UTF-8, or Parquet.")
        raise Faults([Fault("official.unreadable", message, str(path), hint=hint)]) from None


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _check_columns(path: Path, names: Iterable[str]) -> None:
    there = list(names)
    faults = []
    for name in NEEDED:
        if name not in there:
            message = Text(f"De kolom '{name}' ontbreekt.", f"The column '{name}' is missing.")
            hint = near(name, there) or Text(
                f"De kop is: {';'.join(COLUMNS)}.", f"The header is: {';'.join(COLUMNS)}."
            )
            faults.append(Fault("official.column", message, str(path), 1, name, hint))
    if faults:
        raise Faults(faults)


class _Read:
    """The rows of one file, with what is wrong in them."""

    def __init__(self, path: Path, year: int) -> None:
        self.path, self.year = path, year
        self.faults: list[Fault] = []
        self.values: dict[str, Official] = {}
        self.seen: set[str] = set()
        self.issues: set[str] = set()

    def all(self, rows: Iterable[tuple[int | None, Mapping[str, str]]]) -> OfficialIndex:
        for line, row in rows:
            self._row(line, {name: value.strip() for name, value in row.items()})
            if len(self.faults) >= MOST_FAULTS:
                break
        if len(self.issues) > 1 and not self.faults:
            named = ", ".join(sorted(issue or "''" for issue in self.issues))
            message = Text(f"Hier staan meer uitgaven: {named}.", f"There are several issues here: {named}.")
            hint = Text("Geef één uitgave per bestand.", "Give one issue in each file.")
            self.faults.append(Fault("official.issues", message, str(self.path), path="uitgave", hint=hint))
        if self.faults:
            raise Faults(self.faults)
        return OfficialIndex(self.year, next(iter(self.issues), ""), self.values)

    def _row(self, line: int | None, row: Mapping[str, str]) -> None:
        code, index = row["praktijk"], row["behandelindex"]
        persons, year = row.get("verzekerden", ""), row.get("jaar", "")
        if not _AGB.fullmatch(code):
            self._fault(line, "praktijk", _NO_AGB, _AS_TEXT)
        elif code in self.seen:
            said = Text(f"De praktijk {code} staat er twee keer.", f"The practice {code} is there twice.")
            self._fault(line, "praktijk", said, Text("Laat er één staan.", "Keep one of them."))
        if not _INDEX.fullmatch(index):
            self._fault(line, "behandelindex", _NO_INDEX, _AS_INDEX)
        if persons and not _WHOLE.fullmatch(persons):
            self._fault(
                line, "verzekerden", _NO_COUNT, Text("Schrijf bijvoorbeeld 412.", "Write for example 412.")
            )
        if year and year != str(self.year):
            said = Text(
                f"Dit is het jaar {year[:10]}; gevraagd is {self.year}.",
                f"This is {year[:10]}; asked was {self.year}.",
            )
            self._fault(line, "jaar", said, _ONE_YEAR)
        self.seen.add(code)
        self.issues.add(row.get("uitgave", ""))
        if not self.faults:
            value = Decimal(index.replace(",", "."))
            self.values[code] = Official(value, int(persons) if persons else None)

    def _fault(self, line: int | None, column: str, message: Text, hint: Text) -> None:
        self.faults.append(Fault("official.value", message, str(self.path), line, column, hint))


_NO_AGB: Final = Text("Dit is geen AGB-code van acht cijfers.", "This is no AGB code of eight digits.")
_AS_TEXT: Final = Text(
    "Bewaar de code als tekst, met de nul vooraan.", "Keep it as text, with its leading zero."
)
_NO_INDEX: Final = Text("Dit is geen behandelindex.", "This is no treatment index.")
_AS_INDEX: Final = Text(
    "Schrijf zoiets als 105,35, zonder punt voor duizendtallen. Heeft de praktijk geen index, laat de regel dan weg.",
    "Write something like 105.35, without a sign for thousands. If the practice has no index, leave out the line.",
)
_NO_COUNT: Final = Text("Dit is geen aantal.", "This is no count.")
_ONE_YEAR: Final = Text(
    "Jaren worden nooit gemengd: geef een bestand van één jaar.",
    "Years are never mixed: give a file of one year.",
)

_MARKET: Final = """
select s.agb, i.waarde, n.waarde
from read_parquet(?) s
join read_parquet(?) i on i.soort = s.soort and i.nr = s.nr and i.gegeven = ? and i.volgorde = 0
left join read_parquet(?) n on n.soort = s.soort and n.nr = s.nr and n.gegeven = ? and n.volgorde = 0
where s.soort = 'praktijk' and s.agb <> '' and i.waarde is not null
order by s.agb"""


def _of_market(engine: Engine, folder: Path, year: int) -> dict[str, Official]:
    subjects, facts = str(folder / "onderwerpen.parquet"), str(folder / "gegevens.parquet")
    given = [subjects, facts, f"behandelindex.{year}", facts, f"unieke_verzekerden.{year}"]
    try:
        rows = engine.connection.execute(_MARKET, given).fetchall()
    except duckdb.Error:
        message = Text("In deze map staat geen markt.", "There is no market in this folder.")
        hint = Text(
            "Geef een map die 'inkoopwijzer market' schreef, of een bestand.",
            "Give a folder that 'inkoopwijzer market' wrote, or a file.",
        )
        raise Faults([Fault("official.no_market", message, str(folder), hint=hint)]) from None
    return {
        code: Official(Decimal(index), None if persons is None else int(Decimal(persons)))
        for code, index, persons in rows
    }
