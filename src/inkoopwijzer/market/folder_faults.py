"""Faults in the files of a market: noted while all of it is read, a few of each kind, and raised together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.located import MAX_FAULTS
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

SHOWN: Final = 10
"""Of the same fault in many rows the first ten are told, and then how many more there are."""


class Noted:
    """The faults noted so far; `finish` raises them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Note a fault. Raises `Faults` when there are so many that the files are of another kind."""
        self.faults.append(fault)
        if len(self.faults) >= MAX_FAULTS:
            self.finish()

    def fault(
        self,
        code: str,
        message: Text,
        file: str,
        row: int | None = None,
        path: str = "",
        hint: Text | None = None,
    ) -> None:
        """Note a fault in a file of the market: `row` counts from 1, `path` is the column."""
        self.add(Fault(f"market.{code}", message, file, row, path, hint))

    def rows(
        self, code: str, message: Text, file: Path, rows: Sequence[int], column: str, hint: Text | None = None
    ) -> None:
        """Note the same fault in these rows (counted from 0, as files do)."""
        for row in rows[:SHOWN]:
            self.fault(code, message, str(file), row + 1, column, hint)
        self.more(code, len(rows) - SHOWN, file, column)

    def more(self, code: str, left: int, file: Path, column: str) -> None:
        """Note in how many rows besides those told the same is wrong; nothing when there are none."""
        if left > 0:
            message = Text(
                f"Dit komt nog in {left} rijen voor." if left > 1 else "Dit komt nog in 1 rij voor.",
                f"This is so in {left} more row{'s' if left > 1 else ''}.",
            )
            self.fault(f"{code}_more", message, str(file), None, column)

    def finish(self) -> None:
        """Raise `Faults` if anything was noted."""
        if self.faults:
            raise Faults(self.faults)


def unreadable(file: Path, why: str) -> Fault:
    """The fault of a file that is not there, or that is not what its name says."""
    message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
    hint = Text(
        "Controleer de map: zij hoort markt.json en drie Parquet-bestanden te hebben.",
        "Check the folder: it should hold markt.json and three Parquet files.",
    )
    return Fault("market.unreadable", message, str(file), hint=hint)
