"""`inkoopwijzer market make`, as somebody does who wants to try things."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command


def test_it_makes_a_market_and_says_that_it_is_invented(command: Command, tmp_path: Path) -> None:
    said = command("market", "make", tmp_path / "markt", "--practices", 120, "--seed", 7, "--region", "demo")
    assert said.code == 0
    assert "verzonnen" in said.out
    assert "120  praktijken" in said.out
    assert "Behandelindex 2025: p50" in said.out
    assert "GeoNames (CC BY 4.0)" in said.out
    assert f"inkoopwijzer market assess {tmp_path / 'markt'}" in said.out.replace("\n", " ").replace(
        "  ", " "
    )
    assert (tmp_path / "markt" / "markt.json").is_file()


def test_it_speaks_english(command: Command, tmp_path: Path) -> None:
    said = command("market", "make", tmp_path / "m", "--practices", 5, "--region", "Raalte", "--lang", "en")
    assert "An invented market; region: Raalte" in said.out
    assert "Too few practices have a treatment index" in said.out


def test_it_gives_data(command: Command, tmp_path: Path) -> None:
    said = command("market", "make", tmp_path / "m", "--practices", 5, "--json")
    made = json.loads(said.out)
    assert made["subjects"]["praktijk"] == 5
    assert made["path"] == str(tmp_path / "m")


def test_it_refuses_a_folder_that_is_there(command: Command, tmp_path: Path) -> None:
    command("market", "make", tmp_path / "m", "--practices", 5)
    said = command("market", "make", tmp_path / "m", "--practices", 5)
    assert said.code == 2
    assert "Hier staat al iets" in said.err


def test_it_offers_the_region_that_was_meant(command: Command, tmp_path: Path) -> None:
    said = command("market", "make", tmp_path / "m", "--region", "Ralte")
    assert said.code == 2
    assert "Bedoelde u 'Raalte'?" in said.err
    assert not (tmp_path / "m").exists()


def test_it_refuses_a_market_without_practices(command: Command, tmp_path: Path) -> None:
    assert command("market", "make", tmp_path / "m", "--practices", 0).code == 2
