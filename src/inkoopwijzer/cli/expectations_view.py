"""The questionnaire of expectations on a screen."""

from __future__ import annotations

from inkoopwijzer.assess.expectations import EXPLANATION, ExpectationResult
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.services.expecting import NEVER_A_CONDITION, InsurerExpects, Questionnaire
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

_WEIGHED = Text(
    "telt mee: de verzekeraar weegt uw antwoord zelf", "counts: the insurer weighs your answer itself"
)
_INFORMS = Text("alleen ter informatie", "for information only")


def show_expectations(questionnaire: Questionnaire, screen: Screen) -> None:
    """Of each insurer, theme by theme: what is expected, the question and the answer so far."""
    if questionnaire.name:
        screen.line((questionnaire.name, "bold"), (f"  {questionnaire.file}", phrases.DIM))
    screen.line(NEVER_A_CONDITION)
    for insurer in questionnaire.insurers:
        screen.blank()
        _insurer(insurer, questionnaire, screen)


def _insurer(insurer: InsurerExpects, questionnaire: Questionnaire, screen: Screen) -> None:
    screen.line((insurer.insurer_name, "bold"), ": ", _counts(insurer, answers=bool(questionnaire.name)))
    for theme in insurer.themes:
        screen.blank()
        screen.line((theme.theme, "bold cyan"), indent=2)
        for result in theme.expectations:
            _one(result, answers=bool(questionnaire.name), screen=screen)


def _counts(insurer: InsurerExpects, *, answers: bool) -> Text:
    """How many expectations there are, how many are weighed and how many have an answer."""
    all_ = insurer.expectations
    if not all_:
        return Text("dit beleid noemt geen verwachtingen", "this policy names no expectations")
    parts = [
        phrases.counted(len(all_), Text("verwachting", "expectation"), Text("verwachtingen", "expectations"))
    ]
    weighed = sum(e.weighed for e in all_)
    parts.append(Text(f"{weighed} tellen mee" if weighed != 1 else "1 telt mee", f"{weighed} weighed"))
    if answers:
        given = sum(e.answer is not None for e in all_)
        parts.append(Text(f"{given} beantwoord", f"{given} answered"))
    return phrases.join(parts)


def _one(result: ExpectationResult, *, answers: bool, screen: Screen) -> None:
    weighs = result.verdict is Verdict.for_insurer
    sign, style = phrases.MARKS[Verdict.for_insurer] if weighs else ("•", phrases.DIM)
    screen.line(result.says, indent=2, lead=f"{sign} ", lead_style=style)
    _told(Text("Vraag: ", "Question: "), (result.ask, "bold"), screen)
    if answers:
        none = (Text("nog geen antwoord", "no answer yet"), "yellow")
        _told(Text("Uw antwoord: ", "Your answer: "), (result.answer, "") if result.answer else none, screen)
    if result.key is not None:
        _told(
            Text("In het dossier: ", "In the dossier: "), (f"{EXPLANATION}.{result.key}", phrases.DIM), screen
        )
    _told(Text("Waarde: ", "Value: "), (_WEIGHED, "magenta") if weighs else (_INFORMS, phrases.DIM), screen)
    where = phrases.join([phrases.lines_of(cite) for cite in result.cites], "; ")
    _told(Text("Staat in: ", "Stands in: "), (where, phrases.DIM), screen)


def _told(lead: Text, said: tuple[str | Text, str], screen: Screen) -> None:
    screen.line(said, indent=4, lead=screen.word(lead), lead_style="dim")
