"""The tree of conditions on a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inkoopwijzer.assess.result import AgreementResult, Assessment, ConditionResult, FactSeen
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents.agreements import elsewhere
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import VERDICT_TEXT, Verdict

_DUTIES = Text("Plichten die geen groep bepalen", "Duties that decide no group")
_NOT_HERE = Text(
    "{name}: deze voorwaarde speelt in deze beoordeling geen rol.",
    "{name}: this condition plays no part in this assessment.",
)

Shown = tuple[AgreementResult, Sequence[ConditionResult]]


def conditions_named(result: AgreementResult, name: str | None) -> list[ConditionResult]:
    """The conditions with this name, wherever they stand in the tree; all at the top without a name."""
    if name is None:
        return [*result.conditions, *result.duties]
    found: dict[Text, ConditionResult] = {}
    for condition in phrases.all_of((*result.conditions, *result.duties)):
        if condition.id == name:
            found.setdefault(condition.element, condition)
    return list(found.values())


def show_explanation(
    assessment: Assessment,
    shown: Sequence[Shown],
    condition: str | None,
    papers: Mapping[str, Document],
    screen: Screen,
) -> None:
    """The conditions of each agreement; those of one name with all of their facts."""
    screen.line((assessment.name, "bold"), (f"  {assessment.file}", phrases.DIM))
    for told in () if assessment.shown else elsewhere(assessment):
        screen.blank()
        screen.line(told)
    if condition is not None and not any(found for _, found in shown):
        screen.line(_NOT_HERE.format(name=condition))
    for result, found in shown:
        if not found:
            continue
        screen.blank()
        standing = phrases.standing(result)
        title = Text(
            f"{result.insurer_name}, {result.title.nl}: ", f"{result.insurer_name}, {result.title.en}: "
        )
        screen.line((title, "bold"), (phrases.outcomes(result, result.possible), standing.style))
        screen.line((Text(f"Document: {result.document}", f"Document: {result.document}"), phrases.DIM))
        tree = ConditionTree(screen, papers.get(result.policy), every_fact=condition is not None)
        for number, one in enumerate(found):
            if condition is None and number == len(result.conditions):
                screen.blank()
                screen.title(_DUTIES)
            screen.blank()
            tree.show(one, 0)


class ConditionTree:
    """Shows conditions with what they are made of; with `every_fact` also facts that decide nothing."""

    def __init__(self, screen: Screen, document: Document | None, every_fact: bool) -> None:
        self.screen, self.document, self.every_fact = screen, document, every_fact

    def show(self, condition: ConditionResult, indent: int) -> None:
        """One condition: its value, why, on which facts, where the document says it, and its parts."""
        screen = self.screen
        mark, style = phrases.MARKS[condition.verdict]
        element = Text(" ({who})", " ({who})").format(who=condition.element) if condition.element else ""
        word = (VERDICT_TEXT[condition.verdict], style)
        screen.line(
            (condition.id, "bold"), element, ": ", word, indent=indent, lead=f"{mark} ", lead_style=style
        )
        inner = indent + 2
        screen.line(condition.says, indent=inner)
        applies = condition.verdict is not Verdict.not_applicable
        facts = [f for f in condition.facts if self.every_fact or (f.decisive and applies)]
        said = facts and self.screen.word(facts[0].says) in screen.word(condition.reason)
        if applies and not condition.parts and not said:
            lead = screen.word(Text("Waarom: ", "Why: "))
            screen.line(condition.reason, indent=inner, lead=lead, lead_style="dim")
        for fact in facts:
            self._fact(fact, inner)
        if condition.evidence:
            proof = phrases.join(condition.evidence)
            screen.line(
                proof, indent=inner, lead=screen.word(Text("Bewijs: ", "Evidence: ")), lead_style="dim"
            )
        for cite in condition.cites:
            lead = screen.word(Text("Bron: ", "Source: "))
            screen.line((phrases.lines_of(cite), phrases.DIM), indent=inner, lead=lead, lead_style="dim")
            for row in self._passage(cite.first, cite.last, cite.hash):
                screen.line(row, indent=inner + 2, lead="│ ", lead_style="dim", rail=True)
        for part in condition.parts:
            self.show(part, inner)

    def _fact(self, fact: FactSeen, indent: int) -> None:
        mark, style = phrases.MARKS[fact.verdict]
        says = self.screen.word(fact.says)
        who = f"{fact.subject}: " if fact.subject and fact.subject not in says else ""
        told = phrases.provenance(fact)
        where = (Text(f" ({told.nl})", f" ({told.en})"), phrases.DIM) if told.nl else ""
        parts = (who, says, ": ", (fact.value, style), where)
        self.screen.line(*parts, indent=indent, lead=f"{mark} ", lead_style=style)

    def _passage(self, first: int, last: int, hash_: str) -> list[str | Text]:
        if self.document is None:
            return []
        if self.document.hash_of(first, last) != hash_:
            return [
                Text(
                    "(in dit document staat hier iets anders; zie `inkoopwijzer sources check`)",
                    "(this document says something else here; see `inkoopwijzer sources check`)",
                )
            ]
        rows = self.document.normalised[first - 1 : last]
        return [row for row in rows if row]
