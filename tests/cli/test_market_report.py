"""`market report`: the page holds what was counted, and refuses what it cannot do."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from inkoopwijzer.cli.main import run
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.services.assessing_market import assess_market


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rapport") / "markt"
    write_market(make_market(120, 4, "demo"), folder)
    return folder


def made(market: Path, out: Path, *more: str) -> int:
    wishes = ["--agreement", "fysiotherapie", *more]
    return run(["market", "report", str(market), "--out", str(out), *wishes])


def counts(file: Path) -> dict[str, int]:
    with duckdb.connect() as con:
        rows = con.execute(f"select uitkomst, praktijken from '{file}'").fetchall()
    return {str(name): int(n) for name, n in rows}


def test_the_page_and_its_tables_hold_what_an_assessment_of_the_market_counts(
    market: Path, tmp_path: Path
) -> None:
    out, tables = tmp_path / "r.html", tmp_path / "tabellen"
    wishes = ("--norm", "p70_2025=110", "--sweep", "p70_2025", "--from", "95", "--to", "125")
    assert made(market, out, "--tables", str(tables), *wishes) == 0
    page = out.read_text(encoding="utf-8")
    found = assess_market(market, agreements=["fysiotherapie"])
    for one in found.agreements:
        insurer = one.assessed.planned.policy.insurer.replace("_", "-")
        (file,) = tables.glob(f"{insurer}.fysiotherapie-uitkomsten.parquet")
        assert sorted(counts(file).values()) == sorted(one.tally().counts.values())
    for chapter in (
        "Uitkomst per overeenkomst",
        "Wie verschuift",
        "Verdeling",
        "Dicht bij een grens",
        "Op de kaart",
    ):
        assert chapter in page
    assert not re.search(r"<script|https?://(?!www\.w3\.org)", page)
    assert "Verzonnen markt" in page


def test_a_public_report_names_no_practice(market: Path, tmp_path: Path) -> None:
    own, public = tmp_path / "own.html", tmp_path / "public.html"
    assert made(market, own, "--within", "20") == 0
    assert made(market, public, "--within", "20", "--public") == 0
    names = re.findall(r"\b049\d{5}\b", own.read_text(encoding="utf-8"))
    assert names
    told = public.read_text(encoding="utf-8")
    assert not re.search(r"\b049\d{5}\b", told)


def test_english(market: Path, tmp_path: Path) -> None:
    assert made(market, tmp_path / "r.html", "--lang", "en") == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert "Invented market" in page or "invented" in page


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        (("--sweep", "p70_2025"), "--from"),
        (("--norm", "p71_2025=110"), "p71_2025"),
        (("--drop", "bestaat_niet"), "bestaat_niet"),
        (("--insurer", "niemand"), "niemand"),
    ],
)
def test_a_wish_that_cannot_be_met_writes_nothing(
    market: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], wishes: tuple[str, ...], told: str
) -> None:
    assert made(market, tmp_path / "r.html", *wishes) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_tables_never_stand_beside_files_of_another_report(
    market: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = tmp_path / "tabellen"
    tables.mkdir()
    (tables / "lijst.csv").write_text("x")
    assert made(market, tmp_path / "r.html", "--tables", str(tables)) == 2
    assert "lege map" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()
