"""Who may deliver which treatment: one policy for one dossier on one day, each verdict worked out once.

`verdicts` gives only the verdicts, `deliver` also why. Both ask the agreements that a treatment falls under
together with its own conditions (see `assess.footing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from inkoopwijzer.assess.case import Case, Standing
from inkoopwijzer.assess.codes import Codes, Env
from inkoopwijzer.assess.evaluate import Program, Trace, run
from inkoopwijzer.assess.explain import explain, verdict
from inkoopwijzer.assess.footing import Decided, Footing, both, either
from inkoopwijzer.assess.result import NOBODY, ConditionResult
from inkoopwijzer.assess.treatment_result import AgreementPart, Delivery, ExemptionResult
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.treatments import ORDINARY, Exemption, Provision, Treatment
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

KIND = "therapeut"
Cases = Callable[[Period], Case]
"""The dossier on the day asked for, for an agreement with these days."""


@dataclass(frozen=True, slots=True)
class Found:
    """The verdict on one therapist (and option): for all, without exemptions, and on each exemption."""

    whole: Decided
    regular: Decided
    exemptions: Mapping[str, Decided]


NOT_BOUGHT = Found(Decided(Verdict.not_met), Decided(Verdict.not_met), {})
NOT_SAID = Found(Decided(Verdict.silent), Decided(Verdict.silent), {})


class TreatmentRun:
    """Every question about treatments of one policy for one dossier, day and choice of readings.

    `programs` are the whole programs of all agreements, under the readings of the run.
    """

    def __init__(
        self,
        policy: Policy,
        on: date | None,
        readings: Mapping[str, str],
        programs: Mapping[str, Program],
        cases: Cases,
    ) -> None:
        self.policy, self.on = policy, on
        self.readings = {r.id: readings.get(r.id, r.default) for r in policy.readings.values()}
        self._programs, self._cases = programs, cases
        self._footings: dict[str, Footing | None] = {}
        self._codes: dict[Case, Codes] = {}
        self._parts: dict[str, AgreementPart] = {}

    @cached_property
    def therapists(self) -> tuple[Standing, ...]:
        """The therapists that the dossier lists, as they stand on the day."""
        return self.case(next(iter(self.policy.agreements))).standings[KIND]

    @property
    def day(self) -> date:
        """The day on which facts count; without one asked for, the first of the policy's first agreement."""
        return self.case(next(iter(self.policy.agreements))).on

    def footing(self, agreement: str) -> Footing | None:
        """An agreement as a footing; None when its term has ended on the day asked for."""
        if agreement not in self._footings:
            days = self.policy.days_of(self.policy.agreements[agreement])
            ended = self.on is not None and days.end is not None and self.on > days.end
            self._footings[agreement] = None if ended else Footing(self._trace(agreement))
        return self._footings[agreement]

    def _trace(self, agreement: str) -> Trace:
        """The codes of everything for an agreement; agreements with the same days share them."""
        program, case = self._programs[agreement], self.case(agreement)
        if case not in self._codes:
            self._codes[case] = run(program, case).codes
        return Trace(program, case, self._codes[case])

    def case(self, agreement: str) -> Case:
        """The dossier as an agreement sees it."""
        return self._cases(self.policy.days_of(self.policy.agreements[agreement]))

    # --- verdicts ----------------------------------------------------------------------------------------------

    def find(self, treatment: str, therapist: Standing, option: str | None) -> Found:
        """The verdict on one therapist, whatever the policy says or does not say of the treatment."""
        named = self.policy.treatments.get(treatment)
        if named is None:
            return self._ordinary(therapist)
        part = named.provision(therapist.subject.profession or "", self.readings)
        if part is None:
            return self._ordinary(therapist) if named.others == "ordinary" else NOT_BOUGHT
        return self._under(named, part, therapist, option)

    def _ordinary(self, therapist: Standing) -> Found:
        said = self.policy.treatments.get(ORDINARY)
        if said is None:
            return NOT_SAID
        part = said.provision(therapist.subject.profession or "", self.readings)
        return NOT_BOUGHT if part is None else self._under(said, part, therapist, None)

    def _under(self, treatment: Treatment, part: Provision, therapist: Standing, option: str | None) -> Found:
        env = elements(part, therapist, option)
        if part.per is not None and option not in part.per.options:
            return NOT_BOUGHT
        exemptions = treatment.exemptions_for(part.profession, self.readings)
        ways = [self._at(a, part, exemptions, env) for a in part.under or tuple(self.policy.agreements)[:1]]
        return Found(
            either([w.whole for w in ways]),
            either([w.regular for w in ways]),
            {e.id: either([w.exemptions[e.id] for w in ways]) for e in exemptions},
        )

    def _at(self, agreement: str, part: Provision, exemptions: Sequence[Exemption], env: Env) -> Found:
        """The verdict under one agreement, and under the one that it is an addendum to."""
        footing = self.footing(agreement)
        if footing is None:
            after = Decided(self._after(agreement))
            return Found(after, after, {e.id: after for e in exemptions})
        own = footing.all_of((*part.therapist, *part.practice), env)
        ways = {e.id: footing.all_of((*e.therapist, *e.practice), env) for e in exemptions}
        whole = footing.graph.any_of([own, *(ways[e.id] for e in exemptions if e.insured is None)])
        judge = footing.together if part.under else footing.decide
        main = self._main(agreement) if part.under else Decided(Verdict.met)
        return Found(
            both(judge(whole), main),
            both(judge(own), main),
            {name: both(judge(root), main) for name, root in ways.items()},
        )

    def _main(self, agreement: str) -> Decided:
        """Whether the agreement that this one adds to stands; met when it stands by itself."""
        above = self.policy.agreements[agreement].addendum_to
        if above is None:
            return Decided(Verdict.met)
        footing = self.footing(above)
        return Decided(self._after(above)) if footing is None else footing.decide(footing.root)

    def _after(self, agreement: str) -> Verdict:
        """After the term the document is silent, except to those for whom the agreement was never meant."""
        never = self.applies(agreement) is Verdict.not_met
        return Verdict.not_met if never else Verdict.silent

    def applies(self, agreement: str) -> Verdict:
        """Whether the agreement is meant for this provider."""
        return verdict(self._trace(agreement), self.policy.agreements[agreement].scope)

    # --- explanations --------------------------------------------------------------------------------------------

    def deliver(self, treatment: str, therapist: Standing, option: str | None) -> Delivery:
        """The verdict on one therapist with everything behind it."""
        found = self.find(treatment, therapist, option)
        named = self.policy.treatments.get(treatment)
        profession = therapist.subject.profession or ""
        part = named.provision(profession, self.readings) if named else None
        ordinary = part is None and (named is None or named.others == "ordinary")
        said = self.policy.treatments.get(ORDINARY) if ordinary else named
        asked = said.provision(profession, self.readings) if said else None
        bare = Delivery(
            therapist=therapist.subject.name,
            profession=profession,
            option=option,
            label=_label(part, option),
            verdict=found.whole.verdict,
            regular=found.regular.verdict,
            ordinary=ordinary,
            bought=asked is not None or said is None,
            exact=found.whole.exact and found.regular.exact,
            agreements=(),
            conditions=(),
            exemptions=(),
            cites=(named.cites if named else ()) + (part.cites if part else ()),
        )
        if said is None or asked is None:
            return bare
        env = elements(asked, therapist, option)
        return replace(
            bare,
            agreements=tuple(self._part(a) for a in self._chain(asked)),
            conditions=self._explained(asked, (*asked.therapist, *asked.practice), env),
            exemptions=tuple(
                ExemptionResult(
                    e.id,
                    e.says,
                    e.insured,
                    found.exemptions[e.id].verdict,
                    self._explained(asked, (*e.therapist, *e.practice), env),
                    e.cites,
                )
                for e in said.exemptions_for(profession, self.readings)
            ),
        )

    def _chain(self, part: Provision) -> Iterator[str]:
        """The agreements of a provision, each with the one it is an addendum to; first those that can be had."""
        names = [n for a in part.under for n in (a, self.policy.agreements[a].addendum_to) if n is not None]
        order = {name: self._part(name).verdict is Verdict.not_met for name in names}
        yield from sorted(order, key=lambda name: order[name])

    def _part(self, agreement: str) -> AgreementPart:
        """An agreement as it is told with a delivery, made once."""
        if agreement not in self._parts:
            self._parts[agreement] = self._made_part(agreement)
        return self._parts[agreement]

    def _made_part(self, agreement: str) -> AgreementPart:
        offered = self.policy.agreements[agreement]
        start, end = offered.term.start, offered.term.end
        assert start is not None
        assert end is not None
        footing = self.footing(agreement)
        if footing is None:
            assert self.on is not None
            applies = self.applies(agreement)
            return AgreementPart(
                agreement, offered.title, (start, end), self.on, applies, (), self._after(agreement)
            )
        return AgreementPart(
            agreement,
            offered.title,
            (start, end),
            footing.trace.case.on,
            self.applies(agreement),
            footing.possible,
            footing.verdict,
        )

    def _explained(self, part: Provision, conditions: Sequence[str], env: Env) -> tuple[ConditionResult, ...]:
        names = part.under or tuple(self.policy.agreements)[:1]
        footings = [f for f in map(self.footing, names) if f is not None]
        if not footings:
            return ()
        footing = next((f for f in footings if f.verdict is not Verdict.not_met), footings[0])
        return tuple(explain(footing.trace, c, footing.bound(c, env)) for c in conditions)


def elements(part: Provision, therapist: Standing, option: str | None) -> Env:
    """What the conditions of a provision are about: the therapist, and the option at hand."""
    env: Env = {KIND: therapist}
    if part.per is not None and part.per.dimension is not None and option is not None:
        env[part.per.dimension] = option
    return env


def _label(part: Provision | None, option: str | None) -> Text:
    if part is None or part.per is None or part.per.dimension is None or option is None:
        return NOBODY
    return catalogue().dimensions[part.per.dimension].label_of(option)
