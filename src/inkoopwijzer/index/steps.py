"""The index as SQL steps: data, in the part of SQL that DuckDB, Spark SQL and PostgreSQL share.

Each step is one SELECT over the tables it reads, and makes one table. Portable means here: no QUALIFY, every
column named, divisions and literals written so that all three engines take them for fractions (`1e0 *`), no
function that one of them lacks. Whoever runs the steps elsewhere makes `declaraties` (and `diagnosegroepen` when
the method has groups) and creates each table in turn. `trajecten` is read three times: keep it.
"""

from __future__ import annotations

import re
from string import Template
from typing import Final

from inkoopwijzer.index.method import NO_BAND, NO_DIAGNOSIS, UNGROUPED, Method
from inkoopwijzer.index.step import DECLARATIES, DIAGNOSEGROEPEN, TELLING, TRAJECTEN, Step
from inkoopwijzer.index.steps_cells import leaf_cells, pooling, standard
from inkoopwijzer.index.steps_practices import approximation, practice_sums

OLDEST: Final = 125
"""An age above this is a mistake."""
_CODE: Final = re.compile(r"[A-Za-z0-9]{1,20}")

_TRAJECTORIES: Final = Template("""
select t.praktijk as praktijk, t.verzekerde as verzekerde, coalesce(t.groep, '$none') as groep,
  $band as band, $sex as geslacht, $ses as ses,
  $treatments as behandelingen, t.regels as regels
from (
  select d.praktijk as praktijk, d.verzekerde as verzekerde, $group as groep,
    cast(sum(d.aantal) as bigint) as aantal, count(d.aantal) as regels,
    min(d.leeftijd) as leeftijd, min(ascii(d.geslacht)) as geslacht, min(d.ses) as ses
  from $source
  where $counted
  group by d.praktijk, d.verzekerde, $key
) t
where t.aantal > 0 and t.praktijk is not null and t.verzekerde is not null""")

_TALLY: Final = Template("""
select count(*) as regels,
  sum(case when r.reden = 1 then 1 else 0 end) as andere_lijst,
  sum(case when r.reden = 2 then 1 else 0 end) as andere_prestatie,
  sum(case when r.reden = 3 then 1 else 0 end) as onvolledig,
  sum(case when r.reden = 4 then 1 else 0 end) as ander_jaar,
  sum(case when r.reden = 0 then 1 else 0 end) as meegeteld,
  sum(case when r.reden = 0 and r.vreemd = 1 then 1 else 0 end) as vreemde_leeftijd,
  sum(case when r.reden = 0 and r.geslacht not in ('m', 'v', 'o') then 1 else 0 end) as vreemd_geslacht
from (
  select case when not coalesce($of_list, false) then 1 when not ($of_performance) then 2
      when not ($complete) then 3 when not ($of_year) then 4 else 0 end as reden,
    d.geslacht as geslacht, case when d.leeftijd < 0 or d.leeftijd > $oldest then 1 else 0 end as vreemd
  from declaraties d
) r""")


def steps(method: Method, year: int) -> tuple[Step, ...]:
    """The steps from claims to the index of every practice, in order. Raises ValueError for a code that is none."""
    return (
        trajectories(method, year),
        leaf_cells(),
        pooling(method.least_trajectories),
        standard(),
        practice_sums(),
        approximation(method),
    )


def trajectories(method: Method, year: int) -> Step:
    """Person x practice x diagnosis group in the year: treatments, and who it was (age band, sex, ses).

    Age, sex and ses are the lowest that any line of the trajectory states, so that they do not depend on the order
    of lines. Credited lines subtract; a trajectory of which nothing is left is none.
    """
    source = f"{DECLARATIES} d"
    reads: tuple[str, ...] = (DECLARATIES,)
    group = key = "d.diagnose"
    if "diagnose" not in method.traits:
        group, key = "'alle'", "d.codelijst"
    elif method.diagnosis_groups is not None:
        source += f" left join {DIAGNOSEGROEPEN} g on d.diagnose = g.diagnose"
        reads += (DIAGNOSEGROEPEN,)
        group = key = f"case when d.diagnose is not null then coalesce(g.groep, '{UNGROUPED}') end"
    of_list, of_performance, _, of_year = counted(method, year)
    most = method.most_treatments
    sql = _TRAJECTORIES.substitute(
        band=_band(method),
        sex=f"case t.geslacht when {ord('m')} then 1 when {ord('v')} then 2 else 0 end"
        if "geslacht" in method.traits
        else "0",
        ses="coalesce(t.ses, 0)" if "ses" in method.traits else "0",
        treatments="t.aantal" if most is None else f"least(t.aantal, {most})",
        group=group,
        key=key,
        source=source,
        none=NO_DIAGNOSIS,
        counted=f"{of_list} and {of_performance} and d.aantal is not null and {of_year}",
    )
    return Step(TRAJECTEN, reads, sql)


def tally(method: Method, year: int) -> Step:
    """How many lines count, and of the others the first reason why not, in the order of `counted`."""
    names = ("of_list", "of_performance", "complete", "of_year")
    conditions = dict(zip(names, counted(method, year), strict=True))
    return Step(TELLING, (DECLARATIES,), _TALLY.substitute(conditions, oldest=OLDEST))


def counted(method: Method, year: int) -> tuple[str, str, str, str]:
    """The conditions on which a line counts: its code list, its performance code, complete, in the year."""
    performance = ["d.prestatie is not null"]
    if method.performances is not None:
        performance.append(f"d.prestatie in ({', '.join(map(_quoted, method.performances))})")
    if method.except_performances:
        performance.append(f"d.prestatie not in ({', '.join(map(_quoted, method.except_performances))})")
    needed = ("praktijk", "verzekerde", "begindatum", "aantal")
    return (
        f"d.codelijst = {_quoted(method.code_list)}",
        " and ".join(performance),
        " and ".join(f"d.{column} is not null" for column in needed),
        f"d.begindatum >= date '{year:04d}-01-01' and d.begindatum < date '{year + 1:04d}-01-01'",
    )


def _band(method: Method) -> str:
    if "leeftijd" not in method.traits:
        return "0"
    whens = " ".join(f"when t.leeftijd < {bound} then {n}" for n, bound in enumerate(method.age_bounds))
    return f"case when t.leeftijd is null then {NO_BAND} {whens} else {len(method.age_bounds)} end"


def _quoted(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise ValueError(f"not a code: {code!r}")
    return f"'{code}'"
