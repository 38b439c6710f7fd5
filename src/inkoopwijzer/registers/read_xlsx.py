"""XLSX: one sheet, one table from its first row, cells as what they are. A formula or a number for a code is refused.

An AGB code that a spreadsheet keeps as a number has lost its leading zero; it is refused, never padded.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import openpyxl
from defusedxml.common import DefusedXmlException

from inkoopwijzer.facts.place import shown
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.opened import (
    MOST_COLUMNS,
    NOTED,
    ROWS_AT_ONCE,
    Form,
    Opened,
    Part,
    check_header,
    check_rows,
    damaged,
    unreadable,
)
from inkoopwijzer.registers.typed_numbers import unmistakable
from inkoopwijzer.registers.xlsx_parts import BROKEN, SHOW_ALL, Sheet, check_parts, check_sheet, sheets_of
from inkoopwijzer.values.text import Text

_FORMULA, _ERROR, _NUMBER, _DAY, _YES_NO = "f", "e", "n", "d", "b"
_FORMS: Final = {
    _NUMBER: (Form.number, Form.value),
    _DAY: (Form.day, Form.value),
    _YES_NO: (Form.yes_no, Form.value),
}
_SAVE_AS_TEXT = Text(
    "Maak de kolom op als Tekst en neem de codes opnieuw over uit de bron.",
    "Format the column as Text and copy the codes from the source again.",
)


def open_xlsx(path: Path, named: str | None, faults: FaultList) -> Opened | None:
    """The sheet `named`, or the only one that is visible; None, with faults, when it cannot be read as a table."""
    try:
        if not check_parts(path, faults):
            return None
        sheet = _sheet(sheets_of(path), named, faults)
        if sheet is None:
            return None
        hidden = check_sheet(path, sheet, faults)
        if faults:
            return None
        rows = _read(path, sheet)
        line, first = next(((n, row) for n, row in rows if any(map(_filled, row))), (0, ()))
    except BROKEN as error:
        _broken(error, faults)
        return None
    if not line:
        faults.add("empty", Text("Het blad is leeg.", "The sheet is empty."), None, sheet.name)
        return None
    header = [str(cell.value).strip() if _filled(cell) else "" for cell in first]
    while not header[-1]:
        header.pop()
    for start, end in hidden:
        if start <= len(header):
            message = Text(
                f"De kolommen {start} tot en met {end} zijn verborgen.",
                f"The columns {start} to {end} are hidden.",
            )
            faults.add("hidden", message, line, sheet.name, SHOW_ALL)
    if not check_header(header, line, faults):
        return None

    def parts(wanted: Sequence[Form | None]) -> Iterator[Part]:
        try:
            yield from _parts(rows, header, wanted, faults)
        except BROKEN as error:
            _broken(error, faults)

    return Opened(tuple(header), line, parts)


def _sheet(sheets: Sequence[Sheet], named: str | None, faults: FaultList) -> Sheet | None:
    visible = [sheet for sheet in sheets if sheet.visible]
    if named is None and len(visible) == 1:
        return visible[0]
    found = next((sheet for sheet in sheets if sheet.name == named), None)
    if found is not None:
        return found
    names = ", ".join(f"'{shown(sheet.name)}'" for sheet in visible)
    message = (
        Text(f"Er is geen blad '{shown(named)}'.", f"There is no sheet '{shown(named)}'.")
        if named is not None
        else Text("Het bestand heeft meer dan een blad.", "The file has more than one sheet.")
    )
    hint = Text(
        f"Kies er een met 'blad' in een afbeelding: {names}.",
        f"Choose one with 'blad' in a mapping: {names}.",
    )
    faults.add("sheet", message, hint=hint)
    return None


def _read(path: Path, sheet: Sheet) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows with their numbers."""
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl does not use defusedxml")
    book = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles, filters and extensions that openpyxl does not know
            book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
            worksheet: Any = book[sheet.name]
            worksheet.reset_dimensions()
        rows = enumerate(worksheet.iter_rows(max_col=MOST_COLUMNS + 1), 1)
        while True:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                some = list(islice(rows, 1_000))
            if not some:
                return
            yield from some
    finally:
        if book is not None:
            book.close()


def _filled(cell: Any) -> bool:
    return cell.value is not None and cell.value != ""


def _parts(
    rows: Iterator[tuple[int, Sequence[Any]]],
    header: Sequence[str],
    wanted: Sequence[Form | None],
    faults: FaultList,
) -> Iterator[Part]:
    lines: list[int] = []
    made: list[Sequence[str]] = []
    width, count, blank = len(header), 0, 0
    for line, row in rows:
        if not any(map(_filled, row)):
            blank = blank or line
            continue
        if blank:
            _below(blank, line, faults)
            break
        for cell in row[width:]:
            if _filled(cell):
                _beside(line, cell, faults)
        texts = [
            "" if form is None else _text(cell, form, name, line, faults)
            for cell, form, name in zip(chain(row, [None] * (width - len(row))), wanted, header, strict=False)
        ]
        lines.append(line)
        made.append(texts)
        if len(made) == ROWS_AT_ONCE:
            count += len(made)
            yield lines, made
            lines, made = [], []
            if not check_rows(count, line, faults):
                return
    if made:
        yield lines, made


def _text(cell: Any, form: Form, name: str, line: int, faults: FaultList) -> str:
    """The cell as the text that a CSV file would hold; `NOTED` for what it may not be."""
    if cell is None or cell.value is None:
        return ""
    kind, value = cell.data_type, cell.value
    if kind in (_FORMULA, _ERROR):
        found = (
            Text("een formule", "a formula")
            if kind == _FORMULA
            else Text("een fout van de spreadsheet", "an error of the spreadsheet")
        )
        message = Text(
            f"Hier staat {found.nl} ({shown(str(value))}).", f"Here stands {found.en} ({shown(str(value))})."
        )
        hint = Text("Plak de kolom als waarden.", "Paste the column as values.")
        faults.add("formula", message, line, name, hint)
        return NOTED
    if kind in _FORMS and form not in _FORMS[kind]:
        _wrong_form(value, kind, form, name, line, faults)
        return NOTED
    if kind == _YES_NO:
        return "ja" if value else "nee"
    if kind == _NUMBER:
        return unmistakable(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _wrong_form(value: object, kind: str, form: Form, name: str, line: int, faults: FaultList) -> None:
    if kind == _NUMBER and form is Form.day:
        message = Text(
            f"Hier hoort een datum; er staat het getal {value}.",
            f"Expected a date; found the number {value}.",
        )
        hint = Text("Maak de kolom op als Datum of als Tekst.", "Format the column as Date or as Text.")
    elif kind == _NUMBER:
        message = Text(
            f"Hier hoort tekst; er staat het getal {value}. Een nul vooraan is dan al weg.",
            f"Expected text; found the number {value}. A leading zero is gone by then.",
        )
        hint = _SAVE_AS_TEXT
    else:
        message = Text(
            f"Hier hoort tekst of een getal; er staat {shown(str(value))}.",
            f"Expected text or a number; found {shown(str(value))}.",
        )
        hint = Text("Maak de kolom op als Tekst.", "Format the column as Text.")
    faults.add("cell_type", message, line, name, hint)


def _below(blank: int, line: int, faults: FaultList) -> None:
    message = Text(
        f"Regel {blank} is leeg, en daaronder staat nog iets.",
        f"Row {blank} is empty, and there is more below it.",
    )
    hint = Text(
        "Haal de lege regels weg, of zet wat eronder staat in een eigen bestand.",
        "Remove the empty rows, or put what is below them in a file of its own.",
    )
    faults.add("below", message, line, hint=hint)


def _beside(line: int, cell: Any, faults: FaultList) -> None:
    message = Text(
        f"In cel {cell.coordinate} staat iets, maar die kolom heeft geen naam.",
        f"Cell {cell.coordinate} holds something, but its column has no name.",
    )
    hint = Text("Geef de kolom een naam, of haal het weg.", "Name the column, or remove it.")
    faults.add("unnamed", message, line, hint=hint)


def _broken(error: BaseException, faults: FaultList) -> None:
    if isinstance(error, OSError) and error.strerror:
        unreadable(error.strerror, faults)
    elif isinstance(error, DefusedXmlException):
        message = Text(
            "In het bestand staan XML-entiteiten; die worden niet gelezen.",
            "The file holds XML entities; those are not read.",
        )
        hint = Text("Vertrouw dit bestand niet.", "Do not trust this file.")
        faults.add("entities", message, hint=hint)
    else:
        damaged("XLSX", faults)
