"""Making a synthetic market: invented practices in a folder, to try things on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.places import ATTRIBUTION
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.market.records import MARKET, Records
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.market.synthetic_region import UnknownRegion
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

MOST_PRACTICES: Final = 2_000_000
"""A market of more practices does not fit in the memory of an ordinary machine."""


@dataclass(frozen=True)
class MadeMarket:
    """A market that was made: where, what of, how many of everything, and the percentiles of its index.

    `percentiles` is by year and percentile, empty where too few practices have an index.
    """

    path: Path
    name: str
    seed: int
    region: str | None
    subjects: Mapping[str, int]
    records: int
    percentiles: Mapping[str, Mapping[str, float]]
    attribution: Text


def make_market_folder(path: Path, *, practices: int, seed: int, region: str | None = None) -> MadeMarket:
    """Make a market of so many practices and write it to a new folder. The same seed gives the same market.

    Raises `Faults` when something is at `path` already or cannot be written there, `UnknownRegion` for a region
    that is neither known by name nor a province or municipality, `ValueError` for a number out of range.
    """
    if path.exists() and not (path.is_dir() and next(path.iterdir(), None) is None):
        message = Text("Hier staat al iets.", "Something is here already.")
        hint = Text(
            "Kies een andere map, of haal deze eerst weg.", "Choose another folder, or remove this one first."
        )
        raise Faults([Fault("market.in_the_way", message, str(path), hint=hint)])
    if not 1 <= practices <= MOST_PRACTICES:
        raise ValueError(f"{practices} practices")
    records = make_market(practices, seed, region)
    write_market(records, path)
    return MadeMarket(
        path=path,
        name=records.name,
        seed=seed,
        region=region,
        subjects={kind: len(listed) for kind, listed in records.listed.items() if kind != MARKET},
        records=sum(len(cell) for cell in records.cells.values()),
        percentiles=_percentiles(records),
        attribution=ATTRIBUTION,
    )


def _percentiles(records: Records) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for (kind, cell), record in sorted(records.cells.items()):
        if kind == MARKET and cell[0] == "behandelindex_percentiel":
            found.setdefault(cell[1], {})[cell[2]] = float(record.value[0])
    return found


__all__ = ["MOST_PRACTICES", "MadeMarket", "UnknownRegion", "make_market_folder"]
