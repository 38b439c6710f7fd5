"""The values of an unknown that can make a difference: one of each kind, so that all can be tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.gates import Gate, Unknown, unknowns_of
from inkoopwijzer.assess.leaves import holds_compare
from inkoopwijzer.facts.catalogue import Fact, FactType

DomainValue = bool | str | Decimal | int | frozenset[bool | str]
"""A value; for a fact over several days the set of all values it has on them."""
Bound = Unknown | Decimal | int


def test_gate(gate: Gate, values: Mapping[Unknown, DomainValue]) -> bool:
    """Whether a test holds for these values of its unknowns."""
    if gate.op == "is":
        assert gate.unknown is not None
        value = values[gate.unknown]
        if isinstance(value, frozenset):
            wanted = {True} if gate.wanted is None else set(gate.wanted)
            return value <= wanted if gate.every_day else bool(value & wanted)
        return value is True if gate.wanted is None else value in gate.wanted
    left, right = (values[x] if isinstance(x, Unknown) else x for x in (gate.left, gate.right))
    assert gate.compare is not None
    assert isinstance(left, (int, Decimal))
    assert isinstance(right, (int, Decimal))
    return holds_compare(left, gate.compare, right)


def domains(
    unknowns: Sequence[Unknown], gates: Sequence[Gate], case: Case
) -> dict[Unknown, tuple[DomainValue, ...]]:
    """For each unknown the values to try.

    Yes/no and what only the insurer can answer: both. A choice: one option of each set that no test tells apart.
    What is asked over several days: every mix of those. A number: every norm it is held against, and enough
    values around and between them to put numbers that are held against each other in every order.
    """
    facts = case.catalogue.facts
    found: dict[Unknown, tuple[DomainValue, ...]] = {}
    numbers: list[Unknown] = []
    for unknown in unknowns:
        fact = facts[unknown.cell[0]] if unknown.sort in ("fact", "others") else None
        if fact is None or fact.type is FactType.yes_no:
            found[unknown] = _mixes((False, True)) if unknown.mixed else (False, True)
        elif fact.type is FactType.choice:
            kinds = _one_of_each(fact, [g for g in gates if g.unknown == unknown])
            found[unknown] = _mixes(kinds) if unknown.mixed else kinds
        else:
            numbers.append(unknown)
    pairs = rising_pairs(numbers, case)
    for group in _linked(numbers, gates, pairs):
        norms = _norms(group, gates, pairs)
        whole = all(facts[u.cell[0]].type is FactType.whole for u in group)
        values = _around(norms, len(group), whole)
        for unknown in group:
            found[unknown] = values
    return found


def rising_pairs(unknowns: Sequence[Unknown], case: Case) -> list[tuple[Bound, Bound]]:
    """Pairs (lower, higher) of numbers of which the first is never above the second, by the catalogue."""
    pairs: list[tuple[Bound, Bound]] = []
    for about in {u.subject for u in unknowns}:
        cells: dict[tuple[str, ...], Bound] = {
            u.cell: u for u in unknowns if u.subject == about and u.sort == "fact"
        }
        if not any(case.catalogue.facts[c[0]].rises_with for c in cells):
            continue
        for standings in case.standings.values():
            for standing in standings:
                if standing.subject.id == about:
                    cells |= {
                        c: v
                        for c, v in standing.now.items()
                        if case.catalogue.facts[c[0]].rises_with
                        and isinstance(v, (int, Decimal))
                        and not isinstance(v, bool)
                    }
        for (a, x), (b, y) in combinations(sorted(cells.items()), 2):
            order = _order(case.catalogue.facts[a[0]], a, b)
            if order and (isinstance(x, Unknown) or isinstance(y, Unknown)):
                pairs.append((x, y) if order < 0 else (y, x))
    return pairs


def _order(fact: Fact, a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """-1 if `a` is the lower of two cells that rise with a dimension, 1 if the higher, 0 if not comparable."""
    if a[0] != b[0] or fact.rises_with is None:
        return 0
    at = 1 + [d.id for d in fact.per].index(fact.rises_with)
    if a[:at] + a[at + 1 :] != b[:at] + b[at + 1 :]:
        return 0
    return -1 if int(a[at]) < int(b[at]) else 1


def _mixes(values: Sequence[bool | str]) -> tuple[frozenset[bool | str], ...]:
    return tuple(frozenset(m) for n in range(1, len(values) + 1) for m in combinations(values, n))


def _one_of_each(fact: Fact, gates: Sequence[Gate]) -> tuple[str, ...]:
    kinds: dict[tuple[bool, ...], str] = {}
    for option in fact.options:
        kinds.setdefault(tuple(option in (g.wanted or ()) for g in gates), option)
    return tuple(kinds.values())


def _linked(
    numbers: Sequence[Unknown], gates: Sequence[Gate], pairs: Sequence[tuple[Bound, Bound]]
) -> list[list[Unknown]]:
    """Numbers that are held against each other, directly or through others, together."""
    group = {u: {u} for u in numbers}
    links = [unknowns_of(g) for g in gates if g.op == "compare"]
    links += [tuple(x for x in pair if isinstance(x, Unknown)) for pair in pairs]
    for link in links:
        if len(link) == 2 and group[link[0]] is not group[link[1]]:
            joined = group[link[0]] | group[link[1]]
            for u in joined:
                group[u] = joined
    seen: list[set[Unknown]] = []
    for members in group.values():
        if members not in seen:
            seen.append(members)
    return [[u for u in numbers if u in members] for members in seen]


def _norms(
    group: Sequence[Unknown], gates: Sequence[Gate], pairs: Sequence[tuple[Bound, Bound]]
) -> list[Decimal]:
    sides = [(g.left, g.right) for g in gates if g.op == "compare"] + list(pairs)
    return sorted(
        {
            Decimal(x)
            for left, right in sides
            if left in group or right in group
            for x in (left, right)
            if isinstance(x, (int, Decimal))
        }
    )


def _around(norms: Sequence[Decimal], count: int, whole: bool) -> tuple[DomainValue, ...]:
    """Each norm, and `count` values below, between and above the norms (whole numbers where asked)."""
    if whole:
        near = {int(n) + step for n in norms or (Decimal(count),) for step in range(-count, count + 1)}
        return tuple(sorted(v for v in near if v >= 0))
    if not norms:
        return tuple(Decimal(i) for i in range(1, count + 1))
    values = set(norms)
    edges = [Decimal(0), *norms, norms[-1] + count + 1]
    for low, high in pairwise(edges):
        values |= {low + (high - low) * i / (count + 1) for i in range(1, count + 1)}
    return tuple(sorted(values))
