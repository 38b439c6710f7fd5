"""Since when until when a therapist may deliver a treatment: held against the interpreter, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

import numpy as np
import pytest

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Compiler
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import Record
from inkoopwijzer.market import pieces as cutting
from inkoopwijzer.market.entitlement import NOT_BOUGHT, Entitlement, entitlements
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.records import Records
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN
from tests.assess.strategies import dossier_of

START, END = date(2026, 1, 1), date(2028, 6, 30)


@cache
def market() -> Records:
    return make_market(200, 11)


def asked(policy: Policy) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for name, treatment in policy.treatments.items():
        options = {o for p in treatment.provisions.values() if p.per for o in p.per.options}
        found += [(name, None), *((name, option) for option in sorted(options))]
    return found


def by_hand(policy: Policy, one: Entitlement, records: Records, row: int, day: date) -> int | None:
    """The code of one therapist on one day by the interpreter's own functions; None where nothing is asked."""
    listed = records.listed["therapeut"]
    practice = int(listed.practice[row])
    dossier = dossier_at(records, practice)
    case = Case(dossier, day, Period(day, day))
    standing = case.standings["therapeut"][row - int(records.offsets["therapeut"][practice])]
    profession = standing.subject.profession
    assert profession is not None
    readings = {r.id: r.default for r in policy.readings.values()}
    treatment = policy.treatments[one.treatment]
    provision = treatment.provision(profession, readings)
    if provision is None or (provision.per and one.option and one.option not in provision.per.options):
        return NOT_MET if provision is not None or treatment.others == "not_bought" else None
    compiler = Compiler(policy, readings, {})
    dimension = provision.per.dimension if provision.per else None
    options = [one.option] if one.option else list(provision.per.options) if provision.per else [None]

    def code(names: tuple[str, ...], option: str | None) -> int:
        env = {"therapeut": standing} | ({dimension: option} if dimension and option else {})
        found = [MET]
        for name in names:
            step = compiler.part(policy.conditions[name].node)
            codes: list[int] = []
            for make in compiler.steps:
                codes.append(make(codes, case, {}))
            found.append(step(codes, case, dict(env)))
        return min(found)

    ways = [code((*provision.therapist, *provision.practice), option) for option in options]
    for exemption in treatment.exemptions_for(profession, readings):
        met = code((*exemption.therapist, *exemption.practice), None)
        ways.append(met if exemption.insured is None else min(met, UNKNOWN))
    return max(ways)


def on_day(one: Entitlement, row: int, day: date) -> int | None:
    number = day.toordinal()
    pieces = one.pieces
    found = np.flatnonzero((pieces.therapist == row) & (pieces.first <= number) & (number <= pieces.last))
    assert len(found) == 1
    return int(one.code[found[0]]) if one.checked[found[0]] else None


def test_every_day_of_a_therapist_is_in_exactly_one_stretch() -> None:
    for policy in shipped_policies():
        pieces = entitlements(market(), policy, asked(policy), START, END)[0].pieces
        days = pieces.last - pieces.first + 1
        assert (days > 0).all()
        total = np.bincount(pieces.therapist, weights=days)
        assert (total == (END - START).days + 1).all()
        assert len(pieces.therapist) > len(total) or policy.insurer != "salland"


def differences(seed: int, tries: int) -> int:
    chance, found = Random(seed), 0
    for policy in shipped_policies():
        codes = entitlements(market(), policy, asked(policy), START, END)
        for _ in range(tries):
            one = chance.choice(codes)
            pieces = one.pieces
            turns = (pieces.therapist[1:] == pieces.therapist[:-1]) & (one.code[1:] != one.code[:-1])
            piece = chance.choice((np.flatnonzero(turns) + 1).tolist() or range(len(one.code)))
            row, edge = int(pieces.therapist[piece]), date.fromordinal(int(pieces.first[piece]))
            day = edge + timedelta(days=chance.choice((-1, 0, 1, 40)))
            day = min(max(day, START), END)
            found += on_day(one, row, day) != by_hand(policy, one, market(), row, day)
    return found


def test_on_any_day_it_is_what_the_interpreter_says() -> None:
    assert differences(1, 250) == 0


def test_a_stretch_that_ends_a_day_late_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = cutting._cut

    def late(records: Records, cells: cutting.Asked, start: int, end: int) -> object:
        therapist, first = right(records, cells, start, end)
        return therapist, np.where(first > start, first + 1, first).astype(np.int32)

    monkeypatch.setattr(cutting, "_cut", late)
    assert differences(1, 250) > 0


def test_a_recognition_counts_on_its_last_day_and_lacks_on_the_next() -> None:
    policy = next(p for p in shipped_policies() if p.insurer == "salland")
    member = Record(True, Period(date(2026, 3, 1), date(2027, 4, 30)), "parkinsonnet")
    dossier = dossier_of(therapeut=[{("aangesloten_bij", "parkinsonnet"): (member,)}])
    (one,) = entitlements(records_of([dossier]), policy, [("parkinson", None)], START, END)
    assert [
        on_day(one, 0, day)
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2027, 4, 30), date(2027, 5, 1))
    ] == [
        NOT_MET,
        MET,
        MET,
        NOT_MET,
    ]
    assert {one.lacks[place] for place in one.lacking[one.code == NOT_MET]} == {"lid_parkinsonnet"}


def test_a_treatment_that_is_not_bought_from_a_profession_says_so() -> None:
    policy = next(p for p in shipped_policies() if p.insurer == "salland")
    (one,) = entitlements(market(), policy, [("claudicatio_looptraining", None)], START, END)
    numbers = list(catalogue().professions)
    diet = one.pieces.records.listed["therapeut"].profession == numbers.index("dietist")
    assert diet.any()
    assert {one.lacks[place] for place in one.lacking[diet]} == {NOT_BOUGHT}
    assert (one.code[diet] == NOT_MET).all()


def test_ordinary_care_under_another_profession_is_not_checked() -> None:
    policy = next(p for p in shipped_policies() if p.insurer == "zorg_en_zekerheid")
    (one,) = entitlements(market(), policy, [("parkinson", None)], START, END)
    numbers = list(catalogue().professions)
    skin = one.pieces.records.listed["therapeut"].profession == numbers.index("huidtherapeut")
    assert skin.any()
    assert not one.checked[skin].any()
