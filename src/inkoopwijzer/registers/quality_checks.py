"""The questions that a report on the registers asks, each a query over what is known and a sentence per answer.

A query gives the columns of a finding (praktijk, onderwerp, cel, tabel, bron) and what its sentence names besides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.registers.known import STATED, Known
from inkoopwijzer.values.text import Text


@dataclass(frozen=True, slots=True)
class Check:
    """One question: what its findings are called, the sentence for each, and the query."""

    id: str
    title: Text
    says: Text
    sql: str
    needs_postcodes: bool = False


def prepare(known: Known, day: date, postcodes: Collection[str] | None) -> None:
    """Make what the questions look in: the day, the professions, the postcodes, and what several sources state."""
    con = known.con
    professions = list(catalogue().professions.values())
    con.execute("CREATE OR REPLACE TEMP TABLE op AS SELECT ?::DATE AS dag", [day]).fetchall()
    con.execute(
        "CREATE OR REPLACE TEMP TABLE beroepen AS SELECT unnest(?::VARCHAR[]) AS beroep, unnest(?::VARCHAR[]) AS code",
        [[p.id for p in professions], [p.agb for p in professions]],
    ).fetchall()
    con.execute(
        "CREATE OR REPLACE TEMP TABLE pc4 AS SELECT unnest(?::VARCHAR[]) AS code", [sorted(postcodes or ())]
    ).fetchall()
    con.execute(_SEVERAL).fetchall()
    con.execute(_BY_SOURCE).fetchall()


_SEVERAL: Final = f"""
CREATE OR REPLACE TEMP TABLE meervoudig AS
WITH wie AS (
    SELECT *, soort || '/' || CASE soort WHEN 'therapeut' THEN '' ELSE coalesce(praktijk, '') END
           || '/' || coalesce(onderwerp, '') || '/' || cel AS sleutel
    FROM {STATED}
), meer AS (
    SELECT sleutel FROM wie GROUP BY sleutel HAVING count(DISTINCT coalesce(bron, '')) > 1
)
SELECT soort, praktijk, onderwerp, cel, waarde, van, tot_en_met, coalesce(bron, '') AS bron, gezien, tabel, sleutel
FROM wie JOIN meer USING (sleutel)
QUALIFY row_number() OVER (
    PARTITION BY sleutel, praktijk, bron, tabel, van ORDER BY gezien DESC NULLS LAST, levering DESC, regel DESC
) = 1
"""  # noqa: S608  a name of this room

_BY_SOURCE: Final = """
CREATE OR REPLACE TEMP TABLE per_bron AS
SELECT sleutel, praktijk, onderwerp, cel, bron, min(tabel) AS tabel,
       bool_or(waarde = 'ja' AND (van IS NULL OR van <= dag) AND (tot_en_met IS NULL OR tot_en_met >= dag)) AS nu,
       bool_and(waarde = 'ja') AS alleen_ja, max(tot_en_met) AS laatste,
       CASE WHEN bool_or(tot_en_met IS NULL) THEN NULL ELSE max(tot_en_met) END AS einde
FROM meervoudig, op GROUP BY ALL
"""

_SAME_PRACTICE: Final = "(a.praktijk IS NULL OR b.praktijk IS NULL OR a.praktijk = b.praktijk)"

CONTRADICTIONS: Final = (
    Check(
        "tegenspraak",
        Text("Bronnen die elkaar tegenspreken", "Sources that contradict each other"),
        Text(
            "{wie}, {cel}: {bron} zegt {waarde}, {andere_bron} zegt {andere_waarde}",
            "{wie}, {cel}: {bron} says {waarde}, {andere_bron} says {andere_waarde}",
        ),
        f"""
        SELECT coalesce(a.praktijk, b.praktijk) AS praktijk, a.onderwerp, a.cel, a.tabel, a.bron, a.waarde,
               b.bron AS andere_bron, b.waarde AS andere_waarde, coalesce(a.onderwerp, a.praktijk) AS wie
        FROM meervoudig a JOIN meervoudig b ON a.sleutel = b.sleutel AND a.bron < b.bron AND {_SAME_PRACTICE}
        WHERE a.waarde <> b.waarde AND a.waarde <> 'onbekend' AND b.waarde <> 'onbekend'
          AND (a.tot_en_met IS NULL OR b.van IS NULL OR b.van <= a.tot_en_met)
          AND (b.tot_en_met IS NULL OR a.van IS NULL OR a.van <= b.tot_en_met)
        """,  # noqa: S608  a part written above
    ),
    Check(
        "elders_beeindigd",
        Text(
            "Loopt nog volgens de ene bron, en is voorbij volgens de andere",
            "Running by one source, over by another",
        ),
        Text(
            "{wie}, {cel}: geldt volgens {bron}; volgens {andere_bron} tot en met {laatste}",
            "{wie}, {cel}: holds by {bron}; by {andere_bron} until {laatste}",
        ),
        f"""
        SELECT coalesce(a.praktijk, b.praktijk) AS praktijk, a.onderwerp, a.cel, a.tabel, a.bron,
               b.bron AS andere_bron, b.laatste, coalesce(a.onderwerp, a.praktijk) AS wie
        FROM per_bron a JOIN per_bron b ON a.sleutel = b.sleutel AND a.bron <> b.bron AND {_SAME_PRACTICE}, op
        WHERE a.nu AND NOT b.nu AND b.alleen_ja AND b.laatste < dag
        """,  # noqa: S608  a part written above
    ),
    Check(
        "ander_einde",
        Text("Bronnen die een andere laatste dag noemen", "Sources that name another last day"),
        Text(
            "{wie}, {cel}: volgens {bron} tot en met {einde}, volgens {andere_bron} tot en met {ander_einde}",
            "{wie}, {cel}: by {bron} until {einde}, by {andere_bron} until {ander_einde}",
        ),
        f"""
        SELECT coalesce(a.praktijk, b.praktijk) AS praktijk, a.onderwerp, a.cel, a.tabel, a.bron, a.einde,
               b.bron AS andere_bron, b.einde AS ander_einde, coalesce(a.onderwerp, a.praktijk) AS wie
        FROM per_bron a JOIN per_bron b ON a.sleutel = b.sleutel AND a.bron < b.bron AND {_SAME_PRACTICE}
        WHERE a.nu AND b.nu AND a.einde IS DISTINCT FROM b.einde
        """,  # noqa: S608  a part written above
    ),
)

_RUNNING: Final = "(w.tot_en_met IS NULL OR w.tot_en_met >= dag) AND coalesce(w.waarde, 'ja') = 'ja'"

CHECKS: Final = (
    Check(
        "zonder_relatie",
        Text("Therapeuten die bij geen praktijk staan", "Therapists who are listed at no practice"),
        Text(
            "{onderwerp} ({naam}, {beroep}) heeft geen relatie met een praktijk",
            "{onderwerp} ({naam}, {beroep}) has no relation with a practice",
        ),
        """
        SELECT NULL AS praktijk, t.therapeut AS onderwerp, NULL AS cel, 'therapeuten' AS tabel, min(t.bron) AS bron,
               min(t.naam) AS naam, min(t.beroep) AS beroep
        FROM therapeuten t WHERE t.therapeut NOT IN (SELECT therapeut FROM werkrelaties)
        GROUP BY t.therapeut HAVING bool_and(t.praktijk IS NULL)
        """,
    ),
    Check(
        "onbekende_praktijk",
        Text("Regels over een praktijk die niet bekend is", "Rows on a practice that is not known"),
        Text(
            "{praktijk} staat {keer} keer in {tabel}, en niet in praktijken",
            "{praktijk} is {keer} times in {tabel}, and not in praktijken",
        ),
        f"""
        SELECT g.praktijk, NULL AS onderwerp, NULL AS cel, g.tabel, min(g.bron) AS bron, count(*) AS keer
        FROM {STATED} g WHERE g.praktijk IS NOT NULL AND g.praktijk NOT IN (SELECT praktijk FROM praktijken)
        GROUP BY g.praktijk, g.tabel
        """,  # noqa: S608  a name of this room
    ),
    Check(
        "onbekende_therapeut",
        Text("Regels over een therapeut die niet bekend is", "Rows on a therapist who is not known"),
        Text(
            "{onderwerp} staat {keer} keer in {tabel}, en niet in therapeuten",
            "{onderwerp} is {keer} times in {tabel}, and not in therapeuten",
        ),
        f"""
        SELECT NULL AS praktijk, g.onderwerp, NULL AS cel, g.tabel, min(g.bron) AS bron, count(*) AS keer
        FROM {STATED} g WHERE g.soort = 'therapeut' AND g.tabel <> 'therapeuten'
          AND g.onderwerp NOT IN (SELECT therapeut FROM therapeuten) GROUP BY g.onderwerp, g.tabel
        """,  # noqa: S608  a name of this room
    ),
    Check(
        "beeindigde_praktijk",
        Text(
            "Relaties die doorlopen nadat de praktijk stopte", "Relations that go on after the practice ended"
        ),
        Text(
            "{onderwerp} bij {praktijk}: de praktijk stopte op {einde}",
            "{onderwerp} at {praktijk}: the practice ended on {einde}",
        ),
        f"""
        SELECT DISTINCT w.praktijk, w.therapeut AS onderwerp, 'werkzaam_bij' AS cel, 'werkrelaties' AS tabel, w.bron,
               e.einde
        FROM op, werkrelaties w JOIN (
            SELECT praktijk, max(tot_en_met) AS einde FROM praktijken, op GROUP BY praktijk
            HAVING count(*) = count(tot_en_met) AND max(tot_en_met) < max(dag)
        ) e USING (praktijk) WHERE {_RUNNING}
        """,  # noqa: S608  a part written above
    ),
    Check(
        "beeindigde_therapeut",
        Text(
            "Relaties die doorlopen nadat de AGB-code van de therapeut eindigde",
            "Relations that go on after the therapist's AGB code ended",
        ),
        Text(
            "{onderwerp} bij {praktijk}: de AGB-code eindigde op {einde}",
            "{onderwerp} at {praktijk}: the AGB code ended on {einde}",
        ),
        f"""
        SELECT DISTINCT w.praktijk, w.therapeut AS onderwerp, 'werkzaam_bij' AS cel, 'werkrelaties' AS tabel, w.bron,
               e.einde
        FROM op, werkrelaties w JOIN (
            SELECT therapeut, max(tot_en_met) AS einde FROM therapeuten, op WHERE praktijk IS NULL GROUP BY therapeut
            HAVING count(*) = count(tot_en_met) AND max(tot_en_met) < max(dag)
        ) e USING (therapeut) WHERE {_RUNNING}
        """,  # noqa: S608  a part written above
    ),
    Check(
        "ander_beroep",
        Text("Een beroep dat niet bij de AGB-code past", "A profession that does not fit the AGB code"),
        Text(
            "{onderwerp} ({naam}) staat als {beroep}; een AGB-code daarvan begint met {code}",
            "{onderwerp} ({naam}) is entered as {beroep}; such an AGB code starts with {code}",
        ),
        """
        SELECT DISTINCT t.praktijk, t.therapeut AS onderwerp, NULL AS cel, 'therapeuten' AS tabel, t.bron, t.naam,
               t.beroep, b.code
        FROM therapeuten t JOIN beroepen b USING (beroep)
        WHERE regexp_full_match(t.therapeut, '[0-9]{8}') AND left(t.therapeut, 2) <> b.code
        """,
    ),
    Check(
        "onbekend_voorvoegsel",
        Text(
            "Praktijken met een AGB-code van een ander soort zorg",
            "Practices with an AGB code of another kind of care",
        ),
        Text(
            "{praktijk} ({naam}): {code} hoort bij geen beroep dat bekend is",
            "{praktijk} ({naam}): {code} belongs to no profession that is known",
        ),
        """
        SELECT DISTINCT p.praktijk, NULL AS onderwerp, NULL AS cel, 'praktijken' AS tabel, p.bron, p.naam,
               left(p.praktijk, 2) AS code
        FROM praktijken p
        WHERE regexp_full_match(p.praktijk, '[0-9]{8}') AND left(p.praktijk, 2) NOT IN (SELECT code FROM beroepen)
        """,
    ),
    Check(
        "zonder_postcode",
        Text(
            "Praktijken waarvan geen postcode bekend is, ook niet van een locatie",
            "Practices of which no postcode is known, nor of a location",
        ),
        Text("{praktijk} ({naam}) heeft geen postcode", "{praktijk} ({naam}) has no postcode"),
        """
        SELECT p.praktijk, NULL AS onderwerp, NULL AS cel, 'praktijken' AS tabel, min(p.bron) AS bron,
               min(p.naam) AS naam
        FROM praktijken p WHERE p.praktijk NOT IN (SELECT praktijk FROM locaties WHERE postcode IS NOT NULL)
        GROUP BY p.praktijk HAVING count(p.postcode) = 0
        """,
    ),
    Check(
        "onbekende_postcode",
        Text("Postcodes die niet bestaan", "Postcodes that do not exist"),
        Text("{wie}: {postcode} komt niet voor", "{wie}: {postcode} does not occur"),
        """
        SELECT DISTINCT * FROM (
            SELECT praktijk, NULL AS onderwerp, NULL AS cel, 'praktijken' AS tabel, bron, postcode, praktijk AS wie
            FROM praktijken UNION ALL
            SELECT praktijk, locatie, NULL, 'locaties', bron, postcode, praktijk || ', ' || locatie FROM locaties
        ) WHERE postcode IS NOT NULL AND left(postcode, 4) NOT IN (SELECT code FROM pc4)
        """,
        needs_postcodes=True,
    ),
)
