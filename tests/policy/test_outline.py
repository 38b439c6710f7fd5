"""The first look at a document: planted sentences, and both real documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.policy.outline import Sure, outline, sentences_of
from inkoopwijzer.policy.outline_words import REASON_TEXT, reasons_in
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.values.citation import Document

PLANTED = [
    ("U moet geregistreerd zijn.", "must"),
    ("De praktijk dient dit aan te tonen.", "must"),
    ("Deelname is verplicht.", "must"),
    ("U voldoet aan het onderstaande.", "must"),
    ("Wij kunnen hiervan uitgaan.", "may"),
    ("Minimaal één therapeut werkt er.", "limit"),
    ("De waarde is niet hoger dan de norm.", "limit"),
    ("Ten minste de helft neemt deel.", "limit"),
    ("Uitsluitend vrijgevestigde praktijken doen mee.", "only"),
    ("Lever dit uiterlijk in de lente aan.", "deadline"),
    ("Teken binnen de gestelde tijd.", "deadline"),
    ("Wij verwachten uw inzet.", "expects"),
    ("Wij behouden ons het recht voor anders te besluiten.", "reserves"),
    ("De afspraak vervalt dan.", "consequence"),
    ("Dit geldt mits u meedoet.", "when"),
    ("De ronde sluit op 3 maart 2027.", "date"),
    ("Zo'n 60 procent doet mee.", "share"),
    ("Er zijn 12 praktijken.", "number"),
]


@pytest.mark.parametrize(("sentence", "kind"), PLANTED, ids=lambda value: value)
def test_a_planted_sentence_is_found_for_its_reason(sentence: str, kind: str) -> None:
    assert kind in {reason.kind for reason in reasons_in(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Wij staan dicht bij onze leden.",
        "De zorg verandert.",
        "In 2026 werkten wij samen met de gemeente.",
        "Samen bouwen wij aan gezonde wijken.",
    ],
)
def test_a_sentence_that_binds_nobody_is_left_alone(sentence: str) -> None:
    assert reasons_in(sentence) == ()


def test_every_kind_of_reason_has_words() -> None:
    kinds = {kind for _, kind in PLANTED} | {"list", "heading"}
    assert kinds == set(REASON_TEXT)


def test_a_line_falls_apart_in_its_sentences() -> None:
    line = "- Dit telt mee. Bijv. zo. En 1 april 2026 ook! Hoe? Zo: Dit is de lijst"
    assert sentences_of(line) == (
        "Dit telt mee.",
        "Bijv. zo.",
        "En 1 april 2026 ook!",
        "Hoe?",
        "Zo:",
        "Dit is de lijst",
    )


TEXT = """\
Beleid 2027

Inhoud

1 Wie wij zijn\t3
2 Voorwaarden\t4
2.1 Registratie\t4

1 Wie wij zijn

Een kleine club.

2 Voorwaarden

2.1 Registratie

Wij erkennen de volgende registers:

- het ene
- het andere

Iets heel anders.

# Slot

Dag.
"""


@pytest.fixture
def found() -> Document:
    return Document.from_text("beleid.txt", TEXT)


def test_the_table_of_contents_makes_its_headings_certain(found: Document) -> None:
    seen = outline(found)
    assert seen.contents == (5, 6, 7)
    assert {(h.line, h.depth, h.sure) for h in seen.headings} == {
        (1, 0, Sure.guess),
        (3, 0, Sure.guess),
        (9, 1, Sure.certain),
        (13, 1, Sure.certain),
        (15, 2, Sure.certain),
        (24, 1, Sure.certain),
    }


def test_items_belong_to_the_sentence_that_announces_them(found: Document) -> None:
    kinds = {s.line: {r.kind for r in s.reasons} for s in outline(found).sentences}
    assert "list" in kinds[19]
    assert "list" in kinds[20]
    assert "list" not in kinds[22]


def test_what_stands_under_a_heading_with_requirements_is_flagged(found: Document) -> None:
    seen = outline(found)
    assert {s.line for s in seen.sentences} == {17, 19, 20, 22}
    assert {s.under.says for s in seen.sentences if s.under} == {"2.1 Registratie"}


@given(st.text(alphabet=st.sampled_from("aB1 .:;-#\n\t?moet"), max_size=200))
def test_any_text_has_an_outline_within_its_lines(text: str) -> None:
    document = Document.from_text("x", text)
    seen = outline(document)
    heads = {h.line for h in seen.headings}
    lines = set(document.content)
    assert heads <= lines
    assert seen.flagged <= lines
    assert set(seen.contents) <= lines
    assert not heads & set(seen.contents)


@pytest.mark.parametrize("insurer", ["salland", "zorg_en_zekerheid"])
@pytest.mark.needs_documents
def test_nearly_every_line_that_the_shipped_conditions_cite_is_flagged(insurer: str, documents: Path) -> None:
    policy = next(p for p in shipped_policies() if p.insurer == insurer)
    names = [Document.read(path) for path in sorted(documents.glob("*.txt"))]
    document = next(d for d in names if d.fingerprint == policy.document.fingerprint)
    seen = outline(document)
    cited = {
        line
        for condition in policy.conditions.values()
        for cite in condition.cites
        for line in document.content_between(cite.first, cite.last)
    }
    flagged = seen.flagged | {h.line for h in seen.headings if h.binding}
    missed = sorted(cited - flagged)
    share = len(seen.flagged) / len(document.content)
    print(
        f"{insurer}: {len(cited) - len(missed)} of {len(cited)} cited lines; {share:.0%} of all lines flagged"
    )
    assert len(missed) <= 0.05 * len(cited), missed
    assert share < 0.7, "what flags nearly everything helps nobody"
