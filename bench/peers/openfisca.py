"""The slice for openfisca-core: practices with therapists as their members, a variable for each condition.

OpenFisca has no "unknown": a missing input takes a default. So each condition is two variables, `_zeker`
(certainly met) and `_mogelijk` (possibly met), and of a yes/no fact only the one that its value changes is
given: known yes makes it certain, known no makes it impossible. Numbers are NaN until known.
"""
# mypy: disable-error-code="misc, no-any-return, no-untyped-call"

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.slice.practices import THERAPIST, YES_NO

Document = dict[str, Any]
Formula = Callable[[Any, Any], Any]
YEAR: Final = "2027"

Practice = build_entity(
    key="praktijk",
    plural="praktijken",
    label="A practice",
    roles=[{"key": "therapeut", "plural": "therapeuten", "label": "A therapist who works there"}],
)
Therapist = build_entity(key="therapeut", plural="therapeuten", label="A therapist", is_person=True)


class SoortPraktijk(Enum):  # noqa: D101
    onbekend = "onbekend"
    vrijgevestigd = "vrijgevestigd"
    instelling = "instelling"
    ziekenhuis = "ziekenhuis"


class Skf(Enum):  # noqa: D101
    onbekend = "onbekend"
    niet = "niet"
    aspirant = "aspirant"
    keurmerk = "keurmerk"


class VerbandSoort(Enum):  # noqa: D101
    onbekend = "onbekend"
    monodisciplinair_fysiotherapie = "monodisciplinair_fysiotherapie"
    paramedisch = "paramedisch"
    gezondheidscentrum = "gezondheidscentrum"
    anders = "anders"


CHOICES: Final[dict[str, Any]] = {"soort_praktijk": SoortPraktijk, "skf": Skf, "verband_soort": VerbandSoort}
NUMBERS: Final = ("behandelindex", "verzekerden", "verband_omvang")
GROUPS: Final = {"salland": ("A", "B"), "zz": ("A", "B", "C")}

system = TaxBenefitSystem([Therapist, Practice])


def variable(name: str, entity: Any, value_type: Any, **fields: Any) -> None:
    """Declare a variable, as a class statement would."""
    fields |= {"value_type": value_type, "entity": entity, "definition_period": DateUnit.YEAR, "label": name}
    system.add_variable(type(name, (Variable,), fields))


def condition(name: str, certain: Formula, possible: Formula, entity: Any = Practice) -> None:
    """A condition is two variables: certainly met, and possibly met."""
    variable(f"{name}_zeker", entity, bool, formula=certain)
    variable(f"{name}_mogelijk", entity, bool, formula=possible)


def all_of(name: str, *parts: str) -> None:
    """A condition that holds if all of the others hold."""
    condition(
        name,
        lambda praktijk, year: np.logical_and.reduce([praktijk(f"{p}_zeker", year) for p in parts]),
        lambda praktijk, year: np.logical_and.reduce([praktijk(f"{p}_mogelijk", year) for p in parts]),
    )


def any_of(name: str, *parts: str, entity: Any = Practice) -> None:
    """A condition that holds if one of the others holds."""
    condition(
        name,
        lambda whose, year: np.logical_or.reduce([whose(f"{p}_zeker", year) for p in parts]),
        lambda whose, year: np.logical_or.reduce([whose(f"{p}_mogelijk", year) for p in parts]),
        entity,
    )


def compares(name: str, fact: str, holds: Callable[[Any], Any], fails: Callable[[Any], Any]) -> None:
    """A number against a limit: NaN compares false, so what does not fail is possible."""
    condition(
        name,
        lambda praktijk, year: holds(praktijk(fact, year)),
        lambda praktijk, year: ~fails(praktijk(fact, year)),
    )


def is_one_of(name: str, fact: str, *options: Any) -> None:
    """A choice has one of these values."""

    def chosen(praktijk: Any, year: Any) -> Any:
        return np.logical_or.reduce([praktijk(fact, year) == option for option in options])

    unknown = CHOICES[fact].onbekend
    condition(name, chosen, lambda whose, year: chosen(whose, year) | (whose(fact, year) == unknown))


def every(name: str, fact: str) -> None:
    """Every therapist of the practice meets it."""
    condition(
        name,
        lambda praktijk, year: praktijk.all(praktijk.members(f"{fact}_zeker", year)),
        lambda praktijk, year: praktijk.all(praktijk.members(f"{fact}_mogelijk", year)),
    )


for entity, facts in ((Practice, [*YES_NO, "verband_lid"]), (Therapist, [*THERAPIST])):
    for fact in facts:
        variable(f"{fact}_zeker", entity, bool, default_value=False)
        variable(f"{fact}_mogelijk", entity, bool, default_value=True)
for fact in NUMBERS:
    variable(fact, Practice, float, default_value=float("nan"))
for fact, options in CHOICES.items():
    variable(fact, Practice, Enum, possible_values=options, default_value=options.onbekend)

# --- therapists ---
any_of("in_kwaliteitsregister", "irf", "kfir", entity=Therapist)
condition(
    "goed_geregistreerd",
    lambda t, year: t("big_zeker", year) * t("in_kwaliteitsregister_zeker", year),
    lambda t, year: t("big_mogelijk", year) * t("in_kwaliteitsregister_mogelijk", year),
    Therapist,
)
condition(
    "parkinson_via_netwerk",
    lambda t, year: ~t("parkinson_mogelijk", year) | t("parkinsonnet_zeker", year),
    lambda t, year: ~t("parkinson_zeker", year) | t("parkinsonnet_mogelijk", year),
    Therapist,
)
any_of("verbijzonderd", "manueel", "kinder", entity=Therapist)

# --- both insurers ---
is_one_of("vrijgevestigd", "soort_praktijk", SoortPraktijk.vrijgevestigd)
is_one_of("keurmerk", "skf", Skf.keurmerk)

# --- Salland ---
all_of(
    "algemene_basiseisen",
    "wet_en_regels",
    "richtlijnen",
    "praktijkruimte",
    "website",
    "patientendossier",
    "vecozo",
)
every("werkzaam_bij_relatie", "werkzaam_bij")
every("big_en_kwaliteitsregister", "goed_geregistreerd")
every("patientervaringen", "meet_ervaringen")
every("parkinson_alleen_via_netwerk", "parkinson_via_netwerk")
all_of(
    "fysiotherapie_basiseisen",
    "werkzaam_bij_relatie",
    "big_en_kwaliteitsregister",
    "patientervaringen",
    "verbetercyclus",
    "parkinson_alleen_via_netwerk",
)


def half_at_least(rail: str) -> Formula:
    def formula(praktijk: Any, year: Any) -> Any:
        specialised = praktijk.sum(praktijk.members(f"verbijzonderd_{rail}", year))
        return specialised * 2 >= praktijk.nb_persons()

    return formula


condition("verbijzonderde_zorg", half_at_least("zeker"), half_at_least("mogelijk"))
any_of("praktijkcertificering", "hkz", "keurmerk")
all_of("salland_B", "vrijgevestigd", "algemene_basiseisen", "fysiotherapie_basiseisen")
all_of("salland_A", "salland_B", "verbijzonderde_zorg", "praktijkcertificering")

# --- Zorg en Zekerheid ---
every("big_registratie", "big")
every("kwaliteitsregistratie", "in_kwaliteitsregister")
compares("te_klein_voor_index", "verzekerden", lambda n: n <= 30, lambda n: n > 30)
condition(
    "groot_genoeg",
    lambda praktijk, year: ~praktijk("te_klein_voor_index_mogelijk", year),
    lambda praktijk, year: ~praktijk("te_klein_voor_index_zeker", year),
)
compares("index_binnen_150", "behandelindex", lambda n: n <= 150, lambda n: n > 150)
compares("index_tot_p70", "behandelindex", lambda n: n <= 112, lambda n: n > 112)
compares("index_tot_p85", "behandelindex", lambda n: n <= 124, lambda n: n > 124)
any_of("index_hoogstens_150", "te_klein_voor_index", "index_binnen_150")
all_of(
    "basisvoorwaarden",
    "big_registratie",
    "kwaliteitsregistratie",
    "patientendossier",
    "richtlijnen",
    "praktijkruimte",
    "website",
    "vijf_werkdagen",
    "index_hoogstens_150",
)
is_one_of(
    "verband_soort_telt",
    "verband_soort",
    VerbandSoort.monodisciplinair_fysiotherapie,
    VerbandSoort.paramedisch,
)
compares("verband_groot", "verband_omvang", lambda n: n >= 100, lambda n: n < 100)
all_of("samenwerking", "verband_lid", "verband_soort_telt", "verband_groot")
is_one_of("aspirant", "skf", Skf.aspirant)
all_of("overgang_aspirant", "aspirant", "hkz")
any_of("praktijkregister", "keurmerk", "overgang_aspirant")
any_of("data_aanlevering", "ldf", "ldk")
all_of("zz_C", "vrijgevestigd", "basisvoorwaarden")
all_of("differentiatie", "zz_C", "groot_genoeg", "samenwerking", "data_aanlevering", "overeenkomst_2026")
all_of("zz_B", "differentiatie", "index_tot_p85")
all_of("zz_A", "differentiatie", "index_tot_p70", "praktijkregister")


def simulation_input(document: Document) -> Document:
    """The document as OpenFisca takes it: entities, their members, and the inputs that are known."""
    people: Document = {}
    for place, facts in enumerate(document["therapeuten"], 1):
        people[f"therapeut_{place}"] = _inputs(facts)
    practice = {name: value for name, value in document.items() if name != "therapeuten"}
    members = {"therapeuten": [*people]}
    return {"therapeuten": people, "praktijken": {"praktijk": members | _inputs(practice)}}


def _inputs(facts: Document) -> Document:
    given: Document = {}
    for name, value in facts.items():
        if value is True:
            given[f"{name}_zeker"] = {YEAR: True}
        elif value is False:
            given[f"{name}_mogelijk"] = {YEAR: False}
        elif value is not None:
            given[name] = {YEAR: value}
    return given


def evaluate(given: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups still possible at both insurers: build a simulation, then calculate the groups."""
    simulation = SimulationBuilder().build_from_entities(system, given)

    def outcome(insurer: str) -> tuple[str, ...]:
        found = []
        for group in GROUPS[insurer]:
            if simulation.calculate(f"{insurer}_{group}_mogelijk", YEAR)[0]:
                found.append(group)
                if simulation.calculate(f"{insurer}_{group}_zeker", YEAR)[0]:
                    return tuple(found)
        return (*found, "geen")

    return outcome("salland"), outcome("zz")


def batch(documents: list[Document]) -> Any:
    """One simulation of all these practices, with the inputs that are known."""
    people = [person for document in documents for person in document["therapeuten"]]
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("therapeut", [f"t{n}" for n in range(len(people))])
    practices = builder.declare_entity("praktijk", [f"p{n}" for n in range(len(documents))])
    owners = [n for n, document in enumerate(documents) for _ in document["therapeuten"]]
    builder.join_with_persons(practices, np.array([f"p{n}" for n in owners]), ["therapeut"] * len(owners))
    simulation = builder.build(system)
    for name in (*YES_NO, "verband_lid"):
        _set_rails(simulation, name, [document[name] for document in documents])
    for name in THERAPIST:
        _set_rails(simulation, name, [person[name] for person in people])
    for name in NUMBERS:
        column = [float("nan") if document[name] is None else float(document[name]) for document in documents]
        simulation.set_input(name, YEAR, np.array(column, dtype=np.float32))
    for name in CHOICES:
        simulation.set_input(name, YEAR, np.array([document[name] or "onbekend" for document in documents]))
    return simulation


def _set_rails(simulation: Any, name: str, values: list[bool | None]) -> None:
    simulation.set_input(f"{name}_zeker", YEAR, np.array([value is True for value in values]))
    simulation.set_input(f"{name}_mogelijk", YEAR, np.array([value is not False for value in values]))


def calculate(simulation: Any) -> dict[str, Any]:
    """The groups of both insurers for all practices, certain and possible."""
    names = [f"{insurer}_{group}" for insurer, groups in GROUPS.items() for group in groups]
    return {
        f"{n}_{rail}": simulation.calculate(f"{n}_{rail}", YEAR)
        for n in names
        for rail in ("zeker", "mogelijk")
    }


def forget(simulation: Any) -> None:
    """Forget what was calculated, so that it is calculated again; inputs stay."""
    for entity in (simulation.populations[name] for name in simulation.populations):
        for name, holder in entity._holders.items():
            if not system.variables[name].is_input_variable():
                holder.delete_arrays(YEAR)
