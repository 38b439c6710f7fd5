"""What the lines of a policy in words have in common: where something stands, and how lines are set under a title."""

from __future__ import annotations

from collections.abc import Iterable

from inkoopwijzer.policy.phrases import say
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sentences import Line
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text


def citation_words(citation: Citation, policy: Policy) -> Text:
    """Where it stands: document, section and lines."""
    one = citation.first == citation.last
    return say(
        "{document}, {section}, " + ("regel {a}" if one else "regels {a}-{b}"),
        "{document}, {section}, " + ("line {a}" if one else "lines {a}-{b}"),
        document=policy.document.title,
        section=citation.section,
        a=citation.first,
        b=citation.last,
    )


def cited(cites: Iterable[Citation], policy: Policy, depth: int) -> list[Line]:
    """Where something stands, a line for each citation."""
    return [
        Line(depth, say("Bron: {cite}.", "Source: {cite}.", cite=citation_words(cite, policy)))
        for cite in cites
    ]


def moved(lines: Iterable[Line], depth: int) -> list[Line]:
    """The lines, so much deeper."""
    return [Line(line.depth + depth, line.text) for line in lines]


def titled(title: Text, parts: Iterable[Iterable[Line]]) -> list[Line]:
    """The lines of all parts under a title; none when there are none."""
    lines = [line for part in parts for line in moved(part, 1)]
    return [Line(0, title), *lines] if lines else []
