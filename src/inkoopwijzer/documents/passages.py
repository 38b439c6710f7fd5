"""Citations as a reader sees them: where it says so, and the passage itself when the document is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.documents import strings_conditions
from inkoopwijzer.values.citation import Citation, Document
from inkoopwijzer.values.text import Text

_MARKUP: Final = (
    (re.compile(r"</?(?:ul|ol)(?:\s[^<>]*)?>|</li>|<br\s*/?>|\*\*", re.IGNORECASE), " "),
    (re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE), "• "),
    (re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"\^(?=\w\b)"), ""),
    (re.compile(r"^\s*[-*]\s+"), "• "),
    (re.compile(r"\s*\t\s*"), " | "),
    (re.compile(r" {2,}"), " "),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A citation with the lines it points at; no lines when the document is not given.

    `changed` says that the document given has another text there than the one the rule rests on.
    """

    document: str
    section: str
    where: Text
    lines: tuple[str, ...]
    changed: bool


def passage(cite: Citation, document: str, given: Document | None) -> Passage:
    """A citation of `document`, with its text if that was given."""
    words = strings_conditions.LINE if cite.first == cite.last else strings_conditions.LINES
    where = words.format(first=cite.first, last=cite.last)
    if given is None:
        return Passage(document, cite.section, where, (), False)
    lines = tuple(filter(None, map(readable, given.passage(cite.first, cite.last).split("\n"))))
    return Passage(document, cite.section, where, lines, given.hash_of(cite.first, cite.last) != cite.hash)


def passages_of(cites: tuple[Citation, ...], document: str, given: Document | None) -> tuple[Passage, ...]:
    """Every citation of a condition, reading or remark."""
    return tuple(passage(c, document, given) for c in cites)


def readable(line: str) -> str:
    """A line of a document without the signs of its markup; every word of it stays."""
    for sign, instead in _MARKUP:
        line = sign.sub(instead, line)
    return line.strip()


def given_for(policy: str, documents: Mapping[str, Document] | None) -> Document | None:
    """The document that the user supplied for a policy, if any."""
    return documents.get(policy) if documents else None
