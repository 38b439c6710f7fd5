"""What cannot be said in the language: each with an attempt that is refused, and what an author does instead."""

from __future__ import annotations

from dataclasses import dataclass

CITE = "cite: {section: Voor wie, lines: 3}"
SAYS = "says: {nl: Poging, en: Attempt}"


def condition(logic: str) -> str:
    """A rule file with one condition."""
    return f"conditions:\n  poging: {{{SAYS}, {CITE}, {logic}}}\n"


def agreement(more: str = "", group: str = "") -> str:
    """A rule file with one agreement."""
    group = f"title: {{nl: A, en: A}}, {CITE}, requires: [richtlijnen]{group}"
    term = "term: {from: 2027-01-01, until: 2027-12-31}"
    return (
        f"agreements:\n  poging: {{title: {{nl: P, en: P}}, {term}, {CITE}, scope: fysiotherapiepraktijk, "
        f"groups: {{A: {{{group}}}}}{more}}}\n"
    )


def milestone(days: str) -> str:
    """A rule file with one date."""
    return f"calendar:\n  poging: {{{SAYS}, {CITE}, actor: insurer, days: {days}}}\n"


def treatment(more: str) -> str:
    """A rule file with one treatment."""
    return f"treatments:\n  parkinson: {{{SAYS}, {CITE}, others: not_bought, {more}}}\n"


@dataclass(frozen=True)
class Cannot:
    """Something that cannot be said: attempts to say it, each with the fault that comes, and what to do instead."""

    name: str
    attempts: tuple[tuple[str, str], ...]
    instead: str


APPLIED = "of: {verzekeraar: zuiderzee, beroep: beroep}"
INDEX = "fact: behandelindex, of: {jaar: 2025}"

CANNOT: tuple[Cannot, ...] = (
    Cannot(
        "Arithmetic over facts or norms: mean ± standard deviation, a percentage of another number, a "
        "difference",
        (
            (f'norms:\n  poging: {{value: "100 + 16", {CITE}}}\n', "policy.bad_number"),
            (
                condition(f"{INDEX}, at_most: {{plus: [norm.gemiddelde, norm.afwijking]}}"),
                "policy.expected_word",
            ),
            (condition(f"{INDEX}, at_most: norm.gemiddelde + 16"), "policy.unknown_norm"),
        ),
        "The result is a norm or a fact: the bounds that the insurer publishes (`indexband` in "
        "`noorderlicht`), a percentage, a corrected index. Two numbers of the practice can be held "
        "against each other as they are (`index_gedaald`).",
    ),
    Cannot(
        "Averages and sums over therapists, locations or years",
        (
            (condition("average: prem_score, of: {jaar: 2025}"), "policy.unknown_field"),
            (
                f"norms:\n  poging: {{fact: behandelindex_ondergrens, of: {{jaar: 2025}}, over: all, {CITE}}}\n",
                "policy.unknown_field",
            ),
        ),
        "The average is a fact of the practice (`prem_lijsten_per_therapeut` in `waddenkust`). Where the "
        "document allows it: `every`, `share` or `count` of the therapists for whom a number holds, which "
        "is another demand.",
    ),
    Cannot(
        "A norm that differs per therapist or location",
        ((f"norms:\n  poging: {{fact: aantal_therapeuten, {CITE}}}\n", "policy.norm_fact"),),
        "A norm is a number of the document, or a fact of the practice or the market. Other bounds for "
        "other people: one comparison for each, under `where`.",
    ),
    Cannot(
        "Tariffs, surcharges and other amounts as an outcome",
        (
            (agreement(group=', tariff: "42.10"'), "policy.unknown_field"),
            (agreement(more=", surcharge: 5%"), "policy.unknown_field"),
        ),
        "The outcome is a group or a module; its title and `externals` say where the tariff stands. An "
        "amount in euros can be a fact and a norm (`hoogland`).",
    ),
    Cannot(
        "The outcome of another policy, or of another agreement, inside a rule",
        (
            (condition("all: [noorderlicht.basis]"), "policy.unknown_condition"),
            (condition("all: [fysiotherapie]"), "policy.unknown_condition"),
        ),
        "Another insurer's outcome is a fact with the insurer as a key (`groep_bij` in `veenland`): the "
        "dossier says it, nobody computes it. Within one package the conditions of the other agreement "
        "are named again, as the scope of the modules in `noorderlicht` does; `addendum_to` alone does "
        "not make the main agreement a condition of the addendum's outcome.",
    ),
    Cannot(
        "Dates as facts in a condition, or two dates held against each other",
        (
            (
                condition(
                    "fact: aanvraag_ingediend, of: {verzekeraar: zuiderzee, beroep: fysiotherapie}, at_most: 2026-09-01"
                ),
                "policy.date_fact",
            ),
            (
                condition("fact: richtlijnen_beroepsgroep, sometime: {until: aanmelden_starter}"),
                "policy.bad_date",
            ),
        ),
        "A state with a period, asked with `sometime` or `throughout` between days that the document "
        "names (`plan_op_tijd` in `duinrand`); or a milestone, which may reckon from a date.",
    ),
    Cannot(
        "Relative lead times: so long before a start that differs per practice",
        (
            (
                milestone(f"{{after: aanvraag_ingediend, {APPLIED}, days: -30, counting: next_day}}"),
                "policy.bad_number",
            ),
            (milestone("{before: aanmelden_starter}"), "policy.bad_date"),
        ),
        "Starts that the document names: one clause for each, with `during` (`maand_voor_start` in "
        "`duinrand`). Otherwise a yes/no fact that the practice or the insurer answers.",
    ),
    Cannot(
        "Windows that move with the day of assessment: in the past 24 months",
        ((condition("fact: richtlijnen_beroepsgroep, sometime: {last: 24 months}"), "policy.unknown_field"),),
        "Fixed periods (`gevisiteerd_elke_twee_jaar` in `waddenkust`), or a yes/no fact whose period is "
        "the validity.",
    ),
    Cannot(
        "A number over time: below a bound throughout the term, the highest of a year",
        ((condition(f"{INDEX}, below: 120, throughout: term"), "policy.moment_on_number"),),
        "One comparison for each year (`gesprek_over_index` in `stadszicht`); the highest or lowest as a "
        "fact of its own.",
    ),
    Cannot(
        "Counting events in a history",
        (
            (
                condition("count: richtlijnen_beroepsgroep, holds: richtlijnen, at_least: 3"),
                "policy.unknown_selection",
            ),
        ),
        "The number is a fact for a year (`intercollegiale_bijeenkomsten` in `waddenkust`); a few periods "
        "can each be asked with `sometime`, and `at_least` says how many of them.",
    ),
    Cannot(
        "More than a share, at most a share or a number of people",
        (
            (
                condition("share: fysiotherapeut, holds: richtlijnen, at_least: 50%, above: 50%"),
                "policy.unknown_field",
            ),
            (
                condition("count: fysiotherapeut, holds: richtlijnen, at_least: 1, at_most: 3"),
                "policy.unknown_field",
            ),
        ),
        "Turn it round: more than half is `not` (at least half does not hold); at most three is `not` (at "
        "least four). With nobody to count both hold.",
    ),
    Cannot(
        "A treatment tied to a group by the group's name",
        (
            (
                treatment("by: {fysiotherapeut: {under: [fysiotherapie.intensief]}}"),
                "policy.unknown_agreement",
            ),
        ),
        "The condition that the group asks is asked by the treatment too, caps included "
        "(`plus_zonder_grens` in `hoogland`). A test of the package must see to it that both stay alike.",
    ),
    Cannot(
        "A term of its own for one group, or for one provider",
        ((agreement(group=", term: {from: 2027-01-01, until: 2027-06-30}"), "policy.unknown_field"),),
        "An agreement of its own (modules in `noorderlicht`); what ends a group earlier stands under "
        "`changes` and `shortfall`.",
    ),
    Cannot(
        "Rules about one patient: age, diagnosis, whether already in treatment",
        (
            (
                treatment("insured: {nl: ouderen, en: the elderly, fact: leeftijd, at_least: 65}"),
                "policy.unknown_field",
            ),
        ),
        "`insured` says in words for whom a treatment or an exemption is; nothing is assessed for one "
        "patient.",
    ),
    Cannot(
        "Ranking, places and first come first served: whatever depends on other practices",
        ((condition("best: 20, of: [richtlijnen]"), "policy.unknown_field"),),
        "A bound over all practices is a fact of the market, such as a percentile. What the insurer "
        "chooses is `judge`.",
    ),
)
"""Every claim of the documentation, with what shows that it is true."""
