"""Reading whose facts a market holds: the table of subjects."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from duckdb import DuckDBPyConnection

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.particulars import NAME_LENGTH
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.market.folder_faults import SHOWN, Noted
from inkoopwijzer.market.folder_tables import Arrays, exact_path, fetch
from inkoopwijzer.market.folder_texts import join_packed
from inkoopwijzer.market.records import MARKET, PRACTICE, Listed
from inkoopwijzer.values.text import Text

BLOCK: Final = 500_000
"""So many rows of names are read at a time."""

_TEXTS: Final = ("id", "naam", "agb", "postcode")
_INVISIBLE: Final = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]"
_FROM: Final = "FROM read_parquet(?, file_row_number=true)"


def read_subjects(con: DuckDBPyConnection, file: Path, noted: Noted) -> dict[str, Listed]:
    """The subjects by kind, those that are not there too. Notes every fault and raises `Faults` if there is any."""
    path = exact_path(file)
    counts = _check_kinds(con, path, file, noted)
    _check_rows(con, path, file, noted)
    noted.finish()
    found = {kind: _read_kind(con, path, kind, counts.get(kind, 0)) for kind in catalogue().subjects}
    _check_places(found, con, path, file, noted)
    noted.finish()
    return found


def _check_kinds(con: DuckDBPyConnection, path: str, file: Path, noted: Noted) -> dict[str, int]:
    """Whether the kinds are known, and numbered 0, 1, 2, ... without gaps; how many there are of each."""
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
    return counts


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
        "missing_value": ("id", f"coalesce(id, '') = '' OR regexp_matches(id, '{_INVISIBLE}')", _NO_ID),
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
    found = _column(con, "SELECT file_row_number FROM fouten LIMIT 1", [])
    for n, (code, (column, _, message)) in enumerate(checks.items() if found else ()):
        rows = _column(con, f"SELECT file_row_number FROM fouten WHERE fout_{n} ORDER BY ALL", [])  # noqa: S608
        noted.rows(code, message, file, rows, column)
    con.execute("DROP TABLE fouten")
    for test, column, message in (
        ("soort = ?", "id", _ID_TWICE),
        ("soort = ?", "agb", _AGB_TWICE),
        ("soort != ?", "naam", _NAME_TWICE),
        ("soort != ?", "agb", _AGB_TWICE_THERE),
    ):
        group = column if test == "soort = ?" else f"soort, praktijk, lower({column})"
        query = _twice(f"{test} AND {column} IS NOT NULL", group)
        noted.rows("twice", message, file, _column(con, query, [path, PRACTICE]), column)


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


def _read_kind(con: DuckDBPyConnection, path: str, kind: str, count: int) -> Listed:
    """The subjects of one kind; their texts come glued together, so that none becomes an object of its own."""
    numbers = [
        "coalesce(praktijk, -1) AS praktijk",
        "(coalesce(list_position(?::VARCHAR[], beroep), 0) - 1)::TINYINT AS beroep",
        *(f"strlen(coalesce({column}, '')) AS {column}" for column in _TEXTS),
    ]
    glued = [f"string_agg(coalesce({column}, ''), '' ORDER BY nr)" for column in _TEXTS]
    there = f"{_FROM} WHERE soort = ? AND nr >= ? AND nr < ?"
    professions = list(catalogue().professions)
    texts: list[tuple[str, ...]] = []
    parts: list[Arrays] = []
    for start in range(0, count, BLOCK):
        where = [path, kind, start, start + BLOCK]
        query = f"SELECT {', '.join(numbers)} {there} ORDER BY nr"
        parts.append(fetch(con, query, [professions, *where]))
        texts.extend(con.execute(f"SELECT {', '.join(glued)} {there}", where).fetchall())
    packed = [
        join_packed((found[n], part[column]) for found, part in zip(texts, parts, strict=True))
        for n, column in enumerate(_TEXTS)
    ]
    return Listed(
        practice=np.concatenate([np.zeros(0, np.int32), *(part["praktijk"] for part in parts)]),
        ids=packed[0],
        names=packed[1],
        agb=packed[2],
        profession=np.concatenate([np.zeros(0, np.int8), *(part["beroep"] for part in parts)]),
        postcode=packed[3] if packed[3].data else (),
    )


_NO_ID = Text(
    "Hier hoort een id om dit mee te vinden, zonder onzichtbare tekens.",
    "Expected an id to find this by, without invisible characters.",
)
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
