"""Answers of the AGB consultation service into a register: read, and brought in as the standard tables they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from inkoopwijzer.registers.agb_read import AgbRead, answer_files, read_agb
from inkoopwijzer.registers.bring_in import BroughtIn, Wanted, bring_tables
from inkoopwijzer.registers.delivery import Origin

SOURCE: Final = "vektis_agb"


@dataclass(frozen=True)
class AgbImported:
    """What came in, and what the answers held that no table does: see `registers.agb_read.AgbRead`."""

    read: AgbRead
    brought: BroughtIn


def import_agb(
    store: Path, answers: Iterable[Path], seen: date, recorded: datetime | None = None
) -> AgbImported:
    """Bring answers (files, or folders of them) that were asked on `seen` into a store, all or nothing.

    Known from now on, or from `recorded`. Raises `Faults` with all that is wrong with any answer; nothing came in
    then. A delivery names its answers by how many there are and one hash over them all.
    """
    files = answer_files(answers)
    read = read_agb(files, seen)
    hashed, size = sha256(), 0
    for file in files:
        content = file.read_bytes()
        hashed.update(sha256(content).digest())
        size += len(content)
    origin = Origin(f"{len(files)} AGB-antwoorden", hashed.hexdigest(), size)
    wanted = Wanted(source=SOURCE, seen=seen)
    brought = bring_tables(store, read.tables, origin, wanted, recorded or datetime.now(UTC))
    return AgbImported(read, brought)
