"""A market made exact: the outcome sets of all practices, each as the reference would give it."""

from __future__ import annotations

from collections.abc import Callable

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import compile_agreement, run
from inkoopwijzer.assess.outcome import possible_groups
from inkoopwijzer.market import exact
from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.exact import MOST_SITUATIONS, ExactOutcomes
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.policy.policy import NONE


def exact_outcomes(
    assessed: AssessedAgreement,
    *,
    most: int = MOST_SITUATIONS,
    tell: Callable[[int, int], None] | None = None,
) -> ExactOutcomes:
    """The exact outcome sets of one agreement for all practices: see `market.exact`."""
    return exact.exact_outcomes(assessed, look, most=most, tell=tell)


def look(assessed: AssessedAgreement, practice: int) -> tuple[int, bool]:
    """The outcome set of one practice by the reference, and whether that is exact."""
    planned = assessed.planned
    program = compile_agreement(planned.policy, planned.agreement.id, tuple(sorted(planned.readings.items())))
    case = Case(dossier_at(assessed.market.records, practice), planned.frame.on, planned.frame.term)
    names, sure = possible_groups(run(program, case))
    bits = {name: 1 << place for place, name in enumerate((*planned.groups, NONE))}
    return sum(bits[name] for name in names), sure
