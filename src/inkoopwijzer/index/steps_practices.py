"""The steps from the standard to each practice: what was observed and expected, the index, and why."""

from __future__ import annotations

from string import Template
from typing import Final

from inkoopwijzer.index.method import Method
from inkoopwijzer.index.step import (
    BENADERING,
    BIJDRAGEN,
    CELL,
    PRAKTIJKSOMMEN,
    STANDAARD,
    TRAJECTEN,
    Step,
)

_SAME_CELL: Final = " and ".join(f"t.{column} = s.{column}" for column in CELL)

_PRACTICE_SUMS: Final = Template("""
select p.praktijk as praktijk, count(*) as verzekerden, cast(sum(p.trajecten) as bigint) as trajecten,
  cast(sum(p.regels) as bigint) as regels, cast(sum(p.w) as bigint) as behandelingen, sum(p.e) as verwacht,
  sum(1e0 * p.w * p.w) as ww, sum(p.w * p.e) as we, sum(p.e * p.e) as ee
from (
  select t.praktijk as praktijk, t.verzekerde as verzekerde, count(*) as trajecten, sum(t.regels) as regels,
    cast(sum(t.behandelingen) as bigint) as w, sum(s.verwacht) as e
  from trajecten t join standaard s on $same_cell
  group by t.praktijk, t.verzekerde
) p
group by p.praktijk""")

_APPROXIMATION: Final = Template("""
select b.praktijk as praktijk, b.verzekerden as verzekerden, b.trajecten as trajecten,
  b.behandelingen as behandelingen, b.verwacht as verwacht, b.index_punten as index_punten,
  b.spreiding as spreiding,
  case when b.spreiding > 0 and 1e0 - 1e0 / (9e0 * b.s) - $z / (3e0 * sqrt(b.s)) > 0
    then 100e0 * b.spreiding * b.s * power(1e0 - 1e0 / (9e0 * b.s) - $z / (3e0 * sqrt(b.s)), 3) / b.verwacht
    when b.spreiding > 0 then 0e0 else b.index_punten end as ondergrens,
  case when b.spreiding > 0
    then 100e0 * b.spreiding * (b.s + 1e0)
      * power(1e0 - 1e0 / (9e0 * (b.s + 1e0)) + $z / (3e0 * sqrt(b.s + 1e0)), 3) / b.verwacht
    else b.index_punten end as bovengrens
from (
  select a.praktijk as praktijk, a.verzekerden as verzekerden, a.trajecten as trajecten,
    a.behandelingen as behandelingen, a.verwacht as verwacht, 100e0 * a.verhouding as index_punten,
    a.spreiding as spreiding,
    case when a.spreiding > 0 then 1e0 * a.behandelingen / a.spreiding else 1e0 end as s
  from (
    select p.praktijk as praktijk, p.verzekerden as verzekerden, p.trajecten as trajecten,
      p.behandelingen as behandelingen, p.verwacht as verwacht, p.verhouding as verhouding,
      (p.verzekerden * (p.ww - 2e0 * p.verhouding * p.we + p.verhouding * p.verhouding * p.ee) / p.behandelingen
        + $support * p.verhouding * n.landelijk * p.ee / p.verwacht)
        / (p.verzekerden - 1e0 + $support) as spreiding
    from (
      select q.praktijk as praktijk, q.verzekerden as verzekerden, q.trajecten as trajecten,
        q.behandelingen as behandelingen, q.verwacht as verwacht, q.ww as ww, q.we as we, q.ee as ee,
        1e0 * q.behandelingen / q.verwacht as verhouding
      from praktijksommen q
    ) p
    cross join (
      select (sum(q.ww) - 2e0 * sum(q.we) + sum(q.ee)) / sum(q.ee) as landelijk from praktijksommen q
    ) n
  ) a
) b""")

_CONTRIBUTIONS: Final = Template("""
select t.praktijk as praktijk, t.groep as groep, t.band as band, t.geslacht as geslacht, t.ses as ses,
  t.trajecten as trajecten, t.behandelingen as behandelingen, t.trajecten * s.verwacht as verwacht
from (
  select t.praktijk as praktijk, t.groep as groep, t.band as band, t.geslacht as geslacht, t.ses as ses,
    count(*) as trajecten, cast(sum(t.behandelingen) as bigint) as behandelingen
  from trajecten t
  group by t.praktijk, t.groep, t.band, t.geslacht, t.ses
) t
join standaard s on $same_cell""")


def practice_sums() -> Step:
    """Per practice what was observed and expected, and the sums over persons that the spread is made of.

    w and e are what was observed and expected of one person at this practice: `ww`, `we` and `ee` are the
    sums of their products.
    """
    return Step(PRAKTIJKSOMMEN, (TRAJECTEN, STANDAARD), _PRACTICE_SUMS.substitute(same_cell=_SAME_CELL))


def approximation(method: Method) -> Step:
    """The index of each practice, its spread and its interval; the formulas are those of `intervals`."""
    z, support = f"{method.deviate!r}e0", f"{method.support}e0"
    return Step(BENADERING, (PRAKTIJKSOMMEN,), _APPROXIMATION.substitute(z=z, support=support))


def contributions() -> Step:
    """Per practice and finest cell what was observed and expected: why an index is what it is.

    It has nearly as many rows as there are trajectories, and is made only when someone asks why.
    """
    return Step(BIJDRAGEN, (TRAJECTEN, STANDAARD), _CONTRIBUTIONS.substitute(same_cell=_SAME_CELL))
