"""The documents' own lists of changes: every item is there, and the rules agree with what was dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import inkoopwijzer
from inkoopwijzer.policy import entries
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.matters import Gap
from inkoopwijzer.policy.package import policy_files
from inkoopwijzer.policy.policy import Policy, Reading
from inkoopwijzer.policy.reached import conditions_reached, rules_of
from inkoopwijzer.policy.tree import FactIs, walk
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Text
from tests.policy.test_shipped import FILES

SHIPPED = Path(inkoopwijzer.__file__).parent / "policies"
LISTS = {"salland": [(611, 626)], "zorg_en_zekerheid": [(52, 67), (71, 78)]}
"""The lines of the lists of changes."""


def shipped(insurer: str, **swaps: tuple[str, str]) -> Policy:
    files = policy_files(SHIPPED / insurer / "2027")
    for file, (old, new) in swaps.items():
        text = files[f"{file}.yaml"].decode()
        assert old in text, old
        files[f"{file}.yaml"] = text.replace(old, new).encode()
    return parse_policy(files, stamped=False)


@pytest.fixture(scope="module", params=sorted(LISTS))
def policy(request: pytest.FixtureRequest) -> Policy:
    return shipped(request.param)


@pytest.mark.needs_documents
def test_every_item_of_the_lists_is_one_amendment(policy: Policy, documents: Path) -> None:
    document = Document.read(documents / FILES[policy.insurer])
    items = [line for span in LISTS[policy.insurer] for line in document.content_between(*span)]
    cited = [c.first for a in policy.amendments.values() for c in a.cites]
    assert sorted(cited) == items
    assert all(c.first == c.last for a in policy.amendments.values() for c in a.cites)


def test_a_change_of_value_says_what_it_was_or_becomes(policy: Policy) -> None:
    removed = [a for a in policy.amendments.values() if a.kind == "removed"]
    assert all(a.old is not None for a in removed)


@pytest.mark.needs_documents
def test_no_sentence_of_the_documents_stands_in_lists_and_questions(policy: Policy, documents: Path) -> None:
    document = Document.read(documents / FILES[policy.insurer])
    source = _words(" ".join(document.lines))
    runs = {tuple(source[at : at + 7]) for at in range(len(source) - 6)}
    for said in _texts(policy):
        words = _words(said)
        for at in range(len(words) - 6):
            assert tuple(words[at : at + 7]) not in runs, said


def _texts(policy: Policy) -> Iterator[str]:
    for amendment in policy.amendments.values():
        for text in (amendment.says, amendment.old, amendment.new):
            yield text.nl if text else ""
    for gap in policy.gaps.values():
        yield from (gap.question.nl, gap.matters.nl)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.lower())


# --- what was dropped is not asked any more --------------------------------------------------------------


def facts_asked(policy: Policy, agreement: str) -> set[str]:
    """The facts behind the groups of an agreement; what must stand on a website is not about the care itself."""
    names = set(conditions_reached(policy, rules_of(policy.agreements[agreement]))) - {"website"}
    return {
        node.fact for name in names for node in walk(policy.conditions[name].node) if isinstance(node, FactIs)
    }


def still_asked(policy: Policy) -> list[str]:
    """What Zorg en Zekerheid says it dropped for physiotherapy and the rules still ask."""
    asked = facts_asked(policy, "fysiotherapie")
    specialised = {"biedt_verbijzondering", "verbijzondering_in_vektis", "deelregister"}
    multidisciplinary = {"partner", "geimplementeerd", "legt_vast", "leidt_tot_passende_zorg"}
    found = sorted(asked & specialised) + sorted(asked & multidisciplinary)
    certified = {
        condition.id
        for condition in policy.conditions.values()
        if condition.id in conditions_reached(policy, rules_of(policy.agreements["fysiotherapie"]))
        and any(isinstance(n, FactIs) and n.fact == "certificaten" for n in walk(condition.node))
    }
    return found + sorted(certified - {"overgang_aspirant"})


def test_the_rules_do_not_ask_what_zorg_en_zekerheid_dropped() -> None:
    assert still_asked(shipped("zorg_en_zekerheid")) == []


def test_the_transition_for_hkz_ends_with_2027_and_asks_the_aspirant_membership() -> None:
    words = repr(shipped("zorg_en_zekerheid").conditions["overgang_aspirant"].node)
    assert "During(period=Period(start=datetime.date(2027, 1, 1), end=datetime.date(2027, 12, 31)))" in words
    assert "FactIs(fact='skf_praktijkregister', key=(), values=('aspirant',)" in words


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "    fact: inspanning_vijf_werkdagen",
            "    some: fysiotherapeut\n    holds: {has: {biedt_verbijzondering: manueel}}",
            "biedt_verbijzondering",
        ),
        (
            "    fact: inspanning_vijf_werkdagen",
            "    some: samenwerkingsafspraak\n    holds: {fact: geimplementeerd}",
            "geimplementeerd",
        ),
        (
            "      - {fact: skf_praktijkregister, is: keurmerk}\n",
            "      - {fact: skf_praktijkregister, is: keurmerk}\n"
            "      - {has: {certificaten: hkz_kleine_organisaties}}\n",
            "praktijkregister",
        ),
    ],
)
def test_a_dropped_criterion_that_comes_back_is_found(old: str, new: str, found: str) -> None:
    assert found in still_asked(shipped("zorg_en_zekerheid", fysiotherapie=(old, new)))


def undecided(policy: Policy, lines: set[int]) -> list[str]:
    """The readings and gaps that put passages on these lines beside each other."""
    open_: list[Reading | Gap] = [*policy.readings.values(), *policy.gaps.values()]
    return [e.id for e in open_ if lines <= {line for c in e.cites for line in range(c.first, c.last + 1)}]


def test_salland_contradicts_itself_on_the_addendum_for_fall_prevention() -> None:
    """The list says by addendum and under the main agreement; the procedure says the main agreement only."""
    policy = shipped("salland")
    assert {"fysiotherapie", "oefentherapie"} <= set(policy.amendments["wij_inkoop_valpreventie"].about)
    assert not [a for a in policy.agreements.values() if a.addendum_to]
    assert undecided(policy, {507, 614})
    assert not undecided(replace(policy, gaps={}, readings={}), {507, 614})


def test_the_name_of_everything_touched_is_known(policy: Policy) -> None:
    for amendment in policy.amendments.values():
        for name in amendment.about:
            found = entries.named(policy, name)
            assert found is not None, name
            assert entries.says(found[1]) != Text("", "")
