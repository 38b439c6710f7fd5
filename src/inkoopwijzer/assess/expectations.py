"""What a policy expects without making it a condition, with what a dossier says about it.

Nothing here decides an outcome. Where an insurer weighs an answer, the value is for the insurer: no text
in a dossier is ever judged by this program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from inkoopwijzer.facts.dossier import Dossier, Record, value_during
from inkoopwijzer.policy.matters import Expectation
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

EXPLANATION: Final = "toelichting"
"""The fact in which a dossier answers an expectation, in its own words."""


@dataclass(frozen=True)
class ExpectationResult:
    """One expectation with the answer of a dossier.

    `key` names where in `toelichting` the answer stands, None where the dossier has no place for it. `answer` is
    None when there is none on the day, also when the dossier says "onbekend"; `stated` tells whether the
    dossier has the key at all. `line` is that of the answer in the dossier, 0 without one.
    """

    id: str
    theme: Text
    says: Text
    ask: Text
    weighed: bool
    key: str | None
    answer: str | None
    stated: bool
    line: int
    cites: tuple[Citation, ...]

    @property
    def verdict(self) -> Verdict | None:
        """For the insurer where it weighs the answer; otherwise none, because nothing is decided by it."""
        return Verdict.for_insurer if self.weighed else None


def expectations(policy: Policy, dossier: Dossier | None, on: date) -> tuple[ExpectationResult, ...]:
    """Every expectation of the policy in the order of its package, with the answers as they stand on a day."""
    return tuple(_answered(e, dossier, on) for e in policy.expectations.values())


def _answered(expectation: Expectation, dossier: Dossier | None, on: date) -> ExpectationResult:
    records: tuple[Record, ...] = ()
    if dossier is not None and expectation.answer is not None:
        records = dossier.practice.cells.get((EXPLANATION, expectation.answer), ())
    value, record = value_during(records, on, choice=True)
    answer = value if isinstance(value, str) else None
    return ExpectationResult(
        id=expectation.id,
        theme=expectation.theme,
        says=expectation.says,
        ask=expectation.ask,
        weighed=expectation.weighed,
        key=expectation.answer,
        answer=answer,
        stated=bool(records),
        line=record.line if record is not None and answer is not None else 0,
        cites=expectation.cites,
    )
