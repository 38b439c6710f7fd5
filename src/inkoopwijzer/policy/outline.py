"""A first look at a document: its headings, and the sentences that look as if they bind somebody.

Everything here is a guess for the author of a package to accept or correct, made from the words alone. It
rather flags too much than too little: what is not flagged is easily forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inkoopwijzer.policy.outline_words import BINDING_HEADING, REASON_TEXT, Reason, reasons_in
from inkoopwijzer.values.citation import Document, normalise

LONGEST_HEADING: Final = 110
MOST_WORDS: Final = 16
FEWEST_IN_CONTENTS: Final = 3
"""So many lines with a page number behind them make a table of contents."""

_NUMBERED: Final = re.compile(r"^\s*(?:#+\s*)?(?:\*\*)?(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)")
_PAGE: Final = re.compile(r"^(?P<title>\S.*?)(?:\t+|\s*\.{3,}\s*|\s{3,})(?P<page>\d{1,3})\s*$")
_ITEM: Final = re.compile(r"^\s*(?:[-*+•·▪◦–]\s|[a-z]\)|\d{1,2}\))")
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[\"'‘“(]?[A-ZÀ-Þ0-9])|(?<=:)\s+(?=[A-ZÀ-Þ])")


class Sure(StrEnum):
    """How a heading was recognised: by its marks or the table of contents, or only by its looks."""

    certain = "certain"
    guess = "guess"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is a heading, its depth (1 is the highest, 0 not known), and whether it announces rules."""

    line: int
    says: str
    depth: int
    sure: Sure
    binding: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that looks normative: where it stands, under which heading, and why it looks so."""

    line: int
    says: str
    reasons: tuple[Reason, ...]
    under: Heading | None


@dataclass(frozen=True)
class Outline:
    """What a first look at a document shows."""

    headings: tuple[Heading, ...]
    contents: tuple[int, ...]
    """The lines of the table of contents."""
    sentences: tuple[Sentence, ...]

    @property
    def flagged(self) -> frozenset[int]:
        """The lines with a sentence that looks normative."""
        return frozenset(sentence.line for sentence in self.sentences)


def outline(document: Document) -> Outline:
    """The outline of a document."""
    contents = _contents(document)
    titles = {_bare(document.lines[line - 1]) for line in contents} - {""}
    headings = tuple(_headings(document, frozenset(contents), titles))
    sentences = tuple(_sentences(document, frozenset(contents), headings))
    return Outline(headings, contents, sentences)


def sentences_of(line: str) -> tuple[str, ...]:
    """The sentences of one line, without what only sets it."""
    return tuple(filter(None, (part.strip() for part in _SENTENCE.split(normalise(line)))))


def _bare(line: str) -> str:
    """The title in a heading or in a line of the table of contents: without number and page."""
    page = _PAGE.match(line.strip())
    title = page["title"] if page else line
    return normalise(_NUMBERED.sub("", title, count=1)).casefold()


def _contents(document: Document) -> tuple[int, ...]:
    """The lines of the table of contents: several in a row that end in a page number, and its own heading."""
    rows = [number for number in document.content if _PAGE.match(document.lines[number - 1].strip())]
    found: list[int] = []
    run: list[int] = []
    order = {number: at for at, number in enumerate(document.content)}
    for number in [*rows, 0]:
        if run and (
            not number or order[number] - order[run[-1]] > 1 or not _rises(document, run[-1], number)
        ):
            found += run if len(run) >= FEWEST_IN_CONTENTS else []
            run = []
        run.append(number)
    return tuple(found)


def _rises(document: Document, before: int, after: int) -> bool:
    """Whether the page does not go back: a table of figures with other numbers is no table of contents."""
    pages = [_PAGE.match(document.lines[number - 1].strip()) for number in (before, after)]
    return all(pages) and int(pages[0]["page"]) <= int(pages[1]["page"])  # type: ignore[index]


def _headings(document: Document, contents: frozenset[int], titles: set[str]) -> Iterator[Heading]:
    for number in document.content:
        line, said = document.lines[number - 1], document.normalised[number - 1]
        if number in contents:
            continue
        numbered = _NUMBERED.match(line)
        marks = len(line) - len(line.lstrip("#")) if line.startswith("#") else 0
        if marks or _bare(line) in titles:
            sure = Sure.certain
        elif _looks_like_heading(document, number, numbered is not None):
            sure = Sure.guess
        else:
            continue
        depth = marks or (numbered[1].count(".") + 1 if numbered else 0)
        yield Heading(number, said, depth, sure, bool(BINDING_HEADING.search(said)))


def _looks_like_heading(document: Document, number: int, numbered: bool) -> bool:
    line = document.lines[number - 1]
    said = document.normalised[number - 1]
    if len(said) > LONGEST_HEADING or len(said.split()) > MOST_WORDS or "\t" in line.strip():
        return False
    if said[-1] in ".;:,!" or _ITEM.match(line) or not (said[0].isupper() or said[0].isdigit()):
        return False
    stands_apart = number == 1 or not document.normalised[number - 2]
    return stands_apart and any(c.isalpha() for c in said) and (numbered or not said[0].isdigit())


def _sentences(
    document: Document, contents: frozenset[int], headings: tuple[Heading, ...]
) -> Iterator[Sentence]:
    at = {heading.line: heading for heading in headings}
    under: Heading | None = None
    binding: Heading | None = None
    opened = ""
    for number in document.content:
        if number in contents:
            continue
        if number in at:
            under = at[number]
            if under.binding or not (binding and _below(under, binding)):
                binding = under if under.binding else None
            opened = ""
            continue
        if opened and not _ITEM.match(document.lines[number - 1]):
            opened = ""
        for said in sentences_of(document.lines[number - 1]):
            found = reasons_in(said)
            if opened:
                found = (*found, Reason("list", opened))
            if binding is not None:
                found = (*found, Reason("heading", binding.says))
            if found:
                yield Sentence(number, said, found, under)
                if said.endswith(":"):
                    opened = said


def _below(heading: Heading, binding: Heading) -> bool:
    """Whether a heading stands under another: it lies deeper, or only its looks made it a heading."""
    if heading.depth and binding.depth:
        return heading.depth > binding.depth
    return heading.depth == 0 and heading.sure is Sure.guess


__all__ = ["REASON_TEXT", "Heading", "Outline", "Reason", "Sentence", "Sure", "outline", "sentences_of"]
