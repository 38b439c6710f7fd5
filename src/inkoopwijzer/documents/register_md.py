"""The register of readings as a letter in Markdown, to be sent to the insurer as it is.

It names no practice: only how many of those that were tried get another outcome.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.register import OpenQuestion
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Lang, Text, day_text

Changed = Callable[[OpenQuestion, str], int]
"""For how many practices an option changes the outcome."""

TITLE: Final = Text("Vragen over {title}", "Questions about {title}")
TO: Final = Text("Aan: {name}, zorginkoop", "To: {name}, care purchasing")
GREETING: Final = Text("Geachte heer of mevrouw,", "Dear Sir or Madam,")
INTRODUCTION: Final = Text(
    "Wij hebben uw document *{title}* ({version}, {day}) zin voor zin gelezen en er regels van gemaakt waarmee een "
    "praktijk kan zien waar zij aan toe is; hieronder heten die 'deze regels'. Dat lukt voor het meeste. Op {n} punten "
    "vonden wij in de tekst meer dan één antwoord, of geen antwoord. Die leggen wij u graag voor. Bij elke vraag staat "
    "waar zij over gaat, van welk antwoord wij voorlopig uitgaan, en voor wie het uitmaakt. Een kort antwoord per "
    "nummer helpt ons en de praktijken al veel.",
    "We read your document *{title}* ({version}, {day}) sentence by sentence and made rules of it that show a practice "
    "where it stands; below they are called 'these rules'. For most of it that works. On {n} points we found more than "
    "one answer in the text, or none. We would like to put those to you. Each question says what it is about, which "
    "answer we use for the time being, and to whom it matters. A short answer per number already helps us and the "
    "practices a lot.",
)
TRIED: Final = Text(
    "Wij hebben de antwoorden doorgerekend voor {n} praktijken, steeds één vraag tegelijk.",
    "We tried the answers on {n} practices, one question at a time.",
)
LINES: Final = Text(
    "Regelnummers zijn die van de tekstversie van het document; de kop van de paragraaf staat er steeds voor.",
    "Line numbers are those of the text version of the document; the heading of the section stands before them.",
)
WHERE: Final = Text("Waar", "Where")
ANSWERS: Final = Text("Mogelijke antwoorden", "Possible answers")
NOW: Final = Text("hier gaan wij nu van uit", "this is what we use now")
WHY_NOW: Final = Text("Waarom wij daarvan uitgaan", "Why we use that")
WHY: Final = Text("Waarom het uitmaakt", "Why it matters")
CHANGES: Final = Text(
    "Met antwoord {letter} is de uitkomst anders voor {n} van de {all} praktijken.",
    "With answer {letter} the outcome is another for {n} of the {all} practices.",
)
CLOSING: Final = Text(
    "Hartelijk dank voor uw tijd. Wij verwerken uw antwoorden graag, zodat elke praktijk dezelfde uitleg krijgt.",
    "Thank you very much for your time. We gladly work in your answers, so that all practices get the same "
    "explanation.",
)

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|])")


def register_markdown(
    policy: Policy,
    questions: tuple[OpenQuestion, ...],
    lang: Lang,
    assessed: int = 0,
    changed: Changed = lambda question, option: 0,
) -> str:
    """The questions about one policy as a letter; with `assessed` practices also what each answer changes."""
    document = policy.document
    facts = {"version": document.version, "day": day_text(document.published), "n": len(questions)}
    lines = [
        f"# {TITLE.format(title=_plain(policy.title)).to(lang)}",
        TO.format(name=_marked(policy.insurer_name)).to(lang),
        GREETING.to(lang),
        INTRODUCTION.format(title=_marked(document.title), **facts).to(lang),
        LINES.to(lang),
    ]
    if assessed:
        lines.append(TRIED.format(n=assessed).to(lang))
    for question in questions:
        lines += _question(question, lang, assessed, changed)
    lines += ["---", CLOSING.to(lang)]
    return "\n\n".join(lines) + "\n"


def _question(question: OpenQuestion, lang: Lang, assessed: int, changed: Changed) -> Iterator[str]:
    yield f"## {question.number}. {_plain(question.question).to(lang)}"
    yield _labelled(WHERE, "; ".join(_where(cite, lang) for cite in question.cites), lang)
    letters = dict(zip(question.options, "abcdefghijklmnopqrstuvwxyz", strict=False))
    if question.options:
        yield f"**{ANSWERS.to(lang)}**"
        yield "\n".join(_answer(question, letters, option, lang) for option in letters)
    if question.because is not None:
        yield _labelled(WHY_NOW, _plain(question.because).to(lang), lang)
    yield _labelled(WHY, _plain(question.matters).to(lang), lang)
    if assessed and question.options and question.agreements:
        told = [
            CHANGES.format(letter=letter, n=changed(question, option), all=assessed).to(lang)
            for option, letter in letters.items()
            if option != question.default
        ]
        yield " ".join(told)


def _answer(question: OpenQuestion, letters: Mapping[str, str], option: str, lang: Lang) -> str:
    now = f" (*{NOW.to(lang)}*)" if option == question.default else ""
    return f"- {letters[option]}. {_plain(question.options[option]).to(lang)}{now}"


def _labelled(label: Text, said: str, lang: Lang) -> str:
    return f"**{label.to(lang)}:** {said}"


def _where(cite: Citation, lang: Lang) -> str:
    one = cite.first == cite.last
    word = Text("regel", "line") if one else Text("regels", "lines")
    span = f"{cite.first}" if one else f"{cite.first}-{cite.last}"
    return f"{_marked(cite.section)}, {word.to(lang)} {span}"


def _plain(text: Text) -> Text:
    return Text(_marked(text.nl), _marked(text.en))


def _marked(said: str) -> str:
    """Text in which no sign is taken for markup."""
    return _SPECIAL.sub(r"\\\1", said)
