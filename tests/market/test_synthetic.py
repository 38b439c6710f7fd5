"""A synthetic market: the same from the same seed, invented, lively, and as right as a dossier must be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inkoopwijzer.assess.verdicts import outcome
from inkoopwijzer.facts.canonical import canonical, from_canonical
from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.places import municipalities, postcode_areas
from inkoopwijzer.market.folder import read_market, write_market
from inkoopwijzer.market.records import MARKET, NOBODY, OPEN_END, PRACTICE, Records
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.market.synthetic_cells import NEW_YEAR
from inkoopwijzer.market.synthetic_chance import chance
from inkoopwijzer.market.synthetic_index import FEWEST_INSURED, FEWEST_PRACTICES
from inkoopwijzer.market.synthetic_people import KINDS, make_people, make_practices
from inkoopwijzer.market.synthetic_region import NAMED, UnknownRegion, areas_of
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.fault import Faults
from tests.market.market_cases import lineless, said


@pytest.fixture(scope="module")
def demo() -> Records:
    return make_market(500, seed=7, region="demo")


@pytest.fixture(scope="module")
def country() -> Records:
    return make_market(4000, seed=11)


def numbers(records: Records, *cell: str) -> dict[int, float]:
    found = records.cells[PRACTICE, cell]
    return dict(zip(found.row.tolist(), found.value.tolist(), strict=True))


def test_the_same_seed_gives_the_same_market() -> None:
    assert said(make_market(60, seed=3)) == said(make_market(60, seed=3))


def test_another_seed_gives_another_market() -> None:
    assert said(make_market(60, seed=3)) != said(make_market(60, seed=4))


def test_topics_do_not_disturb_each_other() -> None:
    assert chance(1, "skf").random() == chance(1, "skf").random()
    assert chance(1, "skf").random() != chance(1, "prem").random()


def test_a_market_can_be_kept_and_read_so_every_value_is_of_the_catalogue(
    demo: Records, tmp_path: Path
) -> None:
    write_market(demo, tmp_path / "markt")
    assert said(read_market(tmp_path / "markt")) == said(demo)


def test_a_name_that_is_there_twice_at_a_practice_would_be_refused(demo: Records, tmp_path: Path) -> None:
    therapists = replace(demo.listed["therapeut"], names=["A. Bakker"] * len(demo.listed["therapeut"]))
    wrong = replace(demo, listed={**demo.listed, "therapeut": therapists})
    write_market(wrong, tmp_path / "markt")
    with pytest.raises(Faults, match="twice at the same practice"):
        read_market(tmp_path / "markt")


def test_every_practice_is_a_dossier_that_the_reader_of_dossiers_accepts(demo: Records) -> None:
    for row in range(0, len(demo), 12):
        dossier = dossier_at(demo, row)
        assert lineless(from_canonical(canonical(dossier))) == dossier


def test_a_dossier_that_the_reader_refuses_would_be_noticed(demo: Records) -> None:
    practices = replace(demo.listed[PRACTICE], agb=["123"] * len(demo))
    wrong = replace(demo, listed={**demo.listed, PRACTICE: practices})
    with pytest.raises(Faults):
        from_canonical(canonical(dossier_at(wrong, 0)))


def test_everything_says_that_it_is_invented(demo: Records) -> None:
    assert demo.about["soort"].startswith("synthetisch")
    assert "GeoNames" in demo.about["naamsvermelding"]
    assert demo.about["zaad"] == "7"
    assert "erzonnen" in demo.name
    assert all(name.endswith("(verzonnen)") for name in demo.listed[PRACTICE].names)


def test_codes_are_of_the_invented_ranges_and_nobody_shares_one(demo: Records) -> None:
    practices = [code for code in demo.listed[PRACTICE].agb if code]
    assert len(set(practices)) == len(practices) == len(demo)
    assert all(code[2] == "9" for code in practices)
    professions = list(catalogue().professions.values())
    therapists = demo.listed["therapeut"]
    for code, profession in zip(therapists.agb, therapists.profession.tolist(), strict=True):
        assert code.startswith(professions[profession].agb)
        assert "5" <= code[2] <= "8"
    assert not set(practices) & set(therapists.agb)


def test_who_works_at_two_practices_has_one_name_code_and_registration(country: Records) -> None:
    therapists = country.listed["therapeut"]
    rows: dict[str, list[int]] = {}
    for row, code in enumerate(therapists.agb):
        rows.setdefault(code, []).append(row)
    double = [there for there in rows.values() if len(there) > 1]
    assert len(double) > 100
    names, practice = list(therapists.names), therapists.practice
    assert all(len({names[row] for row in there}) == 1 for there in double)
    assert all(len({int(practice[row]) for row in there}) == len(there) for there in double)
    ends = country.cells["therapeut", ("registratie", "big_artikel_3")]
    last = dict(zip(ends.row.tolist(), ends.end.tolist(), strict=True))
    known = [[last[row] for row in there if row in last] for there in double]
    assert all(len(set(days)) <= 1 for days in known)


def test_sixty_thousand_practices_have_about_two_hundred_thousand_therapists() -> None:
    practices = make_practices(60_000, 1, areas_of(None))
    people = make_people(practices, 1)
    assert 190_000 <= len(people.practice) <= 215_000
    assert (np.diff(people.practice) >= 0).all()
    solo = (practices.size == 1).mean()
    assert 0.25 < solo < 0.5, "many work alone"
    assert practices.size.max() > 30, "and a few practices are large"
    shares = np.bincount(practices.kind, minlength=len(KINDS)) / len(practices)
    assert np.allclose(shares, [kind.share for kind in KINDS], atol=0.01)


def test_practices_stand_in_real_postcode_areas_of_the_region(demo: Records) -> None:
    towns = {name: code for code, name in ((m.code, m.name) for m in municipalities().values())}
    allowed = {towns[name] for name in NAMED["demo"]}
    areas = [postcode_areas()[pc4] for pc4 in demo.listed[PRACTICE].postcode]
    assert {area.municipality for area in areas} <= allowed
    assert len({area.municipality for area in areas}) > 20
    for area, name in zip(areas, demo.listed[PRACTICE].names, strict=True):
        assert f" {area.place} " in name


def test_a_location_lies_in_the_municipality_of_its_practice(demo: Records) -> None:
    locations = demo.listed["locatie"]
    codes = [postcode_areas()[pc4].municipality for pc4 in locations.postcode]
    homes = [postcode_areas()[pc4].municipality for pc4 in demo.listed[PRACTICE].postcode]
    assert codes == [homes[row] for row in locations.practice.tolist()]
    found = demo.cells["locatie", ("gemeente",)]
    for row, value in zip(found.row.tolist(), found.value.tolist(), strict=True):
        assert found.values[value] == municipalities()[codes[row]].name


@pytest.mark.parametrize(
    ("region", "town"), [("Zeeland", "Goes"), ("Raalte", "Raalte"), ("salland", "Deventer")]
)
def test_a_region_may_be_a_province_a_municipality_or_known_by_name(region: str, town: str) -> None:
    assert town in areas_of(region).towns


def test_a_region_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownRegion) as caught:
        make_market(5, seed=1, region="Atlantis")
    assert "Raalte" in caught.value.known


@pytest.mark.parametrize(("practices", "seed"), [(0, 1), (-1, 1), (5, -1)])
def test_a_market_has_a_practice_and_a_seed(practices: int, seed: int) -> None:
    with pytest.raises(ValueError, match="at least one practice"):
        make_market(practices, seed)


def test_one_practice_is_a_market_too(tmp_path: Path) -> None:
    for seed in range(3):
        write_market(make_market(1, seed), tmp_path / str(seed))
        assert len(read_market(tmp_path / str(seed))) == 1


def test_there_is_no_index_over_too_few_insured_people(country: Records) -> None:
    for year in ("2024", "2025"):
        insured, index = (numbers(country, fact, year) for fact in ("unieke_verzekerden", "behandelindex"))
        assert min(insured[row] for row in index) >= FEWEST_INSURED
        few = [row for row, n in insured.items() if n < FEWEST_INSURED]
        assert len(few) > 20
        assert not set(few) & set(index)


def test_the_index_lies_around_a_hundred_with_a_tail_and_resembles_the_year_before(country: Records) -> None:
    now, before = numbers(country, "behandelindex", "2025"), numbers(country, "behandelindex", "2024")
    values = np.array(list(now.values()))
    assert 97 < np.median(values) < 101
    assert 12 < values.std() < 22
    assert values.mean() > np.median(values)
    assert 0.003 < (values > 150).mean() < 0.03
    both = [(now[row], before[row]) for row in now if row in before]
    assert 0.6 < np.corrcoef(np.array(both).T)[0, 1] < 0.95


def test_a_percentile_is_the_lowest_index_that_so_many_practices_do_not_exceed(country: Records) -> None:
    index = numbers(country, "behandelindex", "2025")
    shares = []
    for percentile in ("50", "70", "85"):
        (value,) = country.cells[MARKET, ("behandelindex_percentiel", "2025", percentile)].value.tolist()
        assert value == round(value, 1)
        shares.append(np.mean([n <= value for n in index.values()]))
    assert np.allclose(shares, [0.5, 0.7, 0.85], atol=0.02)
    assert country.about["percentielmethode"] == "nearest_rank"


def test_over_too_few_practices_there_are_no_percentiles() -> None:
    small = make_market(FEWEST_PRACTICES - 1, seed=1)
    assert not [cell for kind, cell in small.cells if cell[0] == "behandelindex_percentiel"]


def test_registrations_lapse_before_and_within_the_agreement_and_are_renewed(country: Records) -> None:
    found = country.cells["therapeut", ("registratie", "irf")]
    last = np.ones(len(found), np.bool_)
    last[:-1] = found.row[1:] != found.row[:-1]
    ends = found.end[last]
    lapsed, within = (ends < NEW_YEAR).mean(), ((ends >= NEW_YEAR) & (ends < NEW_YEAR + 731)).mean()
    assert 0.001 < lapsed < 0.03
    assert 0.3 < within < 0.5
    assert 0.08 < (~last).mean() < 0.16, "one in eight has the registration before it too"
    assert (found.start <= found.end).all()


def test_the_periods_of_one_subject_do_not_overlap(country: Records) -> None:
    for found in country.cells.values():
        same = found.row[1:] == found.row[:-1]
        assert (found.start[1:][same] > found.end[:-1][same]).all()
        assert (found.end >= found.start).all()
        assert (found.end <= OPEN_END).all()


def test_the_seen_and_the_unseen_both_occur(country: Records) -> None:
    for name, seen in country.registers.items():
        share = seen.complete.mean()
        assert 0.5 < share < 1, name
        assert ((seen.seen > 0) | ~seen.complete).all()
    for fact in ("eigen_website", "meet_patientervaringen"):
        kind = catalogue().facts[fact].about
        found = country.cells[kind, (fact,)]
        assert len(found) < 0.95 * len(country.listed[kind])
        assert 0 < (found.value == 1).mean() < 0.02, "an explicit onbekend is rare but there"
    hours = country.cells["locatie", ("openingstijden", "maandag")]
    assert 0 < (hours.value == NOBODY).mean() < 0.02


def test_what_a_register_says_is_only_there_where_it_was_seen(country: Records) -> None:
    therapists = country.listed["therapeut"]
    for register, cell in (("big", "big_artikel_3"), ("irf", "irf"), ("kfir", "kfir"), ("kp", "kp")):
        found = country.cells["therapeut", ("registratie", cell)]
        assert country.registers[register].complete[therapists.practice[found.row]].all()


def test_every_fact_has_the_type_that_the_catalogue_states(country: Records) -> None:
    kinds = {FactType.yes_no: np.int8, FactType.whole: np.float64, FactType.decimal: np.float64}
    for (kind, cell), found in country.cells.items():
        fact = catalogue().facts[cell[0]]
        assert fact.about == kind
        assert len(cell) == 1 + len(fact.per)
        assert found.value.dtype == kinds.get(fact.type, np.int32)
        assert (np.diff(found.row) >= 0).all()
        assert found.row[-1] < len(country.listed[kind])


def test_many_facts_are_used(country: Records) -> None:
    assert len({cell[0] for _, cell in country.cells}) > 70
    professions = Counter(country.listed["therapeut"].profession.tolist())
    assert len(professions) == len(catalogue().professions)
    assert professions.most_common(1)[0][0] == 0, "most are physiotherapists"


def test_the_outcomes_are_a_lively_spread_under_both_policies(demo: Records) -> None:
    """Every group, none, and every kind of open outcome occurs, and nothing rules: an assessment has work to do."""
    physio = [row for row in range(len(demo)) if "Fysiotherapie" in demo.listed[PRACTICE].names[row]][::2]
    dossiers = [dossier_at(demo, row) for row in physio]
    for policy in shipped_policies():
        found = Counter(outcome(policy, "fysiotherapie", dossier) for dossier in dossiers)
        share = {possible: count / len(dossiers) for possible, count in found.items()}
        groups = [group.id for group in policy.agreements["fysiotherapie"].groups]
        for possible in [*groups, NONE]:
            assert share.get((possible,), 0) >= 0.03, (policy.insurer, possible, share)
        left_open = sum(part for possible, part in share.items() if len(possible) > 1)
        assert 0.25 < left_open < 0.6, (policy.insurer, share)
        assert len([possible for possible in share if len(possible) > 1]) >= 4
        assert max(share.values()) < 0.4
