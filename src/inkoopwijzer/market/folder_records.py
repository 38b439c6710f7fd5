"""Reading the records of one cell from a market folder: text into numbers, and every value checked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from duckdb import DuckDBPyConnection

from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Hours, Value
from inkoopwijzer.facts.particulars import YEARS
from inkoopwijzer.facts.place import shown
from inkoopwijzer.facts.typed import CLOSED, DIGITS, LONGEST_TEXT, MOST
from inkoopwijzer.market.folder_faults import SHOWN, Noted
from inkoopwijzer.market.folder_tables import Arrays, day_number, exact_path, fetch, strange_days
from inkoopwijzer.market.records import NOBODY, OPEN_END, OPEN_START, CellRecords
from inkoopwijzer.values.text import Text

WRONG: Final = -2
"""In place of a value that could not be read."""

_FROM: Final = "FROM read_parquet(?, file_row_number=true) AS t"
_HOURS: Final = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES_NO: Final = (
    "(CASE WHEN waarde IS NULL THEN 1 WHEN waarde = 'ja' THEN 2 "
    f"WHEN waarde = 'nee' THEN 0 ELSE {WRONG} END)::TINYINT"
)


def read_cell(
    con: DuckDBPyConnection, file: Path, kind: str, cell: CellKey, rows: int, noted: Noted
) -> CellRecords:
    """The records of one cell, ordered by row and then by which counts first. Notes what is wrong with them.

    `rows` is the number of subjects of this kind.
    """
    fact = catalogue().facts[cell[0]]
    where = [exact_path(file), kind, ".".join(cell)]
    values: tuple[Value, ...] = ()
    join, value = "", _value(fact)
    if not value:
        texts = [text for (text,) in con.execute(_DISTINCT, where).fetchall()]
        read = {text: found for text in texts if (found := _read_value(fact, text)) is not None}
        values = tuple(read.values())
        con.register("woorden", _words(list(read)))
        join, value = "LEFT JOIN woorden ON waarde = tekst", _CODE
    sources = ", ".join(f"'{name}'" for name in catalogue().sources)
    found = fetch(
        con,
        "SELECT file_row_number AS rij, coalesce(nr, -1) AS nr, coalesce(volgorde, -1) AS volgorde, "
        f"{value} AS waarde, {day_number('van', OPEN_START)} AS van, "
        f"{day_number('tot_en_met', OPEN_END)} AS tot_en_met, {day_number('gezien', 0)} AS gezien, "
        "(CASE WHEN bron IS NULL THEN -1 ELSE "
        f"coalesce(enum_code(TRY_CAST(bron AS ENUM({sources}))), -2) END)::TINYINT AS bron "
        f"{_FROM} {join} WHERE soort = ? AND gegeven = ?",
        where,
    )
    if join:
        con.unregister("woorden")
    found = _ordered(found)
    _check(con, file, fact, found, rows, noted)
    return CellRecords(
        found["nr"],
        found["waarde"],
        found["van"],
        found["tot_en_met"],
        found["bron"],
        found["gezien"],
        values,
    )


_DISTINCT: Final = (
    f"SELECT DISTINCT waarde {_FROM} WHERE soort = ? AND gegeven = ? AND waarde IS NOT NULL ORDER BY 1"
)
_CODE: Final = f"(CASE WHEN waarde IS NULL THEN {NOBODY} ELSE coalesce(code, {WRONG}) END)::INTEGER"


def _value(fact: Fact) -> str:
    """How the text of a value becomes a number; "" where the different texts are numbered."""
    if fact.type is FactType.yes_no:
        return _YES_NO
    if fact.type not in (FactType.whole, FactType.decimal):
        return ""
    pattern, most = "[0-9]+", f" AND TRY_CAST(waarde AS DOUBLE) <= {MOST}"
    if fact.type is FactType.decimal:
        pattern, most = r"[0-9]+(\.[0-9]+)?", ""
    return (
        f"(CASE WHEN waarde IS NULL THEN 'NaN'::DOUBLE WHEN regexp_full_match(waarde, '{pattern}') "
        f"AND length(replace(waarde, '.', '')) <= {DIGITS}{most} THEN TRY_CAST(waarde AS DOUBLE) ELSE {WRONG} END)"
    )


def _words(texts: list[str]) -> Arrays:
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return {"tekst": found, "code": np.arange(len(texts), dtype=np.int32)}


def _ordered(found: Arrays) -> Arrays:
    """The rows in order of subject, and of one subject in order of what counts first."""
    nr, order = found["nr"], found["volgorde"]
    if len(nr) > 1:
        later = (nr[1:] > nr[:-1]) | ((nr[1:] == nr[:-1]) & (order[1:] > order[:-1]))
        if not later.all():
            places = np.lexsort((order, nr))
            return {name: column[places] for name, column in found.items()}
    return found


def _check(con: DuckDBPyConnection, file: Path, fact: Fact, found: Arrays, rows: int, noted: Noted) -> None:
    nr, order, where = found["nr"], found["volgorde"], found["rij"]
    noted.rows("no_such_row", _NO_SUCH_ROW, file, where[(nr < 0) | (nr >= rows)].tolist(), "nr")
    noted.rows("missing_value", _NO_ORDER, file, where[order < 0].tolist(), "volgorde")
    twice = np.zeros(len(nr), np.bool_)
    twice[1:] = (nr[1:] == nr[:-1]) & (order[1:] == order[:-1])
    noted.rows("twice", _TWICE, file, where[twice].tolist(), "volgorde")
    wrong = where[found["waarde"] == WRONG]
    for row in wrong[:SHOWN].tolist():
        query = "SELECT waarde FROM read_parquet(?, file_row_number=true) WHERE file_row_number = ?"
        ((text,),) = con.execute(query, [exact_path(file), row]).fetchall()
        message = Text(
            f"'{shown(text)}' kan niet bij '{fact.id}'.", f"'{shown(text)}' is not possible for '{fact.id}'."
        )
        noted.fault("value", message, str(file), row + 1, "waarde", _expected(fact))
    noted.more("value", len(wrong) - SHOWN, file, "waarde")
    noted.rows("source", _SOURCE, file, where[found["bron"] == WRONG].tolist(), "bron")
    for column in ("van", "tot_en_met", "gezien"):
        strange_days(found[column], where, file, column, noted)
    backwards = (found["van"] > found["tot_en_met"]) & (found["tot_en_met"] > 0)
    noted.rows("period", _BACKWARDS, file, where[backwards].tolist(), "tot_en_met")
    if any(dimension.id == "jaar" for dimension in fact.per):
        stated = (found["van"] != OPEN_START) | (found["tot_en_met"] != OPEN_END)
        noted.rows("period_of_year", _OF_A_YEAR, file, where[stated].tolist(), "van")


def _expected(fact: Fact) -> Text:
    words: dict[FactType, Text] = {
        FactType.yes_no: Text("Schrijf ja of nee.", "Write ja or nee."),
        FactType.whole: Text(
            f"Schrijf een heel getal van 0 tot en met {MOST}.", f"Write a whole number from 0 to {MOST}."
        ),
        FactType.decimal: Text(
            f"Schrijf een getal van ten hoogste {DIGITS} cijfers, met een punt voor de decimalen.",
            f"Write a number of at most {DIGITS} digits, with a decimal point.",
        ),
        FactType.hours: Text(
            f"Schrijf 08:30-17:00,18:00-21:00 of {CLOSED}.", f"Write 08:30-17:00,18:00-21:00 or {CLOSED}."
        ),
        FactType.date: Text(
            "Schrijf jaar-maand-dag, zoals 2027-03-31.", "Write year-month-day, as 2027-03-31."
        ),
        FactType.text: Text(
            f"Schrijf een tekst van ten hoogste {LONGEST_TEXT} tekens.",
            f"Write a text of at most {LONGEST_TEXT} characters.",
        ),
    }
    options = ", ".join(list(fact.options)[:12])
    return words.get(fact.type) or Text(f"Kies uit: {options}.", f"Choose from: {options}.")


def _read_value(fact: Fact, text: str) -> Value | None:
    """The value that this text says; None where it says none."""
    if fact.type is FactType.choice:
        return text if text in fact.options else None
    if fact.type is FactType.hours:
        return _read_hours(text)
    if fact.type is FactType.date:
        return _read_day(text)
    return text if text.strip() and len(text) <= LONGEST_TEXT else None


def _read_day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return found if found is not None and YEARS[0] <= found.year <= YEARS[1] else None


def _read_hours(text: str) -> Hours | None:
    if text == CLOSED:
        return ()
    found: list[tuple[int, int]] = []
    for part in text.split(","):
        clock = _HOURS.fullmatch(part)
        if clock is None:
            return None
        h1, m1, h2, m2 = map(int, clock.groups())
        start, end = h1 * 60 + m1, h2 * 60 + m2
        if m1 > 59 or m2 > 59 or start >= end or end > 1440 or (found and start < found[-1][1]):
            return None
        found.append((start, end))
    return tuple(found)


_NO_SUCH_ROW = Text("Het onderwerp met dit nummer is er niet.", "There is no subject with this number.")
_NO_ORDER = Text("Hier hoort een getal vanaf 0.", "Expected a number from 0.")
_TWICE = Text(
    "Deze volgorde staat er voor hetzelfde gegeven twee keer.", "This order is there twice for the same fact."
)
_SOURCE = Text("Deze bron is niet bekend.", "This source is not known.")
_BACKWARDS = Text("De periode eindigt voordat zij begint.", "The period ends before it starts.")
_OF_A_YEAR = Text(
    "Dit feit hoort bij een jaar en heeft geen periode daarnaast.",
    "This fact belongs to a year and has no period besides.",
)
