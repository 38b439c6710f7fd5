"""Dossiers become records and come back as they were."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.assess.verdicts import outcome
from inkoopwijzer.facts.dossier import Dossier, Record, Snapshot
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.market.of_dossiers import MarketsDiffer, records_of
from inkoopwijzer.market.records import MARKET, Records
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.values.period import Period
from tests.assess.strategies import best_dossier, dossier_of
from tests.market.market_cases import EXAMPLES, drawn, lineless, with_market


def back(records: Records) -> list[Dossier]:
    return [dossier_at(records, row) for row in range(len(records))]


def one(cells: dict[tuple[str, ...], object]) -> Dossier:
    return dossier_of(cells, ("eigen_administratie",), {})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_an_example_comes_back_as_it_was(path: object) -> None:
    dossier = read_dossier(path)  # type: ignore[arg-type]
    assert back(records_of([dossier])) == [lineless(dossier)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=6))
def test_random_dossiers_come_back_as_they_were(seeds: list[int]) -> None:
    dossiers = drawn(seeds)
    assert back(records_of(dossiers)) == [lineless(d) for d in dossiers]


def test_all_of_them_together_come_back_as_they_were() -> None:
    market = best_dossier().subjects[MARKET][0]
    dossiers = with_market([*map(read_dossier, EXAMPLES), best_dossier()], market)
    assert back(records_of(dossiers)) == [lineless(d) for d in dossiers]


def test_a_value_that_changes_on_the_way_would_be_noticed() -> None:
    dossier = best_dossier()
    records = records_of([dossier])
    key = ("therapeut", ("registratie", "irf"))
    found = records.cells[key]
    changed = replace(found, value=np.zeros_like(found.value))
    assert back(replace(records, cells={**records.cells, key: changed})) != [lineless(dossier)]


def test_an_unknown_is_not_the_same_as_nothing_stated() -> None:
    stated, silent = one({("eigen_website",): (Record(None),)}), one({})
    records = records_of([stated, silent])
    assert dossier_at(records, 0).practice.cells == {("eigen_website",): (Record(None),)}
    assert dossier_at(records, 1).practice.cells == {}


def test_an_unknown_number_choice_and_day_stay_unknown() -> None:
    cells: dict[tuple[str, ...], object] = {
        ("behandelindex", "2025"): (Record(None),),
        ("skf_praktijkregister",): (Record(None),),
        ("voorstel_ontvangen", "salland", "fysiotherapie"): (Record(None),),
    }
    dossier = one(cells)
    assert back(records_of([dossier])) == [lineless(dossier)]


def test_the_record_that_counts_first_stays_first() -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    records = (Record(False, year, "big"), Record(True, year, "vektis_agb"), Record(None))
    dossier = one({("eigen_website",): records})
    assert dossier_at(records_of([dossier]), 0).practice.cells["eigen_website",] == records


@pytest.mark.parametrize("number", ["0", "0.1", "101.4", "123456.789012345", "999999999999999", "0.000001"])
def test_a_number_of_up_to_fifteen_digits_is_exact(number: str) -> None:
    dossier = one({("behandelindex", "2025"): Decimal(number)})
    (record,) = dossier_at(records_of([dossier]), 0).practice.cells["behandelindex", "2025"]
    assert record.value == Decimal(number)


def test_a_number_that_an_array_does_not_hold_exactly_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 15 digits"):
        records_of([one({("behandelindex", "2025"): Decimal("1234567890.123456")})])


def test_a_register_is_complete_seen_or_neither() -> None:
    day = date(2026, 9, 1)
    registers = {
        "big": Snapshot("big", day, complete=True),
        "irf": Snapshot("irf", day, complete=False),
        "kfir": Snapshot("kfir", None, complete=True),
    }
    dossier = replace(one({}), registers=registers)
    assert dossier_at(records_of([dossier, one({})]), 0).registers == registers


def test_dossiers_that_say_different_things_of_the_market_are_refused() -> None:
    cell = ("behandelindex_percentiel", "2025", "70")
    first, other = (
        replace(dossier_of({}, (), {cell: Decimal(v)}), file=f) for v, f in (("1", "a"), ("2", "b"))
    )
    with pytest.raises(MarketsDiffer, match="a and b"):
        records_of([first, other])
    chosen = records_of([first, other], markt=other.subjects[MARKET][0])
    assert {d.subjects[MARKET][0].cells[cell][0].value for d in back(chosen)} == {Decimal(2)}


def test_a_practice_is_found_by_its_code_and_by_its_file() -> None:
    dossiers = [read_dossier(path) for path in EXAMPLES[:2]]
    records = records_of(dossiers, markt=dossiers[0].subjects[MARKET][0])
    for row, dossier in enumerate(dossiers):
        assert records.numbers[dossier.file] == row
        assert records.numbers[str(dossier.practice.agb)] == row


def test_the_reference_judges_what_came_back_the_same() -> None:
    for path in EXAMPLES[:6]:
        dossier = read_dossier(path)
        again = dossier_at(records_of([dossier]), 0)
        for policy in shipped_policies():
            assert outcome(policy, "fysiotherapie", again) == outcome(policy, "fysiotherapie", dossier)


@pytest.mark.parametrize("row", [-1, 1])
def test_there_is_no_dossier_of_a_practice_that_is_not_there(row: int) -> None:
    with pytest.raises(IndexError):
        dossier_at(records_of([one({})]), row)


def test_a_market_without_practices_has_only_a_market() -> None:
    records = records_of([])
    assert len(records) == 0
    assert len(records.listed[MARKET]) == 1
