"""Ways to see that rules of a policy really say a construct: each a function of a policy and names of rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from inkoopwijzer.policy import tree as t
from inkoopwijzer.policy.milestones import FirstOf, Named, Unit
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.period import Period

BOUNDS = ({t.Compare.at_least, t.Compare.above}, {t.Compare.at_most, t.Compare.below})

Shows = Callable[..., bool]


def nodes(policy: Policy, *names: str) -> list[t.Node]:
    """Every node of these conditions and of those they refer to."""
    found: list[t.Node] = []
    for name in names:
        for node in t.walk(policy.conditions[name].node):
            found += [node, *(nodes(policy, node.condition) if isinstance(node, t.Ref) else [])]
    return found


def compared(policy: Policy, *names: str) -> list[t.FactCompares]:
    """The numbers that these conditions hold against a norm."""
    return [node for node in nodes(policy, *names) if isinstance(node, t.FactCompares)]


def at(fact: str, compare: str, *numbers: int) -> Shows:
    """Whether conditions hold a fact against these numbers, in order."""

    def shows(policy: Policy, *names: str) -> bool:
        found = [c for c in compared(policy, *names) if c.fact == fact and c.compare.value == compare]
        return [c.norm.value for c in found] == [Decimal(n) for n in numbers]

    return shows


def band(policy: Policy, *names: str) -> bool:
    """Every number is held against a lower and an upper bound."""
    found: dict[object, set[t.Compare]] = {}
    for node in compared(policy, *names):
        found.setdefault((node.fact, node.key), set()).add(node.compare)
    return bool(found) and all(all(side & seen for side in BOUNDS) for seen in found.values())


def published_band(policy: Policy, *names: str) -> bool:
    """The bounds are facts of the market."""
    found = compared(policy, *names)
    facts = [c.norm.value.fact for c in found if isinstance(c.norm.value, t.NormFact)]
    return band(policy, *names) and facts == ["indexband"] * len(found)


def corrected(policy: Policy, *names: str) -> bool:
    """Only the corrected index counts."""
    facts = {c.fact for c in compared(policy, *names)}
    return facts == {"behandelindex_ondergrens"}


def better_year(policy: Policy, name: str) -> bool:
    """One of two years is enough."""
    node = policy.conditions[name].node
    return isinstance(node, t.AnyOf) and len({c.key for c in compared(policy, name)}) == len(node.items) == 2


def lower_than_before(policy: Policy, name: str) -> bool:
    """A fact of the practice is held against another fact of the practice."""
    norms = [c.norm.value for c in compared(policy, name)]
    return any(isinstance(norm, t.NormFact) and norm.fact == "behandelindex_ondergrens" for norm in norms)


def five_groups(policy: Policy, name: str) -> bool:
    """Five groups."""
    return len(policy.agreements[name].groups) == 5


def capped(condition: str) -> Shows:
    """Whether a condition caps the group, with the number that it looks at."""

    def shows(policy: Policy, name: str, *rest: str) -> bool:
        caps = [cap.condition for cap in policy.agreements[name].caps]
        return caps == [condition] and bool(compared(policy, condition))

    return shows


def entry_for_starters(policy: Policy, name: str) -> bool:
    """Starters have a way in, and the group that comes with it."""
    agreement = policy.agreements[name]
    ways = [way for way in agreement.entry if way.condition == "starter" and way.milestones]
    return bool(ways) and agreement.groups[-1].requires == ("starter",)


def improvement(policy: Policy, name: str, milestone: str) -> bool:
    """A group above a bound, with a day of review, a way up and what follows without it."""
    agreement = policy.agreements[name]
    groups = [group for group in agreement.groups if "index_vanaf_150" in group.requires]
    reviewed = policy.calendar[milestone].days == Named(date(2027, 10, 1), date(2027, 10, 1))
    return bool(groups and agreement.changes and agreement.shortfall) and reviewed


def modules(policy: Policy, *names: str) -> bool:
    """Addenda to the base agreement that end by themselves."""
    base = policy.agreements["fysiotherapie"]
    found = [policy.agreements[name] for name in names]
    return all(m.addendum_to == base.id and m.term.end != base.term.end for m in found)


def first_of(unit: Unit, following: bool) -> Shows:
    """The start is the first day of a period."""

    def shows(policy: Policy, name: str) -> bool:
        days = policy.calendar[name].days
        return isinstance(days, FirstOf) and (days.unit, days.following) == (unit, following)

    return shows


def both_counts(policy: Policy, name: str) -> bool:
    """Responses of everybody and of the insurer's own insured are counted apart."""
    found = {c.fact: c.norm.value for c in compared(policy, name)}
    return found == {"prem_reacties": Decimal(100), "prem_reacties_verzekerden": Decimal(10)}


def k_of_n(policy: Policy, name: str) -> bool:
    """At least two of the four options."""
    node = policy.conditions[name].node
    if not isinstance(node, t.Over) or node.quantifier is not t.Quantifier.count:
        return False
    return (int(node.at_least), len(node.over.options)) == (2, 4)


def throughout(*years: tuple[int, int]) -> Shows:
    """Whether conditions ask that something held from the first to the last day of these years."""

    def shows(policy: Policy, *names: str) -> bool:
        found = [n.moment for n in nodes(policy, *names) if isinstance(n, t.FactIs)]
        asked = [Period(date(first, 1, 1), date(last, 12, 31)) for first, last in years]
        return [m.period for m in found if m.mode == "throughout"] == asked

    return shows


def by_day(policy: Policy, condition: str, milestone: str) -> bool:
    """A condition asks for it before a day, which is a date of the calendar too."""
    days = policy.calendar[milestone].days
    moments = [
        n.moment for n in nodes(policy, condition) if isinstance(n, t.FactIs) and n.moment.mode != "now"
    ]
    ends = {edge for m in moments for edge in (m.period.start, m.period.end)}
    return isinstance(days, Named) and days.last in ends


def passed_without_open_points(policy: Policy, name: str) -> bool:
    """Something was reached, and something is not so."""
    kinds = [type(item) for item in t.children(policy.conditions[name].node)]
    return kinds == [t.FactIs, t.Not]


def month_before(policy: Policy, name: str) -> bool:
    """Each start has its own month before it."""
    found = nodes(policy, name)
    months = [n.moment.period.start for n in found if isinstance(n, t.FactIs)]
    return months == [date(2026, 12, 1), date(2027, 6, 1)] and any(isinstance(n, t.During) for n in found)


def evidence(source: str) -> Shows:
    """Whether a condition is proven by this source, which the package brought itself."""

    def shows(policy: Policy, name: str) -> bool:
        return source in policy.conditions[name].evidence

    return shows


def every_two_years(policy: Policy, name: str) -> bool:
    """The same thing happened in each of two periods of two years."""
    moments = [n.moment for n in nodes(policy, name) if isinstance(n, t.FactIs)]
    spans = [(m.mode, m.period.start, m.period.end) for m in moments]
    return spans == [
        ("sometime", date(2023, 1, 1), date(2024, 12, 31)),
        ("sometime", date(2025, 1, 1), date(2026, 12, 31)),
    ]


def each_three(policy: Policy, name: str) -> bool:
    """Each therapist reaches the number."""
    node = policy.conditions[name].node
    found = compared(policy, name)
    return isinstance(node, t.Over) and [c.norm.value for c in found] == [Decimal(3)]


def own_amount(policy: Policy, condition: str, norm: str) -> bool:
    """An amount is held against one that the insurer named this practice."""
    value = policy.norms[norm].value
    held = [c.norm.id for c in compared(policy, condition)]
    return isinstance(value, t.NormFact) and value.fact == "signaalbedrag" and held == [norm]


def product_of_group(policy: Policy, treatment: str, condition: str) -> bool:
    """The treatment asks what the group asks."""
    part = policy.treatments[treatment].provisions.get("fysiotherapeut")
    best = policy.agreements["fysiotherapie"].groups[0]
    used = {n.condition for n in nodes(policy, condition) if isinstance(n, t.Ref)}
    return part is not None and part.practice == (condition,) and bool(used & set(best.requires))


def instead_of(policy: Policy, *names: str) -> bool:
    """Two agreements of which one is for whoever the other is not."""
    scopes = [policy.agreements[name].scope for name in ("fysiotherapie_regio", "fysiotherapie")]
    negated = [n for n in nodes(policy, scopes[1]) if isinstance(n, t.Not) and n.item == t.Ref("in_regio")]
    within = [n for n in nodes(policy, scopes[0]) if isinstance(n, t.Over) and n.over.kind == "locatie"]
    return bool(negated) and bool(within) and "in_regio" in names


def followed(policy: Policy, *names: str) -> bool:
    """The group at another insurer, as a fact."""
    found = [n for n in nodes(policy, *names) if isinstance(n, t.FactIs) and n.fact == "groep_bij"]
    return len(found) == len(names) and all(n.key == ("bovenland",) for n in found)


def without_offer(policy: Policy, name: str, milestone: str) -> bool:
    """Nothing needs to be done, and the tariffs come later."""
    ways = [way for way in policy.agreements[name].entry if not way.action]
    days = policy.calendar[milestone].days
    return [way.milestones for way in ways] == [(milestone,)] and days == Named(None, date(2026, 11, 30))


def profiles(policy: Policy, name: str) -> bool:
    """Some profiles of the running agreement lead to a group."""
    found = [n for n in nodes(policy, name) if isinstance(n, t.FactIs) and n.fact == "profiel"]
    return [n.values for n in found] == [("profiel_1", "profiel_2")]


def registration_only(policy: Policy, name: str) -> bool:
    """A group that asks for registration and nothing else."""
    alone = [g for a in policy.agreements.values() for g in a.groups if g.requires == (name,)]
    node = policy.conditions[name].node
    return bool(alone) and isinstance(node, t.Over) and node.quantifier is t.Quantifier.every


def talk(policy: Policy, name: str) -> bool:
    """Two years in a row lead to a talk, which the insurer judges; it decides no group."""
    years = {c.key for c in compared(policy, name)}
    duty = any(name in agreement.duties for agreement in policy.agreements.values())
    return duty and len(years) == 2 and any(isinstance(n, t.Judge) for n in nodes(policy, name))


def percentile(policy: Policy, name: str) -> bool:
    """The bound is a percentile over all practices."""
    norms = [c.norm.value for c in compared(policy, name)]
    return any(isinstance(norm, t.NormFact) and norm.fact == "behandelindex_percentiel" for norm in norms)


def band_of_norms(policy: Policy, condition: str, norm: str) -> bool:
    """The bounds of the band are norms that the market's figures give."""
    return published_band(policy, condition) and isinstance(policy.norms[norm].value, t.NormFact)


def one_is_enough(policy: Policy, name: str) -> bool:
    """One location decides."""
    return [n.quantifier for n in nodes(policy, name) if isinstance(n, t.Over)] == [t.Quantifier.some]
