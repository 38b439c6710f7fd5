"""Measure against peers and floors: `python -m bench [--write FILE]`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import claims_check, importing, index, market, report, shipped, what_if
from bench.peers import ours, straight
from bench.slice import agreement
from bench.slice.practices import Document, documents, dossier
from bench.timing import Engine, take_turns
from inkoopwijzer.assess.case import Case
from inkoopwijzer.facts.dossier import Dossier

LEAST = 2_000
"""The number of practices on which all engines must agree."""


def engines(plain: list[Document], dossiers: list[Dossier]) -> tuple[list[Engine], tuple[Engine, Engine]]:
    """All engines of the slice, and our two: straight-line and the interpreter."""
    both = ours.programs()

    def new_case(given: Dossier) -> Case:
        return ours.case(given, both[0])

    # A new case for each evaluation, so that nothing one evaluation looked up helps the next.
    fast = Engine(
        "ours, straight-line with full trace",
        lambda case: ours.evaluate_straight(both, case),
        dossiers,
        20,
        new_case,
    )
    interpreter = Engine("ours, interpreter", lambda case: ours.evaluate(both, case), dossiers, 20, new_case)
    found = [
        Engine("floor: straight-line Python, no trace", straight.evaluate, plain, 20),
        fast,
        interpreter,
        Engine(
            "ours, straight-line, from the dossier",
            lambda given: ours.evaluate_straight(both, new_case(given)),
            dossiers,
            20,
        ),
        Engine(
            "ours, interpreter, from the dossier",
            lambda given: ours.evaluate(both, new_case(given)),
            dossiers,
            20,
        ),
    ]
    try:
        from bench.peers import zen_engine
    except ModuleNotFoundError:
        pass
    else:
        decision = zen_engine.decision()
        found.append(Engine("zen-engine", lambda d: zen_engine.evaluate(decision, d), plain, 5))
        found.append(
            Engine("zen-engine with trace", lambda d: zen_engine.evaluate_traced(decision, d), plain, 5)
        )
    try:
        from bench.peers import openfisca
    except ModuleNotFoundError:
        pass
    else:
        inputs = [openfisca.simulation_input(document) for document in plain]
        found.append(Engine("openfisca-core, build and calculate", openfisca.evaluate, inputs))
    return found, (fast, interpreter)


def main(arguments: list[str] | None = None) -> int:
    """Check agreement, time everything, print the tables, write them if asked."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the tables here (Markdown)")
    parser.add_argument("--practices", type=int, default=LEAST, help=f"at least {LEAST}")
    parser.add_argument("--short", action="store_true", help="leave out registers and claims")
    parser.add_argument("--rounds", type=int, default=300, help="turns that each engine takes")
    options = parser.parse_args(arguments)

    plain = documents(max(LEAST, options.practices))
    dossiers = [dossier(document, number) for number, document in enumerate(plain)]
    try:
        compared = agreement.check(plain, dossiers)
    except agreement.Disagreement as difference:
        print(f"The engines disagree, so nothing was timed.\n{difference}", file=sys.stderr)
        return 1
    nodes = sum(len(program.steps) for program in ours.programs())
    body = (
        "## One practice, both policies of the slice\n\n"
        f"{nodes} nodes with a code of their own over 28 facts, 1 to 8 therapists, "
        f"10 to 25 per cent unknown. Outcomes agree on {len(plain):,} practices: {', '.join(compared)}.\n\n"
    )
    found, both = engines(plain, dossiers)
    take_turns(found, options.rounds)
    body += report.slice_table(found, both)
    print(body, flush=True)
    complete = "## The complete shipped policies\n\n"
    complete += report.shipped_table(shipped.measure(dossiers, repetitions=max(5, options.rounds // 10)))
    print(complete)
    whole = "## A whole market\n\n"
    whole += report.shipped_table([*market.measure(plain, dossiers), *what_if.measure()], "a market")
    print(whole, flush=True)
    if not options.short:
        large = "## Registers and claims\n\n"
        large += report.shipped_table([*importing.measure(), *claims_check.measure()], "registers and claims")
        large += f"\nThe index, by `python -m bench.index`: {index.table(index.measure(index.ROWS))}"
        print(large)
        whole += f"\n{large}"
    if options.write:
        command = " ".join(["python -m bench", *(sys.argv[1:] if arguments is None else arguments)])
        page = report.document(f"{body}\n{complete}\n{whole}", command, datetime.now(UTC).date())
        options.write.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
