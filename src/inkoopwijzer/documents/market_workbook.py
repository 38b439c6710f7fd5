"""Tables as one workbook: a sheet per table, codes as text, and nothing that a spreadsheet would calculate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import Hidden
from inkoopwijzer.documents.market_table import Cell, Column, Kind, Table, say_cell
from inkoopwijzer.documents.pictures.svg import clean
from inkoopwijzer.values.text import Lang, Text

LONGEST_NAME: Final = 31
"""So many characters a sheet's name may have."""
LONGEST_TEXT: Final = 32767
"""So many characters a cell may have."""

_FORMATS: Final = {
    Kind.count: "#,##0",
    Kind.share: "0.0%",
    Kind.euros: "#,##0.00",
}
_CORE: Final = "docProps/core.xml"
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def workbook_bytes(tables: Sequence[Table], about: Sequence[str], on: date, lang: Lang) -> bytes:
    """The workbook with a first sheet that tells what it is, and a sheet per table.

    Every text is a text cell: no formulas, and an apostrophe is not needed. `on` becomes the date of the
    workbook, so that the same tables give the same bytes.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Inkoopwijzer"
    book.properties.title = about[0] if about else ""
    names = sheet_names([table.key for table in tables], ms.CONTENTS.to(lang))
    first: Worksheet = book.create_sheet(ms.CONTENTS.to(lang))
    first.column_dimensions["A"].width = 40
    first.column_dimensions["B"].width = 90
    for row, said in enumerate(about, start=1):
        _write_text(first, row, 1, said, bold=row == 1)
    for row, (name, table) in enumerate(zip(names, tables, strict=True), start=len(about) + 2):
        _write_text(first, row, 1, name)
        _write_text(first, row, 2, table.title.to(lang))
    for name, table in zip(names, tables, strict=True):
        _write_table(book.create_sheet(name), table, lang)
    made = BytesIO()
    book.save(made)
    return _stamped(made.getvalue(), on)


def sheet_names(keys: Iterable[str], first: str) -> list[str]:
    """A name per table that a workbook takes: short, each once whatever its capitals, no forbidden signs."""
    taken = {first.lower()}
    names = []
    for key in keys:
        plain = re.sub(r"[\[\]:*?/\\']", "_", key)
        name, number = plain[:LONGEST_NAME], 1
        while name.lower() in taken:
            number += 1
            name = f"{plain[: LONGEST_NAME - len(str(number)) - 1]}~{number}"
        taken.add(name.lower())
        names.append(name)
    return names


def _write_table(sheet: Worksheet, table: Table, lang: Lang) -> None:
    for number, column in enumerate(table.columns, start=1):
        _write_text(sheet, 1, number, column.title.to(lang), bold=True)
        said = [column.title.to(lang), *(say_cell(row[number - 1], column, lang) for row in table.rows[:200])]
        sheet.column_dimensions[get_column_letter(number)].width = min(max(map(len, said)) + 3, 60)
        for row, cells in enumerate(table.rows, start=2):
            _write(sheet, row, number, cells[number - 1], column, lang)
    sheet.freeze_panes = "A2"
    if table.columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def _write(sheet: Worksheet, row: int, number: int, cell: Cell, column: Column, lang: Lang) -> None:
    if cell is None:
        return
    if isinstance(cell, Hidden):
        _write_text(sheet, row, number, str(cell.value))
    elif isinstance(cell, bool):
        _write_text(sheet, row, number, (ms.YES if cell else ms.NO).to(lang))
    elif isinstance(cell, str | Text):
        _write_text(sheet, row, number, cell.to(lang) if isinstance(cell, Text) else cell)
    else:
        made = sheet.cell(row, number, float(cell) if isinstance(cell, Decimal) else cell)
        decimals = f".{'0' * column.decimals}" if column.decimals else ""
        made.number_format = _FORMATS.get(column.kind, f"#,##0{decimals}")


def _write_text(sheet: Worksheet, row: int, number: int, said: str, bold: bool = False) -> None:
    """A cell that is text, whatever it starts with; `quotePrefix` keeps it so when somebody edits it."""
    made = sheet.cell(row, number, clean(said)[:LONGEST_TEXT])
    made.data_type = "s"
    made.number_format = "@"
    made.quotePrefix = True
    if bold:
        made.font = Font(bold=True)


def _stamped(content: bytes, on: date) -> bytes:
    """The same workbook with `on` for every moment in it, in place of the time at which it was written."""
    stamp = datetime(on.year, on.month, on.day).isoformat() + "Z"  # noqa: DTZ001 the Z says which
    made = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(made, "w", ZIP_DEFLATED) as kept:
        for name in sorted(given.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = given.read(name)
            if name == _CORE:
                moment = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)"
                data = re.sub(moment, rb"\g<1>" + stamp.encode() + rb"\g<2>", data)
            info = ZipInfo(name, _STAMP)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            kept.writestr(info, data)
    return made.getvalue()
