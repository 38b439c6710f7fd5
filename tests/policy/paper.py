"""A fictional document of a hundred lines, the fictional package stamped with it, and its lines classified."""

from __future__ import annotations

from collections.abc import Mapping

from inkoopwijzer.policy.lines import ClassifiedLines, names_of, parse_hashes, parse_lines
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import LINE_PASSAGES_FILE, LINES_FILE, stamp, stamp_lines
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.citation import Document
from tests.policy.edited import files

SPECIAL = {
    1: "Fictief beleid",
    2: "",
    3: "1\tVoor wie\t2",
    4: "1.1\tBasis\t3",
    5: "Aanbod\t4",
    6: "",
    8: "1 Voor wie",
    18: "1.1 Basis",
    19: "Een kop zonder nummer",
    21: "- De **basis** staat op de [site](#), met <b>haken</b> & tekens.",
    22: " - Een punt onder een punt.",
    29: "Aanbod",
    31: "groep\tA\tB",
    80: "Tabel 1",
    81: "",
    95: "",
}
"""The lines that do not just say their number."""

LINES = """\
- {lines: 1, class: heading}
- {lines: 3-6, class: contents}
- {lines: 7, class: background}
- {lines: 8, class: heading}
- lines: 9
  class: definition
  rule: maximum
  says: {nl: Wat hier een verzekerde heet., en: Who is called insured here.}
- {lines: 11, class: background}
- lines: 13
  class: aim
  says: {nl: Men streeft naar goede zorg., en: Good care is the aim.}
- {lines: 15-17, class: background}
- {lines: 18-19, class: heading}
- lines: 28
  class: example
  says: {nl: Een voorbeeld van wegen., en: An example of weighing.}
- {lines: 29, class: heading}
- lines: 36-39
  class: procedure
  says: {nl: Zo verloopt het aanvragen., en: This is how applying goes.}
- lines: 43-49
  class: insurer_duty
  says: {nl: De verzekeraar bericht op tijd., en: The insurer tells in time.}
- lines: 52-59
  class: expectation
  says: {nl: Men verwacht meedenken., en: Thinking along is expected.}
- {lines: 62-79, class: background}
- {lines: 80, class: heading}
- lines: 82-89
  class: external
  says: {nl: De tarieven staan op een andere plaats., en: The tariffs stand in another place.}
- lines: 92-95
  class: reservation
  says: {nl: Een plan kan worden afgewezen., en: A plan can be turned down.}
- lines: 96
  class: amendment
  says: {nl: Dit was eerst langer., en: This was longer before.}
- lines: 97-100
  class: contact
  says: {nl: Vragen kunnen naar het loket., en: Questions go to the desk.}
"""
"""Every line of the document that no rule cites, and line 28, which a rule cites as well."""


def text(changes: Mapping[int, str] | None = None) -> str:
    """The text of the document, with other words on some lines."""
    said = SPECIAL | dict(changes or {})
    return "".join(said.get(n, f"Regel {n} zegt iets eigens.") + "\n" for n in range(1, 101))


def document(changes: Mapping[int, str] | None = None) -> Document:
    """The document, with other words on some lines."""
    return Document.from_text("fictief.txt", text(changes))


PAPER = document()


def package_files() -> dict[str, bytes]:
    """All files of the package, stamped with the document."""
    found = {n: t.replace("a" * 64, PAPER.fingerprint).encode() for n, t in files().items()}
    found["passages.yaml"] = stamp(found, PAPER)
    return found | {LINES_FILE: LINES.encode(), LINE_PASSAGES_FILE: stamp_lines(LINES.encode(), PAPER)}


def policy() -> Policy:
    """The policy of the package."""
    beside = (LINES_FILE, LINE_PASSAGES_FILE)
    return parse_policy({n: data for n, data in package_files().items() if n not in beside})


def classify(lines: str = LINES, paper: Document = PAPER) -> tuple[ClassifiedLines, ...]:
    """The classified lines in this text, stamped with the document. Raises `Faults`."""
    data = lines.encode()
    hashes = parse_hashes(stamp_lines(data, paper), LINE_PASSAGES_FILE)
    return parse_lines(data, LINES_FILE, 100, names_of(policy()), hashes)
