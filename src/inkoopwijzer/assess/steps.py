"""The steps of a route in words: what is so now, and what it must become."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.assess.changes import NEW, Held, Literal
from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.facts_seen import NO, NOT_KNOWN, YES, number_text, value_text
from inkoopwijzer.assess.result import Step
from inkoopwijzer.facts.catalogue import Fact, catalogue
from inkoopwijzer.policy.tree import Compare
from inkoopwijzer.values.text import Text, day_text

AS_ASKED: Final = {
    Compare.at_most: Text("hoogstens {norm}", "at most {norm}"),
    Compare.below: Text("minder dan {norm}", "below {norm}"),
    Compare.at_least: Text("minstens {norm}", "at least {norm}"),
    Compare.above: Text("meer dan {norm}", "above {norm}"),
}
OPPOSITE: Final = {
    Compare.at_most: Compare.above,
    Compare.above: Compare.at_most,
    Compare.at_least: Compare.below,
    Compare.below: Compare.at_least,
}


def list_step(kind: str, complete: bool, condition: str) -> Step:
    """To find out whether the dossier lists every subject of a kind."""
    name = catalogue().subjects[kind].list_name
    says = Text(f"de lijst van {name} is volledig", f"the list of {name} is complete")
    return Step(says, "", "lijst", (kind,), NOT_KNOWN, YES if complete else NO, False, condition)


def step(trace: Trace, literal: Literal) -> Step:
    """One change of one fact."""
    if literal.cell[0] == "lijst":
        return list_step(literal.cell[1], True, literal.condition)
    fact = catalogue().facts[literal.cell[0]]
    if literal.cell[-1] == "week":
        says = trace.program.policy.conditions[literal.condition].says
        now = NO if literal.known else NOT_KNOWN
        return Step(says, "", fact.id, (), now, YES, literal.known, literal.condition)
    subject = next(s for s in trace.case.dossier.subjects[fact.about] if s.id == literal.subject)
    name = "" if fact.of_the_one else subject.name
    says = fact.filled(fact.says, literal.cell[1:], name)
    if literal.moment.mode == "sometime" and literal.moment.period.start:
        year = literal.moment.period.start.year
        says = Text(f"{says.nl} (in {year})", f"{says.en} (in {year})")
    now = NOT_KNOWN
    if literal.known:
        records = subject.cells.get(literal.cell, ())
        value = records[-1].value if records else False
        now = value_text(fact, value)
        end = records[-1].period.end if records else None
        if value is True and end is not None and end < trace.case.on:
            now = Text(f"verlopen op {day_text(end).nl}", f"lapsed on {day_text(end).en}")
    wanted = _wanted(fact, literal)
    return Step(says, name, fact.id, literal.cell[1:], now, wanted, literal.known, literal.condition)


def added(trace: Trace, literals: list[Literal]) -> Step:
    """A new subject as one step, with what it must be like."""
    kind = catalogue().subjects[literals[0].subject.removeprefix(NEW)]
    details = []
    for literal in literals:
        if literal.cell[0] == "erbij":
            continue
        fact = catalogue().facts[literal.cell[0]]
        says, wanted = fact.filled(fact.says, literal.cell[1:]), _wanted(fact, literal)
        details.append(
            says if wanted in (YES,) else Text(f"{says.nl}: {wanted.nl}", f"{says.en}: {wanted.en}")
        )
    says = Text(f"{kind.label.nl.split(' ', 1)[1]} erbij", f"one more {kind.label.en.split(' ', 1)[1]}")
    return Step(says, "", kind.id, (), NO, YES, True, literals[0].condition, tuple(details))


def _wanted(fact: Fact, literal: Literal) -> Text:
    test = literal.test
    if not test:
        return YES if literal.truth else NO
    if isinstance(test, Held):
        return AS_ASKED[test.compare if literal.truth else OPPOSITE[test.compare]].format(
            norm=_norm_text(test)
        )
    options = [str(o) for o in test]
    if not literal.truth:
        options = [o for o in fact.options if o not in options]
    labels = [fact.options[o].label for o in options[:4]]
    more = ("", "") if len(options) <= 4 else (" of iets anders", " or something else")
    return Text(" of ".join(x.nl for x in labels) + more[0], " or ".join(x.en for x in labels) + more[1])


def _norm_text(test: Held) -> Text:
    if test.bound is not None:
        return number_text(test.bound)
    return test.norm.says or Text("de norm", "the norm")
