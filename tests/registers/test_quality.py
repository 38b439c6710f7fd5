"""The report on the quality of registers: each question answered, and not answered where there is nothing."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.registers import quality_checks
from inkoopwijzer.registers.quality import Finding, Quality, look_at
from inkoopwijzer.registers.quality_across import in_register, shared_dimensions
from inkoopwijzer.registers.quality_checks import CHECKS, CONTRADICTIONS
from inkoopwijzer.registers.quality_csv import harmless, quality_csv
from tests.registers.register_files import PEOPLE, PRACTICES, Desk

TODAY = date(2026, 11, 22)
HEAD = "therapeut;register;van;tot_en_met;waarde;bron\n"
POSTCODES = frozenset({"8011", "2312"})


def report(desk: Desk, *, days: int = 365, postcodes: frozenset[str] | None = None) -> Quality:
    with desk.known() as known:
        return look_at(known, TODAY, days, postcodes)


def found(desk: Desk, kind: str, postcodes: frozenset[str] | None = None) -> tuple[Finding, ...]:
    return next(k.findings for k in report(desk, postcodes=postcodes).kinds if k.id == kind)


def told(desk: Desk, kind: str, postcodes: frozenset[str] | None = None) -> list[str]:
    return [finding.says.nl for finding in found(desk, kind, postcodes)]


def test_registers_in_order_give_no_findings(filled: Desk) -> None:
    filled.bring(
        {"therapeuten.csv": PEOPLE.replace("05990014;C. Smit;logopedist\n", "")},
        source="vektis_agb",
        full=True,
    )
    quality = report(filled, postcodes=POSTCODES)
    assert quality.count == 0
    assert {kind.id for kind in quality.kinds} == {c.id for c in (*CONTRADICTIONS, *CHECKS)} | {
        "mist_in_register"
    }


def test_sources_that_contradict_each_other_are_told_with_what_each_says(filled: Desk) -> None:
    rows = "04990012;kp;2020-01-01;;ja;kp\n04990012;kp;2025-01-01;2025-12-31;nee;vektis_agb\n"
    filled.bring({"registraties.csv": HEAD + rows})
    (finding,) = found(filled, "tegenspraak")
    assert (finding.subject, finding.fact) == ("04990012", "registratie.kp")
    assert "(KP) zegt ja, Vektis AGB-register zegt nee" in finding.says.nl
    assert finding.says.en.startswith("04990012, registratie.kp: ")


def test_a_statement_at_one_practice_can_contradict_one_of_the_person(filled: Desk) -> None:
    filled.bring(
        {
            "registraties.csv": HEAD + "04990013;kp;;;ja;kp\n",
            "opgaven.csv": "soort;praktijk;onderwerp;gegeven;waarde;bron\n"
            "therapeut;04990021;04990013;registratie.kp;nee;eigen_opgave\n",
        }
    )
    (finding,) = found(filled, "tegenspraak")
    assert (finding.practice, finding.subject) == ("04990021", "04990013")


@pytest.mark.parametrize(
    "rows",
    [
        "04990012;kp;2020-01-01;2022-12-31;ja;kp\n04990012;kp;2023-01-01;;nee;vektis_agb\n",
        "04990012;kp;;;ja;kp\n04990012;kp;;;onbekend;vektis_agb\n",
        "04990012;kp;;;ja;kp\n04990012;irf;;;nee;vektis_agb\n",
        "04990012;kp;;;ja;kp\n04990013;kp;;;nee;vektis_agb\n",
    ],
)
def test_other_days_other_facts_and_not_knowing_are_no_contradiction(filled: Desk, rows: str) -> None:
    filled.bring({"registraties.csv": HEAD + rows})
    assert found(filled, "tegenspraak") == ()


def test_what_one_source_said_before_and_corrected_is_no_contradiction(filled: Desk) -> None:
    filled.bring({"registraties.csv": HEAD + "04990012;kp;;;nee;kp\n"})
    filled.bring({"registraties.csv": HEAD + "04990012;kp;;;ja;kp\n04990012;kp;;;ja;vektis_agb\n"})
    assert found(filled, "tegenspraak") == ()


def test_what_runs_by_one_source_and_is_over_or_ends_otherwise_by_another_is_told(filled: Desk) -> None:
    filled.bring(
        {
            "registraties.csv": HEAD
            + "04990012;kp;2020-01-01;;ja;vektis_agb\n04990012;kp;2020-01-01;2026-06-30;ja;kp\n"
            + "04990013;kp;2020-01-01;2028-12-31;ja;vektis_agb\n04990013;kp;2020-01-01;2026-12-31;ja;kp\n"
        }
    )
    assert [finding.subject for finding in found(filled, "elders_beeindigd")] == ["04990012"]
    assert told(filled, "elders_beeindigd")[0].endswith("(KP) tot en met 2026-06-30")
    assert [finding.subject for finding in found(filled, "ander_einde")] == ["04990013"]


def test_a_therapist_without_a_relation_is_told(filled: Desk) -> None:
    assert told(filled, "zonder_relatie") == [
        "05990014 (C. Smit, logopedist) heeft geen relatie met een praktijk"
    ]
    filled.bring(
        {"therapeuten.csv": "therapeut;naam;beroep;praktijk\n05990014;C. Smit;logopedist;04990021\n"}
    )
    assert found(filled, "zonder_relatie") == ()


def test_rows_on_practices_and_therapists_that_are_not_known_are_told(filled: Desk) -> None:
    filled.bring({"registraties.csv": HEAD + "04990099;kp;;;ja;kp\n04990099;irf;;;ja;kp\n"})
    assert told(filled, "onbekende_therapeut") == [
        "04990099 staat 2 keer in registraties, en niet in therapeuten"
    ]
    smaller = PRACTICES.replace("04990021;De Vaart;2312 ZZ\n", "")
    filled.bring({"praktijken.csv": smaller}, source="vektis_agb", full=True)
    assert told(filled, "onbekende_praktijk") == [
        "04990021 staat 1 keer in werkrelaties, en niet in praktijken"
    ]


def test_a_relation_that_goes_on_after_either_party_ended_is_told(filled: Desk) -> None:
    filled.bring(
        {
            "praktijken.csv": "praktijk;naam;tot_en_met\n04990031;Weg;2026-06-30\n04990041;Straks;2027-06-30\n",
            "therapeuten.csv": "therapeut;naam;beroep;tot_en_met\n04990032;X;fysiotherapeut;2026-05-31\n"
            "04990033;Y;fysiotherapeut;\n",
            "werkrelaties.csv": "praktijk;therapeut;tot_en_met\n04990031;04990033;\n04990041;04990033;\n"
            "04990011;04990032;\n04990021;04990032;2026-05-31\n",
        }
    )
    assert told(filled, "beeindigde_praktijk") == ["04990033 bij 04990031: de praktijk stopte op 2026-06-30"]
    assert told(filled, "beeindigde_therapeut") == [
        "04990032 bij 04990011: de AGB-code eindigde op 2026-05-31"
    ]


def test_a_profession_that_does_not_fit_the_code_is_told(filled: Desk) -> None:
    filled.bring({"therapeuten.csv": "therapeut;naam;beroep\n04990018;D;logopedist\nT-9;E;logopedist\n"})
    assert told(filled, "ander_beroep") == [
        "04990018 (D) staat als logopedist; een AGB-code daarvan begint met 05"
    ]


def test_postcodes_that_are_missing_or_do_not_exist_are_told(filled: Desk) -> None:
    filled.bring(
        {
            "praktijken.csv": "praktijk;naam;postcode\n04990031;A;\n04990041;B;\n04990051;C;1000 AA\n"
            "17990061;D;8011AB\n",
            "locaties.csv": "praktijk;locatie;postcode\n04990041;Centrum;2312ZZ\n04990041;Zuid;9999ZZ\n",
        }
    )
    assert told(filled, "zonder_postcode") == ["04990031 (A) heeft geen postcode"]
    expected = ["04990041, Zuid: 9999ZZ komt niet voor", "04990051: 1000AA komt niet voor"]
    assert sorted(told(filled, "onbekende_postcode", POSTCODES)) == expected
    assert "onbekende_postcode" not in {kind.id for kind in report(filled).kinds}
    assert told(filled, "onbekend_voorvoegsel") == ["17990061 (D): 17 hoort bij geen beroep dat bekend is"]


def test_what_is_in_one_register_and_not_in_another_is_told_where_that_register_is_there(
    filled: Desk,
) -> None:
    head = "therapeut;gegeven;sleutel;tot_en_met\n"
    filled.bring({"kwalificaties.csv": head + "04990012;deelregister;kfir.manueel;2028-12-31\n"})
    assert found(filled, "mist_in_register") == ()
    filled.bring({"kwalificaties.csv": head + "04990013;verbijzondering_in_vektis;sport;\n"})
    assert sorted(told(filled, "mist_in_register")) == [
        "04990012: manuele fysiotherapie staat in deelregister, maar niet in verbijzondering_in_vektis",
        "04990013: sportfysiotherapie staat in verbijzondering_in_vektis, maar niet in deelregister",
    ]
    filled.bring({"kwalificaties.csv": head + "04990012;verbijzondering_in_vektis;manueel;2026-01-01\n"})
    assert len(told(filled, "mist_in_register")) == 2
    filled.bring(
        {"kwalificaties.csv": head + "04990012;verbijzondering_in_vektis;manueel;\n"}, source="vektis_agb"
    )
    assert len(told(filled, "mist_in_register")) == 1


def test_which_registers_should_agree_follows_from_the_catalogue() -> None:
    shared = {name: {fact.id for fact in facts} for name, facts in shared_dimensions().items()}
    assert shared["verbijzondering"] == {"biedt_verbijzondering", "verbijzondering_in_vektis", "deelregister"}
    assert shared["specialisatie"] == {
        "biedt_specialisatie",
        "specialisatie_in_kp",
        "specialisatie_in_vektis",
    }
    assert not in_register(catalogue().facts["biedt_verbijzondering"])
    assert in_register(catalogue().facts["deelregister"])


def test_what_is_old_what_has_no_day_and_what_is_open_is_counted_by_table_and_source(desk: Desk) -> None:
    text = "praktijk;naam;postcode;soort_praktijk;gezien;bron\n"
    rows = (
        "04990011;A;8011ZZ;vrijgevestigd;2025-11-21;skf\n04990021;B;;;2025-11-22;skf\n04990031;C;;;;skf\n"
        "04990041;D;8011ZZ;instelling;2026-11-01;kp\n"
    )
    desk.bring({"praktijken.csv": text + rows})
    kp, skf = report(desk).tables
    assert (skf.table, skf.source, skf.rows, skf.stale, skf.unseen) == ("praktijken", "skf", 3, 1, 1)
    assert skf.oldest == date(2025, 11, 21)
    assert skf.empty == {"postcode": 2, "soort_praktijk": 2}
    assert (kp.source, kp.stale, kp.unseen, kp.empty) == ("kp", 0, 0, {})
    assert [table.stale for table in report(desk, days=366).tables] == [0, 0]


def test_of_each_fact_that_is_stated_it_is_counted_of_how_many_it_is_not(filled: Desk) -> None:
    filled.bring(
        {"registraties.csv": HEAD + "04990012;kp;;;ja;kp\n04990012;irf;;;ja;kp\n04990099;kp;;;ja;kp\n"}
    )
    facts = {(fact.fact, fact.subjects, fact.without) for fact in report(filled).facts}
    assert facts == {("registratie", 3, 2), ("werkzaam_bij", 3, 1)}


def test_of_very_many_findings_some_are_listed_and_all_are_counted(filled: Desk) -> None:
    rows = "".join(f"0499{at:04d};kp;;;ja;kp\n" for at in range(5000, 5040))
    filled.bring({"registraties.csv": HEAD + rows})
    with filled.known() as known:
        kind = next(k for k in look_at(known, TODAY, 365, most=5).kinds if k.id == "onbekende_therapeut")
    assert (kind.count, len(kind.findings)) == (40, 5)


@pytest.mark.parametrize("check", [*CONTRADICTIONS, *CHECKS], ids=lambda check: check.id)
def test_every_question_has_a_sentence_in_two_languages(check: quality_checks.Check) -> None:
    assert check.title.nl != check.title.en
    assert check.says.nl
    assert check.says.en


def test_a_question_that_is_not_asked_is_noticed(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inkoopwijzer.registers.quality.CHECKS", ())
    assert report(filled).count == 0
    monkeypatch.undo()
    assert report(filled).count == 1


def test_the_csv_file_holds_every_finding_and_nothing_that_a_spreadsheet_would_run(filled: Desk) -> None:
    filled.bring({"therapeuten.csv": "therapeut;naam;beroep\n04990018;=HYPERLINK(1);fysiotherapeut\n"})
    filled.bring({"locaties.csv": "praktijk;locatie;postcode\n04990011;=1+1;9999ZZ\n"})
    text = quality_csv(report(filled, postcodes=POSTCODES), "nl")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == report(filled, postcodes=POSTCODES).count == 3
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]
    assert harmless("=1+1") == "'=1+1"
    assert harmless("De Linde") == "De Linde"
