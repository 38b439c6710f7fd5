"""Files of claims in our layout: checked strictly, all faults with line and column, all or nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import product
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inkoopwijzer.registers import claims_csv, claims_gate
from inkoopwijzer.registers.claims_layout import COLUMNS, NAMES
from inkoopwijzer.registers.claims_rules import rules
from inkoopwijzer.values.fault import Fault, Faults
from tests.registers import claims_files as claims
from tests.registers.claims_files import csv_text, row, write_csv, write_parquet
from tests.registers.gds_files import rows as rows_of

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "claims" / "declaraties.csv"


def faults(folder: Path, *files: Path) -> list[Fault]:
    with pytest.raises(Faults) as told:
        claims.read(folder, *files)
    assert not list((folder / "uit").iterdir())
    return list(told.value.faults)


def places(folder: Path, *files: Path) -> list[tuple[str, int | None, str]]:
    return [(f.code, f.line, f.path) for f in faults(folder, *files)]


def of_text(folder: Path, text: str | bytes) -> list[tuple[str, int | None, str]]:
    path = folder / "in.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return places(folder, path)


# --- what comes out -----------------------------------------------------------------------------------------


def test_the_example_is_read_whole(tmp_path: Path) -> None:
    made = claims.read(tmp_path, EXAMPLE)
    assert (made.manifest.rows, made.manifest.persons, made.manifest.practices) == (8, 4, 3)
    assert made.manifest.amount == Decimal("364.00")
    assert made.manifest.lines_read == 8
    assert made.manifest.left_out == {}


def test_the_columns_and_types_are_those_of_the_layout(tmp_path: Path) -> None:
    made = claims.read(tmp_path, EXAMPLE)
    with duckdb.connect() as con:
        described = con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(made.out)]).fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [(column.name, column.sql) for column in COLUMNS]


def test_the_manifest_accounts_for_what_was_read(tmp_path: Path) -> None:
    made = claims.read(tmp_path, EXAMPLE)
    told = json.loads(made.manifest_path.read_text("utf-8"))
    assert told["gemaakt"] == "2026-11-02T12:00:00+00:00"
    assert told["bestand"]["sha256"] == hash_of(made.out)
    assert told["gelezen"] == [{"soort": "csv", "bytes": EXAMPLE.stat().st_size, "sha256": hash_of(EXAMPLE)}]
    assert EXAMPLE.name not in made.manifest_path.read_text("utf-8")


def hash_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_the_order_of_lines_and_files_makes_no_difference(tmp_path: Path) -> None:
    rows = [row(n, praktijk=f"0499{n % 3:04d}", begindatum=f"2025-01-{n + 1:02d}") for n in range(9)]
    one = write_csv(tmp_path / "a.csv", rows)
    first = claims.read(tmp_path, one).out.read_bytes()
    halves = [write_csv(tmp_path / "b.csv", rows[6:]), write_csv(tmp_path / "c.csv", rows[5::-1])]
    assert claims.read(tmp_path, *halves).out.read_bytes() == first


def test_csv_as_programs_write_it_is_read(tmp_path: Path) -> None:
    kinds = product((";", ","), ("\n", "\r\n"), (False, True), (b"", b"\xef\xbb\xbf"))
    paths = []
    for number, (separator, end, quote, mark) in enumerate(kinds):
        rows = [
            row(2 * number, bedrag="36.00"),
            row(2 * number + 1, bedrag="1234.5", begindatum="31-12-2025", therapeut=""),
        ]
        paths.append(tmp_path / f"in[{number}]*.csv")
        paths[-1].write_bytes(mark + (csv_text(rows, separator, end, quote) + end * 2).encode())
    found = rows_of(claims.read(tmp_path, *paths))
    assert len(found) == 32
    assert Counter((str(r["begindatum"]), str(r["bedrag"]), r["therapeut"]) for r in found) == {
        ("2025-01-13", "36.00", "04990013"): 16,
        ("2025-12-31", "1234.50", None): 16,
    }


def test_columns_that_are_not_required_may_be_absent(tmp_path: Path) -> None:
    short = {name: claims.GOOD[name] for name in NAMES if next(c for c in COLUMNS if c.name == name).required}
    (found,) = rows_of(claims.read(tmp_path, write_csv(tmp_path / "in.csv", [short])))
    assert found["bedrag"] is None
    assert found["uzovi"] is None


def test_a_file_without_rows_gives_a_file_without_rows(tmp_path: Path) -> None:
    made = claims.read(tmp_path, write_csv(tmp_path / "in.csv", []))
    assert (made.manifest.rows, made.manifest.first) == (0, None)


# --- what is refused ----------------------------------------------------------------------------------------

WRONG = [
    ("regel", ""),
    ("regel", "a b"),
    ("regel", "x" * 129),
    ("verzekerde", ""),
    ("praktijk", "4990010"),
    ("praktijk", "049900100"),
    ("therapeut", "0499001A"),
    ("codelijst", "73"),
    ("prestatie", ""),
    ("prestatie", "1000000"),
    ("prestatie", "10-0"),
    ("kenmerk", ""),
    ("kenmerklijst", ""),
    ("diagnose", ""),
    ("diagnoselijst", "1"),
    ("begindatum", "13-1-2025"),
    ("begindatum", "2025-02-29"),
    ("begindatum", "01/02/2025"),
    ("begindatum", "2005-12-31"),
    ("begindatum", "20250113"),
    ("aantal", "0"),
    ("aantal", "-1"),
    ("aantal", "1,5"),
    ("aantal", "100000"),
    ("bedrag", "1.105"),
    ("bedrag", "1.105,00"),
    ("bedrag", "€ 36,00"),
    ("bedrag", "-36,00"),
    ("leeftijd", ""),
    ("leeftijd", "131"),
    ("geslacht", "M"),
    ("ses", "hoog"),
    ("uzovi", "33"),
]


@pytest.mark.parametrize("bad", [WRONG[:11], WRONG[11:22], WRONG[22:]], ids=["codes", "more", "numbers"])
def test_every_wrong_value_is_told_with_its_line_and_column(
    tmp_path: Path, bad: list[tuple[str, str]]
) -> None:
    rows = [row(0)]
    wanted = set()
    for number, (column, value) in enumerate(bad, 1):
        rows += [row(10 * number), row(10 * number + 1, **{column: value})]
        wanted.add((2 * number + 2, column))
    rows.append(row(9999))
    found = {(line, path) for _, line, path in places(tmp_path, write_csv(tmp_path / "in.csv", rows))}
    assert found == wanted


def test_a_gate_without_a_rule_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "in.csv", [row(1, aantal="0")])
    assert places(tmp_path, path) == [("claims.form", 2, "aantal")]
    kept = tuple(rule for rule in rules() if rule.column != "aantal")
    monkeypatch.setattr(claims_gate, "rules", lambda: kept)
    assert claims.read(tmp_path, path).manifest.rows == 1


def test_many_faults_of_a_kind_are_counted_and_the_first_are_shown(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", [row(n, leeftijd="oud") for n in range(50)])
    found = faults(tmp_path, path)
    assert [f.line for f in found[:20]] == list(range(2, 22))
    assert (found[20].code, found[20].message.nl) == ("claims.form.more", "Zo zijn er nog 30 fouten.")
    assert "'oud'" in found[0].message.nl


def test_a_reference_that_is_there_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    one = write_csv(tmp_path / "een.csv", [row(1), row(2), row(1)])
    (fault,) = faults(tmp_path, one)
    assert (fault.code, fault.line) == ("claims.repeated", 4)
    assert "regel 2" in fault.message.nl
    one = write_csv(tmp_path / "een.csv", [row(1), row(2)])
    two = write_csv(tmp_path / "twee.csv", [row(3), row(2)])
    (fault,) = faults(tmp_path, one, two)
    assert (fault.file, fault.line) == (str(two), 3)
    assert str(one) in fault.message.nl


def test_a_gate_that_does_not_look_for_repeated_lines_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_gate, "_repeated", lambda *_: ())
    assert claims.read(tmp_path, write_csv(tmp_path / "in.csv", [row(1), row(1)])).manifest.rows == 2


def test_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    one = write_csv(tmp_path / "a.csv", [row(1, aantal="x")])
    two = write_csv(tmp_path / "b.csv", [row(2), row(3, uzovi="x")])
    assert [(Path(f.file).name, f.line) for f in faults(tmp_path, one, two)] == [("a.csv", 2), ("b.csv", 3)]


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (lambda r: {**r, "naam": "Verzonnen"}, "claims.column", "naam"),
        (lambda r: {n: c for n, c in r.items() if n != "leeftijd"}, "claims.column", "leeftijd"),
        (lambda r: {("Regel" if n == "regel" else n): c for n, c in r.items()}, "claims.column", "Regel"),
    ],
)
def test_columns_must_be_those_of_the_layout(tmp_path: Path, change: object, code: str, column: str) -> None:
    assert callable(change)
    found = places(tmp_path, write_csv(tmp_path / "in.csv", [change(row(1))]))
    assert (code, 1, column) in found


def test_a_line_with_too_many_or_too_few_cells_is_told(tmp_path: Path) -> None:
    text = csv_text([row(n) for n in range(4)]).splitlines(keepends=True)
    text[2] = text[2].replace("\n", ";x\n")
    text[3] = text[3].rpartition(";")[0] + "\n"
    assert of_text(tmp_path, "".join(text)) == [("claims.width", 3, ""), ("claims.width", 4, "")]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda lines: [*lines[:9], b"\n", *lines[9:]], "claims.blank"),
        (lambda lines: [*lines[:9], b'"' + lines[9], *lines[10:]], "claims.quotes"),
        (lambda lines: [*lines[:9], b"\xe9" + lines[9], *lines[10:]], "claims.encoding"),
        (lambda lines: [*lines[:9], b"\0" + lines[9], *lines[10:]], "claims.control"),
        (lambda lines: [*lines[:9], b"\r" + lines[9], *lines[10:]], "claims.control"),
        (lambda lines: [*lines[:9], b"x" * 30_000 + "é".encode() + lines[9], *lines[10:]], "claims.line"),
    ],
)
def test_a_spoiled_line_is_told_by_its_number(tmp_path: Path, spoil: object, code: str) -> None:
    lines = csv_text([row(n) for n in range(14)]).encode().splitlines(keepends=True)
    assert callable(spoil)
    assert of_text(tmp_path, b"".join(spoil(lines))) == [(code, 10, "")]


def test_a_file_that_is_one_endless_line_is_refused_early(tmp_path: Path) -> None:
    assert of_text(tmp_path, b"x" * 3_000_000) == [("claims.line", 1, "")]


def test_lines_keep_their_number_across_the_parts_in_which_a_file_is_looked_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in (64, 300, 5_000):
        monkeypatch.setattr(claims_csv, "CHUNK", size)
        lines = csv_text([row(n) for n in range(30)]).splitlines(keepends=True)
        lines[17] = "é" + lines[17].replace("V-16", '"V-16')
        assert of_text(tmp_path, "".join(lines)) == [("claims.quotes", 18, "")]
        assert of_text(tmp_path, "".join([*lines[:9], "\n", *lines[9:17]])) == [("claims.blank", 10, "")]


def test_no_such_file_empty_packed_and_strange_files_are_told(tmp_path: Path) -> None:
    cases = {"leeg.csv": b"", "wit.csv": b"\n\n", "x.csv": b"PK\x03\x04abc", "y.csv": b"a\0b"}
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
    found = {(Path(f.file).name, f.code) for f in faults_together(tmp_path, [*cases, "weg.csv"])}
    assert found == {
        ("leeg.csv", "claims.empty"),
        ("wit.csv", "claims.empty"),
        ("x.csv", "claims.packed"),
        ("y.csv", "claims.kind"),
        ("weg.csv", "file.unreadable"),
    }


def faults_together(folder: Path, names: list[str]) -> list[Fault]:
    return faults(folder, *(folder / name for name in names))


def test_a_file_is_read_once_and_never_written_over(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", [row(1)])
    assert {f.code for f in faults(tmp_path, path, path)} == {"claims.file_twice"}
    (tmp_path / "uit" / "claims.parquet").write_bytes(path.read_bytes())
    with pytest.raises(Faults, match="cannot be written"):
        claims.read(tmp_path, tmp_path / "uit" / "claims.parquet")


def test_what_was_made_before_stays_when_the_next_reading_is_refused(tmp_path: Path) -> None:
    made = claims.read(tmp_path, EXAMPLE)
    before = made.out.read_bytes(), made.manifest_path.read_bytes()
    with pytest.raises(Faults):
        claims.read(tmp_path, write_csv(tmp_path / "in.csv", [row(1, aantal="x")]))
    assert (made.out.read_bytes(), made.manifest_path.read_bytes()) == before
    assert sorted(p.name for p in made.out.parent.iterdir()) == ["claims.manifest.json", "claims.parquet"]


# --- Parquet ------------------------------------------------------------------------------------------------


def test_parquet_in_the_layout_is_read_and_what_was_written_can_be_read_again(tmp_path: Path) -> None:
    made = claims.read(tmp_path, write_parquet(tmp_path / "in.parquet", "SELECT * FROM good"))
    first = rows_of(made)
    copy = tmp_path / "nog eens.parquet"
    copy.write_bytes(made.out.read_bytes())
    assert rows_of(claims.read(tmp_path, copy)) == first
    assert len(first) == 2


def test_a_person_may_be_a_number_or_a_text(tmp_path: Path) -> None:
    numbers = write_parquet(tmp_path / "a.parquet", "SELECT * REPLACE (1200 AS verzekerde) FROM good")
    assert {r["verzekerde"] for r in rows_of(claims.read(tmp_path, numbers))} == {1200}
    texts = write_csv(tmp_path / "b.csv", [row(9)])
    assert {r["verzekerde"] for r in rows_of(claims.read(tmp_path, numbers, texts))} == {"1200", "P-1"}


@pytest.mark.parametrize(
    ("replace", "column"),
    [
        ("73 AS codelijst", "codelijst"),
        ("4990010 AS praktijk", "praktijk"),
        ("'2025-01-13' AS begindatum", "begindatum"),
        ("TIMESTAMP '2025-01-13 00:00:00' AS begindatum", "begindatum"),
        ("36.5::DOUBLE AS bedrag", "bedrag"),
        ("36.505::DECIMAL(9, 3) AS bedrag", "bedrag"),
        ("'1' AS aantal", "aantal"),
        ("[1] AS ses", "ses"),
        ("1.5::DOUBLE AS verzekerde", "verzekerde"),
    ],
)
def test_a_type_in_which_something_may_have_been_lost_is_refused(
    tmp_path: Path, replace: str, column: str
) -> None:
    path = write_parquet(tmp_path / "in.parquet", f"SELECT * REPLACE ({replace}) FROM good")
    assert places(tmp_path, path) == [("claims.type", None, column)]


def test_wrong_values_in_parquet_are_told_by_row(tmp_path: Path) -> None:
    wrong = "CASE WHEN regel = 'V-2' THEN 0 ELSE 1 END AS aantal, '9' AS praktijk"
    path = write_parquet(tmp_path / "in.parquet", f"SELECT * REPLACE ({wrong}) FROM good")
    assert places(tmp_path, path) == [
        ("claims.form", 1, "praktijk"),
        ("claims.form", 2, "aantal"),
        ("claims.form", 2, "praktijk"),
    ]
    path = write_parquet(tmp_path / "in.parquet", "SELECT *, 'x' AS naam FROM good")
    assert places(tmp_path, path) == [("claims.column", None, "naam")]


def test_damaged_parquet_is_refused_wherever_the_damage_is(tmp_path: Path) -> None:
    whole = write_parquet(tmp_path / "in.parquet", "SELECT * FROM good").read_bytes()
    path = tmp_path / "stuk.parquet"
    seen = set()
    for at in range(4, len(whole), len(whole) // 12):
        for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            path.write_bytes(content)
            try:
                claims.read(tmp_path, path)
                seen.add("read")
            except Faults as told:
                seen.update(f.code for f in told.faults)
    assert {"claims.parquet", "claims.damaged"} & seen


# --- everything goes through --------------------------------------------------------------------------------

DIGITS = st.text("0123456789", min_size=1, max_size=3)


@st.composite
def good_rows(draw: st.DrawFn) -> list[claims.Row]:
    """Rows that keep every rule, with as much variety as the rules allow."""
    count = draw(st.integers(0, 12))
    rows = []
    for number in range(count):
        paired = draw(st.booleans())
        rows.append(
            row(
                number,
                verzekerde=draw(
                    st.from_regex(r"[A-Za-z._:/+=-][A-Za-z0-9._:/+=-]{0,8}[a-z]", fullmatch=True)
                ),
                therapeut=draw(st.sampled_from(["", "04990013", "00000000"])),
                prestatie=draw(st.from_regex(r"[0-9A-Z]{1,6}", fullmatch=True)),
                diagnoselijst="012" if paired else "",
                diagnose="A.1" if paired else "",
                begindatum=draw(
                    st.dates(min_value=date(2006, 1, 1), max_value=date(2100, 12, 31))
                ).isoformat(),
                aantal=str(draw(st.integers(1, 99_999))),
                bedrag=draw(st.sampled_from(["", "0", "0,1", "12.34", "9999999999,99"])),
                leeftijd=str(draw(st.integers(0, 130))),
                geslacht=draw(st.sampled_from(["", "m", "v", "o"])),
                ses=draw(st.sampled_from(["", "-1", "0", "9999"])),
            )
        )
    return rows


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(good_rows(), st.sampled_from([";", ","]))
def test_every_good_row_comes_out_as_it_went_in(
    tmp_path: Path, rows: list[claims.Row], separator: str
) -> None:
    tidy = [{k: v.replace(",", ".") for k, v in each.items()} for each in rows] if separator == "," else rows
    path = tmp_path / "in.csv"
    path.write_text(csv_text(tidy, separator), encoding="utf-8")
    made = claims.read(tmp_path, path)
    assert made.manifest.lines_read == made.manifest.rows == len(rows)
    found = {r["regel"]: r for r in rows_of(made)}
    for each in rows:
        out = found[each["regel"]]
        for name, value in each.items():
            said = "" if out[name] is None else str(out[name])
            if name == "bedrag":
                assert (out[name] is None) == (not value)
                assert not value or out[name] == Decimal(value.replace(",", "."))
            else:
                assert re.sub("^0+(?=[0-9])", "", said) == re.sub("^0+(?=[0-9])", "", value)
