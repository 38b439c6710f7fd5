"""Which claim codes stand for which treatment: a file of the user, read as a whole or not at all."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.registers import treatment_codes
from inkoopwijzer.registers.treatment_codes import COLUMNS, NEEDED, CodeRow, read_treatment_codes
from inkoopwijzer.services.checking_claims import treatments_of
from inkoopwijzer.values.fault import Fault, Faults

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "claims" / "behandelcodes.csv"
TREATMENTS = {"parkinson": (), "gespecialiseerde_zorg": ("manueel", "kinder"), "valpreventie": ()}
HEADER = ";".join(COLUMNS)


def wrong(path: Path, text: str | bytes) -> list[Fault]:
    """The faults of a file with this text."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Faults) as raised:
        read_treatment_codes(path, TREATMENTS)
    assert {fault.file for fault in raised.value.faults} == {str(path)}
    return list(raised.value.faults)


def test_an_empty_field_fits_any_line_and_a_field_keeps_its_zeros(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("prestatie,codelijst,behandeling\n0010, 073 ,parkinson\n", encoding="utf-8")
    assert read_treatment_codes(file, TREATMENTS) == (
        ("parkinson", None, "073", "0010", None, None, None, None),
    )


def test_every_fault_is_told_at_once_with_its_line_and_column(tmp_path: Path) -> None:
    faults = wrong(
        tmp_path / "codes.csv",
        f"{HEADER}\n"
        "parkinsn;;073;1000;;;;\n"
        "\n"
        "gespecialiseerde_zorg;manuel;073;;;;;\n"
        "parkinson;;073\n"
        ";;;1000;;;;\n"
        "zwemmen;;073;1000;;;;\n",
    )
    found = [(fault.line, fault.path) for fault in faults]
    assert found == [
        (2, "behandeling"),
        (4, "optie"),
        (4, "prestatie"),
        (5, ""),
        (6, "behandeling"),
        (6, "codelijst"),
        (7, "behandeling"),
    ]
    hints = {(fault.line, fault.path): fault.hint.nl for fault in faults if fault.hint}
    assert "'parkinson'" in hints[2, "behandeling"]
    assert "'manueel'" in hints[4, "optie"]
    assert hints[7, "behandeling"] == "Er zijn: gespecialiseerde_zorg, parkinson, valpreventie."


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("behandeling;codelijst;prestaties", {"prestaties", "prestatie"}),
        ("behandeling;codelijst", {"prestatie"}),
        ("behandeling;codelijst;prestatie;prestatie", {"prestatie"}),
        ("behandeling;codelijst;prestatie;toelichting", {"toelichting"}),
    ],
)
def test_a_header_that_is_wrong_is_told_before_any_line(
    tmp_path: Path, header: str, columns: set[str]
) -> None:
    faults = wrong(tmp_path / "codes.csv", f"{header}\nzwemmen;;;;;;;\n")
    assert {(fault.line, fault.path) for fault in faults} == {(1, name) for name in columns}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "ontbreekt"),
        (f"{HEADER}\n".encode(), "geen enkele code"),
        (f"{HEADER}\npark\xe9;;073;1;;;;\n".encode("latin-1"), "UTF-8"),
        (f'{HEADER}\n"parkinson;;073;1000;;;;\n'.encode(), "geen CSV"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: bytes, told: str) -> None:
    assert any(told in fault.message.nl for fault in wrong(tmp_path / "codes.csv", text))


def test_a_file_that_is_not_there_or_far_too_big_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Faults) as raised:
        read_treatment_codes(tmp_path / "weg.csv", TREATMENTS)
    assert "niet te lezen" in raised.value.faults[0].message.nl
    monkeypatch.setattr(treatment_codes, "MOST_BYTES", 20)
    assert "10 MB" in wrong(tmp_path / "codes.csv", f"{HEADER}\nparkinson;;073;1000;;;;\n")[0].message.nl


FIELD = st.text("0123456789ABCXYZ", min_size=1, max_size=6)
MAYBE = st.none() | FIELD


@st.composite
def rows(draw: st.DrawFn) -> CodeRow:
    treatment = draw(st.sampled_from(sorted(TREATMENTS)))
    option = draw(st.sampled_from((None, *TREATMENTS[treatment])))
    return (treatment, option, draw(FIELD), draw(FIELD), *(draw(MAYBE) for _ in range(4)))


def written(found: list[CodeRow], order: list[str], separator: str, padding: str) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(order)
    for row in found:
        cells = dict(zip(COLUMNS, row, strict=True))
        writer.writerow([padding + (cells[name] or "") for name in order])
        text.write("\n" if padding else "")
    return text.getvalue()


@given(
    found=st.lists(rows(), min_size=1, max_size=6),
    order=st.permutations(COLUMNS),
    separator=st.sampled_from(",;"),
    padding=st.sampled_from(("", " ")),
    bom=st.sampled_from(("", "\ufeff")),
)
def test_what_is_written_is_read_back_however_it_is_written(
    found: list[CodeRow], order: list[str], separator: str, padding: str, bom: str
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "codes.csv"
        file.write_text(bom + written(found, order, separator, padding), encoding="utf-8")
        assert read_treatment_codes(file, TREATMENTS) == tuple(dict.fromkeys(found))


@given(
    found=st.lists(rows(), min_size=1, max_size=4),
    spoilt=st.sets(st.integers(0, 3), min_size=1),
    name=st.sampled_from(NEEDED),
)
def test_each_line_that_lacks_what_is_needed_is_one_fault_and_nothing_is_taken(
    found: list[CodeRow], spoilt: set[int], name: str
) -> None:
    lacking = sorted(place for place in spoilt if place < len(found)) or [0]
    at = COLUMNS.index(name)
    for place in lacking:
        found[place] = (*found[place][:at], None, *found[place][at + 1 :])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "codes.csv"
        faults = wrong(file, written(found, list(COLUMNS), ";", ""))
    assert [(fault.line, fault.path) for fault in faults] == [(place + 2, name) for place in lacking]


def test_the_example_is_for_a_shipped_policy_and_all_of_its_codes_say_that_they_are_invented() -> None:
    salland = next(p for p in shipped_policies() if p.insurer == "salland")
    found = read_treatment_codes(EXAMPLE, treatments_of(salland))
    assert len(found) >= 3
    assert all(str(row[COLUMNS.index("prestatie")]).startswith("VERZ") for row in found)
