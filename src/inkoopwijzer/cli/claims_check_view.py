"""What a check of claims found, on a screen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.claims_view import number
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.index.entitlement import NO_RELATION, NO_THERAPIST, NOT_ENTITLED, UNKNOWN, Finding
from inkoopwijzer.market.entitlement import NOT_BOUGHT
from inkoopwijzer.services.checking_claims import ClaimsChecked
from inkoopwijzer.values.text import Text, day_text

_JUDGEMENTS = {
    NOT_ENTITLED: Text("zonder recht geleverd", "delivered without entitlement"),
    UNKNOWN: Text("recht niet vast te stellen", "entitlement cannot be told"),
    NO_RELATION: Text(
        "het register kent de therapeut niet bij deze praktijk",
        "the register does not know the therapist at this practice",
    ),
    NO_THERAPIST: Text("de regel noemt geen therapeut", "the line names no therapist"),
}
_NOT_BOUGHT = Text(
    "Dit beleid koopt deze zorg niet bij dit beroep in.",
    "This policy does not buy this care from the profession.",
)
_MAPPED = Text(
    "{lines} gelezen; {mapped} keer een behandeling met eigen voorwaarden.",
    "{lines} read; {mapped} times a treatment with conditions of its own.",
)
_LIMITS = Text(
    "Gehouden tegen wat het beleid van therapeut en praktijk vraagt, op de dag van de behandeling. Niet gekeken is "
    "naar de overeenkomst zelf en naar de indicatie van de verzekerde. Dit is een vraag aan de praktijk, geen oordeel.",
    "Held against what the policy asks of therapist and practice, on the day of the treatment. Not looked at: "
    "the agreement itself, and the indication of the insured. This is a question to the practice, no judgement.",
)
_LINE, _LINES = Text("regel", "line"), Text("regels", "lines")
_TREATMENT, _TREATMENTS = Text("behandeling", "treatment"), Text("behandelingen", "treatments")
_THERAPIST, _THERAPISTS = Text("therapeut", "therapist"), Text("therapeuten", "therapists")
_PRACTICE, _PRACTICES = Text("praktijk", "practice"), Text("praktijken", "practices")


def show_checked(found: ClaimsChecked, out: Path, screen: Screen) -> None:
    """The findings, most lines first, each with the conditions that lacked and where the document says so."""
    checked = found.checked
    first, last = day_text(found.start), day_text(found.end)
    screen.line(
        (found.policy.insurer_name, "bold"),
        Text(f", {first.nl} tot en met {last.nl}", f", {first.en} up to and including {last.en}"),
    )
    screen.line(_MAPPED.format(lines=_counted(checked.lines, _LINE, _LINES), mapped=number(checked.mapped)))
    if not checked.findings:
        screen.line(Text("Daarbij is niets gevonden.", "Nothing was found with those."))
    for finding in checked.findings:
        screen.blank()
        _show(finding, found, screen)
    screen.blank()
    screen.line(_LIMITS)
    if checked.findings:
        screen.line(Text(f"Alle gevonden regels: {out}", f"All lines found: {out}"))


def _show(finding: Finding, found: ClaimsChecked, screen: Screen) -> None:
    screen.line((_treatment(finding, found), "bold"), ": ", _JUDGEMENTS[finding.judgement], hang=2)
    screen.line(_how_much(finding), indent=2)
    for name in finding.lacking:
        if name == NOT_BOUGHT:
            screen.line(_NOT_BOUGHT, indent=2)
        elif name in found.conditions:
            says, cites = found.conditions[name]
            screen.line(Text("Niet voldaan: ", "Not met: "), says, indent=2, hang=2)
            for cite in cites:
                source = Text("Bron: {cite}", "Source: {cite}").format(cite=phrases.lines_of(cite))
                screen.line((source, phrases.DIM), indent=4, hang=2)


def _treatment(finding: Finding, found: ClaimsChecked) -> Text:
    """The treatment in words, with its option."""
    dimensions = catalogue().dimensions
    label = dimensions["behandeling"].label_of(finding.treatment)
    label = Text(*(words[:1].upper() + words[1:] for words in (label.nl, label.en)))
    if finding.option is None:
        return label
    option = Text(finding.option, finding.option)
    for provision in found.policy.treatments[finding.treatment].provisions.values():
        if provision.per and provision.per.dimension and finding.option in provision.per.options:
            option = dimensions[provision.per.dimension].label_of(finding.option)
    return Text(f"{label.nl} ({option.nl})", f"{label.en} ({option.en})")


def _how_much(finding: Finding) -> Text:
    done = [_counted(finding.lines, _LINE, _LINES), _counted(finding.treatments, _TREATMENT, _TREATMENTS)]
    if finding.amount is not None:
        done.append(_euros(finding.amount))
    therapists = _counted(finding.therapists, _THERAPIST, _THERAPISTS)
    where = _counted(finding.practices, _PRACTICE, _PRACTICES)
    if finding.judgement == NO_THERAPIST:
        who = Text("bij {where}", "at {where}").format(where=where)
    else:
        who = Text("{who} bij {where}", "{who} at {where}").format(who=therapists, where=where)
    return phrases.join((phrases.join(done), who), "; ")


def _counted(count: int, one: Text, more: Text) -> Text:
    return phrases.join((number(count), one if count == 1 else more), " ")


def _euros(amount: Decimal) -> Text:
    plain = f"{amount:,.2f}"
    return Text("€ " + plain.translate(str.maketrans(",.", ".,")), f"€{plain}")
