"""Whatever is in a file, it is taken whole or refused with faults that say what and where; nothing is kept halfway."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inkoopwijzer.registers.bring_in import Wanted, bring_in
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.mapping_file import TableMapping
from inkoopwijzer.registers.take import take_file
from inkoopwijzer.values.fault import Faults
from tests.registers.register_files import BASIS, START
from tests.registers.test_xlsx import HEAD, ROW, book

QUIET = settings(
    max_examples=30,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
WORDS = (
    *("", "ja", "nee", "onbekend", "04990012", "4990012", "kp", "2027-02-30", "31-12-2026", "1.105", "=1+1"),
    *('"', ";", "\0", "\u00a0", "x" * 300, "É", "registratie.kp", "therapeut", "9" * 30, "1e5", "-1", "٠٤٩٩"),
    *("\n", "a\nb", "'"),
)
CELLS = st.sampled_from(WORDS) | st.text(max_size=6)
SHEET = book(HEAD, ROW, ["04990021", *ROW[1:]])


def taken_or_refused(path: Path, table: str) -> None:
    faults = FaultList(str(path))
    made = take_file(path, layouts()[table], TableMapping(table), faults)
    assert (made is None) == bool(faults.faults())
    for fault in faults.faults():
        assert fault.message.nl
        assert fault.message.en
        assert len(fault.show("nl")) < 900


@given(
    st.sampled_from(sorted(layouts())),
    st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=4),
    st.data(),
)
@QUIET
def test_any_cells_in_any_table(name: str, rows: list[list[str]], data: st.DataObject) -> None:
    table = layouts()[name]
    header = data.draw(st.lists(st.sampled_from([*table.names()[:40], "vreemd", ""]), min_size=1, max_size=8))
    lines = [";".join(header), *(";".join(row) for row in rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.csv"
        path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
        taken_or_refused(path, name)


@given(st.sampled_from(["f.csv", "f.xlsx", "f.parquet"]), st.binary(max_size=300))
@example("f.csv", b"praktijk;naam\n04990011;\xff\n")
@example("f.csv", b"praktijk\n" + b'"' * 7)
@QUIET
def test_any_bytes(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        taken_or_refused(path, "praktijken")


@given(st.data())
@QUIET
def test_a_damaged_spreadsheet(data: st.DataObject) -> None:
    damaged = bytearray(SHEET)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.xlsx"
        path.write_bytes(damaged)
        taken_or_refused(path, "praktijken")


@pytest.mark.parametrize("name", sorted(BASIS))
def test_one_wrong_file_keeps_the_others_out(name: str, tmp_path: Path) -> None:
    for other, text in BASIS.items():
        (tmp_path / other).write_text(text + "x\n" if other == name else text, encoding="utf-8")
    with pytest.raises(Faults):
        bring_in(tmp_path / "registers", [tmp_path / other for other in BASIS], Wanted(), START)
    assert not (tmp_path / "registers").exists()
