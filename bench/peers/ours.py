"""The slice in our own language, by both our executors, each with the full trace."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import bench.slice
from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Program, compile_agreement, run
from inkoopwijzer.assess.straight import run_straight
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import policy_files

ON: Final = date(2026, 10, 15)
AGREEMENT: Final = "fysiotherapie"


def programs() -> tuple[Program, Program]:
    """Both policies of the slice, ready to run."""
    here = Path(bench.slice.__file__).parent
    names = ("salland", "zorg_en_zekerheid")
    salland, zorg = (parse_policy(policy_files(here / name), stamped=False) for name in names)
    return compile_agreement(salland, AGREEMENT), compile_agreement(zorg, AGREEMENT)


def case(dossier: Dossier, program: Program) -> Case:
    """The dossier on the day of the measurement; both policies of the slice have the same term."""
    return Case(dossier, ON, program.agreement.term)


def evaluate(both: tuple[Program, Program], case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups still possible at both insurers, out of a full trace of each by the interpreter."""
    return run(both[0], case).possible(), run(both[1], case).possible()


def evaluate_straight(both: tuple[Program, Program], case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same out of straight-line Python, which keeps the same trace."""
    return run_straight(both[0], case).possible(), run_straight(both[1], case).possible()
