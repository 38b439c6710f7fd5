"""What remains of claimed lines once credits and return messages are taken into account.

A line is left out for the first of these reasons that holds: it only specifies or informs, the insurer rejected it,
or a later message credits it. Of a line awarded in part the amount is what was awarded.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TextIO

import duckdb

from inkoopwijzer.registers.claims_csv import capped
from inkoopwijzer.registers.claims_duck import exact, fill, one
from inkoopwijzer.registers.claims_gate import add
from inkoopwijzer.registers.claims_layout import NAMES
from inkoopwijzer.registers.gds_lines import CREDIT_COLUMNS, DEBIT_COLUMNS, Cells, Lines
from inkoopwijzer.registers.gds_return import COLUMNS as RETURN_COLUMNS
from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text

REASONS: Final = ("specificatie", "informatie", "afgewezen", "gecrediteerd")
"""Why a line was left out."""

_TABLES: Final = {"debet": DEBIT_COLUMNS, "credit": CREDIT_COLUMNS, "retour": RETURN_COLUMNS}
_TYPES: Final = {
    "bestand": "INTEGER",
    "lijn": "BIGINT",
    "bedrag": "DECIMAL(14,2)",
    "toegekend": "DECIMAL(14,2)",
}


class Staging:
    """Rows of messages, pseudonymised, in files of the folder of this run until they are settled."""

    def __init__(self, folder: Path) -> None:
        self._paths = {name: folder / f"{name}.csv" for name in _TABLES}
        self._files: dict[str, TextIO] = {
            name: path.open("w", encoding="ascii", newline="") for name, path in self._paths.items()
        }
        self._writers = {name: csv.writer(file) for name, file in self._files.items()}
        self.lines = 0

    def keep(self, lines: Lines) -> None:
        """Keep the lines of an insured person."""
        self._writers["debet"].writerows(lines.debits)
        self._writers["credit"].writerows(lines.credits)
        self.lines += len(lines.debits)

    def returned(self, row: Cells) -> None:
        """Keep what came back."""
        self._writers["retour"].writerow(row)

    def close(self) -> None:
        """No more rows come."""
        for file in self._files.values():
            file.close()

    def load(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make tables `debet`, `credit` and `retour` of the rows."""
        self.close()
        for name, path in self._paths.items():
            columns = ", ".join(f"'{each}': '{_TYPES.get(each, 'VARCHAR')}'" for each in _TABLES[name])
            con.execute(
                fill(
                    """CREATE TABLE $name AS SELECT * FROM read_csv($file, header = false, auto_detect = false,
                    delim = ',', quote = '"', escape = '"', nullstr = '', columns = {$columns})""",
                    name=name,
                    file=exact(path),
                    columns=columns,
                )
            )
            path.unlink()


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Make table `uitkomst` of the tables of messages: each claimed line with `reden` (NULL: it counts) and `netto`."""
    con.execute(_SETTLE)


def disputes(con: duckdb.DuckDBPyConnection, files: Sequence[str]) -> list[Fault]:
    """What contradicts itself: faults that show a message, or how this program reads it, to be wrong."""
    found: list[Fault] = []
    for code, query, message, hint in _DISPUTES:
        rows = con.execute(query).fetchall()
        same = [
            Fault(f"gds.{code}", message.format(value=v), files[f], line, hint=hint) for f, line, v in rows
        ]
        found += capped(same, same[0].file) if same else []
    return found


def add_settled(con: duckdb.DuckDBPyConnection) -> int:
    """Add the lines that count to the gate's table `ruw`; how many."""
    cells = {name: f"CAST({name} AS VARCHAR)" for name in NAMES if name in DEBIT_COLUMNS}
    cells |= {"bedrag": "CAST(netto AS VARCHAR)", "rij": "lijn"}
    columns = ", ".join(f"{cell} AS {name}" for name, cell in cells.items())
    add(con, fill("SELECT bestand, $columns FROM uitkomst WHERE reden IS NULL", columns=columns))
    return one(con, "SELECT count(*) FROM uitkomst WHERE reden IS NULL")


def left_out(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many lines were left out, by reason."""
    rows = con.execute(
        "SELECT reden, count(*) FROM uitkomst WHERE reden IS NOT NULL GROUP BY reden"
    ).fetchall()
    found = {str(reason): int(count) for reason, count in rows}
    return {reason: found[reason] for reason in REASONS if reason in found}


def settled_counts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """What else is worth knowing: credits without their line, and lines awarded in part."""
    each = ", ".join(f"({query}) AS {name}" for name, query in _COUNTS.items())
    counts = con.execute(fill("SELECT $each", each=each)).fetchone() or ()
    return {name: int(count) for name, count in zip(_COUNTS, counts, strict=True) if count}


_SETTLE = """
CREATE TABLE uitkomst AS
WITH terug AS (
    SELECT bericht, regel, any_value(toegekend) AS toegekend FROM retour WHERE niveau = 'debet' GROUP BY ALL
),
personen AS (SELECT DISTINCT bericht, verzekerde FROM retour WHERE niveau = 'verzekerde'),
berichten AS (SELECT DISTINCT bericht FROM retour WHERE niveau = 'bericht'),
niet_gecrediteerd AS (SELECT DISTINCT bericht, regel FROM retour WHERE niveau = 'credit' AND toegekend = 0),
credits AS (
    SELECT DISTINCT betreft FROM credit
    ANTI JOIN niet_gecrediteerd n ON credit.bericht = n.bericht AND credit.regel = n.regel
),
gewogen AS (
    SELECT debet.*, terug.toegekend,
        berichten.bericht IS NOT NULL OR coalesce(terug.toegekend = 0, personen.verzekerde IS NOT NULL) AS afgewezen,
        credits.betreft IS NOT NULL AS gecrediteerd
    FROM debet
    LEFT JOIN terug ON debet.bericht = terug.bericht AND debet.regel = terug.regel
    LEFT JOIN personen ON debet.bericht = personen.bericht AND debet.verzekerde = personen.verzekerde
    LEFT JOIN berichten ON debet.bericht = berichten.bericht
    LEFT JOIN credits ON debet.regel = credits.betreft
)
SELECT * EXCLUDE (toegekend, afgewezen, gecrediteerd),
    CASE WHEN afgewezen THEN 0 ELSE coalesce(toegekend, bedrag) END AS netto,
    CASE WHEN soort <> 'declaratie' THEN soort WHEN afgewezen THEN 'afgewezen'
        WHEN gecrediteerd THEN 'gecrediteerd' END AS reden
FROM gewogen
"""

_OWN_CREDIT = """
SELECT credit.bestand, credit.lijn, '' FROM credit
SEMI JOIN debet ON credit.bericht = debet.bericht AND credit.betreft = debet.regel ORDER BY ALL
"""
_OTHER_LINE = """
SELECT credit.bestand, credit.lijn, '' FROM credit JOIN debet ON credit.betreft = debet.regel
WHERE credit.verzekerde <> debet.verzekerde OR credit.codelijst <> debet.codelijst
    OR credit.begindatum <> debet.begindatum ORDER BY ALL
"""
_NO_SUCH_LINE = """
SELECT retour.bestand, retour.lijn, '' FROM retour SEMI JOIN debet ON retour.bericht = debet.bericht
ANTI JOIN debet AS d ON retour.bericht = d.bericht AND retour.regel = d.regel WHERE niveau = 'debet' ORDER BY ALL
"""
_AWARDED = """
WITH bedragen AS (
    SELECT bericht, sum(netto) AS alles, coalesce(sum(netto) FILTER (WHERE soort = 'declaratie'), 0) AS declaraties
    FROM uitkomst GROUP BY bericht
),
terug AS (SELECT bericht, regel, any_value(toegekend) AS toegekend FROM retour WHERE niveau = 'credit' GROUP BY ALL),
credits AS (
    SELECT credit.bericht, sum(coalesce(terug.toegekend, credit.bedrag)) AS bedrag FROM credit
    LEFT JOIN terug ON credit.bericht = terug.bericht AND credit.regel = terug.regel GROUP BY credit.bericht
)
SELECT retour.bestand, retour.lijn,
    format('{} / {}', retour.toegekend, coalesce(alles, 0) - coalesce(credits.bedrag, 0)) FROM retour
LEFT JOIN bedragen ON retour.bericht = bedragen.bericht LEFT JOIN credits ON retour.bericht = credits.bericht
WHERE niveau = 'totaal' AND (bedragen.bericht IS NOT NULL OR credits.bericht IS NOT NULL)
    AND retour.toegekend <> coalesce(alles, 0) - coalesce(credits.bedrag, 0)
    AND retour.toegekend <> coalesce(declaraties, 0) - coalesce(credits.bedrag, 0) ORDER BY ALL
"""
_DISPUTES: Final = (
    (
        "own_credit",
        _OWN_CREDIT,
        Text(
            "Deze creditregel trekt een regel van hetzelfde bericht in.",
            "This credits a line of the same message.",
        ),
        Text(
            "Een credit hoort bij een regel van een eerder bericht.",
            "A credit is of a line of an earlier message.",
        ),
    ),
    (
        "other_line",
        _OTHER_LINE,
        Text(
            "Deze creditregel noemt een regel van een andere verzekerde, codelijst of begindatum.",
            "This credits a line of another insured person, code list or day.",
        ),
        Text(
            "Ook de regels waarnaar verwezen wordt moeten uniek zijn voor de declarant; meld dit.",
            "References of lines must be unique for who claims them; report this.",
        ),
    ),
    (
        "no_such_line",
        _NO_SUCH_LINE,
        Text(
            "Dit retourbericht noemt een regel die niet in het declaratiebericht staat.",
            "This return message names a line that is not in the claim message.",
        ),
        Text("Lees het declaratiebericht waar het bij hoort.", "Read the claim message that it belongs to."),
    ),
    (
        "awarded",
        _AWARDED,
        Text(
            "Het toegekende totaal klopt niet met de regels (bericht / regels: {value}).",
            "The total awarded does not agree with the lines (message / lines: {value}).",
        ),
        Text(
            "De terugmeldingen betekenen iets anders dan hier is aangenomen, of er ontbreekt een retourbericht.",
            "The feedback means something else than is assumed here, or a return message is missing.",
        ),
    ),
)
_COUNTS: Final = {
    "creditregels": "SELECT count(*) FROM credit",
    "creditregels_zonder_regel": "SELECT count(*) FROM credit ANTI JOIN debet ON credit.betreft = debet.regel",
    "creditregels_afgewezen": """SELECT count(*) FROM credit SEMI JOIN retour ON credit.bericht = retour.bericht
        AND credit.regel = retour.regel AND niveau = 'credit' AND toegekend = 0""",
    "regels_deels_toegekend": "SELECT count(*) FROM uitkomst WHERE reden IS NULL AND netto <> bedrag",
    "retourberichten_zonder_bericht": """SELECT count(DISTINCT bericht) FROM retour
        ANTI JOIN debet ON retour.bericht = debet.bericht""",
}
