"""Deliveries recorded in a store: written aside, made durable, and then put in place in one step for each.

An import of several tables counts only when all of them are in place. A process that dies halfway leaves at most
parts that do not count, which the next import removes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import numpy as np
from duckdb import DuckDBPyConnection

from inkoopwijzer.market.folder_tables import Arrays
from inkoopwijzer.registers.check_columns import Checked
from inkoopwijzer.registers.coded import Coded
from inkoopwijzer.registers.delivery import MANIFEST, ROWS, Delivery, Origin, manifest_bytes, read_manifest
from inkoopwijzer.registers.duck import quoted_name
from inkoopwijzer.registers.layout import Holds
from inkoopwijzer.registers.store import DELIVERIES
from inkoopwijzer.registers.take import sha256_of_file
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

_ASIDE: Final = ".nieuw"
_LOCK: Final = ".slot"


@dataclass(frozen=True)
class Incoming:
    """One table to be recorded: who delivers it, when it was seen, and whether it is all there is."""

    checked: Checked
    origin: Origin
    source: str | None = None
    seen: date | None = None
    full: bool = False


@contextmanager
def opened_for_import(store: Path) -> Iterator[None]:
    """Keep other imports out of a store, made if it is not there. Raises `Faults` while another one runs."""
    try:
        if store.is_dir() and not (store / DELIVERIES).exists() and any(store.iterdir()):
            message = Text("In deze map staat al iets anders.", "Something else is in this folder.")
            raise Faults([Fault("register.in_the_way", message, str(store), hint=_ANOTHER)])
        (store / DELIVERIES).mkdir(parents=True, exist_ok=True)
        lock = os.open(store / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise Faults([_unwritable(store, error)]) from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = Text("Er wordt hier al iets ingelezen.", "Another import is running here.")
            hint = Text("Wacht tot dat klaar is.", "Wait until it is done.")
            raise Faults([Fault("register.busy", message, str(store), hint=hint)]) from None
        _remove_leftovers(store / DELIVERIES)
        yield
    finally:
        os.close(lock)


def _remove_leftovers(folder: Path) -> None:
    """Remove what an import that died left behind: what it wrote aside, and deliveries that never counted."""
    shutil.rmtree(folder / _ASIDE, ignore_errors=True)
    found = [read_manifest(entry) for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")]
    numbers = {delivery.nummer for delivery in found}
    for delivery in found:
        if not numbers.issuperset(range(delivery.eerste, delivery.eerste + delivery.delen)):
            assert delivery.folder is not None
            shutil.rmtree(delivery.folder)


def record(
    store: Path, incoming: Sequence[Incoming], recorded: datetime, con: DuckDBPyConnection
) -> tuple[Delivery, ...]:
    """Record these tables as one import, known from `recorded` on. Call it within `opened_for_import`.

    Raises `Faults`, and leaves the store as it was, when it cannot be written or `recorded` is before the last one.
    """
    if recorded.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    folder = store / DELIVERIES
    earlier = [read_manifest(entry) for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")]
    latest = max((d.vastgelegd for d in earlier), default=recorded)
    if recorded < latest:
        message = Text(
            f"De klok staat op {recorded.isoformat()}, vóór de vorige levering ({latest.isoformat()}).",
            f"The clock says {recorded.isoformat()}, before the last delivery ({latest.isoformat()}).",
        )
        hint = Text("Zet de klok van de computer goed.", "Set the clock of the computer right.")
        raise Faults([Fault("register.clock", message, str(store), hint=hint)])
    first = max((d.nummer for d in earlier), default=0) + 1
    aside = folder / _ASIDE
    try:
        aside.mkdir()
        made = [
            _write(con, aside, table, first + at, first, len(incoming), recorded)
            for at, table in enumerate(incoming)
        ]
        _sync(aside)
        return _put_in_place(made, folder)
    except OSError as error:
        raise Faults([_unwritable(store, error)]) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put_in_place(made: Sequence[Delivery], folder: Path) -> tuple[Delivery, ...]:
    placed: list[Delivery] = []
    try:
        for delivery in made:
            assert delivery.folder is not None
            delivery.folder.rename(folder / delivery.name)
            placed.append(replace(delivery, folder=folder / delivery.name))
        _sync(folder)
    except OSError:
        for delivery in placed:
            shutil.rmtree(folder / delivery.name, ignore_errors=True)
        raise
    return tuple(placed)


def _write(
    con: DuckDBPyConnection,
    aside: Path,
    table: Incoming,
    number: int,
    first: int,
    parts: int,
    recorded: datetime,
) -> Delivery:
    cells = _with_provenance(table)
    delivery = Delivery(
        nummer=number,
        eerste=first,
        delen=parts,
        tabel=table.checked.table.id,
        vastgelegd=recorded.astimezone(UTC),
        bron=table.source,
        gezien=table.seen,
        volledig=table.full,
        herkomst=table.origin,
        rijen=len(table.checked),
        gevuld={name: int(np.count_nonzero(column.filled())) for name, column in cells.items()},
        rijen_sha256="",
    )
    folder = aside / delivery.name
    folder.mkdir()
    _write_rows(con, table.checked, cells, folder / ROWS)
    delivery = replace(delivery, rijen_sha256=sha256_of_file(folder / ROWS), folder=folder)
    (folder / MANIFEST).write_bytes(manifest_bytes(delivery))
    for name in (ROWS, MANIFEST):
        _sync(folder / name)
    _sync(folder)
    return delivery


def _with_provenance(table: Incoming) -> dict[str, Coded]:
    """The cells with the source and day of the delivery where a row names none of its own.

    The day of the delivery belongs to what its own source says; another source is seen on another day.
    """
    made = table.checked
    known, rows = made.table.columns, len(made)
    cells = {name: column for name, column in made.cells.items() if np.any(column.filled())}
    if "bron" in known:
        own = made.column("bron")
        source = own.mapped(lambda text: text or table.source or "")
        if source.filled().any():
            cells["bron"] = source
        from_us = np.array([text in ("", table.source) for text in own.texts], dtype=np.bool_)[own.codes]
    else:
        from_us = np.ones(rows, dtype=np.bool_)
    if "gezien" in known and table.seen is not None:
        own = made.column("gezien")
        take = ~own.filled() & from_us
        texts = [*own.texts, table.seen.isoformat()]
        codes = np.where(take, len(own.texts), own.codes).astype(np.int32)
        cells["gezien"] = Coded(texts, codes).replaced(texts)
    return cells


def _write_rows(con: DuckDBPyConnection, made: Checked, cells: dict[str, Coded], file: Path) -> None:
    counted = np.arange(1, len(made) + 1, dtype=np.int32)
    arrays: Arrays = {"regel": np.where(made.lines > 0, made.lines, counted)}
    columns = ["regel"]
    for number, (name, column) in enumerate(cells.items()):
        arrays[f"k{number}"] = column.objects()
        ours = made.table.column(name)
        day = ours is not None and ours.holds is Holds.day
        columns.append(f"k{number}::{'DATE' if day else 'VARCHAR'} AS {quoted_name(name)}")
    con.register("rijen", arrays)
    query = f"COPY (SELECT {', '.join(columns)} FROM rijen) TO ? (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
    con.execute(query, [str(file)]).fetchall()
    con.unregister("rijen")


def _sync(path: Path) -> None:
    """Make what was written durable: a rename may otherwise reach the disk before the data."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(store: Path, error: OSError) -> Fault:
    message = Text(
        f"De map is niet te schrijven ({error.strerror}).",
        f"The folder cannot be written ({error.strerror}).",
    )
    return Fault(
        "register.unwritable",
        message,
        str(store),
        hint=Text("Kies een andere map.", "Choose another folder."),
    )


_ANOTHER = Text("Kies een andere map.", "Choose another folder.")
