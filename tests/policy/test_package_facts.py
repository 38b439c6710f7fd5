"""A package that brings facts of its own, beside the shipped policies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from inkoopwijzer.assess.agreement import assess_agreement
from inkoopwijzer.facts.canonical import canonical, from_canonical
from inkoopwijzer.facts.catalogue import catalogue, forget_additions
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import load_policy, policy_files, stamp
from inkoopwijzer.policy.tree import Over
from inkoopwijzer.policy.words import policy_words
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.fault import Faults
from tests.policy.packages import package, spoil

TUTORIAL = Path(__file__).parent.parent.parent / "examples" / "tutorial"
ZORGSAAM = TUTORIAL / "zorgsaam" / "2027"

CATALOGUE = """\
dimensions:
  verzekeraar:
    options:
      zonnewijzer: {nl: Zonnewijzer Zorg, en: Zonnewijzer Zorg}
  verbijzondering:
    options:
      wolken: {nl: wolkenfysiotherapie, en: cloud physiotherapy}
"""


@pytest.fixture(autouse=True)
def only_shipped() -> Iterator[None]:
    forget_additions()
    yield
    forget_additions()


def test_a_package_in_a_directory_brings_its_facts() -> None:
    policy = load_policy(ZORGSAAM)
    assert policy.id == "zorgsaam-2027"
    assert "spreekuur_in_de_wijk" in catalogue().facts


def test_the_facts_are_part_of_the_package_hash() -> None:
    files = policy_files(ZORGSAAM)
    assert "catalogue.yaml" in files
    before = parse_policy(files).hash
    forget_additions()
    other = files | {"catalogue.yaml": files["catalogue.yaml"] + b"# changed\n"}
    assert parse_policy(other).hash != before


def test_without_its_facts_a_package_says_what_to_write_where() -> None:
    files = policy_files(ZORGSAAM)
    del files["catalogue.yaml"]
    with pytest.raises(Faults) as told:
        parse_policy(files)
    said = {f.code: f for f in told.value.faults}
    assert said.keys() == {"policy.unknown_fact", "policy.unknown_insurer"}
    for fault in said.values():
        assert fault.hint is not None
        assert "catalogue.yaml" in fault.hint.nl
    insurer = said["policy.unknown_insurer"].hint
    assert insurer is not None
    assert "dimensions: {verzekeraar: {options: {zorgsaam: {nl: ..., en: ...}}}}" in insurer.en


def test_what_another_package_added_is_not_known_to_a_package() -> None:
    load_policy(ZORGSAAM)
    with pytest.raises(Faults) as told:
        parse_policy(spoil("regels.yaml", "- fact: eigen_website", "- fact: spreekuur_in_de_wijk"))
    assert [f.code for f in told.value.faults] == ["policy.unknown_fact"]


def test_the_faults_of_the_facts_are_told_before_those_of_the_rules() -> None:
    files = policy_files(ZORGSAAM)
    files["catalogue.yaml"] = files["catalogue.yaml"].replace(b"type: yes_no", b"type: ja")
    with pytest.raises(Faults) as told:
        parse_policy(files)
    assert [f.code for f in told.value.faults] == ["catalogue.unknown_type"]
    assert told.value.faults[0].file == "catalogue.yaml"


def test_a_package_without_facts_means_the_same_whatever_was_read_beside_it() -> None:
    alone = parse_policy(package())
    words = policy_words(alone)
    parse_policy(package() | {"catalogue.yaml": CATALOGUE.encode()})
    beside = parse_policy(package())
    assert "wolken" in (catalogue().dimensions["verbijzondering"].options or {})
    assert beside == alone
    assert policy_words(beside) == words


def test_every_option_of_a_dimension_includes_those_of_the_package_itself() -> None:
    policy = parse_policy(package() | {"catalogue.yaml": CATALOGUE.encode()})
    node = policy.conditions["soorten"].node
    assert isinstance(node, Over)
    assert "wolken" in node.over.options
    words = policy_words(policy)
    assert not any("uit deze lijst" in str(line) for line in words if "soorten" in str(line))


def test_a_dossier_is_read_with_the_facts_of_the_packages_and_assessed() -> None:
    data = (TUTORIAL / "peer.yaml").read_bytes() + b"markt: {}\n"[:0]
    more = data.replace(b"  eigen_website: ja\n", b"  eigen_website: ja\n  spreekuur_in_de_wijk: ja\n")
    with pytest.raises(Faults):
        parse_dossier(more, "peer.yaml")
    policy = load_policy(ZORGSAAM)
    dossier = parse_dossier(more.replace(b"2025: 40", b"2025: 41"), "peer.yaml")
    result = assess_agreement(policy, "dietetiek", dossier, date(2027, 1, 1), None)
    assert result.possible == ("plus",)
    assert from_canonical(canonical(dossier)) == from_canonical(canonical(dossier))


def test_a_dossier_that_was_read_before_can_still_be_kept() -> None:
    dossier = parse_dossier((TUTORIAL / "peer.yaml").read_bytes(), "peer.yaml")
    text = "subjects:\n  plek: {nl: de plek, en: the place, list: plekken}\n"
    parse_policy(package() | {"catalogue.yaml": text.encode()})
    assert canonical(dossier)["plekken"] == []


def test_a_package_with_facts_can_be_stamped() -> None:
    document = Document.read(TUTORIAL / "zorgsaam-2027.txt")
    assert stamp(policy_files(ZORGSAAM), document) == (ZORGSAAM / "passages.yaml").read_bytes()
