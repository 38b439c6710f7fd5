"""What must be renewed, and what each renewal is worth: the outcome when only that one thing lapses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Program, run
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.assess.watched import Renewal
from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Subject
from inkoopwijzer.policy.reached import nodes_of
from inkoopwijzer.policy.tree import FactIs
from inkoopwijzer.values.period import Period

Ending = tuple[str, int, CellKey]
"""A record that ends: the kind of subject, its place in the list, and the cell."""


def renewals(program: Program, dossier: Dossier, start: date, until: date) -> Iterator[Renewal]:
    """What ends in the period and within the term, the first first."""
    asked = [n for n in nodes_of(program.policy, program.agreement) if isinstance(n, FactIs)]
    ending = [e for e in _ending(dossier, start, until) if _asked(asked, e[2])]
    every = frozenset(ending)
    facts = catalogue().facts
    rows = []
    for kind, at, cell in ending:
        subject = dossier.subjects[kind][at]
        record = subject.cells[cell][-1]
        assert record.period.end is not None
        after = record.period.end + timedelta(days=1)
        if program.agreement.term.end is not None and after > program.agreement.term.end:
            continue
        renewed = _possible(program, _extended(dossier, every), after)
        without = _possible(program, _extended(dossier, every - {(kind, at, cell)}), after)
        fact = facts[cell[0]]
        named = not fact.of_the_one
        says = fact.filled(fact.says, cell[1:], subject.name if named else "")
        labels = tuple(catalogue().sources[s].label for s in fact.sources)
        row = Renewal(
            says, subject.name if named else "", fact.id, record.period.end, labels, without, renewed
        )
        rows.append(row)
    yield from sorted(rows, key=lambda r: (r.until, r.says.nl))


def _possible(program: Program, dossier: Dossier, day: date) -> tuple[str, ...]:
    return possible_groups(run(program, Case(dossier, day, program.policy.days_of(program.agreement))))[0]


def _ending(dossier: Dossier, start: date, until: date) -> Iterator[Ending]:
    """The last records of yes/no facts that hold and end in the period."""
    facts = catalogue().facts
    for kind, subjects in dossier.subjects.items():
        for at, subject in enumerate(subjects):
            for cell, records in subject.cells.items():
                last = records[-1]
                end = last.period.end
                lapses = last.value is True or facts[cell[0]].type is FactType.choice
                if end is not None and start <= end <= until and lapses:
                    yield kind, at, cell


def _asked(nodes: list[FactIs], cell: CellKey) -> bool:
    return any(
        node.fact == cell[0]
        and all(not isinstance(k, str) or k == c for k, c in zip(node.key, cell[1:], strict=True))
        for node in nodes
    )


def _extended(dossier: Dossier, endings: frozenset[Ending]) -> Dossier:
    """The dossier with these records renewed: they no longer end."""
    subjects: dict[str, tuple[Subject, ...]] = {}
    for kind, listed in dossier.subjects.items():
        subjects[kind] = tuple(
            replace(subject, cells=cells)
            if (cells := _renewed(kind, at, subject, endings)) is not subject.cells
            else subject
            for at, subject in enumerate(listed)
        )
    return replace(dossier, subjects=subjects)


def _renewed(
    kind: str, at: int, subject: Subject, endings: frozenset[Ending]
) -> Mapping[CellKey, tuple[Record, ...]]:
    touched = [cell for cell in subject.cells if (kind, at, cell) in endings]
    if not touched:
        return subject.cells
    cells = dict(subject.cells)
    for cell in touched:
        *before, last = cells[cell]
        cells[cell] = (*before, replace(last, period=Period(last.period.start, None)))
    return cells
