"""`inkoopwijzer register`, as an insurer's contract manager uses it, on the invented files of examples/registers."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from inkoopwijzer.cli import main, register
from inkoopwijzer.facts.catalogue import forget_additions
from inkoopwijzer.market.folder import read_market
from tests.cli.conftest import Command, Said

EXAMPLES = Path(__file__).parents[2] / "examples" / "registers"
AGB = ("praktijken.csv", "therapeuten.csv", "werkrelaties.csv", "locaties.csv", "kwalificaties.csv")


@pytest.fixture(autouse=True)
def known_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(main.COMMANDS, "register", (register.app, "For an insurer"))


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with everything in the examples, as the documentation brings it in; made once, to be copied."""
    store = tmp_path_factory.mktemp("registers") / "registers"

    def bring(*words: object) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(main.COMMANDS, "register", (register.app, "For an insurer"))
            assert main.run(["register", "import", str(store), *map(str, words)]) == 0

    agb = [EXAMPLES / name for name in AGB]
    bring(*agb, "--source", "vektis_agb", "--seen", "2026-10-01", "--full")
    export = EXAMPLES / "uitdraai-register"
    mapping = export.with_suffix(".yaml")
    bring(export.with_suffix(".csv"), "--mapping", mapping, "--source", "kfir", "--seen", "2026-10-05")
    bring(EXAMPLES / "behandelindex.csv", "--source", "spiegelinformatie", "--seen", "2026-06-01")
    bring(EXAMPLES / "overeenkomsten.csv", "--source", "verzekeraar", "--seen", "2026-01-05")
    bring(EXAMPLES / "volledigheid.csv", EXAMPLES / "opgaven.xlsx")
    return store


@pytest.fixture
def store(brought_in: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(brought_in, tmp_path / "registers"))


def data(said: Said) -> object:
    assert said.code in (0, 1), said.err
    return json.loads(said.out)


def test_an_import_tells_what_came_in(command: Command, tmp_path: Path) -> None:
    said = command(
        "register",
        "import",
        tmp_path / "r",
        EXAMPLES / "praktijken.csv",
        "--source",
        "vektis_agb",
        "--seen",
        "2026-10-01",
    )
    assert said.code == 0
    assert "0001-praktijken  4 rijen  praktijken.csv, Vektis AGB-register, gezien 1 oktober 2026" in said.out


def test_it_tells_who_is_not_known_and_when_the_day_is_missing(command: Command, store: Path) -> None:
    said = command(
        "register",
        "import",
        store,
        EXAMPLES / "uitdraai-register.csv",
        "--mapping",
        EXAMPLES / "uitdraai-register.yaml",
    )
    assert said.code == 0
    assert "1 rij over een therapeut die niet in 'therapeuten' staat" in said.out
    assert "--seen" in said.out


def test_wrong_files_are_refused_with_all_faults_and_exit_code_two(command: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "therapeuten.csv"
    wrong.write_text("therapeut;naam;beroep\n4990012;A;fysiotherapeut\n04990013;B;fysio\n", encoding="utf-8")
    said = command("register", "import", tmp_path / "r", wrong)
    assert said.code == 2
    assert "therapeuten.csv:2: therapeut: De AGB-code 4990012 heeft 7 cijfers" in said.err
    assert "therapeuten.csv:3: beroep: 'fysio' kan hier niet. Kies uit: fysiotherapeut" in said.err
    assert "daarvan is niets overgenomen" in said.err
    assert not (tmp_path / "r").exists()


def test_the_store_shows_every_delivery_by_the_instant_from_which_it_is_known(
    command: Command, store: Path
) -> None:
    said = command("register", "show", store)
    assert said.code == 0
    for part in ("0003-werkrelaties", "0006-registraties", "met uitdraai-register.yaml", "Bekend vanaf"):
        assert part in said.out
    command("register", "import", store, EXAMPLES / "praktijken.csv", "--source", "vektis_agb", "--full")
    shown = command("register", "show", store, "--json")
    found = data(shown)
    assert isinstance(found, dict)
    replaced = [d["naam"] for d in found["deliveries"] if d["vervangen"]]
    assert replaced == ["0001-praktijken"]
    assert "later vervangen" in command("register", "show", store).out


def test_quality_tells_what_is_wrong_and_ends_with_one(command: Command, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "bevindingen.csv"
    said = command("register", "quality", store, "--on", "2026-11-22", "--days", 100, "--csv", out)
    assert said.code == 1
    for part in (
        "behandelindex  3 rijen, spiegelinformatie",
        "oud: 3 rijen langer dan 100 dagen geleden gezien, de oudste op 1 juni 2026",
        "04990021, behandelindex.2025: eigen opgave van de praktijk zegt 112.5",
        "volgens eigen opgave van de praktijk tot en met 2031-12-31",
        "05990099 staat 1 keer in registraties, en niet in therapeuten",
        "05990033 (F. Jansen) staat als fysiotherapeut",
        "05990031 (Logopedie Helder) heeft geen postcode",
        "Niets gevonden:",
    ):
        assert " ".join(part.split()) in " ".join(said.out.split()), part
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines(), delimiter=";"))
    found = data(command("register", "quality", store, "--on", "2026-11-22", "--json"))
    assert isinstance(found, dict)
    assert len(rows) == sum(kind["count"] for kind in found["kinds"])


def test_quality_looks_at_postcodes_when_it_knows_which_there_are(
    command: Command, store: Path, tmp_path: Path
) -> None:
    codes = tmp_path / "pc4.csv"
    codes.write_text("pc4,plaats\n8011,Zwolle\n2312,Leiden\n3011,Rotterdam\n", encoding="utf-8")
    said = command("register", "quality", store, "--postcodes", codes)
    assert "04990011, Zuid: 8012ZZ komt niet voor" in said.out
    codes.write_text("pc4\n801\n", encoding="utf-8")
    said = command("register", "quality", store, "--postcodes", codes)
    assert said.code == 2
    assert "pc4.csv:2: pc4: '801' is geen postcode van vier cijfers" in said.err
    codes.write_text("postcode\n", encoding="utf-8")
    assert "De kolom 'pc4' ontbreekt" in command("register", "quality", store, "--postcodes", codes).err


def test_registers_without_findings_end_with_zero(command: Command, tmp_path: Path) -> None:
    practices = tmp_path / "praktijken.csv"
    practices.write_text("praktijk;naam;postcode\n04990011;A;8011ZZ\n", encoding="utf-8")
    command("register", "import", tmp_path / "r", practices, "--seen", "2026-10-01")
    assert command("register", "quality", tmp_path / "r", "--on", "2026-11-01").code == 0


def test_a_market_is_made_of_what_is_known(command: Command, store: Path, tmp_path: Path) -> None:
    said = command("register", "market", store, tmp_path / "markt", "--on", "2027-01-01")
    assert said.code == 0
    assert "zoals zij is op 1 januari 2027" in said.out
    assert "05990033" in said.out
    records = read_market(tmp_path / "markt")
    assert len(records) == 3
    assert records.about["dag"] == "2027-01-01"
    earlier = data(command("register", "market", store, tmp_path / "eerder", "--on", "2026-06-01", "--json"))
    assert isinstance(earlier, dict)
    assert (earlier["counts"]["praktijk"], earlier["counts"]["therapeut"]) == (4, 8)


def test_what_was_known_before_anything_came_in_is_nothing(
    command: Command, store: Path, tmp_path: Path
) -> None:
    said = command(
        "register", "market", store, tmp_path / "markt", "--on", "2027-01-01", "--known-on", "2020-01-01"
    )
    assert said.code == 0
    assert len(read_market(tmp_path / "markt")) == 0


@pytest.mark.parametrize("instant", ["gisteren", "2026-13-01", "2026-11-30T12:00:00"])
def test_an_instant_that_is_none_is_refused(command: Command, store: Path, instant: str) -> None:
    said = command("register", "show", store, "--known-on", instant)
    assert said.code == 2
    assert "geen tijdstip met een tijdzone" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--source", "vektis"), "Bedoelde u 'vektis_agb'?"),
        (("--seen", "1-10-2026"), "Bedoelde u 2026-10-01?"),
        (("--table", "praktijk"), "praktijken"),
        (("--full",), "--source"),
        (("--mapping", "nergens.yaml"), "nergens.yaml"),
    ],
)
def test_wrong_options_are_refused_with_what_was_meant(
    command: Command, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    said = command("register", "import", tmp_path / "r", EXAMPLES / "praktijken.csv", *words)
    assert said.code == 2
    assert told in said.err


def test_where_there_is_no_store_that_is_said(command: Command, tmp_path: Path) -> None:
    for words in (("show",), ("quality",), ("market",)):
        more = [tmp_path / "markt"] if words == ("market",) else []
        said = command("register", *words, tmp_path / "niets", *more)
        assert said.code == 2
        assert "register import" in said.err


def test_the_tables_are_told_with_their_columns(command: Command) -> None:
    said = command("register", "layout")
    assert said.code == 0
    for part in ("praktijk*", "registratie.<register>", "website_noemt.<website_onderdeel>"):
        assert part in said.out
    one = command("register", "layout", "registraties", "--lang", "en")
    assert "big_artikel_3, irf, kfir, kp, kabiz" in one.out
    assert "A row says: registratie.<register>" in one.out
    found = data(command("register", "layout", "--json"))
    assert isinstance(found, list)
    assert [table["table"] for table in found][:3] == ["praktijken", "locaties", "therapeuten"]
    assert command("register", "layout", "registratie").code == 2


def test_dossiers_can_be_brought_in_too(command: Command, tmp_path: Path) -> None:
    dossier = EXAMPLES.parent / "2-brug-in-leiden.yaml"
    said = command("register", "import", tmp_path / "r", dossier, "--json")
    assert said.code == 0
    assert {row["tabel"] for row in json.loads(said.out)} >= {
        "praktijken",
        "therapeuten",
        "opgaven",
        "volledigheid",
    }
    assert command("register", "market", tmp_path / "r", tmp_path / "m", "--on", "2027-01-01").code == 0
    assert read_market(tmp_path / "m").listed["praktijk"].agb[0] == "04990021"


def test_it_speaks_english(command: Command, store: Path, tmp_path: Path) -> None:
    assert "Known from" in command("register", "show", store, "--lang", "en").out
    assert "Sources that contradict each other" in command("register", "quality", store, "--lang", "en").out
    said = command("register", "market", store, tmp_path / "m", "--on", "2027-01-01", "--lang", "en")
    assert "as it stands on 1 January 2027" in said.out


def test_facts_of_a_policy_package_are_known_when_it_is_named(command: Command, tmp_path: Path) -> None:
    package = Path(__file__).parents[1] / "expressiveness" / "packages" / "duinrand"
    practices = tmp_path / "praktijken.csv"
    practices.write_text("praktijk;naam;kwaliteitsplan_goedgekeurd\n04990011;A;ja\n", encoding="utf-8")
    forget_additions()
    try:
        assert "kwaliteitsplan_goedgekeurd" in command("register", "import", tmp_path / "r", practices).err
        assert command("register", "import", tmp_path / "r", practices, "--package", package).code == 0
        forget_additions()
        said = command("register", "market", tmp_path / "r", tmp_path / "m")
        assert said.code == 2
        assert "--package" in said.err
        assert command("register", "market", tmp_path / "r", tmp_path / "m", "--package", package).code == 0
    finally:
        forget_additions()
