"""Which column of a file is which of ours: by its name, or as a mapping file says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import FactType
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.registers.coded import Coded, Collecting, constant
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.layout import Column, Holds, Table, is_number
from inkoopwijzer.registers.mapping_file import TableMapping, see_layout
from inkoopwijzer.registers.opened import Form, Opened
from inkoopwijzer.values.text import Text

_FORM_OF_TYPE = {
    FactType.yes_no: Form.yes_no,
    FactType.whole: Form.number,
    FactType.decimal: Form.number,
    FactType.date: Form.day,
    FactType.choice: Form.code,
    FactType.hours: Form.code,
    FactType.text: Form.code,
}


@dataclass(frozen=True)
class Planned:
    """One column of ours: where it stands in the file and under which name, or what holds for every row."""

    column: Column
    title: str
    at: int | None
    fixed: str = ""


@dataclass(frozen=True)
class Gathered:
    """What a file says, unchecked: the line of each row, and the cells by our column."""

    lines: NDArray[np.int32]
    cells: dict[str, Coded]
    titles: dict[str, str]

    def __len__(self) -> int:
        return len(self.lines)


def find_column(name: str, table: Table) -> Column | None:
    """Our column that a header names; capitals and spaces make no difference."""
    return table.column(name) or table.column(name.casefold().strip().replace(" ", "_").replace("-", "_"))


def is_known(name: str, table: Table, mapping: TableMapping) -> bool:
    """Whether a header is one that this table, or the mapping, knows."""
    return bool(name) and (
        name in mapping.columns or name in mapping.skip or find_column(name, table) is not None
    )


def plan_columns(opened: Opened, table: Table, mapping: TableMapping, faults: FaultList) -> list[Planned]:
    """Our columns as they stand in the file. Notes headers that are not known and columns that are missing."""
    found: dict[str, Planned] = {}
    for at, title in enumerate(opened.header):
        if not title or title in mapping.skip:
            continue
        ours = mapping.columns.get(title)
        column = table.column(ours) if ours else find_column(title, table)
        if column is None:
            _unknown(title, table, opened.header_line, faults)
        elif column.name in found:
            first = found[column.name].title
            message = Text(
                f"'{shown(first)}' en '{shown(title)}' zijn allebei de kolom {column.name}.",
                f"'{shown(first)}' and '{shown(title)}' are both the column {column.name}.",
            )
            hint = Text(
                "Laat er een weg met 'overslaan' in een afbeelding.",
                "Leave one out with 'overslaan' in a mapping.",
            )
            faults.add("duplicate_column", message, opened.header_line or None, shown(title), hint)
        else:
            found[column.name] = Planned(column, title, at)
    for name, text in mapping.fixed.items():
        column = table.column(name)
        assert column is not None
        found[name] = Planned(column, name, None, text)
    _missing(found, opened, table, mapping, faults)
    return list(found.values())


def _unknown(title: str, table: Table, line: int, faults: FaultList) -> None:
    message = Text(
        f"De kolom '{shown(title)}' hoort niet bij de tabel {table.id}.",
        f"The column '{shown(title)}' does not belong to the table {table.id}.",
    )
    near = choose(title, table.names()) or see_layout(table)
    skip = Text(
        "Of noem haar onder 'kolommen' of 'overslaan' in een afbeelding.",
        "Or name it under 'kolommen' or 'overslaan' in a mapping.",
    )
    hint = Text(f"{near.nl} {skip.nl}", f"{near.en} {skip.en}")
    faults.add("unknown_column", message, line or None, shown(title), hint)


def _missing(
    found: dict[str, Planned], opened: Opened, table: Table, mapping: TableMapping, faults: FaultList
) -> None:
    line = opened.header_line or None
    for theirs in mapping.columns:
        if theirs not in opened.header:
            message = Text(
                f"De afbeelding noemt de kolom '{shown(theirs)}'; die staat niet in het bestand.",
                f"The mapping names the column '{shown(theirs)}'; it is not in the file.",
            )
            faults.add("missing_column", message, line, shown(theirs), choose(theirs, opened.header))
    for column in table.columns.values():
        if column.required and column.name not in found:
            message = Text(
                f"De kolom '{column.name}' ontbreekt: {column.says.nl}.",
                f"The column '{column.name}' is missing: {column.says.en}.",
            )
            faults.add("missing_column", message, line, column.name, see_layout(table))


def form_of(column: Column) -> Form:
    """How a spreadsheet may hold the cells of a column."""
    if column.holds is Holds.day:
        return Form.day
    if column.holds is Holds.yes_no:
        return Form.yes_no
    if column.holds is Holds.note:
        return Form.value
    if column.holds is Holds.value:
        return _FORM_OF_TYPE[column.fact.type] if column.fact else Form.value
    return Form.number if is_number(column) else Form.code


def gather(opened: Opened, planned: Sequence[Planned], faults: FaultList) -> Gathered:
    """Read the rows. Spaces around a cell are left out; what is in a column without a name is a fault."""
    wanted: list[Form | None] = [Form.value if not title else None for title in opened.header]
    columns: dict[int, Collecting] = {at: Collecting() for at, form in enumerate(wanted) if form}
    for plan in planned:
        if plan.at is not None:
            wanted[plan.at] = form_of(plan.column)
            columns[plan.at] = Collecting()
    lines: list[NDArray[np.int32]] = []
    for some, rows in opened.rows(wanted):
        lines.append(np.array(some, dtype=np.int32))
        for at, down in enumerate(zip(*rows, strict=True)):
            if at in columns:
                columns[at].add(down)
    numbers = np.concatenate(lines) if lines else np.empty(0, dtype=np.int32)
    read = {at: column.column().mapped(_stripped) for at, column in columns.items()}
    for at in (at for at, title in enumerate(opened.header) if not title):
        _unnamed(at, read[at], numbers, faults)
    ours = {
        plan.column.name: read[plan.at] if plan.at is not None else constant(plan.fixed, len(numbers))
        for plan in planned
    }
    return Gathered(numbers, ours, {plan.column.name: plan.title for plan in planned})


def _stripped(text: str) -> str:
    return text.strip(" ")


def _unnamed(at: int, column: Coded, lines: NDArray[np.int32], faults: FaultList) -> None:
    for row in np.flatnonzero(column.filled())[:1].tolist():
        message = Text(
            f"In kolom {at + 1} staat '{shown(column[row])}', maar die kolom heeft geen naam.",
            f"Column {at + 1} holds '{shown(column[row])}', but it has no name.",
        )
        hint = Text("Geef de kolom een naam, of haal haar weg.", "Name the column, or remove it.")
        faults.add("unnamed", message, int(lines[row]), hint=hint)
