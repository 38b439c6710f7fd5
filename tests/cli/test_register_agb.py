"""`register agb`: from the AGB service's answers to a market, all or nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from inkoopwijzer.cli.main import run
from inkoopwijzer.market.folder import read_market
from inkoopwijzer.market.stand import Stand
from inkoopwijzer.registers.agb_read import read_agb

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "agb"
SEEN = date(2026, 11, 1)


def brought(store: Path, answers: Path = EXAMPLES, *more: str) -> int:
    return run(["register", "agb", str(store), str(answers), "--seen", SEEN.isoformat(), *more])


def test_what_the_answers_say_is_what_the_market_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(tmp_path / "store") == 0
    assert run(["register", "market", str(tmp_path / "store"), str(tmp_path / "markt")]) == 0
    assert "Opgenomen in" in capsys.readouterr().out
    records = read_market(tmp_path / "markt")
    tables = read_agb([EXAMPLES], SEEN).tables
    assert {row["praktijk"] for row in tables["praktijken"]} == set(records.listed["praktijk"].agb)
    assert {row["therapeut"] for row in tables["therapeuten"]} == set(records.listed["therapeut"].agb)
    assert len(records.listed["locatie"]) == len(tables["locaties"])
    working = Stand(records).yes_no("therapeut", ("werkzaam_bij",), SEEN)
    assert len(working) == len(tables["werkrelaties"])
    assert (working == 2).all()


def test_one_wrong_answer_and_nothing_comes_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "antwoorden"
    answers.mkdir()
    for file in EXAMPLES.glob("*.json"):
        (answers / file.name).write_bytes(file.read_bytes())
    wrong = sorted(answers.glob("zorgverlener-*.json"))[0]
    said = json.loads(wrong.read_text(encoding="utf-8"))
    said["AGBCode"] = "123"
    wrong.write_text(json.dumps(said), encoding="utf-8")
    assert brought(tmp_path / "store", answers) == 2
    told = capsys.readouterr().err
    assert wrong.name in told
    assert "AGBCode" in told
    assert not (tmp_path / "store").exists()


def test_english_and_a_day_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert brought(tmp_path / "store", EXAMPLES, "--lang", "en") == 0
    assert "Recorded in" in capsys.readouterr().out
    assert run(["register", "agb", str(tmp_path / "x"), str(EXAMPLES), "--seen", "gisteren"]) == 2
