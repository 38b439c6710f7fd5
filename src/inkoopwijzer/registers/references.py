"""Whether the practices, therapists and subjects that a table names are known: in this import, or from before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.place import shown
from inkoopwijzer.registers.check_columns import Checked
from inkoopwijzer.registers.coded import Coded, together
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.known import Known
from inkoopwijzer.registers.layout import States
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.subjects import THERAPIST
from inkoopwijzer.values.text import Text

Names = set[tuple[str, ...]]

PRACTICES: Final = "praktijken"
PEOPLE: Final = "therapeuten"
RELATIONS: Final = "werkrelaties"
_PRACTICE: Final = "praktijk"
_HOME: Final = {_PRACTICE: PRACTICES, THERAPIST: PEOPLE}
"""By column the table that its practice or therapist must be in."""


class References:
    """What a set of tables may refer to: the tables themselves, and what was known before."""

    def __init__(self, incoming: Sequence[Checked], known: Known | None) -> None:
        self._incoming, self._known = incoming, known
        self._kept: dict[tuple[str, tuple[str, ...]], Names] = {}

    def names(self, table: str, columns: tuple[str, ...]) -> Names:
        """The different combinations of these columns that a table holds."""
        key = (table, columns)
        if key not in self._kept:
            found: Names = set()
            if self._known is not None and self._known.rows(table):
                listed = ", ".join(f"coalesce({column}, '')" for column in columns)
                query = f"SELECT DISTINCT {listed} FROM {table}"  # noqa: S608  names of the layout
                found.update(self._known.con.execute(query).fetchall())
            for made in self._incoming:
                if made.table.id == table:
                    found.update(_combinations([made.column(column) for column in columns]))
            self._kept[key] = found
        return self._kept[key]


def _combinations(columns: Sequence[Coded]) -> Iterable[tuple[str, ...]]:
    return (tuple(column[row] for column in columns) for row in _first_rows(columns)[1].tolist())


def _first_rows(columns: Sequence[Coded]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of the combination of each row, and of each combination the first row that has it."""
    number, count = together(columns)
    first = np.zeros(count, dtype=np.int64)
    first[number[::-1]] = np.arange(len(number) - 1, -1, -1)
    return number, first


def check_references(made: Checked, references: References, faults: FaultList) -> None:
    """Note every practice, therapist or subject that the table may only name when it is known."""
    for column in made.table.must_exist:
        if column in made.cells and column in _HOME:
            _check_party(made, column, references, faults)
    if made.table.states is States.any:
        _check_subjects(made, references, faults)


def loose(made: Checked, references: References) -> int:
    """How many rows name a therapist who is not known, where that is no fault: a register of more people."""
    if THERAPIST not in made.cells or made.table.id == PEOPLE or THERAPIST in made.table.must_exist:
        return 0
    column = made.column(THERAPIST)
    known = references.names(PEOPLE, (THERAPIST,))
    unknown = np.array([bool(text) and (text,) not in known for text in column.texts], dtype=np.bool_)
    return int(np.count_nonzero(unknown[column.codes]))


def _check_party(made: Checked, name: str, references: References, faults: FaultList) -> None:
    column, home = made.column(name), _HOME[name]
    known = references.names(home, (name,))
    first, counts = column.first_rows(), np.bincount(column.codes, minlength=len(column.texts))
    for number, text in enumerate(column.texts):
        if text and (text,) not in known and counts[number]:
            label = catalogue().subjects[name].label
            message = Text(
                f"{label.nl} {shown(text)} staat niet in de tabel {home}{_on(int(counts[number])).nl}.",
                f"{label.en} {shown(text)} is not in the table {home}{_on(int(counts[number])).en}.",
            )
            line = made.line(int(first[number]))
            faults.add("reference", _capital(message), line, made.title(name), _first_that(home))


def _on(count: int) -> Text:
    if count == 1:
        return Text("", "")
    return Text(f" (op {count} regels)", f" (on {count} lines)")


def _capital(text: Text) -> Text:
    return Text(text.nl[:1].upper() + text.nl[1:], text.en[:1].upper() + text.en[1:])


def _first_that(home: str) -> Text:
    return Text(
        f"Lees {home} in dezelfde keer of eerder in, of verbeter de code.",
        f"Import {home} in the same run or before, or correct the code.",
    )


def _check_subjects(made: Checked, references: References, faults: FaultList) -> None:
    """Whether the subject of each statement is on a list: a location of the practice, somebody who works there."""
    columns = [made.column(name) for name in ("soort", _PRACTICE, "onderwerp")]
    for row in _first_rows(columns)[1].tolist():
        kind, practice, subject = (column[row] for column in columns)
        if not subject or not kind or _is_known(kind, practice, subject, references):
            continue
        label = catalogue().subjects[kind].label
        where = Text(f" bij praktijk {practice}", f" at practice {practice}") if practice else Text("", "")
        message = Text(
            f"{label.nl} '{shown(subject)}'{where.nl} staat in geen tabel.",
            f"{label.en} '{shown(subject)}'{where.en} is in no table.",
        )
        homes = " of ".join(_homes(kind))
        faults.add(
            "reference",
            _capital(message),
            made.line(row),
            made.title("onderwerp"),
            _first_that(homes),
        )


def _homes(kind: str) -> list[str]:
    found = [t.id for t in layouts().values() if t.about == kind and t.states is States.wide]
    return [*found, RELATIONS] if kind == THERAPIST else found


def _is_known(kind: str, practice: str, subject: str, references: References) -> bool:
    if kind == THERAPIST and not practice:
        return (subject,) in references.names(PEOPLE, (THERAPIST,))
    for home in _homes(kind):
        name = layouts()[home].subject
        assert name is not None
        if (practice, subject) in references.names(home, (_PRACTICE, name)):
            return True
    return False
