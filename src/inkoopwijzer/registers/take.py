"""A file taken in: opened by its kind, read, checked cell by cell and row by row."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path
from typing import Final

from inkoopwijzer.registers.check_columns import Checked, check_columns
from inkoopwijzer.registers.check_rows import check_rows
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.layout import Table
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.mapping_file import MappingFile, TableMapping
from inkoopwijzer.registers.opened import Opened
from inkoopwijzer.registers.plan import gather, is_known, plan_columns
from inkoopwijzer.registers.read_csv import open_csv
from inkoopwijzer.registers.read_parquet import open_parquet
from inkoopwijzer.registers.read_xlsx import open_xlsx
from inkoopwijzer.values.fault import near
from inkoopwijzer.values.text import Text

CSV: Final = (".csv", ".txt")
XLSX: Final = (".xlsx",)
PARQUET: Final = (".parquet",)


def take_file(path: Path, table: Table, mapping: TableMapping, faults: FaultList) -> Checked | None:
    """The rows of a file as a checked table; None, with faults, when anything is wrong with it."""
    opened = _open(path, table, mapping, faults)
    if opened is None or faults:
        return None
    planned = plan_columns(opened, table, mapping, faults)
    columns_are_known = not faults
    made = check_columns(gather(opened, planned, faults), table, mapping, faults)
    if columns_are_known:
        check_rows(made, faults)
    if not faults and not len(made):
        message = Text("Onder de kolomnamen staat geen enkele rij.", "There is not one row below the header.")
        hint = Text("Kies het bestand met de gegevens.", "Choose the file that holds the data.")
        faults.add("empty", message, hint=hint)
    return None if faults else made


def _open(path: Path, table: Table, mapping: TableMapping, faults: FaultList) -> Opened | None:
    suffix = path.suffix.lower()
    if suffix in PARQUET:
        return open_parquet(path, faults)
    if suffix in XLSX:
        return open_xlsx(path, mapping.sheet, faults)
    if suffix in CSV:
        return open_csv(
            path,
            mapping.encoding,
            mapping.separator,
            lambda name: is_known(name, table, mapping),
            faults,
        )
    message = Text(
        f"Bestanden met de naam '{path.suffix or path.name}' worden niet gelezen.",
        f"Files named '{path.suffix or path.name}' are not read.",
    )
    hint = Text(
        "Bewaar het als .csv, .xlsx of .parquet, of geef een dossier (.yaml, .json).",
        "Save it as .csv, .xlsx or .parquet, or give a dossier (.yaml, .json).",
    )
    faults.add("kind_of_file", message, hint=hint)
    return None


def mappings_for(
    path: Path, named: str | None, mapping: MappingFile | None, faults: FaultList
) -> list[TableMapping]:
    """Which tables a file becomes: as a mapping says, as the caller named, or by the name of the file."""
    if mapping is not None:
        found = [m for m in mapping.tables if m.fits(path.name) and named in (None, m.table)]
        if not found:
            message = Text(
                f"De afbeelding {mapping.name} zegt niets over dit bestand.",
                f"The mapping {mapping.name} says nothing of this file.",
            )
            hint = Text("Zie het veld 'bestand' in de afbeelding.", "See the field 'bestand' in the mapping.")
            faults.add("no_mapping", message, hint=hint)
        return found
    table = named or table_of_name(path.name)
    if table in layouts():
        return [TableMapping(table or "")]
    names = ", ".join(layouts())
    message = (
        Text(f"De tabel '{named}' is niet bekend.", f"The table '{named}' is not known.")
        if named
        else Text(
            "Uit de naam van het bestand blijkt niet welke tabel dit is.",
            "The name of the file does not tell which table this is.",
        )
    )
    meant = near(named, layouts()) if named else None
    listed = Text(f"Kies met --table uit: {names}.", f"Choose with --table from: {names}.")
    hint = listed if meant is None else Text(f"{meant.nl} {listed.nl}", f"{meant.en} {listed.en}")
    faults.add("table", message, hint=hint)
    return []


def table_of_name(name: str) -> str | None:
    """The table that a file name begins with (`therapeuten-2026.csv`), the longest if there are several."""
    stem = name.casefold()
    fits = [t for t in layouts() if stem.startswith(t) and not stem[len(t) : len(t) + 1].isalpha()]
    return max(fits, key=len, default=None)


def sha256_of_file(path: Path) -> str:
    """The sha256 of the bytes of a file, in hex. Raises `OSError`."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
