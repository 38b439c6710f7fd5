"""Invented claims of the practices of a market folder: as large as they are, and about as busy as their index says."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

import duckdb

from inkoopwijzer.index.engine import Engine, Tell
from inkoopwijzer.index.synthetic import Made, Plan, prepare, write_claims
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

PROFESSIONS: Final = {"073": "fysiotherapeut", "074": "oefentherapeut", "078": "logopedist"}
"""Whose claims are of this code list; of the practices with such a therapist claims can be made."""
PERSONS_A_THERAPIST: Final = 150
"""The size of a practice of which the market does not say how many persons it treated."""

_SUBJECTS: Final = """
create table onderwerpen as
select soort, nr, praktijk, agb, beroep from read_parquet(?) where soort in ('praktijk', 'therapeut') and agb <> ''"""

_FACTS: Final = """
create table gegevens as
select nr, gegeven, cast(waarde as double) as waarde from read_parquet(?)
where soort = 'praktijk' and volgorde = 0 and waarde is not null and gegeven in (?, ?)"""

_PRACTICES: Final = Template("""
create table praktijken as
select s.p, s.agb, coalesce(n.waarde, $each * t.hoeveel) as gewicht,
  greatest(0.3, least(2.5, coalesce(i.waarde / 100, exp($spread * normal(s.b, $theta1, $theta2))))) as theta,
  tanh(normal(s.b, $side1, $side2)) as kant, t.codes as therapeuten
from (
  select row_number() over (order by nr) - 1 as p, base(nr + $seed) as b, nr, praktijk, agb
  from onderwerpen where soort = 'praktijk'
) s
join (
  select praktijk, count(*) as hoeveel, list(agb order by nr) as codes
  from onderwerpen where soort = 'therapeut' and beroep = '$profession'
  group by praktijk
) t on t.praktijk = s.praktijk
left join gegevens n on n.nr = s.nr and n.gegeven = 'unieke_verzekerden.$year'
left join gegevens i on i.nr = s.nr and i.gegeven = 'behandelindex.$year'""")


def make_market_claims(
    engine: Engine, plan: Plan, folder: Path, market: Path, tell: Tell | None = None
) -> Made:
    """Write claims of the practices in a market folder that have a therapist whose claims are of the plan's code list.

    A practice has as many persons as the market says of the year (else by its therapists), and a true ratio of a
    hundredth of its index where it has one; `plan.rows` above 0 scales all practices to about so many lines. Raises
    `Faults` when there is no market, or no such practice in it.
    """
    said = prepare(engine, plan)
    facts = [f"{fact}.{plan.year}" for fact in ("unieke_verzekerden", "behandelindex")]
    try:
        engine.connection.execute(_SUBJECTS, [str(market / "onderwerpen.parquet")])
        engine.connection.execute(_FACTS, [str(market / "gegevens.parquet"), *facts])
    except duckdb.Error:
        message = Text("In deze map staat geen markt.", "There is no market in this folder.")
        hint = Text("Geef de map van een markt.", "Give the folder of a market.")
        raise Faults([Fault("claims.no_market", message, str(market), hint=hint)]) from None
    profession = PROFESSIONS.get(plan.code_list, "")
    engine.connection.execute(
        _PRACTICES.substitute(said, each=PERSONS_A_THERAPIST, spread=plan.spread, profession=profession)
    )
    persons, practices = engine.rows(
        "select cast(round(coalesce(sum(gewicht), 0)) as bigint), count(*) from praktijken"
    )[0]
    if not practices:
        message = Text(
            f"Geen praktijk in deze markt heeft een therapeut die op lijst {plan.code_list} declareert.",
            f"No practice in this market has a therapist who claims on list {plan.code_list}.",
        )
        hint = Text(f"Er zijn: {', '.join(PROFESSIONS)}.", f"There are: {', '.join(PROFESSIONS)}.")
        raise Faults([Fault("claims.no_practice", message, str(market), hint=hint)])
    return write_claims(engine, plan, folder, said, persons=None if plan.rows else int(persons), tell=tell)
