"""Reading whose facts a market holds: the table of subjects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.particulars import NAME_LENGTH
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.market.folder_faults import SHOWN, Noted
from inkoopwijzer.market.folder_tables import exact_path, fetch
from inkoopwijzer.market.folder_texts import PackedTexts, join_packed
from inkoopwijzer.market.records import MARKET, PRACTICE, Listed
from inkoopwijzer.values.text import Text

BLOCK: Final = 500_000
"""So many rows of names are read at a time."""

_INVISIBLE: Final = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]"
_FROM: Final = "FROM read_parquet(?, file_row_number=true)"


def read_subjects(con: DuckDBPyConnection, file: Path, noted: Noted) -> dict[str, Listed]:
    """The subjects by kind, those that are not there too. Notes every fault and raises `Faults` if there is any."""
    path = exact_path(file)
    _check_kinds(con, path, file, noted)
    _check_rows(con, path, file, noted)
    noted.finish()
    found = {kind: _read_kind(con, path, kind) for kind in catalogue().subjects}
    _check_places(found, con, path, file, noted)
    noted.finish()
    return found


def _check_kinds(con: DuckDBPyConnection, path: str, file: Path, noted: Noted) -> None:
    """Whether the kinds are known, and numbered 0, 1, 2, ... without gaps."""
    known = catalogue().subjects
    counts: dict[str, int] = {}
    query = f"SELECT soort, count(*), count(DISTINCT nr), min(nr), max(nr), min(file_row_number) {_FROM} GROUP BY ALL"
    for kind, count, different, low, high, first in con.execute(query, [path]).fetchall():
        if kind not in known:
            message = Text(
                f"'{shown(kind or '')}' is geen soort onderwerp.",
                f"'{shown(kind or '')}' is not a kind of subject.",
            )
            noted.fault("kind", message, str(file), first + 1, "soort", choose(kind or "", known))
        elif (different, low, high) != (count, 0, count - 1):
            message = Text(
                f"De {count} rijen van de soort {kind} horen de nummers 0 tot en met {count - 1} te hebben, "
                "elk één keer.",
                f"The {count} rows of kind {kind} should have the numbers 0 to {count - 1}, each once.",
            )
            noted.fault("numbers", message, str(file), first + 1, "nr")
        else:
            counts[kind] = count
    if counts.get(MARKET) != 1:
        message = Text(
            f"Van de soort {MARKET} is er precies één rij.", f"There is exactly one row of kind {MARKET}."
        )
        noted.fault("market_row", message, str(file), None, "soort")


def _twice(where: str, group: str) -> str:
    """The last row of those that share a value that only one may have."""
    return (
        f"SELECT max(file_row_number) {_FROM} WHERE {where} GROUP BY {group} HAVING count(*) > 1 ORDER BY ALL"
    )


def _check_rows(con: DuckDBPyConnection, path: str, file: Path, noted: Noted) -> None:
    """Whether each row by itself is right."""
    professions = catalogue().professions
    prefixes = " ".join(f"WHEN '{p.id}' THEN '{p.agb}'" for p in professions.values())
    checks: dict[str, tuple[str, str, Text]] = {
        "missing_value": ("id", "coalesce(id, '') = ''", _NO_ID),
        "name": (
            "naam",
            f"naam IS NULL OR length(naam) > {NAME_LENGTH} OR regexp_matches(naam, '{_INVISIBLE}')",
            _NAME,
        ),
        "agb": ("agb", "agb IS NOT NULL AND NOT regexp_full_match(agb, '[0-9]{8}')", _AGB),
        "profession": (
            "beroep",
            f"beroep IS NOT NULL AND (soort != 'therapeut' OR (CASE beroep {prefixes} END) IS NULL)",
            _PROFESSION,
        ),
        "agb_profession": (
            "agb",
            f"agb IS NOT NULL AND NOT starts_with(agb, CASE beroep {prefixes} END)",
            _AGB_OF,
        ),
        "postcode": (
            "postcode",
            "postcode IS NOT NULL AND NOT regexp_full_match(postcode, '[1-9][0-9]{3}([A-Z]{2})?')",
            _POSTCODE,
        ),
        "market_row": ("soort", f"soort = '{MARKET}' AND praktijk IS DISTINCT FROM 0", _OF_THE_MARKET),
        "own_row": ("praktijk", f"soort = '{PRACTICE}' AND praktijk IS DISTINCT FROM nr", _OWN_ROW),
    }
    columns = ", ".join(
        f"coalesce({test}, false) AS fout_{n}" for n, (_, test, _) in enumerate(checks.values())
    )
    any_ = " OR ".join(f"fout_{n}" for n in range(len(checks)))
    wrong = f"SELECT * FROM (SELECT file_row_number, {columns} {_FROM}) WHERE {any_}"  # noqa: S608
    con.execute(f"CREATE TEMP TABLE fouten AS {wrong}", [path])
    for n, (code, (column, _, message)) in enumerate(checks.items()):
        rows = _column(con, f"SELECT file_row_number FROM fouten WHERE fout_{n} ORDER BY ALL", [])  # noqa: S608
        noted.rows(code, message, file, rows, column)
    con.execute("DROP TABLE fouten")
    for column, message in (("id", _ID_TWICE), ("agb", _AGB_TWICE)):
        query = _twice(f"soort = ? AND {column} IS NOT NULL", column)
        noted.rows("twice", message, file, _column(con, query, [path, PRACTICE]), column)
    for column, message in (("naam", _NAME_TWICE), ("agb", _AGB_TWICE_THERE)):
        there = f"soort NOT IN (?, ?) AND {column} IS NOT NULL"
        query = _twice(there, f"soort, praktijk, lower({column})")
        noted.rows("twice", message, file, _column(con, query, [path, PRACTICE, MARKET]), column)


def _column(con: DuckDBPyConnection, query: str, values: list[object]) -> list[int]:
    return [int(row) for (row,) in con.execute(query, values).fetchall()]


def _check_places(
    found: dict[str, Listed], con: DuckDBPyConnection, path: str, file: Path, noted: Noted
) -> None:
    """Whether rows belong to a practice that is there, and those of one practice are neighbours."""
    practices = len(found[PRACTICE])
    for kind, listed in found.items():
        if kind == MARKET:
            continue
        at = listed.practice
        wrong = (at < 0) | (at >= practices)
        wrong[1:] |= at[1:] < at[:-1]
        for nr in np.flatnonzero(wrong)[:SHOWN].tolist():
            (row,) = con.execute(
                f"SELECT file_row_number {_FROM} WHERE soort = ? AND nr = ?", [path, kind, nr]
            ).fetchall()
            noted.fault("place", _PLACE, str(file), row[0] + 1, "praktijk")


def _read_kind(con: DuckDBPyConnection, path: str, kind: str) -> Listed:
    query = f"SELECT count(*), count(postcode) {_FROM} WHERE soort = ?"
    ((count, postcodes),) = con.execute(query, [path, kind]).fetchall()
    professions = list(catalogue().professions)
    rows = fetch(
        con,
        "SELECT coalesce(praktijk, -1) AS praktijk, "
        "(coalesce(list_position(?::VARCHAR[], beroep), 0) - 1)::TINYINT AS beroep "
        f"{_FROM} WHERE soort = ? ORDER BY nr",
        [professions, path, kind],
    )
    return Listed(
        practice=rows["praktijk"].astype(np.int32),
        ids=_texts(con, path, kind, "id", count),
        names=_texts(con, path, kind, "naam", count),
        agb=_texts(con, path, kind, "agb", count),
        profession=rows["beroep"].astype(np.int8),
        postcode=_texts(con, path, kind, "postcode", count) if postcodes else (),
    )


def _texts(con: DuckDBPyConnection, path: str, kind: str, column: str, count: int) -> PackedTexts:
    def pieces() -> Iterator[tuple[str, NDArray[np.integer[Any]]]]:
        for start in range(0, count, BLOCK):
            part = f"{_FROM} WHERE soort = ? AND nr >= ? AND nr < ?"
            values = [path, kind, start, start + BLOCK]
            glued = con.execute(
                f"SELECT string_agg(coalesce({column}, ''), '' ORDER BY nr) {part}", values
            ).fetchall()
            sizes = fetch(con, f"SELECT strlen(coalesce({column}, '')) AS n {part} ORDER BY nr", values)["n"]
            yield glued[0][0], sizes

    return join_packed(pieces())


_NO_ID = Text("Hier hoort een naam waarmee dit te vinden is.", "Expected an id to find this by.")
_NAME = Text(
    f"Deze naam ontbreekt, is langer dan {NAME_LENGTH} tekens, of bevat een onzichtbaar teken.",
    f"This name is missing, longer than {NAME_LENGTH} characters, or holds an invisible character.",
)
_AGB = Text("Een AGB-code heeft precies 8 cijfers.", "An AGB code has exactly 8 digits.")
_AGB_OF = Text(
    "De AGB-code begint niet met de cijfers van dit beroep.",
    "The AGB code does not start with the digits of this profession.",
)
_PROFESSION = Text(
    "Dit is geen bekend beroep, of het onderwerp is geen therapeut.",
    "This is not a known profession, or the subject is not a therapist.",
)
_POSTCODE = Text(
    "Een postcode heeft vier cijfers, met of zonder twee hoofdletters erachter.",
    "A postcode has four digits, with or without two capitals behind them.",
)
_OF_THE_MARKET = Text("De markt hoort bij praktijk 0.", "The market belongs to practice 0.")
_OWN_ROW = Text("Van een praktijk is dit haar eigen nummer.", "Of a practice this is its own number.")
_ID_TWICE = Text("Deze id komt bij meer dan één praktijk voor.", "More than one practice has this id.")
_AGB_TWICE = Text(
    "Deze AGB-code komt bij meer dan één praktijk voor.", "More than one practice has this AGB code."
)
_NAME_TWICE = Text(
    "Deze naam komt bij dezelfde praktijk twee keer voor.", "This name is there twice at the same practice."
)
_AGB_TWICE_THERE = Text(
    "Deze AGB-code komt bij dezelfde praktijk twee keer voor.",
    "This AGB code is there twice at the same practice.",
)
_PLACE = Text(
    "Deze praktijk is er niet, of de rijen van één praktijk staan niet bij elkaar op volgorde.",
    "There is no such practice, or the rows of one practice are not together in order.",
)
