"""Claimed lines in CSV: comma or semicolon, days as 2025-12-31, every wrong line told, none of them half accepted."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from inkoopwijzer.index.engine import Engine
from inkoopwijzer.index.step import DECLARATIES, LINE
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

MOST_FAULTS: Final = 100
"""Reading stops at this many wrong lines: the file is of another kind."""

_SEPARATORS: Final = (";", ",")


def csv_columns(path: Path) -> dict[str, str]:
    """The columns of a CSV file with the type that each will be read as. Raises OSError, ValueError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
    names = next(csv.reader([head], delimiter=_separator(head)), [])
    if len(set(names)) < len(names):
        raise ValueError("a column twice")
    return {name: LINE.get(name, "varchar").upper() for name in names}


def _separator(head: str) -> str:
    return max(_SEPARATORS, key=head.count)


def load_csv(engine: Engine, files: Mapping[Path, Mapping[str, str]], selected: str) -> None:
    """Make the table `declaraties` of these files with their columns. Raises `Faults` with the lines that are wrong."""
    for number, (path, columns) in enumerate(files.items()):
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator = _separator(file.readline())
        relation = engine.connection.read_csv(
            str(path),
            header=True,
            delimiter=separator,
            quotechar='"',
            date_format="%Y-%m-%d",
            columns=dict(columns),
            na_values="",
            auto_detect=False,
            store_rejects=True,
            rejects_limit=MOST_FAULTS,
        ).project(selected)
        if number:
            relation.insert_into(DECLARATIES)
        else:
            relation.create(DECLARATIES)
    wrong = engine.rows(
        "select distinct s.file_path, e.line, e.column_name, e.error_type from reject_errors e "
        "join reject_scans s on e.scan_id = s.scan_id and e.file_id = s.file_id"
    )
    if wrong:
        raise Faults({_wrong(*row) for row in wrong})


def _wrong(file: str, line: int, column: str | None, kind: str) -> Fault:
    """One wrong line. What stands there is not repeated: it is about a person."""
    name = column or ""
    if kind == "CAST" and name in LINE:
        expected = _EXPECTED.get(LINE[name], Text("iets anders", "something else"))
        message = Text(f"Hier hoort {expected.nl}.", f"Expected {expected.en}.")
        return Fault("claims.value", message, file, line, name, _REPAIR)
    message = Text(
        "Deze regel heeft niet evenveel velden als de kop, of een aanhalingsteken dat niet sluit.",
        "This line has not as many fields as the header, or a quote that does not close.",
    )
    return Fault("claims.line", message, file, line, hint=_REPAIR)


_EXPECTED: Final = {
    "date": Text("een dag, zoals 2025-12-31", "a day, such as 2025-12-31"),
    "integer": Text("een geheel getal", "a whole number"),
    "smallint": Text("een geheel getal", "a whole number"),
}
_REPAIR: Final = Text(
    "Verbeter de regel in het bronbestand; er is niets overgenomen.",
    "Mend the line in the source file; nothing was accepted.",
)
