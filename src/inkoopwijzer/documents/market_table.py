"""A table of a report: typed columns and rows, the same for a page, a spreadsheet and a data file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import NOTHING, Hidden
from inkoopwijzer.values.text import Lang, Text

Cell = str | Text | int | float | Decimal | Hidden | None
"""None is an empty cell: not known, or not applicable."""


class Kind(Enum):
    """What stands in a column.

    A code is text that looks like a number; `count` is whole, `share` a part of 1, `euros` a whole amount.
    """

    text = "text"
    code = "code"
    count = "count"
    number = "number"
    share = "share"
    euros = "euros"
    yes_no = "yes_no"


_TYPES: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.text: (str, Text),
    Kind.code: (str,),
    Kind.count: (int, Hidden),
    Kind.number: (int, float, Hidden),
    Kind.share: (float, Hidden),
    Kind.euros: (Decimal, Hidden),
    Kind.yes_no: (bool,),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in data files, its heading, and what stands in it; `aside` is not shown on the page."""

    key: str
    title: Text
    kind: Kind = Kind.text
    decimals: int = 0
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `key` is unique in a report; a cell of another type than its column is a TypeError.

    `title` says in full what it holds; `caption` is what is left to say below the heading that it stands under.
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Text = NOTHING
    caption: Text = NOTHING

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise TypeError(f"{self.key}, row {number}: {len(row)} cells for {len(self.columns)} columns")
            for column, cell in zip(self.columns, row, strict=True):
                if cell is not None and not _fits(column.kind, cell):
                    raise TypeError(
                        f"{self.key}, row {number}, {column.key}: {cell!r} is no {column.kind.value}"
                    )


def section_table(
    key: str,
    suffix: str,
    what: Text,
    heading: Text,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    note: Text = NOTHING,
) -> Table:
    """The table of a section that says `what` under the heading of that section."""
    title = ms.OF_SECTION.format(what=what, title=heading)
    return Table(f"{key}-{suffix}", title, columns, rows, note, what)


def _fits(kind: Kind, cell: Cell) -> bool:
    """Whether the cell may stand in such a column: of exactly these types, so that a bool is no number."""
    return type(cell) in _TYPES[kind]


def say_cell(cell: Cell, column: Column, lang: Lang) -> str:
    """A cell as people read it in `lang`; a dash where there is nothing, an x where it stays hidden."""
    if cell is None or cell == "":
        return ms.CANNOT_TELL.to(lang) if column.kind is Kind.yes_no else "–"
    if isinstance(cell, Hidden):
        return str(cell.value)
    if isinstance(cell, Text):
        return cell.to(lang)
    if isinstance(cell, bool):
        return (ms.YES if cell else ms.NO).to(lang)
    if isinstance(cell, str):
        return cell
    if column.kind is Kind.share:
        return say_share(float(cell), column.decimals, lang)
    if column.kind is Kind.euros:
        said = say_number(cell, column.decimals, lang)
        return f"−€\u00a0{said[1:]}" if said.startswith("−") else f"€\u00a0{said}"
    return say_number(cell, column.decimals, lang)


def say_number(number: float | Decimal, decimals: int, lang: Lang) -> str:
    """A number with its thousands apart: 12.345,6 in Dutch, 12,345.6 in English; a real minus sign."""
    said = f"{abs(number):,.{decimals}f}"
    sign = "−" if number < 0 and said.strip("0.,") else ""
    return sign + (said.translate(str.maketrans(",.", ".,")) if lang == "nl" else said)


def say_share(part: float, decimals: int, lang: Lang) -> str:
    """A part of 1 as a percentage; never 0 or 100 where it is not."""
    least = 10.0**-decimals
    if 0 < part * 100 < least / 2:
        return f"<\u00a0{say_number(least, decimals, lang)}%"
    if 0 < (1 - part) * 100 < least / 2:
        return f">\u00a0{say_number(100 - least, decimals, lang)}%"
    return f"{say_number(part * 100, decimals, lang)}%"


def say_exact(number: float, decimals: int, lang: Lang) -> str:
    """A number with at least so many decimals, or as many as it has, up to two."""
    needed = next((d for d in (decimals, 1, 2) if d >= decimals and round(number, d) == round(number, 2)), 2)
    return say_number(number, needed, lang)


def say_count(count: int | Hidden, lang: Lang) -> str:
    """A count as people read it in `lang`."""
    return str(count.value) if isinstance(count, Hidden) else say_number(count, 0, lang)


def csv_name(table: Table) -> str:
    """The file of a table as Dutch Excel reads it."""
    return f"{table.key}_excel.csv"


def parquet_name(table: Table) -> str:
    """The file of a table for other programs."""
    return f"{table.key}.parquet"
