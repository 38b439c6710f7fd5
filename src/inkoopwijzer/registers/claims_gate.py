"""The gate: every claim passes the same checks, whatever file it came from, before anything is written.

Rows are gathered as text in one table on disk, checked by rules in SQL, and written as one Parquet file. All faults
are told together, the first of each kind with file, line and column, the rest counted; a value that could identify
a person is never repeated in a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import duckdb

from inkoopwijzer.facts.place import shown
from inkoopwijzer.registers.claims_csv import MOST_SHOWN, Source, more, rejected
from inkoopwijzer.registers.claims_duck import fill, one, quoted
from inkoopwijzer.registers.claims_layout import COLUMNS, NAMES, ORDER, PERSONS
from inkoopwijzer.registers.claims_persons import REFUSED, bsn_sql, lost_zero_sql
from inkoopwijzer.registers.claims_rules import Rule, day_sql, money_sql, rules
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text


def open_gate(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `ruw`, in which claims are gathered: number of the file, its row, and the columns as text."""
    columns = ", ".join(f"{name} VARCHAR" for name in NAMES)
    con.execute(fill("CREATE TABLE ruw (bestand INTEGER, rij BIGINT, $columns)", columns=columns))


def gather(con: duckdb.DuckDBPyConnection, number: int, source: Source) -> int:
    """Add the rows of a source, as file `number`; the count. Raises `Faults` for lines that cannot be taken apart."""
    try:
        add(con, fill("SELECT $number AS bestand, * FROM ($rows)", number=number, rows=source.sql))
    except _OURS:
        raise
    except duckdb.Error as error:
        message = Text(
            "Het bestand is beschadigd of niet te lezen.", "The file is damaged or cannot be read."
        )
        raise Faults([Fault("claims.damaged", message, source.file)]) from error
    if source.kind == "csv" and (faults := rejected(con, source.file)):
        raise Faults(faults)
    return one(con, fill("SELECT count(*) FROM ruw WHERE bestand = $number", number=number))


def add(con: duckdb.DuckDBPyConnection, rows: str) -> None:
    """Add what a query gives to the table: all its columns, those of persons without a BSN.

    A BSN does not even reach the working file: in its place comes a mark, for which the file is refused.
    """
    safe = ", ".join(
        f"CASE WHEN {bsn_sql(name)} THEN '{REFUSED}' ELSE {name} END AS {name}" for name in PERSONS
    )
    con.execute(fill("INSERT INTO ruw BY NAME SELECT * REPLACE ($safe) FROM ($rows)", safe=safe, rows=rows))


def check(con: duckdb.DuckDBPyConnection, files: Sequence[tuple[str, int]]) -> None:
    """Raise `Faults` for everything that is wrong; `files` are, by number, their names and the lines before row 1."""
    known = rules()
    wrong = [*(rule.wrong for rule in known), *(lost_zero_sql(name)[0] for name in PERSONS)]
    each = ", ".join(f"count(*) FILTER (WHERE {rule})" for rule in wrong)
    counts = con.execute(fill("SELECT $each FROM ruw", each=each)).fetchone() or ()
    faults = [
        fault
        for rule, count in zip(known, counts, strict=False)
        if count
        for fault in _told(con, rule, int(count), files)
    ]
    for name, eight in zip(PERSONS, counts[len(known) :], strict=True):
        faults += _lost_zeros(con, name, files) if eight else ()
    faults += _repeated(con, files)
    if faults:
        raise Faults(faults)


def write(con: duckdb.DuckDBPyConnection, out: Path, persons_are_numbers: bool) -> None:
    """Write all rows, which passed the check, as one Parquet file in the order of the layout."""
    kinds = {column.name: column.sql for column in COLUMNS}
    if persons_are_numbers:
        kinds["verzekerde"] = "BIGINT"
    cells = {name: f"CAST({name} AS {kind})" for name, kind in kinds.items()}
    cells["begindatum"] = day_sql("begindatum")
    cells["bedrag"] = f"CAST({money_sql('bedrag')} AS {kinds['bedrag']})"
    values = ", ".join(f"{cell} AS {name}" for name, cell in cells.items())
    order = ", ".join(cells[name] for name in ORDER)
    query = "COPY (SELECT $values FROM ruw ORDER BY $order) TO $out (FORMAT parquet, COMPRESSION zstd)"
    con.execute(fill(query, values=values, order=order, out=quoted(str(out))))


def _told(
    con: duckdb.DuckDBPyConnection, rule: Rule, count: int, files: Sequence[tuple[str, int]]
) -> Iterator[Fault]:
    query = "SELECT bestand, rij, $column FROM ruw WHERE $wrong ORDER BY bestand, rij LIMIT $most"
    rows = con.execute(fill(query, column=rule.column, wrong=rule.wrong, most=MOST_SHOWN)).fetchall()
    for number, row, value in rows:
        file, before = files[number]
        secret = rule.column in PERSONS or value is None
        message = rule.says if secret else rule.says.format(value=shown(str(value)))
        yield Fault(rule.code, message, file, int(row) + before, rule.column, rule.hint)
    if count > len(rows):
        number, row, _ = rows[-1]
        yield more(rule.code, count - len(rows), files[number][0], int(row) + files[number][1], rule.column)


def _lost_zeros(
    con: duckdb.DuckDBPyConnection, column: str, files: Sequence[tuple[str, int]]
) -> Iterator[Fault]:
    """BSNs of which a spreadsheet dropped the zero: most of the different numbers of eight digits pass the test."""
    query = """SELECT bestand, min(rij), count(DISTINCT $column), count(DISTINCT $column) FILTER (WHERE $passes)
        FROM ruw WHERE $eight GROUP BY bestand ORDER BY bestand"""
    eight, passes = lost_zero_sql(column)
    rows = con.execute(fill(query, column=column, eight=eight, passes=passes)).fetchall()
    for number, row, different, passing in rows:
        if passing * 2 > different:
            file, before = files[number]
            yield Fault("claims.bsn", _LOST_ZERO, file, int(row) + before, column, _REFUSED)


def _repeated(con: duckdb.DuckDBPyConnection, files: Sequence[tuple[str, int]]) -> Iterator[Fault]:
    """References of lines that are there more than once."""
    count = one(con, "SELECT count(*) FROM (SELECT regel FROM ruw GROUP BY regel HAVING count(regel) > 1)")
    if not count:
        return
    rows = con.execute(
        fill(
            """SELECT arg_min(bestand, (bestand, rij)), arg_min(rij, (bestand, rij)), arg_max(bestand, (bestand, rij)),
            arg_max(rij, (bestand, rij)), count(*) FROM ruw WHERE regel IS NOT NULL
            GROUP BY regel HAVING count(*) > 1 ORDER BY 1, 2 LIMIT $most""",
            most=MOST_SHOWN,
        )
    ).fetchall()
    for first, row, last, again, times in rows:
        file, before = files[last]
        where = str(row + before) if first == last else f"{row + files[first][1]} ({files[first][0]})"
        message = Text(
            f"De verwijzing van deze regel komt {times} keer voor, voor het eerst op regel {where}.",
            f"The reference of this line is there {times} times, first on line {where}.",
        )
        yield Fault("claims.repeated", message, file, again + before, "regel", _UNIQUE)
    if count > MOST_SHOWN:
        file, before = files[rows[-1][2]]
        yield more("claims.repeated", count - MOST_SHOWN, file, rows[-1][3] + before, "regel")


_OURS: Final = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
    duckdb.ParserException,
)
"""Errors that are a fault of this program, not of the file."""
_LOST_ZERO = Text(
    "In deze kolom staan burgerservicenummers waarvan de nul vooraan is weggevallen.",
    "This column holds citizen service numbers of which the leading zero was dropped.",
)
_REFUSED = Text(
    "Vervang ze door pseudoniemen voordat u het bestand hierheen brengt.",
    "Replace them by pseudonyms before you bring the file here.",
)
_UNIQUE = Text(
    "Lees elk bestand één keer, en geef elke regel een eigen verwijzing.",
    "Read each file once, and give each line a reference of its own.",
)
