"""A dossier as it would be after a set of changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import ceil, floor

from inkoopwijzer.assess.changes import NEW, Changes, Held, Literal
from inkoopwijzer.assess.leaves import holds_compare
from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, Hours, Record, Snapshot, Subject, Value, value_during
from inkoopwijzer.policy.blocks import DAYS
from inkoopwijzer.policy.tree import NormFact

EVENING: Hours = ((17 * 60, 23 * 60),)
"""Opening hours that make two blocks on any evening, apart or on end."""


def applied(dossier: Dossier, changes: Changes, on: date) -> Dossier:
    """The dossier with every change made, as if seen on `on`; what only the insurer can do stays open."""
    subjects = {kind: list(found) for kind, found in dossier.subjects.items()}
    registers = dict(dossier.registers)
    by_source: dict[tuple[str, CellKey], list[Literal]] = {}
    for literal in sorted(changes, key=str):
        if literal.cell[0] == "lijst":
            register = catalogue().subjects[literal.cell[1]].absent[0]
            registers[register] = Snapshot(register, on, complete=True)
        elif literal.cell[0] == "erbij":
            _find(subjects[literal.cell[1]], literal.subject, literal.cell[1])
        elif literal.cell[0] != "oordeel":
            by_source.setdefault((literal.subject, literal.cell), []).append(literal)
    for (subject_id, cell), literals in by_source.items():
        if cell[-1] == "week" and catalogue().facts[cell[0]].type is FactType.hours:
            _set_hours(subjects["locatie"], cell[0], literals[0].truth)
            continue
        fact = catalogue().facts[cell[0]]
        at = _find(subjects[fact.about], subject_id, fact.about)
        for literal in literals:
            old = subjects[fact.about][at]
            now, _ = value_during(old.cells.get(cell, ()), on, choice=True)
            value = _value(fact, literals, now)
            if isinstance(literal.test, Held) and literal.test.bound is None:
                assert isinstance(literal.test.norm.value, NormFact)
                _norm_to_suit(subjects, value, literals, literal.test.norm.value)
            record = Record(value, literal.moment.period, None, on)
            old = subjects[fact.about][at]
            kept = () if literal.moment.mode == "now" else _without(old.cells.get(cell, ()), literal)
            subjects[fact.about][at] = replace(old, cells={**old.cells, cell: (*kept, record)})
    return replace(dossier, subjects={k: tuple(v) for k, v in subjects.items()}, registers=registers)


def _without(records: tuple[Record, ...], literal: Literal) -> tuple[Record, ...]:
    return tuple(r for r in records if not r.period.overlaps(literal.moment.period))


def _find(subjects: list[Subject], subject_id: str, kind: str) -> int:
    for i, subject in enumerate(subjects):
        if subject.id == subject_id:
            return i
    assert subject_id.startswith(NEW)
    subjects.append(Subject(kind, subject_id, catalogue().subjects[kind].label.nl))
    return len(subjects) - 1


def _value(fact: Fact, literals: list[Literal], now: Value | None) -> Value:
    """A value that passes all the tests; a number stays as it is `now` where only a norm is not known."""
    if fact.type is FactType.yes_no:
        return literals[0].truth
    if fact.type is FactType.choice:
        allowed = [o for o in fact.options if all(_chosen(o, li) for li in literals)]
        return allowed[0] if allowed else next(iter(fact.options))
    return _number(fact, literals, now)


def _number(fact: Fact, literals: list[Literal], now: Value | None) -> Decimal | int:
    if isinstance(now, (int, Decimal)) and all(_passes(Decimal(now), li) for li in literals):
        return now
    tests = [li.test for li in literals if isinstance(li.test, Held)]
    norms = [Decimal(t.bound) for t in tests if t.bound is not None]
    whole = fact.type is FactType.whole
    step = Decimal(1) if whole else Decimal("0.1")
    candidates = {n + d for n in norms for d in (-step, Decimal(0), step)} or {Decimal(1)}
    if whole:  # a norm of a whole number may itself be none
        candidates = {Decimal(r) for c in candidates for r in (floor(c), ceil(c))}
    for candidate in sorted(candidates):
        if candidate >= 0 and all(_passes(candidate, li) for li in literals):
            return int(candidate) if whole else candidate
    return Decimal(0) if fact.type is FactType.decimal else 0


def _passes(value: Decimal, literal: Literal) -> bool:
    test = literal.test
    if not isinstance(test, Held) or test.bound is None:
        return True
    return holds_compare(value, test.compare, Decimal(test.bound)) == literal.truth


def _chosen(option: str, literal: Literal) -> bool:
    return (isinstance(literal.test, tuple) and option in literal.test) == literal.truth


def _norm_to_suit(
    subjects: dict[str, list[Subject]], value: Value, literals: list[Literal], norm: NormFact
) -> None:
    """A norm whose value nobody knows is taken to be such that the number passes: the route says so."""
    assert isinstance(value, (int, Decimal))
    tests = [
        (li.test, li.truth) for li in literals if isinstance(li.test, Held) and li.test.norm.value == norm
    ]
    for candidate in (Decimal(value), Decimal(value) + 1, Decimal(value) - 1):
        if all(holds_compare(value, test.compare, candidate) == truth for test, truth in tests):
            break
    cell = (norm.fact, *norm.key)
    about = subjects[catalogue().facts[cell[0]].about]
    about[0] = replace(about[0], cells={**about[0].cells, cell: (Record(candidate),)})


def _set_hours(locations: list[Subject], fact: str, open_in_the_evening: bool) -> None:
    wanted: Mapping[str, Hours] = dict.fromkeys(DAYS[:2], EVENING) if open_in_the_evening else {}
    for i, location in enumerate(locations):
        cells = dict(location.cells)
        for day in DAYS:
            if day in wanted or not open_in_the_evening:
                cells[(fact, day)] = (Record(wanted.get(day, ())),)
        locations[i] = replace(location, cells=cells)
