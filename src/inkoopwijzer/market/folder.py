"""A market as a folder of files: what everyone can read with their own tools, and what is kept between two runs.

`onderwerpen.parquet` holds whose facts there are, `gegevens.parquet` the facts, `registers.parquet` which register
was seen of whom, and `markt.json` what this market is. `docs/synthetic-market.md` describes the columns.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any, Final

from inkoopwijzer.facts.located import Mapping, Node, Scalar, read_located
from inkoopwijzer.market.folder_faults import Noted, unreadable
from inkoopwijzer.market.folder_read import read_tables
from inkoopwijzer.market.folder_tables import FORMAT, TABLES
from inkoopwijzer.market.folder_write import write_tables
from inkoopwijzer.market.records import Records
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

ABOUT_FILE: Final = "markt.json"
"""What a market is: its name, who made it from what, how much there is of everything."""
MADE_BY: Final = "Inkoopwijzer"


def is_market(path: Path) -> bool:
    """Whether there is a market in this folder."""
    return (path / ABOUT_FILE).is_file()


def write_market(records: Records, path: Path) -> None:
    """Write a market to the folder `path`, all or nothing; a market that was there is replaced.

    Everything is written beside it first and then renamed. Raises `Faults` when something else is at `path`,
    or when it cannot be written there.
    """
    path = Path(path)
    if path.exists() and not is_market(path) and not _is_empty_folder(path):
        message = Text("Hier staat al iets anders dan een markt.", "Something other than a market is here.")
        raise Faults([Fault("market.in_the_way", message, str(path), hint=_ANOTHER_NAME)])
    making = path.with_name(f".{path.name}.{os.getpid()}.nieuw")
    try:
        making.mkdir(parents=True)
        try:
            write_tables(records, making)
            _write_about(records, making / ABOUT_FILE)
            _put_in_place(making, path)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    except OSError as error:
        why = str(error.strerror or error)
        message = Text(f"De map is niet te schrijven ({why}).", f"The folder cannot be written ({why}).")
        raise Faults([Fault("market.unwritable", message, str(path), hint=_ANOTHER_NAME)]) from None


def read_market(path: Path) -> Records:
    """The market in the folder `path`. Raises `Faults` with everything that is wrong, and then reads nothing.

    A fault names the file, the row (counted from 1) and the column. Every value is checked against the catalogue,
    by the same rules as a dossier.
    """
    path = Path(path)
    noted = Noted()
    name, about, counts = _read_about(path / ABOUT_FILE, noted)
    noted.finish()
    records = read_tables(path, name, about, noted)
    for kind, listed in records.listed.items():
        if counts.get(kind, 0) != len(listed):
            message = Text(
                f"Volgens dit bestand zijn er {counts.get(kind, 0)} regels van de soort {kind}; "
                f"{TABLES.subjects} heeft er {len(listed)}.",
                f"By this file there are {counts.get(kind, 0)} rows of kind {kind}; "
                f"{TABLES.subjects} has {len(listed)}.",
            )
            hint = Text("Neem alle bestanden van de map over.", "Copy all files of the folder.")
            noted.fault("counts", message, str(path / ABOUT_FILE), path=f"aantallen.{kind}", hint=hint)
    noted.finish()
    return records


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and next(path.iterdir(), None) is None


def _put_in_place(made: Path, path: Path) -> None:
    """Rename the folder to its name. What was there moves aside first, and back again if that fails."""
    if not path.exists() or _is_empty_folder(path):
        made.rename(path)
        return
    old = made.with_suffix(".oud")
    path.rename(old)
    try:
        made.rename(path)
    except OSError:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write_about(records: Records, file: Path) -> None:
    data: dict[str, Any] = {
        "formaat": FORMAT,
        "naam": records.name,
        "gemaakt_met": MADE_BY,
        "aantallen": {kind: len(listed) for kind, listed in records.listed.items()},
        "over": dict(records.about),
    }
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _read_about(file: Path, noted: Noted) -> tuple[str, dict[str, str], dict[str, int]]:
    try:
        data = file.read_bytes()
    except OSError as error:
        noted.add(unreadable(file, str(error.strerror or error)))
        return "", {}, {}
    root = read_located(data, file.name)
    version = _word(root, "formaat")
    if version != FORMAT:
        message = Text(
            f"Deze map heeft formaat '{version}'; alleen formaat {FORMAT} is bekend.",
            f"This folder has format '{version}'; only format {FORMAT} is known.",
        )
        hint = Text("Laat de markt opnieuw maken.", "Have the market made again.")
        noted.fault("version", message, str(file), path="formaat", hint=hint)
    counts = {name: int(text) for name, text in _words(root, "aantallen").items() if text.isdigit()}
    return _word(root, "naam"), _words(root, "over"), counts


def _word(root: Node, name: str) -> str:
    found = root.get(name) if isinstance(root, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def _words(root: Node, name: str) -> dict[str, str]:
    found = root.get(name) if isinstance(root, Mapping) else None
    if not isinstance(found, Mapping):
        return {}
    return {key.text: node.text for key, node in found.entries if isinstance(node, Scalar)}


_ANOTHER_NAME = Text("Kies een andere map.", "Choose another folder.")
