"""What a therapist has in one register and not in another that should say the same.

Which registers should agree follows from the catalogue: facts of therapists with the same dimension (`verbijzondering`,
`specialisatie`, `scholing`, ...) say each in their own register what somebody may do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.registers.cell_names import JOINT
from inkoopwijzer.registers.known import STATED, Known
from inkoopwijzer.registers.subjects import THERAPIST
from inkoopwijzer.values.text import Text

OWN_WORD: Final = ("eigen_opgave", "eigen_administratie", "document")
"""Sources that are no register of somebody else."""

_NOW: Final = f"""
SELECT onderwerp, cel, bool_or(waarde = 'ja') AS ja
FROM {STATED}, op
WHERE soort = 'therapeut' AND list_contains(?::VARCHAR[], split_part(cel, '.', 1))
      AND (van IS NULL OR van <= dag) AND (tot_en_met IS NULL OR tot_en_met >= dag)
GROUP BY onderwerp, cel ORDER BY onderwerp, cel
"""  # noqa: S608  a name of this room


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody, what is in no register of a fact, and where it is."""

    person: str
    fact: str
    says: Text


def shared_dimensions() -> dict[str, tuple[Fact, ...]]:
    """By dimension the yes/no facts of therapists that have it, where some register should agree with another fact."""
    found: dict[str, list[Fact]] = {}
    for fact in catalogue().facts.values():
        if fact.about == THERAPIST and fact.type is FactType.yes_no and fact.per:
            found.setdefault(fact.per[-1].id, []).append(fact)
    return {
        name: tuple(facts)
        for name, facts in found.items()
        if len(facts) > 1 and any(in_register(fact) for fact in facts)
    }


def in_register(fact: Fact) -> bool:
    """Whether a fact is what a register says, not the practice itself."""
    return not set(fact.sources) & set(OWN_WORD)


def missing_across(known: Known) -> Iterator[Missing]:
    """Every person and key that one fact states on the day and a register that knows this person does not."""
    shared = shared_dimensions()
    by_fact = {fact.id: (name, fact) for name, facts in shared.items() for fact in facts}
    held = {cell.partition(JOINT)[0] for cell in _cells(known)}
    for person, said in _by_person(known, list(by_fact)):
        has: dict[tuple[str, str], set[str]] = {}
        for cell, yes in said:
            fact_id, *keys = cell.split(JOINT)
            if yes:
                has.setdefault((by_fact[fact_id][0], keys[-1]), set()).add(fact_id)
        for (dimension, key), facts in has.items():
            for fact in shared[dimension]:
                if in_register(fact) and fact.id in held and fact.id not in facts:
                    yield _missing(person, dimension, key, sorted(facts), fact)


def _cells(known: Known) -> list[str]:
    found = known.con.execute(f"SELECT DISTINCT cel FROM {STATED} WHERE soort = 'therapeut'")  # noqa: S608
    return [cell for (cell,) in found.fetchall()]


def _by_person(known: Known, facts: list[str]) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    person: str | None = None
    said: list[tuple[str, bool]] = []
    for who, cell, yes in known.con.execute(_NOW, [facts]).fetchall():
        if who != person and person is not None:
            yield person, said
            said = []
        person = who
        said.append((cell, yes))
    if person is not None:
        yield person, said


def _missing(person: str, dimension: str, key: str, facts: list[str], fact: Fact) -> Missing:
    label = catalogue().dimensions[dimension].label_of(key)
    where = ", ".join(facts)
    says = Text(
        f"{person}: {label.nl} staat in {where}, maar niet in {fact.id}",
        f"{person}: {label.en} is in {where}, but not in {fact.id}",
    )
    return Missing(person, JOINT.join((fact.id, key)), says)
