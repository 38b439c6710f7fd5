"""What is said of treatments: who may deliver what to whom, typed and complete, for a terminal, a page and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inkoopwijzer.assess.result import NOBODY, ConditionResult
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """An agreement as a condition of a treatment: met when some group is sure, not met when none is possible.

    `applies` is the value of its scope. `verdict` is silent when its term has ended on the day asked for: the
    document does not say what comes after it. `possible` is then empty.
    """

    agreement: str
    title: Text
    term: tuple[date, date]
    on: date
    applies: Verdict
    possible: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ExemptionResult:
    """Whether a therapist may deliver a treatment by an exemption; `insured` says for whom, None for everybody."""

    id: str
    says: Text
    insured: Text | None
    verdict: Verdict
    conditions: tuple[ConditionResult, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Whether one therapist may deliver one treatment (one option of it), and what that rests on.

    `verdict` holds for everybody the treatment is for: met by its own conditions or by an exemption for all.
    `regular` is the verdict without exemptions. `ordinary`: the document sets no conditions of its own, and the
    verdict is that of ordinary care. `bought` is False when the document does not buy it from this profession.
    `exact` is False where the verdict may be unknown though the facts decide it; it is never wrong.
    """

    therapist: str
    profession: str
    option: str | None
    label: Text
    verdict: Verdict
    regular: Verdict
    ordinary: bool
    bought: bool
    exact: bool
    agreements: tuple[AgreementPart, ...]
    conditions: tuple[ConditionResult, ...]
    exemptions: tuple[ExemptionResult, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TreatmentReading:
    """A reading that a treatment depends on; `changes` names, per option, for whom the answer would be another."""

    id: str
    question: Text
    chosen: str
    because: Text
    cites: tuple[Citation, ...]
    options: Mapping[str, Text]
    changes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TreatmentResult:
    """One treatment at one insurer: for whom it is, and whether each therapist of the practice may deliver it.

    `named` is False when the document does not name it, `bought` when the document buys it from nobody. `options`
    holds what is answered by itself (interventions, specialisations), by id; `stated` those that the dossier says
    something of.
    """

    id: str
    title: Text
    named: bool
    bought: bool
    says: Text
    insured: Text | None
    cites: tuple[Citation, ...]
    options: Mapping[str, Text]
    stated: tuple[str, ...]
    deliveries: tuple[Delivery, ...]
    readings: tuple[TreatmentReading, ...]

    @property
    def may(self) -> tuple[Delivery, ...]:
        """Who may deliver it to everybody it is for."""
        return tuple(d for d in self.deliveries if d.verdict is Verdict.met)

    @property
    def may_not(self) -> tuple[Delivery, ...]:
        """Who may not."""
        return tuple(d for d in self.deliveries if d.verdict is Verdict.not_met)

    @property
    def open(self) -> tuple[Delivery, ...]:
        """Of whom it cannot be said yet."""
        return tuple(d for d in self.deliveries if d.verdict not in (Verdict.met, Verdict.not_met))


@dataclass(frozen=True, slots=True)
class PolicyTreatments:
    """Every treatment at one insurer for one practice. `complete` is False when there may be other therapists."""

    insurer: str
    insurer_name: str
    policy: str
    policy_hash: str
    document: str
    on: date
    complete: bool
    treatments: tuple[TreatmentResult, ...]


@dataclass(frozen=True, slots=True)
class Treating:
    """One practice, and what its therapists may treat for every insurer asked for."""

    name: str
    file: str
    results: tuple[PolicyTreatments, ...]


NO_OPTION = NOBODY
"""The label of a delivery of a treatment that is answered as a whole."""
