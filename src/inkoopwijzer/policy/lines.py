"""The lines of a document that no rule cites: of each passage what it is, in a line of our own words.

They stand in lines.yaml beside the rules, in the order of the document, and decide nothing. Their hashes
stand in lines.passages.yaml, which a program writes, so that a change in such a passage is noticed as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from inkoopwijzer.facts import located
from inkoopwijzer.policy.entries import entries
from inkoopwijzer.policy.fields import Found, Spot, fault, text
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sections import LINES, spell
from inkoopwijzer.values.citation import Citation, Span
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.text import Text


class LineClass(StrEnum):
    """What a passage is that no rule rests on."""

    contents = "contents"
    heading = "heading"
    background = "background"
    definition = "definition"
    aim = "aim"
    expectation = "expectation"
    procedure = "procedure"
    insurer_duty = "insurer_duty"
    reservation = "reservation"
    external = "external"
    amendment = "amendment"
    example = "example"
    contact = "contact"


UNSAID: Final = frozenset({LineClass.contents, LineClass.heading, LineClass.background})
"""The classes that need no paraphrase."""

CLASS_WORDS: Final[Mapping[LineClass, tuple[Text, Text]]] = {
    LineClass.contents: (
        Text("inhoudsopgave", "contents"),
        Text("Titel of inhoudsopgave.", "Title or table of contents."),
    ),
    LineClass.heading: (Text("kop", "heading"), Text("Een kop of bijschrift.", "A heading or caption.")),
    LineClass.background: (
        Text("achtergrond", "background"),
        Text("Uitleg waar niets uit volgt.", "Explanation from which nothing follows."),
    ),
    LineClass.definition: (
        Text("begrip", "definition"),
        Text("Wat een woord hier betekent.", "What a word means here."),
    ),
    LineClass.aim: (
        Text("streven", "aim"),
        Text("Wat de verzekeraar wil bereiken.", "What the insurer wants to achieve."),
    ),
    LineClass.expectation: (
        Text("verwachting", "expectation"),
        Text(
            "Wat de verzekeraar verwacht, zonder dat het een eis is.",
            "What the insurer expects, without making it a condition.",
        ),
    ),
    LineClass.procedure: (
        Text("procedure", "procedure"),
        Text("Hoe het contracteren verloopt.", "How contracting goes."),
    ),
    LineClass.insurer_duty: (
        Text("plicht van de verzekeraar", "duty of the insurer"),
        Text("Waar de verzekeraar zichzelf aan bindt.", "What the insurer binds itself to."),
    ),
    LineClass.reservation: (
        Text("voorbehoud", "reservation"),
        Text("Een recht dat de verzekeraar houdt.", "A right that the insurer keeps."),
    ),
    LineClass.external: (
        Text("staat elders", "stands elsewhere"),
        Text("Verwijst naar iets dat niet in dit document staat.", "Refers to something that is not here."),
    ),
    LineClass.amendment: (
        Text("wijziging", "change"),
        Text("Wat er anders is dan vorig jaar.", "What differs from last year."),
    ),
    LineClass.example: (
        Text("voorbeeld", "example"),
        Text("Een voorbeeld bij iets anders.", "An example of something else."),
    ),
    LineClass.contact: (
        Text("contact", "contact"),
        Text("Waar vragen naartoe kunnen.", "Where to send questions."),
    ),
}
"""Each class as people say it, and what it means."""


@dataclass(frozen=True, slots=True)
class ClassifiedLines:
    """A passage with its class; `says` is its paraphrase, `rule` an entry of the package that it belongs to.

    `line` is where it stands in lines.yaml. `hash` is "" as long as the passage is not stamped.
    """

    first: int
    last: int
    line_class: LineClass
    says: Text | None = None
    rule: str | None = None
    hash: str = ""
    line: int = field(default=0, compare=False)

    @property
    def span(self) -> Span:
        """The first and last line of the passage."""
        return self.first, self.last

    @property
    def citation(self) -> Citation:
        """The passage as a citation, under no heading."""
        return Citation("", self.first, self.last, self.hash)


def names_of(policy: Policy) -> frozenset[str]:
    """Every name in a package that a classified passage may point at."""
    return frozenset(name for known in entries(policy).values() for name in known)


def parse_lines(
    data: bytes,
    file: str,
    last_line: int,
    names: Collection[str] | None,
    hashes: Mapping[str, str] | None,
) -> tuple[ClassifiedLines, ...]:
    """The classified passages in the file, in the order of the document. Raises `Faults`.

    `names` holds what `rule` may point at, `hashes` the hash of each span; None where that is not looked up.
    """
    if all(not row.strip() or row.lstrip().startswith(b"#") for row in data.splitlines()):
        return ()  # nothing but proposals of `policy new`, each behind a #
    found = Found()
    root = Spot(located.read_located(data, file), file, 1, "", found)
    reader = _Reader(last_line, names, hashes)
    classified = tuple(reader.passage(spot) for spot in root.items())
    found.settle()
    return classified


def parse_hashes(data: bytes, file: str) -> dict[str, str]:
    """The hash of each span of lines. Raises `Faults`."""
    found = Found()
    root = Spot(located.read_located(data, file), file, 1, "", found)
    hashes = {}
    for name, spot in root.entries():
        hashes[name] = spot.word()
        if not LINES.fullmatch(name):
            spot.fault("policy.bad_lines", name=name)
    found.settle()
    return hashes


def unstamped(file: str) -> Faults:
    """That the passages in lines.yaml have no hashes yet."""
    return Faults([fault("policy.no_line_passages", file, name=file)])


@dataclass
class _Reader:
    last_line: int
    names: Collection[str] | None
    hashes: Mapping[str, str] | None
    before: Span = (0, 0)

    def passage(self, spot: Spot) -> ClassifiedLines:
        """One item of the list; something harmless after a fault."""
        fields = spot.fields(("lines", "class"), ("says", "rule"))
        span = self._span(fields["lines"])
        name = fields["class"].choice(tuple(LineClass))
        line_class = LineClass(name) if name else LineClass.background
        if "says" not in fields and line_class not in UNSAID:
            spot.fault("policy.line_unsaid", name=line_class)
        rule = fields["rule"].word() if "rule" in fields else ""
        if rule and self.names is not None:
            fields["rule"].check([rule], self.names, "policy.unknown_about")
        says = text(fields["says"]) if "says" in fields else None
        return ClassifiedLines(
            *span, line_class, says, rule or None, self._hash(span, fields["lines"]), spot.line
        )

    def _span(self, spot: Spot) -> Span:
        """The lines, which stand after those of the item before."""
        name = spot.word()
        matched = LINES.fullmatch(name)
        span = (int(matched[1]), int(matched[2] or matched[1])) if matched else (1, 1)
        if not name:
            return span
        if not matched or span[1] < span[0]:
            spot.fault("policy.bad_lines", name=name)
        elif span[1] > self.last_line:
            spot.fault("policy.beyond_last_line", name=name, last=self.last_line)
        else:
            if span[0] <= self.before[1]:
                overlap = span[1] >= self.before[0]
                code = "policy.lines_overlap" if overlap else "policy.lines_order"
                spot.fault(code, name=name, other=spell(self.before))
            self.before = max(self.before, span)
            return span
        return (1, 1)

    def _hash(self, span: Span, spot: Spot) -> str:
        if self.hashes is None or not spot.node:
            return ""
        if spell(span) not in self.hashes:
            spot.fault("policy.no_line_passage", name=spell(span))
        return self.hashes.get(spell(span), "")
