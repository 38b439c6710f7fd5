"""A register store: a folder of deliveries, and what was known of the registers at any instant.

Nothing in it is ever changed. What is known at an instant follows from the deliveries recorded by then: a complete
one takes the place of everything its source delivered of that table before, any other adds to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from inkoopwijzer.registers.delivery import Delivery, read_manifest
from inkoopwijzer.registers.take import sha256_of_file
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

DELIVERIES: Final = "leveringen"


def deliveries_in(store: Path, known_on: datetime | None = None) -> tuple[Delivery, ...]:
    """The deliveries of a store in order, those recorded by an instant, or all.

    Of an import that was cut short, some deliveries of which are missing, none counts. Raises `Faults` when there
    is no store or it cannot be read.
    """
    folder = store / DELIVERIES
    try:
        names = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise Faults([no_store(store, str(error.strerror))]) from None
    found = [read_manifest(entry) for entry in names]
    numbers = {delivery.nummer for delivery in found}
    whole = [d for d in found if numbers.issuperset(range(d.eerste, d.eerste + d.delen))]
    return tuple(d for d in whole if known_on is None or d.vastgelegd <= known_on)


def in_force(deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """The deliveries that say something now: those that no later complete one of their source replaced.

    The deliveries of one import count together: a complete import of several files of a table replaces what came
    before, not its own other files.
    """
    last: dict[tuple[str, str | None], int] = {}
    for delivery in deliveries:
        if delivery.volledig:
            last[delivery.tabel, delivery.bron] = delivery.eerste
    return tuple(d for d in deliveries if d.eerste >= last.get((d.tabel, d.bron), 0))


def as_known_on(store: Path, instant: datetime | None = None) -> tuple[Delivery, ...]:
    """The deliveries that say what was known at an instant, or is known now; each checked against its hash.

    Raises `Faults` when a file is missing or differs from what was recorded.
    """
    found = in_force(deliveries_in(store, instant))
    faults = []
    for delivery in found:
        try:
            same = sha256_of_file(delivery.rows) == delivery.rijen_sha256
        except OSError:
            same = False
        if not same:
            message = Text(
                "Dit bestand ontbreekt, of is anders dan toen het werd vastgelegd.",
                "This file is missing, or differs from what was recorded.",
            )
            hint = Text("Zet het terug uit een reservekopie.", "Restore it from a backup.")
            faults.append(Fault("register.store", message, str(delivery.rows), hint=hint))
    if faults:
        raise Faults(faults)
    return found


def no_store(store: Path, why: str) -> Fault:
    """The fault that there is no store in a folder."""
    message = Text(f"Hier staan geen registers ({why}).", f"There are no registers here ({why}).")
    hint = Text(
        "Lees eerst bestanden in met 'inkoopwijzer register import'.",
        "Import files first, with 'inkoopwijzer register import'.",
    )
    return Fault("register.no_store", message, str(store), hint=hint)
