"""CSV as Dutch programs write it: the header decides the separator, quotes are strict, the encoding is UTF-8.

Windows-1252 is read only where a mapping file names it: guessing it would turn names into others without a word.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from inkoopwijzer.facts.place import shown
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.mapping_file import ENCODINGS, SEPARATORS
from inkoopwijzer.registers.opened import (
    ROWS_AT_ONCE,
    Form,
    Opened,
    Part,
    check_header,
    check_rows,
    check_size,
    unreadable,
)
from inkoopwijzer.values.text import Text

Known = Callable[[str], bool]
"""Whether a name can be the header of a column."""

_MARK: Final = "sep="
_LONGEST_LINE: Final = 1_000_000


def open_csv(
    path: Path, encoding: str | None, separator: str | None, known: Known, faults: FaultList
) -> Opened | None:
    """The file with its header; None, with faults, when it is no CSV with a header that is known."""
    codec = ENCODINGS[encoding or "utf-8"]
    try:
        if not check_size(path.stat().st_size, faults) or _is_utf16(path, faults):
            return None
        with path.open(encoding=codec, newline="") as file:
            first = file.readline(_LONGEST_LINE)
            marked = first.rstrip("\r\n") in {_MARK + s for s in SEPARATORS}
            line = 2 if marked else 1
            head = file.readline(_LONGEST_LINE) if marked else first
    except UnicodeDecodeError:
        _wrong_encoding(path, codec, faults)
        return None
    except (OSError, ValueError) as error:
        unreadable(str(getattr(error, "strerror", None) or error), faults)
        return None
    chosen = separator or _separator(head, line, known, faults)
    if chosen is None:
        return None
    cells = _cells(head, chosen)
    if cells is None:
        _syntax("", line, faults)
        return None
    header = tuple(cell.strip() for cell in cells)
    if not check_header(header, line, faults):
        return None

    def rows(wanted: Sequence[Form | None]) -> Iterator[Part]:
        try:
            with path.open(encoding=codec, newline="") as file:
                for _ in range(line):
                    file.readline()
                yield from _rows(file, chosen, len(header), line, faults)
        except UnicodeDecodeError:
            _wrong_encoding(path, codec, faults)
        except OSError as error:
            unreadable(error.strerror or "", faults)

    return Opened(header, line, rows)


def _rows(file: TextIO, separator: str, width: int, before: int, faults: FaultList) -> Iterator[Part]:
    reader = csv.reader(file, delimiter=separator, strict=True)
    lines: list[int] = []
    rows: list[Sequence[str]] = []
    line, count = before + 1, 0
    try:
        for row in reader:
            if not any(row):
                pass  # a blank line, or the separators that a spreadsheet leaves below a table
            elif len(row) == width:
                rows.append(row)
                lines.append(line)
            else:
                _wrong_width(row, width, line, faults)
            line = before + reader.line_num + 1
            if len(rows) == ROWS_AT_ONCE:
                count += len(rows)
                yield lines, rows
                lines, rows = [], []
                if not check_rows(count, line, faults):
                    return
    except csv.Error as error:
        _syntax(str(error), line, faults)
    if rows:
        yield lines, rows


def _separator(head: str, line: int, known: Known, faults: FaultList) -> str | None:
    """The separator under which the header holds most names that are known."""
    fits = {s: sum(known(cell.strip()) for cell in _cells(head, s) or ()) for s in SEPARATORS}
    best = max(fits, key=lambda s: fits[s])
    if fits[best]:
        return best
    message = Text(
        f"In de eerste regel staat geen kolom die bekend is: '{shown(head)}'.",
        f"The first line holds no column that is known: '{shown(head)}'.",
    )
    hint = Text(
        "Zet de namen van de kolommen in de eerste regel, met ; of , ertussen, of geef een afbeelding met --mapping.",
        "Put the names of the columns in the first line, separated by ; or , or give a mapping with --mapping.",
    )
    if "\t" in head:
        hint = Text(
            "Dit bestand gebruikt tabs. Bewaar het als CSV, met ; tussen de kolommen.",
            "This file uses tabs. Save it as CSV, with ; between the columns.",
        )
    faults.add("header", message, line, hint=hint)
    return None


def _cells(head: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([head], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _wrong_width(row: Sequence[str], width: int, line: int, faults: FaultList) -> None:
    message = Text(
        f"Deze regel heeft {len(row)} cellen; de eerste regel heeft er {width}.",
        f"This line has {len(row)} cells; the first line has {width}.",
    )
    hint = Text(
        "Staat er een scheidingsteken in een tekst, zet die tekst dan tussen dubbele aanhalingstekens.",
        'If a text holds the separator, put that text in double quotes ("...").',
    )
    faults.add("width", message, line, hint=hint)


def _syntax(said: str, line: int, faults: FaultList) -> None:
    if "field larger" in said or "unexpected end" in said:
        message = Text(
            "Een tekst die hier of hierna met een aanhalingsteken begint, eindigt niet.",
            "A text that starts with a quote, here or below, does not end.",
        )
    else:
        message = Text(
            "Op deze regel staan aanhalingstekens op een plaats waar zij niet kunnen.",
            "On this line quotes stand where they cannot.",
        )
    hint = Text(
        "Zet de hele cel tussen dubbele aanhalingstekens en schrijf een aanhalingsteken erin dubbel. Vanaf hier is het "
        "bestand niet gelezen.",
        "Put the whole cell in double quotes and double a quote inside it. The file was not read from here on.",
    )
    faults.add("quotes", message, line, hint=hint)


def _is_utf16(path: Path, faults: FaultList) -> bool:
    with path.open("rb") as file:
        start = file.read(2)
    if start not in (b"\xff\xfe", b"\xfe\xff") and b"\0" not in start:
        return False
    message = Text("Het bestand is opgeslagen als UTF-16.", "The file was saved as UTF-16.")
    faults.add("encoding", message, hint=_SAVE_AS)
    return True


def _wrong_encoding(path: Path, codec: str, faults: FaultList) -> None:
    """Note each line that is not in this encoding."""
    name = codec.removesuffix("-sig").upper()
    with path.open("rb") as file:
        for line, raw in enumerate(file, 1):
            try:
                raw.decode(codec)
            except UnicodeDecodeError as error:
                near = raw[max(0, error.start - 20) : error.start].decode(codec, "replace")
                message = Text(
                    f"Na '{shown(near)}' staat een teken dat niet in de codering {name} past.",
                    f"After '{shown(near)}' stands a character that is not in the encoding {name}.",
                )
                faults.add("encoding", message, line, hint=_SAVE_AS)


_SAVE_AS = Text(
    "Bewaar het bestand als 'CSV UTF-8'. Is het oud en hoort het Windows-1252 te zijn, zeg dat dan in een afbeelding: "
    "codering: cp1252.",
    "Save the file as 'CSV UTF-8'. If it is old and meant to be Windows-1252, say so in a mapping: codering: cp1252.",
)
