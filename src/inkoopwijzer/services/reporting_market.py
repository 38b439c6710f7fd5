"""One report of a run over a market: outcomes, what a change does, what is near and missing, map and supply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from inkoopwijzer.documents.market_view import Cited, MarketReport, PolicyUsed
from inkoopwijzer.market.exact import ExactOutcomes
from inkoopwijzer.market.folder import read_market
from inkoopwijzer.market.records import Records
from inkoopwijzer.policy.alter_changes import Change
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services import reporting_sections as sections
from inkoopwijzer.services.assessing_market import MarketAssessment, Tell, assess_market
from inkoopwijzer.services.simulating import simulate
from inkoopwijzer.services.simulating_sweep import sweep_market, values_between
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class Wish:
    """What a report is to hold beside the outcomes: a change, and a norm to sweep from one value to another."""

    changes: Sequence[Change] = ()
    norm: str | None = None
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    within: float = 3.0
    public: bool = False
    title: Text = field(default_factory=lambda: Text("Rapport over een markt", "Report on a market"))


def report_market(
    market: Records | Path,
    wish: Wish,
    *,
    insurers: Iterable[str] | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    policies: Sequence[Policy] | None = None,
    agreements: Sequence[str] | None = None,
    tell: Tell | None = None,
) -> MarketReport:
    """The report of one run. Raises as `assess_market`, `simulate` and `sweep_market`."""
    records = market if isinstance(market, Records) else read_market(Path(market))
    named = None if insurers is None else tuple(insurers)
    found = assess_market(
        records, insurers=named, on=on, readings=readings, policies=policies, agreements=agreements, tell=tell
    )
    used = list(
        {one.assessed.planned.policy.id: one.assessed.planned.policy for one in found.agreements}.values()
    )
    moves = []
    if wish.changes:
        changed = simulate(
            records,
            wish.changes,
            policies=policies,
            insurers=named,
            agreements=agreements,
            on=on,
            readings=readings,
        )
        moves = [sections.move_section(answer, changed.told) for answer in changed.answers]
    sweeps = []
    if wish.norm is not None:
        swept = sweep_market(
            records,
            values_between(wish.low, wish.high, None),
            norm=wish.norm,
            policies=policies,
            insurers=named,
            agreements=agreements,
            on=on,
            readings=readings,
        )
        sweeps = [sections.sweep_section(swept, one) for one in swept.agreements]
    about = dict(records.about)
    return MarketReport(
        title=wish.title,
        market=records.name,
        insurers=tuple(policy.insurer_name for policy in used),
        on=min(one.assessed.planned.frame.on for one in found.agreements),
        practices=len(records),
        policies=tuple(_used(policy, found) for policy in used),
        made_from=_made_from(about),
        synthetic=bool(about.get("zaad")),
        attribution=tuple(Text(line, line) for line in filter(None, [about.get("naamsvermelding", "")])),
        public=wish.public,
        outcomes=tuple(sections.outcome_section(one) for one in found.agreements),
        moves=tuple(moves),
        distributions=sections.distributions(found),
        sweeps=tuple(sweeps),
        thresholds=sections.threshold_sections(found, wish.within),
        missing=sections.missing_section(found),
        routes=sections.route_sections(found),
        maps=tuple(sections.supply_map(one) for one in found.agreements if one.meant_for.any()),
        method=_METHOD,
        limits=_limits(found),
        citations=tuple(_cited(found.agreements)),
    )


def _used(policy: Policy, found: MarketAssessment) -> PolicyUsed:
    chosen = next(
        o.assessed.planned.readings for o in found.agreements if o.assessed.planned.policy is policy
    )
    readings = tuple(
        Text(
            f"{reading.question.nl} {reading.options[chosen[name]].nl}",
            f"{reading.question.en} {reading.options[chosen[name]].en}",
        )
        for name, reading in policy.readings.items()
    )
    document = f"{policy.document.title} ({policy.document.version})"
    return PolicyUsed(policy.id, policy.hash, policy.insurer_name, policy.title, document, readings)


def _cited(found: Sequence[ExactOutcomes]) -> Iterable[Cited]:
    seen = set()
    for one in found:
        policy, agreement = one.assessed.planned.policy, one.assessed.planned.agreement
        names = dict.fromkeys([agreement.scope, *(c for g in agreement.groups for c in g.requires)])
        for name in names:
            for cite in policy.conditions[name].cites:
                key = (policy.id, name, cite)
                if key not in seen:
                    seen.add(key)
                    yield Cited(policy.id, policy.conditions[name].says, policy.document.title, cite)


def _made_from(about: Mapping[str, str]) -> Text:
    if about.get("zaad"):
        return Text(
            f"een verzonnen markt (zaad {about['zaad']})", f"an invented market (seed {about['zaad']})"
        )
    made = about.get("gemaakt_met", "")
    return Text(made or "registers van de gebruiker", made or "the user's registers")


def _limits(found: MarketAssessment) -> tuple[Text, ...]:
    limits = list(_LIMITS)
    open_ = sum(int((one.meant_for & ~one.exact).sum()) for one in found.agreements)
    if open_:
        limits.append(
            Text(
                f"Bij {open_} uitkomsten is niet uitgezocht of elke uitkomst nog kan; er kan er een te veel staan.",
                f"For {open_} outcomes it was not worked out whether each is really possible; one may be too many.",
            )
        )
    return tuple(limits)


_METHOD = (
    Text(
        "Elke praktijk is beoordeeld met dezelfde regels als een praktijk alleen; waar gegevens ontbreken, staan alle "
        "uitkomsten die nog kunnen.",
        "Every practice was assessed by the same rules as one practice alone; where facts are missing, all outcomes "
        "that are still possible are given.",
    ),
    Text(
        "De veranderingen naar een betere groep zijn een ondergrens: wat onbekend is, is gunstig gerekend.",
        "The changes towards a better group are a lower bound: what is unknown is taken to turn out well.",
    ),
)
_LIMITS = (
    Text(
        "Voorbehouden van de verzekeraar en documenten die hier niet zijn, zijn niet meegerekend.",
        "Reservations of the insurer, and documents that are not here, were not reckoned with.",
    ),
)
