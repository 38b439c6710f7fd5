"""A file of rows that was opened: its header, and its rows in parts, every cell a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inkoopwijzer.facts.place import shown
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.values.text import Text

MOST_BYTES: Final = 250_000_000
"""Largest file in bytes; also the largest that a Parquet file may become in memory."""
MOST_ROWS: Final = 5_000_000
MOST_COLUMNS: Final = 500
ROWS_AT_ONCE: Final = 20_000


NOTED: Final = "\udfff"
"""Stands in a cell of which the reader noted that it is wrong; no file can hold this half of a sign itself."""


class Form(StrEnum):
    """How a cell that has a type of its own (in a spreadsheet, in Parquet) may hold what a column asks."""

    code = "code"
    number = "number"
    day = "day"
    yes_no = "yes_no"
    value = "value"


Part = tuple[list[int], list[Sequence[str]]]
"""Some rows: the line of each in the file, and its cells."""


@dataclass(frozen=True)
class Opened:
    """A file that can be read once. `rows` takes the form of each column; None leaves the column out ("")."""

    header: tuple[str, ...]
    header_line: int
    rows: Callable[[Sequence[Form | None]], Iterator[Part]]


def check_size(size: int, faults: FaultList) -> bool:
    """Whether a file of so many bytes is read; if not, a fault."""
    if size > MOST_BYTES:
        mb = size // 1_000_000
        most = MOST_BYTES // 1_000_000
        message = Text(
            f"Het bestand is {mb} MB groot; ten hoogste {most} MB is toegestaan.",
            f"The file is {mb} MB; at most {most} MB is allowed.",
        )
        faults.add("too_large", message, hint=Text("Splits het bestand.", "Split the file."))
    elif size == 0:
        faults.add("empty", Text("Het bestand is leeg.", "The file is empty."), hint=_CHOOSE)
    return 0 < size <= MOST_BYTES


def check_rows(count: int, line: int, faults: FaultList) -> bool:
    """Whether reading goes on after so many rows; if not, a fault."""
    if count <= MOST_ROWS:
        return True
    most = f"{MOST_ROWS:_}".replace("_", " ")
    message = Text(f"Het bestand heeft meer dan {most} rijen.", f"The file has more than {most} rows.")
    faults.add("too_many_rows", message, line, hint=Text("Splits het bestand.", "Split the file."))
    return False


def check_header(header: Sequence[str], line: int, faults: FaultList) -> bool:
    """Whether these can be the names of columns: not too many, none twice. Faults otherwise."""
    if len(header) > MOST_COLUMNS:
        message = Text(
            f"Het bestand heeft {len(header)} kolommen; ten hoogste {MOST_COLUMNS} is toegestaan.",
            f"The file has {len(header)} columns; at most {MOST_COLUMNS} are allowed.",
        )
        faults.add("too_many_columns", message, line)
        return False
    seen: dict[str, int] = {}
    for number, name in enumerate(header, 1):
        if name and seen.setdefault(name, number) != number:
            message = Text(
                f"De kolom '{shown(name)}' staat er twee keer: als kolom {seen[name]} en als kolom {number}.",
                f"The column '{shown(name)}' is there twice: as column {seen[name]} and as column {number}.",
            )
            hint = Text("Laat er een staan.", "Keep one of them.")
            faults.add("duplicate_column", message, line, shown(name), hint)
    return not faults


def unreadable(why: str | Text, faults: FaultList) -> None:
    """Note that a file cannot be read at all."""
    said = Text(why, why) if isinstance(why, str) else why
    message = Text(f"Het bestand is niet te lezen ({said.nl}).", f"The file cannot be read ({said.en}).")
    faults.add(
        "unreadable", message, hint=Text("Controleer de naam en de map.", "Check the name and the folder.")
    )


def damaged(kind: str, faults: FaultList) -> None:
    """Note that a file is not what its name says, or not whole."""
    message = Text(
        f"Het bestand is beschadigd, of het is geen {kind}.", f"The file is damaged, or it is no {kind}."
    )
    hint = Text(
        "Open het in het programma waar het vandaan komt en bewaar het opnieuw.",
        "Open it in the program it comes from and save it again.",
    )
    faults.add("damaged", message, hint=hint)


_CHOOSE = Text("Kies het bestand waar de gegevens in staan.", "Choose the file that holds the data.")
