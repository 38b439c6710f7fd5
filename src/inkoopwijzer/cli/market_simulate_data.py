"""A simulation as data: JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any, Final

from inkoopwijzer.cli.data import as_data
from inkoopwijzer.cli.market_simulate_words import WAYS
from inkoopwijzer.facts.places import municipality_named
from inkoopwijzer.market.moves import Shift
from inkoopwijzer.market.spend import Range, changes_of
from inkoopwijzer.market.what_if_answer import Answer, MovedPractice, MoveReason, PartMoves, Reason
from inkoopwijzer.services.simulating import Simulation
from inkoopwijzer.services.simulating_costs import Reckoned
from inkoopwijzer.services.simulating_sweep import Swept

PRACTICE_COLUMNS: Final = (
    "beleid_voor",
    "beleid_na",
    "overeenkomst",
    "praktijk",
    "agb",
    "naam",
    "gemeente",
    "provincie",
    "van",
    "naar",
    "richting",
    "zeker",
    "voorwaarden",
    "alleen_samen",
    "verschil_laag_euro",
    "verschil_hoog_euro",
)
CURVE_COLUMNS: Final = ("beleid", "overeenkomst", "grens", "waarde", "uitkomst", "zeker", "misschien")
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def simulation_data(found: Simulation) -> dict[str, Any]:
    """A simulation as plain data; practices are not named in it (`practices_csv` does)."""
    return {
        "market": found.records.name,
        "practices": len(found.records),
        "old": {"policy": found.old.id, "hash": found.old.hash},
        "new": {"policy": found.new.id, "hash": found.new.hash},
        "changes": as_data(found.told),
        "agreements": [_agreement(one) for one in found.answers],
        "untouched": list(found.untouched),
        "only_before": list(found.gone),
        "only_after": list(found.come),
        "spend": None if found.reckoned is None else _spend(found.reckoned),
    }


def _agreement(one: Answer) -> dict[str, Any]:
    return {
        "agreement": one.after.planned.agreement.id,
        "title": as_data(one.after.planned.agreement.title),
        "days": as_data(one.days),
        "groups": list(one.moves.groups),
        "practices": one.meant_for,
        "moved": int(one.moves.moved.sum()),
        "perhaps": one.moves.perhaps,
        "open": one.open,
        "inexact": one.inexact,
        "shifts": [_shift(shift) for shift in one.moves.shifts()],
        "reasons": [_move_reason(reason) for reason in one.reasons()],
        "provinces": [_part(part) for part in one.by_province()],
        "municipalities": [_part(part) for part in one.by_municipality()],
        "professions": [_part(part) for part in one.by_profession()],
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "before": list(shift.before),
        "after": list(shift.after),
        "practices": shift.practices,
        "way": shift.way.value,
        "sure": shift.sure,
    }


def _move_reason(reason: MoveReason) -> dict[str, Any]:
    return {
        "before": list(reason.before),
        "after": list(reason.after),
        "practices": reason.practices,
        "together": reason.together,
        "conditions": [_reason(one) for one in reason.reasons],
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {"name": one.name, "kind": one.kind.value, "says": as_data(one.says), "through": list(one.through)}


def _part(part: PartMoves) -> dict[str, Any]:
    return {
        "part": part.part,
        "practices": part.practices,
        "moved": part.moved,
        "shifts": [_shift(shift) for shift in part.shifts],
    }


def _spend(found: Reckoned) -> dict[str, Any]:
    return {
        "unit": "eurocent",
        **as_data(found.spend),
        "tariffs": dict(found.costs.tariffs),
        "assumptions": as_data(found.assumptions),
    }


def practices_csv(found: Simulation) -> bytes:
    """A row for each practice that moves, in UTF-8 with a mark in front so that spreadsheets see that."""
    rows = []
    for one in found.answers:
        practices = one.practices()
        changes: list[Range | None] = [None] * len(practices)
        if found.reckoned is not None:
            tariffs, treatments = found.reckoned.costs.tariffs, found.reckoned.volumes.treatments
            changes = changes_of(one.moves, tariffs, treatments, [p.row for p in practices])
        rows += [_practice(found, one, p, c) for p, c in zip(practices, changes, strict=True)]
    return _table(PRACTICE_COLUMNS, rows)


def _practice(
    found: Simulation, one: Answer, practice: MovedPractice, change: Range | None
) -> dict[str, object]:
    known = municipality_named(practice.municipality)
    row: dict[str, object] = {
        "beleid_voor": found.old.id,
        "beleid_na": found.new.id,
        "overeenkomst": one.after.planned.agreement.id,
        "praktijk": practice.practice,
        "agb": practice.agb,
        "naam": practice.name,
        "gemeente": practice.municipality,
        "provincie": known.province if known else "",
        "van": " of ".join(practice.before),
        "naar": " of ".join(practice.after),
        "richting": WAYS[practice.way].nl,
        "zeker": "ja" if len(practice.before) == 1 and len(practice.after) == 1 else "nee",
        "voorwaarden": " ".join(reason.name for reason in practice.reasons),
        "alleen_samen": "ja" if practice.together else "nee",
    }
    if change is not None:
        row |= {
            "verschil_laag_euro": f"{change.low / 100:.2f}",
            "verschil_hoog_euro": f"{change.high / 100:.2f}",
        }
    return row


def swept_data(found: Swept) -> dict[str, Any]:
    """A sweep as plain data."""
    return {
        "market": found.records.name,
        "practices": len(found.records),
        "policy": found.policy.id,
        "threshold": found.threshold,
        "untouched": list(found.untouched),
        "agreements": [
            {
                "agreement": one.agreement,
                "title": as_data(one.title),
                "practices": one.meant_for,
                "now": None if one.now is None else float(one.now),
                "points": [
                    {
                        "value": float(point.value),
                        "outcomes": {
                            name: {"sure": sure, "possible": more}
                            for name, (sure, more) in point.practices.items()
                        },
                    }
                    for point in one.points
                ],
                "jumps": as_data(one.jumps),
            }
            for one in found.agreements
        ],
    }


def curve_csv(found: Swept) -> bytes:
    """A row for each value and outcome."""
    rows = [
        {
            "beleid": found.policy.id,
            "overeenkomst": one.agreement,
            "grens": found.threshold,
            "waarde": f"{point.value:f}",
            "uitkomst": name,
            "zeker": sure,
            "misschien": more,
        }
        for one in found.agreements
        for point in one.points
        for name, (sure, more) in point.practices.items()
    ]
    return _table(CURVE_COLUMNS, rows)


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    text = StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\r\n")
    table.writeheader()
    for row in rows:
        table.writerow({name: _plain(name, value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _plain(name: str, value: object) -> object:
    """A text that a spreadsheet would take for a formula gets a mark in front; amounts are numbers."""
    if name.endswith("_euro"):
        return value
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
