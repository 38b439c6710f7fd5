from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest

from inkoopwijzer.facts.catalogue import forget_additions
from inkoopwijzer.facts.dossier import Moment
from inkoopwijzer.policy.mutate import Equivalent, Mutant, mutants, read_equivalents
from inkoopwijzer.policy.mutate_nodes import changes
from inkoopwijzer.policy.package import shipped
from inkoopwijzer.policy.policy import Cap
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    Bound,
    ByReading,
    Compare,
    During,
    FactCompares,
    FactIs,
    Judge,
    Node,
    Norm,
    Not,
    Over,
    Quantifier,
    Ref,
    Selection,
    When,
)
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text
from tools.mutants import Package, judge, read_package

SMALL = Path(__file__).parents[1] / "expressiveness" / "packages" / "stadszicht"
PACKAGES = {f"{insurer} {year}": directory for insurer, year, directory in shipped()}


@cache
def package(name: str = "salland 2027") -> Package:
    return read_package(PACKAGES[name])


# --- the shipped policies -------------------------------------------------------------------------


PARTS = 6
"""The test run judges one in so many mutants, always the same ones; `make mutants` judges all."""


@pytest.mark.parametrize("name", PACKAGES)
def test_the_scenarios_notice_changes_of_the_shipped_rules(name: str) -> None:
    found = list(mutants(package(name).policy))
    report = judge(package(name), [m for m in found if crc32(m.name.encode()) % PARTS == 0])
    assert [mutant.name for mutant in report.survivors] == []
    assert report.faults == []
    assert len(found) > 1000


@pytest.mark.parametrize("name", PACKAGES)
def test_every_explained_mutant_is_one_that_there_is(name: str) -> None:
    found = {mutant.name for mutant in mutants(package(name).policy)}
    assert [e.mutant for e in package(name).equivalents if e.mutant not in found] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_every_mutant_has_a_name_of_its_own_and_changes_something(name: str) -> None:
    policy = package(name).policy
    found = list(mutants(policy))
    assert [n for n, count in Counter(m.name for m in found).items() if count > 1] == []
    assert len({m.policy.hash for m in found}) == len(found)
    assert [m.name for m in found if replace(m.policy, hash=policy.hash) == policy] == []


def mutant(name: str) -> Mutant:
    return next(m for m in mutants(package().policy) if m.name == name)


@pytest.mark.parametrize(
    ("scenario", "survivor"),
    [
        ("30 patiënten", "behandelindex_gesprek /when: at_least"),
        ("aannemelijk tot passende zorg", "passende_zorg /holds/2: without aannemelijk"),
        ("tot en met de laatste dag van de looptijd", "fysiotherapie term end 2029-01-01"),
        ("in Raalte", "locatie_in_midden_ijssel /holds: without Raalte"),
    ],
)
def test_a_change_that_no_scenario_notices_is_told(scenario: str, survivor: str) -> None:
    found = package()
    files = tuple(
        replace(f, scenarios=tuple(s for s in f.scenarios if scenario not in s.name))
        for f in found.files
        if f.file.endswith("fysiotherapie.scenarios.yaml")
    )
    report = judge(replace(found, files=files), [mutant(survivor)])
    assert [m.name for m in report.survivors] == [survivor]
    assert not report.clean


def test_a_scenario_that_fails_without_a_change_notices_nothing() -> None:
    found = package()
    failing = tuple(
        replace(f, scenarios=tuple(replace(s, outcome=()) for s in f.scenarios)) for f in found.files
    )
    first = next(mutants(found.policy))
    assert judge(replace(found, files=failing), [first]).survivors == [first]


def test_an_explained_change_must_exist_and_must_not_be_noticed() -> None:
    forget_additions()
    found = read_package(SMALL)
    first = next(mutants(found.policy))
    noticed = Equivalent(first.name, "zo", 1)
    gone = Equivalent("geen /: niets", "zo", 2)
    report = judge(replace(found, equivalents=(noticed, gone)))
    forget_additions()
    assert [fault.split(":")[1] for fault in report.faults] == ["1", "2"]
    assert not report.clean


def test_a_change_that_is_explained_need_not_be_noticed() -> None:
    found = package()
    blind = replace(found, files=(), equivalents=(Equivalent(next(mutants(found.policy)).name, "zo", 1),))
    assert judge(blind, [next(mutants(found.policy))]).clean


# --- the changes of each node ---------------------------------------------------------------------

YES = FactIs("eigen_website", (), None)
ALSO = FactIs("werkzaam_bij", (), None)
LIST = (YES, ALSO)
THERAPISTS = Selection("fysiotherapeut", kind="therapeut", profession="fysiotherapeut")
IRF = FactIs("deelregister", ("irf", Bound("verbijzondering")), None)
PARTNER = FactIs("soort_praktijk", (), ("vrijgevestigd",))
THIRTY = FactCompares("unieke_verzekerden", ("2025",), Compare.at_most, Norm("n", Decimal(30)))
INDEX = FactCompares("behandelindex", ("2025",), Compare.below, Norm("n", Decimal(150)))
EVENINGS = Blocks("openingstijden", time(17), ("zaterdag", "zondag"), 180, 2, True, True)
YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))


def over(quantifier: Quantifier, least: str = "0", where: Node | None = None) -> Over:
    return Over(quantifier, THERAPISTS, where, ALSO, Decimal(least))


OWN: list[tuple[Node, set[str]]] = [
    (All(LIST), {"any", "without eigen_website (0)", "without werkzaam_bij (1)", "negated"}),
    (AnyOf(LIST), {"all", "without eigen_website (0)", "without werkzaam_bij (1)", "negated"}),
    (All((YES,)), {"without eigen_website (0)", "negated"}),
    (AtLeast(1, LIST), {"at least 0", "at least 2", "without eigen_website (0)", "negated"}),
    (Not(YES), {"negated"}),
    (When(YES, ALSO), {"binds always", "asks nothing", "when and then swapped", "negated"}),
    (over(Quantifier.every), {"some", "of any profession", "negated"}),
    (over(Quantifier.some), {"every", "of any profession", "negated"}),
    (over(Quantifier.every, where=YES), {"some", "for everyone", "of any profession", "negated"}),
    (over(Quantifier.share, "0.5"), {"count 1", "share 0.4000", "share 0.5100", "share 0.6000", "negated"}),
    (over(Quantifier.share, "1"), {"count 1", "share 0.8000", "negated"}),
    (over(Quantifier.count, "3"), {"share 50%", "count 2", "count 4", "negated"}),
    (over(Quantifier.count, "1"), {"share 50%", "count 2", "negated"}),
    (YES, {"sometime", "throughout", "negated"}),
    (
        replace(YES, moment=Moment("sometime", YEAR)),
        {"now", "throughout", "start 2026-12-31", "end 2028-01-01"},
    ),
    (replace(YES, moment=Moment("throughout")), {"now", "sometime", "negated"}),
    (replace(YES, moment=Moment("throughout", YEAR)), {"throughout the term", "start 2027-01-02"}),
    (IRF, {"irf to kfir", "sometime", "throughout", "negated"}),
    (PARTNER, {"with instelling", "instelling instead", "ziekenhuis instead", "sometime", "negated"}),
    (THIRTY, {"below", "29", "31", "2025 to 2024", "2025 to 2026", "negated"}),
    (INDEX, {"at_most", "149.9", "150.1", "2025 to 2024", "2025 to 2026", "negated"}),
    (EVENINGS, {"lasting 179", "lasting 181", "after 16:59", "after 17:01", "at least 1", "at least 3"}),
    (EVENINGS, {"per length False", "together False", "free days without zondag", "free days with vrijdag"}),
    (
        During(YEAR),
        {"start 2026-12-31", "start 2027-01-02", "end 2027-12-30", "end 2028-01-01", "at any time"},
    ),
    (Judge(Text("x", "x")), {"taken as met", "taken as not met"}),
    (Ref("website"), {"negated"}),
    (ByReading("r", {"a": YES, "b": ALSO}), {"a and b swapped", "negated"}),
]


@pytest.mark.parametrize(("node", "expected"), OWN, ids=[type(node).__name__.lower() for node, _ in OWN])
def test_a_node_is_changed_in_every_way_that_matters(node: Node, expected: set[str]) -> None:
    assert {c.what for c in changes(node) if c.path == ""} >= expected


def test_what_nobody_knows_is_not_negated() -> None:
    assert not any(c.what == "negated" for c in changes(Judge(Text("x", "x"))))


def test_a_change_deep_inside_leaves_the_rest_as_it_was() -> None:
    tree = All((YES, When(YES, over(Quantifier.some))))
    (found,) = [c for c in changes(tree) if c.path == "/1/then" and c.what == "every"]
    assert found.node == All((YES, When(YES, over(Quantifier.every))))


def test_the_groups_of_an_agreement_are_changed() -> None:
    policy = package().policy
    agreement = policy.agreements["fysiotherapie"]
    capped = replace(agreement, caps=(Cap("B", "website"),))
    whole = replace(policy, agreements={"fysiotherapie": capped})
    found = {m.name for m in mutants(whole) if m.where == "fysiotherapie"}
    assert found >= {
        "fysiotherapie A: without passende_zorg",
        "fysiotherapie B: without algemene_basiseisen",
        "fysiotherapie A and B swapped",
        "fysiotherapie without cap website",
        "fysiotherapie cap website at A",
        "fysiotherapie term start 2026-12-31",
        "fysiotherapie term start 2027-01-02",
        "fysiotherapie term end 2028-12-30",
        "fysiotherapie term end 2029-01-01",
    }


def test_another_reading_may_be_the_default() -> None:
    found = {m.name for m in mutants(package().policy) if m.where == "locaties_samen"}
    assert found == {"locaties_samen default per_locatie"}


# --- the list of changes that cannot make a difference --------------------------------------------


def test_the_list_of_explained_changes_is_read() -> None:
    data = b'- mutant: "x /: negated"\n  because: zo\n'
    assert read_equivalents(data, "e.yaml") == (Equivalent("x /: negated", "zo", 1),)


@pytest.mark.parametrize(
    "text",
    [
        "- mutant: x\n",
        "- {mutant: x, because: }\n",
        "- {mutant: x, because: y, why: z}\n",
        "- {mutant: x, because: y}\n- {mutant: x, because: z}\n",
        "mutant: x\n",
        "[]\n",
    ],
)
def test_a_wrong_list_is_refused(text: str) -> None:
    with pytest.raises(Faults):
        read_equivalents(text.encode(), "e.yaml")
