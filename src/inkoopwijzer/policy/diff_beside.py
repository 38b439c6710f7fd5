"""What a policy says beside its conditions, as things to compare: treatments, dates, expectations, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.day_words import day_words
from inkoopwijzer.policy.diff_logic import View
from inkoopwijzer.policy.diff_parts import YES_NO, Part, Thing, cited, listed, refers, wording
from inkoopwijzer.policy.matters import Amendment, Expectation, Gap
from inkoopwijzer.policy.milestones import Milestone
from inkoopwijzer.policy.phrases import noun
from inkoopwijzer.policy.policy import Remark
from inkoopwijzer.policy.treatments import ChosenReading, Exemption, Provision, Treatment
from inkoopwijzer.values.text import Text

READ_AS: Final = Text("alleen als de tekst zo wordt gelezen", "only if the text is read as")
INSURED: Final = Text("voor welke verzekerden", "for which insured people")


def beside(view: View) -> dict[str, dict[str, Thing]]:
    """The things of the sections beside the conditions, by section and name."""
    policy = view.policy
    return {
        "treatments": {t.id: _treatment(t, view) for t in policy.treatments.values()},
        "calendar": {m.id: _milestone(m, view) for m in policy.calendar.values()},
        "expectations": {e.id: _expectation(e) for e in policy.expectations.values()},
        "reservations": {r.id: _remark("reservations", r) for r in policy.reservations},
        "externals": {r.id: _remark("externals", r) for r in policy.externals},
        "amendments": {a.id: _amendment(a, view) for a in policy.amendments.values()},
        "gaps": {g.id: _gap(g) for g in policy.gaps.values()},
    }


def _remark(section: str, remark: Remark) -> Thing:
    return Thing(section, remark.id, remark.says, (*wording(remark.says), *cited(remark.cites)))


def _gap(gap: Gap) -> Thing:
    question = wording(gap.question, Text("vraag", "question"))
    matters = wording(gap.matters, Text("waarom het uitmaakt", "why it matters"))
    return Thing("gaps", gap.id, gap.question, (*question, *matters, *cited(gap.cites)))


def _expectation(expectation: Expectation) -> Thing:
    answer = [Text(expectation.answer, expectation.answer)] if expectation.answer else []
    parts = [
        *wording(expectation.says),
        *wording(expectation.theme, Text("onderwerp", "theme")),
        *wording(expectation.ask, Text("vraag", "question")),
        Part(Text("weegt mee", "is weighed"), str(expectation.weighed), YES_NO[expectation.weighed]),
        *(Part(Text("antwoord in het dossier", "answer in the dossier"), a.nl, a) for a in answer),
        *cited(expectation.cites),
    ]
    return Thing("expectations", expectation.id, expectation.says, tuple(parts))


def _amendment(amendment: Amendment, view: View) -> Thing:
    parts = [
        *wording(amendment.says),
        Part(Text("soort wijziging", "kind of change"), amendment.kind, Text(amendment.kind, amendment.kind)),
        *wording(amendment.old, Text("was", "was")),
        *wording(amendment.new, Text("wordt", "becomes")),
        *listed(view, Text("gaat over", "is about"), amendment.about),
        *cited(amendment.cites),
    ]
    return Thing("amendments", amendment.id, amendment.says, tuple(parts))


# --- treatments ------------------------------------------------------------------------------------------


def _treatment(treatment: Treatment, view: View) -> Thing:
    parts = [*wording(treatment.says), *wording(treatment.insured, INSURED)]
    others = Text(treatment.others, treatment.others)
    parts.append(Part(Text("voor andere beroepen", "for other professions"), treatment.others, others))
    for provision in treatment.provisions.values():
        parts += _provision(provision, view)
    for exemption in treatment.exemptions:
        parts += _exemption(exemption, view)
    return Thing("treatments", treatment.id, treatment.says, (*parts, *cited(treatment.cites)))


def _provision(provision: Provision, view: View) -> Iterator[Part]:
    profession = catalogue().professions[provision.profession].label
    lead = Text("{who}: {what}", "{who}: {what}")
    yield Part(Text("voor", "for"), provision.profession, profession, many=True)
    yield from listed(
        view, lead.format(who=profession, what=Text("onder overeenkomst", "under agreement")), provision.under
    )
    yield from refers(
        view,
        lead.format(who=profession, what=Text("van de therapeut", "of the therapist")),
        provision.therapist,
    )
    yield from refers(
        view, lead.format(who=profession, what=Text("van de praktijk", "of the practice")), provision.practice
    )
    yield from _reading(view, lead.format(who=profession, what=READ_AS), provision.reading)
    if provision.per is not None:
        what = lead.format(who=profession, what=Text("apart voor elke", "by itself for each"))
        yield Part(what, view.logic(provision.per), noun(provision.per).one)
    yield from cited(provision.cites)


def _exemption(exemption: Exemption, view: View) -> Iterator[Part]:
    lead = Text("uitzondering {id}: {what}", "exemption {id}: {what}")

    def of(nl: str, en: str) -> Text:
        return lead.format(id=exemption.id, what=Text(nl, en))

    known = catalogue().professions
    yield Part(Text("uitzondering", "exemption"), exemption.id, exemption.says, many=True)
    yield from wording(exemption.says, of("in onze woorden", "in our words"))
    yield from wording(exemption.insured, of(INSURED.nl, INSURED.en))
    yield from (Part(of("voor", "for"), name, known[name].label, many=True) for name in exemption.professions)
    yield from refers(view, of("van de therapeut", "of the therapist"), exemption.therapist)
    yield from refers(view, of("van de praktijk", "of the practice"), exemption.practice)
    yield from _reading(view, of(READ_AS.nl, READ_AS.en), exemption.reading)
    yield from cited(exemption.cites)


def _reading(view: View, what: Text, reading: ChosenReading | None) -> Iterator[Part]:
    """The reading under which something stands."""
    if reading is not None:
        name, option = reading
        said = (
            view.policy.readings[name].options[option]
            if name in view.policy.readings
            else Text(option, option)
        )
        yield Part(what, f"{view.name(name)} {option}", said)


# --- dates -----------------------------------------------------------------------------------------------


def _milestone(milestone: Milestone, view: View) -> Thing:
    parts = [
        *wording(milestone.says),
        Part(Text("wie", "who"), milestone.actor.value, Text(milestone.actor.value, milestone.actor.value)),
        Part(Text("wanneer", "when"), view.logic(milestone.days), day_words(milestone.days)),
        *listed(view, Text("overeenkomst", "agreement"), milestone.agreements),
        *refers(
            view,
            Text("voor wie", "for whom"),
            [milestone.condition] if milestone.condition else [],
            many=False,
        ),
        *wording(
            milestone.lapse, Text("wat volgt als de dag voorbij is", "what follows when the day has passed")
        ),
        *cited(milestone.cites),
    ]
    return Thing("calendar", milestone.id, milestone.says, tuple(parts))
