"""Assess a whole market: read its folder, take the policies, give every outcome for every practice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.market.assessed import Market
from inkoopwijzer.market.exact import MOST_SITUATIONS, ExactOutcomes
from inkoopwijzer.market.folder import read_market
from inkoopwijzer.market.records import PRACTICE, Records
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.assessing import UnknownChoice, chosen_policies
from inkoopwijzer.services.markets import exact_outcomes

Tell = Callable[[str, int, int], None]
"""Told of progress: what, how far, of how much."""


@dataclass(frozen=True)
class MarketAssessment:
    """A market and every agreement asked for."""

    records: Records
    market: Market
    agreements: tuple[ExactOutcomes, ...]


def assess_market(
    records: Records | Path,
    *,
    insurers: Iterable[str] | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    policies: Iterable[Policy] | None = None,
    agreements: Iterable[str] | None = None,
    exact: bool = True,
    tell: Tell | None = None,
) -> MarketAssessment:
    """Assess all practices of a market (or the folder it is in) against every agreement of every policy.

    `agreements` limits which; without `exact` the outcome sets are those of three-valued evaluation: sound, and
    told to be inexact where more than one outcome is left. The rest is as for `assess`. Raises `Faults` for a
    folder with faults, `UnknownChoice` for an insurer, reading or agreement that there is not.
    """
    chosen = chosen_policies(policies, insurers, readings)
    named = None if agreements is None else tuple(agreements)
    known = {a for policy in chosen for a in policy.agreements}
    for name in named or ():
        if name not in known:
            raise UnknownChoice("agreement", name, known)
    read = records if isinstance(records, Records) else read_market(Path(records))
    market = Market(read)
    found = []
    for one in market.assess(chosen, on=on, readings=readings, agreements=named):
        what = " ".join(one.name)
        told = (lambda n, of, what=what: tell(what, n, of)) if tell else None
        found.append(exact_outcomes(one, most=MOST_SITUATIONS if exact else 0, tell=told))
    return MarketAssessment(read, market, tuple(found))


def practice_row(records: Records, practice: str) -> int:
    """The row of a practice by its AGB code or id. Raises `UnknownChoice`."""
    row = records.numbers.get(practice)
    if row is None:
        raise UnknownChoice("practice", practice, records.listed[PRACTICE].agb)
    return row


def dossier_of(records: Records | Path, practice: str) -> Dossier:
    """The dossier of one practice of a market, by its AGB code or id. Raises `UnknownChoice`, `Faults`."""
    read = records if isinstance(records, Records) else read_market(Path(records))
    return dossier_at(read, practice_row(read, practice))
