"""CSV files of claims: looked over line by line first, so that every row of the database is one line of the file.

UTF-8, with or without byte-order mark; the header decides between `;` and `,`; quotes close on their own line.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from inkoopwijzer.facts.place import shown
from inkoopwijzer.registers.claims_duck import exact, fill, quoted
from inkoopwijzer.registers.claims_file import CHUNK, unreadable
from inkoopwijzer.registers.claims_layout import NAMES, REQUIRED
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.text import Text

SEPARATORS: Final = (";", ",")
LONGEST_LINE: Final = 20_000
MOST_SHOWN: Final = 20
"""Faults of one kind that are told in full."""


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of claims as SQL: `rij` (from 1), then every column of the layout as text.

    Row n stands on line n + `before` of the file.
    """

    file: str
    kind: str
    sql: str
    before: int
    persons_are_numbers: bool = False


def csv_source(path: Path) -> Source:
    """A CSV file as a source. Raises `Faults` for a header, encoding, quotes or widths that do not fit."""
    try:
        faults = list(_look_over(path))
    except OSError as error:
        faults = [unreadable(path, error)]
    if faults:
        raise Faults(capped(faults, str(path)))
    names, separator = _header(path)
    cells = ", ".join(f"{quoted(f'k{i}')}: 'VARCHAR'" for i in range(len(names)))
    at = {name: f"nullif(trim(k{i}), '')" for i, name in enumerate(names)}
    query = fill(
        """SELECT row_number() OVER () AS rij, $values FROM read_csv($file, header = true, auto_detect = false,
        all_varchar = true, delim = $separator, quote = '"', escape = '"', strict_mode = true, nullstr = '',
        store_rejects = true, rejects_table = 'fout_regel', rejects_scan = 'fout_lezing', rejects_limit = 1000,
        max_line_size = $longest, columns = {$cells})""",
        values=", ".join(f"{at.get(name, 'CAST(NULL AS VARCHAR)')} AS {name}" for name in NAMES),
        file=exact(path),
        separator=quoted(separator),
        longest=LONGEST_LINE,
        cells=cells,
    )
    return Source(str(path), "csv", query, 1)


def rejected(con: duckdb.DuckDBPyConnection, file: str) -> list[Fault]:
    """Faults for the lines that the last reading could not take apart; forgets them."""
    rows = con.execute("SELECT DISTINCT line, error_type FROM fout_regel ORDER BY line").fetchall()
    con.execute("DELETE FROM fout_regel")
    return capped([Fault("claims.width", _WIDTH, file, int(line), hint=_QUOTE) for line, _ in rows], file)


def capped(faults: Sequence[Fault], file: str, most: int = MOST_SHOWN) -> list[Fault]:
    """The first faults of a kind, and one that counts the rest."""
    told: list[Fault] = []
    for code in dict.fromkeys(f.code for f in faults):
        same = [f for f in faults if f.code == code]
        told += same[:most]
        if len(same) > most:
            told.append(more(code, len(same) - most, file, same[most - 1].line))
    return told


def more(code: str, count: int, file: str, line: int | None, path: str = "") -> Fault:
    """That there are more faults of this kind."""
    message = Text(f"Zo zijn er nog {count} fouten.", f"There are {count} more faults like these.")
    return Fault(f"{code}.more", message, file, line, path)


def _look_over(path: Path) -> list[Fault]:
    """Blank lines, bytes that are not UTF-8, quotes that do not close on their line, and lines too long."""
    file, faults = str(path), list[Fault]()
    line, rest, blanks, last = 1, b"", list[int](), 0
    with path.open("rb") as opened:
        while len(faults) + len(blanks) < MOST_NOTED and (chunk := opened.read(CHUNK)):
            data = rest + chunk
            end = data.rfind(b"\n") + 1
            if end == 0 and len(data) > LONGEST_LINE:
                return [*faults, Fault("claims.line", _TOO_LONG, file, line)]
            block, rest = data[:end], data[end:]
            line, last = _block(block, line, last, blanks, faults, file)
        _block(rest + b"\n" if rest else b"", line, last, blanks, faults, file)
    last = max(last, line) if rest else last
    return [*faults, *(Fault("claims.blank", _BLANK, file, n) for n in blanks if n < last)]


def _block(
    block: bytes, line: int, last: int, blanks: list[int], faults: list[Fault], file: str
) -> tuple[int, int]:
    """Look over whole lines, the first of which is `line`; the number of the next line, and of the last not blank."""
    after = line + block.count(b"\n")
    bare = block.replace(b"\r\n", b"\n")
    blank = b"\n\n" in bare or bare.startswith(b"\n")
    if not (blank or b'"' in bare or b"\0" in bare or b"\r" in bare or not bare.isascii()):
        return after, after - 1 if bare else last
    for number, text in enumerate(bare.split(b"\n")[:-1], line):
        if not text:
            blanks.append(number)
            continue
        last = number
        if wrong := _of_line(text, file, number):
            faults.append(wrong)
    return after, last


def _of_line(text: bytes, file: str, line: int) -> Fault | None:
    if len(text) > LONGEST_LINE:
        return Fault("claims.line", _TOO_LONG, file, line)
    if b"\0" in text or b"\r" in text:
        return Fault("claims.control", _CONTROL, file, line)
    if text.count(b'"') % 2:
        return Fault("claims.quotes", _QUOTES, file, line, hint=_QUOTE)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return Fault("claims.encoding", _ENCODING, file, line, hint=_SAVE_AS)
    return None


def _header(path: Path) -> tuple[list[str], str]:
    """The names of the columns and the separator. Raises `Faults` when the names are not those of the layout."""
    with path.open("rb") as opened:
        first = opened.readline(LONGEST_LINE).decode("utf-8-sig").rstrip("\r\n")
    fits = {s: [cell.strip() for cell in next(csv.reader([first], delimiter=s), [])] for s in SEPARATORS}
    separator = max(SEPARATORS, key=lambda s: len(set(fits[s]) & set(NAMES)))
    return fits[separator], check_names(fits[separator], str(path), 1) or separator


def check_names(names: Sequence[str], file: str, line: int | None) -> str:
    """Raise `Faults` unless these are columns of the layout, with all that are required, each once."""
    faults = []
    for name in dict.fromkeys(names):
        if name not in NAMES:
            message = Text(
                f"De kolom '{shown(name)}' hoort niet in de indeling van declaraties.",
                f"The column '{shown(name)}' is not in the layout of claims.",
            )
            hint = near(name, set(NAMES) - set(names)) or _ONLY
            faults.append(Fault("claims.column", message, file, line, shown(name), hint))
        elif names.count(name) > 1:
            message = Text(
                f"De kolom '{name}' staat er meer dan een keer.",
                f"The column '{name}' is there more than once.",
            )
            faults.append(Fault("claims.column", message, file, line, name))
    for name in REQUIRED:
        if name not in names:
            message = Text(f"De kolom '{name}' ontbreekt.", f"The column '{name}' is missing.")
            faults.append(Fault("claims.column", message, file, line, name, _ALL))
    if faults:
        raise Faults(faults)
    return ""


MOST_NOTED: Final = 1_000
_WIDTH = Text(
    "Deze regel heeft meer of minder cellen dan de eerste regel.",
    "This line has more or fewer cells than the first line.",
)
_QUOTE = Text(
    "Zet een tekst met een scheidingsteken erin tussen dubbele aanhalingstekens, op één regel.",
    "Put a text that holds the separator in double quotes, on one line.",
)
_QUOTES = Text(
    "Een aanhalingsteken op deze regel wordt er niet gesloten.", "A quote on this line is not closed on it."
)
_TOO_LONG = Text("Deze regel is veel te lang.", "This line is much too long.")
_CONTROL = Text("Op deze regel staat een stuurteken.", "There is a control character on this line.")
_BLANK = Text("Deze regel is leeg.", "This line is blank.")
_ENCODING = Text("Op deze regel staat een teken dat geen UTF-8 is.", "A character on this line is not UTF-8.")
_SAVE_AS = Text("Sla het bestand op als UTF-8.", "Save the file as UTF-8.")
_ONLY = Text(
    "Haal de kolom weg: gegevens die niet nodig zijn, horen niet in dit bestand.",
    "Remove the column: data that are not needed do not belong in this file.",
)
_ALL = Text(
    f"Verplicht zijn: {', '.join(REQUIRED)}.",
    f"Required are: {', '.join(REQUIRED)}.",
)
