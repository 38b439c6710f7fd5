"""The manifest beside a file of claims: what was read, what was left out and why; no name or number of a person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from inkoopwijzer.registers.claims_duck import exact, fill
from inkoopwijzer.registers.claims_file import Input, input_of

FORMAT: Final = "1"
KIND: Final = "inkoopwijzer-declaraties"


@dataclass(frozen=True)
class Gds:
    """What is told of messages that were read. `keys` tells by UZOVI which key made the pseudonyms, not the key."""

    messages: int
    returns: int
    without_return: int
    counts: Mapping[str, int]
    unknown: Mapping[str, int]
    keys: Mapping[str, str]
    performance: str


@dataclass(frozen=True)
class Manifest:
    """What a file of claims holds and where it came from. Lines read are those written and those left out."""

    file: Input
    rows: int
    persons: int
    practices: int
    first: date | None
    last: date | None
    amount: Decimal | None
    inputs: Sequence[Input]
    lines_read: int
    left_out: Mapping[str, int]
    made_at: datetime
    made_by: str
    gds: Gds | None = None


Counts = tuple[int, int, int, date | None, date | None, Decimal | None]


def count_claims(con: duckdb.DuckDBPyConnection, path: Path) -> Counts:
    """Of a file of claims: rows, persons, practices, the first and last day, and the amount."""
    row = con.execute(
        fill(
            """SELECT count(*), count(DISTINCT verzekerde), count(DISTINCT praktijk), min(begindatum), max(begindatum),
            sum(bedrag) FROM read_parquet($file)""",
            file=exact(path),
        )
    ).fetchone()
    assert row is not None
    rows, persons, practices, first, last, amount = row
    return int(rows), int(persons), int(practices), first, last, amount


def written(path: Path) -> Input:
    """The file that was made."""
    return input_of(path, "parquet")


def manifest_data(manifest: Manifest) -> dict[str, Any]:
    """The manifest as plain data, in the order in which it is written."""
    data: dict[str, Any] = {
        "soort": KIND,
        "versie": FORMAT,
        "gemaakt": manifest.made_at.isoformat(timespec="seconds"),
        "programma": manifest.made_by,
        "bestand": _input(manifest.file),
        "regels": manifest.rows,
        "verzekerden": manifest.persons,
        "praktijken": manifest.practices,
        "eerste_dag": manifest.first.isoformat() if manifest.first else None,
        "laatste_dag": manifest.last.isoformat() if manifest.last else None,
        "bedrag": str(manifest.amount) if manifest.amount is not None else None,
        "gelezen": [_input(each) for each in manifest.inputs],
        "regels_gelezen": manifest.lines_read,
        "niet_overgenomen": dict(manifest.left_out),
    }
    if manifest.gds:
        gds = manifest.gds
        data["gds"] = {
            "berichten": gds.messages,
            "retourberichten": gds.returns,
            "berichten_zonder_retour": gds.without_return,
            **dict(sorted(gds.counts.items())),
            "prestatie_element": gds.performance,
            "sleutels": dict(sorted(gds.keys.items())),
            "onbekende_elementen": dict(sorted(gds.unknown.items())),
        }
    return data


def manifest_text(manifest: Manifest) -> str:
    """The manifest as it is written."""
    return json.dumps(manifest_data(manifest), ensure_ascii=False, indent=1) + "\n"


def _input(each: Input) -> dict[str, Any]:
    return {"soort": each.kind, "bytes": each.size, "sha256": each.sha256}
