from __future__ import annotations

import json
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from inkoopwijzer.facts.canonical import canonical, from_canonical
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import Dossier, Record, Snapshot
from inkoopwijzer.facts.read import parse_dossier, read_dossier
from inkoopwijzer.facts.strict_yaml import LOADER
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.period import Period
from tests.facts.dossiers import FULL, without_lines

SEEN = date(2026, 10, 5)
MINIMAL = 'dossier: "1"\npraktijk: {naam: De Brug}\n'


@pytest.fixture(scope="module")
def full() -> Dossier:
    return parse_dossier(FULL.encode(), "brug.yaml")


def test_the_practice_has_its_name_and_code(full: Dossier) -> None:
    assert (full.file, full.name) == ("brug.yaml", "Fysio De Brug")
    assert (full.practice.id, full.practice.agb, full.practice.line) == ("praktijk", "04990001", 7)


def test_every_kind_of_subject_is_present() -> None:
    dossier = parse_dossier(MINIMAL.encode(), "d.yaml")
    assert set(dossier.subjects) == set(catalogue().subjects)
    assert [len(dossier.subjects[kind]) for kind in ("praktijk", "markt", "therapeut")] == [1, 1, 0]
    assert dossier.registers == {}


def test_subjects_are_numbered_from_one(full: Dossier) -> None:
    first, second = full.subjects["therapeut"]
    assert (first.id, first.name, first.profession, first.agb) == (
        "therapeut:1",
        "A. de Vries",
        "fysiotherapeut",
        "04990002",
    )
    assert (second.id, second.name, second.profession, second.agb) == (
        "therapeut:2",
        "B. Yılmaz",
        "logopedist",
        None,
    )


def test_a_short_form_has_the_default_provenance(full: Dossier) -> None:
    (record,) = full.practice.cells["soort_praktijk",]
    assert record == Record("vrijgevestigd", Period(), "eigen_opgave", SEEN, 9)


def test_a_value_with_its_own_source_does_not_take_the_default_date(full: Dossier) -> None:
    text = FULL.replace("      gezien: 2026-09-01\n", "")
    key = ("certificaten", "hkz_kleine_organisaties")
    (before,) = full.practice.cells[key]
    (after,) = parse_dossier(text.encode(), "d.yaml").practice.cells[key]
    assert (before.source, before.seen) == ("document", date(2026, 9, 1))
    assert (after.source, after.seen) == ("document", None)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (("eigen_website",), True),
        (("declareert_via_vecozo",), None),
        (("behandelindex", "2025"), Decimal("101.4")),
        (("behandelindex", "2024"), Decimal("99.5")),
        (("unieke_verzekerden", "2025"), 1234),
        (("website_noemt", "telefoonnummer"), True),
        (("overeenkomst", "zorg_en_zekerheid", "fysiotherapie", "2026"), True),
    ],
)
def test_a_value_has_the_type_of_its_fact(full: Dossier, key: tuple[str, ...], value: object) -> None:
    (record,) = full.practice.cells[key]
    assert record.value == value
    assert type(record.value) is type(value)


def test_what_is_not_written_has_no_value(full: Dossier) -> None:
    assert ("website_noemt", "klachtenregeling") not in full.practice.cells
    assert ("pdca_patientervaringen",) not in full.practice.cells


def test_a_history_is_in_order_of_time(full: Dossier) -> None:
    records = full.practice.cells["skf_praktijkregister",]
    assert [(r.value, r.period.start, r.period.end) for r in records] == [
        ("aspirant", date(2025, 1, 1), date(2026, 6, 30)),
        ("keurmerk", date(2026, 7, 1), None),
    ]


def test_hours_are_minutes_after_midnight(full: Dossier) -> None:
    (location,) = full.subjects["locatie"]
    day = {key[1]: records[0].value for key, records in location.cells.items() if len(key) == 2}
    assert day == {"maandag": ((480, 720), (780, 1440)), "dinsdag": ((480, 720),), "zondag": ()}


def test_a_list_after_a_name_means_yes(full: Dossier) -> None:
    records = full.subjects["therapeut"][0].cells["deelregister", "irf", "manueel"]
    assert [r.value for r in records] == [True]


def test_the_market_may_have_norms(full: Dossier) -> None:
    (market,) = full.subjects["markt"]
    assert market.cells["behandelindex_percentiel", "2025", "85"][0].value == Decimal(113)


def test_registers_say_whether_they_are_complete(full: Dossier) -> None:
    assert full.registers == {
        "eigen_administratie": Snapshot("eigen_administratie", SEEN, True),
        "vektis_agb": Snapshot("vektis_agb", date(2026, 10, 1), False),
    }


def test_json_says_the_same_as_yaml(full: Dossier) -> None:
    data = json.dumps(yaml.load(FULL, Loader=LOADER)).encode()
    assert parse_dossier(data, "brug.json").practice.cells.keys() == full.practice.cells.keys()


def test_json_may_use_its_own_numbers_and_booleans() -> None:
    data = (
        b'{"dossier": 1, "praktijk": {"naam": "B", "eigen_website": false, "behandelindex": {"2025": 101.4}}}'
    )
    found = parse_dossier(data, "d.json").practice.cells
    assert found["eigen_website",][0].value is False
    assert found["behandelindex", "2025"][0].value == Decimal("101.4")


def test_a_file_gives_its_name(tmp_path: Path) -> None:
    path = tmp_path / "brug.yaml"
    path.write_text(FULL, "utf-8")
    assert read_dossier(path) == parse_dossier(FULL.encode(), "brug.yaml")


def test_faults_in_a_file_name_its_path(tmp_path: Path) -> None:
    path = tmp_path / "brug.yaml"
    path.write_text("praktijk: {naam: De Brug}", "utf-8")
    with pytest.raises(Faults) as caught:
        read_dossier(path)
    assert [(f.code, f.file) for f in caught.value.faults] == [("dossier.missing_field", str(path))]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (FULL.encode("utf-16"), "file.encoding"),
        (FULL.encode("latin-1", "replace").replace(b"Brug", b"Br\xfcg"), "file.encoding"),
        (FULL.encode().replace(b"Brug", b"B\x00rug"), "file.control_character"),
        (b"", "file.empty"),
        (b"  \n\n", "file.empty"),
        (b"# " + b"x" * 1_000_000, "file.too_large"),
        (b"praktijk: " + b"[" * 100_000, "file.too_deep"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml.alias"),
        (b"praktijk: !!python/object/apply:os.system [ls]\n", "yaml.tag"),
        (b"praktijk:\n" + b"".join(b"  a%d: ja\n" % n for n in range(40_000)), "file.too_many_nodes"),
        (b'dossier: "1"\ndossier: "1"\n', "yaml.duplicate_key"),
        (b"praktijk:\n\tnaam: x\n", "yaml.tab"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file.encoding"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "d.yaml"
    path.write_bytes(data)
    with pytest.raises(Faults) as caught:
        read_dossier(path)
    assert code in {fault.code for fault in caught.value.faults}


@pytest.mark.parametrize("name", ["missing.yaml", ".", "nul\0.yaml"])
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, name: str) -> None:
    with pytest.raises(Faults, match="cannot be read") as caught:
        read_dossier(tmp_path / name)
    assert caught.value.faults[0].code == "file.unreadable"


def test_the_canonical_form_reads_back(full: Dossier) -> None:
    assert from_canonical(json.loads(json.dumps(canonical(full)))) == without_lines(full)


def test_the_canonical_form_ignores_order_and_spelling() -> None:
    rows = ["  behandelindex: {2025: '101,40'}\n", "  eigen_website: ja\n"]
    other = ["  eigen_website: {waarde: true}\n", "  behandelindex: {2025: 101.4}\n"]
    start = 'dossier: "1"\npraktijk:\n  naam: De Brug\n'
    one, two = (parse_dossier((start + "".join(r)).encode(), "d.yaml") for r in (rows, other))
    assert json.dumps(canonical(one)) == json.dumps(canonical(two))


def test_a_receipt_that_was_tampered_with_is_refused(full: Dossier) -> None:
    data = canonical(full)
    deep: object = "x"
    for _ in range(900):
        deep = [deep]
    for changed in (
        {k: v for k, v in data.items() if k != "bestand"},
        data | {"bestand": 3},
        data | {"praktijk": {"naam": "x", "eigen_website": 3.5}},
        data | {"praktijk": None},
        data | {"praktijk": deep},
        {"bestand": "d.yaml"},
    ):
        with pytest.raises(Faults):
            from_canonical(changed)


def test_reading_five_therapists_takes_less_than_ten_milliseconds() -> None:
    therapist = """\
  - naam: Therapeut {n}
    agb: "0499000{n}"
    beroep: fysiotherapeut
    registratie: {{big_artikel_3: ja, irf: {{waarde: ja, van: 2022-01-01, tot_en_met: 2027-12-31}}}}
    deelregister: {{irf: [manueel, kinder]}}
    biedt_verbijzondering: [manueel, kinder]
    werkzaam_bij: ja
    meet_patientervaringen: nee
    aangesloten_bij: {{parkinsonnet: ja}}
"""
    head, tail = FULL.split("  - naam: A. de Vries")
    rest = tail[tail.index("samenwerkingsafspraken:") :]
    data = (head + "".join(therapist.format(n=n) for n in range(1, 6)) + rest).encode()
    catalogue()
    spent = []
    for _ in range(20):
        start = time.perf_counter()
        parse_dossier(data, "d.yaml")
        spent.append(time.perf_counter() - start)
    assert min(spent) < (0.05 if LOADER.__name__ == "CBaseLoader" else 0.5)
