"""Registers: bring files in, show what came in, say how good it is, and make a market of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.registers.bring_in import BroughtIn, Wanted, bring_in
from inkoopwijzer.registers.delivery import Delivery
from inkoopwijzer.registers.known import opened_known
from inkoopwijzer.registers.layout import Table
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.mapping_file import read_mapping
from inkoopwijzer.registers.quality import LISTED_OF_A_KIND, Quality, look_at
from inkoopwijzer.registers.store import as_known_on, deliveries_in, in_force
from inkoopwijzer.registers.to_records import make_records
from inkoopwijzer.services.registering_postcodes import read_postcodes


@dataclass(frozen=True)
class StoreShown:
    """The deliveries of a store up to an instant, and the numbers of those that later ones replaced."""

    store: Path
    deliveries: tuple[Delivery, ...]
    replaced: frozenset[int]


@dataclass(frozen=True)
class MarketMade:
    """A market that was written: how much of everything, and what it could not hold."""

    out: Path
    day: date
    known_on: datetime | None
    counts: Mapping[str, int]
    facts: int
    not_there: int
    other_profession: tuple[str, ...]


def import_files(
    store: Path,
    files: Sequence[Path],
    *,
    mapping: Path | None = None,
    table: str | None = None,
    source: str | None = None,
    seen: date | None = None,
    full: bool = False,
    recorded: datetime | None = None,
) -> BroughtIn:
    """Bring files into a store (made if there is none), all or nothing; known from now on, or from `recorded`.

    Raises `Faults` with everything that is wrong, and then nothing is recorded.
    """
    read = read_mapping(mapping) if mapping is not None else None
    wanted = Wanted(read, table, source, seen, full)
    return bring_in(store, files, wanted, recorded or datetime.now(UTC))


def show_store(store: Path, known_on: datetime | None = None) -> StoreShown:
    """What came in, by an instant or until now. Raises `Faults` when there is no store."""
    found = deliveries_in(store, known_on)
    kept = {delivery.nummer for delivery in in_force(found)}
    return StoreShown(store, found, frozenset(d.nummer for d in found if d.nummer not in kept))


def quality_of(
    store: Path,
    *,
    day: date,
    days: int,
    known_on: datetime | None = None,
    postcodes: Path | None = None,
    most: int = LISTED_OF_A_KIND,
) -> Quality:
    """How good the registers are on `day`; what was seen more than `days` days before is old. Raises `Faults`.

    `postcodes` is a file of the postcodes that exist, with a column `pc4`; without it that question is not asked.
    """
    known_codes: Collection[str] | None = None if postcodes is None else read_postcodes(postcodes)
    with opened_known(as_known_on(store, known_on)) as known:
        return look_at(known, day, days, known_codes, most)


def make_market(
    store: Path, out: Path, *, day: date, known_on: datetime | None = None, name: str | None = None
) -> MarketMade:
    """Write the market as it stands on `day`, by what was known on an instant or is known now. Raises `Faults`."""
    deliveries = as_known_on(store, known_on)
    about = {
        "registers": store.name,
        "dag": day.isoformat(),
        "bekend_op": known_on.isoformat() if known_on else "",
        "leveringen": " ".join(delivery.name for delivery in deliveries),
    }
    with opened_known(deliveries) as known:
        made = make_records(known, day, name=name or store.name, about={k: v for k, v in about.items() if v})
    write_market(made.records, out)
    return MarketMade(
        out,
        day,
        known_on,
        {kind: len(made.records.listed[kind]) for kind in catalogue().subjects},
        sum(len(cell) for cell in made.records.cells.values()),
        made.not_there,
        made.other_profession,
    )


def tables() -> tuple[Table, ...]:
    """The standard tables, in their order."""
    return tuple(layouts().values())
