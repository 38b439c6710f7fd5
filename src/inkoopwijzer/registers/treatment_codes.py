"""Which claim codes stand for which treatment: a file of the user, for no policy document names claim codes.

CSV with a header: behandeling, optie, codelijst, prestatie, kenmerklijst, kenmerk, diagnoselijst, diagnose. An empty
field fits any line; `behandeling`, `codelijst` and `prestatie` must be filled in.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.text import Text

COLUMNS: Final = (
    "behandeling",
    "optie",
    "codelijst",
    "prestatie",
    "kenmerklijst",
    "kenmerk",
    "diagnoselijst",
    "diagnose",
)
NEEDED: Final = ("behandeling", "codelijst", "prestatie")
MOST_BYTES: Final = 10_000_000

CodeRow = tuple[str | None, ...]
"""The values of one line, in the order of `COLUMNS`; None where it was empty."""


def read_treatment_codes(path: Path, treatments: Mapping[str, Collection[str]]) -> tuple[CodeRow, ...]:
    """The lines of the file. `treatments` are those that the policy has, each with its options.

    Raises `Faults` with everything that is wrong.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Faults([_fault(path, None, "", _TOO_BIG, None)])
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        why = str(error.strerror or error)
        message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
        raise Faults([_fault(path, None, "", message, None)]) from None
    except UnicodeDecodeError:
        raise Faults([_fault(path, None, "", _NOT_UTF8, _SAVE_UTF8)]) from None
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(text.splitlines(), delimiter=separator, strict=True)
    faults: list[Fault] = []
    rows: list[CodeRow] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        faults += _header_faults(path, header)
        for cells in reader if not faults else ():
            if any(cell.strip() for cell in cells):
                row, wrong = _row(path, reader.line_num, header, cells, treatments)
                faults += wrong
                rows.append(row)
    except csv.Error as error:
        message = Text(f"Deze regel is geen CSV ({error}).", f"This line is no CSV ({error}).")
        faults.append(_fault(path, reader.line_num, "", message, None))
    if not rows and not faults:
        faults.append(_fault(path, None, "", _EMPTY, None))
    if faults:
        raise Faults(faults)
    return tuple(dict.fromkeys(rows))


def _header_faults(path: Path, header: list[str]) -> list[Fault]:
    found = []
    for name in header:
        if name not in COLUMNS:
            message = Text(
                f"De kolom '{name}' hoort hier niet.", f"The column '{name}' does not belong here."
            )
            found.append(_fault(path, 1, name, message, near(name, COLUMNS) or _LAYOUT))
    found += [_fault(path, 1, name, _MISSING, _LAYOUT) for name in NEEDED if name not in header]
    found += [_fault(path, 1, name, _TWICE, None) for name in set(header) if header.count(name) > 1]
    return found


def _row(
    path: Path, line: int, header: list[str], cells: list[str], treatments: Mapping[str, Collection[str]]
) -> tuple[CodeRow, list[Fault]]:
    if len(cells) != len(header):
        message = Text(
            f"Deze regel heeft {len(cells)} velden; de kop heeft er {len(header)}.",
            f"This line has {len(cells)} fields; the header has {len(header)}.",
        )
        return (), [_fault(path, line, "", message, None)]
    given = {name: cell.strip() or None for name, cell in zip(header, cells, strict=True)}
    faults = [_fault(path, line, name, _NOT_FILLED, None) for name in NEEDED if given[name] is None]
    treatment, option = given["behandeling"], given.get("optie")
    if treatment is not None and treatment not in treatments:
        message = Text(
            f"De behandeling '{treatment}' staat niet in dit beleid.",
            f"This policy has no treatment '{treatment}'.",
        )
        faults.append(
            _fault(path, line, "behandeling", message, near(treatment, treatments) or _known(treatments))
        )
    elif treatment is not None and option is not None and option not in treatments[treatment]:
        message = Text(
            f"De behandeling '{treatment}' heeft geen optie '{option}'.",
            f"'{treatment}' has no option '{option}'.",
        )
        faults.append(_fault(path, line, "optie", message, near(option, treatments[treatment])))
    return tuple(given.get(name) for name in COLUMNS), faults


def _fault(path: Path, line: int | None, field: str, message: Text, hint: Text | None) -> Fault:
    return Fault("codes.wrong", message, str(path), line, field, hint)


def _known(treatments: Collection[str]) -> Text:
    names = ", ".join(sorted(treatments))
    return Text(f"Er zijn: {names}.", f"There are: {names}.")


_TOO_BIG: Final = Text("Het bestand is groter dan 10 MB.", "The file is larger than 10 MB.")
_NOT_UTF8: Final = Text("Het bestand is niet in UTF-8 geschreven.", "The file is not written in UTF-8.")
_SAVE_UTF8: Final = Text("Bewaar het als 'CSV UTF-8'.", "Save it as 'CSV UTF-8'.")
_EMPTY: Final = Text("Er staat geen enkele code in.", "There is no code in it.")
_MISSING: Final = Text("Deze kolom ontbreekt.", "This column is missing.")
_TWICE: Final = Text("Deze kolom staat er tweemaal.", "This column stands here twice.")
_NOT_FILLED: Final = Text("Dit veld moet ingevuld zijn.", "This field must be filled in.")
_LAYOUT: Final = Text(f"De kolommen zijn: {', '.join(COLUMNS)}.", f"The columns are: {', '.join(COLUMNS)}.")
