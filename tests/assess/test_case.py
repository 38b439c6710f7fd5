from __future__ import annotations

from datetime import date

import pytest

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.leaves import fact_is
from inkoopwijzer.facts.dossier import Moment
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.policy.tree import FactIs
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

TERM = Period(date(2027, 1, 1), date(2028, 12, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
FIRST, HALF = "tot_en_met: 2026-06-30", "van: 2026-07-01"


def code(fact: str, records: str, moment: Moment, wanted: tuple[str, ...] | None = None) -> int:
    data = f'dossier: "1"\npraktijk:\n  naam: De Linde\n  {fact}: {records}\n'
    case = Case(parse_dossier(data.encode(), "d.yaml"), date(2027, 1, 1), TERM)
    return case.over_time(case.dossier.practice, (fact,), moment, wanted)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ("ja", MET),
        ("nee", NOT_MET),
        ("onbekend", UNKNOWN),
        ("{waarde: ja, tot_en_met: 2025-12-31}", NOT_MET),
        ("{waarde: ja, tot_en_met: 2026-01-01}", MET),
        ("{waarde: nee, van: 2026-07-01}", UNKNOWN),
        (f"[{{waarde: nee, {FIRST}}}, {{waarde: nee, {HALF}}}]", NOT_MET),
        (f"[{{waarde: nee, {FIRST}}}, {{waarde: onbekend, {HALF}}}]", UNKNOWN),
    ],
)
def test_what_was_so_sometime_in_a_year(records: str, expected: int) -> None:
    assert code("eigen_website", records, Moment("sometime", YEAR)) == expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ("ja", MET),
        ("{waarde: ja, tot_en_met: 2028-12-31}", MET),
        ("{waarde: ja, tot_en_met: 2028-12-30}", UNKNOWN),
        ("{waarde: ja, tot_en_met: 2026-12-31}", NOT_MET),
        ("{waarde: ja, van: 2027-01-01}", MET),
        ("{waarde: ja, van: 2027-01-02}", NOT_MET),
        ("[{waarde: ja, tot_en_met: 2027-06-30}, {waarde: ja, van: 2027-07-01}]", MET),
        ("[{waarde: ja, tot_en_met: 2027-06-30}, {waarde: nee, van: 2027-07-01}]", NOT_MET),
        ("[{waarde: ja, tot_en_met: 2027-06-30}, {waarde: onbekend, van: 2027-07-01}]", UNKNOWN),
    ],
)
def test_what_is_so_throughout_the_term(records: str, expected: int) -> None:
    assert code("eigen_website", records, Moment("throughout")) == expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ("keurmerk", MET),
        ("aspirant", NOT_MET),
        ("[{waarde: keurmerk, tot_en_met: 2027-06-30}, {waarde: niet, van: 2027-07-01}]", NOT_MET),
        ("{waarde: keurmerk, tot_en_met: 2027-06-30}", UNKNOWN),
    ],
)
def test_a_choice_throughout_the_term(records: str, expected: int) -> None:
    assert code("skf_praktijkregister", records, Moment("throughout"), ("keurmerk",)) == expected


def test_throughout_a_year_that_is_past_asks_about_that_year() -> None:
    past = "{waarde: ja, tot_en_met: 2026-12-31}"
    assert code("eigen_website", past, Moment("throughout", YEAR)) == MET
    assert code("eigen_website", "{waarde: ja, van: 2026-02-01}", Moment("throughout", YEAR)) == NOT_MET


def test_what_ends_after_the_day_of_assessment_may_be_renewed() -> None:
    data = b'dossier: "1"\npraktijk: {naam: De Linde, eigen_website: {waarde: ja, tot_en_met: 2026-12-31}}\n'
    case = Case(parse_dossier(data, "d.yaml"), date(2026, 10, 1), TERM)
    assert case.over_time(case.dossier.practice, ("eigen_website",), Moment("throughout"), None) == UNKNOWN


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("", NOT_MET),
        ("biedt_specialisatie: [stottertherapie]", MET),
        ("biedt_specialisatie: {stottertherapie: onbekend}", UNKNOWN),
    ],
)
def test_what_belongs_to_another_profession_is_no_unless_the_dossier_says_otherwise(
    stated: str, expected: int
) -> None:
    dossier = parse_dossier(
        f"""\
dossier: "1"
praktijk: {{naam: Kade, soort_praktijk: vrijgevestigd}}
therapeuten:
  - naam: Brands
    beroep: dietist
    {stated}
""".encode(),
        "kade.yaml",
    )
    case = Case(dossier, date(2027, 1, 1), Period(date(2027, 1, 1), date(2027, 12, 31)))
    offers = fact_is(FactIs("biedt_specialisatie", ("stottertherapie",), None))
    assert offers([], case, {"therapeut": case.standings["therapeut"][0]}) == expected
