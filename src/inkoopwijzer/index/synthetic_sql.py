"""How invented claims come about, as SQL for DuckDB: nothing is drawn, everything is hashed from the seed.

The hash is 32 bits of multiplication and shifts (the constants are those of Chris Wellons' `lowbias32`; its last
shift, for the low bits, is left out), written out in SQL: the same seed gives the same claims on every version of
DuckDB and with any number of threads.
"""

from __future__ import annotations

from hashlib import sha256
from string import Template
from typing import Final

DIAGNOSES: Final = 40
"""Invented codes: the common and short-lived first, the rare and lasting last."""
AGE_BOUNDS: Final = (18, 45, 65, 75, 85)
"""Where the mean number of treatments steps up with age; the bounds of the default method."""

MACROS: Final = (
    "create macro shift(x, k) as xor(x, x >> k)",
    """create macro mix(x) as (shift((shift(x, 16) * 2146121005::ubigint) & 4294967295::ubigint, 15)
      * 2221713035::ubigint) & 4294967295::ubigint""",
    "create macro base(i) as mix(i::ubigint & 4294967295::ubigint)",
    "create macro draw(b, k) as (mix(xor(b, k::ubigint))::double + 0.5) / 4294967296.0",
    "create macro normal(b, k, l) as sqrt(-2 * ln(draw(b, k))) * cos(2 * pi() * draw(b, l))",
)

INVENTED_PRACTICES: Final = Template("""
create table praktijken as
select p, '0499' || lpad((p + 1)::varchar, 4, '0') as agb, exp(1.1 * normal(b, $size1, $size2)) as gewicht,
  greatest(0.3, least(2.5, exp($spread * normal(b, $theta1, $theta2) - 0.5 * $spread * $spread))) as theta,
  tanh(normal(b, $side1, $side2)) as kant,
  [('0498' || lpad(((7 * p + t) % 10000)::varchar, 4, '0')) for t in range(1 + cast(floor(6 * draw(b, $staff)) as int))]
    as therapeuten
from (select p, base(p + $seed) as b from range($practices) r(p)) r""")

SIZES: Final = Template("""
create or replace table omvang as
select *, sum(n) over (order by p) - n as eerste, lead(n, 1, 0) over (order by p) as volgende
from (
  select *, greatest(1, cast(round($persons * gewicht / (select sum(gewicht) from praktijken)) as bigint)) as n
  from praktijken
)""")

PERSONS: Final = Template("""
select p, agb, theta, kant, therapeuten, eerste + j as plek, base(eerste + j + $seed) as b,
  case when draw(base(eerste + j + $seed), $roam) < 0.03 and j < volgende then eerste + n + j else eerste + j end
    as persoon
from (select *, unnest(range($part, n, $parts)) as j from omvang)""")

TRAJECTORIES: Final = Template("""
select *,
  theta * maat as gemiddeld,
  1 + greatest(0.0001, theta * maat - 1) * ernst as mu
from (
  select *,
    (4 + 0.4 * dg) * (0.85 + 0.1 * band) * (case geslacht when 'v' then 1.05 else 1 end)
      * (0.9 + 0.04 * coalesce(ses, 3)) as maat,
    base(2 * plek + t + $seed) as bt
  from (
    select *, $band as band,
      (cast(floor($diagnoses * pow(deel, (1.5 + 0.5 * kant) * (1.6 - 0.8 * leeftijd / 95))) as int) + 7 * t)
        % $diagnoses as dg
    from (
      select p, agb, theta, kant, therapeuten, plek, persoon, t, draw(b, $which) as deel,
        case when draw(a, $agenone) < 0.001 then null else cast(floor(4 + 90 * pow(draw(a, $age), 0.8)) as smallint) end
          as leeftijd_of_niets,
        cast(floor(4 + 90 * pow(draw(a, $age), 0.8)) as smallint) as leeftijd,
        case when draw(a, $sex) < 0.555 then 'v' when draw(a, $sex) < 0.995 then 'm' else 'o' end as geslacht,
        case when draw(a, $sesnone) < 0.02 then null else cast(1 + floor(5 * draw(a, $ses)) as smallint) end as ses,
        -(ln(draw(a, $ill1)) + ln(draw(a, $ill2)) + ln(draw(a, $ill3))) / 3 as ernst
      from (
        select *, base(persoon + $seed) as a,
          unnest(range(case when draw(b, $second) < 0.15 then 2 else 1 end)) as t
        from ($persons)
      )
    )
  )
)""")

TRIAL: Final = Template("select sum(mu + 0.7) / (select sum(n) from omvang) from ($trajectories)")

CLAIMS: Final = Template("""
select 'R' || ((2 * plek + t) * 4096 + k + 4)::varchar as regel, $pseudonym as verzekerde, agb as praktijk,
  therapeuten[1 + cast(floor(len(therapeuten) * draw(bt, $who)) as int)] as therapeut, '$code_list' as codelijst,
  case when k = -1 then '1864' else '1000' end as prestatie, '004' as kenmerklijst,
  case when dg >= 30 then '001' else '009' end as kenmerk, '999' as diagnoselijst,
  (1000 + 37 * dg)::varchar as diagnose, dag as begindatum, case when k = -4 then -1 else 1 end as aantal,
  cast(case when k = -4 then -36.53 else 36.53 end as decimal(12, 2)) as bedrag,
  leeftijd_of_niets as leeftijd, geslacht, ses, '999' || (1 + plek % 4)::varchar as uzovi, month(dag) as maand
from (
  select *, date '$year-01-01' + cast(
      case when k = -2 then -20 when k < -2 then 40 else (eerste_dag + 3 * greatest(k, 0)) % 365 end as int) as dag
  from (
    select *, unnest(range(
        case when draw(bt, $extra) < 0.01 then -4 when draw(bt, $extra) < 0.05 then -2
          when draw(bt, $extra) < 0.6 then -1 else 0 end,
        1 + cast(floor(draw(bt, $rest) - (mu - 1) * (ln(draw(bt, $wait1)) + ln(draw(bt, $wait2))) / 2) as int))) as k,
      cast(floor(365 * draw(bt, $start)) as int) as eerste_dag
    from ($trajectories)
  )
)""")

TRUTH: Final = Template("""
select agb as praktijk, any_value(theta) as theta, cast(sum(n) as bigint) as trajecten, sum(waar) as gemiddeld,
  100 * sum(waar) / sum(n * landelijk) as ware_index
from (
  select *, sum(waar) over cel / sum(n) over cel as landelijk
  from (
    select agb, theta, dg, band, geslacht, ses, count(*) as n, sum(gemiddeld) as waar
    from ($trajectories)
    group by all
  )
  window cel as (partition by dg, band, geslacht, ses)
)
group by agb
order by agb""")


def keys(seed: int) -> dict[str, str]:
    """The numbers that make one stream of draws independent of another, by the names that the templates use."""
    names = {
        name
        for template in (INVENTED_PRACTICES, PERSONS, TRAJECTORIES, CLAIMS)
        for name in template.get_identifiers()
    }
    said = {name: int.from_bytes(sha256(f"{seed}:{name}".encode()).digest()[:4]) for name in sorted(names)}
    bounds = " ".join(f"when leeftijd < {bound} then {n}" for n, bound in enumerate(AGE_BOUNDS))
    fixed = {
        "diagnoses": str(DIAGNOSES),
        "band": f"case {bounds} else {len(AGE_BOUNDS)} end",
        "seed": str(said["seed"] % 1_000_003),
    }
    return {**{name: str(value) for name, value in said.items()}, **fixed}
