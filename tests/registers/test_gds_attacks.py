"""Hostile and broken messages are refused, with a reason, and cost little."""

from __future__ import annotations

import gc
import gzip
import zipfile
from pathlib import Path

import pytest
from defusedxml.ElementTree import DefusedXMLParser

from inkoopwijzer.registers import gds_message, gds_xml
from inkoopwijzer.registers.gds_xml import Part, Stream
from inkoopwijzer.services.reading_claims import Choices, read_claims
from inkoopwijzer.values.fault import Fault, Faults
from tests.registers import gds_files as gds
from tests.registers.gds_files import Debit, Message, Person, message

WHOLE = message(Debit("R-1"), Debit("R-2")).xml()
HEAD, BODY = WHOLE.split("\n", 1)

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE Bericht [<!ENTITY l0 "ha">{LAUGHS}]>',
    "external entity": '<!DOCTYPE Bericht [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "external entity elsewhere": '<!DOCTYPE Bericht [<!ENTITY x SYSTEM "gopher://127.0.0.1/x">]>',
    "parameter entity": '<!DOCTYPE Bericht [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    "external subset": '<!DOCTYPE Bericht SYSTEM "file:///etc/passwd">',
    "plain": "<!DOCTYPE Bericht>",
}


def refused(folder: Path, content: str | bytes, name: str = "bericht.xml") -> Fault:
    """The one fault for which this file is refused; nothing came out."""
    path, out = folder / name, folder / "uit"
    out.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(Faults) as told:
        read_claims([path], out / "claims.parquet", choices=Choices([gds.key_file(folder)]))
    assert not list(out.iterdir())
    (fault,) = told.value.faults
    assert fault.file == str(path)
    return fault


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused_whatever_is_in_it(tmp_path: Path, doctype: str) -> None:
    body = BODY.replace("<Aantal>1<", "<Aantal>&l9;&x;<", 1)
    assert refused(tmp_path, f"{HEAD}\n{doctype}\n{body}").code == "gds.doctype"


def test_without_the_guard_a_document_type_would_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        gds_xml, "DefusedXMLParser", lambda target, forbid_dtd: DefusedXMLParser(target=target)
    )
    assert gds.taken(tmp_path, f"{HEAD}\n<!DOCTYPE Bericht>\n{BODY}")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BODY.replace("<Overzicht>", "<a>" * 5_000 + "</a>" * 5_000 + "<Overzicht>"), "gds.too_deep"),
        (BODY.replace("<Header>", f'<Header x="{"y" * 1_000_000}">'), "gds.too_long"),
        (BODY.replace("<Header>", f"<Header>{'y' * 1_000_000}"), "gds.too_long"),
        (BODY.replace("<Header>", f"<!-- {'y' * 1_000_000} --><Header>"), "gds.too_long"),
        (BODY.replace("<Header>", f"<Header><{'y' * 1_000_000}/>"), "gds.too_long"),
        (BODY.replace("<Aantal>1", f"<Aantal>{'1' * 5_000}"), "gds.too_long"),
        (BODY.replace("<Aantal>1", f"<Aantal>1{'<x/>1' * 500}"), "gds.too_long"),
        (BODY.replace("<Header>", "<Header>&onbekend;"), "gds.xml"),
        (BODY.replace("</Header>", "</Hoofd>"), "gds.xml"),
        (BODY + "<nog/>", "gds.xml"),
        ("<?xml version='1.0' encoding='geheim'?>" + BODY, "gds.encoding"),
        ("<?xml version='1.0' encoding='utf-7'?>" + BODY, "gds.encoding"),
        (BODY.replace("Bericht", "Brief"), "gds.kind"),
        (BODY.replace("ei.vektis.nl", "elders.example"), "gds.kind"),
        (BODY.replace(' xmlns="', ' x="'), "gds.kind"),
    ],
)
def test_what_no_message_looks_like_is_refused(tmp_path: Path, content: str, code: str) -> None:
    assert refused(tmp_path, content).code == code


def test_a_packed_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("bericht.xml", WHOLE)
    assert refused(tmp_path, (tmp_path / "x.zip").read_bytes()).code == "claims.packed"
    assert refused(tmp_path, gzip.compress(WHOLE.encode())).code == "claims.packed"


def test_a_message_that_was_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    accepted = []
    for end in range(1, len(WHOLE.rstrip()), 41):
        try:
            gds.taken(tmp_path, WHOLE[:end])
        except Faults:
            continue
        accepted.append(end)
    assert accepted == []
    assert len(gds.taken(tmp_path, WHOLE)) == 2


def test_a_message_with_a_byte_spoiled_is_read_or_refused_and_never_crashes(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    seen = set()
    for at in range(60, len(WHOLE) - 1, 37):
        for sign in ("<", "\0", "&", "é", "9"):
            try:
                gds.taken(tmp_path, WHOLE[:at] + sign + WHOLE[at + 1 :])
                seen.add("read")
            except Faults:
                seen.add("refused")
    assert seen == {"read", "refused"}


def test_other_spellings_of_the_same_message_are_read(tmp_path: Path) -> None:
    plain = gds.taken(tmp_path, WHOLE)
    prefixed = WHOLE.replace("</", "</v:").replace("<", "<v:").replace("<v:/v:", "</v:").replace("<v:?", "<?")
    assert gds.taken(tmp_path, prefixed.replace(" xmlns=", " xmlns:v=")) == plain
    path = tmp_path / "utf16.xml"
    path.write_bytes(WHOLE.replace("UTF-8", "UTF-16").encode("utf-16"))
    shape = gds_message.claim_shape("Prestatiecode")
    assert [p.name for p in Stream(path, gds_message.CLAIM, shape, frozenset()).parts()] == [
        "Header",
        "DeclaratieContext",
        "Verzekerde",
        "Overzicht",
    ]


def test_elements_are_bounded_per_person_and_not_per_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gds_xml, "MOST_PARTS", 40)
    many = Message([Person((Debit(f"R-{n}"),), f"V-{n}") for n in range(50)])
    assert len(gds.taken(tmp_path, many)) == 50
    assert refused(tmp_path, message(*(Debit(f"R-{n}") for n in range(50))).xml()).code == "gds.too_many"


def test_a_message_is_never_held_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "groot.xml"
    path.write_text(
        Message([Person((Debit(f"R-{n}"),), f"V-{n}") for n in range(500)]).xml(), encoding="utf-8"
    )
    stream = Stream(path, gds_message.CLAIM, gds_message.claim_shape("Prestatiecode"), gds_message.UNREAD)
    assert path.stat().st_size > 5 * gds_xml.CHUNK
    held, made = [], 0
    for number, part in enumerate(stream.parts()):
        made += 1 + sum(map(len, part.parts.values()))
        if number % 50 == 0:
            held.append(sum(isinstance(each, Part) for each in gc.get_objects()))
    assert made > 2_000
    assert len(held) == 11
    assert max(held) < made


def test_the_number_of_unknown_names_that_is_kept_is_bounded(tmp_path: Path) -> None:
    unknown = "".join(
        f"<{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}/>" for n in range(2_000)
    )
    path = tmp_path / "vreemd.xml"
    path.write_text(WHOLE.replace("<Header>", f"<Header>{unknown}<x-1234567/>"), encoding="utf-8")
    stream = Stream(path, gds_message.CLAIM, gds_message.claim_shape("Prestatiecode"), gds_message.UNREAD)
    assert list(stream.parts())
    assert len(stream.unknown) <= gds_xml.MOST_UNKNOWN + 1
    assert stream.unknown.total() >= 2_001
    assert not any("1234567" in name for name in stream.unknown)
