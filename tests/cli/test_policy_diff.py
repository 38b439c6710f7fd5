"""`policy diff` as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.policy.packages import package, spoil


def written(directory: Path, files: dict[str, bytes]) -> Path:
    directory.mkdir()
    for name, data in files.items():
        (directory / name).write_bytes(data)
    return directory


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(tmp_path / "old", package())


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return written(tmp_path / "new", spoil("regels.yaml", 'value: "150"', 'value: "140"'))


def test_a_changed_number_is_told_as_old_and_new(command: Command, old: Path, new: Path) -> None:
    said = command("policy", "diff", old, new)
    assert said.code == 0, said.err
    assert "1 gewijzigd" in said.out
    assert "waarde: 150 → 140" in said.out
    assert "gebruikt door: index" in said.out
    assert "value: 150 → 140" in command("policy", "diff", old, new, "--lang", "en").out


def test_a_rule_is_told_in_words(command: Command, old: Path, tmp_path: Path) -> None:
    new = written(tmp_path / "share", spoil("regels.yaml", "at_least: 50%", "at_least: 60%"))
    said = command("policy", "diff", old, new).out
    assert "- voor minstens 50 procent van de therapeuten" in said
    assert "+ voor minstens 60 procent van de therapeuten" in said


def test_nothing_differs_from_itself(command: Command, old: Path) -> None:
    assert "geen verschillen" in command("policy", "diff", old, old).out


def test_data_for_programs(command: Command, old: Path, new: Path) -> None:
    row = json.loads(command("policy", "diff", old, new, "--json").out)
    (difference,) = row["differences"]
    assert (difference["section"], difference["now"], difference["status"]) == ("norms", "maximum", "changed")
    assert difference["details"][0]["old"] == {"nl": "150", "en": "150"}
    assert row["old"]["policy"] == row["new"]["policy"] == "zonnewijzer-2031"


@pytest.mark.parametrize("several", [False, True])
def test_dossiers_are_assessed_under_both(
    command: Command, old: Path, new: Path, brug: Path, several: bool
) -> None:
    said = command("policy", "diff", old, new, "--dossiers", brug, *([brug] if several else []))
    assert said.code == 0, said.err
    assert f"bij 0 van de {1 + several} dossiers" in said.out


def test_a_folder_of_dossiers_is_read(
    command: Command, old: Path, new: Path, brug: Path, tmp_path: Path
) -> None:
    (tmp_path / "practices").mkdir()
    (tmp_path / "practices" / "een.yaml").write_bytes(brug.read_bytes())
    said = command("policy", "diff", old, new, "--dossiers", tmp_path / "practices", "--lang", "en")
    assert "for 0 of the 1 dossiers" in said.out


def test_a_folder_without_dossiers_is_refused(command: Command, old: Path, new: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = command("policy", "diff", old, new, "--dossiers", tmp_path / "empty")
    assert said.code == 2
    assert "staan geen dossiers" in said.err


def test_a_third_word_without_dossiers_is_refused(command: Command, old: Path, new: Path, brug: Path) -> None:
    said = command("policy", "diff", old, new, brug)
    assert said.code == 2
    assert "--dossiers" in said.err


def test_an_unknown_policy_is_refused_with_the_near_name(command: Command, old: Path) -> None:
    said = command("policy", "diff", old, "sallandd")
    assert said.code == 2
    assert "salland" in said.err


def test_faults_in_a_dossier_are_told(command: Command, old: Path, new: Path, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("dossier: '1'\npraktijk: {naam: X, onzin: ja}\n")
    said = command("policy", "diff", old, new, "--dossiers", tmp_path / "d.yaml")
    assert said.code == 2
    assert "onzin" in said.err
