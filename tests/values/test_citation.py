"""A citation sees what a passage says, and not how it is set."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.values.citation import Citation, Document, normalise

TEXT = "Kop\n\n- De kat is grijs.\n\t\n- De hond   blaft \u201cniet\u201d.\nEind"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  De   kat\tslaapt\u00a0nu \r", "De kat slaapt nu"),
        ("\u2018kat\u2019 \u201chond\u201d \u201emuis\u201d \u00abvis\u00bb", "'kat' 'hond' 'muis' 'vis'"),
        ("2027\u20132028 \u2014 kort", "2027-2028 - kort"),
        ("- kat", "kat"),
        ("* kat", "kat"),
        (" \u2022 kat", "kat"),
        ("1. kat", "kat"),
        ("12) kat", "kat"),
        ("- **Kat:** grijs", "Kat: grijs"),
        ("1. **Kat**", "Kat"),
        ("**1.** Kat", "Kat"),
        ("## Kat", "Kat"),
        ('<ul style="list-style-type: none"> \u2022 30 katten', "30 katten"),
        ("<ol><li>kat</li></ol>", "kat"),
        (
            "Zie de [lijst van katten](#), of [hier](https://kat.example/x).",
            "Zie de lijst van katten, of hier.",
        ),
        ("ef\ufb01ci\u00ebnt", "effici\u00ebnt"),
        ("e\u0301e\u0301n", "\u00e9\u00e9n"),
        ("zorg\u00adverlener\u200b", "zorgverlener"),
        ("-", ""),
        ("**", ""),
        (" \t\f", ""),
    ],
)
def test_how_a_line_is_set_is_not_what_it_says(line: str, said: str) -> None:
    assert normalise(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "5.1 Basisvoorwaarden",
        "1 oktober 2026",
        "30. Dat is het maximum",
        "2027. Daarna niet",
        "-5 graden",
        "\u2264150",
        "a < b en b > c",
        "85 ^e percentiel",
        "[nog in te vullen]",
        "A * B",
        "artikel #3",
        "Kat kat KAT",
        "--",
    ],
)
def test_what_a_line_says_is_kept(line: str) -> None:
    assert normalise(line) == line


@given(
    st.text(
        st.sampled_from("-*#1. .)[]()<>uli/\u2022\u201d\u00b4\u00ad\u00a0aB9\uff02\ufb01\u00bd\t"),
        max_size=25,
    )
)
def test_normalising_twice_changes_nothing(line: str) -> None:
    assert normalise(normalise(line)) == normalise(line)


@given(st.text())
def test_a_normalised_line_is_one_line(line: str) -> None:
    assert normalise(line).split() == normalise(line).split(" ") or normalise(line) == ""
    assert len(normalise(line).splitlines()) <= 1


def test_only_a_newline_ends_a_line() -> None:
    document = Document.from_text("d", "a\fb\nc\x85d\u2028e\r\n\nf")
    assert document.lines == ("a\fb", "c\x85d\u2028e\r", "", "f")


def test_the_last_line_may_lack_a_newline() -> None:
    assert Document.from_text("d", "a\nb").lines == Document.from_text("d", "a\nb\n").lines == ("a", "b")
    assert Document.from_text("d", "a\n\n").lines == ("a", "")
    assert Document.from_text("d", "").lines == ()


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "beleid.txt"
    path.write_bytes("\ufeffKat\u00e9\r\n\n- hond".encode())
    document = Document.read(path)
    assert document.name == "beleid.txt"
    assert document.lines == ("Kat\u00e9\r", "", "- hond")


def test_a_passage_is_the_original_text() -> None:
    document = Document.from_text("d", TEXT)
    assert document.passage(3, 5) == "- De kat is grijs.\n\t\n- De hond   blaft \u201cniet\u201d."
    assert document.passage(6, 6) == "Eind"
    assert document.passage(6, 7) == document.passage(0, 1) == document.passage(3, 2) == ""


def test_the_hash_is_over_the_lines_that_say_something() -> None:
    expected = sha256(b"De kat is grijs.\nDe hond blaft 'niet'.").hexdigest()[:16]
    document = Document.from_text("d", TEXT)
    assert document.hash_of(3, 5) == document.hash_of(2, 5) == expected
    assert document.cite("Kop", 3, 5) == Citation("Kop", 3, 5, expected)


def test_a_span_without_content_or_outside_has_no_hash() -> None:
    document = Document.from_text("d", TEXT)
    spans = [(2, 2), (4, 4), (0, 1), (-1, 1), (6, 7), (7, 7), (5, 3)]
    assert [document.hash_of(*span) for span in spans] == [None] * len(spans)
    with pytest.raises(ValueError, match="say nothing"):
        document.cite("Kop", 2, 2)


@pytest.mark.parametrize("change", [("grijs", "grijzer"), ("grijs", "Grijs"), ("De hond", "Een hond")])
def test_a_change_of_words_changes_the_hash(change: tuple[str, str]) -> None:
    before, after = Document.from_text("d", TEXT), Document.from_text("d", TEXT.replace(*change))
    assert before.hash_of(3, 5) != after.hash_of(3, 5)
    assert before.fingerprint != after.fingerprint


def test_the_fingerprint_does_not_see_spacing_or_the_name() -> None:
    spaced = Document.from_text("e", TEXT.replace("\n", "\n\n  ") + "\n")
    assert spaced.fingerprint == Document.from_text("d", TEXT).fingerprint
    assert len(spaced.fingerprint) == 64


@pytest.mark.parametrize("span", [(0, 1), (3, 2), (-2, -1)])
def test_a_citation_of_no_span_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Citation("Kop", *span, "0" * 16)


def test_places_are_all_windows_with_the_hash() -> None:
    document = Document.from_text("d", "x\na\n\nb\ny\na\nb\na")
    pair, single = document.hash_of(2, 4), document.hash_of(2, 2)
    assert pair is not None
    assert single is not None
    assert document.places({pair, single, "f" * 16}, 2) == {
        pair: [(2, 4), (6, 7)],
        single: [(2, 2), (6, 6), (8, 8)],
    }
    assert pair not in document.places({pair}, 1)


def test_a_line_that_was_wrapped_is_found_over_its_new_lines() -> None:
    whole = Document.from_text("d", "De kat zit op de mat en slaapt.").cite("Kop", 1, 1)
    wrapped = Document.from_text("d", "Kop\nDe kat zit\nop de mat\n\nen slaapt.\nEind")
    assert wrapped.places({whole.hash}, 1) == {whole.hash: [(2, 5)]}


@given(st.lists(st.sampled_from(["a", "b", "", " "]), min_size=1, max_size=12), st.data())
def test_every_span_is_among_the_places_of_its_hash(lines: list[str], data: st.DataObject) -> None:
    document = Document("d", tuple(lines))
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    found = document.hash_of(first, last)
    if found is not None:
        said = document.content_between(first, last)
        places = document.places({found}, last - first + 1)[found]
        assert (said[0], said[-1]) in places
        assert {document.hash_of(*place) for place in places} == {found}
