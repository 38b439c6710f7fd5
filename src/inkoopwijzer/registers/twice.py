"""Nothing said twice: rows about the same thing on the same days, in one table or in two files of one import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.place import shown
from inkoopwijzer.registers.check_columns import Checked
from inkoopwijzer.registers.coded import Coded, joined, together
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.layout import States
from inkoopwijzer.values.text import Text

Rows = NDArray[np.intp]

FIRST: Final = 0
LAST: Final = 4_000_000
"""The first and last day of a row without one."""
_WIDE: Final = 5_000_000
_ONE_FACT: Final = (States.row, States.chosen, States.any)
"""Tables in which a row says one thing; in the others a row holds all of its subject."""


def check_twice(made: Checked, faults: FaultList) -> None:
    """Note rows of a table about the same thing on the same days: a second one, or one that says something else."""
    for code, rows, others in _pairs(made):
        for at in told(code, np.arange(len(rows)), faults):
            first, second = sorted((int(rows[at]), int(others[at])), key=lambda row: int(made.lines[row]))
            where = Text(f"op regel {made.lines[first]}", f"on line {made.lines[first]}")
            _tell(code, made, second, first, where, made.line(second), faults)


def check_across(tables: Sequence[Checked], lists: Sequence[FaultList]) -> None:
    """Note what one file of an import says again, or otherwise, than another file of the same table."""
    for name in dict.fromkeys(made.table.id for made in tables):
        at = [number for number, made in enumerate(tables) if made.table.id == name]
        if len(at) > 1:
            _check_files([tables[number] for number in at], [lists[number] for number in at])


def _check_files(parts: Sequence[Checked], lists: Sequence[FaultList]) -> None:
    whole, part = _joined(parts), np.repeat(np.arange(len(parts)), [len(each) for each in parts])
    for code, rows, others in _pairs(whole):
        for at in np.flatnonzero(part[rows] != part[others]).tolist():
            first, second = sorted((int(rows[at]), int(others[at])))
            faults = lists[int(part[second])]
            if not faults.room(code):
                faults.count(code, 1)
                continue
            file, line = parts[int(part[first])].file, whole.lines[first]
            where = Text(f"in {file} op regel {line}", f"in {file} on line {line}")
            _tell(code, whole, second, first, where, whole.line(second), faults)


def _joined(parts: Sequence[Checked]) -> Checked:
    first = parts[0]
    names = dict.fromkeys(name for part in parts for name in part.cells)
    cells = {name: joined([part.column(name) for part in parts]) for name in names}
    lines = np.concatenate([part.lines for part in parts])
    wrong = np.concatenate([part.wrong for part in parts])
    return Checked(first.table, first.file, lines, cells, first.titles, wrong)


def days_of(column: Coded, without: int) -> NDArray[np.int32]:
    """By row the number of the day (`date.toordinal()`); `without` where there is none."""
    numbers = [date.fromisoformat(text).toordinal() if text else without for text in column.texts]
    return np.array(numbers, dtype=np.int32)[column.codes]


def told(code: str, rows: Rows, faults: FaultList) -> list[int]:
    """The first of these rows, of which the fault is told; the rest is counted."""
    found: list[int] = rows[: faults.room(code)].tolist()
    faults.count(code, len(rows) - len(found))
    return found


def _pairs(made: Checked) -> Iterator[tuple[str, Rows, Rows]]:
    """By kind of fault the rows, and the row that each of them repeats or contradicts.

    Sorted by first day, each row is compared with the one before it that ends last: if any two rows overlap and
    differ, some row differs from that one.
    """
    if not len(made) or made.table.states is States.nothing:
        return
    start, end = days_of(made.column("van"), FIRST), days_of(made.column("tot_en_met"), LAST)
    group, _ = together([made.column(name) for name in (*made.table.keys, "bron")])
    order = np.lexsort((np.arange(len(made)), end, start, group))
    group, start, end = group[order], start[order], end[order]
    reach = group * _WIDE + end
    best = np.maximum.accumulate(reach)
    longest = np.maximum.accumulate(np.where(reach == best, np.arange(len(made)), 0))[:-1]
    meets = (group[1:] == group[:-1]) & (end[longest] >= start[1:])
    if made.table.states in _ONE_FACT:
        value = made.column("waarde").mapped(_yes_unless_said).codes[order]
        differs = meets & (value[longest] != value[1:])
        again = meets & (start[:-1] == start[1:]) & ~differs
    else:
        differs, again = np.zeros_like(meets), meets
    at, before = np.arange(1, len(made)), np.arange(len(made) - 1)
    yield "contradiction", order[at[differs]], order[longest[differs]]
    yield "duplicate", order[at[again]], order[before[again]]


def _yes_unless_said(text: str) -> str:
    return text or "ja"


def _tell(
    code: str, made: Checked, row: int, other: int, where: Text, line: int | None, faults: FaultList
) -> None:
    about = ", ".join(shown(text) for name in made.table.keys if (text := made.column(name)[row]))
    if code == "contradiction":
        column = made.column("waarde")
        said, before = (shown(column[at]) or "ja" for at in (row, other))
        message = Text(
            f"{about}: hier staat {said}, {where.nl} {before}, voor dezelfde dagen.",
            f"{about}: this says {said}, and {where.en} it says {before}, for the same days.",
        )
        hint = Text(
            "Op elke dag geldt een waarde. Laat de ene periode eindigen voordat de andere begint.",
            "Each day has one value. End one period before the other starts.",
        )
    else:
        message = Text(
            f"{about} staat al {where.nl}, voor dezelfde dagen.",
            f"{about} is already {where.en}, for the same days.",
        )
        hint = Text("Laat er een staan.", "Keep one of them.")
    faults.add(code, message, line, made.title(made.table.keys[0]), hint)
