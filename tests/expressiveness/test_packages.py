"""What other insurers do can be said without any change to the engine: shown by fictional packages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.completions import Completions
from inkoopwijzer.assess.coverage import uncovered
from inkoopwijzer.assess.evaluate import Program, compile_agreement, run
from inkoopwijzer.assess.ground import ground
from inkoopwijzer.assess.scenario_runs import Runner, Scenario
from inkoopwijzer.assess.straight import run_straight
from inkoopwijzer.contracting.calendar import Dated, calendar_of, events_of
from inkoopwijzer.facts.catalogue import forget_additions, shipped_catalogue
from inkoopwijzer.facts.dossier import CellKey, Dossier
from inkoopwijzer.policy import tree as t
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.milestones import FirstOf
from inkoopwijzer.policy.package import load_policy, policy_files, stamp
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.words import condition_words, policy_words
from inkoopwijzer.services.assessing import assess
from inkoopwijzer.services.checking import Package, check_package
from inkoopwijzer.services.packages import policies_with
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.fault import Faults
from tests.assess.oracle import Oracle
from tests.assess.strategies import dossier_of
from tests.assess.strategies import policy_of as built
from tests.conformance.test_straight import punched
from tests.expressiveness.cannot import CANNOT
from tests.expressiveness.constructs import CONSTRUCTS, NAMES, PACKAGES, Construct, policy_of, without
from tests.expressiveness.page import PAGE, renewed
from tools import mutants

HOLES = 3
CALENDARS = {"zuiderzee", "noorderlicht", "waddenkust", "duinrand", "stadszicht"}


@pytest.fixture(scope="module", autouse=True)
def _facts() -> Iterator[None]:
    """All packages side by side, as when a user brings them all; nothing of them stays behind."""
    forget_additions()
    packages.cache_clear()
    yield
    packages.cache_clear()
    forget_additions()


@cache
def packages() -> dict[str, mutants.Package]:
    return {name: mutants.read_package(PACKAGES / name) for name in NAMES}


def case_of(policy: Policy, scenario: Scenario, dossier: Dossier | None = None) -> tuple[Program, Case]:
    program = compile_agreement(policy, scenario.agreement, scenario.readings)
    days = policy.days_of(program.agreement)
    return program, Case(dossier or scenario.dossier, scenario.on, days)


# --- the packages, checked as the shipped ones are ---------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_package_loads_and_its_check_is_clean(name: str) -> None:
    assert packages()
    found = check_package(Package(name, PACKAGES / name))
    assert [f.show("en") for f in (*found.faults, *found.uncovered)] == []
    assert [s.show() for s in found.failed] == []
    assert len(found.scenarios) > 15


@pytest.mark.parametrize("name", NAMES)
def test_a_package_is_stamped_with_the_document_beside_it(name: str) -> None:
    files = policy_files(PACKAGES / name)
    document = Document.read(PACKAGES / name / f"{name}.txt")
    assert load_policy(PACKAGES / name).document.fingerprint == document.fingerprint
    assert stamp(files, document) == files["passages.yaml"]


@pytest.mark.parametrize("name", NAMES)
def test_every_small_change_in_a_rule_is_noticed_or_explained(name: str) -> None:
    report = mutants.judge(packages()[name])
    assert [m.name for m in report.survivors] + report.faults == []
    assert report.killed.total() > 40


def test_the_coverage_of_a_package_fails_when_a_scenario_is_gone() -> None:
    found = packages()["duinrand"]
    kept = [
        replace(f, scenarios=tuple(s for s in f.scenarios if "2 september" not in s.name))
        for f in found.files
    ]
    assert {fault.path for fault in uncovered(found.policy, kept)} == set()  # another one shows it too
    kept = [
        replace(f, scenarios=tuple(s for s in f.scenarios if "plan is" not in s.name)) for f in found.files
    ]
    assert {fault.path for fault in uncovered(found.policy, kept)} == {"plan_op_tijd"}


@pytest.mark.parametrize("name", NAMES)
def test_interpreter_exact_outcomes_oracle_and_straight_line_agree_on_every_scenario(name: str) -> None:
    found = packages()[name]
    for scenario in found.scenarios:
        program, case = case_of(found.policy, scenario)
        trace = run(program, case)
        assert run_straight(program, case).codes == trace.codes, scenario.name
        exact = set(Completions(ground(program, case)).possible)
        assert exact <= set(trace.possible()), scenario.name
        oracle = Oracle(
            found.policy, scenario.agreement, scenario.dossier, scenario.on, dict(scenario.readings)
        )
        assert set(oracle.outcomes()) == exact, scenario.name


@pytest.mark.parametrize("name", NAMES)
def test_straight_line_and_exact_outcomes_agree_on_dossiers_with_holes(name: str) -> None:
    found, chance = packages()[name], Random(7)
    for scenario in found.scenarios:
        for _ in range(HOLES):
            program, case = case_of(found.policy, scenario, punched(scenario.dossier, chance))
            trace = run(program, case)
            assert run_straight(program, case).codes == trace.codes, scenario.name
            assert set(Completions(ground(program, case)).possible) <= set(trace.possible()), scenario.name


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_a_package_is_said_in_sentences(name: str) -> None:
    policy = packages()[name].policy
    for lang in ("nl", "en"):
        said = [getattr(line.text, lang) for line in policy_words(policy)]
        assert all(row.strip() and not re.search(r"[{}]", row) for row in said)
        for condition in policy.conditions.values():
            own = [getattr(line.text, lang) for line in condition_words(condition, policy)]
            assert len(own) >= 4
            assert set(own) <= set(said)
        assert all(
            any(f"[{g.id}]" in row for row in said) for a in policy.agreements.values() for g in a.groups
        )


def test_a_user_can_bring_all_packages_at_once_and_gets_an_outcome_of_each() -> None:
    directories = [PACKAGES / name for name in NAMES]
    policies = policies_with(directories, NAMES)
    assert policies is not None
    found = assess(packages()["zuiderzee"].files[0].scenarios[0].dossier, policies=policies)
    assert {r.insurer for r in found.results} == set(NAMES)
    assert next(r for r in found.results if r.insurer == "zuiderzee").possible == ("intensief",)


def test_the_shipped_catalogue_knows_none_of_these_facts() -> None:
    known = shipped_catalogue()
    own = {
        "behandelindex_ondergrens",
        "indexband",
        "prem_aandeel",
        "eerdere_groep",
        "signaalbedrag",
        "groep_bij",
    }
    assert not own & known.facts.keys()
    assert not set(NAMES) & set(known.dimensions["verzekeraar"].options or ())


# --- dates -------------------------------------------------------------------------------------------------------


def dated(name: str, milestone: str, applied: date | None = None, agreement: str = "fysiotherapie") -> Dated:
    policy = packages()[name].policy
    events: dict[CellKey, date] = {("aanvraag_ingediend", name, agreement): applied} if applied else {}
    return next(d for d in calendar_of(policy, events, agreements=[agreement]) if d.id == milestone)


def test_the_packages_with_a_calendar_are_known() -> None:
    assert {name for name, found in packages().items() if found.policy.calendar} == CALENDARS


@pytest.mark.parametrize(
    ("name", "milestone", "first", "last"),
    [
        ("zuiderzee", "aanmelden_starter", None, "2026-12-01"),
        ("zuiderzee", "toets_verbeter", "2027-10-01", "2027-10-01"),
        ("duinrand", "plan_goedgekeurd", None, "2026-09-01"),
        ("duinrand", "ingeschreven", None, "2026-11-01"),
        ("stadszicht", "tarieven_bekend", None, "2026-11-30"),
    ],
)
def test_days_that_the_document_names(name: str, milestone: str, first: str | None, last: str) -> None:
    found = dated(name, milestone)
    assert (found.first and found.first.isoformat(), found.last and found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("applied", "start"),
    [
        ("2026-07-03", "2027-01-01"),
        ("2026-12-31", "2027-01-01"),
        ("2027-01-01", "2027-04-01"),
        ("2027-03-31", "2027-04-01"),
        ("2027-09-30", "2027-10-01"),
    ],
)
def test_a_module_starts_on_the_first_day_of_a_quarter(applied: str, start: str) -> None:
    found = dated("noorderlicht", "start_module", date.fromisoformat(applied), "module_dossiers")
    assert found.first == found.last == date.fromisoformat(start)


def test_a_module_never_starts_before_it_was_asked_for_and_an_agreement_never_in_another_month() -> None:
    for day in (date(2027, 1, 1) + timedelta(days=n) for n in range(365)):
        module = dated("noorderlicht", "start_module", day, "module_transparantie")
        assert module.silent if day > date(2027, 9, 30) else module.first is not None and module.first > day
        start = dated("waddenkust", "ingang", day).first
        assert start == day.replace(day=1)


def test_the_date_of_a_start_comes_from_the_dossier_and_waits_without_it() -> None:
    waiting = dated("waddenkust", "ingang")
    assert (waiting.first, [w.fact for w in waiting.waits]) == (None, ["aanvraag_ingediend"])
    for name, milestone, start in (
        ("waddenkust", "ingang", date(2027, 5, 1)),
        ("noorderlicht", "start_module", date(2027, 4, 1)),
    ):
        found = packages()[name]
        agreement = "module_transparantie" if name == "noorderlicht" else "fysiotherapie"
        file = next(f for f in found.files if f.agreement == agreement)
        events = events_of(file.scenarios[0].dossier, date(2027, 6, 1))
        days = calendar_of(found.policy, events, agreements=[agreement])
        assert next(d for d in days if d.id == milestone).first == start


def test_every_milestone_of_every_package_is_evaluated() -> None:
    for name in CALENDARS:
        policy = packages()[name].policy
        shown = {d.id for d in calendar_of(policy)}
        assert set(policy.calendar) <= shown
        assert all(d.first or d.last or d.waits for d in calendar_of(policy))
        for milestone in policy.calendar.values():
            assert isinstance(milestone.days, FirstOf) == any(
                d.waits for d in calendar_of(policy) if d.id == milestone.id
            )


# --- the constructs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda c: c.name)
def test_a_construct_is_really_there(construct: Construct) -> None:
    policy = policy_of(construct.package)
    assert construct.present(policy)
    assert not construct.present(without(policy, construct.rules)), "it is seen where it is not"


def test_every_construct_has_one_name_and_every_package_shows_some() -> None:
    assert len({c.name for c in CONSTRUCTS}) == len(CONSTRUCTS)
    assert set(NAMES) <= {c.package for c in CONSTRUCTS}


def test_the_packages_do_what_was_meant_in_a_few_words() -> None:
    """The outcomes that the constructs are about, once more and beside each other."""
    asked = {
        "zuiderzee": {
            "Een index van precies 40 hoort nog bij Intensief": ("intensief",),
            "Wie onder de 40 zit zakt naar Generiek": ("generiek",),
            "Een starter heeft geen index en krijgt Start": ("start",),
            "Minder dan 10 patiënten geeft hoogstens Basis": ("basis",),
        },
        "noorderlicht": {"Het betere jaar 2025 telt, op de ondergrens": ("module",)},
        "veenland": {"Groep 2 bij Bovenland is groep 2 bij Veenland": ("groep_2",)},
        "stadszicht": {"Een nieuwe praktijk krijgt een overeenkomst op registratie": ("registratie",)},
    }
    for name, outcomes in asked.items():
        runner = Runner(packages()[name].policy)
        by_name = {s.name: s for s in packages()[name].scenarios}
        assert {n: runner.trace(by_name[n]).possible() for n in outcomes} == outcomes


# --- what cannot be said -----------------------------------------------------------------------------------------


def tried(attempt: str) -> set[str]:
    """The faults of a package with this rule file beside its own."""
    files = policy_files(PACKAGES / "zuiderzee")
    try:
        parse_policy({**files, "poging.yaml": attempt.encode()})
    except Faults as faults:
        return {f.code for f in faults.faults if f.file == "poging.yaml"}
    return set()


@pytest.mark.parametrize(
    ("attempt", "code"),
    [a for one in CANNOT for a in one.attempts],
    ids=[f"{one.name} {n}" for one in CANNOT for n, _ in enumerate(one.attempts)],
)
def test_what_cannot_be_said_is_refused(attempt: str, code: str) -> None:
    assert tried(attempt) - {"policy.unused_condition"} == {code}


def test_an_attempt_that_can_be_said_is_not_refused() -> None:
    rule = "fact: richtlijnen_beroepsgroep"
    known = "says: {nl: Poging, en: Attempt}, cite: {section: Voor wie, lines: 3}"
    assert tried(f"conditions:\n  poging: {{{known}, {rule}}}\n") == {"policy.unused_condition"}


def test_more_than_half_and_at_most_three_are_said_the_other_way_round() -> None:
    works = t.FactIs("werkzaam_bij", (), None)
    everyone = t.Selection("therapeut", kind="therapeut")
    idle = t.Over(t.Quantifier.share, everyone, None, t.Not(works), Decimal("0.5"))
    four = t.Over(t.Quantifier.count, everyone, None, works, Decimal(4))
    for rule, half in ((idle, True), (four, False)):
        policy = built({"a": t.Not(rule)}, {"A": ("a",)}, hash=f"round {rule.quantifier}")
        program = compile_agreement(policy, "fysiotherapie")
        for size in range(1, 7):
            for working in range(size + 1):
                team: list[dict[tuple[str, ...], Any]] = [
                    {("werkzaam_bij",): n < working} for n in range(size)
                ]
                dossier = dossier_of(therapeut=team, closed=("eigen_administratie", "vektis_agb"))
                found = run(program, Case(dossier, date(2027, 1, 1), program.agreement.term)).possible()
                meant = 2 * working > size if half else working <= 3
                assert (found == ("A",)) is meant, (rule.quantifier, working, size)


def test_an_addendum_by_itself_does_not_ask_for_the_agreement_that_it_adds_to() -> None:
    found = packages()["noorderlicht"]
    scenario = next(s for s in found.scenarios if s.name == "Zonder basisovereenkomst is er geen module")
    module = replace(found.policy.agreements[scenario.agreement], scope="fysiotherapiepraktijk")
    agreements = {**found.policy.agreements, scenario.agreement: module}
    for policy, outcome in (
        (found.policy, ("geen",)),
        (replace(found.policy, agreements=agreements, hash="bare addendum"), ("module",)),
    ):
        assert run(*case_of(policy, scenario)).possible() == outcome


def test_what_an_author_does_instead_points_at_what_exists() -> None:
    for one in CANNOT:
        for name in re.findall(r"`(\w+)` in `(\w+)`", one.instead):
            rule, package = name
            text = "".join(data.decode() for data in policy_files(PACKAGES / package).values())
            assert re.search(rf"\b{rule}\b", text), name


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_page_says_what_the_packages_say() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == renewed(page), "run python -m tests.expressiveness.page"
    assert [c.name for c in CONSTRUCTS if c.name not in page] == []
    assert [c.name for c in CANNOT if c.name not in page] == []


def test_a_page_that_tells_something_else_is_noticed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for right, wrong in (("at_least: 40}", "at_least: 41}"), (CONSTRUCTS[0].name, "Something else")):
        assert right in page
        assert renewed(page.replace(right, wrong)) != page.replace(right, wrong)


def test_no_package_names_a_real_insurer() -> None:
    real = (
        "salland",
        "zorg en zekerheid",
        "menzis",
        "zilveren kruis",
        "achmea",
        "dsw",
        "onvz",
        "vgz",
        "friesland",
    )
    for path in Path(PACKAGES).rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8").lower()
            assert [name for name in real if re.search(rf"\b{name}\b", text)] == []
