"""Columns as numbers: each different text once, and for every row which of them it holds.

A register of a million rows has few different texts in most columns. What is checked or translated is checked
once for each text, not once for each cell.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Coded:
    """A column: `texts[codes[r]]` is the cell of row r. "" is an empty cell."""

    texts: Sequence[str]
    codes: Codes

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.texts[int(self.codes[row])]

    def filled(self) -> NDArray[np.bool_]:
        """By row whether the cell holds anything."""
        return np.array([bool(text) for text in self.texts], dtype=np.bool_)[self.codes]

    def mapped(self, change: Callable[[str], str]) -> Coded:
        """The column with every text changed; texts that become equal become one."""
        return self.replaced([change(text) for text in self.texts])

    def replaced(self, texts: Iterable[str]) -> Coded:
        """The column with these texts in place of its own, in the same order; equal ones become one."""
        new = tuple(texts)
        if len(set(new)) == len(new):
            return Coded(new, self.codes)
        numbers: dict[str, int] = {}
        moved = np.array([numbers.setdefault(text, len(numbers)) for text in new], dtype=np.int32)
        return Coded(tuple(numbers), moved[self.codes])

    def first_rows(self) -> Codes:
        """By text the first row that holds it."""
        rows = np.full(len(self.texts), -1, dtype=np.int32)
        rows[self.codes[::-1]] = np.arange(len(self.codes) - 1, -1, -1, dtype=np.int32)
        return rows

    def objects(self) -> NDArray[np.object_]:
        """The cells as Python texts, None where empty."""
        texts = np.array([text or None for text in self.texts], dtype=object)
        return texts[self.codes] if len(self.texts) else np.empty(0, dtype=object)


def constant(text: str, rows: int) -> Coded:
    """A column with the same text in each of so many rows."""
    return Coded((text,), np.zeros(rows, dtype=np.int32))


def coded(cells: Iterable[str]) -> Coded:
    """These cells as a column."""
    made = Collecting()
    made.add(cells)
    return made.column()


def joined(columns: Sequence[Coded]) -> Coded:
    """These columns below each other."""
    texts = [text for column in columns for text in column.texts]
    starts = np.cumsum([0, *(len(column.texts) for column in columns)])
    codes = [column.codes + start for column, start in zip(columns, starts.tolist(), strict=False)]
    return Coded(texts, np.concatenate(codes).astype(np.int32)).replaced(texts)


class _Numbers(dict[str, int]):
    """The number of each text; a new text gets the next one."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


@dataclass
class Collecting:
    """A column that is being read."""

    numbers: _Numbers = field(default_factory=_Numbers)
    codes: array[int] = field(default_factory=lambda: array("i"))

    def add(self, cells: Iterable[str]) -> None:
        """More cells, below those that there are."""
        self.codes.extend(map(self.numbers.__getitem__, cells))

    def column(self) -> Coded:
        """The column as read so far."""
        return Coded(tuple(self.numbers), np.frombuffer(self.codes, dtype=np.int32).copy())


def together(columns: Sequence[Coded]) -> tuple[NDArray[np.int64], int]:
    """One number for each combination of cells that occurs, by row, and how many there are."""
    rows = len(columns[0]) if columns else 0
    number: NDArray[np.int64] = np.zeros(rows, dtype=np.int64)
    count = 1
    for column in columns:
        number = number * len(column.texts) + column.codes
        _, number = np.unique(number, return_inverse=True)
        count = int(number.max()) + 1 if rows else 0
    return number, count
