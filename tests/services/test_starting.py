"""A package started from a document, also from a PDF."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.facts.located import Mapping, read_located
from inkoopwijzer.policy.lines import LineClass, parse_lines
from inkoopwijzer.services.pdf_text import is_pdf, pdf_lines, text_lines
from inkoopwijzer.services.starting import Head, missing, start_package
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.fault import Faults

TEXT = """\
Beleid "Zorg" 2031
versie 2.1

Inhoud
1 Eisen\t2
2 Proces\t2
3 Vragen\t3

1 Eisen
U moet iets.

2 Proces

Losse kop

Een zin.
"""
FULL = Head("maan", "Maan: de 'zorg'", 2031, published=date(2030, 4, 1))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "beleid.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_head_is_filled_from_what_is_known(document: Path, tmp_path: Path) -> None:
    started = start_package(tmp_path / "p", document, FULL)
    assert started.head.version == "2.1"
    assert started.head.title == 'Beleid "Zorg" 2031'
    assert missing(started.head) == ("title.en",)
    root = read_located((tmp_path / "p" / "policy.yaml").read_bytes(), "policy.yaml")
    assert isinstance(root, Mapping)
    assert root.keys() == ("policy", "insurer", "insurer_name", "year", "title", "document")
    read = Document.read(document)
    assert f'fingerprint: "{read.fingerprint}"' in (tmp_path / "p" / "policy.yaml").read_text("utf-8")


def test_the_directory_tells_insurer_and_year(document: Path, tmp_path: Path) -> None:
    head = start_package(tmp_path / "zonnewijzer" / "2032", document, Head()).head
    assert (head.insurer, head.year) == ("zonnewijzer", 2032)
    head = start_package(tmp_path / "Zonne Wijzer" / "2032", document, Head()).head
    assert (head.insurer, head.year) == ("", 2032)


def test_an_insurer_that_is_known_needs_no_facts(document: Path, tmp_path: Path) -> None:
    start_package(tmp_path / "p", document, Head("salland"))
    assert not (tmp_path / "p" / "catalogue.yaml").exists()


def test_only_what_is_certain_is_classified(document: Path, tmp_path: Path) -> None:
    start_package(tmp_path / "p", document, FULL)
    data = (tmp_path / "p" / "lines.yaml").read_bytes()
    certain = parse_lines(data, "lines.yaml", 16, None, None)
    assert [(c.span, c.line_class) for c in certain] == [
        ((5, 7), LineClass.contents),
        ((9, 9), LineClass.heading),
        ((12, 12), LineClass.heading),
    ]
    assert b"# - {lines: 14, class: heading}" in data


def test_a_file_with_only_proposals_classifies_nothing(tmp_path: Path) -> None:
    path = tmp_path / "los.txt"
    path.write_text("Een kop\n\nEen zin.\n", "utf-8")
    start_package(tmp_path / "p", path, FULL)
    data = (tmp_path / "p" / "lines.yaml").read_bytes()
    assert b"# - {lines: 1," in data
    assert parse_lines(data, "lines.yaml", 3, None, None) == ()


@pytest.mark.parametrize(("lang", "why"), [("nl", "eis: moet"), ("en", "requirement: moet")])
def test_the_worklist_quotes_each_sentence_with_its_reason(
    document: Path, tmp_path: Path, lang: str, why: str
) -> None:
    start_package(tmp_path / "p", document, FULL, "en" if lang == "en" else "nl")
    rows = (tmp_path / "p" / "todo.md").read_text("utf-8").splitlines()
    (row,) = [r for r in rows if r.endswith("U moet iets.")]
    assert row.startswith("- [ ] ")
    assert why in row


def test_a_document_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Faults, match="UTF-8"):
        start_package(tmp_path / "p", path, FULL)
    assert not (tmp_path / "p").exists()


# --- PDF -------------------------------------------------------------------------------------------------------


def pdf(*pages: str) -> bytes:
    """A small PDF with a line of text for each line of each page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 72 720 Td {shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def test_the_text_of_a_pdf_is_written_beside_the_package(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    path = tmp_path / "in" / "beleid.pdf"
    path.parent.mkdir()
    path.write_bytes(pdf("Beleid 2031\nU moet iets.", "2 Slot"))
    assert is_pdf(path)
    started = start_package(tmp_path / "maan" / "2031", path, FULL)
    assert started.document == tmp_path / "maan" / "beleid.txt"
    lines = started.document.read_text("utf-8").splitlines()
    assert lines == ["Beleid 2031", "U moet iets.", "", "2 Slot"]
    with pytest.raises(Faults, match="already"):
        start_package(tmp_path / "maan" / "2032", path, FULL)
    assert not (tmp_path / "maan" / "2032").exists()


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", pdf(""), pdf("x")[:200]])
def test_a_pdf_without_text_is_refused_with_advice(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("pypdf")
    path = tmp_path / "beleid.pdf"
    path.write_bytes(data)
    with pytest.raises(Faults) as told:
        pdf_lines(path)
    hint = told.value.faults[0].hint
    assert hint is not None
    assert ".txt" in hint.nl


def test_lines_of_a_pdf_are_set_plainly() -> None:
    assert text_lines(["a \n\n\n\x0cb\x07", "", "e\u0301"]) == ("a", "", "b", "", "é")


@given(st.lists(st.text(max_size=40), max_size=4))
def test_the_lines_of_a_pdf_never_end_in_space_or_stand_apart_twice(pages: list[str]) -> None:
    lines = text_lines(pages)
    assert all(line == line.rstrip() and "\n" not in line for line in lines)
    assert not any(not a and not b for a, b in pairwise(lines))
    assert not lines or (lines[0] and lines[-1])
