"""The postcodes that exist: a CSV file with a column `pc4`, such as open data offers."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Final

from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

COLUMN: Final = "pc4"
_CODE: Final = re.compile(r"[1-9][0-9]{3}")


def read_postcodes(path: Path) -> frozenset[str]:
    """The four digits of every postcode in the file. Raises `Faults` when it holds anything else."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        why = str(getattr(error, "strerror", None) or "UTF-8")
        message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
        hint = Text("Controleer de naam en de codering.", "Check the name and the encoding.")
        raise Faults([Fault("postcodes.unreadable", message, str(path), hint=hint)]) from None
    lines = text.splitlines()
    separator = ";" if lines and ";" in lines[0] else ","
    reader = csv.DictReader(lines, delimiter=separator)
    if COLUMN not in (reader.fieldnames or ()):
        message = Text(f"De kolom '{COLUMN}' ontbreekt.", f"The column '{COLUMN}' is missing.")
        hint = Text(
            "Zet de namen van de kolommen in de eerste regel.",
            "Put the names of the columns in the first line.",
        )
        raise Faults([Fault("postcodes.column", message, str(path), 1, COLUMN, hint)])
    codes: set[str] = set()
    faults: list[Fault] = []
    for row in reader:
        code = row[COLUMN] or ""
        if _CODE.fullmatch(code):
            codes.add(code)
        elif len(faults) < 20:
            message = Text(
                f"'{code}' is geen postcode van vier cijfers.", f"'{code}' is no postcode of four digits."
            )
            faults.append(Fault("postcodes.code", message, str(path), reader.line_num, COLUMN, _FOUR_DIGITS))
    if faults:
        raise Faults(faults)
    return frozenset(codes)


_FOUR_DIGITS = Text("Schrijf bijvoorbeeld 1012.", "Write for example 1012.")
