"""A result is written all or nothing, says how it came about, and is not believed when it was changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from inkoopwijzer.index import folder as folder_module
from inkoopwijzer.index.engine import Resources
from inkoopwijzer.index.figures import Source
from inkoopwijzer.index.method import Method
from inkoopwijzer.services.indexing import (
    NoPractice,
    compute_index,
    explain_index,
    percentiles_of,
)
from inkoopwijzer.values.fault import Faults
from tests.index.small import YEAR, Line, write

EXAMPLE = Path(__file__).parents[2] / "examples" / "index"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
METHOD = Method(least_trajectories=2, least_persons=2)


def lines() -> list[Line]:
    return [
        Line(praktijk=f"0499000{n % 4}", verzekerde=f"p{n}", aantal=1 + n % 6, diagnose=f"{n % 2}000")
        for n in range(40)
    ]


def computed(folder: Path, given: list[Line] | None = None, official: Path | None = None) -> Path:
    claims = write(folder / "regels.parquet", lines() if given is None else given)
    compute_index(
        [claims],
        YEAR,
        folder / "uit",
        made_at=NOW,
        method=METHOD,
        official=official,
        resources=Resources(threads=1),
    )
    return folder / "uit"


def test_the_receipt_says_how_it_came_about(tmp_path: Path) -> None:
    out = computed(tmp_path)
    receipt = json.loads((out / "bewijs.json").read_text("utf-8"))
    assert receipt["method"] == METHOD.plain()
    assert receipt["year"] == YEAR
    assert receipt["made_at"] == NOW.isoformat()
    assert set(receipt["engine"]) == {"inkoopwijzer", "python", "duckdb"}
    (claims,) = receipt["claims"]
    assert claims["sha256"] == sha256((tmp_path / "regels.parquet").read_bytes()).hexdigest()
    for name, hash_ in receipt["tables"].items():
        assert sha256((out / name).read_bytes()).hexdigest() == hash_
    assert receipt["lines"]["counted"] == receipt["totals"]["lines"] == 40
    assert str(tmp_path) not in (out / "bewijs.json").read_text("utf-8")


def test_the_same_claims_give_the_same_tables(tmp_path: Path) -> None:
    receipts = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        receipts.append(json.loads((computed(tmp_path / name) / "bewijs.json").read_text("utf-8")))
    assert receipts[0]["tables"] == receipts[1]["tables"]


def test_nobody_s_pseudonym_is_in_a_result(tmp_path: Path) -> None:
    secret = "GEHEIM-PSEUDONIEM"
    out = computed(tmp_path, [Line(verzekerde=f"{secret}{n}") for n in range(5)])
    assert not any(secret.encode() in path.read_bytes() for path in out.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "name", ["praktijken.parquet", "standaard.parquet", "bijdragen.parquet", "bewijs.json"]
)
def test_a_file_that_was_changed_is_noticed(tmp_path: Path, name: str) -> None:
    out = computed(tmp_path)
    percentiles_of(out, [Decimal(70)])
    data = (out / name).read_bytes()
    (out / name).write_bytes(
        data.replace(b"2026-11-22", b"2026-11-23") if name == "bewijs.json" else data + b"x"
    )
    with pytest.raises(Faults) as caught:
        percentiles_of(out, [Decimal(70)])
    assert caught.value.faults[0].code in ("index.changed", "index.no_result")


@pytest.mark.parametrize("text", ["", "{}", '{"receipt": "behandelindex-0"}'])
def test_another_folder_is_no_result(tmp_path: Path, text: str) -> None:
    (tmp_path / "bewijs.json").write_text(text)
    with pytest.raises(Faults) as caught:
        percentiles_of(tmp_path, [Decimal(70)])
    assert [f.code for f in caught.value.faults] == ["index.no_result"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "brief.txt").write_text("van iemand anders")
    with pytest.raises(Faults) as caught:
        computed(tmp_path)
    assert [f.code for f in caught.value.faults] == ["index.in_the_way"]
    assert [p.name for p in (tmp_path / "uit").iterdir()] == ["brief.txt"]


def test_a_result_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = computed(tmp_path)
    kept = {path.name: path.read_bytes() for path in before.iterdir()}

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("inkoopwijzer.services.indexing.write_tables", full)
    with pytest.raises(Faults) as caught:
        computed(tmp_path, lines()[:20])
    assert [f.code for f in caught.value.faults] == ["index.unwritable"]
    assert {path.name: path.read_bytes() for path in before.iterdir()} == kept
    assert sorted(p.name for p in tmp_path.iterdir()) == ["regels.parquet", "uit"]


@pytest.mark.parametrize(
    ("line", "column"), [(Line(leeftijd=130), "leeftijd"), (Line(geslacht="V"), "geslacht")]
)
def test_a_value_that_cannot_be_refuses_the_whole_file(tmp_path: Path, line: Line, column: str) -> None:
    with pytest.raises(Faults) as caught:
        computed(tmp_path, [*lines(), line])
    assert [f.path for f in caught.value.faults] == [column]
    assert not (tmp_path / "uit").exists()


def test_the_official_figure_stands_beside_ours_and_counts(tmp_path: Path) -> None:
    official = tmp_path / "officieel.csv"
    official.write_text("praktijk;behandelindex;verzekerden\n04990001;123,45;50\n04990009;99;40\n", "utf-8")
    out = computed(tmp_path, official=official)
    found = percentiles_of(out, [Decimal(50)], source=Source.official)
    assert found.population.indices == (Decimal("99.00"), Decimal("123.45"))
    figures = {f.practice: f for f in found.result.figures}
    assert figures["04990001"].source is Source.official
    assert figures["04990001"].own is not None
    assert figures["04990009"].own is None
    assert figures["04990002"].source is Source.approximation
    assert found.result.values.version.endswith("/")


def test_an_instant_without_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        compute_index([tmp_path], YEAR, tmp_path / "uit", made_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_practice_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    out = computed(tmp_path)
    with pytest.raises(NoPractice) as caught:
        explain_index(out, "04999999", percents=[Decimal(70)], bounds=[])
    assert caught.value.known == tuple(f"0499000{n}" for n in range(4))


def test_a_practice_sees_itself_however_small(tmp_path: Path) -> None:
    out = computed(tmp_path, [*lines(), Line(praktijk="04990009", verzekerde="alleen")])
    found = explain_index(out, "04990009", percents=[Decimal(70)], bounds=[Decimal(150)])
    assert found.explanation.figure.own is not None
    assert found.explanation.figure.own.persons == 1
    assert found.population == 4
    assert [d.percent for d in found.distances] == [Decimal(70), None]


def test_rows_stand_in_a_fixed_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table without an order could differ from run to run, and with it the receipt."""
    for query in (folder_module._COMBINED, folder_module._STANDARD, folder_module._CONTRIBUTIONS):
        assert "order by" in query
