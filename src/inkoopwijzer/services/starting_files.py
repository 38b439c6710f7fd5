"""What `policy new` writes: the files of a package that has no rules yet."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Final

from inkoopwijzer.policy.outline import Heading, Outline, Sentence, Sure
from inkoopwijzer.policy.outline_words import REASON_TEXT
from inkoopwijzer.policy.sections import spell
from inkoopwijzer.values.citation import Document, Span
from inkoopwijzer.values.text import Lang, Text

if TYPE_CHECKING:
    from inkoopwijzer.services.starting import Head

_MAIN: Final = """\
# Whose policy this is, and of which document. Fill in what is empty; `inkoopwijzer policy check` names it.
policy: "1"
insurer: {insurer}
insurer_name: {name}
year: {year}
title:
  nl: {title}
  en:
document:
  title: {title}
  version: {version}
  published: {published}
  lines: {lines}
  fingerprint: "{fingerprint}"
"""

_RULES: Final = """\
# The rules, in the order of the document. One condition looks like this:
#
# conditions:
#   eigen_website:
#     says:
#       nl: De praktijk heeft een eigen website.
#       en: The practice has a website of its own.
#     cite: {section: Name of the heading, lines: 12}
#     fact: eigen_website
#
# and an agreement that asks for it, under `agreements:` below, like this:
#
#   fysiotherapie:
#     title: {nl: Overeenkomst fysiotherapie, en: Physiotherapy agreement}
#     term: {from: YEAR-01-01, until: YEAR-12-31}
#     cite: {section: Name of the heading, lines: 10}
#     scope: eigen_website
#     groups:
#       A:
#         title: {nl: Groep A, en: Group A}
#         cite: {section: Name of the heading, lines: 11}
#         requires: [eigen_website]
#
# docs/rules.md has all keywords; `inkoopwijzer facts` lists the facts.

agreements:
"""

_CATALOGUE: Final = """\
# What the shipped catalogue lacks. A fact that it has already is not written here again.
dimensions:
  verzekeraar:
    options:
      {insurer}: {{nl: {name}, en: {name}}}

# facts:
#   spreekuur_op_afspraak:
#     about: praktijk
#     type: yes_no
#     from: [eigen_opgave]
#     says: {{nl: de praktijk werkt op afspraak, en: the practice works by appointment}}
#     ask: {{nl: 'Werkt uw praktijk op afspraak?', en: 'Does your practice work by appointment?'}}
"""

_LINES: Final = """\
# What the lines are that no rule cites, in the order of the document. Classes:
#   contents heading background definition aim expectation procedure insurer_duty reservation external
#   amendment example contact; all but the first three also need a line of your own: says: {nl: ..., en: ...}
# A line that starts with # is only proposed: remove the # when it is right, or the line when it is not.
"""


def main_file(head: Head, document: Document) -> str:
    """policy.yaml, with the document's size and fingerprint."""
    return _MAIN.format(
        insurer=head.insurer,
        name=_quoted(head.name),
        year=head.year or "",
        title=_quoted(head.title),
        version=_quoted(head.version),
        published=head.published or "",
        lines=len(document.lines),
        fingerprint=document.fingerprint,
    ).replace(" \n", "\n")


def rules_file(head: Head) -> str:
    """The first rule file: an example, and the one section that must be there."""
    return _RULES.replace("YEAR", str(head.year or "2027"))


def catalogue_file(head: Head) -> str:
    """The facts that the package brings: to begin with, the insurer itself."""
    return _CATALOGUE.format(insurer=head.insurer or "verzekeraar", name=_quoted(head.name or "..."))


def lines_file(found: Outline) -> str:
    """lines.yaml: what is certain, and as comments what is only likely."""
    rows: list[tuple[Span, str, bool]] = [(span, "contents", True) for span in _spans(found.contents)]
    rows += [((h.line, h.line), "heading", h.sure is Sure.certain) for h in found.headings]
    written = [
        f"{'' if sure else '# '}- {{lines: {spell(span)}, class: {kind}}}"
        for span, kind, sure in sorted(rows)
    ]
    return _LINES + "\n".join(["", *written, ""])


def _spans(lines: tuple[int, ...]) -> list[Span]:
    """Lines that follow each other, taken together."""
    runs = (list(run) for _, run in groupby(enumerate(sorted(lines)), lambda pair: pair[1] - pair[0]))
    return [(run[0][1], run[-1][1]) for run in runs]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text else ""


# --- the list of all to do --------------------------------------------------------------------------------

_HOW: Final = Text(
    "Deze lijst is gemaakt uit de woorden van het document en hoort niet bij de regels; gooi haar weg als zij leeg is. "
    "Elke zin hieronder lijkt iets te eisen, toe te staan of te begrenzen. Maak er een regel van, of deel de regel in "
    "lines.yaml in. `inkoopwijzer policy coverage` zegt wat nog open is.",
    "This list was made from the words of the document and is no part of the rules; throw it away when it is done. "
    "Each sentence below looks as if it asks, allows or limits something. Make it a rule, or classify the line in "
    "lines.yaml. `inkoopwijzer policy coverage` tells what is still open.",
)
_HEADINGS: Final = Text("Kopjes", "Headings")
_SENTENCES: Final = Text(
    "Zinnen die nog een regel of een klasse vragen", "Sentences that ask a rule or a class"
)
_START: Final = Text("Vóór het eerste kopje", "Before the first heading")
_LINE: Final = Text("regel", "line")
_PERHAPS: Final = Text("waarschijnlijk", "probably")


def worklist(found: Outline, document: Document, lang: Lang) -> str:
    """todo.md: the headings with their lines, and every sentence that looks normative with the reason."""
    rows = [f"# {document.name}", "", _HOW.to(lang), "", f"## {_HEADINGS.to(lang)}", ""]
    rows += [_heading(heading, lang) for heading in found.headings]
    rows += ["", f"## {_SENTENCES.to(lang)} ({len(found.sentences)})"]
    for under, sentences in groupby(found.sentences, lambda sentence: sentence.under):
        title = f"{under.says} ({_LINE.to(lang)} {under.line})" if under else _START.to(lang)
        rows += ["", f"### {title}", "", *(_sentence(sentence, lang) for sentence in sentences)]
    return "\n".join(rows) + "\n"


def _heading(heading: Heading, lang: Lang) -> str:
    guess = f" ({_PERHAPS.to(lang)})" if heading.sure is Sure.guess else ""
    return f"{'  ' * max(0, heading.depth - 1)}- {_LINE.to(lang)} {heading.line}: {heading.says}{guess}"


def _sentence(sentence: Sentence, lang: Lang) -> str:
    why = "; ".join(f"{REASON_TEXT[r.kind].to(lang)}: {_short(r.word)}" for r in sentence.reasons)
    return f"- [ ] {_LINE.to(lang)} {sentence.line} [{why}]: {sentence.says}"


def _short(word: str) -> str:
    return word if len(word) <= 40 else word[:37] + "..."
