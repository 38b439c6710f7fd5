"""What a policy says beside its conditions, in words: ways in, treatments, dates, expectations, changes, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.day_words import day_words
from inkoopwijzer.policy.matters import Amendment, AmendmentKind, Expectation, Gap
from inkoopwijzer.policy.milestones import Actor, Milestone
from inkoopwijzer.policy.phrases import AND, joined, options_of, say
from inkoopwijzer.policy.policy import Agreement, Policy
from inkoopwijzer.policy.sentences import Line, ref_words
from inkoopwijzer.policy.treatments import Exemption, Provision, Treatment
from inkoopwijzer.policy.tree import Selection
from inkoopwijzer.policy.words_lines import cited, titled
from inkoopwijzer.values.text import Text, day_text

ACTORS: Final[Mapping[Actor, Text]] = {
    Actor.provider: Text("de zorgaanbieder", "the provider"),
    Actor.insurer: Text("de verzekeraar", "the insurer"),
    Actor.both: Text("beide", "both"),
}
KINDS: Final[Mapping[AmendmentKind, Text]] = {
    "added": Text("toegevoegd", "added"),
    "removed": Text("geschrapt", "removed"),
    "changed": Text("gewijzigd", "changed"),
    "moved": Text("verplaatst", "moved"),
    "worded": Text("anders verwoord", "worded otherwise"),
}


def agreement_beside(agreement: Agreement, policy: Policy) -> Iterator[Line]:
    """What an agreement adds to, how a provider comes to have it, and what follows when it falls short."""
    if agreement.addendum_to is not None:
        main = policy.agreements[agreement.addendum_to].title
        yield Line(1, say("Dit is een aanvulling op: {m}.", "This adds to: {m}.", m=main))
    for entry in agreement.entry:
        yield Line(1, say("Toegang [{id}]: {says}", "Way in [{id}]: {says}", id=entry.id, says=entry.says))
        whose = ref_words(entry.condition, policy)
        yield Line(2, say("Voor wie voldoet aan {c}.", "For whoever meets {c}.", c=whose))
        if not entry.action:
            yield Line(2, Text("Er hoeft niets te gebeuren.", "Nothing needs to be done."))
        if entry.milestones:
            days = joined([Text(name, name) for name in entry.milestones], AND)
            yield Line(2, say("Datums: {d}.", "Dates: {d}.", d=days))
        yield from cited(entry.cites, policy, 2)
    for shortfall in agreement.shortfall:
        yield Line(1, say("Bij niet meer voldoen: {says}", "When no longer met: {says}", says=shortfall.says))
        if shortfall.notice:
            day = day_text(shortfall.notice)
            yield Line(2, say("Bericht uiterlijk {d}.", "Told by {d} at the latest.", d=day))
        if shortfall.effect:
            yield Line(2, say("Gaat in op {d}.", "Takes effect on {d}.", d=day_text(shortfall.effect)))
        yield from cited(shortfall.cites, policy, 2)


def kind_words(kind: Selection, policy: Policy) -> list[Line]:
    """A named part of the options of a dimension."""
    name = Text(kind.name.replace("_", " "), kind.name.replace("_", " "))
    told = say("{n}: {o} [{id}]", "{n}: {o} [{id}]", n=name, o=options_of(kind), id=kind.name)
    return [Line(0, told), *cited(kind.cites, policy, 1)]


def beside_words(policy: Policy) -> list[Line]:
    """The sections beside the conditions."""
    return [
        *titled(
            Text("Behandelingen", "Treatments"), (_treatment(t, policy) for t in policy.treatments.values())
        ),
        *titled(Text("Kalender", "Calendar"), (_milestone(m, policy) for m in policy.calendar.values())),
        *titled(
            Text("Verwachtingen, geen eisen", "Expectations, no requirements"),
            (_expectation(e, policy) for e in policy.expectations.values()),
        ),
        *titled(
            Text("Gewijzigd ten opzichte van het jaar ervoor", "Changed against the year before"),
            (_amendment(a, policy) for a in policy.amendments.values()),
        ),
        *titled(Text("Open vragen", "Open questions"), (_gap(g, policy) for g in policy.gaps.values())),
    ]


def _treatment(treatment: Treatment, policy: Policy) -> Iterator[Line]:
    yield Line(0, say("{s} [{id}]", "{s} [{id}]", s=treatment.says, id=treatment.id))
    if treatment.insured is not None:
        yield Line(1, say("Voor: {i}", "For: {i}", i=treatment.insured))
    yield from cited(treatment.cites, policy, 1)
    for provision in treatment.provisions.values():
        yield from _provision(provision, policy)
    for exemption in treatment.exemptions:
        yield from _exemption(exemption, policy)


def _provision(provision: Provision, policy: Policy) -> Iterator[Line]:
    who = catalogue().professions[provision.profession].label
    under = joined([policy.agreements[a].title for a in provision.under], Text("of", "or"))
    yield Line(1, say("{who}, onder overeenkomst {a}:", "{who}, under agreement {a}:", who=who, a=under))
    yield from _asked(provision.therapist, provision.practice, policy)
    yield from cited(provision.cites, policy, 2)


def _exemption(exemption: Exemption, policy: Policy) -> Iterator[Line]:
    yield Line(1, say("Uitzondering [{id}]: {s}", "Exemption [{id}]: {s}", id=exemption.id, s=exemption.says))
    if exemption.insured is not None:
        yield Line(2, say("Alleen voor: {i}", "Only for: {i}", i=exemption.insured))
    yield from _asked(exemption.therapist, exemption.practice, policy)
    yield from cited(exemption.cites, policy, 2)


def _asked(therapist: Sequence[str], practice: Sequence[str], policy: Policy) -> Iterator[Line]:
    if not therapist and not practice:
        yield Line(2, Text("zonder eigen voorwaarden", "without conditions of its own"))
    for name in therapist:
        asked = ref_words(name, policy)
        yield Line(2, say("van de therapeut: {c}", "of the therapist: {c}", c=asked))
    for name in practice:
        yield Line(2, say("van de praktijk: {c}", "of the practice: {c}", c=ref_words(name, policy)))


def _milestone(milestone: Milestone, policy: Policy) -> Iterator[Line]:
    yield Line(0, say("{s} [{id}]", "{s} [{id}]", s=milestone.says, id=milestone.id))
    yield Line(1, say("Wanneer: {d}.", "When: {d}.", d=day_words(milestone.days)))
    yield Line(1, say("Wie: {a}.", "Who: {a}.", a=ACTORS[milestone.actor]))
    if milestone.agreements:
        about = joined([policy.agreements[a].title for a in milestone.agreements], AND)
        yield Line(1, say("Bij: {a}.", "With: {a}.", a=about))
    if milestone.condition is not None:
        whose = ref_words(milestone.condition, policy)
        yield Line(1, say("Voor wie voldoet aan {c}.", "For whoever meets {c}.", c=whose))
    if milestone.lapse is not None:
        yield Line(1, say("Daarna: {s}", "After that: {s}", s=milestone.lapse))
    yield from cited(milestone.cites, policy, 1)


def _expectation(expectation: Expectation, policy: Policy) -> Iterator[Line]:
    yield Line(0, say("{s} [{id}]", "{s} [{id}]", s=expectation.says, id=expectation.id))
    yield Line(1, say("Vraag: {q}", "Question: {q}", q=expectation.ask))
    if expectation.weighed:
        yield Line(1, Text("De verzekeraar weegt het antwoord mee.", "The insurer weighs the answer."))
    yield from cited(expectation.cites, policy, 1)


def _amendment(amendment: Amendment, policy: Policy) -> Iterator[Line]:
    kind = KINDS[amendment.kind]
    yield Line(0, say("{k}: {s} [{id}]", "{k}: {s} [{id}]", k=kind, s=amendment.says, id=amendment.id))
    if amendment.old is not None:
        yield Line(1, say("Was: {o}", "Was: {o}", o=amendment.old))
    if amendment.new is not None:
        yield Line(1, say("Wordt: {n}", "Becomes: {n}", n=amendment.new))
    if amendment.about:
        about = joined([Text(name, name) for name in amendment.about], AND)
        yield Line(1, say("In de regels: {a}.", "In the rules: {a}.", a=about))
    yield from cited(amendment.cites, policy, 1)


def _gap(gap: Gap, policy: Policy) -> Iterator[Line]:
    yield Line(0, say("{q} [{id}]", "{q} [{id}]", q=gap.question, id=gap.id))
    yield Line(1, say("Waarom het uitmaakt: {m}", "Why it matters: {m}", m=gap.matters))
    yield from cited(gap.cites, policy, 1)
