"""What the leaves of a policy mean: facts of a case, numbers against norms, blocks of opening hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Final

from inkoopwijzer.assess.case import Case, Standing, Unsure
from inkoopwijzer.assess.codes import Code, Codes, Env
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey, Value
from inkoopwijzer.policy import blocks
from inkoopwijzer.policy.tree import Blocks, Bound, Compare, FactCompares, FactIs, Key, Norm
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN


def cell_of(fact: str, key: Key, env: Env) -> CellKey:
    """The cell that a fact node speaks of, with the quantifiers' elements filled in."""
    return (fact, *(str(env[k.dimension]) if isinstance(k, Bound) else k for k in key))


def fact_is(node: FactIs) -> Code:
    """A fact has one of the values asked for, now or over time."""
    fact, key, wanted = node.fact, node.key, node.values
    about = catalogue().facts[fact].about
    whose = _standing(about)
    if node.moment.mode != "now":

        def over_time(codes: Codes, case: Case, env: Env) -> int:
            return case.over_time(whose(case, env).subject, cell_of(fact, key, env), node.moment, wanted)

        return over_time

    def not_yes(value: Value | Unsure | None, cell: CellKey, case: Case) -> int:
        if value is False:
            return NOT_MET
        if value is None:
            return NOT_MET if case.closed(cell) else UNKNOWN
        if wanted is None or not isinstance(value, str):
            return UNKNOWN
        return MET if value in wanted else NOT_MET

    bound = [k.dimension for k in key if isinstance(k, Bound)]
    if bound:
        cells = _cells(fact, key, bound[0])

        def with_option(codes: Codes, case: Case, env: Env) -> int:
            cell = cells[env[bound[0]]] if len(bound) == 1 else cell_of(fact, key, env)
            value = whose(case, env).now.get(cell)
            return MET if value is True else not_yes(value, cell, case)

        return with_option
    cell = cell_of(fact, key, {})

    def of_the_one(codes: Codes, case: Case, env: Env) -> int:
        value = case.alone[about].now.get(cell)
        return MET if value is True else not_yes(value, cell, case)

    def of_the_subject(codes: Codes, case: Case, env: Env) -> int:
        value = env[about].now.get(cell)  # type: ignore[union-attr]  # a subject, never an option
        return MET if value is True else not_yes(value, cell, case)

    return of_the_subject if catalogue().subjects[about].list_name else of_the_one


def _cells(fact: str, key: Key, dimension: str) -> Mapping[Standing | str, CellKey]:
    """The cell for each option of the one dimension that a quantifier fills in."""
    options = catalogue().dimensions[dimension].options or {}
    return {o: (fact, *(o if isinstance(k, Bound) else k for k in key)) for o in options}


def _standing(about: str) -> Callable[[Case, Env], Standing]:
    if not catalogue().subjects[about].list_name:
        return lambda case, env: case.alone[about]
    return lambda case, env: env[about]  # type: ignore[return-value]  # a subject, never an option


def fact_compares(node: FactCompares) -> Code:
    """A number is held against its norm; unknown while either is not known."""
    whose = _standing(catalogue().facts[node.fact].about)
    fact, key = node.fact, node.key
    fixed = None if any(isinstance(k, Bound) for k in key) else cell_of(fact, key, {})
    holds = _COMPARE[node.compare]
    norm = _norm(node.norm)

    def compared(codes: Codes, case: Case, env: Env) -> int:
        value = whose(case, env).now.get(fixed or cell_of(fact, key, env))
        bound = norm(case)
        if bound is None or not isinstance(value, (int, Decimal)):
            return UNKNOWN
        return MET if holds(value, bound) else NOT_MET

    return compared


def _norm(norm: Norm) -> Callable[[Case], Decimal | int | None]:
    value = norm.value
    if isinstance(value, Decimal):
        return lambda case: value
    cell = (value.fact, *value.key)
    about = catalogue().facts[value.fact].about

    def looked_up(case: Case) -> Decimal | int | None:
        found = case.alone[about].now.get(cell)
        return found if isinstance(found, (int, Decimal)) else None

    return looked_up


_COMPARE: Final[Mapping[Compare, Callable[[Decimal | int, Decimal | int], bool]]] = {
    Compare.at_most: le,
    Compare.below: lt,
    Compare.at_least: ge,
    Compare.above: gt,
}


def holds_compare(value: Decimal | int, compare: Compare, norm: Decimal | int) -> bool:
    """Whether a number is at most, below, at least or above the norm."""
    return _COMPARE[compare](value, norm)


def blocks_code(node: Blocks, case: Case) -> int:
    """The code of "enough blocks of opening hours" for one practice."""
    return blocks.blocks_code(node, _weeks(node, case), complete="locatie" not in case.open_lists)


def blocks_found(node: Blocks, case: Case) -> int:
    """The number of blocks in the stated opening hours (of the best location, if each stands by itself)."""
    return blocks.blocks_found(node, _weeks(node, case))


def _weeks(node: Blocks, case: Case) -> list[blocks.Week]:
    """The stated opening hours of each location."""
    found: list[blocks.Week] = []
    for standing in case.standings["locatie"]:
        hours = {day: standing.now.get((node.fact, day)) for day in blocks.DAYS}
        found.append({day: h if isinstance(h, tuple) else None for day, h in hours.items()})
    return found
