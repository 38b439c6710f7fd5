"""Straight-line Python fills in the same codes as the interpreter, slot by slot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from inkoopwijzer.assess import straight, straight_text, straight_writer
from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Program, compile_agreement, run
from inkoopwijzer.assess.scenarios import BASE, load_scenarios
from inkoopwijzer.assess.straight import run_straight
from inkoopwijzer.assess.straight_writer import Writer
from inkoopwijzer.facts.dossier import Dossier, Record, Subject
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy import tree as t
from inkoopwijzer.policy.package import shipped, shipped_policies
from inkoopwijzer.policy.tree import Compare
from tests.assess.strategies import best_dossier, draw, policy_of, said
from tools.mutants import scenario_files

Pair = tuple[Program, Case]
ROOT = Path(__file__).resolve().parents[2]
RANDOM = 2_500
ALONE = ("praktijk", "markt")
DAYS = (date(2026, 10, 15), date(2027, 7, 1))


def drawn(seed: int) -> Pair:
    found = draw(seed)
    program = compile_agreement(found.policy, "fysiotherapie", tuple(sorted(found.readings.items())))
    return program, Case(found.dossier, found.on, program.agreement.term)


def differs(pair: Pair) -> bool:
    program, case = pair
    return run_straight(program, case).codes != run(program, case).codes


@cache
def programs() -> tuple[Program, ...]:
    """Every shipped agreement under its defaults, and under each other option of each reading."""
    found = []
    for policy in shipped_policies():
        others = [((r.id, o),) for r in policy.readings.values() for o in r.options if o != r.default]
        found += [compile_agreement(policy, a, chosen) for a in policy.agreements for chosen in [(), *others]]
    return tuple(found)


def dossiers() -> list[Dossier]:
    """The base of every scenario file, and the examples."""
    found = [read_dossier(path) for path in sorted((ROOT / "examples").glob("*.yaml"))]
    assert len(found) > 5
    for policy, (_, _, directory) in zip(shipped_policies(), shipped(), strict=True):
        for file in load_scenarios(policy, scenario_files(directory)):
            found += [s.dossier for s in file.scenarios if s.name == BASE]
    return [*found, best_dossier()]


def punched(dossier: Dossier, chance: Random) -> Dossier:
    """The dossier with some facts unknown, some left out, some turned round, and some registers not seen."""

    def cells(subject: Subject) -> dict[Any, tuple[Record, ...]]:
        found = dict(subject.cells)
        for cell, records in subject.cells.items():
            fate = chance.random()
            if fate < 0.1:
                found[cell] = (Record(None),)
            elif fate < 0.2:
                del found[cell]
            elif fate < 0.3 and isinstance(records[0].value, bool):
                found[cell] = (Record(not records[0].value),)
        return found

    subjects = {
        kind: tuple(replace(s, cells=cells(s)) for s in listed if kind in ALONE or chance.random() < 0.9)
        for kind, listed in dossier.subjects.items()
    }
    registers = {name: seen for name, seen in dossier.registers.items() if chance.random() < 0.8}
    return replace(dossier, subjects=subjects, registers=registers)


def test_random_programs_on_random_dossiers() -> None:
    assert [seed for seed in range(RANDOM) if differs(drawn(seed))] == []


def test_shipped_policies_on_their_scenario_bases_and_the_examples_whole_and_with_holes() -> None:
    chance = Random(8)
    for dossier in dossiers():
        for given in [dossier, *(punched(dossier, chance) for _ in range(12))]:
            for program in programs():
                for on in DAYS:
                    assert not differs((program, Case(given, on, program.agreement.term))), given.file


def test_assumed_answers_and_programs_that_grow_too_long_are_left_to_the_interpreter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judge = t.Judge(said("x"))
    everyone = t.Over(t.Quantifier.every, t.Selection("therapeut", kind="therapeut"), None, judge)
    policy = policy_of({"a": judge, "b": everyone}, {"A": ("a", "b")}, hash="assumed")
    program = compile_agreement(policy, "fysiotherapie", (), {(judge, ""): 2})
    case = Case(best_dossier(), DAYS[0], program.agreement.term)
    assert run_straight(program, case).possible() == ("A",)
    monkeypatch.setattr(straight_writer, "MOST_LINES", 3)
    with pytest.raises(straight_writer.TooLong):
        Writer(programs()[0]).write()
    grown = replace(programs()[0])
    assert not differs((grown, Case(best_dossier(), DAYS[0], grown.agreement.term)))


def test_a_quantifier_over_subjects_within_another_shares_the_interpreters_function() -> None:
    def over(kind: str, holds: t.Node) -> t.Over:
        return t.Over(t.Quantifier.some, t.Selection(kind, kind=kind), None, holds)

    both = t.AnyOf((t.FactIs("werkzaam_bij", (), None), t.FactIs("lid", (), None)))
    policy = policy_of(
        {"a": over("therapeut", over("samenwerkingsverband", both))}, {"A": ("a",)}, hash="nested"
    )
    program = compile_agreement(policy, "fysiotherapie")
    assert "(codes, case, {" in Writer(program).write()
    for dossier in (best_dossier(), *(punched(best_dossier(), Random(n)) for n in range(50))):
        assert not differs((program, Case(dossier, DAYS[0], program.agreement.term)))


WORDS = {"def", "for", "in", "not", "if", "else", "and", "or", "is", "return", "True", "False", "None"}
WORDS |= {"straight", "case", "get", "s", "now", "x", "alone", "standings", "open_lists", "closed", "codes"}
WORDS |= {"len", "isinstance", "str", "int", "profession", "over_time", "subject", "covers", "day"}


def test_the_text_holds_nothing_from_a_policy() -> None:
    for program in [*programs(), *(drawn(seed)[0] for seed in range(300))]:
        text = Writer(program).write()
        assert '"' not in text
        assert "'" not in text
        names = {n for n in re.findall(r"[A-Za-z_]\w*", text) if not re.fullmatch(r"[cdhklmpuvw]\d+", n)}
        assert names <= WORDS


def test_a_function_is_made_once_and_only_the_latest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(straight, "_KEPT", {})
    monkeypatch.setattr(straight, "MOST_KEPT", 3)
    made = [drawn(seed)[0] for seed in range(5)]
    functions = [straight.straight(program) for program in made]
    assert straight.straight(made[-1]) is functions[-1]
    assert len(straight._KEPT) == 3
    assert straight.straight(made[0]) is not functions[0]


# --- planted faults: each must show ---

Plant = Callable[[pytest.MonkeyPatch], None]


def swapped(right: str, wrong: str, name: str) -> Plant:
    """What a function of `straight_text` writes, with one piece of text for another."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        write = getattr(straight_text, name)

        def wrongly(*given: Any, **more: Any) -> Any:
            text = write(*given, **more)
            return (
                [x.replace(right, wrong) for x in text]
                if isinstance(text, list)
                else text.replace(right, wrong)
            )

        patch.setattr(straight_writer, name, wrongly)

    return plant


FAULTS: dict[str, Plant] = {
    "at most is below": lambda patch: patch.setitem(straight_text.SIGN, Compare.at_most, "<"),
    "at least is above": lambda patch: patch.setitem(straight_text.SIGN, Compare.at_least, ">"),
    "or is and": lambda patch: patch.setattr(straight_writer, "any_text", straight_text.all_text),
    "not stated is no unless a register settles it": swapped(
        " and case.closed", " and not case.closed", "is_text"
    ),
    "unknown is no": swapped("else 1", "else 0", "is_text"),
    "a norm not known is passed over": swapped("else 1", "else 2", "compare_text"),
    "one unknown part of many is met": swapped("else 1)", "else 2)", "all_text"),
    "an unknown guard does not bind": swapped("or 1", "or 2", "when_text"),
    "an open list is complete": lambda patch: patch.setattr(
        straight_writer,
        "end_text",
        lambda q, n, size, d, *rest: straight_text.end_text(q, n, size, "True", *rest),
    ),
    "every over nobody is met": swapped("else 0) if", "else 2) if", "end_text"),
    "a share needs more": swapped(">=", ">", "end_text"),
    "an unknown guard counts as met in a share": swapped(" == 2 and not", " and not", "element_lines"),
    "loops forget the options around them": lambda patch: patch.setattr(
        Writer, "_key", lambda self, node, given: (id(node),)
    ),
    "a closed part is read before it is known": lambda patch: patch.setattr(
        straight_writer, "slots_read", lambda compiler, node: iter(())
    ),
}


@pytest.fixture
def fresh() -> Iterator[None]:
    straight._KEPT.clear()
    yield
    straight._KEPT.clear()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[name](monkeypatch)

    def noticed(seed: int) -> bool:
        try:
            return differs(drawn(seed))
        except (ArithmeticError, LookupError, NameError):
            return True  # the function broke down, which no test overlooks

    assert any(noticed(seed) for seed in range(RANDOM))


def test_shares_beyond_what_decimal_holds_are_compared_as_the_interpreter_does() -> None:
    least = Decimal("0.33333333333333333333333333333333333")
    holds = t.FactIs("werkzaam_bij", (), None)
    over = t.Over(t.Quantifier.share, t.Selection("t", kind="therapeut"), None, holds, least)
    program = compile_agreement(policy_of({"a": over}, {"A": ("a",)}, hash="digits"), "fysiotherapie")
    for n in range(30):
        assert not differs(
            (program, Case(punched(best_dossier(), Random(n)), DAYS[0], program.agreement.term))
        )
