"""The tables of a market report as files: a workbook, CSV for Dutch Excel, and Parquet for other programs.

The same report gives the same bytes. A public report is protected as on the page. What is hidden is an `x` in
the workbook and in CSV, and NULL in Parquet.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_chapters import tables_of
from inkoopwijzer.documents.market_counts import Hidden
from inkoopwijzer.documents.market_protect import shown
from inkoopwijzer.documents.market_report import WORKBOOK
from inkoopwijzer.documents.market_table import Cell, Column, Kind, Table, csv_name, parquet_name
from inkoopwijzer.documents.market_view import MarketReport
from inkoopwijzer.documents.market_words import practices_text
from inkoopwijzer.documents.market_workbook import workbook_bytes
from inkoopwijzer.documents.pictures.svg import clean
from inkoopwijzer.market.twins import ColumnType, Twin, Value, write_parquet
from inkoopwijzer.values.text import Lang, Text, day_text

README: Final = "leesmij.txt"
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that starts so would be a formula in a spreadsheet."""

_TYPES: Final = {
    Kind.text: ColumnType.text,
    Kind.code: ColumnType.text,
    Kind.count: ColumnType.whole,
    Kind.number: ColumnType.number,
    Kind.share: ColumnType.number,
    Kind.euros: ColumnType.amount,
    Kind.yes_no: ColumnType.yes_no,
}


@dataclass(frozen=True, slots=True)
class Twins:
    """The files that were written: the workbook, by key of the table its CSV and Parquet, and the read-me."""

    workbook: Path
    csv: Mapping[str, Path]
    parquet: Mapping[str, Path]
    readme: Path


def write_twins(report: MarketReport, folder: Path, lang: Lang = "nl") -> Twins:
    """Write every table of a report to a folder, which is made when it is not there.

    Files of the same report are replaced; anything else in the folder is a FileExistsError that names it.
    Headings and texts are in `lang`; names of columns in Parquet are always the same.
    """
    tables = tables_of(report)
    about = about_lines(report, lang)
    twins = Twins(
        folder / WORKBOOK,
        {table.key: folder / csv_name(table) for table in tables},
        {table.key: folder / parquet_name(table) for table in tables},
        folder / README,
    )
    _refuse_others(folder, {twins.workbook, twins.readme, *twins.csv.values(), *twins.parquet.values()})
    folder.mkdir(parents=True, exist_ok=True)
    twins.workbook.write_bytes(workbook_bytes(tables, about, report.on, lang))
    for table in tables:
        twins.csv[table.key].write_bytes(csv_bytes(table, lang))
    write_parquet([_twin(table, twins.parquet[table.key], report, lang) for table in tables])
    twins.readme.write_bytes(_readme(tables, about, lang))
    return twins


def _refuse_others(folder: Path, ours: Set[Path]) -> None:
    """Never beside files of another report: a list that may not be public could stay behind."""
    others = sorted(path.name for path in folder.iterdir() if path not in ours) if folder.exists() else []
    if others:
        raise FileExistsError(f"{folder}: {', '.join(others[:5])}")


def csv_bytes(table: Table, lang: Lang) -> bytes:
    """A table as Dutch Excel reads it: UTF-8 with a BOM, semicolons, decimal commas, CRLF, texts quoted.

    A text that a spreadsheet would take for a formula gets an apostrophe before it. Excel still drops the
    zeros before a code: the workbook keeps them.
    """
    lines = [";".join(_quoted(column.title.to(lang)) for column in table.columns)]
    lines += [
        ";".join(_csv_cell(cell, column, lang) for cell, column in zip(row, table.columns, strict=True))
        for row in table.rows
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _csv_cell(cell: Cell, column: Column, lang: Lang) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Hidden):
        return _quoted(str(cell.value))
    if isinstance(cell, bool):
        return _quoted((ms.YES if cell else ms.NO).to(lang))
    if isinstance(cell, int | float | Decimal):
        return plain(cell).replace(".", ",")
    return _quoted(cell.to(lang) if isinstance(cell, Text) else cell)


def _quoted(said: str) -> str:
    said = clean(said)
    safe = f"'{said}" if said.startswith(DANGEROUS) else said
    return '"' + safe.replace('"', '""') + '"'


def plain(number: float | Decimal) -> str:
    """A number without an exponent, with a point, as short as it can be read back exactly."""
    return f"{number:f}" if isinstance(number, Decimal) else f"{Decimal(repr(number)):f}"


def _twin(table: Table, path: Path, report: MarketReport, lang: Lang) -> Twin:
    columns = {column.key: _TYPES[column.kind] for column in table.columns}
    rows = [[_value(cell, lang) for cell in row] for row in table.rows]
    about = {
        "titel": table.title.to(lang),
        "markt": report.market,
        "stand": report.on.isoformat(),
        "verzonnen": "ja" if report.synthetic else "nee",
        "openbaar": "ja" if report.public else "nee",
        "bron": report.made_from.to(lang),
    }
    return Twin(path, columns, rows, {key: clean(said) for key, said in about.items()})


def _value(cell: Cell, lang: Lang) -> Value:
    if isinstance(cell, Hidden):
        return None
    if isinstance(cell, Text):
        return clean(cell.to(lang))
    return clean(cell) if isinstance(cell, str) else cell


def about_lines(report: MarketReport, lang: Lang) -> list[str]:
    """What whoever opens a file must know: of what, of when, for whom, and from which sources."""
    told = shown(report)
    said = [
        told.title,
        Text(*[", ".join(told.insurers)] * 2),
        ms.MARKET.format(name=told.market),
        practices_text(told.practices),
        ms.STANDS.format(day=day_text(told.on)),
        ms.PUBLIC.format(smallest=told.smallest, most=told.smallest - 1) if told.public else ms.OWN_USE,
        *([ms.SYNTHETIC] if told.synthetic else []),
        ms.MADE_FROM.format(source=told.made_from),
        ms.NO_PROMISE,
        *told.attribution,
    ]
    return [clean(one.to(lang)) for one in said]


def _readme(tables: tuple[Table, ...], about: list[str], lang: Lang) -> bytes:
    lines = [*about, "", ms.HOW_TO_READ_FILES.to(lang), ""]
    lines += [f"{csv_name(table)}, {parquet_name(table)}: {table.title.to(lang)}" for table in tables]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
