"""A citizen service number is never let in, in whatever dress, and never repeated."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest

from inkoopwijzer.registers import claims_gate
from inkoopwijzer.registers.claims_csv import csv_source
from inkoopwijzer.registers.claims_duck import connect
from inkoopwijzer.registers.claims_persons import bsn_sql, looks_like_bsn, passes_eleven
from inkoopwijzer.values.fault import Faults
from tests.registers import claims_files as claims
from tests.registers.claims_files import row, write_csv, write_parquet
from tests.registers.gds_files import bsn

ONE = bsn(99999001)
DRESSED = [
    ONE,
    f"{ONE[:3]}.{ONE[3:6]}.{ONE[6:]}",
    f"BSN:{ONE}",
    f"V{ONE}",
    f"{ONE[:4]}-{ONE[4:]}",
    f"nl_{ONE}",
]
NOT_ONE = [
    f"{ONE[:8]}{(int(ONE[8]) + 1) % 10}",
    f"{ONE}1",
    f"1{ONE}",
    "000000000",
    f"{ONE}x",
    f"a1b{ONE}",
    "P-1",
]


def test_a_bsn_is_refused_and_not_repeated(tmp_path: Path) -> None:
    rows = [row(1), *(row(n + 2, verzekerde=dress) for n, dress in enumerate(DRESSED))]
    rows += [row(0, regel=dress) for dress in DRESSED]
    with pytest.raises(Faults) as told:
        claims.read(tmp_path, write_csv(tmp_path / "in.csv", rows))
    found = [(f.path, f.line) for f in told.value.faults if f.code == "claims.bsn"]
    assert sorted(found) == [
        *(("regel", n + 3 + len(DRESSED)) for n in range(len(DRESSED))),
        *(("verzekerde", n + 3) for n in range(len(DRESSED))),
    ]
    assert not any(part in f.show("nl") for f in told.value.faults for part in (ONE, ONE[3:6], ONE[:4]))
    assert not list((tmp_path / "uit").iterdir())


def test_a_bsn_as_number_is_refused_too(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "in.parquet", f"SELECT * REPLACE ({ONE} AS verzekerde) FROM good")
    with pytest.raises(Faults) as told:
        claims.read(tmp_path, path)
    assert {f.code for f in told.value.faults} == {"claims.bsn"}


def test_what_cannot_be_a_bsn_is_let_in(tmp_path: Path) -> None:
    assert not any(map(looks_like_bsn, NOT_ONE))
    rows = [row(n, verzekerde=value) for n, value in enumerate(NOT_ONE)]
    assert claims.read(tmp_path, write_csv(tmp_path / "in.csv", rows)).manifest.rows == len(NOT_ONE)


def test_bsns_of_which_the_zero_was_dropped_are_refused_and_other_numbers_are_not(tmp_path: Path) -> None:
    real = [bsn(1_000_000 + 9_001 * n) for n in range(30)]
    assert all(number.startswith("0") for number in real)
    rows = [row(n, verzekerde=number[1:]) for n, number in enumerate(real)]
    with pytest.raises(Faults) as told:
        claims.read(tmp_path, write_csv(tmp_path / "in.csv", rows))
    assert [(f.code, f.line) for f in told.value.faults] == [("claims.bsn", 2)]
    assert not any(number[1:] in str(told.value) for number in real)
    chance = random.Random(3)
    other = [row(n, verzekerde=str(chance.randrange(10_000_000, 100_000_000))) for n in range(60)]
    assert claims.read(tmp_path, write_csv(tmp_path / "in.csv", other)).manifest.rows == 60


def test_a_gate_that_does_not_look_for_bsns_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_gate, "bsn_sql", lambda column: "false")
    path = write_csv(tmp_path / "in.csv", [row(1, verzekerde=ONE)])
    assert ONE.encode() in claims.read(tmp_path, path).out.read_bytes() or rows_hold(tmp_path, ONE)


def rows_hold(folder: Path, value: str) -> bool:
    with duckdb.connect() as con:
        query = "SELECT count(*) FROM read_parquet(?) WHERE verzekerde = ?"
        found = con.execute(query, [str(folder / "uit" / "claims.parquet"), value]).fetchone()
    return found is not None and found[0] == 1


def test_a_bsn_does_not_reach_the_working_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", [row(n, verzekerde=bsn(20_000_000 + n)) for n in range(200)])
    (tmp_path / "werk").mkdir()
    con = connect(tmp_path / "werk")
    claims_gate.open_gate(con)
    assert claims_gate.gather(con, 0, csv_source(path)) == 200
    con.execute("CHECKPOINT")
    con.close()
    held = b"".join(p.read_bytes() for p in (tmp_path / "werk").iterdir())
    assert b"04990010" in held
    assert not any(bsn(20_000_000 + n).encode() in held for n in range(200))


def test_the_database_and_the_program_judge_alike() -> None:
    chance = random.Random(7)
    texts = [*DRESSED, *NOT_ONE, "", " ", "é", "BSN", ONE * 2]
    for _ in range(20_000):
        digits = "".join(chance.choice("0123456789") for _ in range(chance.choice((8, 9, 9, 9, 9, 10))))
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            at = chance.randrange(len(digits) + 1)
            digits = digits[:at] + chance.choice("abZ .-:_/+=x9") + digits[at:]
        texts.append(digits)
    with duckdb.connect() as con:
        query = f"SELECT {bsn_sql('t')} FROM (SELECT unnest(?) AS t)"
        found = [bool(yes) for (yes,) in con.execute(query, [texts]).fetchall()]
    assert found == [looks_like_bsn(text) for text in texts]
    assert 800 < sum(found) < 3_000


def test_the_eleven_test_is_that_of_the_bsn() -> None:
    assert passes_eleven("111222333")
    assert not passes_eleven("111222334")
    assert sum(passes_eleven(f"{n:09d}") for n in range(100_000_000, 100_011_000)) == 1_000
