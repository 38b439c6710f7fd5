"""A comparison of two versions tells exactly what differs, and the same the other way round."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import inkoopwijzer
from inkoopwijzer.policy import diff as module
from inkoopwijzer.policy.diff import Detail, Difference, PolicyDiff, Status, diff
from inkoopwijzer.policy.diff_parts import Kind
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.matters import Amendment, Entry, Expectation, Gap, Shortfall
from inkoopwijzer.policy.milestones import Milestone
from inkoopwijzer.policy.package import policy_files, shipped
from inkoopwijzer.policy.policy import Agreement, Cap, Change, Group, Policy, Reading, Remark, SourceDocument
from inkoopwijzer.policy.treatments import Exemption, Provision, Treatment
from inkoopwijzer.policy.tree import Condition, Norm, Selection
from inkoopwijzer.values.text import Text
from tests.policy.edited import EDITS, Edit, edited
from tests.policy.packages import package, spoil

BASE = edited()
BY_NAME = {e.name: e for e in EDITS}


def told(found: PolicyDiff) -> set[tuple[str, str, str]]:
    return {(d.section, d.name, d.status.value) for d in found.differences}


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: e.name)
def test_one_edit_is_told_exactly(edit: Edit) -> None:
    assert told(diff(BASE, edited([edit]))) == edit.tells


def only(name: str) -> Difference:
    (found,) = diff(BASE, edited([BY_NAME[name]])).differences
    return found


def test_a_threshold_is_told_as_old_and_new_with_what_uses_it() -> None:
    found = only("a norm")
    assert [(d.old, d.new) for d in found.details] == [(Text("150", "150"), Text("140", "140"))]
    assert found.users == {"index"}


def test_a_date_is_told_as_old_and_new() -> None:
    (detail,) = only("a day of change").details
    assert detail.old == Text("31 augustus 2031", "31 August 2031")
    assert detail.new == Text("31 juli 2031", "31 July 2031")


def test_a_rule_is_told_in_words_and_only_the_lines_that_differ() -> None:
    found = only("a share")
    assert len(found.gone) == len(found.come) == 1
    assert "50 procent" in found.gone[0].text.nl
    assert "60 per cent" in found.come[0].text.en
    assert not found.details


def test_a_dropped_clause_leaves_no_new_line() -> None:
    found = only("a dropped clause")
    assert found.gone
    assert not found.come


def test_another_passage_is_no_change_of_rule() -> None:
    found = only("another passage")
    assert {d.kind for d in found.details} == {Kind.citation}
    assert not found.gone
    assert not found.come


def test_a_renamed_thing_is_told_under_both_names() -> None:
    found = diff(BASE, edited([BY_NAME["a renamed condition"]]))
    assert found.names == {"bevoegd": "bekwaam"}
    assert [(d.was, d.now) for d in found.differences] == [("bevoegd", "bekwaam")]


def test_what_was_renamed_and_changed_is_told_as_removed_and_added() -> None:
    found = diff(BASE, edited([BY_NAME["a share"], Edit("", (("helft", "deel"),), frozenset())]))
    assert {("conditions", "helft", "removed"), ("conditions", "deel", "added")} <= told(found)


def test_a_passage_that_moved_is_told_as_moved() -> None:
    old = parse_policy(package())
    moved = "{section: Meten, lines: 24}", "{section: Meten, lines: 25}"  # with the same hash
    (found,) = diff(old, parse_policy(spoil("regels.yaml", *moved))).differences
    (detail,) = found.details
    assert found.status is Status.cited
    assert detail.what == Text("plaats in het document", "place in the document")
    assert (detail.old, detail.new) == (
        Text("Meten, regel 24", "Meten, line 24"),
        Text("Meten, regel 25", "Meten, line 25"),
    )


def test_other_lines_of_a_shipped_policy_are_no_change_of_rule() -> None:
    files = policy_files(SHIPPED / "salland" / "2027")
    moved = {n: t.replace(b"lines: 363}", b"lines: 362-363}") for n, t in files.items()}
    old, new = parse_policy(files, stamped=False), parse_policy(moved, stamped=False)
    assert {d.status for d in diff(old, new).differences} == {Status.cited}


SHIPPED = Path(inkoopwijzer.__file__).parent / "policies"
NAMES = [(insurer, year) for insurer, year, _ in shipped()]


@pytest.mark.parametrize("name", NAMES, ids="-".join)
def test_a_shipped_policy_does_not_differ_from_itself(name: tuple[str, str]) -> None:
    files = policy_files(SHIPPED.joinpath(*name))
    one, other = (parse_policy(files, stamped=False) for _ in range(2))
    assert diff(one, other).differences == ()


@pytest.mark.parametrize(
    ("insurer", "old", "new", "tells"),
    [
        ("zorg_en_zekerheid", 'value: "100"', 'value: "80"', {("norms", "omvang_verband", "changed")}),
        (
            "zorg_en_zekerheid",
            "default: geen_index",
            "default: wel_index",
            {("readings", "precies_dertig", "changed")},
        ),
        (
            "zorg_en_zekerheid",
            "by: 2027-11-01",
            "by: 2027-10-01",
            {("agreements", "fysiotherapie", "changed")},
        ),
        (
            "salland",
            "    at_least: 50%",
            "    at_least: 40%",
            {("conditions", "helft_verbijzonderd", "changed")},
        ),
        (
            "salland",
            "passende_zorg, verbijzonderde_zorg, ruime_openingstijden, praktijkcertificering]",
            "passende_zorg, verbijzonderde_zorg, ruime_openingstijden]",
            {("groups", "fysiotherapie.A", "changed"), ("conditions", "praktijkcertificering", "removed")},
        ),
        (
            "salland",
            "telt_als_verbijzonderd",
            "geldt_als_verbijzonderd",
            {("conditions", "geldt_als_verbijzonderd", "renamed")},
        ),
    ],
)
def test_one_edit_of_a_shipped_policy_is_told_exactly(
    insurer: str, old: str, new: str, tells: set[tuple[str, str, str]]
) -> None:
    files = policy_files(SHIPPED / insurer / "2027")
    before = files["fysiotherapie.yaml"].decode()
    assert old in before
    after = before.replace(old, new)
    if ("conditions", "praktijkcertificering", "removed") in tells:
        head, _, rest = after.partition("\n  praktijkcertificering:\n")
        after = head + "\n\n  # ---" + rest.partition("\n\n  # ---")[2]
    files["fysiotherapie.yaml"] = after.encode()
    found = diff(_shipped(insurer), parse_policy(files, stamped=False))
    assert told(found) == tells


def _shipped(insurer: str) -> Policy:
    return parse_policy(policy_files(SHIPPED / insurer / "2027"), stamped=False)


# --- what must always hold -------------------------------------------------------------------------------

some_edits = st.lists(st.sampled_from(EDITS), unique=True, max_size=5)


def labelled(detail: Detail) -> str:
    """What a detail is about; a group that was renamed is named as it is called in the new version."""
    return detail.what.nl.replace("plus", "A")


def turned(found: PolicyDiff) -> Counter[object]:
    """Everything a comparison tells, as it should be told the other way round."""
    return Counter(
        (
            d.section,
            d.now,
            d.was,
            d.new,
            d.old,
            frozenset((x.kind, labelled(x), x.new, x.old) for x in d.details),
            frozenset(Counter(d.come).items()),
            frozenset(Counter(d.gone).items()),
            d.users,
        )
        for d in found.differences
    )


def straight(found: PolicyDiff) -> Counter[object]:
    return Counter(
        (
            d.section,
            d.was,
            d.now,
            d.old,
            d.new,
            frozenset((x.kind, labelled(x), x.old, x.new) for x in d.details),
            frozenset(Counter(d.gone).items()),
            frozenset(Counter(d.come).items()),
            d.users,
        )
        for d in found.differences
    )


def applied(edits: list[Edit]) -> Policy | None:
    """The package after these edits; None where one of them takes away what another needs."""
    try:
        return edited(edits)
    except AssertionError:
        return None


@settings(max_examples=25)
@given(some_edits, some_edits)
def test_the_other_way_round_tells_the_mirror_image(one: list[Edit], other: list[Edit]) -> None:
    old, new = applied(one), applied(other)
    if old is None or new is None:
        return
    assert straight(diff(old, new)) == turned(diff(new, old))


@settings(max_examples=10)
@given(some_edits)
def test_nothing_differs_from_itself(edits: list[Edit]) -> None:
    policy, again = applied(edits), applied(edits)
    if policy is not None and again is not None:
        assert diff(policy, again).differences == ()


COMPARED: dict[type, str] = {
    Policy: "insurer insurer_name year title document agreements conditions readings norms reservations externals "
    "hash kinds treatments calendar expectations amendments gaps",
    SourceDocument: "title version published lines fingerprint",
    Agreement: "id title term cites scope groups caps duties changes entry shortfall addendum_to",
    Group: "id title cites requires",
    Cap: "at_most condition",
    Change: "to says by effect cites",
    Entry: "id condition says action milestones cites",
    Shortfall: "says silent notice effect cites",
    Condition: "id says cites node force evidence file line",
    Norm: "id value says cites",
    Selection: "name kind profession dimension options cites",
    Reading: "id question cites options default because",
    Remark: "id says cites",
    Treatment: "id says insured provisions exemptions cites others",
    Provision: "profession under therapist practice cites per reading",
    Exemption: "id says insured professions therapist practice cites reading",
    Milestone: "id says actor days agreements condition lapse cites",
    Expectation: "id theme says ask weighed answer cites",
    Amendment: "id kind says old new about cites",
    Gap: "id question matters cites",
}
"""What a comparison looks at. Whoever gives the language a new field makes `diff` tell of it, and adds it here."""


@pytest.mark.parametrize("kind", COMPARED, ids=lambda kind: kind.__name__)
def test_a_comparison_looks_at_every_field_of_the_language(kind: Any) -> None:
    assert {field.name for field in fields(kind)} == set(COMPARED[kind].split())


# --- planted faults --------------------------------------------------------------------------------------


def test_a_comparison_that_looks_at_no_details_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_details", lambda old, new: [])
    assert told(diff(BASE, edited([BY_NAME["a norm"]]))) != BY_NAME["a norm"].tells


def test_a_comparison_that_knows_no_renames_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inkoopwijzer.policy.diff_names.renamed", lambda old, new: {})
    edit = BY_NAME["a renamed condition"]
    assert told(diff(BASE, edited([edit]))) != edit.tells


def test_a_comparison_in_which_order_counts_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inkoopwijzer.policy.diff_logic.UNORDERED", {})
    edit = BY_NAME["the order of clauses"]
    assert told(diff(BASE, edited([edit]))) != edit.tells
