"""Small cases, one for each thing that is easily done wrong, with the outcomes written out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from inkoopwijzer.facts.dossier import NOW, Dossier, Moment, Record
from inkoopwijzer.policy import policy as whole
from inkoopwijzer.policy import tree as t
from inkoopwijzer.values.period import Period
from tests.assess.strategies import PERIODS, dossier_of, policy_of, said

ON = date(2027, 1, 1)
OWN = ("eigen_administratie", "vektis_agb")
YES, NO = True, False

WEBSITE = t.FactIs("eigen_website", (), None)
MEMBER = t.FactIs("lid", (), None)
WORKS = t.FactIs("werkzaam_bij", (), None)
PHYSIO = t.Selection("fysiotherapeut", kind="therapeut", profession="fysiotherapeut")
COOPERATIVE = t.Selection("samenwerkingsverband", kind="samenwerkingsverband")
IN_2026 = Moment("sometime", PERIODS[0])
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Chosen:
    """One case and all its outcomes."""

    policy: whole.Policy
    dossier: Dossier
    outcomes: str
    on: date = ON


def one(node: t.Node, outcomes: str, on: date = ON, **dossier: Any) -> Chosen:
    """A policy with group A for whoever meets the node."""
    return Chosen(policy_of({"c": node}, {"A": ("c",)}), dossier_of(**dossier), outcomes, on)


def two(a: t.Node, b: t.Node, outcomes: str, on: date = ON, **dossier: Any) -> Chosen:
    """A policy with group A for whoever meets the one node, and B for the other."""
    return Chosen(
        policy_of({"a": a, "b": b}, {"A": ("a",), "B": ("b",)}), dossier_of(**dossier), outcomes, on
    )


def over(
    quantifier: str, selection: t.Selection, holds: t.Node, least: Any = 0, where: t.Node | None = None
) -> t.Over:
    return t.Over(t.Quantifier(quantifier), selection, where, holds, Decimal(least))


def index(compare: str, norm: Any, year: str = "2025") -> t.FactCompares:
    return t.FactCompares("behandelindex", (year,), t.Compare(compare), t.Norm("n", norm))


def insured(compare: str, norm: Any) -> t.FactCompares:
    return t.FactCompares("unieke_verzekerden", ("2025",), t.Compare(compare), t.Norm("n", norm))


def register(*values: str, moment: Moment = NOW) -> t.FactIs:
    return t.FactIs("skf_praktijkregister", (), values, moment)


def blocks(least: int, *, per_length: bool = True, together: bool = True) -> t.Blocks:
    return t.Blocks("openingstijden", time(17), ("zaterdag", "zondag"), 180, least, per_length, together)


def week(**open_: Any) -> dict[tuple[str, ...], Any]:
    """A week of opening hours; closed where nothing is said, unknown for None."""
    days = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
    found = {("openingstijden", day): open_.get(day, ()) for day in days}
    return {cell: hours for cell, hours in found.items() if hours is not None}


def therapists(*works: Any) -> list[dict[tuple[str, ...], Any]]:
    return [{("werkzaam_bij",): w} for w in works]


def p(percentile: str) -> t.NormFact:
    return t.NormFact("behandelindex_percentiel", ("2025", percentile))


IRF_TERM = t.FactIs("valpreventie_certificaat", (), None, Moment("throughout"))
UNTIL = Record(True, Period(None, date(2027, 12, 31)))

CHOSEN: dict[str, Chosen] = {
    "all holds only when each holds": one(
        t.All((WEBSITE, register("keurmerk"))),
        "geen",
        praktijk={("eigen_website",): YES, ("skf_praktijkregister",): "niet"},
    ),
    "all within a quantifier holds only when each holds": one(
        over("some", PHYSIO, t.All((WORKS, t.FactIs("levert", ("parkinson",), None)))),
        "geen",
        closed=OWN,
        therapeut=[{("werkzaam_bij",): YES}],
    ),
    "an unknown beside a no is no": one(
        t.All((WEBSITE, register("keurmerk"), index("below", Decimal(1)))),
        "geen",
        praktijk={("eigen_website",): NO},
    ),
    "half of three is two": one(
        over("share", PHYSIO, WORKS, HALF), "geen", closed=OWN, therapeut=therapists(YES, NO, NO)
    ),
    "half of three is two, one unknown": one(
        over("share", PHYSIO, WORKS, HALF), "geen", closed=OWN, therapeut=therapists(NO, NO, None)
    ),
    "a share of nobody is not met": one(over("share", PHYSIO, WORKS, HALF), "geen", closed=OWN),
    "every over nobody is not met": one(over("every", PHYSIO, WORKS), "geen", closed=OWN),
    "every over nobody it binds is met": one(
        over("every", PHYSIO, WORKS, where=t.Not(WORKS)), "A", closed=OWN
    ),
    "a list may be incomplete": one(over("every", PHYSIO, WORKS), "A geen", therapeut=therapists(YES)),
    "nobody is listed and there may be some": one(over("some", COOPERATIVE, MEMBER), "A geen"),
    "those not listed cannot do what nobody can": one(
        over("some", COOPERATIVE, t.All((MEMBER, t.Not(MEMBER)))), "geen"
    ),
    "a complete register says no": one(
        WORKS_SOME := over("some", PHYSIO, WORKS), "geen", closed=OWN, therapeut=[{}]
    ),
    "what no register says is unknown": one(WEBSITE, "A geen"),
    "an explicit unknown is not settled by a register": one(
        WORKS_SOME, "A geen", closed=OWN, therapeut=therapists(None)
    ),
    "a yes that ends within the term may be renewed": one(
        over("some", PHYSIO, IRF_TERM),
        "A geen",
        closed=OWN,
        therapeut=[{("valpreventie_certificaat",): (UNTIL,)}],
    ),
    "a yes that ended before today is no": one(
        over("some", PHYSIO, IRF_TERM),
        "geen",
        date(2028, 1, 1),
        closed=OWN,
        therapeut=[{("valpreventie_certificaat",): (UNTIL,)}],
    ),
    "a yes that ends before the term, but after today, may be renewed": one(
        over("some", PHYSIO, IRF_TERM),
        "A geen",
        date(2026, 10, 1),
        closed=OWN,
        therapeut=[{("valpreventie_certificaat",): (Record(True, Period(None, date(2026, 12, 31))),)}],
    ),
    "a yes that ends may be renewed sometime later": one(
        t.FactIs("eigen_website", (), None, Moment("sometime", PERIODS[2])),
        "A geen",
        praktijk={("eigen_website",): (Record(True, Period(None, date(2027, 6, 30))),)},
    ),
    "within a year there can be two values": one(
        t.All((register("keurmerk", moment=IN_2026), register("aspirant", moment=IN_2026))), "A geen"
    ),
    "what holds throughout holds today": two(
        t.All((t.Not(WEBSITE), t.FactIs("eigen_website", (), None, Moment("throughout", PERIODS[1])))),
        WEBSITE,
        "B geen",
    ),
    "percentiles rise": one(
        t.All((index("at_most", p("70")), t.Not(index("at_most", p("85"))))),
        "geen",
        praktijk={("behandelindex", "2025"): Decimal(100)},
    ),
    "a number between two norms": one(
        t.All((insured("above", Decimal(29)), insured("below", Decimal(31)))), "A geen"
    ),
    "no whole number is between": one(
        t.All((insured("above", Decimal(29)), insured("below", Decimal(30)))), "geen"
    ),
    "whole numbers held against each other without a norm": one(
        insured("below", t.NormFact("unieke_verzekerden", ("2024",))), "A geen"
    ),
    "at most includes the norm": one(
        index("at_most", Decimal(150)), "A", praktijk={("behandelindex", "2025"): Decimal(150)}
    ),
    "below excludes the norm": one(
        index("below", Decimal(150)), "geen", praktijk={("behandelindex", "2025"): Decimal(150)}
    ),
    "the insurer judges each by itself": two(
        over("count", COOPERATIVE, t.All((MEMBER, t.Judge(said("x")))), 2),
        over("count", COOPERATIVE, t.All((MEMBER, t.Judge(said("x")))), 1),
        "A B geen",
        closed=OWN,
        samenwerkingsverband=[{("lid",): YES}, {("lid",): YES}],
    ),
    "what a rule of its own leaves to the insurer is judged once": Chosen(
        policy_of(
            {
                "weegt": t.Judge(said("x")),
                "a": over("every", COOPERATIVE, t.AnyOf((MEMBER, t.Ref("weegt")))),
                "b": over("some", COOPERATIVE, t.All((t.Not(MEMBER), t.Ref("weegt")))),
            },
            {"A": ("a",), "B": ("b",)},
        ),
        dossier_of(closed=OWN, samenwerkingsverband=[{("lid",): NO}, {("lid",): NO}]),
        "A geen",
    ),
    "one is there": one(over("some", PHYSIO, t.All(())), "A", therapeut=therapists(None)),
    "none is there": one(over("some", PHYSIO, t.All(())), "geen", closed=OWN),
    "one may be there": one(over("some", PHYSIO, t.All(())), "A geen"),
    "two of three": one(
        t.AtLeast(2, (WEBSITE, register("keurmerk"), insured("above", Decimal(30)))),
        "A geen",
        praktijk={("eigen_website",): YES},
    ),
    "two of three without the first": one(
        t.All((t.AtLeast(2, (WEBSITE, register("keurmerk"), insured("above", Decimal(30)))), t.Not(WEBSITE))),
        "A geen",
    ),
    "a cap": Chosen(
        policy_of(
            {"c": t.All(()), "klein": WEBSITE}, {"A": ("c",), "B": ("c",)}, caps=(whole.Cap("B", "klein"),)
        ),
        dossier_of({("eigen_website",): YES}),
        "B",
    ),
    "hours not stated may hold blocks": one(blocks(2), "A geen", closed=OWN, locatie=[week(maandag=None)]),
    "one evening holds no two blocks apart from each other and a third": one(
        blocks(3), "geen", closed=OWN, locatie=[week(maandag=None)]
    ),
    "rules that ask for other hours are told apart": two(
        blocks(2), blocks(1), "A B geen", closed=OWN, locatie=[week(maandag=None)]
    ),
    "hours that follow each other at once are one": one(
        blocks(1), "A", closed=OWN, locatie=[week(maandag=((1020, 1110), (1110, 1200)))]
    ),
    "six hours on end are one block by the block": one(
        blocks(2, per_length=False), "geen", closed=OWN, locatie=[week(zaterdag=((540, 900),))]
    ),
    "one location must reach it by itself": one(
        blocks(2, together=False),
        "geen",
        closed=OWN,
        locatie=[week(maandag=((1020, 1200),)), week(dinsdag=((1020, 1200),))],
    ),
}
