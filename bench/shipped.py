"""The complete shipped policies, timed: what a user of the program waits for, beside the guide figures."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Program, Trace, compile_agreement, run
from inkoopwijzer.assess.outcome import possible_groups, solve
from inkoopwijzer.assess.questions import questions
from inkoopwijzer.assess.routes import lift
from inkoopwijzer.assess.straight import run_straight, straight
from inkoopwijzer.facts.catalogue import shipped_catalogue
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy import package
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.reached import nodes_of
from inkoopwijzer.services.assessing import assess

EXAMPLES = Path("examples")
FIRST = "fysiotherapie"
"""The agreements that part 1 measured."""


@dataclass(frozen=True)
class Measured:
    """One line of the second table; `seconds` None when it could not be measured, and `note` says why."""

    what: str
    seconds: float | None
    most: float | None = None
    note: str = ""


def measure(fictional: list[Dossier], repetitions: int) -> list[Measured]:
    """Everything about the complete policies, on the examples (or the slice's practices without them)."""
    policies = [_policy(directory) for _, _, directory in package.shipped()]
    programs = [compile_agreement(p, a) for p in policies for a in p.agreements]
    paths = sorted(EXAMPLES.glob("*.yaml"), key=lambda p: int(p.name.partition("-")[0]))
    dossiers = [read_dossier(path) for path in paths] or fictional[:20]
    note = f"{len(dossiers)} {'examples' if paths else 'fictional practices of the slice'}"
    pairs = [(program, dossier) for dossier in dossiers for program in programs]
    cases = [(program, _case(program, dossier)) for program, dossier in pairs]
    first = [(p, c) for p, c in cases if p.agreement.id == FIRST]
    traces = [run(program, case) for program, case in cases]
    many = len(programs)

    def build(pair: tuple[Program, Dossier]) -> None:
        _case(*pair)

    part, whole = _each(_run, first, repetitions), _each(_run, cases, repetitions)
    of_part, of_whole = _nodes(p for p, _ in first), _nodes(p for p, _ in cases)
    ratio = (whole / of_whole) / (part / of_part)
    return [
        Measured(
            f"evaluate a case: {many} agreements of {len(policies)} policies, full trace",
            whole * many,
            note=f"{note}; {_a_node(whole, of_whole)}, {ratio:.2f} × that of physiotherapy alone",
        ),
        Measured(
            "physiotherapy alone (what part 1 measured)",
            part * len(policies),
            note=_a_node(part, of_part),
        ),
        Measured(
            "the same by straight-line Python", _each(_run_straight, first, repetitions) * len(policies)
        ),
        Measured("all agreements by straight-line Python", _each(_run_straight, cases, repetitions) * many),
        Measured(
            "write out and compile one agreement as straight-line Python",
            _each(_write_out, programs, repetitions),
        ),
        Measured("build the cases from a dossier", _each(build, pairs, repetitions) * many),
        _ask_and_route(traces, many, max(3, repetitions // 10)),
        _service(dossiers, policies, max(3, repetitions // 10)),
        *_loading(max(5, repetitions // 4)),
        _process(paths),
    ]


def _case(program: Program, dossier: Dossier) -> Case:
    days = program.policy.days_of(program.agreement)
    assert days.start is not None
    return Case(dossier, days.start, days)


def _nodes(programs: Iterable[Program]) -> float:
    """The mean number of nodes that an agreement rests on."""
    counts = [len(nodes_of(p.policy, p.agreement)) for p in programs]
    return sum(counts) / len(counts)


def _a_node(seconds: float, nodes: float) -> str:
    return f"{nodes:.0f} nodes an agreement, {1e6 * seconds / nodes:.2f} µs a node"


def _run(given: tuple[Program, Case]) -> None:
    run(*given)


def _run_straight(given: tuple[Program, Case]) -> None:
    run_straight(*given)


def _write_out(program: Program) -> None:
    straight(replace(program))  # another program, of which nothing is kept


def _each(work: Callable[[Any], object], inputs: Iterable[Any], repetitions: int) -> float:
    """The median over the repetitions of the mean processor time for one input."""
    given = list(inputs)
    times = []
    for _ in range(repetitions + 1):
        begin = process_time()
        for one in given:
            work(one)
        times.append((process_time() - begin) / len(given))
    return median(times[1:])


def _policy(directory: Any) -> Policy:
    """The policy in its stamped form; while its hashes are being renewed, the text alone."""
    files = package.policy_files(directory)
    return parse_policy(files, stamped=_stamped(files))


def _stamped(files: dict[str, bytes]) -> bool:
    return "passages.yaml" in files


def _loading(repetitions: int) -> list[Measured]:
    directories = [directory for _, _, directory in package.shipped()]

    def cold() -> None:
        shipped_catalogue.cache_clear()
        for directory in directories:
            _policy(directory)

    def known() -> None:
        for directory in directories:
            _policy(directory)

    def as_shipped() -> None:
        package.shipped_policies.cache_clear()
        package.shipped_policies()

    lines = [
        Measured(
            "load and check catalogue and both complete policies, from files",
            _times(cold, repetitions),
            0.300,
        ),
        Measured("the same with the catalogue known", _times(known, repetitions)),
        Measured("the shipped policies as the program loads them", _times(as_shipped, repetitions), 0.300),
    ]
    shipped_catalogue.cache_clear()
    return lines


def _times(work: Callable[[], None], repetitions: int) -> float:
    return _each(lambda _: work(), [None], repetitions)


def _ask_and_route(traces: list[Trace], many: int, repetitions: int) -> Measured:
    what, most = "exact outcome, questions and routes, all agreements", 0.060

    def ask(trace: Trace) -> None:
        solved = solve(trace)
        possible, _ = possible_groups(trace, solved)
        if len(possible) > 1:
            questions(trace, solved)
        lift(trace, possible, solved)

    each = [_each(ask, [trace], repetitions) for trace in traces]
    sums = [sum(each[i : i + many]) for i in range(0, len(each), many)]
    return Measured(what, median(sums), most, f"slowest practice {1000 * max(sums):.1f} ms")


def _service(dossiers: list[Dossier], policies: list[Policy], repetitions: int) -> Measured:
    what = "assess: everything a user gets for one practice"

    def serve(dossier: Dossier) -> None:
        assess(dossier, policies=policies)

    each = [_each(serve, [dossier], repetitions) for dossier in dossiers]
    return Measured(what, median(each), note=f"slowest practice {1000 * max(each):.1f} ms")


def _process(paths: list[Path]) -> Measured:
    what, most = "`inkoopwijzer assess`, process start to output", 0.700
    if not paths:
        return Measured(what, None, most, "no examples/*.yaml yet")
    if importlib.util.find_spec("inkoopwijzer.__main__") is None:
        return Measured(what, None, most, "no command line yet")
    command = [sys.executable, "-m", "inkoopwijzer", "assess", str(paths[0])]
    times = []
    for _ in range(11):
        begin = perf_counter()
        done = subprocess.run(command, capture_output=True, check=False)
        times.append(perf_counter() - begin)
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            return Measured(what, None, most, f"exit {done.returncode}: {' '.join(last)}")
    return Measured(what, median(times[1:]), most, f"wall clock, median of 10, {paths[0]}")
