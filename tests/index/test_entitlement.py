"""Claims against entitlement: the join finds what a reader with the register beside the claims would find."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from inkoopwijzer.index import entitlement
from inkoopwijzer.index.entitlement import (
    NO_RELATION,
    NO_THERAPIST,
    NOT_ENTITLED,
    UNKNOWN,
    Code,
    check_claims,
)
from inkoopwijzer.values.fault import Faults

Line = dict[str, Any]
Stretch = tuple[str, str, str, str | None, date, date, str, str]
CODES = (
    Code("parkinson", None, "073", "1000", diagnosis_list="013", diagnosis="9374"),
    Code("claudicatio_looptraining", None, "073", "1400"),
    Code("valpreventie", "in_balans", "079", "2000", feature_list="004", feature="001"),
)
NEW_YEAR = date(2027, 1, 1)


def drawn(seed: int, lines: int = 400) -> tuple[list[Line], list[Stretch], list[tuple[str, str]]]:
    """Random claims, stretches without entitlement and relations, over few parties so that they meet."""
    r = Random(seed)
    practices, therapists = [f"0499000{n}" for n in range(4)], [f"0499001{n}" for n in range(6)]
    relations = sorted({(r.choice(practices), r.choice(therapists)) for _ in range(12)})
    stretches: list[Stretch] = []
    for practice, therapist in relations:
        for code in CODES:
            day = NEW_YEAR
            while day < date(2027, 12, 31):
                last = min(day + timedelta(days=r.randint(0, 200)), date(2027, 12, 31))
                if r.random() < 0.5:
                    judged = r.choice((NOT_ENTITLED, UNKNOWN))
                    why = "lid_parkinsonnet" if judged == NOT_ENTITLED else ""
                    stretches.append(
                        (practice, therapist, code.treatment, code.option, day, last, judged, why)
                    )
                day = last + timedelta(days=1)
    edges = sorted({day for stretch in stretches for day in stretch[4:6]})
    claims = [
        {
            "regel": f"r{n}",
            "praktijk": r.choice(practices),
            "therapeut": r.choice([*therapists, None]),
            "codelijst": r.choice(("073", "079")),
            "prestatie": r.choice(("1000", "1400", "2000", "9999")),
            "kenmerklijst": r.choice(("004", None)),
            "kenmerk": r.choice(("001", "002", None)),
            "diagnoselijst": r.choice(("013", None)),
            "diagnose": r.choice(("9374", "1234", None)),
            "begindatum": r.choice((r.choice(edges), NEW_YEAR + timedelta(days=r.randrange(365)))),
            "aantal": r.randint(1, 3),
            "bedrag": r.choice((Decimal("36.00"), None)),
        }
        for n in range(lines)
    ]
    return claims, stretches, relations


def write(
    folder: Path, claims: list[Line], stretches: list[Stretch], relations: list[tuple[str, str]]
) -> None:
    with duckdb.connect() as con:
        con.execute(
            "create table d (regel varchar, praktijk varchar, therapeut varchar, codelijst varchar, prestatie varchar, "
            "kenmerklijst varchar, kenmerk varchar, diagnoselijst varchar, diagnose varchar, begindatum date, "
            "aantal integer, bedrag decimal(12,2))"
        )
        con.executemany(f"insert into d values ({', '.join('?' * 12)})", [tuple(c.values()) for c in claims])
        con.execute(
            "create table r (praktijk varchar, therapeut varchar, beleid varchar, behandeling varchar, optie varchar, "
            "van date, tot_en_met date, recht varchar, ontbreekt varchar)"
        )
        con.executemany("insert into r values (?, ?, 'beleid', ?, ?, ?, ?, ?, ?)", stretches)
        con.execute("create table w (praktijk varchar, therapeut varchar)")
        con.executemany("insert into w values (?, ?)", relations)
        for table, name in (("d", "d"), ("r", "recht"), ("w", "relaties")):
            con.execute(f"copy {table} to '{folder / name}.parquet' (format parquet)")


def fits(code: Code, line: Line) -> bool:
    wanted = {
        "kenmerklijst": code.feature_list,
        "kenmerk": code.feature,
        "diagnoselijst": code.diagnosis_list,
        "diagnose": code.diagnosis,
    }
    same = (line["codelijst"], line["prestatie"]) == (code.code_list, code.performance)
    return same and all(value is None or line[field] == value for field, value in wanted.items())


def by_hand(
    claims: list[Line], stretches: list[Stretch], relations: list[tuple[str, str]]
) -> set[tuple[str, str, str]]:
    """Line, treatment and judgement, one by one."""
    found = set()
    for line in claims:
        for code in CODES:
            if not fits(code, line):
                continue
            if line["therapeut"] is None:
                found.add((line["regel"], code.treatment, NO_THERAPIST))
            elif (line["praktijk"], line["therapeut"]) not in relations:
                found.add((line["regel"], code.treatment, NO_RELATION))
            for practice, therapist, treatment, option, first, last, judged, _ in stretches:
                who = (practice, therapist, treatment, option)
                asked = (line["praktijk"], line["therapeut"], code.treatment, code.option)
                if who == asked and first <= line["begindatum"] <= last:
                    found.add((line["regel"], code.treatment, judged))
    return found


def by_join(folder: Path) -> set[tuple[str, str, str]]:
    out = folder / "uit.parquet"
    check_claims([folder / "d.parquet"], folder / "recht.parquet", folder / "relaties.parquet", CODES, out)
    with duckdb.connect() as con:
        rows = con.execute(f"select regel, behandeling, oordeel from '{out}'").fetchall()
    assert len(rows) == len(set(rows))
    return set(rows)


@pytest.mark.parametrize("seed", range(6))
def test_the_join_finds_what_is_found_line_by_line(seed: int, tmp_path: Path) -> None:
    given = drawn(seed)
    write(tmp_path, *given)
    expected = by_hand(*given)
    assert {judged for _, _, judged in expected} == {NOT_ENTITLED, UNKNOWN, NO_RELATION, NO_THERAPIST}
    assert by_join(tmp_path) == expected


def test_a_day_too_many_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = entitlement._FOUND.replace("between r.van and r.tot_en_met", "between r.van and r.tot_en_met - 1")
    assert wrong != entitlement._FOUND
    monkeypatch.setattr(entitlement, "_FOUND", wrong)
    differs = False
    for seed in range(6):
        given = drawn(seed)
        write(tmp_path, *given)
        differs = differs or by_join(tmp_path) != by_hand(*given)
    assert differs


def test_the_counts_are_those_of_the_lines_found(tmp_path: Path) -> None:
    given = drawn(1)
    write(tmp_path, *given)
    out = tmp_path / "uit.parquet"
    done = check_claims(
        [tmp_path / "d.parquet"], tmp_path / "recht.parquet", tmp_path / "relaties.parquet", CODES, out
    )
    found = by_hand(*given)
    assert done.lines == len(given[0])
    assert done.mapped == len(
        {(c["regel"], code.treatment) for c in given[0] for code in CODES if fits(code, c)}
    )
    assert sum(f.lines for f in done.findings) == len(found)
    amounts = {c["regel"]: (c["aantal"], c["bedrag"] or 0) for c in given[0]}
    assert sum(f.treatments for f in done.findings) == sum(amounts[regel][0] for regel, _, _ in found)
    assert sum(f.amount or 0 for f in done.findings) == sum(amounts[regel][1] for regel, _, _ in found)


def test_what_is_not_claims_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("no")
    duckdb.sql(f"copy (select 1 as regel) to '{tmp_path / 'y.parquet'}' (format parquet)")
    with pytest.raises(Faults) as raised:
        check_claims(
            [tmp_path / "x.parquet", tmp_path / "y.parquet"],
            tmp_path / "r",
            tmp_path / "w",
            CODES,
            tmp_path / "uit",
        )
    assert {f.path for f in raised.value.faults} >= {"", "praktijk", "begindatum"}
    assert all(f.hint is not None and "claims read" in f.hint.nl for f in raised.value.faults)
    assert not (tmp_path / "uit").exists()
