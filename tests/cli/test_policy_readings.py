"""`policy readings` and `policy changes` as a user sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.policy.edited import files
from tests.policy.packages import HASH


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A fictional package with something in every section, stamped."""
    directory = tmp_path / "p"
    directory.mkdir()
    for name, text in files().items():
        (directory / name).write_text(text)
    spans = [*map(str, range(10, 100)), "90-91", "98-99"]
    (directory / "passages.yaml").write_text("".join(f'"{span}": {HASH}\n' for span in spans))
    return directory


def test_the_questions_are_numbered(command: Command, package: Path) -> None:
    said = command("policy", "readings", package)
    assert said.code == 0, said.err
    assert "Zonnewijzer Zorg: 5 vragen" in said.out
    assert " 1. Telt dertig mee?" in said.out
    assert "wel: dertig telt (standaard)" in said.out
    assert "Does thirty count?" in command("policy", "readings", package, "--lang", "en").out


def test_the_letter_is_written(command: Command, package: Path, tmp_path: Path) -> None:
    letter = tmp_path / "vragen.md"
    said = command("policy", "readings", package, "--markdown", letter)
    assert said.code == 0, said.err
    assert str(letter) in said.err
    assert letter.read_text().startswith("# Vragen over Beleid")
    assert "## 5. Wat als het halverwege verandert?" in letter.read_text()


def test_the_letter_names_no_practice(command: Command, brug: Path, tmp_path: Path) -> None:
    letter = tmp_path / "vragen.md"
    said = command("policy", "readings", "zorg_en_zekerheid", "--dossiers", brug, "--markdown", letter)
    assert said.code == 0, said.err
    assert "van de 1 praktijken" in letter.read_text()
    assert "Brug" not in letter.read_text()


def test_dossiers_after_each_other_are_tried(command: Command, brug: Path, package: Path) -> None:
    row = json.loads(command("policy", "readings", package, "--dossiers", brug, brug, "--json").out)
    assert [(r["policy"], r["assessed"]) for r in row] == [("zonnewijzer-2031", 2)]


def test_data_for_programs_holds_all_shipped_policies(command: Command) -> None:
    rows = json.loads(command("policy", "readings", "--json").out)
    assert {r["policy"] for r in rows} >= {"salland-2027", "zorg_en_zekerheid-2027"}
    for row in rows:
        assert [q["number"] for q in row["questions"]] == list(range(1, len(row["questions"]) + 1))
        assert {"reading", "gap"} <= {q["sort"] for q in row["questions"]}


def test_an_unknown_insurer_is_refused(command: Command) -> None:
    said = command("policy", "readings", "saland")
    assert said.code == 2
    assert "salland" in said.err


def test_a_file_without_dossiers_before_it_is_no_insurer(command: Command, brug: Path) -> None:
    assert command("policy", "readings", brug).code == 2


def test_a_letter_that_cannot_be_written_is_refused(command: Command, package: Path, tmp_path: Path) -> None:
    said = command("policy", "readings", package, "--markdown", tmp_path / "none" / "x.md")
    assert said.code == 2
    assert "x.md" in said.err


# --- changes ---------------------------------------------------------------------------------------------


def test_the_changes_of_the_document_are_told_with_their_rules(command: Command, package: Path) -> None:
    said = command("policy", "changes", package).out
    assert "~ gewijzigd: De looptijd is korter." in said
    assert "drie jaar → twee jaar" in said
    assert "fysiotherapie: Fysiotherapie" in said
    assert "Anders, regel 61" in said
    assert "three years → two years" in command("policy", "changes", package, "--lang", "en").out


def test_changes_as_data(command: Command) -> None:
    rows = json.loads(command("policy", "changes", "zorg_en_zekerheid", "--json").out)
    term = next(row for row in rows if row["id"] == "wij_looptijd_fysiotherapie")
    assert (term["old"]["en"], term["new"]["en"]) == ("three years", "two years")
    assert term["about"][0]["section"] == "agreements"
    assert term["about"][0]["says"]["en"] == "Physiotherapy"


def test_a_policy_without_a_list_of_changes_says_so(command: Command, package: Path) -> None:
    beside = package / "beside.yaml"
    head, _, rest = beside.read_text().partition("amendments:")
    beside.write_text(head + rest[rest.index("readings:") :])
    assert "noemt geen wijzigingen" in command("policy", "changes", package).out
