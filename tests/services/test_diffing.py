"""Whose outcome changes between two versions of a policy, and by which conditions."""

from __future__ import annotations

from pathlib import Path

import pytest

import inkoopwijzer
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import policy_files
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services import diffing
from inkoopwijzer.services.diffing import Comparison, Moved, compare
from inkoopwijzer.values.verdict import Verdict

SHIPPED = Path(inkoopwijzer.__file__).parent / "policies"
EXAMPLES = Path(__file__).parents[2] / "examples"
RULES = "fysiotherapie.yaml"


def version(*swaps: tuple[str, str], insurer: str = "zorg_en_zekerheid") -> Policy:
    """The shipped policy after these replacements in its rules for physiotherapy."""
    files = policy_files(SHIPPED / insurer / "2027")
    text = files[RULES].decode()
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    return parse_policy(files | {RULES: text.encode()}, stamped=False)


@pytest.fixture(scope="module")
def base() -> Policy:
    return version()


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return [read_dossier(path) for path in sorted(EXAMPLES.glob("*.yaml"))]


@pytest.fixture
def brug(dossiers: list[Dossier]) -> Dossier:
    """A practice in Leiden that reaches group A at Zorg en Zekerheid."""
    return next(d for d in dossiers if "brug" in d.file)


def only(found: Comparison) -> Moved:
    (moved,) = [m for m in found.moved if m.agreement == "fysiotherapie"]
    return moved


def test_the_same_policy_moves_nobody(base: Policy, dossiers: list[Dossier]) -> None:
    found = compare(base, version(), dossiers)
    assert found.assessed == len(dossiers)
    assert not found.moved
    assert not found.diff.differences


def test_a_lower_threshold_names_the_condition_that_fails_now(base: Policy, brug: Dossier) -> None:
    lower = version(('index_maximum:\n    value: "150"', 'index_maximum:\n    value: "90"'))
    moved = only(compare(base, lower, [brug]))
    assert (moved.old, moved.new) == (("A",), ("geen",))
    assert [(b.name, b.old, b.new) for b in moved.because] == [
        ("index_binnen_150", Verdict.met, Verdict.not_met)
    ]


def test_the_other_way_round_the_same_condition_is_named(base: Policy, brug: Dossier) -> None:
    lower = version(('index_maximum:\n    value: "150"', 'index_maximum:\n    value: "90"'))
    moved = only(compare(lower, base, [brug]))
    assert (moved.old, moved.new) == (("geen",), ("A",))
    assert [(b.name, b.old, b.new) for b in moved.because] == [
        ("index_binnen_150", Verdict.not_met, Verdict.met)
    ]


NEW_RULE = """
  zonder_website:
    says: {nl: De praktijk heeft geen eigen website., en: The practice has no website of its own.}
    cite: {section: 5.1 Basisvoorwaarden, lines: 152}
    not: {fact: eigen_website}

conditions:
""".replace("\nconditions:\n", "")


def with_new_rule(where: str) -> Policy:
    return version((where, where + ", zonder_website"), ("\nconditions:\n", "\nconditions:" + NEW_RULE))


def test_a_new_requirement_that_fails_is_named_as_not_asked_before(base: Policy, brug: Dossier) -> None:
    moved = only(compare(base, with_new_rule("index_tot_p70, samenwerking_a"), [brug]))
    assert (moved.old, moved.new) == (("A",), ("B",))
    assert [(b.name, b.old, b.new) for b in moved.because] == [("zonder_website", None, Verdict.not_met)]


def test_a_requirement_of_a_group_out_of_reach_is_not_named(base: Policy, dossiers: list[Dossier]) -> None:
    """What moves nobody is no cause."""
    found = compare(base, with_new_rule("index_tot_p70, samenwerking_a"), dossiers)
    for moved in found.moved:
        assert "A" in (moved.old or ())


def test_a_dropped_requirement_names_what_stood_in_the_way(base: Policy, brug: Dossier) -> None:
    strict = with_new_rule("index_tot_p70, samenwerking_a")
    moved = only(compare(strict, base, [brug]))
    assert (moved.old, moved.new) == (("B",), ("A",))
    assert [(b.name, b.old, b.new) for b in moved.because] == [("zonder_website", Verdict.not_met, None)]


def test_a_renamed_group_and_condition_move_nobody(base: Policy, dossiers: list[Dossier]) -> None:
    renamed = version(
        ("vijf_werkdagen", "snel_terecht"),
        ("inspanning_snel_terecht", "inspanning_vijf_werkdagen"),
        ("      A:\n        title", "      plus:\n        title"),
        ("to: [A, B]", "to: [plus, B]"),
    )
    found = compare(base, renamed, dossiers)
    assert not found.moved
    assert set(found.diff.names.items()) == {
        ("vijf_werkdagen", "snel_terecht"),
        ("fysiotherapie.A", "fysiotherapie.plus"),
    }


def test_a_new_group_is_named_itself(base: Policy, brug: Dossier) -> None:
    group = """\
      top:
        title: {nl: Topgroep, en: Top group}
        cite: {section: Tabel 1, lines: 164-170}
        requires: [basisvoorwaarden]
"""
    better = version(("    groups:\n      A:\n", f"    groups:\n{group}      A:\n"))
    moved = only(compare(base, better, [brug]))
    assert (moved.old, moved.new) == (("A",), ("top",))
    assert [(b.name, b.old, b.new) for b in moved.because] == [("top", None, Verdict.met)]


def test_another_default_reading_names_the_condition_it_decides(
    base: Policy, dossiers: list[Dossier]
) -> None:
    thirty = next(d for d in dossiers if "dertig" in d.file)
    other = version(("default: geen_index", "default: wel_index"))
    moved = only(compare(base, other, [thirty]))
    assert moved.old != moved.new
    assert "te_klein_voor_index" in {b.name for b in moved.because}


def test_an_agreement_that_is_no_longer_offered_is_told(base: Policy, brug: Dossier) -> None:
    salland = version(insurer="salland")
    found = compare(salland, base, [brug])
    gone = {m.agreement for m in found.moved if m.new is None}
    assert gone <= set(salland.agreements) - set(base.agreements)


def test_a_cause_that_is_left_out_is_noticed(
    base: Policy, brug: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault: with every change of value ignored nothing would be named."""
    monkeypatch.setattr(diffing, "_because", lambda before, after: ())
    monkeypatch.setattr(diffing, "_open", lambda before, after, found: ())
    lower = version(('index_maximum:\n    value: "150"', 'index_maximum:\n    value: "90"'))
    assert not only(compare(base, lower, [brug])).because
