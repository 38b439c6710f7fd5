"""`inkoopwijzer claims check`, end to end: a market of a few dossiers, claims, codes, and what was not allowed."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.market import entitlement
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.policy.package import shipped_policies
from tests.cli.conftest import Command, Said

# Two practices, all invented. Of the second no register was seen completely.
FIRST = """\
dossier: "1"
bron: {soort: eigen_opgave, gezien: 2026-10-05}
registers:
  parkinsonnet: {gezien: 2026-10-01, volledig: ja}
  chronisch_zorgnet: {gezien: 2026-10-01, volledig: ja}
praktijk: {naam: De Eerste, agb: "04990101"}
therapeuten:
  - naam: Anna
    agb: "04990111"
    beroep: fysiotherapeut
    aangesloten_bij: {parkinsonnet: {waarde: ja, van: 2026-03-01, tot_en_met: 2027-04-30}}
  - {naam: Dora, agb: "24990112", beroep: dietist}
"""
SECOND = """\
dossier: "1"
bron: {soort: eigen_opgave, gezien: 2026-10-05}
praktijk: {naam: De Tweede, agb: "04990201"}
therapeuten:
  - {naam: Bob, agb: "04990211", beroep: fysiotherapeut}
"""
CODES = """\
behandeling;codelijst;prestatie;diagnoselijst;diagnose
parkinson;999;VERZ01;998;VERZP
claudicatio_looptraining;999;VERZ02;;
"""
A, B, DORA, BOB = "04990101", "04990201", "24990112", "04990211"
ANNA = "04990111"
PARKINSON, WALKING = ("999", "VERZ01", "998", "VERZP"), ("999", "VERZ02", None, None)
LINES = {
    "r1": (A, ANNA, PARKINSON, "2027-04-30"),  # the last day of the recognition
    "r2": (A, ANNA, PARKINSON, "2027-05-01"),  # the day after
    "r3": (A, ANNA, ("999", "VERZ01", None, None), "2027-05-01"),  # another diagnosis: no Parkinson
    "r4": (B, BOB, PARKINSON, "2027-02-01"),  # nothing known
    "r5": (A, DORA, WALKING, "2027-02-01"),  # not bought from dietitians
    "r6": (B, ANNA, WALKING, "2027-02-01"),  # does not work there
    "r7": (B, None, WALKING, "2027-02-01"),  # nobody named
    "r8": (A, ANNA, ("999", "VERZ99", None, None), "2027-02-01"),  # a code that stands for nothing here
}
EXPECTED = {
    "r2": ("parkinson", "nee", "lid_parkinsonnet"),
    "r4": ("parkinson", "onbekend", ""),
    "r5": ("claudicatio_looptraining", "nee", entitlement.NOT_BOUGHT),
    "r6": ("claudicatio_looptraining", "geen_relatie", None),
    "r7": ("claudicatio_looptraining", "geen_therapeut", None),
}


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recht")
    dossiers = []
    for name, text in (("eerste.yaml", FIRST), ("tweede.yaml", SECOND)):
        (folder / name).write_text(text, encoding="utf-8")
        dossiers.append(read_dossier(folder / name))
    write_market(records_of(dossiers), folder / "markt")
    return folder / "markt"


def claims(file: Path, lines: list[str]) -> Path:
    """These lines as `claims read` writes them."""
    with duckdb.connect() as con:
        con.execute(
            "create table d (regel varchar, praktijk varchar, therapeut varchar, codelijst varchar, prestatie varchar, "
            "kenmerklijst varchar, kenmerk varchar, diagnoselijst varchar, diagnose varchar, begindatum date, "
            "aantal integer, bedrag decimal(12, 2))"
        )
        for name in lines:
            practice, therapist, (code_list, code, diagnoses, diagnosis), day = LINES[name]
            row = (
                name,
                practice,
                therapist,
                code_list,
                code,
                None,
                None,
                diagnoses,
                diagnosis,
                day,
                2,
                "36.50",
            )
            con.execute(f"insert into d values ({', '.join('?' * 12)})", row)
        con.execute(f"copy d to '{file}' (format parquet)")
    return file


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    path = tmp_path / "codes.csv"
    path.write_text(CODES, encoding="utf-8")
    return path


@pytest.fixture
def check(command: Command, market: Path, codes: Path, tmp_path: Path) -> Command:
    def asked(*words: object, lines: list[str] | None = None, out: Path = tmp_path / "uit.parquet") -> Said:
        given = claims(tmp_path / "claims.parquet", list(LINES) if lines is None else lines)
        fixed = ("--market", market, "--insurer", "salland", "--codes", codes, "--out", out)
        days = () if "--from" in words else ("--from", "2027-01-01", "--until", "2027-12-31")
        return command("claims", "check", given, *fixed, *days, *words)

    return asked


def found(file: Path) -> dict[str, tuple[str | None, ...]]:
    """Of each line found its treatment, the judgement and what lacked."""
    with duckdb.connect() as con:
        rows = con.execute(f"select regel, behandeling, oordeel, ontbreekt from '{file}'").fetchall()
    assert len(rows) == len({row[0] for row in rows})
    return {row[0]: tuple(row[1:]) for row in rows}


def words(text: str) -> str:
    return " ".join(text.split())


def test_it_finds_the_lines_that_were_not_allowed_on_their_day_and_no_other(
    check: Command, tmp_path: Path
) -> None:
    said = check()
    assert (said.code, said.err) == (1, "")
    assert found(tmp_path / "uit.parquet") == EXPECTED
    with duckdb.connect() as con:
        stretch = con.execute(
            f"select niet_van, niet_tot_en_met from '{tmp_path / 'uit.parquet'}' where regel = 'r2'"
        ).fetchone()
    assert [str(day) for day in stretch or ()] == ["2027-05-01", "2027-12-31"]


def test_a_recognition_that_counts_a_day_longer_is_noticed(
    check: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = entitlement._INSERT.replace("(van - 1)", "van")
    assert late != entitlement._INSERT
    monkeypatch.setattr(entitlement, "_INSERT", late)
    check()
    assert found(tmp_path / "uit.parquet") != EXPECTED


def test_it_shows_the_condition_in_words_and_where_the_document_says_it(check: Command) -> None:
    said = words(check().out)
    condition = next(p for p in shipped_policies() if p.insurer == "salland").conditions["lid_parkinsonnet"]
    cite = condition.cites[0]
    assert f"Niet voldaan: {condition.says.nl} Bron: {cite.section}, regel {cite.first}" in said
    assert "Zorg bij de ziekte van Parkinson: zonder recht geleverd 1 regel, 2 behandelingen, € 36,50" in said
    assert "1 therapeut bij 1 praktijk" in said
    for told in (
        "8 regels gelezen; 6 keer een behandeling met eigen voorwaarden.",
        "recht niet vast te stellen",
        "Dit beleid koopt deze zorg niet bij dit beroep in.",
        "het register kent de therapeut niet bij deze praktijk",
        "de regel noemt geen therapeut 1 regel, 2 behandelingen, € 36,50; bij 1 praktijk",
        "1 januari 2027 tot en met 31 december 2027",
        "Niet gekeken is naar de overeenkomst zelf en naar de indicatie",
        "geen oordeel",
    ):
        assert told in said


def test_it_speaks_english(check: Command) -> None:
    said = words(check("--lang", "en").out)
    condition = next(p for p in shipped_policies() if p.insurer == "salland").conditions["lid_parkinsonnet"]
    for told in (
        f"Not met: {condition.says.en} Source:",
        "Care for Parkinson's disease: delivered without entitlement 1 line, 2 treatments, €36.50",
        "entitlement cannot be told",
        "This is a question to the practice, no judgement.",
    ):
        assert told in said
    assert "regel" not in said.replace("(regel", "")


def test_where_nothing_is_found_it_says_so_with_exit_code_0(check: Command) -> None:
    said = check(lines=["r1", "r3", "r8"])
    assert said.code == 0
    assert "Daarbij is niets gevonden." in said.out
    assert "1 keer een behandeling" in said.out


def test_it_gives_data(check: Command) -> None:
    said = check("--json")
    data = json.loads(said.out)
    assert said.code == 1
    assert (data["lines"], data["mapped"]) == (8, 6)
    assert sum(f["lines"] for f in data["findings"]) == len(EXPECTED)
    assert sorted(f["judgement"] for f in data["findings"]) == sorted(j for _, j, _ in EXPECTED.values())


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_nothing_is_wider_than_the_terminal(
    check: Command, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = [line for line in check().out.splitlines() if ".parquet" not in line and "/" not in line]
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("--from", "2027-12-31", "--until", "2027-01-01"), "Kies een latere dag met --until."),
        (("--from", "1-1-2027", "--until", "2027-12-31"), "Bedoelde u 2027-01-01?"),
        (("--insurer", "sallnd"), "Bedoelde u 'salland'?"),
        (("--reading", "x=y"), "De lezing 'x' is niet bekend."),
    ],
)
def test_a_wrong_choice_is_refused_and_nothing_is_written(
    check: Command, tmp_path: Path, wrong: tuple[str, ...], told: str
) -> None:
    said = check(*wrong)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert not (tmp_path / "uit.parquet").exists()


def test_every_fault_in_the_codes_is_told_at_once(check: Command, codes: Path, tmp_path: Path) -> None:
    codes.write_text(CODES.replace("parkinson;", "parkinsn;").replace("VERZ02", ""), encoding="utf-8")
    said = check()
    assert (said.code, said.out) == (2, "")
    assert f"{codes}:2: behandeling: De behandeling 'parkinsn' staat niet in dit beleid." in said.err
    assert f"{codes}:3: prestatie: Dit veld moet ingevuld zijn." in said.err
    assert "2 fouten" in said.err
    assert not (tmp_path / "uit.parquet").exists()


def test_a_line_outside_the_days_asked_is_not_looked_at(check: Command, tmp_path: Path) -> None:
    said = check("--from", "2027-05-01", "--until", "2027-05-31")
    assert set(found(tmp_path / "uit.parquet")) == {"r2"}
    assert "1 keer een behandeling" in said.out


def test_a_place_that_cannot_be_written_is_told(check: Command, tmp_path: Path) -> None:
    said = check(out=tmp_path / "weg" / "uit.parquet")
    assert said.code == 2
    assert "niet te schrijven" in said.err


def test_claims_that_were_not_read_in_yet_are_refused_with_what_to_do(
    command: Command, market: Path, codes: Path, tmp_path: Path
) -> None:
    raw = Path(__file__).resolve().parents[2] / "examples" / "claims" / "declaraties.csv"
    fixed = ("--market", market, "--insurer", "salland", "--codes", codes, "--out", tmp_path / "uit.parquet")
    said = command("claims", "check", raw, *fixed, "--from", "2027-01-01", "--until", "2027-12-31")
    assert said.code == 2
    assert "inkoopwijzer claims read" in said.err
