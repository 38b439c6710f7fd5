"""Whether the scenarios of a policy hold every condition in its place: on each side, and on each boundary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Trace, binding
from inkoopwijzer.assess.leaves import cell_of
from inkoopwijzer.assess.path import Place, below, elements, place
from inkoopwijzer.assess.scenario_runs import Runner, Scenario, ScenarioFile
from inkoopwijzer.assess.scenarios import NEEDED
from inkoopwijzer.facts.dossier import Hours
from inkoopwijzer.policy.blocks import DAYS, count_blocks, merged
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import (
    AtLeast,
    Blocks,
    FactCompares,
    Node,
    NormFact,
    Over,
    Quantifier,
    Ref,
    walk,
)
from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN, Verdict

SIDES: Final = {
    -1: Text("eronder", "below"),
    0: Text("precies erop", "exactly on"),
    1: Text("erboven", "above"),
}


def uncovered(policy: Policy, files: Sequence[ScenarioFile]) -> list[Fault]:
    """What no scenario shows (a verdict of a condition, a side of a number), and excuses that do not hold."""
    return [*_verdicts(policy, files), *_sides(policy, [s for f in files for s in f.scenarios])]


def _verdicts(policy: Policy, files: Sequence[ScenarioFile]) -> Iterator[Fault]:
    shown: set[tuple[str, Verdict]] = set()
    for file in files:
        for scenario in file.scenarios:
            shown |= {(e.condition, e.verdict) for e in scenario.expectations}
    excused = {(c.condition, c.verdict): (file, c) for file in files for c in file.cannot}
    for (name, verdict), (file, cannot) in excused.items():
        if (name, verdict) in shown:
            message = Text(
                f"Een scenario verwacht wat hier onmogelijk heet: '{name}' is {verdict.value}.",
                f"A scenario expects what is called impossible here: '{name}' is {verdict.value}.",
            )
            hint = Text("Haal de regel weg.", "Remove the line.")
            yield Fault("scenario.excuse", message, file.file, cannot.line, f"cannot.{name}", hint)
    for condition in policy.conditions.values():
        for verdict in NEEDED:
            if (condition.id, verdict) not in shown | excused.keys():
                message = Text(
                    f"Geen scenario verwacht dat '{condition.id}' de waarde {verdict.value} heeft.",
                    f"No scenario expects '{condition.id}' to be {verdict.value}.",
                )
                hint = Text(
                    "Voeg er een toe, of zeg onder cannot waarom het niet kan.",
                    "Add one, or say under cannot why it is impossible.",
                )
                yield Fault("scenario.uncovered", message, condition.file, condition.line, condition.id, hint)


def _sides(policy: Policy, scenarios: Iterable[Scenario]) -> Iterator[Fault]:
    runner = Runner(policy)
    shown: dict[int, set[int]] = {}
    for scenario in scenarios:
        trace = runner.trace(scenario)
        for name in policy.conditions:
            if name in trace.program.slots:
                for at in _places(trace, place(trace, policy.conditions[name].node, {})):
                    side = _side(trace, at)
                    if side is not None:
                        shown.setdefault(id(at.node), set()).add(side)
    for condition in policy.conditions.values():
        for node in filter(_counts, walk(condition.node)):
            for side in sorted(set(SIDES) - shown.get(id(node), set())):
                label = _label(node)
                message = Text(
                    f"Geen scenario van '{condition.id}' heeft {label.nl} {SIDES[side].nl}.",
                    f"No scenario of '{condition.id}' has {label.en} {SIDES[side].en}.",
                )
                yield Fault("scenario.side", message, condition.file, condition.line, condition.id)


def _places(trace: Trace, at: Place) -> Iterator[Place]:
    """The place and all below it; other conditions only where they are about an element."""
    yield at
    if isinstance(at.node, Ref) and at.node.condition in trace.program.slots:
        return
    for part in below(trace, at):
        yield from _places(trace, part)


def _counts(node: Node) -> bool:
    """Whether the node holds a number against a norm."""
    counted = isinstance(node, Over) and node.quantifier in (Quantifier.share, Quantifier.count)
    return counted or isinstance(node, AtLeast | Blocks | FactCompares)


def _side(trace: Trace, at: Place) -> int | None:
    """-1, 0 or 1: the number is below, on or above its norm; None where there is none, or it is not known."""
    node = at.node
    match node:
        case FactCompares():
            norm = node.norm.value
            bound = _number(trace.case, (norm.fact, *norm.key), at) if isinstance(norm, NormFact) else norm
            value = _number(trace.case, cell_of(node.fact, node.key, at.env), at)
            return None if value is None or bound is None else _sign(value - bound)
        case Blocks():
            found = _blocks(node, trace.case)
            return None if found is None else _sign(found - node.at_least)
        case AtLeast(count):
            codes = [part.code for part in below(trace, at)]
            return None if UNKNOWN in codes else _sign(codes.count(MET) - count)
        case Over(quantifier=Quantifier.share | Quantifier.count):
            return _counted(trace, at, node)
    return None


def _counted(trace: Trace, at: Place, node: Over) -> int | None:
    pairs = [
        (MET if where is None else where.code, place(trace, node.holds, env).code)
        for env, where in elements(trace, node, at.env)
    ]
    if binding(node.over) in trace.case.open_lists or any(
        w == UNKNOWN or (w == MET and h == UNKNOWN) for w, h in pairs
    ):
        return None
    members = [h for w, h in pairs if w != NOT_MET]
    if node.quantifier is Quantifier.share:
        return _sign(members.count(MET) - node.at_least * len(members)) if members else None
    return _sign(members.count(MET) - node.at_least)


def _number(case: Case, cell: tuple[str, ...], at: Place) -> Decimal | None:
    about = case.catalogue.facts[cell[0]].about
    bound = at.env.get(about)
    standing = case.standings[about][0] if bound is None or isinstance(bound, str) else bound
    value = standing.now.get(cell)
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _blocks(node: Blocks, case: Case) -> int | None:
    weeks: list[dict[str, Hours]] = []
    for standing in case.standings["locatie"]:
        week: dict[str, Hours] = {}
        for day in DAYS:
            hours = standing.now.get((node.fact, day))
            if not isinstance(hours, tuple):
                return None
            week[day] = hours
        weeks.append(week)
    if node.together:
        return count_blocks({day: merged(week[day] for week in weeks) for day in DAYS}, node)
    return max((count_blocks(week, node) for week in weeks), default=0)


def _sign(number: Decimal | int) -> int:
    return (number > 0) - (number < 0)


def _label(node: Node) -> Text:
    match node:
        case FactCompares(fact=fact, norm=norm):
            return Text(f"'{fact}' ten opzichte van {norm.id}", f"'{fact}' against {norm.id}")
        case Over(quantifier=quantifier, over=over, at_least=least):
            return Text(f"{quantifier} {over.name} van {least}", f"{quantifier} {over.name} of {least}")
        case Blocks(at_least=count):
            return Text(f"de dagdelen van {count}", f"the blocks of {count}")
        case _:
            return Text("het aantal", "the number")
