"""The questionnaire of what insurers expect: by insurer and theme, with the answers so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inkoopwijzer.assess.expectations import EXPLANATION, ExpectationResult, expectations
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.assessing import chosen_policies
from inkoopwijzer.values.text import Lang, Text

NEVER_A_CONDITION = Text(
    "Niets hiervan is een voorwaarde: geen antwoord verandert een uitkomst van dit programma.",
    "Nothing here is a condition: no answer changes an outcome of this program.",
)
"""What every questionnaire says first."""


@dataclass(frozen=True)
class ThemeExpected:
    """What one insurer expects on one theme."""

    theme: Text
    expectations: tuple[ExpectationResult, ...]


@dataclass(frozen=True)
class InsurerExpects:
    """What one policy expects, by theme in the order of its package."""

    policy: str
    insurer_name: str
    title: Text
    themes: tuple[ThemeExpected, ...]

    @property
    def expectations(self) -> tuple[ExpectationResult, ...]:
        """All of them, theme by theme."""
        return tuple(e for theme in self.themes for e in theme.expectations)


@dataclass(frozen=True)
class Questionnaire:
    """What insurers expect, for one provider; `name` and `file` are empty without a dossier."""

    name: str
    file: str
    insurers: tuple[InsurerExpects, ...]


def expect(
    dossier: Dossier | Path | str | None = None,
    *,
    insurers: Iterable[str] | None = None,
    on: date | None = None,
    policies: Iterable[Policy] | None = None,
) -> Questionnaire:
    """What each insurer expects, with the answers of a dossier (or the file it is in) on a day.

    Without `on` the first day of the policy's year. Raises `Faults` for a dossier with faults, `UnknownChoice`
    for an insurer that no policy has.
    """
    chosen = chosen_policies(policies, insurers, None)
    read = dossier if isinstance(dossier, Dossier) or dossier is None else read_dossier(Path(dossier))
    return Questionnaire(
        name=read.name if read else "",
        file=read.file if read else "",
        insurers=tuple(_by_theme(policy, read, on or date(policy.year, 1, 1)) for policy in chosen),
    )


def _by_theme(policy: Policy, dossier: Dossier | None, on: date) -> InsurerExpects:
    found: dict[Text, list[ExpectationResult]] = {}
    for result in expectations(policy, dossier, on):
        found.setdefault(result.theme, []).append(result)
    return InsurerExpects(
        policy=policy.id,
        insurer_name=policy.insurer_name,
        title=policy.title,
        themes=tuple(ThemeExpected(theme, tuple(results)) for theme, results in found.items()),
    )


def answer_template(questionnaire: Questionnaire, lang: Lang) -> str:
    """A block of YAML to paste under `praktijk:`: each open key with its questions as comments, and "onbekend".

    What the dossier states already is left out, so that pasting never doubles a key.
    """
    asked: dict[str, list[str]] = {}
    for insurer in questionnaire.insurers:
        for result in insurer.expectations:
            if result.key is not None and not result.stated:
                asked.setdefault(result.key, []).append(_comment(insurer, result, lang))
    if not asked:
        done = Text(
            "Op elke vraag staat al iets in het dossier.", "The dossier already says something on each."
        )
        return f"# {done.to(lang)}\n"
    how = Text(
        f"Plak dit onder 'praktijk:', of onder de '{EXPLANATION}:' die er al staat, en vervang 'onbekend'.",
        f"Paste this under 'praktijk:', or under the '{EXPLANATION}:' that is there, and replace 'onbekend'.",
    )
    lines = [f"  # {how.to(lang)}", f"  # {NEVER_A_CONDITION.to(lang)}", f"  {EXPLANATION}:"]
    for key, comments in asked.items():
        lines += [f"    # {comment}" for comment in comments]
        lines.append(f"    {key}: onbekend")
    return "\n".join(lines) + "\n"


def _comment(insurer: InsurerExpects, result: ExpectationResult, lang: Lang) -> str:
    weighs = (
        Text(" (telt mee bij de verzekeraar)", " (the insurer weighs this)").to(lang)
        if result.weighed
        else ""
    )
    said = f"{insurer.insurer_name}, {result.theme.to(lang)}{weighs}: {result.ask.to(lang)}"
    return " ".join(said.split())
