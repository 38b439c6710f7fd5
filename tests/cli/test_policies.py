"""The commands for who writes policies (policy, sources) and for who checks a decision (replay)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import inkoopwijzer
from inkoopwijzer.policy.package import load_policy
from tests.cli.conftest import Command
from tests.policy.packages import package as correct_package

SHIPPED = Path(inkoopwijzer.__file__).parent / "policies"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that is not stamped yet."""
    (tmp_path / "p").mkdir()
    for name, data in correct_package().items():
        if name != "passages.yaml":
            (tmp_path / "p" / name).write_bytes(data.replace(b"a" * 64, b'""'))
    return tmp_path / "p"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_text("".join(f"Regel {n} zegt iets eigens.\n" for n in range(1, 101)))
    return path


def test_policy_check_counts_rules_and_runs_scenarios(command: Command, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "salland" / "2027", tmp_path / "s")
    for scenarios in (tmp_path / "s").glob("*.scenarios.yaml"):
        scenarios.unlink()
    said = command("policy", "check", tmp_path / "s")
    assert said.code == 0
    conditions = len(load_policy(SHIPPED / "salland" / "2027").conditions)
    assert f"salland-2027: {conditions} voorwaarden" in said.out
    assert "geen scenario's" in said.out


def test_a_policy_with_faults_is_refused(command: Command, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "salland" / "2027", tmp_path / "s")
    rules = tmp_path / "s" / "algemeen.yaml"
    rules.write_text(rules.read_text().replace("fact: eigen_website", "fact: eigen_websit"))
    said = command("policy", "check", tmp_path / "s")
    assert said.code == 2
    assert f"{rules}:" in said.err
    assert "eigen_website" in said.err


def test_a_scenario_that_comes_out_otherwise_is_found(command: Command, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "salland" / "2027", tmp_path / "s")
    if not list((tmp_path / "s").glob("*.scenarios.yaml")):
        pytest.skip("the package has no scenarios yet")
    rules = tmp_path / "s" / "fysiotherapie.yaml"
    rules.write_text(rules.read_text().replace("lasting: 3h", "lasting: 9h").replace("uren: 3", "uren: 9"))
    for scenarios in (tmp_path / "s").glob("*.scenarios.yaml"):
        scenarios.write_text(scenarios.read_text().replace("outcome: [A]", "outcome: [B]"))
    said = command("policy", "check", tmp_path / "s")
    assert said.code == 1
    assert "verwacht" in said.out


def test_policy_show_lists_what_a_policy_holds(command: Command) -> None:
    said = command("policy", "show", "salland").out
    assert "Overeenkomst A: algemene_basiseisen" in said
    row = json.loads(command("policy", "show", "salland", "passende_zorg", "--json").out)
    assert row["used_by"] == ["fysiotherapie.A"]


def test_policy_show_prints_a_rule_as_it_is_written(command: Command) -> None:
    said = command("policy", "show", "salland", "passende_zorg").out
    assert "some: samenwerkingsafspraak" in said
    assert "Gebruikt door: fysiotherapie.A" in said
    assert "verbijzonderde_zorg" not in said


def test_policy_words_says_the_rules_in_both_languages(command: Command) -> None:
    assert "Wat de regel vraagt:" in command("policy", "words", "salland", "passende_zorg").out
    assert "What the rule asks:" in command("policy", "words", "salland", "passende_zorg", "--lang", "en").out
    assert len(json.loads(command("policy", "words", "salland", "--json").out)) > 100


def test_stamping_writes_the_passages_and_the_fingerprint(
    command: Command, package: Path, paper: Path
) -> None:
    said = command("sources", "stamp", package, paper)
    assert said.code == 0, said.err
    assert "fingerprint:" in said.out
    assert (package / "passages.yaml").exists()
    checked = command("sources", "check", paper, "--policy", package)
    assert checked.code == 0, checked.out + checked.err
    assert "verwijzingen gevonden, 0 gebroken" in checked.out
    assert command("sources", "stamp", package, paper, "--lang", "en").out.count("right already") == 1


def test_a_changed_passage_is_told_with_its_rule_and_lines(
    command: Command, package: Path, paper: Path
) -> None:
    command("sources", "stamp", package, paper)
    paper.write_text(paper.read_text().replace("Regel 22 zegt iets eigens.", "Nu staat hier wat anders."))
    said = command("sources", "check", paper, "--policy", package)
    assert said.code == 1
    assert "geregistreerd" in said.out
    assert "gewijzigd, stond op regel 22" in said.out
    assert "1 gebroken" in said.out


def test_a_moved_passage_is_told_and_holds(command: Command, package: Path, paper: Path) -> None:
    command("sources", "stamp", package, paper)
    paper.write_text("Een nieuwe regel bovenaan.\n" + paper.read_text())
    said = command("sources", "check", paper, "--policy", package, "--lang", "en")
    assert said.code == 0
    assert "moved" in said.out
    assert "0 broken" in said.out
    counts = json.loads(command("sources", "check", paper, "--policy", package, "--json").out)[0]["counts"]
    assert counts["found"] == 0 < counts["moved"]


def test_every_citation_of_the_shipped_policies_holds(command: Command, documents: Path) -> None:
    said = command("sources", "check", *sorted(documents.glob("*.txt")))
    assert said.code == 0
    assert said.out.count("0 gebroken") == 2


def test_a_document_of_nobody_is_refused(command: Command, paper: Path) -> None:
    said = command("sources", "check", paper)
    assert said.code == 2
    assert "hoort bij geen van deze regels" in said.err


def test_replay_finds_the_same_and_a_changed_receipt_is_refused(
    command: Command, brug: Path, tmp_path: Path
) -> None:
    receipt = tmp_path / "r.json"
    command("assess", brug, "--receipt", receipt)
    said = command("replay", receipt)
    assert said.code == 0
    assert "Hetzelfde" in said.out
    assert json.loads(command("replay", receipt, "--json").out)["same"] is True
    receipt.write_text(receipt.read_text().replace("Fysio De Brug", "Fysio De Burg"))
    assert command("replay", receipt).code == 2


def test_replay_tells_what_differs_with_exit_code_one(
    command: Command, brug: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inkoopwijzer.services import receipts

    receipt = tmp_path / "r.json"
    command("assess", brug, "--receipt", receipt)
    monkeypatch.setattr(receipts, "shipped_policies", lambda: ())
    said = command("replay", receipt, "--installed", "--lang", "en")
    assert said.code == 1
    assert "Otherwise" in said.out
