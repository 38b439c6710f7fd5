"""What becomes of an outcome if nothing is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import compile_agreement, run
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.assess.turning_days import turning_days
from inkoopwijzer.assess.watch import watch
from inkoopwijzer.assess.watch_treatments import watch_treatments
from inkoopwijzer.facts.dossier import Dossier, Record
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import Verdict

EXAMPLES = Path(__file__).parents[2] / "examples"
START, END = date(2026, 10, 1), date(2028, 12, 31)
POLICIES = {policy.insurer: policy for policy in shipped_policies()}
IJSSEL = read_dossier(EXAMPLES / "3-ijssel-in-deventer.yaml")
VAARTZICHT = read_dossier(EXAMPLES / "8-onderweg-naar-keurmerk.yaml")
ONE = timedelta(days=1)


def possible_on(policy: Policy, dossier: Dossier, day: date) -> tuple[str, ...]:
    program = compile_agreement(policy, "fysiotherapie")
    return possible_groups(run(program, Case(dossier, day, program.agreement.term)))[0]


def ending(dossier: Dossier, changed: dict[tuple[str, int, tuple[str, ...]], Period]) -> Dossier:
    """The dossier in which these facts hold in these periods only."""
    subjects = {}
    for kind, listed in dossier.subjects.items():
        subjects[kind] = tuple(
            replace(
                subject,
                cells={
                    cell: (replace(records[-1], period=changed[kind, at, cell]),)
                    if (kind, at, cell) in changed
                    else records
                    for cell, records in subject.cells.items()
                },
            )
            for at, subject in enumerate(listed)
        )
    return replace(dossier, subjects=subjects)


CELLS = [
    (kind, at, cell)
    for kind, listed in IJSSEL.subjects.items()
    for at, subject in enumerate(listed)
    for cell in subject.cells
    if not any(part.startswith("20") for part in cell[1:])
]
DAYS = st.dates(START - timedelta(days=40), END + timedelta(days=40))
PERIODS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda p: Period(*p) if None in p or p[0] <= p[1] else Period(p[1], p[0])  # type: ignore[operator]
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(POLICIES)), st.dictionaries(st.sampled_from(CELLS), PERIODS, max_size=5), st.data()
)
def test_between_two_turning_days_nothing_changes(
    insurer: str, changed: dict[tuple[str, int, tuple[str, ...]], Period], data: st.DataObject
) -> None:
    policy, dossier = POLICIES[insurer], ending(IJSSEL, changed)
    found = watch(policy, "fysiotherapie", dossier, START, END)
    days = [
        START + timedelta(days=n) for n in data.draw(st.sets(st.integers(0, (END - START).days), max_size=12))
    ]
    days += [d for s in found.shifts for d in (s.day - ONE, s.day)]
    days += [p.end for p in changed.values() if p.end and START <= p.end <= END]
    for day in days:
        now = [s.after for s in found.shifts if s.day <= day]
        assert possible_on(policy, dossier, day) == (now[-1] if now else found.first), day


def test_a_turning_day_left_out_would_be_noticed() -> None:
    """The planted fault: without the day after a record ends, the shift would come too late or never."""
    policy = POLICIES["salland"]
    agreement = policy.agreements["fysiotherapie"]
    days = turning_days(policy, agreement, IJSSEL, START, END)
    assert date(2027, 5, 1) in days
    without = [d for d in days if d != date(2027, 5, 1)]
    outcomes = [possible_on(policy, IJSSEL, d) for d in without]
    shifts = [d for d, a, b in zip(without[1:], outcomes, outcomes[1:], strict=False) if a != b]
    assert shifts != [s.day for s in watch(policy, "fysiotherapie", IJSSEL, START, END).shifts]


def test_a_certificate_that_lapses_lowers_the_group_the_day_after() -> None:
    found = watch(POLICIES["salland"], "fysiotherapie", IJSSEL, START, END)
    assert found.first == ("A",)
    (shift,) = found.shifts
    assert (shift.day, shift.before, shift.after, shift.worse) == (date(2027, 5, 1), ("A",), ("B",), True)
    assert [turn.condition for turn in shift.turns] == ["praktijkcertificering"]
    assert found.last == ("B",)


def test_a_rule_that_ends_is_a_shift_without_any_fact_that_ends() -> None:
    found = watch(POLICIES["zorg_en_zekerheid"], "fysiotherapie", ending(VAARTZICHT, {}), START, END)
    assert any("overgang_aspirant" in [t.condition for t in s.turns] for s in found.shifts)


def test_what_must_be_renewed_names_what_it_is_worth() -> None:
    found = watch(POLICIES["salland"], "fysiotherapie", IJSSEL, START, END)
    (renewal,) = found.renewals
    assert (renewal.until, renewal.renewed, renewal.without) == (date(2027, 4, 30), ("A",), ("B",))
    assert renewal.changes


def test_two_things_that_lapse_together_are_each_worth_their_own() -> None:
    big = ("therapeut", 0, ("registratie", "irf"))
    hkz = ("praktijk", 0, ("certificaten", "hkz_kleine_organisaties"))
    both = ending(IJSSEL, {big: Period(None, date(2027, 3, 31)), hkz: Period(None, date(2027, 3, 31))})
    found = watch(POLICIES["salland"], "fysiotherapie", both, START, END)
    worth = {r.fact: r.without for r in found.renewals}
    assert worth == {"registratie": ("geen",), "certificaten": ("B",)}


def test_before_the_term_a_shift_has_no_consequence() -> None:
    hkz = ("praktijk", 0, ("certificaten", "hkz_kleine_organisaties"))
    early = ending(IJSSEL, {hkz: Period(None, date(2026, 11, 30))})
    (shift,) = watch(POLICIES["salland"], "fysiotherapie", early, START, END).shifts
    assert (shift.day, shift.within, shift.consequences) == (date(2026, 12, 1), False, ())


def test_where_the_document_names_no_consequence_it_is_said_so() -> None:
    (shift,) = watch(POLICIES["salland"], "fysiotherapie", IJSSEL, START, END).shifts
    assert [c.silent for c in shift.consequences] == [True]


@pytest.mark.parametrize(("day", "silent"), [(date(2027, 5, 1), False), (date(2028, 5, 1), True)])
def test_a_change_after_the_last_moment_of_the_document_gets_no_invented_moment(
    day: date, silent: bool
) -> None:
    policy = POLICIES["zorg_en_zekerheid"]
    register = ("therapeut", 0, ("registratie", "irf"))
    later = ending(IJSSEL, {register: Period(None, day - ONE)})
    shifts = [s for s in watch(policy, "fysiotherapie", later, START, END).shifts if s.day == day]
    assert next(c.silent for s in shifts for c in s.consequences) is silent


def test_watching_stops_with_the_term() -> None:
    found = watch(POLICIES["salland"], "fysiotherapie", IJSSEL, START, date(2031, 1, 1))
    assert found.until == date(2028, 12, 31)


def test_a_history_that_goes_on_needs_no_renewal() -> None:
    cell = ("certificaten", "hkz_kleine_organisaties")
    practice = IJSSEL.practice
    records = (Record(True, Period(None, date(2027, 4, 30))), Record(True, Period(date(2027, 5, 1), None)))
    held = replace(practice, cells={**practice.cells, cell: records})
    dossier = replace(IJSSEL, subjects={**IJSSEL.subjects, "praktijk": (held,)})
    found = watch(POLICIES["salland"], "fysiotherapie", dossier, START, END)
    assert (found.shifts, found.renewals) == ((), ())


# --- treatments ---------------------------------------------------------------------------------------------


def test_a_certificate_that_lapses_ends_what_the_therapist_may_deliver() -> None:
    certificate = ("therapeut", 2, ("valpreventie_certificaat",))
    lapsing = ending(IJSSEL, {certificate: Period(None, date(2027, 6, 30))})
    found = [
        s
        for s in watch_treatments(POLICIES["salland"], lapsing, date(2027, 1, 1), END)
        if s.treatment == "valpreventie"
    ]
    assert [(s.day, s.therapist, s.after) for s in found] == [
        (date(2027, 7, 1), "G. Mulder", Verdict.not_met)
    ]


def test_a_quiet_dossier_has_no_shifts_of_treatments() -> None:
    assert watch_treatments(POLICIES["salland"], IJSSEL, date(2027, 1, 1), END) == ()


def test_the_end_of_an_agreement_is_not_told_as_a_shift_of_treatments() -> None:
    brink = read_dossier(EXAMPLES / "16-gezondheidscentrum-de-brink.yaml")
    assert watch_treatments(POLICIES["zorg_en_zekerheid"], brink, date(2027, 1, 1), END) == ()
