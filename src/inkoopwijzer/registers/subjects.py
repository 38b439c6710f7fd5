"""Who and what there is in a market on a day, out of the registers: the rows that facts belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from duckdb import DuckDBPyConnection

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.records import MARKET, NOBODY, PRACTICE, Flags, Listed
from inkoopwijzer.registers.known import Known
from inkoopwijzer.registers.layout import Holds, States
from inkoopwijzer.registers.layouts import layouts

THERAPIST: Final = "therapeut"

ROWS: Final = "rij_"
"""The tables of rows, by kind: praktijk, onderwerp, nr, and what identifies a subject."""

_SOURCES: Final = (
    "CREATE TEMP TABLE bronnen AS SELECT unnest(?::VARCHAR[]) AS bron, unnest(?::INTEGER[]) AS rang"
)
_NEWEST: Final = "ORDER BY gezien DESC NULLS LAST, rang NULLS LAST, levering DESC"
_ON_DAY: Final = "(van IS NULL OR van <= dag) AND (tot_en_met IS NULL OR tot_en_met >= dag)"


_NOBODY: Final = Listed(np.zeros(0, np.int32), [], [], [], np.zeros(0, np.int8))


@dataclass(frozen=True)
class Rows:
    """The subjects of a market by kind, and for therapists whether the practice lists them itself.

    `twice` names the therapists whose AGB code belongs to another profession; a market does not hold that code.
    """

    listed: Mapping[str, Listed]
    own_list: Flags
    other_profession: tuple[str, ...]


def make_rows(known: Known, day: date) -> Rows:
    """Make the tables of rows, and the subjects on `day`.

    A practice, location or listed therapist is there when its period holds that day. Of therapists all who ever had
    a relation get a row; who has none on the day is left out later, when relations are resolved.
    """
    con = known.con
    sources = list(catalogue().sources)
    con.execute(_SOURCES, [sources, list(range(len(sources)))]).fetchall()
    con.execute("CREATE TEMP TABLE peildag AS SELECT ?::DATE AS dag", [day]).fetchall()
    _practices(con)
    listed = {PRACTICE: _listed(con, PRACTICE)}
    for table in layouts().values():
        if table.states is States.wide and table.about not in (PRACTICE, THERAPIST):
            assert table.about is not None
            assert table.subject is not None
            if not known.rows(table.id):
                listed[table.about] = _NOBODY
                continue
            agb = any(c.holds is Holds.agb for c in table.columns.values())
            postcode = any(c.holds is Holds.postcode for c in table.columns.values())
            _within(con, table.id, table.about, table.subject, agb, postcode)
            listed[table.about] = _listed(con, table.about)
    _therapists(con)
    people = _listed(con, THERAPIST)
    strange = _other_profession(people)
    codes = ["" if odd else code for code, odd in zip(people.agb, strange, strict=True)]
    listed[THERAPIST] = Listed(people.practice, people.ids, people.names, codes, people.profession)
    label = catalogue().subjects[MARKET].label.nl
    listed[MARKET] = Listed(np.zeros(1, np.int32), [MARKET], [label], [""], np.array([NOBODY], np.int8))
    own = con.execute("SELECT eigen FROM rij_therapeut ORDER BY nr").fetchnumpy()["eigen"]
    odd_ones = tuple(sorted({people.agb[at] for at in np.flatnonzero(strange).tolist()}))
    return Rows(listed, np.asarray(own, dtype=np.bool_), odd_ones)


def _practices(con: DuckDBPyConnection) -> None:
    con.execute(
        f"""
        CREATE TEMP TABLE rij_praktijk AS
        WITH beste AS (
            SELECT *, rank() OVER (PARTITION BY praktijk {_NEWEST}) AS keus
            FROM praktijken LEFT JOIN bronnen USING (bron)
        ), dan AS (
            SELECT praktijk, naam, postcode, row_number() OVER (PARTITION BY praktijk ORDER BY regel) AS eerste
            FROM beste, peildag WHERE keus = 1 AND {_ON_DAY}
        )
        SELECT praktijk, NULL::VARCHAR AS onderwerp, naam, postcode, NULL::VARCHAR AS agb, NULL::VARCHAR AS beroep,
               (row_number() OVER (ORDER BY praktijk) - 1)::INTEGER AS nr
        FROM dan WHERE eerste = 1
        """  # noqa: S608  parts written above
    ).fetchall()


def _within(con: DuckDBPyConnection, table: str, kind: str, subject: str, agb: bool, postcode: bool) -> None:
    """The rows of a kind of which a practice has several, in the order in which they were delivered."""
    con.execute(
        f"""
        CREATE TEMP TABLE rij_{kind} AS
        WITH beste AS (
            SELECT *, rank() OVER (PARTITION BY praktijk, {subject} {_NEWEST}) AS keus
            FROM {table} LEFT JOIN bronnen USING (bron)
        ), dan AS (
            SELECT *, row_number() OVER (PARTITION BY praktijk, {subject} ORDER BY regel) AS eerste
            FROM beste, peildag WHERE keus = 1 AND {_ON_DAY}
        )
        SELECT dan.praktijk, {subject} AS onderwerp, coalesce(dan.naam, {subject}) AS naam,
               {"dan.postcode" if postcode else "NULL::VARCHAR"} AS postcode,
               {"dan.agb" if agb else "NULL::VARCHAR"} AS agb, NULL::VARCHAR AS beroep, p.nr AS bij,
               (row_number() OVER (ORDER BY p.nr, dan.levering, dan.regel) - 1)::INTEGER AS nr
        FROM dan JOIN rij_praktijk p ON p.praktijk = dan.praktijk WHERE eerste = 1
        """  # noqa: S608  names of the layout
    ).fetchall()


def _therapists(con: DuckDBPyConnection) -> None:
    """A row for each therapist at each practice: those on the practice's own list, and those with a relation."""
    con.execute(
        f"""
        CREATE TEMP TABLE rij_therapeut AS
        WITH beste AS (
            SELECT *, rank() OVER (PARTITION BY praktijk, therapeut {_NEWEST}) AS keus
            FROM therapeuten LEFT JOIN bronnen USING (bron)
        ), mensen AS (
            SELECT praktijk, therapeut, naam, beroep, gezien, rang, levering, regel,
                   {_ON_DAY} AS nu,
                   row_number() OVER (PARTITION BY praktijk, therapeut ORDER BY {_ON_DAY} DESC, regel) AS eerste
            FROM beste, peildag WHERE keus = 1
        ), paren AS (
            SELECT praktijk, therapeut, bool_or(eigen) AS eigen, min(levering) AS levering, min(regel) AS regel FROM (
                SELECT praktijk, therapeut, true AS eigen, levering, regel FROM mensen
                WHERE praktijk IS NOT NULL AND eerste = 1 AND nu
                UNION ALL
                SELECT praktijk, therapeut, false, levering, regel FROM werkrelaties
            ) GROUP BY ALL
        ), gekozen AS (
            SELECT q.praktijk, q.therapeut, q.eigen, q.levering, q.regel, m.naam, m.beroep,
                   row_number() OVER (
                       PARTITION BY q.praktijk, q.therapeut
                       ORDER BY m.gezien DESC NULLS LAST, m.rang NULLS LAST, m.levering DESC, m.praktijk NULLS LAST
                   ) AS keus
            FROM paren q JOIN mensen m ON m.therapeut = q.therapeut AND m.eerste = 1
                 AND (m.praktijk IS NULL OR m.praktijk = q.praktijk)
        )
        SELECT g.praktijk, g.therapeut AS onderwerp, g.naam, NULL::VARCHAR AS postcode, NULL::VARCHAR AS agb, g.beroep,
               g.eigen, p.nr AS bij, (row_number() OVER (ORDER BY p.nr, g.levering, g.regel) - 1)::INTEGER AS nr
        FROM gekozen g JOIN rij_praktijk p ON p.praktijk = g.praktijk WHERE g.keus = 1
        """  # noqa: S608  parts written above
    ).fetchall()


def _listed(con: DuckDBPyConnection, kind: str) -> Listed:
    place = "nr" if kind == PRACTICE else "bij"
    ids = "praktijk" if kind == PRACTICE else "onderwerp"
    found = con.execute(
        f"SELECT {place}::INTEGER AS plaats, coalesce({ids}, '') AS id, coalesce(naam, '') AS naam, "  # noqa: S608
        f"coalesce(agb, '') AS agb, coalesce(beroep, '') AS beroep, coalesce(postcode, '') AS postcode "
        f"FROM rij_{kind} ORDER BY nr"
    ).fetchnumpy()
    practice = np.asarray(found["plaats"], dtype=np.int32)
    names: list[str] = found["naam"].tolist()
    ids_: list[str] = found["id"].tolist()
    codes: list[str] = found["agb"].tolist()
    if kind in (PRACTICE, THERAPIST):
        codes = [name if name.isdigit() else "" for name in ids_]
    professions = {name: at for at, name in enumerate(catalogue().professions)}
    return Listed(
        practice=practice,
        ids=ids_,
        names=names if kind == PRACTICE else _different(names, ids_, practice.tolist()),
        agb=codes,
        profession=np.array([professions.get(name, NOBODY) for name in found["beroep"].tolist()], np.int8),
        postcode=found["postcode"].tolist(),
    )


def _different(names: Sequence[str], ids: Sequence[str], practices: Sequence[int]) -> list[str]:
    """The names, with the code or reference behind those that a practice has twice."""
    counts = Counter(zip(practices, (name.lower() for name in names), strict=True))
    return [
        f"{name} ({id_})" if counts[practice, name.lower()] > 1 else name
        for name, id_, practice in zip(names, ids, practices, strict=True)
    ]


def _other_profession(people: Listed) -> Flags:
    """Whose AGB code belongs to another profession than the register says."""
    prefixes = [profession.agb for profession in catalogue().professions.values()]
    return np.array(
        [
            bool(code) and at != NOBODY and code[:2] != prefixes[at]
            for code, at in zip(people.agb, people.profession.tolist(), strict=True)
        ],
        dtype=np.bool_,
    )
