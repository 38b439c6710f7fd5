"""The constructs of other insurers, each with the fictional package that says it and how to see that it does.

This is the one list: the tests hold the packages against it, and docs/expressiveness.md is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from inkoopwijzer.policy import tree as t
from inkoopwijzer.policy.milestones import Named, Unit
from inkoopwijzer.policy.package import load_policy, shipped
from inkoopwijzer.policy.policy import Agreement, Policy
from tests.expressiveness import shown

PACKAGES = Path(__file__).parent / "packages"
NAMES = tuple(sorted(p.name for p in PACKAGES.iterdir() if (p / "policy.yaml").is_file()))
"""The fictional packages, by insurer."""
SHIPPED = "zorg_en_zekerheid"
"""The one construct that a shipped package has, the fictional ones do not repeat."""


@dataclass(frozen=True)
class Construct:
    """What some insurer does, how it is written here, and the rules of the package that say it.

    `shows` tells of a policy whether those rules really say it. `parts` names the fields of a rule to print,
    where the whole is too long.
    """

    name: str
    written: str
    package: str
    rules: tuple[str, ...]
    shows: shown.Shows
    parts: tuple[str, ...] = ()

    def present(self, policy: Policy) -> bool:
        """Whether the rules of this construct say it in this policy."""
        return bool(self.shows(policy, *self.rules))


@cache
def directory_of(package: str) -> Path:
    """The directory of a package, fictional or shipped."""
    for insurer, _, directory in shipped():
        if insurer == package:
            return Path(str(directory))
    return PACKAGES / package


def policy_of(package: str) -> Policy:
    """The policy of a package; read each time, so that its facts are known now."""
    return load_policy(directory_of(package))


def without(policy: Policy, rules: tuple[str, ...]) -> Policy:
    """The policy with these rules emptied: conditions that always hold, dates that are never, bare agreements."""

    def emptied(agreement: Agreement) -> Agreement:
        return replace(
            agreement,
            groups=agreement.groups[:1],
            caps=(),
            duties=(),
            changes=(),
            entry=(),
            shortfall=(),
            addendum_to=None,
        )

    return replace(
        policy,
        conditions={
            name: replace(c, node=t.All(()), evidence=()) if name in rules else c
            for name, c in policy.conditions.items()
        },
        agreements={n: emptied(a) if n in rules else a for n, a in policy.agreements.items()},
        calendar={
            n: replace(m, days=Named(None, None)) if n in rules else m for n, m in policy.calendar.items()
        },
        treatments={
            n: replace(one, provisions={}) if n in rules else one for n, one in policy.treatments.items()
        },
        norms={n: replace(m, value=Decimal(0)) if n in rules else m for n, m in policy.norms.items()},
    )


CONSTRUCTS: tuple[Construct, ...] = (
    # --- the index
    Construct(
        "Two-sided index band",
        "`all` of two comparisons of one fact",
        "zuiderzee",
        ("index_tweezijdig",),
        shown.band,
    ),
    Construct(
        "Band of one standard deviation around the mean",
        "both bounds are facts of the market, published each year",
        "noorderlicht",
        ("index_2025_in_band", "onder_2025"),
        lambda policy, name, norm: (
            shown.published_band(policy, name) and isinstance(policy.norms[norm].value, t.NormFact)
        ),
    ),
    Construct(
        "Corrected index (lower confidence bound)",
        "a fact of its own in the package's `catalogue.yaml`",
        "zuiderzee",
        ("index_onder_120", "index_onder_150"),
        shown.corrected,
    ),
    Construct(
        "Best of two periods, in favour of the provider",
        "`any` of the two years",
        "noorderlicht",
        ("index_in_band",),
        shown.better_year,
    ),
    Construct(
        "Percentile as a bound",
        "a norm that is a fact of the market (shipped package)",
        SHIPPED,
        ("index_tot_p70",),
        shown.percentile,
    ),
    Construct(
        "Enough insured people for an index to count",
        "a comparison of its own",
        "noorderlicht",
        ("genoeg_verzekerden",),
        shown.at("unieke_verzekerden", "at_least", 31),
    ),
    Construct(
        "Very few patients: at most a lower group",
        "`caps`",
        "zuiderzee",
        ("fysiotherapie", "weinig_patienten"),
        shown.capped("weinig_patienten"),
        ("caps",),
    ),
    Construct(
        "A talk with who deviates year after year",
        "`duties`, `when`, `judge`",
        "stadszicht",
        ("gesprek_over_index",),
        shown.talk,
    ),
    # --- groups and agreements
    Construct(
        "Four to five groups, not in line with one number",
        "`groups`, best first; who is below the band falls to the second",
        "zuiderzee",
        ("fysiotherapie",),
        shown.five_groups,
        ("groups",),
    ),
    Construct(
        "Entry agreement for starters",
        "a group that asks for nothing else, and a way in (`entry`)",
        "zuiderzee",
        ("fysiotherapie",),
        shown.entry_for_starters,
        ("entry",),
    ),
    Construct(
        "Improvement agreement above a bound, with a review",
        "a group, a date of review, `changes` and `shortfall`",
        "zuiderzee",
        ("fysiotherapie", "toets_verbeter"),
        shown.improvement,
        ("changes", "shortfall"),
    ),
    Construct(
        "Improved against its own year before",
        "a norm that is a fact of the same practice",
        "zuiderzee",
        ("index_gedaald",),
        shown.lower_than_before,
    ),
    Construct(
        "Base and modules with surcharges, ended apart",
        "agreements with `addendum_to` and a term of their own",
        "noorderlicht",
        ("module_transparantie", "module_dossiers"),
        shown.modules,
        ("addendum_to", "term", "scope", "groups"),
    ),
    Construct(
        "Profiles that become groups",
        "a choice with `one_of`",
        "stadszicht",
        ("profiel_1_of_2",),
        shown.profiles,
    ),
    Construct(
        "Contracting on registration only",
        "a group with one condition",
        "stadszicht",
        ("alle_big",),
        shown.registration_only,
    ),
    Construct(
        "Unilateral extension without an offer",
        "a way in with `action: no`",
        "stadszicht",
        ("fysiotherapie", "tarieven_bekend"),
        shown.without_offer,
        ("entry",),
    ),
    # --- starts
    Construct(
        "Start by quarter, never retroactive",
        "`first_of: quarter` with `following: yes`",
        "noorderlicht",
        ("start_module",),
        shown.first_of(Unit.quarter, following=True),
    ),
    Construct(
        "Retroactive start on the first of the month",
        "`first_of: month`",
        "waddenkust",
        ("ingang",),
        shown.first_of(Unit.month, following=False),
    ),
    # --- measurement
    Construct(
        "Share of patients asked (70%, 40%)",
        "a percentage as a fact, two norms",
        "waddenkust",
        ("gevraagd_40", "gevraagd_70"),
        shown.at("prem_aandeel", "at_least", 40, 70),
    ),
    Construct(
        "Mark of 8 or more", "a decimal", "waddenkust", ("cijfer_8",), shown.at("prem_score", "at_least", 8)
    ),
    Construct(
        "Average number of filled lists per therapist",
        "the average is the fact",
        "waddenkust",
        ("lijsten_25",),
        shown.at("prem_lijsten_per_therapeut", "at_least", 25),
    ),
    Construct(
        "Responses of all and of own insured",
        "two facts, one with the insurer as a key",
        "waddenkust",
        ("reacties",),
        shown.both_counts,
    ),
    Construct(
        "Minimum measurement, at least 85% included",
        "a percentage as a fact",
        "noorderlicht",
        ("proefmeting",),
        shown.at("proefmeting_inclusie", "at_least", 85),
    ),
    Construct(
        "k of n selective dossiers",
        "`count` over a dimension of the package",
        "noorderlicht",
        ("twee_dossiers",),
        shown.k_of_n,
    ),
    # --- history and registers
    Construct(
        "Prior agreement for two whole calendar years, in group A or B",
        "`one_of` with `throughout`",
        "duinrand",
        ("twee_jaar_a_of_b",),
        shown.throughout((2025, 2026)),
    ),
    Construct(
        "Prior agreement for one whole calendar year",
        "`one_of` with `throughout`",
        "duinrand",
        ("een_jaar_a_of_b",),
        shown.throughout((2026, 2026)),
    ),
    Construct(
        "Plan approved by 1 September",
        "`sometime`, and a date in the calendar",
        "duinrand",
        ("plan_op_tijd", "plan_goedgekeurd"),
        shown.by_day,
    ),
    Construct(
        "In the practice register by 1 November",
        "`throughout` from that day, and a date in the calendar",
        "duinrand",
        ("ingeschreven_op_tijd", "ingeschreven"),
        shown.by_day,
    ),
    Construct(
        "Entry visitation passed, no open points",
        "`all` with a `not`",
        "duinrand",
        ("visitatie_zonder_open_punten",),
        shown.passed_without_open_points,
    ),
    Construct(
        "One month before the start",
        "each start that the document names has its month: `during`",
        "duinrand",
        ("maand_voor_start",),
        shown.month_before,
    ),
    Construct(
        "Good practice implemented",
        "a fact of the package",
        "zuiderzee",
        ("good_practices",),
        shown.evidence("document"),
    ),
    Construct(
        "Effectiveness audit as evidence",
        "a source of the package under `evidence`",
        "zuiderzee",
        ("effectiviteitsaudit",),
        shown.evidence("auditinstelling"),
    ),
    Construct(
        "Visitation every two years",
        "`sometime` for each period",
        "waddenkust",
        ("gevisiteerd_elke_twee_jaar",),
        shown.every_two_years,
    ),
    Construct(
        "Three peer-review meetings each",
        "`every` with a number per year",
        "waddenkust",
        ("drie_bijeenkomsten",),
        shown.each_three,
    ),
    # --- money and products
    Construct(
        "Signal amount per practice",
        "a norm that is a fact of the practice",
        "hoogland",
        ("binnen_signaalbedrag", "eigen_signaalbedrag"),
        shown.own_amount,
    ),
    Construct(
        "Cap on volume",
        "`caps` by an amount",
        "hoogland",
        ("fysiotherapie", "boven_plafond"),
        shown.capped("boven_plafond"),
        ("caps",),
    ),
    Construct(
        "Extra product for one group only",
        "a treatment of the package that asks what the group asks",
        "hoogland",
        ("beweegprogramma", "plus_zonder_grens"),
        shown.product_of_group,
    ),
    # --- more than one insurer
    Construct(
        "Regional insurer replaces the group's agreement",
        "two agreements, the scope of one is `not` that of the other",
        "veenland",
        ("praktijk_in_regio", "praktijk_buiten_regio", "in_regio"),
        shown.instead_of,
    ),
    Construct(
        "Precedence of region and label",
        "`some` location in the region is enough",
        "veenland",
        ("in_regio",),
        shown.one_is_enough,
    ),
    Construct(
        "Following another insurer's outcome",
        "that outcome is a fact, with the other insurer as a key",
        "veenland",
        ("volgt_groep_1", "volgt_groep_2"),
        shown.followed,
    ),
)
