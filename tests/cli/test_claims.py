"""`inkoopwijzer claims`, as somebody at an insurer would use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inkoopwijzer.cli import claims, main
from tests.cli.conftest import Command

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "claims"
CLAIM, RETURN, CSV = (EXAMPLES / n for n in ("gds801-declaratie.xml", "gds802-retour.xml", "declaraties.csv"))


@pytest.fixture(autouse=True)
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands under their name, whatever else the command line offers."""
    monkeypatch.setitem(main.COMMANDS, "claims", (claims.app, "For an insurer"))


@pytest.fixture
def key(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "sleutels" / "verzonnen.sleutel"
    path.parent.mkdir()
    assert command("claims", "key", path, "--uzovi", "0000").code == 0
    return path


def test_messages_become_a_file_and_an_account_of_what_was_left_out(
    command: Command, tmp_path: Path, key: Path
) -> None:
    out = tmp_path / "claims.parquet"
    said = command("claims", "read", CLAIM, "--returns", RETURN, "--key", key, "--out", out)
    assert (said.code, said.err) == (0, "")
    for words in (
        "regels       4",
        "20 oktober 2025 tot en met 27 oktober 2025",
        "€ 170,50",
        "1  afgewezen in een retourbericht",
        "1  alleen een specificatie van een andere regel",
        "Deels toegekende regels: 1.",
        "niet bevestigd",
    ):
        assert words in said.out
    assert sorted(path.name for path in tmp_path.glob("claims.*")) == [
        "claims.manifest.json",
        "claims.parquet",
    ]
    assert "VERZONNEN" not in (tmp_path / "claims.manifest.json").read_text("utf-8")


def test_without_its_return_message_a_claim_is_read_with_a_caution(
    command: Command, tmp_path: Path, key: Path
) -> None:
    said = command("claims", "read", CLAIM, "--key", key, "--out", tmp_path / "c.parquet", "--lang", "en")
    assert said.code == 0
    assert "Of 1 of 1 messages no return message was read" in said.out


def test_a_file_in_the_layout_needs_no_key(command: Command, tmp_path: Path) -> None:
    said = command("claims", "read", CSV, "--out", tmp_path / "c.parquet")
    assert said.code == 0
    assert "8 regels uit 1 bestand" in said.out
    assert "Let op" not in said.out


def test_the_manifest_can_be_printed_as_data(command: Command, tmp_path: Path) -> None:
    said = command("claims", "read", CSV, "--out", tmp_path / "c.parquet", "--json")
    assert json.loads(said.out)["regels"] == 8
    assert said.out == (tmp_path / "c.manifest.json").read_text("utf-8")


def test_faults_are_told_all_at_once_and_nothing_is_written(
    command: Command, tmp_path: Path, key: Path
) -> None:
    text = CSV.read_text("utf-8").replace("2025-01-20", "2025-20-01").replace("P-02", "123456782")
    wrong = tmp_path / "fout.csv"
    wrong.write_text(text, encoding="utf-8")
    out = tmp_path / "c.parquet"
    said = command("claims", "read", wrong, CLAIM, "--key", key, "--out", out)
    assert said.code == 2
    assert f"{wrong}:3: begindatum: De datum '2025-20-01' bestaat niet" in said.err
    assert f"{wrong}:5: verzekerde:" in said.err
    assert "elfproef" in said.err
    assert "123456782" not in said.err
    assert "3 fouten in" in said.err
    assert not out.exists()


def test_test_messages_and_another_element_are_read_when_asked(
    command: Command, tmp_path: Path, key: Path
) -> None:
    test = tmp_path / "proef.xml"
    text = CLAIM.read_text("utf-8").replace("<Berichtsoort>P<", "<Berichtsoort>T<")
    test.write_text(text.replace("Prestatiecode>", "Code>"), encoding="utf-8")
    words = ("claims", "read", test, "--key", key, "--out", tmp_path / "c.parquet")
    refused = command(*words)
    assert refused.code == 2
    assert "--test" in refused.err
    assert "Prestatiecode ontbreekt" in refused.err
    said = command(*words, "--test", "--performance-element", "Code")
    assert said.code == 0
    assert "Testberichten: 1." in said.out
    assert "uit het element Code" in said.out


@pytest.mark.parametrize("name", ["Aantal", "BSN!", "1x", "Verwijzing"])
def test_an_element_that_means_something_else_is_refused(
    command: Command, tmp_path: Path, key: Path, name: str
) -> None:
    words = (
        "claims",
        "read",
        CLAIM,
        "--key",
        key,
        "--out",
        tmp_path / "c.parquet",
        "--performance-element",
        name,
    )
    said = command(*words)
    assert said.code == 2
    assert "geen naam van een element" in said.err


def test_a_key_is_made_once_and_never_shown(command: Command, key: Path) -> None:
    secret = key.read_text("utf-8").split("sleutel: ")[-1].strip()
    assert len(secret) == 64
    said = command("claims", "key", key, "--uzovi", "0000")
    assert said.code == 2
    assert "nooit overschreven" in said.err
    other = command("claims", "key", key.with_name("ander"), "--uzovi", "0001", "--lang", "en")
    assert "Made key" in other.out
    assert key.with_name("ander").read_text("utf-8").split("sleutel: ")[-1].strip() not in other.out


def test_a_message_without_a_key_says_how_to_make_one(command: Command, tmp_path: Path) -> None:
    said = command("claims", "read", CLAIM, "--out", tmp_path / "c.parquet")
    assert said.code == 2
    assert "inkoopwijzer claims key" in said.err


def test_a_folder_that_is_not_there_is_told(command: Command, tmp_path: Path) -> None:
    said = command("claims", "read", CSV, "--out", tmp_path / "weg" / "c.parquet")
    assert said.code == 2
    assert "niet te schrijven" in said.err
