"""The sections of a market report, filled from what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from inkoopwijzer.documents.market_counts import NO_AGREEMENT, GroupLabel, Outcome
from inkoopwijzer.documents.market_figures import (
    AreaValue,
    Distribution,
    Mark,
    MunicipalMap,
    Sweep,
    SweepPoint,
)
from inkoopwijzer.documents.market_outcomes import (
    Flow,
    FlowCause,
    FlowPart,
    MoveSection,
    OpenCause,
    OutcomeSection,
)
from inkoopwijzer.documents.market_view import (
    CommonRoute,
    MissingFact,
    MissingSection,
    PracticeNear,
    RouteSection,
    ThresholdSection,
)
from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.places import municipality_named
from inkoopwijzer.market.ask import missing_facts
from inkoopwijzer.market.exact import ExactOutcomes
from inkoopwijzer.market.figures import by_area, market_number, spread, those_with
from inkoopwijzer.market.moves import Shift
from inkoopwijzer.market.records import Flags, Records
from inkoopwijzer.market.what_if_answer import Answer
from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.policy.tree import NormFact
from inkoopwijzer.services.assessing_market import MarketAssessment
from inkoopwijzer.services.looking_around import most_deciding, near_norms, ways_to, words_of
from inkoopwijzer.services.simulating_sweep import Swept, SweptAgreement
from inkoopwijzer.values.text import Text

INDEX: Final = "behandelindex"
PERCENTILE: Final = "behandelindex_percentiel"
_BIN: Final = 5.0
_BINS: Final = 24
_START: Final = 50.0
_FACTS: Final = 12
_ROUTES: Final = 5
_REGION: Final = 60
"""With at most so many municipalities the map shows them only."""
_MISSING: Final = Text("gegeven ontbreekt", "fact missing")


def groups_of(agreement: Agreement) -> tuple[GroupLabel, ...]:
    """The groups of an agreement and no agreement, best first, as a report names them."""
    short = {g.id: g.id if len(g.id) <= 2 else g.title.nl for g in agreement.groups}
    made = [
        GroupLabel(g.id, g.title, Text(g.id, g.id) if short[g.id] == g.id else g.title)
        for g in agreement.groups
    ]
    return (*made, NO_AGREEMENT)


def key_of(policy: Policy, agreement: Agreement, what: str = "") -> str:
    """The key of a section about an agreement."""
    plain = f"{what}{policy.insurer}.{agreement.id}".lower().replace("_", "-")
    return plain[:60]


def outcome_section(one: ExactOutcomes) -> OutcomeSection:
    """The outcomes under one agreement, and the missing facts that keep them open."""
    policy, agreement = one.assessed.planned.policy, one.assessed.planned.agreement
    tally = one.tally().counts
    telling = sorted(missing_facts([one.assessed]), key=lambda missing: -missing.may_decide)
    causes = [
        OpenCause(words_of(missing.cell), _MISSING, missing.may_decide)
        for missing in telling[:_FACTS]
        if missing.may_decide
    ]
    return OutcomeSection.of(
        key_of(policy, agreement),
        policy.insurer_name,
        agreement.title,
        groups_of(agreement),
        list(tally.items()),
        elsewhere=len(one.assessed.market.records) - sum(tally.values()),
        open_because=causes,
    )


def distributions(found: MarketAssessment, profession: str = "fysiotherapeut") -> tuple[Distribution, ...]:
    """How the treatment index is spread, of each year of which a policy takes percentiles as norms."""
    asked: dict[str, tuple[Policy, date]] = {}
    for one in found.agreements:
        planned = one.assessed.planned
        for key in _percentiles(planned.policy):
            asked.setdefault(key[0], (planned.policy, planned.frame.on))
    those = those_with(found.records, profession)
    return tuple(
        _distribution(found.records, year, policy, on, those) for year, (policy, on) in sorted(asked.items())
    )


def _percentiles(policy: Policy) -> list[tuple[str, ...]]:
    """Year and percentile of each norm that is a percentile of the index."""
    values = [norm.value for norm in policy.norms.values()]
    return [value.key for value in values if isinstance(value, NormFact) and value.fact == PERCENTILE]


def _distribution(records: Records, year: str, policy: Policy, on: date, those: Flags) -> Distribution:
    seen = spread(records, (INDEX, year), on, those, _START, _BIN, _BINS)
    marks = []
    for key in _percentiles(policy):
        at = market_number(records, (PERCENTILE, *key), on)
        if key[0] == year and at is not None:
            marks.append(Mark(Text(f"P{key[1]}", f"P{key[1]}"), at, seen.practices, norm=True))
    return Distribution(
        f"behandelindex-{year}",
        Text(f"De behandelindex over {year}", f"The treatment index of {year}"),
        Text("landelijke behandelindex", "national treatment index"),
        Text("praktijken met een fysiotherapeut", "practices with a physiotherapist"),
        Text(
            "de normen zoals ze bij deze markt zijn opgegeven, hier niet berekend",
            "the norms as they were given with this market, not reckoned here",
        ),
        seen.practices,
        seen.without,
        seen.start,
        seen.width,
        seen.counts,
        tuple(marks),
        seen.below,
        seen.above,
        decimals=1,
    )


def threshold_sections(found: MarketAssessment, within: float) -> tuple[ThresholdSection, ...]:
    """Each norm with the practices near it."""
    agreements = {one.assessed.name: one.assessed.planned.agreement for one in found.agreements}
    made = []
    for number, norm in enumerate(near_norms(found, within), 1):
        agreement = agreements[norm.policy, norm.agreement]
        near = tuple(
            PracticeNear(p.name, p.agb, p.municipality, p.value, p.now, p.across) for p in norm.practices
        )
        made.append(
            ThresholdSection(
                f"dicht-bij-{number}",
                Text(
                    _capital(f"{norm.fact.nl}: rond {norm.norm:g}".replace(".", ",")),
                    _capital(f"{norm.fact.en}: around {norm.norm:g}"),
                ),
                norm.fact,
                norm.norm,
                within,
                groups_of(agreement),
                sum(p.value <= norm.norm for p in norm.practices),
                sum(p.value > norm.norm for p in norm.practices),
                near,
                decimals=0 if catalogue().facts[norm.cell[0]].type is FactType.whole else 1,
            )
        )
    return tuple(made)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def missing_section(found: MarketAssessment) -> tuple[MissingSection, ...]:
    """The missing facts that decide most."""
    facts = [
        MissingFact(
            fact.ask,
            Text(", ".join(s.nl for s in fact.sources), ", ".join(s.en for s in fact.sources)),
            fact.counts.decides,
            fact.counts.may_decide - fact.counts.decides,
        )
        for fact in most_deciding(found)[:_FACTS]
    ]
    title = Text("Alle overeenkomsten van dit rapport samen", "All agreements of this report together")
    return (MissingSection("ontbreekt", title, tuple(facts)),) if facts else ()


def route_sections(found: MarketAssessment) -> tuple[RouteSection, ...]:
    """For each agreement the single changes that would lift most practices to a better group."""
    by_agreement: dict[tuple[str, str], list[CommonRoute]] = {}
    agreements = {one.assessed.name: one.assessed.planned for one in found.agreements}
    for way in ways_to(found):
        name = way.policy, way.agreement
        label = next(g for g in groups_of(agreements[name].agreement) if g.id == way.found.group)
        for says, alone, _ in way.steps[:_ROUTES]:
            by_agreement.setdefault(name, []).append(CommonRoute(label, (says,), None, alone))
    made = []
    for name, common in by_agreement.items():
        planned = agreements[name]
        title = Text(
            f"{planned.policy.insurer_name}, {planned.agreement.title.nl}",
            f"{planned.policy.insurer_name}, {planned.agreement.title.en}",
        )
        ordered = sorted(common, key=lambda route: -int(str(route.practices)))
        made.append(RouteSection(key_of(planned.policy, planned.agreement, "routes-"), title, tuple(ordered)))
    return tuple(made)


def supply_map(one: ExactOutcomes) -> MunicipalMap:
    """Per municipality the share of practices that surely have some group of the agreement."""
    policy, agreement = one.assessed.planned.policy, one.assessed.planned.agreement
    areas = []
    for area in by_area(one):
        place = municipality_named(area.municipality)
        if place is not None:
            share = 100 * area.sure / area.practices if area.practices else None
            areas.append(AreaValue(place.code, place.name, share, area.practices, area.sure))
    return MunicipalMap(
        key_of(policy, agreement, "kaart-"),
        Text(
            f"{policy.insurer_name}, {agreement.title.nl}: zeker een overeenkomst mogelijk",
            f"{policy.insurer_name}, {agreement.title.en}: surely some agreement possible",
        ),
        Text(
            "deel van de praktijken dat zeker voor een groep in aanmerking komt",
            "share of the practices that surely meet some group",
        ),
        tuple(areas),
        within=tuple(area.code for area in areas) if len(areas) <= _REGION else (),
        unit="%",
        note=Text("Naar de gemeente van de eerste locatie.", "By the municipality of the first location."),
    )


def move_section(one: Answer, told: Sequence[Text]) -> MoveSection:
    """Who goes where after a change."""
    policy, agreement = one.after.planned.policy, one.after.planned.agreement
    groups = groups_of(agreement)
    shifts = one.moves.shifts()
    causes = []
    for cause in one.reasons():
        for reason in cause.reasons:
            condition = policy.conditions.get(reason.name)
            where = Text("", "")
            if condition is not None and condition.cites:
                cite = condition.cites[0]
                where = Text(f"{cite.section}, regel {cite.first}", f"{cite.section}, line {cite.first}")
            causes.append(FlowCause(cause.before, cause.after, reason.says, where, cause.practices))
    kinds = (
        (Text("provincie", "province"), one.by_province()),
        (Text("beroep", "profession"), one.by_profession()),
    )
    parts = [
        FlowPart(kind, Text(part.part, part.part), *pair, practices)
        for kind, found in kinds
        for part in found
        for pair, practices in _pairs(part.shifts).items()
        if pair[0] != pair[1]
    ]
    return MoveSection.of(
        key_of(policy, agreement, "verschuiving-"),
        Text(
            f"{policy.insurer_name}, {agreement.title.nl}: als het beleid verandert",
            f"{policy.insurer_name}, {agreement.title.en}: if the policy changes",
        ),
        Text("het beleid nu", "the policy now"),
        Text("het beleid na de wijziging", "the policy after the change"),
        groups,
        [Flow(*pair, practices) for pair, practices in _pairs(shifts).items()],
        _merged(causes),
        parts,
        note=Text(" ".join(t.nl for t in told), " ".join(t.en for t in told)),
    )


def _pairs(shifts: Iterable[Shift]) -> dict[tuple[Outcome, Outcome], int]:
    """The practices of each pair of outcomes, whatever else tells them apart."""
    found: dict[tuple[Outcome, Outcome], int] = {}
    for shift in shifts:
        pair = shift.before, shift.after
        found[pair] = found.get(pair, 0) + shift.practices
    return found


def _merged(causes: Sequence[FlowCause]) -> tuple[FlowCause, ...]:
    found: dict[tuple[object, ...], FlowCause] = {}
    for cause in causes:
        key = (cause.origin, cause.target, cause.condition)
        before = found.get(key)
        practices = int(str(cause.practices)) + (int(str(before.practices)) if before else 0)
        found[key] = FlowCause(cause.origin, cause.target, cause.condition, cause.where, practices)
    return tuple(found.values())


def sweep_section(found: Swept, one: SweptAgreement) -> Sweep:
    """What a threshold does to one agreement: how many practices surely have each group."""
    agreement = found.policy.agreements[one.agreement]
    series = groups_of(agreement)
    open_ = GroupLabel("open", Text("nog open", "still open"), Text("open", "open"))
    points = []
    for point in one.points:
        sure = [point.practices[group.id][0] if group.id in point.practices else 0 for group in series]
        points.append(SweepPoint(float(point.value), (*sure, one.meant_for - sum(sure))))
    return Sweep(
        key_of(found.policy, agreement, "grens-"),
        Text(
            f"{found.policy.insurer_name}, {one.title.nl}: als {found.threshold} ergens anders ligt",
            f"{found.policy.insurer_name}, {one.title.en}: if {found.threshold} lies elsewhere",
        ),
        Text(f"grens {found.threshold}", f"threshold {found.threshold}"),
        (*series, open_),
        tuple(points),
        None if one.now is None else float(one.now),
        decimals=1,
        note=Text("Geteld is wie een groep zeker heeft.", "Counted are those who surely have a group."),
    )
