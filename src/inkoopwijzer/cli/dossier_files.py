"""The dossiers of a whole group of practices: `--dossiers`, a file or a folder, and the files after it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from inkoopwijzer.cli.trouble import Refusal, plain
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.facts.dossier import Dossier

SUFFIXES: Final = (".yaml", ".yml", ".json")

DossierFilesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--dossiers",
        metavar="FILE",
        help="Dossiers to assess: a file, several files after each other, or a folder; may be repeated.",
    ),
]


def gathered(given: Iterable[Path] | None, more: Iterable[Path] = ()) -> list[Dossier]:
    """The dossiers in these files and folders; `more` came after them on the command line.

    Raises `Faults` with those of all files. A `Refusal` when `more` came without `given`.
    """
    from inkoopwijzer.facts.read import read_dossier

    first, rest = list(given or ()), list(more)
    if rest and not first:
        name = plain(str(rest[0]))
        message = Text(f"'{name}' is te veel.", f"'{name}' is too much.")
        raise Refusal(message, Text("Zet --dossiers voor dossiers.", "Put --dossiers before dossiers."))
    found: list[Dossier] = []
    faults: list[Fault] = []
    for path in (file for one in (*first, *rest) for file in _files(one)):
        try:
            found.append(read_dossier(path))
        except Faults as wrong:
            faults += wrong.faults
    if faults:
        raise Faults(faults)
    return found


def _files(path: Path) -> list[Path]:
    """The file itself, or the dossiers in a folder."""
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES and file.is_file())
    if not found:
        name = plain(str(path))
        message = Text(f"In de map '{name}' staan geen dossiers.", f"The folder '{name}' holds no dossiers.")
        hint = Text("Een dossier eindigt op .yaml, .yml of .json.", "A dossier ends in .yaml, .yml or .json.")
        raise Refusal(message, hint)
    return found
