"""An invented market report with everything in it: the filler that other tests use, and that it is complete.

It is also the example of how to fill a report in: see docs/market-report.md.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from math import exp

from inkoopwijzer.documents.market_chapters import chapters, left_out, tables_of
from inkoopwijzer.documents.market_counts import NO_AGREEMENT, GroupLabel, Outcome
from inkoopwijzer.documents.market_figures import (
    AdequacyRow,
    AdequacySection,
    AreaValue,
    Distribution,
    IndexSection,
    Mark,
    MunicipalMap,
    Percentile,
    Sweep,
    SweepPoint,
)
from inkoopwijzer.documents.market_outcomes import (
    Flow,
    FlowCause,
    FlowPart,
    MoveSection,
    OpenCause,
    OutcomeSection,
)
from inkoopwijzer.documents.market_view import (
    Cited,
    CommonRoute,
    MarketReport,
    MissingFact,
    MissingSection,
    PolicyUsed,
    PracticeNear,
    Quality,
    RouteSection,
    ThresholdSection,
)
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text

A, B, C = (GroupLabel(g, Text(f"tariefgroep {g}", f"tariff group {g}"), Text(g, g)) for g in "ABC")
GROUPS = (A, B, C, NO_AGREEMENT)
INDEX = Text("behandelindex 2025", "treatment index 2025")
EVIL = '<script>alert(1)</script> & "Zonen"'
"""The name of a practice that would do harm if it were not escaped."""
FORMULA = '=HYPERLINK("x";"Klik")'
"""The name of a practice that would do harm in a spreadsheet."""


def both(nl: str, en: str = "") -> Text:
    """A text; the same in English where nothing else is given."""
    return Text(nl, en or nl)


@lru_cache
def municipalities() -> tuple[dict[str, str], ...]:
    """The municipalities with their codes, names and provinces."""
    folder = files("inkoopwijzer.facts").joinpath("geo")
    with folder.joinpath("gemeenten.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


def outcomes() -> OutcomeSection:
    """Outcomes under one agreement: certain, open in several ways, and not meant for some."""
    sets: list[tuple[Outcome, int]] = [
        (("A",), 4120),
        (("B",), 2210),
        (("C",), 1740),
        (("geen",), 388),
        (("A", "B"), 910),
        (("B", "C"), 402),
        (("A", "B", "C", "geen"), 57),
        (("C", "geen"), 3),
    ]
    return OutcomeSection.of(
        "zz-2027.fysiotherapie",
        "Zorg en Zekerheid",
        both("fysiotherapie", "physiotherapy"),
        GROUPS,
        sets,
        elsewhere=1204,
        open_because=(
            OpenCause(
                both("Is het praktijkregister aangevraagd?", "Was the practice register asked for?"),
                both("gegeven ontbreekt", "fact missing"),
                811,
            ),
            OpenCause(
                both("De verzekeraar beoordeelt de samenwerking", "The insurer judges the cooperation"),
                both("oordeel verzekeraar", "insurer judges"),
                402,
            ),
            OpenCause(both("Grens precies op 30 verzekerden"), both("document zwijgt", "document silent"), 2),
        ),
    )


def other_outcomes() -> OutcomeSection:
    """A small agreement where everything is certain."""
    groups = (
        GroupLabel("B", both("overeenkomst B", "agreement B"), both("B")),
        GroupLabel("A", both("overeenkomst A", "agreement A"), both("A")),
        NO_AGREEMENT,
    )
    return OutcomeSection.of(
        "salland-2027.oefentherapie",
        "Salland",
        both("oefentherapie", "exercise therapy"),
        groups,
        [(("B",), 34), (("A",), 12), (("geen",), 4)],
    )


def moves() -> MoveSection:
    """Who moves when the threshold goes down."""
    flows = [
        Flow(("A",), ("A",), 3680),
        Flow(("A",), ("B",), 388, Decimal("-2134000.00")),
        Flow(("A",), ("C",), 52, Decimal("-612500.00")),
        Flow(("B",), ("A",), 96, Decimal("511020.50")),
        Flow(("B",), ("B",), 2114),
        Flow(("C",), ("C",), 1740),
        Flow(("C",), ("geen",), 3, Decimal("-81000")),
        Flow(("geen",), ("geen",), 388),
        Flow(("A", "B"), ("A", "B"), 700),
        Flow(("A", "B"), ("B",), 210, Decimal("-40000")),
        Flow(("B", "C"), ("B", "C"), 402),
    ]
    by_index = both("De index is hoogstens P70", "The index is at most P70")
    register = both("De praktijk staat in het praktijkregister", "The practice is in the practice register")
    province = both("provincie", "province")
    where = both("Bijlage 1, regel 355", "Bijlage 1, line 355")
    return MoveSection.of(
        "voorstel",
        both("Als P70 naar 100 gaat", "If P70 goes to 100"),
        both("Beleid 2027", "Policy 2027"),
        both("Voorstel: P70 = 100", "Proposal: P70 = 100"),
        GROUPS,
        flows,
        causes=(
            FlowCause(("A",), ("B",), by_index, where, 388),
            FlowCause(("A",), ("C",), by_index, where, 52),
            FlowCause(("A",), ("C",), register, both("5.2, regel 150"), 4),
            FlowCause(("B",), ("A",), register, both("5.2, regel 150"), 96),
        ),
        parts=(
            FlowPart(province, both("Zuid-Holland"), ("A",), ("B",), 240),
            FlowPart(province, both("Noord-Holland"), ("A",), ("B",), 146),
            FlowPart(province, both("Zeeland"), ("A",), ("B",), 2),
            FlowPart(both("beroep", "profession"), both("fysiotherapeut"), ("A",), ("B",), 388),
        ),
        note=both("De andere voorwaarden zijn gelijk gehouden.", "The other conditions were kept."),
    )


def distribution() -> Distribution:
    """A bell of indices with three percentiles and two norms."""
    counts = [round(900 * exp(-(((60 + 5 * n - 98) / 17) ** 2) / 2)) for n in range(18)]
    counts[-1] = 1
    total = sum(counts) + 4 + 2
    return Distribution(
        "index-2025",
        both("Behandelindex 2025 van alle praktijken", "Treatment index 2025 of all practices"),
        INDEX,
        both(
            "alle fysiotherapiepraktijken met 30 of meer verzekerden", "all practices with 30 or more insured"
        ),
        both("lineair tussen twee waarden (type 7)", "linear between two values (type 7)"),
        total,
        311,
        60,
        5,
        tuple(counts),
        (
            Mark(both("P50"), 98.2, total),
            Mark(both("P70"), 106.84, total),
            Mark(both("P85"), 115.1, total),
            Mark(both("grens 110", "threshold 110"), 110, total, norm=True),
            Mark(both("grens 150", "threshold 150"), 150, total, norm=True),
        ),
        below=4,
        above=2,
    )


def index() -> IndexSection:
    """Two percentiles by two methods, with intervals."""
    type7, nearest = (
        both("lineair (type 7)", "linear (type 7)"),
        both("dichtstbijzijnde rang", "nearest rank"),
    )
    return IndexSection(
        "percentielen-2025",
        both("P70 en P85 van de behandelindex", "P70 and P85 of the treatment index"),
        INDEX,
        both("alle praktijken met een index", "all practices with an index"),
        (
            Percentile(both("P70"), type7, 106.84, 106.1, 107.6, 8123),
            Percentile(both("P70"), nearest, 106.9, 106.1, 107.6, 8123),
            Percentile(both("P85"), type7, 115.1, 114.0, 116.3, 8123),
            Percentile(both("P85"), nearest, 115.2, None, None, 3),
        ),
        311,
        1,
        (
            both(
                "Het interval is bepaald met 2.000 trekkingen met teruglegging, op 95%.",
                "The interval comes from 2,000 draws with replacement, at 95%.",
            ),
        ),
    )


def sweep() -> Sweep:
    """Four lines against a threshold."""
    points = []
    for at in range(90, 131):
        a = round(5000 / (1 + exp(-(at - 104) / 5)))
        points.append(SweepPoint(at, (a, round((5000 - a) * 0.7), 1740 + round((5000 - a) * 0.3), 388)))
    return Sweep(
        "grens-p70",
        both("Als P70 ergens anders ligt", "If P70 lies elsewhere"),
        both("grens van de behandelindex", "threshold of the index"),
        GROUPS,
        tuple(points),
        106.84,
    )


def threshold() -> ThresholdSection:
    """Practices near a threshold, two of them with names that could do harm."""
    near = (
        PracticeNear("Praktijk De Brug", "04990011", "Deventer", 106.1, ("A",), ("B",)),
        PracticeNear(EVIL, "04990012", "Raalte", 107.2, ("B",), ("A",)),
        PracticeNear(FORMULA, "04990013", "Olst-Wijhe", 106.84, ("A",), ("B", "C")),
    )
    return ThresholdSection(
        "dicht-bij-p70",
        both("Dicht bij P70", "Near P70"),
        INDEX,
        106.84,
        2,
        GROUPS,
        2,
        1,
        near,
    )


def missing() -> MissingSection:
    """Missing facts."""
    asked = (
        (
            "Staat de praktijk in het praktijkregister van SKF?",
            "Is the practice in the register of SKF?",
            611,
            200,
        ),
        ("Wat is de behandelindex over 2025?", "What is the treatment index of 2025?", 240, 71),
        ("Hoeveel weken is de praktijk dicht geweest?", "How many weeks was the practice closed?", 3, 409),
        ("Is er een samenwerkingsafspraak?", "Is there a cooperation agreement?", 0, 2),
    )
    facts = tuple(MissingFact(both(nl, en), both("praktijk", "practice"), n, m) for nl, en, n, m in asked)
    return MissingSection("ontbreekt", both("Alle overeenkomsten samen", "All agreements together"), facts)


def routes() -> RouteSection:
    """Two routes."""
    return RouteSection(
        "routes-zz",
        both("Zorg en Zekerheid, fysiotherapie", "Zorg en Zekerheid, physiotherapy"),
        (
            CommonRoute(
                A, (both("Meld u aan bij het praktijkregister", "Join the practice register"),), False, 690
            ),
            CommonRoute(
                B,
                (both("Breng de index omlaag", "Bring the index down"), both("Sluit aan", "Join")),
                True,
                4,
            ),
        ),
    )


def maps() -> tuple[MunicipalMap, ...]:
    """The country, and one province."""
    areas = []
    for number, row in enumerate(municipalities()):
        share = (float(row["lat"]) - 50.7) / 2.9 * 60 + number % 17
        areas.append(AreaValue(row["code"], row["naam"], None if number % 41 == 7 else share, number % 60))
    province = (*(row["code"] for row in municipalities() if row["provincie"] == "Overijssel"), "9999")
    measure = both("deel van de praktijken in groep A", "share of practices in group A")
    country = MunicipalMap(
        "kaart", both("Groep A per gemeente", "Group A per municipality"), measure, tuple(areas)
    )
    return replace(country, unit="%"), MunicipalMap(
        "kaart-overijssel",
        both("Groep A in Overijssel", "Group A in Overijssel"),
        measure,
        (*areas, AreaValue("9999", "Opgeheven gemeente", 12.0, 8)),
        province,
        (20.0, 40.0, 45.0),
        "%",
    )


def adequacy() -> AdequacySection:
    """The supply of one province and of a municipality where it cannot be told."""
    rows = [
        AdequacyRow(
            row["code"],
            row["naam"],
            row["provincie"],
            number % 9,
            nearest := 0.4 + number % 13,
            nearest + 1.8 + number % 7,
            None if number == 3 else nearest < 10,
        )
        for number, row in enumerate(r for r in municipalities() if r["provincie"] == "Overijssel")
    ]
    return AdequacySection(
        "parkinson",
        both("Parkinsonzorg", "Parkinson care"),
        both(
            "een praktijk binnen 10 km, gekozen voor dit rapport",
            "a practice within 10 km, chosen for this report",
        ),
        tuple(rows),
        (both("Wachttijden tellen niet mee.", "Waiting times do not count."),),
    )


def report(public: bool = False) -> MarketReport:
    """Everything in one report."""
    return MarketReport(
        title=both("Fysiotherapie in 2027", "Physiotherapy in 2027"),
        market="verzonnen-10000",
        insurers=("Zorg en Zekerheid", "Salland"),
        on=date(2027, 1, 1),
        practices=11034,
        policies=(
            PolicyUsed(
                "zorg_en_zekerheid-2027",
                "a1b2c3d4e5f60718",
                "Zorg en Zekerheid",
                both("Paramedische zorg 2027", "Paramedical care 2027"),
                "Inkoopbeleid paramedische zorg 2027",
                (both("precies_dertig: geen index", "precies_dertig: no index"),),
            ),
            PolicyUsed(
                "salland-2027", "00ff00ff00ff00ff", "Salland", both("Paramedie 2027"), "Inkoopbeleid 2027"
            ),
        ),
        made_from=both("trekkingen met zaad 7", "draws with seed 7"),
        synthetic=True,
        attribution=(both("Plaatsen en postcodes: GeoNames (CC BY 4.0), bewerkt."),),
        public=public,
        outcomes=(outcomes(), other_outcomes()),
        moves=(moves(),),
        distributions=(distribution(),),
        index=(index(),),
        sweeps=(sweep(),),
        thresholds=(threshold(),),
        missing=(missing(),),
        routes=(routes(),),
        maps=maps(),
        adequacy=(adequacy(),),
        quality=(
            Quality(both("behandelindex"), both("geen waarde over 2025", "no value for 2025"), 311, 11034),
            Quality(both("AGB-register"), both("ouder dan een jaar", "older than a year"), 3, 11034),
        ),
        method=(
            both("Elke praktijk is met dezelfde regels beoordeeld.", "All were judged by the same rules."),
        ),
        limits=(both("Tarieven zijn niet meegenomen.", "Tariffs were left out."),),
        citations=(
            Cited(
                "zorg_en_zekerheid-2027",
                both("De index is hoogstens P70", "The index is at most P70"),
                "Inkoopbeleid paramedische zorg 2027",
                Citation("Bijlage 1, 1", 355, 355, "0123456789abcdef"),
            ),
        ),
    )


def test_the_example_has_every_chapter_and_every_table_has_rows() -> None:
    assert left_out(report()) == ()
    assert len(chapters(report())) == 10
    assert all(table.rows for table in tables_of(report()))
