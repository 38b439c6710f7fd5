"""A dossier is a register of one: as tables, through the store, to the records, it says the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from inkoopwijzer.facts.canonical import canonical
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Snapshot
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.registers import from_dossier
from inkoopwijzer.registers.bring_in import Wanted, bring_tables
from inkoopwijzer.registers.check_columns import check_columns
from inkoopwijzer.registers.check_rows import check_rows
from inkoopwijzer.registers.delivery import Origin
from inkoopwijzer.registers.duck import connect
from inkoopwijzer.registers.fault_list import FaultList
from inkoopwijzer.registers.from_dossier import gathered, tables_of
from inkoopwijzer.registers.known import opened_known
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.mapping_file import TableMapping
from inkoopwijzer.registers.record import Incoming, opened_for_import, record
from inkoopwijzer.registers.store import as_known_on
from inkoopwijzer.registers.to_records import make_records
from inkoopwijzer.values.fault import Faults
from tests.facts.dossiers import dossiers
from tests.registers.register_files import DAY, START, Desk
from tests.registers.test_xlsx import book

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*.yaml"))

Said = dict[tuple[str, str, str | None, str | None, CellKey], tuple[Record, ...]]


def said(dossier: Dossier) -> Said:
    """Everything that a dossier states, by whom it is about."""
    return {
        (s.kind, s.name, s.profession, s.agb, cell): tuple(replace(r, line=0) for r in records)
        for subjects in dossier.subjects.values()
        for s in subjects
        for cell, records in s.cells.items()
    }


def who(dossier: Dossier) -> list[tuple[str, str, str | None, str | None]]:
    """Who and what there is, in order."""
    return [(s.kind, s.name, s.profession, s.agb) for subjects in dossier.subjects.values() for s in subjects]


def kept(registers: Iterable[Snapshot]) -> set[Snapshot]:
    """What a market keeps of a register that was seen."""
    return {snapshot for snapshot in registers if snapshot.complete or snapshot.seen}


def through_the_store(given_: Dossier, folder: Path) -> Dossier:
    """The dossier as tables, checked, recorded, and made a market of one."""
    store, origin, faults = folder / "registers", Origin("d.yaml", "", 0), FaultList("d.yaml")
    incoming = []
    for name, rows in tables_of([given_]).items():
        made = check_columns(gathered(rows), layouts()[name], TableMapping(name), faults)
        check_rows(made, faults)
        incoming.append(Incoming(made, origin))
    assert faults.faults() == []
    with opened_for_import(store), connect() as con:
        record(store, incoming, START, con)
    with opened_known(as_known_on(store)) as known:
        records = make_records(known, DAY).records
    assert len(records) == 1
    return dossier_at(records, 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_comes_back_from_the_registers_as_it_was(path: Path, tmp_path: Path) -> None:
    before = read_dossier(path)
    after = through_the_store(before, tmp_path)
    assert said(after) == said(before)
    assert who(after) == who(before)
    assert kept(after.registers.values()) == kept(before.registers.values())


@given(dossiers())
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_dossier_comes_back_from_the_registers_as_it_was(before: Dossier) -> None:
    with tempfile.TemporaryDirectory() as folder:
        after = through_the_store(before, Path(folder))
    assert said(after) == said(before)
    assert who(after) == who(before)
    assert kept(after.registers.values()) == kept(before.registers.values())


@pytest.mark.parametrize("lost", ["van", "bron", "waarde"])
def test_the_comparison_notices_what_is_lost(
    lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = from_dossier._stated

    def without(*args: object) -> dict[str, str | None]:
        row = real(*args)  # type: ignore[arg-type]
        return {**row, lost: "onbekend" if lost == "waarde" else None}

    before = read_dossier(EXAMPLES / "3-ijssel-in-deventer.yaml")
    monkeypatch.setattr(from_dossier, "_stated", without)
    assert said(through_the_store(before, tmp_path)) != said(before)


def test_dossiers_are_brought_in_like_any_other_file_and_stand_beside_registers(desk: Desk) -> None:
    two = {path.name: path.read_bytes() for path in FILES if path.name.startswith(("2-", "3-"))}
    found = desk.bring({**two, "praktijken.csv": "praktijk;naam\n04990099;Uit het register\n"}).deliveries
    assert [d.tabel for d in found][:2] == ["praktijken", "praktijken"]
    assert found[1].herkomst.bestand == "2-brug-in-leiden.yaml, 3-ijssel-in-deventer.yaml"
    records = desk.made().records
    assert list(records.listed["praktijk"].ids) == ["04990021", "04990031", "04990099"]
    before = read_dossier(EXAMPLES / "2-brug-in-leiden.yaml")
    own = {key: value for key, value in said(before).items() if key[0] != "markt"}
    after = said(dossier_at(records, records.numbers["04990021"]))
    assert {key: value for key, value in after.items() if key[0] != "markt"} == own


def test_a_practice_without_a_code_goes_by_the_name_of_its_file(desk: Desk) -> None:
    path = EXAMPLES / "7-net-begonnen.yaml"
    assert read_dossier(path).practice.agb is None
    desk.bring({path.name: path.read_bytes()})
    listed = desk.made().records.listed["praktijk"]
    assert (list(listed.ids), list(listed.agb)) == (["dossier:7-net-begonnen"], [""])


def test_two_dossiers_of_one_practice_are_refused_and_so_is_a_dossier_with_a_fault(desk: Desk) -> None:
    data = (EXAMPLES / "2-brug-in-leiden.yaml").read_bytes()
    (fault,) = desk.refused({"a.yaml": data, "b.yaml": data})
    assert (fault.code, fault.file.rpartition("/")[2]) == ("register.duplicate", "b.yaml")
    wrong = data.replace(b"soort_praktijk: vrijgevestigd", b"soort_praktijk: vrij")
    assert {f.code for f in desk.refused({"a.yaml": wrong})} == {"dossier.choice"}


def test_dossiers_that_say_different_things_of_the_market_are_refused(desk: Desk) -> None:
    two = {path.name: path.read_bytes() for path in FILES if path.name.startswith(("2-", "3-"))}
    for name, data in two.items():
        assert b"behandelindex_percentiel" in data, name
    changed = two["3-ijssel-in-deventer.yaml"].replace(b'70: "104', b'70: "103')
    assert changed != two["3-ijssel-in-deventer.yaml"]
    faults = desk.refused({**two, "3-ijssel-in-deventer.yaml": changed})
    assert {fault.code for fault in faults} == {"register.contradiction"}


def test_a_register_of_one_says_the_same_as_the_dossier_with_those_facts(desk: Desk) -> None:
    desk.bring(
        {
            "praktijken.csv": "praktijk;naam;soort_praktijk\n04990021;Fysio De Brug;vrijgevestigd\n",
            "therapeuten.xlsx": book(
                ["therapeut", "naam", "beroep", "praktijk"],
                ["04990022", "A. de Vries", "fysiotherapeut", "04990021"],
            ),
            "registraties.csv": "therapeut;register;van;tot_en_met;bron;gezien\n"
            "04990022;kfir;2024-01-01;2028-12-31;kfir;2026-10-01\n",
        }
    )
    dossier = desk.write(
        "d.yaml",
        'dossier: "1"\npraktijk: {naam: Fysio De Brug, agb: "04990021", soort_praktijk: vrijgevestigd}\n'
        'therapeuten:\n  - {naam: A. de Vries, agb: "04990022", beroep: fysiotherapeut, registratie: {kfir: '
        "{waarde: ja, van: 2024-01-01, tot_en_met: 2028-12-31, bron: kfir, gezien: 2026-10-01}}}\n",
    )
    expected = canonical(read_dossier(dossier))
    found = canonical(dossier_at(desk.made(date(2027, 1, 1)).records, 0))
    assert {**found, "bestand": ""} == {**expected, "bestand": ""}


def test_tables_that_a_program_made_come_in_as_files_do(desk: Desk) -> None:
    origin = Origin("antwoorden", "f00d", 12)
    tables: dict[str, list[dict[str, str | None]]] = {
        "praktijken": [{"praktijk": "04990011", "naam": "A", "van": None}],
        "therapeuten": [{"therapeut": "04990012", "naam": "B", "beroep": "fysiotherapeut"}],
        "werkrelaties": [{"praktijk": "04990011", "therapeut": "04990012", "van": "2020-01-01"}],
        "kwalificaties": [],
    }
    found = bring_tables(desk.store, tables, origin, Wanted(source="vektis_agb"), START)
    assert [(d.tabel, d.rijen, d.herkomst) for d in found.deliveries] == [
        (name, 1, origin) for name in ("praktijken", "therapeuten", "werkrelaties")
    ]
    assert len(desk.made().records.listed["therapeut"]) == 1
    tables["werkrelaties"].append({"praktijk": "04990099", "therapeut": "4990012", "van": None})
    with pytest.raises(Faults) as refused:
        bring_tables(desk.store, tables, origin, Wanted(), START)
    assert [(f.code, f.line, f.path) for f in refused.value.faults] == [("register.agb", 2, "therapeut")]
