"""The cells of a file checked, each different text once: columns of one spelling, and what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.place import Place, shown
from inkoopwijzer.registers.cell_names import JOINT, cell_of, cell_with
from inkoopwijzer.registers.check_texts import Check, Wrong, check_of, invisible, value_text, yes_no
from inkoopwijzer.registers.coded import Coded, constant, together
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.layout import Column, States, Table
from inkoopwijzer.registers.mapping_file import TableMapping
from inkoopwijzer.registers.opened import NOTED
from inkoopwijzer.registers.plan import Gathered
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class Checked:
    """A table with its cells checked: days as 2027-03-31, numbers with a point, "" where nothing stands.

    `wrong` marks the rows with a cell that is wrong; what stood there is "" now.
    """

    table: Table
    file: str
    lines: NDArray[np.int32]
    cells: dict[str, Coded]
    titles: dict[str, str]
    wrong: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.lines)

    def title(self, name: str) -> str:
        """What the file calls a column of ours."""
        return self.titles.get(name, name)

    def column(self, name: str) -> Coded:
        """The cells of a column; empty ones where the file does not have it."""
        return self.cells.get(name) or constant("", len(self))

    def line(self, row: int) -> int | None:
        """The line of a row in its file, if it is known."""
        return int(self.lines[row]) or None

    def right_rows(self) -> Checked:
        """The rows of which every cell is right."""
        if not self.wrong.any():
            return self
        keep = ~self.wrong
        cells = {name: Coded(column.texts, column.codes[keep]) for name, column in self.cells.items()}
        return Checked(self.table, self.file, self.lines[keep], cells, self.titles, self.wrong[keep])


def check_columns(read: Gathered, table: Table, mapping: TableMapping, faults: FaultList) -> Checked:
    """Translate and check every column. What is wrong is noted; the table is then not to be used."""
    made = Checked(table, faults.file, read.lines, {}, read.titles, np.zeros(len(read), dtype=np.bool_))
    for name, column in read.cells.items():
        ours = table.column(name)
        assert ours is not None
        translated = _translated(column, mapping.values.get(name, {}))
        if ours.required or name == "waarde":
            _check_filled(translated, ours, made, faults)
        check = check_of(ours, table, mapping.days)
        made.cells[name] = _check_each(translated, check, made, made.title(name), faults)
    if table.states is States.chosen:
        _check_keys(made, faults)
        if "waarde" in made.cells:
            made.cells["waarde"] = _check_pairs(made, ("gegeven", "waarde"), _yes_no_of, faults)
    elif table.states is States.any:
        _check_pairs(made, ("soort", "gegeven"), _about, faults)
        made.cells["waarde"] = _check_pairs(
            made, ("gegeven", "waarde"), lambda cell, text: _value_of(cell, text, mapping.days), faults
        )
    return made


def _translated(column: Coded, words: Mapping[str, str]) -> Coded:
    return column.mapped(lambda text: words.get(text, text)) if words else column


def _check_filled(column: Coded, ours: Column, made: Checked, faults: FaultList) -> None:
    empty = np.flatnonzero(~column.filled())
    if not len(empty):
        return
    message = Text(
        f"Hier staat niets; hier hoort {ours.says.nl}.", f"There is nothing here; expected {ours.says.en}."
    )
    wrong = Wrong("missing_value", message, Text("Vul de cel in.", "Fill in the cell."))
    made.wrong[empty] = True
    _note(wrong, made.line(int(empty[0])), made.title(ours.name), len(empty), faults)


def _check_each(column: Coded, check: Check, made: Checked, title: str, faults: FaultList) -> Coded:
    texts: list[str] = []
    wrong: list[tuple[int, Wrong]] = []
    for number, text in enumerate(column.texts):
        found = check(text) if text and text != NOTED else ""
        if isinstance(found, Wrong):
            wrong.append((number, found))
            found = ""
        texts.append(found)
    if NOTED in column.texts:
        made.wrong[column.codes == column.texts.index(NOTED)] = True
    if wrong:
        first, counts = column.first_rows(), np.bincount(column.codes, minlength=len(column.texts))
        for number, each in wrong:
            _note(each, made.line(int(first[number])), title, int(counts[number]), faults)
        made.wrong[np.isin(column.codes, [number for number, _ in wrong])] = True
    return column.replaced(texts)


def _note(wrong: Wrong, line: int | None, title: str, count: int, faults: FaultList) -> None:
    message = wrong.message
    if count > 1:
        more = Text(
            f" Dit staat ook op {count - 1} andere regel{'s' if count > 2 else ''}.",
            f" The same is on {count - 1} other line{'s' if count > 2 else ''}.",
        )
        message = Text(message.nl + more.nl, message.en + more.en)
    faults.add(wrong.code, message, line, shown(title), wrong.hint)


def _check_pairs(
    made: Checked, names: tuple[str, str], check: Callable[[str, str], str | Wrong], faults: FaultList
) -> Coded:
    """The second column checked against the first, each different pair once."""
    first, second = (made.column(name) for name in names)
    number, count = together([first, second])
    rows = np.full(count, -1, dtype=np.int64)
    rows[number[::-1]] = np.arange(len(number) - 1, -1, -1)
    counts = np.bincount(number, minlength=count)
    texts: list[str] = []
    wrong: list[int] = []
    for at, (row, same) in enumerate(zip(rows.tolist(), counts.tolist(), strict=True)):
        given, text = first[row], second[row]
        found = check(given, text) if given and text else text
        if isinstance(found, Wrong):
            _note(found, made.line(row), made.title(names[1]), same, faults)
            wrong.append(at)
            found = ""
        texts.append(found)
    made.wrong[np.isin(number, wrong)] = True
    return Coded(texts, number.astype(np.int32)).replaced(texts)


def _check_keys(made: Checked, faults: FaultList) -> None:
    """The keys of the chosen fact; a fact without keys has an empty cell."""
    facts = {fact.id: fact for fact in made.table.facts}
    gegeven, sleutel = made.column("gegeven"), made.column("sleutel")
    cells = {"gegeven": gegeven, "sleutel": sleutel.mapped(_mark)}
    marked = Checked(made.table, made.file, made.lines, cells, made.titles, made.wrong)

    def check(name: str, text: str) -> str | Wrong:
        at = Place("")
        keys = text.removeprefix(_MARK).split(JOINT) if text != _MARK else []
        if cell_with(facts[name], keys, at) is not None:
            return text
        return Wrong("key", at.faults[0].message, at.faults[0].hint)

    _check_pairs(marked, ("gegeven", "sleutel"), check, faults)


_MARK = "="


def _mark(text: str) -> str:
    """A text that is never empty, so that a missing key is checked too."""
    return _MARK + text


def _yes_no_of(_: str, text: str) -> str | Wrong:
    return invisible(text) or yes_no(text)


def _about(kind: str, cell: str) -> str | Wrong:
    at = Place("")
    if cell_of(cell, kind, at) is not None:
        return cell
    return Wrong("wrong_subject", at.faults[0].message, at.faults[0].hint)


def _value_of(cell: str, text: str, days: str | None) -> str | Wrong:
    return value_text(catalogue().facts[cell.partition(JOINT)[0]], text, days)
