"""The SQL steps agree with the slow and obvious way, on claims of every kind, and are SQL that other engines run."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.index.claims import Claims
from inkoopwijzer.index.compute import Computation, compute, count_lines, load_groups
from inkoopwijzer.index.engine import Engine, Resources, open_engine
from inkoopwijzer.index.intervals import Sums, intervals
from inkoopwijzer.index.method import TRAITS, Method
from inkoopwijzer.index.step import Step
from inkoopwijzer.index.steps import steps, tally
from inkoopwijzer.index.steps_practices import contributions
from tests.index.small import DAY, YEAR, Line, fill, plain_index, write

SMALL = Method(least_trajectories=3, age_bounds=(18, 65))
GROUPED = replace(SMALL, diagnosis_groups={"1000": "knie", "2000": "knie", "3000": "rug"}, most_treatments=12)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(Resources(threads=1)) as opened:
        yield opened


def run(engine: Engine, lines: Sequence[Line], method: Method) -> Computation:
    """The steps on these lines, in an engine that is used again and again."""
    fill(engine.connection, "declaraties", lines)
    if method.diagnosis_groups is not None:
        load_groups(engine, method.diagnosis_groups)
    engine.run(steps(method, YEAR))
    return Computation(engine, Claims((), ()), method, YEAR)


a_line = st.builds(
    Line,
    praktijk=st.sampled_from(["04990001", "04990002", "04990003"]),
    verzekerde=st.sampled_from(["p1", "p2", "p3", "p4", "p5", "p6", None]),
    codelijst=st.sampled_from(["073", "073", "073", "073", "074", None]),
    prestatie=st.sampled_from(["1000", "1000", "1001", "1864", None]),
    diagnose=st.sampled_from(["1000", "2000", "3000", "4000", None]),
    begindatum=st.sampled_from(
        [date(2025, 1, 1), date(2025, 12, 31), date(2024, 12, 31), date(2026, 1, 1), None]
    ),
    aantal=st.sampled_from([1, 1, 2, 5, 9, 20, -1, -3, None]),
    leeftijd=st.sampled_from([17, 18, 64, 65, 90, None]),
    geslacht=st.sampled_from(["m", "v", "o", None]),
    ses=st.sampled_from([1, 5, None]),
)
sure = [Line(verzekerde="zeker", diagnose="1000")]
some_lines = st.lists(a_line, max_size=60).map(lambda lines: lines + sure)
methods = st.builds(
    Method,
    age_bounds=st.sampled_from([(18, 65), (65,), ()]),
    traits=st.sets(st.sampled_from(TRAITS), min_size=1).map(lambda s: tuple(t for t in TRAITS if t in s)),
    diagnosis_groups=st.sampled_from([None, GROUPED.diagnosis_groups, {}]),
    most_treatments=st.sampled_from([None, 1, 12]),
    least_trajectories=st.integers(1, 6),
    performances=st.sampled_from([None, ("1000",)]),
    support=st.sampled_from([1, 50]),
)


@settings(max_examples=30)
@given(some_lines, methods)
def test_the_steps_say_what_the_slow_way_says(engine: Engine, lines: list[Line], method: Method) -> None:
    plain = plain_index(lines, method)
    found = run(engine, lines, method)
    rows = found.engine.rows("select praktijk, verzekerden, behandelingen, verwacht from benadering")
    cells = found.engine.rows("select groep, band, geslacht, ses, niveau, verwacht from standaard")
    assert {p: o for p, _, o, _ in rows} == dict(plain.observed)
    assert {p: n for p, n, _, _ in rows} == {p: len(each) for p, each in plain.persons.items()}
    assert {p: e for p, _, _, e in rows} == pytest.approx(dict(plain.expected))
    assert {tuple(c[:4]): c[4] for c in cells} == {cell: level for cell, (level, _) in plain.standard.items()}
    assert {tuple(c[:4]): c[5] for c in cells} == pytest.approx(
        {c: mean for c, (_, mean) in plain.standard.items()}
    )


@settings(max_examples=12)
@given(some_lines, methods)
def test_all_practices_together_are_as_expected_and_contributions_add_up(
    engine: Engine, lines: list[Line], method: Method
) -> None:
    found = run(engine, lines, method)
    o, e = found.engine.rows("select sum(behandelingen), sum(verwacht) from benadering")[0]
    assert e == pytest.approx(o)
    found.contributions()
    rows = found.engine.rows(
        "select praktijk, sum(behandelingen), sum(verwacht), sum(trajecten) from bijdragen group by praktijk"
    )
    whole = found.engine.rows("select praktijk, behandelingen, verwacht, trajecten from benadering")
    parts = {p: (o, e, n) for p, o, e, n in rows}
    assert set(parts) == {p for p, *_ in whole}
    for p, o, e, n in whole:
        assert parts[p] == (o, pytest.approx(e), n)


@settings(max_examples=12)
@given(some_lines)
def test_the_sql_interval_is_that_of_the_reference(engine: Engine, lines: list[Line]) -> None:
    plain = plain_index(lines, SMALL)
    names = sorted(plain.observed)
    o, e = ([np.array([each[i] for each in plain.persons[p].values()], float) for p in names] for i in (0, 1))
    sums = Sums(
        persons=np.array([len(each) for each in o], float),
        observed=np.array([each.sum() for each in o]),
        expected=np.array([each.sum() for each in e]),
        oo=np.array([(a * a).sum() for a in o]),
        oe=np.array([(a * b).sum() for a, b in zip(o, e, strict=True)]),
        ee=np.array([(b * b).sum() for b in e]),
    )
    wanted = intervals(sums, deviate=SMALL.deviate, support=SMALL.support)
    found = run(engine, lines, SMALL)
    rows = found.engine.rows(
        "select index_punten, spreiding, ondergrens, bovengrens from benadering order by praktijk"
    )
    for column, each in zip(
        zip(*rows, strict=True), (wanted.index, wanted.spread, wanted.lower, wanted.upper), strict=True
    ):
        # A spread of exactly nothing is nothing or a rounding of the machine, in the one as in the other.
        assert column == pytest.approx(each, rel=1e-6, abs=1e-4)


def test_neither_the_order_of_lines_nor_threads_nor_the_kind_of_pseudonym_matters(tmp_path: Path) -> None:
    rng = random.Random(7)
    lines = [
        Line(
            praktijk=f"0499000{rng.randrange(1, 5)}",
            verzekerde=rng.randrange(80),
            diagnose=f"{rng.randrange(1000, 1006)}",
            aantal=rng.randrange(1, 9),
            leeftijd=rng.randrange(90),
            geslacht=rng.choice("mv"),
            ses=rng.randrange(1, 6),
        )
        for _ in range(600)
    ]
    shuffled = rng.sample(lines, len(lines))
    results = []
    for number, (given_, person, threads) in enumerate(
        [(lines, "bigint", 1), (shuffled, "varchar", 2), (shuffled, "ubigint", 2)]
    ):
        path = write(tmp_path / f"{number}.parquet", given_, person=person)
        with open_engine(Resources(threads=threads)) as engine:
            found = compute(engine, [path], SMALL, YEAR)
            columns = "praktijk, behandelingen, round(index_punten, 6), round(ondergrens, 6)"
            results.append(found.engine.rows(f"select {columns} from benadering order by 1"))
    assert results[0] == results[1] == results[2]


def test_the_tally_says_why_lines_do_not_count(engine: Engine) -> None:
    lines = [
        Line(),
        Line(codelijst="074", prestatie=None),
        Line(codelijst=None),
        Line(prestatie="1864", begindatum=date(2024, 1, 1)),
        Line(prestatie=None),
        Line(verzekerde=None),
        Line(begindatum=None),
        Line(aantal=None),
        Line(begindatum=date(2024, 12, 31)),
        Line(leeftijd=126),
        Line(geslacht="M"),
        Line(leeftijd=200, codelijst="074"),
    ]
    run(engine, lines, SMALL)
    t = count_lines(engine, SMALL, YEAR)
    assert (t.lines, t.counted) == (12, 3)
    assert (t.other_list, t.other_performance, t.incomplete, t.other_year) == (3, 2, 3, 1)
    assert (t.odd_age, t.odd_sex) == (1, 1)


EVERY = [
    *steps(GROUPED, YEAR),
    *steps(replace(SMALL, traits=("leeftijd",), performances=("1000",)), YEAR),
    contributions(),
    tally(SMALL, YEAR),
]


def not_portable(step: Step) -> list[str]:
    """What in a step only one engine would understand."""
    sql = step.sql.lower()
    words = [
        "qualify",
        "percentile",
        "::",
        "filter (",
        "any_value",
        "group by all",
        "exclude",
        "try_cast",
        "double",
        "$",
    ]
    faults = [word for word in words if word in sql]
    faults += [f"{n} has no e0" for n in re.findall(r"\b\d+\.\d+\b(?!e)", sql)]
    flat = sql
    while (less := re.sub(r"\((?!\s*select)[^()]*\)", "", flat)) != flat:
        flat = less
    for chosen in re.findall(r"select (.*?)\bfrom\b", flat, re.DOTALL):
        faults += [f"no name: {part}" for part in chosen.split(",") if " as " not in f"{part} "]
    return faults


@pytest.mark.parametrize("step", EVERY, ids=lambda s: s.makes)
def test_every_step_is_sql_that_other_engines_run(step: Step) -> None:
    assert not_portable(step) == []
    assert set(re.findall(r"(?:from|join) ([a-z]+)", step.sql)) == set(step.reads)


@pytest.mark.parametrize(
    "sql",
    [
        "select a as a from t qualify row_number() over () = 1",
        "select a::int as a from t",
        "select a from t",
        "select a * 0.5 as a from t",
        "select any_value(a) as a from t",
    ],
)
def test_sql_that_they_do_not_run_is_found(sql: str) -> None:
    assert not_portable(Step("x", ("t",), sql))


@pytest.mark.parametrize("code", ["1000'", "", "a b", "1000; drop table x", "é"])
def test_a_code_that_is_none_never_becomes_sql(code: str) -> None:
    with pytest.raises(ValueError, match="not a code"):
        steps(replace(SMALL, performances=(code,)), YEAR)


@pytest.mark.parametrize(
    ("table", "was", "becomes"),
    [
        ("trajecten", "sum(d.aantal)", "sum(abs(d.aantal))"),
        ("trajecten", "min(d.leeftijd)", "max(d.leeftijd)"),
        ("trajecten", "t.aantal > 0", "t.aantal > 1"),
        ("trajecten", "< date '2026-01-01'", "<= date '2026-01-01'"),
        ("indeling", ">= 3", "> 3"),
        ("indeling", "b.niveau >= 0 then b.niveau else 0", "b.niveau >= 0 then b.niveau else 1"),
        ("praktijksommen", "group by t.praktijk, t.verzekerde", "group by t.praktijk, t.verzekerde, t.groep"),
    ],
)
def test_a_changed_step_is_noticed(engine: Engine, table: str, was: str, becomes: str) -> None:
    rng = random.Random(11)
    lines = [
        Line(
            verzekerde=f"p{rng.randrange(20)}",
            aantal=rng.randrange(-1, 9),
            diagnose=rng.choice(["1000", "1000", "2000", "3000", "4000"]),
            praktijk=f"0499000{rng.randrange(1, 4)}",
            leeftijd=rng.choice([17, 40, 80]),
            ses=rng.randrange(1, 3),
            begindatum=rng.choice([DAY, DAY, DAY, date(2026, 1, 1)]),
        )
        for _ in range(90)
    ]
    plain = plain_index(lines, SMALL)
    wanted = {
        p: (len(plain.persons[p]), plain.observed[p], plain.expected[p]) for p in sorted(plain.observed)
    }

    def agrees(changed: Sequence[Step]) -> bool:
        fill(engine.connection, "declaraties", lines)
        engine.run(changed)
        query = "select praktijk, verzekerden, behandelingen, verwacht from benadering order by praktijk"
        found = engine.rows(query)
        return [p for p, *_ in found] == list(wanted) and all(
            tuple(each) == pytest.approx(wanted[p]) for p, *each in found
        )

    good = steps(SMALL, YEAR)
    assert agrees(good)
    changed = [replace(s, sql=s.sql.replace(was, becomes)) if s.makes == table else s for s in good]
    assert changed != list(good)
    assert not agrees(changed)
