"""From registers to the records of a market."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from inkoopwijzer.facts.dossier import Record, Subject, value_during
from inkoopwijzer.market.folder import read_market, write_market
from inkoopwijzer.market.records import Records
from inkoopwijzer.market.to_dossier import dossier_at
from inkoopwijzer.registers import to_records
from inkoopwijzer.registers.to_records import make_records
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.period import Period
from tests.registers.register_files import DAY, PEOPLE, PRACTICES, Desk

REGISTRATION = ("registratie", "kp")
HEAD = "therapeut;register;van;tot_en_met;gezien;bron\n"
STATED = "soort;praktijk;onderwerp;gegeven;waarde;van;tot_en_met;bron;gezien\n"


def people(records: Records) -> list[tuple[str, str]]:
    """Who works where, by the ids of practice and therapist."""
    practices, therapists = records.listed["praktijk"], records.listed["therapeut"]
    return [
        (practices.ids[p], id_) for p, id_ in zip(therapists.practice.tolist(), therapists.ids, strict=True)
    ]


def therapist(records: Records, practice: str, id_: str) -> Subject:
    dossier = dossier_at(records, records.numbers[practice])
    return next(s for s in dossier.subjects["therapeut"] if s.id == id_)


def test_a_therapist_has_a_row_at_each_practice_and_the_facts_of_the_person_at_both(filled: Desk) -> None:
    filled.bring({"registraties.csv": f"{HEAD}04990013;kp;2020-01-01;2028-12-31;2026-10-01;kp\n"})
    records = filled.made().records
    assert people(records) == [("04990011", "04990012"), ("04990011", "04990013"), ("04990021", "04990013")]
    expected = (Record(True, Period(date(2020, 1, 1), date(2028, 12, 31)), "kp", date(2026, 10, 1)),)
    assert therapist(records, "04990011", "04990013").cells[REGISTRATION] == expected
    assert therapist(records, "04990021", "04990013").cells[REGISTRATION] == expected
    assert REGISTRATION not in therapist(records, "04990011", "04990012").cells


def test_a_fact_of_a_therapist_at_one_practice_is_of_that_row_only(filled: Desk) -> None:
    filled.bring({"opgaven.csv": f"{STATED}therapeut;04990021;04990013;levert.parkinson;ja;;;;\n"})
    records = filled.made().records
    assert ("levert", "parkinson") in therapist(records, "04990021", "04990013").cells
    assert ("levert", "parkinson") not in therapist(records, "04990011", "04990013").cells


def test_relations_and_practices_that_do_not_hold_on_the_day_have_no_row(filled: Desk) -> None:
    filled.bring(
        {"werkrelaties.csv": "praktijk;therapeut;van;tot_en_met\n04990021;04990012;2020-01-01;2026-12-31\n"}
    )
    filled.bring(
        {
            "praktijken.csv": "praktijk;naam;van;tot_en_met\n04990031;Weg;;2026-12-31\n04990041;Nieuw;2027-06-01;\n"
        }
    )
    made = filled.made()
    assert people(made.records) == [
        ("04990011", "04990012"),
        ("04990011", "04990013"),
        ("04990021", "04990013"),
    ]
    assert made.not_there == 1
    assert list(made.records.listed["praktijk"].names) == ["De Linde", "De Vaart"]
    earlier = filled.made(date(2026, 12, 31)).records
    assert ("04990021", "04990012") in people(earlier)
    assert list(earlier.listed["praktijk"].names) == ["De Linde", "De Vaart", "Weg"]
    works = therapist(earlier, "04990021", "04990012").cells["werkzaam_bij",]
    assert works[0].period == Period(date(2020, 1, 1), date(2026, 12, 31))


def test_the_guard_on_the_day_is_what_leaves_them_out(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.bring(
        {"werkrelaties.csv": "praktijk;therapeut;van;tot_en_met\n04990021;04990012;2020-01-01;2026-12-31\n"}
    )
    monkeypatch.setattr(to_records, "_there", lambda rows, works, day: np.ones_like(rows.own_list))
    assert ("04990021", "04990012") in people(filled.made().records)


def test_a_relation_that_is_unknown_on_the_day_keeps_its_row(filled: Desk) -> None:
    filled.bring(
        {"werkrelaties.csv": "praktijk;therapeut;waarde\n04990021;04990012;onbekend\n04990021;05990014;nee\n"}
    )
    assert [who for where, who in people(filled.made().records) if where == "04990021"] == [
        "04990013",
        "04990012",
    ]


def test_whom_a_practice_lists_itself_has_a_row_without_a_relation(filled: Desk) -> None:
    filled.bring(
        {"therapeuten.csv": "therapeut;naam;beroep;praktijk\n05990014;C. Smit;logopedist;04990021\n"}
    )
    subject = therapist(filled.made().records, "04990021", "05990014")
    assert subject.profession == "logopedist"
    assert ("werkzaam_bij",) not in subject.cells


def test_of_two_sources_the_one_seen_last_counts_and_then_the_order_of_the_catalogue(filled: Desk) -> None:
    filled.bring(
        {
            "registraties.csv": HEAD
            + "04990012;kp;;2030-12-31;2026-09-01;vektis_agb\n04990012;kp;;2026-12-31;2026-10-01;kp\n"
            + "04990013;kp;;2030-12-31;2026-10-01;vektis_agb\n04990013;kp;;2026-12-31;2026-10-01;kp\n"
        }
    )
    records = filled.made().records
    (first,) = therapist(records, "04990011", "04990012").cells[REGISTRATION]
    assert (first.source, first.period.end) == ("kp", date(2026, 12, 31))
    (second,) = therapist(records, "04990011", "04990013").cells[REGISTRATION]
    assert (second.source, second.period.end) == ("vektis_agb", date(2030, 12, 31))


def test_what_an_older_register_says_does_not_prolong_what_a_newer_one_says_is_over(filled: Desk) -> None:
    filled.bring(
        {
            "registraties.csv": HEAD
            + "04990012;kp;2020-01-01;;2025-09-01;vektis_agb\n04990012;kp;2020-01-01;2026-06-30;2026-10-01;kp\n"
        }
    )
    found = therapist(filled.made().records, "04990011", "04990012").cells[REGISTRATION]
    assert value_during(found, DAY, False)[0] is False


def test_a_newer_delivery_of_the_same_source_ends_what_it_began(filled: Desk) -> None:
    rows = "praktijk;therapeut;van;tot_en_met\n04990011;04990013;2016-10-01;2026-11-30\n"
    before = filled.now
    filled.bring({"werkrelaties.csv": rows}, source="vektis_agb")
    assert ("04990011", "04990013") not in people(filled.made().records)
    assert ("04990011", "04990013") in people(filled.made(instant=before).records)


def test_columns_of_facts_state_them_of_the_subject_in_the_row(filled: Desk) -> None:
    filled.bring(
        {
            "praktijken.csv": "praktijk;naam;soort_praktijk;website_noemt.praktijkadres;behandelindex.2025\n"
            "04990011;De Linde;vrijgevestigd;ja;101,4\n04990021;De Vaart;;onbekend;\n",
            "behandelindex.csv": "praktijk;jaar;behandelindex;unieke_verzekerden\n04990021;2025;98;\n"
            "04990021;2024;;12\n",
            "overeenkomsten.csv": "praktijk;verzekeraar;beroep;jaar\n04990021;salland;fysiotherapie;2026\n",
            "certificaten.csv": "praktijk;certificaat;tot_en_met\n04990021;nen_en_15224;2028-01-01\n",
            "locaties.csv": "praktijk;locatie;postcode;openingstijden.maandag\n04990021;Vaart;2312ZZ;08:00-12:00\n",
        }
    )
    records = filled.made().records
    first, second = (dossier_at(records, row).practice.cells for row in (0, 1))
    assert {cell: found[0].value for cell, found in first.items()} == {
        ("soort_praktijk",): "vrijgevestigd",
        ("website_noemt", "praktijkadres"): True,
        ("behandelindex", "2025"): Decimal("101.4"),
    }
    assert set(second) == {
        ("website_noemt", "praktijkadres"),
        ("behandelindex", "2025"),
        ("unieke_verzekerden", "2024"),
        ("overeenkomst", "salland", "fysiotherapie", "2026"),
        ("certificaten", "nen_en_15224"),
    }
    assert second["website_noemt", "praktijkadres"][0].value is None
    assert second["certificaten", "nen_en_15224"][0].period.end == date(2028, 1, 1)
    (location,) = dossier_at(records, 1).subjects["locatie"]
    assert location.cells["openingstijden", "maandag"][0].value == ((480, 720),)
    assert list(records.listed["locatie"].postcode) == ["2312ZZ"]


def test_facts_of_the_market_stand_in_its_one_row(filled: Desk) -> None:
    filled.bring({"opgaven.csv": f"{STATED}markt;;;behandelindex_percentiel.2025.70;104,2;;;verzekeraar;\n"})
    found = filled.made().records.cells["markt", ("behandelindex_percentiel", "2025", "70")]
    assert (found.row.tolist(), found.value.tolist()) == ([0], [104.2])


def test_a_register_is_complete_for_the_practices_of_which_that_was_said_last(filled: Desk) -> None:
    filled.bring(
        {
            "volledigheid.csv": "register;praktijk;volledig;gezien\nvektis_agb;;ja;2026-10-01\n"
            "vektis_agb;04990021;nee;2026-10-05\nkp;04990011;ja;2026-09-01\n"
        }
    )
    registers = filled.made().records.registers
    assert registers["vektis_agb"].complete.tolist() == [True, False]
    assert registers["vektis_agb"].seen.tolist() == [date(2026, 10, d).toordinal() for d in (1, 5)]
    assert registers["kp"].complete.tolist() == [True, False]
    assert registers["kp"].seen.tolist() == [date(2026, 9, 1).toordinal(), 0]
    filled.bring({"volledigheid.csv": "register;volledig;gezien\nvektis_agb;ja;2026-11-01\n"})
    assert filled.made().records.registers["vektis_agb"].complete.tolist() == [True, True]


def test_nobody_says_that_a_complete_delivery_is_a_complete_register(filled: Desk) -> None:
    filled.bring({"registraties.csv": f"{HEAD}04990012;kp;;;;\n"}, source="kp", full=True)
    assert filled.made().records.registers == {}


def test_namesakes_of_one_practice_are_told_apart(filled: Desk) -> None:
    filled.bring({"therapeuten.csv": PEOPLE.replace("B. Visser", "a. bakker")}, source="vektis_agb")
    names = filled.made().records.listed["therapeut"].names
    assert list(names) == ["A. Bakker (04990012)", "a. bakker (04990013)", "a. bakker"]


def test_a_code_that_belongs_to_another_profession_is_left_out_and_named(
    filled: Desk, tmp_path: Path
) -> None:
    filled.bring(
        {"therapeuten.csv": PEOPLE.replace("Visser;fysiotherapeut", "Visser;logopedist")}, source="vektis_agb"
    )
    made = filled.made()
    assert made.other_profession == ("04990013",)
    assert list(made.records.listed["therapeut"].agb) == ["04990012", "", ""]
    write_market(made.records, tmp_path / "markt")
    assert len(read_market(tmp_path / "markt")) == 2


def test_what_a_start_before_the_days_of_a_dossier_means_stays(filled: Desk, tmp_path: Path) -> None:
    filled.bring({"registraties.csv": f"{HEAD}04990012;kp;1985-09-01;;;\n"})
    records = filled.made().records
    (found,) = therapist(records, "04990011", "04990012").cells[REGISTRATION]
    assert found.period == Period()
    write_market(records, tmp_path / "markt")
    read_market(tmp_path / "markt")


def test_every_market_that_is_made_can_be_written_and_read(filled: Desk, tmp_path: Path) -> None:
    filled.bring(
        {
            "locaties.csv": "praktijk;locatie;agb;postcode;gemeente\n04990011;Centrum;71990012;8011 ZZ;Zwolle\n",
            "samenwerkingsafspraken.csv": "praktijk;afspraak;partner\n04990011;Met de huisarts;huisarts\n",
            "samenwerkingsverbanden.csv": "praktijk;verband;lid;aantal_therapeuten\n04990021;FZA;ja;40\n",
            "opgaven.csv": f"{STATED}praktijk;04990011;;toelichting.duurzaamheid;"
            '"Wij fietsen, ""altijd"";\nen lopen";;;;\n',
        }
    )
    made = filled.made()
    write_market(made.records, tmp_path / "markt")
    back = read_market(tmp_path / "markt")
    for row in range(len(made.records)):
        assert dossier_at(back, row) == dossier_at(made.records, row)


def test_an_empty_store_gives_a_market_of_nobody(desk: Desk) -> None:
    desk.bring({"volledigheid.csv": "register;volledig\nkp;ja\n"})
    records = desk.made().records
    assert len(records) == 0
    assert len(records.listed["markt"]) == 1


def test_a_fact_that_is_not_known_any_more_is_named(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from inkoopwijzer.facts.catalogue import catalogue

    filled.bring({"registraties.csv": f"{HEAD}04990012;kp;;;;\n"})
    known = catalogue()
    less = replace(known, facts={name: fact for name, fact in known.facts.items() if name != "registratie"})
    with filled.known() as found:
        monkeypatch.setattr(to_records, "catalogue", lambda: less)
        with pytest.raises(Faults, match="registratie"):
            make_records(found, DAY)


def test_a_practice_that_is_delivered_again_goes_by_its_newest_name(filled: Desk) -> None:
    filled.bring({"praktijken.csv": PRACTICES.replace("De Linde", "De Oude Linde")}, seen=date(2026, 10, 1))
    filled.bring({"praktijken.csv": PRACTICES.replace("De Linde", "De Eik")}, seen=date(2026, 9, 1))
    assert list(filled.made().records.listed["praktijk"].names) == ["De Oude Linde", "De Vaart"]
