"""Supply against norms: what is told, what depends on whom, and what changes when practices do not sign."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.facts.places import municipalities
from inkoopwijzer.market.adequacy import Adequacy, Care, adequacy, critical, scene_of, without
from inkoopwijzer.market.adequacy_changes import changes, critical_practices
from inkoopwijzer.market.adequacy_findings import Finding, Near, Open, Range, findings
from inkoopwijzer.market.adequacy_norms import Matter, NormSet, SupplyNorm
from inkoopwijzer.market.adequacy_offer import Bounds, stated_deliveries
from inkoopwijzer.market.adequacy_sites import netherlands
from inkoopwijzer.market.distance import Positions
from inkoopwijzer.market.records import NOBODY
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.values.verdict import MET, UNKNOWN, Verdict
from tests.market.adequacy_made import (
    COUNTRY,
    DAY,
    DIET,
    PHYSIO,
    Known,
    Made,
    Person,
    bounds_of,
    flags,
    practices,
    records,
)

NEAR = SupplyNorm("dichtbij", PHYSIO, most_km=Decimal(5), share=Fraction(1, 2))
TWO = SupplyNorm("twee", PHYSIO, most_km=Decimal(5), choice=2)
MANY = SupplyNorm("genoeg", PHYSIO, per_thousand=Decimal("1"))
SOME = SupplyNorm("praktijken", PHYSIO, practices=2)
NORTH, SOUTH = Made((("9011", ""),)), Made((("9021", ""),))
INSURED = np.array([2000, 1000, NOBODY, 0])


def held(
    made: list[Made],
    norms: tuple[SupplyNorm, ...],
    contract: Bounds | None = None,
    insured: Positions | None = None,
    anywhere: bool = True,
) -> Adequacy:
    signed = contract or Bounds.exact(np.ones(len(made), np.bool_))
    scene = scene_of(records(*made), COUNTRY, DAY)
    return adequacy(scene, NormSet("Proef", "ons", norms, anywhere), {PHYSIO: signed}, {}, insured)


def told(found: Adequacy) -> dict[tuple[int, str], Finding]:
    return {(f.norm, f.municipality_name): f for f in findings(found)}


# --- what is told -----------------------------------------------------------------------------------------------


def test_a_norm_is_met_where_enough_areas_are_near() -> None:
    found = told(held([NORTH, SOUTH], (NEAR,)))
    assert found[0, "Noord"].verdict is Verdict.met
    (demand,) = found[0, "Noord"].demands
    assert (demand.matter, demand.needed, demand.found, demand.points) == (Matter.points, 2, Range(2, 2), 3)
    assert found[0, "West"].verdict is Verdict.not_met
    assert found[0, "Eiland"].demands[0].points == 1


def test_the_nearest_and_the_next_practice_are_told_with_their_distance() -> None:
    finding = told(held([NORTH, SOUTH], (NEAR,)))[0, "Zuid"]
    assert finding.nearest == (Near("04990001", "Praktijk 1", 0.0), Near("04990000", "Praktijk 0", 111.2))


def test_a_choice_is_of_different_practices() -> None:
    double = Made((("9011", ""), ("9012", "")))
    assert told(held([double], (TWO,)))[0, "Noord"].verdict is Verdict.not_met
    assert told(held([double, NORTH], (TWO,)))[0, "Noord"].verdict is Verdict.met


def test_supply_is_counted_per_thousand_insured_and_one_person_once() -> None:
    person = Person(agb="04991001")
    made = [Made(people=(person, Person())), Made(people=(person,))]
    finding = told(held(made, (MANY,), insured=INSURED))[0, "Noord"]
    assert (finding.therapists, finding.therapists_per_thousand) == (Range(2, 2), 1.0)
    assert finding.verdict is Verdict.met
    short = told(held(made, (MANY,), insured=INSURED + np.array([1, 0, 0, 0])))[0, "Noord"]
    assert (short.verdict, short.demands[0].needed) == (Verdict.not_met, 3)


def test_without_a_number_of_insured_a_rate_is_unknown_and_counts_are_told() -> None:
    finding = told(held([NORTH], (MANY,)))[0, "Noord"]
    assert finding.verdict is Verdict.unknown
    assert finding.demands[0].open == (Open.insured,)
    assert (finding.therapists, finding.therapists_per_thousand) == (Range(1, 1), None)


def test_where_the_file_has_no_insured_only_norms_that_name_the_municipality_are_asked() -> None:
    named = replace(MANY, name="met naam", municipalities=("9003", "9004"))
    found = told(held([NORTH], (MANY, named), insured=INSURED))
    assert set(found) == {(0, "Noord"), (0, "Zuid"), (1, "West")}
    assert found[1, "West"].demands[0].open == (Open.insured,)


def test_a_contract_that_is_open_makes_a_verdict_unknown() -> None:
    finding = told(held([NORTH, NORTH], (SOME,), Bounds(flags(1, 0), flags(1, 1))))[0, "Noord"]
    assert (finding.verdict, finding.practices) == (Verdict.unknown, Range(1, 2))
    assert finding.demands[0].open == (Open.contract,)


def test_who_may_deliver_or_works_where_being_unknown_is_told_apart() -> None:
    spread = Made((("9011", ""), ("9021", "")), (Person(), Person(DIET)))
    finding = told(held([spread], (SupplyNorm("een", PHYSIO, practices=1),)))[0, "Zuid"]
    assert (finding.verdict, finding.practices) == (Verdict.unknown, Range(0, 1))
    assert finding.demands[0].open == (Open.delivery,)


def test_a_location_without_a_place_may_be_anywhere_unless_the_norms_say_it_does_not_count() -> None:
    lost = Made((("", ""),))
    open_ = told(held([NORTH, lost], (TWO, SOME)))
    assert open_[0, "Noord"].verdict is Verdict.unknown
    assert open_[0, "Noord"].demands[0].open == (Open.place,)
    assert open_[0, "West"].verdict is Verdict.not_met
    assert open_[1, "Noord"].practices == Range(1, 2)
    closed = told(held([NORTH, lost], (TWO, SOME), anywhere=False))
    assert {f.verdict for f in closed.values()} == {Verdict.not_met}
    assert closed[1, "Noord"].practices == Range(1, 1)


def test_a_practice_that_lists_no_therapists_may_have_any_number() -> None:
    unknown = Made(people=(), complete=False)
    finding = told(held([unknown], (MANY,), insured=INSURED))[0, "Noord"]
    assert (finding.verdict, finding.therapists) == (Verdict.unknown, Range(0, None))
    assert told(held([Made(people=())], (MANY,), insured=INSURED))[0, "Noord"].verdict is Verdict.not_met


def test_a_treatment_of_which_nobody_says_who_may_is_unknown_where_there_are_therapists() -> None:
    found = told(held([NORTH], (replace(SOME, treatment="parkinson", practices=1),)))
    assert found[0, "Noord"].verdict is Verdict.unknown
    assert found[0, "Zuid"].verdict is Verdict.not_met


def test_a_profession_without_contracts_has_no_supply() -> None:
    diet = Made(people=(Person(DIET),))
    scene = scene_of(records(diet), COUNTRY, DAY)
    found = adequacy(scene, NormSet("", "", (SupplyNorm("een", DIET, practices=1),)), {}, {})
    assert set(found.verdicts(0)) == {Verdict.not_met}


def test_the_worst_comes_first_and_among_equals_where_most_insured_live() -> None:
    insured = np.array([10, 5000, 900, 800])
    contract = Bounds(flags(1, 0), flags(1, 1))
    first = [
        (f.verdict.value, f.municipality_name)
        for f in findings(
            held([NORTH, Made((("9031", ""),))], (SupplyNorm("een", PHYSIO, practices=1),), contract, insured)
        )
    ]
    assert first == [("not_met", "Zuid"), ("not_met", "Eiland"), ("unknown", "West"), ("met", "Noord")]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"share": Fraction(1, 2), "practices": 1},
        {"choice": 2, "practices": 1},
        {"most_km": Decimal(1), "choice": 4},
        {"most_km": Decimal(1), "choice": 0},
        {"most_km": Decimal(1), "share": Fraction(3, 2)},
    ],
)
def test_a_norm_that_makes_no_sense_is_refused(wrong: dict[str, Decimal | Fraction | int]) -> None:
    with pytest.raises(ValueError, match=r"norm|share|choice"):
        SupplyNorm("fout", PHYSIO, **wrong)  # type: ignore[arg-type]


def test_what_is_sure_must_be_possible() -> None:
    with pytest.raises(ValueError, match="must be possible"):
        Bounds(flags(1, 0), flags(0, 0))


# --- what depends on whom ---------------------------------------------------------------------------------------

norm_sets = st.lists(
    st.sampled_from([NEAR, TWO, MANY, SOME, replace(NEAR, share=Fraction(1))]), min_size=1, max_size=3
)


def cells(found: Adequacy, step: str) -> set[tuple[int, int, int]]:
    it = critical(found, "sure" if step == "sure" else "placed")
    return set(zip(it.practice.tolist(), it.norm.tolist(), it.municipality.tolist(), strict=True))


def by_leaving_out(known: list[Known], norms: tuple[SupplyNorm, ...], step: str) -> set[tuple[int, int, int]]:
    """The cells that depend on one practice, found by leaving out one after the other."""
    contract, _ = bounds_of(known)
    before = held([k.made for k in known], norms, contract, INSURED)
    expected = set()
    for practice in range(len(known)):
        gone = np.arange(len(known)) == practice
        (bounds,) = without({PHYSIO: contract}, gone).values()
        after = held([k.made for k in known], norms, bounds, INSURED)
        for norm, at in zip(*np.nonzero(before.asked), strict=True):
            if step == "sure":
                broken = before.codes[norm, at] == MET and after.codes[norm, at] != MET
            else:
                reached = [
                    all(t.counts["placed"][at] >= t.needed[at] for t in f.tests[norm])
                    for f in (before, after)
                ]
                broken = before.codes[norm, at] == UNKNOWN and reached == [True, False]
            if broken:
                expected.add((practice, int(norm), int(at)))
    return expected


@given(st.lists(practices(), min_size=1, max_size=4), norm_sets, st.sampled_from(["sure", "placed"]))
@settings(max_examples=40, deadline=None)
def test_what_depends_on_a_practice_is_what_leaving_it_out_breaks(
    known: list[Known], norms: list[SupplyNorm], step: str
) -> None:
    contract, _ = bounds_of(known)
    found = held([k.made for k in known], tuple(norms), contract, INSURED)
    assert cells(found, step) == by_leaving_out(known, tuple(norms), step)


def test_a_fault_in_what_depends_on_whom_is_found_out() -> None:
    known = [Known(NORTH, "sure", ("yes",)), Known(NORTH, "sure", ("yes",)), Known(SOUTH, "sure", ("yes",))]
    norms = (TWO, MANY)
    right = by_leaving_out(known, norms, "sure")
    found = held([k.made for k in known], norms, None, INSURED)
    assert cells(found, "sure") == right
    nothing = replace(
        found,
        tests=tuple(
            tuple(replace(t, lost={s: (p, m, n * 0) for s, (p, m, n) in t.lost.items()}) for t in tests)
            for tests in found.tests
        ),
    )
    assert cells(nothing, "sure") != right


def test_the_practice_on_which_most_depends_comes_first_with_who_is_next() -> None:
    found = held([NORTH, SOUTH, SOUTH], (NEAR, replace(SOME, practices=1)))
    first, *rest = critical_practices(found)
    assert (first.agb, [(c.norm, c.municipality_name) for c in first.cells]) == (
        "04990000",
        [(0, "Noord"), (1, "Noord")],
    )
    assert first.cells[0].next == Near("04990001", "Praktijk 1", 111.2)
    assert rest == []


# --- what if ----------------------------------------------------------------------------------------------------


def test_practices_that_do_not_sign_change_verdicts_and_who_is_nearest() -> None:
    before = held([NORTH, SOUTH], (NEAR,))
    left = without({PHYSIO: Bounds.exact(flags(1, 1))}, flags(1, 0))[PHYSIO]
    changed = changes(before, held([NORTH, SOUTH], (NEAR,), left))
    assert [(c.after.municipality_name, c.worse) for c in changed] == [
        ("Noord", True),
        ("West", False),
        ("Eiland", False),
        ("Zuid", False),
    ]
    assert changed[0].after.nearest == (Near("04990001", "Praktijk 1", 111.2),)


def test_a_criterion_that_is_dropped_can_lift_verdicts() -> None:
    before = held([NORTH, SOUTH], (NEAR,), Bounds.exact(flags(0, 1)))
    changed = changes(before, held([NORTH, SOUTH], (NEAR,)))
    assert (changed[0].before.verdict, changed[0].after.verdict) == (Verdict.not_met, Verdict.met)
    assert not any(c.worse for c in changed)


@given(st.lists(practices(), min_size=1, max_size=4))
@settings(max_examples=15, deadline=None)
def test_nothing_changes_when_nobody_leaves(known: list[Known]) -> None:
    contract, _ = bounds_of(known)
    made = [k.made for k in known]
    (same,) = without({PHYSIO: contract}, np.zeros(len(known), np.bool_)).values()
    assert changes(held(made, (NEAR, SOME), contract), held(made, (NEAR, SOME), same)) == ()


@given(st.lists(practices(), min_size=1, max_size=4), st.data())
@settings(max_examples=25, deadline=None)
def test_no_verdict_gets_better_when_practices_leave(known: list[Known], data: st.DataObject) -> None:
    contract, _ = bounds_of(known)
    made = [k.made for k in known]
    gone = flags(*(data.draw(st.booleans()) for _ in known))
    (left,) = without({PHYSIO: contract}, gone).values()
    norms = (NEAR, TWO, MANY, SOME)
    before, after = held(made, norms, contract, INSURED), held(made, norms, left, INSURED)
    assert (after.codes <= before.codes).all()


# --- the Netherlands --------------------------------------------------------------------------------------------


def test_the_country_has_every_municipality_and_points_for_all() -> None:
    country = netherlands()
    assert (len(country.codes), len(country.pc4), len(country.vague)) == (342, 4067, 19)
    assert set(country.names) == {m.name for m in municipalities().values()}
    assert country.by_name["Bergen (NH.)"] == country.by_name["0373"] == country.by_name["GM0373"]
    assert int(country.asked.sum()) >= len(country.pc4)


def test_a_made_market_is_held_against_norms_in_the_whole_country() -> None:
    market = make_market(400, 7)
    scene = scene_of(market, netherlands(), DAY)
    norms = NormSet("", "", (NEAR, replace(NEAR, treatment="parkinson")))
    everybody = {PHYSIO: Bounds.exact(np.ones(400, np.bool_))}
    found = adequacy(scene, norms, everybody, {"parkinson": stated_deliveries(market, "parkinson", DAY)})
    ordinary, special = found.supplies[Care(PHYSIO)], found.supplies[Care(PHYSIO, "parkinson")]
    for step in ("sure", "signed", "placed"):
        one, other = ordinary.steps[step], special.steps[step]
        assert int(one.practices.sum()) > int(other.practices.sum()) > 0
        assert (one.near.km <= other.near.km + 1e-9).all()
    assert (special.steps["sure"].near.km >= special.steps["placed"].near.km - 1e-9).all()
    assert (found.codes[1] <= found.codes[0]).all()
