"""The questions on a screen and as data."""

from __future__ import annotations

from typing import Any

from inkoopwijzer.assess.result import Assessment
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents.agreements import nobody_listed
from inkoopwijzer.services.asking import Asker, MergedQuestion, merged_questions
from inkoopwijzer.values.text import Text


def as_rows(assessment: Assessment) -> list[dict[str, Any]]:
    """The questions as data: what is asked, who can supply it, and what each answer leaves at whom."""
    return [
        {
            "ask": q.ask,
            "subject": q.subject,
            "fact": q.fact,
            "key": q.key,
            "when": q.when,
            "supplied_by": q.supplied_by,
            "narrows": q.narrows,
            "agreements": [
                {
                    "policy": a.result.policy,
                    "agreement": a.result.agreement,
                    "possible": a.result.possible,
                    "answers": [{"value": x.value, "possible": x.possible} for x in a.question.answers],
                }
                for a in q.askers
            ],
        }
        for q in merged_questions(assessment)
    ]


def show_questions(assessment: Assessment, screen: Screen) -> None:
    """Each question with who can answer it and what the answer decides."""
    screen.line((assessment.name, "bold"), (f"  {assessment.file}", phrases.DIM))
    asked = merged_questions(assessment)
    first = nobody_listed(assessment)
    if first is not None:
        screen.blank()
        screen.line((first, "yellow"))
    elif not asked:
        none = Text(
            "Geen vragen: niets onbekends verandert een uitkomst.",
            "No questions: nothing unknown changes an outcome.",
        )
        screen.line(none)
    for number, question in enumerate(asked, 1):
        screen.blank()
        _question(number, question, screen)
    _insurer_decides(assessment, screen)


def _question(number: int, question: MergedQuestion, screen: Screen) -> None:
    lead = f"{number}. "
    when = ("", Text(f" ({question.when.nl})", f" ({question.when.en})"))[1] if question.when else ""
    screen.line((question.ask, "bold"), when, lead=lead)
    who = phrases.join(question.supplied_by)
    inner = len(lead)
    name = ".".join((question.fact, *question.key)) if question.fact != "lijst" else ""
    if name:
        screen.line(
            (name, phrases.DIM),
            indent=inner,
            lead=screen.word(Text("In het dossier: ", "In the dossier: ")),
            lead_style="dim",
        )
    screen.line(who, indent=inner, lead=screen.word(Text("Van: ", "From: ")), lead_style="dim")
    for asker in question.askers:
        _asker(asker, inner, screen)


def _asker(asker: Asker, indent: int, screen: Screen) -> None:
    result = asker.result
    now = phrases.outcomes(result, result.possible)
    screen.line(
        (result.insurer_name, "bold"),
        " ",
        (Text(f"(nu {now.nl})", f"(now {now.en})"), phrases.DIM),
        indent=indent,
    )
    answers = asker.question.answers
    if not answers:
        told = Text(
            "alleen samen met een ander onbekend getal te beslissen",
            "can be decided only together with another unknown number",
        )
        screen.line(told, indent=indent + 2)
    for answer in answers:
        left = phrases.outcomes(result, answer.possible)
        screen.line((answer.value, "yellow"), ": ", left, indent=indent + 2)


def _insurer_decides(assessment: Assessment, screen: Screen) -> None:
    for result in assessment.results:
        if len(result.possible) < 2:
            continue
        for condition in phrases.weighed(result.conditions):
            screen.blank()
            lead = Text("Niet aan u te vragen: ", "Not for you to answer: ")
            name = (f"{result.insurer_name}, {condition.id.replace('_', ' ')}: ", "bold")
            screen.line((lead, "magenta"), name, condition.reason)
