"""A changed copy of a policy: what each change does, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Trace, compile_agreement, run
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy import alter_drop
from inkoopwijzer.policy import tree as t
from inkoopwijzer.policy.alter import alter
from inkoopwijzer.policy.alter_changes import (
    Also,
    Change,
    NewCap,
    NewNorm,
    NewThreshold,
    NoCap,
    NoLonger,
    ReadAs,
)
from inkoopwijzer.policy.alter_nodes import needs, replaced, users, with_children
from inkoopwijzer.policy.alter_reading import Written, read_changes, value_of
from inkoopwijzer.policy.alter_words import WORDING
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Cap, Policy
from inkoopwijzer.values.fault import Faults
from tests.assess.strategies import best_dossier, completed, draw, policy_of

AGREEMENT = "fysiotherapie"


def salland() -> Policy:
    return shipped_policies()[0]


def zz() -> Policy:
    return shipped_policies()[1]


def made(policy: Policy, *changes: Change) -> Policy:
    return alter(policy, changes).policy


def refused(
    policy: Policy, *changes: Change, agreements: Sequence[str] | None = None
) -> list[tuple[str, str]]:
    """The code and the hint (in English) of every fault."""
    with pytest.raises(Faults) as raised:
        alter(policy, changes, agreements)
    assert all(fault.file == policy.id and fault.hint for fault in raised.value.faults)
    return [(f.code.removeprefix("alter."), f.hint.en if f.hint else "") for f in raised.value.faults]


def asked(policy: Policy, group: str, agreement: str = AGREEMENT) -> tuple[str, ...]:
    return next(g.requires for g in policy.agreements[agreement].groups if g.id == group)


def trace(policy: Policy, dossier: Dossier) -> Trace:
    program = compile_agreement(policy, AGREEMENT, ())
    return run(program, Case(dossier, draw(1).on.replace(year=2027), policy.days_of(program.agreement)))


# --- numbers ----------------------------------------------------------------------------------------------------


def test_a_norm_gets_a_number_wherever_it_is_used_also_when_it_was_a_fact_of_the_market() -> None:
    found = alter(zz(), [NewNorm("p70_2025", Decimal(110))])
    norms = [
        n.norm for n in t.walk(found.policy.conditions["index_tot_p70"].node) if isinstance(n, t.FactCompares)
    ]
    assert [norm.value for norm in norms] == [Decimal(110)]
    assert found.policy.norms["p70_2025"].value == 110
    assert found.told[0].nl == (
        "De norm p70_2025 was de waarde van het 70e percentiel van de behandelindex over 2025 en wordt 110."
    )


def test_what_a_change_does_not_touch_stays_the_same_object() -> None:
    found = made(zz(), NewNorm("p70_2025", Decimal(110)))
    other = [n for n, c in found.conditions.items() if c is not zz().conditions[n]]
    assert other == ["index_tot_p70"]
    assert found.agreements == zz().agreements
    assert found.hash != zz().hash != made(zz(), NewNorm("p70_2025", Decimal(111))).hash


@pytest.mark.parametrize(
    ("condition", "value", "share", "expected"),
    [
        ("helft_verbijzonderd", "0.6", True, Decimal("0.6")),
        ("drie_verbijzonderingen", "2", False, Decimal(2)),
        ("ruime_openingstijden", "3", False, Decimal(3)),
    ],
)
def test_a_condition_gets_another_number_or_share(
    condition: str, value: str, share: bool, expected: Decimal
) -> None:
    found = made(salland(), NewThreshold(condition, Decimal(value), share))
    nodes = t.walk(found.conditions[condition].node)
    least = {n.at_least for n in nodes if isinstance(n, t.Blocks) or (isinstance(n, t.Over) and n.at_least)}
    assert least == {expected}


def test_at_least_and_a_number_without_a_name_change_too() -> None:
    web = t.FactIs("eigen_website", (), None)
    index = t.FactCompares("behandelindex", ("2025",), t.Compare.at_most, t.Norm("150", Decimal(150)))
    policy = policy_of({"a": t.AtLeast(2, (web, web, web)), "b": index}, {"A": ("a", "b")})
    found = made(policy, NewThreshold("a", Decimal(1)), NewThreshold("b", Decimal("99.5")))
    assert found.conditions["a"].node == t.AtLeast(1, (web, web, web))
    assert found.conditions["b"].node == replace(index, norm=t.Norm("99.5", Decimal("99.5")))


@pytest.mark.parametrize(
    ("change", "code", "hint"),
    [
        (NewNorm("p7_2025", Decimal(1)), "unknown_norm", "Did you mean 'p70_2025'?"),
        (NewThreshold("index_tot_p70", Decimal(1)), "named_norm", "p70_2025"),
        (NewThreshold("indx_tot_p70", Decimal(1)), "unknown_condition", "Did you mean 'index_tot_p70'?"),
        (NewThreshold("website", Decimal(1)), "no_threshold", "none"),
        (NoLonger("praktijkregistr"), "unknown_condition", "Did you mean 'praktijkregister'?"),
        (NoLonger("praktijkregister", "Z"), "unknown_group", "fysiotherapie.A"),
        (NoLonger("praktijkregister", "fysiotherapie.B"), "not_asked_by", "samenwerking_b"),
        (ReadAs("meer_locatie", "x"), "unknown_reading", "Did you mean 'meer_locaties'?"),
        (ReadAs("meer_locaties", "alle_locatie"), "unknown_option", "Did you mean 'alle_locaties'?"),
        (Also("A", "egen_website"), "unknown_fact", "Did you mean 'eigen_website'?"),
        (Also("A", "werkzaam_bij"), "fact_of_others", "of the practice"),
        (Also("A", "behandelindex.2025"), "fact_not_yes_no", "norm"),
        (Also("A", "skf_praktijkregister"), "fact_not_yes_no", "keurmerk"),
        (Also("A", "skf_praktijkregister=keurmrk"), "unknown_choice", "Did you mean 'keurmerk'?"),
        (Also("A", "certificaten"), "fact_key", ""),
        (Also("A", "certificaten.nen_en_15225"), "fact_key", "Did you mean 'nen_en_15224'?"),
        (Also("A", "overeenkomst.salland.fysiotherapie.dit_jaar"), "fact_key", ""),
        (Also("A", "verband_omvang"), "open_condition", "samenwerking_b"),
        (Also("A", "praktijkregister"), "already_asked", "Leave this change out."),
        (NewCap("te_klein_voor_index", "A"), "cap_on_best", "lower group"),
        (NewCap("verband_omvang", "B"), "open_condition", "samenwerking_b"),
        (NoCap("praktijkregister"), "no_cap", "te_klein_voor_index"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused_with_what_to_do(
    change: Change, code: str, hint: str
) -> None:
    ((found, told),) = refused(zz(), change, agreements=[AGREEMENT])
    assert found == code
    assert hint in told


@pytest.mark.parametrize(
    ("condition", "value", "share"),
    [
        ("helft_verbijzonderd", "60", False),
        ("helft_verbijzonderd", "0", True),
        ("helft_verbijzonderd", "1.01", True),
        ("drie_verbijzonderingen", "0", False),
        ("drie_verbijzonderingen", "11", False),
        ("drie_verbijzonderingen", "2.5", False),
        ("drie_verbijzonderingen", "0.2", True),
        ("ruime_openingstijden", "0", False),
    ],
)
def test_a_number_that_a_condition_cannot_have_is_refused(condition: str, value: str, share: bool) -> None:
    ((code, hint),) = refused(salland(), NewThreshold(condition, Decimal(value), share))
    assert code == "bad_value"
    assert "percentage" in hint if condition == "helft_verbijzonderd" else "a whole number from 1" in hint


def test_a_condition_with_several_numbers_is_left_to_a_package() -> None:
    web = t.FactIs("eigen_website", (), None)
    policy = policy_of({"a": t.AnyOf((t.AtLeast(2, (web, web)), t.AtLeast(1, (web, web))))}, {"A": ("a",)})
    assert refused(policy, NewThreshold("a", Decimal(1)))[0][0] == "more_thresholds"
    same = policy_of({"a": t.AnyOf((t.AtLeast(2, (web, web)), t.AtLeast(2, (web,) * 3)))}, {"A": ("a",)})
    assert refused(same, NewThreshold("a", Decimal(3)))[0][0] == "bad_value"  # the first has two items only
    assert made(same, NewThreshold("a", Decimal(1))).conditions["a"].node == t.AnyOf(
        (t.AtLeast(1, (web, web)), t.AtLeast(1, (web,) * 3))
    )


def test_every_fault_of_every_change_is_told_and_nothing_is_changed() -> None:
    found = refused(zz(), NewNorm("x", Decimal(1)), NoLonger("praktijkregister"), ReadAs("y", "z"))
    assert [code for code, _ in found] == ["unknown_norm", "unknown_reading"]


def test_every_fault_has_a_case() -> None:
    """Each code of the wording is told by some test of this file or of the reading of changes."""
    told = set()
    for test in (
        test_a_change_that_cannot_be_made_is_refused_with_what_to_do,
        test_dropping_where_it_could_mean_two_things_is_refused,
    ):
        marks: list[pytest.Mark] = getattr(test, "pytestmark", [])
        (mark,) = marks
        told |= {case[1] if isinstance(case[1], str) else case[2] for case in mark.args[1]}
    by_hand = {"bad_value", "more_thresholds", "more_groups", "bad_change", "twice", "unknown_norm"}
    assert set(WORDING) == {code for code in told if code in WORDING} | by_hand


# --- groups -----------------------------------------------------------------------------------------------------


def test_a_group_also_asks_a_condition_of_the_policy() -> None:
    found = made(zz(), Also("fysiotherapie.B", "praktijkregister"))
    assert asked(found, "B") == (*asked(zz(), "B"), "praktijkregister")
    assert asked(found, "A") == asked(zz(), "A")


def test_a_group_also_asks_a_fact_of_the_practice_which_is_marked_as_the_users_own() -> None:
    found = alter(zz(), [Also("A", "certificaten.nen_en_15224"), Also("B", "skf_praktijkregister=aspirant")])
    own = found.policy.conditions["eigen_certificaten_nen_en_15224"]
    assert own.node == t.FactIs("certificaten", ("nen_en_15224",), None)
    assert own.cites == ()
    assert own.says.nl.startswith("Eigen toevoeging, niet uit het document: ")
    assert found.policy.conditions["eigen_skf_praktijkregister_aspirant"].node == t.FactIs(
        "skf_praktijkregister", (), ("aspirant",)
    )
    assert asked(found.policy, "A")[-1] == own.id
    assert "Eigen toevoeging" in found.told[0].nl


def test_the_same_fact_may_be_asked_of_two_groups() -> None:
    found = made(zz(), Also("A", "eigen_website"), Also("B", "eigen_website"))
    assert asked(found, "A")[-1] == asked(found, "B")[-1] == "eigen_eigen_website"


def test_a_group_name_that_several_agreements_have_needs_the_agreement() -> None:
    ((code, hint),) = refused(salland(), Also("A", "website"))
    assert code == "more_groups"
    assert "fysiotherapie.A, logopedie.A" in hint
    assert asked(made(salland(), Also("logopedie.A", "website")), "A", "logopedie")[-1] == "website"
    assert (
        asked(alter(salland(), [Also("A", "website")], ["logopedie"]).policy, "A", "logopedie")[-1]
        == "website"
    )


def test_a_cap_moves_comes_or_goes() -> None:
    caps = zz().agreements[AGREEMENT].caps
    assert caps == (Cap("C", "te_klein_voor_index"),)
    assert made(zz(), NewCap("te_klein_voor_index", "B")).agreements[AGREEMENT].caps == (
        Cap("B", "te_klein_voor_index"),
    )
    more = made(zz(), NewCap("website", "B")).agreements[AGREEMENT].caps
    assert more == (*caps, Cap("B", "website"))
    assert made(zz(), NoCap("te_klein_voor_index")).agreements[AGREEMENT].caps == ()


def test_another_reading_becomes_the_default() -> None:
    found = alter(zz(), [ReadAs("meer_locaties", "alle_locaties")])
    assert found.policy.readings["meer_locaties"].default == "alle_locaties"
    assert found.told[0].nl.endswith("Gelezen als: alleen als alle locaties er liggen.")


# --- dropping ---------------------------------------------------------------------------------------------------


def test_a_dropped_condition_is_no_longer_asked_by_any_group() -> None:
    found = made(zz(), NoLonger("data_aanlevering"))
    assert asked(found, "A") == tuple(n for n in asked(zz(), "A") if n != "data_aanlevering")
    assert "data_aanlevering" not in asked(found, "B")
    assert found.conditions["data_aanlevering"] is zz().conditions["data_aanlevering"]


def test_dropped_for_one_group_it_is_still_asked_by_the_other() -> None:
    found = made(zz(), NoLonger("data_aanlevering", "A"))
    assert "data_aanlevering" not in asked(found, "A")
    assert "data_aanlevering" in asked(found, "B")


def test_dropped_inside_an_all_the_others_are_still_asked() -> None:
    found = made(zz(), NoLonger("website"))
    node = found.conditions["basisvoorwaarden"].node
    assert isinstance(node, t.All)
    assert t.Ref("website") not in node.items
    assert len(node.items) == 7


def test_a_condition_that_tells_for_whom_something_holds_keeps_telling_it() -> None:
    found = alter(zz(), [NoLonger("fysiotherapie_overeenkomst_2026")])
    assert "fysiotherapie_overeenkomst_2026" not in asked(found.policy, "A")
    assert (
        found.policy.conditions["fysiotherapie_zonder_overeenkomst"]
        is zz().conditions["fysiotherapie_zonder_overeenkomst"]
    )
    assert "fysiotherapie_zonder_overeenkomst" in found.told[1].nl


WEB = t.FactIs("eigen_website", (), None)
FILE = t.FactIs("elektronisch_patientendossier", (), None)
X = t.Ref("x")
EVERYONE = t.Selection("therapeut", kind="therapeut")


def every(where: t.Node, holds: t.Node) -> t.Node:
    return t.Over(t.Quantifier.every, EVERYONE, where, holds)


def some(holds: t.Node) -> t.Node:
    return t.Over(t.Quantifier.some, EVERYONE, None, holds)


def asking(node: t.Node, **more: t.Node) -> Policy:
    """A policy in which group A asks `a`, which is this node; `x` is a fact."""
    return policy_of({"x": WEB, "a": node, **more}, {"A": ("a",), "B": ("y",) if "y" in more else ()})


@pytest.mark.parametrize(
    ("node", "left"),
    [
        (t.All((X, FILE)), t.All((FILE,))),
        (t.When(FILE, X), t.All(())),
        (t.When(X, FILE), None),
        (t.All((FILE, t.When(WEB, t.All((X, FILE))))), t.All((FILE, t.When(WEB, t.All((FILE,)))))),
        (t.AnyOf((FILE, t.All((X, WEB)))), t.AnyOf((FILE, t.All((WEB,))))),
        (t.AtLeast(1, (FILE, t.All((X, WEB)))), t.AtLeast(1, (FILE, t.All((WEB,))))),
        (t.All((FILE, t.Not(X))), None),
        (every(FILE, X), t.All(())),
        (every(FILE, t.All((X, WEB))), every(FILE, t.All((WEB,)))),
        (some(t.All((X, WEB))), some(t.All((WEB,)))),
        (t.Over(t.Quantifier.every, EVERYONE, X, FILE), None),
    ],
)
def test_what_is_left_of_a_condition_without_one_that_it_asks(node: t.Node, left: t.Node | None) -> None:
    """None: it is not asked there, and with nothing else asking it there is nothing to drop."""
    policy = asking(node)
    if left is None:
        assert refused(policy, NoLonger("x"))[0][0] == "drop_nowhere"
        return
    found = made(policy, NoLonger("x"))
    assert found.conditions["a"].node == left
    assert asked(found, "A") == (() if left == t.All(()) else ("a",))


@pytest.mark.parametrize(
    ("policy", "change", "code", "where"),
    [
        (asking(t.AnyOf((X, FILE))), NoLonger("x"), "drop_choice", "'a'"),
        (asking(t.AtLeast(1, (X, FILE))), NoLonger("x"), "drop_choice", "'a'"),
        (asking(t.AnyOf((t.All((X,)), FILE))), NoLonger("x"), "drop_choice", "'a'"),
        (asking(t.AnyOf((t.Ref("b"), FILE)), b=t.All((X,))), NoLonger("x"), "drop_choice", "'a'"),
        (asking(t.Over(t.Quantifier.every, EVERYONE, None, X)), NoLonger("x"), "drop_list", "'a'"),
        (asking(t.Over(t.Quantifier.some, EVERYONE, None, X)), NoLonger("x"), "drop_list", "'a'"),
        (
            asking(t.Over(t.Quantifier.share, EVERYONE, FILE, X, Decimal("0.5"))),
            NoLonger("x"),
            "drop_list",
            "'a'",
        ),
        (asking(t.All((X, FILE)), y=t.Not(t.Ref("a"))), NoLonger("x"), "drop_shared", "package"),
        (asking(FILE), NoLonger("x"), "drop_nowhere", "nothing"),
        (policy_of({"x": WEB}, {"A": ("x",)}, scope="x"), NoLonger("x"), "drop_scope", "part"),
        (policy_of({"x": WEB, "s": t.All((X,))}, {"A": ()}, scope="s"), NoLonger("x"), "drop_scope", "part"),
    ],
)
def test_dropping_where_it_could_mean_two_things_is_refused(
    policy: Policy, change: Change, code: str, where: str
) -> None:
    ((found, hint),) = refused(policy, change)
    assert found == code
    assert where in hint


def test_a_condition_that_asks_nothing_any_more_is_dropped_with_it() -> None:
    policy = asking(t.All((t.Ref("b"), FILE)), b=t.All((X,)))
    found = made(policy, NoLonger("x"))
    assert found.conditions["a"].node == t.All((FILE,))
    assert found.conditions["b"].node == t.All(())


def test_under_one_reading_it_may_ask_nothing_and_under_another_something() -> None:
    by = t.ByReading("lezing", {"een": X, "twee": FILE})
    policy = policy_of(
        {"x": WEB, "a": t.All((by, FILE))}, {"A": ("a",)}, readings={"lezing": ("een", "twee")}
    )
    found = made(policy, NoLonger("x"))
    assert found.conditions["a"].node == t.All(
        (t.ByReading("lezing", {"een": t.All(()), "twee": FILE}), FILE)
    )
    choice = policy_of(
        {"x": WEB, "a": t.AnyOf((by, FILE))}, {"A": ("a",)}, readings={"lezing": ("een", "twee")}
    )
    assert refused(choice, NoLonger("x"))[0][0] == "drop_choice"


def droppable() -> Iterator[tuple[Policy, str, Policy, Dossier]]:
    """Random policies with a condition that can be dropped, and practices of which all lists are complete."""
    for seed in range(600):
        case = draw(seed)
        names = list(case.policy.conditions)
        name = Random(seed).choice(names)
        try:
            altered = made(case.policy, NoLonger(name))
        except Faults:
            continue
        registers = ("eigen_administratie", "vektis_agb", "irf", "big", "parkinsonnet")
        yield case.policy, name, altered, completed(case.dossier, *registers)


def met(policy: Policy, name: str) -> Policy:
    """The policy in which a condition holds for everyone."""
    conditions = {**policy.conditions, name: replace(policy.conditions[name], node=t.All(()))}
    return replace(policy, conditions=conditions, hash=f"{policy.hash} {name} met")


def tells(policy: Policy, name: str) -> bool:
    """Whether the condition, or one that uses it, also tells for whom something else holds."""
    work = alter_drop._Work(policy, name)
    work.done()
    return bool(work.stays) or bool(users(policy, [name]) & work.telling)


def test_dropping_what_is_only_asked_is_taking_it_as_met() -> None:
    compared = moved = 0
    for policy, name, altered, dossier in droppable():
        if tells(policy, name):
            continue
        compared += 1
        expected = trace(met(policy, name), dossier)
        assert trace(altered, dossier).possible() == expected.possible(), policy.hash
        moved += expected.possible() != trace(policy, dossier).possible()
    assert compared > 150
    assert moved > 15


def test_dropping_that_leaves_the_demand_standing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: the groups still ask what was dropped."""
    monkeypatch.setattr(alter_drop._Work, "without", lambda self, agreement: agreement)
    assert any(
        trace(altered, dossier).possible() != trace(met(policy, name), dossier).possible()
        for policy, name, altered, dossier in droppable()
        if not tells(policy, name)
    )


# --- trees ------------------------------------------------------------------------------------------------------


def test_a_tree_with_its_own_parts_is_itself() -> None:
    for seed in range(200):
        for condition in draw(seed).policy.conditions.values():
            assert replaced(condition.node, lambda node: node) is condition.node
            for node in t.walk(condition.node):
                assert with_children(node, t.children(node)) == node


def test_a_closed_condition_needs_nothing_around_it() -> None:
    assert needs(zz(), "samenwerking_b") == frozenset()
    assert needs(zz(), "verband_omvang") == {"samenwerkingsverband"}
    assert needs(salland(), "telt_als_verbijzonderd") == {"therapeut", "verbijzondering"}
    assert "samenwerking_a" in users(zz(), ["verband_omvang"])


def test_the_best_practice_loses_group_a_when_more_is_asked_and_keeps_it_when_less_is() -> None:
    best = best_dossier()
    assert trace(zz(), best).possible() == ("A",)
    assert trace(made(zz(), NewNorm("p70_2025", Decimal("94.9"))), best).possible() == ("B",)
    assert trace(made(zz(), NoLonger("praktijkregister")), best).possible() == ("A",)
    assert trace(made(zz(), Also("A", "certificaten.nen_en_15224")), best).possible() == ("B",)
    assert trace(made(zz(), NewCap("website", "C")), best).possible() == ("C",)


# --- as written -------------------------------------------------------------------------------------------------


def test_changes_are_read_as_people_write_them() -> None:
    found = read_changes(
        Written(
            norms=["p70_2025=110,5"],
            thresholds=["helft_verbijzonderd=60%", "drie_verbijzonderingen=2"],
            drops=["website", "fysiotherapie.A:praktijkregister"],
            requires=["A:certificaten.nen_en_15224", "B:skf_praktijkregister=keurmerk"],
            readings=["meer_locaties=alle_locaties"],
            caps=["te_klein_voor_index=B"],
            no_caps=["website"],
        )
    )
    assert found == (
        NewNorm("p70_2025", Decimal("110.5")),
        NewThreshold("helft_verbijzonderd", Decimal("0.6"), share=True),
        NewThreshold("drie_verbijzonderingen", Decimal(2)),
        ReadAs("meer_locaties", "alle_locaties"),
        NoLonger("website"),
        NoLonger("praktijkregister", "fysiotherapie.A"),
        Also("A", "certificaten.nen_en_15224"),
        Also("B", "skf_praktijkregister=keurmerk"),
        NoCap("website"),
        NewCap("te_klein_voor_index", "B"),
    )
    assert not Written()
    assert Written(drops=["x"])


@pytest.mark.parametrize(
    ("written", "option"),
    [
        (Written(norms=["p70=50%"]), "--norm"),
        (Written(norms=["p70"]), "--norm"),
        (Written(norms=["p70=1e3"]), "--norm"),
        (Written(thresholds=["a=b"]), "--threshold"),
        (Written(drops=[":a"]), "--drop"),
        (Written(drops=[""]), "--drop"),
        (Written(requires=["a"]), "--require"),
        (Written(readings=["a="]), "--to-reading"),
        (Written(caps=["a"]), "--cap"),
        (Written(no_caps=[""]), "--no-cap"),
    ],
)
def test_what_is_no_change_is_refused_with_how_to_write_it(written: Written, option: str) -> None:
    with pytest.raises(Faults) as raised:
        read_changes(written)
    (fault,) = raised.value.faults
    assert (fault.code, fault.file) == ("alter.bad_change", option)
    assert fault.hint
    assert fault.hint.nl.startswith("Schrijf ")


def test_the_same_thing_is_not_changed_twice() -> None:
    with pytest.raises(Faults) as raised:
        read_changes(Written(norms=["a=1", "a=2", "b"]))
    assert [fault.code for fault in raised.value.faults] == ["alter.bad_change", "alter.twice"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("110", (Decimal(110), False)),
        ("110,5", (Decimal("110.5"), False)),
        ("50%", (Decimal("0.5"), True)),
        ("12.5%", (Decimal("0.125"), True)),
        ("-1", None),
        ("1.000,5", None),
        ("", None),
        ("nan", None),
    ],
)
def test_numbers_are_read_with_a_point_or_a_comma(text: str, value: tuple[Decimal, bool] | None) -> None:
    assert value_of(text) == value
