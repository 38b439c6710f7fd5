"""What an XLSX file is made of, looked at before it is read: sizes, sheets, and what a reader would overlook."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.opened import check_size
from inkoopwijzer.values.text import Text

MOST_UNPACKED: Final = 100_000_000
MOST_PARTS: Final = 2_000
BROKEN: Final = (
    BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)
"""What a damaged file makes the readers of ZIP, XML and sheets raise."""

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_OLE: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the part of the file that holds it, and whether people see it."""

    name: str
    part: str
    visible: bool


def check_parts(path: Path, faults: FaultList) -> bool:
    """Whether the file is a ZIP that stays within bounds when unpacked. Nothing is unpacked yet."""
    if not check_size(path.stat().st_size, faults):
        return False
    with path.open("rb") as file:
        if file.read(4) == _OLE:
            message = Text(
                "Dit is een oud Excel-bestand (.xls), of het is met een wachtwoord beveiligd.",
                "This is an old Excel file (.xls), or it is protected with a password.",
            )
            hint = Text("Bewaar het als .xlsx zonder wachtwoord.", "Save it as .xlsx without a password.")
            faults.add("old_excel", message, hint=hint)
            return False
    with ZipFile(path) as whole:
        parts = whole.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or size > MOST_UNPACKED:
            message = Text(
                f"Uitgepakt is dit bestand {size // 1_000_000} MB in {len(parts)} delen; ten hoogste "
                f"{MOST_UNPACKED // 1_000_000} MB in {MOST_PARTS} delen is toegestaan.",
                f"Unpacked this file is {size // 1_000_000} MB in {len(parts)} parts; at most "
                f"{MOST_UNPACKED // 1_000_000} MB in {MOST_PARTS} parts is allowed.",
            )
            faults.add("unpacked_size", message, hint=Text("Splits het bestand.", "Split the file."))
            return False
    return True


def sheets_of(path: Path) -> list[Sheet]:
    """The sheets in their order. Raises one of `BROKEN`."""
    with ZipFile(path) as whole:
        with whole.open(_RELATIONS) as file:
            targets = {e.get("Id"): e.get("Target", "") for e in _elements(file, "Relationship")}
        with whole.open(_WORKBOOK) as file:
            found = [(e.get("name", ""), e.get("state"), _relation(e)) for e in _elements(file, "sheet")]
    return [
        Sheet(name, _part(targets[relation]), state in (None, "visible")) for name, state, relation in found
    ]


def _relation(element: Element) -> str | None:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), None)


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def check_sheet(path: Path, sheet: Sheet, faults: FaultList) -> list[tuple[int, int]]:
    """Note hidden rows and merged cells: a reader shows them as if nothing were the matter.

    Returns the first and last number of each range of hidden columns; those may lie outside the table.
    """
    columns = []
    with ZipFile(path) as whole, whole.open(sheet.part) as file:
        for element in _elements(file, "col", "row", "mergeCell"):
            tag, hidden = _tag(element), element.get("hidden") in ("1", "true")
            if tag == "mergeCell":
                ref = element.get("ref", "?")
                message = Text(f"De cellen {ref} zijn samengevoegd.", f"The cells {ref} are merged.")
                hint = Text("Hef de samenvoeging op.", "Undo the merge.")
                faults.add("merged", message, None, sheet.name, hint)
            elif hidden and tag == "col":
                columns.append((int(element.get("min", "1")), int(element.get("max", "1"))))
            elif hidden and any(len(cell) for cell in element):
                message = Text("Deze rij is verborgen.", "This row is hidden.")
                faults.add("hidden", message, int(element.get("r", "0")) or None, sheet.name, SHOW_ALL)
    return columns


SHOW_ALL = Text(
    "Zet het filter uit en maak alles zichtbaar, of haal weg wat er niet in hoort.",
    "Switch off the filter and show everything, or remove what does not belong.",
)


def _elements(file: IO[bytes], *wanted: str) -> Iterator[Element]:
    """The elements of these names, one by one, whole; what was passed is not kept."""
    above: list[Element] = []
    for event, element in iterparse(file, events=("start", "end")):
        if event == "start":
            above.append(element)
            continue
        above.pop()
        if _tag(element) in wanted:
            yield element
            if above:
                above[-1].clear()


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]
