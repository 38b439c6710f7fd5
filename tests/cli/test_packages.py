"""Policies of one's own on the command line: `--package`, receipts that rest on them, and `policy new`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inkoopwijzer.facts.catalogue import forget_additions
from tests.cli.conftest import Command

TUTORIAL = Path(__file__).parent.parent.parent / "examples" / "tutorial"
ZORGSAAM = TUTORIAL / "zorgsaam" / "2027"
PEER = TUTORIAL / "peer.yaml"
TEXT = TUTORIAL / "zorgsaam-2027.txt"
OURS = ("--package", ZORGSAAM, "--insurer", "zorgsaam")


@pytest.fixture(autouse=True)
def only_shipped() -> Iterator[None]:
    forget_additions()
    yield
    forget_additions()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ZORGSAAM, tmp_path / "zorgsaam"))


# --- --package -------------------------------------------------------------------------------------------------


def test_a_package_alone_is_assessed_when_only_its_insurer_is_asked(command: Command) -> None:
    said = command("assess", PEER, *OURS, "--json")
    assert said.code == 0, said.err
    assert [r["policy"] for r in json.loads(said.out)["results"]] == ["zorgsaam-2027"]


def test_the_other_commands_for_a_practice_know_packages_too(command: Command) -> None:
    for words in (
        ("explain", PEER, "spreekuur"),
        ("questions", PEER, "--reading", "precies_veertig=genoeg"),
        ("route", PEER, "--to", "plus"),
    ):
        said = command(*words, *OURS)
        assert said.code == 0, said.err
        assert "ZorgSaam Onderling" in said.out


def test_an_insurer_of_no_package_is_refused_with_those_there_are(command: Command) -> None:
    said = command("assess", PEER, "--package", ZORGSAAM, "--insurer", "zorgzaam")
    assert said.code == 2
    assert "'zorgsaam'" in said.err
    assert "salland" in said.err


def test_the_document_of_a_package_is_recognised(command: Command) -> None:
    said = command("explain", PEER, "spreekuur", *OURS, "--document", TEXT)
    assert said.code == 0, said.err
    assert "│" in said.out


def test_the_faults_of_a_package_are_told_with_its_directory(command: Command, copy: Path) -> None:
    rules = copy / "regels.yaml"
    rules.write_text(rules.read_text("utf-8").replace("above: 40", "above: veertig"), "utf-8")
    said = command("assess", PEER, "--package", copy, "--insurer", "zorgsaam")
    assert said.code == 2
    assert f"{rules}:" in said.err
    assert command("assess", PEER, "--package", copy / "nergens").code == 2


def test_two_packages_of_one_insurer_and_year_are_refused(command: Command, copy: Path) -> None:
    said = command("assess", PEER, *OURS, "--package", copy)
    assert said.code == 2
    assert "zorgsaam-2027" in said.err
    assert command("assess", PEER, *OURS, "--package", ZORGSAAM).code == 0, "the same directory twice is once"


def test_a_receipt_keeps_the_package_and_its_facts(command: Command, tmp_path: Path) -> None:
    receipt = tmp_path / "r.json"
    assert command("assess", PEER, *OURS, "--receipt", receipt).code == 0
    forget_additions()
    said = command("replay", receipt)
    assert said.code == 0, said.err
    assert "--package" in said.out
    forget_additions()
    without = command("replay", receipt, "--installed")
    assert without.code == 1
    assert "--package" in without.out
    forget_additions()
    assert command("replay", receipt, "--installed", "--package", ZORGSAAM).code == 0


# --- policy new ------------------------------------------------------------------------------------------------


def test_a_package_is_started_and_says_what_to_do(command: Command, tmp_path: Path) -> None:
    here = tmp_path / "maanwijzer" / "2031"
    said = command("policy", "new", here, TEXT)
    assert said.code == 0, said.err
    assert "insurer_name" in said.out
    assert "document.published" in said.out
    assert {p.name for p in here.iterdir()} == {
        "policy.yaml", "regels.yaml", "lines.yaml", "catalogue.yaml", "todo.md",
    }  # fmt: skip
    checked = command("policy", "check", here)
    assert checked.code == 2
    for part in ("insurer_name:", "title.en:", "document.published:", "agreements:", "sources stamp"):
        assert part in checked.err
    assert "lines.yaml" not in checked.err
    assert "todo.md" not in checked.err


def test_nothing_is_overwritten(command: Command, tmp_path: Path) -> None:
    here = tmp_path / "p"
    here.mkdir()
    (here / "regels.yaml").write_text("mine", "utf-8")
    said = command("policy", "new", here, TEXT)
    assert said.code == 2
    assert "regels.yaml" in said.err
    assert [p.name for p in here.iterdir()] == ["regels.yaml"]


def test_a_started_package_as_data(command: Command, tmp_path: Path) -> None:
    said = command(
        "policy", "new", tmp_path / "p", TEXT, "--insurer", "maan", "--year", 2031, "--json", "--lang", "en"
    )
    row = json.loads(said.out)
    assert row["lines"] == 40
    assert row["to_fill_in"] == ["insurer_name", "title.en", "document.published"]
    assert "Headings" in (tmp_path / "p" / "todo.md").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [("nergens.txt",), (TEXT, "--published", "gisteren"), (TEXT, "--year", "1800")],
    ids=["no such document", "no day", "no year"],
)
def test_wrong_use_is_refused_and_leaves_nothing(
    command: Command, tmp_path: Path, words: tuple[object, ...]
) -> None:
    said = command("policy", "new", tmp_path / "p", *words)
    assert said.code == 2
    assert said.err
    assert not (tmp_path / "p").exists()
