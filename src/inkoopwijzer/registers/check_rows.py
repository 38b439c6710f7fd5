"""What must hold within and between the rows of one table: periods, whose fact it is, and nothing said twice."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.registers.cell_names import JOINT
from inkoopwijzer.registers.check_columns import Checked
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.layout import States
from inkoopwijzer.registers.twice import FIRST, LAST, check_twice, days_of, told
from inkoopwijzer.values.text import Text

_ALONE: Final = ("praktijk", "markt")


def check_rows(made: Checked, faults: FaultList) -> None:
    """Note every row that cannot be so, by itself or beside another row of the same table.

    Rows with a cell that is wrong were noted before and are left aside.
    """
    made = made.right_rows()
    start, end = days_of(made.column("van"), FIRST), days_of(made.column("tot_en_met"), LAST)
    _check_order(made, start, end, faults)
    if made.table.states is States.any:
        _check_subjects(made, faults)
        _check_years(made, start, end, faults)
    check_twice(made, faults)


def _check_order(made: Checked, start: NDArray[np.int32], end: NDArray[np.int32], faults: FaultList) -> None:
    for row in told("period", np.flatnonzero(end < start), faults):
        first, last = made.column("van")[row], made.column("tot_en_met")[row]
        message = Text(
            f"De periode eindigt ({last}) voordat zij begint ({first}).",
            f"The period ends ({last}) before it starts ({first}).",
        )
        hint = Text("Controleer 'van' en 'tot_en_met'.", "Check 'van' and 'tot_en_met'.")
        faults.add("period", message, made.line(row), made.title("tot_en_met"), hint)


def _check_subjects(made: Checked, faults: FaultList) -> None:
    """A fact of the practice names no other subject, one of the market nobody, any other names its subject."""
    kinds, practice, subject = (made.column(name) for name in ("soort", "praktijk", "onderwerp"))
    alone = np.array([text in _ALONE for text in kinds.texts], dtype=np.bool_)[kinds.codes]
    market = np.array([text == "markt" for text in kinds.texts], dtype=np.bool_)[kinds.codes]
    person = np.array([text in ("therapeut", "") for text in kinds.texts], dtype=np.bool_)[kinds.codes]
    checks = (
        (
            "praktijk",
            ~practice.filled() & ~market & ~person,
            Text("Hier hoort de praktijk bij.", "The practice belongs here."),
        ),
        (
            "praktijk",
            practice.filled() & market,
            Text("Een feit van de markt is van geen praktijk.", "A fact of the market is of no practice."),
        ),
        (
            "onderwerp",
            subject.filled() & alone,
            Text(
                "Dit feit is van de praktijk of de markt zelf.",
                "This fact is of the practice or market itself.",
            ),
        ),
        (
            "onderwerp",
            ~subject.filled() & ~alone & kinds.filled(),
            Text("Hier hoort bij van wie of wat dit feit is.", "Whose fact this is belongs here."),
        ),
    )
    for name, wrong, message in checks:
        for row in told("subject", np.flatnonzero(wrong), faults):
            hint = Text("Vul de cel in, of maak haar leeg.", "Fill in the cell, or empty it.")
            faults.add("subject", message, made.line(row), made.title(name), hint)


def _check_years(made: Checked, start: NDArray[np.int32], end: NDArray[np.int32], faults: FaultList) -> None:
    facts, column = catalogue().facts, made.column("gegeven")
    years = [
        any(d.id == "jaar" for d in facts[text.partition(JOINT)[0]].per) if text else False
        for text in column.texts
    ]
    yearly = np.array(years, dtype=np.bool_)[column.codes]
    for row in told("period_of_year", np.flatnonzero(yearly & ((start > FIRST) | (end < LAST))), faults):
        message = Text(
            "Dit feit hoort bij een jaar en heeft geen periode daarnaast.",
            "This fact belongs to a year and has no period besides.",
        )
        hint = Text("Haal 'van' en 'tot_en_met' weg.", "Remove 'van' and 'tot_en_met'.")
        faults.add("period_of_year", message, made.line(row), made.title("van"), hint)
