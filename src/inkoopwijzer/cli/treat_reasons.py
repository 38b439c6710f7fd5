"""Why a therapist may not deliver a treatment, or why that is open: one line each, with where it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from inkoopwijzer.assess.result import ConditionResult
from inkoopwijzer.assess.treatment_result import (
    AgreementPart,
    Delivery,
    ExemptionResult,
    PolicyTreatments,
    TreatmentResult,
)
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Part
from inkoopwijzer.documents import wording
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import VERDICT_TEXT, Verdict

MARKS: Final = {
    Verdict.met: ("✓", Text("mag", "may"), "green"),
    Verdict.not_met: ("✗", Text("mag niet", "may not"), "red"),
    Verdict.unknown: ("?", Text("onbekend", "unknown"), "yellow"),
    Verdict.for_insurer: ("!", Text("verzekeraar", "insurer"), "magenta"),
    Verdict.not_applicable: ("✓", Text("mag", "may"), "green"),
    Verdict.silent: ("~", Text("zwijgt", "silent"), "magenta"),
}
"""The sign, word and style of each answer."""
MOST_NAMES: Final = 4
MANY_OPTIONS: Final = 4
"""Of a treatment with more options, only those are shown that the dossier says something of."""

Line = tuple[tuple[Part, ...], int]
"""The parts of a line, and how far it stands in."""


def names_listed(names: Sequence[str], all_: int | None) -> Text:
    """Names, or that it is everyone; of many names the first few."""
    if all_ is not None and all_ > 1 and len(names) == all_:
        return Text("alle therapeuten", "all therapists")
    if all_ is not None and len(names) > MOST_NAMES:
        listed, rest = ", ".join(names[: MOST_NAMES - 1]), len(names) - MOST_NAMES + 1
        return Text(f"{listed} en nog {rest}", f"{listed} and {rest} more")
    return Text(", ".join(names), ", ".join(names))


def agreement_lines(result: PolicyTreatments, parts: Sequence[AgreementPart] | None = None) -> Iterator[Line]:
    """The agreements that treatments fall under and that are not sure, each once."""
    found = parts or [a for t in result.treatments for d in t.deliveries for a in d.agreements]
    for part in {p.agreement: p for p in found}.values():
        if parts is None and (part.verdict is Verdict.met or part.applies is Verdict.not_met):
            continue
        sign, _, style = MARKS[part.verdict]
        title = Text(f"Overeenkomst {part.title.nl}: ", f"Agreement {part.title.en}: ")
        yield ((f"{sign} ", style), (title, "bold"), _standing(part)), 0


def _standing(part: AgreementPart) -> Text:
    if part.applies is Verdict.not_met:
        return Text("is niet voor deze praktijk.", "is not for this practice.")
    if part.verdict is Verdict.silent and not part.possible:
        end = day_text(part.term[1])
        return Text(
            f"eindigt op {end.nl}; het document zegt niet wat daarna komt.",
            f"ends on {end.en}; the document does not say what comes after it.",
        )
    if part.verdict is Verdict.met:
        return Text("staat vast.", "is sure.")
    if part.verdict is Verdict.not_met:
        return Text(
            "is met deze feiten niet mogelijk (zie assess); dan mag geen van deze behandelingen.",
            "is not possible with these facts (see assess); then none of its treatments may be delivered.",
        )
    groups = ", ".join(p for p in part.possible if p != NONE)
    return Text(
        f"nog niet zeker: {groups} of geen overeenkomst (zie questions).",
        f"not sure yet: {groups} or no agreement (see questions).",
    )


def reason_lines(treatment: TreatmentResult, shown: Sequence[Delivery]) -> Iterator[Line]:
    """The conditions that keep therapists from a treatment or leave it open, and the ways around them."""
    wanted = [d for d in shown if d.bought and not d.ordinary and d.regular is not Verdict.met]
    found: dict[tuple[str, Verdict], list[tuple[Delivery, ConditionResult]]] = {}
    for delivery in wanted:
        for condition in delivery.conditions:
            open_ = condition.verdict is not Verdict.not_met
            if open_ and delivery.regular is Verdict.not_met:
                continue
            if condition.verdict not in (Verdict.met, Verdict.not_applicable):
                found.setdefault((condition.id, condition.verdict), []).append((delivery, condition))
    lines: list[Line] = []
    for (_, verdict), told in found.items():
        condition = told[0][1]
        sign, style = phrases.MARKS[verdict]
        who = _whom([delivery for delivery, _ in told], shown)
        needed = wording.lead(condition.says)
        word = VERDICT_TEXT[verdict]
        ends = Text(f": {word.nl} ({who.nl})", f": {word.en} ({who.en})")
        lines.append((((f"{sign} ", style), needed, ends, (_cited(condition.cites), phrases.DIM)), 2))
    lines += _exemptions(wanted, shown)
    if lines:
        yield (((wording.capital(treatment.title), "bold"),), 0)
        yield from lines


def _whom(told: Sequence[Delivery], shown: Sequence[Delivery]) -> Text:
    """The therapists of these deliveries, and for what if it is not for all that is shown."""
    of = {d.option: d.label for d in shown}
    by: dict[tuple[str, ...], list[Text]] = {}
    for option, label in of.items():
        if names := tuple(d.therapist for d in told if d.option == option):
            by.setdefault(names, []).append(label)
    count = len({d.therapist for d in shown})
    parts = []
    for names, labels in by.items():
        who = names_listed(names, count)
        for_ = phrases.join(labels) if len(labels) < len(of) else Text("", "")
        parts.append(Text(f"{for_.nl}: {who.nl}", f"{for_.en}: {who.en}") if for_.nl else who)
    return phrases.join(parts, "; ")


def _exemptions(wanted: Sequence[Delivery], shown: Sequence[Delivery]) -> Iterator[Line]:
    found: dict[str, list[tuple[Delivery, ExemptionResult]]] = {}
    for delivery in wanted:
        for exemption in delivery.exemptions:
            found.setdefault(exemption.id, []).append((delivery, exemption))
    for told in found.values():
        exemption = told[0][1]
        by: dict[Verdict, list[Delivery]] = {}
        for delivery, one in told:
            by.setdefault(one.verdict, []).append(delivery)
        answers: list[Part] = []
        for verdict, deliveries in by.items():
            sign, word, style = MARKS[verdict]
            who = _whom(deliveries, shown)
            named = Text(f" ({who.nl})", f" ({who.en})")
            answers += ["; " if answers else " ", (f"{sign} ", style), (word, style), named]
        whom = exemption.insured
        lead = (
            Text(f"behalve voor {whom.nl}: ", f"except for {whom.en}: ")
            if whom
            else Text("uitzondering: ", "exemption: ")
        )
        says = (wording.lead(exemption.says), ".")
        yield ((("→ ", "cyan"), lead, *says, *answers, (_cited(exemption.cites), phrases.DIM)), 2)


def _cited(cites: Sequence[Citation]) -> Text:
    """Where it is said, in brackets; the first of several passages."""
    if not cites:
        return Text("", "")
    where = phrases.lines_of(cites[0])
    return Text(f" [{where.nl}]", f" [{where.en}]")


def beside_lines(result: PolicyTreatments) -> Iterator[Line]:
    """What has no row: ordinary care, what is not bought, options not stated, and readings that matter."""
    plain = [t for t in result.treatments if not t.named and t.deliveries]
    if plain:
        names = phrases.join([t.title for t in plain], "; ")
        lead = Text(
            "Geen eigen eisen in dit document (gewone zorg): ", "No conditions of its own (ordinary care): "
        )
        yield (((lead, "bold"), names, "."), 0)
    for treatment in (t for t in result.treatments if t.named):
        who = [d.therapist for d in treatment.deliveries if d.ordinary]
        if who:
            lead = Text("Gewone zorg bij dit beroep: ", "Ordinary care in this profession: ")
            named = names_listed(list(dict.fromkeys(who)), None)
            yield (((lead, "bold"), treatment.title, Text(f" ({named.nl}).", f" ({named.en}).")), 0)
    yield from _not_bought(result)
    for treatment in result.treatments:
        rest = len(treatment.options) - len(treatment.stated)
        if len(treatment.options) > MANY_OPTIONS and rest:
            name = wording.capital(treatment.title)
            says = Text(
                f"{name.nl}: over {rest} van de {len(treatment.options)} soorten zegt het dossier niets.",
                f"{name.en}: of {rest} of the {len(treatment.options)} kinds the dossier says nothing.",
            )
            yield (((says, phrases.DIM),), 0)
    yield from _readings(result)


def _not_bought(result: PolicyTreatments) -> Iterator[Line]:
    nobody = [t for t in result.treatments if t.deliveries and not any(d.bought for d in t.deliveries)]
    lead = Text("Niet ingekocht bij deze beroepen: ", "Not bought from these professions: ")
    if nobody:
        yield (((lead, "bold"), phrases.join([t.title for t in nobody], "; "), "."), 0)
    for treatment in nobody:
        if not treatment.bought:
            yield ((treatment.says, (_cited(treatment.cites), phrases.DIM)), 2)


def _readings(result: PolicyTreatments) -> Iterator[Line]:
    """Each reading that would change an answer, once."""
    told: dict[str, list[tuple[TreatmentResult, str, tuple[str, ...]]]] = {}
    questions = {r.id: r for t in result.treatments for r in t.readings}
    for treatment in result.treatments:
        for reading in treatment.readings:
            for option, who in reading.changes.items():
                if who:
                    told.setdefault(reading.id, []).append((treatment, option, who))
    for name, changes in told.items():
        reading = questions[name]
        yield (((Text("Lezing: ", "Reading: "), "bold"), reading.question), 0)
        for treatment, option, who in changes:
            named, of = names_listed(who, None), reading.options[option]
            yield (
                (
                    Text(f"bij ‘{of.nl}’: ", f"if ‘{of.en}’: "),
                    treatment.title,
                    Text(f" anders voor {named.nl}.", f" otherwise for {named.en}."),
                ),
                2,
            )
