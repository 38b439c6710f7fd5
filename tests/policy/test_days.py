"""The days of a term that a policy speaks of: a policy of 2031 does not assess a running agreement for 2029."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.assess.agreement import assess_agreement
from inkoopwijzer.assess.scenarios import load_scenarios
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import Verdict

DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))
POLICY = next(p for p in shipped_policies() if p.insurer == "zorg_en_zekerheid")
RUNNING = "dietetiek"

RULES = b"""\
policy: "1"
insurer: zonnewijzer
insurer_name: Zonnewijzer Zorg
year: 2031
title: {nl: Beleid, en: Policy}
document: {title: Fictief, version: "1", published: 2030-04-01, lines: 9, fingerprint: ""}
agreements:
  dietetiek:
    title: {nl: Overeenkomst, en: Agreement}
    term: {from: 2029-01-01, until: 2032-12-31}
    cite: {section: Slot, lines: 1}
    scope: voor_2031
    groups:
      overeenkomst:
        title: {nl: Overeenkomst, en: Agreement}
        cite: {section: Slot, lines: 1}
        requires: [voor_2031, blijft]
conditions:
  voor_2031:
    says: {nl: Het gaat om 2031., en: It is about 2031.}
    cite: {section: Slot, lines: 2}
    during: {from: 2031-01-01, until: 2031-12-31}
  blijft:
    says: {nl: De website blijft., en: The website stays.}
    cite: {section: Slot, lines: 3}
    fact: eigen_website
    throughout: term
"""

SCENARIOS = b"""\
agreement: dietetiek
base:
  dossier: "1"
  praktijk: {naam: De Linde, eigen_website: {waarde: ja, van: 2031-01-01, tot_en_met: 2032-12-31}}
scenarios:
  - {name: Zonder dag, expect: {voor_2031: met, blijft: met}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return parse_policy({"policy.yaml": RULES}, stamped=False)


def test_a_running_agreement_counts_from_the_first_of_january_of_the_policys_year(policy: Policy) -> None:
    assert policy.days_of(policy.agreements[RUNNING]) == Period(date(2031, 1, 1), date(2032, 12, 31))


def test_an_agreement_that_starts_later_counts_from_its_own_start(policy: Policy) -> None:
    later = replace(policy.agreements[RUNNING], term=Period(date(2031, 4, 1), date(2031, 12, 31)))
    assert policy.days_of(later) == later.term


def test_an_agreement_that_ended_before_the_policys_year_keeps_its_own_days(policy: Policy) -> None:
    over = replace(policy.agreements[RUNNING], term=Period(date(2028, 1, 1), date(2030, 12, 31)))
    assert policy.days_of(over) == over.term


@given(start=DAYS, length=st.integers(0, 2000))
def test_the_days_lie_within_the_term_and_never_begin_before_the_year_if_any_of_it_is_left(
    start: date, length: int
) -> None:
    term = Period(start, date.fromordinal(start.toordinal() + length))
    days = POLICY.days_of(replace(POLICY.agreements[RUNNING], term=term))
    assert term.contains(days)
    assert days.start is not None
    assert days.end == term.end
    assert days.start <= term.end  # type: ignore[operator]
    assert days.start.year >= POLICY.year or days == term


@pytest.mark.parametrize("name", POLICY.agreements)
def test_no_agreement_is_assessed_for_a_day_before_the_policys_year(name: str) -> None:
    dossier = parse_dossier(b'dossier: "1"\npraktijk: {naam: De Linde}\n', "d.yaml")
    result = assess_agreement(POLICY, name, dossier)
    assert result.on == date(POLICY.year, 1, 1)
    assert result.term == (POLICY.agreements[name].term.start, POLICY.agreements[name].term.end)


@pytest.mark.parametrize("on", [None, date(2029, 6, 1), date(2030, 12, 31)])
def test_who_asks_beforehand_is_assessed_for_the_first_day_of_the_policys_year(
    policy: Policy, on: date | None
) -> None:
    data = b'dossier: "1"\npraktijk: {naam: De Linde, eigen_website: ja}\n'
    result = assess_agreement(policy, RUNNING, parse_dossier(data, "d.yaml"), on)
    assert result.applies is Verdict.met


def test_the_term_that_something_must_last_is_what_is_left_of_it(policy: Policy) -> None:
    data = b"""\
dossier: "1"
praktijk: {naam: De Linde, eigen_website: {waarde: ja, van: 2031-01-01, tot_en_met: 2032-12-31}}
"""
    result = assess_agreement(policy, RUNNING, parse_dossier(data, "d.yaml"))
    assert result.possible == ("overeenkomst",)


def test_a_scenario_without_a_day_is_about_the_first_day_of_the_policys_year(policy: Policy) -> None:
    (file,) = load_scenarios(policy, {"d.scenarios.yaml": SCENARIOS})
    assert {scenario.on for scenario in file.scenarios} == {date(2031, 1, 1)}
