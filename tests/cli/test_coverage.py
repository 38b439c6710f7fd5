"""`policy coverage`, and what `sources` tells of the lines that no rule cites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.policy.paper import LINES, document, package_files, text

CLASSIFIED = LINES.count("lines:")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The fictional package with its classification, stamped."""
    (tmp_path / "p").mkdir()
    for name, data in package_files().items():
        (tmp_path / "p" / name).write_bytes(data)
    return tmp_path / "p"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "fictief.txt"
    path.write_text(text())
    return path


def leave_out(command: Command, package: Path, paper: Path, *passages: str) -> None:
    """Take passages out of lines.yaml and stamp what is left."""
    lines = LINES
    for passage in passages:
        assert lines.count(passage) == 1
        lines = lines.replace(passage, "")
    (package / "lines.yaml").write_text(lines)
    assert command("sources", "stamp", package, paper).code == 0


def test_a_document_that_is_accounted_for_is_a_hundred_per_cent(
    command: Command, package: Path, paper: Path
) -> None:
    said = command("policy", "coverage", package, paper)
    assert said.code == 0, said.err
    assert "100%: 96 van 96 tekstregels verantwoord" in said.out
    assert "kop" in said.out
    assert (
        "100%: 96 of 96 lines accounted for"
        in command("policy", "coverage", package, paper, "--lang", "en").out
    )


def test_an_open_line_is_told_with_its_first_words(command: Command, package: Path, paper: Path) -> None:
    leave_out(command, package, paper, "- {lines: 7, class: background}\n")
    said = command("policy", "coverage", package, paper)
    assert said.code == 1
    assert "regel 7: Regel 7 zegt iets eigens." in said.out
    assert "99,0%: 95 van 96 tekstregels verantwoord" in said.out


def test_no_more_than_twenty_open_lines_are_told(command: Command, package: Path, paper: Path) -> None:
    (package / "lines.yaml").write_text("- {lines: 1, class: heading}\n")
    command("sources", "stamp", package, paper)
    rows = command("policy", "coverage", package, paper).out.splitlines()
    assert sum(row.startswith("  ✗ regel ") for row in rows) == 20
    assert "    ..." in rows


def test_data_tells_every_line(command: Command, package: Path, paper: Path) -> None:
    row = json.loads(command("policy", "coverage", package, paper, "--json").out)
    assert row["complete"] is True
    assert row["lines"] == {"blank": 4, "cited": 29, "classified": 67, "open": 0}
    by_line = {one["line"]: one for one in row["accounts"]}
    assert by_line[10]["cited_by"] == ["norm maximum"]
    assert by_line[9]["class"] == "definition"
    assert by_line[9]["says"]["en"] == "Who is called insured here."


def test_the_reader_is_written_and_named_on_stderr(
    command: Command, package: Path, paper: Path, tmp_path: Path
) -> None:
    page = tmp_path / "beleid.html"
    said = command("policy", "coverage", package, paper, "--html", page, "--lang", "en")
    assert said.code == 0
    assert str(page) in said.err
    assert '<html lang="en">' in page.read_text("utf-8")


def test_a_page_that_cannot_be_written_is_refused(
    command: Command, package: Path, paper: Path, tmp_path: Path
) -> None:
    said = command("policy", "coverage", package, paper, "--html", tmp_path / "weg" / "p.html")
    assert said.code == 2
    assert "niet te schrijven" in said.err


@pytest.mark.needs_documents
def test_the_document_of_another_insurer_is_told_whose_it_is(command: Command, documents: Path) -> None:
    said = command("policy", "coverage", "salland", next(documents.glob("zorg-en-zekerheid*.txt")))
    assert said.code == 2
    assert "hoort bij zorg_en_zekerheid-2027" in said.err


def test_a_document_of_nobody_is_refused(command: Command, package: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander.txt"
    other.write_text("Heel iets anders.\n" * 100)
    said = command("policy", "coverage", package, other)
    assert said.code == 2
    assert "hoort bij geen van deze regels" in said.err


def test_wrong_lines_are_refused_with_file_and_line(command: Command, package: Path, paper: Path) -> None:
    (package / "lines.yaml").write_text("- {lines: 7, class: gerucht}\n")
    said = command("policy", "coverage", package, paper)
    assert said.code == 2
    assert f"{package / 'lines.yaml'}:1: [0].class:" in said.err


def test_policy_check_reads_the_lines_too(command: Command, package: Path) -> None:
    assert command("policy", "check", package).code == 0
    (package / "lines.yaml").write_text("- {lines: 7, class: gerucht}\n")
    said = command("policy", "check", package)
    assert said.code == 2
    assert f"{package / 'lines.yaml'}:1: [0].class:" in said.err


@pytest.mark.needs_documents
def test_the_documents_of_the_shipped_packages_are_accounted_for(command: Command, documents: Path) -> None:
    for insurer, name in (("salland", "salland"), ("zorg_en_zekerheid", "zorg-en-zekerheid")):
        said = command("policy", "coverage", insurer, next(documents.glob(f"{name}*.txt")))
        assert (said.code, "100%: " in said.out) == (0, True), said.out


# --- sources ----------------------------------------------------------------------------------------------


def test_stamping_counts_the_classified_passages(command: Command, package: Path, paper: Path) -> None:
    for name in ("passages.yaml", "lines.passages.yaml"):
        (package / name).unlink()
    said = command("sources", "stamp", package, paper)
    assert f" passages en {CLASSIFIED} ingedeeld, geschreven" in said.out
    assert {p.name: p.read_bytes() for p in package.iterdir()} == package_files()
    row = json.loads(command("sources", "stamp", package, paper, "--json").out)
    assert (row["classified"], row["changed"]) == (CLASSIFIED, False)


def test_a_wrong_classification_stamps_nothing(command: Command, package: Path, paper: Path) -> None:
    (package / "passages.yaml").unlink()
    (package / "lines.yaml").write_text("- {lines: 81, class: heading}\n")
    said = command("sources", "stamp", package, paper)
    assert said.code == 2
    assert f"{package / 'lines.yaml'}:1" in said.err
    assert not (package / "passages.yaml").exists()


def test_a_changed_classified_passage_is_told_apart_from_the_rules(
    command: Command, package: Path, paper: Path
) -> None:
    paper.write_text("\n".join(document({13: "Men streeft nu naar iets heel anders."}).lines) + "\n")
    said = command("sources", "check", paper, "--policy", package)
    assert said.code == 1
    assert ", 0 gebroken" in said.out
    assert "streven: gewijzigd, stond op regel 13" in said.out
    assert f"{CLASSIFIED - 1} van {CLASSIFIED} ingedeelde passages gevonden, 1 gewijzigd of weg" in said.out
    row = json.loads(command("sources", "check", paper, "--policy", package, "--json").out)[0]
    assert [c["class"] for c in row["classified"] if c["standing"] == "changed"] == ["aim"]


def test_a_moved_classified_passage_is_told_and_holds(command: Command, package: Path, paper: Path) -> None:
    paper.write_text("Een nieuwe regel bovenaan.\n" + text())
    said = command("sources", "check", paper, "--policy", package, "--lang", "en")
    assert said.code == 0
    assert "aim: moved, was on line 13, now line 14" in said.out
    assert f"{CLASSIFIED} of {CLASSIFIED} classified passages found, 0 changed or missing" in said.out
