"""Answers of the AGB consultation service into a register: read, written as standard tables, and imported as such."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from inkoopwijzer.registers.agb_read import AgbRead, read_agb
from inkoopwijzer.registers.bring_in import BroughtIn
from inkoopwijzer.services.registering import import_files

SOURCE: Final = "vektis_agb"


@dataclass(frozen=True)
class AgbImported:
    """What came in, and what the answers held that no table does: see `registers.agb_read.AgbRead`."""

    read: AgbRead
    brought: BroughtIn


def import_agb(store: Path, answers: Iterable[Path], seen: date) -> AgbImported:
    """Bring answers (files, or folders of them) that were asked on `seen` into a store, all or nothing.

    Raises `Faults` with all that is wrong with any answer; nothing came in then.
    """
    read = read_agb(list(answers), seen)
    with TemporaryDirectory(prefix="inkoopwijzer-") as folder:
        files = []
        for table, rows in read.tables.items():
            if rows:
                file = Path(folder) / f"{table}.csv"
                with file.open("w", encoding="utf-8", newline="") as out:
                    columns = list(dict.fromkeys(name for row in rows for name in row))
                    writer = csv.DictWriter(out, columns, delimiter=";")
                    writer.writeheader()
                    writer.writerows(rows)
                files.append(file)
        found = import_files(store, files, source=SOURCE, seen=seen)
    return AgbImported(read, found)
