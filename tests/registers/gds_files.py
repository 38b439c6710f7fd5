"""Invented GDS messages, made from a few values that a test may change, and what reading them gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from inkoopwijzer.registers.gds_claim import Asked, read_claim
from inkoopwijzer.registers.gds_keys import Key, key_text, read_keys
from inkoopwijzer.registers.gds_lines import DEBIT_COLUMNS, Lines
from inkoopwijzer.services.reading_claims import Choices, ClaimsRead, read_claims

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
PRACTICE, OTHER_PRACTICE, THERAPIST = "04990010", "04990020", "04990013"
UZOVI, OTHER_UZOVI = "0000", "0001"
PERSON = "VERZONNEN-PERSOON-1"


def bsn(number: int) -> str:
    """An invented number that passes the eleven test: the eight digits chosen so that the ninth exists."""
    while True:
        digits = f"{number:08d}"
        last = sum(w * int(d) for w, d in zip(range(9, 1, -1), digits, strict=True)) % 11
        if last < 10:
            return f"{digits}{last}"
        number += 1


@dataclass(frozen=True)
class Debit:
    """A claimed line."""

    reference: str
    day: str = "2025-10-20"
    code: str = "1000"
    list_: str = "073"
    count: str = "1"
    amount: str = "36.00"
    kind: str = "01"
    providers: Sequence[tuple[str, str, str]] = ((THERAPIST, "3", "01"),)
    attributes: Sequence[tuple[str, str]] = (("004", "001"),)
    diagnoses: Sequence[tuple[str, str]] = ()
    more: str = ""
    element: str = "Prestatiecode"

    def xml(self) -> str:
        """The line in a claim message."""
        attributes = "".join(
            f"<AanvullendPrestatieKenmerk><ApkCodelijstCode>{a}</ApkCodelijstCode><ApkCode>{b}</ApkCode>"
            "</AanvullendPrestatieKenmerk>"
            for a, b in self.attributes
        )
        providers = "".join(
            f"<Zorgaanbieder><Zorgaanbiedercode>{c}</Zorgaanbiedercode><ZorgaanbiederSoort>{s}</ZorgaanbiederSoort>"
            f"<ZorgaanbiederRol>{r}</ZorgaanbiederRol></Zorgaanbieder>"
            for c, s, r in self.providers
        )
        diagnoses = "".join(
            f"<Diagnose><DiagnoseCodelijstCode>{a}</DiagnoseCodelijstCode><Diagnosecode>{b}</Diagnosecode></Diagnose>"
            for a, b in self.diagnoses
        )
        extra = (
            f"<AanvullendePrestatiegegevens>{diagnoses}</AanvullendePrestatiegegevens>" if diagnoses else ""
        )
        return (
            f"<Prestatie><DebetPrestatie><Referentienummer>{self.reference}</Referentienummer>"
            f"<PrestatieCodelijstCode>{self.list_}</PrestatieCodelijstCode>"
            f"<{self.element}>{self.code}</{self.element}><Aantal>{self.count}</Aantal>"
            f"<Begindatum>{self.day}</Begindatum><TariefInclBtw>{self.amount}</TariefInclBtw>"
            f"<DeclaratieBedragInclBtw>{self.amount}</DeclaratieBedragInclBtw><InformatieCode>{self.kind}"
            f"</InformatieCode>{attributes}{providers}{extra}{self.more}</DebetPrestatie></Prestatie>"
        )


@dataclass(frozen=True)
class Credit:
    """A line that cancels one of an earlier message."""

    reference: str
    about: str
    day: str = "2025-10-20"
    amount: str = "36.00"
    list_: str = "073"

    def xml(self) -> str:
        """The line in a claim message."""
        return (
            f"<Prestatie><CreditPrestatie><Referentienummer>{self.reference}</Referentienummer>"
            f"<GerelateerdReferentienummer>{self.about}</GerelateerdReferentienummer>"
            f"<PrestatieCodelijstCode>{self.list_}</PrestatieCodelijstCode><Begindatum>{self.day}</Begindatum>"
            f"<ToegekendBedragInclBtwFinancieel>{self.amount}</ToegekendBedragInclBtwFinancieel>"
            "</CreditPrestatie></Prestatie>"
        )


@dataclass(frozen=True)
class Back:
    """A line that came back, with what was awarded; "" leaves the amounts out."""

    reference: str
    awarded: str = "0.00"
    credit: bool = False

    def xml(self) -> str:
        """The line in a return message."""
        element, amount = (
            ("CreditPrestatie", "ToegekendCredit") if self.credit else ("DebetPrestatie", "Toegekend")
        )
        name = f"{amount}BedragInclBtwFinancieel"
        awarded = f"<{name}>{self.awarded}</{name}>" if self.awarded else ""
        return (
            f"<Prestatie><{element}><Referentienummer>{self.reference}</Referentienummer>{awarded}"
            f"<Feedback><Retourcode>9999</Retourcode></Feedback></{element}></Prestatie>"
        )


@dataclass(frozen=True)
class Person:
    """An insured person with lines."""

    lines: Sequence[Debit | Credit | Back]
    number: str = PERSON
    scheme: str = "Verzekerdennummer"
    uzovi: str = UZOVI
    born: str = "1960-10-21"
    more: str = ""

    def xml(self) -> str:
        """The person in a message."""
        return (
            f"<Verzekerde><{self.scheme}>{self.number}</{self.scheme}><UzoviNummer>{self.uzovi}</UzoviNummer>"
            f"<Geboortedatum>{self.born}</Geboortedatum>{self.more}"
            f"{''.join(chr(10) + line.xml() for line in self.lines)}</Verzekerde>"
        )


@dataclass(frozen=True)
class Message:
    """A claim message, or with `code` 574 a return message."""

    people: Sequence[Person]
    invoice: str = "VERZONNEN-FACTUUR-1"
    declarant: tuple[str, str] = (PRACTICE, "2")
    provider: tuple[str, str] | None = None
    code: str = "573"
    version: str = "2"
    sort: str = "P"
    total: str | None = None
    more: str = ""
    header: str = ""
    prolog: str = ""

    def xml(self) -> str:
        """The message as text."""
        who = "".join(
            f"<{name}><Zorgaanbiedercode>{value[0]}</Zorgaanbiedercode><ZorgaanbiederSoort>{value[1]}"
            f"</ZorgaanbiederSoort></{name}>"
            for name, value in (("Declarant", self.declarant), ("Zorgaanbieder", self.provider))
            if value
        )
        people = "".join(person.xml() for person in self.people)
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n{self.prolog}'
            f'<Bericht xmlns="http://ei.vektis.nl/declaratiebericht{self.code}">\n<Header><Berichtcode>{self.code}'
            f"</Berichtcode><Berichtversie>{self.version}</Berichtversie><Berichtsubversie>0</Berichtsubversie>"
            f"<Berichtsoort>{self.sort}</Berichtsoort><Referentienummer>B-{self.invoice}</Referentienummer>"
            f"{self.header}</Header>\n<DeclaratieContext>{who}<Factuurnummer>{self.invoice}</Factuurnummer>"
            f"</DeclaratieContext>\n{people}\n<Overzicht>{self._totals()}</Overzicht>{self.more}\n</Bericht>\n"
        )

    def _totals(self) -> str:
        if self.code == "574":
            return _total("TotaalToegekendBedragInclBtwFinancieel", self.total) if self.total else ""
        return _total("TotaalDeclaratiebedragInclBtw", self.total or self.sum())

    def sum(self) -> str:
        """The total of the lines."""
        lines = [line for person in self.people for line in person.lines]
        debit = sum(float(line.amount) for line in lines if isinstance(line, Debit))
        credit = sum(float(line.amount) for line in lines if isinstance(line, Credit))
        return f"{debit - credit:.2f}"

    def returned(self, people: Iterable[Person], total: str | None = None, **changes: Any) -> Message:
        """The return message of this one."""
        return replace(self, people=tuple(people), code="574", total=total, **changes)


def _total(name: str, amount: str) -> str:
    sign = "C" if amount.startswith("-") else "D"
    return f"<{name}><Bedrag>{amount.removeprefix('-')}</Bedrag><DebetCreditCode>{sign}</DebetCreditCode></{name}>"


def message(*lines: Debit | Credit, **changes: Any) -> Message:
    """A message about one person."""
    return Message((Person(lines),), **changes)


def key_file(folder: Path, uzovi: str = UZOVI, seed: int = 1) -> Path:
    """A key file; another seed is another key."""
    path = folder / "sleutels" / f"{uzovi}-{seed}.sleutel"
    path.parent.mkdir(exist_ok=True)
    path.write_text(key_text((uzovi,), bytes((seed * 37 + i * 11) % 256 for i in range(32))), "utf-8")
    return path


def read(
    folder: Path,
    messages: Iterable[Message | str],
    returns: Iterable[Message | str] = (),
    keys: Iterable[Path] | None = None,
    tests: bool = False,
    performance: str = "Prestatiecode",
) -> ClaimsRead:
    """What reading these messages gives."""
    (folder / "uit").mkdir(exist_ok=True)
    paths = [_write(folder / f"bericht-{n}.xml", each) for n, each in enumerate(messages)]
    back = [_write(folder / f"retour-{n}.xml", each) for n, each in enumerate(returns)]
    chosen = Choices(tuple([key_file(folder)] if keys is None else keys), tests, performance)
    return read_claims(paths, folder / "uit" / "claims.parquet", returns=back, choices=chosen, now=NOW)


def _write(path: Path, content: Message | str) -> Path:
    path.write_text(content if isinstance(content, str) else content.xml(), encoding="utf-8")
    return path


def taken(folder: Path, content: Message | str, performance: str = "Prestatiecode") -> list[dict[str, Any]]:
    """The claimed lines of one message as they are taken over, before credits, returns and the gate."""
    asked = Asked(read_keys([key_file(folder)]), Key((), bytes(range(32))), performance=performance)
    found: list[Lines] = []
    read_claim(_write(folder / "bericht.xml", content), 0, asked, found.append)
    return [dict(zip(DEBIT_COLUMNS, row, strict=True)) for lines in found for row in lines.debits]


def rows(made: ClaimsRead | Path) -> list[dict[str, Any]]:
    """The rows of a file of claims."""
    path = made if isinstance(made, Path) else made.out
    with duckdb.connect() as con:
        found = con.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [str(column[0]) for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def everything(folder: Path) -> bytes:
    """All bytes of all files that came out, and their names."""
    return b"\n".join(part for path in folder.rglob("*") for part in (path.name.encode(), _bytes(path)))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
