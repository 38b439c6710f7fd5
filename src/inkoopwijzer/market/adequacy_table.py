"""A small table in a CSV file, read strictly: every fault with its line and column, all of them together."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.located import MAX_FAULTS
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

MOST_BYTES: Final = 50_000_000
_SAVE: Final = Text("Sla het bestand op als CSV in UTF-8.", "Save the file as CSV in UTF-8.")


@dataclass
class Noted:
    """What is wrong with one file, as far as it was read."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def note(self, code: str, line: int | None, path: str, message: Text, hint: Text | None = None) -> None:
        """Note a fault. Raises `Faults` when there are so many that the file is of another kind."""
        self.faults.append(Fault(f"adequacy.{code}", message, self.file, line, path, hint))
        if len(self.faults) >= MAX_FAULTS:
            self.finish()

    def finish(self) -> None:
        """Raise `Faults` if anything was noted."""
        if self.faults:
            raise Faults(self.faults)


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises `Faults` when it cannot be read or is too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            message = Text("Het bestand is groter dan 50 MB.", "The file is larger than 50 MB.")
            raise Faults([Fault("adequacy.too_large", message, str(path), hint=_SAVE)])
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
        hint = Text("Controleer de naam en de rechten.", "Check the name and the permissions.")
        raise Faults([Fault("adequacy.unreadable", message, str(path), hint=hint)]) from None


def rows(
    data: bytes, noted: Noted, needed: Iterable[str], optional: Iterable[str] = ()
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row with its line and its values by column, without spaces around them; "" where nothing stands.

    The first line names the columns, in any order; comma or semicolon separates. Raises `Faults` when the columns
    are not those asked for; a row with more or fewer values than columns is noted and left out.
    """
    lines = _text(data, noted).splitlines()
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    columns: list[str] | None = None
    try:
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            if columns is None:
                columns = _columns(values, reader.line_num, noted, tuple(needed), tuple(optional))
            elif len(values) != len(columns):
                message = Text(
                    f"Deze regel heeft {len(values)} waarden; er zijn {len(columns)} kolommen.",
                    f"This line has {len(values)} values; there are {len(columns)} columns.",
                )
                hint = Text(
                    "Zet een waarde waar een komma in staat tussen aanhalingstekens.",
                    "Put a value with a comma in it in quotes.",
                )
                noted.note("values", reader.line_num, "", message, hint)
            else:
                found = dict.fromkeys(optional, "")
                found.update(zip(columns, (value.strip() for value in values), strict=True))
                yield reader.line_num, found
    except csv.Error as error:
        message = Text(f"Dit is geen geldige CSV ({error}).", f"This is not valid CSV ({error}).")
        noted.note("csv", reader.line_num, "", message, _SAVE)
    if columns is None:
        noted.note(
            "empty", None, "", Text("Het bestand is leeg.", "The file is empty."), _columns_hint(needed)
        )
        noted.finish()


def _text(data: bytes, noted: Noted) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = Text("Hier staat een teken dat geen UTF-8 is.", "A character here is not UTF-8.")
        noted.note("encoding", line, "", message, _SAVE)
        noted.finish()
    if "\0" in text:
        message = Text("Dit is geen tekstbestand.", "This is not a text file.")
        noted.note("encoding", None, "", message, _SAVE)
        noted.finish()
    return text


def _columns(
    values: list[str], line: int, noted: Noted, needed: tuple[str, ...], optional: tuple[str, ...]
) -> list[str]:
    columns = [value.strip() for value in values]
    for name in dict.fromkeys(columns):
        if name not in (*needed, *optional):
            message = Text(
                f"De kolom '{shown(name)}' hoort hier niet.",
                f"The column '{shown(name)}' does not belong here.",
            )
            noted.note("column", line, shown(name), message, choose(name, (*needed, *optional)))
        elif columns.count(name) > 1:
            message = Text("Deze kolom staat er twee keer.", "This column is there twice.")
            noted.note("column", line, name, message, Text("Laat er één staan.", "Keep one of them."))
    for name in needed:
        if name not in columns:
            message = Text(f"De kolom '{name}' ontbreekt.", f"The column '{name}' is missing.")
            noted.note("column", line, name, message, _columns_hint(needed))
    noted.finish()
    return columns


def _columns_hint(needed: Iterable[str]) -> Text:
    names = ",".join(needed)
    return Text(f"De eerste regel noemt de kolommen: {names}.", f"The first line names the columns: {names}.")
