"""No number, name or date of birth of a person comes out of a message; pseudonyms cannot be joined across insurers."""

from __future__ import annotations

import hmac
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from inkoopwijzer.registers import claims_gate, claims_make, gds_keys, gds_lines, gds_message, gds_settle
from inkoopwijzer.services.reading_claims import make_key
from inkoopwijzer.values.fault import Faults
from tests.registers import gds_files as gds
from tests.registers.gds_files import Back, Credit, Debit, Message, Person

BSN = gds.bsn(99999001)
SECRETS = {
    "bsn": BSN,
    "number": "VN-77001122",
    "patient": "PID-4455667",
    "name": "Verzonnenaar",
    "street": "Geheimlaan",
    "line": "REGEL-889900",
    "other line": "REGEL-889901",
    "credit": "CREDIT-5566",
    "invoice": "FACTUUR-331144",
    "second invoice": "FACTUUR-331155",
    "birth": "1957-08-09",
    "feedback": "TERUG-121212",
}
ADDED = (
    f"<PatientIdentificatienummer>{SECRETS['patient']}</PatientIdentificatienummer><AanvullendeVerzekerdegegevens>"
    f"<Naam>{SECRETS['name']}</Naam><Adres><Straat>{SECRETS['street']}</Straat></Adres></AanvullendeVerzekerdegegevens>"
)


def messages() -> tuple[list[Message], list[Message]]:
    """A claim message, one that credits, and the return of the first, full of what must not come out."""
    person = Person(
        (Debit(SECRETS["line"]), Debit(SECRETS["other line"])), BSN, "BSN", born=SECRETS["birth"], more=ADDED
    )
    other = Person((Debit("R-9"),), SECRETS["number"], born=SECRETS["birth"], more=ADDED)
    first = Message((person, other), invoice=SECRETS["invoice"])
    credit = replace(person, lines=(Credit(SECRETS["credit"], SECRETS["line"]),))
    second = Message((credit,), invoice=SECRETS["second invoice"])
    feedback = f"<BetrokkenElement><Elementwaarde>{SECRETS['feedback']}</Elementwaarde></BetrokkenElement>"
    back = replace(person, lines=(Back(SECRETS["other line"], "20.00"),))
    return [first, second], [first.returned([back], "92.00", more=f"<Feedback>{feedback}</Feedback>")]


def told(folder: Path) -> bytes:
    """Everything that came out, also what is compressed in the Parquet file."""
    out = folder / "uit"
    return gds.everything(out) + "\n".join(str(row) for row in gds.rows(out / "claims.parquet")).encode()


def leaks(folder: Path) -> set[str]:
    """What came out that must not."""
    gds.read(folder, *messages())
    said = told(folder)
    return {name for name, secret in SECRETS.items() if secret.encode() in said}


def test_nothing_that_identifies_a_person_comes_out(tmp_path: Path) -> None:
    assert leaks(tmp_path) == set()
    assert len(gds.rows(tmp_path / "uit" / "claims.parquet")) == 2


def test_a_hash_that_is_left_out_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gds_keys.Key, "pseudonym", lambda self, purpose, *parts: f"{parts[-1]}_x")
    assert {"bsn", "number", "other line"} == leaks(tmp_path)


def test_a_bsn_without_hash_does_not_even_pass_the_gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gds_lines, "person_of", lambda insured, key: insured.number)
    with pytest.raises(Faults) as refused:
        gds.read(tmp_path, [Message((Person((Debit("R-1"),), BSN, "BSN"),))])
    assert [f.code for f in refused.value.faults] == ["claims.bsn"]
    assert BSN not in str(refused.value)


def test_the_working_files_hold_no_raw_number_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    check, load = claims_gate.check, gds_settle.Staging.load

    def look(staging: Any, con: Any) -> None:
        staging.close()
        seen.extend(path.read_bytes() for path in tmp_path.rglob("*.csv"))
        load(staging, con)

    def look_again(con: Any, files: Any) -> None:
        con.execute("CHECKPOINT")
        seen.extend(path.read_bytes() for path in tmp_path.rglob("*.duckdb*"))
        check(con, files)

    monkeypatch.setattr(gds_settle.Staging, "load", look)
    monkeypatch.setattr(claims_make, "check", look_again)
    gds.read(tmp_path, *messages())
    assert len(seen) >= 4
    assert sum(map(len, seen)) > 1_000
    assert {
        name for name, secret in SECRETS.items() if any(secret.encode() in data for data in seen)
    } == set()
    assert not list((tmp_path / "uit").glob(".*"))


def test_no_fault_repeats_what_identifies_a_person(tmp_path: Path) -> None:
    (first, second), returns = messages()
    person = first.people[0]
    broken = [
        replace(first, people=(replace(person, number="123456789"),)),
        replace(first, people=(replace(person, number=f"{BSN}0"),)),
        replace(first, people=(replace(person, born="2057-08-09"),)),
        replace(first, people=(replace(person, born="09-08-1957"),)),
        replace(first, people=(replace(person, uzovi="9999"),)),
        replace(first, people=(person, replace(person, lines=(Debit("x" * 150),)))),
        replace(first, people=(person, person)),
        replace(first, total="1.00"),
        replace(second, people=(replace(second.people[0], scheme="Verzekerdennummer"),)),
        replace(first, invoice="x" * 150),
    ]
    for number, wrong in enumerate(broken):
        with pytest.raises(Faults) as refused:
            gds.read(tmp_path, [wrong] if number != 8 else [first, wrong], [])
        said = "\n".join(f.show("nl") + f.show("en") for f in refused.value.faults)
        secrets = {
            **SECRETS,
            "wrong": "123456789",
            "future": "2057-08-09",
            "dutch": "09-08-1957",
            "long": "x" * 101,
        }
        assert {name for name, secret in secrets.items() if secret in said} == set()
    with pytest.raises(Faults) as refused:
        gds.read(tmp_path, [first], [replace(returns[0], people=(replace(person, lines=(Back("R-99"),)),))])
    assert "R-99" not in str(refused.value)


# --- keys ---------------------------------------------------------------------------------------------------


def persons(folder: Path, uzovi: str, seed: int) -> set[str]:
    """The pseudonyms of the same two persons at an insurer, with the key of this seed."""
    people = (
        Person((Debit("R-1"),), BSN, "BSN", uzovi=uzovi),
        Person((Debit("R-2"),), SECRETS["number"], uzovi=uzovi),
    )
    made = gds.read(folder, [Message(people)], keys=[gds.key_file(folder, uzovi, seed)])
    rows = gds.rows(made)
    return {row["verzekerde"] for row in rows} | {row["regel"] for row in rows}


def test_the_same_person_is_the_same_at_one_insurer_and_another_at_the_next(tmp_path: Path) -> None:
    here = persons(tmp_path, gds.UZOVI, 1)
    assert len(here) == 4
    assert persons(tmp_path, gds.UZOVI, 1) == here
    assert not persons(tmp_path, gds.OTHER_UZOVI, 2) & here


def test_two_insurers_in_one_reading_do_not_join_either(tmp_path: Path) -> None:
    keys = [gds.key_file(tmp_path, gds.UZOVI, 1), gds.key_file(tmp_path, gds.OTHER_UZOVI, 2)]
    people = [Person((Debit(f"R-{u}"),), BSN, "BSN", uzovi=u) for u in (gds.UZOVI, gds.OTHER_UZOVI)]
    made = gds.read(tmp_path, [Message(people)], keys=keys)
    assert len({row["verzekerde"] for row in gds.rows(made)}) == 2


def test_insurers_that_share_a_key_would_be_noticed(tmp_path: Path) -> None:
    assert persons(tmp_path, gds.UZOVI, 1) == persons(tmp_path, gds.OTHER_UZOVI, 1)


def test_a_pseudonym_is_the_keyed_hash_of_purpose_and_number(tmp_path: Path) -> None:
    key = next(iter(gds_keys.read_keys([gds.key_file(tmp_path)]).values()))
    wanted = hmac.new(key.secret, f"verzekerde\0bsn\0{BSN}".encode(), sha256).hexdigest()[:32]
    assert key.pseudonym("verzekerde", "bsn", BSN) == wanted
    assert key.pseudonym("regel", "bsn", BSN) != wanted
    assert key.pseudonym("a", "b", "c") != key.pseudonym("a", "bc")
    assert key.secret.hex() not in repr(key)


def test_a_bsn_that_lost_its_zero_is_the_same_person(tmp_path: Path) -> None:
    number = gds.bsn(1234567)
    assert number.startswith("0")
    people = [Person((Debit(f"R-{n}"),), n, "BSN") for n in (number, number[1:])]
    assert len({row["verzekerde"] for row in gds.taken(tmp_path, Message(people))}) == 1


def test_a_made_key_is_private_random_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "een.sleutel"
    made = make_key(path, ["0000", "0001"])
    assert path.stat().st_mode & 0o077 == 0
    assert gds_keys.read_keys([path]) == {"0000": made, "0001": made}
    assert made.secret != make_key(tmp_path / "twee.sleutel", ["0000"]).secret
    before = path.read_bytes()
    with pytest.raises(Faults, match="there already"):
        make_key(path, ["0000"])
    assert path.read_bytes() == before
    for wrong in ([], ["12"], ["0000", "x"]):
        with pytest.raises(Faults, match="four digits"):
            make_key(tmp_path / "drie.sleutel", wrong)
    assert not (tmp_path / "drie.sleutel").exists()


GOOD = "uzovi: 0000\nsleutel: " + bytes(range(32)).hex()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "key.form"),
        ("sleutel: " + bytes(range(32)).hex(), "key.form"),
        ("uzovi: 0000", "key.form"),
        (GOOD + "\nnaam: x", "key.form"),
        (GOOD + "\n" + GOOD, "key.form"),
        (GOOD[:-2], "key.weak"),
        (GOOD[:-1] + "g", "key.weak"),
        ("uzovi: 0000\nsleutel: " + "00" * 32, "key.weak"),
        ("uzovi: 0000\nsleutel: " + "0123" * 16, "key.weak"),
        ("uzovi: 000\nsleutel: " + bytes(range(32)).hex(), "key.uzovi"),
    ],
)
def test_a_short_weak_or_unclear_key_is_refused_and_not_repeated(
    tmp_path: Path, text: str, code: str
) -> None:
    path = tmp_path / "sleutels" / "slecht.sleutel"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Faults) as refused:
        gds.read(tmp_path, [gds.message(Debit("R-1"))], keys=[path])
    assert [f.code for f in refused.value.faults] == [code]
    assert "0102" not in str(refused.value)


def test_without_its_key_or_with_the_key_beside_the_output_nothing_is_read(tmp_path: Path) -> None:
    claim = gds.message(Debit("R-1"))
    cases: list[tuple[list[Path], str]] = [
        ([], "key.none"),
        ([tmp_path / "weg.sleutel"], "file.unreadable"),
        ([gds.key_file(tmp_path, gds.OTHER_UZOVI)], "gds.key"),
        ([gds.key_file(tmp_path), gds.key_file(tmp_path, gds.UZOVI, 2)], "key.twice"),
    ]
    beside = tmp_path / "uit" / "in.sleutel"
    beside.parent.mkdir()
    beside.write_text(GOOD, encoding="utf-8")
    cases.append(([beside], "key.beside"))
    for keys, code in cases:
        with pytest.raises(Faults) as refused:
            gds.read(tmp_path, [claim], keys=keys)
        assert {f.code for f in refused.value.faults} == {code}
    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["in.sleutel"]


def test_the_person_part_of_a_message_is_kept_by_name_only() -> None:
    kept = gds_message.claim_shape("Prestatiecode")["Verzekerde"]
    assert kept is not None
    assert set(kept) == {"BSN", "Verzekerdennummer", "UzoviNummer", "Geboortedatum", "Prestatie"}
