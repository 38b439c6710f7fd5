"""From files to one checked file of claims with its manifest, in a folder of its own.

Files of rows are gathered as they are; messages are read, pseudonymised and settled first. All then pass the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from inkoopwijzer.registers.claims_csv import csv_source
from inkoopwijzer.registers.claims_duck import connect
from inkoopwijzer.registers.claims_file import Input, input_of, kind_of
from inkoopwijzer.registers.claims_gate import check, gather, open_gate, write
from inkoopwijzer.registers.claims_manifest import Gds, Manifest, count_claims, manifest_text, written
from inkoopwijzer.registers.claims_parquet import parquet_source
from inkoopwijzer.registers.gds_claim import Asked, read_claim
from inkoopwijzer.registers.gds_return import read_return
from inkoopwijzer.registers.gds_settle import Staging, add_settled, disputes, left_out, settle, settled_counts
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

Progress = Callable[[Text, int, int], None]
"""Told what is being done, how many steps are done, and how many there are."""

CLAIM_KIND: Final = "gds573"
RETURN_KIND: Final = "gds574"
CLAIMS_FILE: Final = "claims.parquet"
MANIFEST_FILE: Final = "manifest.json"


@dataclass(frozen=True)
class Wanted:
    """What to read, by kind (`csv`, `parquet`, `xml`), and what to say of it in the manifest."""

    claims: Sequence[tuple[Path, str]]
    returns: Sequence[Path]
    asked: Asked
    made_at: datetime
    made_by: str


@dataclass
class _Run:
    """What one reading gathers."""

    folder: Path
    asked: Asked
    told: Progress
    total: int
    done: int = 0
    files: list[tuple[str, int]] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    numbers: list[bool] = field(default_factory=list)

    def step(self, says: Text) -> None:
        """Tell that a step begins."""
        self.told(says, self.done, self.total)
        self.done += 1


def make_claims(wanted: Wanted, folder: Path, told: Progress) -> Manifest:
    """Write `claims.parquet` and `manifest.json` in the folder, which is empty and is used for all work.

    Raises `Faults` with everything that is wrong.
    """
    run = _Run(folder, wanted.asked, told, len(wanted.claims) + len(wanted.returns) + 2)
    staging = Staging(folder)
    try:
        gds = _messages(run, [p for p, kind in wanted.claims if kind == "xml"], wanted.returns, staging)
    finally:
        staging.close()
    tabular = [(path, kind) for path, kind in wanted.claims if kind != "xml"]
    if run.faults and not tabular:
        raise Faults(run.faults)
    con = connect(folder)
    try:
        open_gate(con)
        rows = sum(_tabular(con, run, path, kind) for path, kind in tabular)
        if run.faults:
            raise Faults(run.faults)
        return _make(con, run, wanted, rows, staging, gds)
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        message = Text(
            f"Het werkbestand is niet te schrijven of te lezen ({type(error).__name__}).",
            f"The working file cannot be written or read ({type(error).__name__}).",
        )
        raise Faults([Fault("file.unwritable", message, str(folder), hint=_ROOM)]) from error
    finally:
        con.close()


def _make(
    con: duckdb.DuckDBPyConnection, run: _Run, wanted: Wanted, rows: int, staging: Staging, gds: Gds | None
) -> Manifest:
    """Settle, check and write what was gathered; `rows` were gathered from files of rows."""
    dropped: dict[str, int] = {}
    if gds:
        staging.load(con)
        settle(con)
        if found := disputes(con, [name for name, _ in run.files]):
            raise Faults(found)
        add_settled(con)
        dropped = left_out(con)
        counts = {name: count for name, count in run.asked.counts.items() if count}
        gds = replace(gds, counts=counts | settled_counts(con))
    run.step(_CHECKING)
    check(con, run.files)
    run.step(_WRITING)
    path = run.folder / CLAIMS_FILE
    write(con, path, bool(run.numbers) and all(run.numbers) and gds is None)
    count, persons, practices, first, last, amount = count_claims(con, path)
    read = rows + staging.lines
    if read != count + sum(dropped.values()):
        raise AssertionError(f"{read} lines read, {count} written, {dropped} left out")
    made = Manifest(
        written(path),
        *(count, persons, practices, first, last, amount),
        run.inputs,
        read,
        dropped,
        wanted.made_at,
        wanted.made_by,
        gds,
    )
    (run.folder / MANIFEST_FILE).write_text(manifest_text(made), encoding="utf-8")
    return made


def _tabular(con: duckdb.DuckDBPyConnection, run: _Run, path: Path, kind: str) -> int:
    """Gather a CSV or Parquet file; faults are noted."""
    run.step(Text(f"{path.name} lezen", f"reading {path.name}"))
    try:
        source = csv_source(path) if kind == "csv" else parquet_source(con, path)
        run.files.append((source.file, source.before))
        rows = gather(con, len(run.files) - 1, source)
    except Faults as told:
        run.faults += told.faults
        return 0
    run.inputs.append(input_of(path, kind))
    run.numbers.append(source.persons_are_numbers)
    return rows


def _messages(run: _Run, claims: Sequence[Path], back: Sequence[Path], staging: Staging) -> Gds | None:
    """Read all messages into the staging files; faults are noted. None when there are no messages."""
    if not claims and not back:
        return None
    read: dict[str, set[str]] = {CLAIM_KIND: set(), RETURN_KIND: set()}
    for kind, paths in ((CLAIM_KIND, claims), (RETURN_KIND, back)):
        for path in paths:
            run.step(Text(f"{path.name} lezen", f"reading {path.name}"))
            run.files.append((str(path), 0))
            number = len(run.files) - 1
            try:
                if kind == CLAIM_KIND:
                    message = read_claim(path, number, run.asked, staging.keep)
                else:
                    kind_of(path)
                    message = read_return(path, number, run.asked, staging.returned)
            except Faults as told:
                run.faults += told.faults
                continue
            if message in read[kind]:
                run.faults.append(Fault("gds.message_twice", _MESSAGE_TWICE, str(path), hint=_ONCE))
            read[kind].add(message)
            run.inputs.append(input_of(path, kind))
    without = len(read[CLAIM_KIND] - read[RETURN_KIND])
    keys = {uzovi: key.mark for uzovi, key in run.asked.keys.items()}
    counts = (len(read[CLAIM_KIND]), len(read[RETURN_KIND]), without)
    return Gds(*counts, {}, run.asked.unknown, keys, run.asked.performance)


_CHECKING = Text("controleren", "checking")
_WRITING = Text("schrijven", "writing")
_MESSAGE_TWICE = Text(
    "Dit bericht (zelfde declarant en factuur) is al gelezen.",
    "This message (same claimant and invoice) was read already.",
)
_ONCE = Text("Lees elk bericht één keer.", "Read each message once.")
_ROOM = Text(
    "Maak ruimte op de schijf van de uitvoer, en probeer het opnieuw.",
    "Make room on the disk of the output, and try again.",
)
