"""Random policies and random dossiers over the real catalogue, each from a number that draws it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from random import Random
from typing import Any

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.dossier import NOW, CellKey, Dossier, Moment, Record, Snapshot, Subject
from inkoopwijzer.policy import policy as p
from inkoopwijzer.policy import tree as t
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text

CITE = (Citation("1", 1, 1, "0" * 16),)
TERM = Period(date(2027, 1, 1), date(2028, 12, 31))
DAYS_ASKED = (date(2026, 10, 1), date(2027, 1, 1), date(2027, 6, 30), date(2027, 12, 31), date(2028, 1, 1))
PERIODS = (
    Period(date(2026, 1, 1), date(2026, 12, 31)),
    Period(date(2027, 1, 1), date(2027, 12, 31)),
    Period(date(2027, 7, 1), date(2028, 6, 30)),
)
YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))
NEXT = Period(date(2028, 1, 1), date(2028, 12, 31))

Plain = tuple[str, ...]
PRACTICE: tuple[Plain, ...] = (
    ("eigen_website",),
    ("elektronisch_patientendossier",),
    ("website_noemt", "openingstijden"),
    ("certificaten", "nen_en_15224"),
    ("certificaten", "hkz_zorg_en_welzijn"),
    ("levert_gegevens_aan", "ldf"),
    ("overeenkomst", "zorg_en_zekerheid", "fysiotherapie", "2026"),
    ("skf_praktijkregister",),
    ("soort_praktijk",),
    ("behandelindex", "2025"),
    ("behandelindex", "2024"),
    ("unieke_verzekerden", "2025"),
    ("unieke_verzekerden", "2024"),
)
LISTED: dict[str, tuple[Plain, ...]] = {
    "therapeut": (
        ("werkzaam_bij",),
        ("registratie", "irf"),
        ("registratie", "big_artikel_3"),
        ("levert", "parkinson"),
        ("aangesloten_bij", "parkinsonnet"),
        ("valpreventie_certificaat",),
        ("biedt_verbijzondering", "*"),
        ("verbijzondering_in_vektis", "*"),
    ),
    "locatie": (("subregio",), ("gemeente",)),
    "samenwerkingsverband": (
        ("lid",),
        ("regioverband",),
        ("soort_verband",),
        ("aantal_therapeuten",),
        ("rechtspersoon",),
        ("werkt_aan_thema", "*"),
    ),
    "samenwerkingsafspraak": (("partner",), ("geimplementeerd",), ("legt_vast", "*")),
}
BOUND = {
    "biedt_verbijzondering": ("verbijzondering", ("manueel", "kinder", "sport")),
    "verbijzondering_in_vektis": ("verbijzondering", ("manueel", "kinder", "sport")),
    "werkt_aan_thema": ("thema", ("kwaliteit", "preventie")),
    "legt_vast": ("afspraakonderdeel", ("doel", "periodiek_overleg")),
}
NORMS = {
    "behandelindex": ("100", "149.9", "150"),
    "unieke_verzekerden": ("29", "30", "31.5"),
    "aantal_therapeuten": ("99", "100"),
}
FACT_NORMS = {
    "behandelindex": (
        ("behandelindex_percentiel", "2025", "70"),
        ("behandelindex_percentiel", "2025", "85"),
        ("behandelindex", "2024"),
    ),
    "unieke_verzekerden": (("unieke_verzekerden", "2024"),),
}
REGISTERS = ("eigen_administratie", "vektis_agb", "irf", "big", "parkinsonnet")


@dataclass(frozen=True)
class Drawn:
    """One random case."""

    seed: int
    policy: p.Policy
    dossier: Dossier
    on: date
    readings: dict[str, str]


def said(text: str) -> Text:
    return Text(text, text)


def policy_of(conditions: dict[str, t.Node], groups: dict[str, tuple[str, ...]], **more: Any) -> p.Policy:
    """A policy of these conditions and groups; `altijd` is the scope unless another is named."""
    nodes = {"altijd": t.All(()), **conditions}
    readings = more.pop("readings", {})
    name = more.pop("hash", None) or repr((nodes, groups, more))
    agreement = p.Agreement(
        id="fysiotherapie",
        title=said("fysiotherapie"),
        term=TERM,
        cites=CITE,
        scope=more.pop("scope", "altijd"),
        groups=tuple(p.Group(g, said(g), CITE, r) for g, r in groups.items()),
        **more,
    )
    return p.Policy(
        insurer="verzonnen",
        insurer_name="Verzonnen",
        year=2027,
        title=said("verzonnen"),
        document=p.SourceDocument("verzonnen", "1", date(2026, 4, 1), 1, "0"),
        agreements={"fysiotherapie": agreement},
        conditions={n: t.Condition(n, said(n), CITE, node) for n, node in nodes.items()},
        readings={
            r: p.Reading(r, said(r), CITE, {o: said(o) for o in os}, os[0], said(r))
            for r, os in readings.items()
        },
        norms={},
        reservations=(),
        externals=(),
        hash=name,
    )


def dossier_of(
    praktijk: dict[CellKey, Any] | None = None,
    closed: Sequence[str] = (),
    markt: dict[CellKey, Any] | None = None,
    **lists: Sequence[dict[CellKey, Any]],
) -> Dossier:
    """A dossier with these cells; a value may be a tuple of records. Every therapist is a physiotherapist."""

    def cells(given: dict[CellKey, Any] | None) -> dict[CellKey, tuple[Record, ...]]:
        return {
            c: v if isinstance(v, tuple) and v and isinstance(v[0], Record) else (Record(v),)
            for c, v in (given or {}).items()
        }

    subjects: dict[str, tuple[Subject, ...]] = {
        "praktijk": (Subject("praktijk", "praktijk", "P", cells=cells(praktijk)),),
        "markt": (Subject("markt", "markt", "M", cells=cells(markt)),),
    }
    for kind in LISTED:
        profession = "fysiotherapeut" if kind == "therapeut" else None
        subjects[kind] = tuple(
            Subject(kind, f"{kind}:{n}", f"{kind} {n}", profession, cells=cells(given))
            for n, given in enumerate(lists.get(kind, ()), 1)
        )
    return Dossier(
        "d.yaml", "P", subjects, {r: Snapshot(r, date(2026, 10, 1), complete=True) for r in closed}
    )


class Draw:
    """Draws a case; a small palette of facts makes the same fact return in several places."""

    def __init__(self, seed: int, *, size: int = 4, unknown: float = 0.4, simple: bool = False) -> None:
        self.seed = seed
        self.r = Random(seed)
        self.simple = simple
        r = self.r
        self.kinds = r.sample(sorted(LISTED), r.choice((0, 1, 1, 2)))
        self.palette: dict[str, list[Plain]] = {"praktijk": r.sample(PRACTICE, r.randint(1, size))}
        for kind in self.kinds:
            self.palette[kind] = r.sample(LISTED[kind], min(len(LISTED[kind]), r.randint(1, 3)))
        self.unknown = unknown
        self.moments = (
            [m for m in self._moments() if r.random() < 0.5] if not simple and r.random() < 0.35 else []
        )
        self.readings = {"lezing": ("een", "twee")} if r.random() < 0.4 else {}
        self.blocks = r.random() < 0.08
        self.named: dict[str, frozenset[str]] = {}
        self.conditions: dict[str, t.Node] = {}

    @staticmethod
    def _moments() -> list[Moment]:
        return [Moment("throughout")] + [Moment(m, p) for m in ("sometime", "throughout") for p in PERIODS]

    def case(self) -> Drawn:
        """The whole case."""
        r = self.r
        for n in range(r.randint(2, 5)):
            kind = r.choice(self.kinds) if self.kinds and r.random() < 0.35 else None
            scope = {kind} if kind else set()
            name = f"c{n}"
            self.conditions[name] = self.node(r.randint(1, 3), frozenset(scope), {})
            self.named[name] = frozenset(scope)
        closed = [n for n, scope in self.named.items() if not scope]
        while len(closed) < 2:
            name = f"c{len(self.named)}"
            self.conditions[name] = self.node(2, frozenset(), {})
            self.named[name] = frozenset()
            closed.append(name)
        order = "ABC"[: r.randint(1, 3)]
        groups = {g: tuple(r.sample(closed, r.randint(1, min(3, len(closed))))) for g in order}
        more: dict[str, Any] = {}
        if r.random() < 0.3:
            more["scope"] = r.choice(closed)
        if len(order) > 1 and r.random() < 0.4:
            more["caps"] = (p.Cap(r.choice(order[1:]), r.choice(closed)),)
        policy = policy_of(
            self.conditions, groups, readings=self.readings, hash=f"draw {self.seed} {self.simple}", **more
        )
        readings = {n: r.choice(o) for n, o in self.readings.items() if r.random() < 0.5}
        return Drawn(self.seed, policy, self.dossier(), r.choice(DAYS_ASKED), readings)

    # --- nodes ----------------------------------------------------------------------------------------------

    def node(self, depth: int, kinds: frozenset[str], bound: dict[str, tuple[str, ...]]) -> t.Node:
        r = self.r
        if depth <= 0 or r.random() < 0.12:
            return self.leaf(kinds, bound)
        form = r.choice(("all", "any", "not", "at_least", "when", "over", "over", "over", "reading", "ref"))
        if form == "all":
            return t.All(self.items(depth, kinds, bound))
        if form == "any":
            return t.AnyOf(self.items(depth, kinds, bound))
        if form == "not":
            return t.Not(self.node(depth - 1, kinds, bound))
        if form == "at_least":
            items = self.items(depth, kinds, bound)
            return t.AtLeast(r.randint(1, len(items)), items)
        if form == "when":
            return t.When(self.node(depth - 1, kinds, bound), self.node(depth - 1, kinds, bound))
        if form == "reading" and self.readings:
            return t.ByReading(
                "lezing", {o: self.node(depth - 1, kinds, bound) for o in self.readings["lezing"]}
            )
        if form == "ref":
            fitting = [n for n, scope in self.named.items() if scope <= kinds]
            if fitting:
                return t.Ref(r.choice(fitting))
        if form == "over":
            found = self.over(depth, kinds, bound)
            if found is not None:
                return found
        return self.leaf(kinds, bound)

    def items(
        self, depth: int, kinds: frozenset[str], bound: dict[str, tuple[str, ...]]
    ) -> tuple[t.Node, ...]:
        return tuple(self.node(depth - 1, kinds, bound) for _ in range(self.r.randint(1, 3)))

    def over(self, depth: int, kinds: frozenset[str], bound: dict[str, tuple[str, ...]]) -> t.Node | None:
        r = self.r
        dimensions = sorted(
            {BOUND[c[0]] for k in kinds for c in self.palette.get(k, ()) if c[-1] == "*"} - set(bound.items())
        )
        if dimensions and r.random() < 0.6:
            name, options = r.choice(dimensions)
            over = t.Selection(name, dimension=name, options=options)
            inner, keys = kinds, {**bound, name: options}
        else:
            free = [k for k in self.kinds if k not in kinds]
            if not free:
                return None
            kind = r.choice(free)
            profession = "fysiotherapeut" if kind == "therapeut" and r.random() < 0.6 else None
            over = t.Selection(profession or kind, kind=kind, profession=profession)
            inner, keys = kinds | {kind}, bound
        quantifier = r.choice(tuple(t.Quantifier))
        least = Decimal(0)
        if quantifier is t.Quantifier.share:
            least = r.choice((Decimal("0.5"), Decimal("0.34"), Decimal("0.67"), Decimal("1")))
        if quantifier is t.Quantifier.count:
            least = Decimal(r.randint(1, 2))
        if quantifier is t.Quantifier.some and over.kind is not None and r.random() < 0.2:
            return t.Over(quantifier, over, None, t.All(()))
        where = self.node(depth - 2, inner, keys) if r.random() < 0.35 else None
        return t.Over(quantifier, over, where, self.node(depth - 1, inner, keys), least)

    def leaf(self, kinds: frozenset[str], bound: dict[str, tuple[str, ...]]) -> t.Node:
        r = self.r
        chance = r.random()
        if chance < 0.04:
            return t.Judge(said(r.choice("xy")))
        if chance < 0.06:
            return t.Silent(said("stil"))
        if chance < 0.12:
            return t.During(r.choice((YEAR, NEXT)))
        if self.blocks and chance < 0.3:
            return t.Blocks(
                "openingstijden",
                time(17),
                ("zaterdag", "zondag"),
                180,
                r.randint(1, 2),
                r.random() < 0.5,
                r.random() < 0.5,
            )
        about = r.choice(sorted(kinds)) if kinds and r.random() < 0.75 else "praktijk"
        cells = [c for c in self.palette[about] if c[-1] != "*" or BOUND[c[0]][0] in bound]
        if not cells:
            cells = self.palette["praktijk"]
        return self.test(r.choice(cells))

    def test(self, cell: Plain) -> t.Node:
        """A test of this fact."""
        r = self.r
        fact = catalogue().facts[cell[0]]
        key: t.Key = tuple(t.Bound(BOUND[cell[0]][0]) if k == "*" else k for k in cell[1:])
        moment = r.choice(self.moments) if self.moments and r.random() < 0.6 else NOW
        if fact.type is FactType.yes_no:
            return t.FactIs(fact.id, key, None, moment)
        if fact.type is FactType.choice:
            options = list(fact.options)[:4]
            return t.FactIs(fact.id, key, tuple(r.sample(options, r.randint(1, 2))), moment)
        value: Decimal | t.NormFact = Decimal(r.choice(NORMS[fact.id]))
        norms = [n for n in FACT_NORMS.get(fact.id, ()) if n != cell]
        if norms and r.random() < 0.5:
            chosen = r.choice(norms)
            value = t.NormFact(chosen[0], chosen[1:])
        return t.FactCompares(fact.id, key, r.choice(tuple(t.Compare)), t.Norm("n", value))

    # --- the dossier ----------------------------------------------------------------------------------------

    def dossier(self) -> Dossier:
        r = self.r
        closed = [name for name in REGISTERS if r.random() < (0.75 if name == "eigen_administratie" else 0.4)]
        lists: dict[str, list[dict[CellKey, Any]]] = {}
        for kind in self.kinds:
            count = r.choice((0, 1, 1, 2, 2, 3))
            lists[kind] = [self.cells(self.palette[kind]) for _ in range(count)]
        if self.blocks:
            lists.setdefault("locatie", [{} for _ in range(r.randint(1, 2))])
            for n, location in enumerate(lists["locatie"]):
                location.update(self.hours(n))
        markt: dict[CellKey, Any] = {}
        low = r.choice((Decimal("90"), Decimal("100"), Decimal("149.9")))
        if r.random() > self.unknown:
            markt["behandelindex_percentiel", "2025", "70"] = low
        if r.random() > self.unknown:
            markt["behandelindex_percentiel", "2025", "85"] = low + r.choice((0, 10, 50))
        practice = [*self.palette["praktijk"]]
        norms = [c for c in (("behandelindex", "2024"), ("unieke_verzekerden", "2024")) if c not in practice]
        return dossier_of(self.cells([*practice, *norms]), closed, markt, **lists)

    def cells(self, facts: Sequence[Plain]) -> dict[CellKey, Any]:
        r = self.r
        found: dict[CellKey, Any] = {}
        for cell in facts:
            for one in [(cell[0], o) for o in BOUND[cell[0]][1]] if cell[-1] == "*" else [cell]:
                if r.random() < self.unknown:
                    if r.random() < 0.15:
                        found[one] = (Record(None),)
                    continue
                found[one] = self.records(one)
        return found

    def records(self, cell: CellKey) -> tuple[Record, ...]:
        r = self.r
        value = self.value(cell)
        if self.simple or r.random() > (0.6 if self.moments else 0.1):
            return (Record(value),)
        cuts = sorted(
            r.sample((date(2026, 6, 30), date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31)), 2)
        )
        first, second = cuts
        after = Period(first.replace(day=1), second)
        return r.choice(
            (
                (Record(value, Period(None, second)),),
                (Record(value, Period(first, None)),),
                (Record(value, after),),
                (Record(value, Period(None, first)), Record(self.value(cell), Period(second, None))),
                (Record(None, Period(None, first)), Record(value, Period(second, None))),
            )
        )

    def value(self, cell: CellKey) -> Any:
        r = self.r
        fact = catalogue().facts[cell[0]]
        if fact.type is FactType.yes_no:
            return r.random() < 0.65
        if fact.type is FactType.choice:
            return r.choice(list(fact.options)[:5])
        values = {
            "behandelindex": ("89.9", "100", "149.9", "150", "150.1"),
            "unieke_verzekerden": ("28", "29", "30", "31", "32"),
            "aantal_therapeuten": ("98", "99", "100", "101"),
        }[fact.id]
        chosen = r.choice(values)
        return int(chosen) if fact.type is FactType.whole else Decimal(chosen)

    def hours(self, number: int) -> dict[CellKey, Any]:
        r = self.r
        found: dict[CellKey, Any] = {}
        open_ = r.sample(
            ("maandag", "vrijdag", "zaterdag"), r.choice((0, 1, 1) if number == 0 else (0, 0, 1))
        )
        for day in ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"):
            if day not in open_:
                found["openingstijden", day] = r.choice(
                    ((), (), (), ((480, 1020),), ((480, 1200),), ((540, 720), (720, 960)), ((1020, 1230),))
                )
        return found


def draw(seed: int, **how: Any) -> Drawn:
    """The case with this number."""
    return Draw(seed, **how).case()


def with_cell(dossier: Dossier, subject: str, cell: CellKey, records: tuple[Record, ...] | None) -> Dossier:
    """The dossier with other records (or none) for one cell."""
    subjects = {
        kind: tuple(_changed(s, cell, records) if s.id == subject else s for s in found)
        for kind, found in dossier.subjects.items()
    }
    return replace(dossier, subjects=subjects)


def _changed(subject: Subject, cell: CellKey, records: tuple[Record, ...] | None) -> Subject:
    cells = {c: r for c, r in subject.cells.items() if c != cell}
    if records is not None:
        cells[cell] = records
    return replace(subject, cells=cells)


def completed(dossier: Dossier, *registers: str) -> Dossier:
    """The dossier with these registers seen complete."""
    seen = {r: Snapshot(r, date(2026, 10, 1), complete=True) for r in registers}
    return replace(dossier, registers={**dossier.registers, **seen})


# --- two complete practices of the shipped policies ---------------------------------------------------------

WEBSITE = (
    "namen_zorgverleners",
    "praktijkadres",
    "telefoonnummer",
    "bereikbare_tijden",
    "openingstijden",
    "verbijzonderingen",
    "klachtenregeling",
)
YES_OF_PRACTICE = (
    "wet_en_regelgeving",
    "richtlijnen_beroepsgroep",
    "praktijkruimte_inrichtingseisen",
    "eerste_afspraak_binnen_vijf_werkdagen",
    "inspanning_vijf_werkdagen",
    "eigen_website",
    "bereikbaar_alle_werkdagen",
    "elektronisch_patientendossier",
    "dossier_volgens_richtlijn",
    "declareert_via_vecozo",
    "vecozo_certificaat",
    "autorisatie_zorginkoopportaal",
    "pdca_patientervaringen",
)
SEEN_COMPLETE = ("eigen_administratie", "vektis_agb", "irf", "kfir", "big")


def best_dossier() -> Dossier:
    """A practice that reaches the best group at both insurers, with every fact stated that a rule uses."""
    practice: dict[CellKey, Any] = {(f,): True for f in YES_OF_PRACTICE}
    practice |= {("website_noemt", item): True for item in WEBSITE}
    stated: dict[CellKey, Any] = {
        ("soort_praktijk",): "vrijgevestigd",
        ("behandelindex", "2025"): Decimal("95"),
        ("unieke_verzekerden", "2025"): 412,
        ("skf_praktijkregister",): "keurmerk",
        ("levert_gegevens_aan", "ldf"): True,
        ("levert_gegevens_aan", "ldk"): False,
        ("aansluiting_zorgdomein",): True,
        ("overeenkomst", "zorg_en_zekerheid", "fysiotherapie", "2026"): True,
        **{("certificaten", c): False for c in catalogue().dimensions["certificaat"].options or ()},
    }
    practice |= stated
    specialised = catalogue().dimensions["verbijzondering"].options or {}

    def therapist(*, register: str, manual: bool) -> dict[CellKey, Any]:
        cells: dict[CellKey, Any] = {
            ("werkzaam_bij",): True,
            ("registratie", "big_artikel_3"): True,
            ("registratie", "irf"): register == "irf",
            ("registratie", "kfir"): register == "kfir",
            ("kwaliteitsregistratie_in_vektis",): True,
            ("meet_patientervaringen",): True,
            ("levert", "valpreventie"): manual,
            ("levert", "parkinson"): manual,
            ("levert", "claudicatio_looptraining"): False,
            ("aangesloten_bij", "parkinsonnet"): True,
            ("aangesloten_bij", "chronisch_zorgnet"): False,
            ("valpreventie_registratie", "irf"): manual,
            ("valpreventie_registratie", "kfir"): False,
            ("valpreventie_interventie_erkend",): True,
            ("valpreventie_interventie_aangewezen", "salland"): True,
            ("valpreventie_certificaat",): (Record(True, Period(date(2026, 1, 1), date(2029, 1, 1))),),
        }
        for option in specialised:
            offers = manual and option == "manueel"
            cells["biedt_verbijzondering", option] = offers
            cells["verbijzondering_in_vektis", option] = offers
            cells["deelregister", "irf", option] = offers
            cells["deelregister", "kfir", option] = False
        return cells

    days: dict[CellKey, Any] = {
        ("openingstijden", day): ((8 * 60, 21 * 60),)
        if day in ("maandag", "dinsdag")
        else ((8 * 60, 17 * 60),)
        for day in ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
    }
    days |= {("openingstijden", "zaterdag"): (), ("openingstijden", "zondag"): ()}
    items = tuple(catalogue().dimensions["afspraakonderdeel"].options or ())
    return dossier_of(
        practice,
        SEEN_COMPLETE,
        {
            ("behandelindex_percentiel", "2025", "70"): Decimal("100"),
            ("behandelindex_percentiel", "2025", "85"): Decimal("120"),
        },
        therapeut=[therapist(register="irf", manual=True), therapist(register="kfir", manual=False)],
        locatie=[{("subregio",): "zuid_holland_noord", ("gemeente",): "Raalte", **days}],
        samenwerkingsverband=[
            {
                ("lid",): True,
                ("regioverband",): "vfl",
                ("soort_verband",): "monodisciplinair_fysiotherapie",
                ("ligging",): "in_regio_zorg_en_zekerheid",
                ("aantal_therapeuten",): 100,
                ("verbetert_mono_en_multidisciplinair",): True,
                **{
                    ("werkt_aan_thema", th): th == "preventie"
                    for th in catalogue().dimensions["thema"].options or ()
                },
                ("aandacht_voor_monitoring",): True,
                ("afspraken_op_schrift",): True,
                ("rechtspersoon",): True,
                ("vertegenwoordigt_beroepsgroep",): True,
            }
        ],
        samenwerkingsafspraak=[
            {
                ("partner",): "huisarts",
                ("geimplementeerd",): True,
                ("leidt_tot_passende_zorg",): "aannemelijk",
                ("ondertekend_door_alle_partijen",): True,
                **{("legt_vast", item): True for item in items},
            }
        ],
    )
