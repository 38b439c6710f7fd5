"""Supply against norms as a table for a spreadsheet: one row for each norm in each municipality."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final

from inkoopwijzer.market.adequacy_findings import Demand, Finding, Range
from inkoopwijzer.market.adequacy_norms import Matter
from inkoopwijzer.market.adequacy_words import VERDICT_WORDS
from inkoopwijzer.services.adequacy import SupplyReport

COLUMNS: Final = (
    "norm",
    "normen_van",
    "beroep",
    "behandeling",
    "gemeente_code",
    "gemeente",
    "oordeel",
    "oordeel_anders",
    "verzekerden",
    "praktijken_zeker",
    "praktijken_mogelijk",
    "locaties_zeker",
    "locaties_mogelijk",
    "therapeuten_zeker",
    "therapeuten_mogelijk",
    "therapeuten_zeker_per_1000",
    "dichtstbij_agb",
    "dichtstbij_km_hemelsbreed",
    "tweede_agb",
    "tweede_km_hemelsbreed",
    "misschien_dichtstbij_agb",
    "misschien_dichtstbij_km_hemelsbreed",
    "gebieden",
    "gebieden_zeker_dichtbij",
    "gebieden_mogelijk_dichtbij",
    "gebieden_nodig",
    "open",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def as_csv(report: SupplyReport) -> bytes:
    """Every row, in UTF-8 with a mark in front so that spreadsheets see that.

    `oordeel_anders` is the verdict in the other case (who does not sign, other contracts), empty when none was asked.
    """
    other = {}
    if report.otherwise is not None:
        other = {(c.after.norm, c.after.municipality): c.after for c in report.otherwise.changes}
    text = StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for finding in report.findings:
        changed = other.get((finding.norm, finding.municipality), finding)
        row = _row(finding, report) | {
            "oordeel_anders": VERDICT_WORDS[changed.verdict].nl if report.otherwise is not None else ""
        }
        table.writerow({name: _plain(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _row(finding: Finding, report: SupplyReport) -> dict[str, object]:
    norm = report.norms[finding.norm]
    reach = next((d for d in finding.demands if d.matter is Matter.points and d.points is not None), None)
    row: dict[str, object] = {
        "norm": norm.name,
        "normen_van": report.whose,
        "beroep": norm.discipline,
        "behandeling": norm.treatment,
        "gemeente_code": finding.municipality,
        "gemeente": finding.municipality_name,
        "oordeel": VERDICT_WORDS[finding.verdict].nl,
        "verzekerden": finding.insured,
        "therapeuten_zeker_per_1000": finding.therapists_per_thousand,
        "open": " ".join(dict.fromkeys(why.value for demand in finding.demands for why in demand.open)),
    }
    ranges = {
        "praktijken": finding.practices,
        "locaties": finding.locations,
        "therapeuten": finding.therapists,
    }
    for name, found in ranges.items():
        row |= {f"{name}_zeker": found.least, f"{name}_mogelijk": found.most}
    places = [("dichtstbij", finding.nearest[:1]), ("tweede", finding.nearest[1:])]
    for name, near in (*places, ("misschien_dichtstbij", finding.nearest_possible[:1])):
        for one in near:
            row |= {f"{name}_agb": one.agb, f"{name}_km_hemelsbreed": one.km}
    return row | (_areas(reach) if reach else {})


def _areas(demand: Demand) -> dict[str, object]:
    found: Range = demand.found
    return {
        "gebieden": demand.points,
        "gebieden_zeker_dichtbij": found.least,
        "gebieden_mogelijk_dichtbij": found.most,
        "gebieden_nodig": demand.needed,
    }


def _plain(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets a mark in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
