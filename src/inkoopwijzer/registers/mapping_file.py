"""A mapping file: how somebody else's file becomes a standard table.

It says per table which of their columns is which of ours, what their words mean, what holds for every row, and how
the file is written. Nothing in it is run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.located import Mapping as MappingNode
from inkoopwijzer.facts.located import Node, Scalar, read_located
from inkoopwijzer.facts.place import Place, choose, shown
from inkoopwijzer.facts.typed import word
from inkoopwijzer.registers.days import DAY_FORMS
from inkoopwijzer.registers.fault_list import renamed
from inkoopwijzer.registers.layout import Table
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

VERSION: Final = "1"
ENCODINGS: Final = {"utf-8": "utf-8-sig", "cp1252": "cp1252"}
"""How a CSV file can be written: the word in a mapping file, and the codec."""
SEPARATORS: Final = (";", ",")
FIELDS: Final = (
    "bestand",
    "blad",
    "codering",
    "scheiding",
    "datums",
    "kolommen",
    "overslaan",
    "waarden",
    "vast",
)


@dataclass(frozen=True)
class TableMapping:
    """How one file becomes one table; without anything it is a file with our own columns.

    `columns` is their header to our column, `skip` their headers that are left out, `values` per column of ours
    their word to ours, `fixed` what holds for every row.
    """

    table: str
    pattern: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    days: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)

    def fits(self, name: str) -> bool:
        """Whether this part of a mapping is for the file of this name."""
        return self.pattern is None or fnmatchcase(name.casefold(), self.pattern.casefold())


@dataclass(frozen=True)
class MappingFile:
    """A mapping file as it was read, with its text, so that a delivery can keep what was used."""

    name: str
    text: str
    tables: tuple[TableMapping, ...]

    @property
    def sha256(self) -> str:
        """The hash of the text of the file."""
        return sha256(self.text.encode()).hexdigest()


def read_mapping(path: Path) -> MappingFile:
    """The mapping in a file. Raises `Faults` with everything that is wrong in it."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        why = str(getattr(error, "strerror", None) or error)
        message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
        hint = Text("Controleer de naam en de map.", "Check the name and the folder.")
        raise Faults([Fault("file.unreadable", message, str(path), hint=hint)]) from None
    return parse_mapping(data, str(path))


def parse_mapping(data: bytes, file: str) -> MappingFile:
    """The mapping in `data`. Raises `Faults` with everything that is wrong in it."""
    at = Place(file)
    try:
        root = read_located(data, file)
        tables = _tables(root, at)
        at.finish()
    except Faults as refused:
        noted = [f if f.code.startswith(("file.", "yaml.", "json.")) else None for f in refused.faults]
        kept = [f for f in noted if f is not None]
        dossier = [f for f in refused.faults if f not in kept]
        raise Faults([*kept, *renamed(dossier, "mapping", file)]) from None
    return MappingFile(Path(file).name, data.decode("utf-8-sig"), tables)


def _tables(root: Node, at: Place) -> tuple[TableMapping, ...]:
    found: list[TableMapping] = []
    for key, node, place in at.fields(root):
        if key.text == "afbeelding":
            if place.text(node) not in (None, VERSION):
                message = Text("Alleen versie 1 is bekend.", "Only version 1 is known.")
                place.fault(
                    "version", node, message, Text('Schrijf afbeelding: "1".', 'Write afbeelding: "1".')
                )
        elif key.text == "tabellen":
            for name, entry, inside in place.fields(node):
                if word(name.text, layouts(), name, inside, "table") in layouts():
                    found.append(_table(layouts()[name.text], entry, inside))
        else:
            _unknown(key, ("afbeelding", "tabellen"), place)
    if isinstance(root, MappingNode):
        for needed in ("afbeelding", "tabellen"):
            if root.entries and root.get(needed) is None:
                message = Text(f"Het veld '{needed}' ontbreekt.", f"The field '{needed}' is missing.")
                at.fault("missing_field", root, message, Text("Voeg het toe.", "Add it."))
    return tuple(found)


def _table(table: Table, node: Node, at: Place) -> TableMapping:
    fields = {key.text: (key, entry, place) for key, entry, place in at.fields(node)}
    for key, _, place in fields.values():
        if key.text not in FIELDS:
            _unknown(key, FIELDS, place)

    def one(name: str, known: tuple[str, ...] | None = None) -> str | None:
        if name not in fields:
            return None
        _, entry, place = fields[name]
        text = place.text(entry)
        return text if text is None or known is None else word(text, known, entry, place, "choice")

    columns = _columns(table, *fields["kolommen"][1:]) if "kolommen" in fields else {}
    fixed = _fixed(table, *fields["vast"][1:]) if "vast" in fields else {}
    for name in sorted(set(fixed) & set(columns.values())):
        _, entry, place = fields["vast"]
        message = Text(
            f"'{name}' komt ook uit een kolom van het bestand.",
            f"'{name}' also comes from a column of the file.",
        )
        place.fault("twice", entry, message, Text("Laat er een staan.", "Keep one of them."))
    return TableMapping(
        table=table.id,
        pattern=one("bestand"),
        sheet=one("blad"),
        encoding=one("codering", tuple(ENCODINGS)),
        separator=one("scheiding", SEPARATORS),
        days=one("datums", tuple(DAY_FORMS)),
        columns=columns,
        skip=_skipped(*fields["overslaan"][1:]) if "overslaan" in fields else (),
        values=_values(table, *fields["waarden"][1:]) if "waarden" in fields else {},
        fixed=fixed,
    )


def _columns(table: Table, node: Node, at: Place) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, entry, place in at.fields(node):
        ours = place.text(entry)
        if ours is None:
            continue
        if table.column(ours) is None:
            _no_column(ours, table, entry, place)
        elif ours in found.values():
            message = Text(f"'{ours}' staat er twee keer.", f"'{ours}' is there twice.")
            place.fault("twice", entry, message, Text("Laat er een staan.", "Keep one of them."))
        found[key.text] = ours
    return found


def _fixed(table: Table, node: Node, at: Place) -> dict[str, str]:
    found = {}
    for key, entry, place in at.fields(node):
        text = place.text(entry)
        if table.column(key.text) is None:
            _no_column(key.text, table, key, place)
        found[key.text] = text or ""
    return found


def _values(table: Table, node: Node, at: Place) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, entry, place in at.fields(node):
        if table.column(key.text) is None:
            _no_column(key.text, table, key, place)
        found[key.text] = {}
        for theirs, ours, inside in place.fields(entry):
            if isinstance(ours, Scalar) and not ours.text and ours.quoted:
                found[key.text][theirs.text] = ""
            elif (text := inside.text(ours)) is not None:
                found[key.text][theirs.text] = text
    return found


def _skipped(node: Node, at: Place) -> tuple[str, ...]:
    return tuple(text for item, place in at.items(node) if (text := place.text(item)) is not None)


def _no_column(name: str, table: Table, node: Node, at: Place) -> None:
    message = Text(
        f"De tabel {table.id} heeft geen kolom '{shown(name)}'.",
        f"The table {table.id} has no column '{shown(name)}'.",
    )
    at.fault("column", node, message, choose(name, table.names()) or see_layout(table))


def see_layout(table: Table) -> Text:
    """Where the columns of a table are described."""
    return Text(
        f"Zie 'inkoopwijzer register layout {table.id}'.", f"See 'inkoopwijzer register layout {table.id}'."
    )


def _unknown(key: Scalar, allowed: tuple[str, ...], at: Place) -> None:
    name = shown(key.text)
    message = Text(f"Het veld '{name}' is hier niet bekend.", f"The field '{name}' is not known here.")
    at.fault("unknown_field", key, message, choose(key.text, allowed))
