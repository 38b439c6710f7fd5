"""A market in a folder: what is written is read back, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.market import folder, folder_records, folder_subjects, folder_write
from inkoopwijzer.market.folder import is_market, read_market, write_market
from inkoopwijzer.market.folder_tables import COLUMNS, number_text
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.records import MARKET, Records
from inkoopwijzer.market.synthetic import make_market
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.values.fault import Faults
from tests.assess.strategies import dossier_of
from tests.market.market_cases import EXAMPLES, drawn, examples, lineless, said, with_market, writable

BRUG = next(path for path in EXAMPLES if path.stem == "2-brug-in-leiden")


def small(name: str = "proef") -> Records:
    dossiers = examples()[:3]
    return records_of(dossiers, markt=dossiers[1].subjects[MARKET][0], name=name, about={"soort": "proef"})


def back(records: Records) -> list[Dossier]:
    return [dossier_at(records, row) for row in range(len(records))]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=5))
def test_random_dossiers_come_back_from_a_folder(tmp_path: Path, seeds: list[int]) -> None:
    dossiers = [writable(d) for d in drawn(seeds)]
    records = records_of(dossiers, name="markt", about={"zaad": "1"})
    write_market(records, tmp_path / "markt")
    again = read_market(tmp_path / "markt")
    assert said(again) == said(records)
    assert back(again) == [lineless(d) for d in dossiers]


def test_the_examples_come_back_from_a_folder(tmp_path: Path) -> None:
    dossiers = examples()
    dossiers = with_market(dossiers, dossiers[1].subjects[MARKET][0])
    write_market(records_of(dossiers), tmp_path / "markt")
    assert back(read_market(tmp_path / "markt")) == [lineless(d) for d in dossiers]


@pytest.mark.parametrize("batch", [1, 500])
def test_a_synthetic_market_comes_back_however_it_is_portioned(
    tmp_path: Path, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = make_market(30, seed=3)
    monkeypatch.setattr(folder_write, "BLOCK", 37)
    monkeypatch.setattr(folder_write, "IN_QUERY", 5)
    monkeypatch.setattr(folder_write, "TOGETHER", batch)
    write_market(records, tmp_path / "markt")
    monkeypatch.setattr(folder_subjects, "BLOCK", 41)
    monkeypatch.setattr(folder_records, "BATCH", batch * 300)
    assert said(read_market(tmp_path / "markt")) == said(records)


def test_a_value_that_changes_on_disk_would_be_noticed(tmp_path: Path) -> None:
    records = small()
    write_market(records, tmp_path / "markt")
    change(tmp_path / "markt" / "gegevens.parquet", "UPDATE t SET waarde = 'nee' WHERE waarde = 'ja'")
    assert said(read_market(tmp_path / "markt")) != said(records)


def change(file: Path, *statements: str) -> None:
    """Change a table as somebody else might, with SQL on the table `t`."""
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT * FROM read_parquet(?)", [str(file)])
        for statement in statements:
            con.execute(statement)
        con.execute("COPY t TO ? (FORMAT parquet)", [str(file)])


def test_the_order_of_the_rows_in_the_file_does_not_matter(tmp_path: Path) -> None:
    records = make_market(40, seed=5)
    write_market(records, tmp_path / "markt")
    for table in ("gegevens", "registers"):
        change(
            tmp_path / "markt" / f"{table}.parquet",
            "CREATE TABLE u AS SELECT * FROM t ORDER BY hash(t)",
            "DROP TABLE t",
            "ALTER TABLE u RENAME TO t",
        )
    assert said(read_market(tmp_path / "markt")) == said(records)


def test_the_tables_have_the_columns_that_are_promised(tmp_path: Path) -> None:
    write_market(small(), tmp_path / "markt")
    with duckdb.connect() as con:
        for file, columns in COLUMNS.items():
            path = str(tmp_path / "markt" / file)
            found = con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
            assert {row[0]: row[1] for row in found} == columns
        order = con.execute(
            "SELECT soort, nr FROM read_parquet(?)", [str(tmp_path / "markt" / "onderwerpen.parquet")]
        ).fetchall()
    assert order == sorted(order)


def test_values_stand_in_the_file_as_the_format_says(tmp_path: Path) -> None:
    write_market(records_of([read_dossier(BRUG)]), tmp_path / "markt")
    with duckdb.connect() as con:
        rows = con.execute(
            "SELECT gegeven, waarde, van, tot_en_met, bron, gezien FROM read_parquet(?)",
            [str(tmp_path / "markt" / "gegevens.parquet")],
        ).fetchall()
    texts = {(row[0], row[1]) for row in rows}
    assert ("behandelindex.2025", "101.4") in texts
    assert ("unieke_verzekerden.2025", "612") in texts
    assert ("openingstijden.zaterdag", "gesloten") in texts
    assert ("openingstijden.maandag", "08:00-18:00") in texts
    assert ("skf_praktijkregister", "keurmerk") in texts
    assert ("gemeente", "Leiden") in texts
    certificate = next(row for row in rows if row[0] == "vecozo_certificaat" and row[4] == "vecozo")
    assert [str(part) for part in certificate[1:]] == ["ja", "None", "2028-03-31", "vecozo", "2026-09-20"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (12.0, "12"), (101.4, "101.4"), (0.000001, "0.000001"), (1e15, "1000000000000000")],
)
def test_a_number_is_written_without_an_exponent(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    "text", ["Regel één\nregel 'twee' met \"tekens\" 😀", "ja", "NULL", "12.50", "' OR 1=1 --"]
)
def test_an_explanation_stays_as_somebody_wrote_it(tmp_path: Path, text: str) -> None:
    dossier = dossier_of({("toelichting", "duurzaamheid"): text}, (), {})
    write_market(records_of([dossier]), tmp_path / "markt")
    (record,) = dossier_at(read_market(tmp_path / "markt"), 0).practice.cells["toelichting", "duurzaamheid"]
    assert record.value == text


def test_the_folder_says_what_it_is(tmp_path: Path) -> None:
    write_market(small(), tmp_path / "markt")
    about = json.loads((tmp_path / "markt" / "markt.json").read_text(encoding="utf-8"))
    assert (about["formaat"], about["naam"], about["over"]) == ("1", "proef", {"soort": "proef"})
    assert about["aantallen"]["praktijk"] == 3
    assert is_market(tmp_path / "markt")
    assert not is_market(tmp_path)


@pytest.mark.parametrize("name", ["met [haken] en ster*", "it's de vraag?"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    records = small()
    write_market(records, tmp_path / name)
    assert said(read_market(tmp_path / name)) == said(records)


def test_a_market_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_market(make_market(20, seed=1), tmp_path / "markt")
    write_market(small("nieuw"), tmp_path / "markt")
    assert read_market(tmp_path / "markt").name == "nieuw"
    assert [p.name for p in tmp_path.iterdir()] == ["markt"]


@pytest.mark.parametrize("step", ["write_tables", "_write_about"])
def test_when_writing_fails_the_market_that_was_there_stays(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_market(small("oud"), tmp_path / "markt")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, step, full)
    with pytest.raises(Faults) as caught:
        write_market(small("nieuw"), tmp_path / "markt")
    assert [f.code for f in caught.value.faults] == ["market.unwritable"]
    assert read_market(tmp_path / "markt").name == "oud"
    assert [p.name for p in tmp_path.iterdir()] == ["markt"]


def test_when_the_last_step_fails_the_market_that_was_there_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_market(small("oud"), tmp_path / "markt")
    rename: Callable[[Path, Path], Path] = Path.rename

    def stubborn(self: Path, target: Path) -> Path:
        if self.suffix == ".nieuw":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stubborn)
    with pytest.raises(Faults):
        write_market(small("nieuw"), tmp_path / "markt")
    assert read_market(tmp_path / "markt").name == "oud"


def test_something_else_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_text("x")
    with pytest.raises(Faults) as caught:
        write_market(small(), tmp_path)
    assert [f.code for f in caught.value.faults] == ["market.in_the_way"]
    assert [p.name for p in tmp_path.iterdir()] == ["foto.jpg"]


def test_an_empty_folder_may_become_a_market(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    write_market(small(), tmp_path / "leeg")
    assert is_market(tmp_path / "leeg")


def test_a_market_without_records_or_practices_can_be_kept(tmp_path: Path) -> None:
    records = records_of([])
    write_market(records, tmp_path / "markt")
    assert said(read_market(tmp_path / "markt")) == said(records)


def test_what_is_read_can_be_written_again(tmp_path: Path) -> None:
    write_market(make_market(30, seed=2), tmp_path / "een")
    first = read_market(tmp_path / "een")
    write_market(first, tmp_path / "twee")
    assert said(read_market(tmp_path / "twee")) == said(first)


def test_a_postcode_belongs_to_a_practice_and_may_be_absent(tmp_path: Path) -> None:
    records = small()
    practices = replace(records.listed["praktijk"], postcode=["2312", "", "7411AB"])
    records = replace(records, listed={**records.listed, "praktijk": practices})
    write_market(records, tmp_path / "markt")
    again = read_market(tmp_path / "markt")
    assert list(again.listed["praktijk"].postcode) == ["2312", "", "7411AB"]
    assert len(again.listed["locatie"].postcode) == 0


def test_names_are_texts_like_those_of_a_list(tmp_path: Path) -> None:
    write_market(make_market(25, seed=4), tmp_path / "markt")
    names = read_market(tmp_path / "markt").listed["therapeut"].names
    listed = list(names)
    assert len(names) == len(listed)
    assert (names[0], names[-1]) == (listed[0], listed[-1])
    assert names[3:9:2] == listed[3:9:2]
    assert names[5:2] == []
    with pytest.raises(IndexError):
        names[len(names)]


def test_a_column_that_is_the_same_everywhere_can_still_be_reckoned_with(tmp_path: Path) -> None:
    write_market(make_market(25, seed=4), tmp_path / "markt")
    found = read_market(tmp_path / "markt").cells["praktijk", ("eigen_website",)]
    assert (found.start + np.arange(len(found)) == np.arange(len(found))).all()
