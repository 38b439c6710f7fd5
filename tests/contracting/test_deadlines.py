"""Each date and term of the two policies, to the microsecond, against what was read in the documents by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from inkoopwijzer.contracting.amsterdam import MICROSECOND
from inkoopwijzer.contracting.calendar import Dated, calendar_of
from inkoopwijzer.contracting.reckon import Events, readings_of
from inkoopwijzer.contracting.standing import State, in_time
from inkoopwijzer.policy.milestones import Actor
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import During, walk
from inkoopwijzer.values.text import Text

POLICIES = {policy.insurer: policy for policy in shipped_policies()}
DOCUMENTS = {
    "salland": "salland-paramedische-zorg-2027.txt",
    "zorg_en_zekerheid": "zorg-en-zekerheid-paramedische-zorg-2027.txt",
}
SAL, ZZ = "salland", "zorg_en_zekerheid"
SUMMER, WINTER = 22, 23
"""The hour of UTC at which a day is over."""


def came(insurer: str, day: date, agreement: str = "fysiotherapie") -> Events:
    return {("voorstel_ontvangen", insurer, agreement): day}


def asked(day: date) -> Events:
    return {("aanvraag_ingediend", ZZ, "fysiotherapie"): day}


def offered(day: date) -> Events:
    return {("offerte_ingediend", SAL): day}


@dataclass(frozen=True)
class Row:
    """A milestone with what happened, and the last day and the hour of UTC that must come out."""

    insurer: str
    milestone: str
    last: date
    over: int
    events: Events = field(default_factory=dict)
    agreement: str = "fysiotherapie"
    readings: tuple[tuple[str, str], ...] = ()
    first: date | None = None

    def dated(self) -> Dated:
        """The milestone as the calendar has it."""
        found = calendar_of(POLICIES[self.insurer], self.events, dict(self.readings), [self.agreement])
        (dated,) = (d for d in found if d.id == self.milestone)
        return dated


TABLE = [
    # --- Salland: lines 147, 535, 559-595, 617-620 ---
    Row(SAL, "publicatie_beleid", date(2026, 4, 1), SUMMER, first=date(2026, 4, 1)),
    Row(SAL, "strategisch_beleid", date(2026, 6, 1), SUMMER),
    Row(SAL, "strategisch_beleid", date(2027, 6, 1), SUMMER, readings=(("jaar_strategisch_beleid", "in_2027"),)),
    Row(SAL, "aanmelden_zonder_contract", date(2026, 8, 31), SUMMER),
    Row(SAL, "offerte_eerste_delen", date(2026, 9, 1), SUMMER),
    Row(SAL, "afspraken_over_methode", date(2026, 9, 1), SUMMER),
    Row(SAL, "bericht_aan_gecontracteerden", date(2026, 9, 30), SUMMER),
    Row(SAL, "voorstel_verstuurd", date(2026, 9, 30), SUMMER),
    Row(SAL, "offerte", date(2026, 9, 30), SUMMER),
    Row(SAL, "reactie_op_offerte", date(2026, 11, 11), WINTER, offered(date(2026, 9, 30)), first=date(2026, 9, 30)),
    Row(
        SAL,
        "reactie_op_offerte",
        date(2026, 11, 10),
        WINTER,
        offered(date(2026, 9, 30)),
        readings=(("eerste_dag_telt", "telt_mee"),),
        first=date(2026, 9, 30),
    ),
    Row(SAL, "gesprekken_afgerond", date(2026, 11, 11), WINTER),
    Row(SAL, "gesprekken_afgerond", date(2026, 11, 12), WINTER, readings=(("voor_12_november", "twaalf_november"),)),
    Row(SAL, "uiterste_ondertekening", date(2026, 11, 12), WINTER),
    Row(SAL, "voorstel_vervalt", date(2026, 11, 5), WINTER, came(SAL, date(2026, 9, 24)), first=date(2026, 9, 24)),
    Row(
        SAL,
        "voorstel_vervalt",
        date(2026, 11, 4),
        WINTER,
        came(SAL, date(2026, 9, 24)),
        readings=(("eerste_dag_telt", "telt_mee"),),
        first=date(2026, 9, 24),
    ),
    Row(
        SAL,
        "voorstel_vervalt",
        date(2026, 11, 12),
        WINTER,
        came(SAL, date(2026, 9, 24)),
        readings=(("zes_weken_vanaf", "een_oktober"),),
        first=date(2026, 10, 1),
    ),
    Row(
        SAL,
        "voorstel_vervalt",
        date(2026, 11, 11),
        WINTER,
        readings=(("zes_weken_vanaf", "een_oktober"), ("eerste_dag_telt", "telt_mee")),
        first=date(2026, 10, 1),
    ),
    Row(SAL, "ondertekenen", date(2026, 11, 5), WINTER, came(SAL, date(2026, 9, 24)), first=date(2026, 9, 24)),
    Row(SAL, "ondertekenen", date(2026, 11, 12), WINTER, came(SAL, date(2026, 10, 8))),
    Row(SAL, "ondertekenen", date(2027, 1, 1), WINTER, came(SAL, date(2026, 11, 20)), first=date(2026, 11, 20)),
    Row(
        SAL,
        "ondertekenen",
        date(2026, 11, 12),
        WINTER,
        came(SAL, date(2026, 9, 24)),
        readings=(("zes_weken_of_12_november", "twaalf_november"),),
    ),
    Row(SAL, "vorige_overeenkomst_instellingen", date(2026, 12, 31), WINTER, agreement="instellingen",
        first=date(2026, 12, 31)),
    # --- Salland: lines 487, 491-495, 531 ---
    Row(SAL, "overstap_naar_a_melden", date(2027, 8, 31), SUMMER),
    Row(SAL, "overstap_naar_a_melden", date(2027, 8, 31), SUMMER, agreement="logopedie"),
    Row(SAL, "overstap_naar_a_gaat_in", date(2028, 1, 1), WINTER, first=date(2028, 1, 1)),
    Row(SAL, "behandelindex_jaar", date(2027, 12, 31), WINTER, first=date(2027, 1, 1)),
    Row(SAL, "verbetertraject_telt_mee", date(2029, 1, 1), WINTER, first=date(2029, 1, 1)),
    # --- Zorg en Zekerheid: lines 302-307, 321-330 ---
    Row(ZZ, "publicatie_beleid", date(2026, 4, 1), SUMMER, first=date(2026, 4, 1)),
    Row(ZZ, "overeenkomst_aangeboden", date(2026, 9, 30), SUMMER, first=date(2026, 9, 1)),
    Row(ZZ, "uiterste_ondertekening", date(2026, 11, 11), WINTER),
    Row(ZZ, "zes_weken_na_ontvangst", date(2026, 10, 27), WINTER, came(ZZ, date(2026, 9, 15)),
        first=date(2026, 9, 15)),
    Row(ZZ, "ondertekenen", date(2026, 10, 27), WINTER, came(ZZ, date(2026, 9, 15)), first=date(2026, 9, 15)),
    Row(ZZ, "ondertekenen", date(2026, 11, 11), WINTER, came(ZZ, date(2026, 9, 30)), first=date(2026, 9, 30)),
    Row(ZZ, "ondertekenen", date(2026, 11, 11), WINTER, came(ZZ, date(2026, 10, 1))),
    Row(ZZ, "ondertekenen", date(2027, 4, 28), SUMMER, came(ZZ, date(2027, 3, 17)), first=date(2027, 3, 17)),
    Row(ZZ, "ondertekenen", date(2026, 11, 11), WINTER, came(ZZ, date(2026, 9, 15)),
        readings=(("zes_weken_of_11_november", "elf_november"),)),
    Row(ZZ, "ondertekenen", date(2026, 11, 12), WINTER, came(ZZ, date(2026, 10, 1)),
        readings=(("zes_weken_of_11_november", "zes_weken"),), first=date(2026, 10, 1)),
    Row(ZZ, "verzekerden_informeren", date(2026, 11, 12), WINTER, first=date(2026, 11, 12)),
    Row(ZZ, "aanvragen_voor_begin_2027", date(2026, 12, 31), WINTER, first=date(2026, 1, 1)),
    Row(ZZ, "aanvragen_in_2027", date(2027, 12, 31), WINTER, first=date(2027, 1, 1)),
    Row(ZZ, "beleid_aangevuld", date(2027, 12, 31), WINTER, first=date(2026, 1, 1)),
    Row(ZZ, "ingang_na_aanvraag", date(2027, 1, 1), WINTER, asked(date(2026, 6, 2)), first=date(2027, 1, 1)),
    Row(ZZ, "ingang_na_aanvraag", date(2027, 1, 1), WINTER, asked(date(2026, 12, 31)), first=date(2027, 1, 1)),
    Row(ZZ, "ingang_na_aanvraag", date(2027, 3, 1), WINTER, asked(date(2027, 3, 17)), first=date(2027, 3, 1)),
    Row(ZZ, "ingang_na_aanvraag", date(2027, 12, 1), WINTER, asked(date(2027, 12, 31)), first=date(2027, 12, 1)),
    # --- Zorg en Zekerheid: lines 158, 192, 413 ---
    Row(ZZ, "peilmoment_logopedie", date(2027, 1, 1), WINTER, agreement="logopedie", first=date(2027, 1, 1)),
    Row(ZZ, "hogere_groep_vragen", date(2027, 11, 1), WINTER),
    Row(ZZ, "hogere_groep_vragen", date(2027, 10, 31), WINTER,
        readings=(("tot_uiterlijk_1_november", "niet_inbegrepen"),)),
    Row(ZZ, "bericht_voldoet_niet", date(2027, 11, 30), WINTER),
    Row(ZZ, "peilmoment_tariefgroep", date(2028, 1, 1), WINTER, first=date(2028, 1, 1)),
    Row(ZZ, "overgang_aspirant_eindigt", date(2027, 12, 31), WINTER, first=date(2027, 1, 1)),
    # --- the terms: Salland lines 419, Zorg en Zekerheid lines 291-298 ---
    Row(SAL, "looptijd.einde", date(2028, 12, 31), WINTER, first=date(2028, 12, 31)),
    Row(SAL, "looptijd.begin", date(2027, 1, 1), WINTER, agreement="instellingen", first=date(2027, 1, 1)),
    Row(ZZ, "looptijd.einde", date(2028, 12, 31), WINTER, first=date(2028, 12, 31)),
    Row(ZZ, "looptijd.begin", date(2026, 1, 1), WINTER, agreement="oefentherapie", first=date(2026, 1, 1)),
    Row(ZZ, "looptijd.einde", date(2027, 12, 31), WINTER, agreement="dietetiek", first=date(2027, 12, 31)),
]  # fmt: skip


def named(row: Row) -> str:
    return f"{row.insurer}-{row.milestone}-{row.last}"


@pytest.mark.parametrize("row", TABLE, ids=named)
def test_a_deadline_holds_to_the_microsecond(row: Row) -> None:
    dated = row.dated()
    over = datetime(row.last.year, row.last.month, row.last.day, row.over, tzinfo=UTC)
    assert (dated.first, dated.last, dated.until) == (row.first, row.last, over)
    near = [over - MICROSECOND, over, over + MICROSECOND]
    assert [in_time(dated.first, dated.last, moment) for moment in near] == [True, False, False]
    after = dated.standing(row.last + timedelta(days=1)).state
    if dated.waits:
        assert after is State.waiting
    else:
        assert (dated.standing(row.last).state, after) == (State.today, State.passed)


def test_every_milestone_of_both_policies_stands_in_the_table() -> None:
    for insurer, policy in POLICIES.items():
        assert {row.milestone for row in TABLE if row.insurer == insurer} >= policy.calendar.keys()


def test_every_option_of_a_reading_of_the_calendars_but_its_default_stands_in_the_table() -> None:
    options = {
        (name, option)
        for policy in POLICIES.values()
        for milestone in policy.calendar
        for name in readings_of(policy, milestone)
        for option in policy.readings[name].options
        if option != policy.readings[name].default
    }
    assert len(options) == 8
    assert {pair for row in TABLE for pair in row.readings} == options


def test_an_application_in_2028_gets_no_day_instead_of_an_invented_one() -> None:
    found = calendar_of(POLICIES[ZZ], asked(date(2028, 1, 3)), agreements=["fysiotherapie"])
    (dated,) = (d for d in found if d.id == "ingang_na_aanvraag")
    assert (dated.silent, dated.first, dated.last) == (True, None, None)
    assert dated.standing(date(2028, 2, 1)).state is State.silent


def test_both_days_are_shown_where_six_weeks_and_12_november_collide() -> None:
    dated = Row(SAL, "ondertekenen", date(2026, 11, 5), WINTER, came(SAL, date(2026, 9, 24))).dated()
    assert dated.collides
    assert [(c.milestone, c.last, c.decides) for c in dated.compared] == [
        ("voorstel_vervalt", date(2026, 11, 5), True),
        ("uiterste_ondertekening", date(2026, 11, 12), False),
    ]
    assert {(a.reading, a.option, a.last) for a in dated.alternatives} == {
        ("zes_weken_of_12_november", "twaalf_november", date(2026, 11, 12)),
        ("zes_weken_vanaf", "een_oktober", date(2026, 11, 12)),
        ("eerste_dag_telt", "telt_mee", date(2026, 11, 4)),
    }


def test_informing_the_insured_is_the_duty_of_the_insurer() -> None:
    assert POLICIES[ZZ].calendar["verzekerden_informeren"].actor is Actor.insurer
    assert POLICIES[ZZ].calendar["uiterste_ondertekening"].actor is Actor.provider


def days_shown(policy: Policy, agreement: str) -> set[date]:
    found = calendar_of(policy, agreements=[agreement])
    return {day for d in found for day in (d.first, d.last) if day is not None}


@pytest.mark.parametrize("insurer", POLICIES)
def test_no_day_of_an_agreement_is_missing_in_the_calendar(insurer: str) -> None:
    policy = POLICIES[insurer]
    for name, agreement in policy.agreements.items():
        days = {day for change in agreement.changes for day in (change.by, change.effect)}
        days |= {day for s in agreement.shortfall for day in (s.notice, s.effect) if day is not None}
        assert days <= days_shown(policy, name), name


def test_the_transition_rule_ends_on_the_day_that_the_rule_itself_ends() -> None:
    policy = POLICIES[ZZ]
    ends = {
        node.period.end
        for condition in policy.conditions.values()
        for cite in condition.cites
        if cite.first == 413
        for node in walk(condition.node)
        if isinstance(node, During)
    }
    assert ends == {date(2027, 12, 31)}


def said(policy: Policy) -> list[str]:
    texts: list[Text] = []
    for milestone in policy.calendar.values():
        texts += [milestone.says, *([milestone.lapse] if milestone.lapse else [])]
    for name in {r for milestone in policy.calendar for r in readings_of(policy, milestone)}:
        reading = policy.readings[name]
        texts += [reading.question, reading.because, *reading.options.values()]
    return [text.nl.lower() for text in texts]


@pytest.mark.needs_documents
@pytest.mark.parametrize("insurer", POLICIES)
def test_no_seven_words_of_the_document_stand_in_the_calendar(insurer: str, documents: Path) -> None:
    ours = {run for text in said(POLICIES[insurer]) for run in runs(text)}
    lines = (documents / DOCUMENTS[insurer]).read_text(encoding="utf-8").lower().splitlines()
    assert not ours & {run for line in lines for run in runs(line)}


def runs(text: str) -> set[tuple[str, ...]]:
    words = [word.strip(".,;:()'\"") for word in text.split()]
    return {tuple(words[at : at + 7]) for at in range(len(words) - 6)}
