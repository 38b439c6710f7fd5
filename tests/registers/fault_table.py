"""The table of wrong input in docs/registers.md: what is wrong, and what the import says of it.

`python -m tests.registers.fault_table` writes the table anew; a test checks that it is what the import says now.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from inkoopwijzer.registers.bring_in import Wanted, bring_in
from inkoopwijzer.values.fault import Fault, Faults
from tests.registers.register_files import BASIS, START, Desk
from tests.registers.test_xlsx import HEAD, ROW, book, hide_row, merge

PAGE = Path(__file__).resolve().parents[2] / "docs" / "registers.md"
BEGIN, END = "<!-- faults: begin -->", "<!-- faults: end -->"


class Wrong(NamedTuple):
    """One kind of wrong input: in words, the file, and what stands in it."""

    what: str
    file: str
    content: str | bytes


OVERLAP = (
    "therapeut;register;van;tot_en_met;waarde\n"
    "04990012;kp;2024-01-01;2028-12-31;ja\n04990012;kp;2026-01-01;;nee\n"
)
STATED = "soort;praktijk;onderwerp;gegeven;waarde\n"
CASES = (
    Wrong(
        "an AGB code that lost its zero",
        "therapeuten.csv",
        "therapeut;naam;beroep\n4990012;A;fysiotherapeut\n",
    ),
    Wrong("the same, as a number in a spreadsheet", "praktijken.xlsx", book(HEAD, [4990011, *ROW[1:]])),
    Wrong("an AGB code of an unknown kind of care", "registraties.csv", "therapeut;register\n03990012;kp\n"),
    Wrong("no code and no reference", "registraties.csv", "therapeut;register\nA. Bakker;kp\n"),
    Wrong(
        "a number that may be another",
        "behandelindex.csv",
        "praktijk;jaar;behandelindex\n04990011;2025;1.105\n",
    ),
    Wrong(
        "a sign with a number", "behandelindex.csv", "praktijk;jaar;behandelindex\n04990011;2025;€ 101,4\n"
    ),
    Wrong("thousands", "behandelindex.csv", "praktijk;jaar;unieke_verzekerden\n04990011;2025;1.234\n"),
    Wrong("a year in two digits", "werkrelaties.csv", "praktijk;therapeut;van\n04990011;04990012;01-02-24\n"),
    Wrong(
        "a day in another form", "werkrelaties.csv", "praktijk;therapeut;van\n04990011;04990012;02/01/2024\n"
    ),
    Wrong(
        "a day that does not exist",
        "werkrelaties.csv",
        "praktijk;therapeut;van\n04990011;04990012;30-02-2024\n",
    ),
    Wrong(
        "a day that stands for no end",
        "registraties.csv",
        "therapeut;register;tot_en_met\n04990012;kp;31-12-9999\n",
    ),
    Wrong(
        "a period that ends before it begins",
        "registraties.csv",
        "therapeut;register;van;tot_en_met\n04990012;kp;2027-01-01;2026-01-01\n",
    ),
    Wrong("a word that is not known", "registraties.csv", "therapeut;register\n04990012;KRF\n"),
    Wrong("an invisible sign", "registraties.csv", "therapeut;register\n04990012\u00a0;kp\n"),
    Wrong("a cell that must be filled", "registraties.csv", "therapeut;register\n04990012;\n"),
    Wrong("a column that is not known", "praktijken.csv", "praktijk;naam;plaats\n04990011;A;Zwolle\n"),
    Wrong("a column that is missing", "praktijken.csv", "praktijk\n04990011\n"),
    Wrong("a line of another width", "praktijken.csv", "praktijk;naam\n04990011;A;B\n"),
    Wrong("a quote that does not end", "praktijken.csv", 'praktijk;naam\n04990011;"A\n'),
    Wrong("another encoding", "praktijken.csv", "praktijk;naam\n04990011;Café\n".encode("cp1252")),
    Wrong("tabs", "praktijken.csv", "code\tomschrijving\n1\tA\n"),
    Wrong("a name that tells no table", "export.csv", "praktijk;naam\n04990011;A\n"),
    Wrong("the same row twice", "registraties.csv", "therapeut;register\n04990012;kp\n04990012;kp\n"),
    Wrong("two values for the same days", "registraties.csv", OVERLAP),
    Wrong("a practice that is not known", "werkrelaties.csv", "praktijk;therapeut\n04990099;04990012\n"),
    Wrong("a fact of somebody else", "opgaven.csv", f"{STATED}praktijk;04990011;;registratie.kp;ja\n"),
    Wrong("a fact without its key", "opgaven.csv", f"{STATED}therapeut;;04990012;registratie;ja\n"),
    Wrong("a formula", "praktijken.xlsx", book(HEAD, [*ROW[:4], "=100+1"])),
    Wrong(
        "a day that a spreadsheet keeps as a number",
        "praktijken.xlsx",
        book(HEAD, [*ROW[:2], 46387, *ROW[3:]]),
    ),
    Wrong("a hidden row", "praktijken.xlsx", book(HEAD, ROW, change=hide_row)),
    Wrong("merged cells", "praktijken.xlsx", book(HEAD, ROW, change=merge)),
    Wrong("a file that is damaged", "praktijken.xlsx", b"PK\x03\x04 weg"),
    Wrong("a kind of file that is not read", "praktijken.doc", "praktijk;naam\n"),
)


def told(wrong: Wrong, desk: Desk) -> Fault:
    """The first fault that the import tells of this input, beside registers that are in order."""
    path = desk.write(wrong.file, wrong.content)
    try:
        bring_in(desk.store, [path], Wanted(), START.replace(year=2027))
    except Faults as refused:
        return refused.faults[0]
    raise AssertionError(f"accepted: {wrong.what}")


def table() -> str:
    """The table as the page has it."""
    rows = ["| Wrong | Kind | What is said (in Dutch; `--lang en` for English) |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.bring(BASIS, source="vektis_agb", seen=date(2026, 10, 1))
        found = [told(wrong, desk) for wrong in CASES]
    for wrong, fault in zip(CASES, found, strict=True):
        where = "".join(
            f"{part}: " for part in (f"regel {fault.line}" if fault.line else "", fault.path) if part
        )
        hint = f" {fault.hint.nl}" if fault.hint else ""
        said = f"{where}{fault.message.nl}{hint}".replace("|", "\\|").replace("\u00a0", " ")
        rows.append(f"| {wrong.what} | `{fault.code}` | {said} |")
    return "\n".join(rows)


def with_table(page: str) -> str:
    """The page with the table as it is now."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), encoding="utf-8")
