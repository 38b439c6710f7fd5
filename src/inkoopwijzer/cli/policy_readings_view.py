"""The register of readings on a screen and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inkoopwijzer.assess.result import outcome_titles
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.data import as_data
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents import wording
from inkoopwijzer.policy.register import OpenQuestion, summary
from inkoopwijzer.services.reading_register import Effect, Register
from inkoopwijzer.values.text import Text


def register_row(found: Register) -> dict[str, Any]:
    """A register as data."""
    questions = []
    for question in found.questions:
        row = as_data(question)
        if question.name in found.effects and found.assessed:
            row["changes"] = as_data(found.effects[question.name])
        questions.append(row)
    policy = found.policy
    return {
        "policy": policy.id,
        "hash": policy.hash,
        "document": as_data(policy.document),
        "assessed": found.assessed,
        "questions": questions,
    }


def show_register(found: Register, screen: Screen) -> None:
    """The questions, numbered in the order of the document."""
    screen.line((found.policy.insurer_name, "bold"), ": ", summary(found.questions))
    for question in found.questions:
        screen.blank()
        lead = f"{question.number:>2}. "
        screen.line((question.question, "bold"), (f"  {question.name}", phrases.DIM), lead=lead)
        for option, label in question.options.items():
            _show_option(found, question, option, label, screen)
        if question.because is not None:
            screen.line((question.because, phrases.DIM), indent=4)
        screen.line(question.matters, indent=4)
        where = phrases.join([phrases.lines_of(cite) for cite in question.cites], "; ")
        screen.line(
            (where, phrases.DIM), indent=4, lead=screen.word(Text("Bron: ", "Source: ")), lead_style="dim"
        )


def _show_option(found: Register, question: OpenQuestion, option: str, label: Text, screen: Screen) -> None:
    default = option == question.default
    mark = Text(" (standaard)", " (the default)") if default else Text("", "")
    told = Text("", "")
    if found.assessed and not default and question.agreements:
        count = found.changed(question, option)
        told = Text(
            f": andere uitkomst bij {count} van de {found.assessed} dossiers",
            f": another outcome for {count} of the {found.assessed} dossiers",
        )
    screen.line((option, "bold"), ": ", label, mark, told, indent=4, lead="· ", lead_style="dim")
    for effect in found.effects.get(question.name, {}).get(option, ()):
        old, new = (_outcome(found, effect, possible) for possible in (effect.default, effect.outcome))
        screen.line(effect.dossier, ", ", effect.title, ": ", old, " → ", new, indent=8, hang=2)


def _outcome(found: Register, effect: Effect, possible: Sequence[str]) -> Text:
    return wording.outcome(possible, outcome_titles(found.policy.agreements[effect.agreement].groups))
