"""A whole market: the slice's practices beside the peers, and the complete policies, all nodes kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any

import numpy as np

from bench.peers import ours
from bench.shipped import Measured
from bench.slice.practices import Document
from bench.tiling import tiled
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.market import steps as s
from inkoopwijzer.market.assessed import AssessedAgreement, Market
from inkoopwijzer.market.costs import Costs
from inkoopwijzer.market.execute import by_element
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.outcome import patterns, tally
from inkoopwijzer.market.records import Bytes, Records
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.reached import nodes_of

MANY, MOST = 60_000, 1_000_000
PHYSIOTHERAPY = "fysiotherapie"
ASKED_MS, ASKED_OPENFISCA, ASKED_ZEN, ASKED_LINEAR = 5.0, 15.0, 300.0, 1.2


class Difference(AssertionError):
    """The arrays or a peer gave another outcome than the interpreter."""


@dataclass
class Work:
    """A market that was assessed once, and what is worked out again when it is timed."""

    market: Market
    assessed: tuple[AssessedAgreement, ...]

    def __post_init__(self) -> None:
        steps = self.market.plan.steps
        self.combined = [slot for slot, step in enumerate(steps) if by_element(step)]
        self.aggregates = [
            (slot, step)
            for slot, step in enumerate(steps)
            if not by_element(step) and not isinstance(step, (s.Asked, s.Constant))
        ]

    def again(self) -> None:
        """Everything over the practices again: numbers against norms, every node, every outcome."""
        arrays = self.market.arrays
        arrays.combine(self.combined)
        for one in self.assessed:
            tally(patterns([arrays.codes[slot] for slot in one.planned.groups.values()]), one.groups)

    def with_aggregates(self) -> None:
        """The same, and the aggregates over therapists too."""
        arrays = self.market.arrays
        for slot, step in self.aggregates:
            arrays.codes[slot] = arrays.work_out(step, arrays.codes)
        self.again()

    def touch(self) -> Callable[[], None]:
        """The floor: read every byte that is read once, and write every byte that is written once."""
        arrays, steps = self.market.arrays, self.market.plan.steps
        kept = set(self.combined)
        read = {
            part
            for slot in kept
            for part in s.inputs(steps[slot])
            if part not in kept and steps[part].chain == s.PRACTICES
        }
        inputs: list[np.ndarray[Any, Any]] = [arrays.codes[slot] for slot in read]
        leaves = [step.leaf for slot in kept if isinstance(step := steps[slot], s.Asked)]
        numbers = {(leaf.kind, leaf.cell, leaf.on) for leaf in leaves if isinstance(leaf, s.Holds)}
        inputs += [arrays.stand.numbers(*number).view(np.int8) for number in numbers]
        scratch = np.empty(max(len(column) for column in inputs), dtype=np.int8)
        out: Bytes = np.empty((len(kept), len(self.market.records)), dtype=np.int8)

        def touch() -> None:
            for column in inputs:
                np.copyto(scratch[: len(column)], column)
            out.fill(1)

        return touch


def timed(work: Callable[[], object], times: int) -> float:
    """The median of the processor time, after one to warm up."""
    found = []
    for _ in range(times + 1):
        begin = process_time()
        work()
        found.append(process_time() - begin)
    return median(found[1:])


def worked(records: Records, policies: list[Policy], agreements: list[str] | None = None) -> Work:
    """A market assessed against these policies."""
    market = Market(records)
    return Work(market, market.assess(policies, agreements=agreements))


def slice_work(records: Records) -> Work:
    """The slice's two policies over a market, on the day of the measurement."""
    market = Market(records)
    policies = [program.policy for program in ours.programs()]
    return Work(market, market.assess(policies, on=ours.ON, agreements=[ours.AGREEMENT]))


def check(work: Work, dossiers: list[Dossier]) -> None:
    """Raise `Difference` where an outcome is not the interpreter's."""
    both = ours.programs()
    for practice, dossier in enumerate(dossiers):
        expected = ours.evaluate(both, ours.case(dossier, both[0]))
        found = tuple(one.outcome(practice) for one in work.assessed)
        if found != expected:
            raise Difference(f"practice {practice}: arrays {found}, interpreter {expected}")


def measure(documents: list[Document], dossiers: list[Dossier]) -> list[Measured]:
    """The lines of the table of markets; `documents` and `dossiers` are the same practices."""
    small = records_of(dossiers)
    many = tiled(small, MANY)
    check(slice_work(small), dossiers)
    work = slice_work(many)
    floor = work.touch()
    base, again, whole = timed(floor, 40), timed(work.again, 40), timed(work.with_aggregates, 15)
    nodes = _tree(work)
    lines = [
        Measured("floor: every byte read and written once", base),
        Measured(
            "**slice, 60,000 practices, all nodes kept, aggregates stored**",
            again,
            ASKED_MS / 1000,
            f"{nodes} nodes in the tree, {1e6 * again / nodes:.1f} µs a node; {again / base:.1f} × the floor",
        ),
        Measured("the same with the aggregates over therapists", whole),
    ]
    lines += _openfisca(work, documents, again, whole)
    lines += _zen(documents, again)
    first = worked(many, list(shipped_policies()), [PHYSIOTHERAPY])
    complete = worked(many, list(shipped_policies()))
    a_node = again / nodes
    for what, one in (
        ("both complete physiotherapy policies", first),
        ("all agreements of both policies", complete),
    ):
        seconds, count = timed(one.again, 20), _tree(one)
        asked = ASKED_MS / 1000 if one is first else None
        bottom = timed(one.touch(), 20)
        note = f"{count} nodes in the tree, {1e6 * seconds / count:.1f} µs a node, "
        note += f"{seconds / count / a_node:.2f} × that of the slice; {seconds / bottom:.1f} × the floor"
        lines.append(Measured(f"{what}, 60,000 practices", seconds, asked, note))
        lines.append(Measured("the same with the aggregates over therapists", timed(one.with_aggregates, 5)))
    lines.append(_routes(first))
    del complete
    most = slice_work(tiled(small, MOST))
    large = timed(most.again, 5)
    ratio = large / again / (MOST / MANY)
    lines.append(
        Measured(
            "slice, 1,000,000 practices",
            large,
            ASKED_LINEAR * again * MOST / MANY,
            f"{ratio:.2f} × sixty thousand, practice for practice (asked: at most {ASKED_LINEAR})",
        )
    )
    return lines


def _routes(work: Work) -> Measured:
    """How many changes every practice is from every group of both physiotherapy policies."""
    costs = Costs(work.market.arrays)
    for one in work.assessed:
        for slot in one.planned.groups.values():
            costs.to(slot)
    groups = sum(len(one.groups) for one in work.assessed)
    return Measured(
        f"routes to all {groups} groups, 60,000 practices", timed(costs.again, 20), ASKED_MS / 1000
    )


def _tree(work: Work) -> int:
    return sum(len(nodes_of(one.planned.policy, one.planned.agreement)) for one in work.assessed)


def _openfisca(work: Work, documents: list[Document], ours_: float, whole: float) -> list[Measured]:
    what = "openfisca-core, calculate, 60,000 practices"
    try:
        from bench.peers import openfisca
    except ModuleNotFoundError:
        return [Measured(what, None, note="not installed")]
    many = [documents[n % len(documents)] for n in range(MANY)]
    simulation = openfisca.batch(many)
    _agree(work, openfisca.calculate(simulation), openfisca.GROUPS)

    def calculate() -> None:
        openfisca.forget(simulation)
        openfisca.calculate(simulation)

    seconds = timed(calculate, 7)
    note = f"{seconds / ours_:.0f} × ours (asked: {ASKED_OPENFISCA:.0f}); {seconds / whole:.1f} × ours with aggregates"
    return [Measured(what, seconds, note=note)]


def _agree(work: Work, found: dict[str, Any], groups: dict[str, tuple[str, ...]]) -> None:
    for one, (insurer, names) in zip(work.assessed, groups.items(), strict=True):
        for group in names:
            codes = found[f"{insurer}_{group}_zeker"].astype(np.int8) + found[f"{insurer}_{group}_mogelijk"]
            if not np.array_equal(codes, one.group_codes(group)):
                raise Difference(f"openfisca-core differs on {insurer} {group}")


def _zen(documents: list[Document], ours_: float) -> list[Measured]:
    what = "zen-engine, one document at a time, scaled to 60,000"
    try:
        from bench.peers import zen_engine
    except ModuleNotFoundError:
        return [Measured(what, None, note="not installed")]
    decision = zen_engine.decision()
    some = documents[:1000]

    def evaluate() -> None:
        for document in some:
            zen_engine.evaluate(decision, document)

    seconds = timed(evaluate, 3) * MANY / len(some)
    return [Measured(what, seconds, note=f"{seconds / ours_:,.0f} × ours (asked: {ASKED_ZEN:.0f})")]
